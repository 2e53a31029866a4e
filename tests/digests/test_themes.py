"""Themes: who belongs together, who to nobody, what last week and people have to say in it."""

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from digests.similarity.embedder import Vectors, unit
from digests.similarity.minilm import MiniLM
from digests.themes.carrying import numbers
from digests.themes.finding import Themes, find
from digests.themes.linkage import groups

DIMENSIONS = 48


class Villages:
    """Vectors as a text model might give them: some villages of alike texts, and hermits."""

    def __init__(self, seed: int, *, villages: int = 4, hermits: int = 0, spread: float = 0.5) -> None:
        self._random = np.random.default_rng(seed)
        self._middles = unit(self._random.normal(size=(villages, DIMENSIONS)).astype(np.float32))
        self._spread = spread / np.sqrt(DIMENSIONS)
        self.home: list[int] = []
        self._hermits = hermits

    def people(self, each: int) -> Vectors:
        """So many more of each village, all mixed, and the hermits, who are of village -1."""
        home = self._random.permutation([*np.repeat(np.arange(len(self._middles)), each), *[-1] * self._hermits])
        noise = self._random.normal(size=(len(home), DIMENSIONS))
        places = np.where(home[:, None] < 0, noise, self._middles[home] + self._spread * noise)
        self.home += home.tolist()
        return unit(places.astype(np.float32))


def ids(*taken: str) -> Callable[[], str]:
    return numbers(taken)


def homes(found: Themes[str], home: list[int]) -> dict[str, set[int]]:
    """From which villages the rows of each theme are."""
    return {theme.id: {home[row] for row in theme.rows} for theme in found.themes}


def test_each_village_is_a_theme_and_hermits_are_left_alone() -> None:
    villages = Villages(1, hermits=12)
    found = find(villages.people(9), new_id=ids())
    assert sorted(map(sorted, homes(found, villages.home).values())) == [[0], [1], [2], [3]]
    assert [found.of_row[row] for row, home in enumerate(villages.home) if home < 0] == [None] * 12
    assert [theme.id for theme in found.themes] == ["1", "2", "3", "4"]
    assert all(theme.is_new and theme.medoid in theme.rows for theme in found.themes)


def test_four_of_a_kind_are_no_theme_and_five_are_one() -> None:
    for each, themes in ((4, 0), (5, 4)):
        assert len(find(Villages(2).people(each), new_id=ids()).themes) == themes


def test_a_text_that_many_send_word_for_word_is_a_theme_beside_others() -> None:
    villages = Villages(3, villages=3)
    vectors = np.vstack([villages.people(8), np.tile(villages.people(1)[:1], (40, 1))])
    found = find(vectors, new_id=ids())
    assert len(found.themes) == 3
    assert len(set(found.of_row[24:])) == 1


@pytest.mark.parametrize("vectors", [np.zeros((0, 8)), np.zeros((3, 8)), np.eye(8)[:1], np.eye(8)[:2], np.eye(8)])
def test_a_handful_of_texts_or_empty_ones_are_unsorted(vectors: Vectors) -> None:
    found = find(vectors.astype(np.float32), new_id=ids())
    assert found == Themes((None,) * len(vectors), ())


def test_texts_that_are_all_the_same_are_one_theme() -> None:
    assert find(np.ones((6, 8), np.float32), new_id=ids()).of_row == ("1",) * 6


def test_a_new_village_gets_a_new_id_and_the_old_ones_keep_theirs() -> None:
    villages = Villages(4, villages=5)
    vectors = villages.people(10)
    old = [row for row, home in enumerate(villages.home) if home != 4]
    last_week = find(vectors[old], new_id=ids())
    named = {row: f"theme {last_week.of_row[place]}" for place, row in enumerate(old)}
    arranged = np.vstack([vectors[old], np.delete(vectors, old, axis=0)])
    found = find(arranged, new_id=ids(), previous=dict(enumerate(named[row] for row in old)))
    assert [found.of_row[place] for place in range(len(old))] == [named[row] for row in old]
    assert [theme.id for theme in found.themes if theme.is_new] == ["1"]


