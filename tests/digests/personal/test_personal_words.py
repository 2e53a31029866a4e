"""What a person's own digest says, read whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digests.personal.build import build
from digests.personal.report import PersonalReport
from digests.personal.words import PersonalWords, called, notes, sections
from digests.phrases import PLAIN
from digests.weeks import Week
from storage.queries.editions import Only
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.golden import assert_golden
from tests.digests.market import DUE, Market
from tests.digests.test_trending import of_week, usual

ACCEPTED = Path(__file__).parent / "accepted"
W47 = Week(2026, 47)


def told(
    market: Market, only: Only, *, first: Week = W47, last: Week = W47, period: str = "2026-W47"
) -> PersonalReport:
    now = DUE + (last.first_day - W47.first_day)
    return build(market.session, workspace_id="T1", first=first, last=last, period=period, only=only, now=now)


def read(report: PersonalReport) -> str:
    """Everything it says, as text."""
    words = PersonalWords(report, PLAIN)
    if report.is_silent:
        return words.say("quiet") + "\n" + words.say("silence") + "\n"
    names = ("title", "dateline", "headline", "evidence", "numbers", "what_ranges_are")
    lines: list[str] = [*(words.say(name) for name in names), *notes(words)]
    for section in sections(words):
        lines += ["", section.heading, *(f"• {line}" for line in section.lines)]
        lines += [f"> {quote.said}" for quote in section.quotes] + ([section.note] if section.note else [])
    lines += ["", words.say("waiting")] if report.waiting.total else []
    lines += [f"• {one.title}: {words.say('waiting_item', item=one)}" for one in report.waiting.first]
    return "\n".join([*lines, "", words.say("limits")]) + "\n"


def full(market: Market) -> PersonalReport:
    publisher.full_week(market)
    return told(market, Only())


def one_region(market: Market) -> PersonalReport:
    publisher.full_week(market)
    return told(market, Only(regions=frozenset({market.region("South West")})))


def a_competitor(market: Market) -> PersonalReport:
    publisher.full_week(market)
    return told(market, Only(competitors=frozenset({market.competitor("Yelp")})))


def moved(market: Market) -> PersonalReport:
    publisher.moving_weeks(market)
    of_week(market, 0)
    return told(market, Only(regions=frozenset({market.region("South West")})))


def beyond(market: Market) -> PersonalReport:
    publisher.moving_weeks(market)
    of_week(market, 0)
    return told(market, Only(accounts=frozenset({market.account("New Panel 0")})))


def a_month(market: Market) -> PersonalReport:
    publisher.moving_weeks(market)
    of_week(market, 0)
    for week in range(1, 3):
        usual(market, week, panels=12)
        of_week(market, week)
    return told(market, Only(), first=Week(2026, 45), last=Week(2026, 48), period="2026-11")


def quiet(market: Market) -> PersonalReport:
    publisher.full_week(market)
    about = frozenset({market.ids["theme", "solar panels"]})
    return told(market, Only(regions=frozenset({market.region("Wales")}), themes=about))


def first(market: Market) -> PersonalReport:
    publisher.first_week(market)
    return told(market, Only(), period="2026-11")


@pytest.mark.parametrize("fill", [full, one_region, a_competitor, moved, beyond, a_month, quiet, first])
def test_a_digest_reads_as_accepted(market: Market, fill: Callable[[Market], PersonalReport]) -> None:
    assert_golden(ACCEPTED / f"{fill.__name__}.txt", read(fill(market)))


def test_other_weeks_than_those_of_the_period_are_pointed_out(market: Market) -> None:
    def note(begin: int, end: int, period: str) -> list[str]:
        report = told(market, Only(), first=Week(2026, begin), last=Week(2026, end), period=period)
        return list(notes(PersonalWords(report, PLAIN)))

    assert note(47, 47, "2026-W47") == []
    assert note(45, 48, "2026-11") == []
    assert note(45, 47, "2026-W47") == ["It holds 3 weeks, because you changed how often it comes."]
    assert note(47, 48, "2026-11") == ["It begins with week 47: what closed before was told, or came before you asked."]


def test_weeks_are_called_as_people_call_them(market: Market) -> None:
    names = {
        ("2026-W47", W47, W47): "week 47",
        ("2026-W47+48", W47, W47.next()): "weeks 47 and 48",
        ("2026-11", Week(2026, 45), Week(2026, 48)): "November 2026",
        ("2026-12", Week(2026, 49), Week(2026, 53)): "December 2026",
        ("2026-11", Week(2026, 46), Week(2026, 48)): "weeks 46 to 48",
        ("2026-W48", Week(2026, 46), Week(2026, 48)): "weeks 46 to 48",
    }
    for (period, begin, end), name in names.items():
        assert called(told(market, Only(), first=begin, last=end, period=period)) == name
