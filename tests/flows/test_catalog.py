"""`/field catalog`: everybody looks things up; marketers add, edit, retire, bring back, and judge customers' words."""

from datetime import timedelta
from typing import Any

import pytest

from storage.models import CatalogItem, CatalogStatus, Role, Verdict
from storage.queries import catalog, reports, workspaces
from tests.factories import Factory
from tests.flows.conftest import ANA, GENERAL, MAYA, PRIYA, TEAM, TOM, Field
from tests.flows.steps import deliver_again, deliveries, errors, live_tokens, log, value_of, words_of
from tests.flows.test_field_command import ask, sell

Json = dict[str, Any]
LIVE, PLANNED, RETIRED = CatalogStatus.LIVE, CatalogStatus.PLANNED, CatalogStatus.RETIRED


def buttons(message: Json) -> list[str]:
    """What can be pressed on a message or form."""
    found = []
    for block in message["blocks"]:
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        found += [one["text"]["text"] for one in elements if one.get("type") == "button"]
    return found


def press(field: Field, user: str, message: Json, action_id: str) -> Json:
    """Press a button of a private answer that opens a form; the form."""
    field.click(user, message, action_id, channel=GENERAL)
    return field.views(user)[-1]


def status(field: Field, user: str, chosen: CatalogStatus, **values: Any) -> Json:
    """Choose a status in the open form, with what was typed so far; the form as it is then."""
    field.control("click", user=user, action_id="item_status", choose=str(chosen), values=values)
    return field.views(user)[-1]


def edit(field: Field, user: str, name: str) -> Json:
    """Look an item up and press Edit; the form."""
    return press(field, user, ask(field, user, f"/field catalog {name}"), "edit_item")


def labels(form: Json) -> list[str]:
    return [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]


def item(field: Field, name: str) -> CatalogItem:
    """The one item that has the words in a name."""
    with field.session() as session:
        [found] = catalog.items(session, workspace_id=TEAM["id"], typed=name, limit=20)
    return found


def deeds(field: Field) -> list[str]:
    with field.session() as session:
        rows = session.connection().exec_driver_sql("select deed from audit order by audit_id").all()
    return [row[0] for row in rows]


def answered(field: Field, said: str, sold: CatalogItem, account: str = "Ace Roofing") -> None:
    """A rep heard something, and the catalog was the answer."""
    log(field, MAYA, said, account)
    with field.bot.database.write() as session:
        [newest] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=1)
        Factory(session, TEAM["id"]).catalog_answer(newest.report, sold, answered_at=field.clock())


def verdicts(field: Field) -> list[Verdict | None]:
    with field.session() as session:
        rows = session.connection().exec_driver_sql("select verdict from catalog_answer order by report_id").all()
    return [Verdict(row[0]) if row[0] else None for row in rows]


# --- looking ---


def test_the_door_tells_everybody_how_much_there_is_and_only_marketers_how_to_change_it(field: Field) -> None:
    soon = (field.clock() + timedelta(days=40)).date()
    sell(field, "Drone Services", on_sale_on=field.clock().date())
    sell(field, "Bee Keepers", PLANNED, on_sale_on=soon)
    sell(field, "Fax Machines", RETIRED)
    door = ask(field, MAYA, "/field catalog")
    words = words_of(door)
    assert "*The catalog:* 1 live · 1 planned · 1 retired" in words
    assert "🟢 *Drone Services* · live since" in words
    assert f"📅 *Bee Keepers* · on sale from {soon.day} {soon:%b %Y}" in words
    assert "`/field catalog drone`" in words
    assert buttons(door) == ["See all"]
    for user in (PRIYA, ANA):
        assert buttons(ask(field, user, "/field catalog")) == ["See all", "Add a heading"]


def test_an_empty_catalog_says_who_fills_it(field: Field) -> None:
    empty = ask(field, MAYA, "/field catalog")
    assert "The catalog is empty" in words_of(empty)
    assert buttons(empty) == []
    assert buttons(ask(field, PRIYA, "/field catalog")) == ["Add a heading"]


def test_a_search_tells_in_plain_words_whether_and_where_it_can_be_sold(field: Field) -> None:
    new = sell(field, "Aerial Photography", also=["Drone Surveys"], regions=["Wales"], talk_track="Roofs _from_ above.")
    sell(field, "Drone Kites", RETIRED, retired_on=field.clock().date(), successor_id=new.item_id)
    sell(field, "Drone Repairs", PLANNED, on_sale_on=field.clock().date() - timedelta(days=1))
    sell(field, "Drone Ideas", PLANNED)
    found = ask(field, MAYA, "/field catalog drones")
    words = words_of(found)
    assert "4 in the catalog for “drones”" in words
    assert "🟢 *Aerial Photography* · live\\nin Wales\\nalso called Drone Surveys\\n_Roofs  from  above._" in words
    assert "⚪ *Drone Kites* · retired" in words
    assert "; Aerial Photography took its place" in words
    assert "*Drone Repairs* · planned for" in words
    assert "not live yet" in words
    assert "*Drone Ideas* · planned, no day yet" in words
    assert buttons(found) == []
    assert buttons(ask(field, PRIYA, "/field catalog drones")).count("Edit") == 4


