"""The colours can be read by everybody: contrast by the formula of WCAG 2.2, on every ground that they stand on."""

import pytest

from digests.charts import palette
from digests.charts.figures import Direction

TEXT, MARK = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", [palette.INK, palette.GREY, palette.ABOVE, palette.BELOW])
def test_every_ink_can_be_read_on_the_card(ink: str) -> None:
    assert contrast(ink, palette.PAPER) >= TEXT


@pytest.mark.parametrize(("ground", "ink"), palette.STEPS)
def test_the_number_can_be_read_on_every_colour_of_the_heat_map(ground: str, ink: str) -> None:
    assert contrast(ink, ground) >= TEXT


def test_words_can_be_read_on_the_bars_that_carry_them() -> None:
    assert contrast(palette.PAPER, palette.ABOVE) >= TEXT
    assert contrast(palette.INK, palette.RANGE) >= TEXT
    assert contrast(palette.GREY, palette.BAND) >= TEXT


@pytest.mark.parametrize("mark", [palette.LINE, palette.BAR, *palette.OF.values()])
def test_every_line_bar_and_mark_can_be_seen_on_the_card(mark: str) -> None:
    assert contrast(mark, palette.PAPER) >= MARK


@pytest.mark.parametrize("side", list(Direction))
def test_every_mark_can_be_seen_on_the_expected_range_it_may_lie_on(side: Direction) -> None:
    assert contrast(palette.OF[side], palette.RANGE) >= MARK


def test_steps_go_from_dark_over_light_to_dark_so_that_they_differ_without_colour() -> None:
    light = [luminance(ground) for ground, _ in palette.STEPS]
    assert light[:4] == sorted(light[:4])
    assert light[3:] == sorted(light[3:], reverse=True)
