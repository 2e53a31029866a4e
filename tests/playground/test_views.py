"""views.*: which view a call means, what guards it, and what a home tab remembers."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from playground import Workspace
from tests.playground.support import (
    TEXT,
    FakeApp,
    Json,
    button,
    command,
    modal,
    open_modal,
    plain,
    posted,
    question,
    section,
    stack,
)


def home(*blocks: Json, **more: Any) -> Json:
    """A home tab."""
    return {"type": "home", "blocks": list(blocks), **more}


def publish(app: FakeApp, *blocks: Json, user: str = "U1", **more: Any) -> Json:
    """A home tab that the app published."""
    view: Json = app.client.views_publish(user_id=user, view=home(*blocks, **more))["view"]
    return view


def refused(call: Callable[[], object]) -> str:
    """Slack's error code for a call that must be refused."""
    with pytest.raises(SlackApiError) as error:
        call()
    return str(error.value.response["error"])


def click(app: FakeApp, view: Json, action_id: str, values: Json | None = None) -> Json:
    """A click in somebody's view as the page makes it; what the app got."""
    before = len([one for one in app.payloads if one.get("type") == "block_actions"])
    outcome = app.workspace.post(
        "/page/click",
        **{"as": "U1"},
        container={"type": "view", "view_id": view["id"]},
        action_id=action_id,
        values=values or {},
    )
    assert outcome["ok"], outcome
    return app.wait_for("block_actions", before + 1)[-1]


def written(block_id: str, text: str | None) -> Json:
    """The state of a text input."""
    return {block_id: {"value": {"type": "plain_text_input", "value": text}}}


def test_a_home_tab_remembers_what_was_entered(app: FakeApp, workspace: Workspace) -> None:
    view = publish(app, question("note", TEXT), button("save"))
    assert view["state"] == {"values": {}}
    assert click(app, view, "save", written("note", "call Ace"))["view"]["state"]["values"] == written(
        "note", "call Ace"
    )
    assert click(app, view, "save")["view"]["state"]["values"] == written("note", "call Ace")
    assert workspace.get("/_control/home", user="U1")["view"]["state"]["values"] == written("note", "call Ace")


def test_a_home_tab_published_anew_keeps_what_was_entered_under_the_same_ids(
    app: FakeApp, workspace: Workspace
) -> None:
    view = publish(app, question("note", TEXT), question("gone", TEXT), button("save"))
    click(app, view, "save", {**written("note", "call Ace"), **written("gone", "x")})
    again = publish(app, question("note", {**TEXT, "initial_value": "new"}), question("other", TEXT), button("save"))
    assert again["id"] == view["id"]
    state = workspace.get("/_control/home", user="U1")["view"]["state"]["values"]
    assert state == {**written("note", "call Ace"), **written("other", None)}


def test_an_update_reaches_a_home_tab_too(app: FakeApp, workspace: Workspace) -> None:
    view = publish(app, section("old"), external_id="home-of-ann")
    updated = app.client.views_update(view_id=view["id"], view=home(section("new"), external_id="home-of-ann"))["view"]
    assert (updated["id"], updated["type"]) == (view["id"], "home")
    assert updated["hash"] != view["hash"]
    app.client.views_update(external_id="home-of-ann", view=home(section("newer")))
    shown = workspace.get("/_control/home", user="U1")["view"]
    assert shown["blocks"][0]["text"]["text"] == "newer"
    assert refused(lambda: app.client.views_update(view_id=view["id"], view=modal())) == "invalid_arguments"


def test_a_hash_must_be_the_newest(app: FakeApp) -> None:
    view = open_modal(app, modal(section("x")))
    newer = app.client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("y")))["view"]
    assert refused(lambda: app.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())) == (
        "hash_conflict"
    )
    app.client.views_update(view_id=view["id"], hash=newer["hash"], view=modal(section("z")))
    published = publish(app, section("x"))
    for wrong in ("old", ""):
        body = {"user_id": "U1", "hash": wrong, "view": home()}
        assert refused(partial(app.client.api_call, "views.publish", json=body)) == "hash_conflict"
    app.client.views_publish(user_id="U1", hash=published["hash"], view=home())
    assert refused(lambda: app.client.views_publish(user_id="U2", hash="old", view=home())) == "hash_conflict"


