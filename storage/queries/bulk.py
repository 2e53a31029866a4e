"""Writing and finding many rows at once, for imports: plain inserts in bulk, look-ups by what a file calls a thing."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.inserts import inserts_for
from storage.models import (
    Account,
    Base,
    Card,
    CatalogItem,
    CatalogName,
    CatalogRegion,
    Competitor,
    CompetitorAlias,
    Person,
    Report,
    ReportKind,
    Request,
    RequestChange,
    RequestStatus,
    Told,
)
from storage.models.request import OPEN
from storage.portions import portions

Row = Mapping[str, Any]
_T = TypeVar("_T")
# Below what either engine takes as parameters of one statement.
_AT_ONCE = 1000


@dataclass(frozen=True)
class KnownAccount:
    """What a report takes over from its account; `external_id` is its id elsewhere, if it has one."""

    account_id: uuid.UUID
    region_id: uuid.UUID | None
    segment: str
    external_id: str | None = None


@dataclass
class OpenRequest:
    """An open request as a report joins it."""

    request_id: uuid.UUID
    status: RequestStatus
    opened_at: datetime


def add(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows of one table, all of the same columns: every one that may not stay empty."""
    if rows:
        session.flush()
        connection = session.connection()
        sql, values = inserts_for(connection.dialect).many(model.metadata.tables[model.__tablename__], rows)
        connection.exec_driver_sql(sql, values)


def accounts_by_external_id(
    session: Session, *, workspace_id: str, external_ids: Iterable[str]
) -> dict[str, KnownAccount]:
    """The accounts that came from elsewhere, by the id they have there."""
    found: dict[str, KnownAccount] = {}
    for some in portions(external_ids, _AT_ONCE):
        query = select(Account.account_id, Account.region_id, Account.segment, Account.external_id).where(
            Account.workspace_id == workspace_id, Account.external_id.in_(some)
        )
        found |= {str(row[3]): KnownAccount(*row) for row in session.execute(query)}
    return found


def accounts_by_key(session: Session, *, workspace_id: str, keys: Iterable[str]) -> dict[str, KnownAccount]:
    """Accounts by name key; of several with one name, the first that was added."""
    found: dict[str, KnownAccount] = {}
    for some in portions(keys, _AT_ONCE):
        query = (
            select(Account.name_key, Account.account_id, Account.region_id, Account.segment, Account.external_id)
            .where(Account.workspace_id == workspace_id, Account.name_key.in_(some))
            .order_by(Account.account_id)
        )
        for row in session.execute(query):
            found.setdefault(row[0], KnownAccount(*row[1:]))
    return found


def whole_accounts(
    session: Session, *, workspace_id: str, account_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Account]:
    """These accounts with everything that is known of them, to be changed."""
    found: dict[uuid.UUID, Account] = {}
    for some in portions(account_ids, _AT_ONCE):
        query = select(Account).where(Account.workspace_id == workspace_id, Account.account_id.in_(some))
        found |= {account.account_id: account for account in session.scalars(query)}
    return found


def accounts_without_external_id(session: Session, *, workspace_id: str, keys: Iterable[str]) -> dict[str, Account]:
    """Accounts that reps named and no import has met, by name key."""
    found: dict[str, Account] = {}
    for some in portions(keys, _AT_ONCE):
        query = select(Account).where(
            Account.workspace_id == workspace_id, Account.name_key.in_(some), Account.external_id.is_(None)
        )
        for account in session.scalars(query.order_by(Account.account_id)):
            found.setdefault(account.name_key, account)
    return found


def known_reports(session: Session, *, workspace_id: str, external_ids: Iterable[str]) -> set[str]:
    """Those of the external ids that are here already."""
    found: set[str] = set()
    for some in portions(external_ids, _AT_ONCE):
        query = select(Report.external_id).where(Report.workspace_id == workspace_id, Report.external_id.in_(some))
        found |= {str(one) for one in session.scalars(query)}
    return found


def known_people(session: Session, *, workspace_id: str, user_ids: Iterable[str]) -> set[str]:
    """Those of the people whom Groundswell has met."""
    found: set[str] = set()
    for some in portions(user_ids, _AT_ONCE):
        query = select(Person.user_id).where(Person.workspace_id == workspace_id, Person.user_id.in_(some))
        found |= set(session.scalars(query))
    return found


def requests_by_external_id(session: Session, *, workspace_id: str) -> dict[str, Request]:
    """All requests that came from elsewhere, by the key they have there."""
    query = select(Request).where(Request.workspace_id == workspace_id, Request.external_id.is_not(None))
    return {str(request.external_id): request for request in session.scalars(query)}


def open_requests_by_title(session: Session, *, workspace_id: str, title_keys: Iterable[str]) -> dict[str, OpenRequest]:
    """The open request of each want, by the key of its title; of several, the one that was opened first."""
    found: dict[str, OpenRequest] = {}
    for some in portions(title_keys, _AT_ONCE):
        query = (
            select(Request.title_key, Request.request_id, Request.status, Request.opened_at)
            .where(Request.workspace_id == workspace_id, Request.title_key.in_(some), Request.status.in_(OPEN))
            .order_by(Request.opened_at, Request.request_id)
        )
        for row in session.execute(query):
            found.setdefault(row[0], OpenRequest(*row[1:]))
    return found


