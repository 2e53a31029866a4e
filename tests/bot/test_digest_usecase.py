"""Each week's digest is claimed once, late ones are labelled, none is missed and none comes early."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from bot.errors import BotError, TooLate
from bot.usecases import digest
from digests.weeks import Week
from storage.database import Database, Session
from storage.models import AuditEntry, MessageKind, MessageState, OutboxMessage, Workspace
from storage.queries import digest_runs
from storage.queries import outbox as outbox_queries
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, MONDAY, WEEK, Market

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def market(database: Database) -> Iterator[Market]:
    """A workspace that was set up in the week reported on."""
    with database.write() as session:
        market = Market(session)
        market.workspace.set_up_at = MONDAY
        yield market


@pytest.fixture
def session(market: Market) -> Session:
    return market.session


@pytest.fixture
def workspace(market: Market) -> Workspace:
    return market.workspace


def queued(session: Session) -> list[OutboxMessage]:
    return list(outbox_queries.in_state(session, workspace_id="T1", state=MessageState.PENDING, lane="digest"))


def keys(session: Session) -> list[str]:
    return [message.dedupe for message in queued(session)]


def is_late(session: Session, period: str) -> bool:
    run = digest_runs.find_run(session, workspace_id="T1", edition="channel", period=period)
    assert run is not None
    return run.is_late


def test_a_due_week_is_claimed_frozen_and_queued_with_its_thread(
    session: Session, workspace: Workspace, market: Market
) -> None:
    publisher.full_week(market)
    assert digest.claim_due(session, workspace, DUE) == ["2026-W47"]
    assert keys(session) == [
        "digest:channel:2026-W47",
        "digest:channel:2026-W47:asked",
        "digest:channel:2026-W47:deals",
        "digest:channel:2026-W47:decided",
    ]
    first, second, *_ = queued(session)
    assert (first.kind, dict(first.ids)) == (
        MessageKind.DIGEST,
        {"edition": "channel", "period": "2026-W47", "is_brief": False},
    )
    assert (second.kind, dict(second.ids)) == (
        MessageKind.DIGEST_THREAD,
        {"edition": "channel", "period": "2026-W47", "part": "asked"},
    )


def test_a_week_is_claimed_once(session: Session, workspace: Workspace) -> None:
    digest.claim_due(session, workspace, DUE)
    assert digest.claim_due(session, workspace, DUE + MINUTE) == []
    assert digest.claim_due(session, workspace, DUE + 3 * DAY) == []
    assert len(queued(session)) == 1


def test_nothing_is_claimed_before_it_is_due(session: Session, workspace: Workspace) -> None:
    assert digest.claim_due(session, workspace, DUE - MINUTE) == []
    assert queued(session) == []


def test_a_clock_that_jumped_back_claims_nothing_again(session: Session, workspace: Workspace) -> None:
    digest.claim_due(session, workspace, DUE)
    assert digest.claim_due(session, workspace, DUE - DAY) == []
    assert digest.claim_due(session, workspace, DUE) == []


def test_a_workspace_that_is_not_set_up_waits(session: Session, workspace: Workspace) -> None:
    workspace.set_up_at = None
    assert digest.claim_due(session, workspace, DUE) == []


def test_a_new_workspace_starts_with_the_week_it_was_set_up_in(session: Session, workspace: Workspace) -> None:
    workspace.set_up_at = DUE - timedelta(hours=1)
    assert digest.claim_due(session, workspace, DUE) == []
    assert digest.claim_due(session, workspace, DUE + WEEK) == ["2026-W48"]


@pytest.mark.parametrize(
    ("delay", "late"), [(MINUTE, False), (15 * MINUTE, False), (16 * MINUTE, True), (3 * DAY, True)]
)
def test_what_an_outage_held_up_is_labelled_late(
    session: Session, workspace: Workspace, delay: timedelta, late: bool
) -> None:
    digest.claim_due(session, workspace, DUE + delay)
    assert is_late(session, "2026-W47") is late
    posting = digest.posting(session, workspace, edition="channel", period="2026-W47", is_brief=False, now=DUE + delay)
    assert posting.late_since == (DUE if late else None)


def test_after_a_long_outage_the_newest_week_is_told_whole_and_those_before_in_a_line(
    session: Session, workspace: Workspace, market: Market
) -> None:
    publisher.full_week(market)
    assert digest.claim_due(session, workspace, DUE + 2 * WEEK + DAY) == ["2026-W47", "2026-W48", "2026-W49"]
    assert keys(session) == ["digest:channel:2026-W47", "digest:channel:2026-W48", "digest:channel:2026-W49"]
    assert [message.ids["is_brief"] for message in queued(session)] == [True, True, False]


def test_weeks_far_back_are_left_alone(session: Session, workspace: Workspace) -> None:
    claimed = digest.claim_due(session, workspace, DUE + 30 * WEEK)
    assert len(claimed) == digest.CATCH_UP
    assert claimed[-1] == str(Week(2026, 47).next(30))


def test_a_week_missed_in_between_is_made_up_for(session: Session, workspace: Workspace) -> None:
    digest.digest_now(session, workspace, DUE + WEEK, asked_by="U1")
    assert digest.claim_due(session, workspace, DUE + WEEK) == ["2026-W47"]
    assert [message.ids["is_brief"] for message in queued(session)] == [False, True]


def test_the_frozen_report_is_what_is_posted_whatever_happens_after(
    session: Session, workspace: Workspace, market: Market
) -> None:
    publisher.full_week(market)
    digest.claim_due(session, workspace, DUE)
    frozen = digest.latest(session, workspace)
    market.report("U9", "Latecomer", about=publisher.SOLAR)
    posting = digest.posting(session, workspace, edition="channel", period="2026-W47", is_brief=False, now=DUE)
    assert posting.report == frozen
    assert digest.edition(session, "T1", Week(2026, 47), DUE) != frozen
    assert posting.next_due == DUE + WEEK


def test_a_period_that_nobody_claimed_cannot_be_posted(session: Session, workspace: Workspace) -> None:
    with pytest.raises(KeyError):
        digest.posting(session, workspace, edition="channel", period="2026-W40", is_brief=False, now=DUE)


def test_a_new_time_does_not_make_the_waiting_digest_late(session: Session, workspace: Workspace) -> None:
    workspace.digest_at = "fri 16:00"
    wednesday = DUE + 2 * DAY
    digest.set_schedule(session, workspace, timezone="UTC", digest_at="mon 09:00", by_id="U1", now=wednesday)
    friday = datetime(2026, 11, 27, 16, tzinfo=UTC)
    assert digest.claim_due(session, workspace, wednesday + MINUTE) == []
    assert digest.claim_due(session, workspace, friday) == ["2026-W47"]
    assert not is_late(session, "2026-W47")
    assert digest.claim_due(session, workspace, DUE + WEEK) == ["2026-W48"]


def test_a_new_time_applies_to_the_week_that_is_running(session: Session, workspace: Workspace) -> None:
    digest.claim_due(session, workspace, DUE)
    digest.set_schedule(session, workspace, timezone="UTC", digest_at="tue 10:00", by_id="U1", now=DUE + DAY)
    assert digest.claim_due(session, workspace, DUE + WEEK) == []
    assert digest.claim_due(session, workspace, DUE + WEEK + timedelta(days=1, hours=1)) == ["2026-W48"]


def test_a_new_schedule_is_kept_with_who_changed_it(session: Session, workspace: Workspace) -> None:
    for _ in range(2):
        digest.set_schedule(session, workspace, timezone="Europe/London", digest_at="Tue 8:30", by_id="U7", now=DUE)
    (entry,) = session.query(AuditEntry).all()
    assert (entry.by_id, entry.before["timezone"], entry.after["digest_at"]) == ("U7", "UTC", "tue 08:30")
    assert (workspace.timezone, workspace.digest_at) == ("Europe/London", "tue 08:30")


@pytest.mark.parametrize(("zone", "digest_at"), [("Mars/Base", "mon 09:00"), ("UTC", "someday")])
def test_a_schedule_that_cannot_be_read_changes_nothing(
    session: Session, workspace: Workspace, zone: str, digest_at: str
) -> None:
    with pytest.raises(ValueError, match="write it like"):
        digest.set_schedule(session, workspace, timezone=zone, digest_at=digest_at, by_id="U1", now=DUE)
    assert (workspace.timezone, workspace.digest_at) == ("UTC", "mon 09:00")


def test_a_digest_asked_for_by_hand_is_posted_once_and_is_not_late(session: Session, workspace: Workspace) -> None:
    report = digest.digest_now(session, workspace, DUE + 2 * DAY, asked_by="U1")
    assert report.period == "2026-W47"
    assert not is_late(session, "2026-W47")
    assert digest.claim_due(session, workspace, DUE + 3 * DAY) == []
    with pytest.raises(TooLate, match="The digest of week 47 is on its way to <#C2>"):
        digest.digest_now(session, workspace, DUE + 3 * DAY, asked_by="U2")


def test_a_digest_that_is_out_says_when_and_where(session: Session, workspace: Workspace) -> None:
    digest.claim_due(session, workspace, DUE)
    (message,) = queued(session)
    message.arrived(channel_id="C2", ts="1.1", drawn=1, now=DUE)
    with pytest.raises(TooLate, match=r"was posted in <#C2> on Mon 23 Nov at 09:00\."):
        digest.digest_now(session, workspace, DUE + MINUTE, asked_by="U1")


def test_without_a_digest_channel_nothing_is_posted_by_hand(session: Session, workspace: Workspace) -> None:
    workspace.digest_channel_id = None
    with pytest.raises(BotError, match="no digest channel yet"):
        digest.digest_now(session, workspace, DUE, asked_by="U1")
    assert queued(session) == []


def test_a_preview_shows_the_week_that_is_told_next(session: Session, workspace: Workspace) -> None:
    before_its_hour = digest.preview(session, workspace, DUE - MINUTE)
    assert (before_its_hour.period, before_its_hour.is_closed) == ("2026-W47", True)
    digest.claim_due(session, workspace, DUE)
    after = digest.preview(session, workspace, DUE)
    assert (after.period, after.is_closed) == ("2026-W48", False)
    assert len(queued(session)) == 1


def test_there_is_no_latest_digest_before_the_first(session: Session, workspace: Workspace) -> None:
    assert digest.latest(session, workspace) is None


def test_an_edition_of_a_week_to_come_or_of_nobody_is_refused(session: Session) -> None:
    with pytest.raises(BotError, match="2027-W01 has not begun"):
        digest.edition(session, "T1", Week(2027, 1), DUE)
    with pytest.raises(BotError, match="no workspace T9"):
        digest.edition(session, "T9", Week(2026, 47), DUE)


def test_of_two_replicas_one_claims(database: Database) -> None:
    with database.write() as session:
        Market(session).workspace.set_up_at = MONDAY
    claimed: list[str] = []

    def tick() -> None:
        with database.write() as session:
            workspace = session.get(Workspace, "T1")
            assert workspace is not None
            claimed.extend(digest.claim_due(session, workspace, DUE))

    replicas = [Thread(target=tick) for _ in range(4)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()
    assert claimed == ["2026-W47"]
