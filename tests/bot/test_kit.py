"""Escaping and cutting: nobody's words become a link, a mention or a broadcast, and nothing is too long for Slack."""

import re
import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import kit
from bot.blocks.kit import Mrk, cut, cut_plain, esc, mrk

# Words as a mean tester would write them: Slack's signs and their entities, cut anywhere.
PIECES = st.sampled_from(
    ["<", ">", "&", "<!channel>", "<@U1>", "<#C1|x>", "<https://a.b|c d>", "&lt;", "&amp;", "|", "^", "{", "}", "{0}"]
)
WORDS = st.lists(PIECES | st.text(max_size=12) | st.just(" "), max_size=40).map("".join)
# What we make ourselves: mentions, days and links, with words between them.
OURS = st.sampled_from(
    [
        kit.person("U1"),
        kit.channel("C1"),
        kit.on_day(datetime(2026, 11, 21, tzinfo=UTC)),
        kit.at_time(datetime(2026, 11, 21, 9, tzinfo=UTC)),
        kit.link("https://example.com/a?b=1&c=2", "a link with some words"),
    ]
)
OURS_AND_THEIRS = st.lists(OURS | WORDS, max_size=12).map(lambda parts: kit.joined(parts, " "))
TOKEN = re.compile(r"<[^<>]*>")
ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")


def assert_sound(text: str) -> None:
    """Every angle bracket belongs to a whole token, every ampersand to a whole entity."""
    bare = TOKEN.sub("", text)
    assert "<" not in bare, text
    assert ">" not in bare, text
    assert not ENTITY.search(text), text


@given(WORDS)
def test_no_words_are_live_once_escaped(words: str) -> None:
    assert "<" not in esc(words)
    assert ">" not in esc(words)
    assert not ENTITY.search(esc(words))


@given(WORDS)
def test_escaping_loses_nothing(words: str) -> None:
    assert esc(words).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == words


def test_what_is_ready_is_not_escaped_a_second_time() -> None:
    assert esc(esc("a & b")) == "a &amp; b"
    assert mrk("*{a}*", a=mrk("{b}", b="<x>")) == "*&lt;x&gt;*"


@given(WORDS)
def test_words_in_a_template_stay_words(words: str) -> None:
    assert mrk("*{words}* {again}", words=words, again=words) == f"*{esc(words)}* {esc(words)}"


@given(OURS_AND_THEIRS)
def test_cutting_splits_no_entity_and_no_link_and_keeps_the_limit(text: Mrk) -> None:
    for limit in range(2, len(text) + 2):
        short = cut(text, limit)
        assert len(short) <= limit
        assert_sound(short)
        assert short == text if len(text) <= limit else short.endswith("…")


@given(st.text(max_size=300), st.integers(1, 200))
def test_plain_words_are_cut_to_the_limit_and_otherwise_kept(words: str, limit: int) -> None:
    short = cut_plain(words, limit)
    assert len(short) <= limit
    assert short == words or short.endswith("…")
    assert words.startswith(short.removesuffix("…"))


@given(st.text(max_size=300), st.integers(1, 150))
def test_plain_text_elements_keep_their_limit_and_are_never_empty(words: str, limit: int) -> None:
    element = kit.plain(words, limit)
    assert 1 <= len(element["text"]) <= limit
    assert element["type"] == "plain_text"


@given(OURS_AND_THEIRS)
def test_sections_fields_and_small_print_keep_slacks_limits(text: Mrk) -> None:
    long = Mrk(text * 40)
    assert len(kit.section(long)["text"]["text"]) <= 3000
    assert all(len(one["text"]) <= 2000 for one in kit.fields([long] * 12)["fields"])
    assert len(kit.fields([long] * 12)["fields"]) == 10
    assert all(len(one["text"]) <= 2000 for one in kit.context(*[long] * 12)["elements"])
    assert_sound(kit.section(long)["text"]["text"])


@given(st.text(min_size=1, max_size=1000))
def test_a_quote_holds_plain_text_elements_only(words: str) -> None:
    block = kit.quote(words, "somebody", limit=100)
    [quoted] = block["elements"]
    assert {one["type"] for one in quoted["elements"]} == {"text"}
    assert 1 <= len(quoted["elements"][0]["text"]) <= 100


@given(WORDS)
def test_a_link_has_no_way_out_of_its_address_or_its_label(words: str) -> None:
    made = kit.link(f"https://example.com/{words}", words)
    assert made.startswith("<https://example.com/")
    assert made.endswith(">")
    assert made.count("<") == made.count(">") == made.count("|") == 1


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://evil.example", "", "ftp://x", "https:/x"])
def test_only_safe_addresses_are_linked(address: str) -> None:
    assert kit.link(address, "a <b>") == "a &lt;b&gt;"


def test_the_values_of_choices_and_the_number_of_choices_keep_slacks_limits() -> None:
    choice = kit.option("W" * 200, "v" * 200, "d" * 200)
    assert (len(choice["text"]["text"]), len(choice["value"]), len(choice["description"]["text"])) == (75, 75, 75)
    assert len(kit.overflow("id", [choice] * 9)["options"]) == 5
    assert len(kit.select([choice] * 150)["options"]) == 100
    assert len(kit.radio([choice] * 15)["options"]) == 10


def test_a_button_carries_an_id_as_text() -> None:
    key = uuid.uuid4()
    assert kit.button("Take it", "take", key)["value"] == str(key)
    assert "value" not in kit.button("Take it", "take")


def test_days_are_written_so_that_no_country_misreads_them() -> None:
    assert kit.day(date(2026, 3, 4)) == "4 Mar 2026"


def test_an_initial_text_longer_than_its_field_is_cut_to_what_the_field_holds() -> None:
    assert len(kit.text_input("x" * 5000)["initial_value"]) == 3000
    assert "initial_value" not in kit.text_input("")
