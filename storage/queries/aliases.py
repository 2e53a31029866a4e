"""Questions about other names of customers and competitors that were learned: those in force, those of a report."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.keys import name_key as key_of
from storage.models import Account, AccountAlias, CatalogItem, Competitor, CompetitorAlias, Region

Alias = AccountAlias | CompetitorAlias
_NEVER = datetime.min.replace(tzinfo=UTC)
_IS_ACCOUNT = (Account.workspace_id == AccountAlias.workspace_id) & (Account.account_id == AccountAlias.account_id)
_IS_COMPETITOR = (Competitor.workspace_id == CompetitorAlias.workspace_id) & (
    Competitor.competitor_id == CompetitorAlias.competitor_id
)


@dataclass(frozen=True)
class Lesson:
    """A learned name and what is meant by it; `is_disputed` where people mean several customers by it."""

    alias: Alias
    name: str
    is_disputed: bool = False


def in_force(session: Session, *, workspace_id: str) -> list[tuple[str, Account]]:
    """What people mean by other names of customers, as (key, account); a key with several accounts is disputed."""
    query = (
        select(AccountAlias.alias_key, Account)
        .join(Account, _IS_ACCOUNT)
        .where(AccountAlias.workspace_id == workspace_id, AccountAlias.undone_at.is_(None))
        .order_by(AccountAlias.alias_key, Account.name_key, Account.account_id)
    )
    return [(key, account) for key, account in session.execute(query)]


def in_force_of(session: Session, *, workspace_id: str, alias_key: str) -> Sequence[AccountAlias]:
    """What a name is learned to mean among customers."""
    query = select(AccountAlias).where(
        AccountAlias.workspace_id == workspace_id,
        AccountAlias.alias_key == alias_key,
        AccountAlias.undone_at.is_(None),
    )
    return session.scalars(query.order_by(AccountAlias.account_id)).all()


def of_account(session: Session, *, workspace_id: str, alias_key: str, account_id: uuid.UUID) -> AccountAlias | None:
    """One learned name of a customer, undone or not."""
    return session.get(AccountAlias, (workspace_id, alias_key, account_id))


def of_competitor(session: Session, *, workspace_id: str, alias_key: str) -> CompetitorAlias | None:
    """What competitor a name is another one of, learned or not, undone or not."""
    return session.get(CompetitorAlias, (workspace_id, alias_key))


def learned_from(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> list[Lesson]:
    """What was learned from a report and holds."""
    accounts = session.execute(
        select(AccountAlias, Account.name)
        .join(Account, _IS_ACCOUNT)
        .where(
            AccountAlias.workspace_id == workspace_id,
            AccountAlias.learned_from_id == report_id,
            AccountAlias.undone_at.is_(None),
        )
    )
    competitors = session.execute(
        select(CompetitorAlias, Competitor.name)
        .join(Competitor, _IS_COMPETITOR)
        .where(
            CompetitorAlias.workspace_id == workspace_id,
            CompetitorAlias.learned_from_id == report_id,
            CompetitorAlias.undone_at.is_(None),
        )
    )
    found: list[tuple[Alias, str]] = [(alias, name) for rows in (accounts, competitors) for alias, name in rows]
    found.sort(key=lambda one: one[0].alias_key)
    disputed = _disputed(session, workspace_id, {alias.alias_key for alias, _ in found})
    return [
        Lesson(alias, name, isinstance(alias, AccountAlias) and alias.alias_key in disputed) for alias, name in found
    ]


def forget(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> int:
    """Let go what was learned from a report, unless somebody undid it, which holds; how many names that were."""
    gone = 0
    for model in (AccountAlias, CompetitorAlias):
        done = session.execute(
            delete(model)
            .where(model.workspace_id == workspace_id, model.learned_from_id == report_id, model.undone_at.is_(None))
            .returning(model.alias_key)
        )
        gone += len(done.all())
    return gone


def count(session: Session, *, workspace_id: str) -> int:
    """How many names were learned, with those that were undone."""
    queries = (
        select(func.count()).select_from(AccountAlias).where(AccountAlias.workspace_id == workspace_id),
        select(func.count())
        .select_from(CompetitorAlias)
        .where(CompetitorAlias.workspace_id == workspace_id, CompetitorAlias.learned_at.is_not(None)),
    )
    return sum(session.scalar(query) or 0 for query in queries)


def newest(session: Session, *, workspace_id: str, limit: int) -> list[Lesson]:
    """What was learned last, newest first, with what was undone."""
    accounts = session.execute(
        select(AccountAlias, Account.name)
        .join(Account, _IS_ACCOUNT)
        .where(AccountAlias.workspace_id == workspace_id)
        .order_by(AccountAlias.learned_at.desc(), AccountAlias.alias_key, AccountAlias.account_id)
        .limit(limit)
    )
    competitors = session.execute(
        select(CompetitorAlias, Competitor.name)
        .join(Competitor, _IS_COMPETITOR)
        .where(CompetitorAlias.workspace_id == workspace_id, CompetitorAlias.learned_at.is_not(None))
        .order_by(CompetitorAlias.learned_at.desc(), CompetitorAlias.alias_key)
        .limit(limit)
    )
    found: list[tuple[Alias, str]] = [(alias, name) for rows in (accounts, competitors) for alias, name in rows]
    found.sort(key=lambda one: one[0].learned_at or _NEVER, reverse=True)
    shown = found[:limit]
    disputed = _disputed(session, workspace_id, {alias.alias_key for alias, _ in shown})
    return [
        Lesson(alias, name, isinstance(alias, AccountAlias) and alias.undone_at is None and alias.alias_key in disputed)
        for alias, name in shown
    ]


def is_a_name(session: Session, *, workspace_id: str, name_key: str) -> bool:
    """Whether a customer, a competitor, a catalog item or a region is called exactly so."""
    for model in (Account, Competitor, CatalogItem):
        query = select(model.name_key).where(model.workspace_id == workspace_id, model.name_key == name_key).limit(1)
        if session.scalars(query).first() is not None:
            return True
    regions = session.scalars(select(Region.name).where(Region.workspace_id == workspace_id))
    return name_key in {key_of(name) for name in regions}


def _disputed(session: Session, workspace_id: str, keys: Collection[str]) -> set[str]:
    query = (
        select(AccountAlias.alias_key)
        .where(
            AccountAlias.workspace_id == workspace_id,
            AccountAlias.alias_key.in_(keys),
            AccountAlias.undone_at.is_(None),
        )
        .group_by(AccountAlias.alias_key)
        .having(func.count() > 1)
    )
    return set(session.scalars(query))
