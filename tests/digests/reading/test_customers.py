"""Which customer a sentence is about, however it is typed."""

import pytest

from digests.reading.reader import Reader
from tests.digests.reading.desk import read


def customer(text: str) -> str | None:
    found = read(text).account
    return found.value if found is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("copper kettle want a gluten free heading", "The Copper Kettle"),
        ("COPPER KETTLE WANT A GLUTEN FREE HEADING", "The Copper Kettle"),
        ("Copper Kettle's owner would buy a banner", "The Copper Kettle"),
        ("marlow joinery lost, gone to Yelp", "Marlow & Sons Joinery"),
        ("Marlow and Sons are after a staircase heading", "Marlow & Sons Joinery"),
        ("Marlow &amp; Sons Joinery wants stairlifts listed", "Marlow & Sons Joinery"),
        ("brightwater dental want implants as a heading", "Brightwater Dental Care"),
        ("R&amp;J Fencing wants a heading for gabions", "R & J Fencing Ltd"),
        ("r and j fencing want electric gates", "R & J Fencing Ltd"),
        ("RJ Fencing wants electric gates", "R & J Fencing Ltd"),
        ("Ostrava Stahlbau möchte eine Rubrik für Schweißen, 900 €", "Ostrava Stahlbau GmbH"),
        ("ODell Plumbing wants heat pumps", "O'Dell Plumbing"),
        ("O’Dell Plumbing wants heat pumps", "O'Dell Plumbing"),
        ("cafe lumiere wants a brunch heading", "Café Lumière"),
    ],
)
def test_a_name_is_known_in_small_letters_without_the_and_ltd_and_with_or_without_marks(text: str, name: str) -> None:
    assert customer(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Coper Kettle wants a vegan heading", "The Copper Kettle"),
        ("pelegrinos pizza wants a delivery heading", "Pellegrino's Pizza"),
        ("Lost Pellegrinos, £600, too dear", "Pellegrino's Pizza"),
        ("halloran managment services want a banner", "Halloran Management Services"),
        ("copper kettel wants scones", "The Copper Kettle"),
        ("Zéphyr Kites wants a buggy heading", "Zephyr Kites"),
        ("zefyr kites want a buggy heading", "Zephyr Kites"),
        ("o'del plumbing wants heat pumps", "O'Dell Plumbing"),
    ],
)
def test_a_slip_of_the_finger_does_not_hide_a_customer(text: str, name: str) -> None:
    assert customer(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TCWD wants leak detection as a heading", "Tillman County Water District"),
        ("Tillman County Water Dist. asked for pump repair", "Tillman County Water District"),
        ("Northgate vet centre wants a hydrotherapy heading", "Northgate Veterinary Centre"),
        ("northgate vets want a cattery heading", "Northgate Veterinary Centre"),
        ("Halloran Mgmt Svcs lost, no budget left", "Halloran Management Services"),
        ("mail from jo@zephyrkites.com, she wants a heading", "Zephyr Kites"),
        ("Northgate Vet Ctr wants a hydrotherapy heading", "Northgate Veterinary Centre"),
        ("zephyrkites.co.uk wants a kite buggy heading", "Zephyr Kites"),
        ("customer <http://www.zephyrkites.com|www.zephyrkites.com> wants a buggies heading", "Zephyr Kites"),
    ],
)
def test_initials_words_cut_short_and_a_web_address_name_the_customer(text: str, name: str) -> None:
    assert customer(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ask Brightwater Orthodontics's Jo about the banner", "Brightwater Orthodontics"),
        ("jo from brightwater ortho's front desk wants a banner", "Brightwater Orthodontics"),
        ("Saw Dr. Osei today, she'd pay £900 for it", "Dr. Amara Osei Chiropractic"),
        ("dr osei wants a heading for sports injuries", "Dr. Amara Osei Chiropractic"),
        ("Tillman want leak detection as a heading", "Tillman County Water District"),
    ],
)
def test_it_is_known_by_what_people_call_it_whoever_is_asked_there(text: str, name: str) -> None:
    assert customer(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Seabreeze caravan pk want a widget", "Sea Breeze Caravan Park"),
        ("Seabreeze (the chippy) want online ordering", "Seabreeze Fish & Chips"),
        ("lake view lodge: pulled the ad", "Lakeview Lodge"),
        ("Lakeview Lettings want a map pin", "Lake View Lettings"),
        ("O'Rourke, the tiler, was on again about wet rooms", "O'Rourke Tiling"),
        ("Raman the lawyer, not the dentist, wants a heading", "Law Office of Priya N. Raman"),
        ("Fairweather (the accountant) wants a banner", "E. R. Fairweather Accountants"),
        ("the crown in Ludlow want a banner", "The Crown, Ludlow"),
        ("Mora quiere un anuncio más grande", "Clínica Dental Mora"),
        ("the grain co-op want a bigger ad", None),
        ("O'Rourke was on again", None),
    ],
)
def test_namesakes_are_told_apart_by_spelling_trade_and_town_or_left_open(text: str, name: str | None) -> None:
    known = (
        "Sea Breeze Caravan Park|Seabreeze Fish & Chips|Lakeview Lodge|Lake View Lettings|O'Rourke Law Offices"
        "|O'Rourke Tiling|Law Office of Priya N. Raman|Raman Family Dentistry|E. R. Fairweather Accountants"
        "|Fairweather Sails|The Crown, Ludlow|The Crown, Bakewell|Clínica Dental Mora|Harlan Grain Co-op"
    )
    found = Reader(accounts=known.split("|")).read(text).account
    assert (found.value if found is not None else None) == name


