"""The texts that are compared: whose are to be read anew, what they are, and their vectors."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, delete, exists, func, insert, select
from sqlalchemy.orm import Session

from storage.models import (
    CatalogItem,
    CatalogName,
    NameKind,
    Report,
    ReportKind,
    Request,
    RequestStatus,
    TextDue,
    TextOf,
    TextVector,
)

_WANT: ColumnElement[str] = case((Report.kind == ReportKind.REQUEST, Report.said), else_=Report.would_have_bought)


@dataclass(frozen=True)
class Stored:
    """A vector as it is stored, with whose text it is."""

    owner_id: uuid.UUID
    text_key: str
    kind: TextOf
    vector: bytes
    position: uuid.UUID


def mark_due(session: Session, *, workspace_id: str, kind: TextOf, owner_ids: Iterable[uuid.UUID]) -> None:
    """Have the texts of some items, requests or reports read anew: they were added, changed, or went."""
    wanted = set(owner_ids)
    waiting = set(hold_due(session, workspace_id=workspace_id, owner_ids=wanted))
    session.add_all(
        TextDue(workspace_id=workspace_id, owner_id=owner_id, kind=kind) for owner_id in sorted(wanted - waiting)
    )
    session.flush()


def hold_due(session: Session, *, workspace_id: str, owner_ids: Collection[uuid.UUID]) -> Sequence[uuid.UUID]:
    """Who of some owners is marked. Until this transaction ends nobody else takes the mark off, or counts on it.

    Who marks a text and who reads it hold it both, or a change made while a text is read would be forgotten. SQLite
    has one writer anyway.
    """
    query = select(TextDue.owner_id).where(TextDue.workspace_id == workspace_id, TextDue.owner_id.in_(owner_ids))
    return session.scalars(query.order_by(TextDue.owner_id).with_for_update()).all()


def unread(
    session: Session,
    *,
    workspace_id: str,
    kind: TextOf,
    model_id: str,
    dimensions: int,
    before: uuid.UUID | None,
    limit: int,
) -> Sequence[uuid.UUID]:
    """Some of those who have a text but no vector of this model, as after an import or a change of model.

    A damaged vector, of another length than the model's, is none.
    The newest first, by id, and only those below `before` where that is given.
    """
    owners = _owners(workspace_id)[kind]
    owner_id = next(iter(owners.selected_columns))
    if before is not None:
        owners = owners.where(owner_id < before)
    return session.scalars(
        owners.where(~_has_vector(workspace_id, owner_id, model_id, dimensions)).order_by(owner_id.desc()).limit(limit)
    ).all()


def unread_count(session: Session, *, workspace_id: str, model_id: str, dimensions: int) -> int:
    """How many have a text but no vector of this model."""
    count = 0
    for owners in _owners(workspace_id).values():
        owner_id = next(iter(owners.selected_columns))
        unread_ones = owners.where(~_has_vector(workspace_id, owner_id, model_id, dimensions))
        count += session.execute(select(func.count()).select_from(unread_ones.subquery())).scalar_one()
    return count


def workspaces_due(session: Session) -> Sequence[str]:
    """The workspaces in which texts are to be read, for the round of the reader."""
    return session.scalars(select(TextDue.workspace_id).distinct().order_by(TextDue.workspace_id)).all()


def due(session: Session, *, workspace_id: str, limit: int) -> dict[TextOf, list[uuid.UUID]]:
    """Whose texts are to be read, at most so many: catalog items first, since they answer at once."""
    rows = session.execute(
        select(TextDue.kind, TextDue.owner_id)
        .where(TextDue.workspace_id == workspace_id)
        .order_by(TextDue.kind, TextDue.owner_id.desc())
        .limit(limit)
    )
    found: dict[TextOf, list[uuid.UUID]] = {}
    for kind, owner_id in rows:
        found.setdefault(kind, []).append(owner_id)
    return found


def texts_of(
    session: Session, *, workspace_id: str, kind: TextOf, owner_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[str]]:
    """The texts of some items (name and synonyms), requests (the title) or reports (the want), by owner.

    What was withdrawn has none.
    """
    texts: dict[uuid.UUID, list[str]] = {owner_id: [] for owner_id in owner_ids}
    for query in _TEXTS[kind](workspace_id, owner_ids):
        for owner_id, text in session.execute(query):
            if text.strip():
                texts[owner_id].append(text)
    return texts


def newest_wants(session: Session, *, workspace_id: str, limit: int) -> Sequence[str]:
    """The wants in the newest reports that have one and still count."""
    owners = _owners(workspace_id)[TextOf.REPORT].with_only_columns(_WANT)
    return session.scalars(owners.order_by(Report.logged_at.desc(), Report.report_id).limit(limit)).all()


def replace_vectors(
    session: Session,
    *,
    workspace_id: str,
    kind: TextOf,
    owner_ids: Collection[uuid.UUID],
    model_id: str,
    vectors: Iterable[Stored],
) -> None:
    """Make these the vectors of some owners; those who have none among them have no text any more."""
    session.execute(
        delete(TextVector).where(TextVector.workspace_id == workspace_id, TextVector.owner_id.in_(owner_ids))
    )
    rows = [
        {
            "workspace_id": workspace_id,
            "owner_id": one.owner_id,
            "text_key": one.text_key,
            "kind": kind,
            "model_id": model_id,
            "vector": one.vector,
            "position": one.position,
        }
        for one in vectors
    ]
    if rows:
        session.execute(insert(TextVector), rows)
    session.execute(delete(TextDue).where(TextDue.workspace_id == workspace_id, TextDue.owner_id.in_(owner_ids)))


def vectors_after(
    session: Session, *, workspace_id: str, model_id: str, position: uuid.UUID | None, limit: int
) -> Sequence[Stored]:
    """Vectors of a model that came after a position (from the first on when None), in the order in which they came."""
    query = select(
        TextVector.owner_id, TextVector.text_key, TextVector.kind, TextVector.vector, TextVector.position
    ).where(TextVector.workspace_id == workspace_id, TextVector.model_id == model_id)
    if position is not None:
        query = query.where(TextVector.position > position)
    return [Stored(*row) for row in session.execute(query.order_by(TextVector.position).limit(limit))]


def _has_vector(
    workspace_id: str, owner_id: ColumnElement[uuid.UUID], model_id: str, dimensions: int
) -> ColumnElement[bool]:
    return exists().where(
        TextVector.workspace_id == workspace_id,
        TextVector.owner_id == owner_id,
        TextVector.model_id == model_id,
        func.length(TextVector.vector) == dimensions,
    )


def _owners(workspace_id: str) -> dict[TextOf, Select[uuid.UUID]]:
    """Everybody who has a text, by kind."""
    return {
        TextOf.ITEM: select(CatalogItem.item_id).where(CatalogItem.workspace_id == workspace_id),
        TextOf.REQUEST: select(Request.request_id).where(
            Request.workspace_id == workspace_id, Request.status != RequestStatus.WITHDRAWN
        ),
        TextOf.REPORT: select(Report.report_id).where(
            Report.workspace_id == workspace_id, Report.withdrawn_at.is_(None), func.trim(_WANT) != ""
        ),
    }


def _item_texts(workspace_id: str, item_ids: Collection[uuid.UUID]) -> list[Select[uuid.UUID, str]]:
    return [
        select(CatalogItem.item_id, CatalogItem.name).where(
            CatalogItem.workspace_id == workspace_id, CatalogItem.item_id.in_(item_ids)
        ),
        select(CatalogName.item_id, CatalogName.name)
        .where(
            CatalogName.workspace_id == workspace_id,
            CatalogName.item_id.in_(item_ids),
            CatalogName.kind == NameKind.SYNONYM,
        )
        .order_by(CatalogName.name_key),
    ]


def _request_texts(workspace_id: str, request_ids: Collection[uuid.UUID]) -> list[Select[uuid.UUID, str]]:
    owners = _owners(workspace_id)[TextOf.REQUEST].where(Request.request_id.in_(request_ids))
    return [owners.add_columns(Request.title)]


def _report_texts(workspace_id: str, report_ids: Collection[uuid.UUID]) -> list[Select[uuid.UUID, str]]:
    owners = _owners(workspace_id)[TextOf.REPORT].where(Report.report_id.in_(report_ids))
    return [owners.add_columns(_WANT)]


_TEXTS = {TextOf.ITEM: _item_texts, TextOf.REQUEST: _request_texts, TextOf.REPORT: _report_texts}
