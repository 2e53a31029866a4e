"""How wide words are before anybody draws them: cleaned, cut with an ellipsis, and wrapped into even lines.

Widths are the sum of Inter's advance widths (`inter/widths.json`, made by tests/chart_fonts.py). Pairs that Inter moves
together or apart change that by a hair: tests/browser/test_charts.py allows half a pixel. What our Latin, Greek and
Cyrillic do not cover is drawn in a font of the machine, and reckoned generously.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

ELLIPSIS = "…"
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
# Pictographs, dingbats and what joins them: no chart font draws them alike on two machines.
_EMOJI = re.compile(
    r"[\U0001F000-\U0001FAFF\u2300-\u23FF\u2600-\u27BF\u2B00-\u2BFF\u20E3\uFE0E\uFE0F]"
    r"|\u200D(?=[\U0001F000-\U0001FAFF\u2600-\u27BF])"
)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"
_RIGHT_TO_LEFT = {"R", "AL"}
# Isolate a text that runs from right to left, so that its own signs keep their side (Unicode annex 9).
_ISOLATE = ("\u2067", "\u2069")
# In ems, generously: a wide letter (Chinese, Japanese, Korean) and any other that our Inter lacks.
_WIDE, _FOREIGN = 1.0, 0.72
# A line that ends with one of these ends well.
_PAUSES = (":", ";", ",", ".", "–")
# How much more uneven lines may be for such an end, as a share of the room.
_WORTH_OF_A_PAUSE = 0.2


def clean(text: str) -> str:
    """The text on one line, without emoji, without what is not seen, and with nothing that XML refuses."""
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    pictureless = _EMOJI.sub("", spaced)
    seen = (sign for sign in pictureless if sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN)
    return _SPACES.sub(" ", "".join(seen)).strip(" " + _JOINERS)


def directed(text: str) -> str:
    """The same text, told apart from what is around it where its first letter runs from right to left."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    first = next((kind for kind in kinds if kind in {"L", *_RIGHT_TO_LEFT}), "L")
    return text.join(_ISOLATE) if first in _RIGHT_TO_LEFT else text


def is_covered(text: str) -> bool:
    """Whether our own font draws every letter of it."""
    letters = _table()[400]
    return all(sign in letters or sign.isspace() for sign in text)


def width(text: str, size: float, weight: int = 400, spacing: float = 0.0) -> float:
    """The width of a cleaned text in pixels; `spacing` is added after each letter."""
    table = _table()[weight]
    return sum(_em(sign, table) for sign in text) * size + spacing * len(text)


def fit(text: str, room: float, size: float, weight: int = 400) -> str:
    """The text, or as much of its beginning as the room holds, with an ellipsis."""
    if width(text, size, weight) <= room:
        return text
    left = room - width(ELLIPSIS, size, weight)
    table = _table()[weight]
    kept = 0
    for at, sign in enumerate(text):
        left -= _em(sign, table) * size
        if left < 0:
            break
        if not _clings(text[at + 1 : at + 2]):
            kept = at + 1
    return _cut(text, kept)


def shorten(text: str, most: int) -> str:
    """At most so many characters of a text, cut like `fit`: for words that are read and not drawn."""
    return text if len(text) <= most else _cut(text, most - 1)


def _cut(text: str, kept: int) -> str:
    """So much of a text and an ellipsis: at the end of a word, if that costs less than two fifths of it."""
    word = text.rfind(" ", 0, kept + 1)
    return text[: word if 5 * word > 3 * kept else kept].rstrip(" ,;:·–-(&/") + ELLIPSIS


def wrap(text: str, room: float, size: float, weight: int = 400, most: int = 2) -> tuple[str, ...]:
    """The text in at most so many lines of even length; what does not fit is cut with an ellipsis. No text, no line."""
    pieces = list(_pieces(text, room, size, weight))
    lines = _greedy(pieces, room, size, weight)
    if len(lines) > most:
        kept = lines[: most - 1]
        rest = text[len("".join(kept)) :] if most > 1 else text
        return (*(line.strip() for line in kept), fit(rest.lstrip(), room, size, weight))
    return _even(pieces, len(lines), room, size, weight)


def _even(pieces: list[str], lines: int, room: float, size: float, weight: int) -> tuple[str, ...]:
    """Of all ways to put the pieces into so many lines, the one with the least squares of empty room."""
    pause = (_WORTH_OF_A_PAUSE * room) ** 2
    # The best way to set the first n pieces: what it costs and its lines.
    ways: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *[None] * len(pieces)]
    for _ in range(lines):
        further: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(pieces) + 1)
        for start, way in enumerate(ways):
            if way is None:
                continue
            for end in range(start + 1, len(pieces) + 1):
                line = "".join(pieces[start:end]).strip()
                slack = room - width(line, size, weight)
                if slack < 0:
                    break
                ends_well = end < len(pieces) and line.endswith(_PAUSES)
                cost = way[0] + slack**2 - (pause if ends_well else 0)
                best = further[end]
                if best is None or cost < best[0]:
                    further[end] = (cost, (*way[1], line))
        ways = further
    whole = ways[-1]
    return whole[1] if whole else ()


def _greedy(pieces: list[str], room: float, size: float, weight: int) -> list[str]:
    """As many pieces on each line as it holds; their spaces stay, so that the lines add up to the text."""
    lines: list[str] = []
    for piece in pieces:
        if lines and width((lines[-1] + piece).strip(), size, weight) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def _pieces(text: str, room: float, size: float, weight: int) -> Iterator[str]:
    """What a line may end after: a word with its space, a wide letter, as much of an endless word as one line holds."""
    for word in re.findall(r"[^ ]+ ?", text):
        piece = ""
        for at, sign in enumerate(word):
            wide = unicodedata.east_asian_width(sign) in "WF"
            full = width((piece + sign).rstrip(), size, weight) > room
            if piece and not _clings(sign) and sign != " " and (full or wide or _is_wide(word[at - 1])):
                yield piece
                piece = ""
            piece += sign
        yield piece


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _clings(sign: str) -> bool:
    """Whether it belongs to the letter before it."""
    return bool(sign) and (sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Mc", "Me"))


def _em(sign: str, table: Mapping[str, float]) -> float:
    known = table.get(sign)
    if known is not None:
        return known
    if sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _FOREIGN


@cache
def _table() -> dict[int, dict[str, float]]:
    """The widths by weight and letter, in ems."""
    raw = json.loads((files("digests.charts") / "inter" / "widths.json").read_text(encoding="utf-8"))
    em = raw.pop("em")
    return {int(weight): {sign: units / em for sign, units in signs.items()} for weight, signs in raw.items()}
