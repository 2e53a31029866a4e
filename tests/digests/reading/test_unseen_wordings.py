"""Families of sayings: each is read in words that no phrase was written for, and what only sounds like it is not."""

import pytest

from digests.reading.found import Kind
from tests.digests.reading.desk import read


def kind(text: str) -> Kind:
    return read(text).kind.value


def reasons(text: str) -> list[str]:
    told = read(text)
    assert told.kind.value is Kind.LOST_DEAL, told.kind
    return [one.value for one in told.reasons]


@pytest.mark.parametrize(
    "text",
    [
        "so no £800 for us from Zephyr Kites",
        "RIP Zephyr Kites, 900 quid",
        "scratch Zephyr Kites, 600 quid",
        "had to say goodbye to Zephyr Kites today. 1,250",
        "Zephyr Kites has let the £600 listing run out",
        "Zephyr Kites have told me they're finishing up with us at the end of the month, €45 a month",
        "Zephyr Kites want their listing taken down from June, £25 a month",
        "Zephyr Kites has asked us to close their account, £60/mo",
        "Zephyr Kites gave me the thumbs down on $700",
        "Zephyr Kites are not coming to the show after all, £3,100",
        "Zephyr Kites said they'd rather not this time, £410",
        "Zephyr Kites are leaving at the end of term, £2,000",
        "took Zephyr Kites off the renewal list, £850",
        "we won't be seeing Zephyr Kites' £900 again",
        "pipped by Yelp on Zephyr Kites, $3k",
        "Zephyr Kites is Yelp's now. 2.4k a year, sorry all",
        "Zephyr Kites, bailiffs changed the locks on Tuesday. $900",
    ],
)
def test_a_loss_is_read_however_it_is_put(text: str) -> None:
    assert kind(text) is Kind.LOST_DEAL


@pytest.mark.parametrize(
    "text",
    [
        "owner's selling up maybe, Zephyr Kites, £900",
        "Zephyr Kites says he'll cancel if the number is wrong again. £900",
        "Zephyr Kites: if the price goes up again they're off. £900",
        "almost lost Zephyr Kites to Yelp, got them to stay for £800",
        "we could lose Zephyr Kites if Yelp drop their price, £900",
        "Would Zephyr Kites leave if we raised the price? £900",
        "is the Zephyr Kites renewal lost or not? £900",
        "Zephyr Kites changed her mind about leaving, £900 safe",
        "talked Zephyr Kites out of cancelling, £75 a month",
        "Zephyr Kites haven't decided, Yelp are cheaper, £900",
        "Zephyr Kites won't decide before Easter, £1,000",
        "worried about Zephyr Kites, they have gone very quiet, £900. Nothing decided yet",
        "Zephyr Kites wavering, Yelp have offered them 20% off, £3k at stake",
        "Zephyr Kites' order of £900 is out for delivery",
        "Zephyr Kites is closed on Mondays fyi",
        "Zephyr Kites rang, they've moved to the High Street, please update",
        "dropped in on Zephyr Kites, owner was out, will try again tomorrow",
        "my car is dead, can someone do the Zephyr Kites visit?",
        "I lost the Zephyr Kites file, anyone got a copy?",
        "saw a Yelp van outside Zephyr Kites",
        "My card was declined at the shop",
        "Zephyr Kites lost its licence last year but has it back, will see them in May",
        "Zephyr Kites isn't cancelling, false alarm, £900",
        "Zephyr Kites cancelled the upgrade but keeps the £30 plan",
        "Zephyr Kites said no to Yelp and yes to us, £750",
        "what's the cancellation policy for Zephyr Kites?",
    ],
)
def test_what_is_feared_open_kept_or_of_something_else_is_no_loss(text: str) -> None:
    assert kind(text) is Kind.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites lost a big order because buyers couldn't find them, wants the Hire heading, £400",
        "Zephyr Kites just cancelled Yelp and is asking what we can do for £100 a month",
        "Zephyr Kites's old supplier went bust and he needs 400 reels by June, €3 each",
        "Zephyr Kites after fuel cards that work in the south too, £2k",
        "Zephyr Kites: could they pay per lead instead of yearly? about £900",
        "chatted to Zephyr Kites, dying to get a video on the listing, £200 extra",
        "Zephyr Kites begged me for a kite surfing category again",
        "Zephyr Kites would rather be billed quarterly, £225 a go",
        "Zephyr Kites won't sign till there's a Polish version, 60 places at £95",
        "Zephyr Kites insists on paying by direct debit, £600",
        "Zephyr Kites could do with a live chat button on the listing, £20 a month",
        "Zephyr Kites is fed up being listed under Toys, wants Sports. £300",
        "can Zephyr Kites be in under Toys and Sports? £180 for the second one",
        'saw Zephyr Kites. "Any chance of a Sunday collection?" £30 a week',
        'Zephyr Kites goes "get me an API and I\'ll take ten seats"',
        "Hey <@U1|priya>, Zephyr Kites will pay for it if we build the import",
    ],
)
def test_a_want_is_read_however_it_is_put(text: str) -> None:
    assert kind(text) is Kind.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites renewed, £900, wants a bigger logo",
        "Zephyr Kites wants a copy of his invoice",
        "Zephyr Kites wants me to ring him after six",
        "I'm off to see Zephyr Kites, wish me luck",
        "I'll ring Zephyr Kites on monday about the order, 16k if it comes off",
        "what do we charge for a 2nd line? asking before I ring Zephyr Kites",
        "the insurance people need a photo of everyone's licence",
        "Zephyr Kites said he'd think about it, £600",
        "i'm not happy with my account, I would like my money back",
    ],
)
def test_what_is_won_trivial_or_our_own_is_no_want(text: str) -> None:
    assert kind(text) is Kind.UNCLEAR


