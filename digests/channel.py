"""A digest short enough for its channel: names are cut and movers left out until it is; the thread has them whole.

What is cut is the report, so that every medium and language says the same sentences. Pure.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from digests.outline import WAITING_IN_CHANNEL, closing, greeting, lead, notes, part_name, thread_parts
from digests.phrases import PLAIN, Words
from digests.report import Asked, DigestReport, Trend, Waiting
from digests.wording import shortened

# A channel message has fewer words than this, buttons and all.
LIMIT = 150

_Titled = TypeVar("_Titled", Asked, Trend, Waiting)


@dataclass(frozen=True)
class Room:
    """How much may be said: `words` and `letters` of a name, so many other movers."""

    words: int
    letters: int
    movers: int = 3


ROOMS = (
    Room(12, 80),
    Room(8, 60),
    Room(6, 48),
    Room(5, 40),
    Room(5, 40, 2),
    Room(5, 40, 1),
    Room(4, 32, 1),
    Room(3, 24, 1),
    Room(2, 16, 0),
    Room(1, 16, 0),
)


def in_channel(report: DigestReport, *, added: int) -> DigestReport:
    """The report with as much of it as a channel message has room for that adds so many words of its own."""
    for room in ROOMS:
        short = _cut(report, room)
        if number_of_words(short) + added < LIMIT:
            break
    return short


def number_of_words(report: DigestReport) -> int:
    """How many words its sentences in the channel have, as people count them: signs alone are none."""
    words = Words(report, PLAIN)
    first = report.waiting.first[:WAITING_IN_CHANNEL]
    said: list[str] = [words.say(name) for name in ("title", "dateline", "headline", "numbers", "waiting")]
    said += [*greeting(words), *notes(words), *lead(words), *closing(words)]
    said += [f"{one.title} {words.say('waiting_item', item=one)}" for one in first]
    said.append(words.say("contents", parts=[part_name(words, part) for part in thread_parts(report)]))
    return sum(any(letter.isalnum() for letter in word) for text in said for word in text.split())


def _cut(report: DigestReport, room: Room) -> DigestReport:
    """The report with names cut, and of the trends that are news only as many as may be told here."""
    trends, leading = report.trends, report.trends.leading
    others = [trend for trend in trends.told if trend.is_fresh and trend != leading]
    kept = [trend for trend in trends.told if trend not in others[room.movers :]]
    return replace(
        report,
        asked=tuple(_asked(one, room) for one in report.asked),
        trends=replace(trends, told=tuple(_trend(one, room) for one in kept)),
        waiting=replace(report.waiting, first=tuple(_titled(one, room) for one in report.waiting.first)),
    )


def _trend(trend: Trend, room: Room) -> Trend:
    return replace(_titled(trend, room), region=_name(trend.region, room), among=_name(trend.among, room))


def _asked(asked: Asked, room: Room) -> Asked:
    return replace(_titled(asked, room), regions=tuple(_name(region, room) for region in asked.regions))


def _titled(one: _Titled, room: Room) -> _Titled:
    return replace(one, title=_name(one.title, room))


def _name(name: str, room: Room) -> str:
    return shortened(name, words=room.words, letters=room.letters)
