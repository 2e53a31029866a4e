"""The sales regions as a list of names: checked, then made so."""

from collections.abc import Sequence
from datetime import datetime

from bot.usecases import audit
from bot.usecases.actor import Actor
from storage.database import Session
from storage.keys import name_key
from storage.models import Region, Role
from storage.queries import workspaces

# Slack's form holds a hundred blocks: one menu for each region's coordinators, and the rest of the settings.
MOST = 70
LONGEST = 75  # what Slack lets one choice of a menu show


def listed(text: str) -> tuple[str, ...]:
    """The names in a text of one name a line; a name written twice counts once, as it was written first."""
    names: dict[str, str] = {}
    for line in text.splitlines():
        name = " ".join(line.split())
        if name:
            names.setdefault(name_key(name), name)
    return tuple(names.values())


def problem(names: Sequence[str]) -> str:
    """What is wrong with a list of names, as a sentence; empty when nothing is."""
    if len(names) > MOST:
        return f"These are {len(names)} regions; at most {MOST} fit. Larger regions make clearer trends, too."
    long = next((name for name in names if len(name) > LONGEST), "")
    if long:
        return f"“{long[:30]}…” is too long: keep each name to {LONGEST} characters, one name a line."
    return ""


def settle(session: Session, actor: Actor, names: Sequence[str], *, now: datetime) -> tuple[str, ...]:
    """Make these the regions; the names that are new.

    A region written otherwise ("north west") is the same region under its new spelling. One that is no longer named
    is retired: its reports keep it, and its coordinators lose the role.
    """
    workspace_id = actor.workspace_id
    before = workspaces.regions(session, workspace_id=workspace_id)
    live = {region.region_id: region.name for region in before}
    _respell(session, workspace_id, names)
    workspaces.set_regions(session, workspace_id=workspace_id, names=names, now=now)
    after = workspaces.regions(session, workspace_id=workspace_id)
    kept = {region.region_id for region in after}
    for region in before:
        if region.region_id not in kept:
            workspaces.set_holders(
                session,
                workspace_id=workspace_id,
                role=Role.COORDINATOR,
                user_ids=[],
                by_id=actor.user_id,
                now=now,
                region_id=region.region_id,
            )
    old, new = sorted(live.values()), sorted(region.name for region in after)
    if old != new:
        audit.note(session, actor, "regions_changed", before={"names": old}, after={"names": new}, now=now)
    return tuple(region.name for region in after if region.region_id not in live)


def _respell(session: Session, workspace_id: str, names: Sequence[str]) -> None:
    known = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    exact = {region.name for region in known}
    by_key: dict[str, Region] = {}
    for region in sorted(known, key=lambda one: one.retired_at is not None):
        by_key.setdefault(name_key(region.name), region)
    for name in names:
        if name not in exact and name_key(name) in by_key:
            by_key[name_key(name)].name = name
    session.flush()
