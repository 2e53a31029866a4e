"""What people have in files, and what it means: import, similar, themes, trends, reindex."""
# ruff: noqa: PLC0415

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.console import cli, embedder, err, escape, out, progress_bars, say, workspace_named
from bot.errors import BotError

if TYPE_CHECKING:
    from digests.similarity.embedder import Embedder
    from storage.database import Database


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
        with telling.errors_file(errors, source=file) as keep, progress_bars() as progress:
            told = telling.Telling(say, keep)
            workspace_id, now = workspace_named(database, workspace), wiring.system_clock()
            outcome = running.run(database, workspace_id, asked, now=now, listener=told, progress=progress)
    finally:
        database.close()
        lock.give_back()
    for line in told.rest(outcome):
        say(line)
    out.print(escape(telling.closing(outcome, asked)), highlight=False, soft_wrap=True)
    if outcome.left_out:
        raise typer.Exit(1)


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

    with progress_bars() as progress:
        files.write(corpus, queries, out_file, embedder=embedder(lexical), most=top, progress=progress)


@cli.command()
def themes(
    texts: Annotated[
        Path | None, typer.Argument(help="CSV file with a column “text”, the oldest row first; none: the database.")
    ] = None,
    *,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Write text, cluster and label of the file here, row by row.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="What the last time wrote: its themes keep their ids.")
    ] = None,
    pinned: Annotated[
        Path | None, typer.Option("--pinned", help="CSV file with “text” and “cluster”: rows that stay where they are.")
    ] = None,
    lexical: Annotated[bool, typer.Option("--lexical", help="Compare letters, without the text model.")] = False,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
) -> None:
    """Find the themes among the texts of a file, and carry last week's over; or those in the database, as each week."""
    from bot.files import themes as files

    if texts is None:
        if out_file or previous or pinned:
            raise BotError("Say which file of texts: groundswell themes TEXTS.csv --out OUT.csv.")
        _group_again(workspace)
        return
    if out_file is None:
        raise BotError("Say where to write the themes: --out OUT.csv.")
    with progress_bars() as progress:
        done = files.write(
            texts, out_file, previous=previous, pinned=pinned, embedder=embedder(lexical), progress=progress
        )
    for note in done.notes:
        err.print(f"[yellow]{escape(note)}[/yellow]", highlight=False, soft_wrap=True)
    out.print(escape(done.sentence), highlight=False, soft_wrap=True)


@cli.command()
def read(
    messages: Annotated[
        Path | None, typer.Argument(metavar="FILE.txt", help="A text file, one message a line; not with --report.")
    ] = None,
    *,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Write one JSON object a line here; with --report, one a reading.")
    ] = None,
    accounts: Annotated[Path | None, typer.Option(help="CSV file of the customers: name, region.")] = None,
    competitors: Annotated[Path | None, typer.Option(help="CSV file of the rivals: name, aliases (a; b).")] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Tell how well your own people’s words were read, from the database.")
    ] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="With --report: write the figures as JSON.")] = None,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
) -> None:
    """Read what each message of a file says: kind, customer, value, reasons. Or tell how well yours were read."""
    from bot.files import messages as files

    if report:
        if messages or accounts or competitors:
            raise BotError("With --report the words come from the database: leave out the files.")
        _tell_how_well(out_file, json_file, workspace)
        return
    if messages is None or out_file is None:
        missing = "FILE.txt" if messages is None else "--out"
        raise typer.BadParameter("it is missing. Say which file of messages, and where to write.", param_hint=missing)
    if json_file or workspace:
        raise BotError("--json and --workspace belong to --report.")
    with progress_bars() as progress:
        done = files.write(messages, out_file, accounts=accounts, competitors=competitors, progress=progress)
    out.print(escape(done.sentence), highlight=False, soft_wrap=True)


