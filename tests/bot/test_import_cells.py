"""The cells of a file: dates and amounts as people write them."""

import pytest

from bot.files.imports import amounts, running
from bot.usecases.reading import Money
from storage.models import (
    Report,
)
from tests.bot.import_desk import MAYA, NOW, REPORTS, Desk


@pytest.mark.parametrize(("order", "month"), [("day-first", 4), ("month-first", 3)])
def test_whoever_says_what_comes_first_has_their_dates_read(desk: Desk, order: str, month: int) -> None:
    desk.take("reports", REPORTS + f"1,lost,03/04/2026,{MAYA},,,,,\n", order=order)
    assert desk.one(Report).logged_at.month == month


def test_what_was_heard_today_is_not_in_the_future_before_noon(desk: Desk) -> None:
    morning, path = NOW.replace(hour=8), desk.folder / "table.csv"
    path.write_text(REPORTS + f"1,lost,2026-11-19,{MAYA},,,,,\n")
    asked = running.asked("reports", path, dry_run=False, update=False, order=None, reporter="")
    outcome = running.run(desk.database, "T1", asked, now=morning, listener=desk, progress=lambda *_: None)
    assert (outcome.added, desk.one(Report).logged_at) == (1, morning)


@pytest.mark.parametrize(
    ("text", "own", "minor", "currency"),
    [
        ("4800", "", 480_000, "GBP"),
        ("4,800.50", "", 480_050, "GBP"),
        ("£4800", "", 480_000, "GBP"),
        ("4.800,50", "EUR", 480_050, "EUR"),
        ("4800,5", "", 480_050, "GBP"),
        ("1.234.567", "", 123_456_700, "GBP"),
        ("1 200 SEK", "", 120_000, "SEK"),
        ("$12", "CAD", 1_200, "CAD"),
        ("4.8k", "", 480_000, "GBP"),
        ("4800.0000", "", 480_000, "GBP"),
        ("4800", "JPY", 4_800, "JPY"),
        ("4.800", "KWD", 4_800, "KWD"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, own: str, minor: int, currency: str) -> None:
    assert amounts.money(text, own=own, default="GBP") == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    ["4.800", "-5", "(4,800)", "lots", "4,80,0", "£4 EUR", "4800.505", "9999999999", ".", "0,500", "100 max", "XYZ 5"],
)
def test_an_amount_that_could_mean_two_things_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        amounts.money(text, default="GBP")
