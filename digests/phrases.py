"""The sentences of a digest, written once in a template and said in any medium: Slack, terminal or page."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, Template

from digests.locales import ENGLISH, Language, language
from digests.own_sentences.saying import Own, own
from digests.report import DigestReport, Figure, Quote, Trend, Who
from digests.templating import Ready, ready, sentences
from digests.wording import day, line, mean, upper_first, would_be_normal

__all__ = [
    "PAGE",
    "PLAIN",
    "VERDICTS",
    "Medium",
    "Ready",
    "Words",
    "day",
    "line",
    "mean",
    "slack",
    "upper_first",
    "would_be_normal",
]


REGIONS = 3
# The decisions that are told; the others are steps on the way.
VERDICTS = frozenset(ENGLISH.verdicts)
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


@dataclass(frozen=True)
class Medium:
    """How a medium escapes text, makes it strong, and mentions people by user id where it can; else it has names."""

    escape: Callable[[str], str]
    strong: str
    mention: Callable[[str], str] | None = None

    def person(self, who: Who) -> str:
        """A person as the medium calls them; empty where it knows no name."""
        return Ready(self.mention(who.user_id)) if self.mention is not None else who.name


def _mrkdwn(text: str) -> str:
    """Slack reads only these three; anything more would be shown as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


PLAIN = Medium(escape=str, strong="{}")
PAGE = Medium(escape=html.escape, strong="<strong>{}</strong>")


def slack(mention: Callable[[str], str]) -> Medium:
    """Slack's mrkdwn; `mention` makes the mention of a user id."""
    return Medium(escape=_mrkdwn, strong="*{}*", mention=mention)


class Phrases:
    """The parts of sentences in one language, in plain text: what can be said without a report."""

    def __init__(self, told_in: Language) -> None:
        self.language = told_in
        # They go into sentences, which escape them with everything else that they say.
        self._phrases = _environment(str, told_in.code).get_template(told_in.template)
        self._functions: dict[str, Any] = {
            "count": told_in.count,
            "form": told_in.form,
            "all_of": told_in.all_of,
            "any_of": told_in.any_of,
            "number": told_in.number,
            "percent": told_in.percent,
            "rounded": told_in.rounded,
            "standing": told_in.standing,
            "verdicts": told_in.verdicts,
            "spans": told_in.spans,
            "named": self._named,
            "q": self._with("quoted", "text"),
            "figure": self._figure,
            "regions": self.regions,
            "in_regions": self._with("in_regions", "names"),
            "voices": self._with("voices", "asked"),
            "voices_in_full": self._with("voices_in_full", "asked"),
            "worth": self._with("worth", "totals"),
            "deals": self._with("deals", "number", "totals"),
            "before": self._with("before", "mean"),
            "of_reports": lambda number, *forms: self.phrase("of_reports", number=number, forms=forms),
            "place": self._with("place", "trend"),
            "span": lambda trend: told_in.spans[trend.window],
            "about": self._with("about", "expected"),
            "usual": self._with("usual", "trend"),
            "nth": self._with("nth", "number"),
            "part_of": self._with("part_of", "part", "whole"),
            "a": self._with("a", "noun"),
        }

    def phrase(self, name: str, **values: Any) -> str:
        """What one block of the template says, in plain text; KeyError for a name that it does not have."""
        return _rendered(self._phrases, name, {**self._functions, **values})

    def byline(self, quote: Quote) -> str:
        """Who said it, and who heard it: "Ace Roofing, South West · heard by Jo Marsh"."""
        return self.phrase("byline", quote=quote)

    def regions(self, names: Sequence[str]) -> str:
        """The regions most voices came from: "South West, North and 2 more"."""
        if len(names) <= REGIONS:
            return self.language.all_of(names)
        more = self.phrase("more_regions", more=len(names) - REGIONS + 1)
        return self.language.all_of([*names[: REGIONS - 1], more])

    def where(self, trend: Trend) -> tuple[str, str]:
        """The region of a trend and among whom it is; empty where that goes without saying."""
        return self._named(trend.region), self._named(trend.among)

    def _with(self, name: str, *of: str) -> Callable[..., str]:
        """A phrase as a function of its values, in this order."""
        return lambda *values: self.phrase(name, **dict(zip(of, values, strict=True)))

    def _named(self, text: str) -> str:
        return self.language.stand_ins.get(text, text)

    def _figure(self, figure: Figure, *forms: str) -> str:
        before = "" if figure.before is None else f" ({self.language.mean(figure.before)})"
        return self.language.count(figure.now, *forms) + before


