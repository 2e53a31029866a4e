"""Marketing works a request in the triage channel, and the reps behind it hear back."""

import json
from datetime import date
from typing import Any

import pytest

from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, CatalogStatus, ReportKind, RequestStatus, new_id
from storage.queries import requests, workspaces
from tests.flows.conftest import ANA, MAYA, PRIYA, TEAM, TOM, TRIAGE, Field

DM_MAYA, DM_TOM = f"@{MAYA}", f"@{TOM}"


def log(field: Field, user: str, words: str, account: str = "Ace Roofing") -> dict[str, Any]:
    """Log a request as a rep does, and wait for its card."""
    field.command(user, f"/request {words}")
    offered = field.look_up(user, "account", account)
    assert field.submit(user, account=offered[0])["ok"]
    return field.message(TRIAGE, words)


def text_of(message: dict[str, Any]) -> str:
    """All a message says."""
    return json.dumps(message["blocks"], ensure_ascii=False)


def card(field: Field, words: str, says: str) -> dict[str, Any]:
    """The card with these words, once it says something."""

    def look() -> dict[str, Any] | None:
        found = [one for one in field.messages(TRIAGE) if words in text_of(one) and says in text_of(one)]
        return found[-1] if found else None

    found: dict[str, Any] = field.eventually(look)
    return found


def add_item(session: Session, name: str, talk_track: str = "") -> CatalogItem:
    """Something that can be sold."""
    item = CatalogItem(
        workspace_id=TEAM["id"],
        item_id=new_id(),
        name=name,
        name_key=name_key(name),
        talk_track=talk_track,
        added_at=_at(session),
    )
    session.add(item)
    return item


def _at(session: Session) -> Any:
    return workspaces.get_workspace(session, workspace_id=TEAM["id"]).installed_at


def test_of_two_who_take_it_at_once_one_wins_and_the_other_reads_who(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    # Slack is slow to redraw the card, so that Tom still sees the button.
    field.control("faults", method="chat.update", kind="ratelimited", retry_after=1)
    field.click(PRIYA, message, "take")
    field.click(TOM, message, "take")
    assert f"owner <@{PRIYA}>" in text_of(card(field, "drone inspection", "owner"))
    assert "priya has taken this already" in text_of(field.message(TRIAGE, "has taken this", user=TOM))


def test_a_rep_who_presses_a_triage_button_reads_kindly_who_may(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    field.click(MAYA, message, "take")
    answer = field.message(TRIAGE, "for Marketing and the region", user=MAYA)
    assert answer["is_ephemeral"]
    assert "owner" not in text_of(card(field, "drone inspection", "New"))


def test_a_declined_request_reaches_the_rep_once_with_the_reason(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose="declined")
    assert field.submit(PRIYA, reason="Too few searches yet; we look again in spring.")["ok"]
    told = field.message(DM_MAYA, "The answer is no")
    assert "we look again in spring" in text_of(told)
    assert "Ace Roofing" in text_of(told)
    assert "⛔ Declined" in text_of(card(field, "drone inspection", "Declined"))
    assert len([one for one in field.messages(DM_MAYA) if "The answer is no" in text_of(one)]) == 1


def test_told_them_is_noted_and_the_button_gives_way_to_a_tick(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose="pilot")
    field.submit(PRIYA, reason="We try it in Wales first.")
    told = field.message(DM_MAYA, "It goes into a pilot")
    field.click(MAYA, told, "told_them", channel=DM_MAYA)
    ticked = field.message(DM_MAYA, "You told them")
    assert ticked["ts"] == told["ts"]
    assert "told_them" not in text_of(ticked)


def test_a_decision_without_a_reason_is_asked_for_under_its_field(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose="deferred")
    answer = field.submit(PRIYA, reason="Later", until="2020-01-01")
    assert answer["errors"] == {"until": "Pick a day after today."}


def test_already_for_sale_gives_the_rep_words_to_say(field: Field) -> None:
    with field.bot.database.write() as session:
        item = add_item(session, "Aerial surveys", "Aerial surveys sit next to Roofers; you show up in both.")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "already_for_sale")
    assert field.look_up(PRIYA, "item", "aer") == [str(item.item_id)]
    assert field.submit(PRIYA, item=str(item.item_id))["ok"]
    told = field.message(DM_MAYA, "You can sell that today")
    assert "you show up in both" in text_of(told)
    assert "Already for sale: Aerial surveys" in text_of(card(field, "drone inspection", "Aerial surveys"))


def test_an_item_retired_while_its_form_is_open_is_refused_and_its_successor_named(field: Field) -> None:
    with field.bot.database.write() as session:
        item, heir = add_item(session, "Aerial surveys", ""), add_item(session, "Drone Services", "")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "already_for_sale")
    assert field.look_up(PRIYA, "item", "aer") == [str(item.item_id)]
    with field.bot.database.write() as session:
        gone = session.get_one(CatalogItem, (TEAM["id"], item.item_id))
        gone.status, gone.successor_id = CatalogStatus.RETIRED, heir.item_id
    answer = field.submit(PRIYA, item=str(item.item_id))
    assert answer["errors"] == {"item": "“Aerial surveys” is retired; “Drone Services” took its place. Choose again."}
    assert field.look_up(PRIYA, "item", "aer") == []
    assert field.look_up(PRIYA, "item", "drone") == [str(heir.item_id)]
    assert field.submit(PRIYA, item=str(heir.item_id))["ok"]
    assert "Already for sale: Drone Services" in text_of(card(field, "drone inspection", "Drone Services"))


