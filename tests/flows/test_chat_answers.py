"""What a card asks, answered in words as by a tap; and "the same for" somebody else."""

import pytest

from storage.models import Draft, ReportKind
from storage.queries import market
from tests.factories import Factory
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import MAYA, TEAM, TRIAGE, Field
from tests.flows.steps import quiet, words_of

TWO = ("Baker's Dental Leeds", "Baker's Dental York")
IMPLANTS = "Baker's Dental wants a heading for implants"
LAYOUT = "Dentists keep moaning about the layout of the page"


def names(field: Field, user: str) -> list[str]:
    """The customers of what somebody logged, newest first."""
    with field.session() as session:
        every = [
            market.find_account(session, workspace_id=TEAM["id"], account_id=one.account_id) if one.account_id else None
            for one in logged(field, user)
        ]
        return [one.name if one else "" for one in every]


@pytest.mark.parametrize("words", ["York", "the York one", "it's York", "the second one", "yes, York please"])
def test_which_customer_is_answered_in_words_as_by_a_tap(field: Field, words: str) -> None:
    know(field, *TWO)
    tell(field, MAYA, IMPLANTS)
    hears(field, MAYA, "Leeds or York?")
    tell(field, MAYA, words)
    hears(field, MAYA, "Request logged.")
    assert names(field, MAYA) == ["Baker's Dental York"]
    quiet(field)
    assert len(said_to(field, MAYA)) == 1


@pytest.mark.parametrize("words", ["neither", "neither of them", "not sure"])
def test_neither_saves_it_without_a_customer(field: Field, words: str) -> None:
    know(field, *TWO)
    tell(field, MAYA, IMPLANTS)
    hears(field, MAYA, "Leeds or York?")
    tell(field, MAYA, words)
    hears(field, MAYA, "Request logged.")
    assert names(field, MAYA) == [""]


def test_both_is_a_draft_for_each_and_a_sum_for_both_needs_a_look(field: Field) -> None:
    know(field, *TWO)
    tell(field, MAYA, f"{IMPLANTS}, 900 a year")
    hears(field, MAYA, "Leeds or York?")
    tell(field, MAYA, "actually both of those")
    for name in TWO:
        card = hears(field, MAYA, f"Customer: *{name}*")
        assert "Worth: *£900 a year* (?)" in words_of(card)
        press(field, MAYA, card, "save_draft")
    field.eventually(lambda: len(logged(field, MAYA)) == 2)
    assert sorted(names(field, MAYA)) == sorted(TWO)


def test_yes_answers_no_question_of_two_things(field: Field) -> None:
    know(field, *TWO)
    tell(field, MAYA, IMPLANTS)
    hears(field, MAYA, "Leeds or York?")
    tell(field, MAYA, "yes")
    hears(field, MAYA, "Baker's Dental Leeds or Baker's Dental York? Say which one, or “neither”")
    tell(field, MAYA, "Leeds")
    hears(field, MAYA, "Request logged.")
    assert names(field, MAYA) == ["Baker's Dental Leeds"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("lost", ReportKind.LOST_DEAL),
        ("it's a lost deal", ReportKind.LOST_DEAL),
        ("a request", ReportKind.REQUEST),
        ("request please", ReportKind.REQUEST),
        ("won", ReportKind.WON_DEAL),
    ],
)
def test_which_kind_is_answered_in_words_as_by_a_tap(field: Field, words: str, kind: ReportKind) -> None:
    tell(field, MAYA, LAYOUT)
    hears(field, MAYA, "Is this a request or a lost deal?")
    tell(field, MAYA, "yes")
    hears(field, MAYA, "A request or a lost deal? Say")
    tell(field, MAYA, words)
    hears(field, MAYA, "logged.")
    [report] = logged(field, MAYA)
    assert (report.kind, "layout" in report.said + report.note) == (kind, True)


def test_an_answer_that_says_more_shows_the_card_before_it_saves(field: Field) -> None:
    know(field, *TWO)
    tell(field, MAYA, IMPLANTS)
    hears(field, MAYA, "Leeds or York?")
    tell(field, MAYA, "York, and it's 900 a year")
    card = hears(field, MAYA, "Customer: *Baker's Dental York*")
    assert "£900 a year" in words_of(card)
    assert logged(field, MAYA) == []


