"""What tests of the bot share."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.import_desk import Desk, prepare


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """Somebody who imports files into a prepared workspace."""
    prepare(database)
    return Desk(database, tmp_path)
