"""Themes that keep their ids: who was in a theme last week says which theme it is this week."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import count
from typing import TypeVar

from digests.themes.grouping import Group

Id = TypeVar("Id", bound=Hashable)

_LEAST = 0.25
"""Less than this share of the smaller of the two in common, and it is another theme."""


def carried(
    groups: Sequence[Group[Id]],
    previous: Mapping[int, Id | None],
    *,
    taken: Collection[Id],
    new_id: Callable[[], Id],
) -> tuple[list[Id], set[Id]]:
    """The id of each group of rows, and which of them are new.

    A pinned group has its id. Another old theme's id goes to the group that has most of its rows, the largest number
    of rows first. No id is given twice; what `new_id` makes is made again while it is `taken`.
    """
    old_sizes = Counter(theme for theme in previous.values() if theme is not None)
    order = {theme: place for place, theme in enumerate(dict.fromkeys(previous.values()))}
    shared = [
        (common, number, theme)
        for number, group in enumerate(groups)
        for theme, common in Counter(previous.get(row) for row in group.rows).items()
        if theme is not None and common >= _LEAST * min(len(group.rows), old_sizes[theme])
    ]
    given = {number: group.id for number, group in enumerate(groups) if group.id is not None}
    used = {*given.values()}
    for _, number, theme in sorted(shared, key=lambda one: (-one[0], one[1], order[one[2]])):
        if number not in given and theme not in used:
            given[number] = theme
            used.add(theme)
    new: set[Id] = set()
    for number in range(len(groups)):
        if number not in given:
            made = new_id()
            while made in used or made in taken:
                made = new_id()
            given[number] = made
            used.add(made)
            new.add(made)
    return [given[number] for number in range(len(groups))], new


def numbers(taken: Collection[str]) -> Callable[[], str]:
    """New ids for themes that live in files: one more than the largest number that is an id already."""
    last = max((int(one) for one in taken if one.isascii() and one.isdecimal() and len(one) <= 18), default=0)
    following = count(last + 1)
    return lambda: str(next(following))
