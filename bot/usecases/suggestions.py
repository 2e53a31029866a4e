"""Right after Submit: is it for sale already, and who asked for the same? And what comes of the rep's answer.

The report is on disk when the question is put. Until it is answered the report counts for nothing yet; unanswered it
goes to Marketing after a while, as it would have without the question.
"""

import uuid
from dataclasses import dataclass

from bot.errors import Gone
from bot.usecases import alike, for_sale, own_reports, settling
from bot.usecases.actor import Actor
from bot.usecases.alike import ItemHit, RequestHit
from bot.usecases.counting import title_of
from bot.usecases.likeness import Likeness
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, CatalogStatus, Report, Request
from storage.queries import market, reports, requests
from storage.queries import outbox as outbox_queries

ITEMS, REQUESTS = 3, 5


@dataclass(frozen=True)
class Suggestions:
    """What to show a rep before a report goes to Marketing; often nothing."""

    items: tuple[ItemHit, ...] = ()
    requests: tuple[RequestHit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.requests)


def suggest(
    session: Session,
    likeness: Likeness,
    *,
    workspace_id: str,
    want: str,
    region_id: uuid.UUID | None,
    with_requests: bool = True,
) -> Suggestions:
    """What may answer a want in a region. A request of exactly these words is joined without asking."""
    found = alike.find(session, likeness, workspace_id=workspace_id, want=want, region_id=region_id, items=ITEMS)
    same = name_key(title_of(want))
    if not with_requests or any(hit.request.is_open and hit.request.title_key == same for hit in found.requests):
        return Suggestions(found.items)
    # What a request became is offered as what can be sold; once is enough.
    offered = {hit.item.item_id for hit in found.items if hit.can_answer}
    others = [hit for hit in found.requests if hit.request.item_id not in offered]
    return Suggestions(found.items, tuple(others[:REQUESTS]))


def answer(session: Session, actor: Actor, report_id: uuid.UUID, *, item_id: uuid.UUID) -> CatalogItem:
    """The catalog answers the customer; the item that does.

    Raises Gone when it cannot be sold any more, or when the report went to Marketing meanwhile.
    """
    report = _own(session, actor, report_id)
    item = market.find_item(session, workspace_id=actor.workspace_id, item_id=item_id)
    if item is None:
        raise Gone("That is not in the catalog any more. Your request is saved, and goes to Marketing instead.")
    if item.status is CatalogStatus.RETIRED:
        raise Gone(f"{for_sale.retired(session, item)} Your request is saved, and goes to Marketing instead.")
    _choose(session, report, {"answer": str(item_id)})
    return item


def join(session: Session, actor: Actor, report_id: uuid.UUID, *, request_id: uuid.UUID) -> Request:
    """The report counts for a request of others; the one that stands for it today.

    Raises Gone when that request was taken back, or when the report went to Marketing meanwhile.
    """
    report = _own(session, actor, report_id)
    request = requests.standing_for(session, workspace_id=actor.workspace_id, request_id=request_id)
    if request is None or request.is_gone:
        raise Gone("That request was taken back a moment ago. Yours is saved, and goes to Marketing by itself.")
    _choose(session, report, {"joins": str(request.request_id)})
    return request


def go_on(session: Session, actor: Actor, report_id: uuid.UUID) -> None:
    """None of these: the report goes to Marketing now. What was settled already stays as it is."""
    _own(session, actor, report_id)
    settling.settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)


def _own(session: Session, actor: Actor, report_id: uuid.UUID) -> Report:
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is None:
        raise Gone("That report is not here any more.")
    own_reports.check_own(report, actor)
    return report


def _choose(session: Session, report: Report, chosen: dict[str, str]) -> None:
    """Settle a report by what was chosen; choosing the same twice is harmless."""
    wish = outbox_queries.find_by_dedupe(
        session, workspace_id=report.workspace_id, dedupe=settling.settle_dedupe(report.report_id)
    )
    if wish is None or wish.is_done:
        if wish is not None and all(wish.ids.get(name) == value for name, value in chosen.items()):
            return
        raise Gone("This went to Marketing already. You find it on this app's Home tab, where you can edit it.")
    wish.ids = {**wish.ids, **chosen}
    settling.settle_now(session, workspace_id=report.workspace_id, report_id=report.report_id)
