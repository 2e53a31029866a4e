"""Questions about reports: one of them, somebody's, what they name."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from storage.inserts import NewRow
from storage.models import (
    Account,
    CatalogAnswer,
    CatalogItem,
    Competitor,
    Draft,
    Question,
    Reason,
    Region,
    Report,
    ReportCompetitor,
    ReportLink,
    ReportReason,
    Request,
)
from storage.queries.pieces import COUNTS_FOR_IT, IS_RIVAL

_REPORT = cast(Table, Report.__table__)
_BLANK = {column.name: "" for column in _REPORT.columns if column.default is not None}


@dataclass(frozen=True)
class ReportFacts:
    """A report with the names of what it names, ready to be shown."""

    report: Report
    account: str
    region: str
    reasons: tuple[Reason, ...]
    competitors: tuple[Competitor, ...]
    request: Request | None
    answered: CatalogItem | None = None  # by which item the catalog answered it at once, so that there is no request


def find_report(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> Report | None:
    """One report, if it exists."""
    return session.get(Report, (workspace_id, report_id))


def new_report(**values: Any) -> NewRow:
    """A report as it is received, by column; what is not given is empty."""
    return NewRow(_REPORT, {**_BLANK, **values})


def report_of_draft(session: Session, *, workspace_id: str, draft_id: uuid.UUID) -> Report | None:
    """The report that a form became, if it was sent before."""
    query = select(Report).where(Report.workspace_id == workspace_id, Report.draft_id == draft_id)
    return session.scalars(query).first()


def find_draft(session: Session, *, workspace_id: str, draft_id: uuid.UUID) -> Draft | None:
    """One draft, if it was kept."""
    return session.get(Draft, (workspace_id, draft_id))


def find_question(session: Session, *, workspace_id: str, question_id: uuid.UUID) -> Question | None:
    """One question to a rep, if it exists."""
    return session.get(Question, (workspace_id, question_id))


def set_reasons(session: Session, *, workspace_id: str, report_id: uuid.UUID, reason_ids: Iterable[uuid.UUID]) -> None:
    """Make these the reasons of a report."""
    session.execute(
        delete(ReportReason).where(ReportReason.workspace_id == workspace_id, ReportReason.report_id == report_id)
    )
    session.add_all(
        ReportReason(workspace_id=workspace_id, report_id=report_id, reason_id=reason_id)
        for reason_id in dict.fromkeys(reason_ids)
    )


def set_competitors(
    session: Session, *, workspace_id: str, report_id: uuid.UUID, competitor_ids: Iterable[uuid.UUID]
) -> None:
    """Make these the competitors of a report."""
    session.execute(
        delete(ReportCompetitor).where(
            ReportCompetitor.workspace_id == workspace_id, ReportCompetitor.report_id == report_id
        )
    )
    session.add_all(
        ReportCompetitor(workspace_id=workspace_id, report_id=report_id, competitor_id=competitor_id)
        for competitor_id in dict.fromkeys(competitor_ids)
    )


def report_facts(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> ReportFacts | None:
    """One report with everything it names."""
    report = find_report(session, workspace_id=workspace_id, report_id=report_id)
    return facts_of(session, workspace_id=workspace_id, reports=[report])[0] if report else None


def reports_by(
    session: Session,
    *,
    workspace_id: str,
    user_id: str,
    limit: int,
    before: datetime | None = None,
) -> Sequence[ReportFacts]:
    """What somebody logged or heard, newest first, without what was withdrawn."""
    query = select(Report).where(
        Report.workspace_id == workspace_id, Report.reporter_id == user_id, Report.withdrawn_at.is_(None)
    )
    if before is not None:
        query = query.where(Report.logged_at < before)
    reports = session.scalars(query.order_by(Report.logged_at.desc(), Report.report_id.desc()).limit(limit)).all()
    return facts_of(session, workspace_id=workspace_id, reports=reports)


def facts_of(session: Session, *, workspace_id: str, reports: Sequence[Report]) -> list[ReportFacts]:
    """Reports with everything they name, in the order given; six queries however many they are."""
    ids = [report.report_id for report in reports]
    accounts = _names(session, Account, "account_id", workspace_id, {r.account_id for r in reports})
    regions = _names(session, Region, "region_id", workspace_id, {r.region_id for r in reports})
    reasons: dict[uuid.UUID, list[Reason]] = {}
    for report_id, reason in session.execute(
        select(ReportReason.report_id, Reason)
        .join(Reason, (Reason.workspace_id == ReportReason.workspace_id) & (Reason.reason_id == ReportReason.reason_id))
        .where(ReportReason.workspace_id == workspace_id, ReportReason.report_id.in_(ids))
        .order_by(Reason.position)
    ):
        reasons.setdefault(report_id, []).append(reason)
    competitors: dict[uuid.UUID, list[Competitor]] = {}
    for report_id, competitor in session.execute(
        select(ReportCompetitor.report_id, Competitor)
        .join(
            Competitor,
            IS_RIVAL,
        )
        .where(ReportCompetitor.workspace_id == workspace_id, ReportCompetitor.report_id.in_(ids))
        .order_by(Competitor.name_key)
    ):
        competitors.setdefault(report_id, []).append(competitor)
    requests = dict(
        session.execute(
            select(ReportLink.report_id, Request)
            .join(
                Request,
                COUNTS_FOR_IT,
            )
            .where(ReportLink.workspace_id == workspace_id, ReportLink.report_id.in_(ids))
        ).all()
    )
    answered = dict(
        session.execute(
            select(CatalogAnswer.report_id, CatalogItem)
            .join(
                CatalogItem,
                (CatalogItem.workspace_id == CatalogAnswer.workspace_id)
                & (CatalogItem.item_id == CatalogAnswer.item_id),
            )
            .where(CatalogAnswer.workspace_id == workspace_id, CatalogAnswer.report_id.in_(ids))
        ).all()
    )
    return [
        ReportFacts(
            report=report,
            account=accounts.get(report.account_id, ""),
            region=regions.get(report.region_id, ""),
            reasons=tuple(reasons.get(report.report_id, ())),
            competitors=tuple(competitors.get(report.report_id, ())),
            request=requests.get(report.report_id),
            # Where a request was answered by the catalog, the request says so.
            answered=answered.get(report.report_id) if report.report_id not in requests else None,
        )
        for report in reports
    ]


def _names(
    session: Session,
    model: type[Account | Region],
    key: str,
    workspace_id: str,
    ids: set[uuid.UUID | None],
) -> dict[uuid.UUID | None, str]:
    wanted = [one for one in ids if one is not None]
    column = getattr(model, key)
    rows = session.execute(select(column, model.name).where(model.workspace_id == workspace_id, column.in_(wanted)))
    return dict(rows.all())
