"""The docs name what is there, and what is there is named."""

import re
from pathlib import Path

import pytest

from bot.cli import cli

ROOT = Path(__file__).parents[1]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def named() -> set[str]:
    """Every Python file that the architecture page names."""
    return set(re.findall(r"\b(\w+\.py)\b", ARCHITECTURE))


def test_every_file_that_the_map_names_is_in_the_house() -> None:
    there = {path.name for path in ROOT.rglob("*.py") if ".venv" not in path.parts}
    assert named() - there == set()


@pytest.mark.parametrize("room", ["bot", "bot/listeners", "bot/usecases", "bot/blocks", "bot/jobs"])
def test_every_file_of_a_room_is_on_the_map(room: str) -> None:
    files = {path.name for path in (ROOT / room).glob("*.py")} - {"__init__.py", "actor.py"}
    assert files - named() == set()


def test_every_room_of_the_local_workspace_is_on_the_map() -> None:
    _, _, part = ARCHITECTURE.partition("playground/          ")
    part, _, _ = part.partition("tests/               ")
    rooms = {path.name + "/" for path in (ROOT / "playground").iterdir() if path.is_dir() and path.name[0] != "_"}
    files = {path.name for path in (ROOT / "playground").glob("[a-z]*.py")} - {"errors.py"}
    assert {name for name in rooms | files if name not in part} == set()


def test_every_command_is_in_the_readme() -> None:
    commands = [command.name or command.callback.__name__ for command in cli.registered_commands if command.callback]
    assert [name for name in commands if f"groundswell {name}" not in README] == []


def test_every_decision_has_a_status_and_a_date() -> None:
    for page in (ROOT / "docs/decisions").glob("*.md"):
        assert re.search(r"^Status: \w+, \d{4}-\d{2}-\d{2}$", page.read_text(encoding="utf-8"), re.MULTILINE), page.name


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
