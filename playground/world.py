"""One workspace: what lasts, what is open on people's screens, and the app in it. One event loop owns it."""

import time
from dataclasses import replace

from playground import ids
from playground.app.manifest import App, Installation, InstalledApp
from playground.errors import Refused
from playground.moments.responses import ResponseUrls
from playground.moments.triggers import Triggers
from playground.moments.viewstack import ViewStacks
from playground.premises import Premises
from playground.store import Channel, Message, Person, Store, Team

BOT = "bot"
"""Stands for the app's user in sample data, and in channels that were there before the app."""


class World:
    """Everything that handlers need of one workspace, and what it shares with the others of this server."""

    def __init__(self, premises: Premises, team_id: str) -> None:
        self.premises = premises
        self.team_id = team_id
        self.store = Store.of(premises.database, team_id)
        self.clock = premises.clock
        self.streams = premises.streams
        self.activity = premises.activity
        self.hub = premises.hub
        self.delivery = premises.delivery
        self.triggers = Triggers()
        self.views = ViewStacks()
        self.responses = ResponseUrls(premises.clock.now)
        self.ephemerals: dict[str, list[Message]] = {}
        self._last_ts: dict[str, str] = {}
        body = self.store.teams.installation(team_id)
        self._installation = Installation.from_json(body) if body else None

    @property
    def team(self) -> Team:
        """The workspace's name and id."""
        return self.store.team

    @property
    def base_url(self) -> str:
        """Where this server is."""
        return self.premises.base_url

    @property
    def readers(self) -> list[str]:
        """Whoever of this workspace has a page open."""
        return [user for user in self.streams.readers if self.store.people.find(user)]

    @property
    def installed(self) -> InstalledApp | None:
        """The app, if it is installed here."""
        app, installation = self.premises.registry.app, self._installation
        return app.installed(installation) if app and installation and installation.active else None

    @property
    def app(self) -> InstalledApp:
        """The app; Refused when it is not installed here."""
        app = self.installed
        if app is None:
            raise Refused("No app is installed in this workspace yet.")
        return app

    @property
    def bot_token(self) -> str | None:
        """The app's token, if it is installed here."""
        return self._installation.bot_token if self._installation and self._installation.active else None

    @property
    def connected(self) -> bool:
        """Whether a payload could reach the app: an open socket, or an address in the manifest."""
        app = self.installed
        if app is None:
            return False
        return self.hub.count > 0 if app.socket_mode else bool(app.events_url or app.interactivity_url)

    @property
    def is_empty(self) -> bool:
        """Whether nobody was ever here, and no app."""
        return self._installation is None and not self.store.people.all() and not self.store.channels.all()

    def install(self, manifest: object) -> InstalledApp:
        """Install the app with every scope that its manifest names, or take a new manifest for it."""
        app = self.premises.registry.register(manifest)
        return self.admit(app, app.all_scopes)

    def admit(self, app: App, scopes: tuple[str, ...]) -> InstalledApp:
        """Let the app in with these scopes. Its ids and its token stay, unless it was taken out in between."""
        known = self._installation or Installation.fresh()
        installed = self._keep(app, replace(known, scopes=scopes, active=True))
        handle = "".join(letter for letter in app.name.lower() if letter.isalnum()) or "app"
        with self.store.database.transaction():
            self.store.people.save(
                Person(installed.bot_user_id, handle, real_name=app.name, is_bot=True, color="174f4a")
            )
            for channel in self.store.channels.all():
                if self.store.channels.has(channel.id, BOT):
                    self.store.channels.leave(channel.id, BOT)
                    self.store.channels.join(channel.id, installed.bot_user_id)
            for person in self.store.people.members():
                self.open_direct(person.id)
        self.streams.restart()
        return installed

    def revoke_token(self) -> None:
        """Make the bot's token void; the next install gives another."""
        app = self.app
        self.premises.registry.void(app.bot_token)
        self._keep(app, replace(app.installation, bot_token=ids.secret("xoxb-")))

    def take_out(self) -> None:
        """Take the app out; its token is void from now on, and the next install gives another."""
        self.revoke_token()
        self._keep(self.app, replace(self.app.installation, active=False))
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
        return (
            file is not None
            and file.complete
            and time.time() >= file.ready
            and self.store.people.find(file.user) is not None
        )

    def next_ts(self, channel: str, at: float | None = None) -> str:
        """A timestamp that no message of the channel has, later than all of them: of now, or of the moment `at`."""
        last = self._last_ts.get(channel) or self.store.messages.latest_ts(channel) or "0.0"
        seconds, micros = (int(part) for part in last.split("."))
        stamp = max(int((at or self.clock.now()) * 1_000_000), seconds * 1_000_000 + micros + 1)
        self._last_ts[channel] = f"{stamp // 1_000_000}.{stamp % 1_000_000:06d}"
        return self._last_ts[channel]

    def forget_timestamps(self) -> None:
        """After messages were written past `next_ts` (sample data)."""
        self._last_ts.clear()

    def _keep(self, app: App, installation: Installation) -> InstalledApp:
        self._installation = installation
        self.store.teams.save_installation(self.team_id, installation.as_json())
        return app.installed(installation)
