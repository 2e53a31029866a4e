"""The catalog: what can be said of an item, by whom, what two people at once come to, what customers call things."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import FormError, Gone, NotAllowed, TooLate
from bot.usecases import catalog, catalog_edit, catalog_words
from bot.usecases.actor import Actor
from bot.usecases.catalog import Place
from bot.usecases.catalog_edit import Saved, Seen, Typed
from bot.usecases.catalog_listing import ItemField, Listing, listing_of
from storage.database import Database, Session
from storage.keys import name_key
from storage.models import (
    AuditEntry,
    CatalogAnswer,
    CatalogItem,
    CatalogName,
    CatalogRegion,
    CatalogStatus,
    NameKind,
    Report,
    Role,
    TextDue,
    Verdict,
    new_id,
)
from tests.factories import NOW, Factory

PRIYA, TOM, MAYA = Actor("T1", "U2", "Priya"), Actor("T1", "U3", "Tom"), Actor("T1", "U1", "Maya")
TODAY, DAY = NOW.date(), timedelta(days=1)
LIVE, PLANNED, RETIRED = CatalogStatus.LIVE, CatalogStatus.PLANNED, CatalogStatus.RETIRED
EVERY_FIELD = frozenset(ItemField)


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """A workspace with two marketers and a rep."""
    with database.write() as session:
        make = Factory(session)
        make.person("U2", name="Priya Nair")
        make.person("U3", name="Tom Ashe")
        make.grant(Role.MARKETER, "U2")
        make.grant(Role.ADMIN, "U3")
        yield make


def form_of(make: Factory, item: CatalogItem, **changed: Any) -> tuple[Seen, Typed]:
    """An item's form as it opens, with some fields typed otherwise."""
    shown = listing_of(make.session, item)
    seen = Seen(item.item_id, shown.fingerprint())
    return seen, replace(Typed(shown=EVERY_FIELD, **vars(shown)), **changed)


def edit(make: Factory, item: CatalogItem, actor: Actor = PRIYA, **changed: Any) -> Saved:
    """Open an item's form, change something, press Save."""
    return catalog_edit.save(make.session, actor, *form_of(make, item, **changed), now=NOW)


def add(make: Factory, name: str, status: CatalogStatus = LIVE, **typed: Any) -> CatalogItem:
    """Fill an empty form and press Add."""
    sent = Typed(shown=EVERY_FIELD, name=name, status=status, **typed)
    return catalog_edit.save(make.session, PRIYA, Seen(new_id()), sent, now=NOW).item


def refused(make: Factory, item: CatalogItem | None = None, **changed: Any) -> dict[str, str]:
    """The sentences under the fields of a form that cannot be saved; nothing is."""
    with pytest.raises(FormError) as refusal:
        edit(make, item, **changed) if item else add(make, **changed)
    return refusal.value.fields


def deeds(make: Factory) -> list[AuditEntry]:
    return list(make.session.scalars(select(AuditEntry).order_by(AuditEntry.audit_id)))


def due(make: Factory) -> set[uuid.UUID]:
    """Whose texts are to be read anew, asked once: they are then read."""
    rows = list(make.session.scalars(select(TextDue)))
    for row in rows:
        make.session.delete(row)
    make.session.flush()
    return {row.owner_id for row in rows}


# --- looking ---


def test_the_door_counts_by_status_and_shows_what_is_new_and_what_comes_next(make: Factory) -> None:
    make.item("Old", on_sale_on=date(2020, 1, 1))
    make.item("New", on_sale_on=TODAY)
    make.item("Undated")
    make.item("Soon", status=PLANNED, on_sale_on=TODAY + DAY)
    make.item("Gone", status=RETIRED)
    door = catalog.door(make.session, MAYA)
    assert door.sizes == {LIVE: 3, PLANNED: 1, RETIRED: 1}
    assert {item.name for item in door.newest[:2]} == {"New", "Undated"}
    assert door.newest[2].name == "Old"
    assert [item.name for item in door.coming] == ["Soon"]
    assert not door.may_edit


