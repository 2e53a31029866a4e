"""Answers by response_url: to a command, to a click on a message for all or for one, and to a shortcut."""

import json

import pytest
from slack_sdk.webhook import WebhookClient

from playground import Workspace
from tests.playground.support import FakeApp, Json, button, command, kind_of, posted, section, shown


def clicked(app: FakeApp, ts: str, channel: str = "C1") -> WebhookClient:
    """The response_url of a click on the button "go" of a message."""
    before = sum(kind_of(payload) == "block_actions" for payload in app.payloads)
    assert app.workspace.post("/_control/click", user="U1", channel=channel, ts=ts, action_id="go")["ok"]
    return WebhookClient(app.wait_for("block_actions", before + 1)[-1]["response_url"])


def error_of(hook: WebhookClient, body: Json) -> str:
    """The error code of an answer that must be refused."""
    answer = json.loads(hook.send_dict(body).body or "{}")
    assert answer["ok"] is False
    return str(answer["error"])


def test_an_answer_to_a_command_is_for_its_author_unless_it_says_otherwise(app: FakeApp, workspace: Workspace) -> None:
    hook = WebhookClient(command(app)["response_url"])
    assert hook.send(text="for you").status_code == 200
    assert hook.send(text="for all", response_type="in_channel").status_code == 200
    assert shown(workspace, "U1") == ["for you", "for all"]
    assert shown(workspace, "U2") == ["for all"]


def test_an_answer_to_a_command_has_nothing_to_replace(app: FakeApp, workspace: Workspace) -> None:
    hook = WebhookClient(command(app)["response_url"])
    hook.send(text="thinking")
    hook.send(text="done", replace_original=True)
    assert shown(workspace, "U1") == ["thinking", "done"]
    assert error_of(hook, {"delete_original": True}) == "message_not_found"


def test_flags_may_be_text_as_in_slacks_examples(app: FakeApp, workspace: Workspace) -> None:
    hook = clicked(app, posted(app, button("go")))
    hook.send_dict({"text": "new", "replace_original": "true"})
    assert shown(workspace, "U2") == ["new"]
    hook.send_dict({"text": "beside", "replace_original": "false", "response_type": "in_channel"})
    assert shown(workspace, "U2") == ["new", "beside"]
    hook.send_dict({"delete_original": "true"})
    assert shown(workspace, "U2") == ["beside"]


def test_a_message_for_one_reader_is_replaced_and_taken_away(app: FakeApp, workspace: Workspace) -> None:
    ts = app.client.chat_postEphemeral(channel="C1", user="U1", text="card", blocks=[button("go")])["message_ts"]
    hook = clicked(app, ts)
    hook.send(text="changed", replace_original=True)
    assert shown(workspace, "U1") == ["changed"]
    assert shown(workspace, "U2") == []
    hook.send(delete_original=True)
    assert shown(workspace, "U1") == []


def test_an_answer_goes_into_the_thread_that_it_names(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app, button("go"))
    hook = clicked(app, ts)
    hook.send_dict({"text": "reply", "thread_ts": ts, "response_type": "in_channel", "replace_original": False})
    thread = app.client.conversations_replies(channel="C1", ts=ts)["messages"]
    assert [one["text"] for one in thread] == ["card", "reply"]
    hook.send_dict({"text": "only you", "thread_ts": ts})
    mine = workspace.get("/_control/messages", channel="C1", thread_ts=ts, user="U1")["messages"]
    assert [one["text"] for one in mine] == ["card", "reply", "only you"]
    assert error_of(hook, {"text": "x", "thread_ts": "1.000000"}) == "thread_not_found"


def test_the_app_cannot_replace_what_somebody_else_wrote(app: FakeApp, workspace: Workspace) -> None:
    ts = workspace.post("/_control/message", user="U2", channel="C1", text="they want it")["ts"]
    workspace.post("/_control/shortcut", user="U1", callback_id="log_message", channel="C1", ts=ts)
    hook = WebhookClient(app.wait_for("message_action")[0]["response_url"])
    hook.send(text="logged", replace_original=True)
    assert shown(workspace, "U2") == ["they want it"]
    assert shown(workspace, "U1") == ["they want it", "logged"]
    assert error_of(hook, {"delete_original": True}) == "message_not_found"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"text": " "}, "no_text"),
        ({"text": "x", "blocks": {}}, None),
        ({"text": "x", "blocks": "none"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "sektion"}]}, "invalid_blocks"),
        ({"text": "x", "attachments": [{"blocks": [{"type": "sektion"}]}]}, "invalid_attachments"),
        ({"attachments": [{"text": "attached"}]}, None),
    ],
)
def test_an_answer_is_checked_as_a_message_is(app: FakeApp, body: Json, error: str | None) -> None:
    hook = WebhookClient(command(app)["response_url"])
    assert json.loads(hook.send_dict(body).body or "{}").get("error") == error


def test_an_address_that_nobody_was_given_is_refused(workspace: Workspace) -> None:
    answer = WebhookClient(f"{workspace.url}/response/none").send(text="x")
    assert (answer.status_code, json.loads(answer.body)["error"]) == (404, "expired_url")


def test_what_was_said_lasts_in_the_section_too(app: FakeApp, workspace: Workspace) -> None:
    hook = clicked(app, posted(app, button("go")))
    hook.send(text="new", blocks=[section("*new*")], replace_original=True)
    [message] = workspace.get("/_control/messages", channel="C1")["messages"]
    assert message["blocks"][0]["text"]["text"] == "*new*"
