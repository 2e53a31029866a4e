"""Every block and element of Block Kit, drawn or named; at a desk and on a phone, in light and in dark."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Scheme, Stage
from tests.browser.gallery import CHART, MARKDOWN, PIE, TABLE, everywhere, inputs, undrawn, undrawn_inputs
from tests.playground.support import command, modal, plain, posted

pytestmark = pytest.mark.browser

# The layout does not depend on colours, nor they on the width: two looks see all of both.
LOOKS = [pytest.param(DESK, "light", id="desk-light"), pytest.param(PHONE, "dark", id="phone-dark")]
TOWNS = ("Kendal", "Keswick", "Cardiff")


def _look(stage: Stage, size: ViewportSize, scheme: Scheme) -> str:
    """Choose width and colours; the end of the picture's name."""
    stage.page.set_viewport_size(size)
    stage.page.emulate_media(color_scheme=scheme)
    return f"{'desk' if size is DESK else 'phone'}-{scheme}"


def _tall(stage: Stage, place: Locator, name: str) -> None:
    """A picture of everything in a place, not only of what fits the screen."""
    assert stage.has_no_sideways_scroll()
    size = stage.page.viewport_size or DESK
    stage.page.set_viewport_size({"width": size["width"], "height": 4000})
    for picture in place.get_by_role("img", name="The wave of the app").all():
        picture.scroll_into_view_if_needed()
    stage.shot(name, place)


def _undrawn(stage: Stage) -> list[str]:
    return [
        words.removesuffix(": not rendered here") for words in stage.page.get_by_test_id("unrendered").all_inner_texts()
    ]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_message_shows_every_block(stage: Stage, size: ViewportSize, scheme: Scheme) -> None:
    name = _look(stage, size, scheme)
    posted(stage.app, *everywhere(stage.url))
    posted(stage.app, MARKDOWN, TABLE, CHART, PIE)
    stage.become("U1", "C1")
    expect(stage.page.get_by_text("A picture that is not there")).to_be_visible()
    expect(
        stage.page.get_by_role("img", name="What moved. Solar panels: This week 10, At most 6; Video")
    ).to_be_visible()
    assert _undrawn(stage) == []
    _tall(stage, stage.page.get_by_test_id("messages"), f"gallery-message-{name}")


def test_what_the_page_does_not_draw_says_its_name(stage: Stage) -> None:
    posted(stage.app, *undrawn(stage.url))
    stage.become("U1", "C1")
    expect(stage.page.get_by_test_id("unrendered")).to_have_count(10)
    assert _undrawn(stage) == [
        "video",
        "card",
        "carousel",
        "container",
        "context_actions",
        "data_table",
        "file",
        "task_card",
        "plan",
        "workflow_button",
    ]
    stage.shot("gallery-undrawn")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_form_shows_every_input(stage: Stage, size: ViewportSize, scheme: Scheme) -> None:
    name = _look(stage, size, scheme)
    warning = {"type": "alert", "level": "warning", "text": plain("Look twice.")}
    view = modal(warning, *inputs(), *undrawn_inputs(), *everywhere(stage.url))
    stage.app.client.views_open(trigger_id=command(stage.app)["trigger_id"], view=view)
    stage.become("U1", "C1")
    expect(stage.form).to_be_visible()
    assert _undrawn(stage) == ["rich_text_input", "file_input"]
    stage.shot(f"gallery-form-top-{name}")
    stage.send()
    expect(stage.error("in3_email_text_input")).to_have_text("Please fill this in.")
    _tall(stage, stage.form, f"gallery-form-{name}")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_home_tab_shows_every_block(stage: Stage, size: ViewportSize, scheme: Scheme) -> None:
    name = _look(stage, size, scheme)
    view = {"type": "home", "blocks": [*everywhere(stage.url), *inputs()]}
    stage.app.client.views_publish(user_id="U1", view=view)
    stage.become("U1", "home")
    expect(stage.page.get_by_test_id("home").get_by_text("A picture that is not there")).to_be_visible()
    assert _undrawn(stage) == []
    _tall(stage, stage.page.get_by_test_id("home"), f"gallery-home-{name}")