def test_an_external_id_names_one_view_in_the_workspace(app: FakeApp) -> None:
    open_modal(app, modal(section("x"), external_id="form-1"))
    app.client.views_update(external_id="form-1", view=modal(section("y"), external_id="form-1"))
    trigger = command(app, user="U2")["trigger_id"]
    taken = modal(section("x"), external_id="form-1")
    assert refused(lambda: app.client.views_open(trigger_id=trigger, view=taken)) == "duplicate_external_id"
    second = open_modal(app, modal(section("x"), external_id="form-2"), user="U2")
    assert refused(lambda: app.client.views_update(view_id=second["id"], view=taken)) == "duplicate_external_id"
    assert refused(lambda: publish(app, section("x"), external_id="form-1")) == "duplicate_external_id"
    publish(app, section("x"), external_id="home-1")
    publish(app, section("y"), external_id="home-1")
    assert refused(lambda: publish(app, section("x"), user="U2", external_id="home-1")) == "duplicate_external_id"


def test_only_a_trigger_from_inside_a_modal_can_push(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app, button("go"))
    workspace.post("/_control/click", user="U1", channel="C1", ts=ts, action_id="go")
    trigger = app.wait_for("block_actions")[0]["trigger_id"]
    assert refused(lambda: app.client.views_push(trigger_id=trigger, view=modal())) == "not_found"
    trigger = click(app, publish(app, button("go")), "go")["trigger_id"]
    assert refused(lambda: app.client.views_push(trigger_id=trigger, view=modal())) == "not_found"
    view = open_modal(app, modal(button("go")))
    trigger = command(app)["trigger_id"]
    assert refused(lambda: app.client.views_push(trigger_id=trigger, view=modal())) == "not_found"
    trigger = click(app, view, "go")["trigger_id"]
    app.client.views_push(trigger_id=trigger, view=modal())
    assert len(stack(workspace)) == 2


def test_a_trigger_opens_a_modal_from_the_home_tab(app: FakeApp, workspace: Workspace) -> None:
    trigger = click(app, publish(app, button("go")), "go")["trigger_id"]
    app.client.views_open(trigger_id=trigger, view=modal())
    assert len(stack(workspace)) == 1


def test_a_modal_that_is_opened_takes_the_place_of_those_that_are_open(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(section("first")))
    second = open_modal(app, modal(section("second")))
    assert [view["id"] for view in stack(workspace)] == [second["id"]]


def test_a_call_for_a_view_that_is_not_there_is_not_found(app: FakeApp) -> None:
    missing: list[Json] = [{"view_id": "V9"}, {"external_id": "none"}, {}]
    for names in missing:
        assert refused(partial(app.client.api_call, "views.update", json={**names, "view": modal()})) == "not_found"
    assert refused(lambda: app.client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    assert refused(lambda: app.client.api_call("views.open", json={"view": modal()})) == "invalid_arguments"
    assert refused(lambda: app.client.views_publish(user_id="U9", view=home())) == "invalid_arguments"


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"title": plain("x" * 25)}, "/view/title/text"),
        ({"submit": plain("x" * 25)}, "/view/submit/text"),
        ({"close": plain("x" * 25)}, "/view/close/text"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"callback_id": "x" * 256}, "/view/callback_id"),
        ({"external_id": "x" * 256}, "/view/external_id"),
    ],
)
def test_a_view_keeps_slacks_limits(app: FakeApp, more: Json, place: str) -> None:
    trigger = command(app)["trigger_id"]
    with pytest.raises(SlackApiError) as error:
        app.client.views_open(trigger_id=trigger, view=modal(**more))
    assert error.value.response["error"] == "invalid_arguments"
    assert any(place in message for message in error.value.response["response_metadata"]["messages"])
    # A view that was refused does not use up the trigger.
    app.client.views_open(trigger_id=trigger, view=modal())