def test_what_is_called_so_comes_before_what_is_also_called_so(field: Field) -> None:
    sell(field, "Asbestos Removal", also=["garage roof asbestos"])
    sell(field, "Flat Roofing")
    sell(field, "Roofing Contractors")
    sell(field, "Roof Gardens", RETIRED)
    sell(field, "Gutters", see=["Roof Gardens"])
    for command in ("catalog", "find"):
        words = words_of(ask(field, MAYA, f"/field {command} roof"))
        places = [
            words.index(name) for name in ("Roofing Con", "Flat Roofing", "Asbestos R", "⚪ *Roof Gardens", "Gutters")
        ]
        assert places == sorted(places), command
    form = edit(field, PRIYA, "asbestos")
    assert form
    status(field, PRIYA, RETIRED)
    [first, *_] = field.look_up(PRIYA, "successor", "roof")
    assert first == str(item(field, "contractors").item_id)


def test_the_door_names_a_word_that_finds_something(field: Field) -> None:
    sell(field, "& Sons, Chimneys")
    assert "`/field catalog sons`" in words_of(ask(field, MAYA, "/field catalog"))


def test_the_whole_catalog_can_be_leafed_through(field: Field) -> None:
    for number in range(12):
        sell(field, f"Item {number:02}")
    door = ask(field, MAYA, "/field catalog")
    field.click(MAYA, door, "catalog_page", channel=GENERAL)
    first = field.message(GENERAL, "1–10 of 12 in the catalog", user=MAYA)
    assert first["ts"] == door["ts"]
    assert buttons(first) == ["Show more"]
    field.click(MAYA, first, "catalog_page", channel=GENERAL)
    second = field.message(GENERAL, "11–12 of 12 in the catalog", user=MAYA)
    assert "Item 11" in words_of(second)
    assert buttons(second) == ["Back to the first"]
    # What a search has no room for is one command away.
    assert "and 7 more: `/field catalog item`" in words_of(ask(field, MAYA, "/field find item"))


def test_nothing_found_says_what_to_try_and_nobodys_words_can_ping(field: Field) -> None:
    nothing = ask(field, MAYA, "/field catalog <!channel> & *zeppelins*")
    assert live_tokens(nothing) == set()
    assert "There is nothing for “&lt;!channel&gt; &amp; *zeppelins*” in the catalog" in words_of(nothing)
    assert buttons(nothing) == ["Log a request"]
    assert "There is nothing for" in words_of(ask(field, MAYA, f"/field catalog {'long ' * 500}"))


def test_a_prefix_is_kept_in_what_to_type(field: Field) -> None:
    sell(field, "Drone Services")
    ask(field, MAYA, "/field catalog")
    answer = deliver_again(field, {**deliveries(field, "slash_commands")[-1], "command": "/gs-field"})
    assert "`/gs-field catalog drone`" in answer.body


# --- changing ---


def test_a_marketer_adds_what_nobody_found_with_its_words_as_the_name(field: Field) -> None:
    nothing = ask(field, PRIYA, "/field catalog Zeppelin Rides")
    form = press(field, PRIYA, nothing, "add_item")
    assert form["title"]["text"] == "New heading"
    assert value_of(form, "item_name") == "Zeppelin Rides"
    assert labels(form) == [
        "Name",
        "Can it be sold?",
        "On sale since",
        "Other names",
        "See also",
        "Sold in",
        "Talk track",
    ]
    wales = _region(field, "Wales")
    assert field.submit(PRIYA, synonyms="airships\n\n  blimps \nAirships", see="Hot Air", sold_in=[wales])["ok"]
    page = field.message(GENERAL, "*Zeppelin Rides* is in the catalog now: live.", user=PRIYA)
    assert page["ts"] == nothing["ts"]
    assert "in Wales\\nalso called airships and blimps\\nsee also Hot Air" in words_of(page)
    assert "Zeppelin Rides" in words_of(ask(field, MAYA, "/field catalog blimp"))
    assert deeds(field) == ["item_added"]


