"""What a person's own digest says, for any medium: ready sentences, sections of them, and quotes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment

from digests.locales import ENGLISH
from digests.outline import Section
from digests.periods import span
from digests.personal.report import Narrowed, PersonalReport, Ranged
from digests.phrases import Medium, Phrases, day, line, mean, upper_first
from digests.report import Quote, Trend
from digests.templating import Ready, ready, sentences
from digests.weeks import Week
from digests.wording import all_of, any_of, count, money_totals

LISTED = 5
NOTHING = Ready("")
# With fewer spans before, their least and most say little.
RANGED_FROM = 4
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


class PersonalWords:
    """The sentences of one person's report in one medium."""

    def __init__(self, report: PersonalReport, medium: Medium) -> None:
        self.report = report
        self._medium = medium
        self._zone = ZoneInfo(report.timezone)
        self._phrases = Phrases(ENGLISH)
        self._template = _environment(medium.escape).get_template("personal.j2")
        self._functions = {"r": report, **self._values(), **self._helpers()}

    def say(self, name: str, **values: Any) -> Ready:
        """What one block of the template says, ready for the medium; KeyError for a name that it does not have."""
        context = self._template.new_context({**self._functions, **values})
        return Ready(" ".join("".join(self._template.blocks[name](context)).split()))

    def byline(self, quote: Quote) -> str:
        """Who said it, and who heard it."""
        return self._phrases.byline(quote)

    @property
    def leading(self) -> Trend | None:
        """The trend within the filter that it begins with, if one is news: a rise before a fall."""
        fresh = [one.trend for one in self.report.moved if one.is_mine and one.trend.is_fresh]
        return next((trend for trend in fresh if trend.is_rise), next(iter(fresh), None))

    def _values(self) -> dict[str, Any]:
        report = self.report
        weeks = report.weeks
        where, anywhere = scope(report.narrowed), scope(report.narrowed, any_of)
        return {
            "called": called(report),
            "days": span(weeks[0], weeks[-1]),
            "scope": where or "everything, as in the channel",
            "in_scope": f" {anywhere}" if anywhere else "",
            "within": "" if report.narrowed.is_everything else " within your filter",
            "compared": _compared(report.spans_before, len(weeks)),
            "leading": self.leading,
            "standing": ENGLISH.standing,
            # What was for sale already is a decision like the others here, where it has no list of its own.
            "verdicts": {**ENGLISH.verdicts, "answered": "Already for sale"},
        }

    def _helpers(self) -> dict[str, Callable[..., str]]:
        medium, said = self._medium, self._phrases
        return {
            "b": lambda text: Ready(medium.strong.format(ready(medium.escape, text))),
            "q": lambda text: f"“{text}”",
            "who": lambda who: medium.person(who) or said.phrase("colleague"),
            "count": count,
            "voices": lambda asked: said.phrase("voices_in_full", asked=asked),
            "in_regions": lambda names: said.phrase("in_regions", names=names),
            "place": lambda trend: said.phrase("place", trend=trend),
            "span": self._span,
            "about": lambda expected: said.phrase("about", expected=expected),
            "usual": lambda trend: said.phrase("usual", trend=trend),
            "week_of": lambda trend: str(Week.parse(trend.period).number),
            "ranged": self._ranged,
            "before": self._before,
            "at": self._at,
        }

    def _span(self, trend: Trend) -> str:
        """When a trend was seen: "this week"; of several weeks "in week 46", "in two weeks up to week 46"."""
        if len(self.report.weeks) == 1:
            return ENGLISH.spans[trend.window]
        number = Week.parse(trend.period).number
        return f"in week {number}" if trend.window == 1 else f"{ENGLISH.spans[trend.window]} up to week {number}"

    def _ranged(self, figure: Ranged) -> str:
        if figure.mean is None:
            return ""
        if self.report.spans_before < RANGED_FROM or figure.least == figure.most:
            return f" ({mean(figure.mean)})"
        return f" ({mean(figure.mean)}; {figure.least}–{figure.most})"

    def _before(self, before: float | None) -> str:
        if before is None:
            return ""
        length = len(self.report.weeks)
        often = "a week" if length == 1 else f"in {in_words(length)} weeks"
        return f" (before: {mean(before)} {often})" if before else " (before: none)"

    def _at(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{day(local.date())}, {local:%H:%M}"


def called(report: PersonalReport) -> str:
    """The weeks in words: "week 47", "weeks 47 and 48", "November 2026", "weeks 45 to 48"."""
    weeks = report.weeks
    if len(weeks) == 1:
        return f"week {weeks[0].number}"
    if weeks == report.own_weeks and len(weeks) > 2:
        # A month's second week lies in it with all its days.
        return f"{weeks[1].first_day:%B %Y}"
    joint = "and" if len(weeks) == 2 else "to"
    return f"weeks {weeks[0].number} {joint} {weeks[-1].number}"


def scope(narrowed: Narrowed, listed: Callable[[Sequence[str]], str] = all_of) -> str:
    """The filter in words: "in Wales and York about “drone” and Yell"; empty for all. `listed` joins what it names."""
    subjects = [*(f"“{theme}”" for theme in narrowed.themes), *narrowed.competitors, *narrowed.accounts]
    parts = [
        *([f"in {listed(_first(narrowed.regions))}"] if narrowed.regions else []),
        *([f"about {listed(_first(subjects))}"] if subjects else []),
    ]
    return " ".join(parts)


def notes(words: PersonalWords) -> list[Ready]:
    """What to know before reading: that it holds other weeks than its period has."""
    report = words.report
    if report.weeks == report.own_weeks:
        return []
    return [words.say("longer" if len(report.weeks) > len(report.own_weeks) else "shorter")]


def sections(words: PersonalWords) -> list[Section]:
    """The lists of a digest, in their order; the empty ones are left out."""
    report = words.report
    mine = [one.trend for one in report.moved if one.is_mine and one.trend is not words.leading]
    beyond = [one.trend for one in report.moved if not one.is_mine]
    quotes = tuple(one.quote for one in report.ranked if one.quote)
    found = [
        (_list(words, "moved", "moved_one", mine, note=words.say("moved_honestly")), mine),
        (_list(words, "asked", "asked_one", report.ranked, quotes=quotes), report.ranked),
        (_list(words, "single_voices", "single_voice", report.single_voices), report.single_voices),
        (_list(words, "lost", "lost_one", report.lost.to), report.lost.to),
        (_list(words, "decided", "decision", report.decided), report.decided),
        (_list(words, "beyond", "moved_one", beyond, note=words.say("moved_honestly")), beyond),
    ]
    return [section for section, items in found if items]


def _list(
    words: PersonalWords, heading: str, item: str, items: Sequence[object], *, note: Ready = NOTHING, **more: Any
) -> Section:
    lines = [words.say(item, item=one) for one in items[:LISTED]]
    if len(items) > LISTED:
        lines.append(words.say("and_more", more=len(items) - LISTED))
    return Section(words.say(heading), tuple(lines), is_list=True, note=note, **more)


def in_words(number: int) -> str:
    """A small number in letters."""
    return _NUMBERS.get(number, str(number))


def _compared(spans: int, length: int) -> str:
    """What the figures are held against: "the 12 weeks before", "three spans of four weeks before"."""
    if length == 1:
        return "the week before" if spans == 1 else f"the {spans} weeks before"
    weeks = f"{in_words(length)} weeks before"
    return f"the {weeks}" if spans == 1 else f"{in_words(spans)} spans of {weeks}"


def _first(names: Sequence[str]) -> Sequence[str]:
    """The first three, and how many more there are."""
    return names if len(names) <= 3 else [*names[:3], f"{len(names) - 3} more"]


@cache
def _environment(escape: Callable[[str], str]) -> Environment:
    return sentences(
        escape, {"money": money_totals, "mean": mean, "line": line, "day": day, "upper_first": upper_first}
    )
