"""A message to the bot: a draft of what somebody heard, a correction of one, or a question; each answered at once."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.usecases import amending, drafting, drafts, offering, outbox, picking
from bot.usecases.amending import Amended
from bot.usecases.correcting import correct, says_the_same
from bot.usecases.heard import Heard, Room
from bot.usecases.sorting import Sorted, still_waiting
from bot.usecases.understanding import Understood, account_of
from digests.reading.found import Read
from digests.talking.asking import Ask, Question
from digests.talking.saying import Saying, saying
from storage.database import Session
from storage.models import Draft, Lane, MessageKind
from storage.queries import drafts as queries
from storage.queries import outbox as outbox_queries
from storage.queries import reports

# The answer to a message that changes a draft: nothing but its card; kept so that the message is done once.
BY_ITS_CARD = "card"
_LOOKED_UP = 100  # characters of words that may be looked up
_ASIDE = 8  # words: what changes nothing and is longer is worth keeping
_SHOWN = 50  # drafts


_TOLD = frozenset({Saying.REQUEST, Saying.LOST_DEAL, Saying.WON_DEAL})
_ABOUT_A_DRAFT = frozenset({Saying.SAVE, Saying.CHOICE, Saying.DISCARD, Saying.NO, Saying.CORRECTION, Saying.ALL})


def hear(session: Session, sorted: Sorted, room: Room) -> tuple[uuid.UUID, ...]:
    """Do what a new message says, and queue the answer; the drafts that it says to save, if any.

    The same message once more, as Slack delivers it when it is not sure, changes nothing.
    """
    heard = sorted.heard
    if _was_heard(session, heard):
        return ()
    if sorted.saying in (Saying.TAKE, Saying.LEAVE):
        _answer_offer(session, sorted)
        return ()
    about = still_waiting(session, sorted)
    draft = about[0] if about else None
    if not heard.words.strip():
        _wordless(session, heard, draft)
        return ()
    if draft is not None and sorted.saying in _ABOUT_A_DRAFT:
        return _do_with(session, sorted, about, room)
    match sorted.saying:
        case Saying.AGAIN if (like := draft or _last(session, heard)) is not None:
            _again(session, sorted, like, room)
        case Saying.QUESTION if sorted.question is not None:
            _look_up(session, sorted, sorted.question, room)
        case Saying.GREETING | Saying.THANKS:
            _answer(session, heard, "hello" if sorted.saying is Saying.GREETING else "thanks")
        case Saying.CORRECTION:
            ways = room.ways(heard.actor.user_id)
            done = amending.amend(session, heard.actor, heard.words, ways, now=room.now)
            _answer(session, heard, BY_ITS_CARD if done is Amended.DONE else str(done))
        case Saying.SAVE | Saying.DISCARD | Saying.NO | Saying.AGAIN | Saying.CHOICE | Saying.ALL:
            _answer(session, heard, "nothing")
        case Saying.OTHER | Saying.QUESTION:
            said = replace(sorted, question=Question(Ask.OTHER, heard.words[:_LOOKED_UP]))
            _answer(session, heard, "lost", about=said, prefix=room.prefix)
        case _:
            drafting.keep_all(session, heard, room)
    return ()


def _answer_offer(session: Session, sorted: Sorted) -> None:
    """What is offered on a card is taken, or it goes on to Marketing; the card says which."""
    heard = sorted.heard
    draft = reports.find_draft(session, workspace_id=heard.actor.workspace_id, draft_id=sorted.about[0])
    is_done = draft is not None and offering.answer(session, heard.actor, draft, takes=sorted.saying is Saying.TAKE)
    _answer(session, heard, BY_ITS_CARD if is_done else "nothing")


def _do_with(session: Session, sorted: Sorted, about: Sequence[Draft], room: Room) -> tuple[uuid.UUID, ...]:
    """Do what is said of the newest draft, or of an older one that is named; what is to be saved, if anything."""
    heard, draft = sorted.heard, about[0]
    match sorted.saying:
        case Saying.DISCARD:
            _answer(session, heard, BY_ITS_CARD)
            drafts.discard(session, draft, now=room.now, below=True)
        case Saying.NO:
            _answer(session, heard, "no")
        case Saying.CORRECTION:
            _correct(session, sorted, about, room)
        case Saying.ALL:
            return _save_all(session, sorted, about)
        case _:
            return _answered(session, sorted, draft, room)
    return ()


# --- what changes a draft ---


def _correct(session: Session, sorted: Sorted, about: Sequence[Draft], room: Room) -> None:
    """Change the draft that the words are about: one whose customer they name, else the newest."""
    heard, ways = sorted.heard, room.ways(about[0].user_id)
    for draft in _likely(about, sorted.read, room):
        before = Understood.parse(draft.understood or {})
        after = correct(before, heard.words, draft.source_text, ways)
        if after == before:
            continue
        _answer(session, heard, BY_ITS_CARD)
        told = after.told or len(draft.source_text)
        draft.source_text += f"\n{heard.words}"
        _below(session, draft, replace(after, told=told), room)
        return
    newest = Understood.parse(about[0].understood or {})
    if says_the_same(newest, heard.words, ways):
        _answer(session, heard, BY_ITS_CARD)
        _below(session, about[0], newest, room)
    elif len(heard.words.split()) > _ASIDE or saying(sorted.read, waits=False) in _TOLD:
        drafting.keep_all(session, heard, room)  # it tells something after all
    else:
        _answer(session, heard, "unchanged")


def _below(session: Session, draft: Draft, after: Understood, room: Room) -> None:
    """Show a draft anew below what was written; from now on it is the newest."""
    draft.opened_at = room.now
    drafts.change(session, draft, after, below=True)


def _save_all(session: Session, sorted: Sorted, about: Sequence[Draft]) -> tuple[uuid.UUID, ...]:
    """ "Save both": the two newest; "all of them": all, as far as nothing is asked of them."""
    every = about[:2] if "both" in sorted.read.plain.lower() else about
    told = [(one.draft_id, Understood.parse(one.understood or {})) for one in every]
    clear = tuple(draft_id for draft_id, understood in told if understood.asks is None)
    newest = told[0][1]
    names = [one.name for one in newest.which]
    _answer(session, sorted.heard, BY_ITS_CARD if clear else f"ask_{newest.asks}", names=names)
    return clear


def _likely(about: Sequence[Draft], read: Read, room: Room) -> list[Draft]:
    """The newest draft, and before it an older one whose customer is named."""
    account, _ = account_of(read, room.snapshot)
    named = [one for one in about if account and Understood.parse(one.understood or {}).account == account]
    return list(dict.fromkeys([*named[:1], about[0]]))


def _wordless(session: Session, heard: Heard, draft: Draft | None) -> None:
    """A clip without a transcript, or files alone: these belong to the draft that waits, where one does."""
    if heard.is_voice or draft is None or not heard.files:
        _answer(session, heard, "voice" if heard.is_voice else "files")
        return
    before = Understood.parse(draft.understood or {})
    _answer(session, heard, BY_ITS_CARD)
    if not all(url in before.note for _, url in heard.files):
        note = drafting.with_files(before.note, heard.files)
        drafts.change(session, draft, replace(before, note=note), below=True)


def _answered(session: Session, sorted: Sorted, draft: Draft, room: Room) -> tuple[uuid.UUID, ...]:
    """Do as a tap would: save it, or first what answers its question. "Yes" is no answer to "Leeds or York?"."""
    heard = sorted.heard
    before = Understood.parse(draft.understood or {})
    if sorted.saying is Saying.SAVE and before.asks is not None:
        _answer(session, heard, f"ask_{before.asks}", names=[one.name for one in before.which])
        return ()
    _answer(session, heard, BY_ITS_CARD)
    if sorted.saying is Saying.SAVE:
        return (draft.draft_id,)
    first, *others = picking.picked(before, sorted.read.plain, draft.source_text, room.ways(draft.user_id))
    if others or first.asks is not None:
        _below(session, draft, first, room)
        for number, other in enumerate(others):
            drafting.put(session, heard, room, (draft.source_text, other), number=number)
        return ()
    drafts.change(session, draft, first)
    return (draft.draft_id,)


def _again(session: Session, sorted: Sorted, like: Draft, room: Room) -> None:
    """The same of another customer, as a draft of its own."""
    heard = sorted.heard
    before = Understood.parse(like.understood or {})
    words, after = picking.same_for(before, like.source_text, heard.words, room.ways(heard.actor.user_id))
    if after is None:
        _answer(session, heard, "whom")
        return
    drafting.put(session, heard, room, (words, after), number=0)


def _look_up(session: Session, sorted: Sorted, question: Question, room: Room) -> None:
    """Answer a question; of drafts, by all that wait in one message, the oldest first."""
    heard, actor = sorted.heard, sorted.heard.actor
    if question.ask is not Ask.DRAFTS:
        _answer(session, heard, str(question.ask), about=sorted, prefix=room.prefix)
        return
    waiting = queries.waiting(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=_SHOWN)
    _answer(session, heard, BY_ITS_CARD if waiting else "no_drafts")
    if waiting:
        oldest_first = list(reversed(waiting))
        drafts.tell_of(session, actor.workspace_id, actor.user_id, oldest_first, why="asked", key=heard.ts)


# --- what came before, and what is answered ---


def _was_heard(session: Session, heard: Heard) -> bool:
    """Whether a message came before: its draft is there, or its answer."""
    draft_id = drafts.draft_id_of(heard.actor.workspace_id, heard.channel_id, heard.ts)
    return (
        reports.find_draft(session, workspace_id=heard.actor.workspace_id, draft_id=draft_id) is not None
        or outbox_queries.find_by_dedupe(session, workspace_id=heard.actor.workspace_id, dedupe=_key(heard)) is not None
    )


def _key(heard: Heard) -> str:
    return f"chat:{heard.channel_id}:{heard.ts}"


def _last(session: Session, heard: Heard) -> Draft | None:
    """What somebody told last, saved by now; not what they let go."""
    actor = heard.actor
    draft = queries.newest(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    return draft if draft is not None and draft.dropped_at is None else None


def _answer(
    session: Session,
    heard: Heard,
    ask: str,
    *,
    about: Sorted | None = None,
    prefix: str = "/",
    names: Sequence[str] = (),
) -> None:
    """Queue an answer, once for each message; what it says is looked up when it is said."""
    ids: dict[str, Any] = {"ask": ask, "user_id": heard.actor.user_id, "names": list(names)}
    if about is not None and about.question is not None:
        alike = [str(one) for one in about.alike]
        ids |= {"about": about.question.about, "place": about.question.place, "alike": alike, "prefix": prefix}
    outbox.queue(
        session,
        workspace_id=heard.actor.workspace_id,
        kind=MessageKind.CHAT_ANSWER,
        lane=Lane.of(heard.actor.user_id),
        ids=ids,
        dedupe=_key(heard),
    )
