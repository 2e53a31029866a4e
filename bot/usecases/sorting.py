"""What a message to the bot does: tell something, correct it, answer a card, ask; and which drafts it may be about."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.usecases import amending, drafting, offering, picking
from bot.usecases.correcting import is_name
from bot.usecases.heard import Heard, Room
from bot.usecases.understanding import Understood
from digests.reading.found import Read, Sure
from digests.talking.asking import Ask, Question, question
from digests.talking.choosing import is_all, is_none, kind_said
from digests.talking.saying import Saying
from storage.database import Session
from storage.models import Draft
from storage.queries import drafts as queries
from storage.queries import reports

_OF_A_CUSTOMER = frozenset({Ask.MINE, Ask.ABOUT, Ask.DIGEST})
_ABOUT = 5  # drafts that a correction may be about


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
        what = _of_the_newest([Understood.parse(one.understood or {}) for one in waiting], what, read, room)
    elif kind_said(read.plain) is not None:
        what = Saying.OTHER  # a kind alone tells nothing
    elif is_all(read.plain):
        what = Saying.ALL
    if what in (Saying.SAVE, Saying.NO) or is_none(read.plain):
        offered = offering.newest(session, actor)
        if offered is not None and (not waiting or waiting[0].opened_at < offered.opened_at):
            takes = what is Saying.SAVE
            return Sorted(heard, Saying.TAKE if takes else Saying.LEAVE, read, about=(offered.draft_id,))
    asked = _asked(read) if what is Saying.QUESTION else None
    return Sorted(heard, what, read, asked, tuple(draft.draft_id for draft in waiting))


def _asked(read: Read) -> Question:
    """What is asked; about a customer where one of the list is named."""
    asked = question(read.plain)
    if read.account is not None and read.is_known:
        is_sure = read.account.sure is Sure.SURE
        if asked.ask is Ask.CUSTOMER or (is_sure and asked.ask in _OF_A_CUSTOMER):
            return Question(Ask.CUSTOMER, read.account.value)
    return Question(Ask.ABOUT, asked.about) if asked.ask is Ask.CUSTOMER else asked


def _of_the_newest(waiting: Sequence[Understood], what: Saying, read: Read, room: Room) -> Saying:
    """What words do as to what waits, the newest first: they may answer its question, or say what it lacks."""
    newest = waiting[0]
    if picking.answers(newest, read.plain, room.snapshot):
        return Saying.CHOICE
    if is_all(read.plain):
        return Saying.ALL
    is_customer = what is Saying.OTHER and newest.account is None and is_name(read.plain)
    return Saying.CORRECTION if is_customer or kind_said(read.plain) is not None else what


def meant(session: Session, sorted: Sorted) -> str:
    """The words that a question is about, where it says only "this": those of the draft, or of the newest report."""
    actor = sorted.heard.actor
    if sorted.question is None or sorted.question.about:
        return sorted.question.about if sorted.question else ""
    drafts_waiting = still_waiting(session, sorted)
    if drafts_waiting:
        return Understood.parse(drafts_waiting[0].understood or {}).said or drafts_waiting[0].source_text
    mine = reports.reports_by(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=1)
    return mine[0].report.want if mine else ""


def still_waiting(session: Session, sorted: Sorted) -> list[Draft]:
    """The drafts that wait, if they still do, the newest first."""
    workspace_id = sorted.heard.actor.workspace_id
    found = queries.find_all(session, workspace_id=workspace_id, draft_ids=sorted.about) if sorted.about else ()
    return [one for one in reversed(found) if one.waits]
