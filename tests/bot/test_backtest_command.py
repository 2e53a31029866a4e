"""`groundswell backtest`: a table for the terminal, a page on request, a sentence where there is nothing to show."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.app import system_clock
from bot.cli import cli
from bot.errors import BotError
from storage.database import Database
from storage.lock import WriterLock
from storage.queries import rollups, themes
from tests.factories import Factory


class Desk:
    """A folder, a database, and the command."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.page = folder / "past.html"

    def history(self, weeks: int, workspace: str = "T1") -> None:
        """So many weeks up to the last one, of two themes with a report each."""
        now = system_clock()
        with self.database.write() as session:
            make = Factory(session, workspace)
            for number in range(2):
                theme = make.theme(f"theme {number}").theme_id
                moments = [now - timedelta(weeks=week) for week in range(1, weeks + 1)]
                logged = [make.report(logged_at=moment).report_id for moment in moments]
                themes.place(session, workspace_id=workspace, theme_of=dict.fromkeys(logged, theme), now=now)
                rollups.mark_reports(session, workspace_id=workspace, report_ids=logged)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["backtest", *words])

    def refused(self, *words: str) -> str:
        """The sentence with which it ends; no page is there then."""
        ended = self.run(*words, "--html", str(self.page))
        assert isinstance(ended.exception, BotError)
        assert not self.page.exists()
        assert list(self.page.parent.glob("*.html*")) == []
        return ended.exception.sentence


@pytest.fixture
def desk(database: Database, database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_file}")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return Desk(database, tmp_path)


def test_the_table_has_a_column_for_each_sensitivity_and_says_what_it_cannot_tell(desk: Desk) -> None:
    desk.history(12)
    said = desk.run().output
    assert "4 weeks, " in said
    assert [word for word in said.split() if word in ("Fewer", "Balanced", "More")] == ["Fewer", "Balanced", "More"]
    assert "Balanced *" in said
    assert "* your setting now" in said
    assert "Weeks with none 4 (100%) 4 (100%) 4 (100%)" in " ".join(said.split())
    assert "It cannot say which lines would have been useful to you." in said
    assert not desk.page.exists()


def test_the_page_is_written_where_one_asks_for_it(desk: Desk) -> None:
    desk.history(12)
    ended = desk.run("--html", str(desk.page), "--weeks", "2")
    assert ended.exit_code == 0
    assert f"The charts and the stories are in {desk.page.name}." in ended.output.replace(f"{desk.page.parent}/", "")
    page = desk.page.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "In 2 weeks" in page


def test_it_runs_beside_the_bot_and_changes_nothing(desk: Desk) -> None:
    desk.history(12)
    lock = WriterLock(desk.database)
    lock.take()
    ended = desk.run()
    lock.give_back()
    assert ended.exit_code == 0
    with desk.database.read() as session:
        assert rollups.weeks_stored(session, workspace_id="T1") == []
        assert rollups.all_days_due(session, workspace_id="T1") != set()


def test_no_history_and_too_short_a_history_say_so(desk: Desk) -> None:
    with desk.database.write() as session:
        Factory(session)
    assert desk.refused().startswith("There is no feedback yet")
    desk.history(3, "T2")
    assert "So far there are 3 closed weeks in all." in desk.refused("--workspace", "T2")


def test_one_has_to_say_which_of_several_workspaces(desk: Desk) -> None:
    desk.history(12)
    desk.history(12, "T2")
    assert desk.refused().startswith("Say which workspace with --workspace. In this database: T1 (")
    assert desk.refused("--workspace", "T3").startswith("Say which workspace")
    assert desk.run("--workspace", "T2").exit_code == 0


def test_a_place_that_cannot_be_written_is_told_and_an_old_page_stays(desk: Desk) -> None:
    with desk.database.write() as session:
        Factory(session)
    ended = desk.run("--html", str(desk.page.parent / "nowhere" / "past.html"))
    assert isinstance(ended.exception, BotError)
    assert ended.exception.sentence.endswith("past.html cannot be written: No such file or directory.")
    desk.page.write_text("last year's")
    assert isinstance(desk.run("--html", str(desk.page)).exception, BotError)
    assert desk.page.read_text() == "last year's"


@pytest.mark.parametrize("weeks", ["0", "157", "many"])
def test_a_number_of_weeks_that_cannot_be_replayed_is_refused(desk: Desk, weeks: str) -> None:
    assert desk.run("--weeks", weeks).exit_code == 2
