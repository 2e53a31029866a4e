"""The rep's note: what a person would still write beside the fields, in the words of the message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.reading.note import rest
from tests.digests.reading.desk import read
from tests.digests.reading.test_any_text import TEXT

NOTES = {
    # Nothing is left of what the fields hold, and of what only leads to them.
    "Lost Zephyr Kites, £900, too dear, they went to Yelp": "",
    "Zephyr Kites, went with Yelp, said “half the calls we paid for”": "",
    "Zephyr Kites went with yelp, said it was too dear": "",
    "Lost Zephyr Kites in Wales. She told me that the phone never rings": "",
    "Lost Fernhill Nursery, Ripon, to Yelp today, sadly": "",
    "Lost Zephyr Kites (£900)": "",
    # A clause that says more stays as it was written.
    "Saw Zephyr Kites on Tuesday, they went to Yelp": "Saw Zephyr Kites on Tuesday",
    "Lost Zephyr Kites, too dear for a man with one van": "too dear for a man with one van",
    "Lost Zephyr Kites, £900. Ring her again in spring. Nice dog.": "Ring her again in spring. Nice dog.",
    "Lost Zephyr Kites, £900, and ring her again in spring": "ring her again in spring",
    "Lost Zephyr Kites, because the nephew does it now": "the nephew does it now",
    "Lost Zephyr Kites (£900, renewal in March) to Yelp": "renewal in March",
    "Lost Zephyr Kites (a nice shop), £900": "a nice shop",
    # What led to the customer's words goes with them; who said them stays.
    "Lost Zephyr Kites. Spoke to Marta, who said “you never call back”": "Spoke to Marta",
    "Lost Zephyr Kites. “Nobody uses a book now” she said, and I believe her": "I believe her",
    "Dana at Zephyr Kites said “I want my money back” and hung up": "Dana at Zephyr Kites … hung up",
    "Lost Zephyr Kites. Marta says “you never call back” (ref 12), £900": "Marta … ref 12",
}


@pytest.mark.parametrize("words", NOTES)
def test_a_note_says_what_no_field_says_as_it_was_written(words: str) -> None:
    assert read(words).note == NOTES[words]


def test_a_reason_that_only_the_reps_own_words_explain_stays() -> None:
    assert read("Lost Zephyr Kites, their nephew does it").note == "their nephew does it"


def test_names_that_a_field_holds_already_are_no_note() -> None:
    told = read("Lost Zephyr Kites over the scaffolding rules")
    assert rest(told) == "Lost Zephyr Kites over the scaffolding rules"
    assert rest(told, known=["Scaffolding rules"]) == ""


def test_of_customers_that_may_be_meant_the_name_is_no_note() -> None:
    assert read("Lost Fernhill Nursery, £900").note == ""


@settings(max_examples=400)
@given(TEXT, st.tuples(st.integers(0, 80), st.integers(0, 80)).map(sorted))
def test_a_note_holds_words_of_the_message_in_their_order_and_no_stray_marks(text: str, cut: list[int]) -> None:
    told = read(text)
    spans = [(cut[0], cut[1])] if cut[1] <= len(told.plain) else []
    for note in (told.note, rest(told, cut=spans)):
        here = iter(told.plain)
        assert all(letter in here for letter in note if letter.isalnum())
        assert note == note.strip(" \t\n,;:–—-/|")
        assert not note.startswith((".", "!", "?", ")", "]"))
        assert not note.endswith(("(", "[", "“", "«"))
        assert "()" not in note.replace(" ", "")
        assert note.count("(") == note.count(")")
        assert note.count('"') % 2 == 0
        assert not note or any(letter.isalnum() for letter in note)
