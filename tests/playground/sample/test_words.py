"""The words read like life: many voices, nothing said too often, nobody pinged."""

import re
from collections import Counter

from playground.sample import quotes_lost, quotes_request, quotes_won
from playground.sample.make import DATA
from playground.sample.voice import sentences
from playground.sample.wants import all_wants
from tests.playground.sample.support import reports, table, workspace


def test_no_sentence_stands_in_the_reports_more_than_three_times() -> None:
    counts = Counter(one for row in reports() for one in sentences(row["said"]) + sentences(row["note"]))
    assert counts.most_common(1)[0][1] <= 3


def test_there_are_more_than_250_patterns_and_most_saids_are_their_own() -> None:
    patterns = {say for want in all_wants().values() for say in want.says}
    patterns |= {*quotes_request.SAYS, *quotes_request.NOTES, *quotes_lost.NOTES, *quotes_won.NOTES}
    patterns |= {say for says in (*quotes_lost.SAYS.values(), *quotes_won.SAYS.values()) for say in says}
    assert len(patterns) > 700
    said = [row["said"] for row in reports() if row["said"]]
    assert len(set(said)) > 0.75 * len(said) > 1500


def test_customers_are_short_and_human() -> None:
    said = [row["said"] for row in reports() if row["said"]]
    assert sum(map(len, said)) / len(said) < 85
    assert max(map(len, said)) < 220
    for sign in ("&", "<", ">", "€", "£", "Dan ni", "Tá ", "😂"):
        assert any(sign in text for text in said), sign
    assert 0.04 < sum(text[0].islower() for text in said) / len(said) < 0.25


def test_half_of_the_notes_are_empty_and_some_things_are_unknown() -> None:
    rows = reports()
    assert 0.4 < sum(not row["note"] for row in rows) / len(rows) < 0.6
    for column in ("account", "value", "said", "importance"):
        assert any(not row[column] for row in reports("request")), column


def test_nobody_is_pinged_and_nothing_is_left_unfilled() -> None:
    for path in DATA.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<[!@#]|@(here|channel|everyone)\b", text, re.I), path.name
        if path.suffix == ".csv":
            assert not re.search(r"[{}]", text), path.name
    assert not any(re.search(r"[{}]|<[!@#]", message["text"]) for message in workspace()["messages"])


def test_names_are_of_the_place_and_some_differ_only_by_town() -> None:
    names = [row["name"] for row in table("accounts")]
    assert sum("&" in name for name in names) > 50
    assert sum("'" in name for name in names) > 30
    assert {"Cŵn y Cwm", "Bácús Uí Bhriain", "Popty'r Dre"} <= set(names)
    stems = Counter(name.rsplit(" ", 1)[0] for name in names if len(name.split()) > 2)
    assert sum(count > 1 for count in stems.values()) >= 12


def test_marketing_writes_kindly_and_without_haste() -> None:
    reasons = [row["reason"] for row in table("requests") if row["reason"]]
    assert all(reason.endswith(".") and "!" not in reason and len(reason) > 35 for reason in reasons)
    assert len({r["reason"] for r in table("requests") if r["reason"] and r["status"] != "merged"}) == sum(
        r["status"] != "merged" and bool(r["reason"]) for r in table("requests")
    )
