"""Which known competitors a text names, by name or alias: sellers, and not words that look like them. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases, words
from digests.reading.text import Text, Word, meets
from storage.keys import name_key

# A tool or a verb of everyday work, not a seller: "the google doc", "google it", "a facebook post of mine".
_TOOLS = phrases("rivals", "tools")
_VERB_BEFORE = phrases("rivals", "verb_before")
# It is named as not in question at all.
_NOT_ABOUT = phrases("rivals", "not_about")
_WENT_ELSEWHERE = re.compile(
    r"\b(?:didn't|did not|not) (?:go|gone|going|move|moving|switch\w*) (?:to|with|over to)\s+$"
)
_EVENT = phrases("rivals", "event")
_PERSON = phrases("rivals", "person")
# What a seller does, right behind its name.
_DOES = re.compile(
    r"['’]?s?\s*(?:is|are|was|were|did|do|does|gave|give|gives|offer\w*|undercut|got|have|has|had|let|lets|took|take|beat|won|came|instead|again|,|:|\.)"
)
_ORDINARY = 4  # letters; shorter aliases, and words of every day, are names only in capitals or where sellers stand
_EVERYDAY = words("rivals", "everyday")
_SELLS = phrases("rivals", "sells")
# Words of every day in small letters are names only where nothing but a seller stands.
_WORDS = words("everyday", "words")
_SELLER_BEFORE = phrases("rivals", "seller_before")
_SELLER_BEHIND = phrases("rivals", "seller_behind")
_SELLER_BETWEEN = phrases("rivals", "seller_between")
_CLAUSE_ENDS = phrases("rivals", "clause_ends")
_LIST = re.compile(r"\s*(?:,|/|&|\+|,?\s*(?:and|or|plus|then|nor))\s*")
_NO_NEIGHBOUR = words("rivals", "no_neighbour")
# Names that are words of the calendar are sellers only right behind what leads to one.
_DAYS = words("rivals", "days")
_SURELY = re.compile(r"\b(?:to|with|chose|choose|picked|using|uses|use|against|versus|vs|over|joined|prefers?)\s+$")
_TOOL_NAMES = frozenset(("google", "facebook", "bing", "apple"))
_VERBS = frozenset(("google", "yell", "bing"))
_OBJECT = re.compile(
    r"\s+(?:at|it|for|him|her|us|me|the|a|some|what|how|where|who|which|whether|their|his|that|this|your|my)\b"
)
_SOLD_BY = re.compile(r"\s*(?:instead|ads?|lets|let|gave|offered|got|are|is|were|undercut)\b")
_SLIP_FROM = 6


@dataclass(frozen=True)
class _Alias:
    name: str
    keys: tuple[str, ...]
    is_everyday: bool
    is_words: bool


@dataclass(frozen=True)
class Spelling:
    """A spelling of a competitor's name that stands in a text, whether or not a seller is meant."""

    alias: _Alias
    word: Word
    start: int
    end: int
    is_slip: bool
    is_small: bool
    """Whether one of its words is written small."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


class Rivals:
    """The competitors of one workspace with their aliases."""

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self._first: defaultdict[str, list[_Alias]] = defaultdict(list)
        self._long: list[tuple[str, _Alias]] = []
        for name, others in aliases.items():
            for spelling in dict.fromkeys([name, *others]):
                keys = tuple(name_key(spelling).split())
                if not keys:
                    continue
                is_everyday = len("".join(keys)) < _ORDINARY or (len(keys) == 1 and keys[0] in _EVERYDAY)
                alias = _Alias(name, keys, is_everyday, all(key in _WORDS or key == "the" for key in keys))
                self._first[keys[0]].append(alias)
                if len(keys) == 1 and len(keys[0]) >= _SLIP_FROM:
                    self._long.append((keys[0], alias))

    def spelled(self, text: Text) -> list[Spelling]:
        """Every place where a competitor's name stands."""
        words = text.words
        some: list[Spelling] = []
        number = 0
        while number < len(words):
            alias, length, is_slip = self._at(words, number)
            if alias is not None:
                here = words[number : number + length]
                is_small = not all(word.is_capital for word in here)
                some.append(Spelling(alias, here[0], here[0].start, here[-1].end, is_slip, is_small))
            number += length
        return some

    def found(
        self, text: Text, taken: Sequence[tuple[int, int]] = (), spelled: Sequence[Spelling] | None = None
    ) -> tuple[Found[str], ...]:
        """The competitors a text names, each once, in the order they stand; none within `taken`, such as a customer.

        `spelled` is what the method of that name found, where it was asked before."""
        hits: dict[str, Found[str]] = {}
        last = -1
        for one in self.spelled(text) if spelled is None else spelled:
            # What stands in one list with a seller is one: "yelp and bark".
            is_listed = last >= 0 and _LIST.fullmatch(text.low, last, one.start) is not None
            if not meets(one.start, one.end, taken) and (is_listed or _is_seller(text, one)):
                sure = Sure.LIKELY if one.is_slip else Sure.SURE
                hits.setdefault(one.alias.name, Found(one.alias.name, one.start, one.end, sure))
                last = one.end
        return tuple(hits.values())

    def _at(self, words: Sequence[Word], number: int) -> tuple[_Alias | None, int, bool]:
        best: _Alias | None = None
        for key in dict.fromkeys((words[number].key, words[number].key.removesuffix("s"))):
            for alias in self._first.get(key, ()):
                here = tuple(word.key for word in words[number : number + len(alias.keys)])
                if _same(here, alias.keys) and (best is None or len(alias.keys) > len(best.keys)):
                    best = alias
        if best is not None:
            return best, len(best.keys), False
        key = words[number].key
        if len(key) >= _SLIP_FROM and not key.isdigit():
            near = (alias for spelling, alias in self._long if spelling[0] == key[0] and _is_slip(spelling, key))
            slip = next(near, None)
            return slip, 1, slip is not None
        return None, 1, False


