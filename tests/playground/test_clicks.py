"""Buttons, menus, the home tab, shortcuts, and answers by response_url."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from playground import Workspace
from tests.playground.support import (
    TEXT,
    FakeApp,
    Json,
    button,
    command,
    modal,
    open_modal,
    option,
    posted,
    question,
    section,
    shown,
)


def test_a_click_carries_the_message_its_place_and_a_response_url(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app, section("x"), button("go", style="danger"))
    workspace.post("/_control/click", user="U2", channel="C1", ts=ts, action_id="go")
    payload = app.wait_for("block_actions")[0]
    assert payload["container"] == {"type": "message", "message_ts": ts, "channel_id": "C1", "is_ephemeral": False}
    assert payload["message"]["ts"] == ts
    assert payload["channel"] == {"id": "C1", "name": "triage"}
    [action] = payload["actions"]
    assert (action["value"], action["style"], action["block_id"]) == ("7", "danger", "go_block")


def test_a_click_on_an_ephemeral_message_comes_without_the_message(app: FakeApp, workspace: Workspace) -> None:
    ts = app.client.chat_postEphemeral(channel="C1", user="U1", text="x", blocks=[button("go")])["message_ts"]
    workspace.post("/_control/click", user="U1", channel="C1", ts=ts, action_id="go")
    payload = app.wait_for("block_actions")[0]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    WebhookClient(payload["response_url"]).send(text="done", replace_original=True)
    assert shown(workspace) == ["done"]
    stranger = workspace.post("/_control/click", user="U2", channel="C1", ts=ts, action_id="go")
    assert stranger["error"] == "That message is no longer there."


def test_menus_report_exactly_what_they_offer(app: FakeApp, workspace: Workspace) -> None:
    options = [option("a"), option("b")]
    menus = {
        "type": "actions",
        "block_id": "menus",
        "elements": [
            {"type": "static_select", "action_id": "pick", "options": options},
            {"type": "overflow", "action_id": "more", "options": options},
            {"type": "checkboxes", "action_id": "tick", "options": options},
        ],
    }
    ts = posted(app, menus)

    def click(**what: Any) -> Json:
        return workspace.post("/_control/click", user="U1", channel="C1", ts=ts, **what)

    assert click(action_id="pick", choose="b")["ok"]
    assert click(action_id="more", choose="a")["ok"]
    assert click(action_id="tick", action={"selected_options": [{"value": "a"}]})["ok"]
    actions = [payload["actions"][0] for payload in app.wait_for("block_actions", 3)]
    assert actions[0]["selected_option"] == option("b")
    assert actions[1]["selected_option"] == option("a")
    assert actions[2]["selected_options"] == [option("a")]
    state = app.wait_for("block_actions", 3)[0]["state"]["values"]["menus"]["pick"]
    assert state == {"type": "static_select", "selected_option": option("b")}
    assert click(action_id="pick", choose="z")["error"] == "z is not offered in pick."
    strange = click(action_id="pick", action={"selected_option": option("z")})
    assert strange["error"] == "That choice is not offered."
    assert click(action_id="pick")["error"] == "Nothing was chosen."
    assert click(action_id="gone")["error"] == "There is no element gone there."


def test_a_click_in_a_modal_carries_the_state_of_its_inputs(app: FakeApp, workspace: Workspace) -> None:
    view = open_modal(app, modal(question("said", TEXT), button("go")))
    workspace.post("/_control/click", user="U1", action_id="go", values={"said": "half a word"})
    payload = app.wait_for("block_actions")[0]
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["state"]["values"]["said"]["value"]["value"] == "half a word"
    assert "response_url" not in payload


def test_a_click_in_the_home_tab_carries_its_view(app: FakeApp, workspace: Workspace) -> None:
    app.client.views_publish(user_id="U1", view={"type": "home", "blocks": [button("go")]})
    workspace.post("/_control/click", user="U1", action_id="go")
    assert app.wait_for("block_actions")[0]["view"]["type"] == "home"


def test_opening_the_home_tab_tells_the_app_and_brings_the_published_view(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/home", user="U1")
    first = app.wait_for("app_home_opened")[0]["event"]
    assert (first["user"], first["tab"], "view" in first) == ("U1", "home", False)
    published = app.client.views_publish(user_id="U1", view={"type": "home", "blocks": [section("x")]})
    workspace.post("/_control/home", user="U1")
    assert app.wait_for("app_home_opened", 2)[1]["event"]["view"]["id"] == published["view"]["id"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        app.client.views_publish(user_id="U1", hash="old", view={"type": "home", "blocks": []})


def test_a_response_url_is_good_for_five_answers(app: FakeApp) -> None:
    hook = WebhookClient(command(app)["response_url"])
    assert [hook.send(text=str(number)).status_code for number in range(6)] == [200] * 5 + [404]
    assert hook.send(text="6").body == '{"ok":false,"error":"used_url"}'


def test_a_response_url_is_good_for_thirty_minutes(app: FakeApp, workspace: Workspace) -> None:
    hook = WebhookClient(command(app)["response_url"])
    workspace.post("/_control/clock", offset=30 * 60 - 30)
    assert hook.send(text="in time").status_code == 200
    workspace.post("/_control/clock", offset=30 * 60 + 1)
    assert hook.send(text="late").body == '{"ok":false,"error":"expired_url"}'


def test_a_response_url_changes_or_deletes_the_message_that_was_clicked(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app, button("go"))
    workspace.post("/_control/click", user="U1", channel="C1", ts=ts, action_id="go")
    hook = WebhookClient(app.wait_for("block_actions")[0]["response_url"])
    hook.send(text="new", blocks=[section("new")], replace_original=True)
    assert shown(workspace, "U2") == ["new"]
    hook.send(text="only you")
    assert shown(workspace, "U1") == ["new", "only you"]
    hook.send(text="all of you", response_type="in_channel")
    assert shown(workspace, "U2") == ["new", "all of you"]
    hook.send(delete_original=True)
    assert shown(workspace, "U2") == ["all of you"]


def test_a_response_url_refuses_bad_blocks_and_nothing_at_all(app: FakeApp) -> None:
    hook = WebhookClient(command(app)["response_url"])
    assert json.loads(hook.send(text="x", blocks=[{"type": "sektion"}]).body or "")["error"] == "invalid_blocks"
    assert json.loads(hook.send(text="").body or "")["error"] == "no_text"
    request = urllib.request.Request(hook.url, data=b"not json")
    with pytest.raises(urllib.error.HTTPError, match="400") as refusal:
        urllib.request.urlopen(request)
    refusal.value.close()


def test_shortcuts_come_with_a_trigger_and_on_a_message_with_the_message(app: FakeApp, workspace: Workspace) -> None:
    ts = workspace.post("/_control/message", user="U2", channel="C1", text="they want XYZ")["ts"]
    assert workspace.post("/_control/shortcut", user="U1", callback_id="log_message", channel="C1", ts=ts)["ok"]
    payload = app.wait_for("message_action")[0]
    assert (payload["message"]["text"], payload["message"]["user"]) == ("they want XYZ", "U2")
    assert payload["response_url"]
    app.client.views_open(trigger_id=payload["trigger_id"], view=modal())
    assert workspace.post("/_control/shortcut", user="U1", callback_id="log_new")["ok"]
    anywhere = app.wait_for("shortcut")[0]
    assert "channel" not in anywhere
    assert "response_url" not in anywhere
    without = workspace.post("/_control/shortcut", user="U1", callback_id="log_message")
    assert without["error"] == "This shortcut needs a message."
    assert workspace.post("/_control/shortcut", user="U1", callback_id="none")["ok"] is False
