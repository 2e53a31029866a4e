"""The index of words made anew where it was lost or damaged: everything that it should hold, portion by portion."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.database import text
from storage.models import Report, Request, SearchOf


def how_many(session: Session, *, workspace_id: str) -> int:
    """How many reports and requests there are."""
    counts = [select(func.count()).select_from(_owners(kind, workspace_id).subquery()) for kind in SearchOf]
    return sum(session.execute(query).scalar_one() for query in counts)


def owners_after(
    session: Session, *, workspace_id: str, kind: SearchOf, after: uuid.UUID | None, limit: int
) -> Sequence[uuid.UUID]:
    """Some reports or requests by their ids, from the first on when `after` is None."""
    query = _owners(kind, workspace_id)
    owner_id = next(iter(query.selected_columns))
    if after is not None:
        query = query.where(owner_id > after)
    return session.scalars(query.order_by(owner_id).limit(limit)).all()


def rebuild(session: Session) -> None:
    """Make SQLite's index say what the table of texts says (https://sqlite.org/fts5.html#the_rebuild_command).

    For all workspaces: it is one index. On PostgreSQL it is part of the table, and cannot differ.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index (search_index) VALUES ('rebuild')"))


def _owners(kind: SearchOf, workspace_id: str) -> Select[uuid.UUID]:
    if kind is SearchOf.REPORT:
        return select(Report.report_id).where(Report.workspace_id == workspace_id)
    return select(Request.request_id).where(Request.workspace_id == workspace_id)
