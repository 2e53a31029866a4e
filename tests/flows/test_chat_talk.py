"""Talking with the bot: corrections in words, and questions answered from the data."""

from datetime import timedelta

import pytest

from storage.models import CatalogStatus, ReportKind
from storage.queries import workspaces
from tests.factories import Factory
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import MAYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import deliver_again, deliveries, log, quiet, words_of

LOST = "Lost Ace Roofing, 4.8k, too dear"


def test_a_correction_in_words_is_answered_by_the_card_anew_and_the_old_one_goes(field: Field) -> None:
    know(field, "Ace Roofing", competitors=("Yelp",))
    tell(field, MAYA, LOST)
    card = hears(field, MAYA, "Worth: *£4,800 a year*")
    tell(field, MAYA, "no, 5200, and it was Yelp")
    changed = hears(field, MAYA, "Worth: *£5,200 a year*")
    assert changed["ts"] > card["ts"]
    quiet(field)
    assert [one["ts"] for one in said_to(field, MAYA)] == [changed["ts"]]
    assert "Lost to: *Yelp*" in words_of(changed)
    assert "Price and Went to a competitor" in words_of(changed)
    press(field, MAYA, changed, "save_draft")
    hears(field, MAYA, "Lost deal logged.")
    assert [one.value_minor for one in logged(field, MAYA)] == [520_000]


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("£300 a month", "Worth: *£3,600 a year*"),
        ("Bell Plumbing", "Customer: *Bell Plumbing*"),
        ("no it was Bell Plumbing", "Customer: *Bell Plumbing*"),
        ("it's a lost deal", "*Lost deal*"),
        ("in Wales", "Region: *Wales*"),
    ],
)
def test_a_few_words_more_fill_a_field_or_change_it(field: Field, words: str, shows: str) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tell(field, MAYA, "Ace Roofing would buy an ad if we had a heading for bees")
    hears(field, MAYA, "Customer: *Ace Roofing*")
    tell(field, MAYA, words)
    hears(field, MAYA, shows)
    quiet(field)
    assert len(said_to(field, MAYA)) == 1


def test_a_correction_right_after_save_changes_what_was_saved(field: Field) -> None:
    know(field, "Ace Roofing", competitors=("Yelp",))
    tell(field, MAYA, LOST)
    press(field, MAYA, hears(field, MAYA, "*Lost deal*"), "save_draft")
    hears(field, MAYA, "Lost deal logged.")
    quiet(field)
    tell(field, MAYA, "no, 5200, and it was Yelp")
    assert "Lost deal logged." in words_of(hears(field, MAYA, "£5,200"))
    quiet(field)
    [report] = logged(field, MAYA)
    assert report.value_minor == 520_000
    assert len(said_to(field, MAYA)) == 1
    assert "Yelp" in words_of(field.message(TRIAGE, "Lost: Ace Roofing"))


def test_a_correction_long_after_save_is_none_of_what_was_saved(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, LOST)
    press(field, MAYA, hears(field, MAYA, "*Lost deal*"), "save_draft")
    hears(field, MAYA, "Lost deal logged.")
    field.clock.offset += timedelta(minutes=11)
    tell(field, MAYA, "no, 5200")
    hears(field, MAYA, "Nothing is waiting")
    assert [one.value_minor for one in logged(field, MAYA)] == [480_000]


def test_what_cannot_be_changed_is_said_and_changes_nothing(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, LOST)
    hears(field, MAYA, "*£4,800 a year*")
    tell(field, MAYA, "no, that is rubbish")
    hears(field, MAYA, "I did not understand what to change.")


def test_yes_saves_the_draft_and_never_mind_discards_it(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, LOST)
    hears(field, MAYA, "*Lost deal*")
    tell(field, MAYA, "yes, save it")
    hears(field, MAYA, "Lost deal logged.")
    tell(field, MAYA, "Ace Roofing wants a heading for bees")
    hears(field, MAYA, "*Request*")
    tell(field, MAYA, "never mind")
    hears(field, MAYA, "Discarded.")
    assert [one.kind for one in logged(field, MAYA)] == [ReportKind.LOST_DEAL]


@pytest.mark.parametrize("words", ["yes", "never mind", "no, 5200, and it was Yelp", "no"])
def test_with_nothing_open_nothing_is_done_and_what_can_be_is_said(field: Field, words: str) -> None:
    tell(field, MAYA, words)
    assert "What happened to my solar request?" in words_of(hears(field, MAYA, "Nothing is waiting"))
    quiet(field)
    assert logged(field, MAYA) == []
    assert len(said_to(field, MAYA)) == 1


