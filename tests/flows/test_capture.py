"""A rep logs what customers ask for and why deals are won and lost, from the command to the card."""

import uuid

import pytest

from storage.models import Role
from storage.queries import reports, requests, workspaces
from tests.factories import Factory
from tests.flows.conftest import ANA, GENERAL, MAYA, PRIYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import (
    calls,
    card,
    confirmation,
    deliver_again,
    deliveries,
    log,
    lose,
    pick,
    quiet,
    value_of,
    whisper,
    words_of,
)


def know(field: Field, *accounts: str, competitor: str = "", alias: str = "") -> None:
    """Accounts and a competitor that the workspace knows."""
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        for name in accounts:
            make.account(name)
        if competitor:
            make.competitor(competitor, alias=alias)
    field.bot.snapshots.refresh(TEAM["id"])


def test_a_request_goes_from_the_command_to_a_card_and_back_to_the_rep(field: Field) -> None:
    field.command(MAYA, '/request "If you had a heading for drone inspection, I would buy an ad" £1,200')
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Log a request"
    assert field.look_up(MAYA, "account", "Ace Roofing") == ["new:Ace Roofing"]
    assert field.submit(MAYA, account="new:Ace Roofing")["ok"]
    card = field.message(TRIAGE, "drone inspection")
    assert "Ace Roofing" in str(card["blocks"])
    assert "£1,200" in str(card["blocks"])
    confirmation = field.message(GENERAL, "Request logged.", user=MAYA)
    assert "Undo until" in str(confirmation["blocks"])


def test_a_command_without_words_opens_an_empty_form(field: Field) -> None:
    assert field.command(MAYA, "/request")["ok"]
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Log a request"
    assert not value_of(form, "said")
    assert not value_of(form, "account")
    assert field.submit(MAYA, said="a heading for fence painting")["ok"]
    field.message(TRIAGE, "fence painting")


def test_one_line_fills_the_form_with_the_quote_the_amount_and_the_account_that_is_known(field: Field) -> None:
    know(field, "Ace Roofing", "Ace Roofing Wales")
    field.command(MAYA, '/request Ace Roofing, 4.8k, wants "a heading for green roofs" before spring')
    form = field.views(MAYA)[-1]
    assert value_of(form, "said") == "a heading for green roofs"
    assert value_of(form, "account")["text"]["text"] == "Ace Roofing"
    assert value_of(form, "value") == "£4,800"
    assert value_of(form, "note") == "before spring"
    assert field.submit(MAYA)["ok"]
    assert "£4,800" in words_of(field.message(TRIAGE, "green roofs"))


def test_words_without_quotes_stay_whole_in_the_customers_field(field: Field) -> None:
    field.command(MAYA, "/request they want a heading for bees, worth 900")
    form = field.views(MAYA)[-1]
    assert value_of(form, "said") == "they want a heading for bees, worth 900"
    assert value_of(form, "value") == "£900"
    assert not value_of(form, "note")


def test_a_lost_deal_has_its_reasons_and_a_competitor_that_nobody_named_before(field: Field) -> None:
    field.command(MAYA, '/lost Ace Roofing 4800 "half the calls we paid for"')
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Log a lost deal"
    assert value_of(form, "said") == "half the calls we paid for"
    answer = field.submit(
        MAYA,
        account=pick(field, MAYA, "account", "Ace Roofing"),
        reasons=["Price", "Doubted the results"],
        competitors=[pick(field, MAYA, "competitors", "Yell")],
        stage="Up for renewal",
        evidence="The customer said so",
    )
    assert answer["ok"], answer
    shown = words_of(field.message(TRIAGE, "Lost: Ace Roofing"))
    assert "Price · Doubted the results" in shown
    assert "*Went to:* Yell" in shown
    assert "was up for renewal" in shown
    assert "half the calls we paid for" in shown
    assert "Marketing reads every lost deal" in words_of(confirmation(field, MAYA, "Lost deal logged."))


