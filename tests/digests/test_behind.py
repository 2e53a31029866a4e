"""The reports behind a trend in columns say what the reports themselves say."""

import uuid
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests import counting, tally
from digests.behind import Behind, behind, of_theme, packed, unpacked
from storage.models import Evidence, ReportKind
from storage.queries.digest import Heard
from tests.digests.market import MONDAY, WEEK

THEME = uuid.UUID(int=7)
# One id ends with zeros, which numpy leaves out.
ACCOUNTS = (None, uuid.UUID(int=1), uuid.UUID(int=9 << 64), uuid.UUID(int=3 << 120))
REGIONS = (None, uuid.UUID(int=5), uuid.UUID(int=6))


@st.composite
def reports(draw: st.DrawFn) -> list[list[Heard]]:
    """Reports of a theme in up to three weeks, the latest first; some at the same moment."""
    number = st.integers(0, 3)
    row = st.tuples(
        number, number, st.integers(0, 2), st.sampled_from([None, -5, 0, 100, 2**40]), number, number, number
    )
    return [
        [
            Heard(
                report_id=draw(st.uuids(version=4)),
                kind=tuple(ReportKind)[region],
                reporter_id=f"U{rep}",
                account_id=ACCOUNTS[account],
                region_id=REGIONS[region],
                value_minor=value,
                currency=("GBP", "EUR", "CHF", "")[currency],
                is_unasked=(None, True, False, True)[said],
                evidence=(None, *Evidence)[currency],
                said_length=(0, 20, tally.LEGIBLE, tally.LEGIBLE + 9)[said],
                logged_at=MONDAY - back * WEEK + timedelta(microseconds=moment),
                segment=("", "größer")[moment % 2],
            )
            for rep, account, region, value, currency, said, moment in draw(st.lists(row, max_size=8))
        ]
        for back in range(draw(st.integers(0, 3)))
    ]


def columns(weeks: list[list[Heard]]) -> Behind:
    """The columns of weeks as they come from what is stored."""
    return behind([[unpacked(THEME, packed(of_theme(THEME, rows)))] if rows else [] for rows in weeks])


@given(reports())
def test_columns_count_what_the_reports_say(weeks: list[list[Heard]]) -> None:
    found, rows = columns(weeks), [row for week in weeks for row in week]
    assert found.voices == len({tally.voice(row) for row in rows})
    assert found.heard_by == len({row.reporter_id for row in rows})
    assert found.worth() == tally.worth(rows)
    assert found.lost_deals == len({tally.deal(row) for row in rows if row.kind is ReportKind.LOST_DEAL})


@given(reports())
def test_the_words_that_tell_most_are_the_same(weeks: list[list[Heard]]) -> None:
    found = columns(weeks).most_telling()
    ordered = [sorted(week, key=lambda row: (row.logged_at, row.report_id)) for week in weeks]
    first = next(iter(tally.most_quotable(row for week in ordered for row in week)), None)
    assert (found is None) == (first is None)
    if found is not None and first is not None:
        back = next(number for number, week in enumerate(weeks) if first in week)
        assert (found.report_id, found.voice) == (first.report_id, counting.name_of(tally.voice(first)))
        assert found.back == back


@given(reports())
def test_voices_are_numbered_in_the_order_of_their_names(weeks: list[list[Heard]]) -> None:
    found, rows = columns(weeks), [row for week in weeks for row in week]
    numbers = sorted(set(found.voice.tolist()))
    assert [found.name(one) for one in numbers] == sorted({counting.name_of(tally.voice(row)) for row in rows})


def test_the_order_in_which_reports_come_changes_nothing_that_is_stored() -> None:
    rows = [
        Heard(uuid.UUID(int=one), ReportKind.REQUEST, f"U{one}", None, None, one, "GBP", None, None, 5, MONDAY, "small")
        for one in range(1, 5)
    ]
    assert packed(of_theme(THEME, rows)) == packed(of_theme(THEME, rows[::-1]))
