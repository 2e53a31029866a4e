"""What the week was about beside its requests: themes, and what the catalog answered at once. Pure."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from digests.report import AnsweredAtOnce, Seller, ThemeHeard, Themes
from digests.tally import voice
from storage.queries.digest import Heard
from storage.queries.digest_meaning import Answered, InTheme

MOST_THEMES = 5
MOST_ITEMS = 8


def themes(rows: Sequence[Heard], placed: Sequence[InTheme], means: Mapping[uuid.UUID, float] | None) -> Themes:
    """The themes of the week; `means` are the voices of a usual week, None where there was none before.

    A theme of one customer, or heard by one rep alone, is a single voice and no theme of the week.
    """
    by_id = {row.report_id: row for row in rows}
    heads: dict[uuid.UUID, InTheme] = {}
    gathered: dict[uuid.UUID, list[Heard]] = defaultdict(list)
    for one in placed:
        if one.report_id in by_id:
            heads[one.theme_id] = one
            gathered[one.theme_id].append(by_id[one.report_id])
    heard = [
        ThemeHeard(
            theme_id=theme_id,
            title=head.title,
            voices=_voices(gathered[theme_id]),
            reps=len({row.reporter_id for row in gathered[theme_id]}),
            before=None if means is None else means.get(theme_id, 0.0),
        )
        for theme_id, head in heads.items()
    ]
    several = [one for one in heard if one.voices > 1 and one.reps > 1]
    several.sort(key=lambda one: (-one.voices, -one.reps, one.title.casefold()))
    told = several[:MOST_THEMES]
    return Themes(tuple(told), unnamed=sum(not heads[one.theme_id].is_confirmed for one in told))


def at_once(rows: Sequence[Heard], answered: Sequence[Answered]) -> AnsweredAtOnce:
    """What the catalog answered, the items that answered most customers first."""
    by_id = {row.report_id: row for row in rows}
    known = [one for one in answered if one.report_id in by_id]
    names = {one.item_id: one.item for one in known}
    gathered: dict[uuid.UUID, list[Heard]] = defaultdict(list)
    for one in known:
        gathered[one.item_id].append(by_id[one.report_id])
    sellers = [Seller(item_id, name, _voices(gathered[item_id])) for item_id, name in names.items()]
    sellers.sort(key=lambda one: (-one.voices, one.item.casefold()))
    return AnsweredAtOnce(
        reports=len(known),
        voices=_voices(by_id[one.report_id] for one in known),
        items=tuple(sellers[:MOST_ITEMS]),
    )


def _voices(rows: Iterable[Heard]) -> int:
    return len({voice(row) for row in rows})
