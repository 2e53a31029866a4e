"""A file of reports: what becomes of its rows, of their wants and of their cards."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import BotError
from bot.usecases import merging, triage
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry
from storage.models import (
    Account,
    ChangeKind,
    OutboxMessage,
    Report,
    ReportKind,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
)
from tests.bot.import_desk import MAYA, NOW, REPORTS, Desk
from tests.bot.slack_fake import FakeSlack
from tests.factories import Factory, received


def test_reports_come_from_a_crm_as_it_calls_things(desk: Desk) -> None:
    outcome = desk.take(
        "reports",
        "Opportunity ID;Record Type;Close Date;Opportunity Owner;Title;Account Name;Amount;Closed Lost Reason;Shoe\r\n"
        "6-1;Closed Lost;19.10.2026;Maya Lin;;Ace Roofing;4.800,50 €;Price; 43\r\n"
        "6-2;Feature Request;2026-10-20;maya lin;Drone inspection;Ace Roofing;;;\r\n".encode("cp1252"),
    )
    assert (outcome.added, outcome.left_out, outcome.unknown) == (2, 0, ("Shoe",))
    lost, wish = sorted(desk.all(Report), key=lambda one: one.logged_at)
    assert (lost.kind, lost.value_minor, lost.currency) == (ReportKind.LOST_DEAL, 480_050, "EUR")
    assert lost.logged_at == datetime(2026, 10, 19, 11, tzinfo=UTC)  # noon in a London summer
    assert (wish.reporter_id, wish.said, wish.account_id) == (MAYA, "Drone inspection", lost.account_id)
    assert desk.one(Account).name == "Ace Roofing"
    assert desk.one(Request).title == "Drone inspection"


def test_nobody_hears_of_old_things(desk: Desk) -> None:
    desk.take("reports", REPORTS + f"1,request,2024-03-01,{MAYA},Drones,,Ace,,\n2,lost,2024-03-01,{MAYA},,,Ace,,\n")
    assert desk.all(OutboxMessage) == []
    assert desk.one(Request).first_answer_by > NOW


def test_reports_of_one_want_are_one_request_that_the_first_of_them_opened(desk: Desk) -> None:
    desk.take(
        "reports",
        REPORTS
        + f"1,request,2026-03-02,{MAYA},Drone  Inspection,I need it,Bee,,\n"
        + f"2,request,2026-02-01,{MAYA},drone inspection,,Ace,,\n"
        + f"3,lost,2026-04-01,{MAYA},drone inspection,,Cee,,\n",
    )
    desk.take("reports", REPORTS + f"4,request,2026-01-01,{MAYA},DRONE INSPECTION,,Dee,,\n", "more.csv")
    request = desk.one(Request)
    assert (request.title, request.opened_at) == ("drone inspection", datetime(2026, 2, 1, 12, tzinfo=UTC))
    assert {link.counts_for_id for link in desk.all(ReportLink)} == {request.request_id}
    changes = sorted(desk.all(RequestChange), key=lambda one: (one.at, one.change_id))
    assert [one.kind for one in changes] == [ChangeKind.OPENED, *[ChangeKind.JOINED] * 3]
    assert [one.would_have_bought for one in desk.all(Report) if one.would_have_bought] == ["drone inspection"]


def test_words_that_only_begin_alike_stay_two_requests(desk: Desk) -> None:
    begin = "Following our call of yesterday the customer would like to know whether we could ever offer them "
    desk.take("reports", REPORTS + "".join(f"{n},request,2026-03-0{n},{MAYA},,{begin} {n},,,\n" for n in (1, 2)))
    assert len(desk.all(Request)) == 2


def test_a_request_that_was_decided_stays_so_and_the_want_is_opened_anew(desk: Desk) -> None:
    with desk.database.write() as session:
        Factory(session).request("Drones", status=RequestStatus.DECLINED)
    desk.take("reports", REPORTS + f"1,request,2026-03-01,{MAYA},Drones,,Ace,,\n")
    assert sorted(one.status for one in desk.all(Request)) == [RequestStatus.DECLINED, RequestStatus.NEW]


def test_an_account_is_meant_by_its_id_or_its_name(desk: Desk) -> None:
    desk.take("accounts", "name,id,region,segment\nAce Roofing,A-1,Wales,trades\n")
    desk.take(
        "reports",
        "id,kind,logged,reporter,account id,account\n"
        f"1,lost,2026-03-01,{MAYA},A-1,\n2,lost,2026-03-01,{MAYA},,ace roofing\n3,lost,2026-03-01,{MAYA},,A-1\n"
        f"4,lost,2026-03-01,{MAYA},A-2,Bee\n5,lost,2026-03-01,{MAYA},A-2,Bee\n6,lost,2026-03-01,{MAYA},A-3,\n",
    )
    assert desk.told == [(7, "There is no account with the id “A-3”: import the accounts first.")]
    accounts = {one.account_id: one for one in desk.all(Account)}
    reports = sorted(desk.all(Report), key=lambda one: one.external_id)
    assert [accounts[one.account_id].external_id for one in reports] == ["A-1"] * 3 + ["A-2"] * 2
    assert {one.segment for one in reports[:3]} == {"trades"}
    assert all(one.region_id for one in reports[:3])


def test_every_bad_row_is_told_with_its_line_and_the_good_ones_come(desk: Desk) -> None:
    outcome = desk.take(
        "reports",
        REPORTS
        + f"1,lost,2026-03-01,{MAYA},,,Ace,,Price\n"
        + f",lost,2026-03-01,{MAYA},,,,,\n"
        + f"3,dream,2026-03-01,{MAYA},,,,,\n"
        + f"4,lost,03/04/2026,{MAYA},,,,,\n"
        + f"5,lost,2026-12-24,{MAYA},,,,,\n"
        + "6,lost,2026-03-01,Nobody,,,,,\n"
        + f"7,request,2026-03-01,{MAYA},,,,,\n"
        + f"8,lost,2026-03-01,{MAYA},,,,4.800,\n"
        + f"9,lost,2026-03-01,{MAYA},,,,,Weather\n"
        + f"10,lost,2026-03-01,{MAYA},,{'x' * 200_000},,,\n"
        + f"1,lost,2026-03-01,{MAYA},,,,,\n"
        + f"12,lost,2026-03-01,{MAYA},,,Ace,1,200,Price\n"
        + ",,,,,,,,\n"
        + f"14,lost,13/04/2026 9:30 AM,{MAYA}\n",
    )
    assert (outcome.added, outcome.left_out) == (2, 11)
    assert [line for line, _ in desk.told] == list(range(3, 14))
    assert [reason for _, reason in desk.told] == [
        "“id” is empty.",
        "“kind” is “dream”; it can be request, lost or won.",
        "“logged” is “03/04/2026”, which could be two dates; say --dates day-first or --dates month-first.",
        "It was logged in the future.",
        "“reporter” is “Nobody”, who is nobody whom Groundswell has met; put the Slack user id, such as U0123456789.",
        "Nobody says what was wanted: fill in “what” or “said”.",
        "“value” is “4.800”. “4.800” could be 4800 or 4.8. Write it as 4800.",
        "“Weather” is no reason for a lost deal: the reasons are Price, Timing or missed the close.",
        "“said” has 200,000 characters; at most 20,000 fit.",
        "“1” stands in line 2 already.",
        "It has 10 cells, but the first line names 9 columns. Is a comma in a text without quotation marks?",
    ]


def test_somebody_can_stand_in_for_reps_whom_nobody_knows(desk: Desk) -> None:
    text = "id,kind,logged\n1,lost,2026-03-01\n"
    with pytest.raises(BotError, match="has no column “reporter”"):
        desk.take("reports", text)
    with pytest.raises(BotError, match="--reporter is “Jo”, who is nobody whom Groundswell has met"):
        desk.take("reports", text, reporter="Jo")
    assert desk.take("reports", text, reporter="Maya Lin").added == 1
    assert desk.take("reports", REPORTS + "2,lost,2026-03-01,Jo,,,,,\n", "two.csv", reporter=MAYA).added == 1
    assert {one.reporter_id for one in desk.all(Report)} == {MAYA}


def test_two_people_of_one_name_are_told_apart_by_their_ids(desk: Desk) -> None:
    with desk.database.write() as session:
        Factory(session).person("U0000MAYA2", name="Maya Lin")
    desk.take("reports", REPORTS + "1,lost,2026-03-01,Maya Lin,,,,,\n")
    assert desk.told == [(2, "“reporter” is “Maya Lin”, who could be U0000MAYA1 or U0000MAYA2; put the Slack user id.")]


def test_what_a_request_from_a_file_needs_in_slack_comes_when_somebody_acts_on_it(desk: Desk) -> None:
    desk.take(
        "reports",
        REPORTS + f"1,request,2026-03-01,{MAYA},Drones,,Ace,,\n2,request,2026-03-01,{MAYA},Flying cameras,,Bee,,\n",
    )
    slack = FakeSlack()
    assert desk.said_by(slack) == []
    entry = Entry(kind=ReportKind.REQUEST, said="drones")
    received(desk.database, Actor("T1", MAYA), entry, now=NOW - timedelta(minutes=1))
    shown = desk.said_by(slack)
    assert len(shown) == 2  # the card, and the line in its thread
    assert "Drones" in shown[0]
    assert slack.sent[1].thread_ts == slack.sent[0].ts
    drones, cameras = sorted(desk.all(Request), key=lambda one: one.title)
    with desk.database.write() as session:
        seen = triage.Seen(drones.request_id, drones.status)
        merging.merge(session, Actor("T1", "U2"), seen, target_id=cameras.request_id, now=NOW)
    assert any("Flying cameras" in one for one in desk.said_by(slack)[2:])


def test_a_request_from_a_file_can_be_decided_before_it_has_a_card(desk: Desk) -> None:
    desk.take("reports", REPORTS + f"1,request,2026-03-01,{MAYA},Drones,,Ace,,\n")
    request = desk.one(Request)
    with desk.database.write() as session:
        decision = triage.Decision(RequestStatus.DECLINED, reason="Too few asked")
        triage.decide(session, Actor("T1", "U2"), triage.Seen(request.request_id, request.status), decision, now=NOW)
    slack = FakeSlack()
    card, note = desk.said_by(slack)
    assert "Drones" in card
    assert "Declined" in note


def test_cards_are_posted_for_open_requests_when_somebody_asks_for_them(desk: Desk) -> None:
    text = REPORTS + f"1,request,2026-03-01,{MAYA},Drones,,Ace,,\n"
    assert desk.take("reports", text, cards=True, dry_run=True).cards == 1
    assert desk.all(OutboxMessage) == []
    desk.take("reports", text)
    assert desk.take("reports", text, cards=True).cards == 1
    assert len(desk.said_by(FakeSlack())) == 1
    assert desk.take("reports", text, cards=True).cards == 0