def test_what_happened_to_my_request_is_answered_with_where_it_stands(field: Field) -> None:
    log(field, MAYA, "a heading for solar panels", "Ace Roofing")
    tell(field, MAYA, "what happened to my solar request?")
    said = words_of(hears(field, MAYA, "What you logged about “solar”"))
    assert "Marketing answers by" in said
    assert "a heading for solar panels" in said


def test_nobody_hears_what_others_logged_as_their_own(field: Field) -> None:
    log(field, TOM, "a heading for solar panels", "Ace Roofing")
    tell(field, MAYA, "what happened to my solar request?")
    said = words_of(hears(field, MAYA, "You logged nothing about “solar”. What there is:"))
    assert "a heading for solar panels" in said
    assert "Ace Roofing" not in said


def test_whoever_asks_after_what_they_did_not_save_is_told_so(field: Field) -> None:
    tell(field, MAYA, "Castle Joinery would buy an ad if we had a heading for listed buildings")
    hears(field, MAYA, "*Request*")
    tell(field, MAYA, "what happened to the castle one?")
    assert "Castle Joinery would buy" in words_of(hears(field, MAYA, "That one is not saved yet."))


def test_is_it_a_heading_yet_is_answered_from_the_catalog(field: Field) -> None:
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        make.item("Drone Inspection")
        make.item("Beekeeping", status=CatalogStatus.PLANNED)
        make.indexed()
    tell(field, MAYA, "is drone inspection a heading yet?")
    hears(field, MAYA, "Yes: *Drone Inspection* is live.")
    tell(field, MAYA, "do we sell beekeeping?")
    hears(field, MAYA, "Not yet: *Beekeeping* is planned.")
    tell(field, MAYA, "is there a heading for zeppelins?")
    hears(field, MAYA, "it is not in the catalog, and nobody has asked for it yet")


def test_who_else_asked_counts_accounts_and_names_none_of_others(field: Field) -> None:
    log(field, TOM, "a heading for solar panels", "Ace Roofing")
    log(field, TOM, "a heading for solar panels", "Bell Plumbing")
    tell(field, MAYA, "who else asked for solar panels?")
    said = words_of(hears(field, MAYA, "2 accounts ask for *a heading for solar panels*"))
    assert "Ace Roofing" not in said


def test_this_is_what_was_said_last(field: Field) -> None:
    log(field, TOM, "a heading for solar panels", "Ace Roofing")
    field.read_texts()
    tell(field, MAYA, "Bell Plumbing would buy an ad if we had a heading for solar panels")
    hears(field, MAYA, "*Request*")
    tell(field, MAYA, "who else asked for this?")
    hears(field, MAYA, "1 account asks for *a heading for solar panels*")


def test_what_is_new_in_a_region_is_what_was_asked_there_lately(field: Field) -> None:
    with field.session() as session:
        wales = next(
            one for one in workspaces.regions(session, workspace_id=TEAM["id"]) if one.name == "Wales"
        ).region_id
    log(field, TOM, "a heading for coracles", "Ace Roofing", region=str(wales))
    tell(field, MAYA, "what is new in Wales?")
    assert "coracles" in words_of(hears(field, MAYA, "What is new in Wales"))
    tell(field, MAYA, "what's new in Atlantis?")
    answer = hears(field, MAYA, "There is no region “Atlantis”.")
    assert "What is new" in words_of(answer)


@pytest.mark.parametrize("words", ["hi", "help", "what's the weather like?", "asdf"])
def test_what_it_cannot_do_it_says_and_shows_three_examples(field: Field, words: str) -> None:
    tell(field, MAYA, words)
    assert "What happened to my solar request?" in words_of(hears(field, MAYA, "Lost Bell Plumbing"))
    quiet(field)
    assert logged(field, MAYA) == []


def test_a_few_words_that_are_no_sentence_are_looked_up(field: Field) -> None:
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        make.item("Drone Inspection")
        make.indexed()
    tell(field, MAYA, "drone inspection")
    assert "Drone Inspection" in words_of(hears(field, MAYA, "Nothing was logged. I looked it up:"))


@pytest.mark.parametrize("words", ["no, 5200", "yes", "never mind", "what's new?"])
def test_what_is_delivered_twice_is_done_once(field: Field, words: str) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, LOST)
    hears(field, MAYA, "*Lost deal*")
    quiet(field)
    asked = [words_of(one) for one in said_to(field, MAYA)]
    tell(field, MAYA, words)
    field.eventually(lambda: [words_of(one) for one in said_to(field, MAYA)] != asked)
    quiet(field)
    before = [words_of(one) for one in said_to(field, MAYA)]
    [event] = [one for one in deliveries(field, "event_callback") if one["event"].get("text") == words]
    deliver_again(field, event)
    quiet(field)
    assert [words_of(one) for one in said_to(field, MAYA)] == before
    assert len(logged(field, MAYA)) == (words == "yes")
