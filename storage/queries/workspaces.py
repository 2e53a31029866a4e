"""Questions about a workspace, its regions, its people and their roles."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import Person, Region, Role, RoleGrant, Workspace, new_id

# They answer for the whole, so they look things up in the whole. A coordinator answers for a region.
EVERYBODYS_REPORTS = (Role.MARKETER, Role.COMMITTEE, Role.SECRETARY, Role.SALES_MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class Roles:
    """What one person may do, and for which regions they coordinate."""

    held: frozenset[Role] = frozenset()
    coordinates: frozenset[uuid.UUID] = field(default_factory=frozenset)

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held."""
        return any(role in self.held for role in roles)

    @property
    def sees_all_reports(self) -> bool:
        """Whether everybody's reports are shown to this person; reps see their own, coordinators their region's too."""
        return self.has(*EVERYBODYS_REPORTS)

    def may_triage(self, regions: Collection[uuid.UUID]) -> bool:
        """Whether the triage buttons work for this person on something heard in these regions."""
        return self.has(Role.MARKETER, Role.ADMIN) or bool(self.coordinates & set(regions))


def get_workspace(session: Session, *, workspace_id: str) -> Workspace:
    """The workspace; KeyError when it was never installed."""
    workspace = session.get(Workspace, workspace_id)
    if workspace is None:
        raise KeyError(workspace_id)
    return workspace


def hold(session: Session, *, workspace_id: str) -> None:
    """Let others who hold the same workspace wait until this transaction ends: they then read what was done.

    For what two people at once could each do by itself and not both: give one name twice, merge in a circle. SQLite
    has one writer anyway; on PostgreSQL rows may refer to the workspace meanwhile.
    """
    held = select(Workspace.workspace_id).where(Workspace.workspace_id == workspace_id)
    session.execute(held.with_for_update(key_share=True))


def find_workspace(session: Session, *, workspace_id: str) -> Workspace | None:
    """The workspace, if it is known."""
    return session.get(Workspace, workspace_id)


def workspaces(session: Session) -> Sequence[Workspace]:
    """All workspaces, for the clock's round."""
    return session.scalars(select(Workspace).order_by(Workspace.workspace_id)).all()


def regions(session: Session, *, workspace_id: str, with_retired: bool = False) -> Sequence[Region]:
    """The regions by name."""
    query = select(Region).where(Region.workspace_id == workspace_id).order_by(Region.name)
    if not with_retired:
        query = query.where(Region.retired_at.is_(None))
    return session.scalars(query).all()


def set_regions(session: Session, *, workspace_id: str, names: Sequence[str], now: datetime) -> None:
    """Make these the regions: new names are added, missing ones retired, returning ones taken up again."""
    known = {region.name: region for region in regions(session, workspace_id=workspace_id, with_retired=True)}
    for name in names:
        if name not in known:
            session.add(Region(workspace_id=workspace_id, region_id=new_id(), name=name))
        else:
            known[name].retired_at = None
    for name, region in known.items():
        if name not in names and region.retired_at is None:
            region.retired_at = now
    session.flush()


def find_person(session: Session, *, workspace_id: str, user_id: str) -> Person | None:
    """The person, if Groundswell has met them."""
    return session.get(Person, (workspace_id, user_id))


def people(session: Session, *, workspace_id: str) -> Sequence[Person]:
    """Everybody Groundswell has met."""
    return session.scalars(select(Person).where(Person.workspace_id == workspace_id).order_by(Person.user_id)).all()


def meet(session: Session, *, workspace_id: str, user_id: str, now: datetime, name: str = "") -> Person:
    """The person, remembered from now on. Payloads carry only a handle: it stands in while no better name is known."""
    person = find_person(session, workspace_id=workspace_id, user_id=user_id)
    if person is None:
        person = Person(workspace_id=workspace_id, user_id=user_id, name=name, seen_at=now)
        session.add(person)
        session.flush()
    elif name and not person.name:
        person.name = name
    return person


def roles_of(session: Session, *, workspace_id: str, user_id: str) -> Roles:
    """What this person may do."""
    return all_roles(session, workspace_id=workspace_id, user_ids=[user_id]).get(user_id, Roles())


def all_roles(session: Session, *, workspace_id: str, user_ids: Sequence[str] | None = None) -> dict[str, Roles]:
    """Everybody's roles by user id."""
    query = select(RoleGrant).where(RoleGrant.workspace_id == workspace_id)
    if user_ids is not None:
        query = query.where(RoleGrant.user_id.in_(user_ids))
    grants: dict[str, list[RoleGrant]] = {}
    for grant in session.scalars(query):
        grants.setdefault(grant.user_id, []).append(grant)
    return {
        user_id: Roles(
            held=frozenset(grant.role for grant in held),
            coordinates=frozenset(grant.region_id for grant in held if grant.region_id is not None),
        )
        for user_id, held in grants.items()
    }


def holders(session: Session, *, workspace_id: str, role: Role) -> Sequence[RoleGrant]:
    """Who holds a role, in a steady order."""
    query = select(RoleGrant).where(RoleGrant.workspace_id == workspace_id, RoleGrant.role == role)
    return session.scalars(query.order_by(RoleGrant.granted_at, RoleGrant.user_id)).all()


def set_holders(
    session: Session,
    *,
    workspace_id: str,
    role: Role,
    user_ids: Iterable[str],
    by_id: str,
    now: datetime,
    region_id: uuid.UUID | None = None,
) -> None:
    """Make these people, and nobody else, hold a role (for a coordinator: in one region)."""
    region_key = str(region_id) if region_id else ""
    session.execute(
        delete(RoleGrant).where(
            RoleGrant.workspace_id == workspace_id, RoleGrant.role == role, RoleGrant.region_key == region_key
        )
    )
    for user_id in dict.fromkeys(user_ids):
        meet(session, workspace_id=workspace_id, user_id=user_id, now=now)
        session.add(
            RoleGrant(
                workspace_id=workspace_id,
                user_id=user_id,
                role=role,
                region_key=region_key,
                region_id=region_id,
                granted_at=now,
                granted_by_id=by_id,
            )
        )
    session.flush()
