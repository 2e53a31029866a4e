"""A drawing as a PNG for Slack. The only place that knows resvg; it is loaded when the first picture is made."""

import re
from functools import cache
from html import unescape
from importlib.resources import as_file, files

from digests.charts.lettering import is_covered

_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def png(svg: str, *, scale: float = 2.0) -> bytes:
    """The picture, by default at 2x. ValueError for what is no SVG.

    The machine's own fonts are read only where ours lacks a letter, so that pictures are the same everywhere.
    """
    from resvg_py import svg_to_bytes  # noqa: PLC0415 (starting the bot must not wait for it)

    own = all(is_covered(unescape(words)) for words in _TEXT.findall(svg))
    return svg_to_bytes(svg_string=svg, zoom=scale, skip_system_fonts=own, font_dirs=[_fonts()], font_family="Inter")


@cache
def _fonts() -> str:
    with as_file(files("digests.charts") / "inter") as folder:
        return str(folder)
