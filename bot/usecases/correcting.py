"""A correction in words, made in what was understood before: "no, 5200, and it was Yelp"."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace

from bot.usecases.reading import Money
from bot.usecases.snapshot import Snapshot
from bot.usecases.understanding import (
    Named,
    Understood,
    account_of,
    competitors_of,
    money_of,
    reasons_of,
    region_of,
)
from digests.reading.found import Read
from storage.keys import name_key
from storage.models import ReportKind

_KINDS = (
    (ReportKind.LOST_DEAL, re.compile(r"\b(?:lost|loss)(?: deal)?\b", re.IGNORECASE)),
    (ReportKind.WON_DEAL, re.compile(r"\bwon(?: deal)?\b|\bwin\b", re.IGNORECASE)),
    (ReportKind.REQUEST, re.compile(r"\brequest\b", re.IGNORECASE)),
)
_FEW = 8  # words: in longer ones "lost" may be anything
_LEAD = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|actually|i meant|i mean|it was|it is|it's|make it|make that|change it to|"
    r"the customer is|the customer was|customer|for)\b\W*)+",
    re.IGNORECASE,
)
ReadAs = Callable[[str, ReportKind], Read]


def correct(before: Understood, words: str, read_as: ReadAs, snapshot: Snapshot) -> Understood:
    """What was understood, with what the words change; the same where they name nothing. `read_as` reads words."""
    kind = _kind(words) or before.kind
    read = read_as(words, kind)
    account, which = _account(before, words, read, snapshot)
    value = _value(before, read, snapshot)
    competitors = competitors_of(read, snapshot)
    said = read.said.value if read.said else before.said
    changed = {
        "account": (account, which) != (before.account, before.which),
        "value": value != before.value,
        "kind": True,
    }
    return replace(
        before,
        kind=kind,
        account=account,
        which=which,
        value=value,
        region_id=region_of(read, snapshot) or before.region_id,
        competitors=competitors or before.competitors,
        reason_ids=_reasons(before, kind, read, competitors, snapshot),
        said=said,
        unsure=frozenset(one for one in before.unsure if not changed.get(one, False)),
    )


def choose(before: Understood, account_id: uuid.UUID, snapshot: Snapshot) -> Understood:
    """One of the customers that it may be; its region counts where the message named none."""
    chosen = next((one for one in before.which if one.id == account_id), None)
    if chosen is None:
        return before
    every = (*snapshot.accounts.values(), *(one for shared in snapshot.namesakes.values() for one in shared))
    region_id = next((one.region_id for one in every if one.account_id == account_id), None)
    return replace(before, account=chosen, which=(), region_id=region_id or before.region_id)


def _kind(words: str) -> ReportKind | None:
    if len(words.split()) > _FEW:
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def _account(before: Understood, words: str, read: Read, snapshot: Snapshot) -> tuple[Named | None, tuple[Named, ...]]:
    """The customer: one that was asked for and is named now, one that the reader finds, or a name by itself."""
    asked = _asked(before.which, words)
    if asked is not None:
        return asked, ()
    account, which = account_of(read, snapshot)
    if account is None and not which:
        known = snapshot.accounts.get(name_key(_LEAD.sub("", words).strip(" .!?,")))
        account = Named(known.name, known.account_id) if known else None
    return (account, which) if account or which else (before.account, before.which)


def _asked(which: tuple[Named, ...], words: str) -> Named | None:
    """The one of several names that has the words which the others have not: "York"."""
    typed = set(name_key(words).split())
    fits = [one for one in which if typed & (set(name_key(one.name).split()) - _shared(which, one))]
    return fits[0] if len(fits) == 1 else None


def _shared(which: tuple[Named, ...], one: Named) -> set[str]:
    return {word for other in which if other is not one for word in name_key(other.name).split()}


def _value(before: Understood, read: Read, snapshot: Snapshot) -> Money | None:
    """An amount without a currency stays in that of the one before."""
    return money_of(read, before.value.currency if before.value else snapshot.currency) or before.value


def _reasons(
    before: Understood, kind: ReportKind, read: Read, competitors: tuple[Named, ...], snapshot: Snapshot
) -> tuple[uuid.UUID, ...]:
    """Reasons that are named replace those before; who names only a competitor adds that as one."""
    kept = before.reason_ids if kind is before.kind else ()
    given = reasons_of(read, kind, snapshot)
    to_rival = snapshot.reason_codes.get(kind, {}).get("competitor") if competitors else None
    only_rival = not given or given == (to_rival,)
    all_of = (*(kept if only_rival else ()), *given, *((to_rival,) if to_rival else ()))
    return tuple(dict.fromkeys(all_of))
