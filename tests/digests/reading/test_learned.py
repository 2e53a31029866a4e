"""Other names that were learned: read word for word, less than a name for sure, never an everyday word."""

import pytest

from digests.reading.found import Read
from digests.reading.judged import Ending, judged
from digests.reading.learning import LONGEST, is_akin, may_be_learned, sellers
from digests.reading.reader import Reader
from digests.reading.rules import rules

BAKERS, FOODS = "Baker & Sons, Leeds", "Fresh Foods"
ACCOUNTS = [BAKERS, FOODS, "Ace Roofing"]
LEARNED = {"fresco bakehouse": [BAKERS], "quixo": [FOODS], "the corner": [BAKERS, FOODS]}


def read(words: str, accounts: list[str] | None = None) -> Read:
    return Reader(accounts=accounts or ACCOUNTS, learned=LEARNED).read(words)


def customer(words: str, accounts: list[str] | None = None) -> str | None:
    found = read(words, accounts)
    return found.account.value if found.account is not None and found.is_known else None


@pytest.mark.parametrize(
    "words",
    [
        "Fresco Bakehouse want a heading for cakes",
        "lost fresco bakehouse, too dear",
        "FRESCO BAKEHOUSE: price",
        "Lost Fresco Bakehouse's deal to Yelp",
        "met fresco  bakehouse’s owner, wants a heading",
        "Fresco-Bakehouse, lost, 4.8k",
    ],
)
def test_a_learned_name_is_read_however_it_is_written(words: str) -> None:
    assert customer(words) == BAKERS


@pytest.mark.parametrize(
    "words",
    [
        "Fresco Bakehouses want a heading for cakes",
        "Fresco want a heading for cakes",
        "Fresco the Bakehouse want a heading",
        "Ace Roofing, not Fresco Bakehouse, want a heading",
        "Ace Roofing next to Fresco Bakehouse want a heading",
        "@fresco bakehouse",
    ],
)
def test_other_words_and_what_is_said_to_be_another_are_not(words: str) -> None:
    assert customer(words) != BAKERS


def test_where_it_stands_is_told_without_the_mark_of_owning() -> None:
    found = read("Lost Quixo's deal, too dear").account
    assert found is not None
    assert (found.value, found.start, found.end) == (FOODS, 5, 10)


def test_a_customer_who_is_named_for_sure_is_worth_more() -> None:
    assert customer("Ace Roofing left, as did quixo, too dear") == "Ace Roofing"


def test_a_longer_name_around_it_is_another() -> None:
    assert customer("Lost Quixo Motors Ltd, too dear", [*ACCOUNTS, "Quixo Motors Ltd"]) == "Quixo Motors Ltd"


def test_what_people_mean_several_by_is_asked() -> None:
    found = read("Lost The Corner, too dear")
    assert (found.account, found.asks_which) == (None, (BAKERS, FOODS))


def test_the_same_reader_learns_without_being_made_anew() -> None:
    plain = Reader(accounts=ACCOUNTS)
    knowing = plain.knowing(LEARNED)
    assert customer("Lost fresco bakehouse") == BAKERS
    assert knowing.read("Lost fresco bakehouse").account == read("Lost fresco bakehouse").account
    assert plain.read("Lost fresco bakehouse").account is None


@pytest.mark.parametrize(
    "words", ["", " ", "x" * 4_000, "fresco " * 800, "\u202efresco bakehouse", "🐝 fresco", "'s’s"]
)
def test_any_text_is_read_somehow(words: str) -> None:
    read(words)


@pytest.mark.parametrize("words", ["Fresco Bakehouse", "Zapotek", "OCS", "Bakers", "Corner Bakers", "Müller Metallbau"])
def test_a_name_may_be_learned(words: str) -> None:
    assert may_be_learned(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "the",
        "The City",
        "market",
        "a b",
        "A1",
        "4800",
        "12 34",
        "…!?",
        "him",
        "ltd",
        "Zapotek " * 40,
        "Z" * (LONGEST + 1),
        "🐝",
    ],
)
def test_everyday_words_and_what_is_no_name_may_not(words: str) -> None:
    assert not may_be_learned(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("bakers", BAKERS),
        ("YB", "Yellow Book"),
        ("Yelow Bks", "Yellow Book"),
        ("Gogle", "Google Ads"),
        ("Ace", "Ace Roofing"),
    ],
)
def test_short_and_misspelt_words_look_like_a_name(words: str, name: str) -> None:
    assert is_akin(words, name)


@pytest.mark.parametrize(
    ("words", "name"), [("Derby", "Yellow Book"), ("", "Yelp"), ("Ace", ""), ("Bob", "Baker & Sons")]
)
def test_other_words_do_not(words: str, name: str) -> None:
    assert not is_akin(words, name)


def test_unknown_names_that_stand_where_competitors_do_are_found() -> None:
    reader = Reader(accounts=ACCOUNTS, competitors={"Yelp": []}, regions=["Wales"])
    assert sellers(reader.read("Lost Ace Roofing, they went with Yelow Bks")) == ("Yelow Bks",)
    assert sellers(reader.read("Lost Ace Roofing to Yelp, they are from Wales")) == ()
    assert sellers(reader.read("lost ace roofing, went with yelow bks")) == ()


SAVED = {
    "kind": "lost_deal",
    "account": [BAKERS, "a1"],
    "value": 90_000,
    "currency": "GBP",
    "reasons": ["r1", "r2"],
    "competitors": [["Yelp", "c1"]],
    "said": "“Too dear”, she said.",
    "region": None,
}


@pytest.mark.parametrize(
    ("field", "found", "ending"),
    [
        ("kind", None, Ending.MISSED),
        ("kind", "request", Ending.WRONG),
        ("account", None, Ending.MISSED),
        ("account", [BAKERS, "a2"], Ending.WRONG),
        ("account", ["BAKER & SONS LEEDS", ""], Ending.RIGHT),
        ("account", ["Baker", ""], Ending.WRONG),
        ("value", None, Ending.MISSED),
        ("value", 90_001, Ending.WRONG),
        ("currency", "USD", Ending.WRONG),
        ("reasons", ["r2", "r1"], Ending.RIGHT),
        ("reasons", ["r1"], Ending.MISSED),
        ("reasons", ["r1", "r3"], Ending.WRONG),
        ("competitors", [], Ending.MISSED),
        ("competitors", [["Yell", "c2"]], Ending.WRONG),
        ("said", "too dear”,  she SAID", Ending.RIGHT),
        ("said", "", Ending.MISSED),
        ("said", "Too cheap", Ending.WRONG),
        ("region", "w1", Ending.UNCALLED),
    ],
)
def test_a_field_is_right_missed_wrong_or_uncalled_for(field: str, found: object, ending: Ending) -> None:
    endings = judged({**SAVED, field: found}, SAVED, kind_told=False)
    assert endings.pop(field) is ending
    assert set(endings.values()) == {Ending.RIGHT}


def test_what_was_not_read_is_not_judged() -> None:
    assert "kind" not in judged(SAVED, SAVED, kind_told=True)
    request = {**SAVED, "kind": "request"}
    assert not judged(request, request, kind_told=False).keys() & {"reasons", "competitors"}


def test_the_rules_have_one_name_as_long_as_they_are_the_same() -> None:
    assert rules() == rules()
    assert len(rules()) == 12
