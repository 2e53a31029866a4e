"""Telling the bot what a customer said, in one message: a card, one tap, logged."""

import json

from storage.models import ReportKind, Source
from tests.factories import Factory
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import MAYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import deliver_again, deliveries, errors, quiet, value_of, words_of

WANT = "Ace Roofing would buy an ad if we had a heading for drone surveys, about 1,200 a year"


def test_a_request_is_one_message_and_one_tap(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, WANT)
    card = hears(field, MAYA, "Customer: *Ace Roofing* · Worth: *£1,200 a year*")
    press(field, MAYA, card, "save_draft")
    assert "drone surveys" in words_of(field.message(TRIAGE, "drone surveys"))
    saved = hears(field, MAYA, "Request logged.")
    assert saved["ts"] == card["ts"]
    [report] = logged(field, MAYA)
    assert (report.kind, report.source, report.value_minor) == (ReportKind.REQUEST, Source.CHAT, 120_000)
    assert report.said == WANT
    assert len(said_to(field, MAYA)) == 1


def test_a_lost_deal_is_one_message_and_one_tap(field: Field) -> None:
    know(field, "Ace Roofing", competitors=("Yelp",))
    tell(field, MAYA, "Lost Ace Roofing, 4.8k, too dear, they went to Yelp. “Half the calls we paid for”")
    card = hears(field, MAYA, "Lost to: *Yelp*")
    assert "Worth: *£4,800 a year*" in words_of(card)
    assert "Price" in words_of(card)
    press(field, MAYA, card, "save_draft")
    assert "Yelp" in words_of(field.message(TRIAGE, "Lost: Ace Roofing"))
    [report] = logged(field, MAYA)
    assert report.said == "Half the calls we paid for"


def test_a_won_deal_gets_a_card_too(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "Won Ace Roofing, 3k, they know us")
    press(field, MAYA, hears(field, MAYA, "*Won deal*"), "save_draft")
    hears(field, MAYA, "Won deal logged.")
    assert [one.kind for one in logged(field, MAYA)] == [ReportKind.WON_DEAL]


def test_which_customer_is_asked_and_a_tap_on_the_answer_saves_it(field: Field) -> None:
    know(field, "Baker's Dental Leeds", "Baker's Dental York")
    tell(field, MAYA, "Baker's Dental wants a heading for implants")
    card = hears(field, MAYA, "Which Baker's Dental: Leeds or York?")
    assert '"save_draft"' not in words_of(card)
    press(field, MAYA, card, "choose_account:1")
    hears(field, MAYA, "Request logged.")
    hears(field, MAYA, "Baker's Dental York")
    field.message(TRIAGE, "implants")
    assert len(logged(field, MAYA)) == 1


def test_none_of_the_customers_that_may_be_meant_is_saved_without_one_and_never_unsaid(field: Field) -> None:
    know(field, "Baker's Dental Leeds", "Baker's Dental York")
    tell(field, MAYA, "Baker's Dental wants a heading for implants")
    card = hears(field, MAYA, "Save without a customer")
    press(field, MAYA, card, "choose_account:none")
    hears(field, MAYA, "Request logged.")
    assert [one.account_id for one in logged(field, MAYA)] == [None]


def test_one_thing_is_asked_at_a_time_and_nothing_is_saved_before_both_are_answered(field: Field) -> None:
    know(field, "Baker's Dental Leeds", "Baker's Dental York")
    tell(field, MAYA, "Baker's Dental keep moaning about the layout of the page")
    card = hears(field, MAYA, "Is this a request or a lost deal?")
    assert "Leeds or York" not in words_of(card)
    press(field, MAYA, card, "save_as:lost_deal")
    card = hears(field, MAYA, "Which Baker's Dental: Leeds or York?")
    assert logged(field, MAYA) == []
    press(field, MAYA, card, "choose_account:0")
    hears(field, MAYA, "Lost deal logged.")
    hears(field, MAYA, "Baker's Dental Leeds")


def test_whether_it_is_a_request_is_asked_where_the_words_do_not_say(field: Field) -> None:
    tell(field, MAYA, "Dentists keep moaning about the layout of the page")
    card = hears(field, MAYA, "Is this a request or a lost deal?")
    press(field, MAYA, card, "save_as:lost_deal")
    hears(field, MAYA, "Lost deal logged.")
    [report] = logged(field, MAYA)
    assert (report.kind, "layout" in report.said + report.note) == (ReportKind.LOST_DEAL, True)


