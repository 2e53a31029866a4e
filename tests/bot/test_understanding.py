"""A rep's words as a report that waits to be saved: what forms open with, and what a message's card shows."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.readers import Readers
from bot.usecases.reading import KnownAccount, Money
from bot.usecases.snapshot import Choice, KnownCompetitor, Snapshot
from bot.usecases.understanding import Named, Understood, understand
from storage.keys import name_key
from storage.models import ReportKind

REGIONS = (Choice(uuid.UUID(int=901), "North West"), Choice(uuid.UUID(int=902), "Wales"))
NAMES = ("Ace Roofing", "Baker's Dental Leeds", "Baker's Dental York", "Bell & Sons", "Twin Taxis")
ACCOUNTS = {name_key(name): KnownAccount(uuid.UUID(int=number), name, None) for number, name in enumerate(NAMES, 1)}
TWINS = (ACCOUNTS["twin taxis"], KnownAccount(uuid.UUID(int=99), "Twin Taxis", REGIONS[1].id))
CODES = {code: uuid.UUID(int=500 + at) for at, code in enumerate(("price", "competitor", "no_heading", "own", "other"))}
LABELS = ("Price", "Went to a competitor", "No suitable heading", "Scaffolding rules", "Other")
SNAPSHOT = Snapshot(
    "T1",
    regions=REGIONS,
    accounts=ACCOUNTS,
    namesakes={"twin taxis": TWINS},
    competitors={"Yelp": KnownCompetitor(uuid.UUID(int=700), "Yelp", ("yelp ads",))},
    reasons={
        ReportKind.LOST_DEAL: tuple(Choice(id, label) for id, label in zip(CODES.values(), LABELS, strict=True)),
        ReportKind.WON_DEAL: (Choice(uuid.UUID(int=600), "Price"),),
    },
    reason_codes={ReportKind.LOST_DEAL: CODES, ReportKind.WON_DEAL: {"price": uuid.UUID(int=600)}},
    needs_note=frozenset({CODES["other"]}),
    region_of={"U1": REGIONS[0].id},
)


READERS = Readers(lambda _: SNAPSHOT)
READERS.wait("T1")


def understood(words: str, kind: ReportKind = ReportKind.REQUEST, user_id: str = "U9") -> Understood:
    return understand(READERS.read("T1", words, kind), words, kind, SNAPSHOT, user_id)


def test_a_line_after_lost_is_read_into_every_field() -> None:
    line = 'Ace Roofing 4800 price, went to Yelp "half the calls we paid for"'
    found = understood(line, ReportKind.LOST_DEAL)
    assert (found.account, found.value) == (Named("Ace Roofing", uuid.UUID(int=1)), Money(480_000, "GBP"))
    assert found.competitors == (Named("Yelp", uuid.UUID(int=700)),)
    assert {CODES["price"], CODES["competitor"]} <= set(found.reason_ids)
    assert (found.said, found.note) == ("half the calls we paid for", "")


def test_the_whole_message_is_the_want_where_nobody_is_quoted() -> None:
    words = "Ace Roofing want a heading for drone surveys, about 1,200 a year"
    found = understood(words)
    assert (found.said, found.note, found.value) == (words, "", Money(120_000, "GBP"))


def test_words_that_only_point_at_the_want_are_not_taken_for_it() -> None:
    words = 'Ace Roofing asked about electric vans. He said "I\'d take a full page tomorrow if you had it"'
    assert understood(words).said == words


def test_names_alike_are_asked_for_and_none_is_guessed() -> None:
    found = understood("Baker's dental would buy an ad if we had implants")
    assert found.account is None
    assert [one.name for one in found.which] == ["Baker's Dental Leeds", "Baker's Dental York"]


def test_customers_of_one_name_are_asked_for() -> None:
    found = understood("Twin Taxis want a heading for airport runs")
    assert found.account is None
    assert [one.id for one in found.which] == [one.account_id for one in TWINS]


def test_a_name_that_nobody_knows_is_kept_as_it_was_typed() -> None:
    found = understood("Zed Plumbing asked for a heading for heat pumps, £700")
    assert found.account == Named("Zed Plumbing")


def test_the_reps_own_region_counts_where_none_is_named() -> None:
    assert understood("Ace Roofing want bees", user_id="U1").region_id == REGIONS[0].id
    assert understood("Ace Roofing in Wales want a heading for bees", user_id="U1").region_id == REGIONS[1].id


def test_a_workspaces_own_reason_is_known_by_its_name() -> None:
    found = understood("Lost Ace Roofing over the scaffolding rules", ReportKind.LOST_DEAL)
    assert CODES["own"] in found.reason_ids


def test_a_reason_that_is_denied_is_not_ticked_for_its_name() -> None:
    found = understood("Lost Ace Roofing to Yelp, price was fine", ReportKind.LOST_DEAL)
    assert CODES["price"] not in found.reason_ids


def test_a_request_says_nothing_of_reasons_and_competitors() -> None:
    entry = understood("Ace Roofing want a heading for bees, Yelp has one").entry
    assert (entry.reason_ids, entry.competitors) == ((), ())


@pytest.mark.parametrize(
    "words", ["", " ", "<!channel>", "&lt;b&gt; & co <b>", "x" * 20_000, "\u202eabc", "🐝" * 2_000]
)
def test_any_text_is_understood_somehow(words: str) -> None:
    for kind in ReportKind:
        found = understood(words, kind)
        assert Understood.parse(found.plain()) == found


@given(st.text(max_size=200))
def test_what_is_kept_of_a_draft_is_what_was_understood(words: str) -> None:
    found = understood(words)
    assert Understood.parse(found.plain()) == found
    assert found.said or not words.strip()
