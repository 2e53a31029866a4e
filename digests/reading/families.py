"""Families of sayings: the phrases of a section, of which only those are tried whose words a text may hold.

Of each branch of a phrase it is worked out once which letters must stand in a text for it to match: "clos(?:ed|ing)
down" needs "clos". An index leads from such letters to the branches that need them, so that a text is asked for its
letters once, and only the branches they lead to are tried. What is found is the same, in the same order,
as by one pattern of all phrases.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from digests.reading.lexicon import lines

Needs = frozenset[str]

_LONGEST, _SHORTEST = 5, 3  # letters by which a branch is looked up
_WEIGHTS = {5: 1, 4: 2, 3: 6, 2: 12, 1: 30}  # the shorter, the more texts have them
_PARTS = 3  # sets of letters that are kept of a branch, the rarest
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "and are been but for from had has have her him his into just more not now off our out she than that the their "
        "them there they this was were what when which with would you your never about after",
    )
)
_COMMON_WEIGHT = 30
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|P<\w+>))?|\)|\||[?*+]\??|\{\d*,?\d*\}\??|.", re.DOTALL
)
_LETTER = re.compile(r"[a-z' ]|\\s")
_REPEATS = re.compile(r"[?*+]\??|\{\d*,?\d*\}\??")
_SPACE = re.compile(r"\s")
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
# Frames that only say what stands before and behind a phrase; in others the phrases are parts of something larger.
_SIMPLE = re.compile(r"…|(?:\\b|\(\?<!\\w\))\(\?:…\)(?:\\b(?:\(\?![^…|]*(?:\([^…()]*\)[^…()]*)*\))?)?")


@dataclass
class _Group:
    """What was read of a group that is still open: what its closed branches need, and the one being read."""

    is_look: bool = False
    branches: list[tuple[Needs, ...]] = field(default_factory=list)
    parts: list[Needs] = field(default_factory=list)
    run: str = ""
    pending: Needs | None = None

    def settle(self) -> None:
        """A part that must stand there: what a group that is not optional needs, or letters in a row."""
        if self.pending is not None:
            self.parts.append(self.pending)
        self.pending = None
        self.parts += [frozenset((one[:_LONGEST],)) for one in self.run.split() if len(one) >= _SHORTEST]
        if " " in self.run and len(self.run) >= _SHORTEST:
            self.parts.append(frozenset((self.run[:_LONGEST],)))
        self.run = ""

    def end_branch(self) -> None:
        """A bar, or the end of the group."""
        self.settle()
        self.branches.append(tuple(sorted(self.parts, key=_weight)[:_PARTS]))
        self.parts = []

    def needs(self) -> Needs | None:
        """What any text has at least one of where the group matches; None where that cannot be told."""
        return frozenset[str]().union(*(one[0] for one in self.branches)) if all(self.branches) else None


def needs(phrase: str) -> list[tuple[str, tuple[Needs, ...]]]:
    """The branches of a phrase, each with sets of letters: a text must hold one of each set for the branch to match.

    A phrase is a regular expression as the phrase files have them: small letters, groups, classes, looks around. A
    space stands for any. Where nothing can be told, there are no sets.
    """
    found: list[tuple[str, tuple[Needs, ...]]] = []
    stack, begin = [_Group()], 0
    for token in _TOKEN.finditer(phrase):
        sign, top = token[0], stack[-1]
        if _LETTER.fullmatch(sign):
            if top.pending is not None:
                top.settle()
            top.run += " " if sign == r"\s" else sign
        elif _REPEATS.fullmatch(sign):
            _repeat(top, is_optional=sign[0] in "?*" or sign.startswith(("{0", "{,")))
        elif sign == "|":
            top.end_branch()
            if len(stack) == 1:
                found.append((phrase[begin : token.start()], top.branches[-1]))
                begin = token.end()
        elif sign.startswith("("):
            top.settle()
            stack.append(_Group(is_look=sign in _LOOKS))
        elif sign == ")":
            top.end_branch()
            stack.pop()
            stack[-1].pending = None if top.is_look else top.needs()
        else:
            top.settle()
    stack[-1].end_branch()
    found.append((phrase[begin:], stack[-1].branches[-1]))
    return found


def _repeat(group: _Group, *, is_optional: bool) -> None:
    """A sign of repetition: what it stands behind may be missing, or stands there more than once."""
    if is_optional and group.pending is not None:
        group.pending = None
    elif is_optional:
        group.run = group.run[:-1]
    group.settle()


def _weight(some: Needs) -> int:
    return sum(_COMMON_WEIGHT if one.strip() in _COMMON else _WEIGHTS[len(one.strip())] for one in some)


class Family:
    """The phrases of a section, looked for in a text in small letters."""

    def __init__(self, file: str, section: str) -> None:
        frame, phrases = lines(file, section)
        whole: list[tuple[str, tuple[Needs, ...]]] = [("|".join(phrases), ())]
        is_simple = _SIMPLE.fullmatch(frame) is not None
        branches = [one for phrase in phrases for one in needs(phrase)] if is_simple else whole
        self._patterns = [re.compile(frame.replace("…", source)) for source, _ in branches]
        self._number = _register([some for _, some in branches])

    def finditer(self, low: str) -> Iterator[re.Match[str]]:
        """Every place where a phrase stands, as one pattern of all of them would find it."""
        found = {which: one for which in _possible(low)[self._number] if (one := self._patterns[which].search(low))}
        while found:
            first = min(found, key=lambda which: (found[which].start(), which))
            match = found[first]
            yield match
            for which in [which for which, one in found.items() if one.start() < match.end()]:
                later = self._patterns[which].search(low, match.end())
                if later is None:
                    del found[which]
                else:
                    found[which] = later

    def search(self, low: str) -> re.Match[str] | None:
        """The first place where a phrase stands."""
        return next(self.finditer(low), None)


@cache
def family(file: str, section: str) -> Family:
    """The phrases of a section; KeyError for one that the file does not have."""
    return Family(file, section)


# By letters of their rarest set, the branches that need them: the number of a family, of its branch, and the other
# sets. Filled as families are made.
_INDEX: defaultdict[str, list[tuple[int, int, tuple[Needs, ...]]]] = defaultdict(list)
_ALWAYS: list[list[int]] = []


def _register(branches: Sequence[tuple[Needs, ...]]) -> int:
    number = len(_ALWAYS)
    _ALWAYS.append([which for which, sets in enumerate(branches) if not sets])
    for which, sets in enumerate(branches):
        for letters in sets[0] if sets else ():
            _INDEX[letters].append((number, which, sets[1:]))
    _possible.cache_clear()
    return number


@lru_cache(maxsize=4)
def _possible(low: str) -> Mapping[int, Sequence[int]]:
    """By family, the branches that a text has letters of."""
    plain = _SPACE.sub(" ", low)
    letters = {
        plain[at : at + length] for length in range(_SHORTEST, _LONGEST + 1) for at in range(len(low) - length + 1)
    }
    some = [set(one) for one in _ALWAYS]
    for one in letters & _INDEX.keys():
        for number, which, others in _INDEX[one]:
            if not any(other.isdisjoint(letters) for other in others):
                some[number].add(which)
    return {number: sorted(one) for number, one in enumerate(some)}
