"""What `/field find` looks through: requests in every state, reports as far as one may see them, and the catalog."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, select, true
from sqlalchemy.orm import Session

from storage.models import (
    CatalogItem,
    CatalogName,
    CatalogRegion,
    CatalogStatus,
    Region,
    Report,
    ReportLink,
    Request,
    RequestStatus,
    SearchOf,
)
from storage.models.request import OPEN
from storage.queries.market import nearest_first, words_match
from storage.queries.pieces import COUNTS_FOR_IT, LINKS_IT
from storage.queries.word_index import Words, by, newest, of, within
from storage.queries.workspaces import Roles

# How many of the newest reports that fit are asked for the requests behind them, how many requests with a fitting title
# for the reports behind them, and how many reports for the status of their request.
NEWEST = 2_000
TITLES = 500
LOOKED_THROUGH = 10_000
_Requests = TypeVar("_Requests", bound=Select[*tuple[Any, ...]])


def singular(word: str) -> str:
    """A word as it begins in both numbers: "drones" finds "drone surveys"."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True)
class Sight:
    """Whose reports somebody is shown: their own, those of some regions, or everybody's."""

    user_id: str
    region_ids: frozenset[uuid.UUID] = frozenset()
    is_whole: bool = False

    @classmethod
    def of(cls, user_id: str, roles: Roles) -> "Sight":
        """What a person's roles let them see."""
        return cls(user_id, roles.coordinates, roles.sees_all_reports)

    def marks(self, workspace_id: str) -> list[str]:
        """The same for the index of words; empty for everything."""
        regions = [within(workspace_id, one) for one in sorted(self.region_ids)]
        return [] if self.is_whole else [by(workspace_id, self.user_id), *regions]

    def allows(self) -> ColumnElement[bool]:
        """The same as a condition on reports."""
        if self.is_whole:
            return true()
        return (Report.reporter_id == self.user_id) | Report.region_id.in_(self.region_ids)


EVERYTHING = Sight("", is_whole=True)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty does not matter. `words` are folded, each begins a word of the text."""

    words: tuple[str, ...] = ()
    region_id: uuid.UUID | None = None
    account_ids: tuple[uuid.UUID, ...] = ()
    statuses: frozenset[RequestStatus] = frozenset()
    since: datetime | None = None

    @property
    def asks_of_reports(self) -> bool:
        """Whether it asks for something that only reports know."""
        return bool(self.region_id or self.account_ids or self.since)


def reports_about(session: Session, *, workspace_id: str, sight: Sight, wanted: Wanted, limit: int) -> Sequence[Report]:
    """The reports that somebody may see and that fit, newest first.

    A status is asked of the request that a report counts for, and of the newest `LOOKED_THROUGH` reports only: what
    has a rare status may else lie behind all others.
    """
    found = _reports(session, workspace_id, sight, wanted, LOOKED_THROUGH if wanted.statuses else limit)
    query = select(Report).join(
        found, (found.c.workspace_id == Report.workspace_id) & (found.c.report_id == Report.report_id)
    )
    if wanted.statuses:
        query = query.join(ReportLink, LINKS_IT).join(Request, COUNTS_FOR_IT).where(Request.status.in_(wanted.statuses))
    return session.scalars(query.order_by(found.c.position.desc()).limit(limit)).all()


def requests_titled(session: Session, *, workspace_id: str, sight: Sight, wanted: Wanted, limit: int) -> list[Request]:
    """Requests whose title has all the words, open ones first, then the newest. What a rep took back stays out.

    Where, by whom and since when they were asked for is looked up for the first `TITLES` of them.
    """
    fits = [Request.workspace_id == workspace_id, Request.status != RequestStatus.WITHDRAWN]
    if wanted.words:
        asked = Words(SearchOf.REQUEST, wanted.words)
        titles = newest(session, workspace_id=workspace_id, asked=asked, limit=None)
        fits.append(Request.request_id.in_(select(titles.c.owner_id)))
    if wanted.statuses:
        fits.append(Request.status.in_(wanted.statuses))
    query = _ranked(select(Request).where(*fits))
    if wanted.asks_of_reports:
        first = _ranked(select(Request.workspace_id, Request.request_id).where(*fits)).limit(TITLES).subquery()
        same = (first.c.workspace_id == Request.workspace_id) & (first.c.request_id == Request.request_id)
        query = _ranked(select(Request).join(first, same).where(_asked_for(sight, wanted)))
    return list(session.scalars(query.limit(limit)))


def requests_heard(session: Session, *, workspace_id: str, sight: Sight, wanted: Wanted, limit: int) -> list[Request]:
    """Requests that have all the words in what a customer said for them, in the order of `requests_titled`.

    Whoever said it: requests are everybody's. But an account is asked for in the reports that somebody may see. Read
    are the newest `NEWEST` reports that fit, years of them for any but the commonest word.
    """
    whose = sight if wanted.account_ids else EVERYTHING
    heard = _reports(session, workspace_id, whose, wanted, NEWEST, only_wants=True)
    behind = select(ReportLink.counts_for_id).join(
        heard, (heard.c.workspace_id == ReportLink.workspace_id) & (heard.c.report_id == ReportLink.report_id)
    )
    query = select(Request).where(
        Request.workspace_id == workspace_id,
        Request.request_id.in_(behind),
        Request.status != RequestStatus.WITHDRAWN,
    )
    if wanted.statuses:
        query = query.where(Request.status.in_(wanted.statuses))
    return list(session.scalars(_ranked(query).limit(limit)))


def _reports(
    session: Session, workspace_id: str, sight: Sight, wanted: Wanted, limit: int, *, only_wants: bool = False
) -> Subquery:
    """The newest reports that somebody may see and that fit in all but their status: workspace, id and position."""
    marks = [
        sight.marks(workspace_id),
        [within(workspace_id, wanted.region_id)] if wanted.region_id else [],
        [of(workspace_id, account_id) for account_id in wanted.account_ids],
    ]
    asked = Words(SearchOf.REPORT, wanted.words, [group for group in marks if group], only_wants, wanted.since)
    found = newest(session, workspace_id=workspace_id, asked=asked, limit=limit)
    same = (found.c.workspace_id == Report.workspace_id) & (found.c.owner_id == Report.report_id)
    query = select(Report.workspace_id, Report.report_id, found.c.position).join_from(found, Report, same)
    # No workspace by name here: it is the texts', and SQLite would begin with all links of it instead.
    return query.where(*_fits(sight, wanted)).subquery()


def _fits(sight: Sight, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a report has to be besides its words and its day, asked of the report itself."""
    fits = [Report.withdrawn_at.is_(None), sight.allows()]
    if wanted.region_id is not None:
        fits.append(Report.region_id == wanted.region_id)
    if wanted.account_ids:
        fits.append(Report.account_id.in_(wanted.account_ids))
    return fits


