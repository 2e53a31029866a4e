"""What Slack delivers while somebody writes in a form: the words so far, and the form as it stands."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.forms import Field
from bot.payloads import edge
from bot.usecases.actor import Actor


@dataclass(frozen=True)
class Typed:
    """The words of a field as they are being written; `view` is the open form, as it can be sent back to be changed."""

    actor: Actor
    field_id: str
    words: str
    region_id: uuid.UUID | None
    reporter_id: str
    has_joined: bool
    view_id: str
    view_hash: str
    view: Mapping[str, Any] = field(repr=False)


# The parts of a form that an app sends; a payload has more.
_SENT = ("type", "callback_id", "title", "submit", "close", "blocks", "private_metadata", "clear_on_close")
_SENT_TOO = ("notify_on_close", "external_id")


def typed(body: edge.Body) -> Typed:
    """Read a pause in typing; ValueError for a region that is none of ours.

    See https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object.
    """
    click, view, action = edge.click(body), body["view"], body["actions"][0]
    region = click.fields.choice(Field.REGION)
    return Typed(
        actor=click.actor,
        field_id=action["block_id"],
        words=edge.storable(str(action.get("value") or "")).strip(),
        region_id=uuid.UUID(region) if region else None,
        reporter_id=click.fields.user(Field.REPORTER) or click.actor.user_id,
        has_joined=bool(click.fields.choice(Field.JOINS)),
        view_id=click.view_id,
        view_hash=click.view_hash,
        view={name: view[name] for name in (*_SENT, *_SENT_TOO) if view.get(name) not in (None, "")},
    )