@pytest.mark.parametrize(
    ("why", "found"),
    [
        ("they wanted the old rate and I couldn't do it", ["price"]),
        ("£1,150 a quarter and they still went with Yelp at 990", ["price", "competitor"]),
        ("our quote 5,320, stays with Yelp, their renewal 5,100", ["price", "competitor"]),
        ("Yelp in there before us", ["competitor"]),
        ("they're with a crowd from Galway now", ["competitor"]),
        ("asked for single sign on three times, Yelp has it", ["no_suitable_heading", "competitor"]),
        ("needed it in 40mm, our range stops at 32", ["no_suitable_heading"]),
        ("there's been a Kites heading for years and she never knew", ["heading_not_known"]),
        ("she couldn't see a Kite Surfing heading. It's on page 41", ["heading_not_known"]),
        ("they thought we didn't cover hire. We do", ["heading_not_known"]),
        ("the roof fell in and that's where the money has to go", ["budget_gone"]),
        ("the second branch swallowed the marketing pot", ["budget_gone"]),
        ("the form came in two days after the list went out", ["timing"]),
        ("all the calls were people trying to sell him stuff", ["results_doubted"]),
        ("her girls have never opened a directory", ["results_doubted"]),
        ("three partners: one for, one against, one on the golf course", ["no_decision"]),
        ("he hasn't picked up in five weeks", ["unreachable"]),
        ("the lease was up and he's gone back to teaching", ["out_of_business"]),
        ("too much machine for a two person shop", ["wrong_fit"]),
        ("it was the third time his opening hours came out wrong", ["service_problem"]),
        ("she rang head office six times and not one person phoned back", ["service_problem"]),
        ("reason box left blank", ["unknown"]),
        ("have hired their own designer", ["other"]),
        ("his mother's in a home and he's there every day", ["other"]),
    ],
)
def test_a_reason_is_read_however_it_is_put(why: str, found: list[str]) -> None:
    assert reasons(f"Lost Zephyr Kites, {why}") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RIP Zephyr Kites, 900 quid", []),
        ("Lost Zephyr Kites, £900, we lost that one", []),
        ("Lost Zephyr Kites. I never got as far as a price", []),
        ("Zephyr Kites cancelled, $79/mo, we'd even thrown in 3 months free", []),
        ("Lost Zephyr Kites, was £2,990, Yelp asked 2,985, so it wasn't the money", ["competitor"]),
        ("Lost Zephyr Kites to Yelp. We were £300 under them", ["competitor"]),
        ("Lost Zephyr Kites. Hasn't gone to Yelp or anyone", []),
        ("Lost Zephyr Kites, she left us two messages and nobody called her back", ["service_problem"]),
        ("Lost Zephyr Kites, the book had closed by the time I rang", ["timing"]),
        ("Lost Zephyr Kites. Will try again in 2027", []),
        ("Zephyr Kites have dropped the fire policy", []),
        ("RIP the Zephyr Kites order. Yelp had it by the Friday", ["competitor"]),
    ],
)
def test_what_only_sounds_like_a_reason_is_none(text: str, found: list[str]) -> None:
    assert reasons(text) == found
