"""A rep's words as a report that waits to be saved: each field with what was understood, and what is not sure.

Forms open with it, and a message becomes a card by it. What the reader only guesses is left open.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.usecases.entry import FORM_TEXT, Entry, NewAccount
from bot.usecases.reading import MOST, KnownAccount, Money
from bot.usecases.snapshot import Snapshot
from digests.reading.found import Found, Read, Sure
from digests.reading.note import rest
from digests.wording import minor_units
from storage.keys import name_key
from storage.models import ReportKind

NEW_NAME = 71  # characters of a new name that a form's menu carries
_QUOTED = re.compile(r'"([^"]{2,})"|“([^”]{2,})”|«([^»]{2,})»')
_WANT = 3  # words
# "I'd take a page if you had it": what they want stands outside the quote, so all of the words are kept together.
_POINTS = re.compile(
    r"\b(?:had|have|got|do|did|offer(?:ed)?|s[eo]ld|sell|add(?:ed)?|list(?:ed)?|made)\s+(?:it|one|that|this|them|those)\b",
    re.IGNORECASE,
)
_ASKED = 5  # names that one question offers
# What the reader calls a reason, and a workspace's own code for it, where they differ.
_CODES = {
    "no_suitable_heading": "no_heading",
    "heading_not_known": "not_known",
    "out_of_business": "closed_down",
    "service_problem": "service",
}
# The reasons that the reader knows by what people say; a workspace's other reasons it knows by their names.
_READ = frozenset(
    [
        "no_heading",
        "not_known",
        "price",
        "budget_gone",
        "competitor",
        "timing",
        "results_doubted",
        "no_decision",
        "unreachable",
        "closed_down",
        "wrong_fit",
        "service",
        "unknown",
        "other",
    ]
)


@dataclass(frozen=True)
class Named:
    """A customer or competitor by name; without an id it is new."""

    name: str
    id: uuid.UUID | None = None


class RegionOf(StrEnum):
    """Where a region is known from: the message, else the customer's entry, else the rep's own."""

    NAMED = "named"
    CUSTOMER = "customer"
    OWN = "own"


class Open(StrEnum):
    """The one question that a card asks."""

    KIND = "kind"
    WHICH = "which"


@dataclass(frozen=True)
class Understood:
    """What a message says, by field. `which` are the customers it may mean; `unsure` names fields worth a look.

    `is_rough`: it was read without the lists of the workspace, which were not there yet. `told` is how many characters
    of the draft's words are the message itself, where corrections follow it; else 0.
    """

    kind: ReportKind
    said: str = ""
    note: str = ""
    account: Named | None = None
    which: tuple[Named, ...] = ()
    region_id: uuid.UUID | None = None
    value: Money | None = None
    reason_ids: tuple[uuid.UUID, ...] = ()
    competitors: tuple[Named, ...] = ()
    unsure: frozenset[str] = frozenset()
    region_from: RegionOf = RegionOf.NAMED
    is_rough: bool = False
    told: int = 0

    @property
    def asks(self) -> Open | None:
        """What has to be answered before it is saved; one thing at a time."""
        if "kind" in self.unsure:
            return Open.KIND
        return Open.WHICH if self.which else None

    @property
    def entry(self) -> Entry:
        """The same as a filled form."""
        is_deal = self.kind is not ReportKind.REQUEST
        who = self.account
        return Entry(
            kind=self.kind,
            said=self.said,
            note=self.note,
            account=(who.id or NewAccount(who.name)) if who else None,
            region_id=self.region_id,
            value=self.value,
            reason_ids=self.reason_ids if is_deal else (),
            competitors=tuple(one.id or one.name for one in self.competitors) if is_deal else (),
        )

    def plain(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "kind": str(self.kind),
            "said": self.said,
            "note": self.note,
            "account": _named_plain(self.account) if self.account else None,
            "which": [_named_plain(one) for one in self.which],
            "region": str(self.region_id) if self.region_id else None,
            "value": [self.value.minor, self.value.currency] if self.value else None,
            "reasons": [str(one) for one in self.reason_ids],
            "competitors": [_named_plain(one) for one in self.competitors],
            "unsure": sorted(self.unsure),
            "region_from": str(self.region_from),
            "is_rough": self.is_rough,
            "told": self.told,
        }

    @classmethod
    def parse(cls, plain: Mapping[str, Any]) -> "Understood":
        """Read what `plain` wrote, also before it wrote where a region is known from."""
        value = plain["value"]
        return cls(
            kind=ReportKind(plain["kind"]),
            said=plain["said"],
            note=plain["note"],
            account=_named(plain["account"]) if plain["account"] else None,
            which=tuple(_named(one) for one in plain["which"]),
            region_id=uuid.UUID(plain["region"]) if plain["region"] else None,
            value=Money(value[0], value[1]) if value else None,
            reason_ids=tuple(uuid.UUID(one) for one in plain["reasons"]),
            competitors=tuple(_named(one) for one in plain["competitors"]),
            unsure=frozenset(plain["unsure"]),
            region_from=RegionOf(plain.get("region_from", RegionOf.NAMED)),
            is_rough=plain.get("is_rough", False),
            told=plain.get("told", 0),
        )


def understand(read: Read, words: str, kind: ReportKind, snapshot: Snapshot, user_id: str) -> Understood:
    """The words of a rep as a report of this kind; a region that is not named is the customer's, or the rep's own."""
    account, which = account_of(read, snapshot)
    reason_ids = reasons_of(read, kind, snapshot)
    labels = [reason.label for reason in snapshot.reasons.get(kind, ()) if reason.id in reason_ids]
    said, note = _words(read, words, kind, labels)
    sure = {"account": read.account if account else None, "value": read.value}
    found = Understood(
        kind=kind,
        said=said,
        note=note,
        account=account,
        which=which,
        region_id=region_of(read, snapshot),
        value=money_of(read, snapshot.currency),
        reason_ids=reason_ids,
        competitors=competitors_of(read, snapshot),
        unsure=frozenset(name for name, found in sure.items() if found is not None and found.sure is Sure.LIKELY),
    )
    return with_region(found, snapshot, user_id)


def with_region(one: Understood, snapshot: Snapshot, user_id: str) -> Understood:
    """A region that was not named is the customer's, else the rep's own, as in a form; it follows the customer."""
    if one.region_id is not None and one.region_from is RegionOf.NAMED:
        return one
    theirs = _region_on_file(one.account, snapshot) if one.account else None
    if theirs is not None:
        return replace(one, region_id=theirs, region_from=RegionOf.CUSTOMER)
    own = snapshot.region_of.get(user_id)
    return replace(one, region_id=own, region_from=RegionOf.OWN if own else RegionOf.NAMED)


def _region_on_file(account: Named, snapshot: Snapshot) -> uuid.UUID | None:
    key = name_key(account.name)
    known = [snapshot.accounts.get(key), *snapshot.namesakes.get(key, ())]
    return next((one.region_id for one in known if one is not None and one.account_id == account.id), None)


def account_of(read: Read, snapshot: Snapshot) -> tuple[Named | None, tuple[Named, ...]]:
    """The customer that is named, or those it may be: names alike, or customers that share one name."""
    if read.asks_which:
        known = [snapshot.accounts.get(name_key(name)) for name in read.asks_which]
        return None, tuple(_known(one) for one in known[:_ASKED] if one is not None)
    if read.account is None or read.account.sure is Sure.GUESS:
        return None, ()
    meant = snapshot.learned.get(name_key(read.plain[read.account.start : read.account.end]), ())
    if len(meant) == 1 and meant[0].name == read.account.value:
        return _known(meant[0]), ()
    key = name_key(read.account.value)
    shared = snapshot.namesakes.get(key, ())
    if shared:
        return None, tuple(_known(one) for one in shared[:_ASKED])
    account = snapshot.accounts.get(key)
    if account is not None:
        return _known(account), ()
    # A name that begins those of others is hardly a new customer's: people leave the town away.
    longer = [one for known, one in snapshot.accounts.items() if known.startswith(f"{key} ")]
    if len(longer) == 1:
        return _known(longer[0]), ()
    if 1 < len(longer) <= _ASKED:
        return None, tuple(sorted(map(_known, longer), key=lambda one: one.name))
    return Named(read.account.value[:NEW_NAME]), ()


def region_of(read: Read, snapshot: Snapshot) -> uuid.UUID | None:
    """The region that is named."""
    name = read.region.value if read.region and read.region.sure is not Sure.GUESS else ""
    return next((region.id for region in snapshot.regions if region.label == name), None)


def money_of(read: Read, currency: str) -> Money | None:
    """What it is worth in a year, in the workspace's currency where none is named."""
    if read.value is None or read.value.sure is Sure.GUESS or not 0 <= read.value.value.amount <= MOST:
        return None
    named = read.value.value.currency or currency
    return Money(round(read.value.value.amount * minor_units(named)), named)


