"""A message as people read it: Slack's markup taken off, cut into words that know where they stand. Pure."""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from storage.keys import name_key

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^<>]*))?>")
_BROADCAST = re.compile(r"<![^<>]*>")
_LINK = re.compile(r"<((?:https?://|mailto:|tel:)[^<>|]*)(?:\|([^<>]*))?>")
_STRUCK = re.compile(r"(?<![\w~])~(?=\S)[^~\n]*?(?<=\S)~(?![\w~])")
_MARKED = re.compile(r"(?<![\w*_`])([*_`])(?=\S)([^\n]*?)(?<=\S)\1(?![\w*_`])")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
# What ends a sentence: marks with a space or nothing after them, and line breaks. Not "Dr." and single letters.
_END = re.compile(
    r"(?<![A-Z\s])(?<!\b[DdMSs]r)(?<!\bMrs)(?<!\bSt)[.!?…]+[)\"'”’»]*(?=\s|$)|\n+|\s+[—–]\s+|\s-\s|\s*(?:→|=>)\s*"
)
_FEW = 5  # words


@dataclass(frozen=True)
class Word:
    """A word, its folded form, and where it stands in the text (from, up to)."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or a figure."""
        return self.text[0].isupper() or self.text[0].isdigit()


@dataclass(frozen=True)
class Text:
    """What a message says, without markup; positions everywhere count in `plain`."""

    plain: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        found = _WORD.finditer(self.plain)
        return tuple(Word(one[0], name_key(one[0]), one.start(), one.end()) for one in found)

    @cached_property
    def low(self) -> str:
        """The same in small letters, character for character, with straight apostrophes and plain spaces."""
        small = self.plain.lower()
        if len(small) != len(self.plain):  # a few letters become two
            small = "".join(char.lower() if len(char.lower()) == 1 else char for char in self.plain)
        return small.translate(_STRAIGHT)

    @cached_property
    def ends(self) -> tuple[tuple[int, int], ...]:
        """Where its sentences end: from the mark that ends one to the first character of the next."""
        return tuple((one.start(), one.end()) for one in _END.finditer(self.plain))

    @cached_property
    def has_capitals(self) -> bool:
        """Whether its writer uses capitals for names: not all small, and not all large."""
        words = [word.text for word in self.words if word.text.isalpha() and len(word.text) > 1]
        large = sum(word[0].isupper() for word in words)
        if len(words) <= _FEW and not any(word.isupper() for word in words):
            return large > 0  # "Lost Blackthorn Cider to Yell" is nearly all of it names
        return 0 < large < max(1, len(words)) * 0.8

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that a position stands in (from, up to)."""
        before = bisect_right(self.ends, position, key=itemgetter(1))
        behind = bisect_left(self.ends, position, key=itemgetter(0))
        start = self.ends[before - 1][1] if before else 0
        return start, self.ends[behind][0] if behind < len(self.ends) else len(self.plain)


_STRAIGHT = {ord(char): "'" for char in "’‘ʼ`´"} | {ord(char): " " for char in "\u00a0\u202f\u2009"}


def read(raw: str) -> Text:
    """A message as Slack delivers it, as people read it: mentions by name, labels of links, nothing struck out."""
    text = _MENTION.sub(lambda one: f"@{one[1]}" if one[1] else "@someone", raw)
    text = _CHANNEL.sub(lambda one: f"#{one[1]}" if one[1] else "", text)
    text = _LINK.sub(lambda one: one[2] or one[1], text)
    text = _BROADCAST.sub(" ", text)
    text = html.unescape(text) if "&" in text else text
    text = _STRUCK.sub(" ", text)
    before = ""
    while text != before:
        before, text = text, _MARKED.sub(r"\2", text)
    return Text(text)


def span(words: Sequence[Word]) -> tuple[int, int]:
    """Where some words stand together."""
    return words[0].start, words[-1].end


def is_inside(at: int, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a position lies in one of some places (from, up to)."""
    return any(start <= at < end for start, end in places)


def meets(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch has anything in common with one of some places."""
    return any(begin < end and start < stop for begin, stop in places)
