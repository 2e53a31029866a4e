"""The same sentence with every way of writing a sum: where one is the deal's, any is; where none is, none is."""

import pytest

from tests.digests.reading.desk import read

SUMS = {
    "£640": 640, "£6,400": 6400, "$640": 640, "640 quid": 640, "€1.250": 1250, "1.2k": 1200, "£1.2k": 1200,
    "12 grand": 12_000, "eighteen hundred": 1800, "£85 a month": 1020, "$95/mo": 1140, "six hundred quid": 600,
}  # fmt: skip
OURS = (
    "Zephyr Kites lost, {}, no reason given",
    "Zephyr Kites cancelled, {}, they have a website now",
    "Zephyr Kites cancelled {}, the son does it all on instagram",
    "Zephyr Kites won't renew the {}, not enough calls",
    "Zephyr Kites won't renew, {}, says nobody looks in a book any more",
    "Zephyr Kites: {} gone. New owner, new broom",
    "Zephyr Kites ({}) have closed the shop in Leeds and moved to a unit by the ring road",
    "Zephyr Kites, {}, moved to Thumbtack, they've an app",
    "Zephyr Kites, {}, moved to Yelp who gave them a video",
    "Zephyr Kites {} lost to Yelp, cheaper",
    "Zephyr Kites went to Yelp, {} down the pan",
    "Zephyr Kites went with Thumbtack. {}. They answer the phone apparently",
    "Zephyr Kites is off, {}, we got the phone number wrong twice",
    "Zephyr Kites off, {}. Bought a van instead",
    "Zephyr Kites off, {}. Money went on a new roof",
    "Zephyr Kites off, money went on a new roof. {}",
    "Zephyr Kites off, {}, insurance has gone up so no money for ads",
    "Zephyr Kites off, rent's gone up. {}",
    "Zephyr Kites didn't sign for the {}, partner said no",
    "Zephyr Kites didn't sign, {}, waiting on the bank",
    "Zephyr Kites would have been {} but the deadline was Friday",
    "Zephyr Kites was going to be {}, she's ill",
    "Zephyr Kites want a heading for kite repair, {}",
    "Zephyr Kites want a heading for kite repair, would pay {}",
    "Zephyr Kites want a heading for kite repair and would go to {}",
    "Zephyr Kites want a heading for kite repair, thinks {} is fair",
    "Zephyr Kites want a heading for kite repair, reckons on {} or so",
    "Zephyr Kites want a heading for kite repair. {} if we do it",
    "Zephyr Kites want a heading for kite repair. Worth {}",
    "Zephyr Kites want a heading for kite repair. It'd be {}",
    "Zephyr Kites want a heading for kite repair, it's a {} order",
    "Zephyr Kites would spend {} with us if we did Saturday delivery",
    "Zephyr Kites would move {} of business over if we had an app",
    "Zephyr Kites asked if we do kite repair as a heading, they have {} to spend",
    "Zephyr Kites asked for a Welsh page, {} budget",
    "Zephyr Kites asked for a Welsh page and said {} wouldn't be a problem",
    "Zephyr Kites needs a bilingual ad before they'll renew, {}",
    "Zephyr Kites needs SSO or they won't renew the {}",
    "Zephyr Kites ({} renewal) needs SSO",
    "Zephyr Kites needs SSO. Renewal is {} in May",
    "Zephyr Kites needs SSO, {} hangs on it",
    "Zephyr Kites needs SSO and {} rides on it",
    "Zephyr Kites signed, {}, beat Yelp",
    "Zephyr Kites signed for {} in the end",
    "Zephyr Kites renewed, {} again",
    "Zephyr Kites still thinking, {}",
    "Zephyr Kites might leave, {} at risk",
    "Zephyr Kites wants to think about the {} till Monday",
)
"""The deal's own."""
NOT_OURS = (
    "Zephyr Kites lost to Yelp, who do it for {}",
    "Zephyr Kites lost, Yelp is only {}",
    "Zephyr Kites lost, Yelp charges {}",
    "Zephyr Kites lost, Thumbtack offered {}",
    "Zephyr Kites lost, they get the same from Thumbtack for {}",
    "Zephyr Kites lost, already pays Yelp {}",
    "Zephyr Kites lost, already paying {} to Yelp",
    "Zephyr Kites lost, puts {} into Yelp",
    "Zephyr Kites lost, spends {} on Yelp",
    "Zephyr Kites lost, spent {} on a new van",
    "Zephyr Kites lost, they've just spent {} on a website",
    "Zephyr Kites lost, new boiler cost them {}",
    "Zephyr Kites lost, the boiler went and cost {}",
    "Zephyr Kites lost, tax bill of {}",
    "Zephyr Kites lost, owes us {}",
    "Zephyr Kites lost, still owe us {} from last year",
    "Zephyr Kites lost, we refunded {}",
    "Zephyr Kites lost, wanted a refund of {}",
    "Zephyr Kites lost, they were fined {}",
    "Zephyr Kites lost, turnover is down to {}",
    "Zephyr Kites lost, turnover of {}",
    "Zephyr Kites lost, we were {} dearer",
    "Zephyr Kites lost, Yelp was {} cheaper",
    "Zephyr Kites lost for the sake of {}",
    "Zephyr Kites lost, asked for {} off",
    "Zephyr Kites lost, wanted {} knocked off",
    "Zephyr Kites lost, it would have saved them {}",
    "Zephyr Kites lost, saves {} by doing it in house",
    "Zephyr Kites lost, someone in town does it for {}",
    "Zephyr Kites lost, his mate does it for {}",
    "Zephyr Kites lost, a lad on Facebook does it for {}",
    "Zephyr Kites lost, got it elsewhere for {}",
    "Zephyr Kites lost, cheaper elsewhere at {}",
    "Zephyr Kites lost, hired a lad at {}",
    "Zephyr Kites lost, rent went up to {}",
    "Zephyr Kites lost, rent went up by {}",
    "Zephyr Kites lost, paying {} in rent now",
    "Zephyr Kites lost, their best customer owed them {}",
    "Zephyr Kites wants a heading, average job is {}",
    "Zephyr Kites wants a heading, each job is worth {} to him",
    "Zephyr Kites wants a heading for jobs over {}",
    "Zephyr Kites wants a heading, he charges {} a time",
    "Zephyr Kites wants a heading, sells kites at {}",
    "Zephyr Kites wants a heading, gave {} to the hospice",
    "Zephyr Kites wants a heading, pays {} to Thumbtack for leads",
    "Zephyr Kites wants what Yelp gives them for {}",
    "Zephyr Kites wants us to list his prices, from {}",
    "Zephyr Kites wants {} compensation for the misprint",
    "Zephyr Kites wants {} off",
    "Zephyr Kites wants his {} back",
    "Zephyr Kites wants a credit of {}",
    "anyone know what Yelp charge, is it {}?",
)
"""A rival's, for something else, owed, given back, or a difference."""


def worth(text: str) -> float | None:
    found = read(text).value
    return found.value.amount if found is not None else None


@pytest.mark.parametrize("frame", OURS)
def test_in_whatever_way_the_deals_sum_is_written_it_is_read(frame: str) -> None:
    assert {typed: worth(frame.format(typed)) for typed in SUMS} == SUMS


@pytest.mark.parametrize("frame", NOT_OURS)
def test_in_whatever_way_other_money_is_written_it_is_not_read(frame: str) -> None:
    assert {typed: worth(frame.format(typed)) for typed in SUMS} == dict.fromkeys(SUMS)
