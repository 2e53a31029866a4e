"""The weekly digest: who is due, claimed once for each week, queued, read again, previewed.

The truth is the claim row (workspace, edition, period), inserted in one transaction with what is to be posted. The
period is the closed local ISO week that is reported on, whatever the day of sending; so no change of zone, time or time
zone data can make a week's digest twice.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.errors import BotError, TooLate
from bot.usecases import mail, outbox, pages
from bot.usecases.actor import Actor
from digests.build import build
from digests.gather import calendar
from digests.outline import Part, thread_parts
from digests.phrases import day
from digests.report import DigestReport, Waitlist, from_dict, to_dict
from digests.weeks import Calendar, Schedule, Week
from storage.database import Session
from storage.models import AuditEntry, DigestRun, Lane, MessageKind, ShowPicture, Workspace, new_id
from storage.queries import digest_runs, requests, workspaces
from storage.queries import outbox as outbox_queries

# The edition for the digest channel; personal ones have names of their own (`bot.usecases.editions`).
CHANNEL = pages.CHANNEL

# The clock ticks every minute at the most: what comes later than this was held up by an outage, and says so.
LATE_AFTER = timedelta(minutes=15)

# What a picture can follow in the thread: the digest itself, and some messages of the thread.
PICTURED = ("", Part.DEALS)

# After an outage, so many weeks are made up for. Whoever was away for longer starts afresh.
CATCH_UP = 8


@dataclass(frozen=True)
class Posting:
    """What the worker needs to draw one claimed digest."""

    report: DigestReport
    is_brief: bool
    late_since: datetime | None
    next_due: datetime


def edition(session: Session, workspace_id: str, week: Week, now: datetime) -> DigestReport:
    """The digest that reports on a week, built anew; a week that still runs is told so far.

    BotError for a week that has not begun, or an unknown workspace.
    """
    if workspaces.find_workspace(session, workspace_id=workspace_id) is None:
        raise BotError(f"There is no workspace {workspace_id} in this database.")
    try:
        return build(session, workspace_id=workspace_id, week=week, now=now)
    except ValueError as error:
        raise BotError(str(error)) from error


def claim_due(session: Session, workspace: Workspace, now: datetime) -> list[str]:
    """Claim and queue every digest that is due and was not sent, oldest first; the periods claimed.

    A week counts from the first one that closed after setup. One that is found late says so. After a longer outage the
    newest week gets its whole digest and each week before it one line, so that none is missed and the channel is not
    flooded; weeks further back than `CATCH_UP` are left alone. Nothing is ever claimed before it is due: a clock that
    jumps back finds its claims, and one that jumps forward gets no further than the last closed week. Call it in a
    write session; claims and messages are committed together.
    """
    if workspace.set_up_at is None:
        return []
    weeks = _calendar(session, workspace, now)
    due = weeks.closed_weeks_due(now, since=workspace.set_up_at, at_most=CATCH_UP)
    if not due:
        return []
    done = digest_runs.claimed(session, workspace_id=workspace.workspace_id, edition=CHANNEL, since=str(due[0]))
    missing = [week for week in due if str(week) not in done]
    return [
        str(week)
        for week in missing
        if _claim(
            session,
            workspace,
            weeks,
            week,
            now,
            is_late=now - weeks.due(week) > LATE_AFTER,
            is_brief=week != due[-1],
        )
    ]


def last_closed(session: Session, workspace: Workspace, now: datetime) -> Week:
    """The newest week that is over, by the workspace's own clock."""
    return _calendar(session, workspace, now).last_closed(now)


def digest_now(session: Session, workspace: Workspace, now: datetime, asked_by: str) -> DigestReport:
    """Post the digest of the last closed week now, if that was not done. What is asked for by hand is never late.

    BotError when there is no digest channel, TooLate when the week's digest is out, or was asked for a moment ago.
    """
    if not workspace.digest_channel_id:
        raise BotError("There is no digest channel yet. Choose one in setup, then try again.")
    weeks = _calendar(session, workspace, now)
    return post(session, workspace, weeks.last_closed(now), now, asked_by)


