"""The words of a text that can name something: terms of one or two words, as people write them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from importlib.resources import files

_LETTERS_READ = 1_000
# A hyphen parts two words ("top-up"), unless one is a letter ("e-mail").
_WORD = re.compile(r"(?:[^\W\d_]-(?=[^\W\d_]{2}))?[^\W\d_](?:[\w&]|['’.](?=[^\W_]))*")
_PLAIN = re.compile(r"[\w’']+")
_BREAK = re.compile(r"[.,;:!?()\[\]\"“”\n]+(?:\s|$)|\s[-–—]\s")
_POSSESSIVE = re.compile(r"['’]s?$")
_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ings",
    "ing",
    "edly",
    "ies",
    "ied",
    "ers",
    "es",
    "ed",
    "er",
    "ly",
    "s",
    "e",
    "y",
)
_SHORTEST_STEM = 3
_PARTICLES = frozenset(["up", "out", "off", "back", "down"])

# Words that carry a sentence and name nothing, and verbs and adverbs that any wish may have.
_NAMELESS = frozenset((files("digests.themes") / "nameless.txt").read_text(encoding="utf-8").split())


def terms(text: str) -> list[tuple[str, ...]]:
    """Every term of a text as it is written, in order: a word, or two that follow each other."""
    found: list[tuple[str, ...]] = []
    for part in _BREAK.split(text[:_LETTERS_READ]):
        words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(part)]
        found += [(word,) for word in words if names(word)]
        for one, other, following in zip(words, words[1:], [*words[2:], ""], strict=False):
            # Of "auto top up", "top up" is a pair and "auto top" is none.
            if _pair_names(one, other) and following.casefold() not in _PARTICLES:
                found.append((one, other))
    return found


def without_names(texts: Sequence[str], names_: Collection[str]) -> list[str]:
    """The texts with a break where one of some names stands, in any case; a name is read whole or not at all."""
    known = {tuple(_PLAIN.findall(name.casefold())) for name in names_} - {()}
    longest = max(map(len, known), default=0)
    return [_without(text, known, longest) for text in texts] if known else list(texts)


def _without(text: str, known: set[tuple[str, ...]], longest: int) -> str:
    found = list(_PLAIN.finditer(text[:_LETTERS_READ]))
    words = [one.group().casefold() for one in found]
    kept, begin, place = "", 0, 0
    while place < len(words):
        size = next((n for n in range(longest, 0, -1) if tuple(words[place : place + n]) in known), 0)
        if size:
            kept += f"{text[begin : found[place].start()]}. "
            begin = found[min(place + size, len(words)) - 1].end()
        place += size or 1
    return kept + text[begin:]


def key(term: Iterable[str]) -> tuple[str, ...]:
    """What a term is counted as: its stems, so that one and many are the same."""
    return tuple(stem(word) for word in term)


def stem(word: str) -> str:
    """A word without the usual English endings; rough, and never shown."""
    plain = word.casefold().replace("’", "'")
    for ending in _ENDINGS:
        vowel = ending == "y" and plain[-2:-1] in "aeiou"
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM and not vowel:
            plain = plain[: -len(ending)]
            break
    # "topped" and "topping" leave "topp", "top" has nothing to leave.
    return plain[:-1] if len(plain) > _SHORTEST_STEM and plain[-1] == plain[-2] and plain[-1] not in "ls" else plain


def shown(forms: Counter[tuple[str, ...]]) -> str:
    """A term as most people write it; a capital that is not usual is one of a sentence's beginning."""
    plain: Counter[tuple[str, ...]] = Counter()
    for form, times in forms.items():
        plain[tuple(word.lower() for word in form)] += times
    best = max(plain, key=lambda form: (plain[form], form))
    written = {form: times for form, times in forms.items() if tuple(word.lower() for word in form) == best}
    # A word in lower case weighs double: who writes names small is outvoted only by many.
    form = max(written, key=lambda form: (written[form] * (2 if form == best else 1), form))
    return " ".join(form)


def _pair_names(one: str, other: str) -> bool:
    """Two words that are more than each; "up" and the like make a word another one ("sign up", "cash back")."""
    return names(one) and (other.casefold() in _PARTICLES or (names(other) and stem(one) != stem(other)))


def names(word: str) -> bool:
    """Whether a word can name something by itself."""
    plain = word.casefold().replace("’", "'")
    return len(plain) > 1 and plain not in _NAMELESS
