"""What people change afterwards: their own words, and emoji on anybody's. The app hears of it as in Slack."""

import pytest

from playground import Workspace
from tests.playground.support import FakeApp, Json, manifest, shown


def act(workspace: Workspace, user: str, what: str, ts: str, channel: str = "C1", **more: object) -> Json:
    return workspace.post(f"/page/{what}", **{"as": user, "channel": channel, "ts": ts, **more})


def write(workspace: Workspace, user: str, text: str, **more: object) -> str:
    return str(workspace.post("/page/send", **{"as": user, "channel": "C1", "text": text, **more})["ts"])


def in_thread(workspace: Workspace, ts: str) -> list[Json]:
    found: list[Json] = workspace.get("/page/history", **{"as": "U1", "channel": "C1", "thread_ts": ts})["messages"]
    return found


def changes(app: FakeApp, count: int) -> list[Json]:
    """The events of the newest changes, of which there are so many."""
    events = [payload["event"] for payload in app.wait_for("message", count)]
    return [event for event in events if "subtype" in event]


def test_an_edit_is_told_to_the_app_with_what_was_there_before(app: FakeApp, workspace: Workspace) -> None:
    ts = write(workspace, "U1", "two heading")
    assert act(workspace, "U1", "edit", ts, text="two headings & @bob") == {"ok": True}
    [event] = changes(app, 2)
    assert (event["subtype"], event["hidden"], event["channel"]) == ("message_changed", True, "C1")
    assert event["previous_message"]["text"] == "two heading"
    changed = event["message"]
    assert (changed["text"], changed["ts"], changed["edited"]["user"]) == ("two headings &amp; <@U2>", ts, "U1")
    assert changed["blocks"][0]["elements"][0]["elements"][-1] == {"type": "user", "user_id": "U2"}
    assert shown(workspace) == ["two headings &amp; <@U2>"]


def test_an_edit_that_changes_nothing_is_no_edit(app: FakeApp, workspace: Workspace) -> None:
    ts = write(workspace, "U1", "as it was")
    act(workspace, "U1", "edit", ts, text="as it was")
    write(workspace, "U1", "later")
    assert changes(app, 2) == []


def test_a_deleted_message_is_gone_and_the_app_hears_what_it_said(app: FakeApp, workspace: Workspace) -> None:
    ts = write(workspace, "U1", "never mind")
    act(workspace, "U1", "delete", ts)
    [event] = changes(app, 2)
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", ts)
    assert event["previous_message"]["text"] == "never mind"
    assert shown(workspace) == []
    assert act(workspace, "U1", "delete", ts)["error"] == "That message is no longer there."


def test_a_tombstone_stands_above_replies_until_the_last_one_is_deleted(app: FakeApp, workspace: Workspace) -> None:
    ts = write(workspace, "U1", "a question")
    reply = write(workspace, "U2", "an answer", thread_ts=ts)
    act(workspace, "U1", "delete", ts)
    [event] = changes(app, 3)
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert [one["text"] for one in in_thread(workspace, ts)] == ["This message was deleted.", "an answer"]
    assert not act(workspace, "U1", "edit", ts, text="I was here")["ok"]
    act(workspace, "U2", "delete", reply)
    assert shown(workspace) == []


def test_a_deleted_message_is_not_unread_any_more(workspace: Workspace) -> None:
    ts = write(workspace, "U1", "oops")
    assert workspace.get("/page/boot", **{"as": "U2"})["channels"][0]["unread"] == 1
    act(workspace, "U1", "delete", ts)
    assert workspace.get("/page/boot", **{"as": "U2"})["channels"][0]["unread"] == 0


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_only_own_messages_can_be_changed(app: FakeApp, workspace: Workspace, what: str) -> None:
    of_the_app = str(app.client.chat_postMessage(channel="C1", text="card")["ts"])
    for ts in (write(workspace, "U2", "Bob's"), of_the_app):
        refused = act(workspace, "U1", what, ts, text="mine now")
        assert refused == {"ok": False, "error": "You can change only what you wrote yourself."}


