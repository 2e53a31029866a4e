"""Corrections in words, as different people say them, made in what was understood of their first words."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.correcting import correct
from bot.usecases.dropping import Ways
from bot.usecases.readers import Readers
from bot.usecases.reading import KnownAccount, Money
from bot.usecases.snapshot import Choice
from bot.usecases.understanding import Named, RegionOf, Understood, understand
from digests.talking.saying import Saying, saying
from storage.keys import name_key
from storage.models import ReportKind
from tests.bot.test_understanding import ACCOUNTS, REGIONS
from tests.bot.test_understanding import SNAPSHOT as SMALL

CODES = ("no_heading", "price", "budget_gone", "competitor", "timing", "results_doubted", "wrong_fit", "other")
LABELS = (
    "No suitable heading", "Price", "Budget gone", "Went to a competitor", "Timing", "Results doubted", "Wrong fit",
    "Other",
)  # fmt: skip
IDS = {code: uuid.UUID(int=500 + at) for at, code in enumerate(CODES)}
NAMES = ("Bakers Bread", "Bakewell's Tarts", "Bell Plumbing")
MORE = {name_key(name): KnownAccount(uuid.UUID(int=at), name, None) for at, name in enumerate(NAMES, 20)}
WELSH = KnownAccount(uuid.UUID(int=30), "Dragon Vets", REGIONS[1].id)
SNAPSHOT = replace(
    SMALL,
    accounts={**ACCOUNTS, **MORE, "dragon vets": WELSH},
    reasons={ReportKind.LOST_DEAL: tuple(Choice(id, label) for id, label in zip(IDS.values(), LABELS, strict=True))},
    reason_codes={ReportKind.LOST_DEAL: IDS},
)
READERS = Readers(lambda _: SNAPSHOT)
READERS.wait("T1")
WAYS = Ways(lambda words, kind: READERS.read("T1", words, kind), SNAPSHOT, "U1")
LOST = "Lost Ace Roofing, 4.8k, too dear, they went to Yelp"
WANT = "Bakers Bread would buy an ad if we had a heading for drones, 500 a month"


def told(words: str, kind: ReportKind) -> Understood:
    return understand(READERS.read("T1", words), words, kind, SNAPSHOT, "U1")


def shown(one: Understood) -> dict[str, object]:
    """What was understood as people name it."""
    labels = dict(zip(IDS.values(), LABELS, strict=True))
    return {
        "kind": str(one.kind),
        "customer": one.account.name if one.account else None,
        "worth": (one.value.minor // 100, one.value.currency) if one.value else None,
        "why": [labels[id] for id in one.reason_ids],
        "lost to": [rival.name for rival in one.competitors],
        "region": next((region.label for region in REGIONS if region.id == one.region_id), None),
        "note": one.note,
        "said": one.said,
    }


BOTH = ["Price", "Went to a competitor"]
CHANGES: dict[str, dict[str, object]] = {
    "no, 5200, and it was Yelp": {"worth": (5200, "GBP")},
    "make that 6k": {"worth": (6000, "GBP")},
    "it should be 4,900": {"worth": (4900, "GBP")},
    "4.9k not 4.8k": {"worth": (4900, "GBP")},
    "it was more like 5 grand": {"worth": (5000, "GBP")},
    "the value is 3k": {"worth": (3000, "GBP")},
    "that's per month": {"worth": (57600, "GBP")},
    "dollars not pounds": {"worth": (4800, "USD")},
    "forget the amount": {"worth": None},
    "add timing as a reason": {"why": [*BOTH, "Timing"]},
    "and also budget's gone": {"why": [*BOTH, "Budget gone"]},
    "plus results doubted": {"why": [*BOTH, "Results doubted"]},
    "drop the price reason": {"why": ["Went to a competitor"]},
    "price wasn't the reason": {"why": ["Went to a competitor"]},
    "it wasn't price, it was timing": {"why": ["Timing"]},
    "put timing instead of price": {"why": ["Went to a competitor", "Timing"]},
    "it's lost on budget not price": {"why": ["Budget gone"]},
    "no it wasn't Yelp": {"why": ["Price"], "lost to": []},
    "no price": {"why": ["Went to a competitor"]},
    "no Yelp": {"why": ["Price"], "lost to": []},
    "no Wales": {"region": "Wales"},
    "no 5200": {"worth": (5200, "GBP")},
    "no, 60 a month": {"worth": (720, "GBP")},
    "75 a month for them": {"worth": (900, "GBP")},
    "Yelp isn't really a competitor, remove it": {"why": ["Price"], "lost to": []},
    "the sum is right but drop Yelp": {"why": ["Price"], "lost to": []},
    "I was wrong, they did sign": {"kind": "won_deal", "why": []},
    "take out Yelp": {"why": ["Price"], "lost to": []},
    "make it 5k and drop Yelp": {"worth": (5000, "GBP"), "why": ["Price"], "lost to": []},
    "wrong region, Wales": {"region": "Wales"},
    "sorry, Wales not North West": {"region": "Wales"},
    "no region": {"region": None},
    "not Ace, Bell Plumbing": {"customer": "Bell Plumbing"},
    "oops wrong customer, it's Bell Plumbing": {"customer": "Bell Plumbing"},
    "change the customer to Bell Plumbing": {"customer": "Bell Plumbing"},
    "customer is Zed Glazing": {"customer": "Zed Glazing"},
    "no, it's called Zed Glazing": {"customer": "Zed Glazing"},
    "no, it was Dragon Vets": {"customer": "Dragon Vets", "region": "Wales"},
    "won not lost": {"kind": "won_deal", "why": []},
    "add a note: ring her in March": {"note": "ring her in March"},
    "note that Dave left": {"note": "Dave left"},
    "he actually said “I want my money back”": {"said": "I want my money back"},
}


@pytest.mark.parametrize("words", CHANGES)
def test_a_correction_changes_what_it_names_and_nothing_else(words: str) -> None:
    assert saying(READERS.read("T1", words), waits=True) is Saying.CORRECTION
    before = told(LOST, ReportKind.LOST_DEAL)
    after = correct(before, words, LOST, WAYS)
    assert shown(after) == {**shown(before), **CHANGES[words]}


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("not Bakers, Bakewell's", {"customer": "Bakewell's Tarts"}),
        ("it was Zed Glazing not Bakers", {"customer": "Zed Glazing"}),
        ("a year not a month", {"worth": (500, "GBP")}),
        ("it's a lost one not a request", {"kind": "lost_deal"}),
    ],
)
def test_a_request_is_corrected_likewise(words: str, changes: dict[str, object]) -> None:
    assert saying(READERS.read("T1", words), waits=True) is Saying.CORRECTION
    after = shown(correct(told(WANT, ReportKind.REQUEST), words, WANT, WAYS))
    assert {name: after[name] for name in changes} == changes


def test_a_competitor_is_taken_off_by_the_start_of_its_name() -> None:
    known = replace(SNAPSHOT.competitors["Yelp"], name="Google Ads")
    ways = replace(WAYS, snapshot=replace(SNAPSHOT, competitors={"Google Ads": known}))
    before = replace(told(LOST, ReportKind.LOST_DEAL), competitors=(Named("Google Ads", known.competitor_id),))
    assert correct(before, "it wasn't google", LOST, ways).competitors == ()


def test_a_mere_number_is_in_the_currency_that_was_named_before() -> None:
    before = replace(told(LOST, ReportKind.LOST_DEAL), value=Money(480_000, "USD"))
    assert correct(before, "no, 60 a month", LOST, WAYS).value == Money(72_000, "USD")


def test_another_customer_stands_in_the_reps_words_too() -> None:
    after = correct(told(WANT, ReportKind.REQUEST), "no, Bakewell's Tarts", WANT, WAYS)
    assert after.said == WANT.replace("Bakers Bread", "Bakewell's Tarts")


def test_a_region_that_nobody_named_follows_the_customer_and_one_that_was_named_stays() -> None:
    before = told(LOST, ReportKind.LOST_DEAL)
    assert (before.region_id, before.region_from) == (REGIONS[0].id, RegionOf.OWN)
    theirs = correct(before, "no, it was Dragon Vets", LOST, WAYS)
    assert (theirs.region_id, theirs.region_from) == (REGIONS[1].id, RegionOf.CUSTOMER)
    named = correct(before, "wrong region, North West", LOST, WAYS)
    assert correct(named, "no, it was Dragon Vets", LOST, WAYS).region_id == REGIONS[0].id


def test_a_kind_that_was_wrong_is_read_anew_without_what_was_corrected_since() -> None:
    lost = correct(told(WANT, ReportKind.REQUEST), "make that 6.5k", WANT, WAYS)
    longer = replace(lost, told=len(WANT))
    after = correct(longer, "it's a lost deal", f"{WANT}\nmake that 6.5k", WAYS)
    assert after.value == Money(650_000, "GBP")
    assert "6.5k" not in after.note


@given(st.text(max_size=120))
def test_any_words_leave_something_that_can_be_kept(words: str) -> None:
    after = correct(told(LOST, ReportKind.LOST_DEAL), words, LOST, WAYS)
    assert Understood.parse(after.plain()) == after


@pytest.mark.parametrize(
    ("said", "worth"), [("make it 30", 360), ("no, 28", 336), ("make it 450", 450), ("make it 30 a year", 30)]
)
def test_a_mere_number_near_what_was_said_by_the_month_is_by_the_month(said: str, worth: int) -> None:
    source = "Ace Roofing wants a heading for drones, would pay 25 a month"
    after = correct(told(source, ReportKind.REQUEST), said, source, WAYS)
    assert after.value == Money(worth * 100, "GBP")