class Words(Phrases):
    """The sentences of one report in one medium; in the report's own language, if not told in another."""

    def __init__(self, report: DigestReport, medium: Medium, told_in: Language | None = None) -> None:
        super().__init__(told_in or language(report.language))
        self.report = report
        self._medium = medium
        self._zone = ZoneInfo(report.timezone)
        self._template = _environment(medium.escape, self.language.code).get_template(self.language.template)
        self._functions |= {
            "r": report,
            "b": lambda text: Ready(medium.strong.format(ready(medium.escape, text))),
            "who": self._who,
            "at": self._at,
            "say": self.say,
        }
        for name, value in self._values():
            self._functions[name] = value
        # Words of one's own are in the language of the report.
        self._own = own(report, self) if self.language.code == language(report.language).code else Own()

    @property
    def unusable(self) -> dict[str, str]:
        """The workspace's own sentences that could not be said, by name, and why; the built-in text stands there."""
        return self._own.unusable

    def say(self, name: str, **values: Any) -> Ready:
        """What one block of the template says, ready for the medium; KeyError for a name that it does not have.

        Where the workspace has words of its own for it, these: as plain text, which can neither mark up nor mention.
        """
        if name == "headline" and self.report.trends.leading is not None and "trend_headline" in self._own.said:
            name = "trend_headline"
        if name in self._own.said:
            return ready(self._medium.escape, self._own.said[name])
        return Ready(_rendered(self._template, name, {**self._functions, **values}).strip())

    def bare(self, name: str) -> str:
        """The same in plain text, for headers and buttons, which read no markup."""
        return self._own.said.get(name) or self.phrase(name).strip()

    def _values(self) -> Iterator[tuple[str, object]]:
        """What sentences say without being given it; later values may say earlier ones."""
        for name in ("weeks_before", "a_week", "means"):
            yield name, self.phrase(name)
        yield "gist", self._gist()
        yield "decided", [one for one in self.report.decided if one.status in VERDICTS]

    def _gist(self) -> list[str]:
        """The week in a few counts: "2 accounts heard from", "1 deal lost (£4,800)"."""
        report = self.report
        names = {
            "gist_heard": True,
            "gist_lost": report.lost.deals.now,
            "gist_won": report.won.deals.now,
            "gist_new": report.numbers.new_requests.now,
        }
        return [self.phrase(name) for name, is_there in names.items() if is_there]

    def _who(self, who: Who) -> str:
        return self._medium.person(who) or self.phrase("colleague")

    def _at(self, moment: datetime) -> str:
        return self.language.moment(moment.astimezone(self._zone))


def _rendered(template: Template, name: str, values: dict[str, Any]) -> str:
    """A block with white space of any kind as one space, except what does not break."""
    return _SPACES.sub(" ", "".join(template.blocks[name](template.new_context(values))))


@cache
def _environment(escape: Callable[[str], str], code: str) -> Environment:
    told_in = language(code)
    filters: dict[str, Callable[..., Any]] = {
        "money": told_in.money_totals,
        "mean": told_in.mean,
        "day": told_in.day,
        "days": lambda week: week.labelled(told_in.month),
        "line": line,
        "upper_first": upper_first,
    }
    return sentences(escape, filters)
