"""Whatever somebody types or pastes: it is read, the same way each time, and what is read stands in it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.reading.found import Found, Kind, Read, Sure
from digests.reading.reader import LONGEST, Reader
from tests.digests.reading.desk import ACCOUNTS, REGIONS, RIVALS, read, reader

ANY = st.text(st.characters(), max_size=400)
"""All of Unicode, lone surrogates too."""
PIECES = (
    *ACCOUNTS, *RIVALS, *REGIONS,
    "lost", "lost to", "wants", "a heading for", "would sign if we had", "he said", "she told me that", "not", "no",
    "too dear", "the price", "wasn't", "missed the deadline", "no idea why", "£900", "$1,200/mo", "1.200 €", "12 grand",
    "eighteen hundred", "2-3k", "020 7946 0958", "3 sims at £14 a month", "20%", "cancelled", "signed", "nearly",
    '"', "“", "”", "'", "„", "«", "~", "*", "_", "`", "(", ")", "—", "…", "!", "?", ".", ",", "&", "@", "#", "😀",
    "é", "quote", "unquote", "<@U1|dana>", "<!channel>", "<https://x.example|x>", "&amp;", "&lt;", "\n", "\t", "\u00a0",
    "漢字",
)  # fmt: skip
"""What messages are made of, and what breaks readers."""
TALK = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join)
TEXT = ANY | TALK


def spans(told: Read) -> list[Found[object]]:
    """Everything that was read."""
    single = (told.kind, told.account, told.value, told.said, told.region)
    return [one for one in (*single, *told.reasons, *told.competitors) if one is not None]  # type: ignore[misc]


@settings(max_examples=400)
@given(TEXT)
def test_everything_that_is_read_stands_in_the_text(text: str) -> None:
    told = read(text)
    for one in spans(told):
        assert 0 <= one.start <= one.end <= len(told.plain)
    if told.said is not None:
        assert told.plain[told.said.start : told.said.end].strip() == told.said.value
    if told.account is not None and not told.is_known:
        assert told.plain[told.account.start : told.account.end] == told.account.value
    if told.account is not None and told.is_known:
        assert told.account.value in ACCOUNTS


@settings(max_examples=300)
@given(TEXT)
def test_what_is_filled_in_can_be_kept(text: str) -> None:
    told = read(text)
    if told.value is not None and told.value.sure is not Sure.GUESS:
        assert told.value.value.amount > 0
        assert told.value.value.currency in ("USD", "GBP", "EUR", None)
    assert {one.value for one in told.competitors} <= set(RIVALS)
    assert told.region is None or told.region.value in REGIONS
    assert not told.reasons or told.kind.value is Kind.LOST_DEAL
    names = [one.value for one in (*told.reasons, *told.competitors)]
    assert len(names) == len(set(names))


@settings(max_examples=60)
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_a_reader_says_the_same_whatever_it_was_asked_before(texts: list[str]) -> None:
    first = [read(text) for text in texts]
    assert [read(text) for text in reversed(texts)] == first[::-1]
    fresh = Reader(accounts=ACCOUNTS, competitors=RIVALS, regions=REGIONS)
    assert fresh.read(texts[-1]) == first[-1]


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.lists(TALK, min_size=1, max_size=4))
def test_the_order_of_the_lists_does_not_matter(order: random.Random, texts: list[str]) -> None:
    accounts, rivals, regions = list(ACCOUNTS), list(RIVALS.items()), list(REGIONS)
    for one in (accounts, rivals, regions):
        order.shuffle(one)
    other = Reader(accounts=accounts, competitors=dict(rivals), regions=regions)
    assert [other.read(text) for text in texts] == [read(text) for text in texts]


WORDS = st.sampled_from([one for one in PIECES if not set("<>&") & set(one)])


@settings(max_examples=200)
@given(st.lists(WORDS | st.sampled_from(["&", "<", ">", "R & J", "< 5", "> 5", "<3 "]), max_size=25))
def test_slacks_escapes_change_nothing(pieces: list[str]) -> None:
    text = " ".join(pieces)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read(escaped) == read(text)


@pytest.mark.parametrize(
    "order",
    ["<!channel>", "<!here> <!everyone>", "<!subteam^S1|@all>", "<script>alert(1)</script>", "'; DROP TABLE reports;"],
)
def test_an_order_in_the_text_is_text(order: str) -> None:
    told = read(f"Zephyr Kites wants a banner, £900 {order}")
    assert told.kind.value is Kind.REQUEST
    assert told.value is not None
    assert told.value.value.amount == 900
    assert "<!" not in told.note


# Each has made a reader somewhere look back again and again. The text is cut, so these are as long as it gets.
HOSTILE = (
    *PIECES, "a ", "x", "1", "1,", "1.", "1-", "1 to ", "9" * 20 + " ", "5k ", "$5 ", "50,000 half a ", "half a ",
    "twenty-", "one hundred and ", "12 seats ", "not price not ", "he said ", "said that ", "would have signed if ",
    "a a a,", "*_", "~a", "<", "<@", "<@U1|", "&", "&#", "R & R ", "O.C.S. ", "A.", "Dr. ", "n't ", "l'", "www.",
    ".com ", " - ", "→", "İ", "ß", "\u0301", "\u200b", "\ud800", "\x00", "مرحبا ", "\u202e",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_twenty_thousand_characters_of_anything_are_read(piece: str) -> None:
    told = read((piece * 20_000)[:20_000])
    assert len(told.plain) <= LONGEST


@settings(max_examples=40)
@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map("".join))
def test_nor_does_any_mixture_of_them_take_for_ever(piece: str) -> None:
    told = read(f"Zephyr Kites {(piece * 2_000)[:2_000]} £900")
    assert all(one.end <= len(told.plain) for one in spans(told))


def test_of_a_pasted_thread_the_beginning_is_read() -> None:
    told = read("Zephyr Kites wants a heading for kite buggies, £900.\n" + "> On Monday somebody wrote:\n" * 800)
    assert told.account is not None
    assert told.account.value == "Zephyr Kites"
    assert told.kind.value is Kind.REQUEST


def test_a_reader_without_any_list_reads_the_rest() -> None:
    told = Reader().read("Lost Zephyr Kites, £900, too dear")
    assert told.account is not None
    assert (told.account.value, told.is_known) == ("Zephyr Kites", False)
    assert [one.value for one in told.reasons] == ["price"]
    assert reader() is reader()