def test_a_competitor_is_found_by_its_alias(field: Field) -> None:
    know(field, competitor="Yellow Book", alias="YB")
    field.command(MAYA, "/lost")
    offered = field.look_up(MAYA, "competitors", "yb")
    assert len(offered) == 1
    assert field.submit(MAYA, reasons=["Price"], competitors=offered)["ok"]
    assert "Yellow Book" in words_of(field.message(TRIAGE, "*Went to:*"))


def test_a_competitor_may_be_new_though_its_name_begins_another(field: Field) -> None:
    know(field, competitor="Yellow Book")
    field.command(MAYA, "/lost")
    assert field.look_up(MAYA, "competitors", "Yell")[-1] == "new:Yell"
    assert field.submit(MAYA, reasons=["Price"], competitors=["new:Yell"])["ok"]
    assert "*Went to:* Yell" in words_of(field.message(TRIAGE, "*Went to:*"))


def test_would_have_bought_if_opens_a_request_and_each_has_its_card(field: Field) -> None:
    lost = lose(field, MAYA, "Ace Roofing", would="you had a heading for green roofs")
    request = field.message(TRIAGE, "Request: you had a heading for green roofs")
    assert request["ts"] != lost["ts"]
    assert "1 lost deal" in words_of(request)
    pointing = card(field, lost["ts"], "Counts for the request:")
    address = f"https://test-publisher.slack.com/archives/{TRIAGE}/p{request['ts'].replace('.', '')}"
    assert f"<{address}|you had a heading for green roofs>" in words_of(pointing)


def test_a_won_deal_is_confirmed_and_has_no_card(field: Field) -> None:
    field.command(MAYA, '/won Ace Roofing £2,000 "you were quicker than the others"')
    assert field.views(MAYA)[-1]["title"]["text"] == "Log a won deal"
    assert field.submit(MAYA, account=pick(field, MAYA, "account", "Ace Roofing"), reasons=["Our service"])["ok"]
    assert "Well done" in words_of(confirmation(field, MAYA, "Won deal logged."))
    quiet(field)
    assert field.messages(TRIAGE) == []


def test_other_as_the_only_reason_asks_for_a_few_words(field: Field) -> None:
    field.command(MAYA, "/lost")
    answer = field.submit(MAYA, reasons=["Other"])
    assert answer["errors"] == {"note": "“Other” needs a few words here: what was it?"}
    assert field.submit(MAYA, reasons=["Other"], note="their nephew builds websites")["ok"]


def test_the_same_words_by_another_rep_join_the_request(field: Field) -> None:
    first = log(field, MAYA, "A heading for drone inspection", "Ace Roofing", value="1,000")
    log(field, TOM, "a heading for  drone-inspection!", "Bell Plumbing", value="500")
    joined = card(field, first["ts"], "2 accounts")
    assert "2 reps" in words_of(joined)
    assert "£1,500" in words_of(joined)
    note = field.message(TRIAGE, "Asked again", thread_ts=first["ts"])
    assert "Bell Plumbing" in words_of(note)
    assert f"<@{TOM}>" in words_of(note)
    assert "2 accounts asked for this so far" in words_of(confirmation(field, TOM, "Request logged."))
    quiet(field)
    assert len(field.messages(TRIAGE)) == 1


def test_a_rep_can_say_in_other_words_that_it_is_the_same_request(field: Field) -> None:
    first = log(field, MAYA, "A heading for drone inspection", "Ace Roofing")
    field.command(TOM, "/request we need somewhere for roof surveys from the air")
    answer = field.submit(
        TOM, joins=pick(field, TOM, "joins", "drone insp"), account=pick(field, TOM, "account", "Bell Plumbing")
    )
    assert answer["ok"], answer
    assert "roof surveys from the air" in words_of(card(field, first["ts"], "2 accounts"))
    assert "2 accounts asked" in words_of(confirmation(field, TOM, "Request logged."))
    quiet(field)
    assert len(field.messages(TRIAGE)) == 1


