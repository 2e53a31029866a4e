"""Sample data in bulk: people, channels and messages that were there before anybody looked."""

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from playground.checks import validation
from playground.checks.elements import fill_ids
from playground.errors import ApiError, Refused
from playground.interactions.envelope import channel_for
from playground.shapes import Json
from playground.store import Channel, Message, Person, Team
from playground.store.people import COLOURS
from playground.web.requests import objects, world_for
from playground.web.touring import save_tour
from playground.world import BOT, World
from playground.worlds import Worlds

_TS = re.compile(r"\d{10}\.\d{6}")


def seed(worlds: Worlds, body: Json) -> Json:
    """Add or replace (same ids, same ts) in one transaction; Refused with the first thing that is wrong.

    `team` names the workspace by its id, or describes it: a new id opens another workspace.
    """
    world = _team(worlds, body["team"]) if isinstance(body.get("team"), dict) else world_for(worlds, body)
    with world.store.database.transaction():
        _people(world, objects(body, "users"))
        _channels(world, objects(body, "channels"))
        count = _messages(world, objects(body, "messages"))
        if body.get("tour"):
            save_tour(world, body["tour"])
    world.forget_timestamps()
    world.streams.restart()
    return {"messages": count}


def _team(worlds: Worlds, body: Json) -> World:
    known = worlds.find(str(body.get("id") or worlds.first.team_id))
    old = known.team if known else Team(str(body["id"]))
    if not re.fullmatch(r"T[A-Z0-9]+", old.id):
        raise Refused("A workspace needs an id such as T123.")
    team = Team(
        id=old.id,
        name=body.get("name", old.name),
        domain=body.get("domain", old.domain),
        timezone=_zone(body.get("timezone") or body.get("tz") or old.timezone),
    )
    return worlds.add(team)


def _people(world: World, people: Iterable[Json]) -> None:
    # Whoever comes later is also in the channels that everybody was in so far.
    known = {person.id for person in world.store.people.members()}
    open_to_all = [
        channel.id
        for channel in world.store.channels.all()
        if known and not channel.is_im and known <= set(world.store.channels.members(channel.id))
    ]
    for index, one in enumerate(people):
        if not re.fullmatch(r"[UW][A-Z0-9]+", str(one.get("id"))) or not one.get("name"):
            raise Refused(f"Person {index} needs an id such as U123 and a name.")
        profile = one.get("profile") or {}
        world.store.people.save(
            Person(
                id=one["id"],
                name=one["name"],
                real_name=one.get("real_name") or profile.get("real_name") or one["name"],
                title=one.get("title") or profile.get("title") or "",
                color=str(one.get("color") or COLOURS[sum(one["id"].encode()) % len(COLOURS)]).lstrip("#"),
                timezone=_zone(one.get("tz") or one.get("timezone") or ""),
                email=one.get("email") or profile.get("email") or "",
                is_admin=bool(one.get("is_admin")),
                deleted=bool(one.get("deleted")),
            )
        )
        if world.installed:
            world.open_direct(one["id"])
        if one["id"] not in known:
            for channel in open_to_all:
                world.store.channels.join(channel, one["id"])


def _channels(world: World, channels: Iterable[Json]) -> None:
    everybody = [person.id for person in world.store.people.members()]
    for index, one in enumerate(channels):
        if not re.fullmatch(r"[CG][A-Z0-9]+", str(one.get("id"))) or not one.get("name"):
            raise Refused(f"Channel {index} needs an id such as C123 and a name.")
        channel = Channel(
            id=one["id"],
            name=one["name"],
            topic=_text(one.get("topic")),
            purpose=_text(one.get("purpose")),
            is_private=bool(one.get("is_private")),
            is_archived=bool(one.get("is_archived")),
            created=int(one.get("created") or world.clock.now()),
        )
        world.store.channels.save(channel)
        members = one.get("members")
        world.store.channels.set_members(channel.id, everybody if members is None else list(members))
        if one.get("bot", True):
            world.store.channels.join(channel.id, world.app.bot_user_id if world.installed else BOT)


def _messages(world: World, messages: list[Json]) -> int:
    known: dict[str, Channel] = {}
    for index, one in enumerate(messages):
        reference = str(one.get("channel"))
        if reference not in known:
            known[reference] = channel_for(world, "", reference)
        if not _TS.fullmatch(str(one.get("ts"))):
            raise Refused(f"Message {index} needs a ts such as 1790000000.000100.")
        message = Message(
            channel=known[reference].id,
            ts=one["ts"],
            user=str(one.get("user")),
            text=str(one.get("text") or ""),
            thread_ts=one.get("thread_ts"),
            metadata=one.get("metadata"),
            reactions=one.get("reactions") or {},
        )
        if message.user == BOT:
            message.user, message.bot_id, message.app_id = world.app.bot_user_id, world.app.bot_id, world.app.app_id
        try:
            message.blocks = fill_ids(validation.check_message_blocks(one.get("blocks") or [], world.file_exists))
        except ApiError as error:
            raise Refused(f"Message {index}: {error}") from None
        world.store.messages.save(message, quiet=True)
    return len(messages)


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, ZoneInfoNotFoundError):
        raise Refused(f"{name} is not a time zone.") from None


def _text(value: object) -> str:
    return str(value.get("value", "")) if isinstance(value, dict) else str(value or "")
