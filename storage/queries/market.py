"""Questions about accounts, catalog items, reasons and competitors, mostly for lists that narrow while one types."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.keys import name_key
from storage.models import (
    Account,
    AccountAlias,
    CatalogItem,
    CatalogName,
    CatalogStatus,
    Competitor,
    CompetitorAlias,
    NameKind,
    Reason,
    ReportKind,
    new_id,
)


def words_match(column: InstrumentedAttribute[str], typed: str) -> ColumnElement[bool]:
    """Every typed word begins a word of the name: "ace ro" finds "ace roofing", "oof" does not."""
    words = name_key(typed).split()
    starts = [
        (column.startswith(word, autoescape=True)) | column.contains(f" {word}", autoescape=True) for word in words
    ]
    return and_(True, *starts)


def find_accounts(session: Session, *, workspace_id: str, typed: str, limit: int = 20) -> Sequence[Account]:
    """Accounts whose name, or another name that was learned, has the typed words, by name."""
    also = select(AccountAlias.account_id).where(
        AccountAlias.workspace_id == workspace_id,
        AccountAlias.undone_at.is_(None),
        words_match(AccountAlias.alias_key, typed),
    )
    query = select(Account).where(
        Account.workspace_id == workspace_id,
        words_match(Account.name_key, typed) | Account.account_id.in_(also),
    )
    return session.scalars(query.order_by(Account.name_key, Account.account_id).limit(limit)).all()


def accounts_named(session: Session, *, workspace_id: str, name: str) -> Sequence[Account]:
    """The accounts of exactly this name: several customers may share one."""
    query = select(Account).where(Account.workspace_id == workspace_id, Account.name_key == name_key(name))
    return session.scalars(query.order_by(Account.account_id)).all()


def accounts(session: Session, *, workspace_id: str) -> Sequence[Account]:
    """All accounts, for the snapshot that fills forms."""
    return session.scalars(select(Account).where(Account.workspace_id == workspace_id)).all()


def find_account(session: Session, *, workspace_id: str, account_id: uuid.UUID) -> Account | None:
    """One account, if it exists."""
    return session.get(Account, (workspace_id, account_id))


def account_named(
    session: Session, *, workspace_id: str, name: str, region_id: uuid.UUID | None, by_id: str, now: datetime
) -> Account:
    """The account of this name, added if nobody named it before."""
    key = name_key(name)
    query = select(Account).where(Account.workspace_id == workspace_id, Account.name_key == key).limit(1)
    account = session.scalars(query).first()
    if account is None:
        account = Account(
            workspace_id=workspace_id,
            account_id=new_id(),
            name=name,
            name_key=key,
            region_id=region_id,
            added_at=now,
            added_by_id=by_id,
        )
        session.add(account)
        session.flush()
    return account


def named(workspace_id: str, typed: str) -> tuple[ColumnElement[bool], ...]:
    """Of a workspace's catalog what has the typed words in its name or in another name."""
    also = select(CatalogName.item_id).where(
        CatalogName.workspace_id == workspace_id, words_match(CatalogName.name_key, typed)
    )
    return (
        CatalogItem.workspace_id == workspace_id,
        words_match(CatalogItem.name_key, typed) | CatalogItem.item_id.in_(also),
    )


def nearest_first(workspace_id: str, typed: str) -> tuple[ColumnElement[int] | InstrumentedAttribute[str], ...]:
    """The order in which catalog items answer some typed words, for `order_by`.

    What is called so comes before what only says to see such a thing; of these, what can be sold, then what will be;
    of these, names that begin with the words. Who types "roof" looks for roofing contractors, and not for asbestos
    removal, which is also called "garage roof asbestos".
    """
    also = select(CatalogName.item_id).where(
        CatalogName.workspace_id == workspace_id,
        CatalogName.kind == NameKind.SYNONYM,
        words_match(CatalogName.name_key, typed),
    )
    in_name = words_match(CatalogItem.name_key, typed)
    begins = CatalogItem.name_key.startswith(name_key(typed), autoescape=True)
    return (
        case((in_name | CatalogItem.item_id.in_(also), 0), else_=1),
        case({CatalogStatus.LIVE: 0, CatalogStatus.PLANNED: 1}, value=CatalogItem.status, else_=2),
        case((begins, 0), (in_name, 1), else_=2),
        CatalogItem.name_key,
    )


