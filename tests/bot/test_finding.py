"""`/field find`: what names mean, what is found, and that it is kept right."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks import finding as blocks
from bot.errors import BotError
from bot.payloads import finding
from bot.usecases import own_reports, search, settling, texts, triage
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry, NewAccount
from bot.usecases.importing.accounts import AccountRow, import_accounts
from bot.usecases.importing.reports import ReportRow, import_reports
from bot.usecases.importing.requests import RequestRow, import_requests
from storage.database import Database, Session, text
from storage.models import CatalogStatus, ReportKind, RequestStatus, Role, SearchText
from storage.models.request import OPEN
from storage.queries import reports, workspaces
from tests.factories import NOW, Factory, received

MAYA, PRIYA = Actor("T1", "U1"), Actor("T1", "U2")


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """A workspace with two regions and a marketer."""
    with database.write() as session:
        make = Factory(session)
        make.region("North West")
        make.region("North East")
        make.grant(Role.MARKETER, PRIYA.user_id)
        yield make


def told(make: Factory, typed: str, actor: Actor = PRIYA) -> str:
    """The sentence to a query that can be read but names what is not there."""
    with pytest.raises(BotError) as error:
        search.find(make.session, actor, finding.query(typed), now=NOW)
    return error.value.sentence


def find(make: Factory, typed: str, actor: Actor = PRIYA) -> search.Found:
    return search.find(make.session, actor, finding.query(typed), now=NOW)


# --- names ---


def test_a_region_is_known_by_its_name_or_a_start_that_fits_one_alone(make: Factory) -> None:
    make.region("Old South", retired_at=NOW)
    make.report("bees", region=make.region("Wales"))
    make.indexed()
    assert find(make, "bees region:WAL").filters == ("region Wales",)
    assert find(make, 'bees region:"north-west"').filters == ("region North West",)
    assert find(make, "region:old").filters == ("region Old South",)
    assert told(make, "region:north") == (
        '“north” fits North East and North West. Write the whole name in quotes: `region:"North East"`.'
    )
    assert told(make, "region:mars") == "There is no region “mars”. The regions are North East, North West and Wales."


def test_without_regions_it_says_so(database: Database) -> None:
    with database.write() as session:
        assert told(Factory(session), "region:wales") == "There are no regions here yet."


def test_an_account_is_known_by_its_name_or_by_how_its_words_begin(make: Factory) -> None:
    for name in ("Ace", "Ace Roofing", "Acre Farms"):
        make.report(f"bees for {name}", account=make.account(name))
    make.indexed()
    assert find(make, "account:ACE").filters == ("account Ace",)
    assert find(make, "account:ac").filters == ("accounts Ace, Ace Roofing and Acre Farms",)
    assert [line.facts.report.said for line in find(make, 'account:"ace roof"').reports] == ["bees for Ace Roofing"]
    assert "There is no account “bolt”." in told(make, "account:bolt")
    for number in range(21):
        make.account(f"Acme {number}")
        if number == 4:
            assert find(make, "account:acm").filters == ("accounts Acme 0, Acme 1, Acme 2 and 2 more",)
    assert "“acm” fits more than 20 accounts." in told(make, "account:acm")


def test_a_day_to_come_and_one_before_all_calendars_get_a_sentence(make: Factory) -> None:
    assert told(make, "since:2027-01") == "1 Jan 2027 is yet to come. `since:` takes a day that has been."
    assert told(make, "since:9999y") == "That is longer ago than any calendar goes back."
    assert find(make, "since:2026-03").filters == ("since 1 Mar 2026",)


@pytest.mark.parametrize(("typed", "day"), [("1600", "1 Jan 1600"), ("0001", "1 Jan 1"), ("1697-01-17", "17 Jan 1697")])
def test_a_day_before_everything_that_can_be_kept_finds_all_of_it(make: Factory, typed: str, day: str) -> None:
    make.report("bees", logged_at=datetime(1970, 1, 1, tzinfo=UTC))
    make.indexed()
    found = find(make, f"bees since:{typed}")
    assert (len(found.reports), found.filters) == (1, (f"since {day}",))


def test_signs_alone_find_nothing_and_are_told_why(make: Factory) -> None:
    make.report("bees", region=make.region("Wales"))
    make.indexed()
    for typed in ("🐑", "!!! region:wales"):
        found = find(make, typed)
        assert found.is_empty
        text = blocks.found(found, make.workspace, prefix="/", now=NOW).text
        assert text.startswith("There is no word in “")


def test_an_item_says_its_day_as_it_is_where_the_workspace_is(make: Factory) -> None:
    make.workspace.timezone = "Pacific/Auckland"
    make.item("Bee Care", status=CatalogStatus.PLANNED, on_sale_on=date(2026, 7, 2))
    make.item("Bee Art", status=CatalogStatus.RETIRED, retired_on=date(2026, 3, 1))
    found = find(make, "bee")
    evening_in_london = datetime(2026, 7, 1, 20, tzinfo=UTC)
    words = str(blocks.found(found, make.workspace, prefix="/", now=evening_in_london).blocks)
    assert "Planned, not for sale yet" in words
    assert "Retired 1 Mar 2026, no longer for sale" in words
    before = str(blocks.found(found, make.workspace, prefix="/", now=evening_in_london - timedelta(days=1)).blocks)
    assert "Planned, on sale from 2 Jul 2026" in before


# --- finding ---


def test_open_requests_come_first_then_those_with_the_words_in_their_title_then_the_newest(make: Factory) -> None:
    day = timedelta(days=1)
    declined = {"status": RequestStatus.DECLINED}
    make.request("insects", make.report("bees a"), opened_at=NOW - day, **declined)
    make.request("bees b", opened_at=NOW - 5 * day, **declined)
    make.request("hives", make.report("bees c"), opened_at=NOW - 3 * day)
    make.request("bees d", opened_at=NOW - 4 * day)
    make.request("bees e", opened_at=NOW - 2 * day)
    make.indexed()
    titles = [one.request.title for one in find(make, "bees").requests]
    assert titles == ["bees e", "bees d", "hives", "bees b", "insects"]


def test_what_is_beyond_the_lists_is_counted(make: Factory) -> None:
    for number in range(12):
        make.request(f"bees {number}", make.report(f"bees {number}"))
        make.item(f"Bees {number}")
    make.indexed()
    found = find(make, "bees")
    assert (len(found.items), len(found.requests), len(found.reports)) == (5, 8, 5)
    assert (found.more_items, found.more_requests, found.more_reports) == (7, 4, 7)
    words = str(blocks.found(found, make.workspace, prefix="/", now=NOW).blocks)
    assert "and 4 more; narrow it with `region:`, `status:` or `since:`" in words


def test_of_very_many_it_says_more_than_a_hundred(make: Factory) -> None:
    for _ in range(search.REPORTS + search.MORE + 3):
        make.report("bees")
    make.indexed()
    found = find(make, "bees")
    assert "and more than 100 more" in str(blocks.found(found, make.workspace, prefix="/", now=NOW).blocks)


def test_what_one_may_not_see_is_not_counted_either(make: Factory) -> None:
    for _ in range(9):
        make.report("bees", reporter_id="U3")
    make.report("bees", reporter_id=MAYA.user_id)
    make.indexed()
    found = find(make, "bees", MAYA)
    assert (len(found.reports), found.more_reports) == (1, 0)


def test_a_status_of_the_catalog_finds_there_and_nothing_else(make: Factory) -> None:
    make.item("Bee Care", status=CatalogStatus.PLANNED)
    make.item("Bee Art")
    make.request("bees", make.report("bees"))
    make.indexed()
    found = find(make, "status:planned")
    assert [one.item.name for one in found.items] == ["Bee Care"]
    assert not found.requests
    assert not found.reports
    assert [one.item.name for one in find(make, "bee status:live").items] == ["Bee Art"]
    assert not find(make, "bee status:open").items


def test_an_answer_fits_into_a_message_however_long_everything_is(make: Factory) -> None:
    for number in range(30):
        name = f"bees {number} " + "w&w " * 40
        report = make.report("bees " + "<&> " * 900, account=make.account(name[:200]), note="x" * 3000)
        make.request(name[:150], report, status=RequestStatus.DECLINED, reason="& " * 1500)
        make.item(name[:190], talk_track="bees & " * 400)
    make.indexed()
    message = blocks.found(find(make, "bees since:today"), make.workspace, prefix="/", now=NOW)
    assert len(message.blocks) <= 50
    assert len(str(message.blocks)) < 40_000
    shown = sum(len(block["text"]["text"]) for block in message.blocks if block["type"] == "section")
    assert shown < 12_000


# --- kept right ---


def rows_of(session: Session) -> dict[object, tuple[str, str, str]]:
    found = session.query(SearchText).all()
    return {row.owner_id: (row.scope, row.words, row.about) for row in found}


def check(session: Session) -> None:
    """The index holds exactly what would be put into it now."""
    kept = rows_of(session)
    session.query(SearchText).delete()
    Factory(session).indexed()
    assert rows_of(session) == kept
    assert kept


def test_what_is_logged_edited_retitled_and_withdrawn_is_found_as_it_is_now(database: Database) -> None:
    with database.write() as session:
        Factory(session).grant(Role.MARKETER, PRIYA.user_id)
    entry = Entry(ReportKind.REQUEST, said="bees", note="asked twice", account=NewAccount("Ace Roofing"))
    report_id = received(database, MAYA, entry, now=NOW)
    with database.write() as session:
        settling.settle_now(session, workspace_id="T1", report_id=report_id)
        check(session)
        make = Factory(session)
        assert len(find(make, "bees ace twice", MAYA).reports) == 1
        own_reports.edit(session, MAYA, report_id, Entry(ReportKind.REQUEST, said="wasps"), now=NOW)
        check(session)
        assert not find(make, "bees", MAYA).reports
        assert [one.request.title for one in find(make, "wasps").requests] == ["bees"]
        facts = reports.report_facts(session, workspace_id="T1", report_id=report_id)
        assert facts is not None
        assert facts.request is not None
        triage.edit_title(session, PRIYA, facts.request.request_id, title="Insects", now=NOW)
        check(session)
        assert [one.request.title for one in find(make, "insects").requests] == ["Insects"]
        own_reports.withdraw(session, MAYA, report_id, now=NOW + timedelta(hours=1))
        check(session)
        assert find(make, "wasps").is_empty


def test_what_comes_by_a_file_is_found_at_once(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        make.person("U1")
        import_requests(session, "T1", [RequestRow(1, "q1", "Bees", opened_at=NOW, opened_by_id="U1")], now=NOW)
        rows = [
            ReportRow(1, "r1", ReportKind.REQUEST, NOW, "U1", account="Ace", competitors=("Yell",), said="hives"),
            ReportRow(2, "r2", ReportKind.REQUEST, NOW, "U1", said="gone hives", withdrawn_at=NOW),
        ]
        import_reports(session, "T1", rows, now=NOW)
        check(session)
        assert len(find(make, "hives ace yell", Actor("T1", "U1")).reports) == 1
        assert [one.request.title for one in find(make, "bee").requests] == ["Bees"]


def test_reports_are_found_by_the_name_that_a_file_gave_their_account(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        make.report("bees", reporter_id="U1", account=make.account("Ace", external_id="A-1"))
        make.report("wasps", reporter_id="U1")
        make.indexed()
        import_accounts(session, "T1", [AccountRow(2, "Ace Roofing", "A-1")], now=NOW, update=True)
        check(session)
        assert len(find(make, "roofing", MAYA).reports) == 1


def test_an_index_that_was_lost_or_damaged_is_made_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "PORTION", 2)
    with database.write() as session:
        make = Factory(session)
        for number in range(5):
            make.report(f"bees {number}", reporter_id=MAYA.user_id)
        make.request("hives")
        make.indexed()
        whole = rows_of(session)
        gone, other, *_ = session.query(SearchText).order_by(SearchText.position)
        session.delete(gone)
        other.words = "wasps"
        session.flush()
        session.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    told: list[tuple[int, int]] = []
    assert texts.index_anew(database, "T1", lambda *done: told.append(done)) == 6
    assert told == [(0, 6), (2, 6), (4, 6), (5, 6), (6, 6)]
    with database.read() as session:
        assert rows_of(session) == whole
        session.execute(text("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"))
        assert len(find(Factory(session), "bees", MAYA).reports) == 5


def test_a_sales_manager_sees_everybodys_reports_and_an_open_request_is_open() -> None:
    roles = workspaces.Roles(frozenset({Role.SALES_MANAGER}))
    assert roles.sees_all_reports
    assert not workspaces.Roles(frozenset({Role.COORDINATOR})).sees_all_reports
    status = finding.query("status:open").status
    assert status is not None
    assert status.requests == OPEN