def test_when_an_old_theme_falls_apart_the_larger_part_is_still_it() -> None:
    villages = Villages(5, villages=2)
    vectors = np.vstack([villages.people(8), villages.people(1)])
    away = [row for row in range(16) if villages.home[row] == 1][:2]
    vectors, home = np.delete(vectors, away, axis=0), np.delete(villages.home, away)
    found = find(vectors, new_id=ids("everything"), previous=dict.fromkeys(range(14), "everything"))
    assert {found.of_row[row] for row in range(16) if home[row] == 0} == {"everything"}
    assert {found.of_row[row] for row in range(16) if home[row] == 1} == {"1"}


def test_a_pinned_row_makes_a_theme_that_its_likes_join() -> None:
    villages = Villages(6, villages=3)
    vectors = villages.people(4)
    assert find(vectors, new_id=ids()).themes == ()
    found = find(vectors, new_id=ids(), pinned={0: "named"})
    assert homes(found, villages.home) == {"named": {villages.home[0]}}
    assert len(found.themes[0].rows) == 4


def test_two_themes_of_people_are_never_joined_and_never_vanish() -> None:
    vectors = Villages(7, villages=1).people(12)
    found = find(vectors, new_id=ids(), pinned={0: "one", 5: "other"}, previous=dict.fromkeys(range(11), "one"))
    assert (found.of_row[0], found.of_row[5]) == ("one", "other")
    assert {theme.id for theme in found.themes} == {"one", "other"}


def test_a_row_that_does_not_belong_goes_to_the_next_theme_or_to_none() -> None:
    villages = Villages(8, villages=2)
    vectors = villages.people(8)
    first = find(vectors, new_id=ids())
    wrong = first.of_row[3]
    assert wrong is not None
    again = find(vectors, new_id=ids(), previous=dict(enumerate(first.of_row)), refused={3: {wrong}})
    assert again.of_row[3] is None
    assert again.of_row[:3] + again.of_row[4:] == first.of_row[:3] + first.of_row[4:]
    grown = np.vstack([vectors, villages.people(3)])
    later = find(grown, new_id=ids(), previous=dict(enumerate(again.of_row)), refused={3: {wrong}})
    assert later.of_row[3] != wrong


def test_rows_that_were_put_out_of_all_themes_stay_out() -> None:
    vectors = Villages(9).people(9)
    found = find(vectors, new_id=ids(), pinned={2: None, 7: None})
    assert (found.of_row[2], found.of_row[7]) == (None, None)
    assert len(found.themes) == 4


def test_rows_older_than_the_window_keep_their_theme_or_join_the_one_they_are_in_the_middle_of() -> None:
    villages = Villages(10, hermits=3)
    vectors = villages.people(20)
    found = find(vectors, new_id=ids(), previous={0: "before", 1: None}, window=50)
    assert found.of_row[0] == "before"
    joined = [row for row in range(1, 33) if found.of_row[row] is not None]
    assert len(joined) > 20
    assert all(len(home) == 1 and -1 not in home for theme, home in homes(found, villages.home).items())


def test_a_pinned_theme_without_a_row_in_the_window_still_takes_rows_in() -> None:
    villages = Villages(11)
    vectors = villages.people(10)
    found = find(vectors, new_id=ids(), pinned={0: "old"}, window=30)
    assert sum(theme == "old" for theme in found.of_row[10:]) >= 5
    assert homes(found, villages.home)["old"] == {villages.home[0]}


def test_the_same_texts_give_the_same_themes_in_any_units() -> None:
    vectors = Villages(12, hermits=10, spread=0.9).people(12)
    assert find(vectors * 7, new_id=ids()).of_row == find(vectors, new_id=ids()).of_row


