"""What a theme is called until a person names it: at most three terms that its texts have and others have not.

A term weighs by the share of the theme's texts that have it, and by how rare it is in all (c-TF-IDF: Grootendorst
2022, "BERTopic"). Texts are counted, not words: nobody names a theme by saying something twice. Nor by how it is said:
sayings that many texts share (`frames`) and the names of customers are not read.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import log
from typing import TypeVar

from digests.themes.finding import Theme
from digests.themes.frames import without_frames
from digests.themes.words import key, shown, terms, without_names

Id = TypeVar("Id", bound=Hashable)
Term = tuple[str, ...]

MOST_TERMS = 3
_OF_TWO_WORDS = 1.8
"""A term of two words says more than one that is as frequent."""
_LEAST_SHARE = 0.12
_TRUE_SHARE, _SELDOM = 1 / 3, 0.7
"""A term that fewer of the theme's texts have weighs less: at first sight, a label is of the whole theme."""
_WORTH = 0.35
"""Terms that weigh less than this part of the first one are left out."""
_MOSTLY = 0.6
"""Two terms that share a word are one of three words when the other is in so many of the texts as well."""
_STILL_TRUE = 12
"""A label is kept as long as its terms are among so many of the theme's best."""
_LONGEST_COUNTED = 2
_BETWEEN = ", "


@dataclass(frozen=True)
class _Counted:
    """In how many texts each term is, and how it was written."""

    texts: int
    by_term: Counter[Term]
    forms: Mapping[Term, Counter[Term]]


@dataclass(frozen=True)
class _Text:
    """A text, and what of it may name something."""

    whole: str
    subject: str


def label(
    themes: Sequence[Theme[Id]],
    texts: Sequence[str],
    *,
    named: Mapping[Id, str] | None = None,
    previous: Mapping[Id, str] | None = None,
    titles: Mapping[Id, str] | None = None,
    unsaid: Collection[str] = (),
) -> dict[Id, str]:
    """A label for each theme of some texts; no two have the same, except where people named them so.

    `named` are names that people gave: they stand as they are. `titles` are words of people for what a theme is about:
    they are better than any count. `previous` are last week's labels: such a one stays as long as its words are still
    some of the theme's best. What is `unsaid`, such as the names of customers, is never a label.
    """
    given = {theme.id: named[theme.id] for theme in themes if theme.id in (named or {})} if named else {}
    read = _read(texts, unsaid)
    counted = {theme.id: _count([read[row] for row in theme.rows]) for theme in themes if theme.id not in given}
    everywhere = _count(read)
    ranked = {theme: _ranked(own, everywhere) for theme, own in counted.items()}
    # The largest first: a small theme gives way.
    waiting = sorted((theme for theme in themes if theme.id not in given), key=lambda one: -len(one.rows))
    for one in waiting:
        title = _as_a_name((titles or {}).get(one.id, ""))
        if title and title not in given.values():
            given[one.id] = title
    for one in waiting:
        old = (previous or {}).get(one.id, "")
        if one.id not in given and old and _as_a_name(old) not in given.values() and _fits(old, ranked[one.id]):
            given[one.id] = _as_a_name(old)
    for one in waiting:
        if one.id not in given:
            given[one.id] = _distinct(ranked[one.id], counted[one.id], set(given.values()), texts[one.medoid])
    return {theme.id: given[theme.id] for theme in themes}


def _read(texts: Sequence[str], unsaid: Collection[str]) -> list[_Text]:
    subjects = without_names(without_frames(texts), unsaid)
    return [_Text(whole, subject) for whole, subject in zip(texts, subjects, strict=True)]


def _count(texts: Sequence[_Text]) -> _Counted:
    by_term: Counter[Term] = Counter()
    forms: defaultdict[Term, Counter[Term]] = defaultdict(Counter)
    different = {text.whole: text.subject for text in texts}
    for subject in different.values():
        found = terms(subject)
        by_term.update({key(term) for term in found})
        for term in found:
            forms[key(term)][term] += 1
    return _Counted(len(different), by_term, forms)


