"""Rows that somebody waits for: put on disk without a session, the same on every engine, all of them or none."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Dialect, Select, event, make_url
from sqlalchemy.orm import ORMExecuteState, Session

from storage.database import Database, Duplicate
from storage.inserts import Inserts, NewRow
from storage.models import MessageKind, MessageState, OutboxMessage, Report, ReportKind, Source, new_id
from storage.queries import outbox, reports
from tests.factories import NOW, Factory

SQLITE, POSTGRESQL = (make_url(url).get_dialect()() for url in ("sqlite://", "postgresql+psycopg://"))
REPORT_ID, DRAFT_ID = uuid.UUID(int=1), uuid.UUID(int=2)
SUMMER = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))


def report(**values: Any) -> NewRow:
    """A report of U1's in T1."""
    who = {"workspace_id": "T1", "reporter_id": "U1", "logged_by_id": "U1", "report_id": new_id(), "draft_id": new_id()}
    what = {"kind": ReportKind.REQUEST, "source": Source.COMMAND, "said": "bees & wasps", "currency": "GBP"}
    return reports.new_report(**{**who, **what, "is_unasked": True, "logged_at": SUMMER, **values})


def message(dedupe: str = "settle:1") -> NewRow:
    """Something to say in T1."""
    return outbox.new_message(
        workspace_id="T1", kind=MessageKind.SETTLE, lane="in:U1", ids={"joins": "", "reasons": ["a"]}, dedupe=dedupe
    )


@pytest.fixture
def known(database: Database) -> Database:
    """A database that knows U1 in T1."""
    with database.write() as session:
        Factory(session).person("U1")
    return database


def stored(database: Database, model: type[Report] | type[OutboxMessage]) -> Sequence[Any]:
    """The rows of a table."""
    with database.read() as session:
        return session.query(model).all()


def test_what_is_inserted_without_a_session_reads_like_any_other_row(known: Database) -> None:
    known.insert(report(report_id=REPORT_ID, value_minor=1200), message())
    (row,) = stored(known, Report)
    assert (row.report_id, row.kind, row.said, row.value_minor) == (REPORT_ID, ReportKind.REQUEST, "bees & wasps", 1200)
    assert (row.logged_at, row.is_unasked, row.account_id, row.note, row.segment) == (SUMMER, True, None, "", "")
    assert row.logged_at.tzinfo is UTC
    (wish,) = stored(known, OutboxMessage)
    assert (wish.state, wish.asked, wish.attempts, wish.next_at) == (MessageState.PENDING, 1, 0, None)
    assert wish.ids == {"joins": "", "reasons": ["a"]}


def test_a_second_row_with_the_same_key_is_a_duplicate_and_leaves_nothing(known: Database) -> None:
    known.insert(report(draft_id=DRAFT_ID), message("settle:1"))
    with pytest.raises(Duplicate):
        known.insert(message("settle:2"), report(draft_id=DRAFT_ID))
    with pytest.raises(Duplicate):
        known.insert(report(), message("settle:1"))
    assert len(stored(known, Report)) == len(stored(known, OutboxMessage)) == 1
    known.insert(report(), message("settle:3"))
    assert len(stored(known, Report)) == 2


def test_a_row_that_points_nowhere_is_refused(known: Database) -> None:
    with pytest.raises(Duplicate):
        known.insert(report(reporter_id="U9"))
    assert stored(known, Report) == []


def test_a_moment_without_a_zone_is_refused_before_anything_is_written(known: Database) -> None:
    with pytest.raises(ValueError, match="zone"):
        known.insert(message(), report(logged_at=datetime(2026, 7, 1)))  # noqa: DTZ001  # that is the point
    assert stored(known, OutboxMessage) == []


def test_after_a_row_that_the_driver_cannot_store_the_next_one_is_stored(known: Database) -> None:
    """The connection is kept: what it had begun must not stay open."""
    with pytest.raises(known.engine.dialect.loaded_dbapi.Error):
        known.insert(message("settle:1"), report(said=object()))
    known.insert(report(), message("settle:2"))
    assert [wish.dedupe for wish in stored(known, OutboxMessage)] == ["settle:2"]
    with known.write() as session:
        Factory(session).person("U2")


def test_rows_are_inserted_while_others_read_and_after_the_database_was_closed(known: Database) -> None:
    with known.read() as session:
        assert session.query(Report).count() == 0
        known.insert(report())
    known.close()
    known.insert(report())
    assert len(stored(known, Report)) == 2


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL], ids=["sqlite", "postgresql"])
def test_the_same_row_becomes_a_statement_for_either_engine(dialect: Dialect) -> None:
    row = report(report_id=REPORT_ID, draft_id=DRAFT_ID)
    sql, values = Inserts(dialect).of(row)
    assert sql.startswith("INSERT INTO report (workspace_id, report_id, ")
    assert "RETURNING" not in sql
    columns = sql.partition("(")[2].partition(")")[0].split(", ")
    by_name = values if isinstance(values, dict) else dict(zip(columns, values, strict=True))
    assert set(columns) == set(by_name) == set(row.values)
    if dialect.name == "postgresql":
        assert "%(report_id)s" in sql
        assert (by_name["report_id"], by_name["logged_at"]) == (REPORT_ID, SUMMER)
    else:
        assert (by_name["report_id"], by_name["logged_at"]) == (REPORT_ID.hex, "2026-07-01 11:00:00.000000")
    assert (by_name["kind"], by_name["segment"]) == ("request", "")


def test_of_several_processes_on_postgresql_each_takes_another_message(database: Database) -> None:
    """They used to take the same one, and the slower of them waited for the quicker."""
    asked: list[str] = []

    def listen(state: ORMExecuteState) -> None:
        assert isinstance(state.statement, Select)
        asked.append(str(state.statement.compile(dialect=POSTGRESQL)))

    event.listen(Session, "do_orm_execute", listen)
    try:
        with database.write() as session:
            outbox.take(session, now=NOW, lease=timedelta(seconds=1))
    finally:
        event.remove(Session, "do_orm_execute", listen)
    assert [sql for sql in asked if sql.endswith("FOR UPDATE OF outbox SKIP LOCKED")] == asked
    assert asked
