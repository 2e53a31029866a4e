"""A rep logs what a customer asked for, from the command to the card."""

from tests.flows.conftest import GENERAL, MAYA, TRIAGE, Field


def test_a_request_goes_from_the_command_to_a_card_and_back_to_the_rep(field: Field) -> None:
    field.command(MAYA, '/request "If you had a heading for drone inspection, I would buy an ad" £1,200')
    form = field.views(MAYA)[-1]
    assert form["title"]["text"] == "Log a request"
    assert field.look_up(MAYA, "account", "Ace Roofing") == ["new:Ace Roofing"]
    assert field.submit(MAYA, account="new:Ace Roofing")["ok"]
    card = field.message(TRIAGE, "drone inspection")
    assert "Ace Roofing" in str(card["blocks"])
    assert "£1,200" in str(card["blocks"])
    confirmation = field.message(GENERAL, "Request logged.", user=MAYA)
    assert "Undo until" in str(confirmation["blocks"])