def test_an_exact_name_beats_a_longer_one() -> None:
    assert customer("Sullivan Roofing wants a slate heading") == "Sullivan Roofing"
    assert customer("Sullivan Roofing and Gutters wants a slate heading") == "Sullivan Roofing & Gutters"


def test_words_of_the_message_decide_between_two_names_that_are_nearly_one() -> None:
    assert customer("Brightwater, the orthodontist, wants an Invisalign heading") == "Brightwater Orthodontics"
    text = "Brightwater Orthodontics wants a heading, not Brightwater Dental Care"
    assert customer(text) == "Brightwater Orthodontics"


def test_where_two_customers_fit_alike_it_is_left_open_and_both_are_offered() -> None:
    told = read("Fernhill Nursery in Ely wants a bonsai heading")
    assert told.account is None or not told.is_known
    told = read("fernhill nursery want a bonsai heading")
    assert told.account is None
    assert told.asks_which == ("Fernhill Nursery, Ripon", "Fernhill Nursery, Truro")


def test_a_customer_who_is_named_as_not_meant_is_not_it() -> None:
    assert customer("Not Zephyr Kites but the Copper Kettle wants a heading for tea rooms") == "The Copper Kettle"


def test_of_several_customers_it_is_the_first() -> None:
    assert customer("Zephyr Kites and the Copper Kettle both want a night market heading") == "Zephyr Kites"


@pytest.mark.parametrize(
    "text",
    [
        "spoke to Dave at Zephyr Kites, he wants a kite buggy heading",
        "*Zephyr Kites* wants _stunt kites_ as a heading",
        "<@U0123|dana> says Zephyr Kites want a kite buggy heading",
        "lost deal | Zephyr Kites | 900",
    ],
)
def test_neither_people_nor_markup_stand_in_the_way(text: str) -> None:
    assert customer(text) == "Zephyr Kites"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lost Quillon Brewing, $900, gone to Yelp", "Quillon Brewing"),
        ("Mistral Sails (prospect) would buy a drone survey package, 900", "Mistral Sails"),
        ("won Lancaster Tiles 2k, they liked the new photos", "Lancaster Tiles"),
    ],
)
def test_a_customer_who_is_not_in_the_list_is_kept_as_written(text: str, name: str) -> None:
    told = read(text)
    assert told.account is not None
    assert (told.account.value, told.is_known) == (name, False)


@pytest.mark.parametrize(
    "text",
    [
        "a plumber wants a heading for heat pumps",
        "can anyone send me the rate card?",
        "good morning all",
        "~Zephyr Kites~ no, ignore that",
    ],
)
def test_where_nobody_is_named_nobody_is_read(text: str) -> None:
    assert customer(text) is None


@pytest.mark.parametrize("names", [[], [""], ["  ", "!!!", "&"], ["a"], ["the"], ["Ltd"], ["and & of"], ["é", "漢字"]])
def test_a_list_of_odd_names_or_none_is_no_trouble(names: list[str]) -> None:
    told = Reader(accounts=names).read("Lost the a Ltd and 漢字 & of é, £900")
    assert told.value is not None
    assert told.value.value.amount == 900
