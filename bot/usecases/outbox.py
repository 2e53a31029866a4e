"""Queue what is to be said, in the transaction that makes it true."""

import uuid
from collections.abc import Mapping
from typing import Any

from storage.database import Session
from storage.models import CatalogItem, ChangeKind, Lane, MessageKind, Request, RequestChange, Subject
from storage.models.delivery import card_dedupe
from storage.queries import hints, merges, outbox

# What happened to a request that its thread should tell; the rest is seen on the card.
_TOLD_IN_THREAD = frozenset(
    {
        ChangeKind.JOINED,
        ChangeKind.ASSIGNED,
        ChangeKind.DECIDED,
        ChangeKind.MOVED,
        ChangeKind.REOPENED,
        ChangeKind.MERGED,
        ChangeKind.ABSORBED,
        ChangeKind.SEPARATED,
        ChangeKind.LET_GO,
        ChangeKind.REPORT_WITHDRAWN,
    }
)

# The name, the status or the number of accounts: what another card says of a request.
_SEEN_ELSEWHERE = frozenset(
    {
        ChangeKind.JOINED,
        ChangeKind.REPORT_WITHDRAWN,
        ChangeKind.DECIDED,
        ChangeKind.MOVED,
        ChangeKind.REOPENED,
        ChangeKind.EDITED,
        ChangeKind.MERGED,
        ChangeKind.ABSORBED,
        ChangeKind.SEPARATED,
        ChangeKind.LET_GO,
    }
)


def queue(
    session: Session, *, workspace_id: str, kind: MessageKind, lane: str, ids: Mapping[str, Any], dedupe: str
) -> None:
    """Say something once."""
    outbox.put(session, workspace_id=workspace_id, kind=kind, lane=lane, ids=ids, dedupe=dedupe)


def say(
    session: Session, *, workspace_id: str, kind: MessageKind, lane: str, ids: Mapping[str, Any], dedupe: str
) -> None:
    """Say something, or bring what was said up to date; several wishes become one."""
    outbox.put(session, workspace_id=workspace_id, kind=kind, lane=lane, ids=ids, dedupe=dedupe, again=True)


def redraw(session: Session, *, workspace_id: str, subject: Subject, subject_id: uuid.UUID) -> None:
    """Post a card, or bring it up to date."""
    say(
        session,
        workspace_id=workspace_id,
        kind=MessageKind.CARD,
        lane=Lane.TRIAGE,
        ids={"subject": subject, "subject_id": str(subject_id)},
        dedupe=card_dedupe(subject_id),
    )


def redraw_request(session: Session, request: Request) -> None:
    """Bring a request's card up to date."""
    redraw(session, workspace_id=request.workspace_id, subject=Subject.REQUEST, subject_id=request.request_id)


def note_in_thread(session: Session, change: RequestChange) -> None:
    """Tell a request's thread what happened, where that is worth a line."""
    if change.kind in _TOLD_IN_THREAD:
        queue(
            session,
            workspace_id=change.workspace_id,
            kind=MessageKind.THREAD_NOTE,
            lane=Lane.TRIAGE,
            ids={"change_id": str(change.change_id)},
            dedupe=f"note:{change.change_id}",
        )


def changed(session: Session, change: RequestChange, request: Request) -> None:
    """Bring up to date whatever shows a request: its card, its thread, and the cards that ask about it."""
    redraw_request(session, request)
    note_in_thread(session, change)
    if change.kind in _SEEN_ELSEWHERE:
        one_want = merges.family(session, workspace_id=request.workspace_id, request_id=request.request_id)
        for asking in hints.asking_about(session, workspace_id=request.workspace_id, other_ids=one_want):
            redraw_request(session, asking)


def item_changed(session: Session, item: CatalogItem) -> None:
    """Bring up to date the cards that ask whether a catalog item is the answer."""
    for asking in hints.asking_about(session, workspace_id=item.workspace_id, other_ids=[item.item_id]):
        redraw_request(session, asking)
