"""What Groundswell said before the demo began: cards with their threads, digests, the late list, answers to reps.

The worker's own renderers draw it, and it goes to the local workspace in bulk: nothing of it waits in the outbox.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from bot.blocks.threads import thread_note
from bot.demo.workspace import Json
from bot.jobs.outgoing import Outgoing
from bot.jobs.rendering import render
from bot.usecases import digest, late
from digests.charts.png import png
from digests.gather import calendar
from digests.weeks import Calendar, Week, local_moment
from storage.database import Session
from storage.models import Card, Lane, MessageKind, MessageState, OutboxMessage, Request, Subject, Workspace, new_id
from storage.queries import bulk, outbox, reports

# How far back there are cards; open requests have theirs however old.
_DECIDED, _LOST = timedelta(days=60), timedelta(days=30)
# The newest digests are in their channel; the older ones can be read again.
_DIGESTS = 3
# So many answers lie in the direct messages of the rep whom people look at first, and of each other one.
_ANSWERS_FIRST, _ANSWERS = 12, 2
_LONGEST = 100  # weeks, more than the sample has
_SATURDAY = 5


@dataclass
class Past:
    """Draws what was said, in a write session; `messages` are then handed to the local workspace.

    `check` may break off between two parts; the digests link to their pages at `public_url`,
    and show pictures that `upload` brings into the workspace; without it they are in words.
    """

    session: Session
    workspace: Workspace
    now: datetime
    direct_channels: Mapping[str, str]
    first_rep: str
    check: Callable[[], None]
    public_url: str = ""
    upload: Callable[[str, bytes], str] | None = None
    messages: list[Json] = field(default_factory=list)
    _stamps: set[tuple[str, int]] = field(default_factory=set)

    def draw(self) -> None:
        """Everything."""
        for part in (self._cards, self._answers, self._digests, self._late_list):
            self.check()
            part()

    def _cards(self) -> None:
        """All cards have their place before the first is drawn, because they point to each other."""
        channel_id = self.workspace.triage_channel_id or ""
        cards = {subject_id: (subject, self._ts(channel_id, at)) for subject, subject_id, at in self._subjects()}
        bulk.add(
            self.session,
            Card,
            [
                {
                    "workspace_id": self.workspace.workspace_id,
                    "subject_id": subject_id,
                    "subject": subject,
                    "channel_id": channel_id,
                    "ts": ts,
                }
                for subject_id, (subject, ts) in cards.items()
            ],
        )
        for subject_id, (subject, ts) in cards.items():
            self._say(self._once(subject, subject_id), ts)
        self._threads(channel_id, {subject_id: ts for subject_id, (_, ts) in cards.items()})

    def _threads(self, channel_id: str, cards: Mapping[UUID, str]) -> None:
        """What each card's thread tells, a thousand notes from a handful of queries."""
        workspace_id = self.workspace.workspace_id
        history = bulk.history_of(self.session, workspace_id=workspace_id, request_ids=cards)
        heard = bulk.reports_by_id(
            self.session, workspace_id=workspace_id, report_ids=(one.report_id for one in history if one.report_id)
        )
        facts = {
            one.report.report_id: one
            for one in reports.facts_of(self.session, workspace_id=workspace_id, reports=heard)
        }
        every = {one.request_id: one for one in bulk.all_requests(self.session, workspace_id=workspace_id)}
        items = {one.item_id: one.name for one in bulk.items_by_key(self.session, workspace_id=workspace_id).values()}
        for change in history:
            item_id = every[change.request_id].item_id
            message = thread_note(
                change,
                report=facts.get(change.report_id) if change.report_id else None,
                other=every.get(change.other_id) if change.other_id else None,
                item=items.get(item_id, "") if item_id else "",
            )
            if message is not None:
                ts = self._ts(channel_id, change.at)
                self._post(Outgoing(channel_id, message, thread_ts=cards[change.request_id]), ts)

    def _subjects(self) -> list[tuple[Subject, UUID, datetime]]:
        """What has a card, with the moment at which it was posted."""
        lost = bulk.lost_deals_since(self.session, workspace_id=self.workspace.workspace_id, since=self.now - _LOST)
        return [
            *((Subject.REQUEST, one.request_id, one.opened_at) for one in self._shown_requests()),
            *((Subject.LOST_DEAL, one.report_id, one.logged_at) for one in lost),
        ]

    def _shown_requests(self) -> Iterator[Request]:
        """Open ones, and those with news not long ago."""
        workspace_id, since = self.workspace.workspace_id, self.now - _DECIDED
        every = bulk.all_requests(self.session, workspace_id=workspace_id)
        turns = bulk.status_changes(
            self.session, workspace_id=workspace_id, request_ids=(one.request_id for one in every)
        )
        for request in every:
            changes = turns.get(request.request_id, ())
            if request.is_open or (changes and changes[-1].at >= since):
                yield request

    def _answers(self) -> None:
        """What each rep was told lately. It is kept as sent, so that “Told them” redraws it in place."""
        by_rep: dict[str, list[tuple[UUID, datetime]]] = defaultdict(list)
        for change, reporter_id in bulk.told_by_message(self.session, workspace_id=self.workspace.workspace_id):
            by_rep[reporter_id].append((change.change_id, change.at))
        for reporter_id, told in by_rep.items():
            for change_id, at in told[-(_ANSWERS_FIRST if reporter_id == self.first_rep else _ANSWERS) :]:
                row = outbox.put(
                    self.session,
                    workspace_id=self.workspace.workspace_id,
                    kind=MessageKind.TOLD,
                    lane=Lane.of(reporter_id),
                    ids={"change_id": str(change_id), "reporter_id": reporter_id},
                    dedupe=f"told:{change_id}:{reporter_id}",
                )
                self._deliver(row, at)

    def _digests(self) -> None:
        """Every week's digest is built as of its hour, one after the other as they tell on; the newest are posted."""
        weeks = self._calendar()
        due = weeks.closed_weeks_due(self.now, since=self._set_up_at, at_most=_LONGEST)
        for week in due[:-_DIGESTS]:
            self.check()
            digest.keep(self.session, self.workspace, weeks, week, weeks.due(week))
        for week in due[-_DIGESTS:]:
            digest.claim_due(self.session, self.workspace, weeks.due(week))
            self._deliver_queued(Lane.DIGEST, weeks.due(week))

    def _late_list(self) -> None:
        """The one of the last working day."""
        zone = self._calendar().schedule.zone
        day = self.now.astimezone(zone).date()
        while day.weekday() >= _SATURDAY or local_moment(day, late.AT, zone) > self.now:
            day -= timedelta(days=1)
        at = local_moment(day, late.AT, zone)
        late.claim_due(self.session, self.workspace, at)
        self._deliver_queued(Lane.TRIAGE, at)

    def _deliver_queued(self, lane: Lane, at: datetime) -> None:
        """What a use case has queued is said at its hour."""
        for row in outbox.in_state(
            self.session, workspace_id=self.workspace.workspace_id, state=MessageState.PENDING, lane=lane
        ):
            self._deliver(row, at)

    def _deliver(self, row: OutboxMessage, at: datetime) -> None:
        self.session.flush()
        said = self._say(row, now=at)
        if said is None:
            row.nothing_to_say("nothing to say", at)
        else:
            row.arrived(channel_id=said["channel"], ts=said["ts"], drawn=row.asked, now=at)

    def _once(self, subject: Subject, subject_id: UUID) -> OutboxMessage:
        """A card's row for the renderer alone: it never gets into the database."""
        return OutboxMessage(
            workspace_id=self.workspace.workspace_id,
            message_id=new_id(),
            position=new_id(),
            kind=MessageKind.CARD,
            lane=Lane.TRIAGE,
            dedupe="",
            ids={"subject": subject, "subject_id": str(subject_id)},
        )

    def _say(self, row: OutboxMessage, ts: str = "", *, now: datetime | None = None) -> Json | None:
        """Draw a row and note where it stands; nothing where there is nothing to say."""
        what = render(self.session, row, now or self.now, self.public_url)
        if not isinstance(what, Outgoing):
            return None
        if what.picture is not None and self.upload is not None:
            drawing = what.picture.draw()
            file_id = self.upload(what.picture.name, png(drawing.svg))
            what = replace(what, message=what.picture.show(file_id, drawing.alt))
        return self._post(what, ts, now=now)

    def _post(self, what: Outgoing, ts: str = "", *, now: datetime | None = None) -> Json:
        """Note where a message stands."""
        channel_id = self.direct_channels.get(what.channel_id, what.channel_id)
        said: Json = {
            "channel": channel_id,
            "user": "bot",
            "text": what.message.text,
            "blocks": what.message.blocks,
            "ts": ts or self._ts(channel_id, now or self.now),
            **({"thread_ts": what.thread_ts} if what.thread_ts else {}),
        }
        self.messages.append(said)
        return said

    def _ts(self, channel_id: str, at: datetime) -> str:
        """A timestamp of its own in the channel."""
        micros = int(at.timestamp() * 1_000_000)
        while (channel_id, micros) in self._stamps:
            micros += 100
        self._stamps.add((channel_id, micros))
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def _calendar(self) -> Calendar:
        back_to = Week.of_date(self._set_up_at.date()).previous()
        return calendar(self.session, workspace=self.workspace, back_to=back_to)

    @property
    def _set_up_at(self) -> datetime:
        return self.workspace.set_up_at or self.now
