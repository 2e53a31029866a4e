"""One file into one workspace: portion by portion, each a transaction, so that a rerun takes up where one was ended."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.errors import BotError
from bot.files.imports import kinds
from bot.files.imports.cells import Known
from bot.files.imports.dates import Calendar, Order
from bot.files.imports.heads import Heads, heads, spellings
from bot.files.imports.source import Kind, Portion, Source
from bot.files.tables import Table
from bot.usecases import audit
from bot.usecases.actor import Actor
from bot.usecases.importing.accounts import Accounts
from bot.usecases.importing.catalog import import_catalog
from bot.usecases.importing.reports import Reports
from bot.usecases.importing.rows import BY_COMMAND, Imported, RowError, key_of
from bot.usecases.importing.wants import post_cards
from digests.wording import count
from storage.database import Database, Session, fault_of
from storage.models import Workspace
from storage.queries import workspaces

Progress = Callable[[str, int, int], None]
Begin = Callable[[], AbstractContextManager[Session]]
Take = Callable[[Session, list[Any]], Imported]
_Item = TypeVar("_Item")


class What(StrEnum):
    """What a file holds."""

    REPORTS = "reports"
    ACCOUNTS = "accounts"
    CATALOG = "catalog"


@dataclass(frozen=True)
class Asked:
    """What somebody typed; `reporter` stands in where a report names nobody whom we know.

    With `cards`, open requests that have no card get one. `digest` is the file's SHA-256, once it is read.
    """

    what: What
    path: Path
    dry_run: bool = False
    update: bool = False
    order: Order | None = None
    reporter: str = ""
    cards: bool = False
    digest: str = ""


def asked(
    what: str, path: Path, *, dry_run: bool, update: bool, order: str | None, reporter: str, cards: bool = False
) -> Asked:
    """What somebody typed, checked. Raises BotError where it cannot be meant."""
    kind = What(what)
    if update and kind is What.REPORTS:
        raise BotError("A report stays as it is once it is here: --update is for accounts and the catalog.")
    if cards and kind is not What.REPORTS:
        raise BotError("--cards is for reports: only their requests have cards.")
    return Asked(kind, path, dry_run, update, Order(order) if order else None, reporter.strip(), cards)


class Listener(Protocol):
    """Hears of each row as it is decided."""

    def left_out(self, error: RowError) -> None:
        """A row was left out."""

    def warned(self, warning: RowError) -> None:
        """A row was taken without a part of it."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file; `unknown` are the columns that nobody reads, `cards` how many were queued."""

    added: int = 0
    changed: int = 0
    known: int = 0
    left_out: int = 0
    warnings: int = 0
    unknown: tuple[str, ...] = ()
    cards: int = 0

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self.added + self.changed + self.known + self.left_out

    def with_more(self, imported: Imported) -> "Outcome":
        """With a portion more."""
        return Outcome(
            added=self.added + imported.added,
            changed=self.changed + imported.changed,
            known=self.known + imported.known,
            left_out=self.left_out + len(imported.errors),
            warnings=self.warnings + len(imported.warnings),
            unknown=self.unknown,
        )


_KINDS = {
    What.REPORTS: Kind(kinds.REPORTS, kinds.report),
    What.ACCOUNTS: Kind(kinds.ACCOUNTS, kinds.account),
    What.CATALOG: Kind(kinds.CATALOG, kinds.catalog_item, is_whole=True),
}


def run(
    database: Database, workspace_id: str, asked: Asked, *, now: datetime, listener: Listener, progress: Progress
) -> Outcome:
    """Take a file; of a dry run, which tells the same, nothing stays.

    Raises BotError with a sentence for a file that is no such table, and for a database that is full, locked or away.
    Portions that were taken before the fault stay.
    """
    kind = _KINDS[asked.what]
    table = Table(asked.path, spellings(kind.columns))
    asked = replace(asked, digest=_digest(asked.path))
    found = heads(table, kind.columns)
    with database.read() as session:
        workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        source = Source(table, kind, found, _known(session, workspace, asked, found, now))
    outcome = Outcome(unknown=found.unknown)
    database.make_room()
    with ExitStack() as stack, _few_collections():
        begin = stack.enter_context(_transactions(database, dry_run=asked.dry_run))
        with begin() as session:
            take = _taker(session, workspace_id, asked, now, stack)
        stack.enter_context(_broken_off(begin, workspace_id, asked, now, lambda: outcome))
        for portion, is_last in _with_last(source.portions()):
            with begin() as session:
                imported = _take(session, portion, take)
                whole = outcome.with_more(imported)
                if is_last:
                    _note(session, workspace_id, asked, whole, now)
            outcome = whole
            _tell(imported, listener)
            progress(f"Importing {asked.what}", outcome.rows, source.expected(outcome.rows))
        if asked.cards:
            with begin() as session:
                outcome = replace(outcome, cards=post_cards(session, workspace_id))
    return outcome


