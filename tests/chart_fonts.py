"""Make the charts' fonts and their table of widths from Inter: `python -m tests.chart_fonts FOLDER`.

The folder is `web` of the npm package inter-ui (4.1.1), with LICENSE.txt beside it. Needed only for a newer Inter.
Of each weight this keeps the letters, figures and signs that charts need, in Latin, Greek and Cyrillic: as TrueType to
draw the PNG, and as WOFF2 to stand in a page.
"""

import json
import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path("digests/charts/inter")
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
# Basic Latin, Latin-1, Latin Extended-A, Romanian, capital sharp s, spaces and dashes and quotes, signs of currencies.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x1E9E, 0x1E9E),
    (0x2009, 0x2015),
    (0x2018, 0x2026),
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2265),
    # Greek, and the Cyrillic of today's European languages.
    (0x370, 0x3CE),
    (0x400, 0x45F),
    (0x490, 0x491),
)
# What a reader sees of them without asking: pairs moved together, marks in place, the local form of a letter.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt"]


def main() -> None:
    """Write the fonts, the licence and the widths."""
    folder = Path(sys.argv[1])
    widths: dict[str, dict[str, int]] = {}
    for weight, name in WEIGHTS.items():
        font = _subset(folder / f"Inter-{name}.woff2")
        font.save(TARGET / f"Inter-{name}.woff2")
        font.flavor = None
        font.save(TARGET / f"Inter-{name}.ttf")
        advances = font["hmtx"].metrics
        widths[str(weight)] = {chr(code): advances[glyph][0] for code, glyph in sorted(font.getBestCmap().items())}
        units = font["head"].unitsPerEm
    (TARGET / "widths.json").write_text(_table(units, widths), encoding="utf-8")
    shutil.copy(folder.parent / "LICENSE.txt", TARGET / "OFL.txt")


def _subset(path: Path) -> TTFont:
    font = TTFont(path, recalcTimestamp=False)
    # Without its names, what draws the PNG would take one weight for another.
    subsetter = Subsetter(Options(name_IDs=["*"], layout_features=FEATURES, hinting=False))
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    return font


def _table(units: int, widths: dict[str, dict[str, int]]) -> str:
    """The widths in units of the em square, a line for each weight."""
    lines = [f'"{weight}": {json.dumps(by_letter, ensure_ascii=False)}' for weight, by_letter in widths.items()]
    return f'{{\n"em": {units},\n' + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
