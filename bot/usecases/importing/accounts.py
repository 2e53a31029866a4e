"""Accounts from elsewhere: a list of customers, known again by their id there, else by their name."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from bot.usecases.importing.rows import BadRow, Imported, Regions, Took, each, key_of, portions
from storage.database import Session
from storage.models import Account, new_id
from storage.queries import bulk, word_index
from storage.seen import Seen


@dataclass(frozen=True)
class AccountRow:
    """One account; the yearly value in minor units of the workspace's currency."""

    line: int
    name: str
    external_id: str = ""
    region: str = ""
    segment: str = ""
    owner_id: str = ""
    yearly_minor: int | None = None


def import_accounts(
    session: Session, workspace_id: str, rows: Iterable[AccountRow], *, now: datetime, update: bool = False
) -> Imported:
    """Add the accounts that are not here yet; with `update`, what the file says of the others applies to them."""
    imported = Imported()
    with Accounts(session, workspace_id, now=now, update=update) as accounts:
        for some in portions(rows):
            accounts.take(session, some, imported)
    return imported


@dataclass(frozen=True)
class _Here:
    """What the whole file is read against."""

    workspace_id: str
    regions: Regions
    now: datetime
    update: bool


class Accounts:
    """A file of accounts, taken portion by portion; each may be a transaction of its own.

    One that a rep named before gets its external id, and what nobody knew of it, from the file.
    """

    def __init__(self, session: Session, workspace_id: str, *, now: datetime, update: bool = False) -> None:
        self._here, self._seen = _Here(workspace_id, Regions(session, workspace_id), now, update), Seen()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._seen.__exit__(kind, error, trace)

    def take(self, session: Session, rows: Sequence[AccountRow], imported: Imported) -> None:
        """Take a portion, and count what became of its rows."""
        again = self._seen.again((_key(row), row.line) for row in rows)
        portion = _Portion(session, self._here, rows, again)
        each(rows, portion.take, imported)
        portion.write()


def _key(row: AccountRow) -> str:
    """By which an account may stand in a file only once: an id, or a name without one."""
    return row.external_id or f"\0{key_of(row.name)}"


class _Portion:
    """Some rows with everything that was here before them; `again` are the lines that came before, with where."""

    def __init__(self, session: Session, here: _Here, rows: Sequence[AccountRow], again: Mapping[int, int]) -> None:
        self._session, self._here, self._again, workspace_id = session, here, again, here.workspace_id
        self._known = bulk.accounts_by_external_id(
            session, workspace_id=workspace_id, external_ids=(row.external_id for row in rows if row.external_id)
        )
        self._named = bulk.accounts_by_key(
            session, workspace_id=workspace_id, keys=(key_of(row.name) for row in rows if not row.external_id)
        )
        self._by_reps = bulk.accounts_without_external_id(
            session, workspace_id=workspace_id, keys=(key_of(row.name) for row in rows if row.external_id)
        )
        known = {one.account_id for one in (*self._known.values(), *self._named.values())} if here.update else ()
        self._whole = bulk.whole_accounts(session, workspace_id=workspace_id, account_ids=known)
        self._new: list[dict[str, Any]] = []
        self._renamed: list[uuid.UUID] = []
        self._keys: set[str] = set()
        self._unnumbered: dict[str, dict[str, Any]] = {}

    def take(self, row: AccountRow) -> Took:
        """One row."""
        if not row.name:
            raise BadRow("The account has no name.")
        key = key_of(row.name)
        if row.line in self._again:
            raise BadRow(f"“{row.external_id or row.name}” stands in line {self._again[row.line]} already.")
        region_id = self._here.regions.named(row.region)
        known = self._known.get(row.external_id) if row.external_id else self._named.get(key)
        if known is None and not row.external_id and key in self._keys:
            return Took.KNOWN
        if known is not None:
            account = self._whole.get(known.account_id)
            changed = _apply(account, row, region_id) if account is not None else set()
            self._renamed += [known.account_id] if "name" in changed else []
            return Took.CHANGED if changed else Took.KNOWN
        if row.external_id and self._meet(row, key, region_id):
            return Took.KNOWN
        self._add(row, key, region_id)
        return Took.ADDED

    def write(self) -> None:
        """Write what came. Reports are found by what their account is called."""
        bulk.add(self._session, Account, self._new)
        word_index.index_reports_of(self._session, workspace_id=self._here.workspace_id, account_ids=self._renamed)
        self._session.flush()

    def _meet(self, row: AccountRow, key: str, region_id: uuid.UUID | None) -> bool:
        """Whether a rep, or a row above without an id, named it before: then it is that one."""
        above = self._unnumbered.pop(key, None)
        if above is not None:
            given = {"region_id": region_id, "segment": row.segment, "yearly_minor": row.yearly_minor}
            given["owner_id"] = row.owner_id or None
            above |= {name: above[name] or value for name, value in given.items()}
            above["external_id"] = row.external_id
            return True
        met = self._by_reps.pop(key, None)
        if met is None:
            return False
        met.external_id = row.external_id
        met.region_id, met.segment = met.region_id or region_id, met.segment or row.segment
        met.owner_id, met.yearly_minor = met.owner_id or row.owner_id or None, met.yearly_minor or row.yearly_minor
        return True

    def _add(self, row: AccountRow, key: str, region_id: uuid.UUID | None) -> None:
        new = {
            "workspace_id": self._here.workspace_id,
            "account_id": new_id(),
            "name": row.name,
            "name_key": key,
            "region_id": region_id,
            "segment": row.segment,
            "owner_id": row.owner_id or None,
            "yearly_minor": row.yearly_minor,
            "external_id": row.external_id or None,
            "added_at": self._here.now,
            "added_by_id": None,
        }
        self._new.append(new)
        self._keys.add(key)
        if not row.external_id:
            self._unnumbered[key] = new


def _apply(account: Account, row: AccountRow, region_id: uuid.UUID | None) -> set[str]:
    """Let an account be what the row says; an empty cell says nothing. What of it changed."""
    given: dict[str, Any] = {
        "name": row.name,
        "name_key": key_of(row.name),
        "region_id": region_id,
        "segment": row.segment,
        "owner_id": row.owner_id,
        "yearly_minor": row.yearly_minor,
    }
    changed = {name: value for name, value in given.items() if value not in ("", None)}
    changed = {name: value for name, value in changed.items() if getattr(account, name) != value}
    for name, value in changed.items():
        setattr(account, name, value)
    return set(changed)
