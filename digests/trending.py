"""The trends of a workspace's week: from the stored counts of its weeks to the stories that its digest tells. Pure."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from digests import tally
from digests.cells import Cells
from digests.history import History, history, history_of
from digests.report import NO_REGION, NO_SEGMENT, NewTheme, NoTrend, OpenStory, Quote, Trend, Trends
from digests.trends.finding import Digest, Direction, Line, Sensitivity
from digests.trends.levels import Node
from digests.trends.replay import replay_each
from digests.trends.telling import Story, telling
from digests.trends.voices import Heard, voices
from digests.weeks import Week
from storage.models import NONE, ReportKind
from storage.queries.digest import Heard as Row
from storage.queries.digest_trends import Called, HeardOf
from storage.queries.rollups import InWeek

# So many weeks are learned from; older ones weigh next to nothing.
MOST_WEEKS = 156
LONGEST = 4
MOST_NEW = 5


@dataclass(frozen=True)
class Found:
    """What departs from what was expected in the last week of a history."""

    history: History
    digest: Digest

    def theme_ids(self, back: int) -> list[uuid.UUID]:
        """The themes that do so over a window that reaches so many weeks back."""
        lines = [line for line in self.digest.lines if line.window > back]
        return list(dict.fromkeys(self.history.themes[line.node.theme] for line in lines))


@dataclass(frozen=True)
class Names:
    """What themes and regions are called; a theme that was merged, by what it is part of now."""

    themes: Mapping[uuid.UUID, Called]
    regions: Mapping[uuid.UUID, str]


def find(stored: Mapping[str, Cells], week: Week, *, sensitivity: Sensitivity) -> Found | None:
    """What departs in a week, by the cells of it and of the weeks before; None where there are none."""
    if not any(len(one.numbers) for one in stored.values()):
        return None
    [found] = _found(history_of(stored, week), (sensitivity,))
    return found


def find_each(stored: Sequence[InWeek], week: Week, *, sensitivities: Sequence[Sensitivity]) -> list[Found]:
    """The same from counts as they are stored, at several sensitivities in their order; empty where there are none."""
    return _found(history(stored, week), sensitivities) if stored else []


def _found(known: History, sensitivities: Sequence[Sensitivity]) -> list[Found]:
    [digests] = replay_each(known.series, sensitivities=sensitivities, since=len(known.weeks) - 1)
    return [Found(known, _named(one, known)) for one in digests]


def _named(digest: Digest, past: History) -> Digest:
    """A digest without what belongs to no theme: that is compared with, and never told."""
    told = tuple(line for line in digest.lines if past.themes[line.node.theme] != NONE)
    new = tuple(one for one in digest.too_new if past.themes[one[0]] != NONE)
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
    past, week = found.history, len(found.history.weeks) - 1
    spoken = _voices(past, heard)
    lines: list[Line] = []
    loud: list[NoTrend] = []
    for line in found.digest.lines:
        spoke = voices(line, spoken)
        if spoke.is_trend:
            lines.append(line)
        else:
            theme_id = past.themes[line.node.theme]
            doubt = spoke.doubts[0]
            title = names.themes[theme_id].title
            loud.append(NoTrend(theme_id, title, doubt.sentence, doubt.why.value, doubt.there, doubt.needed))
    known = [story for story in (_standing(one, names) for one in before) if _is_known(past, story.trend)]
    of_line = {_line(past, story.trend): story.trend for story in known}

    def trend(line: Line, news: str, weeks: int) -> Trend:
        made = of_line.get(line) or _trend(past, line, heard, names, quotes)
        return replace(made, news=news, weeks=weeks)

    stories = [Story(_line(past, story.trend), past.number(story.since), past.number(story.seen)) for story in known]
    news = telling(lines, stories, week=week)
    return Trends(
        told=tuple(trend(told.line, told.news.value, told.weeks) for told in news.told),
        open=tuple(
            OpenStory(trend(one.line, "", 0), past.period(one.since), past.period(one.seen)) for one in news.open
        ),
        loud=tuple(loud),
        too_new=_too_new(found, names),
        checked=found.digest.checked,
        why_none=found.digest.why_none,
    )


def behind(past: History, line: Line, heard: Iterable[tuple[Week, HeardOf]]) -> list[Row]:
    """The reports that a line counts, in the order they are given."""
    theme_id, region_id, segment = past.place(line.node)
    first = past.weeks[0].next(line.week - line.window + 1)
    return [
        one.row
        for week, one in heard
        if week >= first
        and one.theme_id == theme_id
        and (region_id is None or (one.row.region_id or NONE) == region_id)
        and (segment is None or one.segment == segment)
    ]


def _voices(past: History, heard: Iterable[tuple[Week, HeardOf]]) -> list[Heard]:
    """Who raised which theme where and when: one for each voice, with the reps who heard it."""
    reps: defaultdict[tuple[Node, int, str], set[str]] = defaultdict(set)
    node_of = cache(past.node)
    number_of = cache(past.number)
    for week, one in heard:
        node = node_of(one.theme_id, one.row.region_id or NONE, one.segment)
        if node is not None:
            voice = ":".join(str(part) for part in tally.voice(one.row))
            reps[node, number_of(str(week)), voice].add(one.row.reporter_id)
    return [Heard(node, week, voice, frozenset(who)) for (node, week, voice), who in reps.items()]


def _trend(
    past: History,
    line: Line,
    heard: Sequence[tuple[Week, HeardOf]],
    names: Names,
    quotes: Mapping[Node, Quote],
) -> Trend:
    theme_id, region_id, segment = past.place(line.node)
    rows = behind(past, line, heard)
    return Trend(
        period=past.period(line.week),
        theme_id=theme_id,
        title=names.themes[theme_id].title,
        region_id=region_id,
        region="" if region_id is None or len(past.regions) == 1 else names.regions.get(region_id, NO_REGION),
        segment=segment,
        among="" if segment is None or len(past.segments) == 1 else segment or NO_SEGMENT,
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
        by_week=past.by_week(line.node),
        quote=quotes.get(line.node),
        lost_deals=len({tally.deal(row) for row in rows if row.kind is ReportKind.LOST_DEAL}),
    )


def _standing(story: OpenStory, names: Names) -> OpenStory:
    """A story told before, of the theme that it belongs to now."""
    now = names.themes.get(story.trend.theme_id)
    return story if now is None else replace(story, trend=replace(story.trend, theme_id=now.theme_id, title=now.title))


def _is_known(past: History, trend: Trend) -> bool:
    """Whether a trend that was told before is about something that there still is."""
    return past.node(trend.theme_id, trend.region_id, trend.segment) is not None


def _line(past: History, trend: Trend) -> Line:
    """What was told before, as the line that it was."""
    node = past.node(trend.theme_id, trend.region_id, trend.segment)
    if node is None:
        raise KeyError(trend.theme_id)
    return Line(
        node=node,
        direction=Direction(trend.direction),
        week=past.number(trend.period),
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
    past = found.history
    new = [
        NewTheme(past.themes[theme], names.themes[past.themes[theme]].title, count)
        for theme, count in found.digest.too_new
    ]
    return tuple(sorted(new, key=lambda one: (-one.voices, one.title.casefold()))[:MOST_NEW])