def test_the_same_message_delivered_twice_is_one_card(field: Field) -> None:
    tell(field, MAYA, WANT)
    hears(field, MAYA, "*Request*")
    [event] = [one for one in deliveries(field, "event_callback") if one["event"].get("text") == WANT]
    deliver_again(field, event)
    quiet(field)
    assert len(said_to(field, MAYA)) == 1


def test_save_pressed_twice_logs_it_once(field: Field) -> None:
    tell(field, MAYA, WANT)
    card = hears(field, MAYA, "*Request*")
    press(field, MAYA, card, "save_draft")
    [click] = [one for one in deliveries(field, "block_actions") if one["actions"][0]["action_id"] == "save_draft"]
    deliver_again(field, click)
    hears(field, MAYA, "Request logged.")
    assert len(logged(field, MAYA)) == 1


def test_nobody_saves_what_somebody_else_wrote(field: Field) -> None:
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "*Request*"), "discard_draft")
    hears(field, MAYA, "Discarded.")
    [click] = [one for one in deliveries(field, "block_actions") if one["actions"][0]["action_id"] == "discard_draft"]
    forged = json.loads(json.dumps(click).replace(MAYA, TOM).replace("discard_draft", "save_draft"))
    deliver_again(field, forged)
    quiet(field)
    assert logged(field, MAYA) == logged(field, TOM) == []


def test_edit_opens_the_form_filled_and_submit_saves_the_draft(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, WANT)
    card = hears(field, MAYA, "*Request*")
    press(field, MAYA, card, "edit_draft")
    form = field.views(MAYA)[-1]
    assert value_of(form, "said") == WANT
    assert value_of(form, "value") == "£1,200"
    assert value_of(form, "account")["text"]["text"] == "Ace Roofing"
    assert errors(field.submit(MAYA, value="soon"))
    assert field.submit(MAYA, value="1500")["ok"]
    hears(field, MAYA, "Request logged.")
    assert [one.value_minor for one in logged(field, MAYA)] == [150_000]


def test_a_draft_that_was_discarded_can_be_brought_back(field: Field) -> None:
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "*Request*"), "discard_draft")
    press(field, MAYA, hears(field, MAYA, "Discarded."), "bring_back_draft")
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    hears(field, MAYA, "Request logged.")
    assert len(logged(field, MAYA)) == 1


def test_undo_under_the_card_takes_it_back(field: Field) -> None:
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "*Request*"), "save_draft")
    press(field, MAYA, hears(field, MAYA, "Undo until"), "undo_report")
    hears(field, MAYA, "withdrawn")
    assert logged(field, MAYA) == []


def test_what_is_for_sale_is_offered_after_save_as_after_submit(field: Field) -> None:
    with field.bot.database.write() as session:
        Factory(session, TEAM["id"]).item("Drone Surveys", talk_track="We have drones. Shall I put you in?")
    field.read_texts()
    tell(field, MAYA, "Ace Roofing would buy an ad if we had a heading for drone surveys")
    press(field, MAYA, hears(field, MAYA, "*Request*"), "save_draft")
    question = field.views(MAYA)[-1]
    assert "You can sell that today" in words_of(question)
    hears(field, MAYA, "Request saved.")
    field.submit(MAYA)
    hears(field, MAYA, "Request logged.")


def test_two_customers_in_one_message_are_two_drafts(field: Field) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, "Ace Roofing wants a heading for drones, 900. Bell Plumbing wants a heading for heat pumps.")
    assert "heat pumps" not in words_of(hears(field, MAYA, "Customer: *Ace Roofing*"))
    assert "drones" not in words_of(hears(field, MAYA, "Customer: *Bell Plumbing*"))


def test_what_is_edited_later_shows_on_the_card_in_the_chat(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "*Request*"), "save_draft")
    press(field, MAYA, hears(field, MAYA, "Request logged."), "edit_report")
    assert field.submit(MAYA, value="1900")["ok"]
    assert "Request logged." in words_of(hears(field, MAYA, "£1,900"))
    assert len(said_to(field, MAYA)) == 1
