"""Bring a database to the newest schema, and prove that no row got lost on the way."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.orm import Session

from storage.database import Database, text
from storage.models import Base

# The index of words, as the migrations make it on each engine: SQLite's tables, PostgreSQL's column and its index.
WORD_INDEX = "search_index"
SCRATCH = "sqlite:///build/scratch.db"


class RowsLost(Exception):
    """A migration would have lost rows; nothing was changed."""


def config(database: Database | None = None) -> Config:
    """Alembic's configuration, without any file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    made.attributes["database"] = database
    return made


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision; does nothing where it is there already."""
    if revision(database) != newest():
        command.upgrade(config(database), "head")


@cache
def newest() -> str | None:
    """The newest revision we ship."""
    return ScriptDirectory.from_config(config()).get_current_head()


def revision(database: Database) -> str | None:
    """The revision a database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(database: Database) -> list[object]:
    """Where a migrated database differs from the models; empty when the migrations tell the whole truth."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_modelled})
        return list(compare_metadata(context, Base.metadata))


def _is_modelled(name: str | None, _kind: str, _parents: Mapping[str, str | None]) -> bool:
    """Whether the models know of it. An engine's own index of words is made from `search_text` and holds no facts."""
    return name is None or not name.startswith(WORD_INDEX)


@contextmanager
def migrating(database: Database) -> Iterator[Connection]:
    """A connection to migrate on.

    On SQLite a table is changed by building it anew; with foreign keys on, dropping the old one deletes or blocks its
    children. They are switched off before the transaction begins, checked before it ends, and the rows are counted.
    """
    with database.engine.connect() as connection, _without_foreign_keys(connection, database):
        before = _counts(connection)
        yield connection
        after = _counts(connection)
        lost = [
            f"{name}: {rows} before, {f'{after[name]} after' if name in after else 'the table is gone'}"
            for name, rows in before.items()
            if rows > after.get(name, 0)
        ]
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all() if database.is_sqlite else []
        if lost or orphans:
            connection.rollback()
            raise RowsLost("; ".join(lost) or f"{len(orphans)} rows would point nowhere")
        connection.commit()


@contextmanager
def _without_foreign_keys(connection: Connection, database: Database) -> Iterator[None]:
    """Foreign keys off for the while, on SQLite. Inside a transaction it ignores that, so the driver itself is told."""
    driver = connection.connection.driver_connection
    if not database.is_sqlite or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if _is_counted(name)]
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def _is_counted(table_name: str) -> bool:
    """Whether its rows are facts: those of SQLite's index of words are made from `search_text`, and merged at will."""
    return table_name != "alembic_version" and not table_name.startswith(WORD_INDEX)


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return _counts(session.connection())
