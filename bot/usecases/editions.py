"""Personal editions: what is due to whom, claimed once for each period, queued, read again.

The truth is the claim row (workspace, edition, period), as for the channel's digest; an edition is named by its kind
and its reader, such as `me:U123`. A period is sent at the workspace's digest time after its last week closed. After an
outage the newest alone is sent, marked late. A period that closed before its reader chose the rhythm is never sent.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.usecases import outbox
from bot.usecases.digest import LATE_AFTER
from bot.usecases.edition_kinds import MAKERS, Asking, Report, edition_of, offered, reader_of, within_sight
from digests.gather import calendar
from digests.periods import Period, earliest
from digests.weeks import Calendar, Week
from storage.database import Session
from storage.models import EditionKind, Lane, MessageKind, MessageState, Rhythm, Subscription, Workspace
from storage.queries import digest_runs, editions, workspaces
from storage.queries import outbox as outbox_queries
from storage.queries.editions import Only
from storage.queries.workspaces import Roles

# The oldest schedule that can matter: the newest period of a month closed at most nine weeks ago.
_BACK = 12
# After so many quiet periods in a row a reader is left in peace until there is something.
QUIET_TOLD = 2


@dataclass(frozen=True)
class Due:
    """An edition that is due to somebody: which wish it fulfils, and its period."""

    user_id: str
    kind: EditionKind
    since: datetime
    period: Period
    due_at: datetime

    @property
    def edition(self) -> str:
        """Its name in the claim."""
        return edition_of(self.kind, self.user_id)


@dataclass(frozen=True)
class Made:
    """An edition ready to be claimed, under the filter it was made for.

    `frozen` is what the claim keeps of it, None where everything was told; `is_said` whether its reader gets it.
    """

    due: Due
    only: dict[str, Any]
    frozen: dict[str, Any] | None = None
    is_said: bool = False


@dataclass(frozen=True)
class Posting:
    """What the worker needs to draw one claimed edition. `quiet` counts the quiet periods in a row up to it."""

    kind: EditionKind
    user_id: str
    report: Report
    quiet: int
    late_since: datetime | None
    rhythm: Rhythm
    next_due: datetime


def due(session: Session, workspace: Workspace, now: datetime) -> list[Due]:
    """Every edition that is due and has no claim yet; reads only."""
    if workspace.set_up_at is None:
        return []
    wishes = [wish for wish in editions.running(session, workspace_id=workspace.workspace_id) if wish.kind in MAKERS]
    if not wishes:
        return []
    weeks = weeks_of(session, workspace, now)
    newest = {rhythm: _newest_due(weeks, rhythm, now) for rhythm in {wish.rhythm for wish in wishes}}
    taken = editions.claims(
        session,
        workspace_id=workspace.workspace_id,
        editions=[edition_of(wish.kind, wish.user_id) for wish in wishes],
        periods=[period.label for period in newest.values()],
    )
    found = [
        Due(wish.user_id, wish.kind, wish.since, period, weeks.due(period.last))
        for wish in wishes
        for period in [newest[wish.rhythm]]
        if weeks.closes(period.last) > wish.since and (edition_of(wish.kind, wish.user_id), period.label) not in taken
    ]
    return _allowed(session, workspace, found)


def make(session: Session, workspace: Workspace, one: Due, now: datetime) -> Made | None:
    """What an edition will tell; reads only, so that building it holds up no writer.

    None when its reader chose otherwise meanwhile.
    """
    wish = _wish(session, workspace, one)
    if wish is None:
        return None
    told = _told(session, workspace.workspace_id, one.edition)
    weeks = weeks_of(session, workspace, now)
    first = _first(weeks, one, told)
    if first > one.period.last:
        return Made(one, wish.only)
    maker = MAKERS[one.kind]
    report = maker.build(session, _asking(session, wish, one, weeks=weeks, first=first, now=now))
    quiet = _quiet_before(session, wish, one, told) + 1 if report.is_silent else 0
    most = QUIET_TOLD if maker.says_when_quiet else 0
    return Made(
        one,
        wish.only,
        frozen={"told": maker.freeze(report), "quiet": quiet, "only": wish.only},
        is_said=quiet <= most and not _is_stuck(session, wish, one, told),
    )


def claim(session: Session, workspace: Workspace, made: Made, now: datetime) -> bool:
    """Claim an edition that was made, keep what it tells and queue it; whether it is said.

    False as well when another process was quicker, or its reader chose otherwise meanwhile. Call it in a write session;
    the claim and its message are committed together.
    """
    one = made.due
    wish = _wish(session, workspace, one)
    if wish is None or wish.only != made.only:
        return False
    key = {"workspace_id": workspace.workspace_id, "edition": one.edition, "period": one.period.label}
    is_late = now - one.due_at > LATE_AFTER
    if not digest_runs.claim(session, **key, due_at=one.due_at, now=now, is_late=is_late):
        return False
    if made.frozen is not None:
        digest_runs.freeze(session, **key, report=made.frozen)
    if made.is_said:
        outbox.queue(
            session,
            workspace_id=workspace.workspace_id,
            kind=MessageKind.EDITION,
            lane=Lane.of(one.user_id),
            ids={"edition": one.edition, "period": one.period.label},
            dedupe=_dedupe(one.edition, one.period),
        )
    return made.is_said


def posting(session: Session, workspace: Workspace, *, edition: str, period: str, now: datetime) -> Posting | None:
    """A claimed edition to be drawn; None when its reader wants none any more, KeyError when it was never claimed."""
    kind, user_id = reader_of(edition)
    workspace_id = workspace.workspace_id
    wish = editions.find(session, workspace_id=workspace_id, user_id=user_id, edition_kind=kind)
    run = digest_runs.find_run(session, workspace_id=workspace_id, edition=edition, period=period)
    if run is None or run.report is None:
        raise KeyError(period)
    if wish is None or wish.rhythm is Rhythm.NEVER:
        return None
    return Posting(
        kind=kind,
        user_id=user_id,
        report=MAKERS[kind].thaw(run.report["told"]),
        quiet=run.report["quiet"],
        late_since=run.due_at if run.is_late else None,
        rhythm=wish.rhythm,
        next_due=next_due(weeks_of(session, workspace, now), wish.rhythm, since=wish.since, now=now),
    )


def next_due(weeks: Calendar, rhythm: Rhythm, *, since: datetime, now: datetime) -> datetime:
    """When the next edition comes that somebody with this rhythm since then gets."""
    period = Period.of(weeks.last_closed(now), rhythm)
    while weeks.due(period.last) <= now or weeks.closes(period.last) <= since:
        period = Period.of(period.last.next(), rhythm)
    return weeks.due(period.last)


def weeks_of(session: Session, workspace: Workspace, now: datetime) -> Calendar:
    """The workspace's weeks, right for every period that can be due."""
    back_to = Week.of(now, ZoneInfo(workspace.timezone)).previous(_BACK)
    return calendar(session, workspace=workspace, back_to=back_to)


