"""Whatever one file names, another file has."""

import re
from collections import Counter

from playground.sample import make
from tests.playground.sample.support import ago, reports, table, workspace

STATUSES = {
    "new", "regional_review", "hq_review", "docketed", "approved", "approved_as_synonym", "pilot", "deferred",
    "declined", "scheduled", "live", "measured", "answered", "not_a_request", "merged", "withdrawn",
}  # fmt: skip
OPEN = {"new", "regional_review", "hq_review", "docketed"}
LOST = {
    "no_heading", "not_known", "price", "budget_gone", "competitor", "timing", "results_doubted", "no_decision",
    "unreachable", "closed_down", "wrong_fit", "service", "unknown", "other",
}  # fmt: skip
WON = {"heading_fit", "price", "results", "service", "relationship", "competitor_weak", "timing", "other"}
USERS = {user["id"] for user in workspace()["users"]}
REGIONS = set(workspace()["groundswell"]["regions"])
ACCOUNTS = {row["external_id"]: row for row in table("accounts")}
ITEMS = {row["name"]: row for row in table("catalog")}
REQUESTS = {row["key"]: row for row in table("requests")}
RIVALS = {row["name"] for row in table("competitors")}


def listed(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def test_the_files_are_what_a_fresh_run_of_the_script_writes() -> None:
    fresh = make.files()
    assert {path.name for path in make.DATA.iterdir()} == set(fresh)
    for name, text in fresh.items():
        assert (make.DATA / name).read_bytes() == text.encode(), f"{name}: run python -m playground.sample.make"


def test_ids_look_like_slacks_and_are_used_once() -> None:
    channels = workspace()["channels"]
    ids = [user["id"] for user in workspace()["users"]] + [channel["id"] for channel in channels]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[UC]0[A-Z0-9]{7,9}", one) for one in ids)


def test_every_part_in_the_company_is_played_by_somebody_of_the_workspace() -> None:
    parts = workspace()["groundswell"]
    roles = parts["roles"]
    counts = {role: len(roles[role]) for role in ("admin", "marketer", "committee", "secretary", "sales_manager")}
    assert counts == {"admin": 1, "marketer": 4, "committee": 3, "secretary": 1, "sales_manager": 2}
    assert set(roles["coordinator"]) == REGIONS
    assert all(len(people) == 1 for people in roles["coordinator"].values())
    named = [user for role in counts for user in roles[role]]
    named += [user for people in roles["coordinator"].values() for user in people]
    named += [rep["user"] for rep in parts["reps"]]
    assert sorted(named) == sorted(USERS)
    assert len(parts["reps"]) == 40
    assert {rep["region"] for rep in parts["reps"]} == REGIONS


def test_messages_are_written_by_members_of_their_channel() -> None:
    members = {channel["id"]: set(channel["members"]) for channel in workspace()["channels"]}
    assert all(message["user"] in members[message["channel"]] for message in workspace()["messages"])
    assert {workspace()["groundswell"]["triage_channel"], workspace()["groundswell"]["digest_channel"]} <= set(members)


def test_accounts_belong_to_a_rep_of_their_region() -> None:
    region_of = {rep["user"]: rep["region"] for rep in workspace()["groundswell"]["reps"]}
    assert len(ACCOUNTS) == 600
    assert len({row["name"] for row in ACCOUNTS.values()}) == 600
    assert all(region_of[row["owner"]] == row["region"] for row in ACCOUNTS.values())
    assert all(int(row["yearly_value"]) > 0 for row in ACCOUNTS.values())


def test_the_catalogue_points_only_to_itself() -> None:
    assert len(ITEMS) == len(table("catalog"))
    assert 390 <= len(ITEMS) <= 420
    for row in ITEMS.values():
        named = listed(row["see"]) + listed(row["successor"])
        assert set(named) <= set(ITEMS), row["name"]
        assert set(listed(row["regions"])) <= REGIONS
        assert row["name"] not in named
    assert Counter(row["status"] for row in ITEMS.values()) == {"live": len(ITEMS) - 16, "planned": 8, "retired": 8}
    assert sum(bool(row["talk_track"]) for row in ITEMS.values()) >= 60
    assert all(int(row["on_sale_in_days"]) > 0 for row in ITEMS.values() if row["status"] == "planned")


def test_requests_are_in_every_status_and_about_25_are_open() -> None:
    counts = Counter(row["status"] for row in REQUESTS.values())
    assert set(counts) == STATUSES
    assert 22 <= sum(counts[status] for status in OPEN) <= 28


def test_a_request_knows_what_its_status_needs() -> None:
    for row in REQUESTS.values():
        status, opened = row["status"], int(row["opened_days_ago"])
        assert row["region"] in REGIONS
        assert row["owner"] in USERS or status == "new"
        assert (status in OPEN) == (row["decided_days_ago"] == "") == (row["decided_by"] == "") == (row["reason"] == "")
        if status not in OPEN:
            assert 0 <= int(row["decided_days_ago"]) < opened
            assert row["decided_by"] in USERS
        assert bool(row["merged_into"]) == (status == "merged")
        assert bool(row["defer_until_in_days"]) == (status == "deferred")
        if row["merged_into"]:
            assert REQUESTS[row["merged_into"]]["status"] not in {"merged", "withdrawn", "not_a_request"}


def test_a_request_that_ended_in_the_catalogue_names_a_heading_of_the_right_kind() -> None:
    right = {
        "answered": "live",
        "approved_as_synonym": "live",
        "live": "live",
        "measured": "live",
        "scheduled": "planned",
    }
    for row in REQUESTS.values():
        item = ITEMS.get(row["catalog_item"])
        assert (item["status"] if item else None) == right.get(row["status"]), row["key"]
        if item and row["status"] in {"live", "measured"}:
            assert 0 < -int(item["on_sale_in_days"]) < int(row["decided_days_ago"])
        if item and row["status"] == "approved_as_synonym":
            assert row["title"].lower() in {word.lower() for word in listed(item["synonyms"])} | {item["name"].lower()}


def test_reports_name_only_what_exists() -> None:
    for row in reports():
        assert row["reporter"] in USERS
        assert row["region"] in REGIONS
        assert row["account"] == "" or row["account"] in ACCOUNTS
        assert set(listed(row["competitors"])) <= RIVALS
        if row["request_key"]:
            assert ago(row) <= int(REQUESTS[row["request_key"]]["opened_days_ago"])
        assert bool(row["value"]) == bool(row["currency"])
        assert row["said"] or row["note"]
    assert len({row["external_id"] for row in reports()}) == len(reports())


def test_each_request_has_a_report_on_the_day_it_was_opened() -> None:
    first: dict[str, int] = {}
    for row in reports("request"):
        first[row["request_key"]] = max(first.get(row["request_key"], 0), ago(row))
    assert first == {key: int(row["opened_days_ago"]) for key, row in REQUESTS.items()}


def test_each_kind_of_report_has_its_own_columns() -> None:
    assert all(row["request_key"] and row["unasked"] and not row["reasons"] for row in reports("request"))
    for row in reports("lost_deal"):
        assert row["reasons"]
        assert set(listed(row["reasons"])) <= LOST
        assert bool(row["request_key"]) == (row["would_have_bought"] == "yes") == ("no_heading" in row["reasons"])
        assert row["note"] or "other" not in listed(row["reasons"])
        assert row["competitors"] or "competitor" not in listed(row["reasons"])
    assert all(set(listed(row["reasons"])) <= WON and row["reasons"] for row in reports("won_deal"))


def test_a_business_that_closed_is_not_heard_of_again() -> None:
    closed = {r["account"]: ago(r) for r in reports("lost_deal") if "closed_down" in r["reasons"]}
    assert closed
    assert not [row for row in reports() if row["account"] in closed and ago(row) < closed[row["account"]]]
