"""auth, apps, users, bots, team and reactions: the small methods."""

from playground import events, posting
from playground.errors import ApiError
from playground.payloads import message_json, person_json
from playground.shapes import Json
from playground.store import Channel, Message, Person
from playground.webapi.call import Call, method


@method("auth.test")
def auth_test(call: Call) -> Json:
    """Who the token is."""
    bot = call.world.store.people.find(call.app.bot_user_id)
    return {
        "url": call.world.team.url,
        "team": call.world.team.name,
        "user": bot.name if bot else "",
        "team_id": call.world.team.id,
        "user_id": call.app.bot_user_id,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


@method("api.test")
def api_test(call: Call) -> Json:
    """Echoes its arguments."""
    return {"args": call.args}


@method("apps.connections.open", token="app")  # noqa: S106  # a kind of token
def open_connection(call: Call) -> Json:
    """An address for one Socket Mode connection."""
    if not call.app.socket_mode:
        raise ApiError("not_allowed_token_type")
    address = call.world.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/socket?ticket={call.world.hub.ticket()}&app_id={call.app.app_id}"}


@method("users.info", "users:read")
def user_info(call: Call) -> Json:
    """One person."""
    person = call.world.store.people.find(call.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": _person(call, person)}


@method("users.list", "users:read")
def list_users(call: Call) -> Json:
    """Everybody."""
    everybody = [_person(call, person) for person in call.world.store.people.all()]
    return {
        "members": everybody,
        "cache_ts": int(call.world.clock.now()),
        "response_metadata": {"next_cursor": ""},
    }


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    """The workspace."""
    team = call.world.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "url": team.url, "email_domain": ""}}


@method("bots.info", "users:read")
def bot_info(call: Call) -> Json:
    """The app's bot."""
    app = call.app
    if call.optional("bot") not in (None, app.bot_id):
        raise ApiError("bot_not_found")
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": False,
            "name": app.name,
            "updated": 0,
            "app_id": app.app_id,
            "user_id": app.bot_user_id,
            "icons": {},
        }
    }


@method("reactions.add", "reactions:write")
def add_reaction(call: Call) -> Json:
    """Put a reaction on a message."""
    channel, message = _target(call, "timestamp")
    users = message.reactions.setdefault(_emoji(call), [])
    if call.app.bot_user_id in users:
        raise ApiError("already_reacted")
    users.append(call.app.bot_user_id)
    return _reacted(call, channel, message, added=True)


@method("reactions.remove", "reactions:write")
def remove_reaction(call: Call) -> Json:
    """Take the app's reaction back."""
    channel, message = _target(call, "timestamp")
    users = message.reactions.get(_emoji(call), [])
    if call.app.bot_user_id not in users:
        raise ApiError("no_reaction")
    users.remove(call.app.bot_user_id)
    message.reactions = {name: users for name, users in message.reactions.items() if users}
    return _reacted(call, channel, message, added=False)


@method("reactions.get", "reactions:read")
def get_reactions(call: Call) -> Json:
    """A message with its reactions."""
    channel, message = _target(call, "timestamp")
    return {
        "type": "message",
        "channel": channel.id,
        "message": message_json(call.world.store, message, bot_name=call.app.name),
    }


def _target(call: Call, name: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = call.world.store.messages.find(channel.id, call.text(name))
    if message is None:
        raise ApiError("message_not_found")
    if not call.world.store.channels.has(channel.id, call.app.bot_user_id):
        raise ApiError("not_in_channel")
    return channel, message


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name or not all(letter.isalnum() or letter in "_+-'" for letter in name.split("::")[0]):
        raise ApiError("invalid_name")
    return name


def _reacted(call: Call, channel: Channel, message: Message, *, added: bool) -> Json:
    call.world.store.messages.save(message)
    posting.show(call.world, channel, message)
    events.reaction_changed(call.world, message, call.app.bot_user_id, _emoji(call), added=added)
    return {}


def _person(call: Call, person: Person) -> Json:
    email = "users:read.email" in call.app.scopes
    return person_json(call.world.team, person, call.app, email=email, now=call.world.clock.now())
