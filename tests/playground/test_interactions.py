"""What people do and what the app gets to hear of it."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from playground import Workspace
from playground.responses import ResponseUrls
from playground.triggers import Triggers
from tests.playground.support import FakeApp, Json, button, modal, option, plain, question, section

TEXT = {"type": "plain_text_input"}


class Hands:
    """Real time that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def command(app: FakeApp, text: str = "/lost", user: str = "U1", channel: str = "C1") -> Json:
    """Run a command that the app takes; the payload it got."""
    outcome = app.workspace.post("/_control/command", user=user, channel=channel, text=text)
    assert outcome["ok"], outcome
    return app.wait_for("command")[-1]


def open_modal(app: FakeApp, view: Json, user: str = "U1") -> Json:
    """A modal that the app opened for somebody."""
    view_: Json = app.client.views_open(trigger_id=command(app, user=user)["trigger_id"], view=view)["view"]
    return view_


def posted(app: FakeApp, *blocks: Json, channel: str = "C1") -> str:
    return str(app.client.chat_postMessage(channel=channel, text="card", blocks=list(blocks))["ts"])


def stack(workspace: Workspace, user: str = "U1") -> list[Json]:
    found: list[Json] = workspace.get("/_control/views", user=user)["stack"]
    return found


def shown(workspace: Workspace, user: str = "U1", channel: str = "C1") -> list[str]:
    return [one["text"] for one in workspace.get("/_control/messages", channel=channel, user=user)["messages"]]


# Commands and typing


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


# Clicks


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


# response_url


def test_a_response_url_is_good_for_five_answers(app: FakeApp) -> None:
    hook = WebhookClient(command(app)["response_url"])
    assert [hook.send(text=str(number)).status_code for number in range(6)] == [200] * 5 + [404]
    assert hook.send(text="6").body == '{"ok":false,"error":"used_url"}'


def test_a_response_url_is_good_for_thirty_minutes(app: FakeApp, workspace: Workspace) -> None:
    hands = Hands()
    workspace.world.responses = ResponseUrls(hands)
    hook = WebhookClient(command(app)["response_url"])
    hands.at += 30 * 60
    assert hook.send(text="in time").status_code == 200
    hands.at += 1
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


# Modals


