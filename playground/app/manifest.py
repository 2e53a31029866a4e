"""The app as its manifest describes it, and its installation in one workspace."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields

from playground import ids
from playground.errors import Refused
from playground.shapes import Json

_COMMAND = re.compile(r"/[^\s/]{1,31}")
_EVENT_SCOPES = {
    "app_mention": {"app_mentions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message_metadata_posted": {"metadata.message:read"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
}


@dataclass(frozen=True)
class Command:
    """One slash command."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool
    url: str


@dataclass(frozen=True)
class Shortcut:
    """One shortcut; `type` is "message" or "global"."""

    callback_id: str
    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Installation:
    """The app in one workspace. `bot_token` is the one that a new install gets, if the app is not there now."""

    bot_user_id: str
    bot_id: str
    bot_token: str = field(repr=False)
    scopes: tuple[str, ...] = ()
    active: bool = True

    @classmethod
    def fresh(cls) -> "Installation":
        """A first install: new ids, a new token."""
        return cls(bot_user_id=ids.new_id("U"), bot_id=ids.new_id("B"), bot_token=ids.secret("xoxb-"))

    @classmethod
    def from_json(cls, body: Json) -> "Installation":
        """From the state file."""
        return cls(**{**body, "scopes": tuple(body["scopes"])})

    def as_json(self) -> Json:
        """For the state file."""
        return asdict(self)


@dataclass(frozen=True)
class App:
    """The app as it is registered, the same in every workspace. Ids and secrets are made once and kept."""

    app_id: str
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
    verification_token: str = field(repr=False)
    manifest: Json

    @classmethod
    def fresh(cls, manifest: Json) -> "App":
        """A first registration: new ids, new secrets."""
        return cls(
            app_id=ids.new_id("A"),
            app_token=ids.secret("xapp-"),
            signing_secret=ids.secret(""),
            client_id=ids.secret(""),
            client_secret=ids.secret(""),
            verification_token=ids.secret(""),
            manifest=manifest,
        )

    def installed(self, installation: Installation) -> "InstalledApp":
        """The app in one workspace."""
        return InstalledApp(**{one.name: getattr(self, one.name) for one in fields(App)}, installation=installation)

    @property
    def name(self) -> str:
        """The bot's display name."""
        bot = _part(self.manifest, "features", "bot_user")
        return str(bot.get("display_name") or _part(self.manifest, "display_information")["name"])

    @property
    def commands(self) -> tuple[Command, ...]:
        """The slash commands."""
        return tuple(
            Command(
                command=one["command"],
                description=one.get("description", ""),
                usage_hint=one.get("usage_hint", ""),
                should_escape=bool(one.get("should_escape", False)),
                url=one.get("url", ""),
            )
            for one in _part(self.manifest, "features").get("slash_commands") or ()
        )

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        """The shortcuts."""
        return tuple(
            Shortcut(one["callback_id"], one["name"], one["type"], one.get("description", ""))
            for one in _part(self.manifest, "features").get("shortcuts") or ()
        )

    @property
    def asked_scopes(self) -> tuple[str, ...]:
        """What the bot must be allowed to do."""
        return tuple(_part(self.manifest, "oauth_config", "scopes").get("bot") or ())

    @property
    def optional_scopes(self) -> tuple[str, ...]:
        """What whoever installs it may leave out."""
        return tuple(_part(self.manifest, "oauth_config", "scopes").get("bot_optional") or ())

    @property
    def all_scopes(self) -> tuple[str, ...]:
        """Both, each once."""
        return tuple(dict.fromkeys([*self.asked_scopes, *self.optional_scopes]))

    @property
    def redirect_urls(self) -> tuple[str, ...]:
        """Where an OAuth install may lead back to."""
        return tuple(_part(self.manifest, "oauth_config").get("redirect_urls") or ())

    @property
    def bot_events(self) -> frozenset[str]:
        """The events that it subscribed to."""
        return frozenset(self._subscriptions.get("bot_events") or ())

    @property
    def home_tab(self) -> bool:
        """Whether it has a home tab."""
        return bool(_part(self.manifest, "features", "app_home").get("home_tab_enabled", False))

    @property
    def messages_tab(self) -> bool:
        """Whether people and the app can write to each other directly."""
        return bool(_part(self.manifest, "features", "app_home").get("messages_tab_enabled", True))

    @property
    def socket_mode(self) -> bool:
        """Whether payloads go through a socket (the manifest's `socket_mode_enabled`) or to request URLs."""
        return bool(_part(self.manifest, "settings").get("socket_mode_enabled", False))

    @property
    def events_url(self) -> str:
        """Where events are posted."""
        return str(self._subscriptions.get("request_url") or "")

    @property
    def interactivity_url(self) -> str:
        """Where clicks, submissions and shortcuts are posted."""
        return str(_part(self.manifest, "settings", "interactivity").get("request_url") or "")

    @property
    def options_url(self) -> str:
        """Where options are asked for."""
        return str(_part(self.manifest, "settings", "interactivity").get("message_menu_options_url") or "")

    def hears_metadata(self, event_type: str) -> bool:
        """Whether it wants to be told of messages that carry this metadata (posted by itself or by anybody)."""
        return "message_metadata_posted" in self.bot_events and any(
            one.get("event_type") == event_type and one.get("app_id") in (self.app_id, "*")
            for one in self._subscriptions.get("metadata_subscriptions") or ()
        )

    @property
    def _subscriptions(self) -> Json:
        return _part(self.manifest, "settings", "event_subscriptions")


