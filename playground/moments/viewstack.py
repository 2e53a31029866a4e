"""Open modals: a stack of at most three for each person, kept in memory."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from playground import ids
from playground.checks import elements
from playground.errors import ApiError
from playground.shapes import Blocks, Json, StateValues

DEEPEST = 3


@dataclass
class OpenView:
    """A modal on somebody's screen, with what was entered so far."""

    user: str
    body: Json
    root_id: str
    previous_id: str | None
    id: str = field(default_factory=lambda: ids.new_id("V"))
    hash: str = field(default_factory=ids.view_hash)
    values: StateValues = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def blocks(self) -> Blocks:
        """Its blocks, every one with its ids."""
        blocks: Blocks = self.body["blocks"]
        return blocks

    def replace(self, body: Json) -> None:
        """Show something else. What was entered under the same block and action ids stays, as Slack keeps it."""
        self.body = prepared(body)
        self.hash = ids.view_hash()
        self.values = kept_state(self.blocks, self.values)


class ViewStacks:
    """Everybody's open modals."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[OpenView]] = {}

    def of(self, user: str) -> list[OpenView]:
        """The stack of one person, top last."""
        return self._stacks.setdefault(user, [])

    def everything(self) -> Iterator[OpenView]:
        """All open modals."""
        for stack in self._stacks.values():
            yield from stack

    def open(self, user: str, body: Json) -> OpenView:
        """Start a new stack."""
        view = OpenView(user, prepared(body), root_id="", previous_id=None)
        view.root_id = view.id
        self._fill(view)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, body: Json) -> OpenView:
        """Put one on top; ApiError when three are open."""
        stack = self.of(user)
        if len(stack) >= DEEPEST:
            raise ApiError("push_limit_reached")
        view = OpenView(user, prepared(body), root_id=stack[0].id, previous_id=stack[-1].id)
        self._fill(view)
        stack.append(view)
        return view

    def find(self, view_id: str | None, external_id: str | None = None) -> OpenView | None:
        """An open modal by either id."""
        for view in self.everything():
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        return None

    def remove(self, view: OpenView) -> None:
        """Close one; what lies above it goes with it."""
        stack = self.of(view.user)
        del stack[stack.index(view) :]

    def clear(self, user: str) -> None:
        """Close all of one person."""
        self._stacks[user] = []

    def _fill(self, view: OpenView) -> None:
        if view.body.get("external_id") and self.find(None, view.body["external_id"]):
            raise ApiError("duplicate_external_id")
        view.values = elements.initial_state(view.blocks)


def kept_state(blocks: Blocks, entered: StateValues) -> StateValues:
    """The state of changed blocks: what was entered under the same block and action ids, else the initial values.

    See https://docs.slack.dev/reference/methods/views.update#preserving-input-entry
    """
    values = elements.initial_state(blocks)
    for block_id, actions in values.items():
        for action_id, state in actions.items():
            kept = entered.get(block_id, {}).get(action_id)
            if kept and kept["type"] == state["type"]:
                actions[action_id] = kept
    return values


def prepared(body: Json) -> Json:
    """A view of our own, with the ids that Slack fills in."""
    view = copy.deepcopy(body)
    elements.fill_ids(view["blocks"])
    return view
