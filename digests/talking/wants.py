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

    A sentence that names nobody belongs to the one before.
    """
    if len(words) > _LONGEST:
        return (words,)
    parts: list[str] = []
    names: list[str] = []
    for sentence in (one.strip() for one in _ENDS.split(words)):
        if not sentence:
            continue
        said = read(sentence)
        name = said.account.value if said.account and said.account.sure is not Sure.GUESS else ""
        if name and name not in names and said.kind.value is not Kind.UNCLEAR:
            names.append(name)
            parts.append(sentence)
        elif name and name not in names:
            return (words,)
        elif parts:
            parts[-1] += f" {sentence}"
        else:
            return (words,)
    return tuple(parts) if 2 <= len(parts) <= MOST else (words,)
