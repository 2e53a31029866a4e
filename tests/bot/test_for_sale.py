"""A request answered by the catalog: what can be the answer, what reps read, and the customers' words that are kept."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.errors import FormError, Gone
from bot.jobs.outgoing import Outgoing
from bot.jobs.rendering import render
from bot.usecases import catalog_words, counting, hints, lost_deals, merging, triage
from bot.usecases.actor import Actor
from bot.usecases.triage import Decision, Seen
from storage.database import Database
from storage.models import (
    CatalogAnswer,
    CatalogItem,
    CatalogStatus,
    MessageState,
    ReportKind,
    Request,
    RequestStatus,
    Role,
    Verdict,
)
from storage.queries import outbox, reports
from tests.factories import NOW, Factory

PRIYA = Actor("T1", "U0PRIYA")
DAY = timedelta(days=1)
MARCH = date(2027, 3, 1)


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    with database.write() as session:
        make = Factory(session)
        make.person(PRIYA.user_id, name="priya")
        make.grant(Role.MARKETER, PRIYA.user_id)
        yield make


def asked(make: Factory, *words: str, title: str = "bees", by: str = "U1") -> Request:
    """A request with a report of each of these words, each from a customer of its own."""
    return make.request(title, *(make.report(said, reporter_id=by, account=make.account(said)) for said in words))


def answer(make: Factory, request: Request, item: CatalogItem) -> None:
    decision = Decision(RequestStatus.ANSWERED, item_id=item.item_id)
    triage.decide(make.session, PRIYA, Seen(request.request_id, request.status), decision, now=NOW)


def reopen(make: Factory, request: Request) -> None:
    seen = Seen(request.request_id, request.status)
    triage.reopen(make.session, PRIYA, seen, reason="We look again.", now=NOW + DAY)


def merge(make: Factory, request: Request, into: Request) -> None:
    seen = Seen(request.request_id, request.status)
    merging.merge(make.session, PRIYA, seen, target_id=into.request_id, now=NOW)


def kept(make: Factory) -> dict[str, uuid.UUID]:
    """The customers' words that are kept, each with the item that answered them."""
    return {one.words: one.item_id for one in make.session.query(CatalogAnswer)}


def said(make: Factory, user_id: str) -> list[str]:
    """What somebody reads in direct messages, drawn as it stands now."""
    rows = outbox.in_state(make.session, workspace_id="T1", state=MessageState.PENDING, lane=f"dm:{user_id}")
    drawn = [render(make.session, row, NOW) for row in sorted(rows, key=lambda row: row.position)]
    return [str(one.message.blocks) for one in drawn if isinstance(one, Outgoing)]


def cards(make: Factory) -> str:
    make.workspace.triage_channel_id = "C1"
    rows = outbox.in_state(make.session, workspace_id="T1", state=MessageState.PENDING, lane="triage")
    drawn = [render(make.session, row, NOW) for row in rows]
    return str([one.message.blocks for one in drawn if isinstance(one, Outgoing)])


# --- what can be the answer ---


@pytest.mark.parametrize("outcome", [RequestStatus.ANSWERED, RequestStatus.APPROVED_AS_SYNONYM])
def test_what_was_retired_while_the_form_was_open_is_refused_and_its_successor_named(
    make: Factory, outcome: RequestStatus
) -> None:
    streaming = make.item("Music Streaming")
    vinyl = make.item("Record Shops", status=CatalogStatus.RETIRED, successor_id=streaming.item_id)
    item = make.item("CD Shops", status=CatalogStatus.RETIRED, successor_id=vinyl.item_id)
    request = asked(make, "CDs")
    decision = Decision(outcome, reason="We have it.", item_id=item.item_id)
    with pytest.raises(FormError) as refused:
        triage.decide(make.session, PRIYA, Seen(request.request_id, request.status), decision, now=NOW)
    sentence = "“CD Shops” is retired; “Music Streaming” took its place. Choose again."
    assert refused.value.fields == {triage.ITEM: sentence}
    assert request.is_open
    assert kept(make) == {}


def test_what_was_retired_without_a_successor_says_so(make: Factory) -> None:
    request, item = asked(make, "CDs"), make.item("CD Shops", status=CatalogStatus.RETIRED)
    with pytest.raises(FormError, match="“CD Shops” is retired, and nothing took its place"):
        answer(make, request, item)


