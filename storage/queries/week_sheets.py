"""What is stored of whole weeks for the digest: sheets, who was behind each request, what is in each theme."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from storage.models import (
    NONE,
    ChangeKind,
    QuarterSheet,
    Report,
    ReportLink,
    Request,
    RequestChange,
    WeekRequest,
    WeekSheet,
    WeekTheme,
)
from storage.queries.digest import NO_WANT
from storage.queries.pieces import LINKS_IT


@dataclass(frozen=True)
class Sheet:
    """A week's sums as they are stored; see `WeekSheet`."""

    version: int
    totals: str
    detail: str
    cells: bytes


@dataclass(frozen=True, order=True)
class BehindRequest:
    """Who was behind a request in a week."""

    request_id: uuid.UUID
    voices: int
    who: bytes


@dataclass(frozen=True, order=True)
class OfTheme:
    """The reports of a week that belong to a theme, as `digests.behind` writes them."""

    theme_id: uuid.UUID
    reports: bytes


@dataclass(frozen=True)
class Whole:
    """All that is stored of a week."""

    sheet: Sheet
    requests: tuple[BehindRequest, ...]
    themes: tuple[OfTheme, ...]


@dataclass(frozen=True)
class Spoke:
    """That somebody stood behind a request: an account, or a rep where none was named."""

    request_id: uuid.UUID
    account_id: uuid.UUID | None
    reporter_id: str | None


def versions(session: Session, *, workspace_id: str) -> dict[str, int]:
    """The version of each week's sheet, by week."""
    query = select(WeekSheet.week, WeekSheet.version).where(WeekSheet.workspace_id == workspace_id)
    return {row[0]: row[1] for row in session.execute(query)}


