"""The Web API: who may call what, and Slack's answers to calls that are wrong."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import Workspace
from tests.playground.support import FakeApp, Json, button, manifest, modal, section

Call = Callable[[WebClient], Any]


def refusal(call: Callable[[], Any]) -> Json:
    """The answer of a call that must be refused."""
    with pytest.raises(SlackApiError) as error:
        call()
    answer = error.value.response.data
    assert isinstance(answer, dict)
    return answer


def posted(app: FakeApp, text: str = "hello", channel: str = "C1", **more: Any) -> str:
    """The ts of a new message of the app."""
    return str(app.client.chat_postMessage(channel=channel, text=text, **more)["ts"])


def test_auth_test_tells_who_the_token_is_and_what_it_may_do(app: FakeApp) -> None:
    answer = app.client.auth_test()
    assert answer["bot_id"] == app.installed["bot_id"]
    assert answer["user_id"] == app.installed["bot_user_id"]
    assert answer["team_id"] == app.installed["team_id"]
    assert answer.headers["x-oauth-scopes"].split(",")[:2] == ["commands", "chat:write"]


def test_a_call_without_a_good_token_is_refused(app: FakeApp, workspace: Workspace) -> None:
    nobody = WebClient(base_url=workspace.api_url)
    assert refusal(nobody.auth_test)["error"] == "not_authed"
    # Slack takes no token out of an address.
    address = f"{app.workspace.api_url}auth.test?token={app.installed['bot_token']}"
    with urllib.request.urlopen(address) as answer:
        assert json.load(answer)["error"] == "not_authed"
    stranger = WebClient("xoxb-of-another-workspace", base_url=workspace.api_url)
    assert refusal(stranger.auth_test)["error"] == "invalid_auth"
    wrong_kind = WebClient(app.installed["app_token"], base_url=workspace.api_url)
    assert refusal(wrong_kind.auth_test)["error"] == "not_allowed_token_type"
    opener = WebClient(app.installed["bot_token"], base_url=workspace.api_url)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        opener.apps_connections_open(app_token=app.installed["bot_token"])


def test_a_method_that_does_not_exist_is_unknown(app: FakeApp) -> None:
    assert refusal(lambda: app.client.api_call("chat.shout"))["error"] == "unknown_method"


def test_a_missing_scope_is_named(workspace: Workspace) -> None:
    installed = workspace.post("/_control/install", manifest=_with_scopes("commands", "chat:write"))
    client = WebClient(installed["bot_token"], base_url=workspace.api_url)
    answer = refusal(lambda: client.users_info(user="U1"))
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "users:read"
    assert answer["provided"] == "commands,chat:write"
    assert refusal(lambda: client.conversations_history(channel="C1"))["error"] == "missing_scope"


def test_the_scope_of_history_is_that_of_the_kind_of_channel(workspace: Workspace) -> None:
    installed = workspace.post("/_control/install", manifest=_with_scopes("commands", "chat:write", "im:history"))
    client = WebClient(installed["bot_token"], base_url=workspace.api_url)
    direct = client.chat_postMessage(channel="U1", text="hi")["channel"]
    assert [one["text"] for one in client.conversations_history(channel=direct)["messages"]] == ["hi"]
    answer = refusal(lambda: client.conversations_history(channel="C1"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda client: client.chat_postMessage(channel="C9", text="x"), "channel_not_found"),
        (lambda client: client.chat_postMessage(channel="C4", text="x"), "channel_not_found"),
        (lambda client: client.chat_postMessage(channel="C2", text="x"), "not_in_channel"),
        (lambda client: client.chat_postMessage(channel="C3", text="x"), "is_archived"),
        (lambda client: client.chat_postMessage(channel="U9", text="x"), "channel_not_found"),
        (lambda client: client.api_call("chat.postMessage", json={"channel": "C1", "text": " "}), "no_text"),
        (lambda client: client.chat_postMessage(channel="C1", text="x", attachments=[1]), "invalid_attachments"),
        (
            lambda client: client.chat_postMessage(channel="C1", text="x", attachments=[{}] * 101),
            "too_many_attachments",
        ),
        (
            lambda client: client.chat_postMessage(
                channel="C1", text="x", attachments=[{"blocks": [{"type": "sektion"}]}]
            ),
            "invalid_attachments",
        ),
        (lambda client: client.chat_postMessage(channel="C1", text="x", thread_ts="1.000000"), "thread_not_found"),
        (lambda client: client.chat_postMessage(channel="C1", text="x", markdown_text="y"), "markdown_text_conflict"),
        (
            lambda client: client.chat_postMessage(channel="C1", text="x", metadata={"event_type": "a"}),
            "invalid_metadata_format",
        ),
        (
            lambda client: client.chat_postMessage(
                channel="C1", text="x", metadata={"event_type": "a-b", "event_payload": {}}
            ),
            "invalid_metadata_format",
        ),
        (lambda client: client.chat_update(channel="C1", ts="1.000000", text="x"), "message_not_found"),
        (lambda client: client.chat_delete(channel="C1", ts="1.000000"), "message_not_found"),
        (lambda client: client.chat_postEphemeral(channel="C1", user="U9", text="x"), "user_not_in_channel"),
        (lambda client: client.chat_getPermalink(channel="C1", message_ts="1.000000"), "message_not_found"),
        (lambda client: client.users_info(user="U9"), "user_not_found"),
        (lambda client: client.conversations_open(users="U9"), "user_not_found"),
        (lambda client: client.conversations_info(channel="C9"), "channel_not_found"),
        (lambda client: client.conversations_list(types="public"), "invalid_types"),
        (lambda client: client.conversations_replies(channel="C1", ts="1.000000"), "thread_not_found"),
        (lambda client: client.conversations_history(channel="C2"), "not_in_channel"),
        (lambda client: client.conversations_history(channel="C1", limit=-1), "invalid_limit"),
        (lambda client: client.conversations_history(channel="C1", cursor="?"), "invalid_cursor"),
        (lambda client: client.reactions_add(channel="C1", timestamp="1.000000", name="eyes"), "message_not_found"),
        (lambda client: client.views_open(trigger_id="1.2.abc", view=modal()), "invalid_trigger_id"),
        (lambda client: client.views_update(view_id="V9", view=modal()), "not_found"),
        (lambda client: client.views_publish(user_id="U9", view={"type": "home", "blocks": []}), "invalid_arguments"),
        (lambda client: client.files_info(file="F9"), "file_not_found"),
        (lambda client: client.files_completeUploadExternal(files=[{"id": "F9"}]), "file_not_found"),
        (lambda client: client.files_getUploadURLExternal(filename="a.png", length=0), "invalid_arguments"),
        (
            lambda client: client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001),
            "alt_txt_too_large",
        ),
        (lambda client: client.bots_info(bot="B9"), "bot_not_found"),
        (lambda client: client.team_info(team="T9"), "team_not_found"),
        (lambda client: client.users_list(cursor="!"), "invalid_cursor"),
        (lambda client: client.users_list(limit=-1), "invalid_limit"),
        (lambda client: client.conversations_history(channel="C1", latest="today"), "invalid_ts_latest"),
        (lambda client: client.conversations_replies(channel="C1", ts="1.0", oldest="x"), "thread_not_found"),
        (lambda client: client.api_call("reactions.add", json={"channel": "C1", "name": "eyes"}), "no_item_specified"),
    ],
)
def test_a_wrong_call_gets_slacks_error(app: FakeApp, call: Call, error: str) -> None:
    assert refusal(lambda: call(app.client))["error"] == error


def test_a_message_comes_back_whole_and_is_found_again(app: FakeApp) -> None:
    metadata = {"event_type": "gs_outbox", "event_payload": {"id": "7"}}
    answer = app.client.chat_postMessage(channel="#triage", text="hello", blocks=[section("x")], metadata=metadata)
    assert answer["channel"] == "C1"
    assert answer["message"]["metadata"] == metadata
    assert answer["message"]["ts"] == answer["ts"]
    [found] = app.client.conversations_history(channel="C1", include_all_metadata=True)["messages"]
    assert found["metadata"] == metadata
    [bare] = app.client.conversations_history(channel="C1")["messages"]
    assert "metadata" not in bare
    link = app.client.chat_getPermalink(channel="C1", message_ts=answer["ts"])["permalink"]
    assert link.endswith(f"/archives/C1/p{answer['ts'].replace('.', '')}")


def test_a_message_to_a_person_answers_with_the_direct_channel(app: FakeApp) -> None:
    channel = app.client.chat_postMessage(channel="U2", text="hello")["channel"]
    assert channel.startswith("D")
    assert app.client.conversations_open(users="U2")["channel"]["id"] == channel
    assert app.client.conversations_info(channel=channel)["channel"]["user"] == "U2"


def test_an_update_keeps_metadata_and_drops_blocks_that_it_does_not_repeat(app: FakeApp) -> None:
    metadata = {"event_type": "gs_outbox", "event_payload": {"id": "7"}}
    ts = posted(app, blocks=[section("x")], metadata=metadata)
    app.client.chat_update(channel="C1", ts=ts, text="changed", blocks=[section("y")])
    [card] = app.workspace.get("/_control/messages", channel="C1")["messages"]
    assert card["metadata"] == metadata
    assert "edited" not in card
    app.client.chat_update(channel="C1", ts=ts, text="bare", metadata={})
    [card] = app.workspace.get("/_control/messages", channel="C1")["messages"]
    assert "blocks" not in card
    assert "metadata" not in card
    assert card["edited"]["user"] == app.installed["bot_user_id"]


def test_an_update_of_more_than_4000_characters_is_too_long(app: FakeApp) -> None:
    ts = posted(app)
    assert refusal(lambda: app.client.chat_update(channel="C1", ts=ts, text="x" * 4001))["error"] == "msg_too_long"


def test_the_app_changes_and_deletes_only_its_own_messages(app: FakeApp) -> None:
    ts = app.workspace.post("/_control/message", user="U1", channel="C1", text="mine")["ts"]
    update = refusal(lambda: app.client.chat_update(channel="C1", ts=ts, text="x"))
    assert update["error"] == "cant_update_message"
    assert refusal(lambda: app.client.chat_delete(channel="C1", ts=ts))["error"] == "cant_delete_message"
    own = posted(app)
    app.client.chat_delete(channel="C1", ts=own)
    assert refusal(lambda: app.client.chat_delete(channel="C1", ts=own))["error"] == "message_not_found"


def test_replies_count_on_their_parent(app: FakeApp) -> None:
    parent = posted(app)
    reply = posted(app, "first", thread_ts=parent)
    posted(app, "second", thread_ts=parent)
    assert refusal(lambda: posted(app, thread_ts=reply))["error"] == "thread_not_found"
    [top] = app.client.conversations_history(channel="C1")["messages"]
    assert top["reply_count"] == 2
    thread = app.client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert [one["text"] for one in thread] == ["hello", "first", "second"]


def test_history_comes_in_pages(app: FakeApp) -> None:
    for number in range(7):
        posted(app, str(number))
    first = app.client.conversations_history(channel="C1", limit=3)
    assert [one["text"] for one in first["messages"]] == ["6", "5", "4"]
    rest = app.client.conversations_history(channel="C1", limit=9, cursor=first["response_metadata"]["next_cursor"])
    assert [one["text"] for one in rest["messages"]] == ["3", "2", "1", "0"]
    assert rest["has_more"] is False
    newer = app.client.conversations_history(channel="C1", oldest=first["messages"][2]["ts"], inclusive=True)
    assert [one["text"] for one in newer["messages"]] == ["6", "5", "4"]


def test_an_ephemeral_message_is_only_for_its_reader(app: FakeApp) -> None:
    ts = app.client.chat_postEphemeral(channel="C1", user="U1", text="just you", blocks=[section("x")])["message_ts"]
    assert app.client.conversations_history(channel="C1")["messages"] == []
    assert refusal(lambda: app.client.chat_update(channel="C1", ts=ts, text="x"))["error"] == "message_not_found"
    mine = app.workspace.get("/_control/messages", channel="C1", user="U1")["messages"]
    assert [(one["text"], one["is_ephemeral"]) for one in mine] == [("just you", True)]
    assert app.workspace.get("/_control/messages", channel="C1", user="U2")["messages"] == []


def test_people_channels_and_team_are_described(app: FakeApp) -> None:
    ann = app.client.users_info(user="U1")["user"]
    assert (ann["real_name"], ann["tz"], ann["profile"]["title"]) == ("Ann Lee", "Europe/London", "Rep")
    assert "email" not in ann["profile"]
    everybody = app.client.users_list()["members"]
    assert [one["id"] for one in everybody] == ["U1", "U2", "U3", app.installed["bot_user_id"]]
    channels = app.client.conversations_list(types="public_channel,im", exclude_archived=True)["channels"]
    assert [one["id"] for one in channels] == ["C1", "C2", "D1", "D2", "D3"]
    first = app.client.conversations_list(limit=1)
    assert first["response_metadata"]["next_cursor"]
    assert app.client.conversations_members(channel="C2")["members"] == ["U1", "U2"]
    assert app.client.team_info()["team"]["id"] == app.installed["team_id"]
    assert app.client.bots_info(bot=app.installed["bot_id"])["bot"]["name"] == "Groundswell"


def test_a_reaction_is_put_on_and_taken_back(app: FakeApp) -> None:
    ts = posted(app)
    app.client.reactions_add(channel="C1", timestamp=ts, name="eyes")
    again = refusal(lambda: app.client.reactions_add(channel="C1", timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"
    [reaction] = app.client.reactions_get(channel="C1", timestamp=ts)["message"]["reactions"]
    assert (reaction["name"], reaction["count"]) == ("eyes", 1)
    app.client.reactions_remove(channel="C1", timestamp=ts, name="eyes")
    assert "reactions" not in app.client.reactions_get(channel="C1", timestamp=ts)["message"]
    gone = refusal(lambda: app.client.reactions_remove(channel="C1", timestamp=ts, name="eyes"))
    assert gone["error"] == "no_reaction"
    app.wait_for("reaction_added")


def test_a_picture_is_shown_in_blocks_only_once_it_was_processed(app: FakeApp) -> None:
    blocks = [{"type": "image", "slack_file": {"id": ""}, "alt_text": "Trends"}]
    app.workspace.post("/_control/files", processing_ms=60_000)
    file = app.client.files_upload_v2(content="<svg/>", filename="chart.svg")["files"][0]["id"]
    blocks[0]["slack_file"] = {"id": file}
    early = refusal(lambda: app.client.chat_postMessage(channel="C1", text="x", blocks=blocks))
    assert early["response_metadata"]["messages"] == ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"]
    assert app.client.files_info(file=file)["file"]["mimetype"] == ""
    app.workspace.post("/_control/files", processing_ms=0)
    file = app.client.files_upload_v2(content="<svg/>", filename="chart.svg")["files"][0]["id"]
    assert posted(app, blocks=[{**blocks[0], "slack_file": {"id": file}}])
    app.workspace.post("/_control/files")


def test_an_uploaded_picture_is_shared_and_shown_in_blocks(app: FakeApp) -> None:
    app.workspace.post("/_control/files", processing_ms=0)
    parent = posted(app)
    answer = app.client.files_upload_v2(
        channel="C1", content="<svg/>", filename="chart.svg", title="Trends", thread_ts=parent, initial_comment="See"
    )
    file = answer["files"][0]["id"]
    thread = app.client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert (thread[1]["text"], thread[1]["files"][0]["title"]) == ("See", "Trends")
    assert app.client.files_info(file=file)["file"]["size"] == 6
    with urllib.request.urlopen(f"{app.workspace.url}/files/{file}") as picture:
        assert picture.read() == b"<svg/>"
    posted(app, blocks=[{"type": "image", "slack_file": {"id": file}, "alt_text": "Trends"}])


def test_a_picture_is_shared_in_a_thread_with_what_it_shows_in_words(app: FakeApp) -> None:
    parent = posted(app)
    place = app.client.files_getUploadURLExternal(filename="chart.svg", length=6, alt_txt="Ten asked")
    urllib.request.urlopen(urllib.request.Request(place["upload_url"], data=b"<svg/>")).close()
    files = [{"id": place["file_id"], "title": "What moved"}]
    nowhere = refusal(
        lambda: app.client.files_completeUploadExternal(files=files, channel_id="C1", thread_ts="1.000001")
    )
    assert nowhere["error"] == "thread_not_found"
    assert refusal(lambda: app.client.files_completeUploadExternal(files=files, channel_id="C404"))["error"] == (
        "channel_not_found"
    )
    app.client.files_completeUploadExternal(files=files, channel_id="C1", thread_ts=parent)
    [_, shared] = app.client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert (shared["text"], shared["files"][0]["title"], shared["files"][0]["alt_txt"]) == (
        "",
        "What moved",
        "Ten asked",
    )
    assert app.client.conversations_history(channel="C1")["messages"][0]["ts"] == parent


def test_a_text_in_markdown_becomes_a_block(app: FakeApp) -> None:
    answer = app.client.chat_postMessage(channel="C1", markdown_text="**bold**")
    assert answer["message"]["blocks"][0]["type"] == "markdown"


def test_forms_and_json_bodies_are_read_alike(app: FakeApp) -> None:
    blocks = '[{"type": "divider"}]'
    form = app.client.api_call("chat.postMessage", params={"channel": "C1", "text": "x", "blocks": blocks})
    assert form["message"]["blocks"][0]["type"] == "divider"
    ts = app.client.api_call("chat.postMessage", json={"channel": "C1", "text": "x", "blocks": [button("go")]})["ts"]
    assert float(ts) > float(form["ts"])


def test_a_text_that_is_too_long_is_cut_with_a_warning(app: FakeApp) -> None:
    answer = app.client.chat_postMessage(channel="C1", text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    assert answer["warning"] == "message_truncated"
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


def test_blocks_without_a_text_and_json_without_a_charset_are_warned_of(app: FakeApp) -> None:
    body = {"channel": "C1", "blocks": [section("x")]}
    answer = app.client.api_call("chat.postMessage", json=body)
    assert answer["response_metadata"]["warnings"] == ["missing_text_in_message"]
    headers = {"Authorization": f"Bearer {app.installed['bot_token']}", "Content-Type": "application/json"}
    address = f"{app.workspace.api_url}chat.postMessage"
    request = urllib.request.Request(address, data=json.dumps(body).encode(), headers=headers)
    with urllib.request.urlopen(request) as bare:
        assert json.load(bare)["warning"] == "missing_text_in_message,missing_charset"


def test_a_reply_can_be_shown_in_the_channel_too(app: FakeApp) -> None:
    parent = posted(app)
    answer = app.client.chat_postMessage(channel="C1", text="for all", thread_ts=parent, reply_broadcast=True)
    assert answer["message"]["subtype"] == "thread_broadcast"
    shown, _ = app.client.conversations_history(channel="C1")["messages"]
    assert (shown["text"], shown["thread_ts"], shown["root"]["text"]) == ("for all", parent, "hello")
    assert shown["root"]["reply_count"] == 1
    event = app.wait_for("message", 2)[1]["event"]
    assert (event["subtype"], event["root"]["ts"]) == ("thread_broadcast", parent)
    thread = app.client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert [one["text"] for one in thread] == ["hello", "for all"]
    app.client.chat_delete(channel="C1", ts=shown["ts"])
    assert [one["text"] for one in app.client.conversations_history(channel="C1")["messages"]] == ["hello"]


def test_a_reply_that_is_there_is_shown_in_the_channel_afterwards(app: FakeApp) -> None:
    parent = posted(app)
    reply = posted(app, "first", thread_ts=parent)
    both = refusal(lambda: app.client.chat_update(channel="C1", ts=reply, text="new", reply_broadcast=True))
    assert both["error"] == "no_dual_broadcast_content_update"
    body = {"channel": "C1", "ts": parent, "reply_broadcast": True}
    assert refusal(lambda: app.client.api_call("chat.update", json=body))["error"] == "cant_broadcast_message"
    app.client.api_call("chat.update", json={**body, "ts": reply})
    assert [one["text"] for one in app.client.conversations_history(channel="C1")["messages"]] == ["first", "hello"]


def test_attachments_are_kept_and_given_back_as_slack_writes_them(app: FakeApp) -> None:
    attachments: list[Json] = [
        {"text": "one", "color": "good"},
        {"color": "#36A64F", "blocks": [section("two")], "fallback": "second"},
    ]
    answer = app.client.api_call("chat.postMessage", json={"channel": "C1", "attachments": attachments})
    first, second = answer["message"]["attachments"]
    assert (first["id"], first["fallback"], first["color"]) == (1, "one", "2eb886")
    assert (second["id"], second["fallback"], second["color"]) == (2, "second", "36A64F")
    assert second["blocks"][0]["block_id"]
    app.client.chat_update(channel="C1", ts=answer["ts"], text="words")
    [card] = app.workspace.get("/_control/messages", channel="C1")["messages"]
    assert (card["text"], len(card["attachments"])) == ("words", 2)
    app.client.chat_update(channel="C1", ts=answer["ts"], text="words", attachments=[])
    [card] = app.workspace.get("/_control/messages", channel="C1")["messages"]
    assert "attachments" not in card


def test_another_name_needs_its_scope(app: FakeApp) -> None:
    plainly = app.client.chat_postMessage(channel="C1", text="x", username="Robin", icon_emoji="robot_face")["message"]
    assert "username" not in plainly
    app.workspace.post("/_control/install", manifest=_with_scopes("commands", "chat:write", "chat:write.customize"))
    named = app.client.chat_postMessage(channel="C1", text="x", username="Robin", icon_emoji="robot_face")["message"]
    assert (named["username"], named["icons"], named["subtype"]) == ("Robin", {"emoji": ":robot_face:"}, "bot_message")
    assert "user" not in named


def test_arguments_that_have_no_effect_here_are_taken(app: FakeApp) -> None:
    answer = app.client.chat_postMessage(
        channel="C1", text="x", unfurl_links=False, unfurl_media=False, link_names=True, parse="full", whatever="7"
    )
    assert answer["message"]["text"] == "x"
    assert "warning" not in answer.data


def test_history_keeps_to_the_times_that_it_is_given(app: FakeApp) -> None:
    stamps = [posted(app, str(number)) for number in range(4)]
    between = app.client.conversations_history(channel="C1", oldest=stamps[0], latest=stamps[3])
    assert [one["text"] for one in between["messages"]] == ["2", "1"]
    seconds = str(int(float(stamps[0])) - 1)
    assert len(app.client.conversations_history(channel="C1", oldest=seconds)["messages"]) == 4
    assert app.client.conversations_history(channel="C1", latest=seconds)["messages"] == []
    assert len(app.client.conversations_history(channel="C1", oldest="0", limit=0)["messages"]) == 4


def test_a_thread_comes_in_pages_from_its_start_each_with_its_parent(app: FakeApp) -> None:
    parent = posted(app)
    stamps = [posted(app, str(number), thread_ts=parent) for number in range(5)]
    first = app.client.conversations_replies(channel="C1", ts=parent, limit=2)
    assert [one["text"] for one in first["messages"]] == ["hello", "0", "1"]
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    rest = app.client.conversations_replies(channel="C1", ts=parent, limit=9, cursor=cursor)
    assert [one["text"] for one in rest["messages"]] == ["hello", "2", "3", "4"]
    late = app.client.conversations_replies(channel="C1", ts=parent, oldest=stamps[3], inclusive=True)
    assert [one["text"] for one in late["messages"]] == ["hello", "3", "4"]


def test_people_come_in_pages_when_a_limit_is_given(app: FakeApp) -> None:
    first = app.client.users_list(limit=3)
    assert [one["id"] for one in first["members"]] == ["U1", "U2", "U3"]
    rest = app.client.users_list(limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert [one["id"] for one in rest["members"]] == [app.installed["bot_user_id"]]
    assert rest["response_metadata"]["next_cursor"] == ""


def test_somebody_is_found_by_their_address(app: FakeApp, workspace: Workspace) -> None:
    assert refusal(lambda: app.client.users_lookupByEmail(email="dee@example.com"))["needed"] == "users:read.email"
    workspace.post("/_control/install", manifest=_with_scopes("commands", "users:read", "users:read.email"))
    workspace.post("/_control/seed", users=[{"id": "U4", "name": "dee", "email": "dee@example.com"}])
    found = app.client.users_lookupByEmail(email="Dee@example.com")["user"]
    assert (found["id"], found["profile"]["email"]) == ("U4", "dee@example.com")
    assert refusal(lambda: app.client.users_lookupByEmail(email="x@example.com"))["error"] == "users_not_found"


def test_the_channels_that_somebody_is_in_are_listed(app: FakeApp) -> None:
    mine = app.client.users_conversations(types="public_channel,im", exclude_archived=True)["channels"]
    assert [one["id"] for one in mine] == ["C1", "D1", "D2", "D3"]
    bobs = app.client.users_conversations(user="U2", types="public_channel")
    assert [one["id"] for one in bobs["channels"]] == ["C1", "C2", "C3"]
    assert refusal(lambda: app.client.users_conversations(user="U9"))["error"] == "user_not_found"


def test_what_somebody_reacted_to_is_listed_newest_first(app: FakeApp) -> None:
    stamps = [posted(app, str(number)) for number in range(3)]
    for ts in stamps:
        app.client.reactions_add(channel="C1", timestamp=ts, name="eyes")
    app.client.reactions_remove(channel="C1", timestamp=stamps[1], name="eyes")
    first = app.client.reactions_list(limit=1)
    assert [item["message"]["text"] for item in first["items"]] == ["2"]
    rest = app.client.reactions_list(limit=5, cursor=first["response_metadata"]["next_cursor"])
    assert [(item["message"]["text"], item["channel"]) for item in rest["items"]] == [("0", "C1")]
    assert app.client.reactions_list(user="U1")["items"] == []
    assert refusal(lambda: app.client.reactions_list(user="U9"))["error"] == "user_not_found"


def test_the_app_leaves_a_channel_and_reads_it_no_more(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app)
    refused = refusal(lambda: app.client.conversations_leave(channel="C1"))
    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:manage")
    scopes = ("commands", "chat:write", "channels:history", "channels:manage")
    workspace.post("/_control/install", manifest=_with_scopes(*scopes))
    app.client.conversations_mark(channel="C1", ts=ts)
    app.client.conversations_leave(channel="C1")
    assert app.client.conversations_leave(channel="C1")["not_in_channel"] is True
    assert refusal(lambda: app.client.conversations_history(channel="C1"))["error"] == "not_in_channel"


def test_a_revoked_token_is_void_and_the_app_hears_of_it(app: FakeApp) -> None:
    assert app.client.auth_revoke(test=True)["revoked"] is False
    assert app.client.auth_revoke()["revoked"] is True
    app.wait_for("tokens_revoked")
    assert refusal(app.client.auth_test)["error"] == "token_revoked"


def test_an_app_takes_itself_out_with_its_client_secret(app: FakeApp) -> None:
    known = {name: app.installed[name] for name in ("client_id", "client_secret")}
    wrong_id = refusal(lambda: app.client.apps_uninstall(client_id="1", client_secret="2"))
    assert wrong_id["error"] == "invalid_client_id"
    wrong_secret = refusal(lambda: app.client.apps_uninstall(client_id=known["client_id"], client_secret="2"))
    assert wrong_secret["error"] == "bad_client_secret"
    app.client.apps_uninstall(**known)
    app.wait_for("tokens_revoked")
    app.wait_for("app_uninstalled")
    assert refusal(app.client.auth_test)["error"] == "token_revoked"


def test_an_app_that_was_taken_out_has_a_revoked_token(app: FakeApp) -> None:
    app.workspace.post("/_control/uninstall")
    app.wait_for("tokens_revoked")
    app.wait_for("app_uninstalled")
    assert refusal(app.client.auth_test)["error"] == "token_revoked"
    again = app.workspace.post("/_control/install", manifest=manifest())
    assert again["bot_token"] != app.installed["bot_token"]
    assert again["app_id"] == app.installed["app_id"]


def _with_scopes(*scopes: str) -> Json:
    body = manifest(scopes=list(scopes))
    body["settings"]["event_subscriptions"]["bot_events"] = []
    return body
