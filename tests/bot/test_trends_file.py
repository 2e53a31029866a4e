"""`groundswell trends` on files as people save them."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.errors import BotError
from bot.files import trends
from bot.files.trends import Done
from digests.trends.finding import Sensitivity

HEAD = ["series_id", "week", "accounts", "logs", "reps", "value"]
Cells = Sequence[object]


def company(name: str = "acme", *, weeks: int = 40, first: int = 0, burst: int = 0) -> list[list[object]]:
    """Rows of six themes in two regions and two segments; in its last week, `burst` accounts raise one of them."""
    random = np.random.default_rng(1)
    rows: list[list[object]] = []
    for theme in ("ads", "billing", "copy", "drones", "events", "fonts"):
        for region in ("north", "south"):
            for segment in ("large", "small"):
                counts = random.poisson(2, weeks)
                if burst and (theme, region, segment) == ("drones", "north", "small"):
                    counts[-1] = burst
                key = f"{name}:{theme}:{region}:{segment}"
                rows += [[key, first + week, count, count, 5, 10 * count] for week, count in enumerate(counts)]
    return rows


class Desk:
    """A folder with files, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out.csv"

    def file(self, rows: Iterable[Cells], *, head: Cells = HEAD, delimiter: str = ",", encoding: str = "utf-8") -> Path:
        path = self.folder / "series.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([head, *rows])
        return path

    def run(self, path: Path, sensitivity: Sensitivity = Sensitivity.BALANCED) -> Done:
        return trends.write(path, self.out, sensitivity=sensitivity, progress=lambda *_: None)

    def refused(self, path: Path) -> str:
        with pytest.raises(BotError) as told:
            self.run(path)
        assert not self.out.exists()
        return told.value.sentence

    def lines(self, *, week: int | None = None) -> list[tuple[str, int]]:
        with self.out.open(encoding="utf-8", newline="") as file:
            found = [(row["series_id"], int(row["week"])) for row in csv.DictReader(file)]
        return [line for line in found if week is None or line[1] == week]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_burst_is_a_row_with_its_series_and_its_week(desk: Desk) -> None:
    done = desk.run(desk.file(company(burst=14)))
    assert desk.lines(week=39) == [("acme:drones:north:small", 39)]
    assert done.sentence.endswith("in 40 weekly digests of 1 company with 24 series.")
    assert done.notes == ()
    assert desk.out.read_text("utf-8").startswith("series_id,week\n")


def test_what_rises_everywhere_is_a_row_with_stars(desk: Desk) -> None:
    rows = [
        [key, week, int(str(count)) + 5 * (week == 39 and ":ads:" in str(key)), *rest]
        for key, week, count, *rest in company()
    ]
    desk.run(desk.file(rows))
    assert desk.lines(week=39) == [("acme:ads:*:*", 39)]


def test_a_quiet_file_has_a_head_and_no_rows(desk: Desk) -> None:
    done = desk.run(desk.file([[key, week, 2, 2, 5, 9] for key, week, *_ in company()]))
    assert desk.out.read_text("utf-8") == "series_id,week\n"
    assert done.sentence == "0 lines in 40 weekly digests of 1 company with 24 series."


def test_companies_of_one_file_are_judged_alone_with_weeks_of_their_own(desk: Desk) -> None:
    desk.run(desk.file(company(burst=14)))
    alone = desk.lines()
    desk.run(desk.file([*company("zeta", weeks=20, first=900), *company(burst=14)]))
    assert [line for line in desk.lines() if line[0].startswith("acme:")] == alone


def test_rows_in_any_order_give_the_same_lines(desk: Desk) -> None:
    rows = company(burst=14)
    desk.run(desk.file(rows))
    before = desk.out.read_bytes()
    desk.run(desk.file(reversed(rows)))
    assert desk.out.read_bytes() == before


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")])
def test_a_file_from_a_spreadsheet_is_read_as_it_is(desk: Desk, delimiter: str, encoding: str) -> None:
    rows = [[f"Zoë{key}", week, f"{count}.0", "", "4", "1,5"] for key, week, count, *_ in company(burst=14)]
    head = [" Series_ID", "WEEK", "Accounts", "logs", "reps", "value", "seen by"]
    desk.run(desk.file(rows, head=head, delimiter=delimiter, encoding=encoding))
    assert desk.lines(week=39) == [("Zoëacme:drones:north:small", 39)]


def test_who_wants_fewer_lines_gets_no_more(desk: Desk) -> None:
    path = desk.file(company(burst=9))
    found = []
    for sensitivity in Sensitivity:
        desk.run(path, sensitivity)
        found.append(len(desk.lines()))
    assert found == sorted(found)


@pytest.mark.parametrize(("weeks", "there"), [(1, "There is 1."), (8, "There are 8.")])
def test_too_few_weeks_have_no_lines_and_it_says_why(desk: Desk, weeks: int, there: str) -> None:
    done = desk.run(desk.file(company(weeks=weeks, burst=30)))
    assert desk.lines() == []
    assert done.notes == (f"acme: Trends start once there are 8 weeks to compare with. {there}",)


