"""How one's own digest and its form look at their limits, and what a form that lies is told."""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.blocks import editions as blocks
from bot.blocks import kit, personal
from bot.payloads import editions as payloads
from bot.usecases.wishes import Standing, Wish, rhythm_field
from digests.personal.build import build
from digests.personal.report import PersonalReport
from digests.weeks import Week
from playground.checks.validation import check_message_blocks
from storage.models import EditionKind, Rhythm
from storage.queries.editions import Chosen, Only
from tests.digests.conftest import market
from tests.digests.market import DUE, MONDAY, Market

__all__ = ["market"]  # a fixture of the digests, which serves here too

LONG = "a theme of customers who would like <!channel> & very much more " * 5
NEXT = datetime(2026, 11, 30, 9, tzinfo=UTC)
ALL_KINDS = tuple(EditionKind)


def many(number: int, name: str = LONG) -> list[Chosen]:
    return [Chosen(uuid.UUID(int=one), f"{one} {name}") for one in range(1, number + 1)]


def standing(kind: EditionKind = EditionKind.DIGEST, **columns: Any) -> Standing:
    return Standing(kind, **{"rhythm": Rhythm.WEEKLY, "next_due": NEXT, **columns})


def words(shown: object) -> str:
    return json.dumps(shown, ensure_ascii=False)


def sent(values: dict[str, Any]) -> dict[str, Any]:
    """A sent form, each field with one element."""
    state = {field: {"element": element} for field, element in values.items()}
    return {
        "user": {"id": "U1", "team_id": "T1"},
        "view": {"id": "V1", "callback_id": "my_edition_form", "state": {"values": state}},
    }


def chosen(rhythm: str) -> dict[str, Any]:
    return {"type": "radio_buttons", "selected_option": {"value": rhythm}}


def several(*values: str) -> dict[str, Any]:
    return {"type": "multi_external_select", "selected_options": [{"value": value} for value in values]}


def test_the_form_asks_for_each_kind_that_is_offered() -> None:
    form = blocks.form([standing(kind) for kind in ALL_KINDS], "/")
    labels = [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]
    assert labels.count("How often?") == 3
    assert "Who is in your team?" in labels
    fields = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    assert len(fields) == len(set(fields))


def test_whoever_never_chose_finds_never_chosen() -> None:
    [field] = [one for one in blocks.form([Standing(EditionKind.REP)], "/")["blocks"] if one["type"] == "input"]
    assert field["element"]["initial_option"]["value"] == Rhythm.NEVER


def test_forty_regions_and_long_names_fit_the_form_the_home_tab_and_the_answer() -> None:
    some = standing(chosen={"regions": many(40), "themes": many(40), "competitors": many(40), "accounts": many(40)})
    form = blocks.form([some], "/")
    for block in form["blocks"]:
        for option in block.get("element", {}).get("initial_options", ()):
            assert len(option["text"]["text"]) <= kit.OPTION
    for view in (blocks.saved([some], "UTC")["blocks"], blocks.home_section([some], "UTC")):
        assert len(words(view)) < kit.SECTION
        assert "<!channel>" not in words(view)
        assert "and 37 more" in words(view)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (standing(), "every week. Next: Mon 30 Nov, 09:00."),
        (standing(EditionKind.TEAM, only=Only(team=("U1", "U2"))), "every week, 2 people. Next"),
        (standing(EditionKind.TEAM), "every week, your region. Next"),
        (standing(rhythm=Rhythm.TWO_WEEKLY, chosen={"accounts": [Chosen(uuid.UUID(int=1), "Ace")]}), "about Ace."),
        (standing(rhythm=Rhythm.NEVER, next_due=None), "Nothing comes to you by direct message."),
        (Standing(EditionKind.REP), "what became of your customers’ wishes"),
    ],
)
def test_the_home_tab_says_how_it_stands(one: Standing, says: str) -> None:
    assert says in words(blocks.home_section([one], "UTC"))


