"""Drafts that came by chat: kept, changed, discarded, brought back, told of at the end of the day, expired."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import Gone, NotAllowed
from bot.usecases import outbox
from bot.usecases.actor import Actor
from bot.usecases.ledger import KEEP_DRAFTS
from bot.usecases.understanding import Understood
from digests.weeks import local_moment
from storage.database import Session
from storage.models import Draft, Lane, MessageKind, ReportKind, Source, Workspace, new_id
from storage.queries import drafts as queries
from storage.queries import outbox as outbox_queries
from storage.queries import reports

DAY_ENDS = time(17, 0)
_SATURDAY = 5
_CARD = "card"  # beside what was understood: which card stands for it
# So many cards may wait to be said; more drafts than that come in one message.
MOST_CARDS = 5
_SPACE = uuid.UUID("7d3f5f0e-6c3c-4f0b-9a52-0c1f6d2b8a31")


def draft_id_of(workspace_id: str, channel_id: str, ts: str, part: int = 0) -> uuid.UUID:
    """The id of the draft that a message becomes: the same however often Slack delivers it."""
    return uuid.uuid5(_SPACE, f"{workspace_id}:{channel_id}:{ts}:{part}")


def keep(
    session: Session,
    actor: Actor,
    *,
    draft_id: uuid.UUID,
    kind: ReportKind,
    source: Source,
    words: str,
    permalink: str = "",
    response_url: str = "",
    now: datetime,
    reading: Mapping[str, Any] | None = None,
) -> Draft:
    """Keep somebody's words as a draft, so that they outlive whatever is asked about them; what was read of them
    (`noting`) is kept beside."""
    draft = Draft(
        workspace_id=actor.workspace_id,
        draft_id=draft_id,
        user_id=actor.user_id,
        kind=kind,
        source=source,
        source_text=words,
        response_url=response_url,
        permalink=permalink,
        opened_at=now,
        reading=dict(reading) if reading else None,
    )
    session.add(draft)
    return draft


def await_answer(session: Session, workspace: Workspace, draft: Draft, understood: Understood) -> None:
    """Show what a draft was understood to say; it waits for its rep from now on."""
    now = draft.opened_at
    draft.understood, draft.kind, draft.due_at = understood.plain(), understood.kind, end_of_day(workspace, now)
    session.flush()
    unsaid = queries.cards_unsaid(session, workspace_id=draft.workspace_id, user_id=draft.user_id)
    if unsaid >= MOST_CARDS:
        tell_of(session, draft.workspace_id, draft.user_id, [draft], why="more", key=f"{now:%Y%m%d%H%M}")
    else:
        show(session, draft)


def change(session: Session, draft: Draft, understood: Understood, *, below: bool = False) -> None:
    """A draft says something else now; its card follows."""
    draft.understood = {**understood.plain(), _CARD: card_of(draft)}
    draft.kind = understood.kind
    show(session, draft, below=below)


def show(session: Session, draft: Draft, *, below: bool = False) -> None:
    """Post a draft's card, or bring it up to date, and the list that it stands in.

    `below` what was just written it is posted anew, as an answer, and the one above is removed. The new card has a row
    of its own: the old one may be on its way to Slack at this moment, and removes itself once it is there.
    """
    workspace_id = draft.workspace_id
    above = outbox_queries.find_by_dedupe(session, workspace_id=workspace_id, dedupe=row_of(draft)) if below else None
    if above is not None:
        remember(draft, **{_CARD: card_of(draft) + 1})
    outbox.say(
        session,
        workspace_id=workspace_id,
        kind=MessageKind.DRAFT,
        lane=Lane.of(draft.user_id),
        ids={"draft_id": str(draft.draft_id), "card": card_of(draft)},
        dedupe=row_of(draft),
    )
    if above is not None:
        above.ask_again(new_id())
    for listed in queries.lists(session, workspace_id=draft.workspace_id, user_id=draft.user_id, limit=2):
        if str(draft.draft_id) in listed.ids["draft_ids"]:
            listed.ask_again(listed.position)


def remember(draft: Draft, **beside: Any) -> None:
    """Keep something beside what was understood, until that changes."""
    draft.understood = {**(draft.understood or {}), **beside}


def card_of(draft: Draft) -> int:
    """Which of a draft's cards stands for it, counted from 0: each time it is shown below, it is another one."""
    return int((draft.understood or {}).get(_CARD, 0))


def row_of(draft: Draft) -> str:
    """The outbox key of the card that stands for a draft."""
    number = card_of(draft)
    return f"draft:{draft.draft_id}:{number}" if number else f"draft:{draft.draft_id}"


