"""Names among thousands of others that are made of the same few words."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.reading.reader import Reader

WORDS = ("Oak", "Hill", "North", "Green", "Roofing", "Plumbing", "Dental", "Park", "Stone", "Bridge")
LIST = [" ".join(some) for length in (2, 3, 4) for some in itertools.permutations(WORDS, length)]
"""5,850 names; each word is the first of a tenth of them."""
READER = Reader(accounts=LIST)


def customer(text: str) -> str | None:
    found = READER.read(text).account
    return found.value if found is not None else None


@settings(max_examples=200)
@given(st.sampled_from(LIST), st.booleans())
def test_a_name_is_found_as_a_whole_however_many_are_like_it(name: str, is_small: bool) -> None:
    typed = name.lower() if is_small else name
    assert customer(f"lost {typed}, too dear, £900") == name
    assert customer(f"{typed} want a heading for skylights, £900") == name


def test_a_word_that_hundreds_of_names_have_names_none_of_them() -> None:
    assert customer("the oak in the yard fell on his van, £900") is None
    assert customer("a plumbing firm wants a heading, £900") is None


def test_the_customer_of_one_word_is_found_among_the_many_that_begin_with_it() -> None:
    reader = Reader(accounts=[*LIST, "Oak Ltd"])
    found = reader.read("Oak Ltd wants a heading for skylights, £900").account
    assert found is not None
    assert found.value == "Oak Ltd"