def test_a_trigger_opens_one_modal_within_three_seconds(app: FakeApp, workspace: Workspace) -> None:
    hands = Hands()
    workspace.world.triggers = Triggers(hands)
    used = command(app)["trigger_id"]
    app.client.views_open(trigger_id=used, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        app.client.views_open(trigger_id=used, view=modal())
    late = command(app)["trigger_id"]
    hands.at += 3.1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        app.client.views_open(trigger_id=late, view=modal())


def test_modals_stack_three_deep(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(button("go")))
    for depth in (1, 2):
        workspace.post("/_control/click", user="U1", action_id="go")
        trigger = app.wait_for("block_actions", depth)[-1]["trigger_id"]
        app.client.views_push(trigger_id=trigger, view=modal(button("go")))
    workspace.post("/_control/click", user="U1", action_id="go")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        app.client.views_push(trigger_id=app.wait_for("block_actions", 3)[-1]["trigger_id"], view=modal())
    views = stack(workspace)
    assert [view["previous_view_id"] for view in views] == [None, views[0]["id"], views[1]["id"]]
    assert {view["root_view_id"] for view in views} == {views[0]["id"]}


def test_an_update_keeps_what_was_entered_under_the_same_ids(app: FakeApp, workspace: Workspace) -> None:
    view = open_modal(app, modal(question("said", TEXT), question("who", TEXT), button("go")))
    workspace.post("/_control/click", user="U1", action_id="go", values={"said": "mine", "who": "Ace"})
    changed = modal(
        question("said", {**TEXT, "initial_value": "new"}),
        question("who", {"type": "number_input", "is_decimal_allowed": False}),
    )
    answer = app.client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    values = stack(workspace)[0]["state"]["values"]
    assert values["said"]["value"]["value"] == "mine"
    assert values["who"]["value"]["value"] is None
    assert answer["view"]["hash"] != view["hash"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        app.client.views_update(view_id=view["id"], hash=view["hash"], view=changed)


def test_an_external_id_names_one_view(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(external_id="mine"))
    app.client.views_update(external_id="mine", view=modal(section("new"), external_id="mine"))
    assert stack(workspace)[0]["blocks"][0]["text"]["text"] == "new"
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        open_modal(app, modal(external_id="mine"), user="U2")


def test_required_inputs_and_limits_are_checked_before_the_app_hears_of_it(app: FakeApp, workspace: Workspace) -> None:
    number = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}
    open_modal(
        app,
        modal(
            question("said", {**TEXT, "min_length": 3, "max_length": 9}),
            question("many", number, optional=True),
            question("mail", {"type": "email_text_input"}, optional=True),
            question("link", {"type": "url_text_input"}, optional=True),
        ),
    )

    def submit(**values: Any) -> Json:
        errors: Json = workspace.post("/_control/submit", user="U1", values=values).get("errors", {})
        return errors

    assert submit(said="") == {"said": "Please complete this required field."}
    assert submit(said="ab") == {"said": "Please enter at least 3 characters."}
    assert submit(said="a" * 10) == {"said": "Please enter no more than 9 characters."}
    assert submit(said="good", many="ten") == {"many": "Please enter a number."}
    assert submit(many="1.5") == {"many": "Please enter a whole number."}
    assert submit(many="0") == {"many": "Please enter 1 or more."}
    assert submit(many="10") == {"many": "Please enter 9 or less."}
    assert submit(many=None, mail="ann") == {"mail": "Please enter a valid email address."}
    assert submit(mail=None, link="example") == {"link": "Please enter a valid link."}
    assert app._of("view_submission") == []
    assert submit(link=None) == {}
    assert app.wait_for("view_submission")[0]["view"]["state"]["values"]["said"]["value"]["value"] == "good"
    assert stack(workspace) == []


def test_plain_values_become_what_each_kind_of_input_reports(app: FakeApp, workspace: Workspace) -> None:
    options = [option("a"), option("b")]
    groups = [{"label": plain("G"), "options": options}]
    kinds: dict[str, tuple[Json, object, Json]] = {
        "text": (TEXT, "x", {"value": "x"}),
        "one": ({"type": "static_select", "option_groups": groups}, "b", {"selected_option": option("b")}),
        "by_text": ({"type": "radio_buttons", "options": options}, "A", {"selected_option": option("a")}),
        "many": ({"type": "multi_static_select", "options": options}, ["a"], {"selected_options": [option("a")]}),
        "ticks": ({"type": "checkboxes", "options": options}, "b", {"selected_options": [option("b")]}),
        "user": ({"type": "users_select"}, "U2", {"selected_user": "U2"}),
        "users": ({"type": "multi_users_select"}, ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        "room": ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        "day": ({"type": "datepicker"}, "2026-11-23", {"selected_date": "2026-11-23"}),
        "time": ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
        "moment": ({"type": "datetimepicker"}, 1795295238, {"selected_date_time": 1795295238}),
        "asked": ({"type": "external_select", "min_query_length": 0}, "a", {"selected_option": option("a")}),
        "kept": ({**TEXT, "initial_value": "was there"}, None, {"value": "was there"}),
    }
    app.answers["block_suggestion"] = lambda _: {"options": options}
    open_modal(app, modal(*[question(name, kind[0]) for name, kind in kinds.items()]))
    values = {name: kind[1] for name, kind in kinds.items() if name != "kept"}
    assert workspace.post("/_control/submit", user="U1", values=values)["ok"]
    state = app.wait_for("view_submission")[0]["view"]["state"]["values"]
    for name, (element, _, reported) in kinds.items():
        assert state[name]["value"] == {"type": element["type"], **reported}, name


def test_a_value_that_the_form_does_not_offer_is_refused(app: FakeApp, workspace: Workspace) -> None:
    menu = {"type": "static_select", "options": [option("a")]}
    open_modal(app, modal(question("pick", menu)))
    assert workspace.post("/_control/submit", user="U1", values={"pick": "z"})["error"] == "z is not offered in pick."
    unknown = workspace.post("/_control/submit", user="U1", values={"other": "z"})
    assert unknown["error"] == "The form has no input called other."


def test_a_submission_is_answered_by_errors_update_push_or_clear(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(question("said", TEXT)))
    answer: Json = {"response_action": "errors", "errors": {"said": "Why?"}}
    app.answers["view_submission"] = lambda _: answer

    def submit() -> Json:
        return workspace.post("/_control/submit", user="U1", values={"said": "x"} if len(stack(workspace)) == 1 else {})

    assert submit()["errors"] == {"said": "Why?"}
    answer = {"response_action": "update", "view": modal(question("said", TEXT), title=plain("Second"))}
    assert submit()["ok"]
    assert [view["title"]["text"] for view in stack(workspace)] == ["Second"]
    answer = {"response_action": "push", "view": modal(section("sure?"), title=plain("Third"))}
    assert submit()["ok"]
    assert [view["title"]["text"] for view in stack(workspace)] == ["Second", "Third"]
    answer = {"response_action": "clear"}
    assert submit()["ok"]
    assert stack(workspace) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"response_action": "errors", "errors": {"other": "x"}}, "no input block has the id: other"),
        ({"response_action": "errors", "errors": {}}, "errors must give a text"),
        ({"response_action": "update", "view": {"type": "modal"}}, "missing required field: title"),
        ({"response_action": "vanish"}, "unknown response_action: vanish"),
        ({"text": "done"}, "unknown keys: text"),
    ],
)
def test_a_wrong_answer_to_a_submission_leaves_the_form_open(
    app: FakeApp, workspace: Workspace, answer: Json, words: str
) -> None:
    open_modal(app, modal(question("said", TEXT)))
    app.answers["view_submission"] = lambda _: answer
    outcome = workspace.post("/_control/submit", user="U1", values={"said": "x"})
    assert outcome["notice"] == "We had some trouble connecting. Try again?"
    assert words in outcome["error"]
    assert len(stack(workspace)) == 1