def test_a_page_has_what_is_for_sale_first_and_finds_other_names_in_both_numbers(make: Factory) -> None:
    make.item("Drone Aerials", status=RETIRED)
    make.item("Drone Bees", status=PLANNED)
    aerial = make.item("Photography")
    make.other_name(aerial, "Drone Surveys")
    page = catalog.page(make.session, PRIYA, Place("drones", 0))
    assert [one.item.name for one in page.items] == ["Photography", "Drone Bees", "Drone Aerials"]
    assert (page.total, page.next, page.may_edit) == (3, None, True)


def test_pages_follow_one_another_and_one_that_is_gone_is_the_first(make: Factory) -> None:
    for number in range(25):
        make.item(f"Item {number:02}")
    seen: list[str] = []
    begins: int | None = 0
    while begins is not None:
        page = catalog.page(make.session, MAYA, Place("item", begins))
        seen += [one.item.name for one in page.items]
        begins = page.next
    assert seen == [f"Item {number:02}" for number in range(25)]
    assert catalog.page(make.session, MAYA, Place("item", 500)).begins == 0


@given(words=st.text(), begins=st.none() | st.integers(0, 10**6))
def test_a_place_survives_its_button(words: str, begins: int | None) -> None:
    assert Place.parse(str(Place(words, begins))) == Place(words[: catalog.LONGEST_SEARCH], begins)


# --- adding and editing ---


def test_an_item_is_added_with_everything_that_was_typed_and_the_audit_says_so(make: Factory) -> None:
    wales = make.region("Wales")
    item = add(
        make,
        "Drone Services",
        on_sale_on=TODAY,
        synonyms=("drone filming", "UAV", "drone  services"),
        see=("Photography",),
        region_ids=frozenset({wales.region_id}),
        talk_track="Roofs from above.",
    )
    listing = listing_of(make.session, item)
    assert (listing.name, listing.status, listing.on_sale_on) == ("Drone Services", LIVE, TODAY)
    assert listing.synonyms == ("drone filming", "UAV")
    assert (listing.see, listing.region_ids) == (("Photography",), frozenset({wales.region_id}))
    [deed] = deeds(make)
    assert (deed.deed, deed.by_id, deed.subject) == ("item_added", "U2", f"item:{item.item_id}")
    assert (deed.before, deed.after["name"]) == ({}, "Drone Services")
    assert due(make) == {item.item_id}


def test_the_audit_holds_only_the_fields_that_changed(make: Factory) -> None:
    item = make.item("Drone Services", talk_track="Old words.")
    assert edit(make, item, talk_track="New words.").deed == "item_edited"
    [deed] = deeds(make)
    assert (deed.before, deed.after) == ({"talk_track": "Old words."}, {"talk_track": "New words."})
    assert due(make) == set()
    edit(make, item, synonyms=("UAV",))
    assert due(make) == {item.item_id}


def test_saving_an_untouched_form_changes_nothing(make: Factory) -> None:
    item = make.item("CD Shops", status=RETIRED)
    assert edit(make, item).deed == ""
    assert (item.retired_on, deeds(make), due(make)) == (None, [], set())


def test_what_the_form_could_not_show_stays_as_it_is(make: Factory) -> None:
    item = make.item("Drone Services", talk_track="x" * 4000, on_sale_on=TODAY)
    make.other_name(item, "UAV")
    seen, typed = form_of(make, item, name="Drones", talk_track="", synonyms=(), on_sale_on=None)
    typed = replace(typed, shown=frozenset({ItemField.NAME, ItemField.STATUS}))
    catalog_edit.save(make.session, PRIYA, seen, typed, now=NOW)
    listing = listing_of(make.session, item)
    assert (listing.name, len(listing.talk_track)) == ("Drones", 4000)
    assert (listing.synonyms, listing.on_sale_on) == (("UAV",), TODAY)