def _is_slip(spelling: str, key: str) -> bool:
    return abs(len(spelling) - len(key)) <= 1 and OSA.distance(spelling, key, score_cutoff=1) <= 1


def _same(here: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if len(here) != len(keys):
        return False
    return here == keys or (here[:-1] == keys[:-1] and here[-1].removesuffix("s") == keys[-1] and len(keys[-1]) > 2)


def _is_seller(text: Text, one: Spelling) -> bool:
    alias, word, start = one.alias, one.word, one.start
    before, behind = text.low[max(0, start - 40) : start], text.low[one.end : one.end + 30]
    if text.plain[start - 1 : start] in "@#" and start:
        return False
    if one.is_slip and not (word.text[0].isupper() and text.has_capitals) and not _SELLS.search(before):
        return False
    if _NOT_ABOUT.search(before) and not _WENT_ELSEWHERE.search(before):
        return False
    is_other = (
        _begins_as_a_word(text, alias, start, behind)
        or _is_tool(alias, word, before, behind)
        or _is_event_or_person(text, one)
        or _is_part(text, one)
    )
    return not is_other and _sells(one, before, behind)


def _sells(one: Spelling, before: str, behind: str) -> bool:
    """Whether a name that may be a word of every day stands where sellers do; any other does."""
    alias, word = one.alias, one.word
    if len(alias.keys) == 1 and word.key in _DAYS:
        return bool(_SURELY.search(before))
    if alias.is_words and one.is_small:
        # Two words that make one name are seldom anything else.
        where = _SELLS if len(alias.keys) > 1 else _SELLER_BETWEEN
        ends = bool(where.search(before) and (len(alias.keys) > 1 or _CLAUSE_ENDS.match(behind)))
        return ends or bool(_SELLER_BEFORE.search(before) or _SELLER_BEHIND.match(behind))
    if alias.is_everyday and one.is_small:
        return bool(_SELLS.search(before) or _SOLD_BY.match(behind))
    if len("".join(alias.keys)) < _ORDINARY and not word.text.isupper():
        return bool(_SELLS.search(before))
    return True


def _is_part(text: Text, one: Spelling) -> bool:
    """Whether a word of every day is a part of somebody else's name: "Square Deal Tyres", "Market Square"."""
    is_word = one.alias.is_words and len(one.alias.keys) == 1
    if not is_word or not text.has_capitals or not one.word.text[0].isupper():
        return False
    behind = re.match(r"(?: & | and | )([A-Z][\w'’]+)", text.plain[one.end :])
    if behind is not None and behind[1].lower() not in _NO_NEIGHBOUR and not behind[1].isupper():
        return True
    # The first word of a sentence has a capital whatever it is: "Prefers Bark".
    return _capital_before(text, one.start, least=text.sentence(one.start)[0] + 1)


def _capital_before(text: Text, start: int, least: int = 0) -> bool:
    """Whether a capitalised word stands right before a place, such as a first name; from the position `least` on."""
    before = re.search(r"(?<![\w'’])([A-Z]\w+)(?: & | )$", text.plain[max(least, start - 30) : start])
    return before is not None and before[1].lower() not in _NO_NEIGHBOUR


def _is_tool(alias: _Alias, word: Word, before: str, behind: str) -> bool:
    """Whether it is what people work with, or what they do: the google doc, to yell at somebody."""
    if len(alias.keys) > 1:
        return False
    if word.key in _TOOL_NAMES and _TOOLS.match(behind):
        return True
    is_verb = word.key in _VERBS and _VERB_BEFORE.search(before) and _OBJECT.match(behind)
    return bool(is_verb) or _is_googling(word, before, behind)


_TITLES = re.compile(r"\b(?:mr|mrs|ms|miss|dr|sir|madam)\.?\s$")


def _is_event_or_person(text: Text, one: Spelling) -> bool:
    if not one.word.text[0].isupper():
        return False
    if _EVENT.match(text.low[one.end : one.end + 30]):
        return True
    if _TITLES.search(text.low[max(0, one.start - 8) : one.start]):
        return True
    is_person = len(one.alias.keys) == 1 and _PERSON.match(text.plain[one.end : one.end + 30])
    return bool(is_person) and (
        _is_first_name(text.low[max(0, one.start - 40) : one.start]) or _capital_before(text, one.start)
    )


def _begins_as_a_word(text: Text, alias: _Alias, start: int, behind: str) -> bool:
    """Whether a short name begins a sentence as any word may: "Global rollout of the CRM"."""
    if len(alias.keys) > 1 or not text.has_capitals:
        return False
    begins = not text.plain[:start].strip() or bool(re.search(r"[.!?]\s*$", text.plain[:start]))
    # "Indeed, they are gone" begins with a word; "Yelp, again" with a name.
    is_word = alias.is_words and behind[:1] == ","
    return begins and (is_word or (alias.name.casefold() != alias.keys[0] and not _DOES.match(behind)))


def _is_googling(word: Word, before: str, behind: str) -> bool:
    """ "people google it", "to google the name": looking something up is no seller."""
    return word.key == "google" and bool(
        re.search(r"\b(?:people|customers|they|clients|everyone|folk|you|i|we|just)\s+$", before)
        and re.match(r"\s+\w+", behind)
        and not re.match(r"\s+(?:ads?|is|are|for)\b", behind)
    )


def _is_first_name(before: str) -> bool:
    """Whether a person can stand here: at the beginning, or after somebody who met or spoke to them."""
    return not before.strip() or (
        bool(re.search(r"(?:[.!?:;]|\b(?:met|saw|spoke to|rang|with|and|call|ask for|for|to))\s*$", before))
        and not re.search(r"\b(?:lost|went|moved|gone|going|over|switched) (?:to|with)\s*$", before)
    )