def test_two_long_messages_that_begin_alike_stay_two_requests(field: Field) -> None:
    start = "Dear all, after the visit to the north west fair this weekend three customers asked me whether we"
    one, two = f"{start} could have a heading for bees", f"{start} could have a heading for drones"
    for words in (one, two):
        field.command(MAYA, "/request")
        assert field.submit(MAYA, said=words)["ok"]
        field.message(TRIAGE, words[-20:])
    quiet(field)
    assert len(field.messages(TRIAGE)) == 2


def test_messages_with_the_same_first_line_stay_two_requests(field: Field) -> None:
    for want in ("bees", "drones"):
        field.command(MAYA, "/request")
        assert field.submit(MAYA, said=f"Hello marketing,\nthey want a heading for {want}")["ok"]
        field.message(TRIAGE, want)
    quiet(field)
    assert len(field.messages(TRIAGE)) == 2


def test_a_manager_logs_for_a_rep_and_the_card_names_the_rep(field: Field) -> None:
    with field.bot.database.write() as session:
        workspaces.set_holders(
            session, workspace_id=TEAM["id"], role=Role.SALES_MANAGER, user_ids=[PRIYA], by_id=ANA, now=field.clock()
        )
    field.bot.snapshots.refresh(TEAM["id"])
    lose(field, PRIYA, "Ace Roofing", reporter=TOM)
    assert f"<@{TOM}>" in words_of(field.message(TRIAGE, "Lost: Ace Roofing"))
    assert f"<@{PRIYA}>" not in words_of(field.message(TRIAGE, "Lost: Ace Roofing"))
    confirmation(field, PRIYA, "Lost deal logged.")
    with field.session() as session:
        [about] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=TOM, limit=5)
    assert about.report.logged_by_id == PRIYA


def test_a_rep_is_not_asked_who_heard_it(field: Field) -> None:
    field.command(MAYA, "/request")
    assert "reporter" not in field.views(MAYA)[-1]["state"]["values"]


def test_the_same_form_sent_twice_is_one_report(field: Field) -> None:
    log(field, MAYA, "a heading for drone inspection", "Ace Roofing")
    [sent] = deliveries(field, "view_submission")
    again = deliver_again(field, sent)
    assert (again.status, again.body) == (200, "")
    quiet(field)
    with field.session() as session:
        assert len(reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=5)) == 1
        [request] = requests.open_requests(session, workspace_id=TEAM["id"])
        assert len(requests.reports_behind(session, workspace_id=TEAM["id"], request_id=request.request_id)) == 1
    assert len(calls(field, "chat.postMessage")) == 1  # the card; the confirmation went by response_url


@pytest.mark.parametrize("fate", ["merged", "withdrawn"])
def test_a_form_may_be_sent_after_the_request_it_picked_is_gone(field: Field, fate: str) -> None:
    picked = log(field, MAYA, "a heading for drone inspection", "Ace Roofing")
    target = log(field, MAYA, "a heading for aerial surveys", "Ace Roofing")
    field.command(TOM, "/request roof surveys from the air")
    option = pick(field, TOM, "joins", "drone")
    with field.bot.database.write() as session:
        open_ones = {one.title: one for one in requests.open_requests(session, workspace_id=TEAM["id"])}
        gone, stays = open_ones["a heading for drone inspection"], open_ones["a heading for aerial surveys"]
        gone.status = gone.status.__class__(fate)
        if fate == "merged":
            gone.merged_into_id = stays.request_id
    assert field.submit(TOM, joins=option, account=pick(field, TOM, "account", "Bell Plumbing"))["ok"]
    if fate == "merged":
        assert "roof surveys" in words_of(card(field, target["ts"], "2 accounts"))
    else:
        fresh = field.message(TRIAGE, "Request: roof surveys from the air")
        assert fresh["ts"] not in (picked["ts"], target["ts"])


