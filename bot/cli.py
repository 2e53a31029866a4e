"""The command line: `groundswell serve | demo | migrate | manifest | …`.

Each command imports what it needs by itself: the whole bot takes a second to read, in which help should be there and
Ctrl-C should end quietly.
"""
# ruff: noqa: PLC0415

import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from bot.errors import BotError, SettingsError

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended

try:
    import typer
    from rich.console import Console
    from rich.markup import escape
except KeyboardInterrupt:
    sys.exit(INTERRUPTED)

if TYPE_CHECKING:
    from bot.files.similar import Progress
    from digests.report import DigestReport
    from digests.similarity.embedder import Embedder
    from storage.database import Database

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="A Slack bot for field feedback.")
out = Console()
err = Console(stderr=True)


def main() -> None:
    """Run the command line; what a person can mend ends it with one sentence, Ctrl-C without any."""
    try:
        cli()
    except (SettingsError, BotError) as error:
        err.print(f"[red]{escape(str(error))}[/red]", highlight=False, soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@cli.command()
def serve(
    http: Annotated[str, typer.Option(help="Listen here instead of HTTP_BIND, as HOST:PORT.")] = "",
) -> None:
    """Run the bot: Socket Mode when SLACK_APP_TOKEN is set, else signed HTTP."""
    from bot import app as wiring
    from bot import logs, settings

    chosen = settings.load(**({"http_bind": http} if http else {}))
    logs.configure(as_json=chosen.log_format == "json")
    bot = wiring.build(chosen)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    bot.start()
    stop.wait()
    bot.stop()


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is; 0 takes any free port.", min=0, max=65535)] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
) -> None:
    """Try it in a browser, without Slack: a local workspace with a year of sample feedback."""
    from bot import logs
    from bot.demo.running import run as run_demo

    logs.configure(as_json=False, level=logging.WARNING)
    run_demo(port, open_browser=not no_browser, out=out)


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot import settings
    from storage.database import Database
    from storage.migrations import runner

    database = Database(settings.load().database_url)
    before = runner.revision(database)
    runner.upgrade(database)
    after = runner.revision(database)
    out.print(
        f"The database is at {after}." if before == after else f"The database went from {before or 'empty'} to {after}."
    )
    database.close()


@cli.command()
def manifest(
    url: Annotated[str, typer.Option(help="Your public address, for HTTP instead of Socket Mode.")] = "",
    prefix: Annotated[str, typer.Option(help="Put this before each command, such as gs-.")] = "",
) -> None:
    """Print the app manifest to paste into Slack."""
    from bot.blocks.manifest import manifest as build_manifest

    sys.stdout.write(json.dumps(build_manifest(url=url, prefix=prefix), indent=2) + "\n")


@cli.command()
def doctor() -> None:
    """Look at every setting, permission, channel and clock, and say what to do about what is wrong."""
    from bot import settings
    from bot.doctor import Verdict, examine

    marks = {Verdict.GOOD: "[green]✓[/green]", Verdict.WARNING: "[yellow]![/yellow]", Verdict.WRONG: "[red]✗[/red]"}
    worst = Verdict.GOOD
    for finding in examine(settings.load()):
        out.print(f"{marks[finding.verdict]} {escape(finding.sentence)}", highlight=False, soft_wrap=True)
        worst = finding.verdict if finding.verdict is Verdict.WRONG else worst
    if worst is Verdict.WRONG:
        raise typer.Exit(1)