def own(session: Session, actor: Actor, draft_id: uuid.UUID) -> Draft:
    """One's own draft. Raises NotAllowed for somebody else's, Gone where there is none."""
    draft = reports.find_draft(session, workspace_id=actor.workspace_id, draft_id=draft_id)
    if draft is None or draft.understood is None:
        raise Gone("That draft is not here any more.")
    if draft.user_id != actor.user_id:
        raise NotAllowed("Only the person who wrote this can save or change it.")
    return draft


def to_save(session: Session, actor: Actor, draft_id: uuid.UUID) -> Understood:
    """What a draft says that is to be saved.

    Raises Gone where it waits no longer: it was discarded, or it expired. One that was saved is saved once more
    without harm.
    """
    draft = own(session, actor, draft_id)
    if draft.dropped_at is not None:
        how = "expired after seven days" if has_expired(draft) else "was discarded"
        raise Gone(f"That draft {how}. Press “Bring it back” first.")
    return Understood.parse(draft.understood or {})


def saved(session: Session, draft: Draft, *, below: bool = False) -> None:
    """A draft became a report: it waits no longer, and its card says so."""
    draft.due_at = None
    show(session, draft, below=below)


def discard(session: Session, draft: Draft, *, now: datetime, below: bool = False) -> None:
    """Let a draft go; it can be brought back. Doing it twice, or after it was saved, changes nothing."""
    if draft.waits:
        draft.dropped_at, draft.due_at = now, None
    show(session, draft, below=below)


def bring_back(session: Session, workspace: Workspace, draft: Draft, *, now: datetime) -> None:
    """A draft that was discarded, or that expired, waits again, as if it came now."""
    if draft.dropped_at is not None:
        draft.dropped_at, draft.opened_at = None, now
        draft.due_at = end_of_day(workspace, now)
    show(session, draft)


def has_expired(draft: Draft) -> bool:
    """Whether a draft was dropped because nobody did anything with it."""
    return draft.dropped_at is not None and draft.dropped_at >= draft.opened_at + KEEP_DRAFTS


def end_of_day(workspace: Workspace, now: datetime) -> datetime:
    """When the rep's working day ends: today's if that is yet to come, else the next working day's."""
    zone = ZoneInfo(workspace.timezone)
    day = now.astimezone(zone).date()
    while day.weekday() >= _SATURDAY or local_moment(day, DAY_ENDS, zone) <= now:
        day += timedelta(days=1)
    return local_moment(day, DAY_ENDS, zone)


def tell_due(session: Session, workspace: Workspace, now: datetime) -> bool:
    """Tell each rep once of the drafts of their day, and of those that expired; whether anybody was told."""
    found = queries.due(session, workspace_id=workspace.workspace_id, now=now)
    waiting: dict[str, list[Draft]] = {}
    expired: dict[str, list[Draft]] = {}
    for draft in found:
        ends = draft.opened_at + KEEP_DRAFTS
        if now >= ends:
            draft.dropped_at, draft.due_at = now, None
            show(session, draft)
            expired.setdefault(draft.user_id, []).append(draft)
        else:
            draft.due_at = ends
            waiting.setdefault(draft.user_id, []).append(draft)
    # One round of one day: who comes second finds it queued.
    key = f"{now.astimezone(ZoneInfo(workspace.timezone)):%Y%m%d%H%M}"
    for why, told in (("evening", waiting), ("expired", expired)):
        for user_id, theirs in told.items():
            tell_of(session, workspace.workspace_id, user_id, theirs, why=why, key=key)
    return bool(found)


def tell_of(session: Session, workspace_id: str, user_id: str, found: Sequence[Draft], *, why: str, key: str) -> None:
    """Queue one message with all these drafts; those of the same key are added to it."""
    dedupe = f"drafts:{why}:{user_id}:{key}"
    ids = [str(draft.draft_id) for draft in found]
    listed = outbox_queries.find_by_dedupe(session, workspace_id=workspace_id, dedupe=dedupe)
    if listed is not None:
        listed.ids = {**listed.ids, "draft_ids": list(dict.fromkeys([*listed.ids["draft_ids"], *ids]))}
        listed.ask_again(listed.position)
        return
    outbox.queue(
        session,
        workspace_id=workspace_id,
        kind=MessageKind.DRAFTS,
        lane=Lane.of(user_id),
        ids={"draft_ids": ids, "why": why},
        dedupe=dedupe,
    )
