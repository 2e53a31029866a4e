"""What a rep can do with an own report afterwards: undo, edit, withdraw."""

from datetime import timedelta

from storage.queries import reports, requests
from tests.flows.conftest import GENERAL, MAYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import (
    card,
    confirmation,
    deliver_again,
    deliveries,
    log,
    lose,
    notes,
    pick,
    quiet,
    value_of,
    whisper,
    words_of,
)


def test_undo_takes_a_request_back_and_its_card_says_so(field: Field) -> None:
    message = log(field, MAYA, "a heading for bees", "Ace Roofing")
    field.click(MAYA, confirmation(field, MAYA), "undo_report", channel=GENERAL)
    assert "Request withdrawn. It no longer counts." in words_of(whisper(field, MAYA, "withdrawn"))
    gone = card(field, message["ts"], "🗑️ Withdrawn")
    assert not any(block["type"] == "actions" for block in gone["blocks"])
    assert "withdrew a report" in words_of(field.message(TRIAGE, "withdrew", thread_ts=message["ts"]))
    assert confirmations(field) == []


def confirmations(field: Field) -> list[str]:
    """The confirmations that Maya still sees, with their buttons."""
    return [one["ts"] for one in field.messages(GENERAL, MAYA) if "logged." in words_of(one)]


def test_undo_pressed_twice_is_one_withdrawal(field: Field) -> None:
    message = log(field, MAYA, "a heading for bees")
    said = confirmation(field, MAYA)
    field.click(MAYA, said, "undo_report", channel=GENERAL)
    card(field, message["ts"], "Withdrawn")
    [pressed] = deliveries(field, "block_actions")
    assert deliver_again(field, pressed).status == 200
    quiet(field)
    with field.session() as session:
        assert requests.open_requests(session, workspace_id=TEAM["id"]) == []
    assert len(notes(field, message["ts"])) == 1


def test_undo_after_its_time_offers_what_still_works(field: Field) -> None:
    message = log(field, MAYA, "a heading for bees")
    field.clock.offset = timedelta(minutes=11)
    field.click(MAYA, confirmation(field, MAYA), "undo_report", channel=GENERAL)
    late = whisper(field, MAYA, "The time for Undo is over")
    assert "Withdrawn" not in words_of(field.message(TRIAGE, "a heading for bees"))
    field.click(MAYA, late, "withdraw_report", channel=GENERAL)
    whisper(field, MAYA, "It no longer counts")
    card(field, message["ts"], "Withdrawn")


def test_undo_keeps_a_request_that_others_asked_for_too(field: Field) -> None:
    message = log(field, MAYA, "a heading for bees", "Ace Roofing")
    log(field, TOM, "a heading for bees", "Bell Plumbing")
    card(field, message["ts"], "2 accounts")
    field.click(TOM, whisper(field, TOM, "logged."), "undo_report", channel=GENERAL)
    left = card(field, message["ts"], "1 account")
    assert "🔵 New" in words_of(left)


def test_undo_of_a_lost_deal_takes_its_request_back_as_well(field: Field) -> None:
    lost = lose(field, MAYA, "Ace Roofing", would="you had a heading for bees")
    request = field.message(TRIAGE, "Request: you had a heading for bees")
    field.click(MAYA, confirmation(field, MAYA), "undo_report", channel=GENERAL)
    card(field, lost["ts"], "Withdrawn by the rep")
    card(field, request["ts"], "🗑️ Withdrawn")


def test_an_edit_changes_the_card_and_keeps_what_was_said_before(field: Field) -> None:
    message = log(field, MAYA, "a heading for bees", "Ace Roofing", value="400")
    field.click(MAYA, confirmation(field, MAYA), "edit_report", channel=GENERAL)
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Edit"
    assert value_of(form, "said") == "a heading for bees"
    assert value_of(form, "value") == "£400"
    assert value_of(form, "account")["text"]["text"] == "Ace Roofing"
    answer = field.submit(MAYA, value="650", account=pick(field, MAYA, "account", "Bell Plumbing"))
    assert answer["ok"], answer
    assert "Bell Plumbing" in words_of(card(field, message["ts"], "£650"))
    with field.session() as session:
        [about] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=5)
        versions = session.connection().exec_driver_sql("select before from report_version").all()
    assert about.report.edited_at is not None
    assert "40000" in versions[0][0]