def _wish(session: Session, workspace: Workspace, one: Due) -> Subscription | None:
    """The wish that an edition fulfils, unless it is another one by now."""
    wish = editions.find(session, workspace_id=workspace.workspace_id, user_id=one.user_id, edition_kind=one.kind)
    return wish if wish is not None and wish.rhythm is not Rhythm.NEVER and wish.since == one.since else None


def _newest_due(weeks: Calendar, rhythm: Rhythm, now: datetime) -> Period:
    closed = weeks.last_closed(now)
    period = Period.of(closed, rhythm)
    while period.last > closed or weeks.due(period.last) > now:
        period = Period.of(period.first.previous(), rhythm)
    return period


def _allowed(session: Session, workspace: Workspace, found: Collection[Due]) -> list[Due]:
    """Without those whose reader lost the role that it goes with; with the role it comes back."""
    readers = sorted({one.user_id for one in found})
    roles = workspaces.all_roles(session, workspace_id=workspace.workspace_id, user_ids=readers) if readers else {}
    return [one for one in found if one.kind in offered(roles.get(one.user_id, Roles()))]


def _told(session: Session, workspace_id: str, edition: str) -> list[Period]:
    """The periods that an edition has claims on, the newest first."""
    labels = editions.periods_of(session, workspace_id=workspace_id, edition=edition)
    return sorted((Period.parse(label) for label in labels), key=lambda one: one.last, reverse=True)


def _first(weeks: Calendar, one: Due, told: list[Period]) -> Week:
    """The first week that an edition tells of: of its period, but nothing that was told.

    The first one after a change of rhythm reaches back to what was told last, so that nothing between two rhythms is
    lost; what an outage left out stays out.
    """
    if not told:
        return one.period.first
    begin = told[0].last.next()
    is_first = weeks.closes(one.period.first.previous()) <= one.since
    if not is_first:
        return max(begin, one.period.first)
    changed_in = weeks.current(one.since)
    return max(begin, earliest(changed_in.previous()))


def _asking(session: Session, wish: Subscription, one: Due, *, weeks: Calendar, first: Week, now: datetime) -> Asking:
    roles = workspaces.roles_of(session, workspace_id=wish.workspace_id, user_id=wish.user_id)
    only = Only.read(wish.only)
    return Asking(
        workspace_id=wish.workspace_id,
        user_id=wish.user_id,
        only=within_sight(roles, only) if one.kind is EditionKind.DIGEST else only,
        first=first,
        last=one.period.last,
        start=weeks.closes(first.previous()),
        end=weeks.closes(one.period.last),
        period=one.period.label,
        now=now,
    )


def _dedupe(edition: str, period: Period) -> str:
    """The outbox key of an edition's message."""
    return f"edition:{edition}:{period.label}"


def _is_stuck(session: Session, wish: Subscription, one: Due, told: list[Period]) -> bool:
    """Whether the last message never arrived: who left is not written to each week, and an admin mends one message."""
    for period in told:
        key = _dedupe(one.edition, period)
        message = outbox_queries.find_by_dedupe(session, workspace_id=wish.workspace_id, dedupe=key)
        if message is not None:
            return message.state is MessageState.DEAD
    return False


def _quiet_before(session: Session, wish: Subscription, one: Due, told: list[Period]) -> int:
    """How many periods in a row were quiet before, since the rhythm and the filter were chosen."""
    for period in told:
        run = digest_runs.find_run(session, workspace_id=wish.workspace_id, edition=one.edition, period=period.label)
        if run is not None and run.report is not None:
            is_the_same = run.claimed_at > wish.since and run.report["only"] == wish.only
            return int(run.report["quiet"]) if is_the_same else 0
    return 0
