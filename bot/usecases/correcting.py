"""A correction in words, made in what was understood before: "no, 5200, and it was Yelp"."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from math import log

from bot.usecases.dropping import Ways, called, without
from bot.usecases.reading import MOST, Money
from bot.usecases.snapshot import Snapshot
from bot.usecases.understanding import (
    NEW_NAME,
    Named,
    RegionOf,
    Understood,
    account_of,
    competitors_of,
    money_of,
    reasons_of,
    region_of,
    understand,
    with_region,
)
from digests.reading.found import Read
from digests.talking.mending import Mend, as_sum, mend
from storage.keys import name_key
from storage.models import ReportKind

_KINDS = (
    (ReportKind.LOST_DEAL, re.compile(r"\b(?:lost|loss)(?: deal)?\b", re.IGNORECASE)),
    (ReportKind.WON_DEAL, re.compile(r"\bwon(?: deal)?\b|\bwin\b|\bdid sign\b", re.IGNORECASE)),
    (ReportKind.REQUEST, re.compile(r"\brequest\b", re.IGNORECASE)),
)
_NOT_THAT_KIND = re.compile(
    r"\b(?:not|isn't|wasn't|instead of|rather than)\s+(?:a |the |an )?\w+(?: deal)?", re.IGNORECASE
)
_FEW = 8  # words: in longer ones "lost" may be anything
_LEAD = re.compile(
    r"^\W*(?:(?:no|nope|nah|sorry|wait|oops|actually|i meant|i mean|it was|it is|it's|its|that's|that is|make it|"
    r"make that|"
    r"change (?:it|that|the customer) to|should (?:be|say|read)|the customer is|the customer was|the customer's|"
    r"wrong customer|customer is|customer was|customer|account|their name is|the name is|name is|called|for|at|"
    r"oops)\b\W*)+",
    re.IGNORECASE,
)
_NOT_THEM = re.compile(r"\bnot\s+[^,;.]+[,;.]\s*(?:but\s+)?|,?\s*(?:but\s+)?\bnot\s+.+$", re.IGNORECASE)
_NAME = re.compile(r"[A-Z0-9][\w'’&.-]*(?: (?:&|and|of|the|de|[A-Z0-9][\w'’&.-]*)){0,5}")
_TOO = re.compile(r"\b(?:too|also|as well|plus|add|another)\b", re.IGNORECASE)


def correct(before: Understood, words: str, source: str, ways: Ways) -> Understood:
    """What was understood of `source`, with what the words change; the same where they change nothing."""
    asked = mend(words)
    if asked.note:
        return replace(before, note="\n".join(filter(None, (before.note, asked.note))))
    if asked.perhaps and (less := without(before, asked.perhaps, ways)) != before:
        return less
    kind = _kind(words)
    after = as_kind(before, kind, source, ways) if kind else before
    read = _as_often(_read(asked.left, after.kind, ways), asked.left, source, after.kind, ways)
    for what in asked.drop:
        after = without(after, what, ways)
    named = _values(after, read, asked, ways)
    is_alone = replace(named, account=before.account, which=before.which) == before
    after = _with_account(named, words, ways, is_alone=is_alone)
    if after.account is not None and before.account is not None and after.account != before.account:
        after = renamed(after, source, after.account.name, ways)
    said = {"account": ways.read_as(words, after.kind).account, "value": read.value}
    return replace(after, unsure=frozenset(one for one in after.unsure if said.get(one) is None))


def _read(words: str, kind: ReportKind, ways: Ways) -> Read:
    """What words say; a mere number is a sum in whatever currency counts here."""
    read = ways.read_as(as_sum(words) or words, kind)
    if read.value is None or not as_sum(words):
        return read
    return replace(read, value=replace(read.value, value=replace(read.value.value, currency=None)))


def _as_often(read: Read, words: str, source: str, kind: ReportKind, ways: Ways) -> Read:
    """A mere number that is near one said by the month is by the month too: "happy to pay 25 a month", "make it 30"."""
    number = as_sum(words)
    if read.value is None or not number or " " in number:
        return read
    before = ways.read_as(source, kind).value
    given, was = read.value.value, before.value if before is not None else None
    if was is None or given.times != 1 or was.times == 1 or not given.amount or not was.amount:
        return read
    is_near = abs(log(given.amount * was.times / was.amount)) < abs(log(given.amount / was.amount))
    yearly = replace(given, amount=given.amount * was.times, times=was.times)
    return replace(read, value=replace(read.value, value=yearly)) if is_near else read


def says_the_same(of: Understood, words: str, ways: Ways) -> bool:
    """Whether words name what was understood already, so that they change nothing and are no riddle."""
    read = ways.read_as(words, of.kind)
    named = (account_of(read, ways.snapshot)[0], money_of(read, of.value.currency if of.value else ""))
    competitors, region_id = competitors_of(read, ways.snapshot), region_of(read, ways.snapshot)
    return bool(
        (named[0] and named[0] == of.account)
        or (named[1] and named[1] == of.value)
        or (competitors and set(competitors) <= set(of.competitors))
        or (region_id and region_id == of.region_id)
        or _kind(words) is of.kind
    )


def renamed(after: Understood, source: str, name: str, ways: Ways) -> Understood:
    """The rep's own words told of another customer, by name; a quotation stays as it is."""
    old = name_in(source, after, ways)
    if not old or after.kind is not ReportKind.REQUEST or after.said != source[: after.told or None].strip():
        return after
    return replace(after, said=after.said.replace(old, name))