def test_a_mere_no_asks_what_it_should_be(field: Field) -> None:
    tell(field, MAYA, LAYOUT)
    hears(field, MAYA, "lost deal?")
    tell(field, MAYA, "no")
    hears(field, MAYA, "What should it be?")
    tell(field, MAYA, "scrap that")
    hears(field, MAYA, "Discarded.")


BEES = "{} would buy an ad if we had a heading for bees"


@pytest.mark.parametrize("words", ["same for Bell Plumbing", "and Bell Plumbing too", "Bell Plumbing wants the same"])
def test_the_same_for_another_is_a_draft_of_its_own(field: Field, words: str) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, BEES.format("Ace Roofing"))
    hears(field, MAYA, "Customer: *Ace Roofing*")
    tell(field, MAYA, words)
    card = hears(field, MAYA, "Customer: *Bell Plumbing*")
    assert BEES.format("Bell Plumbing") in words_of(card)
    press(field, MAYA, card, "save_draft")
    hears(field, MAYA, "Request logged.")
    assert names(field, MAYA) == ["Bell Plumbing"]
    hears(field, MAYA, "Customer: *Ace Roofing*")


def test_the_same_for_another_works_after_the_first_was_saved(field: Field) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, BEES.format("Ace Roofing"))
    press(field, MAYA, hears(field, MAYA, "Customer: *Ace Roofing*"), "save_draft")
    hears(field, MAYA, "Request logged.")
    tell(field, MAYA, "same for Bell Plumbing, 900")
    card = hears(field, MAYA, "Customer: *Bell Plumbing* · Worth: *£900 a year*")
    press(field, MAYA, card, "save_draft")
    field.eventually(lambda: names(field, MAYA) == ["Bell Plumbing", "Ace Roofing"])


def test_the_same_for_nobody_asks_for_whom(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "Ace Roofing would buy an ad if we had a heading for bees")
    hears(field, MAYA, "Customer: *Ace Roofing*")
    tell(field, MAYA, "same for them")
    hears(field, MAYA, "The same for whom?")


def test_a_correction_that_names_an_older_draft_changes_that_one(field: Field) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, "Ace Roofing wants a heading for drones, 900. Bell Plumbing wants a heading for heat pumps, 800.")
    hears(field, MAYA, "Customer: *Bell Plumbing*")
    tell(field, MAYA, "make Ace Roofing 1,500")
    changed = words_of(hears(field, MAYA, "Worth: *£1,500 a year*"))
    assert "Customer: *Ace Roofing*" in changed


def test_after_a_correction_yes_saves_the_card_that_was_shown_last(field: Field) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, "Ace Roofing wants a heading for drones, 900. Bell Plumbing wants a heading for heat pumps, 800.")
    hears(field, MAYA, "Customer: *Bell Plumbing*")
    tell(field, MAYA, "make Ace Roofing 1,500")
    hears(field, MAYA, "Worth: *£1,500 a year*")
    tell(field, MAYA, "yes")
    hears(field, MAYA, "Request logged.")
    assert names(field, MAYA) == ["Ace Roofing"]


@pytest.mark.parametrize("words", ["both", "save them all", "yes, both of them"])
def test_several_cards_are_saved_with_one_word(field: Field, words: str) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, "Ace Roofing wants a heading for drones, 900. Bell Plumbing wants a heading for heat pumps, 800.")
    hears(field, MAYA, "Customer: *Bell Plumbing*")
    tell(field, MAYA, words)
    field.eventually(lambda: sorted(names(field, MAYA)) == ["Ace Roofing", "Bell Plumbing"])


@pytest.mark.parametrize("words", ["400 a month actually", "lost", "Ace Roofing"])
def test_what_is_so_already_is_shown_and_no_riddle(field: Field, words: str) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "Lost Ace Roofing, 4.8k")
    before = hears(field, MAYA, "*Lost deal*")
    tell(field, MAYA, words)
    field.eventually(lambda: any(one["ts"] > before["ts"] for one in said_to(field, MAYA)))
    quiet(field)
    [card] = said_to(field, MAYA)
    assert "Worth: *£4,800 a year*" in words_of(card)


