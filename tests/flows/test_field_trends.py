"""`/field trends`: what the digest told, and the weeks of a theme against what is normal, for everybody alike."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.usecases import rollups as usecase
from digests.weeks import Week
from storage.models import Theme
from storage.queries import rollups, workspaces
from storage.queries.rollups import Counted
from tests.factories import Factory
from tests.flows.conftest import ANA, MAYA, PRIYA, TEAM, TOM, Field
from tests.flows.steps import live_tokens, regions_of, words_of
from tests.flows.test_field_command import ask

BEES, DRONES = "somebody who teaches us to keep bees", "somebody who flies a drone over our roof"


def closed(field: Field, back: int = 0) -> Week:
    """The last closed week, or one before it."""
    return Week.of(field.clock(), ZoneInfo("Europe/London")).previous(1 + back)


def moment(week: Week) -> datetime:
    """Some time on its Wednesday."""
    return datetime.combine(week.first_day + timedelta(days=2), datetime.min.time(), UTC) + timedelta(hours=12)


def raise_it(field: Field, theme: Theme, week: Week, heard: Sequence[tuple[str, str]]) -> None:
    """Somebody raises a theme in a week: for each voice a region and the rep who logs it, each of an own account."""
    regions = regions_of(field)
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        for number, (region, rep) in enumerate(heard):
            account = make.account(f"{theme.label[:40]} {week} {number}")
            report = make.report(
                theme.label, account=account, reporter_id=rep, logged_at=moment(week), region_id=regions.get(region)
            )
            make.theme_report(report, theme)


def new_theme(field: Field, label: str, name: str = "") -> Theme:
    """A theme that nobody raised yet."""
    with field.bot.database.write() as session:
        return Factory(session, TEAM["id"]).theme(label, name=name)


def count_weeks(field: Field) -> None:
    """Count every week, as the worker does."""
    usecase.recount(field.bot.database, TEAM["id"], field.clock())


def a_year_of_two_themes(field: Field, weeks: int = 30) -> tuple[Theme, Theme]:
    """Bees are raised twice a week in both regions, and in the last week ten times in Wales; drones once a week."""
    bees, drones = new_theme(field, BEES), new_theme(field, DRONES)
    for back in range(weeks):
        week = closed(field, back)
        steady = [("North West", MAYA), ("North West", TOM), ("Wales", MAYA), ("Wales", TOM)]
        raise_it(field, bees, week, [*steady, *[("Wales", MAYA), ("Wales", TOM)] * (0 if back else 6)])
        raise_it(field, drones, week, [("Wales", MAYA), ("North West", TOM), ("North West", TOM)])
    raise_it(field, drones, closed(field, -1), [("Wales", MAYA)])
    count_weeks(field)
    return bees, drones


# --- nothing there ---


def test_an_empty_workspace_is_told_that_there_is_nothing_to_compare(field: Field) -> None:
    for typed in ("", " bees", " 26w", " region:wales"):
        assert "There is nothing to compare yet" in words_of(ask(field, MAYA, f"/field trends{typed}"))


def test_a_week_that_still_runs_is_not_compared(field: Field) -> None:
    raise_it(field, new_theme(field, BEES), closed(field, -1), [("Wales", MAYA)])
    count_weeks(field)
    assert "No week is over yet" in words_of(ask(field, MAYA, "/field trends"))
    about = words_of(ask(field, MAYA, "/field trends bees"))
    assert "This week so far: 1 account." in about
    assert "would be normal" not in about


def test_with_few_weeks_there_are_counts_and_no_verdict(field: Field) -> None:
    a_year_of_two_themes(field, weeks=5)
    about = words_of(ask(field, MAYA, "/field trends bees"))
    assert "The last 5 closed weeks" in about
    assert "there are no more than 5 so far" in about
    assert "*16 accounts* through 2 reps. Too early to say what is normal." in about
    assert "once there are 8 weeks to compare with; 5 weeks are over so far" in about
    assert "would be normal" not in about


# --- with words ---


def test_a_theme_tells_its_weeks_its_normal_range_and_who_is_behind_it(field: Field) -> None:
    a_year_of_two_themes(field)
    week = closed(field)
    for user in (MAYA, PRIYA, ANA):
        about = words_of(ask(field, user, "/field trends bee"))
        assert "Trends for “bee”" in about
        assert "`▃▃▃▃▃▃▃▃▃▃▃█`" in about
        assert (
            "oldest first: 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 16. In all 60 different accounts, heard by 2 reps." in about
        )
        assert f"Week {week.number}: *16 accounts* through 2 reps." in about
        assert "would be normal: *above it*." in about
        assert "This week so far: nobody." in about
        assert "The regions differ in that week: Wales 14 (above normal, " in about
        assert "North West 2 (normal, " in about
        assert "one week in ten is outside its normal range by chance" in about
        assert "keep bees 20" not in about  # the name of an account


def test_a_normal_week_is_called_one_and_regions_that_do_not_differ_are_left_out(field: Field) -> None:
    a_year_of_two_themes(field)
    about = words_of(ask(field, MAYA, "/field trends drones"))
    assert "*3 accounts* through 2 reps." in about
    assert "would be normal: a normal week." in about
    assert "The regions differ" not in about
    assert "This week so far: 1 account." in about


def test_a_region_is_told_alone(field: Field) -> None:
    a_year_of_two_themes(field)
    wales = words_of(ask(field, MAYA, "/field trends bees region:wal"))
    assert "Trends for “bees” in Wales" in wales
    assert "*14 accounts* through 2 reps." in wales
    assert "The regions differ" not in wales
    north = words_of(ask(field, MAYA, '/field trends bees region:"north west" 4w'))
    assert "oldest first: 2, 2, 2, 2. In all 8 different accounts" in north
    assert "a normal week" in north
    with field.bot.database.write() as session:
        names = ["North West", "Wales", "Scilly"]
        workspaces.set_regions(session, workspace_id=TEAM["id"], names=names, now=field.clock())
    assert "Nobody raised it in Scilly in these 12 weeks." in words_of(
        ask(field, MAYA, "/field trends bees region:scilly")
    )


def test_a_rise_that_one_rep_alone_heard_is_no_trend(field: Field) -> None:
    bees = new_theme(field, BEES)
    for back in range(20):
        raise_it(field, bees, closed(field, back), [("Wales", MAYA)] * (1 if back else 12))
    count_weeks(field)
    assert "above it, but one rep alone heard it. No trend yet." in words_of(ask(field, MAYA, "/field trends bees"))


def test_what_the_digest_did_not_take_for_a_trend_is_none_here(field: Field) -> None:
    bees = new_theme(field, BEES)
    for back in range(20):
        raise_it(field, bees, closed(field, back), [("Wales", MAYA)] * (1 if back else 12) + [("Wales", TOM)])
    count_weeks(field)
    ask(field, PRIYA, "/field digest now")
    reason = "One rep logged so much that the others would not make a trend."
    assert f"above it, but no trend. {reason}" in words_of(ask(field, MAYA, "/field trends bees"))
    every = words_of(ask(field, MAYA, "/field trends"))
    assert "No trend: " in every
    assert f"so no trend: {BEES[0].upper()}{BEES[1:]}. {reason}" in every


def test_a_young_theme_is_not_compared(field: Field) -> None:
    a_year_of_two_themes(field)
    kites = new_theme(field, "a kite festival")
    for back in range(3):
        raise_it(field, kites, closed(field, back), [("Wales", MAYA)])
    count_weeks(field)
    about = words_of(ask(field, MAYA, "/field trends kites"))
    assert "New (heard for 3 weeks): too early to compare." in about


def test_a_theme_is_found_by_its_machine_label_and_by_a_request_behind_it(field: Field) -> None:
    bees = new_theme(field, BEES, name="Apiary")
    raise_it(field, bees, closed(field), [("Wales", MAYA)])
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        report = make.report("hives", logged_at=moment(closed(field)))
        make.theme_report(report, bees)
        make.request("a heading for honey makers", report)
        make.indexed()
    count_weeks(field)
    for words in ("apiary", "keep bees", "honey"):
        assert "*Apiary*" in words_of(ask(field, MAYA, f"/field trends {words}"))


def test_many_themes_that_fit_are_cut_and_counted(field: Field) -> None:
    for number in range(7):
        raise_it(field, new_theme(field, f"bee number {number}"), closed(field), [("Wales", MAYA)])
    count_weeks(field)
    about = ask(field, MAYA, "/field trends bees")
    assert "2 more themes fit. Add a word to narrow it down." in words_of(about)
    assert "*Bee number 4*" in words_of(about)
    assert "*Bee number 5*" not in words_of(about)


def test_words_that_no_theme_has_get_ways_to_go_on(field: Field) -> None:
    a_year_of_two_themes(field, weeks=2)
    nothing = words_of(ask(field, MAYA, "/field trends submarines"))
    assert "No theme has “submarines” in its name" in nothing
    assert "`/field find submarines`" in nothing
    assert "`/field trends region:Wales`" in words_of(ask(field, MAYA, "/field trends wales"))
    hostile = ask(field, MAYA, "/field trends <!channel>`*&<@U0ANA>")
    assert live_tokens(hostile) == set()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0w", "“0w” is no span that can be shown. Ask for 1 to 52 weeks"),
        ("bees -3w", "“-3w” is no span"),
        ("999w", "“999w” is no span"),
        ("12w 26w", "Two spans are there: 12w and 26w."),
        ("bees region:atlantis", "There is no region “atlantis”. The regions are North West and Wales."),
        ("bees status:open", "There is no filter “status:”. There is `region:`."),
        ("region:", "`region:` needs something behind it"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(field: Field, typed: str, says: str) -> None:
    assert says in words_of(ask(field, MAYA, f"/field trends {typed}"))


# --- without words ---


def test_without_words_and_digest_the_themes_heard_most_are_told(field: Field) -> None:
    a_year_of_two_themes(field)
    every = words_of(ask(field, TOM, "/field trends"))
    assert "No digest was posted yet" in every
    assert "*Heard from most* · The last 12 closed weeks" in every
    assert every.index(BEES[1:]) < every.index(DRONES[1:])
    assert "In all 60 different accounts, heard by 2 reps." in every


def test_a_year_is_told_in_marks_of_two_weeks(field: Field) -> None:
    a_year_of_two_themes(field)
    assert "Accounts in 2 weeks each, oldest first: 8, 8" in words_of(ask(field, TOM, "/field trends 52w"))


def test_what_the_digest_told_and_what_it_left_open_is_told_again(field: Field) -> None:
    a_year_of_two_themes(field)
    assert "on its way" in words_of(ask(field, PRIYA, "/field digest now"))
    every = words_of(ask(field, MAYA, "/field trends"))
    assert "expected" in every
    assert "in Wales* · 14 this week" in every
    assert "Of ten lines like these, one or two turn out to be chance." in every
    assert "in Wales* · 14 this week" in words_of(ask(field, MAYA, "/field trends region:wales"))
    assert "Nothing stands out in North West alone." in words_of(ask(field, MAYA, "/field trends region:north"))


def test_a_week_in_which_nothing_stands_out_says_so(field: Field) -> None:
    bees = new_theme(field, BEES)
    for back in range(20):
        raise_it(field, bees, closed(field, back), [("Wales", MAYA), ("Wales", TOM)])
    count_weeks(field)
    ask(field, PRIYA, "/field digest now")
    assert "Nothing stands out: " in words_of(ask(field, MAYA, "/field trends"))


def test_a_digest_of_an_earlier_week_says_which(field: Field) -> None:
    a_year_of_two_themes(field)
    before = closed(field)
    ask(field, PRIYA, "/field digest now")
    field.clock.offset += timedelta(weeks=1)
    every = words_of(ask(field, MAYA, "/field trends"))
    assert f"The digest of week {before.next().number} is not out yet" in every
    assert f"This is from week {before.number}:" in every


def test_voices_that_belong_to_no_region_and_no_theme_are_no_trouble(field: Field) -> None:
    field.bot.ticker.stop()  # the nightly recount would put right what no report stands behind
    with field.bot.database.write() as session:
        counted = [Counted(uuid.UUID(int=0), uuid.UUID(int=0), "", 3, 3)]
        for back in range(12):
            rollups.store(session, workspace_id=TEAM["id"], week=str(closed(field, back)), counted=counted)
    assert "No theme was raised in these weeks." in words_of(ask(field, MAYA, "/field trends"))
    assert "No theme has “bees”" in words_of(ask(field, MAYA, "/field trends bees"))
