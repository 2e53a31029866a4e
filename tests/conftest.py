"""What tests stand on: a migrated database file, the real bot, and the local workspace in place of Slack."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from storage.database import Database
from storage.migrations import runner

# The same examples in every run, and no clock: a machine that is busy must not fail a test.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The demo's tests come first: nobody should wait for them at the end."""
    items.sort(key=lambda item: item.path.name != "test_demo.py")


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, migrated once for all tests, to be copied."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    database = Database(f"sqlite:///{path}")
    runner.upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def database_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test finds its database: always the same place, so that no statement is compiled twice."""
    return tmp_path_factory.mktemp("database") / "groundswell.db"


@pytest.fixture
def database_file(migrated: Path, database_place: Path) -> Path:
    """A fresh database file of a test's own."""
    Database(f"sqlite:///{database_place}").close()
    for old in database_place.parent.glob(f"{database_place.name}*"):
        old.unlink()
    return Path(shutil.copy(migrated, database_place))


@pytest.fixture
def database(database_file: Path) -> Iterator[Database]:
    """A fresh database of a test's own."""
    database = Database(f"sqlite:///{database_file}")
    yield database
    database.close()
