"""What Marketing and admins do with the links to digests: see which are open, end one, make a new one."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.errors import BotError, Gone, NotAllowed
from bot.usecases import audit
from bot.usecases.actor import Actor
from bot.usecases.pages import CHANNEL, address, make, why_closed
from storage.database import Session
from storage.models import Role
from storage.queries import digest_runs, pages, workspaces

logger = logging.getLogger(__name__)

LISTED = 8  # weeks whose links somebody looks through


@dataclass(frozen=True)
class DigestKey:
    """Which digest, as a button carries it: never by the token of a link."""

    edition: str
    period: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote."""
        period, _, edition = text.partition(" ")
        return cls(edition, period)

    def __str__(self) -> str:
        return f"{self.period} {self.edition}"

    @property
    def is_channel(self) -> bool:
        """Whether it is the digest that everybody in the channel reads."""
        return self.edition == CHANNEL


@dataclass(frozen=True)
class Known:
    """A digest, and until when its link is open (None: it is not); `url` only where it is the reader's business."""

    key: DigestKey
    ends: datetime | None
    url: str = ""


def known(session: Session, actor: Actor, *, now: datetime, public_url: str) -> list[Known]:
    """The newest digests of the channel, then people's own editions whose links are open.

    The address of somebody's own edition is nobody else's business. NotAllowed for all but Marketing and admins.
    """
    _allow(session, actor)
    ours = actor.workspace_id
    runs = digest_runs.runs(session, workspace_id=ours, edition=CHANNEL, limit=LISTED)
    own = [one for one in pages.open_links(session, workspace_id=ours, now=now) if one.edition != CHANNEL]
    return [
        *(_of_the_channel(session, ours, run.period, now, public_url) for run in runs if run.report),
        *(Known(DigestKey(one.edition, one.period), one.expires_at) for one in own),
    ]


def end(session: Session, actor: Actor, key: DigestKey, *, now: datetime) -> None:
    """End every open link to a digest; Gone when none is open, NotAllowed for all but Marketing and admins."""
    _allow(session, actor)
    links = pages.open_links(session, workspace_id=actor.workspace_id, now=now)
    ours = [link for link in links if DigestKey(link.edition, link.period) == key]
    if not ours:
        raise Gone("No link to this digest is open any more.")
    for link in ours:
        link.ended_at = now
    audit.note(session, actor, "page_link_ended", now=now, subject=str(key))
    logger.info("page links ended", extra={"edition": key.edition, "period": key.period, "links": len(ours)})


def renew(session: Session, actor: Actor, key: DigestKey, *, now: datetime) -> None:
    """Make a new link to a digest of the channel, whatever became of those before it.

    Gone when there is no such digest, BotError when a link is open, NotAllowed for all but Marketing and admins.
    """
    _allow(session, actor)
    ours = actor.workspace_id
    run = digest_runs.find_run(session, workspace_id=ours, edition=key.edition, period=key.period)
    if run is None or not run.report or not key.is_channel:
        raise Gone("That week has no digest.")
    link = pages.newest_link(session, workspace_id=ours, edition=key.edition, period=key.period)
    if link is not None and why_closed(link, now) is None:
        raise BotError("A link to this digest is open already.")
    make(session, ours, edition=key.edition, period=key.period, now=now)
    audit.note(session, actor, "page_link_made", now=now, subject=str(key))


def _of_the_channel(session: Session, workspace_id: str, period: str, now: datetime, public_url: str) -> Known:
    key = DigestKey(CHANNEL, period)
    link = pages.newest_link(session, workspace_id=workspace_id, edition=CHANNEL, period=period)
    if link is None or why_closed(link, now) is not None:
        return Known(key, None)
    return Known(key, link.expires_at, address(public_url, workspace_id, link.token))


def _allow(session: Session, actor: Actor) -> None:
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.MARKETER, Role.ADMIN):
        raise NotAllowed("Only Marketing and admins can see to the links of the digest's page.")
