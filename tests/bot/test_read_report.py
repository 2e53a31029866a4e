"""`groundswell read --report`: how well a workspace's own words were read, then and by today's rules."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.errors import BotError
from bot.usecases import accuracy
from digests.reading.judged import FIELDS
from storage.database import Database
from storage.models import Account, Reading, Report, ReportKind
from tests.factories import NOW, Factory

WANT = "Ace Roofing want a heading for drones, £900"
LOSS = "Lost Fresco Bakehouse, too dear"
FIGURES = {"readings", "right", "missed", "wrong", "wrongly_filled"}


class Desk:
    """A folder, a database with readings, and the command."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.figures, self.each = folder / "figures.json", folder / "each.jsonl"

    def read(self, words: str = WANT, workspace: str = "T1", *, days: int = 0, account: str = "Ace Roofing") -> None:
        """A reading in which all but the currency was read right, and the value missed."""
        with self.database.write() as session:
            make = Factory(session, workspace)
            self.kept(make, words, days=days, account=make.account(account) if account else None)

    def kept(self, make: Factory, words: str, *, days: int, account: Account | None, **columns: Any) -> Reading:
        report = make.report(words, account=account, value_minor=90_000)
        values: dict[str, Any] = {
            "kind": "request",
            "account": [account.name, str(account.account_id)] if account else None,
            "value": 90_000,
            "currency": "GBP",
            "reasons": [],
            "competitors": [],
            "said": words,
            "region": None,
        }
        found = {**values, "value": None, "currency": None, "spoken": "", "rivals": [], "sellers": []}
        moment = NOW + timedelta(days=days)
        return make.reading(report, words, **{"found": found, "saved": values, "saved_at": moment, **columns})

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["read", "--report", *words])

    def told(self, *words: str) -> dict[str, Any]:
        """The figures, as JSON."""
        ended = self.run("--json", str(self.figures), *words)
        assert ended.exit_code == 0, ended.exception
        told: dict[str, Any] = json.loads(self.figures.read_text(encoding="utf-8"))
        return told

    def lines(self) -> list[dict[str, Any]]:
        assert self.run("--out", str(self.each)).exit_code == 0
        return [json.loads(line) for line in self.each.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def desk(database: Database, database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_file}")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return Desk(database, tmp_path)


def test_each_field_is_told_as_it_was_read_then_and_by_todays_rules(desk: Desk) -> None:
    desk.read()
    told = desk.told()
    assert (told["workspace"], told["readings"], told["left_out"]) == ("T1", 1, 0)
    assert list(told["fields"]) == list(FIELDS)
    value = told["fields"]["value"]
    assert value["then"] == {"readings": 1, "right": 0.0, "missed": 1.0, "wrong": 0.0, "wrongly_filled": 0.0}
    assert value["now"] == {"readings": 1, "right": 1.0, "missed": 0.0, "wrong": 0.0, "wrongly_filled": 0.0}
    assert told["fields"]["account"]["then"]["right"] == told["fields"]["account"]["now"]["right"] == 1.0
    assert told["fields"]["reasons"]["then"] == {"readings": 0, **dict.fromkeys(FIGURES - {"readings"})}


def test_the_tables_say_it_to_people(desk: Desk) -> None:
    desk.read()
    said = desk.run().output
    assert "1 reading: then → by today’s rules" in said
    [value] = [line for line in said.splitlines() if line.split()[:2] == ["value", "1"]]
    assert value.split()[2:] == ["0%", "→", "100%", "100%", "→", "0%", "0%", "→", "0%"]
    assert "Right, as it was read then" in said
    assert "Right, by today’s rules and names" in said
    assert "2026-W47" in said
    assert "These are few" in said


def test_readings_of_a_few_weeks_are_told_by_the_week_and_of_more_by_the_month(desk: Desk) -> None:
    desk.read()
    desk.read(days=20)
    assert [one["period"] for one in desk.told()["periods"]] == ["2026-W47", "2026-W49"]
    desk.read(days=90)
    told = desk.told()
    assert [(one["period"], one["readings"]) for one in told["periods"]] == [
        ("2026-11", 1),
        ("2026-12", 1),
        ("2027-02", 1),
    ]
    assert all(list(one["fields"]) == list(FIELDS) for one in told["periods"])


def test_a_learned_name_is_in_todays_figures(desk: Desk) -> None:
    with desk.database.write() as session:
        make = Factory(session)
        account = make.account("Baker & Sons, Leeds")
        reading = desk.kept(make, LOSS, days=0, account=account)
        reading.found = {**reading.found, "account": ["Fresco Bakehouse", ""]}
        report = session.get_one(Report, ("T1", reading.report_id))
        make.account_alias(account, report, "Fresco Bakehouse")
    account_told = desk.told()["fields"]["account"]
    assert (account_told["then"]["wrong"], account_told["now"]["right"]) == (1.0, 1.0)


def test_each_reading_can_be_written_in_words(desk: Desk) -> None:
    desk.read()
    [line] = desk.lines()
    assert line["text"] == WANT
    assert (line["read"]["value"], line["saved"]["value"], line["now"]["value"]) == (None, 900, 900)
    assert line["saved"]["account"] == "Ace Roofing"
    assert line["edits"] == {"value": "missed", "currency": "missed"}


def test_a_kind_that_a_command_said_is_not_told(desk: Desk) -> None:
    with desk.database.write() as session:
        desk.kept(Factory(session), "a heading for drones", days=0, account=None, told_kind="request")
    assert desk.told()["fields"]["kind"]["then"]["readings"] == 0


def test_where_nothing_was_read_it_says_what_to_do_and_writes_nothing(desk: Desk) -> None:
    with desk.database.write() as session:
        Factory(session)
    ended = desk.run("--json", str(desk.figures), "--out", str(desk.each))
    assert isinstance(ended.exception, BotError)
    assert "Nothing that was read has been saved yet. Tell the bot" in ended.exception.sentence
    assert list(desk.figures.parent.glob("*.json*")) == []


def test_a_reading_of_an_older_version_is_left_out_and_counted(desk: Desk) -> None:
    desk.read()
    with desk.database.write() as session:
        desk.kept(Factory(session), "bees", days=0, account=None, form=0, found={}, saved={})
    assert (desk.told()["readings"], desk.told()["left_out"]) == (1, 1)
    assert "1 reading of an older version" in desk.run().output
    assert len(desk.lines()) == 1


def test_a_customer_who_is_gone_is_known_by_name(desk: Desk) -> None:
    with desk.database.write() as session:
        make = Factory(session)
        reading = desk.kept(make, WANT, days=0, account=None)
        make.account("Ace Roofing")
        gone = ["Ace Roofing", "00000000-0000-0000-0000-000000000001"]
        reading.saved, reading.found = {**reading.saved, "account": gone}, {**reading.found, "account": gone}
    told = desk.told()["fields"]["account"]
    assert (told["then"]["right"], told["now"]["right"]) == (1.0, 1.0)


@pytest.mark.parametrize("words", ["x" * 4_000, "\u202e<!channel> & 🐝", "a\nb\u2028c\x85d", "", "“" * 500])
def test_any_words_are_told(desk: Desk, words: str) -> None:
    desk.read(words, account="")
    [line] = desk.lines()
    assert line["text"] == words


def test_all_pages_are_read_each_once_whatever_their_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accuracy, "PAGE", 7)
    with desk.database.write() as session:
        make = Factory(session)
        for number in range(30):
            desk.kept(make, f"bees {number}", days=number // 10, account=None)
    assert desk.told()["readings"] == 30
    assert len({line["id"] for line in desk.lines()}) == 30


def test_only_the_workspace_that_is_named_is_told(desk: Desk) -> None:
    desk.read()
    desk.read(workspace="T2")
    ended = desk.run()
    assert isinstance(ended.exception, BotError)
    assert "--workspace" in ended.exception.sentence
    assert desk.told("--workspace", "T2")["readings"] == 1


@pytest.mark.parametrize("words", [["talk.txt"], ["--accounts", "a.csv"], ["--competitors", "c.csv"]])
def test_files_of_messages_are_for_reading_alone(desk: Desk, words: list[str]) -> None:
    ended = desk.run(*words)
    assert isinstance(ended.exception, BotError)
    assert "leave out the files" in ended.exception.sentence


@pytest.mark.parametrize("words", [[], ["talk.txt"], ["--out", "out.jsonl"]])
def test_without_report_a_file_and_a_place_are_needed(desk: Desk, words: list[str]) -> None:
    ended = CliRunner().invoke(cli, ["read", *words])
    assert ended.exit_code == 2
    assert "Say which file of messages" in " ".join(ended.output.replace("│", " ").split())


def test_a_place_that_cannot_be_written_is_told_before_the_work(desk: Desk) -> None:
    desk.read()
    ended = desk.run("--json", "nowhere/figures.json")
    assert isinstance(ended.exception, BotError)
    assert "cannot be written" in ended.exception.sentence


def test_it_runs_beside_the_bot(desk: Desk) -> None:
    desk.read()
    with desk.database.write() as session:
        Factory(session)
        assert desk.run().exit_code == 0


def test_a_won_deal_is_read_again_as_one(desk: Desk) -> None:
    with desk.database.write() as session:
        make = Factory(session)
        reading = desk.kept(make, "Won Ace Roofing, 3k, they know us", days=0, account=make.account())
        reading.saved = {**reading.saved, "kind": str(ReportKind.WON_DEAL)}
    assert desk.told()["fields"]["kind"]["now"]["right"] == 1.0
