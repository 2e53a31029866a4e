"""A question by direct message, looked up at the moment in which it is answered."""

import re
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import BotError
from bot.usecases import ledger, search
from bot.usecases.actor import Actor
from bot.usecases.finding import Query, Since, Unit
from bot.usecases.ledger import LedgerLine
from bot.usecases.search import Found
from digests.talking.asking import HERE
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, Draft, ReportKind, Request
from storage.queries import drafts, home, requests, workspaces

SHOWN = 3
RECENT = 30  # days
COMING = 3
LOOKED_AT = 200  # reports of one person
_IN_PLACE = re.compile(r"^(?P<about>.+?)\s+in\s+(?:the\s+)?(?P<place>[\w' -]{2,60})$", re.IGNORECASE)


def mine(session: Session, actor: Actor, about: str, *, now: datetime) -> tuple[Sequence[LedgerLine], bool]:
    """One's own reports about some words, newest first; where there are none the newest, and True."""
    found = search.find(session, actor, Query(words=about), now=now).reports if about else ()
    own = [line for line in found if line.facts.report.reporter_id == actor.user_id]
    if own:
        return own[:SHOWN], False
    return ledger.page(session, actor, limit=SHOWN).lines, True


def unsaved(session: Session, actor: Actor, about: str) -> Draft | None:
    """One's newest draft that waits and has all of these words in it."""
    asked = set(name_key(about).split())
    waiting = drafts.waiting(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=LOOKED_AT)
    told = ((draft, set(name_key(draft.source_text).split())) for draft in waiting)
    return next((draft for draft, words in told if asked and asked <= words), None)


@dataclass(frozen=True)
class Open:
    """How many of one's newest reports are not decided, of how many that were looked at; the newest of these."""

    lines: tuple[LedgerLine, ...]
    undecided: int
    of: int
    is_all: bool


def undecided(session: Session, actor: Actor) -> Open:
    """One's own requests that are not decided yet, among the newest reports."""
    page = ledger.page(session, actor, limit=LOOKED_AT)
    asked = [line for line in page.lines if line.facts.report.kind is ReportKind.REQUEST]
    found = [line for line in asked if line.facts.request is not None and line.facts.request.is_open]
    return Open(tuple(found[:SHOWN]), len(found), len(asked), page.next is None)


def of_customer(session: Session, actor: Actor, name: str, *, now: datetime) -> Found:
    """What one may see of a customer. Raises BotError where there is none of that name."""
    return search.find(session, actor, Query(account=name), now=now)


def about(session: Session, actor: Actor, words: str, alike: Collection[uuid.UUID], *, now: datetime) -> Found:
    """What is for sale, asked for and heard of some words, perhaps in a region; else the requests that are alike."""
    result = _in_a_region(session, actor, words, now=now) or search.find(session, actor, Query(words=words), now=now)
    if result.requests or not alike:
        return result
    standing = [_standing(session, actor.workspace_id, one) for one in alike]
    kept = list({one.request_id: one for one in standing if one is not None}.values())
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    lines = search.found_requests(session, actor.workspace_id, kept[:SHOWN], with_cards=bool(roles.held))
    return replace(result, requests=tuple(lines))


def new(session: Session, actor: Actor, place: str, *, now: datetime) -> tuple[Found, Sequence[CatalogItem]]:
    """What was asked for in the last thirty days, in a region where one is named or one's own, and what is coming.

    Raises BotError for a region that is not known.
    """
    if place == HERE:
        place = _own_region(session, actor)
    query = Query(region=place, since=Since(unit=Unit.DAYS, back=RECENT))
    return search.find(session, actor, query, now=now), home.coming(
        session, workspace_id=actor.workspace_id, limit=COMING
    )


def _own_region(session: Session, actor: Actor) -> str:
    """The name of somebody's own region; empty where they have none."""
    person = workspaces.find_person(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    every = workspaces.regions(session, workspace_id=actor.workspace_id, with_retired=True)
    return next((one.name for one in every if person is not None and one.region_id == person.region_id), "")


def _in_a_region(session: Session, actor: Actor, words: str, *, now: datetime) -> Found | None:
    """“bees in Wales”: the words in that region, where there is one of that name."""
    parts = _IN_PLACE.match(words)
    if parts is None:
        return None
    try:
        return search.find(session, actor, Query(words=parts["about"], region=parts["place"]), now=now)
    except BotError:
        return None


def _standing(session: Session, workspace_id: str, request_id: uuid.UUID) -> Request | None:
    return requests.standing_for(session, workspace_id=workspace_id, request_id=request_id)
