"""While a rep writes what a customer wants: what may answer it shows below the words, and nothing else moves."""

import json
from datetime import date
from typing import Any

import pytest

from storage.models import CatalogRegion, CatalogStatus
from tests.factories import Factory
from tests.flows.conftest import MAYA, TEAM, Field
from tests.flows.steps import calls, regions_of, value_of, words_of

Json = dict[str, Any]
DRONES = "a heading for drone surveys"


@pytest.fixture
def catalog(field: Field) -> None:
    """What is for sale, soon for sale, and for sale elsewhere; a request of somebody else; all of it read."""
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        drones = make.item("Drone Services")
        make.other_name(drones, "Drone Surveys")
        make.item("Beekeeping Courses", status=CatalogStatus.PLANNED, on_sale_on=date(2027, 3, 3))
        welsh = make.item("Coracle Hire")
        session.add(CatalogRegion(workspace_id=TEAM["id"], item_id=welsh.item_id, region_id=regions_of(field)["Wales"]))
        solar = "Solar panel cleaning"
        make.request(solar, make.report(solar, account=make.account("Bright Roofs")))
    field.read_texts()


def write(field: Field, words: str, where: str = "said", **values: str) -> Json:
    """Write in the open form and pause; the form as it was when the pause was heard."""
    field.control("click", user=MAYA, view=True, action_id=where, action={"value": words}, values=values)
    return field.views(MAYA)[-1]


def hint(view: Json) -> str:
    """What shows below the words, if anything."""
    return " ".join(one["text"]["text"] for one in view["blocks"] if one["block_id"].startswith("typing:"))


def shows(field: Field, words: str) -> Json:
    """The form, as soon as it shows something."""

    def look() -> Json | None:
        view = field.views(MAYA)[-1]
        return view if words in hint(view) else None

    found: Json = field.eventually(look)
    return found


def updates(field: Field) -> int:
    return len(calls(field, "views.update"))


def test_what_is_for_sale_shows_below_the_words_and_the_words_stay(field: Field, catalog: None) -> None:
    field.command(MAYA, "/request")
    before = field.views(MAYA)[-1]
    write(field, DRONES, value="4.8k")
    view = shows(field, "*Drone Services* is live. Sell it today.")
    ids = [one["block_id"] for one in view["blocks"]]
    assert ids[ids.index("said") + 1].startswith("typing:")
    assert [one for one in ids if not one.startswith("typing:")] == [one["block_id"] for one in before["blocks"]]
    assert view["private_metadata"] == before["private_metadata"]
    assert value_of(view, "said") == DRONES
    assert value_of(view, "value") == "4.8k"
    assert "Submit, and you can choose." in hint(view)


def test_what_others_asked_for_shows_with_how_many_they_are(field: Field, catalog: None) -> None:
    field.command(MAYA, "/request")
    write(field, "solar panel cleaning please")
    shows(field, "*Solar panel cleaning*: 1 account asked for it.")


def test_the_region_that_was_chosen_decides_what_can_be_sold(field: Field, catalog: None) -> None:
    field.command(MAYA, "/request")
    write(field, "a heading for coracle hire", region=str(regions_of(field)["North West"]))
    shows(field, "*Coracle Hire* is sold only in Wales.")


def test_the_condition_of_a_lost_deal_is_heard_too(field: Field, catalog: None) -> None:
    field.command(MAYA, "/lost")
    write(field, "we had a heading for beekeeping courses", where="would")
    view = shows(field, "*Beekeeping Courses* goes on sale on 3 Mar 2027.")
    ids = [one["block_id"] for one in view["blocks"]]
    assert ids[ids.index("would") + 1].startswith("typing:")


def test_further_words_about_the_same_change_nothing(field: Field, catalog: None) -> None:
    field.command(MAYA, "/request")
    write(field, DRONES)
    shows(field, "Drone Services")
    once = updates(field)
    write(field, f"{DRONES}!")
    write(field, f"{DRONES}!!")
    field.control("quiet", idle_ms=300, timeout_ms=5000)
    assert updates(field) == once == 1


def test_a_form_changes_again_only_after_two_seconds_and_then_by_the_newest_words(field: Field, catalog: None) -> None:
    field.command(MAYA, "/request")
    write(field, DRONES)
    shows(field, "Drone Services")
    write(field, "a heading for coracle hire")
    assert "Drone Services" in hint(field.views(MAYA)[-1])
    write(field, "a heading for beekeeping courses")
    view = shows(field, "Beekeeping Courses")
    assert "Drone Services" not in hint(view)
    assert updates(field) == 2


def test_words_that_nothing_answers_take_it_away_again(field: Field, catalog: None) -> None:
    field.command(MAYA, "/request")
    write(field, DRONES)
    shows(field, "Drone Services")
    write(field, "")
    field.eventually(lambda: not hint(field.views(MAYA)[-1]))


def test_whoever_sends_at_once_is_asked_all_the_same_and_a_late_change_harms_nothing(
    field: Field, catalog: None
) -> None:
    field.command(MAYA, "/request")
    write(field, DRONES)
    field.control("submit", user=MAYA, values={"said": DRONES})
    form, question = field.views(MAYA)
    assert form["callback_id"] == "report_form"
    assert "You can sell that today" in words_of(question)
    field.control("quiet", idle_ms=100, timeout_ms=5000)
    assert len(field.views(MAYA)) == 2


def test_an_edit_is_not_listened_to(field: Field, catalog: None) -> None:
    """What was settled long ago is not asked about anew."""
    field.command(MAYA, "/request")
    assert "dispatch_action" in json.dumps(field.views(MAYA)[-1])
    field.submit(MAYA, said="Something with nothing like it in the world, qqq")
    field.eventually(lambda: not field.views(MAYA) or field.control("close", user=MAYA, all=True))
    field.command(MAYA, "/field mine")
    whispered = field.message("C0GENERAL", "Something with nothing like it", user=MAYA)
    field.click(MAYA, whispered, "edit_report", channel="C0GENERAL")
    assert "dispatch_action" not in json.dumps(field.views(MAYA)[-1])


def test_where_nothing_was_read_yet_nothing_is_shown(field: Field) -> None:
    field.command(MAYA, "/request")
    write(field, DRONES)
    field.control("quiet", idle_ms=100, timeout_ms=5000)
    assert updates(field) == 0