def _ranked(own: _Counted, everywhere: _Counted) -> dict[Term, float]:
    """The terms of a theme, the best first, with what they weigh."""
    weights = {}
    for term, times in own.by_term.items():
        share = times / own.texts
        if share >= _LEAST_SHARE and (times > 1 or own.texts <= 2):
            weight = share * log(1 + everywhere.texts / everywhere.by_term[term])
            weights[term] = weight * (_OF_TWO_WORDS if len(term) > 1 else 1) * (_SELDOM if share < _TRUE_SHARE else 1)
    return dict(sorted(weights.items(), key=lambda one: (-one[1], one[0])))


def _fits(old: str, best: Mapping[Term, float]) -> bool:
    good = set(list(best)[:_STILL_TRUE])
    terms_ = [key(term.split()) for term in old.split(_BETWEEN)]
    return all({term[:_LONGEST_COUNTED], term[-_LONGEST_COUNTED:]} <= good for term in terms_)


def _distinct(ranked: Mapping[Term, float], own: _Counted, taken: set[str], example: str) -> str:
    """The best terms; where another theme has these already, those that follow; at last a number."""
    order = list(dict.fromkeys(_chained(_fuller(term, ranked, own), own) for term in ranked))
    for begin in range(max(1, len(order))):
        found = _BETWEEN.join(_written(term, own) for term in _chosen(order[begin:], ranked))
        words = _as_a_name(found or _beginning(example))
        if words not in taken:
            return words
    return next(name for name in (f"{words} ({number})" for number in count(2)) if name not in taken)


def _fuller(term: Term, ranked: Mapping[Term, float], own: _Counted) -> Term:
    """The term of two words in which most texts have this one, if there is such."""
    longer = (one for one in ranked if len(one) > len(term) and set(term) <= set(one))
    best = max(longer, key=lambda one: own.by_term[one], default=term)
    return best if 2 * own.by_term[best] >= own.by_term[term] else term


def _chained(term: Term, own: _Counted) -> Term:
    """A term of two words with the word that most texts have before it, else behind it: "weight loss jabs"."""
    if len(term) == 1:
        return term
    pairs = [one for one in own.by_term if len(one) > 1 and _MOSTLY * own.by_term[term] <= own.by_term[one]]
    before = [one for one in pairs if one[1] == term[0] and one[0] not in term]
    behind = [one for one in pairs if one[0] == term[1] and one[1] not in term]
    if before:
        return (max(before, key=lambda one: (own.by_term[one], one))[0], *term)
    return (*term, max(behind, key=lambda one: (own.by_term[one], one))[1]) if behind else term


def _written(term: Term, own: _Counted) -> str:
    """A term as people write it."""
    if len(term) <= _LONGEST_COUNTED:
        return shown(own.forms[term])
    *_, last = shown(own.forms[term[1:]]).split(" ")
    return f"{shown(own.forms[term[:2]])} {last}"


def _chosen(order: Sequence[Term], weights: Mapping[Term, float]) -> list[Term]:
    """The first terms that have no word in common and are worth it."""
    chosen: list[Term] = []
    for term in order:
        worth = not chosen or _weight(term, weights) >= _WORTH * _weight(chosen[0], weights)
        if worth and len(chosen) < MOST_TERMS and not {word for one in chosen for word in one} & set(term):
            chosen.append(term)
    return chosen


def _weight(term: Term, weights: Mapping[Term, float]) -> float:
    """What a term weighs; one that was made of two, the more of theirs."""
    return max(weights.get(part, 0.0) for part in (term, term[:_LONGEST_COUNTED], term[1:]))


def _as_a_name(words: str) -> str:
    """As a name is shown: a capital first, unless the first word has one of its own ("iPhone")."""
    first = words.split(" ", 1)[0]
    return words if any(letter.isupper() for letter in first) else words[:1].upper() + words[1:]


def _beginning(text: str) -> str:
    """What to call a theme whose texts have no term in common."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
