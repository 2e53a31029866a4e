"""The card that every chart lies on: what it is about, the finding as a sentence, and a grey line on how to read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from digests.charts import lettering, palette, svg
from digests.charts.figures import Drawing
from digests.charts.lettering import clean, fit, wrap

# Slack shows a picture at about 360 pixels on a phone: on 520, 13.5 px text is then still about 9.
WIDTH = 520
MARGIN = 24
ALT_MOST = 2000
_TITLE_LINES = 3


@dataclass(frozen=True)
class Head:
    """The top of a card; `bottom` is where the chart may begin."""

    body: tuple[str, ...]
    title: str
    bottom: float


def head(*, kicker: str, period: str, title: str, note: str, width: int = WIDTH) -> Head:
    """The top of a card: a small line, the finding in at most three lines, a grey line in at most two."""
    room = width - 2 * MARGIN
    title = clean(title)
    about = " · ".join(part for part in (kicker.upper(), clean(period)) if part)
    y = 30.0
    spaced = room - 0.4 * len(about)
    body = [svg.text(MARGIN, y, fit(about, spaced, 12, 600), size=12, weight=600, ink=palette.GREY, spacing=0.4)]
    for line in wrap(title, room, 20, 700, most=_TITLE_LINES):
        y += 26
        body.append(svg.text(MARGIN, y, line, size=20, weight=700))
    for at, line in enumerate(wrap(clean(note), room, 13, most=2)):
        y += 18 if at else 25
        body.append(svg.text(MARGIN, y, line, size=13, ink=palette.GREY))
    return Head(tuple(body), title, y)


def nothing(said: str, head: Head, *, kind: str, width: int = WIDTH) -> Drawing:
    """A card without a chart: the title says why."""
    return finished(kind=kind, title=said, alt=said, body=head.body, width=width, height=head.bottom + MARGIN)


def aside(said: str, x: float, y: float, *, width: int = WIDTH) -> tuple[str, float]:
    """Small words at the right end of a line that is taken up to x, or on a line of their own; and its base line."""
    edge = width - MARGIN
    if x + lettering.width(said, 12) <= edge:
        return svg.text(edge, y, said, size=12, ink=palette.GREY, anchor="end"), y
    return svg.text(MARGIN, y + 20, fit(said, edge - MARGIN, 12), size=12, ink=palette.GREY), y + 20


def finished(*, kind: str, title: str, alt: str, body: Sequence[str], height: float, width: int = WIDTH) -> Drawing:
    """The drawing. Its ids are made of what is on it, so that two charts on a page never share one."""
    high = round(height)
    digest = sha256("\n".join([kind, alt, *body]).encode("utf-8", "replace")).hexdigest()[:10]
    drawn = svg.document(name=f"{kind}-{digest}", width=width, height=high, title=title, alt=alt, body=body)
    return Drawing(svg=drawn, alt=alt, width=width, height=high)


def shortest_that_fits(versions: Iterator[str]) -> str:
    """The first of several versions of an alt text that Slack takes, each shorter than the one before; else cut."""
    said = ""
    for said in versions:
        if len(said) <= ALT_MOST:
            return said
    return said[: ALT_MOST - 1] + "…"