def _tell_how_well(each_to: Path | None, json_to: Path | None, workspace: str) -> None:
    """Read again what is kept, and show how right it was and is. Nothing is changed; it may run while the bot runs."""
    from rich import box
    from rich.table import Table

    from bot import settings
    from bot.files import readings
    from storage.database import Database

    database = Database(settings.load().database_url)
    try:
        workspace_id = workspace_named(database, workspace)
        with progress_bars() as progress:
            done = readings.report(database, workspace_id, json_to=json_to, each_to=each_to, progress=progress)
    finally:
        database.close()
    for one in readings.tables(done):
        out.print(f"[bold]{escape(one.title)}[/bold]", highlight=False, soft_wrap=True)
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
        for number, head in enumerate(one.heads):
            table.add_column(head, justify="right" if number else "left", no_wrap=True)
        for row in one.rows:
            table.add_row(*row)
        out.print(table, highlight=False)
    for note in readings.notes(done):
        out.print(f"• {escape(note)}", highlight=False, soft_wrap=True)


@cli.command()
def trends(
    series: Annotated[
        Path,
        typer.Argument(
            metavar="SERIES.csv",
            help="CSV file with series_id, week, accounts, logs, reps, value; an id is company:theme:region:segment.",
        ),
    ],
    alerts: Annotated[Path, typer.Option("--alerts", help="Write series_id and week of each digest's lines here.")],
    *,
    sensitivity: Annotated[
        Literal["fewer", "balanced", "more"], typer.Option(help="How much a digest tells.")
    ] = "balanced",
) -> None:
    """Replay the weeks of a file, and find what rose above what was expected; no database is needed."""
    from bot.files import trends as files
    from digests.trends.finding import Sensitivity

    with progress_bars() as progress:
        done = files.write(series, alerts, sensitivity=Sensitivity(sensitivity), progress=progress)
    for note in done.notes:
        err.print(f"[yellow]{escape(note)}[/yellow]", highlight=False, soft_wrap=True)
    out.print(escape(done.sentence), highlight=False, soft_wrap=True)


@cli.command()
def reindex(
    *,
    words: Annotated[
        bool, typer.Option("--words", help="Also put right what finding by words looks through, should it be damaged.")
    ] = False,
    workspace: Annotated[str, typer.Option(help="The workspace's id, when the database holds several.")] = "",
) -> None:
    """Read all texts that the text model has not read yet, as after an import; it may be broken off and run again."""
    with _all_read(workspace) as (database, _, workspace_id, read):
        looked_at = _index_anew(database, workspace_id) if words else 0
    if words:
        out.print(f"Looked through the words of {looked_at:,} reports and requests.", highlight=False)
    if read:
        out.print(f"Read the texts of {read:,} requests, reports and catalog items.", highlight=False)
    else:
        out.print("Every text has been read already.", highlight=False)


def _index_anew(database: "Database", workspace_id: str) -> int:
    """Look through the words of everything; how many reports and requests."""
    from bot.usecases import texts

    with progress_bars() as progress:
        return texts.index_anew(database, workspace_id, lambda done, total: progress("Words", done, total))


def _group_again(workspace: str) -> None:
    """Find a workspace's themes now, as it is done each week; texts that were not read yet are read first."""
    from bot import app as wiring
    from bot.usecases import themes as weekly

    with _all_read(workspace) as (database, model, workspace_id, _):
        found = weekly.regroup(database, model, workspace_id, now=wiring.system_clock())
    if found is not None:
        out.print(
            f"{found.themes:,} themes ({found.new:,} new) in {found.reports:,} reports; {found.unsorted:,} in none.",
            highlight=False,
        )


@contextmanager
def _all_read(workspace: str) -> Iterator["tuple[Database, Embedder, str, int]"]:
    """The database with every text of a workspace read: with the model, the workspace's id, and how many were new."""
    from bot import app as wiring
    from bot import settings
    from bot.usecases.likeness import Likeness

    chosen = settings.load()
    database, lock = wiring.open_database(chosen)
    try:
        workspace_id, model = workspace_named(database, workspace), wiring.embedder(chosen)
        with progress_bars() as progress:
            read = Likeness(database, lambda: model, most_bytes=0).read_everything(
                workspace_id, lambda done, total: progress("Reading", done, total)
            )
        yield database, model, workspace_id, read
    finally:
        database.close()
        lock.give_back()