def test_a_name_can_become_one_of_the_other_kind(make: Factory) -> None:
    item = add(make, "Drone Services", synonyms=("UAV",), see=("Kites",))
    edit(make, item, synonyms=("Kites",), see=("UAV",))
    listing = listing_of(make.session, item)
    assert (listing.synonyms, listing.see) == (("Kites",), ("UAV",))


def test_only_marketers_and_admins_may_change_anything(make: Factory) -> None:
    item = make.item()
    for attempt in (
        lambda: catalog_edit.for_form(make.session, MAYA, item.item_id),
        lambda: edit(make, item, MAYA, name="Mine"),
        lambda: catalog_words.for_judging(make.session, MAYA),
        lambda: catalog_words.adopt(make.session, MAYA, new_id(), "x", now=NOW),
        lambda: catalog_words.leave(make.session, MAYA, new_id(), now=NOW),
    ):
        with pytest.raises(NotAllowed, match="Only Marketing and admins"):
            attempt()
    assert edit(make, item, TOM, name="Admins may").deed == "item_edited"


def test_of_two_who_edit_at_once_the_second_reads_who_was_quicker(make: Factory) -> None:
    item = make.item("Drone Services")
    seen, typed = form_of(make, item, name="Drones by Priya")
    edit(make, item, TOM, talk_track="Tom was here.")
    with pytest.raises(TooLate, match="Tom Ashe changed this while you had it open"):
        catalog_edit.save(make.session, PRIYA, seen, typed, now=NOW)
    assert (item.name, item.talk_track) == ("Drone Services", "Tom was here.")


def test_another_name_that_came_meanwhile_is_not_overwritten_either(make: Factory) -> None:
    item = make.item("Drone Services")
    seen, typed = form_of(make, item, talk_track="New.")
    make.other_name(item, "UAV")
    with pytest.raises(TooLate, match="Somebody else changed this"):
        catalog_edit.save(make.session, PRIYA, seen, typed, now=NOW)


def test_a_form_that_arrives_twice_is_saved_once(make: Factory) -> None:
    seen = Seen(new_id())
    typed = Typed(shown=EVERY_FIELD, name="Drone Services", status=RETIRED, synonyms=("UAV",))
    deeds_of = [catalog_edit.save(make.session, PRIYA, seen, typed, now=NOW).deed for _ in range(2)]
    item = make.session.get_one(CatalogItem, ("T1", seen.item_id))
    once = form_of(make, item, name="Drones")
    deeds_of += [catalog_edit.save(make.session, PRIYA, *once, now=NOW).deed for _ in range(2)]
    assert deeds_of == ["item_added", "", "item_edited", ""]


def test_an_item_that_never_was_has_no_form(make: Factory) -> None:
    with pytest.raises(Gone):
        catalog_edit.for_form(make.session, PRIYA, new_id())


# --- what cannot be ---


def test_a_name_is_needed_and_fits(make: Factory) -> None:
    assert refused(make, name="")[ItemField.NAME] == "Give it a name."
    assert "200" in refused(make, name="x" * 201)[ItemField.NAME]


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (LIVE, "“Dog Walkers” is in the catalog already."),
        (PLANNED, "“Dog Walkers” is in the catalog already, as planned."),
        (RETIRED, "“Dog Walkers” is in the catalog already, but retired. Edit that one to bring it back."),
    ],
)
def test_a_name_that_is_taken_says_by_what(make: Factory, status: CatalogStatus, says: str) -> None:
    make.item("Dog Walkers", status=status)
    assert refused(make, name="DOG-walkers") == {ItemField.NAME: says}


def test_a_synonym_of_another_item_names_it(make: Factory) -> None:
    walkers = make.item("Dog Walkers")
    make.other_name(walkers, "dog walking")
    fields = refused(make, name="Pets", synonyms=("Dog Walking", "dog walkers", "fine"))
    assert fields == {
        ItemField.SYNONYMS: (
            "“Dog Walking” is another name of “Dog Walkers” already. “Dog Walkers” is in the catalog already."
        )
    }
    assert "another name of “Dog Walkers”" in refused(make, name="dog walking")[ItemField.NAME]


