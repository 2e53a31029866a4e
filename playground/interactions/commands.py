"""Typing: messages, changes to one's own, and slash commands."""

import uuid

from playground.checks import content
from playground.checks.content import Content
from playground.checks.elements import fill_ids
from playground.errors import ApiError, Refused
from playground.interactions.envelope import channel_for, channel_name, message_in, person
from playground.interactions.outcome import Outcome, command_failed
from playground.interactions.typing import entities, escaped, rich_text
from playground.shapes import Json
from playground.store import Channel, Message, Person
from playground.telling import posting
from playground.wire.delivery import COMMANDS, Ack
from playground.world import World

SLACKBOT = Person("USLACKBOT", "slackbot", real_name="Slackbot", color="757575", is_bot=True)
LONGEST_MESSAGE = 12_000
"""Characters that Slack's own clients send at most in one message."""
TOMBSTONE = "tombstone"
"""The subtype of what stands where the first message of a thread was deleted."""


async def write(world: World, user: str, reference: str, text: str, thread_ts: str | None = None) -> Outcome:
    """Send what was typed: a message, or a command when it begins with a slash."""
    if text.startswith("/"):
        return await run_command(world, user, reference, text, thread_ts)
    return send_message(world, user, reference, text, thread_ts)


def send_message(world: World, user: str, reference: str, text: str, thread_ts: str | None = None) -> Outcome:
    """Post a message as a person."""
    who, channel = person(world, user), channel_for(world, user, reference)
    if channel.is_archived:
        raise Refused("This channel is archived. Nobody can write here any more.")
    if channel.is_im and world.installed and not world.app.messages_tab:
        raise Refused("Sending messages to this app has been turned off.")
    if not text.strip():
        raise Refused("There is nothing to send yet.")
    _check_length(text)
    if thread_ts and world.store.messages.find(channel.id, thread_ts) is None:
        raise Refused("That thread is no longer there.")
    written = escaped(world.store, text, labels=False)
    message = Message(
        channel=channel.id,
        ts=world.next_ts(channel.id),
        user=who.id,
        text=written,
        thread_ts=thread_ts,
        blocks=fill_ids([rich_text(world.store, text)]),
        client_msg_id=str(uuid.uuid4()),
    )
    posting.post(world, channel, message)
    return Outcome(200, extra={"ts": message.ts, "channel": channel.id})


def _check_length(text: str) -> None:
    if len(text) > LONGEST_MESSAGE:
        raise Refused(f"A message has at most {LONGEST_MESSAGE:,} characters; this one has {len(text):,}.")


def edit_message(world: World, user: str, reference: str, ts: str, text: str) -> Outcome:
    """Write one's own message anew; text that stays as it was changes nothing, as in Slack."""
    who, channel = person(world, user), channel_for(world, user, reference)
    before = _own_message(world, who, channel, ts)
    if not text.strip():
        raise Refused("Nothing would be left of the message. Delete it instead.")
    _check_length(text)
    written = escaped(world.store, text, labels=False)
    if written == before.text:
        return Outcome(200)
    after = posting.edited(before)
    after.text, after.blocks = written, fill_ids([rich_text(world.store, text)])
    after.edited = {"user": who.id, "ts": f"{world.clock.now():.6f}"}
    posting.change(world, channel, before, after)
    return Outcome(200)


def delete_message(world: World, user: str, reference: str, ts: str) -> Outcome:
    """Delete one's own message. Replies stay: above them a tombstone says that a message was here."""
    who, channel = person(world, user), channel_for(world, user, reference)
    message = _own_message(world, who, channel, ts)
    if _has_replies(world, channel, message.ts):
        tombstone = Message(channel.id, message.ts, SLACKBOT.id, "This message was deleted.", subtype=TOMBSTONE)
        posting.change(world, channel, message, tombstone)
    else:
        posting.delete(world, channel, message)
        _delete_empty_tombstone(world, channel, message)
    posting.show_channels(world, channel)
    return Outcome(200)