def reasons_of(read: Read, kind: ReportKind, snapshot: Snapshot) -> tuple[uuid.UUID, ...]:
    """The reasons that are given: those the reader knows, and a workspace's own by their very names."""
    codes = snapshot.reason_codes.get(kind, {})
    given = [codes.get(_CODES.get(one.value, one.value)) for one in read.reasons if _is_told(one)]
    if kind is not ReportKind.LOST_DEAL:
        given = []
    by_name = {id for code, id in codes.items() if kind is not ReportKind.LOST_DEAL or code not in _READ}
    within = f" {name_key(read.note)} "
    named = [
        reason.id
        for reason in snapshot.reasons.get(kind, ())
        if reason.id in by_name and reason.id not in snapshot.needs_note and f" {name_key(reason.label)} " in within
    ]
    return tuple(dict.fromkeys(one for one in (*given, *named) if one is not None))


def competitors_of(read: Read, snapshot: Snapshot) -> tuple[Named, ...]:
    """The competitors that are named."""
    names = dict.fromkeys(one.value for one in read.competitors if _is_told(one))
    known = [snapshot.competitors.get(name) for name in names]
    return tuple(Named(one.name, one.competitor_id) for one in known if one is not None)


def _words(read: Read, words: str, kind: ReportKind, known: Sequence[str]) -> tuple[str, str]:
    """The customer's words and the rep's. What is too long for a form's field stays together, so that all is kept."""
    is_request = kind is ReportKind.REQUEST
    if len(words) > FORM_TEXT:
        return (words.strip(), "") if is_request else ("", words.strip())
    # What is told of their words may leave out what it is about; what they want is said by all of it.
    is_told = read.said is not None and (read.said.sure is Sure.LIKELY or _POINTS.search(read.said.value) is not None)
    if is_request and is_told:
        return words.strip(), ""
    if not is_request or read.said:
        return (read.said.value if read.said else ""), rest(read, known=known)
    # What stands in quotes and is nobody's speech is a name, or in several words the want itself.
    quoted = _QUOTED.search(read.plain)
    want = next((part for part in quoted.groups() if part), "").strip() if quoted else ""
    if quoted is None or len(want.split()) < _WANT:
        return words.strip(), ""
    return want, rest(read, cut=[quoted.span()], known=known)


def _is_told(found: Found[str]) -> bool:
    return found.sure is not Sure.GUESS


def _known(account: KnownAccount) -> Named:
    return Named(account.name, account.account_id)


def _named_plain(one: Named) -> list[str]:
    return [one.name, str(one.id) if one.id else ""]


def _named(plain: list[str]) -> Named:
    return Named(plain[0], uuid.UUID(plain[1]) if plain[1] else None)
