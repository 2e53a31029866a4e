"""What was learned from an edit: told under the confirmation, listed in setup; on a phone, in light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SCHEMES, Hands, Scheme
from tests.flows.chatting import know
from tests.flows.conftest import ANA, GENERAL, MAYA, TOM
from tests.flows.test_learning import put_right

pytestmark = pytest.mark.browser

BAKERS = "Baker & Sons, Leeds"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_rep_puts_a_customer_right_reads_what_was_learned_and_takes_it_back(hands: Hands, scheme: Scheme) -> None:
    know(hands.field, BAKERS)
    hands.become(MAYA)
    hands.visit_app("messages")
    hands.page.set_viewport_size(PHONE)
    hands.page.emulate_media(color_scheme=scheme)
    hands.type("Fresco Bakehouse want a heading for wedding cakes, 900 a year")
    hands.press(hands.message("Fresco Bakehouse (new)"), "Edit")
    hands.pick("account", "Bak", BAKERS)
    hands.submit()
    told = hands.message("From now on I read “Fresco Bakehouse” as Baker & Sons, Leeds.")
    expect(told).to_contain_text("Request logged.")
    hands.shot(f"learned-told-{scheme}")
    assert hands.has_no_sideways_scroll()
    hands.press(told, "Don’t learn it")
    expect(hands.message("Good: I forget what “Fresco Bakehouse” was to mean.")).to_be_visible()
    expect(hands.message("Request logged.")).not_to_contain_text("From now on")
    hands.shot(f"learned-taken-back-{scheme}")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_admin_leafs_through_what_was_learned_and_undoes_it(hands: Hands, scheme: Scheme) -> None:
    names = [f"Quixo{letter} Zapotek" for letter in "abcdefghijk"]
    know(hands.field, BAKERS, "The Very Long Name of a Customer in the North West and Wales and Beyond Ltd")
    for name in names:
        put_right(hands.field, words=f"{name} want a heading for cakes")
    put_right(hands.field, TOM, f"{names[-1]} want a heading for cakes", account="The Very Long Name")
    hands.become(ANA, GENERAL)
    hands.page.set_viewport_size(PHONE)
    hands.page.emulate_media(color_scheme=scheme)
    hands.type("/field setup")
    hands.form.get_by_role("button", name="What I learned").scroll_into_view_if_needed()
    hands.shot(f"learned-way-{scheme}")
    hands.form.get_by_role("button", name="What I learned").click()
    expect(hands.form.last).to_contain_text("1–10 of 12 names")
    hands.shot(f"learned-list-{scheme}")
    assert hands.has_no_sideways_scroll()
    hands.form.last.get_by_role("button", name="Undo", exact=True).nth(1).click()
    expect(hands.form.last).to_contain_text("Undone today by @Ana Reyes")
    hands.shot(f"learned-undone-{scheme}")
    hands.form.last.get_by_role("button", name="Older").click()
    expect(hands.form.last).to_contain_text("11–12 of 12 names")
    hands.shot(f"learned-older-{scheme}")