def test_a_failing_response_url_makes_the_confirmation_a_direct_message(field: Field) -> None:
    field.command(MAYA, "/request a heading for bees")
    view = field.views(MAYA)[-1]
    with field.bot.database.write() as session:
        draft = reports.find_draft(session, workspace_id=TEAM["id"], draft_id=_draft_of(view["private_metadata"]))
        assert draft is not None
        draft.response_url = f"{field.workspace.url}/response/used-up"
    assert field.submit(MAYA)["ok"]
    sent = field.message(f"@{MAYA}", "Request logged.")
    assert sent["metadata"]["event_payload"]["message_id"]
    field.click(MAYA, sent, "undo_report", channel=f"@{MAYA}")
    assert "It no longer counts" in words_of(field.message(f"@{MAYA}", "withdrawn"))


def test_when_slack_is_too_slow_for_the_form_the_words_are_kept(field: Field) -> None:
    field.control("faults", method="views.open", kind="error", error="expired_trigger_id")
    field.command(MAYA, '/request Ace Roofing "a heading for bees"')
    assert field.views(MAYA) == []
    kept = whisper(field, MAYA, "Your words are kept")
    assert "a heading for bees" in words_of(kept)
    field.click(MAYA, kept, "open_draft", channel=GENERAL)
    assert value_of(field.views(MAYA)[-1], "said") == "a heading for bees"
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "a heading for bees")
    field.click(MAYA, kept, "open_draft", channel=GENERAL)
    whisper(field, MAYA, "That one is logged already.")


def test_a_form_that_opened_after_all_is_the_same_report_as_the_one_opened_by_hand(field: Field) -> None:
    field.control("faults", method="views.open", kind="500_after")
    field.command(MAYA, "/request a heading for bees")
    kept = whisper(field, MAYA, "Your words are kept")
    assert len(field.views(MAYA)) == 1
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "a heading for bees")
    field.click(MAYA, kept, "open_draft", channel=GENERAL)
    whisper(field, MAYA, "That one is logged already.")


def test_a_refused_form_loses_no_words_either(field: Field) -> None:
    field.control("faults", method="views.open", kind="error", error="invalid_auth")
    field.command(MAYA, "/request a heading for bees")
    field.click(MAYA, whisper(field, MAYA, "Your words are kept"), "open_draft", channel=GENERAL)
    assert value_of(field.views(MAYA)[-1], "said") == "a heading for bees"


def _draft_of(metadata: str) -> uuid.UUID:
    return uuid.UUID(metadata.rsplit(":", 1)[1])


def test_reasons_that_the_words_give_are_ticked_already(field: Field) -> None:
    field.command(MAYA, '/lost 4800 price, went elsewhere "half the calls we paid for"')
    reasons = next(b for b in field.views(MAYA)[-1]["blocks"] if b["block_id"] == "reasons")
    ticked = [option["text"]["text"] for option in reasons["element"]["initial_options"]]
    assert ticked == ["Price", "Went to a competitor", "Doubted the results"]


def test_a_lost_deal_that_says_nothing_at_all_is_asked_for_who_or_why(field: Field) -> None:
    field.command(MAYA, "/lost")
    assert field.submit(MAYA)["errors"] == {"account": "Say at least who it was, or why."}


def test_a_customer_who_is_named_before_the_amount_is_offered_to_be_added(field: Field) -> None:
    field.command(MAYA, '/lost Ace Roofing 4800 price, went to Yelp "half the calls we paid for"')
    form = {block["block_id"]: block.get("element", {}) for block in field.views(MAYA)[-1]["blocks"]}
    assert form["account"]["initial_option"]["text"]["text"] == "Add “Ace Roofing”"
    assert form["value"]["initial_value"] == "£4,800"
    assert form["note"]["initial_value"] == "went to Yelp"
