"""What a sales manager's edition holds: sums that add up, wants in order, people in none."""

import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from digests.people import team
from digests.people.report import LateForTeam, LostDeal, Scope, team_from_dict, to_dict
from digests.people.words import PeopleWords
from digests.phrases import PLAIN
from storage.database import Database
from storage.models import ChangeKind, ReportKind, RequestStatus, new_id
from storage.queries.digest import Heard
from storage.queries.digest_people import Untold
from storage.queries.editions_heard import Behind
from tests.digests.people_of_a_publisher import DAY, END, MAYA, TOM, ZOE, busy_week, decided, quiet_week, team_of
from tests.factories import NOW, Factory


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """An empty workspace in a write session."""
    with database.write() as session:
        yield Factory(session)


def test_people_stand_in_the_order_of_their_names_however_much_they_logged(make: Factory) -> None:
    for user_id, name, number in (("U1", "Zoe", 3), ("U2", "adam", 1), ("U3", "Bea", 2), ("U4", "", 1)):
        make.person(user_id, name=name)
        for account in range(number):
            make.report(reporter_id=user_id, account=make.account(f"{name} {account}"))
    report = team_of(make.session, "U1", "U2", "U3", "U4")
    assert [one.who.name for one in report.reps] == ["adam", "Bea", "Zoe", ""]


def test_nobody_is_named_for_having_logged_nothing(make: Factory) -> None:
    make.report(reporter_id=MAYA)
    report = team_of(make.session, MAYA, TOM)
    assert [one.who.user_id for one in report.reps] == [MAYA]
    assert report.members == 2


def test_without_a_team_it_is_everybody_of_the_managers_region(make: Factory) -> None:
    north, wales = make.region("North West"), make.region("Wales")
    for user_id, region in (("UBOSS", north), (MAYA, north), (TOM, wales)):
        make.person(user_id, region_id=region.region_id)
        make.report(reporter_id=user_id, account=make.account(user_id))
    report = team_of(make.session)
    assert (report.scope, report.region, report.members) == (Scope.REGION, "North West", 2)
    assert {one.who.user_id for one in report.reps} == {"UBOSS", MAYA}
    assert PeopleWords(report, PLAIN).say("team_dateline") == (
        "16–22 Nov 2026 · everybody in North West (2 people), as no team is chosen"
    )


def test_without_a_team_and_a_region_it_asks_for_a_team(make: Factory) -> None:
    make.report(reporter_id=MAYA)
    report = team_of(make.session, user_id="USTRANGER")
    assert report.scope is Scope.UNKNOWN
    assert not report.is_silent
    assert report.reps == ()


def test_a_team_without_news_is_silent(make: Factory) -> None:
    quiet_week(make)
    make.report(reporter_id=MAYA, logged_at=END)
    make.report(reporter_id="UOTHER")
    assert team_of(make.session, MAYA, TOM).is_silent


def test_an_answer_alone_breaks_the_silence(make: Factory) -> None:
    report = make.report(reporter_id=MAYA, logged_at=NOW - 30 * DAY)
    decided(make, make.request("bees", report), RequestStatus.APPROVED, report)
    made = team_of(make.session, MAYA)
    assert not made.is_silent
    assert (made.reached.requests, made.reached.customers, made.whole.to_tell) == (1, 1, 1)


def test_values_in_two_currencies_are_told_apart(make: Factory) -> None:
    ace = make.account("Ace")
    for value, currency in ((100_00, "GBP"), (300_00, "GBP"), (200_00, "EUR")):
        make.report(reporter_id=MAYA, account=ace, kind=ReportKind.LOST_DEAL, value_minor=value, currency=currency)
    whole = team_of(make.session, MAYA).whole
    assert whole.lost == 1
    assert whole.lost_worth == {"EUR": 200_00, "GBP": 300_00}