def post(session: Session, workspace: Workspace, week: Week, now: datetime, asked_by: str) -> DigestReport:
    """Queue the digest of a closed week; BotError for a week that still runs, TooLate when it was posted before."""
    weeks = _calendar(session, workspace, now)
    if weeks.closes(week) > now:
        raise BotError(f"Week {week} is not over yet.")
    if not _claim(session, workspace, weeks, week, now):
        raise TooLate(_out_already(session, workspace, week))
    session.add(
        AuditEntry(
            workspace_id=workspace.workspace_id,
            audit_id=new_id(),
            at=now,
            by_id=asked_by,
            deed="digest_posted_by_hand",
            subject=str(week),
            before={},
            after={},
        )
    )
    return _frozen(_run(session, workspace, week))


def preview(session: Session, workspace: Workspace, now: datetime) -> DigestReport:
    """What the next digest would say: on the last closed week while it waits for its hour, else on the running one."""
    weeks = _calendar(session, workspace, now)
    week = weeks.last_closed(now)
    if _find_run(session, workspace, week) is not None:
        week = weeks.current(now)
    return build(session, workspace_id=workspace.workspace_id, week=week, now=now)


def latest(session: Session, workspace: Workspace) -> DigestReport | None:
    """The newest digest that was claimed, as it was frozen."""
    run = digest_runs.latest(session, workspace_id=workspace.workspace_id, edition=CHANNEL)
    return _frozen(run) if run else None


class Waits(Protocol):
    """A report that names requests which wait for a decision."""

    @property
    def waiting(self) -> Waitlist:
        """They."""


def decidable(session: Session, actor: Actor, report: Waits) -> frozenset[uuid.UUID]:
    """The waiting requests a report names on which “Decide” works for this person."""
    workspace_id = actor.workspace_id
    roles = workspaces.roles_of(session, workspace_id=workspace_id, user_id=actor.user_id)
    regions = {
        one.request_id: requests.regions_of(session, workspace_id=workspace_id, request_id=one.request_id)
        for one in report.waiting.first
    }
    return frozenset(
        request_id for request_id, heard_in in regions.items() if roles.may_triage([one.region_id for one in heard_in])
    )


def posting(
    session: Session, workspace: Workspace, *, edition: str, period: str, is_brief: bool, now: datetime
) -> Posting:
    """A claimed digest to be drawn, from the ids of its message; KeyError when it was never claimed."""
    run = digest_runs.find_run(session, workspace_id=workspace.workspace_id, edition=edition, period=period)
    if run is None:
        raise KeyError(period)
    return Posting(
        report=_frozen(run),
        is_brief=is_brief,
        late_since=run.due_at if run.is_late else None,
        next_due=_calendar(session, workspace, now).next_due(now),
    )


def set_schedule(
    session: Session, workspace: Workspace, *, timezone: str, digest_at: str, by_id: str, now: datetime
) -> None:
    """Change zone and time; ValueError with a sentence for values that cannot be read. Applies from the next period.

    The week that waits for its digest keeps the schedule it closed under, which the audit row tells.
    """
    schedule = Schedule.parse(timezone, digest_at)
    before = {"timezone": workspace.timezone, "digest_at": workspace.digest_at}
    after = {"timezone": schedule.zone.key, "digest_at": str(schedule.at)}
    if after == before:
        return
    workspace.timezone, workspace.digest_at = after["timezone"], after["digest_at"]
    session.add(
        AuditEntry(
            workspace_id=workspace.workspace_id,
            audit_id=new_id(),
            at=now,
            by_id=by_id,
            deed=digest_runs.SCHEDULE_CHANGED,
            before=before,
            after=after,
        )
    )


def dedupe(edition: str, period: str) -> str:
    """The outbox key of a digest's channel message, under which its thread finds it."""
    return f"digest:{edition}:{period}"


