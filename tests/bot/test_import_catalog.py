"""A file of the catalog: names, days and successors, and what would lead people astray."""

from datetime import date

import pytest

from storage.models import CatalogItem, CatalogName, CatalogStatus, TextDue, TextOf
from tests.bot.import_desk import Desk
from tests.factories import Factory


def test_a_catalog_comes_with_its_names_dates_and_successors(desk: Desk) -> None:
    outcome = desk.take(
        "catalog",
        "Heading,Synonyms,See also,Sold in,Status,Launch date,Replaced by,Pitch\n"
        "Drone Services,UAV|drones,Aerial Photos,north west; Wales,,,,Sell it today\n"
        "Fax,,,,discontinued,,Pagers,\n"
        "Pagers,,,,retired,,Offices,\n"
        "Offices,,,,planned,2027-01-04,,\n",
    )
    assert (outcome.added, outcome.left_out) == (4, 0)
    items = {one.name: one for one in desk.all(CatalogItem)}
    assert items["Fax"].successor_id == items["Pagers"].item_id
    assert items["Pagers"].successor_id == items["Offices"].item_id
    assert (items["Offices"].status, items["Offices"].on_sale_on) == (CatalogStatus.PLANNED, date(2027, 1, 4))
    assert {one.name for one in desk.all(CatalogName)} == {"UAV", "drones", "Aerial Photos"}
    assert desk.counts()["catalog_region"] == 2


