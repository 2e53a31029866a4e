"""What may answer a rep at once: catalog items by what they are called, requests by who stands behind them."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import (
    CatalogAnswer,
    CatalogItem,
    CatalogName,
    CatalogRegion,
    NameKind,
    ReportLink,
    Request,
    Verdict,
)
from storage.queries import requests


def items_named(session: Session, *, workspace_id: str, keys: Collection[str]) -> dict[uuid.UUID, str]:
    """The catalog items that are called like one of some keys, by name or synonym; with the longest such key.

    What an item refers to ("see") is the name of something else.
    """
    found: dict[uuid.UUID, str] = {}
    for query in (
        select(CatalogItem.item_id, CatalogItem.name_key).where(
            CatalogItem.workspace_id == workspace_id, CatalogItem.name_key.in_(keys)
        ),
        select(CatalogName.item_id, CatalogName.name_key).where(
            CatalogName.workspace_id == workspace_id,
            CatalogName.name_key.in_(keys),
            CatalogName.kind == NameKind.SYNONYM,
        ),
    ):
        for item_id, key in session.execute(query):
            if len(key) > len(found.get(item_id, "")):
                found[item_id] = key
    return found


def regions_of(
    session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The regions in which catalog items are sold, by item; one that is sold everywhere is not named."""
    regions: dict[uuid.UUID, set[uuid.UUID]] = {}
    query = select(CatalogRegion.item_id, CatalogRegion.region_id).where(
        CatalogRegion.workspace_id == workspace_id, CatalogRegion.item_id.in_(item_ids)
    )
    for item_id, region_id in session.execute(query):
        regions.setdefault(item_id, set()).add(region_id)
    return regions


def requests_of(session: Session, *, workspace_id: str, owner_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Request]:
    """What requests and reports stand for, by their ids: the request they count for today."""
    links = select(ReportLink.report_id, ReportLink.counts_for_id).where(
        ReportLink.workspace_id == workspace_id, ReportLink.report_id.in_(owner_ids)
    )
    target = {owner_id: owner_id for owner_id in owner_ids} | dict(session.execute(links).all())
    query = select(Request).where(Request.workspace_id == workspace_id, Request.request_id.in_(set(target.values())))
    known = {request.request_id: request for request in session.scalars(query)}
    found = {}
    for owner_id, request_id in target.items():
        request = known.get(request_id)
        if request is not None and request.merged_into_id is not None:
            request = requests.standing_for(session, workspace_id=workspace_id, request_id=request_id)
        if request is not None:
            found[owner_id] = request
    return found


def items_answering(
    session: Session, *, workspace_id: str, report_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """The items by which the catalog answered some reports, by report; not where marketing found it was no answer."""
    query = select(CatalogAnswer.report_id, CatalogAnswer.item_id).where(
        CatalogAnswer.workspace_id == workspace_id,
        CatalogAnswer.report_id.in_(report_ids),
        CatalogAnswer.verdict.is_distinct_from(Verdict.DISMISSED),
    )
    return dict(session.execute(query).all())
