"""Typing: messages and slash commands."""

import uuid

from playground import posting, validation
from playground.delivery import COMMANDS, Ack
from playground.elements import fill_ids
from playground.errors import ApiError, Refused
from playground.interactions.envelope import channel_for, channel_name, person
from playground.interactions.outcome import Outcome, command_failed
from playground.interactions.typing import entities, escaped, rich_text
from playground.shapes import Json
from playground.store import Channel, Message, Person
from playground.world import World

SLACKBOT = Person("USLACKBOT", "slackbot", real_name="Slackbot", color="757575", is_bot=True)


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
    if not body.get("text") and not body.get("blocks"):
        return None
    try:
        blocks = fill_ids(validation.check_message_blocks(body.get("blocks") or [], world.file_exists))
    except ApiError as error:
        return str(error)
    show_as_app(world, who.id, channel, body, blocks)
    return None


def show_as_app(world: World, user: str, channel: Channel, body: Json, blocks: list[Json]) -> Message:
    """A message of the app, to everybody (`in_channel`) or to one person."""
    text, thread_ts = str(body.get("text") or ""), body.get("thread_ts")
    if body.get("response_type") == "in_channel":
        message = posting.app_message(world, channel.id, text, blocks=blocks, thread_ts=thread_ts)
        return posting.post(world, channel, message)
    message = posting.app_message(world, channel.id, text, blocks=blocks, thread_ts=thread_ts, ephemeral_to=user)
    return posting.whisper(world, message)