def name_in(source: str, of: Understood, ways: Ways) -> str:
    """By what words the customer is named in what a draft was made of; empty where by none."""
    read = ways.read_as(source[: of.told or None], of.kind)
    return read.plain[slice(*read.account.place)] if read.account is not None else ""


def of_customer(before: Understood, account: Named, snapshot: Snapshot, user_id: str) -> Understood:
    """The same of this customer; a region that was not named follows them."""
    changed = replace(before, account=account, which=(), unsure=before.unsure - {"account"})
    return with_region(changed, snapshot, user_id)


def values_of(before: Understood, words: str, ways: Ways) -> Understood:
    """With the values that words name: a sum, reasons, competitors, a region."""
    after = _values(before, ways.read_as(words, before.kind), mend(words), ways)
    return replace(after, unsure=frozenset(one for one in after.unsure if not _has_changed(one, before, after)))


def _has_changed(field: str, before: Understood, after: Understood) -> bool:
    changed = {
        "account": (after.account, after.which) != (before.account, before.which),
        "value": after.value != before.value,
    }
    return changed.get(field, False)


def _kind(words: str) -> ReportKind | None:
    said = _NOT_THAT_KIND.sub(" ", words)
    if len(words.split()) > _FEW:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(said)), None)


def as_kind(before: Understood, kind: ReportKind, source: str, ways: Ways) -> Understood:
    """The same words as of this kind; what was corrected in them stays."""
    if kind is before.kind:
        return replace(before, unsure=before.unsure - {"kind"})
    source = source[: before.told or None]
    anew = understand(ways.read_as(source, kind), source, kind, ways.snapshot, ways.user_id)
    return replace(
        anew,
        account=before.account,
        which=before.which,
        region_id=before.region_id,
        region_from=before.region_from,
        value=before.value,
        competitors=before.competitors or anew.competitors,
        note=anew.note if anew.note or not before.note.startswith("Attached: ") else before.note,
        unsure=before.unsure - {"kind"},
        told=before.told,
    )


# --- what is added and changed ---


def _values(before: Understood, read: Read, asked: Mend, ways: Ways) -> Understood:
    """The values that the words name, beside the customer."""
    region_id = region_of(read, ways.snapshot)
    competitors = competitors_of(read, ways.snapshot)
    is_more = bool(asked.add or _TOO.search(asked.left))
    if is_more:
        competitors = tuple(dict.fromkeys((*before.competitors, *competitors)))
    return replace(
        before,
        value=_value(before, read, asked, ways.snapshot),
        region_id=region_id or before.region_id,
        region_from=RegionOf.NAMED if region_id else before.region_from,
        competitors=competitors or before.competitors,
        reason_ids=_reasons(before, read, asked, competitors, ways, is_more=is_more),
        said=read.said.value if read.said else before.said,
    )


