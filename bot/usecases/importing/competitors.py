"""Competitors from elsewhere, with what reps type when they mean them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.importing.rows import BadRow, Imported, Once, Took, each
from storage.database import Session
from storage.keys import name_key
from storage.models import Competitor, CompetitorAlias, new_id
from storage.queries import bulk


@dataclass(frozen=True)
class CompetitorRow:
    """One competitor."""

    line: int
    name: str
    aliases: tuple[str, ...] = ()


def import_competitors(
    session: Session, workspace_id: str, rows: Iterable[CompetitorRow], *, now: datetime
) -> Imported:
    """Add the competitors that are not here yet, known again by name; an alias belongs to whoever had it first."""
    imported, once = Imported(), Once()
    known = bulk.competitors_by_key(session, workspace_id=workspace_id)

    def take(row: CompetitorRow) -> Took:
        key = name_key(row.name)
        if not key:
            raise BadRow("The competitor has no name.")
        once.check(key, row.line)
        if key in known:
            return Took.KNOWN
        known[key] = competitor_id = new_id()
        session.add(
            Competitor(
                workspace_id=workspace_id, competitor_id=competitor_id, name=row.name, name_key=key, added_at=now
            )
        )
        for alias in row.aliases:
            alias_key = name_key(alias)
            if alias_key and alias_key not in known:
                known[alias_key] = competitor_id
                # One that was learned and undone is this one's from now on, because somebody wrote it down.
                session.merge(
                    CompetitorAlias(
                        workspace_id=workspace_id,
                        alias_key=alias_key,
                        alias=alias,
                        competitor_id=competitor_id,
                        learned_from_id=None,
                        learned_at=None,
                        learned_by_id=None,
                        undone_at=None,
                        undone_by_id=None,
                    )
                )
        return Took.ADDED

    each(rows, take, imported)
    session.flush()
    return imported