def test_successors_that_lead_in_a_circle_are_nobodys_answer(make: Factory) -> None:
    one, other = make.item("One", status=CatalogStatus.RETIRED), make.item("Other", status=CatalogStatus.RETIRED)
    one.successor_id, other.successor_id = other.item_id, one.item_id
    with pytest.raises(FormError, match="nothing took its place"):
        answer(make, asked(make, "CDs"), one)


def test_an_item_of_nobodys_is_refused(make: Factory) -> None:
    request = asked(make, "CDs")
    decision = Decision(RequestStatus.ANSWERED, item_id=uuid.uuid4())
    with pytest.raises(FormError, match="not in the catalog any more"):
        triage.decide(make.session, PRIYA, Seen(request.request_id, request.status), decision, now=NOW)


def test_a_request_does_not_become_what_was_retired_either(make: Factory) -> None:
    request, item = asked(make, "CDs"), make.item("CD Shops", status=CatalogStatus.RETIRED)
    request.status = RequestStatus.SCHEDULED
    seen = Seen(request.request_id, request.status)
    with pytest.raises(FormError, match="“CD Shops” is retired"):
        triage.move_on(make.session, PRIYA, seen, to="live", item_id=item.item_id, now=NOW)
    assert request.status is RequestStatus.SCHEDULED


def test_thats_it_on_a_card_names_the_successor_too(make: Factory) -> None:
    heir = make.item("Music Streaming")
    item = make.item("CD Shops", status=CatalogStatus.RETIRED, successor_id=heir.item_id)
    with pytest.raises(Gone, match=r"“Music Streaming” took its place\. Decide “bees” by its own buttons"):
        hints.item_to_answer_with(make.session, PRIYA, asked(make, "CDs"), item.item_id)


def test_what_is_planned_is_an_answer_with_its_day_and_nobody_is_told_to_sell_it_today(make: Factory) -> None:
    item = make.item("Drone Services", status=CatalogStatus.PLANNED, on_sale_on=MARCH)
    request = asked(make, "drones")
    answer(make, request, item)
    (told,) = said(make, "U1")
    assert "*On sale from 1 Mar 2027:* bees" in told
    assert "It is coming: Drone Services goes on sale on 1 Mar 2027." in told
    assert "today" not in told
    assert "Already for sale: Drone Services, on sale from 1 Mar 2027" in cards(make)
    # Drawn again once it is for sale, the same message says so.
    item.status = CatalogStatus.LIVE
    assert "*You can sell that today:* bees" in said(make, "U1")[0]


def test_a_day_is_the_day_where_the_workspace_is(make: Factory) -> None:
    make.workspace.timezone = "Pacific/Auckland"
    request, late = asked(make, "bees"), NOW.replace(hour=22)
    tomorrow_there = date(2026, 11, 17)
    decision = Decision(RequestStatus.DEFERRED, reason="Later.", until=tomorrow_there)
    seen = Seen(request.request_id, request.status)
    with pytest.raises(FormError, match="Pick a day after today"):
        triage.decide(make.session, PRIYA, seen, decision, now=late)
    with pytest.raises(FormError, match="Pick a day after today"):
        triage.snooze(make.session, PRIYA, seen, until=tomorrow_there, now=late)


# --- the words that are kept ---


def test_the_customers_words_behind_an_answered_request_wait_to_be_judged(make: Factory) -> None:
    request, item = asked(make, "bees on roofs", "Bees on  roofs!", "honey"), make.item("Bee Keepers")
    answer(make, request, item)
    assert set(kept(make).values()) == {item.item_id}
    found = catalog_words.candidates(make.session, "T1")
    assert [(one.times, one.accounts) for one in found] == [(2, 2), (1, 1)]
    assert {row.answered_by_id for row in make.session.query(CatalogAnswer)} == {PRIYA.user_id}


def test_only_what_is_already_for_sale_is_an_answer_of_the_catalogs(make: Factory) -> None:
    item = make.item("Bee Keepers")
    for outcome in (RequestStatus.APPROVED_AS_SYNONYM, RequestStatus.DECLINED):
        request = asked(make, "bees")
        decision = Decision(outcome, reason="So.", item_id=item.item_id)
        triage.decide(make.session, PRIYA, Seen(request.request_id, request.status), decision, now=NOW)
    assert kept(make) == {}


