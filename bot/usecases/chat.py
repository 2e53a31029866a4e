"""A message to the bot: a draft of what somebody heard, a correction of one, or a question; each answered at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.usecases import amending, drafting, drafts, outbox, picking
from bot.usecases.correcting import correct, is_name
from bot.usecases.heard import Heard, Room
from bot.usecases.understanding import Understood, account_of
from digests.reading.found import Read
from digests.talking.asking import Ask, Question, question
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
_ABOUT = 5  # drafts that a correction may be about


_ABOUT_A_DRAFT = frozenset({Saying.SAVE, Saying.CHOICE, Saying.DISCARD, Saying.NO, Saying.CORRECTION})


@dataclass(frozen=True)
class Sorted:
    """A message and what it does; `about` are drafts that wait, the newest first, `alike` what a question may mean."""

    heard: Heard
    saying: Saying
    read: Read
    question: Question | None = None
    about: tuple[uuid.UUID, ...] = ()
    alike: tuple[uuid.UUID, ...] = field(default=())


def sort(session: Session, heard: Heard, room: Room) -> Sorted:
    """What a message does, by its words and by whether a draft of the same person waits."""
    actor = heard.actor
    waiting = queries.waiting(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=_ABOUT)
    read = room.read(heard.words)
    is_open = bool(waiting) or amending.just_saved(session, actor, room.now) is not None
    what = drafting.said_by(heard.words, read, room, waits=is_open)
    if waiting:
        what = _of_the_newest(Understood.parse(waiting[0].understood or {}), what, read, room)
    asked = _asked(read) if what is Saying.QUESTION else None
    return Sorted(heard, what, read, asked, tuple(draft.draft_id for draft in waiting))


def _asked(read: Read) -> Question:
    """What is asked; about a customer where one of the list is named."""
    asked = question(read.plain)
    if read.account is not None and read.is_known and asked.ask in (Ask.MINE, Ask.CUSTOMER, Ask.ABOUT):
        return Question(Ask.CUSTOMER, read.account.value)
    return Question(Ask.ABOUT, asked.about) if asked.ask is Ask.CUSTOMER else asked


def _of_the_newest(newest: Understood, what: Saying, read: Read, room: Room) -> Saying:
    """What words do as to the newest draft: they may answer its question, or name its customer where it has none."""
    if picking.answers(newest, read.plain, room.snapshot):
        return Saying.CHOICE
    is_customer = what is Saying.OTHER and newest.account is None and is_name(read.plain)
    return Saying.CORRECTION if is_customer else what


def meant(session: Session, sorted: Sorted) -> str:
    """The words that a question is about, where it says only "this": those of the draft, or of the newest report."""
    actor = sorted.heard.actor
    if sorted.question is None or sorted.question.about:
        return sorted.question.about if sorted.question else ""
    drafts_waiting = _about(session, sorted)
    if drafts_waiting:
        return Understood.parse(drafts_waiting[0].understood or {}).said or drafts_waiting[0].source_text
    mine = reports.reports_by(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=1)
    return mine[0].report.want if mine else ""


def hear(session: Session, sorted: Sorted, room: Room) -> tuple[uuid.UUID, ...]:
    """Do what a new message says, and queue the answer; the drafts that it says to save, if any.

    The same message once more, as Slack delivers it when it is not sure, changes nothing.
    """
    heard = sorted.heard
    if _was_heard(session, heard):
        return ()
    about = _about(session, sorted)
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
        case Saying.GREETING:
            _answer(session, heard, "hello")
        case Saying.CORRECTION:
            ways = room.ways(heard.actor.user_id)
            is_done = amending.amend(session, heard.actor, heard.words, ways, now=room.now)
            _answer(session, heard, BY_ITS_CARD if is_done else "nothing")
        case Saying.SAVE | Saying.DISCARD | Saying.NO | Saying.AGAIN | Saying.CHOICE:
            _answer(session, heard, "nothing")
        case Saying.OTHER | Saying.QUESTION:
            said = replace(sorted, question=Question(Ask.OTHER, heard.words[:_LOOKED_UP]))
            _answer(session, heard, "lost", about=said, prefix=room.prefix)
        case _:
            drafting.keep_all(session, heard, room)
    return ()


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
        case _:
            return _answered(session, sorted, draft, room)
    return ()


# --- what changes a draft ---


def _correct(session: Session, sorted: Sorted, about: Sequence[Draft], room: Room) -> None:
    """Change the draft that the words are about: one whose customer they name, else the newest."""
    heard = sorted.heard
    for draft in _likely(about, sorted.read, room):
        before = Understood.parse(draft.understood or {})
        after = correct(before, heard.words, draft.source_text, room.ways(draft.user_id))
        if after == before:
            continue
        _answer(session, heard, BY_ITS_CARD)
        told = after.told or len(draft.source_text)
        draft.source_text += f"\n{heard.words}"
        drafts.change(session, draft, replace(after, told=told), below=True)
        return
    if len(heard.words.split()) > _ASIDE or saying(sorted.read, waits=False) in drafting.KINDS.keys() - {
        Saying.UNSORTED
    }:
        drafting.keep_all(session, heard, room)  # it tells something after all
    else:
        _answer(session, heard, "unchanged")


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
        drafts.change(session, draft, first, below=True)
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


def _about(session: Session, sorted: Sorted) -> list[Draft]:
    """The drafts that wait, if they still do, the newest first."""
    workspace_id = sorted.heard.actor.workspace_id
    found = queries.find_all(session, workspace_id=workspace_id, draft_ids=sorted.about) if sorted.about else ()
    return [one for one in reversed(found) if one.waits]


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