def test_what_is_planned_can_be_chosen_and_the_rep_reads_from_when(field: Field) -> None:
    with field.bot.database.write() as session:
        item = add_item(session, "Aerial surveys", "")
        item.status, item.on_sale_on = CatalogStatus.PLANNED, date(2027, 3, 1)
    field.click(PRIYA, log(field, MAYA, "drone inspection"), "already_for_sale")
    offered = field.control("options", user=PRIYA, action_id="item", value="aer")["options"]
    assert [one["description"]["text"] for one in offered] == ["on sale from 1 Mar 2027"]
    assert field.submit(PRIYA, item=str(item.item_id))["ok"]
    assert "goes on sale on 1 Mar 2027" in text_of(field.message(DM_MAYA, "On sale from 1 Mar 2027"))


def test_a_merge_moves_the_customers_and_tells_the_rep_where(field: Field) -> None:
    target = log(field, TOM, "roof surveys by drone", "Bell & Sons")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "merge")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    assert field.submit(PRIYA, target=target_id)["ok"]
    assert "now counts for *roof surveys by drone*" in text_of(field.message(DM_MAYA, "Joined with the same wish"))
    assert "2 accounts" in text_of(card(field, "roof surveys by drone", "2 accounts"))
    merged = card(field, "drone inspection", "Merged into")
    (row,) = [block for block in merged["blocks"] if block["type"] == "actions"]
    assert [button["action_id"] for button in row["elements"]] == ["separate_one"]
    assert f"/archives/{TRIAGE}/p{target['ts'].replace('.', '')}|roof surveys by drone>" in text_of(merged)
    assert "drone inspection" in text_of(field.message(TRIAGE, "into this", thread_ts=target["ts"]))


def test_a_button_on_a_card_that_was_merged_meanwhile_says_into_what(field: Field) -> None:
    log(field, TOM, "roof surveys by drone", "Bell & Sons")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "merge")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    field.click(TOM, message, "decide")
    field.control("click", user=TOM, action_id="outcome", choose="declined")
    assert field.submit(PRIYA, target=target_id)["ok"]
    late = field.submit(TOM, reason="No.")
    assert "merged into “roof surveys by drone”" in str(late["errors"])


