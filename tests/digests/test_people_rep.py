"""What a rep's edition holds, from reports and answers in a database."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import event

from digests.people import rep, shared
from digests.people.report import Customers, rep_from_dict, to_dict
from digests.people.words import PeopleWords, short, whom
from digests.phrases import PLAIN
from storage.database import Database
from storage.models import CatalogStatus, ChangeKind, Report, Request, RequestStatus
from tests.digests.people_of_a_publisher import DAY, DUE, END, MAYA, START, TOM, busy_week, decided, rep_of
from tests.factories import NOW, Factory


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """An empty workspace in a write session."""
    with database.write() as session:
        yield Factory(session)


def asked(make: Factory, title: str, *accounts: str, by: str = MAYA) -> tuple[Request, list[Report]]:
    """A request for which a rep logged a report for each account."""
    behind = [make.report(title, reporter_id=by, account=make.account(name)) for name in accounts]
    return make.request(title, *behind), behind


def said(make: Factory) -> list[str]:
    """What the edition says happened, as plain text."""
    report = rep_of(make.session)
    words = PeopleWords(report, PLAIN)
    return [words.say("happened_one", item=item) for item in report.happened]


# --- what happened ---


def test_a_request_is_told_once_as_it_stood_at_the_end_with_the_reason_of_its_yes(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace", "Bell")
    decided(make, solar, RequestStatus.APPROVED, *behind, words="everybody wants it")
    make.change(
        solar,
        ChangeKind.MOVED,
        from_status=RequestStatus.APPROVED,
        to_status=RequestStatus.SCHEDULED,
        at=NOW + 2 * DAY,
    )
    assert said(make) == ["Scheduled: “solar” for Ace and Bell. Everybody wants it."]


def test_what_is_scheduled_says_from_which_day_it_is_to_be_sold(make: Factory) -> None:
    solar, _ = asked(make, "solar", "Ace")
    solar.item_id = make.item("Solar", status=CatalogStatus.PLANNED, on_sale_on=date(2027, 1, 5)).item_id
    decided(make, solar, RequestStatus.SCHEDULED, kind=ChangeKind.MOVED)
    assert said(make) == ["Scheduled, on sale from 5 Jan 2027: “solar” for Ace."]


def test_an_answer_after_another_one_is_told_as_decided_anew(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace")
    decided(make, solar, RequestStatus.DECLINED, *behind, at=NOW - 20 * DAY, words="too dear")
    decided(make, solar, RequestStatus.NEW, *behind, at=NOW, kind=ChangeKind.REOPENED)
    assert said(make) == ["Looked at again: “solar” for Ace. The earlier answer no longer holds; you hear again."]
    decided(make, solar, RequestStatus.PILOT, *behind, at=NOW + DAY, words="in Leeds first")
    assert said(make) == ["Decided anew: Pilot: “solar” for Ace. In Leeds first."]


def test_a_first_answer_is_not_called_anew(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace")
    decided(make, solar, RequestStatus.APPROVED, *behind)
    assert said(make) == ["Yes: “solar” for Ace."]


def merged(make: Factory, one: Request, into: Request, *told: Report, at: object = NOW + 2 * DAY) -> None:
    """One request becomes part of another, and its reps hear of it."""
    one.merged_into_id = into.request_id
    decided(make, one, RequestStatus.MERGED, *told, kind=ChangeKind.MERGED, at=at, other_id=into.request_id)  # type: ignore[arg-type] # a moment


def test_a_merge_names_the_other_request_and_the_answer_that_one_has(make: Factory) -> None:
    solar, _ = asked(make, "solar", "Bell", by=TOM)
    decided(make, solar, RequestStatus.DECLINED, at=NOW - 20 * DAY, words="too dear")
    solar.reason = "too dear"
    panels, behind = asked(make, "solar panels", "Ace")
    merged(make, panels, solar, *behind)
    assert said(make) == [
        "Joined: “solar panels” for Ace. It counts for “solar” now, which has its answer: No. Too dear."
    ]


def test_a_merge_into_what_is_told_anyway_says_that_answer_once(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Bell")
    panels, more = asked(make, "solar panels", "Ace")
    merged(make, panels, solar, *more, at=NOW)
    decided(make, solar, RequestStatus.DECLINED, *behind, *more, words="too dear")
    assert said(make) == [
        "Joined: “solar panels” for Ace. It counts for “solar” now.",
        "No: “solar” for Ace and Bell. Too dear.",
    ]


def test_a_separation_says_from_what(make: Factory) -> None:
    solar, _ = asked(make, "solar", "Bell", by=TOM)
    panels, behind = asked(make, "solar panels", "Ace")
    decided(make, panels, RequestStatus.NEW, *behind, kind=ChangeKind.SEPARATED, other_id=solar.request_id)
    assert said(make) == [
        "By itself again: “solar panels” for Ace. It is not the same as “solar” after all; you hear again."
    ]


def test_what_concerns_others_or_another_time_is_not_told(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace", by=TOM)
    decided(make, solar, RequestStatus.APPROVED, *behind)
    early, own = asked(make, "bees", "Bell")
    decided(make, early, RequestStatus.APPROVED, *own, at=START - DAY)
    late, own = asked(make, "wasps", "Bell")
    decided(make, late, RequestStatus.APPROVED, *own, at=END)
    gone, own = asked(make, "ants", "Bell")
    decided(make, gone, RequestStatus.APPROVED, *own)
    own[0].withdrawn_at = NOW
    assert said(make) == []


def test_a_customer_without_a_name_is_one_voice_of_the_rep(make: Factory) -> None:
    nameless = [make.report("solar", reporter_id=MAYA) for _ in range(3)]
    decided(make, make.request("solar", *nameless), RequestStatus.APPROVED, *nameless)
    assert said(make) == ["Yes: “solar” for a customer without a name."]


def test_a_long_list_is_cut_and_says_how_many_there_are(make: Factory) -> None:
    for number in range(rep.HAPPENED + 2):
        request, behind = asked(make, f"want {number}", "Ace")
        decided(make, request, RequestStatus.APPROVED, *behind)
    report = rep_of(make.session)
    assert len(report.happened) == rep.HAPPENED
    assert report.happened_in_all == rep.HAPPENED + 2
    assert report.to_tell_in_all == rep.TO_TELL + 2
    assert report.to_tell_customers == rep.HAPPENED + 2


# --- what is new to sell ---


def test_what_ones_own_customers_asked_for_comes_first(make: Factory) -> None:
    make.item("Aerials", on_sale_on=date(2026, 11, 16))
    drones = make.item("Drones", on_sale_on=date(2026, 11, 22), talk_track="No ladder needed")
    request, _ = asked(make, "flying cameras", "Ace")
    request.item_id = drones.item_id
    make.catalog_answer(make.report("drones", reporter_id=MAYA, account=make.account("Bell")), drones)
    report = rep_of(make.session)
    assert [one.name for one in report.on_sale] == ["Drones", "Aerials"]
    words = PeopleWords(report, PLAIN)
    assert words.say("on_sale_one", item=report.on_sale[0]) == "Drones, asked for by Ace and Bell. “No ladder needed.”"


def test_only_what_is_sold_in_the_reps_region_or_everywhere_is_new(make: Factory) -> None:
    north, wales = make.region("North"), make.region("Wales")
    make.person(MAYA, region_id=north.region_id)
    make.person(TOM)
    make.sold_in(make.item("Ferries", on_sale_on=date(2026, 11, 18)), wales)
    make.sold_in(make.item("Mills", on_sale_on=date(2026, 11, 18)), north)
    make.item("Trees", on_sale_on=date(2026, 11, 18))
    assert [one.name for one in rep_of(make.session).on_sale] == ["Mills", "Trees"]
    assert [one.name for one in rep_of(make.session, TOM).on_sale] == ["Ferries", "Mills", "Trees"]


def test_what_is_planned_retired_or_older_is_not_new(make: Factory) -> None:
    make.item("Planned", on_sale_on=date(2026, 11, 18), status=CatalogStatus.PLANNED)
    make.item("Retired", on_sale_on=date(2026, 11, 18), status=CatalogStatus.RETIRED)
    make.item("Older", on_sale_on=date(2026, 11, 15))
    make.item("Later", on_sale_on=date(2026, 11, 23))
    make.item("Without a day")
    assert rep_of(make.session).on_sale == ()


def test_a_request_that_went_live_is_new_to_sell_for_everybody(make: Factory) -> None:
    request, behind = asked(make, "solar", "Ace")
    decided(make, request, RequestStatus.LIVE, *behind, kind=ChangeKind.MOVED)
    (mine,) = rep_of(make.session).on_sale
    assert (mine.name, mine.customers) == ("solar", Customers(("Ace",), 1))
    (his,) = rep_of(make.session, TOM).on_sale
    assert his.customers.voices == 0


# --- whom to tell ---


def untold(make: Factory) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.title, one.answer, one.customers.names) for one in rep_of(make.session).to_tell]


def test_the_answer_that_waits_longest_to_be_passed_on_comes_first(make: Factory) -> None:
    newer, behind = asked(make, "newer", "Ace")
    decided(make, newer, RequestStatus.APPROVED, *behind)
    older, behind = asked(make, "older", "Bell")
    decided(make, older, RequestStatus.DECLINED, *behind, at=NOW - 40 * DAY)
    assert untold(make) == [("older", "declined", ("Bell",)), ("newer", "approved", ("Ace",))]
    report = rep_of(make.session)
    assert PeopleWords(report, PLAIN).say("to_tell_one", item=report.to_tell[0]) == (
        "Bell · “older”: no, heard 7 Oct 2026"
    )


def test_only_the_latest_answer_is_to_be_passed_on(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace")
    first = decided(make, solar, RequestStatus.APPROVED, *behind, at=NOW)
    second = decided(make, solar, RequestStatus.LIVE, *behind, at=NOW + DAY, kind=ChangeKind.MOVED)
    assert [one.change_id for one in rep_of(make.session).to_tell] == [second.change_id]
    assert first.change_id != second.change_id


def test_an_answer_that_waited_a_quarter_is_no_longer_asked_about(make: Factory) -> None:
    old, behind = asked(make, "old", "Ace")
    decided(make, old, RequestStatus.DECLINED, *behind, at=DUE - shared.FRESH - DAY)
    assert rep_of(make.session).is_silent
    recent, behind = asked(make, "recent", "Bell")
    decided(make, recent, RequestStatus.DECLINED, *behind, at=DUE - shared.FRESH)
    assert untold(make) == [("recent", "declined", ("Bell",))]


def test_what_was_passed_on_waits_no_more(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace")
    change = decided(make, solar, RequestStatus.APPROVED, at=NOW)
    make.told(behind[0], change, passed_on_at=NOW)
    assert untold(make) == []


def test_that_an_answer_no_longer_holds_is_for_customers_who_heard_it(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace", "Bell")
    change = decided(make, solar, RequestStatus.APPROVED, at=NOW - DAY)
    make.told(behind[0], change, told_at=NOW - DAY, passed_on_at=NOW)
    make.told(behind[1], change, told_at=NOW - DAY)
    decided(make, solar, RequestStatus.NEW, *behind, kind=ChangeKind.REOPENED)
    assert untold(make) == [("solar", "reopened", ("Ace",))]


def test_a_merge_is_passed_on_where_the_other_request_has_its_answer(make: Factory) -> None:
    solar, _ = asked(make, "solar", "Bell", by=TOM)
    panels, behind = asked(make, "solar panels", "Ace")
    merged(make, panels, solar, *behind)
    assert untold(make) == []
    solar.status = RequestStatus.DECLINED
    assert untold(make) == [("solar panels", "declined", ("Ace",))]


# --- the rest ---


def test_open_questions_are_told_until_they_are_answered(make: Factory) -> None:
    solar, behind = asked(make, "solar", "Ace", "Bell")
    make.person("U2", name="Priya")
    make.question(behind[0], "How many panels?", request_id=solar.request_id)
    make.question(behind[0], "When?", answered_at=NOW, answer="In May")
    make.question(behind[1], "Where?")
    behind[1].withdrawn_at = NOW
    (question,) = rep_of(make.session).questions
    assert (question.words, question.title, question.account) == ("How many panels?", "solar", "Ace")
    assert question.asked_by.name == "Priya"


def test_a_rep_without_news_is_sent_nothing_whatever_they_logged(make: Factory) -> None:
    asked(make, "solar", "Ace", "Bell")
    report = rep_of(make.session)
    assert report.is_silent
    assert (report.reports, report.accounts) == (2, 2)
    assert rep_of(make.session, "UNOBODY").is_silent


def test_a_frozen_edition_is_read_back_equal_and_older_ones_stay_readable(make: Factory) -> None:
    busy_week(make)
    report = rep_of(make.session)
    assert rep_from_dict(to_dict(report)) == report
    older = {"frame": to_dict(report)["frame"]}
    assert rep_from_dict(older).is_silent


def test_an_impossible_period_and_an_unknown_workspace_are_errors(make: Factory) -> None:
    given = {"user_id": MAYA, "period": "2026-W47", "now": DUE}
    with pytest.raises(ValueError, match="ends before it begins"):
        rep.build(make.session, workspace_id="T1", start=END, end=START, **given)  # type: ignore[arg-type] # as above
    with pytest.raises(KeyError):
        rep.build(make.session, workspace_id="T9", start=START, end=END, **given)  # type: ignore[arg-type] # as above


def test_the_number_of_questions_to_the_database_does_not_grow(make: Factory) -> None:
    asked_for: list[str] = []
    event.listen(make.session.get_bind(), "before_cursor_execute", lambda *event: asked_for.append(event[2]))
    busy_week(make)
    make.session.expire_all()
    asked_for.clear()
    rep_of(make.session)
    few = len(asked_for)
    for number in range(12):
        request, behind = asked(make, f"want {number}", f"Account {number}", "Shared")
        decided(make, request, RequestStatus.LIVE, *behind, kind=ChangeKind.MOVED)
        make.question(behind[0])
        make.item(f"Item {number}", on_sale_on=date(2026, 11, 18))
    make.session.expire_all()
    asked_for.clear()
    rep_of(make.session)
    assert len(asked_for) == few


def test_customers_are_named_and_the_rest_counted() -> None:
    assert whom(Customers(("Ace", "Bell", "Cup"), 5)) == "Ace, Bell, Cup and 2 more"
    assert whom(Customers(("Ace",), 2)) == "Ace and 1 more"
    assert whom(Customers((), 1)) == "a customer without a name"
    assert short("word " * 40).endswith("word…")
    assert len(short("x" * 300)) == 80
