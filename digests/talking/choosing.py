"""The answer in words to the one question that a card asks: "the Leeds one", "neither", "both", "a request". Pure.

Only words that answer and say nothing else are an answer; whoever says more corrects or tells something.
"""

import re
from collections.abc import Sequence
from enum import Enum

from digests.reading.lexicon import phrases, words
from digests.talking.saying import Saying
from storage.keys import name_key


class Every(Enum):
    """An answer that picks none of what is offered, or all of it."""

    NONE = "none"
    ALL = "all"


_NONE, _ALL, _LEAD = (phrases("talking", section) for section in ("none", "all", "lead"))
# What may stand around the word that picks one.
_AROUND = words("talking", "around")
_PLACES = (
    {"first", "1st", "1", "former", "top"},
    {"second", "2nd", "2"},
    {"third", "3rd", "3"},
    {"fourth", "4th", "4"},
)
_LAST = frozenset({"last", "latter", "bottom"})
_KINDS = (
    (Saying.LOST_DEAL, phrases("talking", "lost")),
    (Saying.WON_DEAL, phrases("talking", "won")),
    (Saying.REQUEST, phrases("talking", "request")),
)
_TAIL = re.compile(r"(?:[,.]? (?:please|mate|thanks|then|i think|i guess|one|actually|for sure))+$")


def chosen(plain: str, offered: Sequence[str]) -> int | Every | None:
    """Which of several names somebody picks, by its place; `offered` say by what words each is known."""
    line = _line(plain)
    said = _LEAD.sub("", line)
    if _NONE.fullmatch(line) or _NONE.fullmatch(said):
        return Every.NONE
    if _ALL.fullmatch(said):
        return Every.ALL
    typed = [word for word in name_key(said).split() if word not in _AROUND]
    if not typed:
        return None
    every = [set(name_key(one).split()) for one in offered]
    shared = set.intersection(*every) if every else set()
    fits = [at for at, known in enumerate(every) if set(typed) <= known and set(typed) - shared]
    if len(fits) == 1:
        return fits[0]
    return _by_place(typed[0], len(offered)) if len(typed) == 1 and not fits else None


def is_all(plain: str) -> bool:
    """Whether somebody says "both" or "save them all", and nothing else."""
    return _ALL.fullmatch(re.sub(r"^(?:please )?(?:save|log|keep|send) ", "", _LEAD.sub("", _line(plain)))) is not None


def is_none(plain: str) -> bool:
    """Whether somebody says "neither" or "not that one", and nothing else."""
    return _NONE.fullmatch(_line(plain)) is not None


def kind_said(plain: str) -> Saying | None:
    """Which kind somebody says that it is, where they say nothing else."""
    said = _TAIL.sub("", _LEAD.sub("", _line(plain)))
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(said)), None)


def _by_place(word: str, count: int) -> int | None:
    """ "The second one"."""
    if word in _LAST:
        return count - 1
    return next((at for at, known in enumerate(_PLACES[:count]) if word in known), None)


def _line(plain: str) -> str:
    return " ".join(plain.replace("’", "'").lower().split()).strip(" .!,;:?")
