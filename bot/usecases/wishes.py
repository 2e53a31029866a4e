"""What somebody wishes to get of the digest: set, changed, stopped, and told back to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.errors import FormError, NotAllowed
from bot.usecases import editions as usecase
from bot.usecases.actor import Actor
from bot.usecases.edition_kinds import edition_of, offered
from storage.database import Session
from storage.models import EditionKind, Rhythm, Workspace
from storage.queries import digest_runs, editions, workspaces
from storage.queries.editions import Chosen, Only

LARGEST_TEAM = 50


class EditionField(StrEnum):
    """The fields of the form besides its rhythms: whom a team edition is about, and what the digest is narrowed to."""

    TEAM = "team"
    REGIONS = "my_regions"
    THEMES = "my_themes"
    COMPETITORS = "my_competitors"
    ACCOUNTS = "my_accounts"


_FIELDS = {
    "regions": EditionField.REGIONS,
    "themes": EditionField.THEMES,
    "competitors": EditionField.COMPETITORS,
    "accounts": EditionField.ACCOUNTS,
}


def rhythm_field(kind: EditionKind) -> str:
    """The field in which the rhythm of a kind of edition is chosen."""
    return f"rhythm:{kind}"


@dataclass(frozen=True)
class Wish:
    """How often somebody wants a kind of edition, and of what."""

    kind: EditionKind
    rhythm: Rhythm
    only: Only


@dataclass(frozen=True)
class Standing:
    """How it stands with a kind of edition that somebody can have.

    `rhythm` is None while they never said; `chosen` names the filter by kind; `next_due` is when the next one comes.
    """

    kind: EditionKind
    rhythm: Rhythm | None = None
    only: Only = field(default_factory=Only)
    chosen: Mapping[str, Sequence[Chosen]] = field(default_factory=dict)
    next_due: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything comes."""
        return self.rhythm not in (None, Rhythm.NEVER)


def standing(session: Session, workspace: Workspace, actor: Actor, now: datetime) -> tuple[Standing, ...]:
    """How it stands with each kind of edition that somebody can have; empty where there is none for them."""
    workspace_id = workspace.workspace_id
    roles = workspaces.roles_of(session, workspace_id=workspace_id, user_id=actor.user_id)
    kinds = offered(roles)
    if not kinds:
        return ()
    known = editions.of_person(session, workspace_id=workspace_id, user_id=actor.user_id)
    weeks = usecase.weeks_of(session, workspace, now)
    found = []
    for kind in kinds:
        wish = known.get(kind)
        if wish is None:
            found.append(Standing(kind))
            continue
        only = Only.read(wish.only)
        found.append(
            Standing(
                kind,
                wish.rhythm,
                only,
                editions.chosen(session, workspace_id=workspace_id, only=only),
                usecase.next_due(weeks, wish.rhythm, since=wish.since, now=now)
                if wish.rhythm is not Rhythm.NEVER
                else None,
            )
        )
    return tuple(found)


def save(session: Session, actor: Actor, wishes: Sequence[Wish], now: datetime) -> tuple[Standing, ...]:
    """Set what somebody gets; how it stands then. FormError for fields to mend, NotAllowed for a kind of another role.

    Whoever begins, or begins again, gets nothing of a week that closed before. A new rhythm leaves what waits for the
    old one to the new one; a new filter alone changes no time. Never ends it at once.
    """
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    allowed = offered(roles)
    for wish in wishes:
        if wish.kind not in allowed:
            raise NotAllowed("This digest goes with a role that you do not have. Ask an admin.")
        check_team(session, actor, wish)
        _check_filter(session, actor, wish)
    for wish in wishes:
        _set(session, workspace, actor, wish, now)
    return standing(session, workspace, actor, now)


def check_team(session: Session, actor: Actor, wish: Wish) -> None:
    """A team that is left empty is everybody of the region of whoever asks, if that is known."""
    if wish.kind is not EditionKind.TEAM or wish.rhythm is Rhythm.NEVER:
        return
    person = workspaces.find_person(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not wish.only.team and (person is None or person.region_id is None):
        raise FormError({EditionField.TEAM: "Pick who is in your team."})
    if len(wish.only.team) > LARGEST_TEAM:
        raise FormError({EditionField.TEAM: f"A team has at most {LARGEST_TEAM} people here."})


def _check_filter(session: Session, actor: Actor, wish: Wish) -> None:
    """What was chosen must be there: a filter of which nothing is left would let everything through."""
    found = editions.chosen(session, workspace_id=actor.workspace_id, only=wish.only)
    gone = [kind for kind in _FIELDS if len(found[kind]) < len(getattr(wish.only, kind))]
    if gone:
        raise FormError({_FIELDS[kind]: "One of these is not there. Take it out, then save again." for kind in gone})


def _set(session: Session, workspace: Workspace, actor: Actor, wish: Wish, now: datetime) -> None:
    key = {"workspace_id": actor.workspace_id, "user_id": actor.user_id}
    known = editions.find(session, **key, edition_kind=wish.kind)
    is_on = known is not None and known.rhythm is not Rhythm.NEVER
    if wish.rhythm is not Rhythm.NEVER and not is_on:
        _begin(session, workspace, edition_of(wish.kind, actor.user_id), now)
    since = known.since if known is not None and known.rhythm is wish.rhythm else now
    editions.wish(session, **key, edition_kind=wish.kind, rhythm=wish.rhythm, only=wish.only, since=since)


def _begin(session: Session, workspace: Workspace, edition: str, now: datetime) -> None:
    """Claim the last closed week without a report: it counts as told, so that the first edition begins after it."""
    period = str(usecase.weeks_of(session, workspace, now).last_closed(now))
    digest_runs.claim(
        session,
        workspace_id=workspace.workspace_id,
        edition=edition,
        period=period,
        due_at=now,
        now=now,
        is_late=False,
    )
