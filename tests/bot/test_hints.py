"""What a card asks: best first, never twice, never about what is gone or one already; and what comes of an answer."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.blocks.cards import request_card
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message
from bot.blocks.triage import separate_form
from bot.errors import BotError
from bot.usecases import counting, hints, merging, triage
from bot.usecases.actor import Actor
from bot.usecases.triage import Decision, Seen
from storage.database import Database
from storage.models import CatalogRegion, CatalogStatus, Hint, HintAnswer, MessageState, Request, RequestStatus, Role
from storage.models import TextOf as Of
from storage.queries import cards, outbox
from tests.factories import NOW, Factory

PRIYA, TOM = Actor("T1", "U0PRIYA"), Actor("T1", "U0TOM")
URL = "https://test.slack.com/"


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    with database.write() as session:
        make = Factory(session)
        for actor, name in ((PRIYA, "priya"), (TOM, "tom")):
            make.person(actor.user_id, name=name)
            make.grant(Role.MARKETER, actor.user_id)
        yield make


def asked(make: Factory, title: str, **columns: Any) -> Request:
    return make.request(title, make.report(title, account=make.account(f"The {title} shop")), **columns)


def note(make: Factory, request: Request, *likes: tuple[Of, uuid.UUID, float]) -> None:
    hints.note(make.session, "T1", request.request_id, likes, NOW)


def same(other: Request, score: float = 0.86) -> tuple[Of, uuid.UUID, float]:
    return Of.REQUEST, other.request_id, score


def asks(make: Factory, request: Request) -> list[str]:
    """The titles and names that a card asks about."""
    facts = cards.request_facts(make.session, workspace_id="T1", request_id=request.request_id)
    assert facts is not None
    return [*(one.request.title for one, _ in facts.looks_like), *(one.item.name for one in facts.for_sale)]


def card(make: Factory, request: Request) -> Message:
    facts = cards.request_facts(make.session, workspace_id="T1", request_id=request.request_id)
    assert facts is not None
    return request_card(facts, now=NOW, can_move_on=True, workspace_url=URL)


def texts(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


def labels(message: Message) -> list[str]:
    """Every button, in the order of the card."""
    found = [
        element
        for block in message.blocks
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]
        if element["type"] == "button"
    ]
    return [element["text"]["text"] for element in found]


def is_redrawn(make: Factory, request: Request) -> bool:
    waiting = outbox.in_state(make.session, workspace_id="T1", state=MessageState.PENDING)
    return str(request.request_id) in [row.ids.get("subject_id") for row in waiting]


def answers(make: Factory) -> list[tuple[HintAnswer | None, str | None]]:
    return [(one.answer, one.answered_by_id) for one in make.session.query(Hint).order_by(Hint.score.desc())]


# --- what is asked ---


def test_a_card_asks_about_the_two_best_requests_and_the_three_best_items(make: Factory) -> None:
    request = asked(make, "bees")
    others = [asked(make, f"bees {number}") for number in range(4)]
    items = [make.item(f"Item {number}") for number in range(4)]
    note(
        make,
        request,
        *(same(one, 0.80 + number / 100) for number, one in enumerate(others)),
        *((Of.ITEM, one.item_id, 0.80 + number / 100) for number, one in enumerate(items)),
    )
    assert asks(make, request) == ["bees 3", "bees 2", "Item 3", "Item 2", "Item 1"]
    assert is_redrawn(make, request)
    assert len(make.session.query(Hint).all()) == 5


def test_something_better_found_later_takes_the_place_of_the_worst(make: Factory) -> None:
    request, *others = (asked(make, f"bees {number}") for number in range(4))
    note(make, request, same(others[0], 0.8), same(others[1], 0.9))
    note(make, request, same(others[2], 0.95))
    assert asks(make, request) == ["bees 3", "bees 2"]


def test_what_is_found_again_is_asked_once_and_nothing_is_redrawn(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    note(make, request, same(other))
    for row in outbox.in_state(make.session, workspace_id="T1", state=MessageState.PENDING):
        make.session.delete(row)
    note(make, request, same(other))
    assert not is_redrawn(make, request)
    assert asks(make, request) == ["wasps"]


def test_nothing_is_asked_about_what_is_gone_itself_or_retired(make: Factory) -> None:
    request = asked(make, "bees")
    withdrawn = asked(make, "wasps", status=RequestStatus.WITHDRAWN)
    retired = make.item("Bee Keepers", status=CatalogStatus.RETIRED)
    note(
        make, request, same(withdrawn), same(request, 1.0), (Of.ITEM, retired.item_id, 0.9), (Of.ITEM, uuid.uuid4(), 1)
    )
    assert asks(make, request) == []
    assert not is_redrawn(make, request)


def test_a_request_that_is_not_open_any_more_asks_nothing(make: Factory) -> None:
    declined, other = asked(make, "bees", status=RequestStatus.DECLINED), asked(make, "wasps")
    note(make, declined, same(other))
    assert make.session.query(Hint).all() == []


def test_only_one_of_two_cards_asks(make: Factory) -> None:
    older, younger = asked(make, "bees"), asked(make, "wasps")
    note(make, younger, same(older))
    note(make, older, same(younger))
    assert (asks(make, younger), asks(make, older)) == (["bees"], [])


def test_a_hint_speaks_of_what_the_other_was_merged_into(make: Factory) -> None:
    request, other, root = (asked(make, title) for title in ("bees", "wasps", "insects"))
    note(make, request, same(other))
    merging.merge(make.session, PRIYA, Seen(other.request_id, other.status), target_id=root.request_id, now=NOW)
    assert asks(make, request) == ["insects"]
    assert "2 accounts" in texts(card(make, request))[1]
    hints.merge_hinted(make.session, PRIYA, request.request_id, other.request_id, now=NOW)
    assert request.merged_into_id == root.request_id


def test_two_that_became_one_are_asked_about_once(make: Factory) -> None:
    request, one, other = (asked(make, title) for title in ("bees", "wasps", "hornets"))
    note(make, request, same(one, 0.9), same(other, 0.8))
    merging.merge(make.session, PRIYA, Seen(one.request_id, one.status), target_id=other.request_id, now=NOW)
    assert asks(make, request) == ["hornets"]


def test_what_was_decided_asks_no_more_so_that_the_other_card_asks(make: Factory) -> None:
    older, younger = asked(make, "bees"), asked(make, "wasps")
    note(make, younger, same(older))
    decision = Decision(RequestStatus.DECLINED, reason="No.")
    triage.decide(make.session, PRIYA, Seen(younger.request_id, younger.status), decision, now=NOW)
    note(make, older, same(younger))
    assert asks(make, older) == ["wasps"]


def test_a_card_that_asks_counts_the_customers_who_join_the_other(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    make.hint(request, other)
    joined = make.report("wasps", account=make.account("Another"))
    counting.link(make.session, Actor("T1", "U1"), joined, request_id=other.request_id, title="", now=NOW)
    assert is_redrawn(make, request)
    assert "2 accounts" in texts(card(make, request))[1]


def test_the_form_to_separate_fits_into_slack_and_says_when_it_shows_not_all(make: Factory) -> None:
    whole = asked(make, "insects")
    parts = [
        make.request(f"wasps {number}", status=RequestStatus.MERGED, merged_into_id=whole.request_id, decided_at=NOW)
        for number in range(101)
    ]
    form = separate_form(whole, parts)
    [menu] = [block["element"] for block in form["blocks"] if block["type"] == "input"]
    assert len(menu["options"]) == 100
    assert "These are 100 of 101" in str(form["blocks"][-1])
    assert "These are" not in str(separate_form(whole, parts[:100]))


# --- answers ---


def test_not_the_same_is_kept_and_never_asked_again_on_either_card(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    note(make, request, same(other))
    hints.not_the_same(make.session, PRIYA, request.request_id, other.request_id, now=NOW)
    note(make, request, same(other, 0.99))
    note(make, other, same(request, 0.99))
    assert (asks(make, request), asks(make, other)) == ([], [])
    assert answers(make) == [(HintAnswer.NOT_SAME, PRIYA.user_id)]


def test_who_said_no_to_a_part_is_not_asked_about_the_whole(make: Factory) -> None:
    request, part, whole = (asked(make, title) for title in ("bees", "wasps", "insects"))
    note(make, request, same(part))
    hints.not_the_same(make.session, PRIYA, request.request_id, part.request_id, now=NOW)
    merging.merge(make.session, PRIYA, Seen(part.request_id, part.status), target_id=whole.request_id, now=NOW)
    note(make, request, same(whole))
    assert asks(make, request) == []


def test_merging_by_the_form_answers_the_hint_too(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    note(make, request, same(other))
    merging.merge(make.session, TOM, Seen(other.request_id, other.status), target_id=request.request_id, now=NOW)
    assert answers(make) == [(HintAnswer.SAME, TOM.user_id)]


def test_two_that_were_separated_are_not_offered_again(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    merging.merge(make.session, PRIYA, Seen(request.request_id, request.status), target_id=other.request_id, now=NOW)
    merging.separate(make.session, PRIYA, request.request_id, from_id=other.request_id, now=NOW)
    note(make, request, same(other))
    note(make, other, same(request))
    assert (asks(make, request), asks(make, other)) == ([], [])


def test_the_second_who_answers_reads_what_the_first_said(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    note(make, request, same(other))
    hints.not_the_same(make.session, PRIYA, request.request_id, other.request_id, now=NOW)
    with pytest.raises(BotError, match="priya said already that they are not the same"):
        hints.merge_hinted(make.session, TOM, request.request_id, other.request_id, now=NOW)
    assert request.status is RequestStatus.NEW


def test_only_who_may_triage_answers(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    note(make, request, same(other))
    rep = Actor("T1", "U1")
    for answer in (hints.merge_hinted, hints.not_the_same):
        with pytest.raises(BotError, match="for Marketing and the region"):
            answer(make.session, rep, request.request_id, other.request_id, now=NOW)
    with pytest.raises(BotError, match="for Marketing and the region"):
        hints.none_for_sale(make.session, rep, request.request_id, now=NOW)
    assert answers(make) == [(None, None)]


def test_not_in_the_catalog_answers_for_every_item_that_is_shown(make: Factory) -> None:
    request = asked(make, "bees")
    items = [make.item("Bee Keepers"), make.item("Honey")]
    note(make, request, *((Of.ITEM, one.item_id, 0.8) for one in items))
    hints.none_for_sale(make.session, PRIYA, request.request_id, now=NOW)
    assert asks(make, request) == []
    note(make, request, *((Of.ITEM, one.item_id, 0.8) for one in items))
    assert asks(make, request) == []
    with pytest.raises(BotError, match="answered that already"):
        hints.none_for_sale(make.session, TOM, request.request_id, now=NOW)


def test_deciding_that_it_is_for_sale_answers_the_hint_and_the_card_asks_no_more(make: Factory) -> None:
    request, other, item = asked(make, "bees"), asked(make, "wasps"), make.item("Bee Keepers")
    note(make, request, same(other, 0.7), (Of.ITEM, item.item_id, 0.8))
    decision = Decision(RequestStatus.ANSWERED, item_id=item.item_id)
    triage.decide(make.session, PRIYA, Seen(request.request_id, request.status), decision, now=NOW)
    assert asks(make, request) == []
    assert answers(make) == [(HintAnswer.SAME, PRIYA.user_id), (None, None)]


def test_what_was_retired_meanwhile_cannot_be_the_answer(make: Factory) -> None:
    request, item = asked(make, "bees"), make.item("Bee Keepers", status=CatalogStatus.RETIRED)
    with pytest.raises(BotError, match="“Bee Keepers” is retired, and nothing took its place"):
        hints.item_to_answer_with(make.session, PRIYA, request, item.item_id)


def test_a_card_that_asks_is_redrawn_when_the_other_is_decided(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    make.hint(request, other)
    decision = Decision(RequestStatus.DECLINED, reason="No.")
    triage.decide(make.session, PRIYA, Seen(other.request_id, other.status), decision, now=NOW)
    assert is_redrawn(make, request)
    assert "declined" in texts(card(make, request))[1]


# --- how it reads ---


def test_a_hint_says_what_it_looks_like_and_how_much_with_a_link_and_two_answers(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "drone <inspection> & co")
    make.card(other.request_id)
    make.hint(request, other)
    message = card(make, request)
    link = f"<{URL}archives/C1/p1790000000000100|drone &lt;inspection&gt; &amp; co>"
    assert texts(message)[1] == f"🔎 Looks the same as *{link}* · 1 account · new (0.86)"
    assert labels(message)[:2] == ["Merge the two", "Not the same"]


def test_what_is_for_sale_says_where_and_what_is_planned_offers_no_yes(make: Factory) -> None:
    request, wales = asked(make, "bees"), make.region("Wales")
    sold, planned = (
        make.item("Bee Keepers"),
        make.item("Honey", status=CatalogStatus.PLANNED, on_sale_on=date(2027, 3, 1)),
    )
    make.session.add(CatalogRegion(workspace_id="T1", item_id=sold.item_id, region_id=wales.region_id))
    make.hint(request, sold, 0.91)
    make.hint(request, planned, 0.72)
    message = card(make, request)
    assert texts(message)[1:] == [
        "🏷️ For sale already? *Bee Keepers* · live in Wales (0.91)",
        "📅 Planned already? *Honey*, on sale from 1 Mar 2027 (0.72)",
    ]
    assert labels(message)[:2] == ["That's it", "Not in the catalog"]


def test_the_card_of_a_merged_request_leads_to_the_other_and_back(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps")
    make.card(other.request_id)
    merging.merge(make.session, PRIYA, Seen(request.request_id, request.status), target_id=other.request_id, now=NOW)
    merged, target = card(make, request), card(make, other)
    assert "Merged into *<https://test.slack.com/archives/C1/p1790000000000100|wasps>*" in texts(merged)[0]
    assert "by <@U0PRIYA>" in texts(merged)[0]
    assert labels(merged) == ["Separate again"]
    assert texts(target)[1] == "🔀 Counts here too: *bees*"
    assert "Separate …" in labels(target)


def test_the_fullest_card_fits_into_slack(make: Factory) -> None:
    long = "🏔 <!channel> & *words* _of_ `all` kinds " * 5
    request = asked(make, long[:150])
    for number in range(12):
        merged = asked(make, f"{number} {long}"[:150])
        merging.merge(
            make.session, PRIYA, Seen(merged.request_id, merged.status), target_id=request.request_id, now=NOW
        )
    for number in range(2):
        make.hint(request, asked(make, f"other {number} {long}"[:150]))
    for number in range(3):
        make.hint(request, make.item(f"item {number} {long}"[:150]))
    message = card(make, request)
    ids = [block["block_id"] for block in message.blocks if "block_id" in block]
    assert len(message.blocks) <= 20
    assert len(ids) == len(set(ids))
    assert texts(message)[1].endswith(" · 9 more")
    assert ActionId.DECIDE in str(message.blocks[-1])
