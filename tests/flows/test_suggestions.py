"""Right after Submit: what is for sale already, who asked for the same, and what comes of each answer."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from bot.usecases import intake, own_reports, settling
from bot.usecases.actor import Actor
from storage.models import (
    CatalogAnswer,
    CatalogItem,
    CatalogRegion,
    CatalogStatus,
    MessageKind,
    ReportKind,
    Request,
    RequestStatus,
)
from storage.queries import market, outbox, reports, suggestions
from tests.factories import Factory
from tests.flows.conftest import MAYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import (
    confirmation,
    deliver_again,
    deliveries,
    log,
    pick,
    quiet,
    regions_of,
    whisper,
    words_of,
)

WANT = "If you had a heading for drone surveys, I'd buy an ad"


@pytest.fixture
def catalog(field: Field) -> dict[str, uuid.UUID]:
    """A small catalog of every kind, read and ready to be found."""
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        drones = make.item("Drone Services", talk_track="We have drones. Shall I put you in?")
        make.other_name(drones, "Drone Surveys")
        planned = make.item("Beekeeping Courses", status=CatalogStatus.PLANNED, on_sale_on=date(2027, 3, 3))
        retired = make.item(
            "Telegraph Repairs",
            status=CatalogStatus.RETIRED,
            retired_on=date(2026, 2, 2),
            successor_id=drones.item_id,
        )
        welsh = make.item("Coracle Hire")
        wales = regions_of(field)["Wales"]
        session.add(CatalogRegion(workspace_id=TEAM["id"], item_id=welsh.item_id, region_id=wales))
        ids = {one.name: one.item_id for one in (drones, planned, retired, welsh)}
    field.read_texts()
    return ids


def ask(field: Field, said: str, user: str = MAYA, account: str = "", **values: Any) -> dict[str, Any]:
    """Send a request form; the question that comes back, on top of the form."""
    field.command(user, "/request")
    if account:
        values["account"] = pick(field, user, "account", account)
    answer = field.control("submit", user=user, values={"said": said, **values})
    assert answer["ok"], answer
    form, question = field.views(user)
    assert form["callback_id"] == "report_form"
    return question


def choose(field: Field, action_id: str, value: uuid.UUID, user: str = MAYA) -> dict[str, Any]:
    """Press a suggestion's button; what the form says then."""
    field.control("click", user=user, view=True, action_id=action_id, value=str(value))
    return field.views(user)[-1]


def newest(field: Field, user: str = MAYA) -> reports.ReportFacts:
    with field.session() as session:
        [facts] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=user, limit=1)
        return facts


