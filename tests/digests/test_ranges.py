"""What is called normal when somebody asks is what the digest calls normal, though it reads but a few themes."""

import uuid
from collections import Counter

import numpy as np
import pytest

from digests import trending
from digests.ranges import Normal, Place, Side, normal
from digests.trends import tails
from digests.trends.finding import Sensitivity
from digests.trends.forecast import forecast
from digests.trends.levels import ALL, Levels
from digests.trends.memory import fresh, learned
from digests.weeks import Week
from storage.queries.rollups import InWeek
from storage.queries.theme_weeks import Elsewhere

FIRST = Week(2025, 1)


def ident(number: int) -> uuid.UUID:
    """An id that sorts by its number."""
    return uuid.UUID(int=number + 1)


def a_company(*, themes: int, weeks: int, seed: int, mean: float = 1.0) -> list[InWeek]:
    """Weeks of themes of very different size in three regions and two segments."""
    random = np.random.default_rng(seed)
    size = mean * random.gamma(1.0, 1.0, themes)
    return [
        InWeek(str(FIRST.next(week)), ident(theme), ident(region), segment, int(voices))
        for week in range(weeks)
        for theme in range(themes)
        for region in range(3)
        for segment in ("", "trades")
        if (voices := random.poisson(size[theme] * (1 + region) / 3))
    ]


def asked(stored: list[InWeek], weeks: int, theme: int, *, themes: int) -> dict[Place, Normal]:
    """The ranges of one theme, of all others nothing but sums."""
    own = [one for one in stored if one.theme_id == ident(theme)]
    sums: Counter[tuple[str, uuid.UUID, str]] = Counter()
    for one in stored:
        if one.theme_id != ident(theme):
            sums[one.week, one.region_id, one.segment] += one.voices
    rest = [Elsewhere(*place, voices) for place, voices in sums.items()]
    return normal(own, rest, [FIRST.next(week) for week in range(weeks)], themes=themes)


def as_in_the_digest(stored: list[InWeek], weeks: int) -> dict[Place, tuple[int, int]]:
    """The same ranges from every theme's series, as the digest's trends are found."""
    [found] = trending.find_each(stored, FIRST.next(weeks - 1), sensitivities=(Sensitivity.BALANCED,))
    history = found.history
    levels = Levels(history.series)
    memory = fresh(levels)
    for week, counts in enumerate(history.series.counts[:-4]):
        memory = learned(memory, levels, counts=counts, week=week)
    window = forecast(memory, levels, recent=list(history.series.counts[-4:]), week=weeks - 1).windows[0]
    return {
        (
            history.themes[levels.theme[node]],
            None if levels.region[node] == ALL else history.regions[levels.region[node]],
        ): tails.usual(float(window.expected[node]), float(window.variance[node]))
        for node in np.flatnonzero(levels.segment == ALL)
    }


@pytest.mark.parametrize(("themes", "seed"), [(12, 1), (60, 2), (150, 3)])
def test_the_range_is_that_of_the_digest_but_for_one_account(themes: int, seed: int) -> None:
    weeks = 60
    stored = a_company(themes=themes, weeks=weeks, seed=seed)
    whole = as_in_the_digest(stored, weeks)
    same = far = 0
    for theme in range(0, themes, max(1, themes // 12)):
        for place, found in asked(stored, weeks, theme, themes=themes).items():
            least, most = whole[place]
            same += (found.least, found.most) == (least, most)
            far += abs(found.least - least) > 1 or abs(found.most - most) > 1
    assert far == 0
    assert same >= 40


def test_with_fewer_than_eight_weeks_before_nothing_is_called_normal() -> None:
    stored = a_company(themes=5, weeks=8, seed=4)
    assert asked(stored, 8, 0, themes=5) == {}
    stored = a_company(themes=5, weeks=9, seed=4, mean=3)
    assert (ident(0), None) in asked(stored, 9, 0, themes=5)


def test_a_theme_that_began_late_is_left_out() -> None:
    stored = a_company(themes=5, weeks=30, seed=5, mean=3)
    late = [one for one in stored if one.theme_id != ident(0) or one.week >= str(FIRST.next(25))]
    assert asked(late, 30, 0, themes=5) == {}


def test_a_theme_that_is_all_there_is_is_compared_with_its_own_weeks() -> None:
    stored = a_company(themes=1, weeks=30, seed=6, mean=6)
    found = asked(stored, 30, 0, themes=1)[ident(0), None]
    assert found.least <= found.expected <= found.most


@pytest.mark.parametrize(("count", "side"), [(1, Side.BELOW), (2, Side.NORMAL), (6, Side.NORMAL), (7, Side.ABOVE)])
def test_a_count_is_below_in_or_above_its_range(count: int, side: Side) -> None:
    assert Normal(4.0, 2, 6).side(count) is side


def test_two_accounts_are_no_trend_whatever_is_normal() -> None:
    assert Normal(0.1, 0, 1).side(2) is Side.FEW
    assert Normal(0.1, 0, 1).side(3) is Side.ABOVE
