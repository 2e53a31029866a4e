"""The few SVG elements that the charts are made of, as text. Every word is cleaned and escaped here, nowhere else."""

from collections.abc import Iterable
from html import escape
from typing import Literal

from digests.charts import palette
from digests.charts.figures import Direction
from digests.charts.lettering import clean, directed

FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
Anchor = Literal["start", "middle", "end"]


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    weight: int = 400,
    ink: str = palette.INK,
    anchor: Anchor = "start",
    spacing: float = 0.0,
    turned: float = 0.0,
) -> str:
    """Words on their base line at (x, y); `turned` in degrees around that point."""
    parts = [f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{ink}"']
    if weight != 400:
        parts.append(f'font-weight="{weight}"')
    if anchor != "start":
        parts.append(f'text-anchor="{anchor}"')
    if spacing:
        parts.append(f'letter-spacing="{number(spacing)}"')
    if turned:
        parts.append(f'transform="rotate({number(turned)} {number(x)} {number(y)})"')
    return f"<text {' '.join(parts)}>{escape(directed(clean(words)), quote=False)}</text>"


def rect(x: float, y: float, width: float, height: float, *, fill: str, round_: float = 0.0, stroke: str = "") -> str:
    """A bar, or a frame of two pixels where `stroke` is given."""
    corner = f' rx="{number(round_)}"' if round_ else ""
    frame = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
    size = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {size}{corner} fill="{fill}"{frame}/>'


def rule(x1: float, x2: float, y: float, *, ink: str = palette.RULE, dotted: bool = False) -> str:
    """A level line of one pixel."""
    dots = ' stroke-dasharray="1 4" stroke-linecap="round" stroke-width="1.5"' if dotted else ""
    ends = f'x1="{number(x1)}" y1="{number(y)}" x2="{number(x2)}" y2="{number(y)}"'
    return f'<line {ends} stroke="{ink}"{dots}/>'


def polyline(points: Iterable[tuple[float, float]], *, ink: str, thick: float = 1.6) -> str:
    """A line through points."""
    way = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    joined = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'<polyline points="{way}" fill="none" stroke="{ink}" stroke-width="{number(thick)}" {joined}/>'


def polygon(points: Iterable[tuple[float, float]], *, fill: str) -> str:
    """A filled area."""
    way = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{way}" fill="{fill}"/>'


def dot(x: float, y: float, radius: float, *, fill: str, stroke: str = palette.PAPER, thick: float = 1.5) -> str:
    """A dot with an edge that parts it from what it lies on."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {place} fill="{fill}" stroke="{stroke}" stroke-width="{number(thick)}"/>'


def mark(x: float, y: float, side: Direction, *, half: float = 4.5) -> str:
    """The sign of a direction around (x, y): up, down, a dot for inside, a ring for unknown."""
    ink = palette.OF[side]
    match side:
        case Direction.ABOVE:
            return polygon([(x - half, y + half * 0.8), (x, y - half * 0.95), (x + half, y + half * 0.8)], fill=ink)
        case Direction.BELOW:
            return polygon([(x - half, y - half * 0.8), (x, y + half * 0.95), (x + half, y - half * 0.8)], fill=ink)
        case Direction.INSIDE:
            return dot(x, y, half, fill=ink)
        case Direction.UNKNOWN:
            return dot(x, y, half - 1, fill=palette.PAPER, stroke=ink)


def document(*, name: str, width: int, height: int, title: str, alt: str, body: Iterable[str]) -> str:
    """The whole picture: title and description for who cannot see it, an opaque card, and what is on it.

    `name` begins its ids: it must be one of its own on a page.
    """
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    # Some browsers set letters on whole pixels, up to a tenth wider, unless they are asked to be exact.
    letters = f'font-family="{FONT}" text-rendering="geometricPrecision"'
    told = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size} {told} {letters}>',
            f'<title id="{name}-title">{escape(clean(title), quote=False)}</title>',
            f'<desc id="{name}-desc">{escape(clean(alt), quote=False)}</desc>',
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="12" fill="{palette.PAPER}"'
            f' stroke="{palette.EDGE}"/>',
            *body,
            "</svg>",
            "",
        ]
    )
