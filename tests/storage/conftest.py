"""Databases of these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database


@pytest.fixture(scope="module")
def migrated_database(migrated: Path) -> Iterator[Database]:
    """An empty database for many examples in turn, none of which keeps what it writes."""
    database = Database(f"sqlite:///{migrated}")
    yield database
    database.close()
