"""Each edition comes once for each of its periods, whatever happens to clocks, rhythms and machines."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from bot.errors import FormError, NotAllowed
from bot.jobs.due import Rounds
from bot.usecases import digest, editions, wishes
from bot.usecases.actor import Actor
from bot.usecases.edition_kinds import MAKERS, edition_of, reader_of
from bot.usecases.editions import Due
from bot.usecases.likeness import Likeness
from bot.usecases.wishes import Standing, Wish
from digests.personal.report import PersonalReport
from digests.similarity.letters import Letters
from storage.database import Database, Session
from storage.models import EditionKind, MessageKind, MessageState, OutboxMessage, Rhythm, Role, Workspace, new_id
from storage.queries import digest_runs, workspaces
from storage.queries import editions as queries
from storage.queries import outbox as outbox_queries
from storage.queries.editions import Only
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, MONDAY, WEEK, Market

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PRIYA = Actor("T1", "UPRIYA", "priya")
ME = "me:UPRIYA"
# Wednesday of week 47.
ASKED = MONDAY + 2 * DAY


@pytest.fixture
def market(database: Database) -> Iterator[Market]:
    """A workspace in which Priya is a marketer."""
    with database.write() as session:
        market = Market(session)
        market.person("UPRIYA")
        grant(session, Role.MARKETER, "UPRIYA")
        yield market


@pytest.fixture
def session(market: Market) -> Session:
    return market.session


@pytest.fixture
def workspace(market: Market) -> Workspace:
    return market.workspace


def grant(session: Session, role: Role, *user_ids: str) -> None:
    workspaces.set_holders(session, workspace_id="T1", role=role, user_ids=user_ids, by_id="U0", now=MONDAY)


def wish(
    session: Session, rhythm: Rhythm, at: datetime = ASKED, only: Only | None = None, actor: Actor = PRIYA
) -> tuple[Standing, ...]:
    return wishes.save(session, actor, [Wish(EditionKind.DIGEST, rhythm, only or Only())], at)


def tell(session: Session, workspace: Workspace, one: Due, now: datetime) -> bool:
    made = editions.make(session, workspace, one, now)
    return made is not None and editions.claim(session, workspace, made, now)


def claim(session: Session, workspace: Workspace, now: datetime) -> list[str]:
    """What a look at this moment claims and says: periods."""
    return [one.period.label for one in editions.due(session, workspace, now) if tell(session, workspace, one, now)]


def claim_all(
    session: Session, workspace: Workspace, start: datetime, end: datetime, *, every: timedelta = 6 * HOUR
) -> list[tuple[str, datetime]]:
    """What looks again and again claim, with the moment at which each was due."""
    found: list[tuple[str, datetime]] = []
    now = start
    while now < end:
        for one in editions.due(session, workspace, now):
            tell(session, workspace, one, now)
            found.append((one.period.label, one.due_at))
        now += every
    return found


def told(session: Session, period: str, edition: str = ME) -> PersonalReport:
    run = digest_runs.find_run(session, workspace_id="T1", edition=edition, period=period)
    assert run is not None
    assert run.report is not None
    report = MAKERS[EditionKind.DIGEST].thaw(run.report["told"])
    assert isinstance(report, PersonalReport)
    return report


def weeks(session: Session, period: str) -> tuple[str, str]:
    report = told(session, period)
    return report.first.removeprefix("2026-"), report.last.removeprefix("2026-")


def queued(session: Session, user_id: str = "UPRIYA") -> list[OutboxMessage]:
    lane = f"dm:{user_id}"
    return list(outbox_queries.in_state(session, workspace_id="T1", state=MessageState.PENDING, lane=lane))


# --- each rhythm ---


def test_nobody_gets_anything_before_they_ask(session: Session, workspace: Workspace, market: Market) -> None:
    publisher.full_week(market)
    assert claim(session, workspace, DUE) == []
    assert queued(session) == []


def test_a_weekly_edition_comes_at_the_digest_time_as_one_direct_message(
    session: Session, workspace: Workspace, market: Market
) -> None:
    publisher.full_week(market)
    wish(session, Rhythm.WEEKLY)
    assert claim(session, workspace, DUE - MINUTE) == []
    assert claim(session, workspace, DUE) == ["2026-W47"]
    assert claim(session, workspace, DUE + MINUTE) == []
    [message] = queued(session)
    assert (message.kind, dict(message.ids)) == (MessageKind.EDITION, {"edition": ME, "period": "2026-W47"})


def test_two_weeks_come_after_the_second_and_a_month_after_its_last_week(
    session: Session, workspace: Workspace
) -> None:
    wish(session, Rhythm.TWO_WEEKLY)
    assert (
        claim_all(session, workspace, ASKED, DUE + 5 * WEEK)
        == [
            ("2026-W47+48", DUE + WEEK),
            ("2026-W49+50", DUE + 3 * WEEK),
            ("2026-W51+52", DUE + 5 * WEEK),
        ][:2]
    )
    wish(session, Rhythm.MONTHLY, DUE + 3 * WEEK + DAY)
    # December 2026 has five weeks, the last of them week 53.
    assert claim_all(session, workspace, DUE + 3 * WEEK + DAY, DUE + 8 * WEEK) == [("2026-12", DUE + 6 * WEEK)]
    assert weeks(session, "2026-12") == ("W51", "W53")


@pytest.mark.parametrize(("rhythm", "number"), [(Rhythm.WEEKLY, 62), (Rhythm.TWO_WEEKLY, 31), (Rhythm.MONTHLY, 14)])
def test_over_a_year_of_53_weeks_each_week_is_told_once(
    session: Session, workspace: Workspace, rhythm: Rhythm, number: int
) -> None:
    workspace.timezone = "Europe/London"
    start = datetime(2026, 11, 2, 1, tzinfo=UTC)
    wish(session, rhythm, start)
    claimed = claim_all(session, workspace, start, datetime(2028, 1, 11, 14, tzinfo=UTC), every=23 * HOUR)
    assert len(claimed) == number
    assert len({label for label, _ in claimed}) == number
    found: list[str] = []
    for label, due_at in claimed:
        report = told(session, label)
        found += [str(week) for week in report.weeks]
        # Nine o'clock on a Monday by the clocks of London, winter and summer.
        assert due_at.hour == (
            8 if datetime(2027, 3, 28, tzinfo=UTC) < due_at < datetime(2027, 10, 31, tzinfo=UTC) else 9
        )
    assert len(found) == len(set(found))
    assert found == sorted(found)
    assert (found[0], "2026-W53" in found, "2027-W01" in found) == ("2026-W45", True, True)


def test_a_first_edition_begins_with_the_week_in_which_it_was_asked_for(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.MONTHLY)
    assert claim(session, workspace, DUE + WEEK) == ["2026-11"]
    assert weeks(session, "2026-11") == ("W47", "W48")


def test_what_closed_before_it_was_asked_for_is_not_sent(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY, DUE - HOUR)
    assert claim(session, workspace, DUE) == []
    assert claim(session, workspace, DUE + WEEK) == ["2026-W48"]


def test_a_workspace_that_is_not_set_up_sends_nothing(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY)
    workspace.set_up_at = None
    assert claim(session, workspace, DUE) == []


# --- a rhythm changed ---


def test_from_every_week_to_every_month_nothing_is_told_twice(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY, MONDAY - 2 * WEEK)
    assert claim_all(session, workspace, MONDAY - 2 * WEEK, ASKED) == [
        ("2026-W45", DUE - 2 * WEEK),
        ("2026-W46", DUE - WEEK),
    ]
    wish(session, Rhythm.MONTHLY)
    assert claim_all(session, workspace, ASKED, DUE + 2 * WEEK) == [("2026-11", DUE + WEEK)]
    assert weeks(session, "2026-11") == ("W47", "W48")


def test_from_every_month_to_every_week_nothing_is_lost_and_nothing_comes_at_once(
    session: Session, workspace: Workspace
) -> None:
    wish(session, Rhythm.MONTHLY, MONDAY - 7 * WEEK)
    assert claim_all(session, workspace, MONDAY - 7 * WEEK, ASKED) == [("2026-10", DUE - 3 * WEEK)]
    wish(session, Rhythm.WEEKLY)
    assert claim(session, workspace, ASKED + MINUTE) == []
    assert claim(session, workspace, DUE) == ["2026-W47"]
    assert weeks(session, "2026-W47") == ("W45", "W47")
    assert claim(session, workspace, DUE + WEEK) == ["2026-W48"]
    assert weeks(session, "2026-W48") == ("W48", "W48")


def test_a_period_that_waits_for_its_hour_goes_to_the_new_rhythm(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY, MONDAY - WEEK)
    claim_all(session, workspace, MONDAY - WEEK, ASKED)
    wish(session, Rhythm.TWO_WEEKLY, DUE - HOUR)
    assert claim(session, workspace, DUE) == []
    assert claim(session, workspace, DUE + WEEK) == ["2026-W47+48"]
    assert weeks(session, "2026-W47+48") == ("W47", "W48")


def test_there_and_back_again_changes_nothing(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY, MONDAY - WEEK)
    claim_all(session, workspace, MONDAY - WEEK, ASKED)
    for rhythm in (Rhythm.MONTHLY, Rhythm.TWO_WEEKLY, Rhythm.WEEKLY):
        wish(session, rhythm, ASKED)
    assert claim(session, workspace, DUE) == ["2026-W47"]
    assert weeks(session, "2026-W47") == ("W47", "W47")


def test_a_new_filter_alone_holds_nothing_up(session: Session, workspace: Workspace, market: Market) -> None:
    wish(session, Rhythm.WEEKLY)
    wish(session, Rhythm.WEEKLY, DUE - MINUTE, Only(regions=frozenset({market.region("North")})))
    assert claim(session, workspace, DUE) == ["2026-W47"]
    assert told(session, "2026-W47").narrowed.regions == ("North",)


def test_never_ends_it_at_once_and_drops_what_is_queued(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY)
    claim(session, workspace, DUE)
    assert editions.posting(session, workspace, edition=ME, period="2026-W47", now=DUE) is not None
    wish(session, Rhythm.NEVER, DUE + MINUTE)
    assert editions.posting(session, workspace, edition=ME, period="2026-W47", now=DUE) is None
    assert claim(session, workspace, DUE + WEEK) == []


def test_whoever_begins_again_gets_nothing_of_the_time_in_between(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY, MONDAY - WEEK)
    claim_all(session, workspace, MONDAY - WEEK, ASKED)
    wish(session, Rhythm.NEVER, ASKED)
    wish(session, Rhythm.MONTHLY, DUE + DAY)
    assert claim(session, workspace, DUE + WEEK) == ["2026-11"]
    assert weeks(session, "2026-11") == ("W48", "W48")


# --- clocks and machines ---


@pytest.mark.parametrize(("delay", "is_late"), [(15 * MINUTE, False), (16 * MINUTE, True), (3 * DAY, True)])
def test_what_an_outage_held_up_says_so(
    session: Session, workspace: Workspace, delay: timedelta, is_late: bool
) -> None:
    wish(session, Rhythm.WEEKLY)
    claim(session, workspace, DUE + delay)
    posting = editions.posting(session, workspace, edition=ME, period="2026-W47", now=DUE + delay)
    assert posting is not None
    assert (posting.late_since, posting.next_due) == (DUE if is_late else None, DUE + WEEK)


@pytest.mark.parametrize(
    ("rhythm", "label", "first"),
    [(Rhythm.WEEKLY, "2026-W50", "W50"), (Rhythm.TWO_WEEKLY, "2026-W49+50", "W49"), (Rhythm.MONTHLY, "2026-11", "W47")],
)
def test_after_a_long_outage_the_newest_alone_is_sent(
    session: Session, workspace: Workspace, rhythm: Rhythm, label: str, first: str
) -> None:
    wish(session, rhythm)
    assert claim(session, workspace, DUE + 3 * WEEK + DAY) == [label]
    assert weeks(session, label)[0] == first


def test_a_change_of_zone_neither_doubles_nor_skips(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY, MONDAY - WEEK)
    found, now, zones = (
        [],
        MONDAY - WEEK,
        ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London", "Asia/Kathmandu"],
    )
    while now < DUE + 8 * WEEK:
        found += claim(session, workspace, now)
        if now.weekday() in (0, 6) and now.hour in (4, 16):
            zone = zones[(now - MONDAY).days % len(zones)]
            digest.set_schedule(session, workspace, timezone=zone, digest_at="mon 09:00", by_id="U1", now=now)
        now += 6 * HOUR
    assert len(queued(session)) == editions.QUIET_TOLD
    runs = digest_runs.runs(session, workspace_id="T1", edition=ME, limit=50)
    assert sorted(run.period for run in runs if run.report) == [
        *(f"2026-W{number}" for number in range(46, 54)),
        "2027-W01",
    ]
    assert found == ["2026-W46", "2026-W47"]


def test_a_new_digest_time_counts_from_the_next_period(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY)
    digest.set_schedule(session, workspace, timezone="UTC", digest_at="fri 16:00", by_id="U1", now=DUE - HOUR)
    assert claim(session, workspace, DUE) == ["2026-W47"]
    assert claim(session, workspace, DUE + WEEK) == []
    assert claim(session, workspace, datetime(2026, 12, 4, 16, tzinfo=UTC)) == ["2026-W48"]


def test_of_two_replicas_that_look_at_once_one_sends(database: Database) -> None:
    with database.write() as session:
        market = Market(session)
        market.person("UPRIYA")
        grant(session, Role.MARKETER, "UPRIYA")
        wish(session, Rhythm.WEEKLY)
    together, said = Barrier(4), list[bool]()

    def look() -> None:
        with database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id="T1")
            [one] = editions.due(session, workspace, DUE)
            made = editions.make(session, workspace, one, DUE)
        assert made is not None
        together.wait()
        with database.write() as session:
            workspace = workspaces.get_workspace(session, workspace_id="T1")
            said.append(editions.claim(session, workspace, made, DUE))

    replicas = [Thread(target=look) for _ in range(4)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()
    assert sorted(said) == [False, False, False, True]
    with database.read() as session:
        assert len(queued(session)) == 1


def test_one_edition_that_fails_holds_up_nobody_else(database: Database) -> None:
    with database.write() as session:
        market = Market(session)
        for user_id in ("UADA", "UPRIYA"):
            market.person(user_id)
        grant(session, Role.MARKETER, "UADA", "UPRIYA")
        wish(session, Rhythm.WEEKLY, actor=Actor("T1", "UADA"))
        wish(session, Rhythm.WEEKLY)
        broken = queries.find(session, workspace_id="T1", user_id="UADA", edition_kind=EditionKind.DIGEST)
        assert broken is not None
        broken.only = {"regions": ["no id"]}
    woken: list[bool] = []
    rounds = Rounds(database, Likeness(database, Letters, most_bytes=0), lambda: DUE, lambda: woken.append(True))
    rounds.look()
    rounds.look()
    with database.read() as session:
        assert len(queued(session)) == 1
        assert queued(session, "UADA") == []
    assert woken


def test_what_was_changed_between_the_look_and_the_claim_is_left_alone(
    session: Session, workspace: Workspace, market: Market
) -> None:
    wish(session, Rhythm.WEEKLY)
    [one] = editions.due(session, workspace, DUE)
    made = editions.make(session, workspace, one, DUE)
    assert made is not None
    wish(session, Rhythm.WEEKLY, DUE, Only(regions=frozenset({market.region("North")})))
    assert not editions.claim(session, workspace, made, DUE)
    again = editions.make(session, workspace, one, DUE)
    assert again is not None
    wish(session, Rhythm.MONTHLY, DUE)
    assert not editions.claim(session, workspace, again, DUE)
    assert editions.make(session, workspace, one, DUE) is None
    [later] = editions.due(session, workspace, DUE + WEEK)
    assert later.period.label == "2026-11"


# --- silence ---


def test_after_two_quiet_periods_it_is_silent_until_there_is_something(
    session: Session, workspace: Workspace, market: Market
) -> None:
    wish(session, Rhythm.WEEKLY)
    said = [claim(session, workspace, DUE + week * WEEK) for week in range(4)]
    assert said == [["2026-W47"], ["2026-W48"], [], []]
    market.report("U1", "Ace Roofing", at=MONDAY + 4 * WEEK)
    assert claim(session, workspace, DUE + 4 * WEEK) == ["2026-W51"]
    assert claim(session, workspace, DUE + 5 * WEEK) == ["2026-W52"]


def test_another_filter_may_be_quiet_twice_again(session: Session, workspace: Workspace, market: Market) -> None:
    wish(session, Rhythm.WEEKLY)
    for week in range(3):
        claim(session, workspace, DUE + week * WEEK)
    wish(session, Rhythm.WEEKLY, DUE + 2 * WEEK + DAY, Only(regions=frozenset({market.region("North")})))
    said = [claim(session, workspace, DUE + week * WEEK) for week in (3, 4, 5)]
    assert said == [["2026-W50"], ["2026-W51"], []]


def test_whoever_cannot_be_reached_leaves_one_message_behind_and_not_one_each_week(
    session: Session, workspace: Workspace, market: Market
) -> None:
    for week in range(4):
        market.report("U1", "Ace Roofing", at=MONDAY + week * WEEK)
    wish(session, Rhythm.WEEKLY)
    assert claim(session, workspace, DUE) == ["2026-W47"]
    [message] = queued(session)
    message.die("The person is no longer in this workspace.")
    assert claim(session, workspace, DUE + WEEK) == []
    assert claim(session, workspace, DUE + 2 * WEEK) == []
    message.nothing_to_say("let go", DUE + 2 * WEEK)
    assert claim(session, workspace, DUE + 3 * WEEK) == ["2026-W50"]


# --- who may have what ---


def test_a_coordinator_reads_their_own_regions_whatever_they_chose(
    session: Session, workspace: Workspace, market: Market
) -> None:
    publisher.full_week(market)
    north, south_west = market.region("North"), market.region("South West")
    market.person("UNED")
    ned = Actor("T1", "UNED")
    workspaces.set_holders(
        session, workspace_id="T1", role=Role.COORDINATOR, user_ids=["UNED"], by_id="U0", now=MONDAY, region_id=north
    )
    wish(session, Rhythm.WEEKLY, only=Only(regions=frozenset({south_west})), actor=ned)
    claim(session, workspace, DUE)
    assert told(session, "2026-W47", "me:UNED").narrowed.regions == ("North",)


def test_a_rep_is_not_offered_the_digest_by_filter(session: Session, market: Market) -> None:
    market.person("UREP")
    rep = Actor("T1", "UREP")
    assert EditionKind.DIGEST not in [one.kind for one in wishes.standing(session, market.workspace, rep, ASKED)]
    with pytest.raises(NotAllowed, match="a role that you do not have"):
        wish(session, Rhythm.WEEKLY, actor=rep)


def test_without_the_role_it_rests_and_with_it_comes_back(session: Session, workspace: Workspace) -> None:
    wish(session, Rhythm.WEEKLY)
    grant(session, Role.MARKETER)
    assert claim(session, workspace, DUE) == []
    grant(session, Role.MARKETER, "UPRIYA")
    assert claim(session, workspace, DUE + WEEK) == ["2026-W48"]


def test_it_is_told_back_how_it_stands(session: Session, workspace: Workspace, market: Market) -> None:
    before, *_ = wishes.standing(session, workspace, PRIYA, ASKED)
    assert (before.rhythm, before.is_on, before.next_due) == (None, False, None)
    north = market.region("North")
    now, *_ = wish(session, Rhythm.MONTHLY, only=Only(regions=frozenset({north})))
    assert (now.rhythm, now.is_on, now.next_due) == (Rhythm.MONTHLY, True, DUE + WEEK)
    assert [one.name for one in now.chosen["regions"]] == ["North"]
    stopped, *_ = wish(session, Rhythm.NEVER, DUE)
    assert (stopped.is_on, stopped.next_due, stopped.only) == (False, None, Only())


def test_a_team_needs_people_or_a_region(session: Session, market: Market) -> None:
    def check(*team: str, rhythm: Rhythm = Rhythm.WEEKLY) -> None:
        wishes.check_team(session, PRIYA, Wish(EditionKind.TEAM, rhythm, Only(team=team)))

    with pytest.raises(FormError, match="Pick who is in your team"):
        check()
    with pytest.raises(FormError, match="at most 50 people"):
        check(*(f"U{number}" for number in range(wishes.LARGEST_TEAM + 1)))
    check(rhythm=Rhythm.NEVER)
    check("U1")
    workspaces.meet(session, workspace_id="T1", user_id="UPRIYA", now=DUE).region_id = market.region("North")
    check()


def test_what_is_not_there_is_pointed_out_and_nothing_is_changed(session: Session, market: Market) -> None:
    lies = Only(regions=frozenset({market.region("North"), new_id()}), accounts=frozenset({new_id()}))
    with pytest.raises(FormError) as error:
        wish(session, Rhythm.WEEKLY, only=lies)
    assert set(error.value.fields) == {wishes.EditionField.REGIONS, wishes.EditionField.ACCOUNTS}
    assert queries.of_person(session, workspace_id="T1", user_id="UPRIYA") == {}


def test_a_filter_is_kept_as_it_was_chosen(session: Session, market: Market) -> None:
    only = Only(
        regions=frozenset({market.region("North"), market.region("Wales")}),
        accounts=frozenset({market.account("Ace Roofing")}),
        team=("U1", "U2"),
    )
    wish(session, Rhythm.WEEKLY, only=only)
    kept = queries.find(session, workspace_id="T1", user_id="UPRIYA", edition_kind=EditionKind.DIGEST)
    assert kept is not None
    assert Only.read(kept.only) == only


def test_an_edition_of_nobody_is_refused() -> None:
    assert reader_of(edition_of(EditionKind.TEAM, "U1")) == (EditionKind.TEAM, "U1")
    with pytest.raises(KeyError):
        reader_of("channel")
