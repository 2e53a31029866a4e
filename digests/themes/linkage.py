"""Groups by average linkage: the two nearest groups become one, as long as they are near on average.

Source: Sokal and Michener 1958; found by chains of nearest neighbours (Murtagh 1983), which needs the distances once
and n² steps. Two groups that may never meet have an infinite distance, which every mean keeps.
"""

import numpy as np
from numpy.typing import NDArray

from digests.similarity.embedder import Vectors


def groups(distances: Vectors, weights: NDArray[np.float64], limit: float) -> NDArray[np.intp]:
    """The group of each place, (places,), numbered in the order of their first places.

    `distances` (places, places), infinite on the diagonal, is used up. `weights` says how many texts a place stands
    for. No two groups are left whose mean distance is at most `limit`.
    """
    group = np.arange(len(distances))
    names = np.arange(len(distances))
    sizes = weights.astype(np.float64).copy()
    alive = np.ones(len(distances), np.bool_)
    chain: list[int] = []
    start = 0
    while True:
        if not chain:
            while start < len(alive) and not alive[start]:
                start += 1
            if start == len(alive):
                break
            chain.append(start)
        here = chain[-1]
        row = distances[here]
        nearest = int(row.argmin())
        if row[nearest] > limit:
            # Nothing comes nearer to it by any later merge.
            _leave(distances, alive, chain.pop())
        elif len(chain) > 1 and row[chain[-2]] <= row[nearest]:
            _merge(distances, sizes, into=chain[-2], gone=here)
            group[group == names[here]] = names[chain[-2]]
            alive[here] = False
            del chain[-2:]
        else:
            chain.append(nearest)
        if not chain and 2 * np.count_nonzero(alive) < len(alive):
            # Half of the rows are gone: a smaller table is quicker to go through.
            kept = np.flatnonzero(alive)
            distances, sizes, names, alive = distances[np.ix_(kept, kept)], sizes[kept], names[kept], alive[kept]
            start = 0
    _, first, numbered = np.unique(group, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[numbered]


def _merge(distances: Vectors, sizes: NDArray[np.float64], *, into: int, gone: int) -> None:
    """One group of two: its distances are the weighed means of theirs."""
    one, other = distances[into], distances[gone]
    share = np.float32(sizes[into] / (sizes[into] + sizes[gone]))
    mean = one * share + other * (1 - share)
    # A mean is never below both, not even by rounding: the chain would go in circles.
    np.maximum(mean, np.minimum(one, other), out=mean)
    mean[[into, gone]] = np.inf
    sizes[into] += sizes[gone]
    distances[into], distances[:, into] = mean, mean
    distances[gone], distances[:, gone] = np.inf, np.inf


def _leave(distances: Vectors, alive: NDArray[np.bool_], which: int) -> None:
    """A group that is finished is nobody's neighbour any more."""
    alive[which] = False
    distances[:, which] = np.inf
