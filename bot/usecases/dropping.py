"""What a correction in words takes away: a field, a competitor, a reason, the customer."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.usecases.snapshot import Snapshot
from bot.usecases.understanding import Named, RegionOf, Understood, competitors_of, reasons_of
from digests.reading.found import Read
from storage.keys import name_key
from storage.models import ReportKind

_FIELDS = {
    "value": re.compile(r"(?:value|amount|sum|worth|money|number|figure|price tag)s?"),
    "region": re.compile(r"(?:region|area|place)"),
    "account": re.compile(r"(?:customer|account|client|name)"),
    "note": re.compile(r"(?:my )?notes?"),
    "said": re.compile(r"(?:quotes?|quotation|(?:his |her |their )?words|what (?:he|she|they) said)"),
    "reasons": re.compile(r"(?:reasons|the why|all (?:the )?reasons)"),
    "competitors": re.compile(r"(?:competitors?|rivals?)"),
}
ReadAs = Callable[[str, ReportKind], Read]


@dataclass(frozen=True)
class Ways:
    """How words are read here: as a kind, in a workspace, for a rep."""

    read_as: ReadAs
    snapshot: Snapshot
    user_id: str


def without_customer(before: Understood) -> Understood:
    """None of the customers that it may be."""
    return replace(before, which=(), account=None)


def without(before: Understood, what: str, ways: Ways) -> Understood:
    """What was understood without something in it: a field, a competitor, a reason, the customer."""
    key = name_key(re.sub(r"^(?:the|a|an|my|their)\s+", "", what, flags=re.IGNORECASE))
    field = next((name for name, pattern in _FIELDS.items() if pattern.fullmatch(key)), "")
    match field:
        case "value":
            return replace(before, value=None)
        case "region":
            return replace(before, region_id=None, region_from=RegionOf.NAMED)
        case "account":
            return without_customer(before)
        case "note":
            return replace(before, note="")
        case "said":
            return before if before.kind is ReportKind.REQUEST else replace(before, said="")
        case "reasons":
            return replace(before, reason_ids=())
        case "competitors":
            return _without_rivals(before, frozenset(before.competitors), ways)
    rivals = frozenset(one for one in before.competitors if _is_called(one.name, key, ways.snapshot))
    rivals |= frozenset(competitors_of(ways.read_as(what, before.kind), ways.snapshot)) & frozenset(before.competitors)
    if rivals:
        return _without_rivals(before, rivals, ways)
    reasons = set(called(what, before.kind, ways)) & set(before.reason_ids)
    if reasons:
        return replace(before, reason_ids=tuple(one for one in before.reason_ids if one not in reasons))
    if before.account is not None and key and set(key.split()) <= set(name_key(before.account.name).split()):
        return replace(before, account=None)
    return before


def _is_called(name: str, key: str, snapshot: Snapshot) -> bool:
    """Whether a competitor is meant by some words: its name, the start of it, or what else it is called."""
    known = snapshot.competitors.get(name)
    called = [name_key(one) for one in (name, *(known.aliases if known else ()))]
    return bool(key) and any(one == key or one.startswith(f"{key} ") for one in called)


def _without_rivals(before: Understood, rivals: frozenset[Named], ways: Ways) -> Understood:
    left = tuple(one for one in before.competitors if one not in rivals)
    to_rival = ways.snapshot.reason_codes.get(before.kind, {}).get("competitor")
    reasons = tuple(one for one in before.reason_ids if left or one != to_rival)
    return replace(before, competitors=left, reason_ids=reasons)


def called(words: str, kind: ReportKind, ways: Ways) -> tuple[uuid.UUID, ...]:
    """The reasons that somebody calls by their name, or by a word of it, or by how people say it."""
    typed = set(re.sub(r"\breasons?\b", " ", name_key(words)).split()) - {"the", "a", "an", "to"}
    if not typed:
        return ()
    labels = [(one.id, set(name_key(one.label).split())) for one in ways.snapshot.reasons.get(kind, ())]
    whole = tuple(id for id, label in labels if label == typed) or tuple(id for id, label in labels if typed <= label)
    return whole or reasons_of(ways.read_as(words, kind), kind, ways.snapshot)
