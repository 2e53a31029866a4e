"""Which of the workspace's regions a sentence itself names, wherever in it."""

import pytest

from tests.digests.reading.desk import read


@pytest.mark.parametrize(
    ("text", "name", "customer"),
    [
        ("North West: Hexham Pumps would order seals, 12k a year", "North West", "Hexham Pumps"),
        ("North West update. Hexham Pumps dropped us for Google", "North West", "Hexham Pumps"),
        ("ambulance outfit in the Great Plains would take 75 sims", "Great Plains", None),
        ("Wales again. Hexham lost", "Wales", None),
    ],
)
def test_a_region_at_the_beginning_is_the_region_and_no_customer(text: str, name: str, customer: str | None) -> None:
    told = read(text)
    assert told.region is not None
    assert told.region.value == name
    assert (told.account.value if told.account is not None else None) == customer


@pytest.mark.parametrize(
    "text",
    [
        "North West Hydraulics wants a banner",
        "Great Plains Tractor Parts wants a banner",
        "Wales Tool Fair wants a banner",
        "Hexham Pumps have branches in Wales and the North West",
    ],
)
def test_a_longer_name_that_begins_with_one_is_no_region(text: str) -> None:
    assert read(text).region is None
