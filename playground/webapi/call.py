"""One Web API call: its arguments as Slack reads them, its token's rights, and the table of methods."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from playground.app.manifest import App, InstalledApp
from playground.checks import validation
from playground.errors import ApiError
from playground.shapes import Blocks, Json
from playground.store import Channel, Message
from playground.world import World
from playground.worlds import Worlds


@dataclass(frozen=True)
class Call:
    """A call after its token and scopes were found good. `world` is the token's workspace."""

    worlds: Worlds
    world: World
    args: Json

    @property
    def app(self) -> InstalledApp:
        """The app in the token's workspace."""
        return self.world.app

    @property
    def registered(self) -> App:
        """The app wherever it is installed, for calls without a bot token."""
        app = self.worlds.premises.registry.app
        if app is None:
            raise ApiError("invalid_client_id")
        return app

    def text(self, name: str) -> str:
        """A required argument."""
        value = self.optional(name)
        if not value:
            raise ApiError(
                "invalid_arguments", messages=[f"[ERROR] missing required field: {name}"], extra={"argument": name}
            )
        return value

    def optional(self, name: str) -> str | None:
        """An argument as text, or None when it is absent or empty."""
        value = self.args.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, dict | list):
            raise ApiError("invalid_arguments", messages=[f"must provide a string [json-pointer:/{name}]"])
        return str(value)

    def flag(self, name: str) -> bool:
        """A yes or no, in any of the spellings that SDKs use."""
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, default: int, most: int) -> int:
        """A count between 1 and `most`."""
        try:
            value = int(self.args.get(name) or default)
        except ValueError:
            raise ApiError("invalid_limit") from None
        if value < 1:
            raise ApiError("invalid_limit")
        return min(value, most)

    def json(self, name: str) -> object:
        """A JSON argument, given as JSON or as text; None when absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
            raise ApiError(code, messages=[f"must be valid JSON [json-pointer:/{name}]"]) from None

    def blocks(self) -> Blocks | None:
        """The `blocks` argument, checked; None when absent."""
        blocks = self.json("blocks")
        return None if blocks is None else validation.check_message_blocks(blocks, self.world.file_exists)

    def metadata(self) -> Json | None:
        """The `metadata` argument, checked; None when absent."""
        metadata = self.json("metadata")
        return None if metadata is None else validation.check_metadata(metadata)

    def channel(self, name: str = "channel") -> Channel:
        """The channel that an argument names; what the app cannot see is not found."""
        channel = self.find_channel(self.text(name))
        if channel is None:
            raise ApiError("channel_not_found")
        return channel

    def find_channel(self, reference: str) -> Channel | None:
        """A channel by id or #name that the app can see, or None."""
        channels = self.world.store.channels
        found = channels.find(reference)
        if found is None and reference[:1] not in ("D", "U"):
            name = reference.removeprefix("#")
            found = next((one for one in channels.all() if not one.is_im and one.name == name), None)
        if found and (found.is_private or found.is_im) and not channels.has(found.id, self.app.bot_user_id):
            return None
        return found

    def check_is_in(self, channel: Channel) -> None:
        """ApiError `not_in_channel` when the app is not."""
        if not self.world.store.channels.has(channel.id, self.app.bot_user_id):
            raise ApiError("not_in_channel")

    def item(self) -> tuple[Channel, Message]:
        """The message that `channel` and `timestamp` name, in a place where the app is."""
        channel, ts = self.channel(), self.optional("timestamp")
        if ts is None:
            raise ApiError("no_item_specified")
        message = self.world.store.messages.find(channel.id, ts)
        if message is None:
            raise ApiError("message_not_found")
        self.check_is_in(channel)
        return channel, message

    def require(self, *scopes: str) -> None:
        """At least one of these scopes, or ApiError `missing_scope`."""
        if not set(scopes) & set(self.app.scopes):
            raise missing_scope(self.app, scopes)


def missing_scope(app: InstalledApp, needed: tuple[str, ...]) -> ApiError:
    """Slack's refusal of a token without the right."""
    return ApiError("missing_scope", extra={"needed": ",".join(needed), "provided": ",".join(app.scopes)})


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A Web API method; any one of `scopes` is enough. `token` is "bot", "app" or "none"."""

    handler: Handler
    scopes: tuple[str, ...]
    token: str


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, token: str = "bot") -> Callable[[Handler], Handler]:  # noqa: S107  # a kind
    """Enter a handler into the table of methods."""

    def enter(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scopes, token)
        return handler

    return enter
