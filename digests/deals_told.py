"""What a digest's thread says of deals: the week's in short, then what a quarter tells. Sections of ready sentences."""

from collections.abc import Sequence

from digests.deals import telling
from digests.deals.money import LIST_BELOW
from digests.deals.report import Comparison, DealsReport, Part, ReasonSlice
from digests.phrases import Ready, Words
from digests.section import LISTED, NOTHING, Section, listed

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
    lines = [_ready(words, telling.against(one, rates)) for one in often[:LISTED]]
    others = len(rates.competitors) - len(lines)
    if others:
        lines.append(words.say("met_seldom", others=others, often=OFTEN, is_rest=len(often) <= LISTED))
    note = _ready(words, telling.before_comparing(rates))
    found = [Section(words.say("against"), tuple(lines), is_list=True, note=note)]
    if rates.reasons:
        found.append(_lines(words, "decided_by", [telling.where_decided(one, rates) for one in rates.reasons]))
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
    found = [_reasons(words, quarter), *_stages(words, quarter)]
    wanted = quarter.wanted
    unlinked = telling.unlinked(wanted, words.report.noun)
    if wanted.wants or unlinked:
        lines = [telling.lost_want(one) for one in wanted.wants]
        found.append(_lines(words, "savers", lines, after=unlinked))
    if quarter.raised:
        found.append(_lines(words, "raised", [telling.raised(one) for one in quarter.raised]))
    return found


def _reasons(words: Words, quarter: DealsReport) -> Section:
    """Why deals were lost: one by one where they are few, else by reason with how sure the shares are."""
    lost, known = quarter.lost, telling.quality(quarter.quality)
    if lost.is_list:
        note = f"{known} Too few for shares, so they are listed."
        return _lines(words, "why_lost", [telling.listed(one) for one in lost.listed], most=LISTED, note=note)
    reasons = [_reason(one, quarter, is_first=place < WITH_MONEY) for place, one in enumerate(lost.reasons)]
    return _lines(words, "why_lost", reasons, most=MOST_REASONS, note=f"{telling.SHARES} {known}")


def _reason(one: ReasonSlice, quarter: DealsReport, *, is_first: bool) -> str:
    said = [telling.reason(one, quarter.lost), telling.cost(one) if is_first else ""]
    return " ".join(part for part in said if part)


def _stages(words: Words, quarter: DealsReport) -> list[Section]:
    """Each side's own part; what nobody noted comes with the last one."""
    parts = [part for part in Part if any(one.part is part for one in quarter.stages)]
    unnoted = [telling.stage(one) for one in quarter.stages if one.part is None]
    return [
        Section(
            words.say("stages", whose=telling.PARTS[part]),
            tuple(_ready(words, telling.stage(one)) for one in quarter.stages if one.part is part),
            is_list=True,
            note=_ready(words, " ".join(unnoted)) if part is parts[-1] else NOTHING,
        )
        for part in parts
    ]


def _lines(
    words: Words, heading: str, lines: Sequence[str], *, most: int = MOST, after: str = "", note: str = ""
) -> Section:
    """A list of sentences that are told as they are."""
    last = [_ready(words, after)] if after else []
    return listed(words, heading, "as_told", lines, most=most, after=last, note=_ready(words, note))


def _ready(words: Words, sentence: str) -> Ready:
    return words.say("as_told", item=sentence) if sentence else NOTHING