@cli.command()
def digest(
    week: Annotated[
        str, typer.Option(help="The week it reports on, such as 2026-W47; the last closed one if not given.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Only show it: nothing is queued for Slack.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what it says as JSON.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="Write it as a page.")] = None,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
) -> None:
    """Build a week's digest; without --dry-run it is also queued, for the bot to post when it runs."""
    from bot import app as wiring
    from bot import settings
    from digests import words
    from digests.report import to_json
    from storage.database import Database

    chosen = settings.load()
    if dry_run:
        database, lock = Database(chosen.database_url), None
    else:
        database, lock = wiring.open_database(chosen)
    try:
        report = _edition(database, week, workspace, queue=not dry_run)
    finally:
        database.close()
        if lock is not None:
            lock.give_back()
    sys.stdout.write(words.plain(report))
    if json_file is not None:
        json_file.write_text(to_json(report), encoding="utf-8")
    if html_file is not None:
        html_file.write_text(words.page(report), encoding="utf-8")


@cli.command("import")
def import_file(
    what: Annotated[Literal["reports", "accounts", "catalog"], typer.Argument(help="What the file holds.")],
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The table, its columns named in the first line.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would happen; nothing is changed.")] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Accounts and catalog: let what is here already be what the file says.")
    ] = False,
    errors: Annotated[Path | None, typer.Option(help="Write all rows that are left out to this CSV file.")] = None,
    dates: Annotated[
        Literal["day-first", "month-first"] | None, typer.Option(help="What comes first in 03/04/2026.")
    ] = None,
    reporter: Annotated[
        str, typer.Option(help="Who stands in where a report names nobody we know: a Slack user id, or a name.")
    ] = "",
    cards: Annotated[
        bool, typer.Option("--cards", help="Reports: post a card for each open request that has none.")
    ] = False,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
) -> None:
    """Take in a CSV file of reports, accounts or the catalog; docs/importing.md shows how each looks."""
    from bot import app as wiring
    from bot import settings
    from bot.files.imports import running, telling

    asked = running.asked(what, file, dry_run=dry_run, update=update, order=dates, reporter=reporter, cards=cards)
    database, lock = wiring.open_database(settings.load())
    try:
        with telling.errors_file(errors) as keep, _progress() as progress:
            told = telling.Telling(_say, keep)
            workspace_id, now = _workspace_id(database, workspace), wiring.system_clock()
            outcome = running.run(database, workspace_id, asked, now=now, listener=told, progress=progress)
    finally:
        database.close()
        lock.give_back()
    for line in told.rest(outcome):
        _say(line)
    out.print(escape(telling.closing(outcome, asked)), highlight=False, soft_wrap=True)
    if outcome.left_out:
        raise typer.Exit(1)


def _say(line: str) -> None:
    """A line beside what the command gives out."""
    err.print(escape(line), highlight=False, soft_wrap=True)


@cli.command()
def similar(
    corpus: Annotated[Path, typer.Argument(help="CSV file with a column “text”: where to look.")],
    queries: Annotated[Path, typer.Argument(help="CSV file with a column “text”: what to look for.")],
    out_file: Annotated[Path, typer.Option("--out", help="Write one JSON object a line here.")],
    top: Annotated[int, typer.Option(help="How many to find for each.", min=1, max=1000)] = 10,
    lexical: Annotated[bool, typer.Option("--lexical", help="Compare letters, without the text model.")] = False,
) -> None:
    """Find for each text of a file the most alike of another; no database is needed."""
    from bot.files import similar as files

    with _progress() as progress:
        files.write(corpus, queries, out_file, embedder=_embedder(lexical), most=top, progress=progress)


@cli.command()
def themes(
    texts: Annotated[Path, typer.Argument(help="CSV file with a column “text”, the oldest row first.")],
    out_file: Annotated[Path, typer.Option("--out", help="Write text, cluster and label here, row by row.")],
    previous: Annotated[
        Path | None, typer.Option("--previous", help="What the last time wrote: its themes keep their ids.")
    ] = None,
    pinned: Annotated[
        Path | None, typer.Option("--pinned", help="CSV file with “text” and “cluster”: rows that stay where they are.")
    ] = None,
    lexical: Annotated[bool, typer.Option("--lexical", help="Compare letters, without the text model.")] = False,
) -> None:
    """Find the themes among the texts of a file, and carry last week's over; no database is needed."""
    from bot.files import themes as files

    with _progress() as progress:
        done = files.write(
            texts, out_file, previous=previous, pinned=pinned, embedder=_embedder(lexical), progress=progress
        )
    for note in done.notes:
        err.print(f"[yellow]{escape(note)}[/yellow]", highlight=False, soft_wrap=True)
    out.print(escape(done.sentence), highlight=False, soft_wrap=True)


def _embedder(lexical: bool) -> "Embedder":
    """What compares texts here."""
    from bot import settings
    from digests.similarity.embedder import Model, load

    chosen = settings.load()
    return load(Model.LETTERS if lexical else chosen.embed_model, chosen.embed_model_path, threads=chosen.embed_threads)


@contextmanager
def _progress() -> "Iterator[Progress]":
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


def _edition(database: "Database", week: str, workspace_id: str, *, queue: bool) -> "DigestReport":
    """Build the edition, and claim and queue it if asked."""
    from bot import app as wiring
    from bot.usecases import digest as digests
    from digests.weeks import Week
    from storage.queries import workspaces

    now, workspace_id = wiring.system_clock(), _workspace_id(database, workspace_id)
    with database.write() if queue else database.read() as session:
        workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        try:
            wanted = Week.parse(week) if week else digests.last_closed(session, workspace, now)
        except ValueError as error:
            raise BotError(str(error)) from None
        if queue:
            return digests.post(session, workspace, wanted, now, asked_by="command line")
        return digests.edition(session, workspace_id, wanted, now)


def _workspace_id(database: "Database", wanted: str) -> str:
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


if __name__ == "__main__":
    main()
