"""Whether words that are a known customer's are meant as its name here, or as words, a town or a person. Pure."""

import re
from collections.abc import Sequence

from digests.reading.aligning import FORMS, Hit
from digests.reading.lexicon import phrases, words
from digests.reading.newcomers import AFTER, CUE, FIRST_NAMES, NO_NAME, NOBODY, PLACES, TOWN
from digests.reading.text import Text, is_inside

WHOLE = 0.995  # of a name's weight
_NEARLY, _MOST, _ENOUGH, _LEAST, _FEWEST = 0.95, 0.6, 0.5, 0.3, 0.15
_CHANCE = 2  # words of every day in a row that may be said by chance
_OWN = 6  # letters of a word that is hardly any other
_WORDS = words("everyday", "words")
# Where what is wanted stands, and where hardly anything but a customer does.
_THING = phrases("customer", "thing")
_STRONG = phrases("customer", "strong")
_TITLE = re.compile(r"(?:^|(?<=\s))(?:dr|doctor|st|the)\.? $", re.IGNORECASE)
_SYMBOLS = re.compile(r"^[^\w,:;.()'’–—-]+")
_IN = re.compile(r" (?:in|at) ")
_AREA = re.compile(r"\b(?:in|through|across|around)\s+(?:the )?$")
_ROAD = re.compile(r"\b(?:on|off|along|down|up|corner of|end of|top of|bottom of)\s+$")


def is_named(text: Text, hit: Hit, common: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether what stands there is a name, and enough of it."""
    is_whole = hit.share >= WHOLE
    if _goes_on(text, hit) and not (is_whole and hit.words > 1 and not text.has_capitals):
        return False
    if not _is_typed_as_a_name(text, hit) and _is_talk(text, hit):
        return False
    if is_whole and hit.words > 1:
        return True
    if hit.share < _NEARLY and _is_anothers(text, hit, common):
        return False
    if hit.words == 1 or hit.share < _ENOUGH:
        least = _FEWEST if _is_own(text, hit) else _LEAST
        return hit.share >= least and _looks_like_a_name(text, hit)
    return True


def _is_typed_as_a_name(text: Text, hit: Hit) -> bool:
    return text.has_capitals and any(
        word.text[0].isupper() and word.key != "the" for word in text.words[hit.first : hit.last + 1]
    )


def _is_talk(text: Text, hit: Hit) -> bool:
    """Whether small letters say what is wanted or any such thing, and no name: "asking for gutters cleared"."""
    here, before = text.low[hit.start : hit.end], text.low[max(0, hit.start - 40) : hit.start]
    if _THING.search(before):
        return True
    if re.search(r"[,;:!?] ", here) and not re.search(r"[,;:!?]", hit.name):
        return True
    if hit.share < _NEARLY:
        # People shorten a name from behind: its last word alone is the trade, "opticians".
        is_end = not hit.begins and (hit.words == 1 or hit.share < _MOST or before.endswith("the "))
        if is_end or _IN.search(here):
            return True
    return _is_everyday(text, hit) and not _stands_for_a_name(text, hit)


def _is_own(text: Text, hit: Hit) -> bool:
    """Whether it is the word that people call a name by, and hardly any other."""
    is_first_name = text.words[hit.first].key in FIRST_NAMES | NO_NAME
    return hit.is_exact and hit.begins and not is_first_name and not _is_everyday(text, hit)


def _stands_for_a_name(text: Text, hit: Hit) -> bool:
    """Whether words of every day stand where hardly anything but a customer does."""
    before, behind = text.plain[: hit.start], _SYMBOLS.sub(" ", text.plain[hit.end :])
    if _STRONG.search(before[-30:].lower()):
        return True
    is_first, goes_on = not before.strip(), bool(AFTER.match(behind))
    if hit.share < _NEARLY:
        return is_first and goes_on
    # Three such words in a row are hardly said by chance.
    return hit.words > _CHANCE or is_first or goes_on or bool(CUE.search(before[-24:]))


def _is_everyday(text: Text, hit: Hit) -> bool:
    some = [word.key for word in text.words[hit.first : hit.last + 1]]
    return all(key in _WORDS or key.removesuffix("s") in _WORDS or key in FORMS for key in some)


def _is_anothers(text: Text, hit: Hit, common: Sequence[tuple[int, int]]) -> bool:
    """Whether a part of a name is a word by itself here, a place, or a part of another name."""
    before = text.plain[max(0, hit.start - 40) : hit.start]
    capital = re.search(r"(?:^|(\w)?\W)([A-Z][\w'’]+) $", before) if _is_typed_as_a_name(text, hit) else None
    # Right behind a capital at the beginning of a sentence, which may be any word, only the end of a name is another's.
    if capital is not None and capital[2].lower() not in NO_NAME and (not hit.begins or capital[1]):
        return True
    if (TOWN if hit.words == 1 else _AREA).search(before.lower()):
        return True
    if hit.words > 1:
        return text.words[hit.last].key in PLACES and bool(_ROAD.search(before.lower()))
    is_word = text.low[hit.start : hit.end] in NO_NAME or is_inside(hit.start, common)
    return is_word or bool(NOBODY.match(text.low, hit.start))


def _looks_like_a_name(text: Text, hit: Hit) -> bool:
    start = hit.start - len(title[0]) if (title := _TITLE.search(text.plain[: hit.start])) else hit.start
    before, behind = text.plain[:start], text.plain[hit.end :]
    if _is_typed_as_a_name(text, hit):
        # Behind "the" a capital is no sentence's: "the York one".
        begins = bool(re.search(r"(?:^|[.!?])\s*$", before)) and not text.low[start : hit.start].startswith("the")
        return not begins or _is_own(text, hit) or hit.share >= WHOLE or bool(AFTER.match(behind))
    if CUE.search(before[-24:]) or (not before.strip() and AFTER.match(behind)):
        return True
    # Where nobody uses capitals, a word that is no other's than this name's is it anywhere.
    return not text.has_capitals and hit.end - hit.start >= _OWN and _is_own(text, hit)


def _goes_on(text: Text, hit: Hit) -> bool:
    """Whether a capitalised word stands right behind it, so that it is the beginning of a longer name."""
    if not text.has_capitals or not text.plain[hit.start].isupper():
        return False
    following = re.match(r" (?:& )?([A-Z][\w'’]*)", text.plain[hit.end :])
    return following is not None and following[1].lower() not in NO_NAME and not following[1].isupper()
