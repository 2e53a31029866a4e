"""What of a digest fits into its channel: names are cut, movers left out, figures never."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.channel import LIMIT, in_channel, number_of_words
from digests.phrases import PLAIN, Words
from digests.report import DigestReport
from digests.wording import shortened
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest
from tests.digests.market import DUE, Market

# Buttons, a link, that it is late, and when the next one comes.
ADDED = 24
LONG = ("a small theme of very many short words " * 8).strip()[:300]


def crowded(market: Market) -> None:
    """Weeks that move, long names everywhere, many currencies, and more that waits than anybody can read."""
    publisher.moving_weeks(market)
    for number, currency in enumerate(("GBP", "EUR", "USD", "SEK", "NOK", "DKK", "CHF", "PLN")):
        for rep in ("U1", "U2"):
            market.report(
                rep,
                f"Buyer {number} {rep}",
                about=LONG[:200],
                value=1_234_567 + number,
                currency=currency,
                region=LONG[number:][:190],
            )
        market.lost("U1", f"Gone {number}", about=LONG[:200], value=987_654, currency=currency, reasons=[LONG[:200]])
        market.request(f"{number} {LONG}"[:200], owner="UVERYLONG", decide_by=DUE - timedelta(days=number))
    market.person("UVERYLONG", "A name")


def moved_far(report: DigestReport, titles: str) -> DigestReport:
    """The report with five trends of this name, each in a place with a long name, all of them news."""
    [trend] = report.trends.told
    many = [
        replace(
            trend,
            title=f"{number} {titles}",
            region=f"{number} {titles}",
            among=titles,
            observed=trend.observed + number,
            in_a_row=3,
            lost_deals=4,
            worth=dict.fromkeys(("GBP", "EUR", "USD", "SEK", "NOK"), 123456789),
        )
        for number in range(5)
    ]
    return replace(report, trends=replace(report.trends, told=tuple(many)))


def test_the_worst_of_weeks_fits_and_says_its_figures(digest: Digest) -> None:
    report = moved_far(digest(crowded), LONG)
    short = in_channel(report, added=ADDED)
    assert number_of_words(report) > 2 * LIMIT
    assert number_of_words(short) + ADDED < LIMIT
    words = Words(short, PLAIN)
    top = report.trends.told[0]
    assert f"{top.observed} accounts this week; up to {top.usual_most} would be normal." in words.say("headline")
    assert words.say("why") == "Why it matters: money in 5 currencies is at stake. 4 deals were lost with it."
    assert words.say("numbers") == Words(report, PLAIN).say("numbers")


@pytest.mark.parametrize("fill", [publisher.full_week, publisher.moving_weeks, publisher.first_week])
def test_a_usual_week_keeps_its_names(fill: object, digest: Digest) -> None:
    report = digest(fill)  # type: ignore[arg-type] # one of the weeks above
    assert in_channel(report, added=18) == report


def test_of_many_movers_the_leading_one_and_three_others_are_told(digest: Digest) -> None:
    report = moved_far(digest(publisher.moving_weeks), "bees")
    told = in_channel(report, added=ADDED).trends.told
    assert told == report.trends.told[:4]
    assert in_channel(report, added=ADDED).trends.leading == report.trends.leading


def test_the_thread_has_every_name_whole(digest: Digest) -> None:
    report = moved_far(digest(publisher.moving_weeks), LONG)
    assert LONG in Words(report, PLAIN).say("moved_title", item=report.trends.told[0])


@pytest.mark.parametrize(
    ("name", "words", "letters", "said"),
    [
        ("Solar & battery installers", 3, 80, "Solar & battery installers"),
        ("Solar & battery installers", 2, 80, "Solar & battery…"),
        ("Solar & battery installers", 1, 80, "Solar…"),
        ("Solar panels, and more", 2, 80, "Solar panels…"),
        ("Solar panels", 9, 8, "Solar…"),
        ("x" * 300, 9, 10, "x" * 9 + "…"),
        ("", 1, 10, ""),
    ],
)
def test_a_name_is_cut_at_a_word(name: str, words: int, letters: int, said: str) -> None:
    assert shortened(name, words=words, letters=letters) == said
