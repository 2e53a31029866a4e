"""Which digests their readers found not useful."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.models import DigestOpinion


def count_in(session: Session, *, workspace_id: str, edition: str, period: str, user_id: str, now: datetime) -> None:
    """Somebody finds a digest not useful. Who is counted already stays counted once."""
    row = insert(DigestOpinion).values(
        workspace_id=workspace_id, edition=edition, period=period, user_id=user_id, at=now
    )
    try:
        # As for a claim: a second press at the same moment must neither count twice nor undo the transaction.
        with session.begin_nested():
            session.execute(row)
    except IntegrityError:
        return


def take_out(session: Session, *, workspace_id: str, edition: str, period: str, user_id: str) -> bool:
    """Somebody takes it back; False when they were not counted."""
    theirs = delete(DigestOpinion).where(
        DigestOpinion.workspace_id == workspace_id,
        DigestOpinion.edition == edition,
        DigestOpinion.period == period,
        DigestOpinion.user_id == user_id,
    )
    return bool(session.scalars(theirs.returning(DigestOpinion.user_id)).all())


def people(session: Session, *, workspace_id: str, edition: str, periods: Sequence[str]) -> dict[str, int]:
    """How many people found each of some digests not useful; a digest that nobody minded is left out."""
    query = (
        select(DigestOpinion.period, func.count())
        .where(
            DigestOpinion.workspace_id == workspace_id,
            DigestOpinion.edition == edition,
            DigestOpinion.period.in_(periods),
        )
        .group_by(DigestOpinion.period)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def in_all(session: Session) -> int:
    """All that are counted, over all workspaces."""
    return session.scalar(select(func.count()).select_from(DigestOpinion)) or 0
