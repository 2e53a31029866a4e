"""oauth.v2.access: a code for a bot token."""

import secrets

from playground.errors import ApiError
from playground.shapes import Json
from playground.webapi.call import Call, method


@method("oauth.v2.access", token="none")  # noqa: S106  # a kind of token
def access(call: Call) -> Json:
    """Exchange the code that a consent gave; the app proves itself by its client secret."""
    app = call.registered
    if call.optional("client_id") != app.client_id:
        raise ApiError("invalid_client_id")
    if not secrets.compare_digest((call.optional("client_secret") or "").encode(), app.client_secret.encode()):
        raise ApiError("bad_client_secret")
    consent = call.world.premises.consents.exchange(call.optional("code") or "", call.optional("redirect_uri"))
    world = call.worlds.find(consent.team_id)
    if world is None:
        raise ApiError("invalid_code")
    installed = world.admit(app, consent.scopes)
    return {
        "app_id": app.app_id,
        "authed_user": {"id": consent.user},
        "scope": ",".join(installed.scopes),
        "token_type": "bot",
        "access_token": installed.bot_token,
        "bot_user_id": installed.bot_user_id,
        "team": {"id": world.team.id, "name": world.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