def test_what_only_one_person_sees_is_neither_changed_nor_reacted_to(app: FakeApp, workspace: Workspace) -> None:
    ts = str(app.client.chat_postEphemeral(channel="C1", user="U1", text="psst")["message_ts"])
    for what, more in (("edit", {"text": "x"}), ("delete", {}), ("react", {"name": "eyes"})):
        assert act(workspace, "U1", what, ts, **more)["error"].startswith("Only you see this message")


def test_an_edit_needs_words_and_a_reaction_a_name(workspace: Workspace) -> None:
    ts = write(workspace, "U1", "words")
    refused = act(workspace, "U1", "edit", ts, text="  ")
    assert refused["error"] == "Nothing would be left of the message. Delete it instead."
    refused = workspace.post("/page/send", **{"as": "U1", "channel": "C1", "text": "x" * 12_001})
    assert refused["error"] == "A message has at most 12,000 characters; this one has 12,001."
    assert act(workspace, "U1", "react", ts, name="no such <name>")["error"] == "There is no such emoji."


def test_a_reaction_is_put_on_and_taken_back_and_the_app_hears_both(app: FakeApp, workspace: Workspace) -> None:
    wanted = manifest()
    wanted["settings"]["event_subscriptions"]["bot_events"].append("reaction_removed")
    workspace.post("/_control/install", manifest=wanted)
    ts = write(workspace, "U1", "sold")
    for user in ("U2", "U3", "U3"):
        act(workspace, user, "react", ts, name="tada")
    act(workspace, "U2", "react", ts, name="tada", on=False)
    [removed] = app.wait_for("reaction_removed")
    assert removed["event"]["user"] == "U2"
    added = [payload["event"] for payload in app.wait_for("reaction_added", 2)]
    assert [(event["user"], event["reaction"], event["item_user"]) for event in added] == [
        ("U2", "tada", "U1"),
        ("U3", "tada", "U1"),
    ]
    assert added[0]["item"] == {"type": "message", "channel": "C1", "ts": ts}
    [message] = workspace.get("/page/history", **{"as": "U1", "channel": "C1"})["messages"]
    assert message["reactions"] == [{"name": "tada", "users": ["U3"], "count": 1}]


def test_the_app_hears_nothing_of_reactions_where_it_is_not(app: FakeApp, workspace: Workspace) -> None:
    apart = workspace.post("/page/send", **{"as": "U1", "channel": "C2", "text": "among us"})["ts"]
    act(workspace, "U2", "react", apart, channel="C2", name="eyes")
    here = write(workspace, "U1", "for all")
    act(workspace, "U2", "react", here, name="tada")
    assert [payload["event"]["reaction"] for payload in app.wait_for("reaction_added")] == ["tada"]


def test_a_tour_comes_with_the_sample_and_names_only_what_is_there(workspace: Workspace) -> None:
    assert workspace.get("/page/tour", **{"as": "U1"}) == {"ok": True, "tour": None}
    step = {"title": "Ask", "words": "Ask for something.", "who": "U1", "where": "C1"}
    assert workspace.post("/_control/seed", tour={"title": "Round", "steps": [step]})["ok"]
    first = workspace.get("/page/tour", **{"as": "U1"})["tour"]
    assert first["steps"] == [step]
    for wrong, error in (
        ({**step, "who": "U9"}, "There is no such person in this workspace."),
        ({**step, "who": "U3", "where": "C4"}, "There is no such channel here."),
        ({"title": "Ask"}, "Step 1 of the tour needs a title and words."),
    ):
        assert workspace.post("/_control/seed", tour={"steps": [wrong]})["error"] == error
    assert workspace.post("/_control/seed", tour={"steps": []})["error"] == "The tour needs steps."
    workspace.post("/_control/seed", tour={"title": "Round", "steps": [step]})
    assert workspace.get("/page/tour", **{"as": "U1"})["tour"]["id"] != first["id"]
