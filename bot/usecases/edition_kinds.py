"""The kinds of edition: how each is made and kept, what it is called, and who may have it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from digests.people import rep, team
from digests.people import report as people_report
from digests.personal import build as personal_build
from digests.personal import report as personal_report
from digests.weeks import Week
from storage.database import Session
from storage.models import EditionKind, Role
from storage.queries.editions import Only
from storage.queries.workspaces import Roles


class Report(Protocol):
    """What an edition tells."""

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to tell."""


@dataclass(frozen=True)
class Asking:
    """What an edition is built from: its reader and filter, and the weeks it tells of, both included."""

    workspace_id: str
    user_id: str
    only: Only
    first: Week
    last: Week
    start: datetime
    end: datetime
    period: str
    now: datetime


@dataclass(frozen=True)
class Maker:
    """How one kind of edition is made and kept.

    One that `says_when_quiet` tells in a line that there was nothing, twice; any other is then silent at once.
    """

    build: Callable[[Session, Asking], Report]
    freeze: Callable[[Any], dict[str, Any]]
    thaw: Callable[[dict[str, Any]], Report]
    says_when_quiet: bool


def _by_my_filter(session: Session, asking: Asking) -> Report:
    return personal_build.build(
        session,
        workspace_id=asking.workspace_id,
        first=asking.first,
        last=asking.last,
        period=asking.period,
        only=asking.only,
        now=asking.now,
    )


def _of_rep(session: Session, asking: Asking) -> Report:
    return rep.build(
        session,
        workspace_id=asking.workspace_id,
        user_id=asking.user_id,
        start=asking.start,
        end=asking.end,
        period=asking.period,
        now=asking.now,
    )


def _of_team(session: Session, asking: Asking) -> Report:
    return team.build(
        session,
        workspace_id=asking.workspace_id,
        user_id=asking.user_id,
        team=asking.only.team,
        start=asking.start,
        end=asking.end,
        period=asking.period,
        now=asking.now,
    )


# A kind that stands here is offered and sent; how it looks is said in `bot.jobs.rendering_editions`.
MAKERS: dict[EditionKind, Maker] = {
    EditionKind.DIGEST: Maker(_by_my_filter, personal_report.to_dict, personal_report.from_dict, says_when_quiet=True),
    EditionKind.REP: Maker(_of_rep, people_report.to_dict, people_report.rep_from_dict, says_when_quiet=False),
    EditionKind.TEAM: Maker(_of_team, people_report.to_dict, people_report.team_from_dict, says_when_quiet=False),
}
_PREFIX = {EditionKind.DIGEST: "me", EditionKind.REP: "rep", EditionKind.TEAM: "team"}


def edition_of(kind: EditionKind, user_id: str) -> str:
    """The name of somebody's edition in its claims."""
    return f"{_PREFIX[kind]}:{user_id}"


def reader_of(edition: str) -> tuple[EditionKind, str]:
    """Read the name of an edition; KeyError for one that is nobody's own."""
    prefix, _, user_id = edition.partition(":")
    kinds = {name: kind for kind, name in _PREFIX.items()}
    return kinds[prefix], user_id


def offered(roles: Roles) -> tuple[EditionKind, ...]:
    """The kinds of edition that somebody with these roles can have, of those that are made."""
    allowed = {
        EditionKind.DIGEST: roles.sees_all_reports or bool(roles.coordinates),
        EditionKind.REP: True,
        EditionKind.TEAM: roles.has(Role.SALES_MANAGER, Role.ADMIN),
    }
    return tuple(kind for kind in EditionKind if allowed[kind] and kind in MAKERS)


def within_sight(roles: Roles, only: Only) -> Only:
    """A filter kept to what its owner may see: a coordinator's own regions, anything for whoever sees all reports."""
    if roles.sees_all_reports:
        return only
    return replace(only, regions=(only.regions & roles.coordinates) or roles.coordinates)
