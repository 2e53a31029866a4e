"""The sentences of the digest that a workspace words itself."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import OwnSentence


def of_workspace(session: Session, *, workspace_id: str, language: str) -> Sequence[OwnSentence]:
    """All of a workspace's in one language, by name."""
    return session.scalars(
        select(OwnSentence)
        .where(OwnSentence.workspace_id == workspace_id, OwnSentence.language == language)
        .order_by(OwnSentence.name)
    ).all()


def find(session: Session, *, workspace_id: str, name: str, language: str) -> OwnSentence | None:
    """One of them, if it was worded."""
    return session.get(OwnSentence, (workspace_id, name, language))
