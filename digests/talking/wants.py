"""Several wants in one message, taken apart only where they are clearly separate. Pure."""

import re
from collections.abc import Callable

from digests.reading.found import Kind, Read, Sure

MOST = 5
# A longer message is a thread or a table that somebody pasted: it stays together.
_LONGEST = 1500
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")


def apart(words: str, read: Callable[[str], Read]) -> tuple[str, ...]:
    """The parts of a message, each about another customer and each plainly a request or a lost deal; else all of it.

    A sentence that names nobody belongs to the one before, and to the first where it comes before that.
    """
    if len(words) > _LONGEST:
        return (words,)
    parts: list[str] = [""]
    names: list[str] = []
    for sentence in (one.strip() for one in _ENDS.split(words)):
        said = read(sentence)
        name = said.account.value if said.account and said.account.sure is not Sure.GUESS else ""
        if name and name not in names:
            parts += [""] if names else []
            names.append(name)
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    are_told = len(names) > 1 and all(read(part).kind.value is not Kind.UNCLEAR for part in parts)
    return tuple(parts) if are_told and len(parts) <= MOST else (words,)