def test_what_is_wrong_is_said_under_its_field_and_nothing_typed_is_lost(field: Field) -> None:
    sell(field, "Dog Walkers", also=["dog walking"])
    press(field, PRIYA, ask(field, PRIYA, "/field catalog"), "add_item")
    status(field, PRIYA, PLANNED, item_name="Dog Walkers", synonyms="dog walking", see="dog walkers")
    answer = field.submit(PRIYA, on_sale_on="2020-01-01")
    assert errors(answer) == {
        "item_name": "“Dog Walkers” is in the catalog already.",
        "synonyms": "“dog walking” is another name of “Dog Walkers” already.",
        "see": "“dog walkers” leads back to this one. Take it out.",
        "on_sale_on": "Pick a day after today. If it is for sale already, choose Live.",
    }
    form = field.views(PRIYA)[-1]
    assert [value_of(form, name) for name in ("synonyms", "see")] == ["dog walking", "dog walkers"]
    assert field.submit(PRIYA, item_name="Dog Hotels", synonyms="", see="", on_sale_on="2099-01-01")["ok"]
    field.message(GENERAL, "*Dog Hotels* is in the catalog now: on sale from 1 Jan 2099.", user=PRIYA)


def test_an_item_is_retired_for_another_and_brought_back(field: Field) -> None:
    new = sell(field, "Drone Services")
    sell(field, "Kite Photography", also=["kites"])
    form = edit(field, PRIYA, "kite")
    assert "On sale since" in labels(form)
    form = status(field, PRIYA, RETIRED, talk_track="Up, up!")
    assert labels(form)[2:4] == ["Retired on", "What took its place?"]
    assert value_of(form, "talk_track") == "Up, up!"
    offered = field.look_up(PRIYA, "successor", "photo drone"), field.look_up(PRIYA, "successor", "drone")
    assert offered == ([], [str(new.item_id)])
    assert field.look_up(PRIYA, "successor", "kite") == []
    assert field.submit(PRIYA, successor=str(new.item_id))["ok"]
    page = field.message(GENERAL, "*Kite Photography* is retired.", user=PRIYA)
    assert "; Drone Services took its place" in words_of(page)
    assert "Up, up!" not in words_of(page)
    form = press(field, PRIYA, page, "edit_item")
    assert "by <@U0PRIYA>" in words_of(form)
    status(field, PRIYA, LIVE)
    assert field.submit(PRIYA)["ok"]
    field.message(GENERAL, "*Kite Photography* is back: live.", user=PRIYA)
    back = item(field, "kites")
    assert (back.status, back.successor_id, back.retired_on, back.talk_track) == (LIVE, None, None, "Up, up!")
    assert deeds(field) == ["item_retired", "item_brought_back"]


def test_an_untouched_form_changes_nothing_and_says_so(field: Field) -> None:
    sell(field, "Drone Services", also=["UAV"], regions=["Wales"], talk_track="Up.")
    edit(field, PRIYA, "drone")
    assert field.submit(PRIYA)["ok"]
    field.message(GENERAL, "Nothing changed: *Drone Services* stays as it was.", user=PRIYA)
    assert deeds(field) == []


def test_whoever_saves_second_reads_who_was_quicker_and_overwrites_nothing(field: Field) -> None:
    sell(field, "Drone Services")
    edit(field, PRIYA, "drone")
    edit(field, TOM, "drone")
    assert field.submit(TOM, talk_track="Tom's words.")["ok"]
    answer = field.submit(PRIYA, talk_track="Priya's words.")
    assert "changed this while you had it open" in errors(answer)["item_name"]
    assert errors(answer)["item_name"].lower().startswith("tom")
    assert value_of(field.views(PRIYA)[-1], "talk_track") == "Priya's words."
    assert item(field, "drone").talk_track == "Tom's words."


def test_a_save_that_arrives_twice_is_one(field: Field) -> None:
    sell(field, "Drone Services")
    edit(field, PRIYA, "drone")
    assert field.submit(PRIYA, talk_track="Once.")["ok"]
    again = deliver_again(field, deliveries(field, "view_submission")[-1])
    assert (again.status, again.body) == (200, "")
    assert deeds(field) == ["item_edited"]


@pytest.mark.parametrize("when", ["on press", "on save"])
def test_who_lost_the_role_meanwhile_is_told_kindly_and_changes_nothing(field: Field, when: str) -> None:
    sell(field, "Drone Services")
    page = ask(field, PRIYA, "/field catalog drone")
    if when == "on save":
        press(field, PRIYA, page, "edit_item")
    with field.bot.database.write() as session:
        workspaces.set_holders(
            session, workspace_id=TEAM["id"], role=Role.MARKETER, user_ids=[TOM], by_id=ANA, now=field.clock()
        )
    if when == "on save":
        assert "Only Marketing and admins" in errors(field.submit(PRIYA, item_name="Mine"))["item_name"]
    else:
        field.click(PRIYA, page, "edit_item", channel=GENERAL)
        field.message(GENERAL, "Only Marketing and admins can change the catalog.", user=PRIYA)
        assert field.views(PRIYA) == []
    assert item(field, "drone").name == "Drone Services"


