"""Digests made without a database: one with everything in it, and names of customers wherever people type."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from digests.deals.report import DealsReport
from digests.report import (
    AnsweredAtOnce,
    Asked,
    Decided,
    DigestReport,
    Figure,
    Limits,
    Lost,
    NewTheme,
    NoTrend,
    Numbers,
    Quote,
    RegionCount,
    RegionDiffers,
    Regions,
    Seller,
    ThemeByRegion,
    ThemeHeard,
    Themes,
    ToldBack,
    Trend,
    Trends,
    Unasked,
    Urgency,
    Waiting,
    Waitlist,
    Who,
    Won,
)
from storage.models import RequestStatus, Stage
from tests.digests.deals.quarter import LOST_CODES, WON_CODES, Quarter

ID = UUID(int=7)
WORTH = {"GBP": 2_749_000, "EUR": 160_000}
SAID = "They're all asking for batteries, even the ones who got panels ten years back. I'd want a banner"
THEMES = (
    "Solar & battery installers",
    "Mobile dog grooming",
    "Dementia day clubs",
    "Electric & hybrid car garages",
    "Vape & e-cigarette shops",
    "Axe throwing",
    "Mould removal",
    "Mobile bar hire",
)
REGIONS = ("Midlands", "North West", "South East", "Wales & West", "Scotland", "Ireland")


def quote(said: str = SAID, account: str = "Northwind Air", about: str = "") -> Quote:
    return Quote(said, account, "Building trades", "Wales & West", Who("U1", "Sinéad Ní Bhriain"), about)


def trend(title: str, news: str = "new", said: str = SAID) -> Trend:
    return Trend(
        period="2026-W48",
        theme_id=ID,
        title=title,
        region_id=ID,
        region="South West",
        segment="Building trades",
        among="Building trades",
        direction="up",
        news=news,
        weeks=3,
        window=4,
        observed=33,
        expected=7.2,
        variance=9.0,
        usual_least=3,
        usual_most=13,
        p=0.001,
        threshold=0.002,
        in_a_row=4,
        accounts=33,
        reps=26,
        worth=WORTH,
        by_week=(2, 1, 2, 3, 1, 2, 2, 4, 7, 9, 8, 9),
        quote=quote(said),
    )


def asked(title: str, said: str = SAID) -> Asked:
    return Asked(ID, title, "approved", 11, 1, 11, 12, 1, WORTH, REGIONS[:5], 3.3, 71, quote(said))


def quarter() -> DealsReport:
    """More deals than any page has room for, with all that is noted of them."""
    made = Quarter()
    for number in range(60):
        rivals = [("Google Ads", "Facebook", "Yell")[number % 3]]
        made.lost(
            value=400 + 90 * number,
            currency="EUR" if number % 9 == 0 else "GBP",
            reasons=LOST_CODES[:4][number % 2 : 1 + number % 4],
            against=rivals if number % 2 else [],
            stage=[*Stage][number % len(Stage)],
            wants=[THEMES[number % 5]] if number % 4 == 0 else [],
            status=RequestStatus.LIVE if number % 5 == 0 else RequestStatus.NEW,
        )
        made.lost(is_won=True, reasons=[WON_CODES[number % 3]], against=rivals if number % 3 == 0 else [])
        made.raised(THEMES[number % 6], f"Account {number}", is_unasked=number % 3 > 0, value=900)
    return made.report()


def regions() -> Regions:
    """Where regions differ, as much of it as there can be."""
    counts = tuple(RegionCount(number, 1.5 * number + 0.4) for number in range(6))
    return Regions(
        names=REGIONS,
        themes=tuple(ThemeByRegion(UUID(int=place), title, counts, counts[0]) for place, title in enumerate(THEMES)),
        differ=tuple(
            RegionDiffers(UUID(int=place), THEMES[place], ID, REGIONS[place], 1, 9, 1.6, 14, 13.2) for place in range(3)
        ),
        weeks=12,
        compared=288,
    )


def decided(title: str, status: str, reason: str, item: str = "") -> Decided:
    return Decided(ID, title, status, reason, item, Who("U2", "Priya Nair"), date(2026, 11, 25), date(2027, 1, 8))


def waiting(title: str) -> Waiting:
    return Waiting(ID, title, 24, Who("U2", "Ffion Pritchard"), 75, -5, date(2026, 11, 25), Urgency.LATE)


def fullest() -> DigestReport:
    """A week in which every part has as much to say as the demo's fullest one, and more."""
    before = Figure(77, 53.0)
    reason = "Printing costs more than the inserts bring, and nobody asked for them twice."
    return DigestReport(
        period="2026-W48",
        workspace="Beacon Local",
        timezone="Europe/London",
        noun="heading",
        as_of=datetime(2026, 11, 30, 9, 5, tzinfo=UTC),
        is_closed=True,
        weeks_before=12,
        numbers=Numbers(before, before, Figure(33, 28.0), Figure(6, 5.0), Figure(6, 1.8), 3, 6),
        asked=tuple(asked(title) for title in THEMES[:5]),
        asked_in_all=34,
        unasked=Unasked(58, 32),
        quotes=(quote("My boss looked for air con for an aunt and rang a firm 7 miles off."), quote("Since June 🤞")),
        lost=Lost(
            deals=Figure(13, 15.0),
            worth=WORTH,
            quotes=(quote("i'd have renewed if you'd had padel courts"), quote("Three years I've asked for fillers.")),
        ),
        won=Won(Figure(7, 7.8), WORTH),
        waiting=Waitlist(27, 2, 3, tuple(waiting(title) for title in THEMES[:5])),
        decided=(
            decided("Monthly billing", "pilot", reason),
            decided("Printed inserts", "declined", reason),
            decided("EV charging", "answered", "", "Electric vehicle charging"),
        ),
        told=ToldBack(7, 8, 3),
        limits=Limits(3, 8, ("Scotland", "Ireland")),
        voices=77,
        themes=Themes(tuple(ThemeHeard(ID, title, 10, 8, 3.0) for title in THEMES), 5),
        at_once=AnsweredAtOnce(4, 3, tuple(Seller(ID, title, 2) for title in THEMES[:3])),
        trends=Trends(
            told=tuple(trend(title) for title in THEMES[:4]),
            loud=(NoTrend(ID, THEMES[1], "Without the customer who asked most it would be a normal week."),),
            too_new=tuple(NewTheme(ID, title, 3) for title in THEMES[2:7]),
            checked=822,
        ),
        quarter=quarter(),
        regions=regions(),
    )