BAD_CATALOG = [
    ("A,drones,,,,\nB,Drones,,,,\n", [(3, "The synonym “Drones” belongs to “A” in line 2.")]),
    ("A,b,,,,\nB,,,,,\n", [(2, "The synonym “b” is an item of its own, in line 3.")]),
    ("A,here,,,,\n", [(2, "The synonym “here” is an item of its own: “Here”.")]),
    ("A,old name,,,,\n", [(2, "The synonym “old name” belongs to “Here” here.")]),
    ("Old Name,,,,,\n", [(2, "“Old Name” is a synonym of “Here” here.")]),
    ("A,,,retired,,B\nB,,,retired,,A\n", [
        (2, "What took its place leads back to it: “A”, then “B”, then “A”."),
        (3, "What took its place leads back to it: “B”, then “A”, then “B”."),
    ]),
    ("A,,,retired,,A\n", [(2, "What took its place leads back to it: “A”, then “A”.")]),
    ("A,,,retired,,Nowhere\n", [(2, "There is no “Nowhere” to take its place.")]),
    ("A,,,retired,,B\nB,,,planned,,\n", [
        (2, "“B”, which takes its place, is left out itself: see line 3."),
        (3, "“B” is planned, but nobody says from when: give it a date."),
    ]),
    ("A,,a,,,\n", [(2, "“A” says to see “A”, which leads nowhere.")]),
    ("A,,B,retired,,\nB,,A,retired,,\n", [
        (2, "It and what it says to see refer to each other, and none of them is for sale."),
        (3, "It and what it says to see refer to each other, and none of them is for sale."),
    ]),
    ("Cafés,,,,,\nCafes,,,,,\n", [(3, "“Cafes” stands in line 2 already.")]),
    ("A,,,sleeping,,\n", [(2, "“status” is “sleeping”; it can be planned, live or retired.")]),
    ("A,,,planned,soon,\n", [
        (2, "“date” is “soon”, which is no date; write it like 2026-11-19 or 2026-11-19T09:30.")
    ]),
    ("A,,,retired,2026-11-20,\n", [
        (2, "“A” is retired, but only from 20 Nov 2026 on: leave it live until then.")
    ]),
    (f"{'A' * 200_000},,,,,\n", [(2, "“name” has 200,000 characters; at most 200 fit.")]),
    (f"A,{'b' * 201};c,,,,\n", [(2, "“synonyms” has a part of 201 characters; at most 200 fit.")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "told"), BAD_CATALOG)
def test_a_catalog_that_would_lead_people_astray_is_told_and_nothing_of_it_half_done(
    desk: Desk, rows: str, told: list[tuple[int, str]]
) -> None:
    with desk.database.write() as session:
        make = Factory(session)
        make.other_name(make.item("Here"), "old name")
    before = desk.counts()
    outcome = desk.take("catalog", "name,synonyms,see,status,date,successor\n" + rows)
    assert desk.told == told
    assert outcome.added == desk.counts()["catalog_item"] - before["catalog_item"] == outcome.rows - len(told)


def test_the_date_of_a_retired_row_is_the_day_it_was_retired(desk: Desk) -> None:
    desk.take("catalog", "name,status,date\nFax,Retired,2024-05-01\nPagers,RETIRED,\nOffices, Live ,2020-01-01\n")
    items = {one.name: one for one in desk.all(CatalogItem)}
    assert (items["Fax"].retired_on, items["Fax"].on_sale_on) == (date(2024, 5, 1), None)
    assert items["Pagers"].retired_on is None  # long ago, and nobody says when
    assert (items["Offices"].on_sale_on, items["Offices"].retired_on) == (date(2020, 1, 1), None)


def test_an_item_that_a_file_retires_keeps_since_when_it_was_sold_and_one_brought_back_is_not_retired(
    desk: Desk,
) -> None:
    desk.take("catalog", "name,status,date\nFax,live,2020-01-01\nPagers,live,\nOffices,live,\n")
    desk.take(
        "catalog",
        "name,status,date,successor\nFax,retired,2024-05-01,Offices\nPagers,retired,,\n",
        "two.csv",
        update=True,
    )
    items = {one.name: one for one in desk.all(CatalogItem)}
    assert (items["Fax"].on_sale_on, items["Fax"].retired_on) == (date(2020, 1, 1), date(2024, 5, 1))
    assert items["Pagers"].retired_on == date(2026, 11, 19)  # it was for sale until this file came
    assert desk.take("catalog", "name,status\nFax,live\n", "three.csv", update=True).changed == 1
    fax = next(one for one in desk.all(CatalogItem) if one.name == "Fax")
    assert (fax.status, fax.retired_on, fax.successor_id) == (CatalogStatus.LIVE, None, None)
    assert desk.take("catalog", "name,status\nFax,live\n", "three.csv", update=True).changed == 0


def test_names_that_a_file_changes_are_read_anew_and_nothing_else_is(desk: Desk) -> None:
    desk.take("catalog", "name,synonyms,talk track\nFax,,\nOffices,,\nPagers,,\n")
    assert desk.all(TextDue) == []  # what is new is read because it has no vector
    desk.take("catalog", "name,synonyms,talk track\nFax,telefax,\nOffices,,Sell it\n", "two.csv", update=True)
    fax = next(one for one in desk.all(CatalogItem) if one.name == "Fax")
    assert [(one.owner_id, one.kind) for one in desk.all(TextDue)] == [(fax.item_id, TextOf.ITEM)]


def test_items_that_refer_to_each_other_are_fine_while_one_of_them_is_for_sale(desk: Desk) -> None:
    assert desk.take("catalog", "name,see,status\nA,B,retired\nB,A,\n").left_out == 0


def test_a_circle_that_a_file_would_close_over_what_is_here_is_found(desk: Desk) -> None:
    desk.take("catalog", "name,status,successor\nA,retired,B\nB,,\n")
    outcome = desk.take("catalog", "name,status,successor\nB,retired,A\n", "two.csv", update=True)
    assert (outcome.changed, outcome.left_out) == (0, 1)


def test_two_items_may_take_each_others_place_anew(desk: Desk) -> None:
    desk.take("catalog", "name,status,successor\nA,retired,B\nB,,\n")
    outcome = desk.take("catalog", "name,status,successor\nA,live,\nB,retired,A\n", "two.csv", update=True)
    assert (outcome.changed, outcome.left_out) == (2, 0)


def test_a_known_item_becomes_what_the_file_says_when_asked_and_keeps_its_other_names(desk: Desk) -> None:
    desk.take("catalog", "name,synonyms,regions,talk track\nFax,faxes,Wales,Sell it\nOffices,,,\n")
    changed = "name,synonyms,regions,status,successor\nFAX,fax rolls,North West,retired,Printers\nPrinters,,,,\n"
    assert (desk.take("catalog", changed, "two.csv").known, desk.counts()["catalog_name"]) == (1, 1)
    outcome = desk.take("catalog", changed, "two.csv", update=True)
    assert (outcome.added, outcome.changed) == (0, 1)
    items = {one.name: one for one in desk.all(CatalogItem)}
    fax = items["FAX"]
    assert (fax.status, fax.talk_track, fax.successor_id) == (
        CatalogStatus.RETIRED,
        "Sell it",
        items["Printers"].item_id,
    )
    assert {one.name for one in desk.all(CatalogName)} == {"faxes", "fax rolls"}
    assert desk.counts()["catalog_region"] == 1
    assert desk.take("catalog", changed, "two.csv", update=True).changed == 0
