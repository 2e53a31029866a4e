"""A file of accounts: who is known again, what is left out, and what changes."""

from storage.models import (
    Account,
)
from tests.bot.import_desk import MAYA, Desk


def test_an_account_comes_without_what_cannot_be_meant(desk: Desk) -> None:
    outcome = desk.take(
        "accounts",
        "Customer,Account Owner,Annual revenue,Territory\n"
        "Ace,Maya Lin,£12k,north west\nBee,Nobody,€900,\nCee,,,Atlantis\nACE,,,\n",
    )
    assert (outcome.added, outcome.left_out, outcome.warnings) == (2, 2, 2)
    ace, bee = sorted(desk.all(Account), key=lambda one: one.name)
    assert (ace.owner_id, ace.yearly_minor, ace.region_id is not None) == (MAYA, 1_200_000, True)
    assert (bee.owner_id, bee.yearly_minor) == (None, None)
    assert [line for line, _ in desk.warnings] == [3, 3]
    assert desk.told == [
        (4, "There is no region “Atlantis”: the regions are North West, Wales."),
        (5, "“ACE” stands in line 2 already."),
    ]


def test_what_was_changed_in_slack_stays_unless_somebody_asks_for_the_file(desk: Desk) -> None:
    desk.take("accounts", "name,id,segment\nAce,A-1,trades\nBee,A-2,food\n")
    changed = "name,id,segment,value\nAce Roofing,A-1,,£100\nBee,A-2,food,\n"
    assert (desk.take("accounts", changed, "two.csv").known, desk.one_named("Ace").yearly_minor) == (2, None)
    outcome = desk.take("accounts", changed, "two.csv", update=True)
    assert (outcome.added, outcome.changed, outcome.known) == (0, 1, 1)
    ace = desk.one_named("Ace Roofing")
    assert (ace.external_id, ace.segment, ace.yearly_minor) == ("A-1", "trades", 10_000)
    assert desk.take("accounts", changed, "two.csv", update=True).changed == 0