def test_of_many_taken_names_a_sentence_tells_three(make: Factory) -> None:
    names = [f"name {number}" for number in range(5)]
    for name in names:
        make.item(name)
    assert refused(make, name="All", synonyms=tuple(names))[ItemField.SYNONYMS].endswith("And 2 more.")


def test_a_conflict_from_before_does_not_stand_in_the_way_of_other_changes(make: Factory) -> None:
    make.other_name(make.item("Dog Walkers"), "dogs")
    item = make.item("Dog Hotels")
    make.other_name(item, "dogs")
    assert edit(make, item, talk_track="Come in.").deed == "item_edited"


def test_too_many_names_and_too_long_ones_are_refused(make: Factory) -> None:
    many = tuple(f"name {number}" for number in range(61))
    assert "at most 60" in refused(make, name="A", synonyms=many)[ItemField.SYNONYMS]
    assert "too long" in refused(make, name="A", see=("y" * 201,))[ItemField.SEE]


def test_a_reference_does_not_lead_to_itself(make: Factory) -> None:
    assert "leads back" in refused(make, name="Drones", see=("drones",))[ItemField.SEE]
    assert "“uav” leads back" in refused(make, name="Drones", synonyms=("UAV",), see=("uav",))[ItemField.SEE]


def test_references_go_in_no_circle_in_which_nothing_is_for_sale(make: Factory) -> None:
    kites = add(make, "Kites", RETIRED, see=("gliders",))
    add(make, "Gliders", RETIRED, see=("Balloons",))
    planned = refused(make, name="Balloons", status=PLANNED, see=("Kites",), on_sale_on=TODAY + DAY)
    assert planned[ItemField.SEE] == (
        "This leads in a circle in which nothing is for sale: “Balloons” → “Kites” → “Gliders” → “Balloons”. "
        "Take one of them out."
    )
    balloons = add(make, "Balloons", see=("Kites",))
    assert "in a circle" in refused(make, balloons, status=RETIRED)[ItemField.SEE]
    edit(make, kites, see=())
    assert edit(make, balloons, status=RETIRED).deed == "item_retired"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"status": PLANNED}, ItemField.ON_SALE),
        ({"status": PLANNED, "on_sale_on": TODAY}, ItemField.ON_SALE),
        ({"status": LIVE, "on_sale_on": TODAY + DAY}, ItemField.ON_SALE),
        ({"status": RETIRED, "retired_on": TODAY + DAY}, ItemField.RETIRED),
        ({"status": RETIRED, "on_sale_on": TODAY, "retired_on": TODAY - DAY}, ItemField.RETIRED),
        ({"status": RETIRED, "successor_id": uuid.UUID(int=7)}, ItemField.SUCCESSOR),
        ({"region_ids": frozenset({uuid.UUID(int=7)})}, ItemField.REGIONS),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(make: Factory, typed: dict[str, Any], field: str) -> None:
    assert list(refused(make, name="Drones", **typed)) == [field]


def test_a_sentence_about_a_field_that_the_form_did_not_show_is_below_the_status(make: Factory) -> None:
    typed = Typed(shown=frozenset({ItemField.NAME, ItemField.STATUS}), name="Drones", status=PLANNED)
    with pytest.raises(FormError) as refusal:
        catalog_edit.save(make.session, PRIYA, Seen(new_id()), typed, now=NOW)
    assert refusal.value.fields == {ItemField.STATUS: "Pick the day it goes on sale: reps read it."}


def test_today_is_the_day_where_the_workspace_is(make: Factory) -> None:
    make.workspace.timezone = "Pacific/Auckland"
    evening = datetime(2026, 11, 16, 20, tzinfo=UTC)
    typed = Typed(shown=EVERY_FIELD, name="Drones", status=LIVE, on_sale_on=TODAY + DAY)
    assert catalog_edit.save(make.session, PRIYA, Seen(new_id()), typed, now=evening).deed == "item_added"


