"""Firms that are called by words of every day: where the words are meant, and where the firms are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.reading.lexicon import words
from digests.reading.reader import Reader

ACCOUNTS = (
    "Gutters Cleared Ltd",
    "Truro Tiles",
    "Leeds Physio",
    "First Choice Heating",
    "Fresh Start Cleaning",
    "Best Price Tyres",
    "Corner House Pizza",
    "Bloom",
    "Spotless",
    "Ashgrove Opticians",
    "Black Country Bolts",
    "Pine Street Dental",
    "New Forest Cider",
    "Juniper Health Partners",
    "Kestrel Coaches",
    "Zephyr Kites",
)
RIVALS = {
    "Square": (),
    "Mustard": (),
    "Compass": ("compass media",),
    "Wave Radio": ("the wave",),
    "Indeed": (),
    "Applied Industrial": ("applied",),
    "Just Eat": ("justeat",),
    "Yelp": (),
}
READER = Reader(accounts=ACCOUNTS, competitors=RIVALS, regions=("North West", "New Forest"))


def customer(text: str) -> str | None:
    found = READER.read(text).account
    return found.value if found is not None else None


def rivals(text: str) -> list[str]:
    return [one.value for one in READER.read(text).competitors]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gutters cleared want a banner", "Gutters Cleared Ltd"),
        ("lost truro tiles, £300", "Truro Tiles"),
        ("First Choice want a banner", "First Choice Heating"),
        ("fresh start cleaning have cancelled", "Fresh Start Cleaning"),
        ("met the owner of corner house pizza, no budget", "Corner House Pizza"),
        ("bloom lost, £300", "Bloom"),
        ("Ashgrove the optician wants a banner", "Ashgrove Opticians"),
        ("rang Spotless twice, nobody there", "Spotless"),
        ("right ashgrove um they are not renewing", "Ashgrove Opticians"),
    ],
)
def test_a_customer_of_such_words_is_known_where_customers_stand(text: str, name: str) -> None:
    assert customer(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "a roofer is asking for gutters cleared, do we sell that?",
        "a first choice heating engineer would pay £900 for a heading",
        "they want the best price on tyres",
        "need a fresh start, cleaning up my pipeline",
        "the kitchen was spotless, well done all",
        "business is in full bloom this spring",
        "what if we bundled hearing aids and opticians on one page?",
    ],
)
def test_words_that_are_only_words_name_nobody(text: str) -> None:
    assert customer(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "nobody between here and Truro wants a book",
        "drove down to Truro, roads were awful",
        "In Leeds all day, nothing sold",
        "a bloke with a yard out past Truro wants a heading",
        "parked on Pine Street and got a ticket",
        "drove through the New Forest all day",
    ],
)
def test_a_town_or_a_road_is_no_customer_that_is_called_by_it(text: str) -> None:
    assert customer(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Boxing Day: office shut",
        "is anyone in on Black Friday?",
        "North West: three renewals today",
        "Yelp: who knows their prices?",
        "Google Ads went up again",
        "Happy New Year all",
        "The ATM ate my card",
        "flying to New York on Friday",
        "Sarah Jenkins asks who covers Bristol",
    ],
)
def test_days_rivals_regions_and_people_are_no_new_customers(text: str) -> None:
    assert customer(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sandpiper Health, 140 users, wants an audit log", "Sandpiper Health"),
        ("Lost Square Deal Tyres, £900", "Square Deal Tyres"),
        ("The Salted Fig asked for chef whites", "The Salted Fig"),
        ("lady runs a repair shop, Fix It Fridays, would like a free line", "Fix It Fridays"),
        ("Met Tom Hadley of Hadley Marine, wants a banner", "Hadley Marine"),
        ("Hadley Marine's owner wants a banner", "Hadley Marine"),
        ("Just off the phone with Quigley Tarmac and he is out", "Quigley Tarmac"),
        ("Thought Ockham Tiles was a goner but they renewed", "Ockham Tiles"),
        ("Lost Blackthorn Cider", "Blackthorn Cider"),
    ],
)
def test_a_new_customer_is_read_as_a_whole_and_for_no_known_one(text: str, name: str) -> None:
    told = READER.read(text)
    assert told.account is not None
    assert (told.account.value, told.is_known) == (name, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zephyr Kites went to Square", "Square"),
        ("zephyr kites lost, square gave them a card reader for free", "Square"),
        ("zephyr moved his money to mustard", "Mustard"),
        ("mustard undercut us at Zephyr Kites", "Mustard"),
        ("still no. compass it is, 19 a head", "Compass"),
        ("Zephyr Kites do radio with the wave now", "Wave Radio"),
        ("Zephyr Kites hire through indeed, no use for our page", "Indeed"),
        ("Motion and Zephyr Kites, both moved to applied", "Applied Industrial"),
    ],
)
def test_a_rival_of_such_words_is_known_where_sellers_stand(text: str, name: str) -> None:
    assert rivals(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Lost Square Deal Tyres, £900",
        "met the owner of Zephyr Kites on Market Square",
        "Sarah Square at Zephyr Kites wants a banner",
        "Zephyr Kites is back to square one on the budget",
        "Zephyr Kites cut the mustard, signed",
        "left my compass in the van",
        "Zephyr Kites rode the wave of good weather, renewed",
        "Indeed, Zephyr Kites are gone",
        "Zephyr Kites applied for a credit account",
    ],
)
def test_a_word_or_somebody_elses_name_is_no_rival(text: str) -> None:
    assert rivals(text) == []


def test_what_stands_in_a_list_with_a_seller_is_one() -> None:
    assert rivals("zephyr kites spend on yelp and square") == ["Yelp", "Square"]
    assert rivals("zephyr kites on yelp, drew a square") == ["Yelp"]


EVERYDAY = st.sampled_from(sorted(word for word in words("everyday", "words") if len(word) > 3))


@given(EVERYDAY)
def test_whatever_word_a_rival_is_called_by_it_is_read_behind_lost_to_only(word: str) -> None:
    days = words("rivals", "days")
    reader = Reader(accounts=ACCOUNTS, competitors={word.capitalize(): ()})
    told = reader.read(f"zephyr kites lost to {word}")
    assert [one.value for one in told.competitors] == [word.capitalize()]
    if word not in days:
        assert reader.read(f"zephyr kites want some {word} photo on the page").competitors == ()


@given(EVERYDAY)
def test_whatever_word_a_customer_is_called_by_it_is_not_read_among_others(word: str) -> None:
    reader = Reader(accounts=[word.capitalize(), f"{word.capitalize()} Quillon", "Zephyr Kites"])
    found = reader.read(f"we talked of some {word} thing over lunch").account
    assert found is None
