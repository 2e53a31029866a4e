"""Pictures for Slack: their size, a few of their pixels, and what a machine's own fonts may change."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache

import pytest

from digests.charts import movers, palette
from digests.charts.figures import Drawing
from digests.charts.png import png
from tests.digests.charts.publisher import DRAWINGS, HEBREW, MOVERS

CLEAR = (0, 0, 0, 0)


@cache
def movers_in_pixels() -> list[list[tuple[int, ...]]]:
    """The movers of six themes at 1x."""
    return rows_of(png(DRAWINGS["movers"]().svg, scale=1))


def rows_of(picture: bytes) -> list[list[tuple[int, ...]]]:
    """The pixels of a PNG of eight-bit RGBA, which is what resvg writes, with the standard's filters undone."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    packed, at, wide = b"", 8, 0
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            wide, _, depth, colour = struct.unpack(">IIBB", body[:10])
            assert (depth, colour) == (8, 6)
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    raw, stride = zlib.decompress(packed), 4 * wide
    above, rows = bytearray(stride), []
    for start in range(0, len(raw), stride + 1):
        line = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above)
        rows.append([tuple(line[x : x + 4]) for x in range(0, stride, 4)])
        above = line
    return rows


def _unfiltered(kind: int, line: bytearray, above: bytearray) -> bytearray:
    for at in range(len(line)):
        left, up = line[at - 4] if at >= 4 else 0, above[at]
        corner = above[at - 4] if at >= 4 else 0
        line[at] = (line[at] + _predicted(kind, left, up, corner)) % 256
    return line


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    nearest = min((left, up, corner), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2, nearest)[kind]


def pixel(colour: str) -> tuple[int, ...]:
    """A palette colour as a pixel."""
    return (*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), 255)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height from the PNG's head."""
    wide, high = struct.unpack(">II", picture[16:24])
    return wide, high


@pytest.mark.parametrize("name", ["movers", "pareto", "heat", "trend"])
def test_a_picture_is_twice_as_large_as_it_is_shown(name: str) -> None:
    drawing = DRAWINGS[name]()
    assert size(png(drawing.svg)) == (2 * drawing.width, 2 * drawing.height)
    assert size(png(drawing.svg, scale=1)) == (drawing.width, drawing.height)


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_every_chart_becomes_a_picture(draw: Callable[[], Drawing]) -> None:
    assert len(png(draw().svg, scale=1)) > 1000


def test_the_card_is_opaque_but_for_its_round_corners() -> None:
    rows = movers_in_pixels()
    assert [rows[y][x] for y in (0, -1) for x in (0, -1)] == [CLEAR] * 4
    assert rows[20][20] == pixel(palette.PAPER)
    assert {colour[3] for row in rows[20:-20] for colour in row[20:-20]} == {255}


def test_sign_and_range_have_their_colours() -> None:
    rows = movers_in_pixels()
    colours = {colour for row in rows for colour in row}
    assert {pixel(one) for one in (palette.ABOVE, palette.BELOW, palette.RANGE, palette.INK)} <= colours


def test_three_weights_of_one_font_are_three_pictures() -> None:
    def drawn(weight: int) -> bytes:
        text = f'<text x="4" y="20" font-family="Inter" font-size="16" font-weight="{weight}">Solar 19</text>'
        return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{text}</svg>')

    assert len({drawn(weight) for weight in (400, 600, 700)}) == 3


def test_a_label_in_a_script_that_our_font_lacks_harms_nothing_else() -> None:
    row = movers.Mover(HEBREW, (1, 2), None)
    drawing = movers.draw(movers.Movers((*MOVERS["movers"].rows, row)))
    assert size(png(drawing.svg, scale=1)) == (drawing.width, drawing.height)


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\w"):
        png("<p>not a picture</p>")


def test_starting_the_bot_does_not_wait_for_what_draws_pictures() -> None:
    program = "import sys, digests.charts.png, digests.charts.movers; print('resvg_py' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
