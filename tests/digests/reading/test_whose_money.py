"""Of several sums in a sentence the deal's own is read; what is somebody else's, or for something else, is not."""

import pytest

from digests.reading.reader import Reader
from tests.digests.reading.desk import read


def worth(text: str) -> tuple[float | None, str | None]:
    found = read(text).value
    return (found.value.amount, found.value.currency) if found is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Lost Zephyr Kites to Yelp, who charge £400. We wanted £650", 650),
        ("Lost Zephyr Kites, Yelp quoted 1,900 against our 2,400", 2400),
        ("Lost Zephyr Kites: Yelp 890, us 950", 950),
        ("Lost Zephyr Kites, Thumbtack ($89 a month, we're $120)", 1440),
        ("Lost Zephyr Kites. Sunline quoted £19,000, mine was £21,500", 21_500),
        ("Lost Zephyr Kites to Sunline at £19,000, I was at £21,500", 21_500),
        ("zephyr kites no, sunline do it for £310, we were £395", 395),
        ("Lost Zephyr Kites, £720. Facebook costs him £15 a week", 720),
        ("Zephyr Kites pays Fastenal $31k a year, would move it to us, call it nine thousand, if we had maps", 9000),
    ],
)
def test_what_another_seller_charges_is_not_ours(text: str, amount: float) -> None:
    assert worth(text)[0] == amount


@pytest.mark.parametrize(
    "text",
    [
        "Lost Zephyr Kites to Yelp, who charge £400",
        "Zephyr Kites gave £1,200 to Yelp",
        "Zephyr Kites gave Yelp £1,200",
        "Zephyr Kites wants what Yelp does for $99 a month",
        "Lost Zephyr Kites, Thumbtack were £300 cheaper",
        "Lost Zephyr Kites, we were £300 too dear",
        "Lost Zephyr Kites, we were £300 under them",
        "Zephyr Kites cancelled, spent it on a van (£18k)",
        "Zephyr Kites wants a heading, his average job is £3,000",
        "Zephyr Kites charges £80 an hour, wants a heading",
        "Zephyr Kites wants £5m public liability",
        "Zephyr Kites wants compensation, £500",
        "Zephyr Kites wants a refund of the £95",
        "Zephyr Kites wants a heading for kites under £50",
        "Zephyr Kites wants a booking widget, they lose £500 a week on no shows",
        "what's our price for a quarter page, is it £450?",
        "who's got the £20 I lent for parking?",
    ],
)
def test_where_only_other_money_is_named_the_value_stays_open(text: str) -> None:
    assert worth(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Lost Zephyr Kites. Their turnover is £2m and they can't find £900 for us", 900),
        ("Lost Zephyr Kites, they owe us £340. The renewal was £1,200", 1200),
        ("Lost Zephyr Kites, wanted a refund of £150, pays us £80 a month", 960),
        ("Lost Zephyr Kites, setup fee £250 put him off, £45 a month after that", 540),
        ("Lost Zephyr Kites, offered £65 credit, £650 account", 650),
        ("Zephyr Kites lost their biggest customer, £80k, and cancelled the £900 ad", 900),
        ("Zephyr Kites cancelled, the van cost 18 grand. £640 for us", 640),
        ("Zephyr Kites want cover up to £2m for 14 caravans, premium £910", 910),
        ("Zephyr Kites lost. Office manager isn't allowed to sign over 5k. $7,500", 7500),
        ("Zephyr Kites: marketing budget slashed from 50k to 10k, our 4k was first to go", 4000),
        ("Zephyr Kites wants a heading, it'd bring them £20k a year they say. £300 tops for us", 300),
        ("Zephyr Kites: that's 5.4k gone of my 60k target", 5400),
        ("Lost Zephyr Kites, selling up maybe. 1.3k", 1300),
        ("Lost Zephyr Kites, £510 off the table", 510),
        ("Lost Zephyr Kites, claim of £3,200 refused, premium was £640", 640),
        ("Lost Zephyr Kites: 14k because of a £35 delivery charge. Thirty five quid!", 14_000),
        ("Lost Zephyr Kites: licence $6,000, setup $2,500", 6000),
        ("Zephyr Kites lost, $900, got 3 calls from it so $300 a call he says", 900),
        ("Zephyr Kites wants a course, £1,150 for the day plus £60 mileage", 1150),
    ],
)
def test_beside_other_money_the_deals_own_is_read(text: str, amount: float) -> None:
    assert worth(text)[0] == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Lost Zephyr Kites, was £600, now £750 and she wouldn't have it", 750),
        ("Lost Zephyr Kites, we trimmed it to 700 from 900", 700),
        ("Lost Zephyr Kites: last year £1,200, this year I offered £1,000", 1000),
        ("Lost Zephyr Kites, price went up by £100 to £900", 900),
        ("Lost Zephyr Kites, I said £600, he said £400", 600),
        ("Zephyr Kites wants a banner, I said £600, he said £400", 400),
        ("Zephyr Kites wants a box, now on 60 a month, happy to do 95", 1140),
        ("Zephyr Kites wants video, £45/mth now, £65 if we had it", 780),
        ("Zephyr Kites renewed at £700, up from £640", 700),
        ("Zephyr Kites signed, correction £900 not £950", 900),
        ("Lost Zephyr Kites, they wanted a £1,200 page, £1,050 after the discount", 1050),
    ],
)
def test_the_new_sum_takes_the_place_of_the_old(text: str, amount: float) -> None:
    assert worth(text)[0] == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Zephyr Kites wants a video slot, £20 a month extra to the £35", 240),
        ("Zephyr Kites pays £60 a month and would add £15 for video", 180),
        ("Zephyr Kites would spend another 1k on top of their 4k", 1000),
        ("Zephyr Kites wants a map, +£20/mo", 240),
    ],
)
def test_of_what_is_added_only_the_addition_counts(text: str, amount: float) -> None:
    assert worth(text)[0] == amount


NAMES = (
    "Swift Gas & Heating", "Fitzroy Coffee", "Grant & Loan Brokers", "Bill's Diner", "New Kitchen Co", "Energy Savers",
    "Target Electrical", "Debt Free Homes", "Landlord Lets", "Saving Grace", "Our Place Cafe", "Budget Tyres",
    "Another Round", "Cheaper Carpets",
)  # fmt: skip
"""Customers whose names say things about money."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    ["Lost {}, £640", "{} £640 lost", "lost {} £640, too dear", "{} want a half page at £640", "no from {}, £640"],
)
def test_a_customers_name_says_nothing_about_money(name: str, text: str) -> None:
    reader = Reader(accounts=NAMES)
    for typed in (text.format(name), text.format(name).lower()):
        found = reader.read(typed).value
        assert found is not None
        assert found.value.amount == 640


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites lost, listing £300 and video £240",
        "Zephyr Kites dithering between the £2,000 and the £1,200",
        "Zephyr Kites have a £4k thing in Leeds while a £1,500 thing in York fell through",
    ],
)
def test_where_nothing_tells_one_sum_from_another_the_value_stays_open(text: str) -> None:
    assert worth(text) == (None, None)


def test_the_sum_that_stands_alone_is_the_deals() -> None:
    assert worth("Lost Zephyr Kites, £950. They did a £2,000 thing in Leeds") == (950, "GBP")
    assert worth("Zephyr Kites se va, 960 €. Se han comprado una grúa por 22.000") == (960, "EUR")
