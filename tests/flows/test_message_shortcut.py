"""“Log as field feedback” on a message that somebody wrote in a channel or a thread."""

from storage.models import Report, Source
from storage.queries import reports
from tests.flows.conftest import ANA, GENERAL, MAYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import Json, log, pick, value_of, whisper, words_of

LINK = f"https://test-publisher.slack.com/archives/{GENERAL}/p"


def write(field: Field, user: str, text: str, thread_ts: str = "") -> str:
    """Write a message in the general channel; its ts."""
    sent = field.control("message", user=user, channel=GENERAL, text=text, thread_ts=thread_ts)
    return str(sent["ts"])


def shortcut(field: Field, user: str, ts: str) -> Json:
    """Choose the shortcut in a message's menu."""
    return field.control("shortcut", user=user, callback_id="log_message", channel=GENERAL, ts=ts)


def newest(field: Field, user: str) -> Report:
    """The newest report of a rep."""
    with field.session() as session:
        found: Report = reports.reports_by(session, workspace_id=TEAM["id"], user_id=user, limit=1)[0].report
    return found


def test_a_message_becomes_a_request_that_links_back_to_it(field: Field) -> None:
    ts = write(field, TOM, "Bell Plumbing would pay £700 for a heading for heat pumps")
    assert shortcut(field, MAYA, ts)["ok"]
    form = field.views(MAYA)[-1]
    assert value_of(form, "said") == "Bell Plumbing would pay £700 for a heading for heat pumps"
    assert value_of(form, "value") == "£700"
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "heat pumps")
    report = newest(field, MAYA)
    assert report.source is Source.SHORTCUT
    assert report.permalink == f"{LINK}{ts.replace('.', '')}"
    field.message(f"@{MAYA}", "Request logged.")  # a shortcut has no address for a private answer later on


def test_it_works_in_a_thread_where_commands_do_not(field: Field) -> None:
    parent = write(field, TOM, "How was the fair?")
    reply = write(field, TOM, "They asked for a heading for bees", thread_ts=parent)
    assert shortcut(field, MAYA, reply)["ok"]
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "bees")
    assert newest(field, MAYA).permalink == f"{LINK}{reply.replace('.', '')}?thread_ts={parent}&cid={GENERAL}"


def test_it_may_turn_out_to_be_a_lost_deal(field: Field) -> None:
    ts = write(field, TOM, "Ace Roofing cancelled, £900, they went online")
    shortcut(field, MAYA, ts)
    field.control("click", user=MAYA, action_id="switch_kind:lost_deal")
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Log a lost deal"
    assert "Ace Roofing cancelled" in value_of(form, "said") + (value_of(form, "note") or "")
    answer = field.submit(MAYA, account=pick(field, MAYA, "account", "Ace Roofing"), reasons=["Price"])
    assert answer["ok"], answer
    assert "Ace Roofing cancelled" in words_of(field.message(TRIAGE, "Lost: Ace Roofing"))
    assert newest(field, MAYA).permalink.startswith(LINK)


def test_mentions_and_links_in_the_message_become_words(field: Field) -> None:
    ts = write(field, TOM, "@maya see https://example.com/bees?a=1&b=2 and #general")
    shortcut(field, MAYA, ts)
    assert value_of(field.views(MAYA)[-1], "said") == "@maya see https://example.com/bees?a=1&b=2 and #general"


def test_nobodys_id_is_shown_where_a_name_is_not_known(field: Field) -> None:
    log(field, MAYA, "a heading for bees")
    known = field.bot.snapshots
    field.eventually(lambda: MAYA in known.of(TEAM["id"]).names)
    ts = write(field, TOM, "@maya and @priya heard of it in #field-digest")
    shortcut(field, ANA, ts)
    assert value_of(field.views(ANA)[-1], "said") == "@maya and @someone heard of it in #channel"


def test_the_words_of_a_message_are_kept_when_slack_is_too_slow(field: Field) -> None:
    ts = write(field, TOM, "They asked for a heading for bees")
    field.control("faults", method="views.open", kind="error", error="expired_trigger_id")
    shortcut(field, MAYA, ts)
    field.click(MAYA, whisper(field, MAYA, "Your words are kept"), "open_draft", channel=GENERAL)
    form = field.views(MAYA)[-1]
    assert value_of(form, "said") == "They asked for a heading for bees"
    assert "It is a lost deal" in words_of(form)
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "bees")
    assert newest(field, MAYA).permalink == f"{LINK}{ts.replace('.', '')}"


def test_a_long_message_is_kept_whole_even_as_another_kind(field: Field) -> None:
    text = "They cancelled. " + " ".join(f"reason{number}" for number in range(500))
    ts = write(field, TOM, text)
    shortcut(field, MAYA, ts)
    field.control("click", user=MAYA, action_id="switch_kind:lost_deal")
    assert field.submit(MAYA, reasons=["Price"])["ok"]
    field.message(TRIAGE, "They cancelled.")
    report = newest(field, MAYA)
    assert text in (report.said, report.note)
