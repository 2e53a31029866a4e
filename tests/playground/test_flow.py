"""The whole way through with the real Bolt: command, form, message, click, update."""

from collections.abc import Iterator

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from playground import Workspace
from tests.playground.support import Json, button, manifest, modal, plain, question, section


class Bot:
    """A small Bolt app as ours will be built: sync, process_before_response, no token verification."""

    def __init__(self, workspace: Workspace, installed: Json) -> None:
        self.confirmed: list[Json] = []
        self.errors: list[str] = []
        app = App(
            client=WebClient(installed["bot_token"], base_url=workspace.api_url),
            token_verification_enabled=False,
            process_before_response=True,
            ignoring_self_events_enabled=False,
        )
        app.command("/request")(self.open_form)
        app.view("form")(self.submit)
        app.action("take")(self.take)
        app.options("account")(self.accounts)
        app.shortcut("log_message")(self.log_message)
        app.event("app_home_opened")(self.home)
        app.event("message_metadata_posted")(self.confirm)
        app.event("message")(self.hear)
        self.handler = SocketModeHandler(app, installed["app_token"])

    def open_form(self, ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        said = question("said", {"type": "plain_text_input", "initial_value": body["text"]})
        account = question("account", {"type": "external_select", "action_id": "account", "min_query_length": 0})
        client.views_open(trigger_id=body["trigger_id"], view=modal(said, account))

    def accounts(self, ack: Ack, payload: Json) -> None:
        ack(options=[{"text": plain(f"Ace {payload['value']}"), "value": "ace"}])

    def submit(self, ack: Ack, view: Json, client: WebClient) -> None:
        values = view["state"]["values"]
        said = values["said"]["value"]["value"]
        if len(said) < 5:
            ack(response_action="errors", errors={"said": "A little more, please."})
            return
        ack()
        client.chat_postMessage(
            channel="C1",
            text=said,
            blocks=[section(f"{values['account']['account']['selected_option']['value']}: {said}"), button("take")],
            metadata={"event_type": "gs_outbox", "event_payload": {"id": "1"}},
        )

    def take(self, ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text="taken",
            blocks=[section(f"Taken by <@{body['user']['id']}>")],
        )

    def log_message(self, ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        said = question("said", {"type": "plain_text_input", "initial_value": shortcut["message"]["text"]})
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal(said))

    def home(self, event: Json, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Your requests")]})

    def confirm(self, event: Json) -> None:
        self.confirmed.append(event["metadata"]["event_payload"])

    def hear(self, event: Json, client: WebClient) -> None:
        if "bot_id" not in event and event["channel_type"] == "im":
            client.chat_postMessage(channel=event["channel"], text=f"I heard: {event['text']}")


@pytest.fixture
def bot(workspace: Workspace) -> Iterator[Bot]:
    bot = Bot(workspace, workspace.post("/_control/install", manifest=manifest()))
    bot.handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt has no types here
    yield bot
    bot.handler.close()  # type: ignore[no-untyped-call]  # slack_bolt has no types here


def test_a_request_goes_from_a_typed_line_to_a_card_that_somebody_takes(workspace: Workspace, bot: Bot) -> None:
    assert workspace.post("/_control/command", user="U1", channel="C1", text="/request XYZ")["ok"]
    short = workspace.post("/_control/submit", user="U1", values={"account": "ace"})
    assert short["errors"] == {"said": "A little more, please."}
    assert workspace.post("/_control/submit", user="U1", values={"said": "Wants XYZ", "account": "ace"})["ok"]
    assert workspace.get("/_control/views", user="U1")["stack"] == []
    [card] = workspace.get("/_control/messages", channel="C1")["messages"]
    assert card["blocks"][0]["text"]["text"] == "ace: Wants XYZ"
    assert workspace.post("/_control/click", user="U2", channel="C1", ts=card["ts"], action_id="take")["ok"]
    assert workspace.post("/_control/quiet", idle_ms=50)["ok"]
    [card] = workspace.get("/_control/messages", channel="C1")["messages"]
    assert card["blocks"][0]["text"]["text"] == "Taken by <@U2>"
    assert card["metadata"]["event_payload"] == {"id": "1"}
    assert bot.confirmed == [{"id": "1"}]


def test_the_home_tab_the_chat_and_the_message_shortcut_reach_bolt(workspace: Workspace, bot: Bot) -> None:
    workspace.post("/_control/home", user="U1")
    said = workspace.post("/_control/message", user="U1", channel="@U1", text="they want XYZ & more")
    assert workspace.post("/_control/quiet", idle_ms=100)["ok"]
    assert workspace.get("/_control/home", user="U1")["view"]["blocks"][0]["text"]["text"] == "Your requests"
    texts = [one["text"] for one in workspace.get("/_control/messages", channel="@U1")["messages"]]
    assert texts == ["they want XYZ &amp; more", "I heard: they want XYZ &amp; more"]
    shortcut = workspace.post(
        "/_control/shortcut", user="U1", callback_id="log_message", channel=said["channel"], ts=said["ts"]
    )
    assert shortcut["ok"]
    [view] = workspace.get("/_control/views", user="U1")["stack"]
    assert view["state"]["values"]["said"]["value"]["value"] == "they want XYZ &amp; more"