@dataclass(frozen=True)
class InstalledApp(App):
    """The app in one workspace."""

    installation: Installation

    @property
    def bot_user_id(self) -> str:
        """Its user."""
        return self.installation.bot_user_id

    @property
    def bot_id(self) -> str:
        """Its bot."""
        return self.installation.bot_id

    @property
    def bot_token(self) -> str:
        """Its token."""
        return self.installation.bot_token

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the token may do."""
        return self.installation.scopes


def check_manifest(manifest: object) -> Json:
    """The manifest, or Refused with everything that Slack would not accept in it."""
    if not isinstance(manifest, dict):
        raise Refused("The manifest must be a JSON object.")
    complaints = list(_complaints(manifest))
    if complaints:
        raise Refused(" ".join(complaints))
    return manifest


def _complaints(manifest: Json) -> Iterator[str]:
    name = _part(manifest, "display_information").get("name")
    if not isinstance(name, str) or not 0 < len(name) <= 35:
        yield "display_information.name must have 1 to 35 characters."
    features, scopes = _part(manifest, "features"), _part(manifest, "oauth_config", "scopes")
    granted = {*(scopes.get("bot") or ()), *(scopes.get("bot_optional") or ())}
    commands, shortcuts = features.get("slash_commands") or [], features.get("shortcuts") or []
    if (commands or shortcuts) and "commands" not in granted:
        yield "Commands and shortcuts need the scope commands."
    if len(commands) > 50 or len(shortcuts) > 10:
        yield "An app has at most 50 commands and 10 shortcuts."
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command"))):
            yield f"The command {command.get('command')} must be a slash and 1 to 31 characters without spaces."
        if not command.get("description"):
            yield f"The command {command.get('command')} needs a description."
    for shortcut in shortcuts:
        if shortcut.get("type") not in ("message", "global") or not shortcut.get("callback_id"):
            yield f"The shortcut {shortcut.get('name')} needs a callback_id and the type message or global."
        if not 0 < len(str(shortcut.get("name") or "")) <= 24:
            yield f"The name of the shortcut {shortcut.get('callback_id')} must have 1 to 24 characters."
    events = _part(manifest, "settings", "event_subscriptions").get("bot_events") or ()
    for event in events:
        needed = _EVENT_SCOPES.get(event, set())
        if needed and not needed & granted:
            yield f"The event {event} needs the scope {' or '.join(sorted(needed))}."


def _part(body: Json, *path: str) -> Json:
    for name in path:
        body = body.get(name) or {}
    return body
