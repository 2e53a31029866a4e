"""`/field trends`: what the digest told, and the weeks of the themes that somebody asks about.

Only counts and the names of themes are told, never a customer's: everybody gets the same answer.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import BotError
from bot.usecases import digest, search
from bot.usecases.actor import Actor
from digests import gather
from digests.ranges import Normal, normal
from digests.report import DigestReport
from digests.weeks import Week
from storage.database import Session
from storage.keys import words_of
from storage.models import NONE, Region, Theme, Workspace
from storage.queries import search as search_queries
from storage.queries import theme_weeks, themes, workspaces
from storage.queries.rollups import InWeek
from storage.queries.search import EVERYTHING, Wanted
from storage.queries.theme_weeks import NOBODY, Speakers

WEEKS, MOST_WEEKS = 12, 52
# Ranges are learned from so many weeks; what is older would weigh less than an eighth, and takes its time to be read.
LEARNED = 78
SHOWN = 5
_REQUESTS = 20


@dataclass(frozen=True)
class TrendsQuery:
    """What was typed after `trends`. The region is a name, which only the database can tell."""

    words: str = ""
    region: str = ""
    weeks: int = WEEKS


@dataclass(frozen=True)
class Place:
    """A theme in a region, or (`region` empty) in all: accounts in each closed week, oldest first, and this week's.

    `normal` is what would have been normal in the last closed week; None where that is not known.
    """

    region: str
    counts: tuple[int, ...]
    so_far: int = 0
    normal: Normal | None = None


@dataclass(frozen=True)
class ThemeTrend:
    """A theme as asked for, and in each of its regions, where they are to be told.

    `heard_for` counts its closed weeks from the first in which anybody raised it; `behind` spoke in the weeks that are
    shown, `last` in the last one. `doubt` says why that week's digest did not take it for a trend.
    """

    title: str
    here: Place
    regions: tuple[Place, ...] = ()
    heard_for: int = 0
    behind: Speakers = NOBODY
    last: Speakers = NOBODY
    doubt: str = ""


@dataclass(frozen=True)
class TrendsAnswer:
    """What there is to tell: `weeks` are those shown, all closed; `history` counts all closed weeks that are known.

    `report` is the newest digest that was posted, of the last closed week, or without words of one before.
    `also_region` is a region that the words name, where no theme has them. `more` counts the themes beyond those shown.
    """

    query: TrendsQuery
    last: Week
    region_id: uuid.UUID | None = None
    region: str = ""
    weeks: tuple[Week, ...] = ()
    history: int = 0
    is_empty: bool = False
    themes: tuple[ThemeTrend, ...] = ()
    more: int = 0
    report: DigestReport | None = None
    also_region: str = ""


def answer(session: Session, actor: Actor, query: TrendsQuery, *, now: datetime) -> TrendsAnswer:
    """What the stored weeks say. Raises BotError with a sentence for a region that is not known."""
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    region = search.region_named(session, actor.workspace_id, query.region) if query.region else None
    last = digest.last_closed(session, workspace, now)
    told = TrendsAnswer(
        query, last, region_id=region.region_id if region else None, region=region.name if region else ""
    )
    began = theme_weeks.first_week(session, workspace_id=actor.workspace_id)
    if began is None:
        return replace(told, is_empty=True)
    known = _weeks(max(Week.parse(began), last.previous(LEARNED - 1), key=str), last)
    told = replace(told, weeks=tuple(known[-query.weeks :]), history=len(known))
    if query.words:
        return _about_words(session, workspace, told, known)
    report = digest.latest(session, workspace)
    ids = _most_heard(session, workspace, told)
    return replace(told, report=report, themes=tuple(_themes(session, workspace, told, known, ids=ids, ranges={})))


def _about_words(session: Session, workspace: Workspace, told: TrendsAnswer, known: Sequence[Week]) -> TrendsAnswer:
    found = _matching(session, workspace.workspace_id, told.query.words)
    if not found:
        return replace(told, also_region=_region_called(session, workspace.workspace_id, told.query.words))
    ids = found[:SHOWN]
    ranges = _ranges(session, workspace.workspace_id, ids, known)
    report = digest.latest(session, workspace)
    told = replace(told, report=report if report is not None and report.week == told.last else None)
    shown = tuple(_themes(session, workspace, told, known, ids=ids, ranges=ranges))
    return replace(told, themes=shown, more=len(found) - len(ids))


def _weeks(first: Week, last: Week) -> list[Week]:
    """The closed weeks from one to another; none where only the week that runs was heard of."""
    weeks = []
    while str(first) <= str(last):
        weeks.append(first)
        first = first.next()
    return weeks


# --- which themes ---


def _matching(session: Session, workspace_id: str, typed: str) -> list[uuid.UUID]:
    """The themes with all the words in their names, then those with a request behind them that has them."""
    words = tuple(dict.fromkeys(search_queries.singular(word) for word in words_of(typed)[: search.WORDS]))
    if not words:
        return []
    standing = {
        theme_id: theme
        for theme_id, theme in themes.themes(session, workspace_id=workspace_id).items()
        if theme.merged_into_id is None
    }
    named = [theme_id for theme_id, theme in standing.items() if _has(theme, words)]
    named.sort(key=lambda theme_id: (not standing[theme_id].is_confirmed, standing[theme_id].title.casefold()))
    asked = search_queries.requests_titled(
        session, workspace_id=workspace_id, sight=EVERYTHING, wanted=Wanted(words=words), limit=_REQUESTS
    )
    behind = theme_weeks.behind_requests(
        session, workspace_id=workspace_id, request_ids=[request.request_id for request in asked]
    )
    return list(dict.fromkeys([*named, *(theme_id for theme_id in behind if theme_id in standing)]))


def _has(theme: Theme, words: Sequence[str]) -> bool:
    """Whether each word begins one of a theme's name or label."""
    there = words_of(f"{theme.name} {theme.label}")
    return all(any(one.startswith(word) for one in there) for word in words)


