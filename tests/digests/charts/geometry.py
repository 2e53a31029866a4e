"""Where the parts of a drawing are: each element's box, with the widths that the charts reckon with."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from digests.charts.figures import Drawing
from digests.charts.lettering import width

SVG = "{http://www.w3.org/2000/svg}"
# How far Inter's letters reach over and under their line, in ems.
ABOVE, UNDER = 0.76, 0.2


@dataclass(frozen=True)
class Box:
    """What an element takes up; `words` of a text, else nothing. A turned one is boxed by its corners."""

    left: float
    top: float
    right: float
    bottom: float
    words: str = ""
    is_turned: bool = False

    def touches(self, other: "Box") -> bool:
        """Whether the two overlap by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def root(drawing: Drawing) -> Element:
    """The drawing as XML; it fails where it is none."""
    return fromstring(drawing.svg)


def boxes(drawing: Drawing) -> list[Box]:
    """A box for each element that is drawn."""
    return [box for element in root(drawing).iter() if (box := _box(element)) is not None]


def texts(drawing: Drawing) -> list[Box]:
    """The boxes of the words."""
    return [box for box in boxes(drawing) if box.words]


def outside(drawing: Drawing, edge: float = 0.0) -> list[Box]:
    """What reaches over the card's edge."""
    wide, high = drawing.width - edge, drawing.height - edge
    hair = 0.05
    return [
        box
        for box in boxes(drawing)
        if box.left < edge - hair or box.top < edge - hair or box.right > wide + hair or box.bottom > high + hair
    ]


def colliding(drawing: Drawing) -> list[tuple[str, str]]:
    """Words that lie on other words. Slanting ones stand beside each other and are left out."""
    level = [box for box in texts(drawing) if not box.is_turned]
    return [(one.words, other.words) for one, other in combinations(level, 2) if one.touches(other)]


def _box(element: Element) -> Box | None:
    def of(name: str, otherwise: str = "0") -> float:
        return float(element.get(name, otherwise))

    match element.tag.removeprefix(SVG):
        case "rect":
            return Box(of("x"), of("y"), of("x") + of("width"), of("y") + of("height"))
        case "line":
            return _around([(of("x1"), of("y1")), (of("x2"), of("y2"))])
        case "circle":
            reach = of("r") + of("stroke-width") / 2
            return Box(of("cx") - reach, of("cy") - reach, of("cx") + reach, of("cy") + reach)
        case "polyline" | "polygon":
            return _around(list(_points(element.get("points", ""))))
        case "text":
            return _of_words(element)
    return None


def _of_words(element: Element) -> Box:
    words = (element.text or "").strip("\u2067\u2069")
    size, weight = float(element.get("font-size", "0")), int(element.get("font-weight", "400"))
    wide = width(words, size, weight, float(element.get("letter-spacing", "0")))
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
    corners = [(at, y + rise) for at in (left, left + wide) for rise in (-ABOVE * size, UNDER * size)]
    turned = element.get("transform", "")
    if turned:
        angle = math.radians(float(turned.removeprefix("rotate(").split()[0]))
        corners = [_turned(corner, (x, y), angle) for corner in corners]
    box = _around(corners)
    return Box(box.left, box.top, box.right, box.bottom, words, bool(turned))


def _turned(point: tuple[float, float], around: tuple[float, float], angle: float) -> tuple[float, float]:
    x, y = point[0] - around[0], point[1] - around[1]
    return (
        around[0] + x * math.cos(angle) - y * math.sin(angle),
        around[1] + x * math.sin(angle) + y * math.cos(angle),
    )


def _points(way: str) -> Iterator[tuple[float, float]]:
    for pair in way.split():
        x, y = pair.split(",")
        yield float(x), float(y)


def _around(points: list[tuple[float, float]]) -> Box:
    return Box(
        min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)
    )
