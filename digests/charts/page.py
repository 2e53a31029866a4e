"""What a page needs to show the charts as they are meant: the font inside the page, and a few rules of style."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
# Colours stay as they are in dark mode, in high contrast and in print: the card is paper, and colour means something.
_RULES = """\
.chart { display: block; max-width: 100%; height: auto; color-scheme: only light; forced-color-adjust: none;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; break-inside: avoid; }
.chart text { white-space: pre; font-kerning: normal; }
"""


@cache
def style() -> str:
    """A style sheet (116 KB) that needs no other file: our letters of Inter in three weights, rules for `.chart`."""
    faces = [
        f'@font-face {{ font-family: "Inter"; font-style: normal; font-weight: {weight}; font-display: block; '
        f'src: url("data:font/woff2;base64,{_font(name)}") format("woff2"); }}'
        for weight, name in _WEIGHTS.items()
    ]
    return "\n".join([*faces, _RULES])


def _font(name: str) -> str:
    return b64encode((files("digests.charts") / "inter" / f"Inter-{name}.woff2").read_bytes()).decode("ascii")