@contextmanager
def _broken_off(
    begin: Begin, workspace_id: str, asked: Asked, now: datetime, so_far: Callable[[], Outcome]
) -> Iterator[None]:
    """What broke a file off is told with how far it came, and what came is written down; a broken database takes no
    line more.
    """
    try:
        yield
    except (BotError, KeyboardInterrupt) as error:
        if not asked.dry_run:
            with begin() as session:
                _note(session, workspace_id, asked, so_far(), now)
        if isinstance(error, BotError):
            raise BotError(_so_far(error.sentence, so_far(), asked)) from error
        raise
    except Exception as error:
        if not (fault := fault_of(error)):
            raise
        raise BotError(_so_far(f"The database cannot be written: {fault}.", so_far(), asked)) from error


@contextmanager
def _few_collections() -> Iterator[None]:
    """Rows come and go by the portion, without circles: to look for those again and again is a tenth of the work."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _take(session: Session, portion: Portion, take: Take) -> Imported:
    """Let the rows of a portion be taken; its errors in the order of the file."""
    imported = take(session, portion.rows)
    left_out = {error.line for error in imported.errors}
    imported.errors = sorted([*portion.errors, *imported.errors], key=lambda error: error.line)
    imported.warnings = [warning for warning in portion.warnings if warning.line not in left_out]
    return imported


def _tell(imported: Imported, listener: Listener) -> None:
    for error in imported.errors:
        listener.left_out(error)
    for warning in imported.warnings:
        listener.warned(warning)


def _known(session: Session, workspace: Workspace, asked: Asked, found: Heads, now: datetime) -> Known:
    """What the cells are read against. Raises BotError when nobody can stand behind the reports."""
    names: dict[str, list[str]] = {}
    people = workspaces.people(session, workspace_id=workspace.workspace_id)
    for person in people:
        if person.name:
            names.setdefault(key_of(person.name), []).append(person.user_id)
    known = Known(
        calendar=Calendar(ZoneInfo(workspace.timezone), now, asked.order),
        currency=workspace.currency,
        people=frozenset(person.user_id for person in people),
        names=names,
        called=found.called,
    )
    if asked.what is What.REPORTS and not asked.reporter and "reporter" not in found.at:
        raise BotError(
            f"{asked.path.name} has no column “reporter”. Add one with who heard each, or say with --reporter who did."
        )
    if not asked.reporter:
        return known
    try:
        return replace(known, reporter=known.person(asked.reporter))
    except ValueError as error:
        raise BotError(f"--reporter is “{asked.reporter}”, who {error}.") from None


@contextmanager
def _transactions(database: Database, *, dry_run: bool) -> Iterator[Begin]:
    """How a portion begins: with a transaction of its own, or inside one of which nothing stays."""
    if not dry_run:
        yield database.write
        return
    with database.rehearse() as session:
        yield lambda: nullcontext(session)


def _taker(session: Session, workspace_id: str, asked: Asked, now: datetime, stack: ExitStack) -> Take:
    """What takes the portions of a file."""
    if asked.what is What.CATALOG:
        return lambda session, rows: import_catalog(session, workspace_id, rows, now=now, update=asked.update)
    taker: Accounts | Reports
    if asked.what is What.ACCOUNTS:
        taker = stack.enter_context(Accounts(session, workspace_id, now=now, update=asked.update))
    else:
        taker = stack.enter_context(Reports(session, workspace_id, now=now))

    def take(session: Session, rows: list[Any]) -> Imported:
        imported = Imported()
        taker.take(session, rows, imported)
        return imported

    return take


def _digest(path: Path) -> str:
    """By which a file is known again; taken before it is read, since afterwards it may be gone."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(session: Session, workspace_id: str, asked: Asked, outcome: Outcome, now: datetime) -> None:
    """Write down once for each file who changed what, with the digest by which the file is known again."""
    if not (outcome.added or outcome.changed):
        return
    counts = {"added": outcome.added, "changed": outcome.changed, "known": outcome.known, "left_out": outcome.left_out}
    audit.note(
        session,
        Actor(workspace_id, BY_COMMAND),
        f"{asked.what}_imported",
        subject=asked.path.name[:100],
        after={**counts, "sha256": asked.digest},
        now=now,
    )


def _so_far(sentence: str, outcome: Outcome, asked: Asked) -> str:
    if asked.dry_run or not outcome.rows:
        return sentence
    return f"{sentence} {count(outcome.rows, 'row')} above it went in; mend it and import the whole file again."


def _with_last(some: Iterable[_Item]) -> Iterator[tuple[_Item, bool]]:
    """Each of them, and whether it is the last."""
    rest = iter(some)
    try:
        here = next(rest)
    except StopIteration:
        return
    for there in rest:
        yield here, False
        here = there
    yield here, True