def _asked_for(sight: Sight, wanted: Wanted) -> ColumnElement[bool]:
    """Whether a request was heard where, from whom and since when it is looked for."""
    last = (
        select(func.max(Report.logged_at))
        .join(ReportLink, LINKS_IT)
        .where(
            ReportLink.workspace_id == Request.workspace_id,
            ReportLink.counts_for_id == Request.request_id,
            *_fits(sight if wanted.account_ids else EVERYTHING, wanted),
        )
        .scalar_subquery()
    )
    return last.is_not(None) if wanted.since is None else last >= wanted.since


def _ranked(query: _Requests) -> _Requests:
    """Open ones first, then the newest."""
    return query.order_by(Request.status.in_(OPEN).desc(), Request.opened_at.desc(), Request.request_id)


def items_about(
    session: Session,
    *,
    workspace_id: str,
    words: Sequence[str],
    limit: int,
    region_id: uuid.UUID | None = None,
    statuses: Collection[CatalogStatus] = (),
) -> Sequence[CatalogItem]:
    """Catalog items whose name or other name has the words, the nearest first.

    With a region those that are sold there, which is what is sold everywhere too.
    """
    typed = " ".join(words)
    also = select(CatalogName.item_id).where(
        CatalogName.workspace_id == workspace_id, words_match(CatalogName.name_key, typed)
    )
    query = select(CatalogItem).where(
        CatalogItem.workspace_id == workspace_id,
        words_match(CatalogItem.name_key, typed) | CatalogItem.item_id.in_(also),
    )
    if region_id is not None:
        sold = exists().where(
            CatalogRegion.workspace_id == CatalogItem.workspace_id, CatalogRegion.item_id == CatalogItem.item_id
        )
        query = query.where(~sold | sold.where(CatalogRegion.region_id == region_id))
    if statuses:
        query = query.where(CatalogItem.status.in_(statuses))
    return session.scalars(query.order_by(*nearest_first(workspace_id, typed)).limit(limit)).all()


def other_names(
    session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[CatalogName]]:
    """The other names of catalog items, by item."""
    query = select(CatalogName).where(CatalogName.workspace_id == workspace_id, CatalogName.item_id.in_(item_ids))
    names: dict[uuid.UUID, list[CatalogName]] = {}
    for name in session.scalars(query.order_by(CatalogName.kind.desc(), CatalogName.name_key)):
        names.setdefault(name.item_id, []).append(name)
    return names


def sold_in(session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """The regions in which catalog items are sold, by item; an item sold everywhere is not named."""
    query = (
        select(CatalogRegion.item_id, Region.name)
        .join(
            Region, (Region.workspace_id == CatalogRegion.workspace_id) & (Region.region_id == CatalogRegion.region_id)
        )
        .where(CatalogRegion.workspace_id == workspace_id, CatalogRegion.item_id.in_(item_ids))
        .order_by(Region.name)
    )
    regions: dict[uuid.UUID, list[str]] = {}
    for item_id, name in session.execute(query):
        regions.setdefault(item_id, []).append(name)
    return regions
