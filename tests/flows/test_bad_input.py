"""Whatever is typed: a clear sentence under its field, or it is kept exactly; and nobody's words can ping anybody."""

import pytest

from bot.blocks.kit import esc
from storage.models import Report
from storage.queries import reports
from tests.flows.conftest import ANA, GENERAL, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import (
    card,
    confirmation,
    errors,
    everything_shown,
    live_tokens,
    log,
    pick,
    quiet,
    value_of,
    words_of,
)

NEGATIVE = "A value can't be below zero. Leave it empty if you don't know it."
NO_NUMBER = "Write the value as a number, such as 4,800 or 4.8k. Leave it empty if you don't know it."
TOO_MUCH = "That is more than a billion. Please check the number."

WRONG_VALUES = {
    "-5": NEGATIVE,
    "−5": NEGATIVE,
    "£-5": NEGATIVE,
    "1e99": NO_NUMBER,
    "soon": NO_NUMBER,
    "12k a year": NO_NUMBER,
    "1.200,50": NO_NUMBER,
    "0x10": NO_NUMBER,
    "²": NO_NUMBER,
    "NaN": NO_NUMBER,
    "999999999999": TOO_MUCH,
    "1001m": TOO_MUCH,
}
RIGHT_VALUES = {
    "12k": (1_200_000, "GBP", "£12,000"),
    "£1,200.50": (120_050, "GBP", "£1,200.50"),
    "1200 €": (120_000, "EUR", "€1,200"),
    "$ 0.5m": (50_000_000, "USD", "$500,000"),
    "eur 900": (90_000, "EUR", "€900"),
    "0": (0, "GBP", "£0"),
    "1000000000": (100_000_000_000, "GBP", "£1,000,000,000"),
}
NASTY = {
    "emoji": "They want 🐝🐝 and a 👩🏽‍🚒 heading :smile:",
    "right to left": "הם רוצים כותרת \u202eלדבורים\u202c مع العسل",
    "broadcast": "<!channel> and <!here> and <!everyone> want a heading",
    "mention": f"<@{ANA}> and <@{ANA}|ana> said so",
    "entities": "&lt;!channel&gt; &amp;lt;b&amp;gt; & co <b>",
    "link": "<https://evil.example|Press here> and https://example.com",
    "channel link": f"<#{GENERAL}|general> <!subteam^S1|@sales> <!date^1^{{date}}|x>",
    "format": "*bold* _it_ ~no~ `code` {title} {0} %s",
    "one long word": "x" * 3000,
    "controls": "a\u0007b\u200bc\ufeffd",
    "broken tag": "<!channel",
}


def newest(field: Field, user: str) -> Report:
    """The newest report of a rep."""
    with field.session() as session:
        found: Report = reports.reports_by(session, workspace_id=TEAM["id"], user_id=user, limit=1)[0].report
    return found


def assert_nobody_is_pinged(field: Field) -> None:
    """No message and no form anywhere holds a mention, broadcast or link that came from what was typed.

    Tom is the rep of these tests, so a mention of him is ours; nobody else is mentioned, and no address linked.
    """
    quiet(field)
    shown = list(everything_shown(field))
    assert shown
    for one in shown:
        foreign = {token for token in live_tokens(one) if token != f"<@{TOM}>" and not token.startswith("<!date^")}
        assert not {token for token in foreign if not token.startswith("<https://test-publisher.slack.com/")}, one


def test_a_value_that_is_no_amount_is_explained_under_its_field_and_nothing_is_lost(field: Field) -> None:
    field.command(TOM, "/request a heading for bees")
    for typed, sentence in WRONG_VALUES.items():
        answer = field.submit(TOM, value=typed, note="they pay in advance")
        assert errors(answer) == {"value": sentence}, typed
        form = field.views(TOM)[-1]
        assert value_of(form, "value") == typed
        assert value_of(form, "note") == "they pay in advance"
    assert field.submit(TOM, value="")["ok"]
    field.message(TRIAGE, "a heading for bees")
    assert newest(field, TOM).value_minor is None


def test_an_amount_is_understood_as_people_write_it(field: Field) -> None:
    for number, (typed, (minor, currency, shown)) in enumerate(RIGHT_VALUES.items()):
        log(field, TOM, f"a heading for {typed}", f"{number}th customer", value=typed)
        report = newest(field, TOM)
        assert (report.value_minor, report.currency) == (minor, currency), typed
        assert shown in words_of(confirmation(field, TOM, f"{number}th customer")), typed


def test_all_wrong_fields_are_named_at_once(field: Field) -> None:
    field.command(TOM, "/lost")
    answer = field.submit(TOM, reasons=["Other"], value="soon")
    assert errors(answer) == {"value": NO_NUMBER, "note": "“Other” needs a few words here: what was it?"}


def test_a_request_of_nothing_but_spaces_is_asked_for_words(field: Field) -> None:
    field.command(TOM, "/request")
    assert errors(field.submit(TOM, said="  \n\t ")) == {"said": "Write what they asked for; a few words are enough."}


def test_an_account_nobody_knows_is_offered_as_a_new_one(field: Field) -> None:
    log(field, TOM, "a heading for bees", "Fairweather & Söhne <GmbH>")
    assert "Fairweather &amp; Söhne &lt;GmbH&gt;" in words_of(confirmation(field, TOM))
    field.command(TOM, "/request")
    assert [one for one in field.look_up(TOM, "account", "fairweather sohne gmbh") if one.startswith("new:")] == []


