"""What the catalog's messages and forms say at their fullest and at their emptiest, and that they fit into Slack."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import catalog as blocks
from bot.blocks import catalog_form as forms
from bot.blocks import kit
from bot.usecases import catalog, catalog_edit, catalog_words
from bot.usecases.actor import Actor
from bot.usecases.catalog import Place
from bot.usecases.catalog_edit import ItemFacts
from storage.database import Database
from storage.models import CatalogItem, CatalogRegion, CatalogStatus, NameKind, Role
from storage.queries import catalog as queries
from tests.factories import NOW, Factory

PRIYA = Actor("T1", "U2", "Priya")
TODAY, DAY = NOW.date(), timedelta(days=1)
LONG = "🏔 <!channel> & *words* _of_ `all` kinds شيء " * 60
SAYS: dict[str, Any] = {"noun": "heading", "prefix": "/", "today": TODAY}


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    with database.write() as session:
        make = Factory(session)
        make.grant(Role.MARKETER, "U2")
        yield make


def fullest(make: Factory, number: int, **columns: Any) -> CatalogItem:
    """An item with as much of everything as the form takes."""
    item = make.item(f"{number:03} {LONG}"[:200], talk_track=LONG, **columns)
    for other in range(60):
        make.other_name(item, f"{number}.{other} {LONG}"[:200], NameKind.SYNONYM if other % 2 else NameKind.SEE)
    return item


def facts_of(make: Factory, item: Any = None) -> ItemFacts:
    return catalog_edit.for_form(make.session, PRIYA, item.item_id if item else None)


def form(facts: ItemFacts, status: CatalogStatus | None = None, noun: str = "heading", name: str = "") -> Any:
    return forms.item_form(facts, noun=noun, metadata="", status=status or facts.listing.status, name=name)


def fields(view: Any) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("status", CatalogStatus)
def test_the_fullest_page_fits_into_a_message(make: Factory, status: CatalogStatus) -> None:
    regions = [make.region(f"Region {number} {LONG}"[:75]) for number in range(40)]
    last = make.item("The first")
    for number in range(catalog.PAGE + 1):
        last = fullest(make, number, status=status, successor_id=last.item_id)
        for region in regions:
            make.session.add(CatalogRegion(workspace_id="T1", item_id=last.item_id, region_id=region.region_id))
    make.session.flush()
    words = LONG[: catalog.LONGEST_SEARCH]
    found = catalog.page(make.session, PRIYA, Place(words, 0))
    assert len(found.items) == catalog.PAGE
    said = blocks.done(catalog_edit.EDITED, last, TODAY)
    for message in (blocks.page(found, said=said, **SAYS), blocks.door(catalog.door(make.session, PRIYA), **SAYS)):
        texts = [block["text"]["text"] for block in message.blocks if "text" in block]
        assert sum(map(len, texts)) < kit.MESSAGE_CHARACTERS
        assert len(message.blocks) <= 50
        assert all(len(text) <= kit.SECTION for text in texts)
        assert "<!channel>" not in json.dumps(texts)
    pressed = [block["accessory"] for block in blocks.page(found, **SAYS).blocks if "accessory" in block]
    assert all(len(one["value"]) <= 2000 for one in pressed)


def test_of_many_names_a_page_shows_a_few_and_how_many_more(make: Factory) -> None:
    item = make.item("Drone Services")
    for number in range(9):
        make.other_name(item, f"drone {number}")
    said = json.dumps(blocks.page(catalog.page(make.session, PRIYA, Place("drone", 0)), **SAYS).blocks)
    assert "also called drone 0, drone 1, drone 2, drone 3, drone 4, drone 5 and 3 more" in said


def test_an_item_noun_begins_with_its_article(make: Factory) -> None:
    door = blocks.door(catalog.door(make.session, PRIYA), noun="offer", prefix="/", today=TODAY)
    assert "Add an offer" in json.dumps(door.blocks)


def test_the_form_asks_for_the_days_that_go_with_the_status(make: Factory) -> None:
    make.region("Wales")
    facts = facts_of(make)
    always = ["item_name", "item_status", "synonyms", "see", "sold_in", "talk_track"]
    extra = {
        status: [field for field in fields(form(facts, status)) if field not in always] for status in CatalogStatus
    }
    assert extra == {
        CatalogStatus.LIVE: ["on_sale_on"],
        CatalogStatus.PLANNED: ["on_sale_on"],
        CatalogStatus.RETIRED: ["retired_on", "successor"],
    }


def test_what_a_form_cannot_hold_is_left_out_and_says_that_it_stays(make: Factory) -> None:
    for number in range(101):
        make.region(f"Region {number:03}")
    item = make.item("Drones", talk_track="x" * 3001)
    for number in range(20):
        make.other_name(item, f"{number:02} {'y' * 180}")
    view = form(facts_of(make, item))
    assert fields(view) == ["item_name", "item_status", "on_sale_on", "see"]
    said = json.dumps(view["blocks"])
    for what in ("20 names", "3,001 letters", "everywhere"):
        assert f"{what}: more than a form can hold. It stays as it is." in said


def test_every_form_fits_its_title_and_its_menus(make: Factory) -> None:
    old = make.region("Old North", retired_at=NOW)
    item = fullest(make, 1, status=CatalogStatus.RETIRED)
    item.successor_id = fullest(make, 2).item_id
    make.session.add(CatalogRegion(workspace_id="T1", item_id=item.item_id, region_id=old.region_id))
    make.session.flush()
    view = form(facts_of(make, item), noun="x" * 40)
    assert len(view["title"]["text"]) <= kit.MODAL_TITLE
    assert "No region any more" in json.dumps(view)
    successor = next(block for block in view["blocks"] if block.get("block_id") == "successor")
    assert len(successor["element"]["initial_option"]["text"]["text"]) <= kit.OPTION


def test_a_form_ends_with_who_changed_the_item_last_and_how(make: Factory) -> None:
    item = make.item("Drones")
    assert "context" not in [block["type"] for block in form(facts_of(make, item))["blocks"]]
    shown = catalog_edit.Seen(item.item_id, facts_of(make, item).listing.fingerprint())
    typed = catalog_edit.Typed(shown=frozenset(), name="Drones", status=CatalogStatus.RETIRED)
    catalog_edit.save(make.session, PRIYA, shown, typed, now=NOW)
    assert queries.last_deed(make.session, workspace_id="T1", subject=catalog_edit.subject(item.item_id))
    last = form(facts_of(make, item))["blocks"][-1]["elements"][0]["text"]
    assert last.startswith("<!date^")
    assert "Retired" in last
    assert last.endswith("by <@U2>")


def test_a_list_of_many_words_shows_what_fits_and_how_many_follow(make: Factory) -> None:
    for number in range(40):
        item = make.item(f"Item {number:02}")
        make.catalog_answer(make.report(f"{number} {LONG}"), item)
    view = forms.words_list(catalog_words.for_judging(make.session, PRIYA), noun="heading", said=LONG)
    assert len(view["blocks"]) < kit.VIEW_BLOCKS
    assert "and 16 more, once these are done" in json.dumps(view)
    ids = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids)) == 24


def test_the_small_form_begins_with_the_words_cut_to_a_names_length(make: Factory) -> None:
    item = make.item(LONG[:200])
    answer = make.catalog_answer(make.report(LONG), item)
    view = forms.adopt_form(answer, item, "m")
    [field] = [block for block in view["blocks"] if block["type"] == "input"]
    assert len(field["element"]["initial_value"]) <= 200
    assert "\n" not in field["element"]["initial_value"]