def find_item(session: Session, *, workspace_id: str, item_id: uuid.UUID) -> CatalogItem | None:
    """One catalog item, if it exists."""
    return session.get(CatalogItem, (workspace_id, item_id))


def other_names(session: Session, *, workspace_id: str, item_id: uuid.UUID) -> Sequence[CatalogName]:
    """The synonyms and "see" references of a catalog item."""
    query = select(CatalogName).where(CatalogName.workspace_id == workspace_id, CatalogName.item_id == item_id)
    return session.scalars(query.order_by(CatalogName.kind, CatalogName.name_key)).all()


def reasons(
    session: Session, *, workspace_id: str, kind: ReportKind | None = None, with_retired: bool = False
) -> Sequence[Reason]:
    """The reasons offered for one kind of report (all kinds when None), in their order."""
    query = select(Reason).where(Reason.workspace_id == workspace_id).order_by(Reason.kind, Reason.position)
    if kind is not None:
        query = query.where(Reason.kind == kind)
    if not with_retired:
        query = query.where(Reason.retired_at.is_(None))
    return session.scalars(query).all()


def competitors(session: Session, *, workspace_id: str) -> Sequence[Competitor]:
    """All competitors by name."""
    return session.scalars(
        select(Competitor).where(Competitor.workspace_id == workspace_id).order_by(Competitor.name_key)
    ).all()


def competitor_aliases(session: Session, *, workspace_id: str) -> dict[uuid.UUID, list[str]]:
    """What reps type for each competitor, beside its name."""
    query = select(CompetitorAlias).where(
        CompetitorAlias.workspace_id == workspace_id, CompetitorAlias.undone_at.is_(None)
    )
    found: dict[uuid.UUID, list[str]] = {}
    for one in session.scalars(query.order_by(CompetitorAlias.alias_key)):
        found.setdefault(one.competitor_id, []).append(one.alias)
    return found


def find_competitors(session: Session, *, workspace_id: str, typed: str, limit: int = 20) -> Sequence[Competitor]:
    """Competitors whose name or alias has the typed words, by name."""
    also = select(CompetitorAlias.competitor_id).where(
        CompetitorAlias.workspace_id == workspace_id,
        CompetitorAlias.undone_at.is_(None),
        words_match(CompetitorAlias.alias_key, typed),
    )
    query = select(Competitor).where(
        Competitor.workspace_id == workspace_id,
        words_match(Competitor.name_key, typed) | Competitor.competitor_id.in_(also),
    )
    return session.scalars(query.order_by(Competitor.name_key).limit(limit)).all()


def find_competitor_named(session: Session, *, workspace_id: str, name: str) -> Competitor | None:
    """The competitor of exactly this name or alias, if somebody named it before."""
    key = name_key(name)
    alias = session.get(CompetitorAlias, (workspace_id, key))
    if alias is not None and alias.undone_at is None:
        return session.get(Competitor, (workspace_id, alias.competitor_id))
    query = select(Competitor).where(Competitor.workspace_id == workspace_id, Competitor.name_key == key)
    return session.scalars(query).first()


def competitor_named(session: Session, *, workspace_id: str, name: str, now: datetime) -> Competitor:
    """The competitor of this name or alias, added if nobody named it before."""
    competitor = find_competitor_named(session, workspace_id=workspace_id, name=name)
    if competitor is None:
        competitor = Competitor(
            workspace_id=workspace_id, competitor_id=new_id(), name=name, name_key=name_key(name), added_at=now
        )
        session.add(competitor)
        session.flush()
    return competitor
