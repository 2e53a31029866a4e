"""Which words may be learned as another name, and which of a text stand where a competitor would. Pure.

A wrong lesson is read into everybody's messages from then on, so that whatever may be an everyday word is none.
"""

import re
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from digests.reading.found import Read
from digests.reading.lexicon import phrases, words
from digests.reading.text import Text, Word, meets
from storage.keys import name_key

LONGEST = 71  # characters; what is longer is a sentence
_LEAST = 3  # letters of a name of one word
_AKIN = 4  # letters with which words of one stem begin
# The vocabulary lists English words by how common they are: of these a name has to have one that is none.
_FIRST, _COMMON, _COMMONEST = 1_996, 10_000, 3_000
_OWN_WORDS = (
    words("customer", "no_name") | words("rivals", "everyday") | words("rivals", "days") | words("names", "forms")
)
_SELLS = phrases("rivals", "sells")
_LEAD = 40  # characters that say that a seller comes
_MOST = 4  # words of a competitor's name


def may_be_learned(spoken: str) -> bool:
    """Whether some words can be a name: not too long, with a letter, and not only words that anybody may use."""
    keys = name_key(spoken).split()
    if not keys or len(spoken) > LONGEST or not any(letter.isalpha() for letter in spoken):
        return False
    if len(keys) == 1 and len(keys[0]) < _LEAST:
        return False
    everyday = _everyday(_COMMON if len(keys) == 1 else _COMMONEST)
    return not all(key.isdigit() or len(key) == 1 or key in everyday for key in keys)


def is_akin(spoken: str, name: str) -> bool:
    """Whether words look like a name, so that they may be short or misspelt for it: "bakers", "OCS", "Ace Rofing"."""
    said, named = name_key(spoken).split(), name_key(name).split()
    if not said or not named:
        return False
    if len(said) == 1 and len(said[0]) > 1 and said[0] == "".join(word[0] for word in named)[: len(said[0])]:
        return True
    return any(_is_akin(one, other) for one in said for other in named)


def sellers(read: Read) -> tuple[str, ...]:
    """The unknown names in a text that stand where a competitor would: "they went to Yellp"."""
    text = Text(read.plain)
    if not text.has_capitals:
        return ()
    known = [one.place for one in (read.account, read.said, read.region, *read.competitors) if one is not None]
    found = []
    for number, word in enumerate(text.words):
        if word.text[0].isupper() and _SELLS.search(text.low[max(0, word.start - _LEAD) : word.start]):
            run = _run(text, number)
            if run and not meets(run[0].start, run[-1].end, known):
                found.append(text.plain[run[0].start : run[-1].end])
    return tuple(dict.fromkeys(found))


def _run(text: Text, number: int) -> list[Word]:
    """The words with a capital from this one on, next to each other."""
    run: list[Word] = []
    for word in text.words[number : number + _MOST]:
        between = text.plain[run[-1].end : word.start] if run else ""
        if not word.text[0].isupper() or between.strip(" &-") or word.key in _OWN_WORDS:
            break
        run.append(word)
    return run


def _is_akin(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _AKIN:
        return one == other
    return one[:_AKIN] == other[:_AKIN] or OSA.distance(one, other, score_cutoff=1) <= 1


@cache
def _everyday(most: int) -> frozenset[str]:
    """So many of the commonest words of English, and those that the reader knows as no names."""
    lines = (files("digests.similarity") / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines[_FIRST : _FIRST + most] if re.fullmatch(r"[a-z]{2,}", line)) | _OWN_WORDS
