"""What somebody puts right is kept, and the names in it are learned: told at once, read so from then on, undone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.usecases.accuracy import measure
from digests.reading.judged import Ending
from storage.models import AuditEntry, Draft, Reading
from storage.queries import readings
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import ANA, GENERAL, MAYA, PRIYA, TEAM, TOM, Field
from tests.flows.steps import (
    confirmation,
    deliver_again,
    deliveries,
    live_tokens,
    pick,
    quiet,
    value_of,
    words_of,
)

WANT = "Fresco Bakehouse want a heading for wedding cakes, 900 a year"
LOSS = "Lost fresco bakehouse, too dear"
BAKERS, KNOWN = "Baker & Sons, Leeds", "Baker &amp; Sons, Leeds"
LEARNED = f"From now on I read “Fresco Bakehouse” as *{KNOWN}*."


def kept(field: Field) -> list[Reading]:
    with field.session() as session:
        return list(readings.page(session, workspace_id=TEAM["id"], behind=None, limit=50))


def refresh(field: Field) -> None:
    """What the clock does each second."""
    quiet(field)
    field.bot.snapshots.refresh_stale()
    field.bot.readers.refresh()


def put_right(field: Field, user: str = MAYA, words: str = WANT, account: str = BAKERS) -> None:
    """Tell the bot, press Edit, choose the customer, send the form."""
    tell(field, user, words)
    press(field, user, hears(field, user, "edit_draft"), "edit_draft")
    assert field.submit(user, account=pick(field, user, "account", account))["ok"]
    refresh(field)


def is_known(field: Field, user: str = TOM) -> bool:
    """Whether a new message with the words is understood to be about Baker & Sons."""
    ts = tell(field, user, LOSS)
    refresh(field)
    [card] = [one for one in said_to(field, user) if one["ts"] > ts]
    press(field, user, card, "discard_draft")
    return f"Customer: *{KNOWN}*" in words_of(card)


def setup_list(field: Field, user: str = ANA) -> dict[str, Any]:
    """“What I learned”, as opened from the setup form."""
    field.command(user, "/field setup")
    field.control("click", user=user, action_id="learned")
    return field.views(user)[-1]


def test_a_customer_that_somebody_put_right_is_read_so_from_the_next_message_on(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    told = hears(field, MAYA, LEARNED)
    assert "Request logged." in words_of(told)
    assert is_known(field)
    field.command(TOM, "/request Fresco Bakehouse would buy a heading for cakes")
    assert value_of(field.views(TOM)[-1], "account")["text"]["text"] == BAKERS


def test_a_learned_name_is_found_where_one_types_a_customer(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    field.command(TOM, "/request")
    [found] = [one for one in field.look_up(TOM, "account", "fresco") if one.startswith("id:")]
    assert field.submit(TOM, said="bees", account=found)["ok"]
    assert KNOWN in words_of(confirmation(field, TOM))


def test_what_was_read_and_what_was_saved_is_kept_field_by_field(field: Field) -> None:
    know(field, BAKERS)
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "edit_draft"), "edit_draft")
    assert field.submit(MAYA, account=pick(field, MAYA, "account", BAKERS), value="1200")["ok"]
    [one] = kept(field)
    [report] = logged(field, MAYA)
    assert (one.report_id, one.words, one.by_id, one.told_kind) == (report.report_id, WANT, MAYA, "")
    assert one.found["account"] == ["Fresco Bakehouse", ""]
    assert one.saved["account"] == [BAKERS, str(report.account_id)]
    assert (one.found["value"], one.saved["value"]) == (90_000, 120_000)
    assert one.found["kind"] == one.saved["kind"] == "request"
    with field.session() as session:
        assert [draft.reading for draft in session.scalars(select(Draft))] == [None]


def test_what_nobody_changed_is_kept_and_teaches_nothing(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "Ace Roofing want a heading for drones")
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    assert "From now on" not in words_of(hears(field, MAYA, "Request logged."))
    [one] = kept(field)
    assert one.found["account"] == one.saved["account"]


def test_save_pressed_twice_keeps_it_once(field: Field) -> None:
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    hears(field, MAYA, "Request logged.")
    [click] = [one for one in deliveries(field, "block_actions") if one["actions"][0]["action_id"] == "save_draft"]
    deliver_again(field, click)
    quiet(field)
    assert len(kept(field)) == 1


def test_a_correction_in_words_is_held_against_what_was_read_first(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "Ace Roofing want a heading for drones, 900")
    hears(field, MAYA, "£900")
    tell(field, MAYA, "no, 5200")
    press(field, MAYA, hears(field, MAYA, "£5,200"), "save_draft")
    hears(field, MAYA, "Request logged.")
    [one] = kept(field)
    assert one.words == "Ace Roofing want a heading for drones, 900"
    assert (one.found["value"], one.saved["value"]) == (90_000, 520_000)


def test_a_message_that_was_edited_in_slack_is_held_against_its_last_words(field: Field) -> None:
    know(field, "Ace Roofing")
    ts = tell(field, MAYA, "Ace Roofing want a heading for drones, 900")
    hears(field, MAYA, "£900")
    field.control("edit", user=MAYA, channel=f"@{MAYA}", ts=ts, text="Ace Roofing want a heading for drones, 1500")
    press(field, MAYA, hears(field, MAYA, "£1,500"), "save_draft")
    hears(field, MAYA, "Request logged.")
    [one] = kept(field)
    assert one.words.endswith("1500")
    assert one.found["value"] == one.saved["value"] == 150_000


def test_the_words_of_a_command_are_kept_too_and_their_kind_is_not_judged(field: Field) -> None:
    know(field, BAKERS)
    field.command(MAYA, "/lost Fresco Bakehouse 4800 too dear")
    assert field.submit(MAYA, account=pick(field, MAYA, "account", BAKERS))["ok"]
    [one] = kept(field)
    assert (one.words, one.told_kind, one.found["kind"]) == ("Fresco Bakehouse 4800 too dear", "lost_deal", None)
    assert LEARNED in words_of(confirmation(field, MAYA))


def test_an_empty_form_was_not_read(field: Field) -> None:
    field.command(MAYA, "/request")
    assert field.submit(MAYA, said="a heading for bees")["ok"]
    assert kept(field) == []


def test_a_form_that_became_another_kind_is_held_against_what_was_read_for_that(field: Field) -> None:
    ts = field.control("message", user=TOM, channel=GENERAL, text="Ace Roofing cancelled, £900, too dear")["ts"]
    field.control("shortcut", user=MAYA, channel=GENERAL, ts=ts, callback_id="log_message")
    field.control("click", user=MAYA, action_id="switch_kind:lost_deal")
    assert field.submit(MAYA)["ok"]
    [one] = kept(field)
    assert (one.told_kind, one.found["reasons"]) == ("lost_deal", one.saved["reasons"])


def test_an_edit_of_the_same_day_puts_right_what_was_read(field: Field) -> None:
    know(field, "Fresco Bakehouse Tooling", "Frescos of Leeds")
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    press(field, MAYA, hears(field, MAYA, "edit_report"), "edit_report")
    assert field.submit(MAYA, account=pick(field, MAYA, "account", "Frescos of Leeds"))["ok"]
    hears(field, MAYA, "From now on I read “Fresco Bakehouse” as *Frescos of Leeds*.")
    [one] = kept(field)
    assert (one.found["account"][0], one.saved["account"][0]) == ("Fresco Bakehouse Tooling", "Frescos of Leeds")
    refresh(field)
    tell(field, TOM, LOSS)
    hears(field, TOM, "Customer: *Frescos of Leeds*")


def test_a_name_that_was_saved_as_a_new_customer_stays_that_customers(field: Field) -> None:
    know(field, BAKERS)
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    press(field, MAYA, hears(field, MAYA, "edit_report"), "edit_report")
    assert field.submit(MAYA, account=pick(field, MAYA, "account", BAKERS))["ok"]
    assert "From now on" not in words_of(hears(field, MAYA, KNOWN))
    assert [one.saved["account"][0] for one in kept(field)] == [BAKERS]


def test_an_edit_of_a_later_day_is_news_and_teaches_nothing(field: Field) -> None:
    know(field, BAKERS)
    tell(field, MAYA, WANT)
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    confirmed = hears(field, MAYA, "edit_report")
    field.clock.offset = timedelta(days=2)
    press(field, MAYA, confirmed, "edit_report")
    assert field.submit(MAYA, account=pick(field, MAYA, "account", BAKERS))["ok"]
    assert "From now on" not in words_of(hears(field, MAYA, KNOWN))
    assert [one.saved["account"][0] for one in kept(field)] == ["Fresco Bakehouse"]


def test_who_taught_it_can_take_it_back_at_once(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    press(field, MAYA, hears(field, MAYA, LEARNED), "do_not_learn")
    hears(field, MAYA, "Good: I forget what “Fresco Bakehouse” was to mean.")
    refresh(field)
    assert "From now on" not in words_of(hears(field, MAYA, "Request logged."))
    assert not is_known(field)
    [click] = [one for one in deliveries(field, "block_actions") if one["actions"][0]["action_id"] == "do_not_learn"]
    deliver_again(field, click)
    refresh(field)
    assert not is_known(field)


def test_what_was_taken_back_is_not_learned_again(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    press(field, MAYA, hears(field, MAYA, LEARNED), "do_not_learn")
    refresh(field)
    put_right(field, PRIYA)
    assert "From now on" not in words_of(hears(field, PRIYA, "Request logged."))
    assert not is_known(field)


def test_undo_of_the_report_takes_along_what_was_read_and_learned(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    press(field, MAYA, hears(field, MAYA, LEARNED), "undo_report")
    hears(field, MAYA, "withdrawn")
    refresh(field)
    assert kept(field) == []
    assert not is_known(field)


def test_two_who_mean_two_customers_are_asked_which(field: Field) -> None:
    know(field, BAKERS, "Fresh Foods")
    put_right(field)
    put_right(field, TOM, account="Fresh Foods")
    hears(field, TOM, "to you and another customer to others: from now on I ask which.")
    tell(field, PRIYA, LOSS)
    card = hears(field, PRIYA, "Which one: Baker &amp; Sons, Leeds or Fresh Foods?")
    press(field, PRIYA, card, "choose_account:1")
    press(field, PRIYA, hears(field, PRIYA, "Customer: *Fresh Foods*"), "save_draft")
    assert "From now on" not in words_of(hears(field, PRIYA, "Lost deal logged."))


def test_a_competitor_that_was_meant_by_other_words_is_read_so_from_then_on(field: Field) -> None:
    know(field, "Ace Roofing", competitors=("Yellow Book",))
    tell(field, MAYA, "Lost Ace Roofing, too dear, they went with Yelow Bks")
    press(field, MAYA, hears(field, MAYA, "edit_draft"), "edit_draft")
    assert field.submit(MAYA, competitors=[pick(field, MAYA, "competitors", "Yellow Book")])["ok"]
    hears(field, MAYA, "From now on I read “Yelow Bks” as *Yellow Book*.")
    refresh(field)
    tell(field, TOM, "Lost Bell Plumbing to yelow bks, price")
    hears(field, TOM, "Lost to: *Yellow Book*")


def test_admins_see_what_was_learned_and_undo_it(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    listed = setup_list(field)
    assert "*1 name*, newest first." in words_of(listed)
    assert f"“Fresco Bakehouse” is *{KNOWN}*" in words_of(listed)
    assert "Customer, {date_short_pretty}" in words_of(listed)
    assert f"from <@{MAYA}>" in words_of(listed)
    field.control("click", user=ANA, action_id="undo_learned")
    assert "Undone" in words_of(field.views(ANA)[-1])
    assert f"by <@{ANA}>" in words_of(field.views(ANA)[-1])
    refresh(field)
    assert not is_known(field)
    field.control("click", user=ANA, action_id="learn_again")
    assert "Undone" not in words_of(field.views(ANA)[-1])
    refresh(field)
    assert is_known(field)
    with field.session() as session:
        noted = session.scalars(select(AuditEntry).order_by(AuditEntry.audit_id)).all()
    assert [(one.deed, one.by_id) for one in noted] == [("learned_undone", ANA), ("learned_again", ANA)]
    assert "Fresco" not in json.dumps([[one.subject, one.before, one.after] for one in noted])


def test_an_undo_delivered_twice_is_one(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    setup_list(field)
    field.control("click", user=ANA, action_id="undo_learned")
    [click] = [one for one in deliveries(field, "block_actions") if one["actions"][0]["action_id"] == "undo_learned"]
    assert deliver_again(field, click).status == 200
    with field.session() as session:
        assert [one.deed for one in session.scalars(select(AuditEntry))] == ["learned_undone"]


def test_nobody_but_an_admin_undoes_what_somebody_else_taught(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    setup_list(field)
    field.control("click", user=ANA, action_id="undo_learned")
    field.control("click", user=ANA, action_id="learn_again")
    refresh(field)
    [click] = [one for one in deliveries(field, "block_actions") if one["actions"][0]["action_id"] == "undo_learned"]
    assert deliver_again(field, json.loads(json.dumps(click).replace(ANA, TOM))).status == 200
    refresh(field)
    assert is_known(field)


def test_where_nothing_was_learned_the_list_says_so(field: Field) -> None:
    assert "Nothing yet. When somebody puts the customer" in words_of(setup_list(field))


def test_the_list_is_leafed_through(field: Field) -> None:
    know(field, BAKERS)
    for number in range(12):
        put_right(field, words=f"Quixo{'abcdefghijkl'[number]} Zapotek want a heading for cakes")
    listed = setup_list(field)
    assert "*1–10 of 12 names*" in words_of(listed)
    assert "Quixol Zapotek" in words_of(listed)
    field.control("click", user=ANA, action_id="learned_older")
    assert "*11–12 of 12 names*" in words_of(field.views(ANA)[-1])
    assert "Quixoa Zapotek" in words_of(field.views(ANA)[-1])
    field.control("click", user=ANA, action_id="learned_newer")
    assert "*1–10 of 12 names*" in words_of(field.views(ANA)[-1])


def test_what_was_put_right_is_told_as_wrong_then_and_right_now(field: Field) -> None:
    know(field, BAKERS)
    put_right(field)
    told = measure(field.bot.database, TEAM["id"], lambda *_: None).all
    assert told.readings == 1
    assert (told.then["account"].share(Ending.WRONG), told.now["account"].share(Ending.RIGHT)) == (1, 1)
    for name in ("kind", "value", "currency", "said", "region"):
        assert told.then[name].share(Ending.RIGHT) == told.now[name].share(Ending.RIGHT) == 1, name


@pytest.mark.parametrize("name", ["Fresco *Bold* Bakehouse", "Fresco & Bakehouse", "Fresco' Bakehouse <!channel>"])
def test_nobodys_words_do_more_in_the_list_than_stand_there(field: Field, name: str) -> None:
    know(field, BAKERS)
    put_right(field, words=f"{name} want a heading for wedding cakes")
    for shown in (setup_list(field), hears(field, MAYA, "From now on")):
        assert {one for one in live_tokens(shown) if "date^" not in one} <= {f"<@{MAYA}>"}
        assert "**" not in words_of(shown)
