"""Merges as links: what was merged into a request, and whom the reports behind the whole family count for."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.models import Report, ReportLink, Request
from storage.queries import rollups
from storage.queries.pieces import LINKS_IT
from storage.queries.requests import standing_for


def merged_into(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Sequence[Request]:
    """Every request that was merged into this one, however many merges ago; the nearest and the latest first."""
    found: list[Request] = []
    above: Collection[uuid.UUID] = [request_id]
    while above:
        query = select(Request).where(Request.workspace_id == workspace_id, Request.merged_into_id.in_(above))
        level = session.scalars(query.order_by(Request.decided_at.desc(), Request.request_id)).all()
        found += level
        above = [one.request_id for one in level]
    return found


def family(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> list[uuid.UUID]:
    """All requests that stand for one want with this one, the one that stands for them first."""
    root = standing_for(session, workspace_id=workspace_id, request_id=request_id)
    if root is None:
        return []
    below = merged_into(session, workspace_id=workspace_id, request_id=root.request_id)
    return [root.request_id, *(one.request_id for one in below)]


def count_for(
    session: Session,
    *,
    workspace_id: str,
    request_ids: Collection[uuid.UUID],
    counted_for_id: uuid.UUID,
    counts_for_id: uuid.UUID,
) -> None:
    """Let every report that was logged for some requests, and counted for one so far, count for another.

    Where it was logged stays. By what they count for, because nothing finds reports by where they were logged.
    """
    moved = (
        ReportLink.workspace_id == workspace_id,
        ReportLink.counts_for_id == counted_for_id,
        ReportLink.request_id.in_(request_ids),
    )
    logged = select(Report.logged_at).select_from(ReportLink).join(Report, LINKS_IT).where(*moved)
    rollups.mark_days(session, workspace_id=workspace_id, moments=session.scalars(logged))
    session.execute(update(ReportLink).where(*moved).values(counts_for_id=counts_for_id))


def is_deserted(
    session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID], counted_for_id: uuid.UUID
) -> bool:
    """Whether reports were logged for these requests, of one family, and every one of them was withdrawn."""
    query = (
        select(func.count(), func.count(Report.withdrawn_at))
        .select_from(ReportLink)
        .join(Report, LINKS_IT)
        .where(
            ReportLink.workspace_id == workspace_id,
            ReportLink.counts_for_id == counted_for_id,
            ReportLink.request_id.in_(request_ids),
        )
    )
    logged, withdrawn = session.execute(query).one()
    return bool(logged) and logged == withdrawn
