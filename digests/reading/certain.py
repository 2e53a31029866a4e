"""Whether what a loss's cue says did happen: not feared, nearly so, denied, said on a condition, or of something else.

Looked at is the cue's own sentence: what stands right before it, and whether a condition stands before or behind. Pure.
"""

import re
from collections.abc import Sequence

from digests.reading.families import family
from digests.reading.lexicon import phrases
from digests.reading.text import Text

_NOT_SO_BEFORE = phrases("kind", "not_lost_before")
_TAKEN_BACK = phrases("losses", "taken_back")
_ON_CONDITION = phrases("losses", "on_condition")
_FEARED = family("losses", "feared")
_HAD_TO = phrases("losses", "had_to")
_MINE = phrases("losses", "mine")
_ADDRESS = phrases("losses", "address")
_ANOTHER_SUBJECT = phrases("losses", "another_subject")
_THEIR_OWN = phrases("losses", "their_own")
_LEAVES = phrases("losses", "leaves")
_WE = re.compile(r"\bwe(?:'ve| have)? $")
_SMALL = re.compile(r"\s(?:using |with |to |down |the |their |his |her |out of |from )*")
_MEETING = phrases("losses", "meeting")
_FUTURE = re.compile(r"\b(?:will|'ll|might|may|could|would|'d)\s+(?:probably |likely |all |just |soon |also )*$")
# A cue that denies something itself, such as "won't renew", is not taken back by another denial before it.
_DENIALS = ("not", "won't", "wont", "isn't", "didn", "no ", "never", "can")
_MAYBE = re.compile(r"\b(?:if|unless|might|may|could|or)\s(?:\w+\s){0,2}$")
_PAST = re.compile(r"(?:lost|went|gone|left|fell|came|took|gave|\w{2,}ed)\b")
_FAR = 44  # characters looked at before a cue


def is_certain(text: Text, cue: re.Match[str], *, is_weak: bool) -> bool:
    """Whether a cue counts; a weak one, which may also be said of other things, not in the future either."""
    begin, stop = text.sentence(cue.start())
    before = text.low[max(begin, cue.start() - _FAR) : cue.start()]
    if _is_another_thing(text.low, cue, before):
        return False
    if cue[0].startswith(_DENIALS):
        if _MAYBE.search(before):
            return False
    elif _NOT_SO_BEFORE.search(before) and not _HAD_TO.search(before):
        return False
    if is_weak and _FUTURE.search(before):
        return False
    if _PAST.search(cue[0]):
        return True  # what is past hangs on no condition
    return not (_ON_CONDITION.search(text.low[begin : cue.start()]) or _TAKEN_BACK.match(text.low[cue.end() : stop]))


def is_somebody_elses(
    text: Text, cue: tuple[int, int], names: Sequence[tuple[int, int]], rivals: Sequence[tuple[int, int]]
) -> bool:
    """Whether the customer lost something of its own, or left a rival: "Zephyr Kites lost its licence", "left Yelp"."""
    start, end = cue
    if any(own.end() > start for _, stop in names if (own := _THEIR_OWN.match(text.low, stop)) and start >= stop):
        return True
    if not _LEAVES.match(text.low, start):
        return False
    return any(end <= begin < end + _FAR and _SMALL.fullmatch(text.low, end, begin) for begin, _ in rivals)


def is_feared(text: Text) -> bool:
    """Whether a text tells of a loss that is only feared, nearly came about, or is a rumour."""
    return bool(_FEARED.search(text.low))


def _is_another_thing(low: str, cue: re.Match[str], before: str) -> bool:
    """A meeting that is cancelled, a customer that moved house, a car of mine that is dead: no deal."""
    if cue[0].startswith(("cancel", "mov")) and _MEETING.search(before):
        return True
    if _WE.search(before) and _LEAVES.match(cue[0]):
        return True
    if _ANOTHER_SUBJECT.search(before):
        return True
    return bool(_MINE.search(before)) or (cue[0].startswith("mov") and bool(_ADDRESS.match(low, cue.end())))