def quarter_of(words: str, who: str) -> DealsReport:
    """A quarter of few deals, each listed: of the customer `who`, with these words for all that has a name."""
    made = Quarter()
    made.lost(who, value=900, reasons=["price"], against=[words], wants=[words], stage=Stage.RENEWAL)
    made.lost(who, reasons=["price"], against=[words], stage=Stage.RENEWAL)
    for number in range(5):
        made.lost(reasons=["price"], against=[words], stage=Stage.RENEWAL)
        made.won(reasons=["price"], against=[words] if number else [])
    made.raised(words, who, is_unasked=True)
    found = made.report()
    lost = replace(
        found.lost,
        reasons=tuple(replace(one, label=words) for one in found.lost.reasons),
        parts=tuple(replace(one, label=words) for one in found.lost.parts),
        listed=tuple(replace(one, reasons=(words,)) for one in found.lost.listed),
    )
    rates = replace(found.rates, reasons=tuple(replace(one, label=words) for one in found.rates.reasons))
    stages = tuple(replace(one, reason=words) for one in found.stages)
    return replace(found, lost=lost, rates=rates, stages=stages)


def typed(words: str, who: str) -> DigestReport:
    """The same with `words` in every field that a person may have filled, and quotes of the customer `who`."""
    full = fullest()
    said = quote(words, who, words)
    voice = replace(asked(words, words), quote=said)
    return replace(
        full,
        asked=(voice, replace(voice, accounts=1, unnamed=0)),
        quotes=(said,),
        lost=replace(full.lost, quotes=(said,)),
        quarter=quarter_of(words, who),
        regions=replace(
            full.regions,
            themes=tuple(replace(one, title=words) for one in full.regions.themes),
            differ=tuple(replace(one, title=words) for one in full.regions.differ),
        ),
        waiting=replace(full.waiting, first=(waiting(words),)),
        decided=(decided(words, "declined", words), decided(words, "answered", "", words)),
        themes=Themes((ThemeHeard(ID, words, 4, 3, 1.0),), 1),
        at_once=AnsweredAtOnce(1, 1, (Seller(ID, words, 1),)),
        trends=Trends(
            told=(replace(trend(words), quote=said, segment=words, among=words),),
            loud=(NoTrend(ID, words, "Too few."),),
            too_new=(NewTheme(ID, words, 2),),
            checked=9,
        ),
    )
