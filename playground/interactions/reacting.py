"""Emoji that people put on messages, and take back."""

import re

from playground.errors import Refused
from playground.interactions.envelope import channel_for, message_in, person
from playground.interactions.outcome import Outcome
from playground.telling import events, posting
from playground.world import World

_NAME = re.compile(r"[\w+'-]+(?:::skin-tone-[2-6])?")


def react(world: World, user: str, reference: str, ts: str, name: str, *, added: bool) -> Outcome:
    """Put the emoji `name` ("tada", without colons) on a message, or take it back; what is so already stays so."""
    who, channel = person(world, user), channel_for(world, user, reference)
    message = message_in(world, who.id, channel, ts)
    if message.ephemeral_to:
        raise Refused("Only you see this message; it takes no reactions.")
    if channel.is_archived:
        raise Refused("This channel is archived. Nothing in it can be changed any more.")
    if not _NAME.fullmatch(name):
        raise Refused("There is no such emoji.")
    people = message.reactions.get(name, [])
    if (who.id in people) == added:
        return Outcome(200)
    message.reactions[name] = [*people, who.id] if added else [one for one in people if one != who.id]
    message.reactions = {emoji: users for emoji, users in message.reactions.items() if users}
    world.store.messages.save(message)
    posting.show(world, channel, message)
    # Slack tells an app of reactions only where the app can read.
    if world.installed and world.store.channels.has(channel.id, world.app.bot_user_id):
        events.reaction_changed(world, message, who.id, name, added=added)
    return Outcome(200)