def test_a_region_that_is_none_any_more_stays_with_the_items_sold_there(make: Factory) -> None:
    old = make.region("Old North", retired_at=NOW)
    item = add(make, "Drones")
    assert "no region any more" in refused(make, item, region_ids=frozenset({old.region_id}))[ItemField.REGIONS]
    make.session.add(CatalogRegion(workspace_id="T1", item_id=item.item_id, region_id=old.region_id))
    make.session.flush()
    assert old in catalog_edit.for_form(make.session, PRIYA, item.item_id).regions
    assert edit(make, item, talk_track="Hello.").deed == "item_edited"
    assert listing_of(make.session, item).region_ids == {old.region_id}


# --- retiring and bringing back ---


def test_what_is_retired_is_so_from_today_and_keeps_what_points_to_it(make: Factory) -> None:
    new, old = make.item("Drone Services"), make.item("Kite Photography")
    request = make.request("kites", make.report(), item_id=old.item_id)
    assert edit(make, old, status=RETIRED, successor_id=new.item_id).deed == "item_retired"
    assert (old.retired_on, old.successor_id, request.item_id) == (TODAY, new.item_id, old.item_id)
    assert due(make) == {old.item_id}


def test_what_is_brought_back_is_live_and_has_no_successor(make: Factory) -> None:
    new = make.item("Drone Services")
    old = make.item("Kites", status=RETIRED, retired_on=TODAY - DAY, successor_id=new.item_id)
    assert edit(make, old, status=LIVE).deed == "item_brought_back"
    assert (old.status, old.retired_on, old.successor_id) == (LIVE, None, None)
    assert deeds(make)[-1].before["successor_id"] == str(new.item_id)
    assert due(make) == {old.item_id}


def test_a_successor_is_neither_the_item_itself_nor_one_that_leads_back_to_it(make: Factory) -> None:
    first, second, third = (make.item(name) for name in ("A", "B", "C"))
    assert "its own place" in refused(make, first, status=RETIRED, successor_id=first.item_id)[ItemField.SUCCESSOR]
    edit(make, first, status=RETIRED, successor_id=second.item_id)
    edit(make, second, status=RETIRED, successor_id=third.item_id)
    wrong = refused(make, third, status=RETIRED, successor_id=first.item_id)
    assert wrong == {ItemField.SUCCESSOR: "“A” leads back to this one. Pick another, or none."}


def test_a_successor_can_be_sold_in_the_end(make: Factory) -> None:
    gone = make.item("Gone", status=RETIRED)
    item = make.item("Item")
    assert "retired too" in refused(make, item, status=RETIRED, successor_id=gone.item_id)[ItemField.SUCCESSOR]
    gone.successor_id = make.item("New").item_id
    assert edit(make, item, status=RETIRED, successor_id=gone.item_id).deed == "item_retired"


def test_what_was_planned_can_be_given_up_before_its_day(make: Factory) -> None:
    item = add(make, "Zeppelins", PLANNED, on_sale_on=TODAY + DAY)
    assert edit(make, item, status=RETIRED).deed == "item_retired"
    assert (item.on_sale_on, item.retired_on) == (TODAY + DAY, TODAY)


# --- customers' words ---


def heard(make: Factory, words: str, item: CatalogItem, account: str = "Ace Roofing", **columns: Any) -> CatalogAnswer:
    report = make.report(words, account=make.account(account))
    return make.catalog_answer(report, item, **columns)


def verdict_of(make: Factory, answer: CatalogAnswer) -> Verdict | None:
    return make.session.get_one(CatalogAnswer, ("T1", answer.report_id)).verdict


