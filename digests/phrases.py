"""The sentences of a digest, written once in a template and said in any medium: Slack, terminal or page."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from digests.report import Asked, DigestReport, Figure, Trend, Who
from digests.wording import all_of, any_of, count, money_totals

# A reason in a list is cut here; the whole stands in the request's thread.
REASON = 200
REGIONS = 3

SPANS = {1: "this week", 2: "in two weeks", 4: "in four weeks"}
ORDINALS = ("first", "second", "third", "fourth")

VERDICTS = {
    "approved": "Yes",
    "approved_as_synonym": "Yes, as another name",
    "pilot": "Pilot",
    "deferred": "Not now",
    "declined": "No",
    "not_a_request": "Not a request",
    "live": "On sale now",
}
STANDING = {
    "approved": "approved",
    "approved_as_synonym": "approved",
    "pilot": "in pilot",
    "deferred": "deferred",
    "declined": "declined",
    "scheduled": "scheduled",
    "live": "on sale",
    "measured": "on sale",
    "answered": "already for sale",
}


class Ready(str):
    """Text that is ready for its medium; anything else is escaped on the way into a sentence."""

    __slots__ = ()


@dataclass(frozen=True)
class Medium:
    """How a medium escapes text, makes it strong, and names people."""

    escape: Callable[[str], str]
    strong: str
    person: Callable[[Who], str]


def _mrkdwn(text: str) -> str:
    """Slack reads only these three; anything more would be shown as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _known(who: Who) -> str:
    return who.name or "a colleague"


PLAIN = Medium(escape=str, strong="{}", person=_known)
PAGE = Medium(escape=html.escape, strong="<strong>{}</strong>", person=_known)


def slack(mention: Callable[[str], str]) -> Medium:
    """Slack's mrkdwn; `mention` makes the mention of a user id."""

    def person(who: Who) -> str:
        return Ready(mention(who.user_id))

    return Medium(escape=_mrkdwn, strong="*{}*", person=person)


class Words:
    """The sentences of one report in one medium."""

    def __init__(self, report: DigestReport, medium: Medium) -> None:
        self.report = report
        self._medium = medium
        self._zone = ZoneInfo(report.timezone)
        self._template = _environment(medium.escape).get_template("sentences.j2")
        self._functions = {"r": report, **self._values(), **self._helpers()}

    def say(self, name: str, **values: Any) -> Ready:
        """What one block of the template says, ready for the medium; KeyError for a name that it does not have."""
        context = self._template.new_context({**self._functions, **values})
        return Ready(" ".join("".join(self._template.blocks[name](context)).split()))

    def _values(self) -> dict[str, Any]:
        report = self.report
        weeks = "the week before" if report.weeks_before == 1 else f"the {report.weeks_before} weeks before"
        return {
            "weeks_before": weeks,
            "a_week": "" if report.weeks_before == 1 else " a week",
            "means": weeks if report.weeks_before == 1 else f"means of {weeks}",
            "gist": gist(report),
            "standing": STANDING,
            "verdicts": VERDICTS,
            "decided": [one for one in report.decided if one.status in VERDICTS],
        }

    def _helpers(self) -> dict[str, Callable[..., str]]:
        medium = self._medium
        return {
            "b": lambda text: Ready(medium.strong.format(_ready(medium.escape, text))),
            "q": lambda text: f"“{text}”",
            "who": medium.person,
            "count": count,
            "all_of": all_of,
            "any_of": any_of,
            "voices": voices,
            "voices_in_full": voices_in_full,
            "worth": lambda totals: f", {money_totals(totals)}" if totals else "",
            "regions": regions,
            "in_regions": lambda names: f" in {regions(names)}" if names else "",
            "deals": _deals,
            "before": self._before,
            "figure": self._figure,
            "of_reports": self._of_reports,
            "at": self._at,
            "place": place_of,
            "span": lambda trend: SPANS[trend.window],
            "about": _about,
            "usual": usual_of,
            "nth": _nth,
            "a": lambda noun: f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}",
        }

    def _before(self, before: float | None) -> str:
        if before is None:
            return ""
        if self.report.weeks_before == 1:
            return f" (week before: {mean(before)})"
        return f" (before: {mean(before)} a week)" if before else " (before: none)"

    def _figure(self, figure: Figure, one: str, many: str | None = None) -> str:
        before = "" if figure.before is None else f" ({mean(figure.before)})"
        return count(figure.now, one, many) + before

    def _of_reports(self, number: int, one: str, many: str) -> str:
        return f"{number} of {count(self.report.numbers.reports.now, 'report')} {one if number == 1 else many}"

    def _at(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{day(local.date())}, {local:%H:%M}"


def _ready(escape: Callable[[str], str], value: object) -> Ready:
    if isinstance(value, Ready):
        return value
    return Ready(escape(str(value)))


@cache
def _environment(escape: Callable[[str], str]) -> Environment:
    environment = Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (each medium escapes in `finalize`: HTML escaping would be wrong in Slack)
        finalize=partial(_ready, escape),
    )
    environment.filters.update(
        {"money": money_totals, "mean": mean, "line": line, "day": day, "upper_first": upper_first}
    )
    return environment


