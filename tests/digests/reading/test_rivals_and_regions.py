"""Which rivals and which region of the workspace's lists a sentence names."""

import pytest

from digests.reading.reader import Reader
from tests.digests.reading.desk import read


def rivals(text: str) -> list[str]:
    return [one.value for one in read(text).competitors]


def region(text: str) -> str | None:
    found = read(text).region
    return found.value if found is not None else None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lost Zephyr Kites to yelp", ["Yelp"]),
        ("Lost Zephyr Kites to Yelp and Thumbtack, then Yelp again", ["Yelp", "Thumbtack"]),
        ("Zephyr Kites went to thumb tack", ["Thumbtack"]),
        ("Zephyr Kites went with check a trade, cheaper", ["Checkatrade"]),
        ("Lost Zephyr Kites to Checkatrad", ["Checkatrade"]),
        ("Zephyr Kites is putting everything into adwords", ["Google Ads"]),
        ("Zephyr Kites spends with Google", ["Google Ads"]),
        ("Zephyr Kites lost, yelp.com gave them 20% off", ["Yelp"]),
        ("Lost Zephyr Kites to Bark", ["Bark"]),
    ],
)
def test_a_rival_is_known_by_name_alias_and_slip(text: str, names: list[str]) -> None:
    assert rivals(text) == names


def test_a_rival_counts_in_any_kind_of_message_also_where_it_did_not_go_there() -> None:
    assert rivals("Won Zephyr Kites from Yelp!") == ["Yelp"]
    assert rivals("Lost Zephyr Kites, it hasn't gone to Yelp, he checked") == ["Yelp"]
    assert rivals("Zephyr Kites spends on Yelp rather than with us") == ["Yelp"]
    assert rivals("Zephyr Kites get no reviews with us, unlike Yelp") == ["Yelp"]


@pytest.mark.parametrize(
    "text",
    [
        "put Zephyr Kites in the google doc",
        "google it, the opening hours of Zephyr Kites",
        "Lost Zephyr Kites to Facebook",
        "Lost Zephyr Kites, has nothing to do with Yelp",
        "Zephyr Kites asked about the Yelp conference",
        "saw it on Yelp: Zephyr Kites have moved",
        "had to google what Zephyr Kites are",
        "can they pay Zephyr Kites by google pay?",
    ],
)
def test_tools_and_sellers_outside_the_list_are_no_rivals(text: str) -> None:
    assert rivals(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zephyr Kites in Wales wants a banner", "Wales"),
        ("Zephyr Kites (North West) wants a banner", "North West"),
        ("northwest: Zephyr Kites wants a banner", "North West"),
        ("great plains - Zephyr Kites wants a banner", "Great Plains"),
        ("Café Lumière, Île-de-France, voudrait une rubrique brunch", "Île-de-France"),
        ("cafe lumiere in ile de france wants a brunch heading", "Île-de-France"),
    ],
)
def test_a_region_is_spelled_as_in_the_list(text: str, name: str) -> None:
    assert region(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites wants a Welsh banner",
        "Zephyr Kites in Leeds wants a banner",
        "Zephyr Kites wants a banner",
        "Pacific Coast Towing wants a banner",
        "Zephyr Kites wants a banner in Wales and in the North West",
    ],
)
def test_an_adjective_a_town_a_customers_name_and_two_regions_are_no_region(text: str) -> None:
    assert region(text) is None


def test_beside_a_customer_named_like_a_region_another_is_read() -> None:
    assert region("Pacific Coast Towing, out in the Great Plains, wants a banner") == "Great Plains"


def test_lists_of_odd_names_are_no_trouble() -> None:
    reader = Reader(competitors={"": (), "!!!": ("",), "é": ("&",)}, regions=["", "!!", "É"])
    told = reader.read("Lost the kettle to é! in É, £900")
    assert [one.value for one in told.competitors] in ([], ["é"])
