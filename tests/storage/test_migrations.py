"""The schema's way from an empty file to the newest, with rows that must not get lost on it."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from storage.database import Database, text
from storage.migrations import runner
from storage.models import Base, Report
from tests.factories import Factory


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'new.db'}")


def fill(database: Database) -> dict[str, int]:
    """Some rows with parents and children; how many rows each table has then."""
    with database.write() as session:
        make = Factory(session)
        region = make.region()
        report = make.report("bees", account=make.account(), region=region, reasons=(make.reason(),))
        request = make.request("bees", report)
        make.told(report, make.change(request))
        make.message()
        make.card(request.request_id)
    with database.read() as session:
        return runner.row_counts(session)


def test_an_empty_file_becomes_the_newest_schema_and_stays_it(empty: Database) -> None:
    assert runner.revision(empty) is None
    runner.upgrade(empty)
    assert runner.revision(empty) == runner.newest() is not None
    runner.upgrade(empty)
    assert runner.revision(empty) == runner.newest()
    empty.close()


def test_the_models_and_the_migrations_tell_the_same(database: Database) -> None:
    assert runner.differences(database) == []


def test_every_migration_stands_in_one_line_of_descent() -> None:
    script = ScriptDirectory.from_config(runner.config())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_tables_that_are_built_anew_keep_every_row_of_their_children(database: Database) -> None:
    """SQLite changes a table by building it anew; with foreign keys on, dropping the old one empties its children."""
    before = fill(database)
    assert sum(before.values()) > 8
    with runner.migrating(database) as connection:
        operations = Operations(MigrationContext.configure(connection))
        for parent in ("region", "person", "account", "report", "request", "workspace"):
            with operations.batch_alter_table(parent, recreate="always") as batch:
                batch.add_column(sa.Column("extra", sa.String(10)))
    with database.read() as session:
        assert "extra" in {column["name"] for column in inspect(session.connection()).get_columns("report")}
        assert runner.row_counts(session) == before
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_migration_that_loses_rows_changes_nothing(database: Database) -> None:
    before = fill(database)
    with pytest.raises(runner.RowsLost, match="outbox: 1 before, 0 after"), runner.migrating(database) as connection:
        connection.execute(text("DELETE FROM outbox"))
    with database.read() as session:
        assert runner.row_counts(session) == before


def test_a_migration_that_drops_a_table_with_rows_changes_nothing(database: Database) -> None:
    """A table that was not there afterwards used to count as unchanged."""
    before = fill(database)
    lost = pytest.raises(runner.RowsLost, match="card: 1 before, the table is gone")
    with lost, runner.migrating(database) as connection:
        connection.execute(text("DROP TABLE card"))
    with database.read() as session:
        assert runner.row_counts(session) == before


def test_an_empty_table_may_go(database: Database) -> None:
    with runner.migrating(database) as connection:
        connection.execute(text("DROP TABLE audit"))
    with database.read() as session:
        assert "audit" not in runner.row_counts(session)


def test_a_migration_that_leaves_rows_pointing_nowhere_changes_nothing(database: Database) -> None:
    before = fill(database)
    with pytest.raises(runner.RowsLost, match="would point nowhere"), runner.migrating(database) as connection:
        connection.execute(text("UPDATE report SET region_id = '00000000000000000000000000000000'"))
    with database.read() as session:
        assert runner.row_counts(session) == before
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_foreign_keys_are_on_again_after_a_migration_that_failed(database: Database) -> None:
    fill(database)
    with pytest.raises(runner.RowsLost), runner.migrating(database) as connection:
        connection.execute(text("DELETE FROM outbox"))
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text("DELETE FROM region"))


def test_the_schema_can_be_taken_back_to_nothing_while_it_is_empty(empty: Database) -> None:
    runner.upgrade(empty)
    command.downgrade(runner.config(empty), "base")
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    empty.close()


def test_every_key_starts_with_the_workspace() -> None:
    for table in Base.metadata.sorted_tables:
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name
        for constraint in table.constraints:
            columns = list(getattr(constraint, "columns", []))
            if columns:
                assert columns[0].name == "workspace_id", constraint.name
        for key in table.foreign_key_constraints:
            assert key.ondelete is None, key.name


def test_a_fresh_database_file_of_these_tests_is_the_newest_schema(database: Database) -> None:
    assert runner.revision(database) == runner.newest()
    with database.read() as session:
        assert session.query(Report).count() == 0