def test_what_is_for_sale_is_offered_with_its_words_before_anybody_works_on_it(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    question = ask(field, WANT)
    said = words_of(question)
    assert "You can sell that today" in said
    assert "*Drone Services* is live. Sell it today." in said
    assert "We have drones. Shall I put you in?" in said
    assert (question["title"]["text"], question["submit"]["text"]) == ("Is this it?", "Not this one")
    # It is on disk already, and counts for nothing yet.
    facts = newest(field)
    assert (facts.report.said, facts.request, facts.answered) == (WANT, None, None)
    assert field.messages(TRIAGE) == []


def test_thats_it_answers_the_customer_instead_of_opening_a_request(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    ask(field, WANT)
    answer = choose(field, "suggested_item", catalog["Drone Services"])
    assert "Words for the customer" in words_of(answer)
    field.submit(MAYA)
    assert field.views(MAYA) == []
    said = words_of(confirmation(field, MAYA))
    assert "*Drone Services* is the answer: you can sell it today." in said
    assert "We have drones. Shall I put you in?" in said
    quiet(field)
    assert field.messages(TRIAGE) == []
    facts = newest(field)
    assert facts.request is None
    assert facts.answered is not None
    with field.session() as session:
        kept = session.get_one(CatalogAnswer, (TEAM["id"], facts.report.report_id))
        assert (kept.words, kept.answered_by_id, kept.verdict) == (WANT, MAYA, None)
    field.command(MAYA, "/field mine")
    assert "The catalog has it as *Drone Services*: you can sell it today." in words_of(
        whisper(field, MAYA, "The catalog has it")
    )


def test_none_of_these_is_one_press_and_the_request_goes_its_usual_way(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    ask(field, WANT)
    field.submit(MAYA)
    assert field.views(MAYA) == []
    assert "Request logged" in words_of(confirmation(field, MAYA))
    field.message(TRIAGE, "drone surveys")


def test_whoever_closes_everything_has_logged_it_all_the_same(field: Field, catalog: dict[str, uuid.UUID]) -> None:
    ask(field, WANT)
    field.control("close", user=MAYA, all=True)
    field.message(TRIAGE, "drone surveys")


def test_unanswered_it_goes_to_marketing_after_a_while(
    field: Field, catalog: dict[str, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "PATIENCE", timedelta(seconds=0.3))
    ask(field, WANT)
    field.message(TRIAGE, "drone surveys")
    # A choice after that is too late, and says where to find it.
    said = words_of(choose(field, "suggested_item", catalog["Drone Services"]))
    assert "went to Marketing already" in said


def test_one_step_back_the_words_can_be_changed_and_it_is_still_one_report(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    ask(field, WANT)
    field.control("close", user=MAYA)
    [form] = field.views(MAYA)
    assert form["callback_id"] == "report_form"
    answer = field.submit(MAYA, said="somebody to sweep our chimneys", value="900")
    assert answer["ok"]
    assert field.views(MAYA) == []
    field.message(TRIAGE, "sweep our chimneys")
    with field.session() as session:
        [facts] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=9)
        assert (facts.report.said, facts.report.value_minor) == ("somebody to sweep our chimneys", 90_000)


def test_the_same_form_delivered_twice_asks_the_same_and_is_one_report(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    ask(field, WANT)
    payload = deliveries(field, "view_submission")[-1]
    again = deliver_again(field, payload)
    assert "Drone Services" in again.body
    choose(field, "suggested_item", catalog["Drone Services"])
    field.submit(MAYA)
    deliver_again(field, payload)
    quiet(field)
    with field.session() as session:
        [facts] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=9)
        assert facts.answered is not None
        assert facts.request is None
    assert field.messages(TRIAGE) == []


def test_pressing_twice_changes_nothing(field: Field, catalog: dict[str, uuid.UUID]) -> None:
    ask(field, WANT)
    choose(field, "suggested_item", catalog["Drone Services"])
    press = deliveries(field, "block_actions")[-1]
    deliver_again(field, press)
    quiet(field)
    assert newest(field).answered is not None


def test_planned_retired_and_elsewhere_say_so_and_only_what_can_be_sold_is_an_answer(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    north = str(regions_of(field)["North West"])
    question = ask(field, "beekeeping courses, telegraph repairs and coracle hire", region=north)
    said = words_of(question)
    assert "*Beekeeping Courses* goes on sale on 3 Mar 2027. Tell them." in said
    assert "*Telegraph Repairs* was retired on 2 Feb 2026. *Drone Services* took its place." in said
    assert "*Coracle Hire* is sold only in Wales." in said
    offered = {block["accessory"]["value"] for block in question["blocks"] if "accessory" in block}
    assert offered == {str(catalog["Beekeeping Courses"])}
    choose(field, "suggested_item", catalog["Beekeeping Courses"])
    field.submit(MAYA)
    assert "goes on sale on 3 Mar 2027" in words_of(confirmation(field, MAYA))


def test_in_its_own_region_it_is_live(field: Field, catalog: dict[str, uuid.UUID]) -> None:
    question = ask(field, "coracle hire", region=str(regions_of(field)["Wales"]))
    assert "*Coracle Hire* is live in your region. Sell it today." in words_of(question)


def test_an_item_retired_while_its_form_is_open_cannot_be_chosen_and_nothing_is_lost(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    ask(field, WANT)
    with field.bot.database.write() as session:
        session.get_one(CatalogItem, (TEAM["id"], catalog["Drone Services"])).status = CatalogStatus.RETIRED
    answer = choose(field, "suggested_item", catalog["Drone Services"])
    assert "“Drone Services” is retired, and nothing took its place. Your request is saved" in words_of(answer)
    field.submit(MAYA)
    field.message(TRIAGE, "drone surveys")


def test_what_others_asked_for_is_offered_and_joined_with_the_customer(field: Field) -> None:
    log(field, TOM, "mobile dog grooming vans that come to the house", account="Bell Plumbing")
    field.read_texts()
    question = ask(field, "mobile dog grooming van that comes to your house", account="Ace Roofing")
    said = words_of(question)
    assert "Others asked for this" in said
    assert "🔵 New · 1 account · <!date^" in said
    [button] = [block["accessory"] for block in question["blocks"] if "accessory" in block]
    joined = choose(field, "suggested_request", uuid.UUID(button["value"]))
    assert "2 accounts ask for it" in words_of(joined)
    field.submit(MAYA)
    quiet(field)
    [card] = field.messages(TRIAGE)
    assert "2 accounts" in words_of(card)
    said = words_of(confirmation(field, MAYA))
    assert "It counts for *mobile dog grooming vans that come to the house*. 2 accounts asked for this so far" in said


def test_what_the_catalog_answered_before_answers_other_words_for_the_same(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    want = "somebody who flies a camera over our roof and takes pictures"
    log(field, TOM, want, account="Bell Plumbing")
    with field.bot.database.write() as session:
        facts = reports.reports_by(session, workspace_id=TEAM["id"], user_id=TOM, limit=1)[0]
        assert facts.request is not None
        request = session.get_one(Request, (TEAM["id"], facts.request.request_id))
        request.status, request.item_id = RequestStatus.ANSWERED, catalog["Drone Services"]
    field.read_texts()
    said = words_of(ask(field, "somebody to fly a camera over our roof and take pictures"))
    assert "*Drone Services* is live. Sell it today." in said
    assert "Others asked for this" not in said


def test_the_very_same_words_join_without_a_question(field: Field) -> None:
    log(field, TOM, "a heading for padel courts", account="Bell Plumbing")
    field.read_texts()
    log(field, MAYA, "a heading for padel courts", account="Ace Roofing")
    [card] = field.messages(TRIAGE)
    assert "2 accounts" in words_of(card)


def test_a_request_that_was_withdrawn_is_offered_to_nobody(field: Field) -> None:
    log(field, TOM, "mobile dog grooming vans that come to the house")
    field.read_texts()
    with field.bot.database.write() as session:
        facts = reports.reports_by(session, workspace_id=TEAM["id"], user_id=TOM, limit=1)[0]
        own_reports.withdraw(session, Actor(TEAM["id"], TOM), facts.report.report_id, now=field.clock())
    log(field, MAYA, "mobile dog grooming van that comes to your house")


def test_a_lost_deal_that_a_heading_would_have_saved_hears_of_it_too(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    field.command(MAYA, "/lost")
    field.control(
        "submit",
        user=MAYA,
        values={
            "account": pick(field, MAYA, "account", "Ace Roofing"),
            "reasons": ["Price"],
            "would": "there was a heading for drone surveys",
        },
    )
    assert "You can sell that today" in words_of(field.views(MAYA)[-1])
    choose(field, "suggested_item", catalog["Drone Services"])
    field.submit(MAYA)
    field.message(TRIAGE, "Lost: Ace Roofing")
    quiet(field)
    facts = newest(field)
    assert (facts.report.kind, facts.request) == (ReportKind.LOST_DEAL, None)
    assert facts.answered is not None
    assert len(field.messages(TRIAGE)) == 1


def test_a_deal_without_a_want_and_a_won_one_are_asked_nothing(field: Field, catalog: dict[str, uuid.UUID]) -> None:
    for command in ("/lost", "/won"):
        field.command(MAYA, command)
        account = pick(field, MAYA, "account", "Ace Roofing")
        assert field.submit(MAYA, account=account, said="drone surveys")["ok"]
        assert field.views(MAYA) == []


def test_before_anything_was_read_nobody_is_asked_and_nobody_waits(field: Field) -> None:
    with field.bot.database.write() as session:
        Factory(session, TEAM["id"]).item("Drone Surveys")
    log(field, MAYA, WANT)


def test_trouble_while_looking_does_not_keep_a_form_from_being_saved(
    field: Field, catalog: dict[str, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(suggestions, "items_named", broken)
    log(field, MAYA, WANT)


def test_a_held_report_holds_up_no_other_of_the_same_rep(field: Field, catalog: dict[str, uuid.UUID]) -> None:
    ask(field, WANT)
    field.control("close", user=MAYA)
    field.control("close", user=MAYA)
    field.command(MAYA, "/request")
    field.control("submit", user=MAYA, values={"said": "somebody to sweep our chimneys"})
    field.message(TRIAGE, "sweep our chimneys")
    with field.session() as session:
        assert market.find_item(session, workspace_id=TEAM["id"], item_id=catalog["Drone Services"]) is not None
        waiting = outbox.find_by_dedupe(
            session, workspace_id=TEAM["id"], dedupe=settling.settle_dedupe(newest_held(field))
        )
        assert waiting is not None
        assert waiting.kind is MessageKind.SETTLE
        assert not waiting.is_done


def newest_held(field: Field) -> uuid.UUID:
    """The report that waits for its rep's answer."""
    with field.session() as session:
        mine = reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=9)
        return next(one.report.report_id for one in mine if one.report.said == WANT)


def test_a_card_asks_about_what_its_request_looks_like_once_that_was_read(
    field: Field, catalog: dict[str, uuid.UUID]
) -> None:
    log(field, TOM, "mobile dog grooming vans that come to the house", account="Bell Plumbing")
    field.read_texts()
    ask(field, "mobile dog grooming vans that come to a house", account="Ace Roofing")
    field.submit(MAYA)
    quiet(field)
    field.read_texts()
    assert "Looks the same as" in words_of(field.message(TRIAGE, "Looks the same as"))
    ask(field, WANT)
    field.submit(MAYA)
    quiet(field)
    field.read_texts()
    field.message(TRIAGE, "For sale already")