def test_wants_are_told_beside_everybodys_and_single_voices_apart(make: Factory) -> None:
    solar, bees = make.request("solar"), make.request("bees")
    for user_id, account, want in (
        (MAYA, "Ace", solar),
        (TOM, "Bell", solar),
        (MAYA, "Cup", bees),
        (MAYA, "Dot", bees),
        ("UOTHER", "Far", solar),
        ("UOTHER", "Off", bees),
    ):
        make.link(make.report(reporter_id=user_id, account=make.account(account)), want)
    make.link(make.report(reporter_id="UOTHER", account=make.account("Old"), logged_at=NOW - 30 * DAY), solar)
    report = team_of(make.session, MAYA, TOM)
    assert [(one.title, one.accounts, one.everywhere) for one in report.wants] == [("solar", 2, 3)]
    assert [(one.title, one.accounts, one.everywhere) for one in report.single_voices] == [("bees", 2, 3)]
    assert PeopleWords(report, PLAIN).say("singles") == "From one voice, so not ranked: “bees” (2 of 3 everywhere)."


def test_what_marketing_owes_the_team_is_told_unless_it_is_snoozed(make: Factory) -> None:
    def late(title: str, by: str = MAYA, **columns: object) -> None:
        report = make.report(title, reporter_id=by, account=make.account(title), logged_at=NOW - 30 * DAY)
        make.request(title, report, **{"first_answer_by": NOW - DAY, "decide_by": NOW + 60 * DAY, **columns})

    late("owed an answer")
    late("answered once", first_answered_at=NOW)
    late("undecided", first_answered_at=NOW, decide_by=NOW - 9 * DAY)
    late("asleep", snoozed_until=NOW + 60 * DAY)
    late("somebody else's", by="UOTHER")
    late("decided", status=RequestStatus.APPROVED)
    make.report(reporter_id=MAYA)
    report = team_of(make.session, MAYA)
    assert [one.title for one in report.late] == ["undecided", "owed an answer"]
    assert report.late_in_all == 2
    assert isinstance(report.late[0], LateForTeam)
    assert report.late[0].due_on == (NOW - 9 * DAY).date()


# --- why deals were lost ---


def lost(make: Factory, by: str, number: int, *reasons: object, of: str = "Account") -> None:
    for one in range(number):
        make.report(
            reporter_id=by,
            kind=ReportKind.LOST_DEAL,
            account=make.account(f"{of} {by} {one}"),
            value_minor=100,
            reasons=reasons,  # type: ignore[arg-type] # reasons made by the factory
        )


def test_fewer_than_eight_lost_deals_are_listed(make: Factory) -> None:
    price = make.reason("Price")
    lost(make, MAYA, 7, price)
    lost(make, TOM, 9, price)
    why = team_of(make.session, MAYA).why_lost
    assert why.reasons == ()
    assert len(why.listed) == 5
    assert LostDeal("Account UMAYA 4", {"GBP": 100}, ("Price",)) in why.listed


def test_eight_lost_deals_are_told_by_reason_with_the_likely_range(make: Factory) -> None:
    lost(make, MAYA, 8, make.reason("Price"))
    lost(make, TOM, 7, make.reason("Service", position=1))
    report = team_of(make.session, MAYA)
    (reason,) = report.why_lost.reasons
    assert (reason.label, reason.deals, reason.elsewhere, reason.is_clear) == ("Price", 8, None, False)
    words = PeopleWords(report, PLAIN)
    assert words.say("lost_reason", item=reason) == "Price: 8 of 8 (100%, likely 68% to 100%)"
    assert words.say("lost_note", any_clear=False) == "Elsewhere too few were lost to compare with."


def test_a_reason_that_stands_out_from_elsewhere_says_so_and_another_does_not(make: Factory) -> None:
    price, service = make.reason("Price"), make.reason("Service", position=1)
    lost(make, MAYA, 12, price)
    lost(make, TOM, 12, service)
    lost(make, ZOE, 9, price, service)
    report = team_of(make.session, MAYA)
    (reason,) = report.why_lost.reasons
    assert reason.is_clear
    assert report.why_lost.listed == ()
    assert PeopleWords(report, PLAIN).say("lost_reason", item=reason) == (
        "Price: 12 of 12 (100%, likely 76% to 100%); elsewhere 43%, likely 24% to 63%: more than chance explains"
    )


def test_a_reason_as_frequent_as_elsewhere_is_not_called_more_than_chance(make: Factory) -> None:
    price, service = make.reason("Price"), make.reason("Service", position=1)
    for by in (MAYA, TOM):
        lost(make, by, 6, price)
        lost(make, by, 4, service, of="Prospect")
    report = team_of(make.session, MAYA)
    assert [(one.label, one.deals, one.is_clear) for one in report.why_lost.reasons] == [
        ("Price", 6, False),
        ("Service", 4, False),
    ]
    said = PeopleWords(report, PLAIN).say("lost_note", any_clear=False)
    assert said == "These may differ from elsewhere by chance."


