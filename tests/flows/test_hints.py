"""A card asks whether its request is the same as another, or for sale already, and a marketer answers with a press."""

import uuid
from typing import Any

from bot.usecases import hints
from storage.models import CatalogItem, CatalogStatus, TextOf
from storage.queries import requests
from tests.flows.conftest import MAYA, PRIYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import quiet
from tests.flows.test_catalog import edit, status
from tests.flows.test_triage import DM_MAYA, add_item, card, log, text_of

OLD, NEW = "roof surveys by drone", "drone inspection"


def id_of(field: Field, typed: str) -> uuid.UUID:
    with field.session() as session:
        (request,) = requests.find_requests(session, workspace_id=TEAM["id"], typed=typed)
    return request.request_id


def find(field: Field, *likes: tuple[TextOf, uuid.UUID, float]) -> dict[str, Any]:
    """What the background finds for Maya's request; its card, once it asks."""
    with field.bot.database.write() as session:
        hints.note(session, TEAM["id"], id_of(field, NEW), likes, field.clock())
    field.bot.worker.wake()
    return card(field, NEW, f"({likes[0][2]:.2f})")


def two_alike(field: Field) -> dict[str, Any]:
    log(field, TOM, OLD, "Bell & Sons")
    log(field, MAYA, NEW)
    return find(field, (TextOf.REQUEST, id_of(field, "roof surveys"), 0.861))


def items(field: Field, *names: str) -> list[CatalogItem]:
    with field.bot.database.write() as session:
        return [add_item(session, name, f"We have {name}.") for name in names]


def test_a_card_that_looks_the_same_is_merged_by_one_press_after_a_question(field: Field) -> None:
    asks = two_alike(field)
    assert "Looks the same as" in text_of(asks)
    assert "1 account · new (0.86)" in text_of(asks)
    (merge,) = [
        button
        for block in asks["blocks"]
        for button in block.get("elements", ())
        if button.get("action_id") == "merge_hinted"
    ]
    assert "its reps hear so" in merge["confirm"]["text"]["text"]
    field.click(PRIYA, asks, "merge_hinted")
    card(field, NEW, "Merged into")
    card(field, OLD, "2 accounts")
    assert "now counts for *roof surveys by drone*" in text_of(field.message(DM_MAYA, "Joined with the same wish"))


def test_not_the_same_goes_from_the_card_and_is_never_asked_again(field: Field) -> None:
    asks = two_alike(field)
    # Slack is slow to redraw the card, so that Tom still sees what it asked.
    field.control("faults", method="chat.update", kind="ratelimited", retry_after=1)
    field.click(PRIYA, asks, "not_the_same")
    field.click(TOM, asks, "merge_hinted")
    assert field.message(TRIAGE, "priya said already that they are not the same", user=TOM)["is_ephemeral"]
    field.eventually(lambda: "Looks the same" not in text_of(card(field, NEW, "Decide")))
    with field.bot.database.write() as session:
        found = [(TextOf.REQUEST, id_of(field, "roof surveys"), 0.99)]
        hints.note(session, TEAM["id"], id_of(field, NEW), found, field.clock())
    field.bot.worker.wake()
    quiet(field)
    assert "Looks the same" not in text_of(card(field, NEW, "Decide"))


def test_a_rep_who_answers_a_hint_reads_kindly_who_may(field: Field) -> None:
    asks = two_alike(field)
    for action_id in ("merge_hinted", "not_the_same"):
        field.click(MAYA, asks, action_id)
    assert field.message(TRIAGE, "for Marketing and the region", user=MAYA)["is_ephemeral"]
    assert "Looks the same" in text_of(card(field, NEW, "Decide"))


def test_a_hint_whose_request_was_decided_says_so_and_a_merge_brings_the_answer(field: Field) -> None:
    old = log(field, TOM, OLD, "Bell & Sons")
    log(field, MAYA, NEW)
    find(field, (TextOf.REQUEST, id_of(field, "roof surveys"), 0.861))
    field.click(PRIYA, old, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose="declined")
    assert field.submit(PRIYA, reason="Too few searches yet.")["ok"]
    asks = card(field, NEW, "1 account · declined (0.86)")
    field.click(PRIYA, asks, "merge_hinted")
    assert "Too few searches yet." in text_of(field.message(DM_MAYA, "which has its answer"))


def test_what_is_for_sale_already_opens_the_form_with_the_item_chosen(field: Field) -> None:
    sold, _ = items(field, "Aerial surveys", "Roofers")
    log(field, MAYA, NEW)
    asks = find(field, (TextOf.ITEM, sold.item_id, 0.91))
    assert "For sale already? *Aerial surveys* · live (0.91)" in text_of(asks)
    field.click(PRIYA, asks, "this_item")
    (form,) = field.views(PRIYA)
    (picker,) = [block for block in form["blocks"] if block.get("block_id") == "item"]
    assert picker["element"]["initial_option"]["text"]["text"] == "Aerial surveys"
    assert field.submit(PRIYA, reason="It sits next to Roofers.")["ok"]
    told = field.message(DM_MAYA, "You can sell that today")
    assert "It sits next to Roofers." in text_of(told)
    assert "We have Aerial surveys." in text_of(told)
    decided = card(field, NEW, "Already for sale: Aerial surveys")
    assert "For sale already?" not in text_of(decided)


def test_an_item_that_is_retired_goes_from_the_cards_that_ask_about_it_and_comes_back_with_it(field: Field) -> None:
    sold, other = items(field, "Aerial surveys", "Roofers")
    log(field, MAYA, NEW)
    find(field, (TextOf.ITEM, sold.item_id, 0.91), (TextOf.ITEM, other.item_id, 0.77))
    edit(field, PRIYA, "aerial")
    status(field, PRIYA, CatalogStatus.RETIRED)
    assert field.submit(PRIYA)["ok"]
    field.eventually(lambda: "Aerial surveys" not in text_of(card(field, NEW, "Decide")))
    assert "For sale already? *Roofers*" in text_of(card(field, NEW, "Decide"))
    edit(field, PRIYA, "aerial")
    status(field, PRIYA, CatalogStatus.PLANNED)
    assert field.submit(PRIYA, on_sale_on="2099-03-01")["ok"]
    card(field, NEW, "Planned already? *Aerial surveys*, on sale from 1 Mar 2099 (0.91)")
    edit(field, PRIYA, "aerial")
    assert field.submit(PRIYA, item_name="Surveys from the air")["ok"]
    card(field, NEW, "Planned already? *Surveys from the air*")


def test_none_of_the_catalogs_hits_is_one_press(field: Field) -> None:
    sold, other = items(field, "Aerial surveys", "Roofers")
    log(field, MAYA, NEW)
    asks = find(field, (TextOf.ITEM, sold.item_id, 0.91), (TextOf.ITEM, other.item_id, 0.77))
    assert "Roofers* · live (0.77)" in text_of(asks)
    field.control("faults", method="chat.update", kind="ratelimited", retry_after=1)
    field.click(PRIYA, asks, "none_for_sale")
    field.click(TOM, asks, "none_for_sale")
    assert field.message(TRIAGE, "Somebody answered that already.", user=TOM)["is_ephemeral"]
    field.eventually(lambda: "For sale already" not in text_of(card(field, NEW, "Decide")))
