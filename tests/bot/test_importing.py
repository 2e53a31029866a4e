"""Rows from elsewhere come in once, whole or not at all, and only into their own workspace."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.payloads import tables
from bot.usecases.importing.accounts import AccountRow, import_accounts
from bot.usecases.importing.catalog import CatalogRow, import_catalog
from bot.usecases.importing.competitors import CompetitorRow, import_competitors
from bot.usecases.importing.history import Course, steps
from bot.usecases.importing.people import PersonRow, import_people
from bot.usecases.importing.reports import ReportRow, import_reports
from bot.usecases.importing.requests import RequestRow, import_requests
from bot.usecases.importing.rows import Imported, RowError
from storage.database import Database, Session
from storage.migrations import runner
from storage.models import (
    CatalogItem,
    CatalogName,
    CatalogStatus,
    ChangeKind,
    NameKind,
    Report,
    ReportKind,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
    Role,
    Told,
)
from storage.models.request import OPEN
from tests.factories import Factory

NOW = datetime(2026, 11, 19, 16, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


def ago(days: float) -> datetime:
    return NOW - days * DAY


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        yield session


@pytest.fixture
def make(session: Session) -> Factory:
    """A workspace with a region, a rep and a reason."""
    make = Factory(session)
    make.workspace.has_regional_review = make.workspace.has_committee = True
    make.region("North West")
    make.reason("Price")
    return make


def account(line: int = 2, external_id: str = "A-1", **more: str) -> AccountRow:
    return AccountRow(line=line, external_id=external_id, **{"name": f"Firm {line}", "region": "North West", **more})  # type: ignore[arg-type]  # texts only


def request(line: int = 2, key: str = "drones", **more: object) -> RequestRow:
    given = {"title": f"Want {key}", "opened_at": ago(20), "opened_by_id": "U1", **more}
    return RequestRow(line=line, key=key, **given)  # type: ignore[arg-type]  # each test gives what it is about


def report(line: int = 2, external_id: str = "R-1", **more: object) -> ReportRow:
    given = {"kind": ReportKind.REQUEST, "logged_at": ago(10), "reporter_id": "U1", **more}
    return ReportRow(line=line, external_id=external_id, **given)  # type: ignore[arg-type]  # as above


def whole_company(session: Session, workspace_id: str = "T1") -> list[Imported]:
    """One of everything."""
    return [
        import_people(session, workspace_id, [PersonRow(1, "U1", "Maya")], by_id="U1", now=NOW),
        import_competitors(session, workspace_id, [CompetitorRow(2, "Yell", ("yell.com",))], now=NOW),
        import_catalog(session, workspace_id, [CatalogRow(2, "Drone Services", synonyms=("drones",))], now=NOW),
        import_accounts(session, workspace_id, [account()], now=NOW),
        import_requests(session, workspace_id, [request(owner_id="U2")], now=NOW),
        import_reports(
            session,
            workspace_id,
            [
                report(
                    kind=ReportKind.LOST_DEAL,
                    account_id="A-1",
                    region="North West",
                    reasons=("price",),
                    competitors=("Yell.com", "Checkatrade"),
                    request="drones",
                )
            ],
            now=NOW,
        ),
    ]


def reasons(imported: Imported) -> list[str]:
    return [error.reason for error in imported.errors]


def test_a_second_import_changes_nothing(session: Session, make: Factory) -> None:
    first = whole_company(session)
    rows = runner.row_counts(session)
    second = whole_company(session)
    assert [(one.added, one.known) for one in first] == [(1, 0)] * 6
    assert [(one.added, one.known) for one in second] == [(0, 1)] * 6
    assert [one.errors for one in (*first, *second)] == [[]] * 12
    assert runner.row_counts(session) == rows


def test_one_workspace_never_sees_what_another_imported(session: Session, make: Factory) -> None:
    other = Factory(session, workspace_id="T2")
    other.region("North West")
    other.reason("Price")
    whole_company(session)
    assert [one.added for one in whole_company(session, "T2")] == [1] * 6
    for model in (Report, Request, CatalogItem):
        owners = session.scalars(select(model.workspace_id)).all()
        assert sorted(owners) == ["T1", "T2"]
    assert reasons(import_reports(session, "T2", [report(external_id="R-2", account_id="A-9")], now=NOW)) == [
        "There is no account with the id “A-9”: import the accounts first."
    ]


def test_a_bad_row_is_left_out_with_its_line_and_its_reason(session: Session, make: Factory) -> None:
    rows = [
        report(2, "R-1"),
        report(3, "R-2", region="Atlantis"),
        report(4, "R-3", logged_at=NOW + DAY),
        report(5, "R-1"),
        report(6, "R-4", request="nothing"),
        report(7, "R-5", kind=ReportKind.LOST_DEAL, reasons=("weather",)),
    ]
    imported = import_reports(session, "T1", rows, now=NOW)
    assert imported.added == 1
    assert imported.errors == [
        RowError(3, "There is no region “Atlantis”: the regions are North West."),
        RowError(4, "It was logged in the future."),
        RowError(5, "“R-1” stands in line 2 already."),
        RowError(6, "There is no request “nothing”."),
        RowError(7, "“weather” is no reason for a lost deal: the reasons are Price."),
    ]


def test_a_bad_cell_is_left_out_with_its_line_and_its_reason() -> None:
    text = (
        "external_id,kind,logged_at,reporter,value,currency,unasked,stage\n"
        "R-1,request,2026-11-19T09:30,U1,1200,EUR,yes,\n"
        ",request,2026-11-19T09:30,U1,,,,\n"
        "R-3,wish,2026-11-19T09:30,U1,,,,\n"
        "R-4,request,yesterday,U1,,,,\n"
        "R-5,request,2026-11-19T09:30,Maya,,,,\n"
        "R-6,request,2026-11-19T09:30,U1,lots,,,\n"
        "R-7,request,2026-11-19T09:30,U1,,,perhaps,\n"
        "R-8,request,2026-11-19T09:30,U1,,,,dreaming\n"
        "R-9,request,2026-11-19T09:30,U1,5,pounds,,\n"
    )
    errors: list[RowError] = []
    rows = tables.read(
        tables.records(text.splitlines(keepends=True)), lambda cell: tables.report_row(cell, LONDON, "GBP"), errors
    )
    good = list(rows)
    assert [row.external_id for row in good] == ["R-1"]
    assert good[0].value is not None
    assert (good[0].value.minor, good[0].value.currency) == (120_000, "EUR")
    assert good[0].logged_at == datetime(2026, 11, 19, 9, 30, tzinfo=LONDON)
    assert errors == [
        RowError(3, "external_id is empty."),
        RowError(4, "kind is “wish”; it can be request, lost_deal, won_deal."),
        RowError(5, "logged_at is “yesterday”; write it like 2026-11-19T09:30."),
        RowError(6, "reporter is “Maya”; it should be a Slack user id such as U0123456789."),
        RowError(
            7,
            "value: Write the value as a number, such as 4,800 or 4.8k. Leave it empty if you don't know it.",
        ),
        RowError(8, "unasked is “perhaps”; it can be yes or no."),
        RowError(
            9,
            "stage is “dreaming”; it can be not_aware, considering, negotiating, renewal, customer.",
        ),
        RowError(10, "currency is “POUNDS”; write it like GBP."),
    ]


def test_an_account_that_a_rep_named_gets_its_id_from_the_file(session: Session, make: Factory) -> None:
    named = make.account("Ace Roofing")
    row = account(external_id="A-7", name="ACE ROOFING", segment="trades")
    imported = import_accounts(session, "T1", [row], now=NOW)
    assert (imported.added, imported.known) == (0, 1)
    assert (named.name, named.external_id, named.segment) == ("Ace Roofing", "A-7", "trades")


def test_two_accounts_of_one_name_stay_two(session: Session, make: Factory) -> None:
    rows = [account(2, "A-1", name="Corner Café"), account(3, "A-2", name="Corner Cafe")]
    assert import_accounts(session, "T1", rows, now=NOW).added == 2


def test_an_account_without_an_id_is_known_by_its_name(session: Session, make: Factory) -> None:
    make.account("Ace Roofing")
    rows = [account(2, "", name="Ace  Roofing"), account(3, "", name="Bee Roofing"), account(4, "", name="")]
    imported = import_accounts(session, "T1", rows, now=NOW)
    assert (imported.added, imported.known, reasons(imported)) == (1, 1, ["The account has no name."])


def test_a_report_brings_the_account_the_rep_and_the_competitor_that_only_it_names(
    session: Session, make: Factory
) -> None:
    row = report(account="Ace Roofing", reporter_id="U7", competitors=("Yell", "yell"), region="North West")
    assert import_reports(session, "T1", [row], now=NOW).added == 1
    assert runner.row_counts(session)["competitor"] == 1
    imported = session.scalars(select(Report)).one()
    assert imported.account_id is not None
    assert imported.region_id is not None


def test_a_catalog_item_keeps_its_other_names_and_what_took_its_place(session: Session, make: Factory) -> None:
    rows = [
        CatalogRow(2, "Fax Machines", CatalogStatus.RETIRED, ("fax", "Fax machines"), ("fax",), successor="Offices"),
        CatalogRow(3, "Offices", regions=("North West",)),
        CatalogRow(4, "Pagers", CatalogStatus.RETIRED, successor="Telepathy"),
        CatalogRow(5, "Kilts", regions=("Scotland",)),
    ]
    imported = import_catalog(session, "T1", rows, now=NOW)
    items = {item.name: item for item in session.scalars(select(CatalogItem))}
    assert sorted(items) == ["Fax Machines", "Offices"]
    assert items["Fax Machines"].successor_id == items["Offices"].item_id
    names = [(name.name, name.kind) for name in session.scalars(select(CatalogName))]
    assert names == [("fax", NameKind.SYNONYM)]
    assert imported.errors == [
        RowError(4, "There is no “Telepathy” to take its place."),
        RowError(5, "There is no region “Scotland”: the regions are North West."),
    ]


def test_a_coordinator_needs_a_region(session: Session, make: Factory) -> None:
    rows = [
        PersonRow(1, "U1", "Maya", "North West", (Role.COORDINATOR,)),
        PersonRow(2, "U2", "Tom", "", (Role.COORDINATOR,)),
    ]
    imported = import_people(session, "T1", rows, by_id="U1", now=NOW)
    assert imported.errors == [RowError(2, "A coordinator needs a region.")]


def test_a_request_that_cannot_be_is_left_out(session: Session, make: Factory) -> None:
    rows = [
        request(2, "a", status=RequestStatus.DECLINED),
        request(3, "b", status=RequestStatus.DECLINED, decided_at=ago(30)),
        request(4, "c", status=RequestStatus.ANSWERED, decided_at=ago(1)),
        request(5, "d", status=RequestStatus.MERGED, decided_at=ago(1), merged_into="nowhere"),
        request(6, "e", item="Telepathy"),
        request(7, "f", opened_at=NOW + DAY),
        request(8, "g", status=RequestStatus.MERGED, decided_at=ago(1), merged_into="h"),
        request(9, "h", status=RequestStatus.MERGED, decided_at=ago(1), merged_into="g"),
    ]
    imported = import_requests(session, "T1", rows, now=NOW)
    assert imported.added == 0
    assert [error.line for error in imported.errors] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert reasons(imported)[0] == "It is declined, but nobody says since when."


def test_a_report_counts_for_what_its_request_was_merged_into(session: Session, make: Factory) -> None:
    merged = request(2, "vans", status=RequestStatus.MERGED, decided_at=ago(8), decided_by_id="U2", merged_into="dogs")
    import_requests(session, "T1", [merged, request(3, "dogs")], now=NOW)
    rows = [report(2, "before", request="vans"), report(3, "after", request="vans", logged_at=ago(5))]
    import_reports(session, "T1", rows, now=NOW)
    keys = dict(session.execute(select(Request.request_id, Request.external_id)).all())
    links = {
        name: (keys[link.request_id], keys[link.counts_for_id])
        for link, name in session.execute(
            select(ReportLink, Report.external_id).join(Report, Report.report_id == ReportLink.report_id)
        )
    }
    assert links == {"before": ("vans", "dogs"), "after": ("dogs", "dogs")}
    told = session.scalars(select(Told)).all()
    assert [mark.told_at for mark in told] == [ago(8)]  # the one that was there before the merge
    kinds = session.scalars(select(RequestChange.kind).where(RequestChange.kind == ChangeKind.ABSORBED)).all()
    assert len(kinds) == 1


def test_a_rep_is_told_later_of_what_comes_and_at_once_of_what_was_decided(session: Session, make: Factory) -> None:
    row = request(status=RequestStatus.LIVE, decided_at=ago(12), decided_by_id="U2", live_at=ago(4))
    import_requests(session, "T1", [row], now=NOW)
    rows = [
        report(2, "early", request="drones", logged_at=ago(15)),
        report(3, "late", request="drones", logged_at=ago(2)),
        report(4, "withdrawn", request="drones", logged_at=ago(15), withdrawn_at=ago(14)),
    ]
    import_reports(session, "T1", rows, now=NOW)
    found = session.execute(
        select(Report.external_id, RequestChange.to_status, Told.told_at)
        .join(Report, Report.report_id == Told.report_id)
        .join(RequestChange, RequestChange.change_id == Told.change_id)
        .order_by(Told.told_at)
    ).all()
    assert [tuple(one) for one in found] == [
        ("early", RequestStatus.APPROVED, ago(12)),
        ("early", RequestStatus.LIVE, ago(4)),
        ("late", RequestStatus.LIVE, ago(2)),
    ]


def test_an_open_request_has_its_deadlines_and_its_first_answer(session: Session, make: Factory) -> None:
    import_requests(session, "T1", [request(), request(3, "reviewed", status=RequestStatus.HQ_REVIEW)], now=NOW)
    new, reviewed = session.scalars(select(Request).order_by(Request.external_id)).all()
    assert new.opened_at < new.first_answer_by < new.decide_by
    assert new.first_answered_at is None
    assert reviewed.first_answered_at is not None


@pytest.mark.parametrize("status", list(RequestStatus))
@pytest.mark.parametrize("hours", [1, 26, 24 * 300])
def test_every_status_is_reached_step_by_step_and_in_order(status: RequestStatus, hours: int) -> None:
    opened_at = NOW - timedelta(hours=hours)
    decided_at = None if status in OPEN else opened_at + timedelta(hours=hours) / 3
    course = Course("drones", status, opened_at, "U1", owner_id="U2", decided_at=decided_at, decided_by_id="U3")
    taken = steps(course, skipped=frozenset(), zone=LONDON, now=NOW)
    assert taken[0].kind is ChangeKind.OPENED
    assert taken[-1].to_status is status
    moments = [step.at for step in taken]
    assert moments == sorted(set(moments))
    assert all(opened_at <= at <= NOW for at in moments)
    standing = RequestStatus.NEW
    for step in taken:
        assert step.from_status in (None, standing)
        standing = step.to_status
    assert decided_at is None or decided_at in moments


def test_a_workspace_without_regions_and_committee_skips_their_stages() -> None:
    stages = frozenset({RequestStatus.REGIONAL_REVIEW, RequestStatus.HQ_REVIEW, RequestStatus.DOCKETED})
    course = Course("drones", RequestStatus.DECLINED, ago(90), "U1", decided_at=ago(30), decided_by_id="U3")
    taken = steps(course, skipped=stages, zone=LONDON, now=NOW)
    assert [step.to_status for step in taken] == [RequestStatus.NEW, RequestStatus.DECLINED]
