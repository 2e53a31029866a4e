"""The command line starts quickly, and Ctrl-C ends it quietly from the first moment on."""

import subprocess
import sys
from pathlib import Path

import pytest

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
    assert read.stdout.split() == ["bot", "bot.cli", "bot.errors"]
