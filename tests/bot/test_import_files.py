"""A person's CSV file comes in whole, row by row or not at all, and a second time changes nothing."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from bot.errors import BotError
from bot.files.imports import running, source, telling
from bot.usecases.importing.rows import RowError
from storage.models import (
    Account,
    AuditEntry,
    Report,
    ReportLink,
    Request,
    RequestChange,
)
from tests.bot.import_desk import MAYA, REPORTS, Desk


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


class CtrlC(Desk):
    """Presses Ctrl-C when the first portion is in."""

    def left_out(self, error: RowError) -> None:
        raise KeyboardInterrupt


def test_ctrl_c_keeps_whole_portions_and_writes_down_what_came(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PORTION", 2)
    pressed = CtrlC(desk.database, desk.folder)
    with pytest.raises(KeyboardInterrupt):
        pressed.take("accounts", "name,id\nAce,1\n,2\nBee,3\n")
    assert desk.one(Account).name == "Ace"
    assert desk.one(AuditEntry).after["added"] == 1
    assert desk.take("accounts", "name,id\nAce,1\n,2\nBee,3\n").added == 1


def test_a_database_that_is_full_is_said_with_how_far_it_came(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PORTION", 100)
    rows = "name,id\n" + "".join(f"{'Firm ' * 20}{number},{number}\n" for number in range(5_000))
    engine = desk.database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def narrow(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 60}")

    engine.dispose()
    event.listen(engine, "connect", narrow)
    try:
        with pytest.raises(BotError) as told:
            desk.take("accounts", rows)
    finally:
        event.remove(engine, "connect", narrow)
        engine.dispose()
    assert told.value.sentence.startswith("The database cannot be written: database or disk is full. ")
    assert told.value.sentence.endswith("rows above it went in; mend it and import the whole file again.")
    here = len(desk.all(Account))
    assert here > 0
    assert here % 100 == 0
    assert desk.take("accounts", rows).rows == 5_000
    assert len(desk.all(Account)) == 5_000


def test_the_file_to_import_is_not_written_over_by_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("name\nAce\n")
    with (
        pytest.raises(BotError, match="is the file to import"),
        telling.errors_file(tmp_path / "." / "customers.csv", source=path),
    ):
        pass
    assert path.read_text() == "name\nAce\n"


def test_an_id_that_stands_twice_is_found_however_far_apart(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PORTION", 2)
    rows = REPORTS + "".join(f"{n},lost,2026-03-01,{MAYA},,,,,\n" for n in (1, 2, 3, 4, 1))
    for added in (4, 0):
        assert desk.take("reports", rows).added == added
        assert desk.told == [(6, "“1” stands in line 2 already.")]


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
