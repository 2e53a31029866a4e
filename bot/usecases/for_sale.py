"""What marketing answers a request with: an item of the catalog, and the customers' words that it answered.

Words that were answered so are candidates for another name of the item, as those are that a rep answered (`intake`):
the next rep finds the item by them.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bot.errors import FormError
from storage.database import Session
from storage.models import CatalogAnswer, CatalogItem, CatalogStatus, Report, Request, RequestStatus
from storage.queries import catalog, market


def item_for(session: Session, workspace_id: str, item_id: uuid.UUID, field: str) -> CatalogItem:
    """The item that was picked in a form's field. Raises FormError when it cannot be sold any more, naming its heir.

    One that is planned is an answer too: whoever is told of it reads from which day on.
    """
    item = market.find_item(session, workspace_id=workspace_id, item_id=item_id)
    if item is None:
        raise FormError({field: "That is not in the catalog any more."})
    if item.status is CatalogStatus.RETIRED:
        raise FormError({field: f"{retired(session, item)} Choose again."})
    return item


def retired(session: Session, item: CatalogItem) -> str:
    """That an item cannot be sold any more, and what can be instead."""
    heir = _heir(session, item)
    if heir is None:
        return f"“{item.name}” is retired, and nothing took its place."
    return f"“{item.name}” is retired; “{heir.name}” took its place."


def keep_words(session: Session, request: Request, behind: Sequence[Report], *, by_id: str, now: datetime) -> None:
    """Keep what customers said whose request was answered by the catalog; a report's newest answer is the one kept."""
    if request.status is not RequestStatus.ANSWERED or request.item_id is None:
        return
    workspace_id, item_id = request.workspace_id, request.item_id
    said = {report.report_id: report.want for report in behind if report.want}
    known = catalog.answers_to(session, workspace_id=workspace_id, report_ids=said)
    catalog.forget_answers(
        session,
        workspace_id=workspace_id,
        report_ids=[report_id for report_id, one in known.items() if one.item_id != item_id],
    )
    session.add_all(
        CatalogAnswer(
            workspace_id=workspace_id,
            report_id=report_id,
            item_id=item_id,
            words=words,
            answered_at=now,
            answered_by_id=by_id,
        )
        for report_id, words in said.items()
        if report_id not in known or known[report_id].item_id != item_id
    )
    session.flush()


def take_back(session: Session, workspace_id: str, item_id: uuid.UUID | None, behind: Sequence[Report]) -> None:
    """The catalog was no answer to these reports after all. What marketing said of their words stays said."""
    if item_id is None:
        return
    known = catalog.answers_to(session, workspace_id=workspace_id, report_ids=[one.report_id for one in behind])
    catalog.forget_answers(
        session,
        workspace_id=workspace_id,
        report_ids=[report_id for report_id, one in known.items() if one.item_id == item_id and one.verdict is None],
    )


def _heir(session: Session, item: CatalogItem) -> CatalogItem | None:
    """What took an item's place and can be sold, or will be, however many places later."""
    seen = {item.item_id}
    while item.successor_id is not None and item.successor_id not in seen:
        after = market.find_item(session, workspace_id=item.workspace_id, item_id=item.successor_id)
        if after is None or after.status is not CatalogStatus.RETIRED:
            return after
        seen.add(after.item_id)
        item = after
    return None
