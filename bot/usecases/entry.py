"""A filled form, whatever its kind, and how a report's own row holds what it says."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.usecases.reading import Money
from storage.models import Draft, Evidence, Importance, Report, ReportKind, Stage

FORM_TEXT = 3000  # what one field of a form holds
FORM_LINE = 500  # what its field for a condition holds


@dataclass(frozen=True)
class NewAccount:
    """An account that nobody named before."""

    name: str


@dataclass(frozen=True)
class Entry:
    """A filled form, whatever the kind; what a kind does not ask for stays empty.

    `joins` is the request that the rep picked as the same want. `reporter_id` differs from the actor when a manager
    logs for a rep.
    """

    kind: ReportKind
    said: str = ""
    note: str = ""
    account: uuid.UUID | NewAccount | None = None
    region_id: uuid.UUID | None = None
    value: Money | None = None
    importance: Importance | None = None
    is_unasked: bool | None = None
    stage: Stage | None = None
    evidence: Evidence | None = None
    reason_ids: tuple[uuid.UUID, ...] = ()
    competitors: tuple[uuid.UUID | str, ...] = ()
    would_have_bought: str = ""
    joins: uuid.UUID | None = None
    reporter_id: str | None = None

    @property
    def want(self) -> str:
        """What the customer wants, in words; empty for a deal that no want would have changed."""
        return self.said if self.kind is ReportKind.REQUEST else self.would_have_bought


def say(report: Report, entry: Entry) -> None:
    """Write what a form says into a report's own row."""
    report.account_id = entry.account if isinstance(entry.account, uuid.UUID) else None
    report.region_id = entry.region_id
    report.said, report.note = entry.said, entry.note
    report.would_have_bought = entry.would_have_bought
    report.value_minor = entry.value.minor if entry.value else None
    report.currency = entry.value.currency if entry.value else report.currency
    report.importance, report.is_unasked = entry.importance, entry.is_unasked
    report.stage, report.evidence = entry.stage, entry.evidence


def says(report: Report, entry: Entry) -> bool:
    """Whether a report says what a form says. A form shows only the start of long words, and adds no region."""
    return (
        (report.said[:FORM_TEXT].strip(), report.note[:FORM_TEXT].strip())
        == (entry.said[:FORM_TEXT].strip(), entry.note[:FORM_TEXT].strip())
        and (report.value_minor, report.importance, report.is_unasked, report.stage, report.evidence)
        == (entry.value.minor if entry.value else None, entry.importance, entry.is_unasked, entry.stage, entry.evidence)
        and report.would_have_bought[:FORM_LINE] == entry.would_have_bought[:FORM_LINE]
        and (not isinstance(entry.account, uuid.UUID) or entry.account == report.account_id)
        and entry.region_id in (None, report.region_id)
    )


def kept(typed: str, *wholes: str, shown: int = FORM_TEXT) -> str:
    """What a field says: all of a text too long for it, if its start was left as it was shown."""
    return next((whole for whole in wholes if len(whole) > shown and typed == whole[:shown].strip()), typed)


def left_over_of(entry: Entry) -> dict[str, Any]:
    """What a report's own row does not hold: names that are not ids yet, and what it is to count for."""
    return {
        "new_account": entry.account.name if isinstance(entry.account, NewAccount) else "",
        "reasons": [str(reason_id) for reason_id in entry.reason_ids],
        "competitors": [str(one) for one in entry.competitors if isinstance(one, uuid.UUID)],
        "new_competitors": [one for one in entry.competitors if isinstance(one, str)],
        "joins": str(entry.joins) if entry.joins else "",
    }


def entry_of(report: Report, left_over: Mapping[str, Any]) -> Entry:
    """The form as it was sent, from the report's row and what that does not hold."""
    account = NewAccount(left_over["new_account"]) if left_over["new_account"] else report.account_id
    return Entry(
        kind=report.kind,
        said=report.said,
        note=report.note,
        account=account,
        region_id=report.region_id,
        value=Money(report.value_minor, report.currency) if report.value_minor is not None else None,
        importance=report.importance,
        is_unasked=report.is_unasked,
        stage=report.stage,
        evidence=report.evidence,
        reason_ids=tuple(uuid.UUID(one) for one in left_over["reasons"]),
        competitors=(*(uuid.UUID(one) for one in left_over["competitors"]), *left_over["new_competitors"]),
        would_have_bought=report.would_have_bought,
        joins=uuid.UUID(left_over["joins"]) if left_over["joins"] else None,
    )


def whole(entry: Entry, draft: Draft | None) -> Entry:
    """Give words back what a form could not show: the draft holds all of them.

    A form for another kind that was chosen meanwhile still has them in the field of the first one.
    """
    if draft is None:
        return entry
    return replace(entry, said=kept(entry.said, draft.source_text), note=kept(entry.note, draft.source_text))
