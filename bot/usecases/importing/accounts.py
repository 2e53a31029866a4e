"""Accounts from elsewhere: a list of customers, known again by their id there, else by their name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.usecases.importing.rows import BadRow, Imported, Once, Regions, each, portions
from storage.database import Session
from storage.keys import name_key
from storage.models import Account, new_id
from storage.queries import bulk


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


def import_accounts(session: Session, workspace_id: str, rows: Iterable[AccountRow], *, now: datetime) -> Imported:
    """Add the accounts that are not here yet.

    One that a rep named before gets its external id, and what nobody knew of it, from the file.
    """
    imported, here = Imported(), _Here(session, workspace_id, Regions(session, workspace_id), Once(), now)
    for some in portions(rows):
        _Portion(here, some).take(some, imported)
    return imported


@dataclass(frozen=True)
class _Here:
    """What the whole file is read against."""

    session: Session
    workspace_id: str
    regions: Regions
    once: Once
    now: datetime


class _Portion:
    """Some rows with everything that was here before them."""

    def __init__(self, here: _Here, rows: list[AccountRow]) -> None:
        session, workspace_id = here.session, here.workspace_id
        self._here = here
        self._known = bulk.accounts_by_external_id(
            session, workspace_id=workspace_id, external_ids=(row.external_id for row in rows if row.external_id)
        )
        self._named = bulk.accounts_by_key(
            session, workspace_id=workspace_id, keys=(name_key(row.name) for row in rows if not row.external_id)
        )
        self._by_reps = bulk.accounts_without_external_id(
            session, workspace_id=workspace_id, keys=(name_key(row.name) for row in rows)
        )
        self._new: list[dict[str, Any]] = []

    def take(self, rows: list[AccountRow], imported: Imported) -> None:
        """Take them all."""
        each(rows, self._take, imported)
        bulk.add(self._here.session, Account, self._new)

    def _take(self, row: AccountRow) -> bool:
        if not row.name:
            raise BadRow("The account has no name.")
        key = name_key(row.name)
        self._here.once.check(row.external_id or row.name, row.line)
        region_id = self._here.regions.named(row.region)
        if row.external_id in self._known or (not row.external_id and key in self._named):
            return False
        met = self._by_reps.pop(key, None) if row.external_id else None
        if met is not None:
            met.external_id = row.external_id
            met.region_id, met.segment = met.region_id or region_id, met.segment or row.segment
            met.owner_id, met.yearly_minor = met.owner_id or row.owner_id or None, met.yearly_minor or row.yearly_minor
            return False
        self._new.append(
            {
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
        )
        return True