def test_words_are_gathered_by_item_however_they_are_spelt(make: Factory) -> None:
    drones, bees = make.item("Drone Services"), make.item("Bee Keepers")
    heard(make, "Somebody with a DRONE, please!", drones)
    newest = heard(make, "somebody with a drone please", drones, "Bell", answered_at=NOW + DAY)
    heard(make, "honey", bees)
    heard(make, "drone services", drones)  # what it is called already waits for nobody
    withdrawn = heard(make, "flying camera", drones)
    make.session.get_one(Report, ("T1", withdrawn.report_id)).withdrawn_at = NOW
    make.session.flush()
    found = catalog_words.for_judging(make.session, PRIYA)
    assert [(one.item.name, one.words, one.times, one.accounts) for one in found] == [
        ("Bee Keepers", "honey", 1, 1),
        ("Drone Services", "somebody with a drone please", 2, 2),
    ]
    assert found[1].report_id == newest.report_id
    assert catalog.door(make.session, PRIYA).candidates == 2
    assert catalog.door(make.session, MAYA).candidates == 0


def test_adopted_words_are_another_name_and_the_verdict_is_kept_on_all_of_them(make: Factory) -> None:
    item = make.item("Drone Services")
    rows = [heard(make, words, item) for words in ("a flying camera!", "A flying camera", "honey")]
    catalog_words.adopt(make.session, PRIYA, rows[0].report_id, "flying camera", now=NOW)
    assert listing_of(make.session, item).synonyms == ("flying camera",)
    assert [row.verdict for row in rows] == [Verdict.ADOPTED, Verdict.ADOPTED, None]
    assert (rows[1].judged_by_id, rows[1].judged_at) == ("U2", NOW)
    assert due(make) == {item.item_id}
    [deed] = deeds(make)
    assert (deed.deed, deed.after["name"], len(deed.after["reports"])) == ("synonym_adopted", "flying camera", 2)
    assert deed.after["synonyms"] == ["flying camera"]


def test_words_that_are_left_are_kept_as_such_and_never_asked_about_again(make: Factory) -> None:
    item = make.item("Drone Services")
    row = heard(make, "how much is it?", item)
    catalog_words.leave(make.session, PRIYA, row.report_id, now=NOW)
    assert (row.verdict, catalog_words.for_judging(make.session, PRIYA)) == (Verdict.DISMISSED, [])
    assert (deeds(make)[-1].deed, due(make)) == ("synonym_dismissed", set())
    with pytest.raises(TooLate, match="Priya Nair left these words as they are already"):
        catalog_words.adopt(make.session, TOM, row.report_id, "x", now=NOW)


def test_a_name_that_another_item_has_is_refused_and_one_that_the_item_has_is_no_mistake(make: Factory) -> None:
    item, other = make.item("Drone Services"), make.item("Kites")
    make.other_name(item, "UAV")
    row = heard(make, "have you an uav", item)
    for name, says in (("kites", "“Kites” is in the catalog already."), ("  ", "Write the name"), ("x" * 201, "long")):
        with pytest.raises(FormError) as refusal:
            catalog_words.adopt(make.session, PRIYA, row.report_id, name, now=NOW)
        assert says in refusal.value.fields[catalog_words.SHORT_NAME]
    assert verdict_of(make, row) is None
    catalog_words.adopt(make.session, PRIYA, row.report_id, "uav", now=NOW)
    assert listing_of(make.session, item).synonyms == ("UAV",)
    assert verdict_of(make, row) is Verdict.ADOPTED
    assert listing_of(make.session, other).synonyms == ()


def test_a_reference_can_be_adopted_as_a_synonym(make: Factory) -> None:
    item = add(make, "Drone Services", see=("flying cameras",))
    row = heard(make, "flying cameras, please", item)
    catalog_words.adopt(make.session, PRIYA, row.report_id, "Flying cameras", now=NOW)
    listing = listing_of(make.session, item)
    assert (listing.synonyms, listing.see) == (("Flying cameras",), ())


def test_words_that_nobody_said_cannot_be_adopted(make: Factory) -> None:
    with pytest.raises(Gone):
        catalog_words.for_adoption(make.session, PRIYA, new_id())


# --- whatever people do ---