def _calendar(session: Session, workspace: Workspace, now: datetime) -> Calendar:
    back_to = Week.of(now, ZoneInfo(workspace.timezone)).previous(CATCH_UP + 2)
    return calendar(session, workspace=workspace, back_to=back_to)


def _claim(
    session: Session,
    workspace: Workspace,
    weeks: Calendar,
    week: Week,
    now: datetime,
    *,
    is_late: bool = False,
    is_brief: bool = False,
) -> bool:
    """Claim one closed week, freeze its report and queue its messages; False when it is claimed already."""
    report = keep(session, workspace, weeks, week, now, is_late=is_late)
    if report is None:
        return False
    pages.link_for(session, workspace.workspace_id, edition=CHANNEL, period=report.period, now=now)
    _queue(session, workspace, report, is_brief=is_brief)
    return True


def keep(
    session: Session, workspace: Workspace, weeks: Calendar, week: Week, now: datetime, *, is_late: bool = False
) -> DigestReport | None:
    """Claim one closed week and freeze its report, without a word to anybody; None when it is claimed already."""
    if weeks.closes(week) > now:
        raise ValueError(f"Week {week} is not over.")
    key = {"workspace_id": workspace.workspace_id, "edition": CHANNEL, "period": str(week)}
    if not digest_runs.claim(session, **key, due_at=weeks.due(week), now=now, is_late=is_late):
        return None
    report = build(session, workspace_id=workspace.workspace_id, week=week, now=now)
    digest_runs.freeze(session, **key, report=to_dict(report))
    return report


def _queue(session: Session, workspace: Workspace, report: DigestReport, *, is_brief: bool) -> None:
    """The channel message, then the messages of its thread, in one lane and so in this order.

    Where pictures go into the thread, each follows the message that says the same in words.
    """
    key = dedupe(CHANNEL, report.period)
    messages: list[tuple[MessageKind, dict[str, Any], str]] = [(MessageKind.DIGEST, {"is_brief": is_brief}, key)]
    for part in [] if is_brief else ["", *thread_parts(report)]:
        if part:
            messages.append((MessageKind.DIGEST_THREAD, {"part": part}, f"{key}:{part}"))
        if part in PICTURED and workspace.show_picture is ShowPicture.THREAD:
            messages.append((MessageKind.DIGEST_PICTURE, {"part": part}, f"{key}:picture:{part}"))
    for kind, more, unique in messages:
        outbox.queue(
            session,
            workspace_id=workspace.workspace_id,
            kind=kind,
            lane=Lane.DIGEST,
            ids={"edition": CHANNEL, "period": report.period, **more},
            dedupe=unique,
        )
    if not is_brief:
        mail.queue(session, workspace, edition=CHANNEL, period=report.period)


def _out_already(session: Session, workspace: Workspace, week: Week) -> str:
    run = _run(session, workspace, week)
    message = outbox_queries.find_by_dedupe(
        session, workspace_id=workspace.workspace_id, dedupe=dedupe(CHANNEL, run.period)
    )
    if message is None or message.ts is None:
        return f"The digest of week {week.number} is on its way to <#{workspace.digest_channel_id}>."
    claimed = run.claimed_at.astimezone(ZoneInfo(workspace.timezone))
    return (
        f"The digest of week {week.number} was posted in <#{message.channel_id}> on {day(claimed.date())}"
        f" at {claimed:%H:%M}."
    )


def _find_run(session: Session, workspace: Workspace, week: Week) -> DigestRun | None:
    return digest_runs.find_run(session, workspace_id=workspace.workspace_id, edition=CHANNEL, period=str(week))


def _run(session: Session, workspace: Workspace, week: Week) -> DigestRun:
    run = _find_run(session, workspace, week)
    if run is None:
        raise KeyError(str(week))
    return run


def _frozen(run: DigestRun) -> DigestReport:
    if run.report is None:
        raise KeyError(run.period)
    return from_dict(run.report)
