"""Where a region differs from its own usual weeks, and the map of themes by region."""

import uuid
from collections.abc import Mapping, Sequence

import pytest

from digests import pictures
from digests.history import history
from digests.phrases import PLAIN, Words
from digests.regions import MOST_REGIONS, MOST_THEMES, regions
from digests.report import DigestReport, Regions
from digests.weeks import Week
from storage.models import NONE
from storage.queries.digest_trends import Called
from storage.queries.rollups import InWeek
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest
from tests.digests.market import MONDAY, WEEK, Market
from tests.digests.test_trending import of_week

NOW = Week(2026, 47)
ALL = 20


def named(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def found(
    counts: Mapping[tuple[str, str], Sequence[int]],
    *,
    retired: Sequence[str] = (),
    merged: Mapping[str, str] | None = None,
    silent: Sequence[str] = (),
) -> Regions:
    """The regions of counts by theme and region: of each its last weeks, the latest last."""
    rows = [
        InWeek(str(NOW.previous(back)), named(theme) if theme else NONE, named(region) if region else NONE, "", count)
        for (theme, region), weeks in counts.items()
        for back, count in enumerate(reversed(weeks))
        if count
    ]
    places = {region for _, region in counts if region} | set(silent)
    standing = {theme: (merged or {}).get(theme, theme) for theme, _ in counts if theme}
    return regions(
        history(rows, NOW),
        names={named(place): place for place in places},
        in_use={named(place) for place in places if place not in retired},
        called={named(one): Called(named(other), other) for one, other in standing.items()},
    )


def test_a_region_that_hears_much_more_than_usual_is_told_with_the_others_beside_it() -> None:
    said = found({("solar", "North"): [1] * ALL + [8], ("solar", "South"): [2] * ALL + [2]})
    [one] = said.differ
    assert (one.region, one.window, one.now, one.usual) == ("North", 1, 8, 1.0)
    assert (one.others_now, one.others_usual) == (2, 2.0)


def test_a_large_region_is_not_news_for_being_large() -> None:
    assert found({("solar", "North"): [40] * ALL + [43], ("solar", "South"): [1] * ALL + [1]}).differ == ()


def test_few_accounts_are_no_difference() -> None:
    assert found({("solar", "North"): [0] * ALL + [2], ("solar", "South"): [1] * ALL + [1]}).differ == ()


def test_what_goes_the_same_way_everywhere_is_no_matter_of_a_region() -> None:
    assert found({("solar", "North"): [1] * ALL + [9], ("solar", "South"): [1] * ALL + [9]}).differ == ()


def test_what_stood_out_the_week_before_is_not_told_again() -> None:
    weeks = [1] * ALL
    quiet = ("solar", "South"), [2] * (ALL + 2)
    assert len(found({("solar", "North"): [*weeks, 8], quiet[0]: quiet[1]}).differ) == 1
    assert found({("solar", "North"): [*weeks, 8, 8], quiet[0]: quiet[1]}).differ == ()


def test_four_weeks_show_what_one_week_does_not() -> None:
    [one] = found({("solar", "North"): [2] * 17 + [0] * 3, ("solar", "South"): [2] * ALL}).differ
    assert (one.window, one.now, one.usual, one.is_rise) == (4, 2, 8.0, False)


def test_a_region_that_was_given_up_does_not_fall() -> None:
    counts = {("solar", "North"): [4] * ALL + [0], ("solar", "South"): [4] * ALL + [4]}
    assert len(found(counts).differ) == 1
    assert found(counts, retired=["North"]).names == ()
    heard_still = {**counts, ("solar", "North"): [4] * ALL + [1], ("solar", "East"): [1] * ALL + [1]}
    assert found(heard_still, retired=["North"]).differ == ()
    assert "North" in found(heard_still, retired=["North"]).names


def test_themes_that_were_merged_count_as_one() -> None:
    said = found(
        {
            ("panels", "North"): [1] * ALL + [4],
            ("solar", "North"): [1] * ALL + [4],
            ("solar", "South"): [2] * ALL + [2],
        },
        merged={"panels": "solar"},
    )
    [theme] = said.themes
    assert (theme.title, [count.now for count in theme.counts]) == ("solar", [8, 2])
    assert [(one.title, one.now) for one in said.differ] == [("solar", 8)]


def test_a_new_theme_has_no_usual_week_and_no_difference() -> None:
    said = found(
        {("bees", "North"): [0] * ALL + [9], ("solar", "North"): [1] * ALL + [1], ("solar", "South"): [1] * 21}
    )
    assert said.differ == ()
    assert [one.counts[0].usual for one in said.themes] == [None, 1.0]


def test_without_two_regions_or_without_weeks_before_there_is_nothing() -> None:
    assert found({("solar", ""): [1] * ALL + [9]}) == Regions()
    assert found({("solar", "North"): [1] * ALL + [9]}) == Regions()
    assert found({("solar", "North"): [1, 9], ("solar", "South"): [1, 1]}) == Regions()


def test_of_forty_regions_the_largest_are_shown_and_the_rest_adds_up() -> None:
    counts = {
        (f"theme {theme}", f"Region {place:02}"): [1] * ALL + [1 + (place if theme == 3 else 0)]
        for theme in range(12)
        for place in range(40)
    }
    said = found(counts)
    assert (len(said.names), len(said.themes), said.others) == (MOST_REGIONS, MOST_THEMES, 30)
    assert said.names[0] == "Region 39"
    for one in said.themes:
        whole = sum(weeks[-1] for (theme, _), weeks in counts.items() if theme == one.title)
        assert sum(count.now for count in one.counts) + one.elsewhere.now == whole
    assert {one.region for one in said.differ} <= set(said.names)
    assert {one.title for one in said.differ} <= {one.title for one in said.themes}


def test_the_order_in_which_themes_and_regions_are_stored_changes_nothing() -> None:
    counts = {("a", "North"): [1] * ALL + [3], ("b", "South"): [1] * ALL + [3], ("a", "South"): [1] * ALL + [3]}
    assert found(counts) == found(dict(reversed(counts.items())))


# --- in a digest ---


def differing(market: Market) -> None:
    """Thirty weeks of bin cleaning in two regions, and one in which South West has none: too few to be a trend."""
    publisher.moving_weeks(market)
    for week in range(-1, 30):
        for number in range(4):
            for region in ("North", "South West") if week >= 0 else ("North",):
                at = MONDAY - week * WEEK
                publisher.of_theme(market, "U1", f"Bin {region} {week} {number}", "bin cleaning", region, at)
    publisher.count_weeks(market)


@pytest.fixture
def report(market: Market) -> DigestReport:
    differing(market)
    return of_week(market, 1)


def test_a_digest_says_where_a_region_differs_in_plain_words(report: DigestReport) -> None:
    [one] = report.regions.differ
    words = Words(report, PLAIN)
    said = words.say("region_differs", item=one)
    assert said == "South West: bin cleaning none this week, usually 4; elsewhere 4, usually 4"
    assert "pairs of theme and region" in words.say("regions_honestly")


def test_what_is_told_as_a_trend_is_not_told_as_a_region(digest: Digest) -> None:
    report = digest(publisher.moving_weeks)
    assert [(trend.title, trend.region) for trend in report.trends.told] == [("Solar panels", "South West")]
    assert report.regions.differ == ()


def test_the_map_shows_the_counts_of_the_report(report: DigestReport) -> None:
    assert pictures.heat_shown(report)
    alt = pictures.heat(report).alt
    assert alt.startswith("Bin cleaning in South West: 0 accounts, against 4 usual.")
    for theme in report.regions.themes:
        assert all(f"{name} {count.now}" in alt for name, count in zip(report.regions.names, theme.counts, strict=True))


@pytest.mark.parametrize("fill", [publisher.full_week, publisher.quiet_week, publisher.first_week])
def test_without_regions_to_compare_there_is_no_map(fill: object, digest: Digest) -> None:
    report = digest(fill)  # type: ignore[arg-type] # one of the weeks above
    assert not pictures.heat_shown(report)
    with pytest.raises(ValueError, match="No regions to draw"):
        pictures.heat(report)