def _region_called(session: Session, workspace_id: str, typed: str) -> str:
    """The region that somebody meant who typed it without `region:`; empty where there is none."""
    try:
        return search.region_named(session, workspace_id, typed).name
    except BotError:
        return ""


def _most_heard(session: Session, workspace: Workspace, told: TrendsAnswer) -> list[uuid.UUID]:
    if not told.weeks:
        return []
    return theme_weeks.most_heard(
        session,
        workspace_id=workspace.workspace_id,
        first=str(told.weeks[0]),
        last=str(told.last),
        region_id=told.region_id,
        limit=SHOWN,
    )


# --- what is told of them ---


def _ranges(
    session: Session, workspace_id: str, ids: Collection[uuid.UUID], known: Sequence[Week]
) -> dict[tuple[uuid.UUID, uuid.UUID | None], Normal]:
    if not known:
        return {}
    weeks = [str(week) for week in known]
    own = theme_weeks.of_themes(session, workspace_id=workspace_id, theme_ids=ids, weeks=weeks)
    rest = theme_weeks.elsewhere(session, workspace_id=workspace_id, theme_ids=ids, first=weeks[0], last=weeks[-1])
    return normal(own, rest, known, themes=len(themes.themes(session, workspace_id=workspace_id)))


def _themes(
    session: Session,
    workspace: Workspace,
    told: TrendsAnswer,
    known: Sequence[Week],
    *,
    ids: Sequence[uuid.UUID],
    ranges: Mapping[tuple[uuid.UUID, uuid.UUID | None], Normal],
) -> list[ThemeTrend]:
    weeks = [str(week) for week in (*known, told.last.next())]
    stored: defaultdict[uuid.UUID, list[InWeek]] = defaultdict(list)
    for one in theme_weeks.of_themes(session, workspace_id=workspace.workspace_id, theme_ids=ids, weeks=weeks):
        stored[one.theme_id].append(one)
    doubts = {one.theme_id: one.why for one in told.report.trends.loud} if told.report else {}
    titles = themes.themes(session, workspace_id=workspace.workspace_id)
    regions = workspaces.regions(session, workspace_id=workspace.workspace_id, with_retired=True)
    behind, last = (_speakers(session, workspace, told, ids, first) for first in (told.weeks[:1], told.weeks[-1:]))
    return [
        ThemeTrend(
            title=titles[theme_id].title,
            here=_place(told, stored[theme_id], told.region_id, told.region, ranges.get((theme_id, told.region_id))),
            regions=_by_region(told, theme_id, stored[theme_id], regions, ranges),
            heard_for=_heard_for(stored[theme_id], told),
            behind=behind.get(theme_id, NOBODY),
            last=last.get(theme_id, NOBODY),
            doubt=doubts.get(theme_id, ""),
        )
        for theme_id in ids
        if theme_id in titles
    ]


def _by_region(
    told: TrendsAnswer,
    theme_id: uuid.UUID,
    stored: Sequence[InWeek],
    regions: Sequence[Region],
    ranges: Mapping[tuple[uuid.UUID, uuid.UUID | None], Normal],
) -> tuple[Place, ...]:
    """Each region that is compared, where they are not all alike in the last closed week; else none."""
    if told.region_id is not None:
        return ()
    names = [(one.region_id, one.name) for one in regions] + [(NONE, "no region")]
    places = [
        _place(told, stored, region_id, name, ranges[theme_id, region_id])
        for region_id, name in names
        if (theme_id, region_id) in ranges
    ]
    sides = {place.normal.side(place.counts[-1]) for place in places if place.normal}
    return tuple(places) if len(sides) > 1 else ()


def _place(
    told: TrendsAnswer, stored: Sequence[InWeek], region_id: uuid.UUID | None, region: str, usual: Normal | None
) -> Place:
    counts: defaultdict[str, int] = defaultdict(int)
    for one in stored:
        if region_id is None or one.region_id == region_id:
            counts[one.week] += one.voices
    shown = tuple(counts[str(week)] for week in told.weeks)
    return Place(region, shown, so_far=counts[str(told.last.next())], normal=usual)


def _heard_for(stored: Sequence[InWeek], told: TrendsAnswer) -> int:
    """How many closed weeks there are since a theme was first raised; 0 where it never was in the region asked for."""
    if not any(told.region_id in (None, one.region_id) for one in stored):
        return 0
    first = Week.parse(min(one.week for one in stored))
    return max(0, (told.last.first_day - first.first_day).days // 7 + 1)


def _speakers(
    session: Session, workspace: Workspace, told: TrendsAnswer, ids: Sequence[uuid.UUID], first: Sequence[Week]
) -> dict[uuid.UUID, Speakers]:
    """Who spoke from a week to the last closed one."""
    if not first:
        return {}
    weeks = gather.calendar(session, workspace=workspace, back_to=first[0].previous())
    return theme_weeks.speakers(
        session,
        workspace_id=workspace.workspace_id,
        theme_ids=ids,
        start=weeks.interval(first[0])[0],
        end=weeks.closes(told.last),
        region_id=told.region_id,
    )
