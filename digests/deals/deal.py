"""Deals from reports: an account counts once, with all that its reports say of it. Pure."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from storage.models import Evidence, ReportKind, Stage
from storage.queries.deals import DealRow, GivenReason, NamedCompetitor, Raised, WantBehind

UNKNOWN = "unknown"
# The best of what several reports of one deal rest on.
_SUREST = (Evidence.CUSTOMER_WORDS, Evidence.THIRD_PARTY, Evidence.OPINION)

_T = TypeVar("_T")


@dataclass(frozen=True)
class Facts:
    """What storage knows about the deals of some weeks; `weeks` of them had been logged in at all."""

    weeks: int
    rows: Sequence[DealRow] = ()
    reasons: Sequence[GivenReason] = ()
    competitors: Sequence[NamedCompetitor] = ()
    wants: Sequence[WantBehind] = ()
    raised: Sequence[Raised] = ()


@dataclass(frozen=True)
class Deal:
    """One deal: an account's, once for lost and once for won; a report that names no account is a deal of its own.

    `first_id` is the lowest id of its reports. `worth` is its highest value in each currency, in minor units. `reasons`
    holds codes, without "unknown".
    """

    first_id: uuid.UUID
    account_id: uuid.UUID | None
    account: str
    is_won: bool
    worth: Mapping[str, int]
    stage: Stage | None
    evidence: Evidence | None
    reasons: tuple[str, ...]
    competitors: tuple[uuid.UUID, ...]
    wants: tuple[uuid.UUID, ...]
    last_at: datetime


def deals(facts: Facts) -> list[Deal]:
    """All deals, lost and won, the latest first; the order of the rows changes nothing."""
    of_account: dict[tuple[bool, uuid.UUID], list[DealRow]] = defaultdict(list)
    for row in facts.rows:
        is_won = row.kind is ReportKind.WON_DEAL
        of_account[is_won, row.account_id or row.report_id].append(row)
    reasons = _by_report((one.report_id, f"{one.position:09}", one.code) for one in facts.reasons)
    competitors = _by_report((one.report_id, one.name, one.competitor_id) for one in facts.competitors)
    wants = _by_report((one.report_id, one.title, one.request_id) for one in facts.wants)
    made = []
    for (is_won, _), rows in of_account.items():
        latest = sorted(rows, key=lambda row: (row.logged_at, row.report_id), reverse=True)
        made.append(
            Deal(
                first_id=min(row.report_id for row in rows),
                account_id=latest[0].account_id,
                account=latest[0].account,
                is_won=is_won,
                worth=_highest(rows),
                # What was noted last holds: a deal goes on while it is told of.
                stage=next((row.stage for row in latest if row.stage is not None), None),
                evidence=next((grade for grade in _SUREST if any(row.evidence is grade for row in rows)), None),
                reasons=tuple(code for code in _gathered(rows, reasons) if code != UNKNOWN),
                competitors=_gathered(rows, competitors),
                wants=_gathered(rows, wants),
                last_at=latest[0].logged_at,
            )
        )
    return sorted(made, key=_latest_first)


def labels(reasons: Iterable[GivenReason], rows: Iterable[DealRow], kind: ReportKind) -> dict[str, str]:
    """The labels of the reasons for lost or for won deals by their codes, in the order of the workspace's list."""
    of_kind = {row.report_id for row in rows if row.kind is kind}
    given = {(one.position, one.code, one.label) for one in reasons if one.report_id in of_kind}
    return {code: label for _, code, label in sorted(given)}


def _highest(rows: Iterable[DealRow]) -> dict[str, int]:
    highest: dict[str, int] = {}
    for row in rows:
        if row.value_minor is not None and row.value_minor > 0:
            highest[row.currency] = max(highest.get(row.currency, 0), row.value_minor)
    return dict(sorted(highest.items()))


def _by_report(said: Iterable[tuple[uuid.UUID, str, _T]]) -> dict[uuid.UUID, list[tuple[str, _T]]]:
    """By the report that says it: what it says, and the key of its order."""
    by_report: dict[uuid.UUID, list[tuple[str, _T]]] = defaultdict(list)
    for report_id, order, one in said:
        by_report[report_id].append((order, one))
    return by_report


def _gathered(rows: Iterable[DealRow], said: Mapping[uuid.UUID, Sequence[tuple[str, _T]]]) -> tuple[_T, ...]:
    """What the reports of one deal say, each once."""
    every = {one for row in rows for one in said.get(row.report_id, ())}
    return tuple(one for _, one in sorted(every, key=lambda pair: (pair[0], str(pair[1]))))


def _latest_first(deal: Deal) -> tuple[float, str]:
    return (-deal.last_at.timestamp(), str(deal.first_id))
