"""Links to the pages of digests: one is made with each digest, and is open to whoever has it until it expires or ends.

A link is its token alone: whoever has it needs no account. The link to the channel's digest opens the weeks before as
well, never those after it; that to anybody's own edition opens nothing but that one.
"""

import logging
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digests.nameless import keys_in, names_to_look_up, without_customers
from digests.page import told_first
from digests.report import DigestReport, from_dict
from digests.weeks import Week
from storage.database import Session
from storage.models import DigestRun, PageLink, Workspace
from storage.queries import digest_runs, pages, workspaces

logger = logging.getLogger(__name__)

# The edition that everybody in the digest channel reads; each other one is somebody's own.
CHANNEL = "channel"
OPEN_FOR = timedelta(days=30)
# A year of weeks can be opened; where the page of a week names some, it is so many.
ARCHIVED, NAMED = 52, 4

_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_WORKSPACE = re.compile(r"[A-Z0-9]{1,32}")
_PERIOD = re.compile(r"\d{4}-W\d{2}")


class Closed(StrEnum):
    """Why a link opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True)
class Opened:
    """A digest as it was frozen, for whoever has the link to it.

    `customers` are names that may stand in what people typed; `earlier` are weeks before that the link opens too.
    """

    report: DigestReport
    is_named: bool
    customers: frozenset[str]
    ends: datetime
    earlier: tuple[str, ...]
    has_archive: bool


@dataclass(frozen=True)
class Archive:
    """The past weeks that a link opens, newest first; `customers` are names that may stand in what each said first."""

    workspace: str
    reports: tuple[DigestReport, ...]
    is_named: bool
    customers: frozenset[str]


def link_for(session: Session, workspace_id: str, *, edition: str, period: str, now: datetime) -> PageLink:
    """The link to a digest, made if there is none, or none that goes on.

    One that was ended comes back as it is: only `page_desk.renew` opens that digest again. Call it in a write session.
    """
    link = pages.newest_link(session, workspace_id=workspace_id, edition=edition, period=period)
    if link is not None and (link.ended_at is not None or link.expires_at > now):
        return link
    return make(session, workspace_id, edition, period, now)


def make(session: Session, workspace_id: str, edition: str, period: str, now: datetime) -> PageLink:
    """A new link to a digest."""
    link = PageLink(
        workspace_id=workspace_id,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        edition=edition,
        period=period,
        made_at=now,
        expires_at=now + OPEN_FOR,
    )
    session.add(link)
    session.flush()
    logger.info("page link made", extra={"edition": edition, "period": period})
    return link


def why_closed(link: PageLink, now: datetime) -> Closed | None:
    """Why the link opens nothing now; None while it does."""
    if link.ended_at is not None:
        return Closed.ENDED
    return Closed.EXPIRED if link.expires_at <= now else None


def url_of(
    session: Session, workspace_id: str, *, edition: str, period: str, now: datetime, public_url: str
) -> str | None:
    """Where the page of a digest is; None where there are no pages, or its link is closed."""
    if not public_url:
        return None
    link = pages.newest_link(session, workspace_id=workspace_id, edition=edition, period=period)
    if link is None or why_closed(link, now) is not None:
        return None
    return address(public_url, workspace_id, link.token)


def address(public_url: str, workspace_id: str, token: str, leaf: str = "") -> str:
    """The address of a page: the digest's own, a past week's, or the list of them."""
    return "/".join([public_url.rstrip("/"), "digest", workspace_id, token, *([leaf] if leaf else [])])


def open_page(
    session: Session, workspace_id: str, token: str, now: datetime, period: str | None = None
) -> Opened | Closed:
    """The digest that a link leads to, or a week before it; or why there is none to see."""
    link = _open_link(session, workspace_id, token, now)
    if isinstance(link, Closed):
        return link
    wanted = link.period if period is None else period
    if not _may_open(link, wanted):
        return Closed.UNKNOWN
    run = digest_runs.find_run(session, workspace_id=workspace_id, edition=link.edition, period=wanted)
    report = _frozen(run) if run else None
    if report is None:
        return Closed.UNKNOWN
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    is_channel = link.edition == CHANNEL
    return Opened(
        report=report,
        is_named=workspace.names_on_pages,
        customers=_hidden(session, workspace, names_to_look_up(report)),
        ends=link.expires_at,
        earlier=tuple(_before(session, link, wanted)) if is_channel else (),
        has_archive=is_channel,
    )


def open_archive(session: Session, workspace_id: str, token: str, now: datetime) -> Archive | Closed:
    """The past weeks that a link to the channel's digest opens; or why there are none to see."""
    link = _open_link(session, workspace_id, token, now)
    if isinstance(link, Closed):
        return link
    if link.edition != CHANNEL:
        return Closed.UNKNOWN
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    runs = pages.runs_up_to(session, workspace_id=workspace_id, edition=CHANNEL, period=link.period, limit=ARCHIVED)
    reports = tuple(report for run in runs if (report := _frozen(run)) is not None)
    return Archive(
        workspace=workspace.name,
        reports=reports,
        is_named=workspace.names_on_pages,
        customers=_hidden(session, workspace, set().union(*(keys_in(told_first(one)) for one in reports))),
    )


def for_outsiders(session: Session, workspace: Workspace, report: DigestReport) -> DigestReport:
    """The report as people outside Slack may read it: without customers' names, unless the workspace allows them."""
    if workspace.names_on_pages:
        return report
    return without_customers(report, customers_in(session, workspace.workspace_id, report))


def customers_in(session: Session, workspace_id: str, report: DigestReport) -> frozenset[str]:
    """The customers whose names may stand somewhere in what people typed, as `digests.page` needs them."""
    keys = names_to_look_up(report)
    return frozenset(pages.customers_called(session, workspace_id=workspace_id, keys=keys))


def _open_link(session: Session, workspace_id: str, token: str, now: datetime) -> PageLink | Closed:
    """One look by a key, whether the workspace is unknown, the token, or neither: all take the same time."""
    is_possible = bool(_WORKSPACE.fullmatch(workspace_id) and _TOKEN.fullmatch(token))
    asked = (workspace_id, token) if is_possible else ("", "")
    link = pages.find_link(session, workspace_id=asked[0], token=asked[1])
    if link is None:
        return Closed.UNKNOWN
    return why_closed(link, now) or link


def _may_open(link: PageLink, period: str) -> bool:
    if period == link.period:
        return True
    return link.edition == CHANNEL and _PERIOD.fullmatch(period) is not None and period < link.period


def _before(session: Session, link: PageLink, period: str) -> list[str]:
    week = Week.parse(period).previous(1)
    runs = pages.runs_up_to(
        session, workspace_id=link.workspace_id, edition=link.edition, period=str(week), limit=NAMED
    )
    return [run.period for run in runs if run.report]


def _frozen(run: DigestRun) -> DigestReport | None:
    """The report as it was frozen; None where there is none, or one that is no digest of the channel's kind."""
    if not run.report:
        return None
    try:
        return from_dict(run.report)
    except ValueError:
        return None


def _hidden(session: Session, workspace: Workspace, keys: Collection[str]) -> frozenset[str]:
    """The customers with these name keys; none are looked for where names are allowed."""
    if workspace.names_on_pages:
        return frozenset()
    return frozenset(pages.customers_called(session, workspace_id=workspace.workspace_id, keys=keys))
