"""What every command shares: where it writes, bars for long work, which workspace is meant, what compares texts.

Each command imports what it needs by itself: the whole bot takes a second to read, in which help should be there and
Ctrl-C should end quietly.
"""
# ruff: noqa: PLC0415

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import BotError

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended

try:
    import typer
    from rich.console import Console
    from rich.markup import escape
except KeyboardInterrupt:
    sys.exit(INTERRUPTED)

if TYPE_CHECKING:
    from bot.files.similar import Progress
    from digests.similarity.embedder import Embedder
    from storage.database import Database

__all__ = [
    "INTERRUPTED",
    "cli",
    "database_fault",
    "embedder",
    "err",
    "escape",
    "out",
    "progress_bars",
    "say",
    "workspace_named",
]

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="A Slack bot for field feedback.")
out = Console()
err = Console(stderr=True)


def say(line: str) -> None:
    """A line beside what the command gives out."""
    err.print(escape(line), highlight=False, soft_wrap=True)


def database_fault(error: Exception) -> str:
    """A sentence for a database that is full, locked or away; empty for any other error."""
    from storage.database import fault_of

    fault = fault_of(error)
    return f"The database cannot be used now: {fault}." if fault else ""


def embedder(lexical: bool) -> "Embedder":
    """What compares texts here."""
    from bot import settings
    from digests.similarity.embedder import Model, load

    chosen = settings.load()
    return load(Model.LETTERS if lexical else chosen.embed_model, chosen.embed_model_path, threads=chosen.embed_threads)


@contextmanager
def progress_bars() -> "Iterator[Progress]":
    """A bar for each part of a long work, where somebody watches."""
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=err, disable=not err.is_terminal) as bars:
        parts: dict[str, progress.TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in parts:
                parts[what] = bars.add_task(what, total=total)
            bars.update(parts[what], completed=done, total=total)

        yield tell


def workspace_named(database: "Database", wanted: str) -> str:
    """The workspace that is meant, which need not be said where there is one. The database has to be ready."""
    from storage.migrations import runner
    from storage.queries import workspaces

    if runner.revision(database) != runner.newest():
        raise BotError("The database is not ready. Run `groundswell migrate` first.")
    with database.read() as session:
        known = workspaces.workspaces(session)
    found = [one.workspace_id for one in known if wanted in ("", one.workspace_id)]
    if len(found) != 1:
        names = ", ".join(f"{one.workspace_id} ({one.name})" for one in known) or "none yet"
        raise BotError(f"Say which workspace with --workspace. In this database: {names}.")
    return found[0]
