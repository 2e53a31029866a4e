"""The sentences of a rep's and a team's edition, from their template, in any medium."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment

from digests.deals.intervals import Share
from digests.locales import ENGLISH
from digests.people.report import Customers, RepReport, Sums, TeamReport
from digests.people.shared import REOPENED, SEPARATED
from digests.phrases import Medium, day, line, upper_first
from digests.templating import Ready, ready, sentences
from digests.weeks import days_label
from digests.wording import all_of, count, money_totals

# What is longer is cut here: titles of requests and catalog items, names of customers.
TITLE, NAME = 80, 40

# What was answered, as a rep reads it; further ones are those of the language.
ANSWERS = {
    **ENGLISH.verdicts,
    "answered": "Already for sale",
    "scheduled": "Scheduled",
    "measured": "On sale now",
    "merged": "Joined",
    REOPENED: "Looked at again",
    SEPARATED: "By itself again",
}


class PeopleWords:
    """The sentences of one edition in one medium."""

    def __init__(self, report: RepReport | TeamReport, medium: Medium) -> None:
        self.report = report
        self._template = _environment(medium.escape).get_template("people.j2")
        self._functions: dict[str, Any] = {
            "r": report,
            "days": days_label(report.frame.first_day, report.frame.last_day),
            "answers": ANSWERS,
            **_helpers(medium),
        }

    def say(self, name: str, **values: Any) -> Ready:
        """What one block of the template says, ready for the medium; KeyError for a name that it does not have."""
        context = self._template.new_context({**self._functions, **values})
        return Ready(" ".join("".join(self._template.blocks[name](context)).split()))


def whom(customers: Customers) -> str:
    """Some customers in words: "Ace Roofing, Bell and 2 more"."""
    if not customers.names:
        return (
            "a customer without a name" if customers.voices == 1 else f"{customers.voices:,} customers without a name"
        )
    more = customers.voices - len(customers.names)
    return all_of([*(short(name, NAME) for name in customers.names), *([f"{more:,} more"] if more else [])])


def deals_of(sums: Sums) -> str:
    """The deals in a few words: "2 lost (£4,800), 1 won"; empty without any."""
    lost = _with_worth(f"{sums.lost:,} lost", sums.lost_worth) if sums.lost else ""
    won = _with_worth(f"{sums.won:,} won", sums.won_worth) if sums.won else ""
    return ", ".join(part for part in (lost, won) if part)


def short(text: str, limit: int = TITLE) -> str:
    """Somebody's words on one line, cut at a word where there is one."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    head = words[: limit - 1]
    space = head.rfind(" ", limit // 2)
    return (head[:space] if space > 0 else head).rstrip() + "…"


def likely(share: Share) -> str:
    """A share and where the true one lies: "26%, likely 15% to 41%"."""
    part, low, high = (ENGLISH.percent(one) for one in (share.value, share.low, share.high))
    return f"{part}, likely {low} to {high}"


def day_of_year(on: date) -> str:
    """A day that may be far off: "1 Mar 2027"."""
    return f"{on.day} {on:%b %Y}"


def _helpers(medium: Medium) -> dict[str, Callable[..., str]]:
    return {
        "b": lambda text: Ready(medium.strong.format(ready(medium.escape, text))),
        "q": lambda text: f"“{short(text)}”",
        "who": lambda who: medium.person(who) or "a colleague",
        "count": count,
        "all_of": all_of,
        "whom": whom,
        "deals_of": deals_of,
        "worth": lambda totals: f" ({money_totals(totals)})" if totals else "",
        "likely": likely,
    }


def _with_worth(words: str, totals: dict[str, int]) -> str:
    return f"{words} ({money_totals(totals)})" if totals else words


@cache
def _environment(escape: Callable[[str], str]) -> Environment:
    filters: dict[str, Callable[..., Any]] = {
        "short": short,
        "line": line,
        "day": day,
        "day_of_year": day_of_year,
        "upper_first": upper_first,
    }
    return sentences(escape, filters)
