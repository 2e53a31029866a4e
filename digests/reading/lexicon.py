"""The phrases that the reader knows, kept as text files beside the code: one phrase a line, in sections.

A section begins with its name in brackets. A phrase is a regular expression over small letters; what stands behind the
name is the frame around all of them, with … where they go. Lines that begin with "# " say something to whoever edits.

What many phrases have in common, such as every way to say no, is a section of `words.txt`: `{no}` in a phrase or frame
stands for all of them, so that a family of sayings is one line.
"""

import re
from functools import cache
from importlib.resources import files


def phrases(file: str, section: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A section as one pattern; KeyError for one that the file does not have."""
    frame, lines = _sections(file)[section]
    return re.compile(frame.replace("…", "|".join(lines)), flags)


def lines(file: str, section: str) -> tuple[str, tuple[str, ...]]:
    """A section's frame and its phrases, each as it is looked for; KeyError for one that the file does not have."""
    frame, some = _sections(file)[section]
    return frame, tuple(some)


def any_of(file: str, section: str) -> str:
    """The phrases of a section as alternatives, to be set into a larger pattern."""
    return "|".join(_sections(file)[section][1])


def words(file: str, section: str) -> frozenset[str]:
    """A section of plain words, as many on a line as fit."""
    return frozenset(" ".join(_sections(file)[section][1]).split())


_NAMED = re.compile(r"\{([a-z_]+)\}")
_COMMON = "words"


@cache
def _common(name: str) -> str:
    """A section of `words.txt` as one group; KeyError for one that it does not have."""
    frame, lines = _sections(_COMMON)[name]
    return f"(?:{frame.replace('…', '|'.join(lines))})"


def _filled(phrase: str) -> str:
    """A phrase with what its names in braces stand for."""
    return _NAMED.sub(lambda one: _common(one[1]), phrase) if "{" in phrase else phrase


@cache
def _sections(file: str) -> dict[str, tuple[str, list[str]]]:
    found: dict[str, tuple[str, list[str]]] = {}
    lines: list[str] = []
    fill = str if file == _COMMON else _filled
    text = (files(__package__) / "phrases" / f"{file}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        head = re.fullmatch(r"\[([a-z_]+)\](?: (.*))?", line)
        if head is not None:
            lines = []
            found[head[1]] = (fill(head[2] or "…"), lines)
        elif line and not line.startswith("# "):
            lines.append(fill(line))
    return found
