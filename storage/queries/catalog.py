"""The catalog as people look through it and change it, and the customers' words that may become names in it."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.keys import name_key
from storage.models import (
    AuditEntry,
    CatalogAnswer,
    CatalogItem,
    CatalogName,
    CatalogRegion,
    CatalogStatus,
    NameKind,
    Report,
)
from storage.portions import portions
from storage.queries import market

# Below what either engine takes as parameters of one statement.
_AT_ONCE = 5_000


def sizes(session: Session, *, workspace_id: str) -> dict[CatalogStatus, int]:
    """How many items are live, planned and retired."""
    query = select(CatalogItem.status, func.count()).where(CatalogItem.workspace_id == workspace_id)
    return dict(session.execute(query.group_by(CatalogItem.status)).all())


def newest(session: Session, *, workspace_id: str, limit: int) -> Sequence[CatalogItem]:
    """What went on sale last; what has no day counts from the day it was added."""
    query = select(CatalogItem).where(
        CatalogItem.workspace_id == workspace_id, CatalogItem.status == CatalogStatus.LIVE
    )
    dated = query.where(CatalogItem.on_sale_on.is_not(None)).order_by(CatalogItem.on_sale_on.desc())
    undated = query.where(CatalogItem.on_sale_on.is_(None)).order_by(CatalogItem.added_at.desc())
    found = [
        item for one in (dated, undated) for item in session.scalars(one.order_by(CatalogItem.name_key).limit(limit))
    ]

    def since(item: CatalogItem) -> date:
        return item.on_sale_on or item.added_at.date()

    return sorted(found, key=since, reverse=True)[:limit]


def items(session: Session, *, workspace_id: str, typed: str, limit: int, offset: int = 0) -> Sequence[CatalogItem]:
    """Items of every status whose name or other name has the typed words, the nearest first."""
    query = select(CatalogItem).where(*market.named(workspace_id, typed))
    ordered = query.order_by(*market.nearest_first(workspace_id, typed))
    return session.scalars(ordered.limit(limit).offset(offset)).all()


def items_found(session: Session, *, workspace_id: str, typed: str) -> int:
    """How many items have the typed words in a name."""
    query = select(func.count()).select_from(CatalogItem).where(*market.named(workspace_id, typed))
    return session.scalar(query) or 0


def region_ids(session: Session, *, workspace_id: str, item_id: uuid.UUID) -> set[uuid.UUID]:
    """The regions in which an item is sold; none means everywhere."""
    query = select(CatalogRegion.region_id).where(
        CatalogRegion.workspace_id == workspace_id, CatalogRegion.item_id == item_id
    )
    return set(session.scalars(query))


def led_to(session: Session, *, workspace_id: str, keys: Collection[str]) -> dict[str, list[CatalogItem]]:
    """The items to which names lead, by name key: as their own name or as a synonym."""
    own = select(CatalogItem.name_key, CatalogItem).where(
        CatalogItem.workspace_id == workspace_id, CatalogItem.name_key.in_(keys)
    )
    also = (
        select(CatalogName.name_key, CatalogItem)
        .join(
            CatalogItem,
            (CatalogItem.workspace_id == CatalogName.workspace_id) & (CatalogItem.item_id == CatalogName.item_id),
        )
        .where(
            CatalogName.workspace_id == workspace_id,
            CatalogName.name_key.in_(keys),
            CatalogName.kind == NameKind.SYNONYM,
        )
        .order_by(CatalogItem.name_key)
    )
    found: dict[str, list[CatalogItem]] = {}
    for query in (own, also):
        for key, item in session.execute(query):
            found.setdefault(key, []).append(item)
    return found


def references_of_the_unsold(session: Session, *, workspace_id: str) -> dict[uuid.UUID, list[str]]:
    """Where items that are not live refer to: the keys of their "see" names, by item."""
    query = (
        select(CatalogName.item_id, CatalogName.name_key)
        .join(
            CatalogItem,
            (CatalogItem.workspace_id == CatalogName.workspace_id) & (CatalogItem.item_id == CatalogName.item_id),
        )
        .where(
            CatalogName.workspace_id == workspace_id,
            CatalogName.kind == NameKind.SEE,
            CatalogItem.status != CatalogStatus.LIVE,
        )
        .order_by(CatalogName.item_id, CatalogName.name_key)
    )
    found: dict[uuid.UUID, list[str]] = {}
    for item_id, key in session.execute(query):
        found.setdefault(item_id, []).append(key)
    return found


def set_names(
    session: Session, *, workspace_id: str, item_id: uuid.UUID, names: Mapping[NameKind, Iterable[str]]
) -> None:
    """Make these, and no others, an item's other names. All go first: a name may become one of the other kind."""
    session.execute(delete(CatalogName).where(CatalogName.workspace_id == workspace_id, CatalogName.item_id == item_id))
    session.add_all(
        CatalogName(workspace_id=workspace_id, item_id=item_id, kind=kind, name=name, name_key=name_key(name))
        for kind, some in names.items()
        for name in some
    )
    session.flush()


