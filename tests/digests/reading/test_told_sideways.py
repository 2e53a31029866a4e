"""Reasons told without their own words, two at once, and what only sounds like a reason or a loss."""

import pytest

from digests.reading.found import Kind
from digests.reading.reader import Reader
from tests.digests.reading.desk import read
from tests.digests.reading.sayings import sayings


def reasons(text: str) -> list[str]:
    told = read(text)
    assert told.kind.value is Kind.LOST_DEAL, told.kind
    return [one.value for one in told.reasons]


@pytest.mark.parametrize(("text", "found"), sayings())
def test_what_is_told_sideways_states_its_reasons_and_no_other(text: str, found: list[str]) -> None:
    assert reasons(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites, £900: he's thinking about it till his brother is back from Spain",
        "Zephyr Kites asked me to ring after lambing, £900",
        "Zephyr Kites say they get loads of calls from us, £900",
        "Zephyr Kites' phone was dead when I rang, will try tomorrow, £900",
        "Zephyr Kites paid the £900, all sorted, their daughter does the books now",
        "Zephyr Kites order of £900 came in late but we got it into the book",
        "Zephyr Kites have a new manager, meeting her thursday about the £900",
        "Zephyr Kites complained about the misprint, I gave them £50 off the £900 and they're happy",
        "Zephyr Kites say the price is fine, £900, just waiting for the signature",
        "Had to explain to Zephyr Kites that our app doesn't do offline. He was ok with it. £900",
        "Zephyr Kites are busy till May, full order book. £900 box stays",
        "Saw the owner of Zephyr Kites in hospital with his leg, signing next week, £900",
        "Zephyr Kites dropped from the full page to the half, £900. Still in though",
        "Not a lost one, before anybody panics: Zephyr Kites only moved their renewal to April. £660",
        "Turns out Zephyr Kites went ahead after all, I had it down as lost on Tuesday. £2,150 banked",
        "Lost the signed form from Zephyr Kites somewhere in the car, she's signing a new one, £1,700",
        "Zephyr Kites grumbling about the price again, £900, I'll sort it",
        "Zephyr Kites thought hard about Bark but stayed, £900",
        "what's declined lately",
        "can't make the 3pm, stuck on m6",
    ],
)
def test_words_of_a_reason_without_a_loss_make_none(text: str) -> None:
    told = read(text)
    assert (told.kind.value, told.reasons) == (Kind.UNCLEAR, ())


@pytest.mark.parametrize(
    "text",
    [
        "Crossing off Zephyr Kites. Left a dozen messages, and the neighbour says he's hardly ever home",
        "Zephyr Kites, £2,900, no reason given, none. I asked twice, got a smile",
        "Zephyr Kites. nada. £900",
        "Zephyr Kites said they sell to the trade, and that was the end of a £700 quarter page",
        "Zephyr Kites: the brothers still can't see eye to eye. £640. I've stopped chasing",
        "Deadline for the Cork book was the Friday, Zephyr Kites' artwork came in on the Tuesday after. £680, gutted",
        "lost Zephyr Kites, we kept him waiting for three weeks",
        "Zephyr Kites are folding, so the £1,100 goes with them",
        "no more £90 a month from Zephyr Kites, they do it all on Facebook",
        "Zephyr Kites won't have the show stand again, $3,200",
        "Had Zephyr Kites at £650, then the wife said they should do the roof first and that was that",
        "Zephyr Kites turned up their nose at £900",
    ],
)
def test_an_end_is_a_loss_however_it_is_put(text: str) -> None:
    assert read(text).kind.value is Kind.LOST_DEAL


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lost Zephyr Kites to Yelp, they charge £51k against our £44k, so it wasn't the money", ["competitor"]),
        ("Lost Zephyr Kites. Yelp pitched as well and got the same nothing. Board never agreed", ["no_decision"]),
        ("Lost Zephyr Kites, came second, they won't say to whom", ["competitor"]),
        ("Lost Zephyr Kites, signed with Corvex on Monday", ["competitor"]),
        ("Lost Zephyr Kites. Liked the price, he's just never about", ["unreachable"]),
        ("Lost Zephyr Kites, he always paid late but nobody rang him back", ["service_problem"]),
        ("Lost Zephyr Kites, my van died on the way there", []),
        ("Lost Zephyr Kites, their yard is out past Thirsk", []),
        ("Lost Zephyr Kites. Yelp gave them a better rate", ["price", "competitor"]),
    ],
)
def test_what_is_denied_or_of_something_else_is_no_reason(text: str, found: list[str]) -> None:
    assert reasons(text) == found


def test_sentences_that_reps_wrote_are_read_as_they_were_meant() -> None:
    reader = Reader(
        accounts=["Harbour Dental", "Hotel Seaview", "Gower Gardens", "Pennine Roofing"], competitors={"Yell": []}
    )
    dear = reader.read("lost Harbour Dental, went to yell, said we were dear. 900")
    high = reader.read("we lost hotel seaview because price is to high for them and yell give cheaper, 2400 for year")
    for told in (dear, high):
        assert told.kind.value is Kind.LOST_DEAL
        assert [one.value for one in told.reasons] == ["price", "competitor"]
        assert [one.value for one in told.competitors] == ["Yell"]
    for text in (
        "Gower Gardens: \"if you'd a heading for wildflower lawns I'd be in it tomorrow\". £400",
        "Sarah at Pennine Roofing reckons we should do a heading for flat roofs",
        "Baker's wants a heading for wedding cakes and also one for gluten free, 300 each",
    ):
        assert reader.read(text).kind.value is Kind.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites could use a map on their listing, tenner a month",
        "heading for kite buggies please, Zephyr Kites will take it, £400",
        "Zephyr Kites looking at ten more seats if the app gets a Dutch version, €25 each a month",
        "Third time Zephyr Kites has brought up a Saturday delivery. £40 a week",
        "Please can somebody build a heading for power kites? Zephyr Kites, £1,500, she is sick of being under Toys",
        "A farmer outside Tullamore would go in under milking repairs if we'd a category for it",
    ],
)
def test_what_is_asked_for_in_passing_is_a_want(text: str) -> None:
    assert read(text).kind.value is Kind.REQUEST