def test_one_region_and_one_theme_still_have_lines(desk: Desk) -> None:
    rows = [row for row in company(burst=20) if ":drones:north:" in str(row[0])]
    done = desk.run(desk.file(rows))
    assert ("acme:drones:north:small", 39) in desk.lines()
    assert done.notes == ("acme: There is but one theme: a line may only say that people were busy.",)


def test_a_theme_that_begins_later_and_one_that_ends_are_no_gap(desk: Desk) -> None:
    rows = [
        row
        for row in company(burst=14)
        if not (":ads:" in str(row[0]) and int(str(row[1])) < 20)
        and not (":fonts:" in str(row[0]) and int(str(row[1])) > 30)
    ]
    desk.run(desk.file(rows))
    assert ("acme:drones:north:small", 39) in desk.lines()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["acme:a:b", 1, 1, 1, 1, 1], "“acme:a:b” is no series. Write company:theme:region:segment."),
        (["acme::b:c", 1, 1, 1, 1, 1], "“acme::b:c” is no series. Write company:theme:region:segment."),
        (["acme:a:*:c", 1, 1, 1, 1, 1], "“acme:a:*:c” has a “*”, which stands for all. Give that part another name."),
        (["acme:a:b:c", "soon", 1, 1, 1, 1], "week is “soon”, which is not a number."),
        (["acme:a:b:c", -1, 1, 1, 1, 1], "week is -1. It cannot be below 0."),
        (["acme:a:b:c", 1, "", 1, 1, 1], "accounts is “”, which is not a number."),
        (["acme:a:b:c", 1, "-3", 1, 1, 1], "accounts is -3. It cannot be below 0."),
        (["acme:a:b:c", 1, "2.5", 1, 1, 1], "accounts is “2.5”, which is not a whole number."),
        (["acme:a:b:c", 1, "nan", 1, 1, 1], "accounts is “nan”, which is not a number."),
        (["acme:a:b:c", 1, "99999999", 1, 1, 1], "accounts is 99999999. More than 1,000,000 is not taken."),
        (["acme:a:b:c", 1, 1, "many", 1, 1], "logs is “many”, which is not a number."),
        (["acme:a:b:c", 1, 1, 1, 1, "-5,5"], "value is -5,5. It cannot be below 0."),
        (["acme:a:b:c"], "week is “”, which is not a number."),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_nothing_is_written(desk: Desk, row: Cells, sentence: str) -> None:
    assert desk.refused(desk.file([["acme:a:b:c", 0, 1, 1, 1, 1], row])) == f"series.csv, line 3: {sentence}"


def test_a_week_that_is_there_twice_is_told_with_both_lines(desk: Desk) -> None:
    rows = [["acme:a:b:c", week, 1, 1, 1, 1] for week in (0, 1, 2, 1)]
    assert desk.refused(desk.file(rows)) == (
        "series.csv, line 5: acme:a:b:c has week 1 already in line 3. Keep one of them."
    )


def test_a_week_left_out_is_told(desk: Desk) -> None:
    rows = [["acme:a:b:c", week, 1, 1, 1, 1] for week in (0, 1, 4, 5)]
    assert desk.refused(desk.file(rows)) == (
        "series.csv: acme:a:b:c has no row for week 2, between others. Every week needs a row, with 0 accounts where "
        "nobody asked."
    )


def test_weeks_that_are_dates_are_not_taken_for_centuries(desk: Desk) -> None:
    rows = [["acme:a:b:c", 202601, 1, 1, 1, 1], ["acme:a:b:d", 209952, 1, 1, 1, 1]]
    assert desk.refused(desk.file(rows)).startswith(
        "series.csv: acme goes from week 202601 to week 209952. At most 2,000"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "series.csv is empty."),
        (b"series_id,week,accounts,logs,reps,value\n", "series.csv has no rows."),
        (
            b"series_id,week,accounts\n",
            "series.csv has no column “logs” and “reps” and “value”. It has “series_id”, “week”, “accounts”.",
        ),
        (b"PK\x03\x04", "series.csv: That is an Excel file or another archive. Save the sheet as CSV first."),
    ],
)
def test_what_is_no_file_of_series_is_said_and_nothing_is_written(desk: Desk, content: bytes, sentence: str) -> None:
    path = desk.folder / "series.csv"
    path.write_bytes(content)
    assert desk.refused(path) == sentence


def test_a_place_that_cannot_be_written_is_named(desk: Desk) -> None:
    desk.out = desk.folder / "nowhere" / "out.csv"
    assert desk.refused(desk.file(company())).endswith("out.csv cannot be written: No such file or directory.")


def test_the_command_says_what_it_did_and_what_to_look_at(desk: Desk) -> None:
    path = desk.file(company(weeks=3))
    told = CliRunner().invoke(cli, ["trends", str(path), "--alerts", str(desk.out)])
    assert told.exit_code == 0
    assert "0 lines in 3 weekly digests of 1 company with 24 series." in told.output
    assert "Trends start once there are 8 weeks to compare with." in told.output
    assert CliRunner().invoke(cli, ["trends", str(path)]).exit_code == 2
