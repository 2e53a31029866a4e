"""A digest as a letter: an HTML part that mail programs show, the same as plain text, and the picture of what moved.

Mail programs know little CSS and many block pictures: one column, styles written on the elements, and every figure in
words. What a style sheet may add (dark colours, less margin on a phone) is not needed to read it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

from digests import pictures
from digests.charts.png import png
from digests.outline import lead, limits, notes, sections, thread_parts, waiting_notes
from digests.phrases import PAGE, PLAIN, Medium, Ready, Words
from digests.report import DigestReport
from digests.templating import pages as templates
from digests.words import plain

# The picture's width on the page; drawn larger where the letter has room for it.
WIDTH = 520
_SCALES = (2.0, 1.5, 1.0)


@dataclass(frozen=True)
class Frame:
    """What stands around a digest in a letter.

    `sender` is the workspace's name; `stop_url` is this reader's own; `late_since` is when a late digest was due.
    `has_names` says whether customers are named in the report; it is given as its readers may read it.
    """

    sender: str
    stop_url: str
    late_since: datetime | None = None
    has_names: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture: the PNG, and what it says in words."""

    content: bytes
    alt: str


def subject(report: DigestReport) -> str:
    """The line that a list of letters shows: the week, and what it has to tell."""
    words = Words(report, PLAIN)
    return words.say("title") if report.is_quiet else f"{words.say('title')}: {words.say('headline').rstrip('.')}"


def text(report: DigestReport, frame: Frame) -> str:
    """The letter as plain text."""
    late = [f"{_around(report, PLAIN, 'late', due=frame.late_since)}\n"] if frame.late_since else []
    foot = [
        _around(report, PLAIN, "as_of"),
        *([] if frame.has_names else [_around(report, PLAIN, "letter_names")]),
        _around(report, PLAIN, "letter_why", sender=frame.sender),
        f"{_around(report, PLAIN, 'letter_stop')}: {frame.stop_url}",
    ]
    return "\n".join([*late, plain(report), "-- ", *foot, ""])


def html(report: DigestReport, frame: Frame, *, picture: str = "", alt: str = "") -> str:
    """The letter as HTML; `picture` is the address of the picture inside the letter (`cid:…`), with its `alt` text."""
    words = Words(report, PAGE)

    def say(name: str, **values: object) -> Markup:
        return _markup(words.say(name, **values))

    return (
        templates()
        .get_template("mail.html.j2")
        .render(
            report=report,
            frame=frame,
            say=say,
            picture=picture,
            alt=alt,
            width=WIDTH,
            late=[say("late", due=frame.late_since)] if frame.late_since else [],
            notes=[_markup(line) for line in notes(words)],
            lead=[_markup(line) for line in lead(words)],
            waiting_notes=[_markup(line) for line in waiting_notes(words)],
            parts=[sections(words, part) for part in thread_parts(report)],
            limits=limits(words),
            markup=_markup,
            byline=words.byline,
            code=words.language.code,
        )
    )


def picture(report: DigestReport, *, most: int) -> Shown | None:
    """What moved, as sharp as `most` bytes allow; None where nothing moved, or where there is no room for it."""
    if not pictures.shown(report):
        return None
    drawing = pictures.movers(report)
    for scale in _SCALES:
        content = _png(drawing.svg, scale)
        if len(content) <= most:
            return Shown(content, drawing.alt)
    return None


def _around(report: DigestReport, medium: Medium, name: str, **values: object) -> str:
    return Words(report, medium).say(name, **values)


# A letter goes to many readers, one after the other, with the same picture.
@lru_cache(maxsize=8)
def _png(svg: str, scale: float) -> bytes:
    return png(svg, scale=scale)


def _markup(text: Ready) -> Markup:
    return Markup(text)  # noqa: S704 (`Words` has escaped it for HTML)
