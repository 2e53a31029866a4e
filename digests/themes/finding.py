"""Themes among texts: which belong together, which to none, and what people said of it.

Average linkage over distances that fit each neighbourhood (`places`), cut at one height; groups of fewer than five
texts are left unsorted. Last week counts: two texts that shared a theme are taken for a little nearer, two that did
not for a little farther, so that a theme changes when the texts say so and not for a trifle (evolutionary clustering:
Chakrabarti, Kumar and Tomkins 2006). What people said counts for good: a pinned row stays, a refused one stays out.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from digests.similarity.embedder import Vectors, unit
from digests.themes.carrying import carried
from digests.themes.grouping import grouped

Id = TypeVar("Id", bound=Hashable)

WINDOW = 10_000
"""So many of the newest rows are grouped; older ones join the themes that are found."""
_OF_OLD_PINS = 20
"""So many rows stand for a pinned theme that has none in the window."""
_OUTERMOST = 3
"""In percent: so many rows of a theme are farther from its middle than its radius."""
_BLOCK = 4_096


@dataclass(frozen=True)
class Theme(Generic[Id]):
    """A theme: its rows in order, the one that is nearest to all (`medoid`), and its middle, a unit vector.

    `radius` is the cosine to the middle that all but the outermost rows have.
    """

    id: Id
    rows: tuple[int, ...]
    medoid: int
    middle: Vectors
    radius: float
    is_new: bool


@dataclass(frozen=True)
class Themes(Generic[Id]):
    """What was found: the theme of each row (None: unsorted), and all themes in the order of their first rows."""

    of_row: tuple[Id | None, ...]
    themes: tuple[Theme[Id], ...]


def find(
    vectors: Vectors,
    *,
    new_id: Callable[[], Id],
    previous: Mapping[int, Id | None] | None = None,
    pinned: Mapping[int, Id | None] | None = None,
    refused: Mapping[int, Collection[Id]] | None = None,
    together: Mapping[int, Hashable] | None = None,
    window: int = WINDOW,
) -> Themes[Id]:
    """The themes of texts, given as vectors (texts, dimensions) in the order in which they came; zeros are unsorted.

    `previous`: the theme that a row had the last time, None if it was unsorted; a row that is new is not in it. When
    no row is new, nothing moves but what people moved.
    `pinned`: the theme where people put a row, None for out of all. It stays there, and its theme exists even if it
    has but this row. The themes of pinned rows never become one another.
    `refused`: themes that people said a row does not belong to. It is never put there, unless it is pinned there.
    `together`: what people put a row with, such as the request it was logged for. Rows of the same are of one theme,
    but for those that are pinned elsewhere or refused.
    `new_id` makes ids; those that occur in any of the three are not given to a new theme.
    """
    vectors = unit(vectors)
    pins, refusals = dict(pinned or {}), dict(refused or {})
    before = {row: None if theme in refusals.get(row, ()) else theme for row, theme in (previous or {}).items()}
    assigned: dict[int, Id | None] = dict.fromkeys(range(len(vectors)))
    new: set[Id] = set()
    if all(row in before or row in pins for row in assigned):
        assigned |= before
    else:
        rows = _window(vectors, pins, window)
        found = grouped(
            vectors,
            rows,
            previous=before,
            pinned={row: pin for row, pin in pins.items() if pin is not None},
            together=together or {},
        )
        ids, new = carried(found, before, taken=_known(before, pins, refusals), new_id=new_id)
        assigned |= {row: theme for row, theme in before.items() if row < len(vectors) - window}
        assigned |= {row: theme for group, theme in zip(found, ids, strict=True) for row in group.rows}
    strays = [row for row, theme in assigned.items() if theme is not None and theme in refusals.get(row, ())]
    assigned |= dict.fromkeys(strays) | pins
    older = range(max(0, len(vectors) - window))
    homeless = [row for row in sorted({*strays, *older}) if assigned[row] is None and row not in pins]
    assigned |= _homes(vectors, homeless, _themes(vectors, assigned, new), refusals)
    return Themes(tuple(assigned[row] for row in range(len(vectors))), _themes(vectors, assigned, new))


def _window(vectors: Vectors, pins: Mapping[int, Id | None], window: int) -> list[int]:
    """The rows to group: the newest, and some for each pinned theme that has none among them."""
    begin = max(0, len(vectors) - window)
    old: defaultdict[Id, list[int]] = defaultdict(list)
    for row in sorted(pins):
        pin = pins[row]
        if pin is not None:
            old[pin].append(row)
    kept = [row for rows in old.values() if rows[-1] < begin for row in rows[-_OF_OLD_PINS:]]
    said = {int(row) for row in np.flatnonzero(vectors.any(axis=1))}
    out = {row for row, pin in pins.items() if pin is None}
    return [row for row in (*sorted(kept), *range(begin, len(vectors))) if row in said and row not in out]


def _known(
    before: Mapping[int, Id | None], pins: Mapping[int, Id | None], refusals: Mapping[int, Collection[Id]]
) -> set[Id]:
    """Every id that means something already."""
    themes = {theme for theme in (*before.values(), *pins.values()) if theme is not None}
    return themes.union(*refusals.values())


def _themes(vectors: Vectors, assigned: Mapping[int, Id | None], new: Collection[Id]) -> tuple[Theme[Id], ...]:
    rows_of: defaultdict[Id, list[int]] = defaultdict(list)
    for row, theme in sorted(assigned.items()):
        if theme is not None:
            rows_of[theme].append(row)
    return tuple(_theme(theme, rows, vectors[rows], is_new=theme in new) for theme, rows in rows_of.items())


def _theme(theme: Id, rows: list[int], vectors: Vectors, *, is_new: bool) -> Theme[Id]:
    # In double precision and rounded, so that rows that are equally near are told apart by their order.
    middle = unit(vectors.sum(axis=0, dtype=np.float64)[None, :])[0]
    near = np.round(vectors.astype(np.float64) @ middle, 6)
    return Theme(theme, tuple(rows), rows[int(near.argmax())], middle, float(np.percentile(near, _OUTERMOST)), is_new)


def _homes(
    vectors: Vectors, rows: list[int], themes: Iterable[Theme[Id]], refusals: Mapping[int, Collection[Id]]
) -> dict[int, Id | None]:
    """Where rows belong that were not grouped: in the nearest theme inside whose own radius they are, if any."""
    known = list(themes)
    if not known:
        return {}
    middles = np.stack([one.middle for one in known])
    radii = np.array([one.radius for one in known])
    homes: dict[int, Id | None] = {}
    for start in range(0, len(rows), _BLOCK):
        some = rows[start : start + _BLOCK]
        near = np.round(vectors[some] @ middles.T, 5)
        near[near < radii] = -1
        for row, cosines in zip(some, near, strict=True):
            cosines[[number for number, one in enumerate(known) if one.id in refusals.get(row, ())]] = -1
            best = int(cosines.argmax())
            homes[row] = known[best].id if cosines[best] > 0 else None
    return homes
