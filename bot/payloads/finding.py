"""`/field find drone region:wales since:90d`: words and filters apart, with a sentence for a filter that is none."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.errors import BotError
from bot.usecases.finding import Query, Since, Status, Unit
from digests.wording import all_of
from storage.keys import name_key
from storage.models import CatalogStatus, RequestStatus
from storage.models.request import AFTER_YES, DECISIONS, OPEN, YES

FILTERS = ("region", "status", "account", "since")
# Phones type curly quotes, and other languages their own.
_QUOTES = {'"': '"', "“": "”“„", "„": "“”", "«": "»", "‘": "’", "'": "'"}
_FILTER = re.compile(r"(?P<name>[^\W\d_]{2,}):(?P<gap>\s*)")
# What people write with a colon and no space behind it, and mean no filter.
_NO_FILTERS = frozenset({"re", "fw", "fwd", "aw", "wg", "http", "https", "mailto", "tel", "ps", "nb", "attn"})


def query(typed: str) -> Query:
    """Read what was typed after `find`. Raises BotError with a sentence for a filter that cannot be meant."""
    words, filters = apart(typed, FILTERS)
    return Query(
        words=" ".join(words),
        region=filters.get("region", ""),
        account=filters.get("account", ""),
        status=_status(filters["status"]) if "status" in filters else None,
        since=_since(filters["since"]) if "since" in filters else None,
    )


def apart(typed: str, known: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The words in their order, and the filters by name; BotError with a sentence for one that is not known."""
    words: list[str] = []
    filters: dict[str, str] = {}
    rest = typed.strip()
    while rest:
        found = _FILTER.match(rest)
        name = _name(found) if found else ""
        if found is None or not _is_filter(found, rest, known):
            word, rest = _value(rest)
            words.append(word)
            continue
        if name not in known:
            raise _unknown(found["name"], known)
        value, rest = _value(rest[found.end() :])
        if not name_key(value):
            raise BotError(f"`{name}:` needs something behind it, such as {_EXAMPLES[name]}.")
        if name in filters:
            raise BotError(f"`{name}:` is there twice. Look for one at a time.")
        filters[name] = value
    return words, filters


def _name(found: re.Match[str]) -> str:
    return found["name"].casefold()


def _is_filter(found: re.Match[str], rest: str, known: Sequence[str]) -> bool:
    """Whether a word with a colon is meant as a filter: one of ours always, another one only right before a word."""
    if _name(found) in known:
        return True
    behind = rest[found.end() :][:1]
    return not found["gap"] and (behind.isalnum() or behind in _QUOTES) and _name(found) not in _NO_FILTERS


def _value(rest: str) -> tuple[str, str]:
    """The next word or quoted text, and what comes behind it. A quote that nobody closed goes to the end."""
    closing = _QUOTES.get(rest[:1], "")
    if closing:
        end = next((place for place, char in enumerate(rest[1:], 1) if char in closing), len(rest))
        if rest[0] not in "'‘" or end < len(rest):  # an apostrophe may be just that
            return rest[1:end].strip(), rest[end + 1 :].strip()
    word, *behind = rest.split(maxsplit=1) or [""]
    return word, "".join(behind).strip()


def _unknown(name: str, known: Sequence[str]) -> BotError:
    there = f"{'There is' if len(known) == 1 else 'There are'} {all_of([f'`{one}:`' for one in known])}"
    return BotError(
        f"There is no filter “{name[:40]}:”. {there}. If the colon is part of what you look for, "
        "leave a space behind it or put it into quotes."
    )


# --- statuses ---

