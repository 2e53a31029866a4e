"""Modals: opening, stacking, changing, submitting, closing, and menus that the app fills."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from playground import Workspace
from playground.moments.triggers import Triggers
from tests.playground.support import (
    TEXT,
    FakeApp,
    Hands,
    Json,
    button,
    command,
    modal,
    open_modal,
    option,
    plain,
    question,
    section,
    stack,
)


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
