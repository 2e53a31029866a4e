"""A personal edition as it is said now: one line for each kind says how it looks."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.blocks import personal
from bot.blocks.editions import change_button, footer
from bot.blocks.kit import Block, Message
from bot.blocks.people_editions import rep_message, team_message
from bot.usecases import digest, editions
from bot.usecases.actor import Actor
from bot.usecases.editions import Posting
from digests.people.report import RepReport, TeamReport
from digests.personal.report import PersonalReport
from storage.database import Session
from storage.models import EditionKind, Workspace

Look = Callable[[Session, Workspace, Posting, list[Block]], Message]


def edition_message(session: Session, workspace: Workspace, ids: Mapping[str, Any], now: datetime) -> Message | None:
    """The direct message of a claimed edition; None when its reader wants none any more."""
    posting = editions.posting(session, workspace, edition=ids["edition"], period=ids["period"], now=now)
    if posting is None:
        return None
    ending = footer(posting.rhythm, posting.next_due, workspace.timezone)
    return _LOOKS[posting.kind](session, workspace, posting, ending)


def _by_my_filter(session: Session, workspace: Workspace, posting: Posting, ending: list[Block]) -> Message:
    report = posting.report
    if not isinstance(report, PersonalReport):
        raise TypeError(type(report))
    if report.is_silent:
        is_last = posting.quiet >= editions.QUIET_TOLD
        return personal.quiet(report, change_button(), is_last=is_last, late_since=posting.late_since)
    reader = Actor(workspace.workspace_id, posting.user_id)
    may_decide = digest.decidable(session, reader, report)
    return personal.message(report, ending, late_since=posting.late_since, decidable=may_decide)


def _of_rep(_: Session, __: Workspace, posting: Posting, ending: list[Block]) -> Message:
    if not isinstance(posting.report, RepReport):
        raise TypeError(type(posting.report))
    return rep_message(posting.report, ending)


def _of_team(_: Session, __: Workspace, posting: Posting, ending: list[Block]) -> Message:
    if not isinstance(posting.report, TeamReport):
        raise TypeError(type(posting.report))
    return team_message(posting.report, ending)


_LOOKS: dict[EditionKind, Look] = {
    EditionKind.DIGEST: _by_my_filter,
    EditionKind.REP: _of_rep,
    EditionKind.TEAM: _of_team,
}
