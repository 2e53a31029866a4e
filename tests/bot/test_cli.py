"""The command line starts quickly, and Ctrl-C ends it quietly from the first moment on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from storage.lock import WriterLock
from tests.factories import Factory

# Somebody presses Ctrl-C at the moment when a module is looked for.
PRESSED = """
import sys
class Pressed:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Pressed())
sys.argv = ["groundswell", *{arguments!r}]
from bot.cli import main
main()
"""
READ = "import sys, bot.cli; print(*sorted(name for name in sys.modules if name.split('.')[0] in {rooms!r}))"


def run(script: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a few lines of Python in an empty folder."""
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("typer", ["serve"]),
        ("rich.markup", ["--help"]),
        ("bot.app", ["serve"]),
        ("bot.demo.running", ["demo"]),
        ("slack_sdk", ["doctor"]),
        ("sqlalchemy", ["migrate"]),
        ("digests.words", ["digest"]),
    ],
)
def test_ctrl_c_while_modules_are_read_ends_it_without_a_word(
    tmp_path: Path, module: str, arguments: list[str]
) -> None:
    ended = run(PRESSED.format(module=module, arguments=arguments), tmp_path)
    assert ended.returncode == 130
    assert ended.stdout + ended.stderr == ""


def test_the_command_line_reads_nothing_of_the_bot_before_it_knows_the_command(tmp_path: Path) -> None:
    read = run(READ.format(rooms=["bot", "storage", "digests", "sqlalchemy", "slack_bolt"]), tmp_path)
    assert read.stdout.split() == ["bot", "bot.cli", "bot.cli.console", "bot.cli.data", "bot.cli.running", "bot.errors"]


def imported(database_file: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run `groundswell import` on a database."""
    return on_database(database_file, "import", *words)


def on_database(database_file: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on a database."""
    script = f"import sys; sys.argv = ['groundswell', *{list(words)!r}]; from bot.cli import main; main()"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database_file}", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=database_file.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_import_ends_with_one_sentence_and_a_number_that_scripts_can_read(
    database: Database, database_file: Path, tmp_path: Path
) -> None:
    with database.write() as session:
        Factory(session)
    file, errors = tmp_path / "customers.csv", tmp_path / "errors.csv"
    file.write_text("Customer,Territory,Shoe\nAce,,43\nBee,Atlantis,44\n")
    first = imported(database_file, "accounts", str(file), "--errors", str(errors))
    assert (first.returncode, first.stdout) == (1, "1 account added and 1 left out.\n")
    assert first.stderr.splitlines() == [
        "Line 3: There is no region “Atlantis”: no region is set up yet.",
        "Not read: “Shoe”. Nothing here is called so.",
    ]
    assert errors.read_text().splitlines()[0] == "line,reason"
    assert errors.read_text().splitlines()[1].startswith("3,")
    file.write_text("Customer\nAce\n")
    rerun = imported(database_file, "accounts", str(file), "--dry-run")
    assert rerun.returncode == 0
    assert rerun.stdout == (
        "Dry run, nothing was changed. It would be: 0 accounts added, 1 already here and 0 left out.\n"
    )
    wrong = imported(database_file, "catalog", str(errors))
    sentence = "errors.csv has no column “name”, “item” or “heading”. It has “line” and “reason”.\n"
    assert (wrong.returncode, wrong.stdout, wrong.stderr) == (2, "", sentence)


def test_an_import_says_when_the_bot_is_running(database: Database, database_file: Path, tmp_path: Path) -> None:
    lock = WriterLock(database)
    lock.take()
    told = imported(database_file, "accounts", str(tmp_path / "customers.csv"))
    lock.give_back()
    assert (told.returncode, told.stderr) == (2, "Another Groundswell process is using this database. Stop it first.\n")


def test_a_digest_is_shown_in_the_language_that_is_asked_for(database: Database, database_file: Path) -> None:
    with database.write() as session:
        Factory(session)
    shown = on_database(database_file, "digest", "--dry-run", "--week", "2026-W10", "--language", "pl")
    assert shown.stdout == "Tydzień 10, pierwszy, był spokojny (2–8 mar 2026): nic nie zgłoszono.\n"
    assert on_database(database_file, "digest", "--dry-run", "--week", "2026-W10").stdout.startswith("Week 10")


def test_a_language_that_is_not_there_is_refused_with_those_that_are(database: Database, database_file: Path) -> None:
    with database.write() as session:
        Factory(session)
    refused = on_database(database_file, "digest", "--dry-run", "--language", "tlh")
    assert refused.returncode == 2
    assert "A digest can be told in en or pl, not in “tlh”." in refused.stderr
