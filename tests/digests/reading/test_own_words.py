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
        (
            "Lost Zephyr Kites. People walk in off the street, says the owner, and so on",
            "People walk in off the street",
        ),
        ("Zephyr Kites complained too that the last two bills were wrong", "the last two bills were wrong"),
        ("Zephyr Kites reckons it brings her nothing at all", "it brings her nothing at all"),
        ("Zephyr Kites: he goes we don't need another advert", "we don't need another advert"),
        ("Lost Zephyr Kites, he's like mate I can't pay my own rent", "mate I can't pay my own rent"),
        ("Zephyr Kites texted back we are done with print", "we are done with print"),
        ("Zephyr Kites let me know they're closing in May", "they're closing in May"),
        ("Zephyr Kites said Thumbtack sends him tyre kickers", "Thumbtack sends him tyre kickers"),
        ("Lost Zephyr Kites, he told me on the phone it's dead money", "it's dead money"),
    ],
)
def test_what_stands_behind_a_verb_of_saying_is_too_and_what_stands_before_it(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zephyr Kites gone. According to her the phone never rings", "the phone never rings"),
        ("Zephyr Kites gone. In her words, a waste of good trees", "a waste of good trees"),
        ("Zephyr Kites: their answer was we have moved on", "we have moved on"),
        ("Zephyr Kites: as she put it, we're a phone book with a website", "we're a phone book with a website"),
        ("Zephyr Kites is off: to quote him, we might as well burn the money", "we might as well burn the money"),
        ("Zephyr Kites lost. Owner: we never got a single call", "we never got a single call"),
        ("Zephyr Kites sent a text: pls stop calling", "pls stop calling"),
    ],
)
def test_other_ways_to_lead_to_their_words_do_too(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites lost, apparently the owner is moving to Spain",
        "Zephyr Kites lost, they went the other way and took a van",
        "Zephyr Kites goes to print on Monday, they have approved it",
        "Zephyr Kites lost, they like it but it's dear",
        "I rang Zephyr Kites and told him the deadline was Friday",
        "Zephyr Kites want bifold doors. I told them £85, they told me 70 tops",
        "let me know if anybody is free for Zephyr Kites on Friday",
        "texted her the quote, she is happy",
        "Customer: Zephyr Kites. Reason: the price is too high",
        "Zephyr Kites want a bigger ad and a heading, said yes.",
        "Zephyr Kites lost. The response was slow and they went to Yelp",
        "Zephyr Kites said later, then never picked up again",
    ],
)
def test_what_happens_and_what_the_rep_says_is_nobodys_words(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites gone. Neighbour says she's gone back to teaching",
        "Zephyr Kites lost: the regulator says no outdoor ads for kites from January",
        "Zephyr Kites lost (Sharon in our office says there was a memo)",
        'Zephyr Kites is still open. My manager: "we have got this"',
        "the app says Zephyr Kites has paid",
    ],
)
def test_nor_is_what_a_neighbour_a_rule_or_a_colleague_says(text: str) -> None:
    assert said(text) is None


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
