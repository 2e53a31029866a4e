"""Whole messages as they come from the field: every field at once, and what is not said stays open."""

import json
from dataclasses import dataclass

import pytest

from bot.files.messages import as_json
from tests.digests.reading.desk import read

LOST, WANT, NEITHER = "lost_deal", "request", "unclear"


@dataclass(frozen=True)
class Told:
    """What a message says; what is not given must be left open."""

    kind: str
    account: str | None = None
    value: float | None = None
    currency: str | None = None
    reasons: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    said: str | None = None
    region: str | None = None


MESSAGES = {
    "lost Sullivan Roofing to Thumbtack, $85/mo, they undercut us": Told(
        LOST, "Sullivan Roofing", 1020, "USD", ("price", "competitor"), ("Thumbtack",)
    ),
    "O'Dell Plumbing: wife runs the accounts now and said 'we're cutting everything that isn't diesel'. 640 quid": (
        Told(LOST, "O'Dell Plumbing", 640, "GBP", ("budget_gone",), said="we're cutting everything that isn't diesel")
    ),
    "café lumière ne renouvelle pas, 1 450 € par an, trop cher": Told(LOST, "Café Lumière", 1450, "EUR", ("price",)),
    "Ostrava Stahlbau kündigt, 2.400 EUR im Jahr, zu teuer": Told(
        LOST, "Ostrava Stahlbau GmbH", 2400, "EUR", ("price",)
    ),
    "Zephyr Kites: only rang in after the print date, so they're out this year. 650 dollars": Told(
        LOST, "Zephyr Kites", 650, "USD", ("timing",)
    ),
    "Couldn't get hold of anyone at Zephyr Kites after 9 tries, closing it, £300": Told(
        LOST, "Zephyr Kites", 300, "GBP", ("unreachable",)
    ),
    "Zephyr Kites needed a Welsh language page and we don't do those, lost £430": Told(
        LOST, "Zephyr Kites", 430, "GBP", ("no_suitable_heading",)
    ),
    "Zephyr Kites fully booked till summer, doesn't need adverts, not renewing £390": Told(
        LOST, "Zephyr Kites", 390, "GBP", ("other",)
    ),
    "Zephyr Kites pulled their ad bc of the misprint in March, £540/yr. Not going to Yelp either": Told(
        LOST, "Zephyr Kites", 540, "GBP", ("service_problem",), ("Yelp",)
    ),
    "*LOST* ~Copper Kettle~ Zephyr Kites, $1,050, moved to Bark": Told(
        LOST, "Zephyr Kites", 1050, "USD", ("competitor",), ("Bark",)
    ),
    "Visited Northgate Vets today. They'd take a premium listing if we did out of hours vets. around 1,100": Told(
        WANT, "Northgate Veterinary Centre", 1100
    ),
    "Halloran Mgmt: 220 licences @ $4 per licence per month, wants audit logs first": Told(
        WANT, "Halloran Management Services", 10_560, "USD"
    ),
    "Brightwater Ortho wants teeth whitening, $95 a month more": Told(WANT, "Brightwater Orthodontics", 1140, "USD"),
    "Pacific Coast Towing asked if we do SMS leads. Would pay $50 a month on top of the $120 they have": Told(
        WANT, "Pacific Coast Towing", 600, "USD"
    ),
    "a joiner in Wales wants to pay by direct debit": Told(WANT, region="Wales"),
    "wants to be listed under Kite Repairs - Zephyr Kites, forty quid a month": Told(WANT, "Zephyr Kites", 480, "GBP"),
    "Bluebell Yurts (new) wants an events calendar, £25 a week": Told(WANT, "Bluebell Yurts", 1300, "GBP"),
    "Harcourt Funeral Directors want black and white only, budget 2.5k, decision by 14 March": Told(
        WANT, "Harcourt Funeral Directors", 2500
    ),
    'Zephyr Kites want the listing in Polish and Urdu; said "half my customers don\'t read English"': Told(
        WANT, "Zephyr Kites", said="half my customers don't read English"
    ),
    "R&amp;J Fencing signed! £1,300. Beat Checkatrade to it": Told(
        NEITHER, "R & J Fencing Ltd", 1300, "GBP", competitors=("Checkatrade",)
    ),
    "Does anyone have a contact at Marlow &amp; Sons Joinery, ideally Pete?": Told(NEITHER, "Marlow & Sons Joinery"),
    "Copper Kettle down from a full page to a quarter, still with us, £480": Told(
        NEITHER, "The Copper Kettle", 480, "GBP"
    ),
    "Thinking out loud: a heading for dog bakeries would sell itself": Told(NEITHER),
    "can u google the opening hours of Zephyr Kites": Told(NEITHER, "Zephyr Kites"),
}


@pytest.mark.parametrize(("text", "told"), MESSAGES.items())
def test_everything_that_a_message_says_is_read_and_nothing_else(text: str, told: Told) -> None:
    found = as_json(read(text))
    del found["note"]
    assert found == json.loads(json.dumps(vars(told)))