def test_an_edit_of_a_lost_deal_keeps_all_its_answers(field: Field) -> None:
    given = {"stage": "Negotiating", "evidence": "My own reading", "said": "too dear", "note": "they hesitated"}
    lost = lose(field, MAYA, "Ace Roofing", "Price", "Other", value="900", **given)
    field.click(MAYA, confirmation(field, MAYA), "edit_report", channel=GENERAL)
    assert field.submit(MAYA, value="950")["ok"]
    shown = words_of(card(field, lost["ts"], "£950"))
    for words in ("Price · Other", "was negotiating", "too dear", "they hesitated", "the rep's own reading"):
        assert words in shown


def test_what_would_have_won_a_deal_opens_its_request_when_it_is_added_by_an_edit(field: Field) -> None:
    lost = lose(field, MAYA, "Ace Roofing")
    field.click(MAYA, confirmation(field, MAYA), "edit_report", channel=GENERAL)
    assert "This also goes to Marketing as a request." in str(field.views(MAYA)[-1])
    assert field.submit(MAYA, would="you had a heading for green roofs")["ok"]
    assert "1 lost deal" in words_of(field.message(TRIAGE, "Request: you had a heading for green roofs"))
    field.click(MAYA, confirmation(field, MAYA), "edit_report", channel=GENERAL)
    assert "This also goes to Marketing" not in str(field.views(MAYA)[-1])
    assert field.submit(MAYA, value="950")["ok"]
    assert "Counts for the request:" in words_of(card(field, lost["ts"], "£950"))
    quiet(field)
    assert len([one for one in field.messages(TRIAGE) if "Request: " in one["text"]]) == 1


def test_an_edit_that_clears_a_field_clears_it(field: Field) -> None:
    message = log(field, MAYA, "a heading for bees", value="400")
    field.click(MAYA, confirmation(field, MAYA), "edit_report", channel=GENERAL)
    assert field.submit(MAYA, value="")["ok"]
    quiet(field)
    assert "£" not in words_of(field.message(TRIAGE, "a heading for bees"))
    assert message["ts"] == field.message(TRIAGE, "a heading for bees")["ts"]


def test_a_wrong_value_in_an_edit_is_said_under_its_field(field: Field) -> None:
    log(field, MAYA, "a heading for bees", value="400")
    field.click(MAYA, confirmation(field, MAYA), "edit_report", channel=GENERAL)
    assert list(field.submit(MAYA, value="soon")["errors"]) == ["value"]
    assert field.submit(MAYA, value="500")["ok"]


def test_a_withdrawn_report_can_be_edited_no_more(field: Field) -> None:
    log(field, MAYA, "a heading for bees")
    said = confirmation(field, MAYA)
    field.click(MAYA, said, "edit_report", channel=GENERAL)
    with field.bot.database.write() as session:
        [about] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=5)
        session.merge(about.report).withdrawn_at = field.clock()
    answer = field.submit(MAYA, value="500")
    assert answer["errors"] == {
        "said": "You withdrew this report. Log it again if it still holds: nothing else was lost."
    }
    field.click(MAYA, said, "edit_report", channel=GENERAL)
    whisper(field, MAYA, "You withdrew this report")


def test_the_same_words_after_an_undo_open_a_new_request(field: Field) -> None:
    first = log(field, MAYA, "a heading for bees")
    field.click(MAYA, confirmation(field, MAYA), "undo_report", channel=GENERAL)
    card(field, first["ts"], "Withdrawn")
    field.command(MAYA, "/request a heading for bees")
    assert field.submit(MAYA)["ok"]
    again = field.eventually(lambda: [one for one in field.messages(TRIAGE) if one["ts"] != first["ts"]])
    assert "🔵 New" in words_of(again[0])
