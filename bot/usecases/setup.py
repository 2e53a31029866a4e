"""`/field setup`: who may, what is wrong with the answers, and everything that follows from saving them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.errors import FormError, NotAllowed
from bot.usecases import audit, regions
from bot.usecases.actor import Actor
from bot.usecases.digest import set_schedule
from bot.usecases.lanes import open_lane
from bot.usecases.workspace import LOST, WON
from storage.database import Session
from storage.models import Lane, Role, RoleGrant, Workspace
from storage.queries import market, requests, workspaces

# Both clocks, in working days: a clock of a year is none.
LONGEST_CLOCK = 120
LONGEST_NOUN = 40
# The two stages that a workspace may have before a decision.
REGIONAL_REVIEW, COMMITTEE = "regional_review", "committee"


class SetupField(StrEnum):
    """The fields of the setup form; a coordinator field is `coordinators:` and the region's id."""

    TRIAGE = "triage_channel"
    DIGEST = "digest_channel"
    ZONE = "zone"
    DAY = "digest_day"
    TIME = "digest_time"
    NOUN = "item_noun"
    CURRENCY = "currency"
    REGIONS = "regions"
    FIRST_ANSWER = "first_answer_days"
    DECISION = "decision_days"
    STAGES = "stages"
    MARKETERS = "marketers"
    SALES_MANAGERS = "sales_managers"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    ADMINS = "admins"
    COORDINATORS = "coordinators"


# The roles that are picked for the whole workspace, in the order of the form.
ROLE_FIELDS = {
    Role.MARKETER: SetupField.MARKETERS,
    Role.SALES_MANAGER: SetupField.SALES_MANAGERS,
    Role.COMMITTEE: SetupField.COMMITTEE,
    Role.SECRETARY: SetupField.SECRETARY,
    Role.ADMIN: SetupField.ADMINS,
}


def coordinators_field(region_id: uuid.UUID) -> str:
    """The field in which a region's coordinators are picked."""
    return f"{SetupField.COORDINATORS}:{region_id}"


@dataclass(frozen=True)
class Changes:
    """What somebody changed in the form; None, or not in a mapping, is what they left alone.

    Only what was touched is saved: two admins with the form open at once do not undo each other's work.
    """

    triage_channel_id: str | None = None
    digest_channel_id: str | None = None
    timezone: str | None = None
    digest_at: str | None = None
    item_noun: str | None = None
    currency: str | None = None
    first_answer_days: int | None = None
    decision_days: int | None = None
    has_regional_review: bool | None = None
    has_committee: bool | None = None
    regions: tuple[str, ...] | None = None
    holders: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    coordinators: Mapping[uuid.UUID, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """What came of saving the form, and what is left to do."""

    is_first: bool
    has_changed: bool
    missing: tuple[str, ...]
    new_regions: tuple[str, ...]


def check_may_set_up(session: Session, actor: Actor) -> None:
    """Raise NotAllowed unless this person is an admin, or there is none yet."""
    admins = [grant.user_id for grant in _admins(session, actor.workspace_id)]
    if admins and actor.user_id not in admins:
        names = requests.names_of(session, workspace_id=actor.workspace_id, user_ids=admins)
        who = ", ".join(names[admin] for admin in admins if admin in names)
        raise NotAllowed(f"Groundswell is set up already. Its admins can change this{f': {who}' if who else ''}.")


def save(session: Session, actor: Actor, changes: Changes, *, now: datetime) -> Saved:
    """Save what was changed, write it to the audit, and speak in the channels that are new.

    The first to save becomes an admin. Raises NotAllowed for anybody but an admin after that, and FormError by field.
    """
    check_may_set_up(session, actor)
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=actor.user_id, name=actor.name, now=now)
    changes = _with_an_admin(session, actor, changes)
    _check(workspace, changes)
    before = {lane: _channel(workspace, lane) for lane in Lane}
    _settle(session, actor, workspace, changes, now)
    new_regions = regions.settle(session, actor, changes.regions, now=now) if changes.regions is not None else ()
    _grant(session, actor, changes, now)
    is_first = workspace.set_up_at is None
    if is_first:
        workspace.set_up_at = now
        audit.note(session, actor, "set_up", now=now)
    for lane in Lane:
        if _channel(workspace, lane) and (is_first or _channel(workspace, lane) != before[lane]):
            open_lane(session, actor, workspace, lane, is_first=is_first, had_channel=bool(before[lane]))
    session.flush()
    return Saved(
        is_first=is_first,
        has_changed=is_first or changes != Changes(),
        missing=tuple(workspace.missing_settings()),
        new_regions=new_regions,
    )


def _admins(session: Session, workspace_id: str) -> Sequence[RoleGrant]:
    return workspaces.holders(session, workspace_id=workspace_id, role=Role.ADMIN)


def _with_an_admin(session: Session, actor: Actor, changes: Changes) -> Changes:
    """Whoever is first becomes admin, whoever else they picked."""
    if _admins(session, actor.workspace_id):
        return changes
    picked = changes.holders.get(Role.ADMIN, ())
    holders = {**changes.holders, Role.ADMIN: tuple(dict.fromkeys([actor.user_id, *picked]))}
    return replace(changes, holders=holders)