def _value(before: Understood, read: Read, asked: Mend, snapshot: Snapshot) -> Money | None:
    """An amount without a currency stays in that of the one before; "a month" or "dollars" alone is about that one."""
    given = money_of(read, before.value.currency if before.value else snapshot.currency)
    if given is not None or before.value is None:
        return given
    minor = before.value.minor * asked.times // asked.parts
    return Money(minor if minor <= MOST * 100 else before.value.minor, asked.currency or before.value.currency)


def _reasons(
    before: Understood, read: Read, asked: Mend, competitors: Sequence[Named], ways: Ways, *, is_more: bool
) -> tuple[uuid.UUID, ...]:
    """Reasons that are named replace those before, unless they are to be added; a competitor alone is one more."""
    kind = before.kind
    given = (*reasons_of(read, kind, ways.snapshot), *(called(asked.add, kind, ways) if asked.add else ()))
    is_rival_new = any(one not in before.competitors for one in competitors)
    to_rival = ways.snapshot.reason_codes.get(kind, {}).get("competitor") if is_rival_new else None
    kept = before.reason_ids if is_more or not given or set(given) == {to_rival} else ()
    return tuple(dict.fromkeys((*kept, *given, *((to_rival,) if to_rival else ()))))


# --- the customer ---


def _with_account(before: Understood, words: str, ways: Ways, *, is_alone: bool) -> Understood:
    """The customer: one that was asked for and is named now, one that the reader finds, or a name by itself.

    The reader sees all of the words: whom they are not about tells whom they are.
    """
    read = ways.read_as(words, before.kind)
    asked = _asked(before.which, words)
    if asked is not None:
        return of_customer(before, asked, ways.snapshot, ways.user_id)
    account, which = account_of(read, ways.snapshot)
    if account is None and not which:
        is_told = before.account is None or _LEAD.match(words) is not None
        account = _by_itself(words, ways.snapshot, is_alone=is_alone and is_told)
    if account is not None:
        return before if account == before.account else of_customer(before, account, ways.snapshot, ways.user_id)
    if which and which != before.which:
        return with_region(replace(before, account=None, which=which), ways.snapshot, ways.user_id)
    return before


def is_name(words: str) -> bool:
    """Whether words are written as a name is, and are nothing else."""
    typed = words.strip(" .!?,")
    return _NAME.fullmatch(typed) is not None and not typed[0].isdigit()


def _by_itself(words: str, snapshot: Snapshot, *, is_alone: bool) -> Named | None:
    """A name and nothing else: a known customer's, or a new one's where it is written as names are."""
    typed = _LEAD.sub("", _NOT_THEM.sub(" ", words)).strip(" .!?,")
    known = snapshot.accounts.get(name_key(typed))
    if known is not None:
        return Named(known.name, known.account_id)
    is_new = is_alone and _NAME.fullmatch(typed) and not typed[0].isdigit() and not _is_taken(typed, snapshot)
    return Named(typed[:NEW_NAME]) if is_new else None


def _is_taken(typed: str, snapshot: Snapshot) -> bool:
    """Whether a name is that of a region, a competitor or a reason."""
    reasons = (reason.label for kind in snapshot.reasons.values() for reason in kind)
    names = (*(one.label for one in snapshot.regions), *snapshot.competitors, *reasons)
    return name_key(typed) in {name_key(one) for one in names}


def _asked(which: tuple[Named, ...], words: str) -> Named | None:
    """The one of several names that has the words which the others have not: "York"."""
    typed = set(name_key(words).split())
    fits = [one for one in which if typed & (set(name_key(one.name).split()) - _shared(which, one))]
    return fits[0] if len(fits) == 1 else None


def _shared(which: tuple[Named, ...], one: Named) -> set[str]:
    return {word for other in which if other is not one for word in name_key(other.name).split()}
