"""Fail when the models say more, or less, than the migrations: `python -m storage.migrations.check`."""

import sys
import tempfile
from pathlib import Path

from storage.database import Database
from storage.migrations import runner


def main() -> int:
    """Migrate an empty database and compare it with the models; 1 and a list where they differ."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'check.db'}")
        runner.upgrade(database)
        found = runner.differences(database)
        database.close()
    for difference in found:
        sys.stderr.write(f"not in the migrations: {difference}\n")
    sys.stdout.write("migrations and models agree\n" if not found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
