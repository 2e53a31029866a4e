"""A correction in words of what was saved a moment ago: as Edit under it would."""

from datetime import datetime
from enum import StrEnum

from bot.usecases import drafts, own_reports
from bot.usecases.actor import Actor
from bot.usecases.correcting import correct
from bot.usecases.dropping import Ways
from bot.usecases.entry import says
from bot.usecases.own_reports import UNDO
from bot.usecases.understanding import Understood
from storage.database import Session
from storage.models import Draft, Report
from storage.queries import drafts as queries
from storage.queries import reports


def just_saved(session: Session, actor: Actor, now: datetime) -> tuple[Draft, Report] | None:
    """What somebody told last, where it was saved a moment ago and says still what was understood."""
    draft = queries.newest(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if draft is None or draft.understood is None:
        return None
    report = reports.report_of_draft(session, workspace_id=actor.workspace_id, draft_id=draft.draft_id)
    if report is None or not report.is_live or now > report.logged_at + UNDO:
        return None
    return (draft, report) if says(report, Understood.parse(draft.understood).entry) else None


class Amended(StrEnum):
    """What became of a correction of something saved."""

    DONE = "done"
    NOTHING = "nothing"  # nothing was saved a moment ago, or the words change nothing in it
    OTHER_KIND = "other_kind"  # of another kind it cannot become: that is undone and told anew


def amend(session: Session, actor: Actor, words: str, ways: Ways, *, now: datetime) -> Amended:
    """Change what was saved a moment ago."""
    found = just_saved(session, actor, now)
    if found is None:
        return Amended.NOTHING
    draft, report = found
    before = Understood.parse(draft.understood or {})
    after = correct(before, words, draft.source_text, ways)
    if after.kind is not before.kind:
        return Amended.OTHER_KIND
    if after == before or after.asks is not None:
        return Amended.NOTHING
    own_reports.edit(session, actor, report.report_id, after.entry, now=now, in_words=True)
    drafts.change(session, draft, after, below=True)
    return Amended.DONE
