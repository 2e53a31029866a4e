"""The trends of a workspace's week: from the stored counts of its weeks to the stories that its digest tells. Pure."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from digests.behind import Behind
from digests.cells import Cells
from digests.history import History, history, history_of
from digests.report import NO_REGION, NO_SEGMENT, NewTheme, NoTrend, OpenStory, Quote, Trend, Trends
from digests.trends.finding import Digest, Direction, Line, Sensitivity
from digests.trends.levels import Node
from digests.trends.memory import SETTLED
from digests.trends.replay import replay_each
from digests.trends.telling import Story, telling
from digests.trends.voices import Spoken, voices_of
from digests.weeks import Week
from storage.models import NONE
from storage.queries.digest_trends import Called
from storage.queries.rollups import InWeek

# So many weeks are learned from; older ones weigh next to nothing.
MOST_WEEKS = 156
LONGEST = 4
MOST_NEW = 5
# A single voice is no theme yet.
LEAST_NEW = 2


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
    heard: Behind,
    before: Trends,
    names: Names,
    quotes: Mapping[Node, Quote],
) -> Trends:
    """What the week's digest tells; `heard` are the reports of the found themes in its last four weeks.

    `before` is what the last digest told, so that nothing is said twice; `quotes` are customers' words by line.
    """
    past, week = found.history, len(found.history.weeks) - 1
    spoken = _spoken(past, heard)
    lines: list[Line] = []
    loud: list[NoTrend] = []
    for line in found.digest.lines:
        spoke = voices_of(line, spoken)
        if spoke.is_trend:
            lines.append(line)
        else:
            theme_id = past.themes[line.node.theme]
            doubt = spoke.doubts[0]
            title = names.themes[theme_id].title
            loud.append(NoTrend(theme_id, title, doubt.sentence, doubt.why.value, doubt.there, doubt.needed))
    known = [story for story in (_standing(one, names) for one in before.open) if _is_known(past, story.trend)]
    told_before = {_line(past, story.trend): story.trend for story in known}

    def trend(line: Line, news: str, weeks: int) -> Trend:
        made = told_before.get(line) or _trend(past, line, heard, names, quotes)
        return replace(made, news=news, weeks=weeks)

    stories = [Story(_line(past, story.trend), past.number(story.since), past.number(story.seen)) for story in known]
    news = telling(lines, stories, week=week)
    met = _met(past, before, names)
    too_new = _too_new(found, names, met)
    return Trends(
        told=tuple(trend(told.line, told.news.value, told.weeks) for told in news.told),
        open=tuple(
            OpenStory(trend(one.line, "", 0), past.period(one.since), past.period(one.seen)) for one in news.open
        ),
        loud=tuple(loud),
        too_new=too_new,
        met=(*met, *(one.theme_id for one in too_new)),
        checked=found.digest.checked,
        why_none=found.digest.why_none,
    )


def of_line(past: History, line: Line, heard: Behind) -> Behind:
    """The reports that a line counts; `heard` is of the last weeks of `past`."""
    theme_id, region_id, segment = past.place(line.node)
    here = (heard.theme == _at(heard.themes, theme_id)) & (heard.back < line.window)
    if region_id is not None:
        here &= heard.region == _at(heard.regions, region_id)
    if segment is not None:
        here &= heard.segment == _at(heard.segments, segment)
    return heard.of(here)


def _spoken(past: History, heard: Behind) -> Spoken:
    """Who raised which theme where and when, as far as the history knows the place."""
    theme = np.array([_at(past.themes, one) for one in heard.themes], np.intp)[heard.theme]
    region = np.array([_at(past.regions, one) for one in heard.regions], np.intp)[heard.region]
    segment = np.array([_at(past.segments, one) for one in heard.segments], np.intp)[heard.segment]
    week = len(past.weeks) - 1 - heard.back
    known = (theme >= 0) & (region >= 0) & (segment >= 0)
    sizes = tuple(int(column.max(initial=0)) + 2 for column in (theme, region, segment, heard.back, heard.voice))
    entry = np.ravel_multi_index((theme + 1, region + 1, segment + 1, heard.back, heard.voice), sizes)
    columns = (theme, region, segment, week, heard.voice, heard.rep, entry)
    return Spoken(heard.name, *(column[known] for column in columns))


def _at(names: Sequence[object], name: object) -> int:
    """Where a name stands, -1 where it does not."""
    return names.index(name) if name in names else -1


def _trend(
    past: History,
    line: Line,
    heard: Behind,
    names: Names,
    quotes: Mapping[Node, Quote],
) -> Trend:
    theme_id, region_id, segment = past.place(line.node)
    rows = of_line(past, line, heard)
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
        accounts=rows.voices,
        reps=rows.heard_by,
        worth=rows.worth(),
        by_week=past.by_week(line.node),
        quote=quotes.get(line.node),
        lost_deals=rows.lost_deals,
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


def _met(past: History, before: Trends, names: Names) -> tuple[uuid.UUID, ...]:
    """The young themes that were told of before; one that is old enough to be compared is not met as new again."""
    theme_ids = dict.fromkeys(names.themes[one].theme_id for one in before.met if one in names.themes)
    youngest = len(past.weeks) - SETTLED
    began = dict(zip((past.themes[theme] for theme in past.series.theme), past.series.began, strict=True))
    return tuple(theme_id for theme_id in theme_ids if began.get(theme_id, youngest) >= youngest)


def _too_new(found: Found, names: Names, met: Collection[uuid.UUID]) -> tuple[NewTheme, ...]:
    """The young themes that are told of as new: each once, when more than one voice has raised it in a week."""
    past = found.history
    new = [
        NewTheme(theme_id, names.themes[theme_id].title, count)
        for theme_id, count in ((past.themes[theme], count) for theme, count in found.digest.too_new)
        if count >= LEAST_NEW and theme_id not in met
    ]
    return tuple(sorted(new, key=lambda one: (-one.voices, one.title.casefold()))[:MOST_NEW])