@pytest.mark.parametrize("kind", NASTY)
def test_any_text_is_kept_as_it_was_typed_and_pings_nobody(field: Field, kind: str) -> None:
    text = NASTY[kind]
    field.command(TOM, "/request")
    account = pick(field, TOM, "account", text[:60])
    assert field.submit(TOM, said=text, note=text, account=account)["ok"]
    [shown] = field.eventually(lambda: field.messages(TRIAGE))
    report = newest(field, TOM)
    assert (report.said, report.note) == (text, text)
    assert esc(text.split()[0])[:60] in str(shown["text"])
    said = confirmation(field, TOM, "Request logged.")
    quoted = next(block for block in said["blocks"] if block["type"] == "rich_text")
    start = quoted["elements"][0]["elements"][0]["text"].removesuffix("…")
    assert start
    assert text.startswith(start)

    field.command(TOM, "/request")  # joins it: the thread quotes it too
    assert field.submit(TOM, said=text, account=pick(field, TOM, "account", "Bell Plumbing"))["ok"]
    card(field, shown["ts"], "2 accounts")

    field.command(TOM, "/lost")
    answer = field.submit(
        TOM,
        said=text,
        note=text,
        would=f"if not for {text}"[:500],
        account=pick(field, TOM, "account", text[:60]),
        competitors=[pick(field, TOM, "competitors", text[:60])],
        reasons=["Price"],
    )
    assert answer["ok"], answer
    field.eventually(lambda: len(field.messages(TRIAGE)) == 3)
    report = newest(field, TOM)
    assert (report.said, report.note, report.would_have_bought) == (text, text, f"if not for {text}"[:500].strip())
    assert_nobody_is_pinged(field)


@pytest.mark.parametrize("kind", ["emoji", "right to left", "broadcast", "entities", "format", "broken tag"])
def test_a_command_keeps_any_words_as_they_were_typed(field: Field, kind: str) -> None:
    field.command(TOM, f"/request {NASTY[kind]}")
    assert value_of(field.views(TOM)[-1], "said") == NASTY[kind]
    assert field.submit(TOM)["ok"]
    field.eventually(lambda: field.messages(TRIAGE))
    assert newest(field, TOM).said == NASTY[kind]
    assert_nobody_is_pinged(field)


def test_mentions_in_a_command_become_names(field: Field) -> None:
    """Slack marks them before we see them."""
    field.command(TOM, f"/request <@{ANA}> and @ana want wasps in #general")
    assert value_of(field.views(TOM)[-1], "said") == "@ana and @ana want wasps in #general"
    assert field.submit(TOM)["ok"]
    field.message(TRIAGE, "wasps")
    assert_nobody_is_pinged(field)


LONG = {
    "one word": "x" * 10_000,
    "many words": " ".join(f"word{number}" for number in range(1_200)),
    "two spaces": "word  " * 1_500 + "end",
    "a long quote": 'They said "' + "if you had it I would buy it, " * 200 + '" and left',
    "a quote first": '"a heading for bees" ' + "and then they went on about it, " * 200 + "until noon",
}


@pytest.mark.parametrize("kind", LONG)
def test_a_command_longer_than_a_form_keeps_all_its_words(field: Field, kind: str) -> None:
    typed = sorted("".join(LONG[kind].split()).replace('"', ""))
    for command, values in (("/request", {}), ("/lost", {"reasons": ["Price"]})):
        field.command(TOM, f"{command} {LONG[kind]}")
        assert "All of it is kept" in words_of(field.views(TOM)[-1])
        answer = field.submit(TOM, **values)
        assert answer["ok"], answer
        report = newest(field, TOM)
        assert sorted("".join((report.said + report.note).split()).replace('"', "")) == typed, command
        assert max(len(report.said), len(report.note)) > 3000
    quiet(field)
    assert len(field.messages(TRIAGE)) == 2


def test_an_edit_of_a_long_report_loses_none_of_it(field: Field) -> None:
    words = LONG["many words"]
    field.command(TOM, f"/request {words}")
    assert field.submit(TOM)["ok"]
    field.click(TOM, confirmation(field, TOM), "edit_report", channel=GENERAL)
    assert "All of it is kept" in words_of(field.views(TOM)[-1])
    assert field.submit(TOM, value="500")["ok"]
    card(field, field.messages(TRIAGE)[0]["ts"], "£500")
    assert newest(field, TOM).said == words


def test_a_long_command_that_was_rewritten_in_the_form_says_what_was_written(field: Field) -> None:
    field.command(TOM, f"/request {LONG['many words']}")
    assert field.submit(TOM, said="a heading for bees, in short")["ok"]
    field.message(TRIAGE, "in short")
    assert newest(field, TOM).said == "a heading for bees, in short"


def test_names_as_long_as_slack_allows_are_kept_to_what_a_menu_holds(field: Field) -> None:
    field.command(TOM, "/lost")
    assert field.submit(TOM, account=pick(field, TOM, "account", "W" * 200), reasons=["Price"])["ok"]
    field.message(TRIAGE, f"Lost: {'W' * 71}*")
    field.command(TOM, "/lost")
    [known, *_] = field.look_up(TOM, "account", "W" * 71)
    assert known.startswith("id:")