_APPROVED = YES | {RequestStatus.SCHEDULED}
_STATUSES: Mapping[str, tuple[frozenset[RequestStatus], frozenset[CatalogStatus]]] = {
    "open": (OPEN, frozenset()),
    "new": (frozenset({RequestStatus.NEW}), frozenset()),
    "in review": (frozenset({RequestStatus.REGIONAL_REVIEW, RequestStatus.HQ_REVIEW}), frozenset()),
    "docketed": (frozenset({RequestStatus.DOCKETED}), frozenset()),
    "decided": (DECISIONS | frozenset(AFTER_YES), frozenset()),
    "approved": (_APPROVED, frozenset()),
    "pilot": (frozenset({RequestStatus.PILOT}), frozenset()),
    "deferred": (frozenset({RequestStatus.DEFERRED}), frozenset()),
    "declined": (frozenset({RequestStatus.DECLINED}), frozenset()),
    "scheduled": (frozenset({RequestStatus.SCHEDULED}), frozenset()),
    "live": (frozenset({RequestStatus.LIVE, RequestStatus.MEASURED}), frozenset({CatalogStatus.LIVE})),
    "answered": (frozenset({RequestStatus.ANSWERED}), frozenset()),
    "merged": (frozenset({RequestStatus.MERGED}), frozenset()),
    "not a request": (frozenset({RequestStatus.NOT_A_REQUEST}), frozenset()),
    "planned": (frozenset(), frozenset({CatalogStatus.PLANNED})),
    "retired": (frozenset(), frozenset({CatalogStatus.RETIRED})),
}
# Other words for the same, and what the cards say.
_ALSO = {
    "waiting": "open",
    "pending": "open",
    "undecided": "open",
    "review": "in review",
    "with the region": "in review",
    "with headquarters": "in review",
    "docket": "docketed",
    "on the docket": "docketed",
    "closed": "decided",
    "yes": "approved",
    "accepted": "approved",
    "approved as another name": "approved",
    "piloted": "pilot",
    "being piloted": "pilot",
    "postponed": "deferred",
    "no": "declined",
    "rejected": "declined",
    "already for sale": "answered",
    "for sale": "live",
    "measured": "live",
    "live and measured": "live",
}


def _status(typed: str) -> Status:
    word = name_key(typed.replace("_", " "))
    word = _ALSO.get(word, word)
    if word == "withdrawn":
        raise BotError("What was withdrawn is not shown to anybody.")
    if word not in _STATUSES:
        known = ", ".join(_typed(one) for one in _STATUSES)
        raise BotError(f"There is no status “{typed[:60]}”. These are known: {known}.")
    requests, items = _STATUSES[word]
    return Status(word, requests, items)


def _typed(word: str) -> str:
    """How a status is typed: without spaces."""
    return word.replace(" ", "-")


# --- dates ---

_YEAR = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_BACK = re.compile(r"(\d{1,4}) ?(d|w|m|y|days?|weeks?|months?|years?)")
_NAMED = {
    "today": Since(),
    "yesterday": Since(back=1),
    "this week": Since(unit=Unit.WEEK),
    "last week": Since(unit=Unit.WEEK, back=1),
    "this month": Since(unit=Unit.MONTH),
    "last month": Since(unit=Unit.MONTH, back=1),
    "this year": Since(unit=Unit.YEAR),
    "last year": Since(unit=Unit.YEAR, back=1),
}
_BACK_BY: Mapping[str, Callable[[int], Since]] = {
    "d": lambda number: Since(back=number),
    "w": lambda number: Since(back=7 * number),
    "m": lambda number: Since(unit=Unit.MONTHS, back=number),
    "y": lambda number: Since(unit=Unit.MONTHS, back=12 * number),
}
_EXAMPLES = {
    "region": '`region:wales` or `region:"north west"`',
    "status": "`status:open`",
    "account": '`account:ace` or `account:"Ace Roofing"`',
    "since": "`since:90d`",
}


def _since(typed: str) -> Since:
    plain = typed.casefold().strip()
    words = " ".join(plain.replace("-", " ").replace("_", " ").split())
    try:
        if words in _NAMED:
            return _NAMED[words]
        if found := _BACK.fullmatch(plain):
            return _BACK_BY[found[2][0]](int(found[1]))
        if found := _YEAR.fullmatch(plain):
            return Since(day=date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        pass  # a 31 February: no day either
    raise BotError(
        f"“{typed[:60]}” is no date that can be read here. Write a day, month or year (`since:2026-03-01`, "
        "`since:2026-03`), how long ago (`since:90d`, `since:12w`, `since:6m`), or `since:last-month`."
    )
