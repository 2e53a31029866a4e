"""The phrases that the reader knows, kept as text files beside the code: one phrase a line, in sections.

A section begins with its name in brackets. A phrase is a regular expression over small letters; what stands behind the
name is the frame around all of them, with … where they go. Lines that begin with "# " say something to whoever edits.
"""

import re
from functools import cache
from importlib.resources import files


def phrases(file: str, section: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A section as one pattern; KeyError for one that the file does not have."""
    frame, lines = _sections(file)[section]
    return re.compile(frame.replace("…", "|".join(lines)), flags)


def any_of(file: str, section: str) -> str:
    """The phrases of a section as alternatives, to be set into a larger pattern."""
    return "|".join(_sections(file)[section][1])


def words(file: str, section: str) -> frozenset[str]:
    """A section of plain words, as many on a line as fit."""
    return frozenset(" ".join(_sections(file)[section][1]).split())


@cache
def _sections(file: str) -> dict[str, tuple[str, list[str]]]:
    found: dict[str, tuple[str, list[str]]] = {}
    lines: list[str] = []
    text = (files(__package__) / "phrases" / f"{file}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        head = re.fullmatch(r"\[([a-z_]+)\](?: (.*))?", line)
        if head is not None:
            lines = []
            found[head[1]] = (head[2] or "…", lines)
        elif line and not line.startswith("# "):
            lines.append(line)
    return found
