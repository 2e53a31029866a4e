"""Which lines are news: an open story is told again when it is worse, when it has lasted long, and when it is over."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from digests.trends.finding import Line

WORSE = 1.5
"""Told again when it is so many times as many standard deviations beyond what is expected as when it was told."""
LONG = 4
"""Told again after so many weeks without a word."""
OVER = 2
"""A story is over when it was no line for so many weeks."""


class News(StrEnum):
    """Why a story is told."""

    NEW = "new"
    WORSE = "worse"
    STILL = "still"
    OVER = "over"


@dataclass(frozen=True)
class Story:
    """What was told of a node and is still open: `since` its first week, `seen` the last week it was a line.

    `line` is the line that was told last.
    """

    line: Line
    since: int
    seen: int


@dataclass(frozen=True)
class Told:
    """A story that a digest tells: `weeks` counts from its first week to this one. Of what is over, the line is old."""

    line: Line
    news: News
    weeks: int


@dataclass(frozen=True)
class Telling:
    """What a digest tells, and what stays open for the next."""

    told: tuple[Told, ...]
    open: tuple[Story, ...]


def telling(lines: Sequence[Line], before: Sequence[Story], *, week: int) -> Telling:
    """What of a week's lines is told, with the stories that are open since earlier weeks.

    A line goes on with the story whose node it overlaps, if both go the same way; when there are several, with the one
    that is open the longest, and the others end in it.
    """
    told: list[Told] = []
    still_open: list[Story] = []
    taken: set[int] = set()
    for line in lines:
        same = [number for number, story in enumerate(before) if number not in taken and _goes_on(story, line)]
        if not same:
            told.append(Told(line, News.NEW, 1))
            still_open.append(Story(line, week, week))
            continue
        story = min((before[number] for number in same), key=lambda one: one.since)
        taken.update(same)
        news = _news(line, story)
        if news is not None:
            told.append(Told(line, news, week - story.since + 1))
        still_open.append(Story(line if news is not None else story.line, story.since, week))
    for number, story in enumerate(before):
        if number in taken or any(_goes_on(story, line) for line in lines):
            continue
        if week - story.seen >= OVER:
            told.append(Told(story.line, News.OVER, story.seen - story.since + 1))
        else:
            still_open.append(story)
    return Telling(tuple(told), tuple(still_open))


def _goes_on(story: Story, line: Line) -> bool:
    return story.line.direction is line.direction and story.line.node.overlaps(line.node)


def _news(line: Line, story: Story) -> News | None:
    """Why a story that goes on is told again, if it is."""
    if _beyond(line) >= WORSE * _beyond(story.line):
        return News.WORSE
    return News.STILL if line.week - story.line.week >= LONG else None


def _beyond(line: Line) -> float:
    """How far a line is from what was expected, in standard deviations of its window."""
    return abs(line.observed - line.expected) / math.sqrt(line.variance)
