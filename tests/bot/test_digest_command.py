"""`groundswell digest --html`: the page of a week as a file, with customers' names where that is asked for."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import system_clock
from bot.cli import cli
from storage.database import Database
from tests.factories import Factory


@pytest.fixture
def folder(database: Database, database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside a database in which three customers asked for one thing last week."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_file}")
    monkeypatch.chdir(tmp_path)
    moment = system_clock() - timedelta(days=7)
    with database.write() as session:
        make = Factory(session)
        behind = [
            make.report("Ask Bell & Sons", reporter_id=f"U{number}", account=make.account(name), logged_at=moment)
            for number, name in enumerate(("Ace Roofing", "Bell & Sons", "Cole Plumbing"))
        ]
        make.request("A heading for Bell & Sons", *behind)
    return tmp_path


def page(folder: Path, *words: str) -> str:
    """What the page shows; its style has letters of its own."""
    file = folder / "page.html"
    ended = CliRunner().invoke(cli, ["digest", "--dry-run", "--html", str(file), *words])
    assert ended.exit_code == 0, ended.output
    assert "A heading for Bell & Sons" in ended.output
    return file.read_text(encoding="utf-8").partition("<body")[2]


def test_the_page_names_no_customer_unless_it_may(folder: Path) -> None:
    shown = page(folder)
    assert "A heading for [a customer]" in shown
    for name in ("Ace Roofing", "Bell", "Cole"):
        assert name not in shown


def test_with_names_it_names_them(folder: Path) -> None:
    assert "A heading for Bell &amp; Sons" in page(folder, "--names")
