"""What went on sale in a period, where, and which of a rep's customers had asked for it.

The number of queries does not grow with the data.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from storage.models import (
    Account,
    CatalogAnswer,
    CatalogItem,
    CatalogRegion,
    CatalogStatus,
    Report,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
)
from storage.queries.digest_people import changed, is_account, is_changed, is_item, of_people
from storage.queries.pieces import COUNTS_FOR_IT, LINKS_IT


@dataclass(frozen=True)
class OnSale:
    """What went on sale: a catalog item, or (without `item_id`) a request that names none."""

    item_id: uuid.UUID | None
    request_id: uuid.UUID | None
    name: str
    talk_track: str


@dataclass(frozen=True)
class Customer:
    """Who asked for a catalog item or a request, through one report."""

    of: uuid.UUID
    reporter_id: str
    account_id: uuid.UUID | None
    account: str


def new_items(session: Session, *, workspace_id: str, first_day: date, last_day: date) -> list[OnSale]:
    """The catalog items whose day fell between two local days, both included, and that are for sale; by name."""
    query = (
        select(CatalogItem.item_id, CatalogItem.name, CatalogItem.talk_track)
        .where(
            CatalogItem.workspace_id == workspace_id,
            CatalogItem.status == CatalogStatus.LIVE,
            CatalogItem.on_sale_on >= first_day,
            CatalogItem.on_sale_on <= last_day,
        )
        .order_by(CatalogItem.name_key)
    )
    return [OnSale(row.item_id, None, row.name, row.talk_track) for row in session.execute(query)]


def new_by_request(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[OnSale]:
    """The requests that went live in a period and still are, with the catalog item each became, if one; by title."""
    query = (
        select(
            CatalogItem.item_id,
            Request.request_id,
            func.coalesce(CatalogItem.name, Request.title),
            func.coalesce(CatalogItem.talk_track, ""),
        )
        .select_from(RequestChange)
        .join(Request, is_changed())
        .outerjoin(CatalogItem, is_item())
        .where(
            changed(workspace_id, start, end),
            RequestChange.to_status == RequestStatus.LIVE,
            Request.status.in_([RequestStatus.LIVE, RequestStatus.MEASURED]),
            or_(CatalogItem.status.is_(None), CatalogItem.status != CatalogStatus.RETIRED),
        )
        .order_by(Request.title, Request.request_id)
    )
    return [OnSale(*row) for row in session.execute(query)]


def sold_in(session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The regions of those catalog items that are not sold everywhere."""
    query = select(CatalogRegion.item_id, CatalogRegion.region_id).where(
        CatalogRegion.workspace_id == workspace_id, CatalogRegion.item_id.in_(item_ids)
    )
    regions: dict[uuid.UUID, set[uuid.UUID]] = {}
    for item_id, region_id in session.execute(query):
        regions.setdefault(item_id, set()).add(region_id)
    return regions


def wanting(
    session: Session,
    *,
    workspace_id: str,
    user_id: str,
    item_ids: Collection[uuid.UUID],
    request_ids: Collection[uuid.UUID],
) -> list[Customer]:
    """Somebody's customers who asked for some catalog items or requests: `of` is the item's id, or the request's.

    For an item they asked by a request that became it, or the catalog answered their wish with it.
    """
    of = case((Request.request_id.in_(request_ids), Request.request_id), else_=Request.item_id)
    by_request = (
        select(of, Report.reporter_id, Report.account_id, func.coalesce(Account.name, ""))
        .select_from(Report)
        .outerjoin(ReportLink, LINKS_IT)
        .outerjoin(
            Request,
            COUNTS_FOR_IT,
        )
        .outerjoin(Account, is_account())
        .where(
            *of_people(workspace_id, [user_id]),
            or_(Request.item_id.in_(item_ids), Request.request_id.in_(request_ids)),
        )
    )
    at_once = (
        select(CatalogAnswer.item_id, Report.reporter_id, Report.account_id, func.coalesce(Account.name, ""))
        .select_from(Report)
        .outerjoin(
            CatalogAnswer,
            and_(CatalogAnswer.workspace_id == Report.workspace_id, CatalogAnswer.report_id == Report.report_id),
        )
        .outerjoin(Account, is_account())
        .where(*of_people(workspace_id, [user_id]), CatalogAnswer.item_id.in_(item_ids))
    )
    return [Customer(*row) for query in (by_request, at_once) for row in session.execute(query)]
