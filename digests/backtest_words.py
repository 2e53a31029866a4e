"""A backtest to read: a short table, what each sensitivity would have been like, and a page. No statistics needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from digests.backtest import Backtest, Outcome, Story, is_told_too
from digests.charts import weekly
from digests.charts.page import style
from digests.phrases import mean, upper_first
from digests.report import Trend
from digests.templating import pages
from digests.trends.finding import Sensitivity
from digests.trends.memory import SETTLED
from digests.weeks import Week
from digests.wording import count

NAMES = {Sensitivity.FEWER: "Fewer", Sensitivity.BALANCED: "Balanced", Sensitivity.MORE: "More"}
_ORDER = tuple(NAMES)
# Measured on made-up companies, where it is known what is chance: docs/trends-method.md.
_CHANCE = {Sensitivity.FEWER: "one", Sensitivity.BALANCED: "one or two", Sensitivity.MORE: "two or three"}
_SPANS = {1: "in one week", 2: "in two weeks", 4: "in four weeks"}
_NOTE = "Dark: a new story. Light: one told again, or over."

CANNOT = (
    "It cannot say which lines would have been useful to you. Read the stories: would you have wanted to know?",
    "It cannot say what was missed. A short rise of a small theme is mostly missed at every setting.",
    "Each week is judged by what came before it, as on that day. But themes, names and places are today’s, and what "
    "was logged late, changed or taken back counts as it stands today. So a past digest may have said something else.",
    f"The first {SETTLED} weeks of all feedback are only learned from. In the first year, a season looks like a rise.",
    "Settings do not simply add up: what “more” told in one week, it does not tell as new in the next.",
)


@dataclass(frozen=True)
class Row:
    """A line of the table: a figure for each sensitivity, from fewer to more."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A story in words: what and where, in which week, how much, who is behind it, how long, and who else tells it."""

    title: str
    place: str
    week: str
    much: str
    rest: str


def title(test: Backtest) -> str:
    """What it is about: "What the digest of Yellow Press would have told"."""
    return f"What the digest of {test.workspace} would have told"


def period(test: Backtest) -> str:
    """Which weeks: "44 weeks, 19 Jan 2026 – 22 Nov 2026"."""
    first, last = test.weeks[0].first_day, test.weeks[-1].last_day
    return f"{count(len(test.weeks), 'week')}, {first.day} {first:%b %Y} – {last.day} {last:%b %Y}"


def finding(test: Backtest) -> str:
    """The three in sentences, each name beside its figure: "Fewer: 2 lines in 44 weeks. Balanced: 5. More: 7."."""
    first, *others = test.outcomes
    said = f"{NAMES[first.sensitivity]}: {count(sum(first.lines), 'line')} in {count(len(test.weeks), 'week')}."
    return " ".join([said, *(f"{NAMES[one.sensitivity]}:\N{NO-BREAK SPACE}{sum(one.lines):,}." for one in others)])


def table(test: Backtest) -> list[Row]:
    """The figures side by side; the four rows of weeks add up to all."""

    def row(label: str, values: Iterator[str]) -> Row:
        return Row(label, tuple(values))

    def weeks(least: int, most: int) -> Iterator[str]:
        return (f"{sum(least <= lines <= most for lines in one.lines):,}" for one in all_)

    all_, in_all = test.outcomes, len(test.weeks)
    return [
        row("Lines in all", (f"{sum(one.lines):,}" for one in all_)),
        row("Lines a week", (mean(sum(one.lines) / in_all) for one in all_)),
        row("Weeks with none", (f"{one.quiet:,} ({_percent(one.quiet, in_all)}%)" for one in all_)),
        row("… with 1 or 2", weeks(1, 2)),
        row("… with 3 to 5", weeks(3, 5)),
        row("… with 6 or more", weeks(6, 10**9)),
        row("Fullest week", (f"{max(one.lines):,}" for one in all_)),
        row("Stories", (f"{len(one.stories):,}" for one in all_)),
        row("Half last up to", (count(one.usual_weeks, "week") if one.stories else "–" for one in all_)),
        row("Longest story", (count(one.longest, "week") if one.stories else "–" for one in all_)),
        row("Few voices", (f"{one.few:,}" for one in all_)),
    ]


def headline(one: Outcome) -> str:
    """One sensitivity in a sentence: "Balanced: 5 lines in 44 weeks, 41 weeks without one"."""
    weeks, lines = len(one.lines), sum(one.lines)
    name = NAMES[one.sensitivity]
    if not lines:
        return f"{name}: no line in {count(weeks, 'week')}"
    quiet = f"{count(one.quiet, 'week')} without one" if one.quiet else "no week without one"
    return f"{name}: {count(lines, 'line')} in {count(weeks, 'week')}, {quiet}"


def facts(one: Outcome, weeks: tuple[Week, ...]) -> list[str]:
    """What one sensitivity would have been like, in sentences."""
    lines, said = sum(one.lines), list[str]()
    if lines:
        said.append(f"{_rate(lines, len(weeks))}. {_fullest(one, weeks)}")
    if one.stories:
        said.append(f"{count(len(one.stories), 'story', 'stories')}. {_lasted(one)}")
    if one.few:
        often = "Once" if one.few == 1 else f"{one.few:,} times"
        said.append(f"{often} a rise rested on too few customers or reps. Such rises stand apart, not as trends.")
    said.append(f"Of ten lines at this setting, about {_CHANCE[one.sensitivity]} will be chance.")
    return said


