"""A message that comes while the bot does not know the customers yet: its card comes all the same, and is put right."""

import threading

import pytest

from bot import app as wiring
from bot.usecases.readers import reader_of
from bot.usecases.snapshot import Snapshot
from digests.reading.reader import Reader
from tests.flows.chatting import hears, know, logged, press, tell
from tests.flows.conftest import FAST, MAYA, Field
from tests.flows.steps import words_of

WANT = "Ace Roofing would buy an ad if we had a heading for bees, 900 a year"


class Gate:
    """Makes readers once it is opened."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def make(self, snapshot: Snapshot) -> Reader:
        assert self.opened.wait(30)
        return reader_of(snapshot)


@pytest.fixture
def gate(field: Field) -> Gate:
    """The bot started anew, with its first reader still to be made."""
    know(field, "Ace Roofing")
    field.bot.stop()
    gate = Gate()
    settings = field.bot.settings
    field.runs(
        wiring.build(
            settings, clock=field.clock, pace=FAST, tick=3600, serve_web=False, reads=False, make_reader=gate.make
        )
    )
    return gate


def test_a_card_comes_before_the_customers_are_known_and_names_them_once_they_are(field: Field, gate: Gate) -> None:
    tell(field, MAYA, WANT)
    card = hears(field, MAYA, "*Request*")
    assert "No customer named · Worth: *£900 a year*" in words_of(card)
    gate.opened.set()
    assert hears(field, MAYA, "Customer: *Ace Roofing*")["ts"] == card["ts"]
    press(field, MAYA, card, "save_draft")
    hears(field, MAYA, "Request logged.")
    assert len(logged(field, MAYA)) == 1


def test_a_form_opens_before_the_customers_are_known(field: Field, gate: Gate) -> None:
    field.command(MAYA, f"/request {WANT}")
    said = words_of(field.views(MAYA)[-1])
    assert "£900" in said
    assert "heading for bees" in said
    gate.opened.set()


def test_what_was_read_roughly_is_read_again_after_a_restart(field: Field, gate: Gate) -> None:
    tell(field, MAYA, WANT)
    hears(field, MAYA, "No customer named")
    field.bot.stop()
    gate.opened.set()
    settings = field.bot.settings
    field.runs(wiring.build(settings, clock=field.clock, pace=FAST, tick=3600, serve_web=False, reads=False))
    hears(field, MAYA, "Customer: *Ace Roofing*")