def test_what_people_put_together_is_one_theme_however_it_is_said() -> None:
    villages = Villages(14, villages=6)
    vectors = villages.people(2)
    assert find(vectors, new_id=ids()).themes == ()
    together = {row: home // 3 for row, home in enumerate(villages.home)}
    found = find(vectors, new_id=ids(), together=together)
    assert {frozenset(one) for one in homes(found, villages.home).values()} == {
        frozenset([0, 1, 2]),
        frozenset([3, 4, 5]),
    }


def test_a_row_that_was_pinned_or_refused_leaves_what_it_was_put_with() -> None:
    vectors = Villages(15, villages=1).people(10)
    together = dict.fromkeys(range(10), "request")
    first = find(vectors[:9], new_id=ids(), together=together)
    assert first.of_row == ("1",) * 9
    found = find(
        vectors,
        new_id=ids(),
        previous=dict(enumerate(first.of_row)),
        pinned={0: "named", 1: None},
        refused={2: {"1"}},
        together=together,
    )
    assert found.of_row[0] == "named"
    assert found.of_row[1] is None
    assert found.of_row[2] != "1"
    assert len(set(found.of_row[3:])) == 1


def test_a_handful_of_strangers_are_no_theme() -> None:
    texts = [
        "do you print on oak beams",
        "my accountant wants the invoice by post",
        "the dog needs a walk at noon",
        "a heading for wedding cellists",
        "he mends old clocks",
        "why is the map so small",
    ]
    assert find(MiniLM(threads=1).embed(texts), new_id=ids()).themes == ()


WEEKS = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10_000),
        "villages": st.integers(1, 5),
        "hermits": st.integers(0, 6),
        "spread": st.sampled_from([0.2, 0.6, 1.0, 1.6]),
        "each": st.integers(1, 9),
    }
)
OPINIONS = st.dictionaries(st.integers(0, 50), st.sampled_from(["1", "2", "named", "other", None]), max_size=12)


def week(seed: int, villages: int, hermits: int, spread: float, each: int) -> Vectors:
    return Villages(seed, villages=villages, hermits=hermits, spread=spread).people(each)


def of_those_there(vectors: Vectors, opinions: dict[int, Any]) -> dict[int, Any]:
    return {row: opinion for row, opinion in opinions.items() if row < len(vectors)}


@given(
    drawn=WEEKS,
    previous=OPINIONS,
    pinned=OPINIONS,
    refused=OPINIONS,
    together=OPINIONS,
    window=st.sampled_from([10_000, 12]),
)
def test_what_people_said_holds_whatever_the_texts_say(
    drawn: dict[str, Any],
    previous: dict[int, str | None],
    pinned: dict[int, str | None],
    refused: dict[int, str | None],
    together: dict[int, str | None],
    window: int,
) -> None:
    vectors = week(**drawn)
    pins = of_those_there(vectors, pinned)
    out = {row: {theme} for row, theme in refused.items() if theme is not None}
    found = find(
        vectors,
        new_id=ids(),
        previous=of_those_there(vectors, previous),
        pinned=pins,
        refused=out,
        together=together,
        window=window,
    )
    assert {row: found.of_row[row] for row in pins} == pins
    assert all(found.of_row[row] not in out.get(row, ()) for row in range(len(vectors)) if row not in pins)
    assert len(found.of_row) == len(vectors)
    # Each row is in one theme or in none, and no id is of two themes or of a theme that is not there.
    listed = {row: theme.id for theme in found.themes for row in theme.rows}
    assert sum(len(theme.rows) for theme in found.themes) == len(listed)
    assert listed == {row: theme for row, theme in enumerate(found.of_row) if theme is not None}
    assert len({theme.id for theme in found.themes}) == len(found.themes)
    said: set[Hashable] = {*previous.values(), *pinned.values(), *refused.values()}
    assert not {theme.id for theme in found.themes if theme.is_new} & said - ignored(vectors, previous, pinned)


def ignored(vectors: Vectors, *opinions: dict[int, str | None]) -> set[Hashable]:
    """Ids that only rows have which are not there."""
    return {theme for one in opinions for row, theme in one.items() if row >= len(vectors)}


