"""Who was told: marks put down and passed on, and what is kept of it by week.

Whatever changes who was told in a week marks its days in the same transaction; see `rollups.mark_days`.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from storage.models import Told as Mark
from storage.models import WeekTold
from storage.queries import rollups
from storage.queries.digest_triage import Told


def add(session: Session, *, workspace_id: str, marks: Sequence[Mark]) -> None:
    """Put down that the reps behind some reports were told."""
    session.add_all(marks)
    mark_moments(session, workspace_id=workspace_id, moments=(mark.told_at for mark in marks))


def pass_on(session: Session, *, workspace_id: str, marks: Iterable[tuple[Mark, datetime]]) -> None:
    """Note when the customers behind some marks heard it from their rep; who had heard it keeps the earlier moment."""
    fresh = [(mark, at) for mark, at in marks if mark.passed_on_at is None]
    for mark, at in fresh:
        mark.passed_on_at = at
    mark_moments(session, workspace_id=workspace_id, moments=(mark.told_at for mark, _ in fresh))


def mark_moments(session: Session, *, workspace_id: str, moments: Iterable[datetime]) -> None:
    """Have counted anew who was told in the weeks around some moments."""
    rollups.mark_days(session, workspace_id=workspace_id, moments=moments, is_told=True)


def mark_reports(session: Session, *, workspace_id: str, report_ids: Collection[uuid.UUID]) -> None:
    """Have counted anew who was told in the weeks in which the reps behind some reports were."""
    query = select(Mark.told_at).where(Mark.workspace_id == workspace_id, Mark.report_id.in_(report_ids))
    mark_moments(session, workspace_id=workspace_id, moments=session.scalars(query))


def stored(session: Session, *, workspace_id: str, week: str) -> Told | None:
    """What is kept of a week; None where it was never counted."""
    query = select(WeekTold.reps, WeekTold.customers, WeekTold.passed_on).where(
        WeekTold.workspace_id == workspace_id, WeekTold.week == week
    )
    row = session.execute(query).one_or_none()
    return Told(*row) if row is not None else None


def store(session: Session, *, workspace_id: str, week: str, told: Told) -> None:
    """Keep it, in the place of what was kept before."""
    session.execute(delete(WeekTold).where(WeekTold.workspace_id == workspace_id, WeekTold.week == week))
    session.execute(insert(WeekTold), [{"workspace_id": workspace_id, "week": week} | vars(told)])


def weeks_stored(session: Session, *, workspace_id: str) -> list[str]:
    """The weeks of which anything is kept."""
    return list(session.scalars(select(WeekTold.week).where(WeekTold.workspace_id == workspace_id)))
