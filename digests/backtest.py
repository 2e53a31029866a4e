"""What past weeks' digests would have told of trends at each sensitivity, so that one can be chosen. Pure.

Each week is judged by its counts and those before it alone, by the very functions that make a digest. Themes, names and
which report belongs where are today's.
"""

import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median_low

from digests.behind import OfTheme, behind
from digests.report import OpenStory, Trend, Trends
from digests.trending import LONGEST, MOST_WEEKS, Names, find_each, tell
from digests.trends.finding import Sensitivity
from digests.trends.memory import SETTLED
from digests.trends.telling import News
from digests.weeks import Week
from storage.queries.rollups import InWeek

# So many weeks before the first one shown are told to nobody, so that what began there is not new in it.
WARM_UP = 8

# The reports of some themes in one week.
ReportsOf = Callable[[Week, Collection[uuid.UUID]], Sequence[OfTheme]]
# How far a long work is: what it is, steps done, steps in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Story:
    """A story as it was told first, in the week of `trend`. `weeks` counts from there to the last week it was seen.

    `is_over` is false where it still goes on at the end.
    """

    trend: Trend
    weeks: int
    is_over: bool

    @property
    def first(self) -> Week:
        """The week in which it was told first."""
        return Week.parse(self.trend.period)

    @property
    def last(self) -> Week:
        """The last week it was seen in."""
        return self.first.next(self.weeks - 1)


@dataclass(frozen=True)
class Outcome:
    """What one sensitivity would have told: lines by week of new stories (`new`) and of older ones (`again`).

    `few` counts what stood out but rested on too few voices, once for each week: the digest lists it apart.
    """

    sensitivity: Sensitivity
    new: tuple[int, ...]
    again: tuple[int, ...]
    stories: tuple[Story, ...]
    few: int

    @property
    def lines(self) -> tuple[int, ...]:
        """All lines, by week."""
        return tuple(new + again for new, again in zip(self.new, self.again, strict=True))

    @property
    def quiet(self) -> int:
        """How many weeks have no line."""
        return self.lines.count(0)

    @property
    def largest(self) -> int:
        """The place of the week with most lines, the first one of several."""
        return self.lines.index(max(self.lines))

    @property
    def usual_weeks(self) -> int:
        """Half of the stories lasted so many weeks or less; 0 without any."""
        return median_low([story.weeks for story in self.stories]) if self.stories else 0

    @property
    def longest(self) -> int:
        """How many weeks the longest story lasted; 0 without any."""
        return max((story.weeks for story in self.stories), default=0)


@dataclass(frozen=True)
class Backtest:
    """The weeks replayed, oldest first, and what each sensitivity would have told in them, from fewer to more.

    `setting` is the one that the workspace has now.
    """

    workspace: str
    setting: Sensitivity
    weeks: tuple[Week, ...]
    outcomes: tuple[Outcome, ...]

    def of(self, sensitivity: Sensitivity) -> Outcome:
        """What one of them would have told."""
        return next(one for one in self.outcomes if one.sensitivity is sensitivity)


def is_told_too(story: Story, other: Outcome) -> bool:
    """Whether another sensitivity tells the same: of the same theme, the same way, at the same time and place."""
    return any(
        (one.trend.theme_id, one.trend.direction) == (story.trend.theme_id, story.trend.direction)
        and _overlaps(one.trend, story.trend)
        and one.first <= story.last
        and story.first <= one.last
        for one in other.stories
    )


def comparable(stored: Sequence[InWeek], last: Week, weeks: int) -> tuple[Week, ...]:
    """The last so many weeks of a history that had enough weeks before them, oldest first."""
    if not stored:
        return ()
    first = max(Week.parse(stored[0].week).next(SETTLED), last.previous(weeks - 1))
    return tuple(_from_to(first, last))