def test_a_workspace_without_regions_is_not_asked_for_any(bare_field: Field) -> None:
    with bare_field.bot.database.write() as session:
        workspaces.set_holders(
            session, workspace_id=TEAM["id"], role=Role.ADMIN, user_ids=[ANA], by_id=ANA, now=bare_field.clock()
        )
    form = press(bare_field, ANA, ask(bare_field, ANA, "/field catalog"), "add_item")
    assert "Sold in" not in labels(form)
    assert bare_field.submit(ANA, item_name="<!channel> & söhne 🏔")["ok"]
    page = bare_field.message(GENERAL, "is in the catalog now", user=ANA)
    assert live_tokens(page) == set()


def _region(field: Field, name: str) -> str:
    with field.session() as session:
        found = {one.name: one.region_id for one in workspaces.regions(session, workspace_id=TEAM["id"])}
    return str(found[name])


# --- customers' words ---


def test_customers_words_become_another_name_or_are_left(field: Field) -> None:
    sell(field, "Kites")
    drones = sell(field, "Drone Services")
    answered(field, "somebody with a flying camera", drones)
    answered(field, "Somebody with a flying camera!", drones, "Bell Plumbing")
    answered(field, "how much is it", drones)
    door = ask(field, PRIYA, "/field catalog")
    assert "Customers' words (2)" in buttons(door)
    words = press(field, PRIYA, door, "customers_words")
    assert "2 times, by 2 accounts" in words_of(words)
    first = next(block["block_id"] for block in words["blocks"] if block["type"] == "actions")
    field.control("click", user=PRIYA, action_id="adopt_words", block_id=first, view_id=words["id"])
    form = field.views(PRIYA)[-1]
    assert value_of(form, "short_name") == "Somebody with a flying camera!"
    refused = errors(field.submit(PRIYA, short_name="kites"))
    assert refused == {"short_name": "“Kites” is in the catalog already."}
    assert field.submit(PRIYA, short_name="flying camera")["ok"]
    [words] = field.views(PRIYA)
    assert "“flying camera” now leads to “Drone Services”" in words_of(words)
    assert "how much is it" in words_of(words)
    assert "flying camera!" not in words_of(words)
    field.control("click", user=PRIYA, action_id="leave_words", view_id=words["id"])
    assert "All done" in words_of(field.views(PRIYA)[-1])
    assert verdicts(field) == [Verdict.ADOPTED, Verdict.ADOPTED, Verdict.DISMISSED]
    assert deeds(field) == ["synonym_adopted", "synonym_dismissed"]
    assert "also called flying camera" in words_of(ask(field, MAYA, "/field catalog flying"))
    assert buttons(ask(field, PRIYA, "/field catalog")) == ["See all", "Add a heading"]


def test_of_two_who_judge_the_same_words_the_second_reads_what_was_decided(field: Field) -> None:
    answered(field, "a flying camera", sell(field, "Drone Services"))
    lists = {user: press(field, user, ask(field, user, "/field catalog"), "customers_words") for user in (PRIYA, TOM)}
    for user, shown in lists.items():
        field.control("click", user=user, action_id="leave_words", view_id=shown["id"])
    seen = words_of(field.views(TOM)[-1])
    assert "left these words as they are already" in seen
    assert "All done" in seen


def test_words_that_were_judged_while_the_small_form_was_open_are_not_judged_twice(field: Field) -> None:
    answered(field, "a flying camera", sell(field, "Drone Services"))
    shown = press(field, PRIYA, ask(field, PRIYA, "/field catalog"), "customers_words")
    field.control("click", user=PRIYA, action_id="adopt_words", view_id=shown["id"])
    other = press(field, TOM, ask(field, TOM, "/field catalog"), "customers_words")
    field.control("click", user=TOM, action_id="leave_words", view_id=other["id"])
    answer = field.submit(PRIYA, short_name="flying camera")
    assert "left these words as they are already" in errors(answer)["short_name"]
    assert verdicts(field) == [Verdict.DISMISSED]
    # Whoever presses in a list that is old reads the same in it.
    field.control("close", user=PRIYA)
    field.control("click", user=PRIYA, action_id="adopt_words", view_id=shown["id"])
    assert "left these words as they are already" in words_of(field.views(PRIYA)[-1])
