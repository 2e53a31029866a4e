"""What App Home shows one person: own ledger, what is coming, own digest, and by role the queue and setup's state."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.usecases import ledger, wishes
from bot.usecases.actor import Actor
from bot.usecases.clocks import working_days_later
from bot.usecases.ledger import Cursor, LedgerPage
from bot.usecases.wishes import Standing
from storage.database import Session
from storage.models import Card, CatalogItem, Draft, Lane, Request, Role, Workspace
from storage.queries import home, requests, workspaces
from storage.queries.home import QueueSizes, Stuck
from storage.queries.reports import ReportFacts
from storage.queries.workspaces import Roles

LEDGER = 10
COMING = 5
LATE, SOON, LATER, LOST = 10, 8, 6, 5
SOON_DAYS = 2
# An older lost deal that nobody read is history; the digest has told it.
LOST_DAYS = 30
STUCK = 5


@dataclass(frozen=True)
class QueueLine:
    """An open request as the queue shows it."""

    request: Request
    accounts: int
    card: Card | None


@dataclass(frozen=True)
class LostLine:
    """A lost deal that nobody read."""

    facts: ReportFacts
    card: Card | None


@dataclass(frozen=True)
class Queue:
    """What waits for marketing: by clock, the most urgent first, each list cut with `sizes` telling the rest.

    `regions` are the names of a coordinator's regions, to which the queue is limited; empty for everything.
    """

    sizes: QueueSizes
    late: tuple[QueueLine, ...]
    soon: tuple[QueueLine, ...]
    later: tuple[QueueLine, ...]
    lost_total: int
    lost: tuple[LostLine, ...]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetupState:
    """What an admin sees: who holds which role, and messages that do not get on."""

    holders: Mapping[Role, tuple[str, ...]]
    regions: int
    stuck: tuple[Stuck, ...]
    on_their_way: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """Everything on one person's App Home."""

    user_id: str
    workspace: Workspace
    now: datetime
    ledger: LedgerPage
    drafts: tuple[Draft, ...]
    coming: tuple[CatalogItem, ...]
    coming_total: int
    may_set_up: bool
    queue: Queue | None = None
    setup: SetupState | None = None
    editions: tuple[Standing, ...] = ()


def gather(session: Session, actor: Actor, *, now: datetime, cursor: Cursor | None = None) -> Home:
    """Everything on somebody's App Home; KeyError for a workspace that was never installed."""
    workspace_id = actor.workspace_id
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    roles = workspaces.roles_of(session, workspace_id=workspace_id, user_id=actor.user_id)
    admins = workspaces.holders(session, workspace_id=workspace_id, role=Role.ADMIN)
    is_admin = roles.has(Role.ADMIN)
    return Home(
        user_id=actor.user_id,
        workspace=workspace,
        now=now,
        ledger=ledger.page(session, actor, limit=LEDGER, cursor=cursor),
        drafts=ledger.drafts(session, actor, now=now),
        coming=tuple(home.coming(session, workspace_id=workspace_id, limit=COMING)),
        coming_total=home.coming_size(session, workspace_id=workspace_id),
        may_set_up=is_admin or not admins,
        queue=_queue(session, workspace, roles, now) if roles.has(*_TRIAGE) else None,
        setup=_setup(session, workspace_id) if is_admin else None,
        editions=wishes.standing(session, workspace, actor, now),
    )


_TRIAGE = (Role.MARKETER, Role.ADMIN, Role.COORDINATOR)


def _queue(session: Session, workspace: Workspace, roles: Roles, now: datetime) -> Queue:
    workspace_id = workspace.workspace_id
    # A coordinator's buttons work in their regions alone, so their queue shows no others.
    region_ids = None if roles.has(Role.MARKETER, Role.ADMIN) else roles.coordinates
    soon = working_days_later(now, SOON_DAYS, ZoneInfo(workspace.timezone))

    def due(limit: int, since: datetime | None = None, before: datetime | None = None) -> tuple[QueueLine, ...]:
        found = home.queue(
            session,
            workspace_id=workspace_id,
            now=now,
            limit=limit,
            due_from=since,
            due_before=before,
            region_ids=region_ids,
        )
        ids = [request.request_id for request in found]
        accounts = requests.accounts_behind(session, workspace_id=workspace_id, request_ids=ids)
        cards = home.cards_of(session, workspace_id=workspace_id, subject_ids=ids)
        return tuple(
            QueueLine(request, accounts.get(request.request_id, 0), cards.get(request.request_id)) for request in found
        )

    lost_total, lost = home.unread_lost_deals(
        session,
        workspace_id=workspace_id,
        since=now - timedelta(days=LOST_DAYS),
        limit=LOST,
        region_ids=region_ids,
    )
    lost_cards = home.cards_of(session, workspace_id=workspace_id, subject_ids=[one.report.report_id for one in lost])
    return Queue(
        sizes=home.queue_sizes(session, workspace_id=workspace_id, now=now, soon=soon, region_ids=region_ids),
        late=due(LATE, before=now),
        soon=due(SOON, since=now, before=soon),
        later=due(LATER, since=soon),
        lost_total=lost_total,
        lost=tuple(LostLine(one, lost_cards.get(one.report.report_id)) for one in lost),
        regions=_names(session, workspace_id, region_ids) if region_ids is not None else (),
    )


def _names(session: Session, workspace_id: str, region_ids: Collection[uuid.UUID]) -> tuple[str, ...]:
    every = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    return tuple(region.name for region in every if region.region_id in region_ids)


def _setup(session: Session, workspace_id: str) -> SetupState:
    everybody = workspaces.all_roles(session, workspace_id=workspace_id)
    return SetupState(
        holders={
            role: tuple(sorted(user_id for user_id, roles in everybody.items() if roles.has(role))) for role in Role
        },
        regions=len(workspaces.regions(session, workspace_id=workspace_id)),
        stuck=tuple(home.stuck_messages(session, workspace_id=workspace_id, limit=STUCK)),
        on_their_way=home.on_their_way(session, workspace_id=workspace_id, lanes=list(Lane)),
    )
