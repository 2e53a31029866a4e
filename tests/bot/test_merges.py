"""A merge is a link: it can be taken back, nothing is lost, and every customer counts once, wherever it counts."""

import itertools
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.errors import BotError, FormError, Gone, NotAllowed
from bot.jobs.outgoing import Outgoing
from bot.jobs.rendering import render
from bot.listeners.desk import Desk as ListenersDesk
from bot.slack import Replies, Slack
from bot.usecases import counting, lost_deals, merging, triage
from bot.usecases.actor import Actor
from bot.usecases.likeness import Likeness
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshots
from bot.usecases.triage import Decision, Seen
from digests.similarity.letters import Letters
from storage.database import Database, Overtaken, Session
from storage.models import (
    Account,
    ChangeKind,
    MessageKind,
    MessageState,
    OutboxMessage,
    Report,
    ReportKind,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
    Role,
    TextDue,
)
from storage.models.delivery import card_dedupe
from storage.queries import outbox, requests
from tests.factories import NOW, Factory

PRIYA, TOM = "U0PRIYA", "U0TOM"
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """A workspace with a marketer, whose every deed happens a minute after the last one."""

    make: Factory
    moments: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    accounts: dict[str, Account] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for user_id, name in ((PRIYA, "priya"), (TOM, "tom")):
            self.make.person(user_id, name=name)
            self.make.grant(Role.MARKETER, user_id)

    @property
    def session(self) -> Session:
        return self.make.session

    def actor(self, user_id: str = PRIYA) -> Actor:
        return Actor(self.make.workspace_id, user_id)

    def asked(self, title: str, *accounts: str, by: str = "U1", **columns: Any) -> Request:
        """A request with a report from each account; an account of the same name is the same."""
        behind = [self.heard(title, account, by) for account in accounts]
        return self.make.request(title, *behind, **columns)

    def heard(self, title: str, account: str, by: str = "U1") -> Report:
        if account not in self.accounts:
            self.accounts[account] = self.make.account(account)
        return self.make.report(title, reporter_id=by, account=self.accounts[account])

    def merge(self, one: Request, other: Request, user_id: str = PRIYA) -> Request:
        seen = Seen(one.request_id, one.status)
        now = NOW + MINUTE * next(self.moments)
        return merging.merge(self.session, self.actor(user_id), seen, target_id=other.request_id, now=now)

    def separate(self, one: Request, user_id: str = PRIYA, *, after: timedelta = MINUTE) -> Request:
        now = NOW + MINUTE * next(self.moments) + after
        assert one.merged_into_id is not None
        return merging.separate(self.session, self.actor(user_id), one.request_id, from_id=one.merged_into_id, now=now)

    def decide(self, one: Request, outcome: RequestStatus, reason: str = "") -> None:
        now = NOW + MINUTE * next(self.moments)
        seen = Seen(one.request_id, one.status)
        triage.decide(self.session, self.actor(), seen, Decision(outcome, reason=reason), now=now)

    def links(self) -> Sequence[ReportLink]:
        """Which report was logged for which request, and where it counts."""
        query = select(ReportLink).where(ReportLink.workspace_id == self.make.workspace_id)
        return self.session.scalars(query).all()

    def withdraw_all_of(self, one: Request) -> None:
        """Every rep takes back what they logged for it, with nothing said about it anywhere."""
        for link in self.links():
            if link.request_id == one.request_id:
                self.session.get_one(Report, (self.make.workspace_id, link.report_id)).withdrawn_at = NOW

    def counts(self, *asked: Request) -> list[int]:
        """How many accounts stand behind each request."""
        behind = requests.accounts_behind(
            self.session, workspace_id=self.make.workspace_id, request_ids=[one.request_id for one in asked]
        )
        return [behind.get(one.request_id, 0) for one in asked]

    def history(self, one: Request) -> list[ChangeKind]:
        found = requests.history(self.session, workspace_id=self.make.workspace_id, request_id=one.request_id)
        return [change.kind for change in found]

    def said(self, user_id: str) -> list[str]:
        """What somebody reads in direct messages, oldest first, drawn as it stands now."""
        waiting = outbox.in_state(
            self.session, workspace_id=self.make.workspace_id, state=MessageState.PENDING, lane=f"dm:{user_id}"
        )
        return [self.drawn(row) for row in sorted(waiting, key=lambda row: row.position)]

    def drawn(self, row: OutboxMessage) -> str:
        self.make.workspace.triage_channel_id = "C1"
        self.session.flush()
        shown = render(self.session, row, NOW)
        assert isinstance(shown, Outgoing)
        return str(shown.message.blocks)

    def redrawn(self) -> set[uuid.UUID]:
        """The requests whose cards are to be drawn."""
        rows = outbox.in_state(self.session, workspace_id=self.make.workspace_id, state=MessageState.PENDING)
        return {uuid.UUID(row.ids["subject_id"]) for row in rows if row.kind is MessageKind.CARD}


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with database.write() as session:
        yield Desk(Factory(session))