def gist(report: DigestReport) -> list[str]:
    """The week in a few counts: "2 accounts heard from", "1 deal lost (£4,800)"."""
    numbers, lost, won = report.numbers, report.lost, report.won
    heard = report.voices
    parts = [f"{count(heard, 'account')} heard from"]
    if lost.deals.now:
        parts.append(_with_worth(f"{count(lost.deals.now, 'deal')} lost", lost.worth))
    if won.deals.now:
        parts.append(_with_worth(f"{count(won.deals.now, 'deal')} won", won.worth))
    if numbers.new_requests.now:
        parts.append(count(numbers.new_requests.now, "new request"))
    return parts


def _with_worth(words: str, totals: dict[str, int]) -> str:
    return f"{words} ({money_totals(totals)})" if totals else words


def _deals(number: int, totals: dict[str, int]) -> str:
    return f"{count(number, 'deal')} worth {money_totals(totals)}" if totals else count(number, "deal")


def place_of(trend: Trend) -> str:
    """Where a trend is: " in South West, among trades"; nothing where it is everywhere."""
    return (f" in {trend.region}" if trend.region else "") + (f" among {trend.among}" if trend.among else "")


def _about(expected: float) -> str:
    """What was expected, as people say it: "about 2", "hardly any"."""
    return f"about {expected:.0f}" if expected >= 0.95 else "hardly any"


def usual_of(trend: Trend) -> str:
    """What would have been normal: "up to 5 would be normal", "4 to 12 would be normal"."""
    return would_be_normal(trend.usual_least, trend.usual_most)


def would_be_normal(least: int, most: int) -> str:
    """The same of a range."""
    return f"{least} to {most} would be normal" if least else f"up to {most} would be normal"


def _nth(number: int) -> str:
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


def upper_first(text: str) -> str:
    """The same with a capital at the beginning, to start a sentence."""
    return text[:1].upper() + text[1:]


def voices(asked: Asked) -> str:
    """How many asked: "7 accounts", "2 unnamed accounts"."""
    return count(asked.voices, "account" if asked.accounts else "unnamed account")


def voices_in_full(asked: Asked) -> str:
    """The same, and how many of them have no name: "7 accounts (1 unnamed)"."""
    unnamed = f" ({asked.unnamed} unnamed)" if asked.accounts and asked.unnamed else ""
    return voices(asked) + unnamed


def regions(names: Sequence[str]) -> str:
    """The regions most voices came from: "South West, North and 2 more"."""
    if len(names) <= REGIONS:
        return all_of(names)
    return all_of([*names[: REGIONS - 1], f"{len(names) - REGIONS + 1} more"])


def mean(value: float) -> str:
    """A mean for people: one decimal under ten, none where it says nothing."""
    if 0 < value < 0.05:
        return "under 0.1"
    rounded = f"{value:.1f}" if value < 10 else f"{value:.0f}"
    return rounded.removesuffix(".0")


def day(on: date) -> str:
    """A day for people: "Mon 23 Nov"."""
    return f"{on:%a} {on.day} {on:%b}"


def line(text: str) -> str:
    """Somebody's words on one line, cut at a word, with a full stop."""
    words = " ".join(text.split())
    if len(words) > REASON:
        words = words[:REASON].rsplit(" ", 1)[0] + "…"
    return words if words.endswith((".", "!", "?", "…")) else words + "."
