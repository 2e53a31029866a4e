"""A message to the bot: a draft of what somebody heard, a correction of one, or a question; each answered at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.usecases import drafts, noting, outbox
from bot.usecases.actor import Actor
from bot.usecases.correcting import correct
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshot
from bot.usecases.understanding import Understood, understand
from digests.reading.found import Read
from digests.talking.asking import Ask, Question, question
from digests.talking.saying import Saying, saying
from digests.talking.wants import MOST, apart
from storage.database import Session
from storage.models import Draft, Lane, MessageKind, ReportKind, Workspace
from storage.queries import drafts as queries
from storage.queries import outbox as outbox_queries
from storage.queries import reports

KINDS = {
    Saying.REQUEST: ReportKind.REQUEST,
    Saying.LOST_DEAL: ReportKind.LOST_DEAL,
    Saying.WON_DEAL: ReportKind.WON_DEAL,
    Saying.UNSORTED: ReportKind.REQUEST,
}
# The answer to a message that changes a draft: nothing but its card; kept so that the message is done once.
BY_ITS_CARD = "card"
_LOOKED_UP = 100  # characters of words that may be looked up
_NAME = 120  # characters of a file's name


class Change(StrEnum):
    """What happened to a message."""

    WRITTEN = "written"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True)
class Heard:
    """A message to the bot: its words, or those of a clip's transcript; files are known by name and address."""

    actor: Actor
    channel_id: str
    ts: str
    words: str = ""
    files: tuple[tuple[str, str], ...] = ()
    is_voice: bool = False
    change: Change = Change.WRITTEN


@dataclass(frozen=True)
class Sorted:
    """A message and what it does; `about` is the draft that waits, `alike` the requests that a question may mean."""

    heard: Heard
    saying: Saying
    read: Read
    question: Question | None = None
    about: uuid.UUID | None = None
    alike: tuple[uuid.UUID, ...] = field(default=())


def sort(session: Session, readers: Readers, heard: Heard) -> Sorted:
    """What a message does, by its words and by whether a draft of the same person waits."""
    actor = heard.actor
    newest = queries.waiting(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=1)
    read = readers.read(actor.workspace_id, heard.words)
    what = _saying(readers, actor.workspace_id, heard.words, read, waits=bool(newest))
    asked = question(read.plain) if what is Saying.QUESTION else None
    return Sorted(heard, what, read, asked, newest[0].draft_id if newest else None)


def meant(session: Session, sorted: Sorted) -> str:
    """The words that a question is about, where it says only "this": those of the draft, or of the newest report."""
    actor = sorted.heard.actor
    if sorted.question is None or sorted.question.about:
        return sorted.question.about if sorted.question else ""
    draft = (
        reports.find_draft(session, workspace_id=actor.workspace_id, draft_id=sorted.about) if sorted.about else None
    )
    if draft is not None:
        return Understood.parse(draft.understood or {}).said or draft.source_text
    mine = reports.reports_by(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=1)
    return mine[0].report.want if mine else ""


def hear(
    session: Session,
    workspace: Workspace,
    sorted: Sorted,
    readers: Readers,
    snapshot: Snapshot,
    *,
    permalink: str,
    prefix: str,
    now: datetime,
) -> uuid.UUID | None:
    """Do what a new message says, and queue the answer; the draft that it says to save, if any.

    The same message once more, as Slack delivers it when it is not sure, changes nothing.
    """
    heard = sorted.heard
    if _was_heard(session, heard):
        return None
    draft = _about(session, sorted)
    if not heard.words.strip():
        _wordless(session, heard, draft)
        return None
    match sorted.saying:
        case Saying.SAVE if draft is not None:
            _answer(session, heard, BY_ITS_CARD)
            return draft.draft_id
        case Saying.DISCARD if draft is not None:
            _answer(session, heard, BY_ITS_CARD)
            drafts.discard(session, draft, now=now, below=True)
        case Saying.CORRECTION if draft is not None:
            _correct(session, heard, draft, readers, snapshot)
        case Saying.QUESTION if sorted.question is not None:
            _answer(session, heard, str(sorted.question.ask), about=sorted, prefix=prefix)
        case Saying.GREETING | Saying.OTHER | Saying.SAVE | Saying.DISCARD | Saying.CORRECTION | Saying.QUESTION:
            said = Sorted(heard, sorted.saying, sorted.read, Question(Ask.OTHER, heard.words[:_LOOKED_UP]))
            _answer(session, heard, "hello" if sorted.saying is Saying.GREETING else "lost", about=said, prefix=prefix)
        case _:
            _keep_all(session, workspace, sorted, readers, snapshot, permalink=permalink, now=now)
    return None