def _own_message(world: World, who: Person, channel: Channel, ts: str) -> Message:
    message = message_in(world, who.id, channel, ts)
    if message.ephemeral_to:
        raise Refused("Only you see this message; it cannot be changed.")
    if message.user != who.id or message.bot_id:
        raise Refused("You can change only what you wrote yourself.")
    if channel.is_archived:
        raise Refused("This channel is archived. Nothing in it can be changed any more.")
    return message


def _has_replies(world: World, channel: Channel, ts: str) -> bool:
    return ts in world.store.messages.threads(channel.id, [ts])


def _delete_empty_tombstone(world: World, channel: Channel, reply: Message) -> None:
    """A tombstone goes with the last reply under it."""
    parent = world.store.messages.find(channel.id, reply.thread_ts) if reply.thread_ts else None
    if parent and parent.subtype == TOMBSTONE and not _has_replies(world, channel, parent.ts):
        posting.delete(world, channel, parent)


async def run_command(world: World, user: str, reference: str, text: str, thread_ts: str | None = None) -> Outcome:
    """Run a slash command. Refused where Slack refuses: in threads, and unknown ones."""
    who, channel = person(world, user), channel_for(world, user, reference)
    name, _, rest = text.strip().partition(" ")
    if thread_ts:
        raise Refused(f"{name} is not supported in threads. Sorry!")
    command = next((one for one in world.app.commands if one.command == name), None) if world.installed else None
    if command is None:
        raise Refused(f"{name} is not a valid command.")
    words = escaped(world.store, rest.strip(), labels=True) if command.should_escape else entities(rest.strip())
    payload = _payload(world, who, channel, name, words)
    ack = await world.delivery.send(world.app, COMMANDS, payload, url=command.url)
    notice = command_failed(name, ack)
    error = _show_answer(world, who, channel, ack) if ack.ok else None
    if notice:
        whisper_from_slackbot(world, who, channel, notice)
    return Outcome.of(ack, notice, error)


def whisper_from_slackbot(world: World, who: Person, channel: Channel, text: str) -> None:
    """A line that only the person sees, as Slack itself says it."""
    message = Message(channel.id, world.next_ts(channel.id), SLACKBOT.id, text, ephemeral_to=who.id)
    posting.whisper(world, message)


def _payload(world: World, who: Person, channel: Channel, command: str, words: str) -> Json:
    return {
        "token": world.app.verification_token,
        "team_id": world.team.id,
        "team_domain": world.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": who.id,
        "user_name": who.name,
        "command": command,
        "text": words,
        "api_app_id": world.app.app_id,
        "is_enterprise_install": "false",
        "response_url": world.responses.issue(world.base_url, who.id, channel.id),
        "trigger_id": world.triggers.issue(world.team.id, who.id, channel=channel.id),
    }


def _show_answer(world: World, who: Person, channel: Channel, ack: Ack) -> str | None:
    """An acknowledgement with words is a message; what is wrong with it, or None."""
    body = ack.body
    if not any(body.get(name) for name in ("text", "blocks", "attachments")):
        return None
    try:
        saying = content.of_body(body, world.file_exists)
    except ApiError as error:
        return str(error)
    show_as_app(world, who.id, channel, body, saying)
    return None


def show_as_app(world: World, user: str, channel: Channel, body: Json, saying: Content) -> Message:
    """A message of the app, to everybody (`in_channel`) or to one person."""
    rest: Json = {"blocks": saying.blocks, "attachments": saying.attachments, "thread_ts": body.get("thread_ts")}
    if body.get("response_type") == "in_channel":
        message = posting.app_message(world, channel.id, saying.text, **rest)
        return posting.post(world, channel, message)
    return posting.whisper(world, posting.app_message(world, channel.id, saying.text, **rest, ephemeral_to=user))
