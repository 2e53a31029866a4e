"""What themes are called: words that people use, no two alike, and the same next week."""

import numpy as np
import pytest

from digests.themes.finding import Theme
from digests.themes.labels import label
from digests.themes.words import key, stem, terms

DRONES = [
    "Do you have drone surveys?",
    "drone surveys please",
    "He wants Drone Survey listings",
    "a heading for drone surveys",
    "surveys with a drone, drone surveys that is",
]
BILLS = [
    "pay by invoice",
    "paying against an invoice",
    "Invoices at month end",
    "we need an invoice",
    "invoice, please",
]
VANS = [
    "top up the BT Broadband",
    "BT Broadband top-up",
    "topping up our BT Broadband",
    "BT Broadband",
    "a top-up for BT",
]


def theme(name: str, *rows: int) -> Theme[str]:
    return Theme(name, rows, rows[0], np.zeros(2, np.float32), 0.5, is_new=False)


def three() -> tuple[list[Theme[str]], list[str]]:
    return [theme("1", *range(5)), theme("2", *range(5, 10)), theme("3", *range(10, 15))], [*DRONES, *BILLS, *VANS]


def test_a_theme_is_called_by_what_its_texts_have_in_common_as_people_write_it() -> None:
    themes, texts = three()
    labels = label(themes, texts)
    assert labels["1"] == "Drone surveys"
    assert labels["2"].startswith("Invoice")
    assert labels["3"].startswith("BT Broadband")
    assert "top up" in labels["3"]


def test_a_name_that_a_person_gave_stands() -> None:
    themes, texts = three()
    assert label(themes, texts, named={"2": "On account"}, previous={"2": "invoice"})["2"] == "On account"


def test_last_weeks_label_stays_as_long_as_it_is_true() -> None:
    themes, texts = three()
    labels = label(themes, texts, previous={"1": "surveys", "2": "fish and chips"})
    assert labels["1"] == "Surveys"
    assert labels["2"].startswith("Invoice")


def test_what_people_called_it_is_better_than_any_count_and_than_last_weeks_label() -> None:
    themes, texts = three()
    labels = label(themes, texts, previous={"1": "Surveys"}, titles={"1": "aerial filming", "2": "Aerial filming"})
    assert labels["1"] == "Aerial filming"
    assert labels["2"].startswith("Invoice")


def test_a_saying_that_many_themes_share_names_none_of_them() -> None:
    things = ("pond liners", "roof tiles", "garden gates", "oak beams")
    texts = [
        saying.format(thing)
        for thing in things
        for saying in (
            "I'd have signed for two hundred if you'd had {}",
            "Half my work is {} now and it says so nowhere",
            "I'd have signed for ninety if you'd had {}, my wife says",
            "Half my work is {} now and it says so nowhere, mate",
            "I'd have signed for fifty if you'd had {}, honest",
        )
    ]
    labels = label([theme(thing, *range(5 * at, 5 * at + 5)) for at, thing in enumerate(things)], texts)
    assert labels == {thing: thing.capitalize() for thing in things}


def test_customers_are_no_label_and_neither_is_the_word_for_what_is_sold() -> None:
    texts = ["Ace Roofing wants a heading for skylights", "skylights, says ACE ROOFING, as a heading"] * 2
    texts += [f"another heading, {number}" for number in range(9)]
    assert label([theme("1", 0, 1, 2, 3)], texts, unsaid=["Ace Roofing", "heading"]) == {"1": "Skylights"}


def test_three_words_that_most_say_together_stay_together() -> None:
    texts = ["weight loss jabs", "do weight loss jabs", "where are the weight loss jabs", "jabs for weight loss", "hm"]
    assert label([theme("1", 0, 1, 2, 3)], texts)["1"] == "Weight loss jabs"


def test_a_name_that_is_written_in_its_own_way_stays_so() -> None:
    texts = ["eBay parcels", "parcels for eBay", "his eBay things", "no", "oh", "EV charging", "an EV charging point"]
    labels = label([theme("1", 0, 1, 2), theme("2", 5, 6)], texts)
    assert labels["1"].startswith("eBay")
    assert labels["2"].startswith("EV charging")


def test_two_themes_that_say_the_same_are_called_differently() -> None:
    texts = [*DRONES, *DRONES, "hm", "no", "oh", "up"]
    labels = label([theme("1", *range(5)), theme("2", *range(5, 10)), theme("3", 10, 11), theme("4", 12, 13)], texts)
    assert len(set(labels.values())) == 4
    assert all(labels.values())


def test_texts_without_a_word_are_called_by_their_example() -> None:
    assert label([theme("1", 0, 1)], ["24/7?", "24/7!"]) == {"1": "24/7?"}
    assert label([], []) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("refund", "refunds"),
        ("Survey", "surveys"),
        ("topped", "topping"),
        ("delivery", "deliveries"),
        ("bill", "bills"),
    ],
)
def test_forms_of_a_word_are_counted_as_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_that_name_nothing_are_no_terms() -> None:
    assert terms("I don't know what it is that we’d want, 24 or so") == []
    assert terms("three on Tuesday, under which one?") == []
    assert terms("Ace's e-mail") == [("Ace",), ("e-mail",), ("Ace", "e-mail")]
    assert key(("Drone", "Surveys")) == key(("drone", "survey"))
    assert ("surveys", "vans") not in terms("surveys. Vans")