def revise(session: Session, heard: Heard, readers: Readers, snapshot: Snapshot, *, now: datetime) -> None:
    """A message was edited or deleted in Slack: the drafts it became follow, unless they were saved or discarded.

    What was no draft stays as it is: a correction or a question is not done again.
    """
    workspace_id = heard.actor.workspace_id
    parts = _parts(readers, heard) if heard.change is Change.EDITED and heard.words.strip() else ()
    for number in range(MOST):
        draft_id = drafts.draft_id_of(workspace_id, heard.channel_id, heard.ts, number)
        draft = reports.find_draft(session, workspace_id=workspace_id, draft_id=draft_id)
        if draft is None or not draft.waits or draft.user_id != heard.actor.user_id:
            continue
        if number < len(parts):
            draft.source_text = parts[number]
            understood = understood_of(heard, parts[number], readers, snapshot)
            draft.reading = noting.of_message(readers, workspace_id, parts[number], understood)
            drafts.change(session, draft, understood)
        else:
            drafts.discard(session, draft, now=now)


def _keep_all(
    session: Session,
    workspace: Workspace,
    sorted: Sorted,
    readers: Readers,
    snapshot: Snapshot,
    *,
    permalink: str,
    now: datetime,
) -> None:
    heard = sorted.heard
    for number, part in enumerate(_parts(readers, heard)):
        draft_id = drafts.draft_id_of(heard.actor.workspace_id, heard.channel_id, heard.ts, number)
        if reports.find_draft(session, workspace_id=heard.actor.workspace_id, draft_id=draft_id) is None:
            understood = understood_of(heard, part, readers, snapshot)
            drafts.keep(
                session,
                workspace,
                heard.actor,
                draft_id=draft_id,
                understood=understood,
                reading=noting.of_message(readers, heard.actor.workspace_id, part, understood),
                words=part,
                permalink=permalink,
                now=now,
            )


def _parts(readers: Readers, heard: Heard) -> tuple[str, ...]:
    return apart(heard.words, lambda words: readers.read(heard.actor.workspace_id, words))


def _saying(readers: Readers, workspace_id: str, words: str, read: Read, *, waits: bool) -> Saying:
    """What words do. Where several customers may be meant, it is judged as if one of them were named."""
    what = saying(read, waits=waits)
    if what is Saying.UNSORTED and read.asks_which:
        named = saying(readers.read(workspace_id, f"{read.asks_which[0]}: {words}"), waits=False)
        return named if named in KINDS else what
    return what


def understood_of(heard: Heard, words: str, readers: Readers, snapshot: Snapshot) -> Understood:
    """What a part of a message says; files are kept as links in the rep's note."""
    actor = heard.actor
    read = readers.read(actor.workspace_id, words)
    what = _saying(readers, actor.workspace_id, words, read, waits=False)
    kind = KINDS.get(what, ReportKind.REQUEST)
    found = understand(read, words, kind, snapshot, actor.user_id)
    if what not in KINDS or what is Saying.UNSORTED:
        found = replace(found, unsure=found.unsure | {"kind"})
    return replace(found, note=_with_files(found.note, heard.files))


def _with_files(note: str, files: Sequence[tuple[str, str]]) -> str:
    links = [f"Attached: {name[:_NAME]} {url}".strip() for name, url in files]
    return "\n".join([*([note] if note else []), *links])


def _was_heard(session: Session, heard: Heard) -> bool:
    """Whether a message came before: its draft is there, or its answer."""
    draft_id = drafts.draft_id_of(heard.actor.workspace_id, heard.channel_id, heard.ts)
    return (
        reports.find_draft(session, workspace_id=heard.actor.workspace_id, draft_id=draft_id) is not None
        or outbox_queries.find_by_dedupe(session, workspace_id=heard.actor.workspace_id, dedupe=_key(heard)) is not None
    )


def _key(heard: Heard) -> str:
    return f"chat:{heard.channel_id}:{heard.ts}"


def _about(session: Session, sorted: Sorted) -> Draft | None:
    """The draft that waits, if it still does."""
    if sorted.about is None:
        return None
    draft = reports.find_draft(session, workspace_id=sorted.heard.actor.workspace_id, draft_id=sorted.about)
    return draft if draft is not None and draft.waits else None


def _wordless(session: Session, heard: Heard, draft: Draft | None) -> None:
    """A clip without a transcript, or files alone: these belong to the draft that waits, where one does."""
    if heard.is_voice or draft is None or not heard.files:
        _answer(session, heard, "voice" if heard.is_voice else "files")
        return
    before = Understood.parse(draft.understood or {})
    _answer(session, heard, BY_ITS_CARD)
    if not all(url in before.note for _, url in heard.files):
        drafts.change(session, draft, replace(before, note=_with_files(before.note, heard.files)), below=True)


def _correct(session: Session, heard: Heard, draft: Draft, readers: Readers, snapshot: Snapshot) -> None:
    before = Understood.parse(draft.understood or {})
    after = correct(
        before,
        heard.words,
        lambda words, kind: readers.read(heard.actor.workspace_id, words, kind),
        snapshot,
    )
    if after == before:
        _answer(session, heard, "unchanged")
        return
    _answer(session, heard, BY_ITS_CARD)
    draft.source_text += f"\n{heard.words}"
    drafts.change(session, draft, after, below=True)


def _answer(session: Session, heard: Heard, ask: str, *, about: Sorted | None = None, prefix: str = "/") -> None:
    """Queue an answer, once for each message; what it says is looked up when it is said."""
    ids: dict[str, Any] = {"ask": ask, "user_id": heard.actor.user_id}
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