def set_regions(session: Session, *, workspace_id: str, item_id: uuid.UUID, region_ids: Iterable[uuid.UUID]) -> None:
    """Make these the regions in which an item is sold."""
    session.execute(
        delete(CatalogRegion).where(CatalogRegion.workspace_id == workspace_id, CatalogRegion.item_id == item_id)
    )
    session.add_all(
        CatalogRegion(workspace_id=workspace_id, item_id=item_id, region_id=region_id) for region_id in region_ids
    )
    session.flush()


def last_deed(session: Session, *, workspace_id: str, subject: str) -> AuditEntry | None:
    """The newest line of the audit about one thing."""
    query = select(AuditEntry).where(AuditEntry.workspace_id == workspace_id, AuditEntry.subject == subject)
    return session.scalars(query.order_by(AuditEntry.at.desc(), AuditEntry.audit_id.desc()).limit(1)).first()


# --- customers' words ---


@dataclass(frozen=True)
class Heard:
    """A customer's words to which the catalog was the answer; `voice` is the account, or the rep without one."""

    report_id: uuid.UUID
    item_id: uuid.UUID
    words: str
    voice: str
    answered_at: datetime


def unjudged(session: Session, *, workspace_id: str, limit: int) -> list[Heard]:
    """Words of which nobody has said whether they are another name, newest first; withdrawn reports say nothing."""
    query = (
        select(CatalogAnswer, Report.account_id, Report.reporter_id)
        .join(
            Report, (Report.workspace_id == CatalogAnswer.workspace_id) & (Report.report_id == CatalogAnswer.report_id)
        )
        .where(
            CatalogAnswer.workspace_id == workspace_id,
            CatalogAnswer.verdict.is_(None),
            CatalogAnswer.words != "",
            Report.withdrawn_at.is_(None),
        )
        .order_by(CatalogAnswer.answered_at.desc(), CatalogAnswer.report_id)
        .limit(limit)
    )
    return [
        Heard(one.report_id, one.item_id, one.words, str(account_id or reporter_id), one.answered_at)
        for one, account_id, reporter_id in session.execute(query)
    ]


def find_answer(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> CatalogAnswer | None:
    """What the catalog answered to a report, if it did."""
    return session.get(CatalogAnswer, (workspace_id, report_id))


def answers_to(
    session: Session, *, workspace_id: str, report_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, CatalogAnswer]:
    """What the catalog answered to some reports, by report."""
    found: dict[uuid.UUID, CatalogAnswer] = {}
    for some in portions(report_ids, _AT_ONCE):
        query = select(CatalogAnswer).where(
            CatalogAnswer.workspace_id == workspace_id, CatalogAnswer.report_id.in_(some)
        )
        found |= {one.report_id: one for one in session.scalars(query)}
    return found


def forget_answers(session: Session, *, workspace_id: str, report_ids: Iterable[uuid.UUID]) -> None:
    """These reports were not answered by the catalog after all."""
    for one in answers_to(session, workspace_id=workspace_id, report_ids=report_ids).values():
        session.delete(one)
    session.flush()


def open_answers(session: Session, *, workspace_id: str, item_id: uuid.UUID) -> Sequence[CatalogAnswer]:
    """The answers that named an item and whose words nobody has judged."""
    query = select(CatalogAnswer).where(
        CatalogAnswer.workspace_id == workspace_id, CatalogAnswer.item_id == item_id, CatalogAnswer.verdict.is_(None)
    )
    # Sorted here: asked for this order, SQLite reads every answer there is rather than the item's.
    return sorted(session.scalars(query), key=lambda one: one.report_id)