def test_a_kind_alone_is_no_report(field: Field) -> None:
    tell(field, MAYA, "lost")
    hears(field, MAYA, "I did not understand that; nothing was logged.")


def test_thanks_gets_no_lecture(field: Field) -> None:
    tell(field, MAYA, "thanks")
    hears(field, MAYA, "Any time.")


def test_of_names_that_go_on_with_a_sign_all_of_each_is_shown(field: Field) -> None:
    know(field, "Wren & Daughters Alarms", "Wren Cycles")
    tell(field, MAYA, "Wren want a heading for cargo bikes")
    hears(field, MAYA, "Save for Wren Cycles")


def test_what_was_saved_does_not_become_another_kind_and_the_way_is_said(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "Lost Ace Roofing, 4.8k")
    press(field, MAYA, hears(field, MAYA, "*Lost deal*"), "save_draft")
    hears(field, MAYA, "Lost deal logged.")
    tell(field, MAYA, "not a lost deal, won")
    hears(field, MAYA, "Press Undo under it")


def test_a_burst_of_corrections_and_a_yes_leaves_one_card_each_that_says_what_was_saved(field: Field) -> None:
    know(field, "Ace Roofing")
    for number in range(8):
        tell(field, MAYA, f"Ace Roofing wants a heading for trade {number}")
        hears(field, MAYA, f"trade {number}")
        for worth in (400, 500, 600):
            tell(field, MAYA, f"make it {worth}")
        tell(field, MAYA, "yes")
    field.eventually(lambda: len(logged(field, MAYA)) == 8)
    quiet(field)
    shown = [words_of(one) for one in said_to(field, MAYA)]
    saved = {report.said: f"£{(report.value_minor or 0) // 100}" for report in logged(field, MAYA)}
    assert len(shown) == len(saved) == 8
    assert all(any(said in one and worth in one for one in shown) for said, worth in saved.items())
    with field.session() as session:
        told = {draft.understood["said"]: draft.understood["value"][0] // 100 for draft in session.query(Draft)}
    assert {said: f"£{worth}" for said, worth in told.items()} == saved


@pytest.fixture
def offered(field: Field) -> Field:
    """Maya saved in words what is for sale already."""
    with field.bot.database.write() as session:
        Factory(session, TEAM["id"]).item("Drone Surveys", talk_track="We have drones. Shall I put you in?")
    field.read_texts()
    know(field, "Ace Roofing")
    tell(field, MAYA, "Ace Roofing would buy an ad if we had a heading for drone surveys")
    hears(field, MAYA, "*Request*")
    tell(field, MAYA, "yes")
    hears(field, MAYA, "You can sell that: *Drone Surveys*. Is that it?")
    return field


@pytest.mark.parametrize("words", ["yes", "yep that's it", ""])
def test_what_is_for_sale_is_offered_after_yes_too_and_taken_in_words_or_by_a_tap(offered: Field, words: str) -> None:
    if words:
        tell(offered, MAYA, words)
    else:
        press(offered, MAYA, hears(offered, MAYA, "Is that it?"), "take_offer")
    assert "We have drones." in words_of(hears(offered, MAYA, "*Drone Surveys* is the answer: you can sell it today."))
    quiet(offered)
    assert len(said_to(offered, MAYA)) == 1
    assert len(logged(offered, MAYA)) == 1


@pytest.mark.parametrize("words", ["no", "not that one", "no that's not it", ""])
def test_what_is_offered_and_is_not_it_goes_to_marketing(offered: Field, words: str) -> None:
    if words:
        tell(offered, MAYA, words)
    else:
        press(offered, MAYA, hears(offered, MAYA, "Is that it?"), "leave_offer")
    assert "Marketing answers by" in words_of(hears(offered, MAYA, "Request logged."))
    offered.message(TRIAGE, "drone surveys")


def test_yes_is_about_the_card_that_is_newer_than_an_offer(offered: Field) -> None:
    tell(offered, MAYA, "Ace Roofing wants a heading for bees")
    hears(offered, MAYA, "heading for bees")
    tell(offered, MAYA, "yes")
    offered.eventually(lambda: len(logged(offered, MAYA)) == 2)
    hears(offered, MAYA, "Is that it?")
