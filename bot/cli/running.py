"""The bot and its database: serve, demo, migrate, manifest, doctor, digest, backtest."""
# ruff: noqa: PLC0415

import json
import logging
import signal
import sys
import threading
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import cli, escape, out, progress_bars, workspace_named
from bot.errors import BotError

if TYPE_CHECKING:
    from digests.backtest import Backtest
    from digests.report import DigestReport
    from storage.database import Database


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
    *,
    week: Annotated[
        str, typer.Option(help="The week it reports on, such as 2026-W47; the last closed one if not given.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Only show it: nothing is queued for Slack.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write what it says as JSON.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="Write it as a page.")] = None,
    names: Annotated[bool, typer.Option("--names", help="Let the page name customers.")] = False,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
    language: Annotated[
        str, typer.Option(help="Show it in another language than the workspace's, such as pl; for what is shown only.")
    ] = "",
) -> None:
    """Build a week's digest; without --dry-run it is also queued, for the bot to post when it runs."""
    from bot import app as wiring
    from bot import settings
    from digests import words
    from digests.locales import LANGUAGES
    from digests.report import to_json
    from digests.wording import any_of
    from storage.database import Database

    if language and language not in LANGUAGES:
        raise BotError(f"A digest can be told in {any_of(list(LANGUAGES))}, not in “{language}”.")
    chosen = settings.load()
    if dry_run:
        database, lock = Database(chosen.database_url), None
    else:
        database, lock = wiring.open_database(chosen)
    try:
        report = _edition(database, week, workspace, queue=not dry_run)
        html = _page(database, workspace, report, names=names) if html_file is not None else ""
    finally:
        database.close()
        if lock is not None:
            lock.give_back()
    if language and language != report.language:
        # What a workspace says in its own words it says in its own language.
        report = replace(report, language=language, own=())
    sys.stdout.write(words.plain(report))
    if json_file is not None:
        json_file.write_text(to_json(report), encoding="utf-8")
    if html_file is not None:
        html_file.write_text(html, encoding="utf-8")


def _page(database: "Database", workspace_id: str, report: "DigestReport", *, names: bool) -> str:
    """The report as a page for people outside."""
    from bot.usecases import pages
    from digests.page import page

    with database.read() as session:
        customers = pages.customers_in(session, workspace_named(database, workspace_id), report)
    return page(report, names=names, customers=customers)


def _edition(database: "Database", week: str, workspace_id: str, *, queue: bool) -> "DigestReport":
    """Build the edition, and claim and queue it if asked."""
    from bot import app as wiring
    from bot.usecases import digest as digests
    from digests.weeks import Week
    from storage.queries import workspaces

    now, workspace_id = wiring.system_clock(), workspace_named(database, workspace_id)
    with database.write() if queue else database.read() as session:
        workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        try:
            wanted = Week.parse(week) if week else digests.last_closed(session, workspace, now)
        except ValueError as error:
            raise BotError(str(error)) from None
        if queue:
            return digests.post(session, workspace, wanted, now, asked_by="command line")
        return digests.edition(session, workspace_id, wanted, now)


@cli.command()
def backtest(
    weeks: Annotated[int, typer.Option(help="How many past weeks to replay.", min=1, max=156)] = 52,
    html_file: Annotated[
        Path | None, typer.Option("--html", metavar="FILE.html", help="Write a page with charts and the stories.")
    ] = None,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
) -> None:
    """Replay past weeks: what the digest would have told of trends at each sensitivity. Nothing is changed."""
    from bot.files import output
    from digests import backtest_words as words

    # Opened first: whoever cannot write there is told before the work, not after it.
    with output.whole(html_file) if html_file is not None else nullcontext() as file:
        replayed = _replayed(weeks, workspace)
        if file is not None:
            file.write(words.page(replayed))
    _show(replayed)
    if html_file is not None:
        out.print(f"The charts and the stories are in {escape(str(html_file))}.", highlight=False, soft_wrap=True)


def _replayed(weeks: int, workspace: str) -> "Backtest":
    from bot import app as wiring
    from bot import settings
    from bot.usecases import backtest as past
    from storage.database import Database

    database = Database(settings.load().database_url)
    try:
        workspace_id, now = workspace_named(database, workspace), wiring.system_clock()
        with database.read() as session, progress_bars() as progress:
            return past.backtest(session, workspace_id, now, weeks=weeks, progress=progress)
    finally:
        database.close()


def _show(replayed: "Backtest") -> None:
    """The figures side by side, and what they cannot tell."""
    from rich import box
    from rich.table import Table

    from digests import backtest_words as words

    out.print(f"[bold]{escape(words.title(replayed))}[/bold]", highlight=False, soft_wrap=True)
    table = Table(words.period(replayed), box=box.SIMPLE_HEAD, pad_edge=False)
    for setting, name in words.NAMES.items():
        table.add_column(f"{name} *" if setting is replayed.setting else name, justify="right", no_wrap=True)
    for row in words.table(replayed):
        table.add_row(row.label, *row.values)
    out.print(table, highlight=False)
    out.print("* your setting now\n", highlight=False)
    for sentence in words.CANNOT:
        out.print(f"• {escape(sentence)}", highlight=False)
