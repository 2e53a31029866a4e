"""The customer's own words: in quotation marks of any sort, or behind a verb of saying."""

import pytest

from tests.digests.reading.desk import read


def said(text: str) -> str | None:
    found = read(text).said
    return found.value if found is not None else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Zephyr Kites: "nobody looks in a book any more", lost', "nobody looks in a book any more"),
        ("Zephyr Kites: “nobody looks in a book any more”, lost", "nobody looks in a book any more"),
        ("Zephyr Kites: ‘nobody looks in a book any more’, lost", "nobody looks in a book any more"),
        ("Zephyr Kites: 'nobody's looking in a book', lost", "nobody's looking in a book"),
        ("Zephyr Kites: «personne ne regarde ça», perdu", "personne ne regarde ça"),
        ("Ostrava Stahlbau gekündigt, „das bringt uns nichts“", "das bringt uns nichts"),
        ("Lost Zephyr Kites &quot;we can't afford it&quot;", "we can't afford it"),
        ('Lost Zephyr Kites. He said "I &lt;3 you lot but no"', "I <3 you lot but no"),
        ("Lost Zephyr Kites, quote I am done with you unquote", "I am done with you"),
        ('Lost Zephyr Kites, she goes "I\'d sooner burn it"', "I'd sooner burn it"),
    ],
)
def test_words_in_marks_of_any_sort_are_the_customers(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lost Zephyr Kites, he said the phone never rings", "the phone never rings"),
        ("Lost Zephyr Kites, she told me that the phone never rings", "the phone never rings"),
        ("Lost Zephyr Kites, owner reckons nobody uses it", "nobody uses it"),
        ("Lost Zephyr Kites. It's double what we pay now, she says", "It's double what we pay now"),
    ],
)
def test_what_stands_behind_a_verb_of_saying_is_too_and_what_stands_before_it(text: str, words: str) -> None:
    assert said(text) == words


def test_words_in_marks_win_over_others() -> None:
    text = 'Zephyr Kites said the phone never rings, lost, his words: "I want my money back"'
    assert said(text) == "I want my money back"


@pytest.mark.parametrize(
    "text",
    [
        "Lost Zephyr Kites, said no thanks",
        'Zephyr Kites wants a heading "Kite Buggies"',
        "Zephyr Kites wants a heading for kite buggies",
        "Zephyr Kites asked for kite buggies",
        "My manager said we should push banners",
        'Lost Zephyr Kites, 6" sign too small',
        "Zephyr Kites said 900",
    ],
)
def test_headings_wants_sums_and_a_bare_no_are_no_words_of_theirs(text: str) -> None:
    assert said(text) is None


def test_the_words_stand_in_the_text_without_their_marks_and_the_note_has_the_rest() -> None:
    told = read("Lost Zephyr Kites, £900. “Nobody looks in a book.” I rang him twice.")
    assert told.said is not None
    assert told.plain[told.said.start : told.said.end] == "Nobody looks in a book."
    assert "Nobody" not in told.note
    assert "I rang him twice" in told.note
