"""Whether a deal went to, or stayed with, another seller, and whether for less money. Pure."""

import re
from collections.abc import Sequence

from digests.reading.families import family
from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases
from digests.reading.text import Text, meets

# Where business goes, or stays, named or not.
_ELSEWHERE = tuple(family(file, "gone_to") for file in ("reasons", "causes", "sideways"))
_TO_RIVAL = phrases("reasons", "to_rival")
_NOT_TO_RIVAL = phrases("reasons", "not_to_rival")
_RIVAL_WINS = phrases("reasons", "rival_wins")
_LOST_TOO = phrases("rivals", "lost_too")
_NO_COMPETITOR = re.compile(r"\b(?:not|never) (?:the |a )?competitor")
_DENIED = re.compile(r"\b(?:not|n't|never|no|nor|neither|nobody|without)\b(?:\s\w+){0,3}\s*$")

# A firm that is in no list, by its capital and what it did: "Wix had already built the site", "signed with Corvex".
_UNLISTED = (phrases("rivals", "led_to_unlisted"), phrases("rivals", "unlisted_does"))

# What two sellers ask: "at 990", "their renewal 5,100", "£33 a month there".
_SUM = re.compile(
    r"(?<![\d.,/:#])(?:[£$€]\s?)?(?P<figures>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<thousand>k\b)?"
    r"(?![\d/:%]|\s?(?:%|months|years|days|weeks))"
)
_THEIR_SUM = phrases("causes", "their_sum")
_THERE = phrases("causes", "there")
_HAS_IT = phrases("causes", "has_it")
_NOT_MONEY = phrases("causes", "not_money")
_NEAR = 28  # characters from a rival's name to its sum
_TIMES = 4.0  # a sum that is more than so many times another is no other seller's price for the same


def competitor(text: Text, rivals: Sequence[Found[str]], names: Sequence[tuple[int, int]] = ()) -> Found[str] | None:
    """Where business goes: surely where a verb says so; likely where a rival is named and not ruled out.

    `rivals` are those of the workspace that the text names; `names` is where customers stand.
    """
    likely: Found[str] | None = None
    for one in rivals:
        begin, stop = text.sentence(one.start)
        before, behind = _ahead(text.low, one.start), text.low[one.end : min(stop, one.end + 40)]
        if _LOST_TOO.match(text.low[one.end : stop]):
            continue
        if _NOT_TO_RIVAL.search(before) or _NO_COMPETITOR.search(text.low[max(0, begin - 60) : one.start]):
            continue
        if _TO_RIVAL.search(before) or _RIVAL_WINS.match(behind):
            return Found("competitor", one.start, one.end, Sure.SURE)
        likely = likely or Found("competitor", one.start, one.end, Sure.LIKELY)
    for pattern in _ELSEWHERE:
        for found in pattern.finditer(text.low):
            begin, _ = text.sentence(found.start())
            if not _DENIED.search(text.low[max(begin, found.start() - 40) : found.start()]):
                return Found("competitor", found.start(), found.end(), Sure.LIKELY)
    return likely or _unlisted(text, names)


def _unlisted(text: Text, names: Sequence[tuple[int, int]]) -> Found[str] | None:
    """Where a firm that is in no list has the business, as far as capitals tell; no customer's name."""
    for pattern in _UNLISTED if text.has_capitals else ():
        for one in pattern.finditer(text.plain):
            if not meets(one.start(), one.end() + 1, names):
                return Found("competitor", one.start(), one.end(), Sure.LIKELY)
    return None


def cheaper(text: Text, rival: Found[str]) -> Found[str] | None:
    """Where a rival's sum stands that is less than one of ours, unless words rule the price out.

    `rival` is what `competitor` found.
    """
    if rules_out_money(text):
        return None
    sums = [(one, _amount(one)) for one in _SUM.finditer(text.low)]
    for one, theirs in sums:
        others = [other for which, other in sums if which is not one]
        if _is_theirs(text, one, rival) and any(theirs < other < theirs * _TIMES for other in others):
            return Found("price", one.start(), one.end(), Sure.LIKELY)
    return None


def rules_out_money(text: Text) -> bool:
    """Whether a text says that the price was not why: "so it wasn't the money"."""
    return bool(_NOT_MONEY.search(text.low))


def has_what_we_lack(text: Text, rival: Found[str]) -> Found[str] | None:
    """Where it is said right behind a rival's name that it has the thing: "asked for an app. Yelp has one"."""
    has = _HAS_IT.match(text.low, rival.end)
    return Found("no_suitable_heading", rival.start, has.end(), Sure.LIKELY) if has else None


def _is_theirs(text: Text, one: re.Match[str], rival: Found[str]) -> bool:
    """Whether a sum is the rival's: close behind its name, or words before or behind say so."""
    _, stop = text.sentence(rival.end - 1)
    if 0 <= one.start() - rival.end < _NEAR and one.start() <= stop:
        return True
    return bool(
        _THEIR_SUM.search(text.low[max(0, one.start() - 24) : one.start()]) or _THERE.match(text.low, one.end())
    )


def _amount(one: re.Match[str]) -> float:
    return float(one["figures"].replace(",", "")) * (1000 if one["thousand"] else 1)


def _ahead(low: str, start: int) -> str:
    """What stands before a place in its sentence; an arrow or a dash leads on."""
    return re.split(r"[.!?;]\s|\n", low[max(0, start - 48) : start])[-1]
