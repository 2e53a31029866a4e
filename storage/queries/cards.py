"""Everything a card shows, gathered for one request or one lost deal."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.models import Card, CatalogItem, Report, ReportKind, Request, Subject
from storage.queries import hints, market, merges, reports, requests
from storage.queries.hints import ForSale, SameAs
from storage.queries.reports import ReportFacts

# How many customers a card quotes; the rest is in the thread.
QUOTED = 2


@dataclass(frozen=True)
class RequestFacts:
    """What a request's card shows; `worth` is in minor units by currency.

    `merged_into` is what stands for it, `merged` what it stands for; `looks_like` and `for_sale` are what an open one
    asks about. Other requests come with their cards.
    """

    request: Request
    regions: tuple[str, ...]
    accounts: int
    reps: int
    reports: int
    lost_deals: int
    worth: dict[str, int]
    first_heard: datetime | None
    last_heard: datetime | None
    latest: tuple[ReportFacts, ...]
    item: CatalogItem | None
    merged_into: Request | None
    target_card: Card | None
    merged: tuple[tuple[Request, Card | None], ...]
    looks_like: tuple[tuple[SameAs, Card | None], ...]
    for_sale: tuple[ForSale, ...]


@dataclass(frozen=True)
class LostDealFacts:
    """What a lost deal's card shows, with the card of the request that would have saved it."""

    facts: ReportFacts
    request_card: Card | None


def find_card(session: Session, *, workspace_id: str, subject_id: uuid.UUID) -> Card | None:
    """Where the card of a request or lost deal stands, if it was posted."""
    return session.get(Card, (workspace_id, subject_id))


def request_facts(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> RequestFacts | None:
    """Everything the card of a request shows."""
    request = requests.find_request(session, workspace_id=workspace_id, request_id=request_id)
    if request is None:
        return None
    behind = requests.reports_behind(session, workspace_id=workspace_id, request_id=request_id)
    item = market.find_item(session, workspace_id=workspace_id, item_id=request.item_id) if request.item_id else None
    target = (
        requests.standing_for(session, workspace_id=workspace_id, request_id=request_id)
        if request.merged_into_id
        else None
    )
    return RequestFacts(
        request=request,
        regions=tuple(r.name for r in requests.regions_of(session, workspace_id=workspace_id, request_id=request_id)),
        accounts=len({voice(report) for report in behind}),
        reps=len({report.reporter_id for report in behind}),
        reports=len(behind),
        lost_deals=sum(report.kind is ReportKind.LOST_DEAL for report in behind),
        worth=worth(behind),
        first_heard=min((report.logged_at for report in behind), default=None),
        last_heard=max((report.logged_at for report in behind), default=None),
        latest=tuple(reports.facts_of(session, workspace_id=workspace_id, reports=behind[:QUOTED])),
        item=item,
        merged_into=target,
        target_card=find_card(session, workspace_id=workspace_id, subject_id=target.request_id) if target else None,
        merged=() if request.is_gone else _merged(session, workspace_id, request_id),
        looks_like=_looks_like(session, workspace_id, request_id) if request.is_open else (),
        for_sale=tuple(hints.items_for_sale(session, workspace_id=workspace_id, request_id=request_id))
        if request.is_open
        else (),
    )


def _merged(session: Session, workspace_id: str, request_id: uuid.UUID) -> tuple[tuple[Request, Card | None], ...]:
    return tuple(
        (one, find_card(session, workspace_id=workspace_id, subject_id=one.request_id))
        for one in merges.merged_into(session, workspace_id=workspace_id, request_id=request_id)
    )


def _looks_like(session: Session, workspace_id: str, request_id: uuid.UUID) -> tuple[tuple[SameAs, Card | None], ...]:
    return tuple(
        (one, find_card(session, workspace_id=workspace_id, subject_id=one.request.request_id))
        for one in hints.same_requests(session, workspace_id=workspace_id, request_id=request_id)
    )


def lost_deal_facts(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> LostDealFacts | None:
    """Everything the card of a lost deal shows."""
    facts = reports.report_facts(session, workspace_id=workspace_id, report_id=report_id)
    if facts is None:
        return None
    card = find_card(session, workspace_id=workspace_id, subject_id=facts.request.request_id) if facts.request else None
    return LostDealFacts(facts=facts, request_card=card)


def voice(report: Report) -> str:
    """Whose voice a report is: the account's, or, where none was named, the rep's own for want of better."""
    return str(report.account_id or report.reporter_id)


def worth(behind: Sequence[Report]) -> dict[str, int]:
    """What the accounts behind are worth, by currency; an account heard twice counts once, with its highest value."""
    highest: dict[tuple[str, str], int] = {}
    for report in behind:
        if report.value_minor is not None:
            key = (report.currency, voice(report))
            highest[key] = max(highest.get(key, 0), report.value_minor)
    totals: dict[str, int] = {}
    for (currency, _), minor in highest.items():
        totals[currency] = totals.get(currency, 0) + minor
    return totals


def remember(
    session: Session, *, workspace_id: str, subject: Subject, subject_id: uuid.UUID, channel_id: str, ts: str
) -> None:
    """Note where a card stands, or stands now after it had to be posted anew."""
    card = find_card(session, workspace_id=workspace_id, subject_id=subject_id)
    if card is None:
        session.add(
            Card(workspace_id=workspace_id, subject_id=subject_id, subject=subject, channel_id=channel_id, ts=ts)
        )
    else:
        card.channel_id, card.ts = channel_id, ts


def forget(session: Session, *, workspace_id: str, subject_id: uuid.UUID) -> None:
    """The card stands nowhere any more."""
    card = find_card(session, workspace_id=workspace_id, subject_id=subject_id)
    if card is not None:
        session.delete(card)
        session.flush()
