"""The tour that a sample may bring along: steps for somebody who opens the page for the first time."""

from playground import ids
from playground.errors import Refused
from playground.interactions.envelope import channel_for, person
from playground.shapes import Json
from playground.world import World

TOUR = "tour"
"""The name of the fact that keeps it."""

HOME, APP = "home", "app"
"""Places of a step that are no channels: the app's Home tab, and its direct messages."""


def save_tour(world: World, tour: Json) -> None:
    """Keep the tour; Refused when a step names what is not there.

    It has `title`, `steps` and `end`, the words after the last step. A step has `title` and `words`, and may have `who`
    (act as), `where` (a channel, "home" or "app"), `write` (for the composer), `jump` ("next-monday"), and `done`, by
    which the page knows that it happened: `{"submitted": [callback ids]}`, or `{"message": true}` for a new message by
    the app in that place.
    """
    for number, step in enumerate(tour.get("steps") or [], start=1):
        if not step.get("title") or not step.get("words"):
            raise Refused(f"Step {number} of the tour needs a title and words.")
        who = person(world, step["who"]).id if step.get("who") else ""
        if step.get("where") and step["where"] not in (HOME, APP):
            channel_for(world, who, step["where"])
    if not tour.get("steps"):
        raise Refused("The tour needs steps.")
    # An id of its own: who put an earlier tour away, or finished it, has not seen this one.
    world.store.save_fact(TOUR, {**tour, "id": ids.new_id("Tour")})
