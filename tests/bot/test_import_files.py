"""A person's CSV file comes in whole, row by row or not at all, and a second time changes nothing."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import BotError
from bot.files.imports import amounts, running, source, telling
from bot.files.imports.running import Outcome
from bot.jobs.worker import Worker
from bot.usecases import merging, triage
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry
from bot.usecases.importing.rows import RowError
from bot.usecases.reading import Money
from storage.database import Database
from storage.migrations import runner
from storage.models import (
    Account,
    AuditEntry,
    CatalogItem,
    CatalogName,
    CatalogStatus,
    ChangeKind,
    OutboxMessage,
    Report,
    ReportKind,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
    Role,
)
from tests.bot.slack_fake import FakeSlack
from tests.bot.test_worker import AT_ONCE
from tests.factories import Factory, received

NOW = datetime(2026, 11, 19, 16, tzinfo=UTC)
MAYA = "U0000MAYA1"
REPORTS = "id,kind,logged,reporter,what,said,account,value,reasons\n"


@dataclass
class Desk:
    """A database, and somebody at the command line."""

    database: Database
    folder: Path
    told: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    bars: list[tuple[str, int, int]] = field(default_factory=list)

    def take(self, what: str, text: str | bytes, name: str = "table.csv", **more: Any) -> Outcome:
        """Import a file with this in it."""
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        given = {"dry_run": False, "update": False, "order": None, "reporter": "", **more}
        self.told, self.warnings, self.bars = [], [], []
        return running.run(
            self.database,
            "T1",
            running.asked(what, path, **given),
            now=NOW,
            listener=self,
            progress=lambda *bar: self.bars.append(bar),
        )

    def left_out(self, error: RowError) -> None:
        self.told.append((error.line, error.reason))

    def warned(self, warning: RowError) -> None:
        self.warnings.append((warning.line, warning.reason))

    def all(self, model: type[Any]) -> Sequence[Any]:
        with self.database.read() as session:
            return session.scalars(select(model).where(model.workspace_id == "T1")).all()

    def one(self, model: type[Any]) -> Any:
        (found,) = self.all(model)
        return found

    def one_named(self, name: str) -> Account:
        with self.database.read() as session:
            return session.scalars(select(Account).where(Account.name == name)).one()

    def counts(self) -> dict[str, int]:
        with self.database.read() as session:
            return runner.row_counts(session)

    def said_by(self, slack: FakeSlack) -> list[str]:
        """What the triage channel shows once the bot ran."""
        worker = Worker(self.database, lambda _: slack, lambda: NOW, AT_ONCE)
        while worker.step():
            pass
        return slack.texts("C1")


def prepare(database: Database) -> None:
    """A publisher in London that trades in pounds, with two regions, a rep and some reasons."""
    with database.write() as session:
        make = Factory(session)
        make.workspace.timezone = "Europe/London"
        make.workspace.triage_channel_id = "C1"
        for region in ("North West", "Wales"):
            make.region(region)
        make.person(MAYA, name="Maya Lin")
        make.grant(Role.MARKETER, "U2")
        make.reason("Price")
        make.reason("Timing or missed the close", code="timing")


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    prepare(database)
    return Desk(database, tmp_path)


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


@pytest.mark.parametrize(("order", "month"), [("day-first", 4), ("month-first", 3)])
def test_whoever_says_what_comes_first_has_their_dates_read(desk: Desk, order: str, month: int) -> None:
    desk.take("reports", REPORTS + f"1,lost,03/04/2026,{MAYA},,,,,\n", order=order)
    assert desk.one(Report).logged_at.month == month


def test_what_was_heard_today_is_not_in_the_future_before_noon(desk: Desk) -> None:
    morning, path = NOW.replace(hour=8), desk.folder / "table.csv"
    path.write_text(REPORTS + f"1,lost,2026-11-19,{MAYA},,,,,\n")
    asked = running.asked("reports", path, dry_run=False, update=False, order=None, reporter="")
    outcome = running.run(desk.database, "T1", asked, now=morning, listener=desk, progress=lambda *_: None)
    assert (outcome.added, desk.one(Report).logged_at) == (1, morning)


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


def test_an_account_comes_without_what_cannot_be_meant(desk: Desk) -> None:
    outcome = desk.take(
        "accounts",
        "Customer,Account Owner,Annual revenue,Territory\n"
        "Ace,Maya Lin,£12k,north west\nBee,Nobody,€900,\nCee,,,Atlantis\nACE,,,\n",
    )
    assert (outcome.added, outcome.left_out, outcome.warnings) == (2, 2, 2)
    ace, bee = sorted(desk.all(Account), key=lambda one: one.name)
    assert (ace.owner_id, ace.yearly_minor, ace.region_id is not None) == (MAYA, 1_200_000, True)
    assert (bee.owner_id, bee.yearly_minor) == (None, None)
    assert [line for line, _ in desk.warnings] == [3, 3]
    assert desk.told == [
        (4, "There is no region “Atlantis”: the regions are North West, Wales."),
        (5, "“ACE” stands in line 2 already."),
    ]


def test_what_was_changed_in_slack_stays_unless_somebody_asks_for_the_file(desk: Desk) -> None:
    desk.take("accounts", "name,id,segment\nAce,A-1,trades\nBee,A-2,food\n")
    changed = "name,id,segment,value\nAce Roofing,A-1,,£100\nBee,A-2,food,\n"
    assert (desk.take("accounts", changed, "two.csv").known, desk.one_named("Ace").yearly_minor) == (2, None)
    outcome = desk.take("accounts", changed, "two.csv", update=True)
    assert (outcome.added, outcome.changed, outcome.known) == (0, 1, 1)
    ace = desk.one_named("Ace Roofing")
    assert (ace.external_id, ace.segment, ace.yearly_minor) == ("A-1", "trades", 10_000)
    assert desk.take("accounts", changed, "two.csv", update=True).changed == 0


def test_a_file_is_written_down_once_with_its_counts_and_its_digest(desk: Desk) -> None:
    text = "name,id\nAce,A-1\n,A-2\n"
    for _ in range(2):
        desk.take("accounts", text, "customers.csv")
    desk.take("accounts", text, "customers.csv", dry_run=True, update=True)
    entry = desk.one(AuditEntry)
    assert (entry.by_id, entry.deed, entry.subject) == ("command line", "accounts_imported", "customers.csv")
    assert {name: entry.after[name] for name in ("added", "known", "left_out")} == {
        "added": 1,
        "known": 0,
        "left_out": 1,
    }
    assert re.fullmatch("[0-9a-f]{64}", entry.after["sha256"])


def test_a_catalog_comes_with_its_names_dates_and_successors(desk: Desk) -> None:
    outcome = desk.take(
        "catalog",
        "Heading,Synonyms,See also,Sold in,Status,Launch date,Replaced by,Pitch\n"
        "Drone Services,UAV|drones,Aerial Photos,north west; Wales,,,,Sell it today\n"
        "Fax,,,,discontinued,,Pagers,\n"
        "Pagers,,,,retired,,Offices,\n"
        "Offices,,,,planned,2027-01-04,,\n",
    )
    assert (outcome.added, outcome.left_out) == (4, 0)
    items = {one.name: one for one in desk.all(CatalogItem)}
    assert items["Fax"].successor_id == items["Pagers"].item_id
    assert items["Pagers"].successor_id == items["Offices"].item_id
    assert (items["Offices"].status, items["Offices"].on_sale_on) == (CatalogStatus.PLANNED, date(2027, 1, 4))
    assert {one.name for one in desk.all(CatalogName)} == {"UAV", "drones", "Aerial Photos"}
    assert desk.counts()["catalog_region"] == 2


BAD_CATALOG = [
    ("A,drones,,,,\nB,Drones,,,,\n", [(3, "The synonym “Drones” belongs to “A” in line 2.")]),
    ("A,b,,,,\nB,,,,,\n", [(2, "The synonym “b” is an item of its own, in line 3.")]),
    ("A,here,,,,\n", [(2, "The synonym “here” is an item of its own: “Here”.")]),
    ("A,old name,,,,\n", [(2, "The synonym “old name” belongs to “Here” here.")]),
    ("Old Name,,,,,\n", [(2, "“Old Name” is a synonym of “Here” here.")]),
    ("A,,,retired,,B\nB,,,retired,,A\n", [
        (2, "What took its place leads back to it: “A”, then “B”, then “A”."),
        (3, "What took its place leads back to it: “B”, then “A”, then “B”."),
    ]),
    ("A,,,retired,,A\n", [(2, "What took its place leads back to it: “A”, then “A”.")]),
    ("A,,,retired,,Nowhere\n", [(2, "There is no “Nowhere” to take its place.")]),
    ("A,,,retired,,B\nB,,,planned,,\n", [
        (2, "“B”, which takes its place, is left out itself: see line 3."),
        (3, "“B” is planned, but nobody says from when: give it a date."),
    ]),
    ("A,,a,,,\n", [(2, "“A” says to see “A”, which leads nowhere.")]),
    ("A,,B,retired,,\nB,,A,retired,,\n", [
        (2, "It and what it says to see refer to each other, and none of them is for sale."),
        (3, "It and what it says to see refer to each other, and none of them is for sale."),
    ]),
    ("Cafés,,,,,\nCafes,,,,,\n", [(3, "“Cafes” stands in line 2 already.")]),
    ("A,,,sleeping,,\n", [(2, "“status” is “sleeping”; it can be planned, live or retired.")]),
    ("A,,,planned,soon,\n", [
        (2, "“date” is “soon”, which is no date; write it like 2026-11-19 or 2026-11-19T09:30.")
    ]),
    (f"{'A' * 200_000},,,,,\n", [(2, "“name” has 200,000 characters; at most 200 fit.")]),
    (f"A,{'b' * 201};c,,,,\n", [(2, "“synonyms” has a part of 201 characters; at most 200 fit.")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), BAD_CATALOG)
def test_a_catalog_that_would_lead_people_astray_is_told_and_nothing_of_it_half_done(
    desk: Desk, rows: str, told: list[tuple[int, str]]
) -> None:
    with desk.database.write() as session:
        make = Factory(session)
        make.other_name(make.item("Here"), "old name")
    before = desk.counts()
    outcome = desk.take("catalog", "name,synonyms,see,status,date,successor\n" + rows)
    assert desk.told == told
    assert outcome.added == desk.counts()["catalog_item"] - before["catalog_item"] == outcome.rows - len(told)


def test_items_that_refer_to_each_other_are_fine_while_one_of_them_is_for_sale(desk: Desk) -> None:
    assert desk.take("catalog", "name,see,status\nA,B,retired\nB,A,\n").left_out == 0


def test_a_circle_that_a_file_would_close_over_what_is_here_is_found(desk: Desk) -> None:
    desk.take("catalog", "name,status,successor\nA,retired,B\nB,,\n")
    outcome = desk.take("catalog", "name,status,successor\nB,retired,A\n", "two.csv", update=True)
    assert (outcome.changed, outcome.left_out) == (0, 1)


def test_a_known_item_becomes_what_the_file_says_when_asked_and_keeps_its_other_names(desk: Desk) -> None:
    desk.take("catalog", "name,synonyms,regions,talk track\nFax,faxes,Wales,Sell it\nOffices,,,\n")
    changed = "name,synonyms,regions,status,successor\nFAX,fax rolls,North West,retired,Printers\nPrinters,,,,\n"
    assert (desk.take("catalog", changed, "two.csv").known, desk.counts()["catalog_name"]) == (1, 1)
    outcome = desk.take("catalog", changed, "two.csv", update=True)
    assert (outcome.added, outcome.changed) == (0, 1)
    items = {one.name: one for one in desk.all(CatalogItem)}
    fax = items["FAX"]
    assert (fax.status, fax.talk_track, fax.successor_id) == (
        CatalogStatus.RETIRED,
        "Sell it",
        items["Printers"].item_id,
    )
    assert {one.name for one in desk.all(CatalogName)} == {"faxes", "fax rolls"}
    assert desk.counts()["catalog_region"] == 1
    assert desk.take("catalog", changed, "two.csv", update=True).changed == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "words,label\na,1\n",
            "table.csv has no column “name”, “account” or “account name”. It has “words” and “label”.",
        ),
        ("name,Name\na,b\n", "table.csv has the column “name” 2 times. Keep one of them."),
        (
            "Customer,Account Name\na,b\n",
            "table.csv has “Customer” and “Account Name”, which are the same here. Keep one of them.",
        ),
        ("", "table.csv is empty."),
        ('{"name": 1}', "table.csv: That is JSON. A CSV file is needed."),
        ("<html>", "table.csv: That is a web page or XML. Save the sheet as CSV first."),
    ],
)
def test_what_is_no_such_table_is_said_in_a_sentence(desk: Desk, text: str, sentence: str) -> None:
    with pytest.raises(BotError) as told:
        desk.take("accounts", text)
    assert told.value.sentence == sentence


def test_a_table_without_rows_changes_nothing_and_says_so(desk: Desk) -> None:
    outcome = desk.take("accounts", "name\n\n")
    asked = running.asked("accounts", Path("table.csv"), dry_run=False, update=False, order=None, reporter="")
    assert telling.closing(outcome, asked) == "table.csv has no rows below its first line: nothing changed."


def test_a_file_that_breaks_off_keeps_whole_portions_and_a_rerun_brings_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "PORTION", 10)
    rows = "".join(f"{n},request,2026-03-01,{MAYA},Want {n % 3},,Firm {n},,\n" for n in range(35))
    with pytest.raises(BotError, match=r"20 rows above it went in; mend it and import the whole file again"):
        desk.take("reports", REPORTS + rows + '99,"' + "x" * 17_000_000)
    assert len(desk.all(Report)) == 20
    outcome = desk.take("reports", REPORTS + rows)
    assert (outcome.added, outcome.known) == (15, 20)
    assert len(desk.all(Request)) == 3
    assert [(what, done) for what, done, _ in desk.bars] == [("Importing reports", n) for n in (10, 20, 30, 35)]


def test_an_id_that_stands_twice_is_found_however_far_apart(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PORTION", 2)
    rows = REPORTS + "".join(f"{n},lost,2026-03-01,{MAYA},,,,,\n" for n in (1, 2, 3, 4, 1))
    for added in (4, 0):
        assert desk.take("reports", rows).added == added
        assert desk.told == [(6, "“1” stands in line 2 already.")]


@pytest.mark.parametrize(
    ("text", "own", "minor", "currency"),
    [
        ("4800", "", 480_000, "GBP"),
        ("4,800.50", "", 480_050, "GBP"),
        ("£4800", "", 480_000, "GBP"),
        ("4.800,50", "EUR", 480_050, "EUR"),
        ("4800,5", "", 480_050, "GBP"),
        ("1.234.567", "", 123_456_700, "GBP"),
        ("1 200 SEK", "", 120_000, "SEK"),
        ("$12", "CAD", 1_200, "CAD"),
        ("4.8k", "", 480_000, "GBP"),
        ("4800.0000", "", 480_000, "GBP"),
        ("4800", "JPY", 4_800, "JPY"),
        ("4.800", "KWD", 4_800, "KWD"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, own: str, minor: int, currency: str) -> None:
    assert amounts.money(text, own=own, default="GBP") == Money(minor, currency)


@pytest.mark.parametrize("text", ["4.800", "-5", "(4,800)", "lots", "4,80,0", "£4 EUR", "4800.505", "9999999999", "."])
def test_an_amount_that_could_mean_two_things_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        amounts.money(text, default="GBP")


CELLS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["", *map(str, range(12))]),
        "kind": st.sampled_from(["request", "Lost", "closed won", "dream"]),
        "logged": st.sampled_from(["2026-03-01", "2026-04-02T10:00", "03/04/2026", "2027-01-01"]),
        "reporter": st.sampled_from([MAYA, "Maya Lin", "Jo"]),
        "what": st.sampled_from(["", "Drones", "drones", "Solar"]),
        "said": st.sampled_from(["", "I need it"]),
        "account": st.sampled_from(["", "Ace", "ACE", "Bee"]),
        "region": st.sampled_from(["", "Wales", "Atlantis"]),
        "value": st.sampled_from(["", "4,800", "4.800"]),
    }
)


def written(rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO()
    lines = csv.DictWriter(text, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue()


def what_is_here(desk: Desk) -> object:
    """Everything that reports brought, without the ids and the order of the rows."""
    accounts = {one.account_id: one.name for one in desk.all(Account)}
    titles = {one.request_id: one.title for one in desk.all(Request)}
    counts_for = {one.report_id: titles[one.counts_for_id] for one in desk.all(ReportLink)}
    return sorted(
        (one.external_id, one.kind, one.logged_at, one.value_minor, accounts.get(one.account_id, "").casefold(),
         counts_for.get(one.report_id, "").casefold())
        for one in desk.all(Report)
    )  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(CELLS, min_size=1, max_size=12))
def test_a_dry_run_tells_the_same_and_a_second_import_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, str]]
) -> None:
    emptied(desk)
    monkeypatch.setattr(source, "PORTION", 4)
    before = desk.counts()
    rehearsed, rehearsed_errors = desk.take("reports", written(rows), dry_run=True), desk.told
    assert desk.counts() == before
    real, errors = desk.take("reports", written(rows)), desk.told
    assert (rehearsed, rehearsed_errors) == (real, errors)
    assert real.rows == len(rows)
    after = desk.counts()
    again = desk.take("reports", written(rows))
    assert (again.added, again.known, desk.told) == (0, real.added, errors)
    assert desk.counts() == after


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(CELLS, min_size=2, max_size=10, unique_by=lambda row: row["id"]),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_rows_makes_no_difference_to_what_comes(
    desk: Desk, rows: list[dict[str, str]], order: Any
) -> None:
    emptied(desk)
    desk.take("reports", written(rows))
    found = what_is_here(desk)
    emptied(desk)
    order.shuffle(rows)
    desk.take("reports", written(rows))
    assert what_is_here(desk) == found


def emptied(desk: Desk) -> None:
    """Forget what an example before this one brought."""
    with desk.database.write() as session:
        for model in (ReportLink, RequestChange, Report, Request, Account, AuditEntry):
            for one in session.scalars(select(model)):
                session.delete(one)
            session.flush()


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