def stories(test: Backtest) -> list[Told]:
    """The stories at the workspace's own setting, the newest first; with what the stricter one does with each."""
    fewer = stricter(test)

    def also(story: Story) -> str:
        if fewer is None:
            return ""
        return f"“{NAMES[fewer]}” {'tells it too' if is_told_too(story, test.of(fewer)) else 'leaves it out'}."

    return [_told(story, also(story)) for story in reversed(test.of(test.setting).stories)]


def besides(test: Backtest) -> list[Told]:
    """The stories that the next more open setting tells and the workspace's own does not, the newest first."""
    more = opener(test)
    if more is None:
        return []
    own = test.of(test.setting)
    return [_told(story, "") for story in reversed(test.of(more).stories) if not is_told_too(story, own)]


def stricter(test: Backtest) -> Sensitivity | None:
    """The setting that tells less than the workspace's own; None where that tells least."""
    place = _ORDER.index(test.setting)
    return _ORDER[place - 1] if place else None


def opener(test: Backtest) -> Sensitivity | None:
    """The setting that tells more than the workspace's own; None where that tells most."""
    return next(iter(_ORDER[_ORDER.index(test.setting) + 1 :]), None)


def page(test: Backtest) -> str:
    """All of it as one HTML page that needs nothing else. It names no customer."""
    return (
        pages()
        .get_template("backtest.html.j2")
        .render(
            test=test,
            title=title(test),
            period=period(test),
            finding=finding(test),
            names=list(NAMES.values()),
            table=table(test),
            settings=[(_chart(test, one), facts(one, test.weeks)) for one in test.outcomes],
            setting=NAMES[test.setting],
            stories=stories(test),
            more=NAMES.get(opener(test) or test.setting),
            besides=besides(test),
            cannot=CANNOT,
            chart_style=Markup(style()),  # noqa: S704 (our own style sheet)
        )
    )


def _chart(test: Backtest, one: Outcome) -> Markup:
    chart = weekly.Weekly(
        weeks=tuple(zip(one.new, one.again, strict=True)),
        monday=test.weeks[-1].first_day,
        title=headline(one),
        note=_NOTE,
        kicker="Lines each week",
        top=max(max(each.lines) for each in test.outcomes),
    )
    return Markup(weekly.draw(chart).svg)  # noqa: S704 (the chart escapes its words)


def _told(story: Story, also: str) -> Told:
    trend = story.trend
    lasted = f"Seen for {count(story.weeks, 'week')}{'' if story.is_over else ' so far'}."
    return Told(
        title=upper_first(trend.title),
        place=_place(trend),
        week=Week.parse(trend.period).label,
        much=f"{trend.observed:,} {_SPANS[trend.window]}, {_expected(trend)}",
        rest=" ".join(part for part in (_voices(trend), lasted, also) if part),
    )


def _place(trend: Trend) -> str:
    return (f" in {trend.region}" if trend.region else "") + (f" among {trend.among}" if trend.among else "")


def _expected(trend: Trend) -> str:
    return f"about {trend.expected:,.0f} expected" if trend.expected >= 0.95 else "hardly any expected"


def _voices(trend: Trend) -> str:
    """Who is behind a rise; a fall has nobody behind it."""
    return f"{count(trend.accounts, 'customer')} told {count(trend.reps, 'rep')}." if trend.is_rise else "A fall."


def _rate(lines: int, weeks: int) -> str:
    """How often a line comes: "About 2.3 lines a week", "About one line in 9 weeks"."""
    if lines >= 0.95 * weeks:
        return f"About {mean(lines / weeks)} lines a week" if lines > 1.05 * weeks else "About one line a week"
    return f"About one line in {count(round(weeks / lines), 'week')}"


def _percent(part: int, whole: int) -> int:
    """A share rounded, but not up to all, nor down to nothing, where it is not."""
    percent = round(100 * part / whole)
    return min(max(percent, 1), 99) if 0 < part < whole else percent


def _fullest(one: Outcome, weeks: tuple[Week, ...]) -> str:
    most, week = max(one.lines), weeks[one.largest].label
    if most == 1:
        return "Never two in a week."
    if one.lines.count(most) > 1:
        return f"At most {most:,} in one week, first {week}."
    return f"The fullest week, {week}, has {most:,}."


def _lasted(one: Outcome) -> str:
    """How long stories lasted, and how many are not over."""
    longest = count(one.longest, "week")
    if len(one.stories) == 1:
        said = f"It lasted {longest}."
    elif one.usual_weeks == one.longest:
        said = f"None lasted longer than {longest}."
    else:
        said = f"Half of them lasted {_at_most(one.usual_weeks)}, the longest {longest}."
    going = sum(not story.is_over for story in one.stories)
    return f"{said} {going:,} still {'goes' if going == 1 else 'go'} on." if going else said


def _at_most(weeks: int) -> str:
    return "1 week" if weeks == 1 else f"{weeks:,} weeks or less"
