"""The tour leads only to what the sample has."""

import json
from typing import Any

from playground.sample.make import DATA
from tests.playground.sample.support import table, workspace

TOUR: dict[str, Any] = json.loads((DATA / "tour.json").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = TOUR["steps"]


def test_each_step_is_played_by_somebody_who_is_in_its_channel() -> None:
    members = {channel["id"]: channel["members"] for channel in workspace()["channels"]}
    assert len(STEPS) == 3
    assert all(step["who"] in members[step["where"]] for step in STEPS)


def test_the_first_step_asks_for_what_nobody_sells_yet_and_names_a_customer() -> None:
    written = STEPS[0]["write"]
    assert any(row["name"] in written for row in table("accounts"))
    assert not any(row["name"].lower() in written.lower() for row in table("catalog"))
    assert not any(row["title"].lower() in written.lower() for row in table("requests"))