def totals(session: Session, *, workspace_id: str, weeks: Collection[str]) -> dict[str, str]:
    """What some weeks are compared by, as far as it is stored."""
    query = select(WeekSheet.week, WeekSheet.totals).where(
        WeekSheet.workspace_id == workspace_id, WeekSheet.week.in_(weeks)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def detail(session: Session, *, workspace_id: str, week: str) -> str | None:
    """What a week is told by; None where it was never counted."""
    return session.scalar(
        select(WeekSheet.detail).where(WeekSheet.workspace_id == workspace_id, WeekSheet.week == week)
    )


def cells(session: Session, *, workspace_id: str, first: str, last: str) -> dict[str, bytes]:
    """The packed counts of the weeks from one to another, both included."""
    query = select(WeekSheet.week, WeekSheet.cells).where(
        WeekSheet.workspace_id == workspace_id, WeekSheet.week >= first, WeekSheet.week <= last
    )
    return {row[0]: row[1] for row in session.execute(query)}


def voices_of(
    session: Session, *, workspace_id: str, weeks: Collection[str], request_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, int]:
    """The voices behind some requests, counted anew in each of some weeks and added up."""
    query = (
        select(WeekRequest.request_id, func.sum(WeekRequest.voices))
        .where(
            WeekRequest.workspace_id == workspace_id,
            WeekRequest.week.in_(weeks),
            WeekRequest.request_id.in_(request_ids),
        )
        .group_by(WeekRequest.request_id)
    )
    return {row[0]: int(row[1]) for row in session.execute(query)}


def who(
    session: Session, *, workspace_id: str, weeks: Collection[str], request_ids: Collection[uuid.UUID]
) -> list[BehindRequest]:
    """Who was behind some requests in some weeks, each week for itself."""
    query = select(WeekRequest.request_id, WeekRequest.voices, WeekRequest.who).where(
        WeekRequest.workspace_id == workspace_id,
        WeekRequest.week.in_(weeks),
        WeekRequest.request_id.in_(request_ids),
    )
    return [BehindRequest(*row) for row in session.execute(query)]


def wanted(session: Session, *, workspace_id: str, week: str) -> int:
    """For how many requests anything was heard in a week, without those that nobody wants."""
    set_aside = select(Request.request_id).where(Request.workspace_id == workspace_id, Request.status.in_(NO_WANT))
    query = (
        select(func.count())
        .select_from(WeekRequest)
        .where(
            WeekRequest.workspace_id == workspace_id,
            WeekRequest.week == week,
            WeekRequest.request_id.not_in(set_aside),
        )
    )
    return session.execute(query).scalar_one()


def of_themes(
    session: Session, *, workspace_id: str, week: str, theme_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, bytes]:
    """The reports of a week that belong to some themes."""
    query = select(WeekTheme.theme_id, WeekTheme.reports).where(
        WeekTheme.workspace_id == workspace_id, WeekTheme.week == week, WeekTheme.theme_id.in_(theme_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def spoke(
    session: Session,
    *,
    workspace_id: str,
    request_ids: Collection[uuid.UUID],
    gaps: Sequence[tuple[datetime | None, datetime | None]],
) -> list[Spoke]:
    """Who stood behind some requests in some stretches of time; None where one has no beginning, or no end.

    Each stretch is asked for by itself, and the requests by an expression: else SQLite begins with all that was ever
    logged for them.
    """
    found: list[Spoke] = []
    for start, end in gaps:
        least = [Report.logged_at >= start] if start is not None else []
        most = [Report.logged_at < end] if end is not None else []
        query = (
            select(ReportLink.counts_for_id, Report.account_id, case((Report.account_id.is_(None), Report.reporter_id)))
            .select_from(Report)
            .outerjoin(ReportLink, LINKS_IT)
            .where(
                Report.workspace_id == workspace_id,
                *least,
                *most,
                Report.withdrawn_at.is_(None),
                func.coalesce(ReportLink.counts_for_id, NONE).in_(request_ids),
            )
            .distinct()
        )
        found += [Spoke(*row) for row in session.execute(query)]
    return found


def whole(session: Session, *, workspace_id: str, week: str) -> Whole | None:
    """All that is stored of a week; None where it was never counted."""
    query = select(WeekSheet.version, WeekSheet.totals, WeekSheet.detail, WeekSheet.cells).where(
        WeekSheet.workspace_id == workspace_id, WeekSheet.week == week
    )
    sheet = session.execute(query).one_or_none()
    if sheet is None:
        return None
    behind = select(WeekRequest.request_id, WeekRequest.voices, WeekRequest.who).where(
        WeekRequest.workspace_id == workspace_id, WeekRequest.week == week
    )
    themes = select(WeekTheme.theme_id, WeekTheme.reports).where(
        WeekTheme.workspace_id == workspace_id, WeekTheme.week == week
    )
    return Whole(
        Sheet(*sheet),
        tuple(sorted(BehindRequest(*row) for row in session.execute(behind))),
        tuple(sorted(OfTheme(*row) for row in session.execute(themes))),
    )


@dataclass(frozen=True)
class Made:
    """When a sheet was made, and how many milliseconds that took."""

    at: datetime
    took_ms: int


def made(session: Session, *, workspace_id: str, week: str) -> Made | None:
    """When a week was counted last; None where it never was."""
    query = select(WeekSheet.counted_at, WeekSheet.took_ms).where(
        WeekSheet.workspace_id == workspace_id, WeekSheet.week == week
    )
    row = session.execute(query).one_or_none()
    return Made(*row) if row is not None else None


def store(session: Session, *, workspace_id: str, week: str, whole: Whole, made: Made) -> None:
    """Put what a week holds in the place of what was stored of it."""
    for model in (WeekSheet, WeekRequest, WeekTheme):
        session.execute(delete(model).where(model.workspace_id == workspace_id, model.week == week))
    key = {"workspace_id": workspace_id, "week": week}
    session.execute(insert(WeekSheet), [key | vars(whole.sheet) | {"counted_at": made.at, "took_ms": made.took_ms}])
    if whole.requests:
        session.execute(insert(WeekRequest), [key | vars(one) for one in whole.requests])
    if whole.themes:
        session.execute(insert(WeekTheme), [key | vars(one) for one in whole.themes])


def counted_at(session: Session, *, workspace_id: str, weeks: Collection[str]) -> dict[str, datetime]:
    """When some weeks were counted last."""
    query = select(WeekSheet.week, WeekSheet.counted_at).where(
        WeekSheet.workspace_id == workspace_id, WeekSheet.week.in_(weeks)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def requests_changed_at(session: Session, *, workspace_id: str) -> datetime | None:
    """When a request last got another status or other words; a report that joined it is no such change."""
    query = (
        select(RequestChange.at)
        .where(
            RequestChange.workspace_id == workspace_id,
            or_(RequestChange.from_status.is_not(None), RequestChange.kind == ChangeKind.EDITED),
        )
        .order_by(RequestChange.at.desc())
        .limit(1)
    )
    return session.scalar(query)


def quarter(session: Session, *, workspace_id: str, week: str, stamp: str) -> str | None:
    """What is stored of the quarter that ends with a week, if it has this stamp."""
    query = select(QuarterSheet.report).where(
        QuarterSheet.workspace_id == workspace_id, QuarterSheet.week == week, QuarterSheet.stamp == stamp
    )
    return session.scalar(query)


def store_quarter(session: Session, *, workspace_id: str, week: str, stamp: str, report: str) -> None:
    """Keep it, in the place of what was kept before."""
    key = {"workspace_id": workspace_id, "week": week}
    session.execute(delete(QuarterSheet).where(QuarterSheet.workspace_id == workspace_id, QuarterSheet.week == week))
    session.execute(insert(QuarterSheet), [key | {"stamp": stamp, "report": report}])