def open_without_card(session: Session, *, workspace_id: str) -> Sequence[Request]:
    """The open requests that stand in no channel, the oldest first."""
    card = exists().where(Card.workspace_id == Request.workspace_id, Card.subject_id == Request.request_id)
    query = select(Request).where(Request.workspace_id == workspace_id, Request.status.in_(OPEN), ~card)
    return session.scalars(query.order_by(Request.opened_at, Request.request_id)).all()


def all_requests(session: Session, *, workspace_id: str) -> Sequence[Request]:
    """Every request, the gone ones too."""
    return session.scalars(select(Request).where(Request.workspace_id == workspace_id)).all()


def items_by_key(session: Session, *, workspace_id: str) -> dict[str, CatalogItem]:
    """The whole catalog by name key."""
    query = select(CatalogItem).where(CatalogItem.workspace_id == workspace_id)
    return {item.name_key: item for item in session.scalars(query)}


def names_of_items(session: Session, *, workspace_id: str) -> Sequence[CatalogName]:
    """Every other name of every catalog item."""
    return session.scalars(select(CatalogName).where(CatalogName.workspace_id == workspace_id)).all()


def regions_of_items(session: Session, *, workspace_id: str) -> Sequence[CatalogRegion]:
    """Where catalog items are sold that are not sold everywhere."""
    return session.scalars(select(CatalogRegion).where(CatalogRegion.workspace_id == workspace_id)).all()


def competitors_by_key(session: Session, *, workspace_id: str) -> dict[str, uuid.UUID]:
    """All competitors by the keys of their aliases and names; where one's alias is another's name, the name wins."""
    aliases = select(CompetitorAlias.alias_key, CompetitorAlias.competitor_id).where(
        CompetitorAlias.workspace_id == workspace_id, CompetitorAlias.undone_at.is_(None)
    )
    names = select(Competitor.name_key, Competitor.competitor_id).where(Competitor.workspace_id == workspace_id)
    return {row[0]: row[1] for query in (aliases, names) for row in session.execute(query)}


def status_changes(
    session: Session, *, workspace_id: str, request_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[RequestChange]]:
    """The changes of status in each request's history, oldest first."""
    found: dict[uuid.UUID, list[RequestChange]] = {}
    for some in portions(request_ids, _AT_ONCE):
        query = (
            select(RequestChange)
            .where(
                RequestChange.workspace_id == workspace_id,
                RequestChange.request_id.in_(some),
                RequestChange.from_status.is_not(None),
            )
            .order_by(RequestChange.at, RequestChange.change_id)
        )
        for change in session.scalars(query):
            found.setdefault(change.request_id, []).append(change)
    return found


def told_of(
    session: Session, *, workspace_id: str, statuses: Collection[RequestStatus], before: datetime
) -> list[tuple[Told, str]]:
    """The marks of reps told of these statuses before a moment, each with its report's external id."""
    query = (
        select(Told, Report.external_id)
        .join(Report, (Report.workspace_id == Told.workspace_id) & (Report.report_id == Told.report_id))
        .join(
            RequestChange,
            (RequestChange.workspace_id == Told.workspace_id) & (RequestChange.change_id == Told.change_id),
        )
        .where(Told.workspace_id == workspace_id, Told.told_at < before, RequestChange.to_status.in_(statuses))
        .order_by(Told.told_at, Told.report_id)
    )
    return [(row[0], row[1] or "") for row in session.execute(query)]


def told_by_message(session: Session, *, workspace_id: str) -> list[tuple[RequestChange, str]]:
    """The changes that reps were told of by a message of its own, with the rep, oldest first.

    Not what was decided before they logged it: that they read when they did.
    """
    query = (
        select(RequestChange, Report.reporter_id)
        .join(Told, (Told.workspace_id == RequestChange.workspace_id) & (Told.change_id == RequestChange.change_id))
        .join(Report, (Report.workspace_id == Told.workspace_id) & (Report.report_id == Told.report_id))
        .where(RequestChange.workspace_id == workspace_id, Told.told_at == RequestChange.at)
        .distinct()
        .order_by(RequestChange.at, RequestChange.change_id, Report.reporter_id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def reports_by_id(session: Session, *, workspace_id: str, report_ids: Iterable[uuid.UUID]) -> Sequence[Report]:
    """The reports of these ids."""
    found: list[Report] = []
    for some in portions(report_ids, _AT_ONCE):
        found += session.scalars(select(Report).where(Report.workspace_id == workspace_id, Report.report_id.in_(some)))
    return found


def lost_deals_since(session: Session, *, workspace_id: str, since: datetime) -> Sequence[Report]:
    """Lost deals that were logged from a moment on and still count, oldest first."""
    query = select(Report).where(
        Report.workspace_id == workspace_id,
        Report.kind == ReportKind.LOST_DEAL,
        Report.logged_at >= since,
        Report.withdrawn_at.is_(None),
    )
    return session.scalars(query.order_by(Report.logged_at, Report.report_id)).all()


def history_of(session: Session, *, workspace_id: str, request_ids: Iterable[uuid.UUID]) -> Sequence[RequestChange]:
    """Every line in the histories of some requests, oldest first."""
    found: list[RequestChange] = []
    for some in portions(request_ids, _AT_ONCE):
        query = select(RequestChange).where(
            RequestChange.workspace_id == workspace_id, RequestChange.request_id.in_(some)
        )
        found += session.scalars(query)
    return sorted(found, key=lambda change: (change.at, change.change_id))
