"""The trends of a workspace's week: from the stored counts of its weeks to the stories that its digest tells. Pure."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from digests import tally
from digests.report import NO_REGION, NO_SEGMENT, NewTheme, NoTrend, OpenStory, Quote, Trend, Trends
from digests.trends.finding import Digest, Direction, Line, Sensitivity
from digests.trends.levels import ALL, Node, Series
from digests.trends.replay import replay_each
from digests.trends.telling import Story, telling
from digests.trends.voices import Heard, voices
from digests.weeks import Week
from storage.models import NONE
from storage.queries.digest import Heard as Row
from storage.queries.digest_trends import Called, HeardOf
from storage.queries.rollups import InWeek

# So many weeks are learned from; older ones weigh next to nothing.
MOST_WEEKS = 156
# So many weeks are shown.
SHOWN = 12
LONGEST = 4
MOST_NEW = 5


@dataclass(frozen=True)
class History:
    """A workspace's weeks as series, with what their numbers stand for."""

    weeks: tuple[Week, ...]
    themes: tuple[uuid.UUID, ...]
    regions: tuple[uuid.UUID, ...]
    segments: tuple[str, ...]
    series: Series

    def by_week(self, node: Node) -> tuple[int, ...]:
        """The counts of a node in the weeks that are shown."""
        series = self.series
        here = series.theme == node.theme
        here &= (series.region == node.region) | (node.region == ALL)
        here &= (series.segment == node.segment) | (node.segment == ALL)
        return tuple(int(count) for count in series.counts[-SHOWN:, here].sum(axis=1))


@dataclass(frozen=True)
class Found:
    """What departs from what was expected in the last week of a history."""

    history: History
    digest: Digest

    @property
    def theme_ids(self) -> list[uuid.UUID]:
        """The themes that do."""
        return list(dict.fromkeys(self.history.themes[line.node.theme] for line in self.digest.lines))


@dataclass(frozen=True)
class Names:
    """What themes and regions are called; a theme that was merged, by what it is part of now."""

    themes: Mapping[uuid.UUID, Called]
    regions: Mapping[uuid.UUID, str]


def find(stored: Sequence[InWeek], week: Week, *, sensitivity: Sensitivity) -> Found | None:
    """What departs in a week, by what is stored of it and of the weeks before; None where nothing is stored."""
    return next(iter(find_each(stored, week, sensitivities=(sensitivity,))), None)


def find_each(stored: Sequence[InWeek], week: Week, *, sensitivities: Sequence[Sensitivity]) -> list[Found]:
    """The same at several sensitivities, in their order; empty where nothing is stored."""
    if not stored:
        return []
    history = _history(stored, week)
    [digests] = replay_each(history.series, sensitivities=sensitivities, since=len(history.weeks) - 1)
    return [Found(history, _named(one, history)) for one in digests]


def _named(digest: Digest, history: History) -> Digest:
    """A digest without what belongs to no theme: that is compared with, and never told."""
    told = tuple(line for line in digest.lines if history.themes[line.node.theme] != NONE)
    new = tuple(one for one in digest.too_new if history.themes[one[0]] != NONE)
    return replace(digest, lines=told, too_new=new)


def tell(
    found: Found,
    heard: Sequence[tuple[Week, HeardOf]],
    before: Sequence[OpenStory],
    names: Names,
    quotes: Mapping[Node, Quote],
) -> Trends:
    """What the week's digest tells; `heard` are the reports of the found themes in its last four weeks.

    `quotes` are customers' words by what a line is about.
    """
    history, week = found.history, len(found.history.weeks) - 1
    spoken = _voices(history, heard)
    lines: list[Line] = []
    loud: list[NoTrend] = []
    for line in found.digest.lines:
        spoke = voices(line, spoken)
        if spoke.is_trend:
            lines.append(line)
        else:
            theme_id = history.themes[line.node.theme]
            doubt = spoke.doubts[0]
            title = names.themes[theme_id].title
            loud.append(NoTrend(theme_id, title, doubt.sentence, doubt.why.value, doubt.there, doubt.needed))
    known = [story for story in (_standing(one, names) for one in before) if _is_known(history, story.trend)]
    of_line = {_line(history, story.trend): story.trend for story in known}

    def trend(line: Line, news: str, weeks: int) -> Trend:
        made = of_line.get(line) or _trend(history, line, heard, names, quotes)
        return replace(made, news=news, weeks=weeks)

    stories = [
        Story(_line(history, story.trend), _number(history, story.since), _number(history, story.seen))
        for story in known
    ]
    news = telling(lines, stories, week=week)
    return Trends(
        told=tuple(trend(told.line, told.news.value, told.weeks) for told in news.told),
        open=tuple(
            OpenStory(trend(one.line, "", 0), _period(history, one.since), _period(history, one.seen))
            for one in news.open
        ),
        loud=tuple(loud),
        too_new=_too_new(found, names),
        checked=found.digest.checked,
        why_none=found.digest.why_none,
    )


def behind(history: History, line: Line, heard: Iterable[tuple[Week, HeardOf]]) -> list[Row]:
    """The reports that a line counts, in the order they are given."""
    theme_id, region_id, segment = _place(history, line.node)
    first = history.weeks[0].next(line.week - line.window + 1)
    return [
        one.row
        for week, one in heard
        if week >= first
        and one.theme_id == theme_id
        and (region_id is None or (one.row.region_id or NONE) == region_id)
        and (segment is None or one.segment == segment)
    ]


def _place(history: History, node: Node) -> tuple[uuid.UUID, uuid.UUID | None, str | None]:
    """What a node's numbers stand for; None for all regions, and for all segments."""
    return (
        history.themes[node.theme],
        None if node.region == ALL else history.regions[node.region],
        None if node.segment == ALL else history.segments[node.segment],
    )


