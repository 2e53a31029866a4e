"""Whether a sentence tells of a want or of a loss, and why a deal was lost."""

import pytest

from digests.reading.found import Kind
from tests.digests.reading.desk import read


def kind(text: str) -> Kind:
    return read(text).kind.value


def reasons(text: str) -> list[str]:
    return [one.value for one in read(text).reasons]


@pytest.mark.parametrize(
    "text",
    [
        "Zephyr Kites wants a heading for kite buggies",
        "Zephyr Kites would sign if we had kite buggies",
        "a customer asked for kite buggies",
        "Zephyr Kites need a way to pay by invoice",
        "Request: kite buggies, Zephyr Kites",
        "Zephyr Kites keeps asking for kite buggies",
        "if we had kite buggies Zephyr Kites would buy, 900",
    ],
)
def test_what_a_customer_wants_is_a_request(text: str) -> None:
    assert kind(text) is Kind.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "Lost Zephyr Kites, too dear",
        "Zephyr Kites cancelled",
        "Zephyr Kites won't renew, wanted kite buggies",
        "Zephyr Kites has gone with Yelp",
        "Zephyr Kites aren't going ahead",
        "Zephyr Kites hat gekündigt",
        "perdu Café Lumière, trop cher",
    ],
)
def test_what_did_not_happen_is_a_lost_deal_also_where_it_says_what_was_wanted(text: str) -> None:
    assert kind(text) is Kind.LOST_DEAL


@pytest.mark.parametrize(
    "text",
    [
        "Won Zephyr Kites, £900!",
        "Nearly lost Zephyr Kites but they signed",
        "Zephyr Kites might cancel",
        "Zephyr Kites is thinking about it, will know on Friday",
        "Zephyr Kites cut their ad to a half page but stay",
        "anyone know who looks after Zephyr Kites?",
        "I think we should sell kite buggies",
        "good morning all",
        "lost my keys, anyone at the office?",
        "who lost Zephyr Kites?",
        "we kept Zephyr Kites",
        "Zephyr Kites was going to leave, talked her round",
        "<!channel> lunch?",
        "",
        "   ",
        "😀",
    ],
)
def test_won_open_kept_asked_and_chatter_are_unclear(text: str) -> None:
    assert kind(text) is Kind.UNCLEAR


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("too expensive", "price"),
        ("we have no heading for kites", "no_suitable_heading"),
        ("they never knew we had Kites as a heading", "heading_not_known"),
        ("spent the money on a lift", "budget_gone"),
        ("gone to Yelp", "competitor"),
        ("missed the deadline", "timing"),
        ("call me next year he said", "timing"),
        ("got three calls all year", "results_doubted"),
        ("the partners could not agree", "no_decision"),
        ("never picked up the phone", "unreachable"),
        ("sold the business and retired", "out_of_business"),
        ("the book covers the whole county, too big for him", "wrong_fit"),
        ("we printed the wrong number", "service_problem"),
        ("no idea why", "unknown"),
        ("has enough work already", "other"),
        ("he is closing down", "out_of_business"),
        ("gone to a rival", "competitor"),
        ("no budget this year", "budget_gone"),
        ("he can't decide", "no_decision"),
        ("no reply to six emails", "unreachable"),
        ("we got the invoice wrong twice", "service_problem"),
        ("they do it in-house now", "other"),
        ("didn't say why", "unknown"),
    ],
)
def test_each_reason_is_read_from_the_words_that_reps_use(why: str, reason: str) -> None:
    assert reasons(f"Lost Zephyr Kites, {why}") == [reason]


def test_every_stated_reason_is_read() -> None:
    assert reasons("Lost Zephyr Kites to Yelp, half the price") == ["price", "competitor"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lost Zephyr Kites, it wasn't the price, we printed the wrong number", ["service_problem"]),
        ("Lost Zephyr Kites. Price was fine, he is just never in", ["unreachable"]),
        ("Lost Zephyr Kites, not to a competitor, they shut up shop", ["out_of_business"]),
        ("Lost Zephyr Kites, not because of money, nobody rang him back", ["service_problem"]),
        ("Lost Zephyr Kites, price wasn't an issue, missed the deadline", ["timing"]),
        ("Lost Zephyr Kites, nothing to do with results, he retired", ["out_of_business"]),
        ("Lost Zephyr Kites. Not the calls, not the money: his wife is ill", ["other"]),
    ],
)
def test_what_was_not_the_reason_is_none(text: str, found: list[str]) -> None:
    assert reasons(text) == found


@pytest.mark.parametrize(
    "text", ["Lost Zephyr Kites", "Zephyr Kites wants a cheaper package", "Zephyr Kites says too expensive but signed"]
)
def test_without_a_loss_or_a_stated_reason_there_is_none(text: str) -> None:
    assert reasons(text) == []