def test_nobody_is_shown_what_they_cannot_have() -> None:
    assert blocks.home_section([], "UTC") == []
    assert "goes with a role" in words(blocks.form([], "/gs-"))
    assert "/gs-field digest" in words(blocks.form([], "/gs-"))


def test_times_are_those_of_the_workspace() -> None:
    assert "Mon 30 Nov, 22:00" in words(blocks.footer(Rhythm.WEEKLY, NEXT, "Pacific/Auckland"))


# --- the message ---


def crowded(market: Market, titles: Sequence[str]) -> PersonalReport:
    """A week in which everything is long and there is much of it."""
    for number, title in enumerate(titles):
        for rep in range(3):
            said = LONG * 20
            market.report(
                f"U{rep}", f"{number} {rep} {LONG}"[:200], about=title, value=10**12, region=LONG[:200], said=said
            )
        market.lost("U1", f"Lost {number} {LONG}"[:200], lost_to=[f"{number} {LONG}"[:200]], value=10**12)
    return build(
        market.session,
        workspace_id="T1",
        first=Week(2026, 47),
        last=Week(2026, 47),
        period="2026-W47",
        only=Only(),
        now=DUE,
    )


def test_a_crowded_week_is_within_what_slack_takes(market: Market) -> None:
    report = crowded(market, [f"{number} {LONG}"[:300] for number in range(12)])
    ids = {one.request_id for one in report.waiting.first}
    message = personal.message(report, blocks.footer(Rhythm.WEEKLY, NEXT, "UTC"), late_since=DUE, decidable=ids)
    assert check_message_blocks(message.blocks, lambda _: False)
    assert len(message.blocks) <= 50
    assert len(words(message.blocks)) < kit.MESSAGE_CHARACTERS
    assert "<!channel>" not in message.text
    assert words(message.blocks).count('"Decide"') == personal.WAITING


def test_a_reader_who_may_not_decide_has_no_button_for_it(market: Market) -> None:
    report = crowded(market, ["drones"])
    assert '"Decide"' not in words(personal.message(report, []).blocks)


def test_the_second_quiet_line_says_that_silence_follows(market: Market) -> None:
    market.region("Wales")
    report = build(
        market.session,
        workspace_id="T1",
        first=Week(2026, 47),
        last=Week(2026, 47),
        period="2026-W47",
        only=Only(regions=frozenset({market.region("Wales")})),
        now=DUE,
    )
    for is_last in (False, True):
        message = personal.quiet(report, blocks.change_button(), is_last=is_last)
        assert len(message.blocks) == 1
        assert ("only when there is something" in message.text) is is_last
    assert "Late: due Mon 16 Nov" in personal.quiet(report, {}, is_last=False, late_since=MONDAY).text


# --- what comes back ---


def test_each_kind_in_the_form_is_read_and_no_other() -> None:
    region = str(uuid.UUID(int=7))
    body = sent(
        {
            rhythm_field(EditionKind.DIGEST): chosen("monthly"),
            "my_regions": several(region),
            "my_themes": several(),
            rhythm_field(EditionKind.TEAM): chosen("weekly"),
            "team": {"type": "multi_users_select", "selected_users": ["U2", "U3", "U2"]},
        }
    )
    assert payloads.wishes(body) == [
        Wish(EditionKind.DIGEST, Rhythm.MONTHLY, Only(regions=frozenset({uuid.UUID(int=7)}))),
        Wish(EditionKind.TEAM, Rhythm.WEEKLY, Only(team=("U2", "U3"))),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {rhythm_field(EditionKind.DIGEST): chosen("hourly")},
        {rhythm_field(EditionKind.DIGEST): chosen("weekly"), "my_accounts": several("' or 1=1")},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"hourly|badly formed"):
        payloads.wishes(sent(values))


def test_a_form_without_an_answer_means_never() -> None:
    body = sent({rhythm_field(EditionKind.REP): {"type": "radio_buttons", "selected_option": None}})
    assert payloads.wishes(body) == [Wish(EditionKind.REP, Rhythm.NEVER, Only())]