NAMES = ("A", "B", "C", "a!", "D", "É", "e")
names = st.lists(st.sampled_from(NAMES), max_size=3, unique_by=name_key).map(tuple)
Form = tuple[int, dict[str, Any]]
# For one of four items anything in any field: most of it is refused.
anything = st.tuples(
    st.integers(0, 3),
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "status": st.sampled_from(CatalogStatus),
            "on_sale_on": st.sampled_from([None, TODAY, TODAY + DAY]),
            "synonyms": names,
            "see": names,
            "successor": st.none() | st.integers(0, 3),
        }
    ),
)
# Or with a name of its own, so that what is tried is where it leads: little of it is refused for another reason.
leading = st.integers(0, 2).flatmap(
    lambda number: st.tuples(
        st.just(number),
        st.fixed_dictionaries(
            {
                "name": st.just(NAMES[number]),
                "status": st.sampled_from([LIVE, RETIRED]),
                "see": st.lists(st.sampled_from(NAMES[:3]), max_size=1).map(tuple),
                "successor": st.none() | st.integers(0, 2),
            }
        ),
    )
)


def filled(number: int, status: CatalogStatus, successor: int | None = None) -> Form:
    return number, {"name": NAMES[number], "status": status, "successor": successor}


# Chance seldom builds a whole ring of successors.
RING = [*(filled(one, LIVE) for one in range(3)), *(filled(one, RETIRED, (one + 1) % 3) for one in range(3))]


@example(RING)
@given(st.lists(anything, max_size=12) | st.lists(leading, min_size=4, max_size=12))
@settings(max_examples=200)
def test_whatever_is_tried_no_name_leads_to_two_items_and_nothing_leads_in_a_circle(
    rules_database: Database, forms: list[Form]
) -> None:
    ids = [uuid.UUID(int=number + 1) for number in range(4)]
    with rules_database.read() as session:  # never committed: each example finds the catalog empty
        Factory(session).grant(Role.MARKETER, "U2")
        for number, typed in forms:
            item = session.get(CatalogItem, ("T1", ids[number]))
            seen = Seen(ids[number], listing_of(session, item).fingerprint() if item else "")
            successor = typed["successor"]
            sent = Typed(
                shown=EVERY_FIELD,
                **{key: value for key, value in typed.items() if key != "successor"},
                successor_id=ids[successor] if successor is not None else None,
            )
            with suppress(FormError):
                catalog_edit.save(session, PRIYA, seen, sent, now=NOW)
            _holds(session)
        session.rollback()


def _holds(session: Session) -> None:
    """Each name means one item; who follows successors, or references of what is not for sale, comes to an end."""
    items = {item.item_id: item for item in session.scalars(select(CatalogItem))}
    rows = list(session.scalars(select(CatalogName)))
    means = [(item.name_key, item.item_id) for item in items.values()]
    means += [(row.name_key, row.item_id) for row in rows if row.kind is NameKind.SYNONYM]
    assert len(means) == len(dict(means))
    follows = {one: {item.successor_id} - {None} for one, item in items.items()}
    unsold = {one for one, item in items.items() if item.status is not LIVE}
    leads = dict(means)
    refers = {
        one: {
            leads[row.name_key]
            for row in rows
            if row.item_id == one and row.kind is NameKind.SEE and row.name_key in leads
        }
        & unsold
        for one in unsold
    }
    for graph in (follows, refers):
        for start in graph:
            assert start not in _reached(graph, start)


def _reached(graph: Any, start: uuid.UUID) -> set[uuid.UUID]:
    seen: set[uuid.UUID] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += graph.get(here, ())
    return seen


@pytest.fixture(scope="module")
def rules_database(tmp_path_factory: pytest.TempPathFactory, migrated: Any) -> Iterator[Database]:
    """A database for many examples."""
    path = tmp_path_factory.mktemp("catalog") / "rules.db"
    path.write_bytes(migrated.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def test_an_empty_listing_has_a_fingerprint_of_its_own(make: Factory) -> None:
    item = make.item("Drone Services")
    prints = {Listing().fingerprint(), listing_of(make.session, item).fingerprint()}
    make.other_name(item, "UAV")
    prints.add(listing_of(make.session, item).fingerprint())
    assert len(prints) == 3
