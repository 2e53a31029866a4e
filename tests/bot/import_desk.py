"""A database, and somebody at the command line who imports files into it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.files.imports import running
from bot.files.imports.running import Outcome
from bot.jobs.worker import Worker
from bot.usecases.importing.rows import RowError
from storage.database import Database
from storage.migrations import runner
from storage.models import (
    Account,
    Role,
)
from tests.bot.slack_fake import FakeSlack
from tests.bot.test_worker import AT_ONCE
from tests.factories import Factory

NOW = datetime(2026, 11, 19, 16, tzinfo=UTC)


MAYA = "U0000MAYA1"


REPORTS = "id,kind,logged,reporter,what,said,account,value,reasons\n"


@dataclass
class Desk:
    """A database, and somebody at the command line."""

    database: Database
    folder: Path
    told: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    bars: list[tuple[str, int, int]] = field(default_factory=list)

    def take(self, what: str, text: str | bytes, name: str = "table.csv", **more: Any) -> Outcome:
        """Import a file with this in it."""
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        given = {"dry_run": False, "update": False, "order": None, "reporter": "", **more}
        self.told, self.warnings, self.bars = [], [], []
        return running.run(
            self.database,
            "T1",
            running.asked(what, path, **given),
            now=NOW,
            listener=self,
            progress=lambda *bar: self.bars.append(bar),
        )

    def left_out(self, error: RowError) -> None:
        self.told.append((error.line, error.reason))

    def warned(self, warning: RowError) -> None:
        self.warnings.append((warning.line, warning.reason))

    def all(self, model: type[Any]) -> Sequence[Any]:
        with self.database.read() as session:
            return session.scalars(select(model).where(model.workspace_id == "T1")).all()

    def one(self, model: type[Any]) -> Any:
        (found,) = self.all(model)
        return found

    def one_named(self, name: str) -> Account:
        with self.database.read() as session:
            return session.scalars(select(Account).where(Account.name == name)).one()

    def counts(self) -> dict[str, int]:
        with self.database.read() as session:
            return runner.row_counts(session)

    def said_by(self, slack: FakeSlack) -> list[str]:
        """What the triage channel shows once the bot ran."""
        worker = Worker(self.database, lambda _: slack, lambda: NOW, AT_ONCE)
        while worker.step():
            pass
        return slack.texts("C1")


def prepare(database: Database) -> None:
    """A publisher in London that trades in pounds, with two regions, a rep and some reasons."""
    with database.write() as session:
        make = Factory(session)
        make.workspace.timezone = "Europe/London"
        make.workspace.triage_channel_id = "C1"
        for region in ("North West", "Wales"):
            make.region(region)
        make.person(MAYA, name="Maya Lin")
        make.grant(Role.MARKETER, "U2")
        make.reason("Price")
        make.reason("Timing or missed the close", code="timing")