def test_a_deal_that_no_want_would_have_saved_says_nothing(make: Factory) -> None:
    request = make.request("bees", make.report("too dear", kind=ReportKind.LOST_DEAL, would_have_bought=""))
    answer(make, request, make.item("Bee Keepers"))
    assert kept(make) == {}


def test_a_report_of_an_answered_request_reads_its_answer_once(make: Factory) -> None:
    request = asked(make, "bees")
    answer(make, request, make.item("Bee Keepers"))
    (row,) = make.session.query(CatalogAnswer)
    facts = reports.report_facts(make.session, workspace_id="T1", report_id=row.report_id)
    assert facts is not None
    assert (facts.request, facts.answered) == (request, None)


def test_reopening_takes_the_words_back_and_another_answer_keeps_them_anew(make: Factory) -> None:
    request, bees, honey = asked(make, "bees"), make.item("Bee Keepers"), make.item("Honey")
    answer(make, request, bees)
    reopen(make, request)
    assert kept(make) == {}
    answer(make, request, honey)
    assert kept(make) == {"bees": honey.item_id}


def test_what_marketing_said_of_the_words_outlives_a_reopening(make: Factory) -> None:
    request, item = asked(make, "bees"), make.item("Bee Keepers")
    answer(make, request, item)
    (row,) = make.session.query(CatalogAnswer)
    catalog_words.leave(make.session, PRIYA, row.report_id, now=NOW)
    reopen(make, request)
    answer(make, request, item)
    assert [one.verdict for one in make.session.query(CatalogAnswer)] == [Verdict.DISMISSED]
    assert catalog_words.candidates(make.session, "T1") == []


def test_whoever_comes_by_a_merge_or_joins_later_is_answered_too_until_it_is_separated(make: Factory) -> None:
    request, other, item = asked(make, "bees"), asked(make, "wasps", title="wasps"), make.item("Bee Keepers")
    answer(make, request, item)
    merge(make, other, request)
    late = make.report("hornets", account=make.account("Late"))
    counting.link(make.session, Actor("T1", "U1"), late, request_id=request.request_id, title="", now=NOW)
    assert set(kept(make)) == {"bees", "wasps", "hornets"}
    merging.separate(make.session, PRIYA, other.request_id, from_id=request.request_id, now=NOW + DAY)
    assert set(kept(make)) == {"bees", "hornets"}


def test_an_answer_after_a_merge_is_the_whole_familys(make: Factory) -> None:
    request, other = asked(make, "bees"), asked(make, "wasps", title="wasps")
    merge(make, other, request)
    answer(make, request, make.item("Bee Keepers"))
    assert set(kept(make)) == {"bees", "wasps"}


def test_a_lost_deal_that_is_linked_elsewhere_is_answered_there_alone(make: Factory) -> None:
    lost = make.report("too dear", kind=ReportKind.LOST_DEAL, would_have_bought="bees")
    request, other = make.request("bees", lost), asked(make, "wasps", title="wasps")
    bees, wasps = make.item("Bee Keepers"), make.item("Wasp Keepers")
    answer(make, request, bees)
    answer(make, other, wasps)
    lost_deals.link(make.session, PRIYA, lost.report_id, request_id=other.request_id, now=NOW)
    assert kept(make) == {"bees": wasps.item_id, "wasps": wasps.item_id}


# --- who hears that it does not hold ---


@pytest.mark.parametrize("after", [RequestStatus.SCHEDULED, RequestStatus.LIVE, RequestStatus.MEASURED])
def test_those_who_heard_a_yes_hear_that_it_is_looked_at_again_however_far_it_had_come(
    make: Factory, after: RequestStatus
) -> None:
    request = asked(make, "bees")
    decision = Decision(RequestStatus.APPROVED, reason="Enough asked.")
    triage.decide(make.session, PRIYA, Seen(request.request_id, request.status), decision, now=NOW)
    while request.status is not after:
        step = request.next_steps(regional_review=False, committee=False)[0]
        seen = Seen(request.request_id, request.status)
        triage.move_on(make.session, PRIYA, seen, to=step, item_id=None, now=NOW)
    reopen(make, request)
    assert "This is being looked at again" in said(make, "U1")[-1]
