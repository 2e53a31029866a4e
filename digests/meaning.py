"""What the week was about beside its requests: themes, and what the catalog answered at once. Pure."""

import uuid
from collections.abc import Mapping

from digests.report import AnsweredAtOnce, Seller, ThemeHeard, Themes
from digests.sheet import Detail
from storage.queries.digest_meaning import ThemeHead

MOST_THEMES = 5
MOST_ITEMS = 8


def themes(detail: Detail, heads: Mapping[uuid.UUID, ThemeHead], means: Mapping[uuid.UUID, float] | None) -> Themes:
    """The themes of the week; `means` are the voices of a usual week, None where there was none before.

    A theme of one customer, or heard by one rep alone, is a single voice and no theme of the week.
    """
    several = [
        ThemeHeard(
            theme_id=one.theme_id,
            title=heads[one.theme_id].title,
            voices=one.voices,
            reps=one.reps,
            before=None if means is None else means.get(one.theme_id, 0.0),
        )
        for one in detail.themes
        if one.voices > 1 and one.reps > 1
    ]
    several.sort(key=lambda one: (-one.voices, -one.reps, one.title.casefold()))
    told = several[:MOST_THEMES]
    return Themes(tuple(told), unnamed=sum(not heads[one.theme_id].is_confirmed for one in told))


def at_once(detail: Detail, names: Mapping[uuid.UUID, str]) -> AnsweredAtOnce:
    """What the catalog answered, the items that answered most customers first."""
    sellers = [Seller(one.item_id, names[one.item_id], one.voices) for one in detail.items]
    sellers.sort(key=lambda one: (-one.voices, one.item.casefold()))
    return AnsweredAtOnce(reports=detail.answered, voices=detail.answered_voices, items=tuple(sellers[:MOST_ITEMS]))
