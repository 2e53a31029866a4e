"""Words with characters that a database refuses are kept without them, whichever way they come in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import edge
from bot.payloads.edge import Fields, storable
from bot.payloads.tables import Cell

# A NUL, which PostgreSQL stores in no text, and half of an emoji, which no engine can encode.
SENT, KEPT = " bees\0 and \ud83d wasps ", "bees and  wasps"
USER = {"id": "U1", "name": "maya", "team_id": "T1"}


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_typed_can_be_stored(text: str) -> None:
    kept = storable(text)
    assert "\0" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_what_can_be_stored_stays_as_it_was(text: str) -> None:
    assert storable(text) == text


def command() -> str:
    body = {"team_id": "T1", "user_id": "U1", "command": "/request", "trigger_id": "1.2.3", "text": SENT}
    return edge.command(body).words


def message() -> str:
    body: dict[str, Any] = {"user": USER, "team": {"id": "T1"}, "channel": {"id": "C1"}, "trigger_id": "1.2.3"}
    return edge.message_shortcut({**body, "message": {"ts": "1.2", "text": SENT}}).words()


def look_up() -> str:
    return edge.lookup({"user": USER, "action_id": "account", "value": SENT}).typed


def form() -> str:
    return Fields({"said": {"said": {"type": "plain_text_input", "value": SENT}}}).text("said")


def file() -> str:
    return Cell(2, {"said": SENT}).text("said")


@pytest.mark.parametrize("way_in", [command, message, look_up, form, file])
def test_no_way_in_lets_them_through(way_in: Any) -> None:
    assert way_in() == KEPT