def backtest(
    workspace: str,
    setting: Sensitivity,
    stored: Sequence[InWeek],
    weeks: Sequence[Week],
    *,
    reports_of: ReportsOf,
    names: Names,
    progress: Progress,
) -> Backtest:
    """Replay some weeks that follow each other; `stored` are the counts of them and of what is before, in order."""
    begin = max(weeks[0].previous(WARM_UP), Week.parse(stored[0].week))
    replayed = list(_from_to(begin, weeks[-1]))
    notes = {sensitivity: _Notes() for sensitivity in Sensitivity}
    for number, week in enumerate(replayed, start=1):
        for sensitivity, trends in _told(stored, week, notes, reports_of, names).items():
            notes[sensitivity].take(trends, is_shown=week >= weeks[0])
        progress("Replaying", number, len(replayed))
    return Backtest(workspace, setting, tuple(weeks), tuple(one.outcome(key) for key, one in notes.items()))


def _told(
    stored: Sequence[InWeek], week: Week, notes: Mapping[Sensitivity, "_Notes"], reports_of: ReportsOf, names: Names
) -> dict[Sensitivity, Trends]:
    """What a week's digest tells at each sensitivity, going on with what each told before."""
    key = _week_of
    start = bisect_right(stored, str(week.previous(MOST_WEEKS)), key=key)
    found = find_each(stored[start : bisect_right(stored, str(week), key=key)], week, sensitivities=tuple(notes))
    if not found:
        return dict.fromkeys(notes, Trends())
    theme_ids = {theme_id for one in found for theme_id in one.theme_ids(0)}
    back = [week.previous(number) for number in range(LONGEST if theme_ids else 0)]
    heard = behind([reports_of(one, theme_ids) for one in back])
    return {
        sensitivity: tell(one, heard, notes[sensitivity].last, names, {})
        for sensitivity, one in zip(notes, found, strict=True)
    }


@dataclass
class _Notes:
    """What is written down, week by week, of what one sensitivity tells."""

    last: Trends = field(default_factory=Trends)
    new: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    few: int = 0
    # Each story with the place it was told of last, by which it is found again.
    stories: list[tuple[Story, Trend]] = field(default_factory=list)

    def take(self, trends: Trends, *, is_shown: bool) -> None:
        """Write down a week."""
        for trend in trends.told if is_shown else ():
            if trend.news == News.NEW:
                self.stories.append((Story(trend, 1, False), trend))
        self._follow(trends)
        self.last = trends
        if is_shown:
            new = sum(trend.news == News.NEW for trend in trends.told)
            self.new.append(new)
            self.again.append(len(trends.told) - new)
            self.few += len(trends.loud)

    def outcome(self, sensitivity: Sensitivity) -> Outcome:
        """What it came to."""
        stories = tuple(story for story, _ in self.stories)
        return Outcome(sensitivity, tuple(self.new), tuple(self.again), stories, self.few)

    def _follow(self, trends: Trends) -> None:
        """Bring the stories up to date: those that go on by what is open, the others are over.

        One that was told again as worse is found by the place it has now.
        """
        going: defaultdict[tuple[uuid.UUID, str, str], list[OpenStory]] = defaultdict(list)
        for one in trends.open:
            going[one.trend.theme_id, one.trend.direction, one.since].append(one)
        for number, (story, last) in enumerate(self.stories):
            if story.is_over:
                continue
            same = going[last.theme_id, last.direction, story.trend.period]
            now = next((one for one in same if _overlaps(one.trend, last)), None)
            if now is None:
                self.stories[number] = (replace(story, is_over=True), last)
            else:
                same.remove(now)
                weeks = (Week.parse(now.seen).first_day - Week.parse(now.since).first_day).days // 7 + 1
                self.stories[number] = (replace(story, weeks=weeks), now.trend)


def _overlaps(one: Trend, other: Trend) -> bool:
    """Whether two trends of a theme may be about the same customers."""
    return (one.region_id == other.region_id or None in (one.region_id, other.region_id)) and (
        one.segment == other.segment or None in (one.segment, other.segment)
    )


def _week_of(one: InWeek) -> str:
    return one.week


def _from_to(first: Week, last: Week) -> Iterator[Week]:
    while first <= last:
        yield first
        first = first.next()
