"""Rows that belong together this week, with what is known of last week and what people said."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from digests.similarity.embedder import Vectors
from digests.themes.linkage import groups
from digests.themes.places import better_count, distances, first_count, places, whole

Id = TypeVar("Id", bound=Hashable)
Rows = NDArray[np.intp]

LEAST = 5
"""A theme has so many rows, unless people pinned one."""
CUT = 0.30
"""Groups whose mean distance is at most this are one theme."""
HOLD = 0.15
"""So much nearer are two texts that shared a theme last week, and so much farther two that did not."""
_NOBODY = -1


@dataclass(frozen=True)
class Group(Generic[Id]):
    """Rows of one theme, in order; `id` where people pinned it."""

    rows: tuple[int, ...]
    id: Id | None


@dataclass(frozen=True)
class _Nodes(Generic[Id]):
    """What is linked: texts that are the same count as one, and so do all rows that people put together."""

    rows: list[list[int]]
    pin: list[Id | None]


def grouped(
    vectors: Vectors,
    rows: Sequence[int],
    *,
    previous: Mapping[int, Id | None],
    pinned: Mapping[int, Id],
    together: Mapping[int, Hashable],
) -> list[Group[Id]]:
    """The themes among some rows of unit vectors (texts, dimensions), in the order of their first rows.

    Rows in no group are unsorted. A pinned theme is one from the start, and two of them are never joined; what people
    put `together` is one from the start too, but for what is pinned of it.
    """
    if not rows:
        return []
    exact = whole(vectors[list(rows)])
    first, text = _different(exact)
    nodes = _nodes(rows, text, pinned, together)
    place_of = dict(zip(rows, text.tolist(), strict=True))
    linked = _linked(exact[first], np.bincount(text), nodes, place_of, previous)
    members: defaultdict[int, list[int]] = defaultdict(list)
    pins: dict[int, Id] = {}
    for node, (group, pin) in enumerate(zip(linked, nodes.pin, strict=True)):
        members[group] += nodes.rows[node]
        if pin is not None:
            pins[group] = pin
    found = [Group(tuple(sorted(members[group])), pins.get(group)) for group in members]
    return sorted((one for one in found if one.id is not None or len(one.rows) >= LEAST), key=lambda one: one.rows)


def _different(exact: Vectors) -> tuple[Rows, Rows]:
    """Of which rows the texts differ, in order, and which of these each row is."""
    _, first, which = np.unique(exact.astype(np.int16), axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return first[order], np.argsort(order)[which.reshape(-1)]


def _nodes(rows: Sequence[int], text: Rows, pinned: Mapping[int, Id], together: Mapping[int, Hashable]) -> _Nodes[Id]:
    nodes: dict[tuple[str, Hashable], list[int]] = {}
    for row, which in zip(rows, text.tolist(), strict=True):
        if row in pinned:
            node: tuple[str, Hashable] = ("pinned", pinned[row])
        elif row in together:
            node = ("together", together[row])
        else:
            node = ("same", which)
        nodes.setdefault(node, []).append(row)
    return _Nodes(list(nodes.values()), [pinned.get(some[0]) for some in nodes.values()])


def _linked(
    texts: Vectors,
    times: NDArray[np.intp],
    nodes: _Nodes[Id],
    place_of: Mapping[int, int],
    previous: Mapping[int, Id | None],
) -> list[int]:
    """The group of each node."""
    weights = np.array([len(rows) for rows in nodes.rows], np.float64)
    vectors, used_to = _measured(texts, times)
    middles = np.empty((len(nodes.rows), vectors.shape[1]), np.float32)
    nearness = np.empty(len(nodes.rows))
    for node, rows in enumerate(nodes.rows):
        which = [place_of[row] for row in rows]
        middles[node], nearness[node] = np.rint(vectors[which].mean(axis=0)), used_to[which].mean()
    apart = distances(middles, nearness)
    _hold(apart, _codes(nodes, previous))
    _part(apart, np.flatnonzero([pin is not None for pin in nodes.pin]))
    return [int(group) for group in groups(apart, weights, CUT)]


def _measured(texts: Vectors, times: NDArray[np.intp]) -> tuple[Vectors, NDArray[np.float64]]:
    """The places of the texts, and the nearness that each is used to.

    Themes are looked for once before, without anybody's say: only then it is known how many neighbours a text in a
    theme has, and how lonely such a text may be.
    """
    if len(texts) == 1:
        return texts, np.ones(1)
    first = places(texts, first_count(len(texts)))
    everybody = first.used_to(np.ones(len(texts), np.bool_))
    alone = groups(distances(first.vectors, everybody), times.astype(np.float64), CUT)
    sizes = np.bincount(alone)[alone]
    at_home = np.bincount(alone, times)[alone] >= LEAST
    found = places(texts, better_count(sizes[at_home])) if at_home.any() else first
    return found.vectors, found.used_to(at_home)


def _codes(nodes: _Nodes[Id], previous: Mapping[int, Id | None]) -> NDArray[np.intp]:
    """Last week's theme of each node as a number: of most of its rows, or the pinned one."""
    codes: dict[Id | None, int] = {None: _NOBODY}
    found = []
    for rows, pin in zip(nodes.rows, nodes.pin, strict=True):
        theme = pin if pin is not None else Counter(previous.get(row) for row in rows).most_common(1)[0][0]
        found.append(codes.setdefault(theme, len(codes)))
    return np.array(found, np.intp)


def _hold(apart: Vectors, codes: NDArray[np.intp]) -> None:
    """Move together what was together, and apart what was apart; who was nowhere stays."""
    known = codes != _NOBODY
    for node in np.flatnonzero(known):
        apart[node] += np.where(known, np.where(codes == codes[node], -HOLD, HOLD), 0).astype(np.float32)


def _part(apart: Vectors, pinned: Rows) -> None:
    """Two themes of people are not joined by a machine."""
    apart[np.ix_(pinned, pinned)] = np.inf
