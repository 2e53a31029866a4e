"""What forms are filled from, held in memory: opening a form may touch neither disk nor network.

Slack gives three seconds from the command to the form, and a busy disk can take one of them.
"""

import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.usecases.reading import KnownAccount
from storage.database import Database, Session
from storage.models import Account, ReportKind, Role
from storage.queries import aliases, market, workspaces
from storage.queries.workspaces import Roles


@dataclass(frozen=True)
class Choice:
    """One choice of a menu."""

    id: uuid.UUID
    label: str


@dataclass(frozen=True)
class KnownCompetitor:
    """A competitor as a rep's words may name it."""

    competitor_id: uuid.UUID
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """One workspace as forms and setup need it."""

    workspace_id: str
    item_noun: str = "heading"
    currency: str = "GBP"
    timezone: str = "UTC"
    digest_at: str = "mon 09:00"
    triage_channel_id: str = ""
    digest_channel_id: str = ""
    has_regional_review: bool = False
    has_committee: bool = False
    first_answer_days: int = 2
    decision_days: int = 10
    is_set_up: bool = False
    regions: tuple[Choice, ...] = ()
    reasons: Mapping[ReportKind, tuple[Choice, ...]] = field(default_factory=dict)
    reason_codes: Mapping[ReportKind, Mapping[str, uuid.UUID]] = field(default_factory=dict)
    accounts: Mapping[str, KnownAccount] = field(default_factory=dict)
    namesakes: Mapping[str, tuple[KnownAccount, ...]] = field(default_factory=dict)
    learned: Mapping[str, tuple[KnownAccount, ...]] = field(default_factory=dict)
    competitors: Mapping[str, KnownCompetitor] = field(default_factory=dict)
    region_of: Mapping[str, uuid.UUID | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Roles] = field(default_factory=dict)
    needs_note: frozenset[uuid.UUID] = frozenset()
    missing: tuple[str, ...] = ()

    def roles_of(self, user_id: str) -> Roles:
        """What this person may do."""
        return self.roles.get(user_id, Roles())

    def holders(self, role: Role, region_id: uuid.UUID | None = None) -> list[str]:
        """Who holds a role; for coordinators, in one region."""
        return [
            user_id
            for user_id, roles in self.roles.items()
            if role in roles.held and (region_id is None or region_id in roles.coordinates)
        ]


class Snapshots:
    """The latest snapshot of each workspace; `stale` asks for a fresh one, `refresh` reads it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._latest: dict[str, Snapshot] = {}
        self._stale: dict[str, int] = {}
        self._lock = threading.Lock()

    def of(self, workspace_id: str) -> Snapshot:
        """The latest snapshot, without any reading; an empty one for a workspace that was never read."""
        return self._latest.get(workspace_id) or Snapshot(workspace_id)

    def stale(self, workspace_id: str) -> None:
        """Something that forms show has changed, or is about to: the next two rounds read it again.

        Two, because a new customer named in a form is added when the form is settled, a moment after it was sent.
        """
        with self._lock:
            self._stale[workspace_id] = 2

    def refresh_stale(self) -> None:
        """Read again whatever changed."""
        with self._lock:
            stale = list(self._stale)
            self._stale = {one: rounds - 1 for one, rounds in self._stale.items() if rounds > 1}
        for workspace_id in stale:
            self.refresh(workspace_id)

    def refresh(self, workspace_id: str) -> None:
        """Read one workspace now."""
        with self._database.read() as session:
            workspace = workspaces.find_workspace(session, workspace_id=workspace_id)
            if workspace is None:
                return
            people = workspaces.people(session, workspace_id=workspace_id)
            reasons: dict[ReportKind, list[Choice]] = {}
            codes: dict[ReportKind, dict[str, uuid.UUID]] = {}
            needs_note = set()
            for reason in market.reasons(session, workspace_id=workspace_id):
                if reason.needs_note:
                    needs_note.add(reason.reason_id)
                reasons.setdefault(reason.kind, []).append(Choice(reason.reason_id, reason.label))
                codes.setdefault(reason.kind, {})[reason.code] = reason.reason_id
            accounts, namesakes = _by_name(market.accounts(session, workspace_id=workspace_id))
            self._latest[workspace_id] = Snapshot(
                workspace_id=workspace_id,
                item_noun=workspace.item_noun,
                currency=workspace.currency,
                timezone=workspace.timezone,
                digest_at=workspace.digest_at,
                triage_channel_id=workspace.triage_channel_id or "",
                digest_channel_id=workspace.digest_channel_id or "",
                has_regional_review=workspace.has_regional_review,
                has_committee=workspace.has_committee,
                first_answer_days=workspace.first_answer_days,
                decision_days=workspace.decision_days,
                is_set_up=workspace.set_up_at is not None,
                regions=tuple(
                    Choice(region.region_id, region.name)
                    for region in workspaces.regions(session, workspace_id=workspace_id)
                ),
                reasons={kind: tuple(choices) for kind, choices in reasons.items()},
                reason_codes=codes,
                accounts=accounts,
                namesakes=namesakes,
                learned=_learned(session, workspace_id),
                competitors=_competitors(session, workspace_id),
                region_of={person.user_id: person.region_id for person in people},
                names={person.user_id: person.name for person in people if person.name},
                roles=workspaces.all_roles(session, workspace_id=workspace_id),
                needs_note=frozenset(needs_note),
                missing=tuple(workspace.missing_settings()),
            )


def _by_name(accounts: Sequence[Account]) -> tuple[dict[str, KnownAccount], dict[str, tuple[KnownAccount, ...]]]:
    """The accounts by the key of their name, and those that share one."""
    known: dict[str, KnownAccount] = {}
    shared: dict[str, list[KnownAccount]] = {}
    for one in accounts:
        account = KnownAccount(one.account_id, one.name, one.region_id)
        if one.name_key in known:
            shared.setdefault(one.name_key, [known[one.name_key]]).append(account)
        known[one.name_key] = account
    return known, {key: tuple(sorted(ones, key=lambda one: str(one.account_id))) for key, ones in shared.items()}


def _learned(session: Session, workspace_id: str) -> dict[str, tuple[KnownAccount, ...]]:
    """Whom people mean by other names, by the name's key; several where they do not agree."""
    meant: dict[str, tuple[KnownAccount, ...]] = {}
    for key, one in aliases.in_force(session, workspace_id=workspace_id):
        meant[key] = (*meant.get(key, ()), KnownAccount(one.account_id, one.name, one.region_id))
    return meant


def _competitors(session: Session, workspace_id: str) -> dict[str, KnownCompetitor]:
    others = market.competitor_aliases(session, workspace_id=workspace_id)
    return {
        one.name: KnownCompetitor(one.competitor_id, one.name, tuple(others.get(one.competitor_id, ())))
        for one in market.competitors(session, workspace_id=workspace_id)
    }
