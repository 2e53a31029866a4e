"""Trends: what stands out, what does not, and that nothing is known before its time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.trends.finding import Digest, Direction, Line, Sensitivity
from digests.trends.levels import ALL, Levels, Node, Series
from digests.trends.memory import fresh, learned
from digests.trends.replay import NO_HISTORY, replay
from tests.digests import trend_scores as scores
from tests.digests.trend_worlds import NORMAL, Kind, World, quiet, world

THEMES, REGIONS, SEGMENTS = 8, 3, 2
WEEKS = 60
LAST = WEEKS - 1


class Company:
    """A company where every week is like the other, until somebody changes it."""

    def __init__(self, seed: int = 1, *, mean: float = 2.0, weeks: int = WEEKS) -> None:
        random = np.random.default_rng(seed)
        self.counts = random.poisson(mean, (weeks, THEMES, REGIONS, SEGMENTS)).astype(float)
        self.began = np.zeros((THEMES, REGIONS, SEGMENTS), np.intp)

    def series(self) -> Series:
        theme, region, segment = (part.ravel() for part in np.indices(self.began.shape))
        return Series(theme, region, segment, self.began.ravel(), self.counts.reshape(len(self.counts), -1))

    def digests(self, sensitivity: Sensitivity = Sensitivity.BALANCED) -> list[Digest]:
        return list(replay(self.series(), sensitivity=sensitivity))

    def last(self, sensitivity: Sensitivity = Sensitivity.BALANCED) -> Digest:
        return self.digests(sensitivity)[-1]


def only(digest: Digest) -> Line:
    [line] = digest.lines
    return line


@pytest.fixture
def company() -> Company:
    return Company()


def test_a_burst_in_one_series_is_one_line_with_what_was_expected_and_what_would_be_normal(company: Company) -> None:
    company.counts[LAST, 2, 1, 0] = 13
    line = only(company.last())
    assert (line.node, line.direction, line.window) == (Node(2, 1, 0), Direction.UP, 1)
    assert line.observed == 13
    assert 1.4 < line.expected < 2.6
    assert line.usual_least == 0
    assert 4 <= line.usual_most <= 7
    assert line.p <= line.threshold < 0.01


def test_a_theme_that_rises_everywhere_is_one_line_for_the_whole_theme(company: Company) -> None:
    company.counts[LAST - 1 :, 5] += 3
    assert only(company.last()).node == Node(5, ALL, ALL)


def test_what_rises_in_one_region_is_a_line_for_the_region(company: Company) -> None:
    company.counts[LAST, 5, 2] += 6
    assert only(company.last()).node == Node(5, 2, ALL)


def test_bursts_in_two_corners_of_a_theme_that_is_large_elsewhere_are_two_lines(company: Company) -> None:
    company.counts[:, 2, 2] += 40
    company.counts[LAST, 2, 0, 0] = company.counts[LAST, 2, 1, 1] = 16
    assert {line.node for line in company.last().lines} == {Node(2, 0, 0), Node(2, 1, 1)}


def test_a_week_in_which_everybody_logs_three_times_as_much_is_no_trend(company: Company) -> None:
    three_times = Company(2, mean=6).counts
    company.counts[LAST] = three_times[LAST]
    company.counts[LAST - 20, :, 1] = three_times[LAST - 20, :, 1]
    digests = company.digests()
    assert [digests[LAST - back].lines for back in (0, 17, 18, 19, 20)] == [()] * 5


def test_a_rise_that_lasts_says_for_how_many_weeks_it_stood_out(company: Company) -> None:
    company.counts[LAST - 2 :, 3, 0, 1] = 9
    company.counts[LAST - 3, 3, 0, 1] = 2
    line = only(company.last())
    assert (line.node, line.weeks_in_a_row) == (Node(3, 0, 1), 3)


def test_what_was_over_before_this_week_is_not_told_as_new(company: Company) -> None:
    company.counts[LAST - 2, 3, 0, 1] = 20
    company.counts[LAST, 3, 0, 1] = 2
    assert company.last().lines == ()


def test_two_customers_are_no_trend_however_rare_that_is() -> None:
    quiet_one = Company(mean=0.05)
    quiet_one.counts[:, 4, 1, 0] = 0
    quiet_one.counts[LAST, 4] = 0
    quiet_one.counts[LAST, 4, 1, 0] = 2
    assert all(line.node.theme != 4 for line in quiet_one.last(Sensitivity.MORE).lines)


def test_where_much_was_expected_silence_is_a_fall_and_where_little_was_it_is_none() -> None:
    for mean, falls in ((12.0, [Node(6, 1, 1)]), (0.5, [])):
        company = Company(3, mean=mean)
        company.counts[LAST - 3 :, 6, 1, 1] = 0
        digest = company.last()
        assert [line.node for line in digest.lines if line.direction is Direction.DOWN] == falls


def test_a_new_theme_is_counted_and_compared_only_after_eight_weeks(company: Company) -> None:
    company.counts[:50, 7] = 0
    company.began[7] = 50
    company.counts[50:, 7] = 2
    company.counts[57, 7] = 5
    digests = company.digests()
    assert digests[49].too_new == ()
    assert digests[57].too_new == ((7, 30),)
    assert all(line.node.theme != 7 for digest in digests[:58] for line in digest.lines)
    assert digests[58].too_new == ()
    assert digests[58].checked > digests[57].checked


def test_without_eight_weeks_there_are_no_trends_and_it_says_why() -> None:
    early = Company(weeks=8)
    early.counts[7, 1] = 40
    assert early.last() == Digest(7, (), 0, (), NO_HISTORY)
    assert "8 weeks" in NO_HISTORY
    assert Company(weeks=9).last().why_none == ""


def test_who_wants_to_hear_more_hears_what_the_others_hear_too() -> None:
    made = world(5, history=52)
    lines = [sum(map(len, scores.ours(made, how).values())) for how in Sensitivity]
    assert lines == sorted(lines)
    assert lines[0] < lines[2]


def test_one_region_and_one_segment_are_not_tested_twice() -> None:
    theme = np.arange(4)
    alone = Levels(Series(theme, theme * 0, theme * 0, theme * 0, np.ones((1, 4))))
    assert alone.is_tested.sum() == 4


def test_a_company_with_one_theme_is_compared_with_its_own_weeks() -> None:
    counts = np.random.default_rng(4).poisson(3, (WEEKS, 1)).astype(float)
    counts[LAST] = 25
    zero = np.zeros(1, np.intp)
    *_, last = replay(Series(zero, zero, zero, zero, counts))
    assert only(last).observed == 25


def test_thousands_of_rare_themes_in_one_region_do_not_make_lines_by_chance() -> None:
    theme = np.arange(5_000)
    counts = np.random.default_rng(6).poisson(1, (40, len(theme))).astype(float)
    one = theme * 0
    assert sum(len(digest.lines) for digest in replay(Series(theme, one, one, one, counts))) <= 2


def test_no_series_and_weeks_without_a_word_are_no_error() -> None:
    nobody = np.zeros(0, np.intp)
    assert [digest.lines for digest in replay(Series(nobody, nobody, nobody, nobody, np.zeros((12, 0))))] == [()] * 12
    silent = Company()
    silent.counts[:] = 0
    assert all(digest.lines == () for digest in silent.digests())


def test_a_region_that_opens_later_is_learned_from_its_own_first_week(company: Company) -> None:
    company.counts[:30, :, 2] = 0
    company.began[:, 2] = 30
    lines = [line for digest in company.digests() for line in digest.lines]
    assert [line for line in lines if line.node.region == 2] == []


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.integers(9, 70))
def test_what_comes_later_changes_nothing_that_was_said(seed: int, cut: int) -> None:
    made = scores.series(world(seed, history=52, profile=replace(NORMAL, themes=6, spikes=4, shifts=2, rises=1)))
    early = made.began < cut
    known = Series(
        np.unique(made.theme[early], return_inverse=True)[1].reshape(-1),
        made.region[early],
        made.segment[early],
        made.began[early],
        made.counts[:cut, early],
    )
    names = np.unique(made.theme[early])
    then = [[(int(names[line.node.theme]), line.p) for line in digest.lines] for digest in replay(known)]
    later = [[(line.node.theme, line.p) for line in digest.lines] for digest in replay(made)]
    assert [[theme for theme, _ in lines] for lines in then] == [[theme for theme, _ in lines] for lines in later[:cut]]
    for one, other in zip(then, later, strict=False):
        assert [p for _, p in one] == pytest.approx([p for _, p in other], rel=1e-9)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_two_lines_of_a_digest_share_a_series(seed: int) -> None:
    made = world(seed, history=26)
    for digest in replay(scores.series(made), sensitivity=Sensitivity.MORE):
        for direction in Direction:
            nodes = [line.node for line in digest.lines if line.direction is direction]
            assert not any(one.overlaps(other) for place, one in enumerate(nodes) for other in nodes[:place])


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_line_is_outside_of_what_it_calls_normal(seed: int) -> None:
    for digest in replay(scores.series(world(seed, history=26)), sensitivity=Sensitivity.MORE):
        for line in digest.lines:
            assert 0 < line.p <= line.threshold
            beyond = (
                line.observed > line.usual_most if line.direction is Direction.UP else line.observed < line.usual_least
            )
            assert beyond, line


def test_the_order_of_the_series_does_not_matter(company: Company) -> None:
    company.counts[LAST, 2, 1, 0] = 13
    company.counts[LAST - 1 :, 5] += 3
    made = company.series()
    order = np.random.default_rng(2).permutation(len(made.theme))
    mixed = Series(made.theme[order], made.region[order], made.segment[order], made.began[order], made.counts[:, order])
    *_, last = replay(mixed)
    assert [(line.node, line.observed) for line in last.lines] == [
        (line.node, line.observed) for line in company.last().lines
    ]


def test_a_burst_is_not_the_new_normal_at_once() -> None:
    levels = Levels(Company().series())
    calm, burst = np.full(levels.series, 2.0), np.full(levels.series, 2.0)
    burst[0] = 100
    memory = fresh(levels)
    for week in range(30):
        memory = learned(memory, levels, counts=calm, week=week)
    assert learned(memory, levels, counts=burst, week=30).counts[0] < memory.counts[0] + 10


@pytest.fixture(scope="module")
def companies() -> list[World]:
    return [world(seed, history=104) for seed in range(4)]


def test_most_lines_are_right_and_theme_wide_rises_are_found(companies: list[World]) -> None:
    ours = scores.score(companies, [scores.ours(one) for one in companies])
    naive = scores.score(companies, [scores.half_more(one) for one in companies])
    assert ours.share_right > 0.7 > 0.2 > naive.share_right
    assert ours.share_found(Kind.THEME) > 0.75
    assert ours.share_found() > 0.35


def test_where_nothing_changes_there_is_hardly_a_line() -> None:
    still = [world(seed, history=104, profile=quiet(NORMAL)) for seed in range(4)]
    assert scores.score(still, [scores.ours(one) for one in still]).false_each < 0.3


def test_the_score_counts_lines_as_the_definition_says() -> None:
    made = world(1, history=26)
    shift = next(event for event in made.events if event.kind is Kind.SHIFT)
    spike = next(event for event in made.events if event.kind is Kind.SPIKE)
    calm = next(theme for theme in range(NORMAL.themes) if all(event.theme != theme for event in made.events))
    lines = {
        shift.start: [Node(shift.theme, ALL, ALL), Node(calm, 0, 0)],
        shift.start + 2: [Node(shift.theme, shift.region, ALL)],
        spike.end + 1: [Node(spike.theme, spike.region, spike.segment)],
    }
    total = scores.score([made], [lines])
    assert (total.false, total.right) == (1, 3)
    assert (total.found[Kind.SHIFT], total.found[Kind.SPIKE], total.found[Kind.THEME]) == (1, 1, 0)
    assert sorted(total.delays) == sorted([2, spike.end + 1 - spike.start])
