"""auth, apps, users, bots and team: the small methods."""

import secrets

from playground.app import leaving
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Person
from playground.telling.payloads import person_json
from playground.webapi import paging
from playground.webapi.call import Call, method

_ICON = "/static/icon.svg"
_SIZES = (34, 44, 68, 88, 102, 132, 230)


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


@method("auth.revoke")
def auth_revoke(call: Call) -> Json:
    """Make the token void; with `test` only say that it could be done."""
    if call.flag("test"):
        return {"revoked": False}
    leaving.revoke_token(call.world)
    return {"revoked": True}


@method("apps.uninstall")
def uninstall(call: Call) -> Json:
    """Take the app out of the token's workspace; it proves itself by its client secret."""
    app = call.app
    if call.optional("client_id") != app.client_id:
        raise ApiError("invalid_client_id")
    if not secrets.compare_digest((call.optional("client_secret") or "").encode(), app.client_secret.encode()):
        raise ApiError("bad_client_secret")
    leaving.uninstall(call.world)
    return {}


@method("api.test")
def api_test(call: Call) -> Json:
    """Echoes its arguments."""
    return {"args": call.args}


@method("apps.connections.open", token="app")  # noqa: S106  # a kind of token
def open_connection(call: Call) -> Json:
    """An address for one Socket Mode connection."""
    app = call.registered
    if not app.socket_mode:
        raise ApiError("not_allowed_token_type")
    address = call.world.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/socket?ticket={call.world.hub.ticket()}&app_id={app.app_id}"}


@method("users.info", "users:read")
def user_info(call: Call) -> Json:
    """One person."""
    person = call.world.store.people.find(call.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": _person(call, person)}


@method("users.list", "users:read")
def list_users(call: Call) -> Json:
    """Everybody, or a page of them when a limit is given."""
    page, metadata = paging.page(call, call.world.store.people.all(), default=paging.MOST)
    return {
        "members": [_person(call, person) for person in page],
        "cache_ts": int(call.world.clock.now()),
        "response_metadata": metadata,
    }


@method("users.lookupByEmail", "users:read.email")
def look_up_by_email(call: Call) -> Json:
    """The person with this address."""
    email = call.text("email").strip().casefold()
    for person in call.world.store.people.all():
        if person.email.casefold() == email and not person.deleted:
            return {"user": _person(call, person)}
    raise ApiError("users_not_found")


@method("team.info", "team:read")
def team_info(call: Call) -> Json:
    """The workspace."""
    team = call.world.team
    if call.optional("team") not in (None, team.id):
        raise ApiError("team_not_found")
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "domain": team.domain,
            "url": team.url,
            "email_domain": "",
            "icon": {"image_default": True, **{f"image_{size}": _ICON for size in _SIZES}},
        }
    }


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
            "icons": {f"image_{size}": _ICON for size in (36, 48, 72)},
        }
    }


def _person(call: Call, person: Person) -> Json:
    email = "users:read.email" in call.app.scopes
    return person_json(call.world.team, person, call.app, email=email, now=call.world.clock.now())
