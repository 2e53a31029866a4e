"""What a sheet leaves out, and that whoever needs it is told so."""

import uuid

import pytest

from digests import asking, counting, quoting
from digests.asking import Want
from digests.cells import cells, packed, unpacked
from digests.counting import MOST_QUOTABLE, MOST_WANTS, Counted
from digests.sheet import Cut, detail_json, detail_of, totals_json, totals_of
from storage.models import NONE, RequestStatus
from storage.queries.rollups import Counted as Cell
from storage.queries.week_reports import Reports
from tests.digests.test_tally import heard


def a_week(*, wants: int, voices: int, in_full: bool = False) -> Counted:
    rows, links = [], []
    for want in range(wants):
        for number in range(voices):
            row = heard(f"U{number}", uuid.uuid4())
            rows.append(row)
            links.append((row.report_id, uuid.UUID(int=want)))
    return counting.count(Reports(rows, links), in_full=in_full)


def wanted(week: Counted) -> list[Want]:
    return [Want(str(one.request_id), RequestStatus.NEW, one) for one in week.detail.wants.first]


def test_where_many_are_asked_for_alike_the_week_has_to_be_counted_in_full() -> None:
    week = a_week(wants=MOST_WANTS + 1, voices=3)
    with pytest.raises(Cut):
        asking.most_asked(week.detail.wants, wanted(week), {}, 5)
    whole = a_week(wants=MOST_WANTS + 1, voices=3, in_full=True)
    assert len(asking.most_asked(whole.detail.wants, wanted(whole), {}, 5)) == 5


def test_a_few_wants_are_all_kept() -> None:
    week = a_week(wants=MOST_WANTS, voices=3)
    assert len(asking.most_asked(week.detail.wants, wanted(week), {}, 5)) == 5


def test_words_that_were_all_used_elsewhere_are_looked_for_further() -> None:
    rows = [heard(f"U{number}", uuid.uuid4(), said_length=9) for number in range(MOST_QUOTABLE + 1)]
    week = counting.count(Reports(rows))
    voices = [one.voice for one in week.detail.quotable.first]
    with pytest.raises(Cut):
        quoting.choose(week.detail, [], heard=voices)
    assert len(quoting.choose(week.detail, [], heard=voices[:-2]).besides) == 2


def test_a_sheet_comes_back_as_it_was_stored() -> None:
    week = a_week(wants=3, voices=2)
    assert detail_of(detail_json(week.detail)) == week.detail
    assert totals_of(totals_json(week.totals)) == week.totals


@pytest.mark.parametrize("rows", [[], [Cell(NONE, uuid.uuid4(), "größer", 2, 3), Cell(uuid.uuid4(), NONE, "", 1, 1)]])
def test_cells_come_back_as_they_were_packed(rows: list[Cell]) -> None:
    week = cells(rows)
    back = unpacked(packed(week))
    assert (back.themes, back.regions, back.segments) == (week.themes, week.regions, week.segments)
    assert back.numbers.tolist() == week.numbers.tolist()


def test_who_was_heard_in_two_weeks_is_one() -> None:
    account = uuid.uuid4()
    weeks = [counting.hashed([("account", account), ("rep", f"U{number}")]) for number in range(2)]
    assert counting.different(weeks) == 3
