"""The local workspace in one place: what lasts, what is open, who is connected. One event loop owns it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from playground import ids
from playground.activity import Activity
from playground.clock import Clock
from playground.delivery import ACK_SECONDS, Delivery
from playground.errors import Refused
from playground.faults import Faults
from playground.manifest import InstalledApp, check_manifest
from playground.oauth import Consents
from playground.responses import ResponseUrls
from playground.shapes import Json
from playground.socketmode import SocketHub
from playground.store import Channel, Message, Person, Store, Team
from playground.stream import Streams
from playground.triggers import Triggers
from playground.viewstack import ViewStacks

BOT = "bot"
"""Stands for the app's user in sample data, and in channels that were there before the app."""


@dataclass
class World:
    """Everything that handlers share. `base_url` is known once the port is bound."""

    store: Store
    clock: Clock
    base_url: str = ""
    ack_seconds: float = ACK_SECONDS
    streams: Streams = field(default_factory=Streams)
    activity: Activity = field(default_factory=Activity)
    triggers: Triggers = field(default_factory=Triggers)
    views: ViewStacks = field(default_factory=ViewStacks)
    faults: Faults = field(default_factory=Faults)
    responses: ResponseUrls = field(default_factory=ResponseUrls)
    consents: Consents = field(default_factory=Consents)
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.hub = SocketHub(self._connection_changed)
        self.delivery = Delivery(self.hub, self.activity, self.ack_seconds)
        self._app = self._stored_app()
        self._last_ts: dict[str, str] = {}

    @classmethod
    def open(cls, state: str, clock_file: Path | None = None, *, ack_seconds: float = ACK_SECONDS) -> "World":
        """A workspace on the state file `state` (":memory:" for none)."""
        return cls(Store.open(state), Clock(clock_file), ack_seconds=ack_seconds)

    @property
    def team(self) -> Team:
        """The workspace's name and id."""
        return self.store.team

    @property
    def installed(self) -> InstalledApp | None:
        """The app, if one is installed."""
        return self._app if self._app and self._app.active else None

    @property
    def known_app(self) -> InstalledApp | None:
        """The app whose manifest and credentials are known here, installed or not."""
        return self._app

    @property
    def app(self) -> InstalledApp:
        """The app; Refused when none is installed."""
        if self.installed is None:
            raise Refused("No app is installed in this workspace yet.")
        return self.installed

    @property
    def connected(self) -> bool:
        """Whether a payload could reach the app: an open socket, or an address in the manifest."""
        app = self.installed
        if app is None:
            return False
        return self.hub.count > 0 if app.socket_mode else bool(app.events_url or app.interactivity_url)

    def install(self, manifest: object) -> InstalledApp:
        """Install the app, or take a new manifest for it; ids and tokens stay as they were."""
        good = check_manifest(manifest)
        self._app = replace(self._app, manifest=good, active=True) if self._app else InstalledApp.fresh(good)
        handle = "".join(letter for letter in self._app.name.lower() if letter.isalnum()) or "app"
        with self.store.database.transaction():
            self.store.save_fact("app", self._app.as_json())
            self.store.people.save(
                Person(self._app.bot_user_id, handle, real_name=self._app.name, is_bot=True, color="174f4a")
            )
            for channel in self.store.channels.all():
                if self.store.channels.has(channel.id, BOT):
                    self.store.channels.leave(channel.id, BOT)
                    self.store.channels.join(channel.id, self._app.bot_user_id)
            for person in self.store.people.all():
                if not person.is_bot:
                    self.open_direct(person.id)
        self.streams.restart()
        return self._app

    def reinstall(self) -> None:
        """Put the app back after it was taken out, with its known manifest."""
        if self._app and not self._app.active:
            self.install(self._app.manifest)

    def uninstall(self) -> None:
        """Take the app out: its bot token is void from now on, and a new install gets another."""
        self.revoked.add(self.app.bot_token)
        self._app = replace(self.app, active=False, bot_token=ids.secret("xoxb-"))
        self.store.save_fact("app", self._app.as_json())
        self.streams.restart()

    def open_direct(self, user: str) -> Channel:
        """The direct message between a person and the app, opened if need be."""
        existing = self.store.channels.direct(user)
        if existing:
            return existing
        channel = Channel(ids.dm_id(user), "directmessage", kind="im", user=user, created=int(self.clock.now()))
        self.store.channels.save(channel)
        self.store.channels.join(channel.id, user)
        self.store.channels.join(channel.id, self.app.bot_user_id)
        return channel

    def file_exists(self, reference: str) -> bool:
        """Whether a file's id or address names an uploaded file that blocks may show."""
        file_id = reference if reference.startswith("F") else reference.rpartition("/files/")[2].partition("/")[0]
        file = self.store.files.find(file_id)
        return file is not None and file.complete

    def next_ts(self, channel: str) -> str:
        """A timestamp of the workspace's clock that no message of the channel has, later than all of them."""
        last = self._last_ts.get(channel) or self.store.messages.latest_ts(channel) or "0.0"
        seconds, micros = (int(part) for part in last.split("."))
        stamp = max(int(self.clock.now() * 1_000_000), seconds * 1_000_000 + micros + 1)
        self._last_ts[channel] = f"{stamp // 1_000_000}.{stamp % 1_000_000:06d}"
        return self._last_ts[channel]

    def forget_timestamps(self) -> None:
        """After messages were written past `next_ts` (sample data)."""
        self._last_ts.clear()

    def reset(self) -> None:
        """Forget everything, the app too, except the open connections."""
        self.delivery.cancel()
        self.store.database.empty()
        self.views, self.triggers, self.responses = ViewStacks(), Triggers(), ResponseUrls()
        self.ephemerals.clear()
        self.faults.clear()
        self.activity.calls.clear()
        self.activity.deliveries.clear()
        self._last_ts.clear()
        self._app = None
        self.streams.restart()

    async def close(self) -> None:
        """End streams, sockets and repeated events; the state file is closed by whoever opened it."""
        self.streams.restart()
        self.delivery.cancel()
        await self.hub.close()

    def _stored_app(self) -> InstalledApp | None:
        body: Json | None = self.store.fact("app")
        return InstalledApp(**body) if body else None

    def _connection_changed(self) -> None:
        self.streams.publish_all(type="connected", connected=self.connected)