def test_closing_is_told_when_the_view_asked_for_it(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(button("go")))
    workspace.post("/_control/close", user="U1")
    assert app._of("view_closed") == []
    open_modal(app, modal(button("go"), notify_on_close=True))
    workspace.post("/_control/close", user="U1")
    closed = app.wait_for("view_closed")[0]
    assert (closed["is_cleared"], closed["view"]["callback_id"]) == (False, "form")


def test_clearing_closes_the_whole_stack(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(button("go"), notify_on_close=True))
    workspace.post("/_control/click", user="U1", action_id="go")
    trigger = app.wait_for("block_actions")[0]["trigger_id"]
    app.client.views_push(trigger_id=trigger, view=modal(clear_on_close=True, notify_on_close=True))
    workspace.post("/_control/close", user="U1")
    assert [payload["is_cleared"] for payload in app.wait_for("view_closed", 2)] == [True, True]
    assert stack(workspace) == []


def test_options_are_asked_of_the_app_and_held_to_the_rules(app: FakeApp, workspace: Workspace) -> None:
    open_modal(app, modal(question("who", {"type": "external_select", "action_id": "account"})))

    def ask(value: str) -> Json:
        return workspace.post("/_control/options", user="U1", action_id="account", value=value)

    assert ask("ac")["options"] == []
    assert app._of("block_suggestion") == []
    app.answers["block_suggestion"] = lambda payload: {"options": [option(payload["value"])]}
    assert ask("ace")["options"] == [option("ace")]
    app.answers["block_suggestion"] = lambda _: {"options": [option("x" * 76)]}
    assert "must be less than 76 characters" in ask("ace")["error"]
    app.answers["block_suggestion"] = lambda _: {"options": [option(str(n)) for n in range(101)]}
    assert "no more than 100 items allowed" in ask("ace")["error"]
    app.answers["block_suggestion"] = lambda _: {"option_groups": []}
    assert ask("ace")["option_groups"] == []
    app.answers["block_suggestion"] = lambda _: {}
    assert "missing required field: options" in ask("ace")["error"]


# Shortcuts


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
