"""People from elsewhere: their names, regions and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.importing.rows import BadRow, Imported, Once, Regions, Took, each
from storage.database import Session
from storage.models import Role, RoleGrant
from storage.queries import workspaces


@dataclass(frozen=True)
class PersonRow:
    """One person; a coordinator coordinates the region named in `region`."""

    line: int
    user_id: str
    name: str = ""
    region: str = ""
    roles: tuple[Role, ...] = ()


def import_people(
    session: Session, workspace_id: str, rows: Iterable[PersonRow], *, by_id: str, now: datetime
) -> Imported:
    """Meet the people who are not known yet and give them their roles; `by_id` stands in the record of each role."""
    imported, regions, once = Imported(), Regions(session, workspace_id), Once()
    known = {person.user_id for person in workspaces.people(session, workspace_id=workspace_id)}

    def take(row: PersonRow) -> Took:
        once.check(row.user_id, row.line)
        region_id = regions.named(row.region)
        if Role.COORDINATOR in row.roles and region_id is None:
            raise BadRow("A coordinator needs a region.")
        if row.user_id in known:
            return Took.KNOWN
        person = workspaces.meet(session, workspace_id=workspace_id, user_id=row.user_id, name=row.name, now=now)
        person.region_id = region_id
        for role in row.roles:
            of_region = region_id if role is Role.COORDINATOR else None
            session.add(
                RoleGrant(
                    workspace_id=workspace_id,
                    user_id=row.user_id,
                    role=role,
                    region_key=str(of_region) if of_region else "",
                    region_id=of_region,
                    granted_at=now,
                    granted_by_id=by_id,
                )
            )
        return Took.ADDED

    each(rows, take, imported)
    session.flush()
    return imported