def _history(stored: Sequence[InWeek], week: Week) -> History:
    first = Week.parse(min(one.week for one in stored))
    weeks = [first]
    while weeks[-1] < week:
        weeks.append(weeks[-1].next())
    number_of = {str(one): number for number, one in enumerate(weeks)}
    themes, regions = (
        tuple(sorted(ids)) for ids in ({one.theme_id for one in stored}, {one.region_id for one in stored})
    )
    segments = tuple(sorted({one.segment for one in stored}))
    cells = sorted({(one.theme_id, one.region_id, one.segment) for one in stored})
    place_of = {cell: place for place, cell in enumerate(cells)}
    theme_at = {theme_id: number for number, theme_id in enumerate(themes)}
    region_at = {region_id: number for number, region_id in enumerate(regions)}
    segment_at = {segment: number for number, segment in enumerate(segments)}
    counts = np.zeros((len(weeks), len(cells)))
    began: dict[uuid.UUID, int] = {}
    for one in stored:
        number = number_of[one.week]
        counts[number, place_of[one.theme_id, one.region_id, one.segment]] = one.voices
        began[one.theme_id] = min(number, began.get(one.theme_id, number))
    series = Series(
        theme=np.array([theme_at[cell[0]] for cell in cells], np.intp),
        region=np.array([region_at[cell[1]] for cell in cells], np.intp),
        segment=np.array([segment_at[cell[2]] for cell in cells], np.intp),
        began=np.array([began[cell[0]] for cell in cells], np.intp),
        counts=counts,
    )
    return History(tuple(weeks), themes, regions, segments, series)


def _voices(history: History, heard: Iterable[tuple[Week, HeardOf]]) -> list[Heard]:
    """Who raised which theme where and when: one for each voice, with the reps who heard it."""
    reps: defaultdict[tuple[Node, int, str], set[str]] = defaultdict(set)
    for week, one in heard:
        node = _node(history, one.theme_id, one.row.region_id or NONE, one.segment)
        if node is not None:
            voice = ":".join(str(part) for part in tally.voice(one.row))
            reps[node, _number(history, str(week)), voice].add(one.row.reporter_id)
    return [Heard(node, week, voice, frozenset(who)) for (node, week, voice), who in reps.items()]


def _node(history: History, theme_id: uuid.UUID, region_id: uuid.UUID | None, segment: str | None) -> Node | None:
    """The numbers of a place, None for all; None where one of them is not in the history."""
    if theme_id not in history.themes:
        return None
    if region_id is not None and region_id not in history.regions:
        return None
    if segment is not None and segment not in history.segments:
        return None
    return Node(
        history.themes.index(theme_id),
        ALL if region_id is None else history.regions.index(region_id),
        ALL if segment is None else history.segments.index(segment),
    )


def _trend(
    history: History,
    line: Line,
    heard: Sequence[tuple[Week, HeardOf]],
    names: Names,
    quotes: Mapping[Node, Quote],
) -> Trend:
    theme_id, region_id, segment = _place(history, line.node)
    rows = behind(history, line, heard)
    return Trend(
        period=_period(history, line.week),
        theme_id=theme_id,
        title=names.themes[theme_id].title,
        region_id=region_id,
        region="" if region_id is None or len(history.regions) == 1 else names.regions.get(region_id, NO_REGION),
        segment=segment,
        among="" if segment is None or len(history.segments) == 1 else segment or NO_SEGMENT,
        direction=line.direction.value,
        news="",
        weeks=0,
        window=line.window,
        observed=line.observed,
        expected=line.expected,
        variance=line.variance,
        usual_least=line.usual_least,
        usual_most=line.usual_most,
        p=line.p,
        threshold=line.threshold,
        in_a_row=line.weeks_in_a_row,
        accounts=len({tally.voice(row) for row in rows}),
        reps=len({row.reporter_id for row in rows}),
        worth=tally.worth(rows),
        by_week=history.by_week(line.node),
        quote=quotes.get(line.node),
    )


def _standing(story: OpenStory, names: Names) -> OpenStory:
    """A story told before, of the theme that it belongs to now."""
    now = names.themes.get(story.trend.theme_id)
    return story if now is None else replace(story, trend=replace(story.trend, theme_id=now.theme_id, title=now.title))


def _is_known(history: History, trend: Trend) -> bool:
    """Whether a trend that was told before is about something that there still is."""
    return _node(history, trend.theme_id, trend.region_id, trend.segment) is not None


def _line(history: History, trend: Trend) -> Line:
    """What was told before, as the line that it was."""
    node = _node(history, trend.theme_id, trend.region_id, trend.segment)
    if node is None:
        raise KeyError(trend.theme_id)
    return Line(
        node=node,
        direction=Direction(trend.direction),
        week=_number(history, trend.period),
        window=trend.window,
        observed=trend.observed,
        expected=trend.expected,
        variance=trend.variance,
        usual_least=trend.usual_least,
        usual_most=trend.usual_most,
        p=trend.p,
        threshold=trend.threshold,
        weeks_in_a_row=trend.in_a_row,
    )


def _too_new(found: Found, names: Names) -> tuple[NewTheme, ...]:
    history = found.history
    new = [
        NewTheme(history.themes[theme], names.themes[history.themes[theme]].title, count)
        for theme, count in found.digest.too_new
    ]
    return tuple(sorted(new, key=lambda one: (-one.voices, one.title.casefold()))[:MOST_NEW])


def _number(history: History, period: str) -> int:
    """The number of a week, counted from the first of the history; one before it is negative."""
    return (Week.parse(period).first_day - history.weeks[0].first_day).days // 7


def _period(history: History, number: int) -> str:
    return str(history.weeks[0].next(number))
