"""Reads the sample publisher's files the way a loader does: as rows of text."""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from playground.sample import shape
from playground.sample.make import DATA

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def workspace() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "workspace.json").read_text(encoding="utf-8"))
    return loaded


def reports(kind: str = "", **wanted: str) -> list[Row]:
    """Reports of a kind whose columns have these values."""
    rows = table("reports")
    return [r for r in rows if kind in ("", r["kind"]) and all(r[column] == value for column, value in wanted.items())]


def ago(row: Row) -> int:
    return int(row["days_ago"])


def within(rows: Iterable[Row], first: int, last: int) -> int:
    """How many of the rows lie between so many days ago, both ends counted."""
    return sum(first <= ago(row) <= last for row in rows)


def by_month(rows: Iterable[Row]) -> Counter[int]:
    return Counter(shape.day(ago(row)).month for row in rows)