def _check(workspace: Workspace, changes: Changes) -> None:
    """Raise FormError naming every field that is wrong."""
    errors: dict[str, str] = {}
    if not (changes.triage_channel_id if changes.triage_channel_id is not None else workspace.triage_channel_id):
        errors[SetupField.TRIAGE] = "Pick the channel where cards are posted."
    if changes.item_noun is not None and not changes.item_noun:
        errors[SetupField.NOUN] = "Write one word for what you sell, such as heading, feature or plan."
    _check_clocks(workspace, changes, errors)
    if changes.regions is not None:
        wrong = regions.problem(changes.regions)
        if wrong:
            errors[SetupField.REGIONS] = wrong
    if changes.holders.get(Role.ADMIN) == ():
        errors[SetupField.ADMINS] = "Keep at least one admin: somebody has to be able to change this."
    picked: dict[str, tuple[str, ...]] = {ROLE_FIELDS[role]: users for role, users in changes.holders.items()}
    picked |= {coordinators_field(region_id): users for region_id, users in changes.coordinators.items()}
    for block_id, users in picked.items():
        if workspace.bot_user_id and workspace.bot_user_id in users:
            errors[block_id] = "Pick people only: Groundswell itself can hold no role."
    if errors:
        raise FormError(errors)


def _check_clocks(workspace: Workspace, changes: Changes, errors: dict[str, str]) -> None:
    first = changes.first_answer_days if changes.first_answer_days is not None else workspace.first_answer_days
    decision = changes.decision_days if changes.decision_days is not None else workspace.decision_days
    for block_id, days in ((SetupField.FIRST_ANSWER, first), (SetupField.DECISION, decision)):
        if not 1 <= days <= LONGEST_CLOCK:
            errors[block_id] = f"Write a number of working days from 1 to {LONGEST_CLOCK}."
    if not errors.keys() & {SetupField.FIRST_ANSWER, SetupField.DECISION} and decision < first:
        errors[SetupField.DECISION] = "The decision cannot be due before the first answer."


# The settings that are simply written down, by their name on the workspace.
_PLAIN = (
    "triage_channel_id",
    "digest_channel_id",
    "item_noun",
    "currency",
    "first_answer_days",
    "decision_days",
    "has_regional_review",
    "has_committee",
)


def _settle(session: Session, actor: Actor, workspace: Workspace, changes: Changes, now: datetime) -> None:
    before = {name: getattr(workspace, name) for name in _PLAIN}
    for name in _PLAIN:
        wanted = getattr(changes, name)
        if wanted is not None:
            setattr(workspace, name, (wanted or None) if name.endswith("channel_id") else wanted)
    after = {name: getattr(workspace, name) for name in _PLAIN}
    audit.note_changes(session, actor, "settings_changed", before=before, after=after, now=now)
    if workspace.item_noun != before["item_noun"]:
        _reword_reasons(session, workspace, before["item_noun"])
    try:
        set_schedule(
            session,
            workspace,
            timezone=changes.timezone if changes.timezone is not None else workspace.timezone,
            digest_at=changes.digest_at if changes.digest_at is not None else workspace.digest_at,
            by_id=actor.user_id,
            now=now,
        )
    except ValueError as error:
        raise FormError({SetupField.ZONE: str(error)}) from None


def _reword_reasons(session: Session, workspace: Workspace, old_noun: str) -> None:
    """Our own reasons speak of what is sold by its new name; one that somebody worded themselves stays."""
    templates = {template.format(noun=old_noun): template for _, template in (*LOST, *WON)}
    for reason in market.reasons(session, workspace_id=workspace.workspace_id, with_retired=True):
        if reason.label in templates:
            reason.label = templates[reason.label].format(noun=workspace.item_noun)


def _grant(session: Session, actor: Actor, changes: Changes, now: datetime) -> None:
    """Give and take roles; a region that is gone meanwhile has no coordinator to be."""
    for role, users in changes.holders.items():
        _set_holders(session, actor, role, users, now=now)
    live = {region.region_id for region in workspaces.regions(session, workspace_id=actor.workspace_id)}
    for region_id, users in changes.coordinators.items():
        if region_id in live:
            _set_holders(session, actor, Role.COORDINATOR, users, now=now, region_id=region_id)


def _set_holders(
    session: Session,
    actor: Actor,
    role: Role,
    users: Sequence[str],
    *,
    now: datetime,
    region_id: uuid.UUID | None = None,
) -> None:
    held = [
        grant.user_id
        for grant in workspaces.holders(session, workspace_id=actor.workspace_id, role=role)
        if grant.region_id == region_id
    ]
    if set(held) == set(users):
        return
    workspaces.set_holders(
        session,
        workspace_id=actor.workspace_id,
        role=role,
        user_ids=users,
        by_id=actor.user_id,
        now=now,
        region_id=region_id,
    )
    audit.note(
        session,
        actor,
        "roles_changed",
        subject=f"{role}:{region_id}" if region_id else role,
        before={"user_ids": held},
        after={"user_ids": list(users)},
        now=now,
    )


def _channel(workspace: Workspace, lane: Lane) -> str | None:
    return workspace.triage_channel_id if lane is Lane.TRIAGE else workspace.digest_channel_id
