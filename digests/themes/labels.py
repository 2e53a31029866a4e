"""What a theme is called until a person names it: at most three terms that its texts have and others have not.

A term weighs by the share of the theme's texts that have it, and by how rare it is in all (c-TF-IDF: Grootendorst
2022, "BERTopic"). Texts are counted, not words: nobody names a theme by saying something twice.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import log
from typing import TypeVar

from digests.themes.finding import Theme
from digests.themes.words import key, shown, terms

Id = TypeVar("Id", bound=Hashable)
Term = tuple[str, ...]

MOST_TERMS = 3
_OF_TWO_WORDS = 1.5
"""A term of two words says more than one that is as frequent."""
_LEAST_SHARE = 0.12
_WORTH = 0.35
"""Terms that weigh less than this part of the first one are left out."""
_STILL_TRUE = 12
"""A label is kept as long as its terms are among so many of the theme's best."""
_BETWEEN = ", "


@dataclass(frozen=True)
class _Counted:
    """In how many texts each term is, and how it was written."""

    texts: int
    by_term: Counter[Term]
    forms: Mapping[Term, Counter[Term]]


def label(
    themes: Sequence[Theme[Id]],
    texts: Sequence[str],
    *,
    named: Mapping[Id, str] | None = None,
    previous: Mapping[Id, str] | None = None,
) -> dict[Id, str]:
    """A label for each theme of some texts; no two have the same, except where people named them so.

    `named` are names that people gave: they stand as they are. `previous` are last week's labels: such a one stays as
    long as its words are still some of the theme's best.
    """
    given = {theme.id: named[theme.id] for theme in themes if theme.id in (named or {})} if named else {}
    counted = {theme.id: _count([texts[row] for row in theme.rows]) for theme in themes if theme.id not in given}
    everywhere = _count(texts)
    ranked = {theme: _ranked(own, everywhere) for theme, own in counted.items()}
    for theme, best in ranked.items():
        old = (previous or {}).get(theme, "")
        if old and old not in given.values() and _fits(old, best):
            given[theme] = old
    # The largest first: a small theme gives way.
    for one in sorted(themes, key=lambda one: -len(one.rows)):
        if one.id not in given:
            given[one.id] = _distinct(ranked[one.id], counted[one.id], set(given.values()), texts[one.medoid])
    return {theme.id: given[theme.id] for theme in themes}


def _count(texts: Sequence[str]) -> _Counted:
    by_term: Counter[Term] = Counter()
    forms: defaultdict[Term, Counter[Term]] = defaultdict(Counter)
    different = dict.fromkeys(texts)
    for text in different:
        found = terms(text)
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
            weights[term] = weight * (_OF_TWO_WORDS if len(term) > 1 else 1)
    return dict(sorted(weights.items(), key=lambda one: (-one[1], one[0])))


def _fits(old: str, best: Mapping[Term, float]) -> bool:
    good = set(list(best)[:_STILL_TRUE])
    return all(key(term.split()) in good for term in old.split(_BETWEEN))


def _distinct(ranked: Mapping[Term, float], own: _Counted, taken: set[str], example: str) -> str:
    """The best terms; where another theme has these already, those that follow; at last a number."""
    order = list(dict.fromkeys(_fuller(term, ranked, own) for term in ranked))
    for begin in range(max(1, len(order))):
        words = _BETWEEN.join(shown(own.forms[term]) for term in _chosen(order[begin:], ranked)) or _beginning(example)
        if words not in taken:
            return words
    return next(name for name in (f"{words} ({number})" for number in count(2)) if name not in taken)


def _fuller(term: Term, ranked: Mapping[Term, float], own: _Counted) -> Term:
    """The term of two words in which most texts have this one, if there is such."""
    longer = (one for one in ranked if len(one) > len(term) and set(term) <= set(one))
    best = max(longer, key=lambda one: own.by_term[one], default=term)
    return best if 2 * own.by_term[best] >= own.by_term[term] else term


def _chosen(order: Sequence[Term], weights: Mapping[Term, float]) -> list[Term]:
    """The first terms that have no word in common and are worth it."""
    chosen: list[Term] = []
    for term in order:
        worth = not chosen or weights[term] >= _WORTH * weights[chosen[0]]
        if worth and len(chosen) < MOST_TERMS and not {word for one in chosen for word in one} & set(term):
            chosen.append(term)
    return chosen


def _beginning(text: str) -> str:
    """What to call a theme whose texts have no term in common."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