# --- sums ---


MADE_UP = st.lists(
    st.tuples(
        st.sampled_from([MAYA, TOM, ZOE]),
        st.one_of(st.none(), st.integers(1, 6)),
        st.sampled_from(list(ReportKind)),
        st.one_of(st.none(), st.integers(0, 900)),
        st.sampled_from(["GBP", "EUR"]),
        st.integers(1, 4),
    ),
    max_size=30,
)
Line = tuple[str, int | None, ReportKind, int | None, str, int]


def made_up(lines: list[Line], *, of_their_own: bool) -> tuple[list[Heard], list[Behind], list[Untold]]:
    """Reports, the requests behind them, and answers not passed on; customers may be shared, or each rep's own."""
    rows, links, waiting = [], [], []
    for reporter, account, kind, value, currency, want in lines:
        key = f"{reporter} {account}" if of_their_own else str(account)
        account_id = None if account is None else uuid.uuid5(uuid.NAMESPACE_OID, key)
        row = Heard(new_id(), kind, reporter, account_id, None, value, currency, None, None, 0, NOW)
        rows.append(row)
        request_id = uuid.UUID(int=want)
        if kind is not ReportKind.WON_DEAL:
            links.append(Behind(row.report_id, request_id, f"want {want}", RequestStatus.NEW))
        if want == 1:
            answered = (request_id, request_id, "want 1", ChangeKind.DECIDED, RequestStatus.DECLINED, None, NOW)
            waiting.append(Untold(*answered, reporter, account_id, key))
    return rows, links, waiting


@given(MADE_UP)
def test_parts_sum_to_the_whole_where_nobody_shares_a_customer(lines: list[Line]) -> None:
    rows, links, waiting = made_up(lines, of_their_own=True)
    whole = team.sums(rows, links, waiting)
    parts = [one.sums for one in team.by_rep(rows, links, waiting, {})]
    assert sum(one.accounts for one in parts) == whole.accounts
    assert sum(one.lost for one in parts) == whole.lost
    assert sum(one.won for one in parts) == whole.won
    assert sum(one.to_tell for one in parts) == whole.to_tell
    for currency in ("GBP", "EUR"):
        assert sum(one.lost_worth.get(currency, 0) for one in parts) == whole.lost_worth.get(currency, 0)
        assert sum(one.won_worth.get(currency, 0) for one in parts) == whole.won_worth.get(currency, 0)


@given(MADE_UP)
def test_what_two_people_heard_counts_once_in_the_whole(lines: list[Line]) -> None:
    rows, links, waiting = made_up(lines, of_their_own=False)
    whole = team.sums(rows, links, waiting)
    parts = [one.sums for one in team.by_rep(rows, links, waiting, {})]
    for name in ("accounts", "requests", "lost", "won", "to_tell"):
        numbers = [getattr(one, name) for one in parts]
        assert max(numbers, default=0) <= getattr(whole, name) <= sum(numbers)


# --- the rest ---


def test_a_frozen_edition_is_read_back_equal_and_older_ones_stay_readable(make: Factory) -> None:
    busy_week(make)
    report = team_of(make.session, MAYA, TOM, ZOE)
    assert team_from_dict(to_dict(report)) == report
    older = {"frame": to_dict(report)["frame"], "scope": "chosen"}
    assert team_from_dict(older).is_silent


def test_the_number_of_questions_to_the_database_does_not_grow(make: Factory) -> None:
    asked_for: list[str] = []
    event.listen(make.session.get_bind(), "before_cursor_execute", lambda *event: asked_for.append(event[2]))
    busy_week(make)
    make.session.expire_all()
    asked_for.clear()
    team_of(make.session, MAYA, TOM, ZOE)
    few = len(asked_for)
    price = make.reason("Budget")
    for number in range(12):
        member = f"UNEW{number}"
        lost(make, member, 2, price)
        report = make.report(reporter_id=member, account=make.account(f"More {number}"))
        decided(make, make.request(f"want {number}", report), RequestStatus.DECLINED, report)
    make.session.expire_all()
    asked_for.clear()
    team_of(make.session, MAYA, TOM, ZOE, *(f"UNEW{number}" for number in range(12)))
    assert len(asked_for) == few
