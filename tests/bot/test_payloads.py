"""Slack's dictionaries as they come, and what we read in them."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.kit import esc
from bot.errors import FormError
from bot.payloads import edge
from bot.payloads.edge import Fields, FormKey, readable
from bot.payloads.reports import entry
from bot.usecases.entry import NewAccount
from bot.usecases.reading import Money
from storage.models import Evidence, Importance, ReportKind, Stage

COMMAND = {
    "team_id": "T1",
    "user_id": "U1",
    "user_name": "maya",
    "command": "/request",
    "text": "bees",
    "channel_id": "C1",
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.example/1",
}
REASON, OTHER = uuid.uuid4(), uuid.uuid4()


def fields(**states: dict[str, Any]) -> Fields:
    """A form's state: each field holds one element."""
    return Fields({name: {f"{name}_element": state} for name, state in states.items()})


def text(value: str | None) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def chosen(*values: str) -> dict[str, Any]:
    options = [{"text": {"type": "plain_text", "text": value}, "value": value} for value in values]
    return {"type": "multi_static_select", "selected_options": options}


def choice(value: str | None) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": "x"}, "value": value} if value else None
    return {"type": "static_select", "selected_option": option}


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("bees &amp; wasps", "bees & wasps"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "&lt;"),
        ("&amp;copy;", "&copy;"),
        ("<@U1|maya> said", "@maya said"),
        ("<@U1> said", "@someone said"),
        ("see <#C1|general>", "see #general"),
        ("see <#C1|>", "see #channel"),
        ("<!channel> <!here>", "@channel @here"),
        ("<!channel|@channel>", "@channel"),
        ("<!subteam^S1|@sales>", "@sales"),
        ("<!subteam^S1>", "@subteam"),
        ("<!date^1^{date}|today>", "today"),
        ("<https://a.b/?x=1&amp;y=2>", "https://a.b/?x=1&y=2"),
        ("<https://a.b|our page>", "https://a.b"),
        ("<mailto:a@b.c|a@b.c>", "a@b.c"),
        ("1 < 2", "1 < 2"),
        ("", ""),
    ],
)
def test_slacks_marks_become_what_the_person_typed(sent: str, typed: str) -> None:
    assert readable(sent) == typed


@given(st.text(max_size=200))
def test_plain_words_come_back_exactly(words: str) -> None:
    assert readable(esc(words)) == words


@pytest.mark.parametrize(
    ("prefix", "name"), [("/", "request"), ("/gs-", "lost"), ("/a-b-", "won"), ("/", "field"), ("/gs-", "field")]
)
def test_a_command_is_known_with_any_prefix(prefix: str, name: str) -> None:
    read = edge.command({**COMMAND, "command": prefix + name, "text": "  bees "})
    assert (read.prefix, read.name, read.words, read.actor.name) == (prefix, name, "bees", "maya")


@pytest.mark.parametrize("command", ["/requests", "/xrequest", "/lost-found", "/-request", "/Request"])
def test_other_commands_are_not_ours(command: str) -> None:
    assert not edge.CAPTURE_COMMAND.match(command)
    assert not edge.FIELD_COMMAND.match(command)


def test_a_command_without_text_or_channel_is_read_too() -> None:
    bare = {name: COMMAND[name] for name in ("team_id", "user_id", "command", "trigger_id")}
    read = edge.command({**bare, "text": None})
    assert (read.words, read.channel_id, read.response_url) == ("", "", "")


def test_fields_that_are_empty_or_not_there_read_as_empty() -> None:
    form = fields(said=text(None), account=choice(None), reasons=chosen())
    assert form.text("said") == form.text("nowhere") == ""
    assert form.choice("account") == form.choice("nowhere") == ""
    assert form.choices("reasons") == form.choices("nowhere") == []
    assert (form.user("x"), form.users("x"), form.conversation("x"), form.day("x"), form.time("x")) == (
        "",
        [],
        "",
        None,
        "",
    )


def test_a_form_key_survives_the_way_through_slack() -> None:
    key = FormKey(ReportKind.LOST_DEAL, True, uuid.uuid4())
    assert FormKey.parse(str(key)) == key
    assert len(str(key)) < 3000


