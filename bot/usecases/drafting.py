"""What somebody heard, told in a message: the drafts that it becomes, and what becomes of them as it changes."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.usecases import drafts, noting
from bot.usecases.heard import Change, Heard, Room
from bot.usecases.understanding import Understood, understand
from digests.reading.found import Read
from digests.talking.saying import Saying, saying
from digests.talking.wants import MOST, apart
from storage.database import Session
from storage.models import Draft, ReportKind, Source
from storage.queries import drafts as queries
from storage.queries import reports

KINDS = {
    Saying.REQUEST: ReportKind.REQUEST,
    Saying.LOST_DEAL: ReportKind.LOST_DEAL,
    Saying.WON_DEAL: ReportKind.WON_DEAL,
    Saying.UNSORTED: ReportKind.REQUEST,
}
_NAME = 120  # characters of a file's name
_ATTACHED = "Attached: "


def keep_all(session: Session, heard: Heard, room: Room) -> None:
    """Keep a message as a draft for each of its wants; one that is there already stays."""
    for number, part in enumerate(_parts(heard, room)):
        draft_id = drafts.draft_id_of(heard.actor.workspace_id, heard.channel_id, heard.ts, number)
        if reports.find_draft(session, workspace_id=heard.actor.workspace_id, draft_id=draft_id) is None:
            understood = understood_of(heard, part, room)
            draft = put(session, heard, room, (part, understood), number=number)
            draft.reading = _noted(part, understood, room)


def put(session: Session, heard: Heard, room: Room, told: tuple[str, Understood], *, number: int) -> Draft:
    """One draft of a message, of its words and what they say, with its card; the later of several is the newer."""
    words, understood = told
    draft = drafts.keep(
        session,
        heard.actor,
        draft_id=drafts.draft_id_of(heard.actor.workspace_id, heard.channel_id, heard.ts, number),
        kind=understood.kind,
        source=Source.CHAT,
        words=words,
        permalink=room.link_to(heard),
        now=room.now + timedelta(microseconds=number),
    )
    drafts.await_answer(session, room.workspace, draft, understood)
    return draft


def revise(session: Session, heard: Heard, room: Room) -> None:
    """A message was edited or deleted in Slack: the drafts it became follow, unless they were saved or discarded.

    What was no draft stays as it is: a correction or a question is not done again.
    """
    workspace_id = heard.actor.workspace_id
    is_told = heard.change is Change.EDITED and bool(heard.words.strip())
    if is_told and saying(room.read(heard.words), waits=True) is Saying.AGAIN:
        return
    parts = _parts(heard, room) if is_told else ()
    for number in range(MOST):
        draft_id = drafts.draft_id_of(workspace_id, heard.channel_id, heard.ts, number)
        draft = reports.find_draft(session, workspace_id=workspace_id, draft_id=draft_id)
        if draft is None or not draft.waits or draft.user_id != heard.actor.user_id:
            continue
        if number < len(parts):
            understood = understood_of(heard, parts[number], room)
            draft.source_text, draft.reading = parts[number], _noted(parts[number], understood, room)
            drafts.change(session, draft, understood)
        else:
            drafts.discard(session, draft, now=room.now)


def rough_ones(session: Session, workspace_id: str) -> list[uuid.UUID]:
    """The drafts that were read before the workspace's lists were there, and wait."""
    found = queries.all_waiting(session, workspace_id=workspace_id)
    return [one.draft_id for one in found if Understood.parse(one.understood or {}).is_rough]


def read_again(session: Session, draft_ids: Sequence[uuid.UUID], room: Room) -> None:
    """Read these drafts once more, now that the lists are there; their cards follow."""
    for draft in queries.find_all(session, workspace_id=room.workspace.workspace_id, draft_ids=draft_ids):
        before = Understood.parse(draft.understood or {})
        if not draft.waits or not before.is_rough:
            continue
        after = _understand(draft.source_text, draft.user_id, room)
        draft.reading = _noted(draft.source_text, after, room)
        files = [line for line in before.note.splitlines() if line.startswith(_ATTACHED)]
        drafts.change(session, draft, replace(after, note="\n".join(filter(None, (after.note, *files)))))


def said_by(words: str, read: Read, room: Room, *, waits: bool) -> Saying:
    """What words do. Where several customers may be meant, it is judged as if one of them were named."""
    what = saying(read, waits=waits)
    if what is Saying.UNSORTED and read.asks_which:
        named = saying(room.read(f"{read.asks_which[0]}: {words}"), waits=False)
        return named if named in KINDS else what
    return what


def understood_of(heard: Heard, words: str, room: Room) -> Understood:
    """What a part of a message says; files are kept as links in the rep's note."""
    found = _understand(words, heard.actor.user_id, room)
    return replace(found, note=with_files(found.note, heard.files))


def with_files(note: str, files: Sequence[tuple[str, str]]) -> str:
    """A note with links to files, each on a line of its own."""
    links = [f"{_ATTACHED}{name[:_NAME]} {url}".strip() for name, url in files]
    return "\n".join([*([note] if note else []), *links])


def _noted(words: str, understood: Understood, room: Room) -> dict[str, Any] | None:
    """What is held against what is saved; nothing of what was read without the lists of the workspace."""
    return noting.noted(room.read(words), understood, words) if not understood.is_rough else None


def _understand(words: str, user_id: str, room: Room) -> Understood:
    is_rough = room.is_rough
    read = room.read(words)
    what = said_by(words, read, room, waits=False)
    found = understand(read, words, KINDS.get(what, ReportKind.REQUEST), room.snapshot, user_id)
    if what not in KINDS or what is Saying.UNSORTED:
        found = replace(found, unsure=found.unsure | {"kind"})
    return replace(found, is_rough=is_rough)


def _parts(heard: Heard, room: Room) -> tuple[str, ...]:
    return apart(heard.words, room.read)
