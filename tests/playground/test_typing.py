"""What people type, and what the app gets to hear of messages."""

from playground import Workspace
from tests.playground.support import (
    FakeApp,
    command,
    posted,
    section,
    shown,
)


def test_mentions_in_a_command_carry_ids_and_names(app: FakeApp) -> None:
    payload = command(app, "/request for @bob in #sales: <b> & https://example.com/?a=1&b=2 mail@ann.example")
    assert payload["text"] == (
        "for <@U2|bob> in <#C2|sales>: &lt;b&gt; &amp; <https://example.com/?a=1&amp;b=2> mail@ann.example"
    )
    assert (payload["user_id"], payload["user_name"], payload["channel_name"]) == ("U1", "ann", "triage")
    assert payload["is_enterprise_install"] == "false"


def test_a_command_without_escaping_keeps_mentions_as_typed(app: FakeApp) -> None:
    assert command(app, "/lost to @bob & co")["text"] == "to @bob &amp; co"


def test_commands_are_refused_in_threads_and_when_unknown(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app, section("x"))
    threaded = workspace.post("/_control/command", user="U1", channel="C1", text="/lost x", thread_ts=ts)
    assert threaded["error"] == "/lost is not supported in threads. Sorry!"
    unknown = workspace.post("/_control/command", user="U1", channel="C1", text="/shout x")
    assert unknown["error"] == "/shout is not a valid command."


def test_an_acknowledgement_with_words_is_shown_to_the_one_who_asked(app: FakeApp, workspace: Workspace) -> None:
    app.answers["command"] = lambda _: {"text": "only you"}
    command(app)
    assert shown(workspace, "U1") == ["only you"]
    assert shown(workspace, "U2") == []
    app.answers["command"] = lambda _: {"response_type": "in_channel", "text": "all", "blocks": [section("all")]}
    command(app)
    assert shown(workspace, "U2") == ["all"]


def test_an_acknowledgement_with_bad_blocks_is_an_error(app: FakeApp, workspace: Workspace) -> None:
    app.answers["command"] = lambda _: {"text": "x", "blocks": [{"type": "sektion"}]}
    outcome = workspace.post("/_control/command", user="U1", channel="C1", text="/lost")
    assert outcome["ok"] is False
    assert "unsupported type: sektion" in outcome["error"]


def test_a_message_to_the_app_is_an_event_with_escaped_text(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/message", user="U1", channel="@U1", text="a < b, ask @bob")
    event = app.wait_for("message")[0]["event"]
    assert event["text"] == "a &lt; b, ask <@U2>"
    assert (event["channel"], event["channel_type"], event["user"]) == ("D1", "im", "U1")
    assert event["blocks"][0]["type"] == "rich_text"


def test_edits_and_deletions_are_told_with_their_subtypes(app: FakeApp) -> None:
    ts = posted(app, section("x"), channel="U1")
    app.client.chat_update(channel="D1", ts=ts, text="new")
    app.client.chat_delete(channel="D1", ts=ts)
    events = [payload["event"] for payload in app.wait_for("message", 3)]
    assert {event.get("subtype") for event in events} == {None, "message_changed", "message_deleted"}


def test_metadata_is_told_only_for_the_types_that_the_manifest_names(app: FakeApp) -> None:
    for event_type in ("other", "gs_outbox"):
        metadata = {"event_type": event_type, "event_payload": {"id": "1"}}
        app.client.chat_postMessage(channel="C1", text="x", metadata=metadata)
    events = [payload["event"] for payload in app.wait_for("message_metadata_posted")]
    assert [event["metadata"]["event_type"] for event in events] == ["gs_outbox"]
    assert events[0]["channel_id"] == "C1"
