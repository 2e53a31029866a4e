"""What a digest's thread says of deals: the week's in short, then what a quarter tells. Sections of ready sentences."""

from dataclasses import replace

from digests.deals.money import LIST_BELOW
from digests.deals.rates import QUARTER
from digests.deals.report import Comparison, DealsReport, Part, ReasonSlice
from digests.phrases import Ready, Words
from digests.section import LISTED, NOTHING, Section, joined, listed, listed_lines

# So many of a kind are told; the first reasons with what they cost too.
MOST = 5
MOST_REASONS = 6
WITH_MONEY = 3
# A competitor met more seldom has no rate worth telling.
OFTEN = 5


def deals(words: Words) -> list[Section]:
    """The week's deals, then why deals were lost, who can help where, and what would have won them."""
    quarter = words.report.quarter
    return [*_week(words), *(_quarter(words, quarter) if quarter else [])]


def has_competitors(quarter: DealsReport | None) -> bool:
    """Whether there are enough deals to compare those with a competitor and those without."""
    return quarter is not None and bool(_often_met(quarter)) and quarter.rates.overall.of >= LIST_BELOW


def _often_met(quarter: DealsReport) -> list[Comparison]:
    return [one for one in quarter.rates.competitors if one.with_it.of >= OFTEN]


def competitors(words: Words) -> list[Section]:
    """How often deals are won against each competitor, and where a reason decided; empty where there are too few."""
    quarter = words.report.quarter
    if quarter is None or not has_competitors(quarter):
        return []
    rates = quarter.rates
    often = _often_met(quarter)
    lines = [words.say("deal_against", item=one, rates=rates) for one in often[:LISTED]]
    others = len(rates.competitors) - len(lines)
    if others:
        lines.append(words.say("met_seldom", others=others, often=OFTEN, is_rest=len(often) <= LISTED))
    note = words.say("deals_not_judged", rates=rates, weeks_needed=QUARTER, deals_needed=LIST_BELOW)
    found = [Section(words.say("against"), tuple(lines), is_list=True, note=note)]
    if rates.reasons:
        found.append(listed(words, "decided_by", "deal_decided", rates.reasons, most=MOST, rates=rates))
    return found


def _week(words: Words) -> list[Section]:
    lost, won = words.report.lost, words.report.won
    heads = [words.say("lost" if lost.deals.now else "lost_none")]
    heads += [words.say("won")] if won.deals.now else []
    quotes = [Section(words.say("lost_words"), quotes=lost.quotes)] if lost.quotes else []
    return [*(Section(head) for head in heads), *quotes]


def _quarter(words: Words, quarter: DealsReport) -> list[Section]:
    if not quarter.lost.deals:
        return []
    found = [replace(_reasons(words, quarter), is_drawn=True), *_stages(words, quarter)]
    wanted = quarter.wanted
    unlinked = [words.say("deals_unlinked", wanted=wanted, noun=words.report.noun)] if wanted.unlinked else []
    if wanted.wants or unlinked:
        found.append(listed(words, "savers", "deal_want", wanted.wants, most=MOST, after=unlinked))
    if quarter.raised:
        found.append(listed(words, "raised", "deal_raised", quarter.raised, most=MOST))
    return found


def _reasons(words: Words, quarter: DealsReport) -> Section:
    """Why deals were lost: one by one where they are few, else by reason with how sure the shares are."""
    lost, known = quarter.lost, words.say("deals_known", known=quarter.quality)
    if lost.is_list:
        note = joined(known, words.say("deals_listed_why"))
        return listed(words, "why_lost", "deal_listed", lost.listed, note=note)
    lines = [_reason(words, one, quarter, is_first=place < WITH_MONEY) for place, one in enumerate(lost.reasons)]
    return listed_lines(words, "why_lost", lines, most=MOST_REASONS, note=joined(words.say("deal_shares"), known))


def _reason(words: Words, one: ReasonSlice, quarter: DealsReport, *, is_first: bool) -> Ready:
    """A reason with its share; the first ones with what they cost too."""
    share = words.say("deal_reason", item=one, lost=quarter.lost)
    return joined(share, _cost(words, one)) if is_first and one.worth else share


def _cost(words: Words, one: ReasonSlice) -> Ready:
    """What a reason cost, in whole units: the currency of most deals with what the sum is like, then the others."""
    told_in = words.language
    besides = [told_in.rounded(one.worth[currency].full, currency) for currency in one.currencies[1:]]
    return words.say("deal_cost", item=one, besides=told_in.all_of(besides))


def _stages(words: Words, quarter: DealsReport) -> list[Section]:
    """Each side's own part; what nobody noted comes with the last one."""
    parts = [part for part in Part if any(one.part is part for one in quarter.stages)]
    unnoted = [words.say("deal_stage", item=one) for one in quarter.stages if one.part is None]
    return [
        Section(
            words.say("stages", part=part),
            tuple(words.say("deal_stage", item=one) for one in quarter.stages if one.part is part),
            is_list=True,
            note=joined(*unnoted) if part is parts[-1] else NOTHING,
        )
        for part in parts
    ]
