"""Words are cleaned, cut and wrapped before they are drawn, in every script that people write labels in."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from digests.charts.lettering import clean, directed, fit, is_covered, shorten, width, wrap
from tests.chart_fonts import TARGET, WEIGHTS
from tests.digests.charts.publisher import CHINESE, HEBREW

weights = st.sampled_from(sorted(WEIGHTS))
rooms = st.floats(20, 400)
texts = st.text(max_size=120).map(clean)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_widths_are_those_of_the_fonts_that_are_shipped(weight: int) -> None:
    with TTFont(TARGET / f"Inter-{WEIGHTS[weight]}.ttf") as font:
        letters = font.getBestCmap()
        em = font["head"].unitsPerEm
        advances = {chr(code): font["hmtx"][glyph][0] for code, glyph in letters.items()}
    assert {letter: round(width(letter, em, weight)) for letter in advances} == advances


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_says_its_family_and_weight_so_that_none_is_taken_for_another(weight: int) -> None:
    for ending in ("ttf", "woff2"):
        with TTFont(TARGET / f"Inter-{WEIGHTS[weight]}.{ending}") as font:
            assert font["OS/2"].usWeightClass == weight
            assert font["name"].getBestFamilyName() == "Inter"


def test_the_licence_of_the_fonts_is_shipped_beside_them() -> None:
    licence = (TARGET / "OFL.txt").read_text(encoding="utf-8")
    assert "Inter Project Authors" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@given(texts, rooms, weights)
def test_what_is_cut_fits(text: str, room: float, weight: int) -> None:
    assert width(fit(text, room, 12, weight), 12, weight) <= max(room, width("…", 12, weight))


@given(texts, rooms, weights, st.integers(1, 3))
def test_what_is_wrapped_fits_and_loses_nothing_but_what_is_cut(text: str, room: float, weight: int, most: int) -> None:
    lines = wrap(text, room, 12, weight, most)
    assert len(lines) <= most
    assert all(width(line, 12, weight) <= room + 0.001 for line in lines if len(line) > 1)
    kept = "".join(lines).replace(" ", "")
    if not kept.endswith("…"):
        assert kept == text.replace(" ", "")


@given(st.text(max_size=120))
def test_a_clean_text_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\n" not in clean(text)


def test_lines_are_of_even_length_and_end_at_a_pause_where_they_can() -> None:
    assert wrap("Price: too high for leads received", 166, 13) == ("Price: too high for", "leads received")
    title = "Solar & battery installers: 19 requests, against 4–12 expected"
    assert wrap(title, 472, 20, 700) == ("Solar & battery installers:", "19 requests, against 4–12 expected")


def test_a_text_is_cut_at_a_word_and_not_after_a_comma() -> None:
    assert fit("Emergency plumbers, evenings", 150, 13) == "Emergency plumbers…"
    assert shorten("Emergency plumbers, evenings", 22) == "Emergency plumbers…"
    assert shorten("Donaudampfschifffahrt", 10) == "Donaudamp…"


def test_an_endless_word_is_broken_where_the_line_ends() -> None:
    first, second = wrap("x" * 300, 100, 13)
    assert (first, second) == ("x" * len(first), "x" * (len(second) - 1) + "…")
    assert width(first + "x", 13) > 100


def test_chinese_is_wrapped_between_any_two_letters() -> None:
    assert wrap(CHINESE, 180, 13.5, 600) == ("太阳能电池板安装商与家", "用储能系统服务提供商目录")


def test_an_accent_stays_on_its_letter() -> None:
    assert fit("e\u0323\u0302" * 40, 60, 13).count("e") == fit("e\u0323\u0302" * 40, 60, 13).count("\u0302")


def test_pictographs_and_what_nobody_sees_are_left_out() -> None:
    assert clean("🚀 Solar \t& 👩🏽‍🔧 battery ☀️\u202e 1️⃣\x00") == "Solar & battery 1"
    assert clean("🎉") == ""


def test_letters_stay_joined_in_scripts_that_join_them() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_a_text_from_right_to_left_keeps_its_signs_on_its_own_side() -> None:
    assert directed(HEBREW) == f"\u2067{HEBREW}\u2069"
    assert directed("“" + HEBREW).startswith("\u2067")
    assert directed("19 requests") == "19 requests"


def test_our_own_font_knows_latin_greek_and_cyrillic_and_no_more() -> None:
    assert is_covered("Żółć Größe Λάμδα Монтаж £€ ≥ 4–12…")
    assert not is_covered(HEBREW)
    assert not is_covered(CHINESE)