@given(drawn=WEEKS)
def test_when_nothing_is_new_nothing_moves(drawn: dict[str, Any]) -> None:
    vectors = week(**drawn)
    first = find(vectors, new_id=ids())
    again = find(vectors, new_id=ids(), previous=dict(enumerate(first.of_row)))
    assert again.of_row == first.of_row
    assert not any(theme.is_new for theme in again.themes)


@given(seed=st.integers(0, 10_000), villages=st.integers(2, 6), each=st.integers(6, 12))
def test_a_week_more_of_the_same_leaves_every_theme_its_id(seed: int, villages: int, each: int) -> None:
    old = Villages(seed, villages=villages, spread=0.4)
    vectors = old.people(each)
    first = find(vectors, new_id=ids())
    again = find(np.vstack([vectors, old.people(2)]), new_id=ids("1", "2"), previous=dict(enumerate(first.of_row)))
    kept = [theme == first.of_row[row] for row, theme in enumerate(again.of_row[: len(vectors)]) if first.of_row[row]]
    assert sum(kept) >= 0.9 * len(kept)


@given(seed=st.integers(0, 10_000), size=st.integers(2, 14), limit=st.floats(0.1, 1), apart=st.booleans())
def test_groups_are_those_of_joining_the_nearest_two_again_and_again(
    seed: int, size: int, limit: float, apart: bool
) -> None:
    random = np.random.default_rng(seed)
    table = random.random((size, size)).astype(np.float32)
    table = ((table + table.T) / 2).astype(np.float32)
    if apart:
        table[0, 1] = table[1, 0] = np.inf
    np.fill_diagonal(table, np.inf)
    weights = random.integers(1, 4, size).astype(np.float64)
    found = groups(table.copy(), weights, limit)
    assert found.tolist() == plainly(table.astype(np.float64), weights, limit)
    assert not apart or found[0] != found[1]


def plainly(table: NDArray[np.float64], weights: NDArray[np.float64], limit: float) -> list[int]:
    """Average linkage as it is defined."""
    found = [[place] for place in range(len(table))]

    def mean(one: list[int], other: list[int]) -> float:
        pairs = [(table[a, b], weights[a] * weights[b]) for a in one for b in other]
        return float(sum(d * w for d, w in pairs) / sum(w for _, w in pairs))

    while len(found) > 1:
        distance, one, other = min((mean(a, b), a, b) for a in found for b in found if a is not b)
        if distance > limit:
            break
        found = [*[group for group in found if group not in (one, other)], one + other]
    numbered = {place: number for number, group in enumerate(sorted(found, key=min)) for place in group}
    return [numbered[place] for place in range(len(table))]


def test_a_table_that_shrinks_on_the_way_gives_the_same_groups() -> None:
    vectors = Villages(13, villages=30).people(20)
    table = 1 - vectors @ vectors.T
    np.fill_diagonal(table, np.inf)
    found = groups(table, np.ones(600), 0.6)
    assert len(set(found.tolist())) == 30


WISHES = {
    "drones": [
        "Do you have a heading for drone surveys?",
        "he flies a drone and wants to be listed for roof inspections",
        "asked for a drone photography heading",
        "no category for drone inspection, would buy one",
        "needs a heading for aerial drone filming",
        "why is there no drone section",
    ],
    "invoices": [
        "wants to pay by invoice instead of card",
        "can we get billed at the end of the month by invoice",
        "card payment is a no, they need an invoice",
        "asks for invoicing, 30 days",
        "their accountant insists on paying against an invoice",
        "do we offer payment by invoice",
    ],
    "odd": ["the office plant died", "parking near the stadium is awful", "her son plays the cello"],
}


def test_the_text_model_finds_what_people_want_and_leaves_small_talk_out() -> None:
    texts = [text for several in WISHES.values() for text in several]
    found = find(MiniLM(threads=1).embed(texts), new_id=ids())
    assert found.of_row == ("1",) * 6 + ("2",) * 6 + (None,) * 3