# --- what never changes, whatever is merged and separated in whatever order ---

SIZE = 5
ACCOUNTS = ("Ace", "Bell", "Cole", "Dunn")
FAMILIES = st.lists(st.sets(st.sampled_from(ACCOUNTS)), min_size=SIZE, max_size=SIZE)
MERGES = st.tuples(st.just("merge"), st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
SEPARATIONS = st.tuples(st.just("separate"), st.integers(0, SIZE - 1), st.just(0))
DEEDS = st.lists(MERGES | SEPARATIONS, max_size=12)
NUMBERS = itertools.count()
# The database is one file for all examples: each has a workspace of its own in it.
on_one_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


def in_a_workspace(database: Database, behind: Sequence[set[str]], act: Callable[[Desk, list[Request]], None]) -> None:
    """Requests with these accounts, in a workspace of their own in the database."""
    with database.write() as session:
        desk = Desk(Factory(session, f"T{next(NUMBERS)}"))
        act(desk, [desk.asked(f"want {number}", *sorted(accounts)) for number, accounts in enumerate(behind)])


def root_of(parents: dict[int, int], one: int) -> int:
    while one in parents:
        one = parents[one]
    return one


def try_it(desk: Desk, wants: list[Request], deed: tuple[str, int, int], parents: dict[int, int]) -> None:
    """Do it, and note in `parents` what it should have come to; what cannot be is refused and changes nothing."""
    verb, one, other = deed
    if verb == "separate":
        if one in parents:
            desk.separate(wants[one])
            del parents[one]
        return
    root = root_of(parents, other)
    if one in parents or root == one:
        with pytest.raises((FormError, Gone)):
            desk.merge(wants[one], wants[other])
    else:
        desk.merge(wants[one], wants[other])
        parents[one] = root


@on_one_file
@given(behind=FAMILIES, deeds=DEEDS)
def test_each_customer_counts_once_for_what_stands_for_the_request_and_nothing_is_lost(
    database: Database, behind: list[set[str]], deeds: list[tuple[str, int, int]]
) -> None:
    def act(desk: Desk, wants: list[Request]) -> None:
        parents: dict[int, int] = {}
        logged = {(link.report_id, link.request_id) for link in desk.links()}
        for deed in deeds:
            try_it(desk, wants, deed, parents)
            desk.session.flush()
            desk.session.expire_all()
            expected = [
                len(set().union(*(behind[one] for one in range(SIZE) if root_of(parents, one) == root)))
                if root not in parents
                else 0
                for root in range(SIZE)
            ]
            assert desk.counts(*wants) == expected
            assert [one.status is RequestStatus.MERGED for one in wants] == [one in parents for one in range(SIZE)]
            assert [one.merged_into_id for one in wants] == [
                wants[parents[one]].request_id if one in parents else None for one in range(SIZE)
            ]
            assert {(link.report_id, link.request_id) for link in desk.links()} == logged

    in_a_workspace(database, behind, act)


@on_one_file
@given(behind=FAMILIES, deeds=DEEDS, last=st.integers(0, SIZE - 1), into=st.integers(0, SIZE - 1))
def test_a_merge_and_its_separation_leave_all_as_it_was(
    database: Database, behind: list[set[str]], deeds: list[tuple[str, int, int]], last: int, into: int
) -> None:
    def act(desk: Desk, wants: list[Request]) -> None:
        parents: dict[int, int] = {}
        for deed in deeds:
            try_it(desk, wants, deed, parents)
        if last in parents or root_of(parents, into) == last:
            return
        before = stand(desk, wants)
        desk.merge(wants[last], wants[into])
        assert stand(desk, wants) != before
        desk.separate(wants[last])
        assert stand(desk, wants) == before

    in_a_workspace(database, [accounts | {"Ace"} for accounts in behind], act)


def stand(desk: Desk, wants: list[Request]) -> object:
    """Where every request and every report stands."""
    desk.session.flush()
    desk.session.expire_all()
    return (
        desk.counts(*wants),
        [(one.status, one.merged_into_id, one.decided_at, one.decide_by, one.first_answer_by) for one in wants],
        sorted((str(one.report_id), str(one.counts_for_id)) for one in desk.links()),
    )


@on_one_file
@given(
    behind=FAMILIES,
    parents=st.tuples(*(st.integers(-1, one - 1) for one in range(SIZE))),
    order=st.permutations(range(SIZE)),
)
def test_the_order_of_merges_does_not_matter_for_who_counts_where(
    database: Database, behind: list[set[str]], parents: tuple[int, ...], order: list[int]
) -> None:
    """Each request is merged into an earlier one or into none: a forest, put together in any order."""
    ended: list[list[int]] = []
    for way in (list(range(SIZE)), order):

        def act(desk: Desk, wants: list[Request], way: list[int] = way) -> None:
            for one in way:
                if parents[one] >= 0:
                    desk.merge(wants[one], wants[parents[one]])
            ended.append(desk.counts(*wants))

        in_a_workspace(database, behind, act)
    assert ended[0] == ended[1]


# --- chains and trees ---


def test_a_chain_taken_apart_from_its_far_end_leaves_each_with_its_own(desk: Desk) -> None:
    a, b, c = desk.asked("a", "Ace"), desk.asked("b", "Bell", "Ace"), desk.asked("c", "Cole")
    desk.merge(a, b)
    desk.merge(b, c)
    assert desk.counts(a, b, c) == [0, 0, 3]
    desk.separate(a)
    assert desk.counts(a, b, c) == [1, 0, 3]
    desk.separate(b)
    assert desk.counts(a, b, c) == [1, 2, 1]


def test_what_had_been_merged_into_a_request_goes_with_it(desk: Desk) -> None:
    a, b, c = desk.asked("a", "Ace"), desk.asked("b", "Bell"), desk.asked("c", "Cole")
    desk.merge(a, b)
    desk.merge(b, c)
    desk.separate(b)
    assert desk.counts(a, b, c) == [0, 2, 1]
    assert a.status is RequestStatus.MERGED
    assert {a.request_id, b.request_id, c.request_id} <= desk.redrawn()


def test_what_was_logged_after_a_merge_stays_where_it_was_logged(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    report = desk.heard("a", "Cole")
    counting.link(desk.session, desk.actor("U1"), report, request_id=a.request_id, title="a", now=NOW)
    assert desk.counts(a, b) == [0, 3]
    desk.separate(a)
    assert desk.counts(a, b) == [1, 2]


def test_a_lost_deal_that_was_linked_elsewhere_stays_there(desk: Desk) -> None:
    a, b, c = desk.asked("a", "Ace"), desk.asked("b", "Bell"), desk.asked("c", "Cole")
    lost = desk.make.report("too dear", kind=ReportKind.LOST_DEAL, account=desk.make.account("Dunn"))
    desk.make.link(lost, a)
    desk.merge(a, b)
    lost_deals.link(desk.session, desk.actor(), lost.report_id, request_id=c.request_id, now=NOW)
    assert desk.counts(a, b, c) == [0, 2, 2]
    desk.separate(a)
    assert desk.counts(a, b, c) == [1, 1, 2]


# --- who hears what ---


def test_a_decision_on_the_target_reaches_the_reps_of_the_whole_family(desk: Desk) -> None:
    a, b, c = (desk.asked(name, name, by=f"U{name}") for name in ("a", "b", "c"))
    desk.merge(a, b)
    desk.merge(b, c)
    desk.decide(c, RequestStatus.DECLINED, "Too few searches.")
    for user_id in ("Ua", "Ub", "Uc"):
        assert "Too few searches." in desk.said(user_id)[-1]


def test_a_merge_into_a_decided_request_brings_the_reps_its_decision(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace", by="U1"), desk.asked("b", "Bell", by="U2")
    desk.decide(b, RequestStatus.DECLINED, "Too few searches.")
    desk.merge(a, b)
    (told,) = desk.said("U1")
    assert "Joined with the same wish" in told
    assert "It now counts for *b*, which has its answer: *The answer is no*." in told
    assert "Too few searches." in told
    assert "told_them" in told
    # When that decision is taken back, those who came by the merge hear it too.
    triage.reopen(desk.session, desk.actor(), Seen(b.request_id, b.status), reason="We look again.", now=NOW + DAY)
    assert "We look again." in desk.said("U1")[-1]


def test_the_rep_hears_once_that_a_request_stands_for_itself_again(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace", "Cole", by="U1"), desk.asked("b", "Bell", by="U2")
    desk.merge(a, b)
    desk.separate(a)
    merged, separated = desk.said("U1")
    assert "Joined with the same wish" in merged
    assert "*This stands for itself again:* a" in separated
    assert "It is not the same as *b* after all. You hear again." in separated
    assert "told_them" not in separated
    assert desk.said("U2") == []


def test_the_rep_reads_that_an_answer_to_the_other_does_not_hold_for_a_separated_one(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace", by="U1"), desk.asked("b", "Bell", by="U2")
    desk.merge(a, b)
    desk.decide(b, RequestStatus.APPROVED, "Enough asked.")
    desk.separate(a)
    assert "What was decided there does not hold for it." in desk.said("U1")[-1]
    assert (a.status, b.status) == (RequestStatus.NEW, RequestStatus.APPROVED)
    # Merged once more into what was decided, they are told of the merge; the mark of the decision is theirs already.
    desk.merge(a, b)
    assert "which has its answer: *Approved*" in desk.said("U1")[-1]


def test_both_histories_tell_of_a_merge_and_of_its_end(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    desk.separate(a)
    assert desk.history(a) == [ChangeKind.MERGED, ChangeKind.SEPARATED]
    assert desk.history(b) == [ChangeKind.ABSORBED, ChangeKind.LET_GO]
    waiting = outbox.in_state(desk.session, workspace_id=desk.make.workspace_id, state=MessageState.PENDING)
    assert len([one for one in waiting if one.kind is MessageKind.THREAD_NOTE]) == 4
    for request in (a, b):
        dedupe = card_dedupe(request.request_id)
        assert outbox.find_by_dedupe(desk.session, workspace_id=desk.make.workspace_id, dedupe=dedupe)


# --- where it stands afterwards ---


def test_a_separated_request_stands_where_it_stood(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace", status=RequestStatus.HQ_REVIEW, owner_id=TOM), desk.asked("b", "Bell")
    due = a.decide_by
    desk.merge(a, b)
    desk.separate(a)
    assert (a.status, a.owner_id, a.decide_by) == (RequestStatus.HQ_REVIEW, TOM, due)
    assert (a.decided_at, a.decided_by_id, a.merged_into_id) == (None, None, None)


def test_a_clock_that_ran_out_during_the_merge_starts_anew(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    desk.separate(a, after=30 * DAY)
    assert a.first_answer_by > NOW + 30 * DAY
    assert a.decide_by > NOW + 30 * DAY


def test_what_was_late_before_the_merge_is_late_after_it(desk: Desk) -> None:
    late: dict[str, Any] = {
        "first_answered_at": NOW - 3 * DAY,
        "first_answer_by": NOW - 2 * DAY,
        "decide_by": NOW - DAY,
    }
    a, b = desk.asked("a", "Ace", **late), desk.asked("b", "Bell")
    desk.merge(a, b)
    desk.separate(a)
    assert a.decide_by == NOW - DAY


# --- what cannot be ---


def sentence(deed: Callable[[], object]) -> str:
    """What somebody reads who tries it."""
    with pytest.raises(BotError) as refused:
        deed()
    return refused.value.sentence


def test_a_request_cannot_be_merged_into_itself_or_into_what_is_part_of_it(desk: Desk) -> None:
    a, b, c = desk.asked("a", "Ace"), desk.asked("b", "Bell"), desk.asked("c", "Cole")
    assert "cannot be merged into itself" in sentence(lambda: desk.merge(a, a))
    desk.merge(a, b)
    desk.merge(b, c)
    said = sentence(lambda: desk.merge(c, b))
    assert said == "priya merged “b” into this one already: they are one, and it counts here."
    assert "“a”" in sentence(lambda: desk.merge(c, a))
    assert desk.counts(a, b, c) == [0, 0, 3]


def test_of_two_who_merge_in_opposite_directions_the_second_reads_who_and_what(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    assert sentence(lambda: desk.merge(b, a, TOM)).startswith("priya merged “a” into this one already")
    assert desk.counts(a, b) == [0, 2]


def test_a_withdrawn_request_can_neither_be_merged_nor_be_merged_into(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", status=RequestStatus.WITHDRAWN)
    assert sentence(lambda: desk.merge(a, b)) == "The rep withdrew “b”. Pick another."
    assert "The rep withdrew this request" in sentence(lambda: desk.merge(b, a))


def test_whoever_separates_second_reads_who_was_first(desk: Desk) -> None:
    a, b, c = desk.asked("a", "Ace"), desk.asked("b", "Bell"), desk.asked("c", "Cole")
    desk.merge(a, b)
    desk.separate(a)

    def again() -> object:
        return merging.separate(desk.session, desk.actor(TOM), a.request_id, from_id=b.request_id, now=NOW + DAY)

    assert sentence(again) == "priya separated “a” already: it stands for itself again."
    desk.merge(a, c)
    assert "priya merged “a” into another request meanwhile." in sentence(again)
    assert a.merged_into_id == c.request_id


def test_only_who_may_triage_can_separate(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    with pytest.raises(NotAllowed):
        desk.separate(a, "U1")
    assert a.status is RequestStatus.MERGED


def test_a_coordinator_separates_what_was_heard_in_the_own_region(desk: Desk) -> None:
    region = desk.make.region("Wales")
    desk.make.grant(Role.COORDINATOR, "U7", region)
    a = desk.make.request("a", desk.make.report("a", region=region))
    b = desk.asked("b", "Bell")
    desk.merge(a, b)
    assert desk.separate(a, "U7").status is RequestStatus.NEW


def test_nobody_is_separated_when_every_rep_took_it_back(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    desk.withdraw_all_of(a)
    assert "its reps withdrew what they had logged" in sentence(lambda: desk.separate(a))


def test_a_request_that_nobody_asks_for_once_it_is_alone_is_withdrawn(desk: Desk) -> None:
    a, b = desk.asked("a", "Ace"), desk.asked("b", "Bell")
    desk.merge(a, b)
    desk.withdraw_all_of(b)
    desk.separate(a)
    assert (a.status, b.status) == (RequestStatus.NEW, RequestStatus.WITHDRAWN)
    # It is not found by its words any more, and nothing is like it.
    assert desk.session.get(TextDue, (desk.make.workspace_id, b.request_id)) is not None


# --- two at the same moment ---


def desk_of(database: Database) -> ListenersDesk:
    """The desk of the listeners, which says nothing to anybody."""
    nobody = Slack("xoxb-none", "http://127.0.0.1:9/api/")
    likeness = Likeness(database, Letters, most_bytes=0)
    snapshots = Snapshots(database)
    return ListenersDesk(
        database,
        lambda _: nobody,
        snapshots,
        Readers(snapshots.of),
        Replies(),
        likeness,
        lambda: NOW,
        lambda: None,
        lambda _: None,
    )


def ids_of_two(database: Database) -> tuple[Actor, uuid.UUID, uuid.UUID]:
    with database.write() as session:
        desk = Desk(Factory(session))
        return desk.actor(), desk.asked("a", "Ace").request_id, desk.asked("b", "Bell").request_id


@pytest.mark.parametrize("is_opposite", [True, False])
def test_a_merge_by_somebody_who_read_before_another_merge_changes_nothing(
    database: Database, is_opposite: bool
) -> None:
    """Two processes, as on PostgreSQL: the versions that the second one read are gone, of the target's row too."""
    actor, a, b = ids_of_two(database)
    with database.read() as late:
        read = [requests.find_request(late, workspace_id=actor.workspace_id, request_id=one) for one in (a, b)]
        assert None not in read
        late.commit()  # what was read stays in the session's memory, as if the other had not happened
        with database.write() as session:
            merging.merge(session, actor, Seen(a, RequestStatus.NEW), target_id=b, now=NOW)
        one, other = (b, a) if is_opposite else (a, b)
        with pytest.raises(StaleDataError):
            merging.merge(late, actor, Seen(one, RequestStatus.NEW), target_id=other, now=NOW)
    with database.read() as session:
        assert statuses(session, actor, a, b) == [RequestStatus.MERGED, RequestStatus.NEW]


def test_of_two_threads_that_merge_in_opposite_directions_one_wins(database: Database) -> None:
    actor, a, b = ids_of_two(database)
    start, said = threading.Barrier(2), list[str]()

    def press(one: uuid.UUID, other: uuid.UUID) -> None:
        start.wait()
        try:
            # On PostgreSQL the second is overtaken, and meets what is new at its second try.
            desk_of(database).transact(
                actor,
                lambda session: merging.merge(session, actor, Seen(one, RequestStatus.NEW), target_id=other, now=NOW),
            )
        except BotError as error:
            said.append(error.sentence)

    threads = [threading.Thread(target=press, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 1
    assert "priya merged" in said[0]
    with database.read() as session:
        assert sorted(statuses(session, actor, a, b)) == [RequestStatus.MERGED, RequestStatus.NEW]
        changes = [one.kind for one in session.scalars(select(RequestChange))]
        assert sorted(changes) == [ChangeKind.ABSORBED, ChangeKind.MERGED]


def statuses(session: Session, actor: Actor, *request_ids: uuid.UUID) -> list[RequestStatus]:
    found = [requests.find_request(session, workspace_id=actor.workspace_id, request_id=one) for one in request_ids]
    return [one.status for one in found if one is not None]


def test_a_transaction_that_was_overtaken_says_so_and_changes_nothing(database: Database) -> None:
    actor, a, _ = ids_of_two(database)

    def too_late() -> None:
        with database.write() as session:
            request = requests.find_request(session, workspace_id=actor.workspace_id, request_id=a)
            assert request is not None
            session.connection().exec_driver_sql("UPDATE request SET version = version + 1")
            request.title = "too late"

    with pytest.raises(Overtaken):
        too_late()
    with database.read() as session:
        request = requests.find_request(session, workspace_id=actor.workspace_id, request_id=a)
        assert request is not None
        assert (request.title, request.version) == ("a", 1)


def test_a_press_that_was_overtaken_is_tried_again_on_what_is_new(database: Database) -> None:
    actor, a, b = ids_of_two(database)
    tries = []

    def press(session: Session) -> None:
        tries.append(session)
        merging.merge(session, actor, Seen(b, RequestStatus.NEW), target_id=a, now=NOW)
        if len(tries) == 1:
            raise Overtaken

    desk_of(database).transact(actor, press)
    assert len(tries) == 2
    with database.read() as session:
        assert statuses(session, actor, a, b) == [RequestStatus.NEW, RequestStatus.MERGED]
