"""Outside, no customer is named, in whatever field somebody typed the name."""

from dataclasses import fields, is_dataclass

import pytest

from digests.nameless import OURS, names_to_look_up, without_customers
from digests.page import page
from digests.report import DigestReport, Quote, to_json
from storage.keys import name_key
from tests.digests.reports import fullest, quote, typed


def told(said: str, account: str = "", *names: str) -> str:
    """What is left of a quote's words."""
    report = without_customers(typed(said, account), names)
    found: Quote = report.quotes[0]
    assert found.account == ""
    return found.said


def test_no_name_is_left_in_any_field() -> None:
    words = "Ask Ace Roofing’s boss, or BRIGHTSIDE, or cafe obrien"
    report = without_customers(typed(words, "Ace Roofing Ltd"), ["Brightside", "Café O'Brien & Co"])
    assert "ace roofing" not in to_json(report).lower()
    assert "brightside" not in to_json(report).lower()
    shown = page(typed(words, "Ace Roofing Ltd"), customers=["Brightside", "Café O'Brien"])
    for name in ("ace roofing", "brightside", "obrien"):
        assert name not in shown.lower()


def test_who_speaks_is_the_customer_and_others_are_a_customer() -> None:
    assert told("At ACE we spaced out, like Bell & Sons.", "Ace", "Bell & Sons") == (
        "At [the customer] we spaced out, like [a customer]."
    )
    assert told("We want it.") == "We want it."


@pytest.mark.parametrize(
    ("said", "name", "left"),
    [
        ("Half the calls Ace Roofing paid for.", "Ace Roofing Ltd", "Half the calls [a customer] paid for."),
        ("Ace Roofing Ltd. pays", "Ace Roofing", "[a customer] Ltd. pays"),
        ("Daves van", "Dave's", "[a customer] van"),
        ("ZOË’S, again", "Zoë", "[a customer], again"),
        ("Plug and Plug & Go!", "Plug & Go", "Plug and [a customer]!"),
        ("It is for IT.", "IT", "It is for [a customer]."),
        ("🌸🌸 wants it", "🌸🌸", "[a customer] wants it"),
        ("Aceroofing", "Ace", "Aceroofing"),
        ("", "Ace", ""),
    ],
)
def test_a_name_is_found_however_it_is_written(said: str, name: str, left: str) -> None:
    assert told(said, "", name) == left


def test_what_is_looked_up_holds_every_name_that_may_be_meant() -> None:
    keys = names_to_look_up(typed("Tell Ace Roofing’s boss of Plug & Go", ""))
    for name in ("Ace Roofing", "Ace Roofing Ltd", "Plug & Go", "Ace"):
        assert name_key(name) in keys


def test_names_of_regions_reps_and_the_workspace_stay() -> None:
    report = without_customers(fullest(), ["Midlands", "Priya Nair", "Beacon Local"])
    assert report.workspace == "Beacon Local"
    assert report.asked[0].regions[0] == "Midlands"
    assert report.decided[0].by.name == "Priya Nair"


def test_numbers_and_codes_are_untouched() -> None:
    report = fullest()
    assert without_customers(report, ["new", "up", "approved", "2026", "late"]).trends.told[0].direction == "up"
    bare = without_customers(report)
    assert bare.numbers == report.numbers
    assert bare.lost.worth == report.lost.worth


def strings(value: object) -> set[str]:
    """The names of all fields of text in a report."""
    found: set[str] = set()
    if isinstance(value, tuple):
        return found.union(*(strings(one) for one in value)) if value else found
    if is_dataclass(value):
        for one in fields(value):
            inner = getattr(value, one.name)
            found |= {one.name} if type(inner) is str else strings(inner)
    return found


def test_a_field_is_either_ours_or_searched_for_names() -> None:
    """Whoever adds a field of text to the report need not think of this: it is searched."""
    mark = "Xanthippe Foods"
    report: DigestReport = typed(mark, "")
    report = without_customers(report, [mark])
    searched = strings(report) - OURS - {"user_id", "name"}
    assert {"title", "said", "about", "reason", "item", "label", "segment", "among"} <= searched
    assert mark not in to_json(report)


def test_a_long_text_is_searched_as_well() -> None:
    assert "Ace" not in told("word " * 2_000 + "Ace", "", "Ace")
    assert quote().account