def merged_pair(field: Field) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tom's request, into which Maya's was merged; both cards."""
    log(field, TOM, "roof surveys by drone", "Bell & Sons")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "merge")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    assert field.submit(PRIYA, target=target_id)["ok"]
    card(field, "drone inspection", "Merged into")
    return card(field, "roof surveys by drone", "2 accounts"), message


def test_a_merged_request_is_separated_by_its_own_card_and_its_rep_hears_once(field: Field) -> None:
    target, message = merged_pair(field)
    field.click(PRIYA, card(field, "drone inspection", "Merged into"), "separate_one")
    told = field.message(DM_MAYA, "This stands for itself again")
    assert "It is not the same as *roof surveys by drone* after all" in text_of(told)
    # The other card names it too, until that is drawn again: the title and the status stand together on its own alone.
    apart = card(field, "drone inspection", "*drone inspection*\\n🔵 New")
    assert apart["ts"] == message["ts"]
    assert "Decide" in text_of(apart)
    alone = card(field, "roof surveys by drone", "1 account")
    assert "Counts here too" not in text_of(alone)
    assert field.message(TRIAGE, "separated this from", thread_ts=message["ts"])
    assert "*drone inspection*" in text_of(field.message(TRIAGE, "from this again", thread_ts=target["ts"]))
    assert [one for one in field.messages(DM_TOM) if "stands for itself" in text_of(one)] == []


def test_one_of_those_merged_is_chosen_on_the_targets_card(field: Field) -> None:
    target, _ = merged_pair(field)
    bees = log(field, ANA, "bee keepers", "Cole Plumbing")
    field.click(PRIYA, bees, "merge")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    assert field.submit(PRIYA, target=target_id)["ok"]
    both = card(field, "roof surveys by drone", "|bee keepers>* · *")
    field.click(PRIYA, both, "separate")
    (form,) = field.views(PRIYA)
    (question,) = [block for block in form["blocks"] if block.get("block_id") == "which"]
    bees_first, drone = question["element"]["options"]
    assert (bees_first["text"]["text"], drone["text"]["text"]) == ("bee keepers", "drone inspection")
    assert field.submit(PRIYA, which=drone["value"])["ok"]
    card(field, "drone inspection", "🔵 New")
    field.eventually(lambda: "drone inspection" not in text_of(card(field, "roof surveys by drone", "Counts here too")))
    left = card(field, "roof surveys by drone", "|bee keepers>*")
    assert left["ts"] == target["ts"]


def test_of_two_who_separate_the_second_reads_who_was_first(field: Field) -> None:
    target, _ = merged_pair(field)
    merged = card(field, "drone inspection", "Merged into")
    field.click(TOM, target, "separate")
    (form,) = field.views(TOM)
    (question,) = [block for block in form["blocks"] if block.get("block_id") == "which"]
    field.control("faults", method="chat.update", kind="ratelimited", retry_after=1)
    field.click(PRIYA, merged, "separate_one")
    late = field.submit(TOM, which=question["element"]["options"][0]["value"])
    assert late["errors"] == {"which": "priya separated “drone inspection” already: it stands for itself again."}
    field.click(TOM, merged, "separate_one")
    assert field.message(TRIAGE, "priya separated “drone inspection” already", user=TOM)["is_ephemeral"]


def test_a_button_on_a_stale_card_names_and_links_the_request_it_became_part_of(field: Field) -> None:
    target = log(field, TOM, "roof surveys by drone", "Bell & Sons")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "merge")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    # Slack is slow to redraw the card, so that Tom still sees its buttons.
    field.control("faults", method="chat.update", kind="ratelimited", retry_after=1)
    assert field.submit(PRIYA, target=target_id)["ok"]
    field.click(TOM, message, "take")
    answer = field.message(TRIAGE, "This was merged into “roof surveys by drone”", user=TOM)
    assert f"/archives/{TRIAGE}/p{target['ts'].replace('.', '')}|Open its card>" in text_of(answer)


def test_merging_into_what_was_decided_brings_the_rep_the_decision(field: Field) -> None:
    target = log(field, TOM, "roof surveys by drone", "Bell & Sons")
    decide(field, target, "declined", "Too few searches yet.")
    card(field, "roof surveys by drone", "Declined")
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "merge")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    assert field.submit(PRIYA, target=target_id)["ok"]
    told = field.message(DM_MAYA, "which has its answer: *The answer is no*")
    assert "Too few searches yet." in text_of(told)
    field.click(MAYA, told, "told_them", channel=DM_MAYA)
    assert field.message(DM_MAYA, "You told them")["ts"] == told["ts"]


def test_deciding_what_others_were_merged_into_tells_every_rep(field: Field) -> None:
    target, _ = merged_pair(field)
    decide(field, target, "approved", "Enough asked.")
    assert "Ace Roofing" in text_of(field.message(DM_MAYA, "*Approved:* roof surveys by drone"))
    assert "Bell & Sons" in text_of(field.message(DM_TOM, "*Approved:* roof surveys by drone")).replace("&amp;", "&")


def test_a_question_goes_to_the_rep_and_the_answer_into_the_thread(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "ask_rep")
    assert field.submit(PRIYA, words="How many a month would they buy?")["ok"]
    asked = field.message(DM_MAYA, "How many a month")
    field.click(MAYA, asked, "answer_question", channel=DM_MAYA)
    assert field.submit(MAYA, words="About two, all year.")["ok"]
    assert field.message(TRIAGE, "About two, all year.", thread_ts=message["ts"])
    answered = field.message(DM_MAYA, "You answered")
    assert answered["ts"] == asked["ts"]


def test_a_card_shows_that_the_rep_was_asked_and_answered_until_it_is_decided(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    field.click(PRIYA, message, "ask_rep")
    assert field.submit(PRIYA, words="How many a month would they buy?")["ok"]
    card(field, "drone inspection", f"<@{MAYA}> was asked")
    field.click(MAYA, field.message(DM_MAYA, "How many a month"), "answer_question", channel=DM_MAYA)
    assert field.submit(MAYA, words="About two, all year.")["ok"]
    answered = card(field, "drone inspection", f"<@{MAYA}> answered, in the thread")
    assert "was asked" not in text_of(answered)
    field.click(PRIYA, message, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose="declined")
    assert field.submit(PRIYA, reason="Too few.")["ok"]
    assert "answered, in the thread" not in text_of(card(field, "drone inspection", "Too few."))


def test_assign_edit_snooze_and_not_a_request_from_the_more_menu(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    with field.session() as session:
        request_id = str(requests.open_requests(session, workspace_id=TEAM["id"])[0].request_id)
    field.click(PRIYA, message, "more", choose=f"assign:{request_id}")
    assert field.submit(PRIYA, person=TOM)["ok"]
    assert field.message(DM_TOM, "asked you to look after")
    field.click(PRIYA, message, "more", choose=f"edit:{request_id}")
    assert field.submit(PRIYA, title="Drone roof inspection")["ok"]
    card(field, "Drone roof inspection", f"owner <@{TOM}>")
    field.click(PRIYA, message, "more", choose=f"snooze:{request_id}")
    assert field.submit(PRIYA)["ok"]
    card(field, "Drone roof inspection", "asleep until")
    field.click(PRIYA, message, "more", choose=f"not_a_request:{request_id}")
    assert field.submit(PRIYA, reason="This is a complaint; Service has it.")["ok"]
    assert field.message(DM_MAYA, "Service has it")


def test_those_who_were_told_hear_when_a_decision_is_reopened(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    decide(field, message, "approved", "Enough asked.")
    field.message(DM_MAYA, "*Approved:*")
    decided = card(field, "drone inspection", "Approved")
    request_id = the_request(field)
    field.click(PRIYA, decided, "more", choose=f"reopen:{request_id}")
    assert field.submit(PRIYA, reason="The supplier pulled out.")["ok"]
    assert "The supplier pulled out" in text_of(field.message(DM_MAYA, "looked at again"))
    again = card(field, "drone inspection", "Decide")
    decide(field, again, "declined", "Nobody can deliver it.")
    assert "Decided anew" in text_of(field.message(DM_MAYA, "Nobody can deliver it"))


def test_after_a_yes_it_goes_live_and_the_rep_hears_that_too(field: Field) -> None:
    message = log(field, MAYA, "drone inspection")
    decide(field, message, "approved", "Enough asked.")
    decided = card(field, "drone inspection", "Approved")
    request_id = the_request(field)
    field.click(PRIYA, decided, "more", choose=f"move_on:{request_id}")
    assert field.submit(PRIYA, step="live")["ok"]
    assert field.message(DM_MAYA, "It is live")


def test_a_lost_deal_is_taken_read_asked_about_and_linked(field: Field) -> None:
    log(field, TOM, "roof surveys by drone", "Bell & Sons")
    field.command(MAYA, '/lost 4800 went elsewhere "half the calls we paid for"')
    reasons = {one.label: str(one.id) for one in field.bot.snapshots.of(TEAM["id"]).reasons[ReportKind.LOST_DEAL]}
    (new,) = field.look_up(MAYA, "account", "Cole Plumbing")
    assert field.submit(MAYA, account=new, reasons=[reasons["Price"]])["ok"]
    message = field.message(TRIAGE, "Lost: Cole Plumbing")
    assert "half the calls we paid for" in text_of(message)
    field.click(PRIYA, message, "take_lost_deal")
    card(field, "Cole Plumbing", f"owner <@{PRIYA}>")
    field.click(PRIYA, message, "mark_read")
    card(field, "Cole Plumbing", "Read by")
    field.click(PRIYA, message, "ask_about_lost_deal")
    assert field.submit(PRIYA, words="Was it the price alone?")["ok"]
    asked = field.message(DM_MAYA, "Was it the price alone?")
    field.click(MAYA, asked, "answer_question", channel=DM_MAYA)
    assert field.submit(MAYA, words="And the reports.")["ok"]
    assert field.message(TRIAGE, "And the reports.", thread_ts=message["ts"])
    field.click(PRIYA, message, "link_to_request")
    (target_id,) = field.look_up(PRIYA, "target", "roof surveys")
    assert field.submit(PRIYA, target=target_id)["ok"]
    card(field, "Cole Plumbing", "Counts for the request")
    card(field, "roof surveys by drone", "2 accounts")


@pytest.mark.parametrize("outcome", ["approved", "pilot", "declined"])
def test_whoever_decides_second_reads_what_was_decided_first(field: Field, outcome: str) -> None:
    message = log(field, MAYA, "drone inspection")
    for user in (PRIYA, ANA):
        field.click(user, message, "decide")
        field.control("click", user=user, action_id="outcome", choose=outcome)
    assert field.submit(PRIYA, reason="First.")["ok"]
    second = field.submit(ANA, reason="Second.")
    assert "priya" in str(second["errors"])
    with field.session() as session:
        (request,) = requests.find_requests(session, workspace_id=TEAM["id"], typed="drone")
    assert (request.status, request.reason) == (RequestStatus(outcome), "First.")


def decide(field: Field, message: dict[str, Any], outcome: str, reason: str) -> None:
    """Decide by the card's button."""
    field.click(PRIYA, message, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose=outcome)
    assert field.submit(PRIYA, reason=reason)["ok"]


def the_request(field: Field) -> str:
    """The id of the one request there is."""
    with field.session() as session:
        (request,) = requests.find_requests(session, workspace_id=TEAM["id"], typed="")
    return str(request.request_id)