def test_the_link_to_a_message_in_a_thread_opens_the_thread() -> None:
    body = {
        "user": {"id": "U1", "name": "maya", "team_id": "T1"},
        "team": {"id": "T1", "domain": "acme"},
        "channel": {"id": "C1"},
        "message": {"ts": "17.000200", "thread_ts": "17.000100", "text": "bees", "user": "U2"},
        "trigger_id": "1.2.3",
    }
    assert (
        edge.message_shortcut(body).permalink
        == "https://acme.slack.com/archives/C1/p17000200?thread_ts=17.000100&cid=C1"
    )
    parent = {**body, "message": {"ts": "17.000100", "thread_ts": "17.000100"}}
    assert edge.message_shortcut(parent).permalink == "https://acme.slack.com/archives/C1/p17000100"
    assert edge.message_shortcut(parent).words() == ""
    assert edge.message_shortcut({**body, "team": {"id": "T1"}}).permalink == ""


def test_people_and_channels_in_a_message_are_shown_by_name_and_never_by_id() -> None:
    body = {
        "user": {"id": "U1", "name": "maya", "team_id": "T1"},
        "channel": {"id": "C1", "name": "wales"},
        "message": {"ts": "17.1", "text": "<@U1> <@U2> <@U3|tom> <@U9> in <#C1> <#C2|fairs> <#C3> <#C4|>"},
        "trigger_id": "1.2.3",
    }
    words = edge.message_shortcut(body).words({"U2": "Priya Nair", "U9": ""})
    assert words == "@maya @Priya Nair @tom @someone in #wales #fairs #channel #channel"


def test_a_full_request_form_is_read_field_by_field() -> None:
    account, region, joins = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    read = entry(
        ReportKind.REQUEST,
        fields(
            said=text(" bees "),
            note=text("hm"),
            account=choice(f"id:{account}"),
            region=choice(str(region)),
            value=text("4.8k"),
            importance=choice("must"),
            unasked=choice("yes"),
            joins=choice(str(joins)),
        ),
        currency="GBP",
    )
    assert (read.said, read.note, read.account, read.region_id) == ("bees", "hm", account, region)
    assert (read.value, read.importance, read.is_unasked) == (Money(480_000, "GBP"), Importance.MUST, True)
    assert (read.joins, read.reporter_id) == (joins, None)


def test_a_full_lost_deal_form_is_read_field_by_field() -> None:
    known = uuid.uuid4()
    read = entry(
        ReportKind.LOST_DEAL,
        fields(
            account=choice("new:Ace: Roofing"),
            reasons=chosen(str(REASON)),
            competitors=chosen(f"id:{known}", "new:Yell"),
            stage=choice("renewal"),
            evidence=choice("opinion"),
            would=text("bees"),
            unasked=choice("no"),
            reporter={"type": "users_select", "selected_user": "U9"},
        ),
        currency="EUR",
        needs_note=frozenset({OTHER}),
    )
    assert (read.account, read.reason_ids, read.competitors) == (NewAccount("Ace: Roofing"), (REASON,), (known, "Yell"))
    assert (read.stage, read.evidence, read.would_have_bought) == (Stage.RENEWAL, Evidence.OPINION, "bees")
    assert (read.is_unasked, read.reporter_id, read.value) == (False, "U9", None)


def test_every_field_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(FormError) as raised:
        entry(
            ReportKind.REQUEST,
            fields(said=text(" "), value=text("soon"), reasons=chosen(str(OTHER))),
            currency="GBP",
            needs_note=frozenset({OTHER}),
        )
    assert set(raised.value.fields) == {"said", "value", "note"}


def test_other_needs_words_in_either_field() -> None:
    for said, note in (("gone", ""), ("", "gone")):
        read = entry(
            ReportKind.LOST_DEAL,
            fields(said=text(said), note=text(note), reasons=chosen(str(OTHER))),
            currency="GBP",
            needs_note=frozenset({OTHER}),
        )
        assert read.reason_ids == (OTHER,)
