"""The command line: `groundswell serve | demo | migrate | manifest | …`."""

import json
import signal
import sys
import threading
from typing import Annotated

import typer
from rich.console import Console

from bot import app as wiring
from bot import logs, settings
from bot.blocks.manifest import manifest as build_manifest
from bot.errors import SettingsError
from storage.database import Database
from storage.migrations import runner

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="A Slack bot for field feedback.")
out = Console()
err = Console(stderr=True)


def main() -> None:
    """Run the command line; a wrong setting ends it with one sentence."""
    try:
        cli()
    except SettingsError as error:
        err.print(f"[red]{error}[/red]", highlight=False)
        sys.exit(2)


@cli.command()
def serve(
    http: Annotated[str, typer.Option(help="Listen here instead of HTTP_BIND, as HOST:PORT.")] = "",
) -> None:
    """Run the bot: Socket Mode when SLACK_APP_TOKEN is set, else signed HTTP."""
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
def migrate() -> None:
    """Bring the database to the newest schema."""
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
    sys.stdout.write(json.dumps(build_manifest(url=url, prefix=prefix), indent=2) + "\n")
