"""All workspaces of this server, and which one somebody, some channel or some token belongs to."""

from collections.abc import Iterator
from pathlib import Path

from playground.app.registry import Registry
from playground.clock import Clock
from playground.premises import Premises
from playground.store import Database, Facts, Team, Teams
from playground.wire.activity import Activity
from playground.wire.delivery import ACK_SECONDS, Delivery
from playground.wire.faults import Faults
from playground.wire.limits import NONE
from playground.wire.socketmode import SocketHub
from playground.world import World


class Worlds:
    """The workspaces; there is always a first one."""

    def __init__(self, database: Database, clock: Clock, *, ack_seconds: float = ACK_SECONDS) -> None:
        hub, activity, faults = SocketHub(self._connection_changed), Activity(), Faults()
        self.premises = Premises(
            database=database,
            clock=clock,
            registry=Registry(Facts(database)),
            hub=hub,
            activity=activity,
            delivery=Delivery(hub, activity, faults, ack_seconds),
            faults=faults,
        )
        self._teams = Teams(database)
        self._worlds: dict[str, World] = {}
        self._load()

    @classmethod
    def open(cls, state: str, clock_file: Path | None = None, *, ack_seconds: float = ACK_SECONDS) -> "Worlds":
        """The workspaces of the state file `state` (":memory:" for none)."""
        return cls(Database(state), Clock(clock_file), ack_seconds=ack_seconds)

    def __iter__(self) -> Iterator[World]:
        """Every workspace, the first one first."""
        return iter(list(self._worlds.values()))

    @property
    def first(self) -> World:
        """The workspace that is meant when none is named."""
        return next(iter(self._worlds.values()))

    @property
    def connected(self) -> bool:
        """Whether a payload of some workspace could reach the app."""
        return any(world.connected for world in self)

    def find(self, team: str) -> World | None:
        """One workspace, or None."""
        return self._worlds.get(team)

    def of_person(self, user: str) -> World | None:
        """The workspace that somebody is in, or None."""
        return self._worlds.get(self._teams.of_person(user) or "")

    def of_channel(self, channel: str) -> World | None:
        """The workspace that a channel is in, or None."""
        return self._worlds.get(self._teams.of_channel(channel) or "")

    def of_token(self, token: str) -> World | None:
        """The workspace whose bot has this token, or None."""
        return next((world for world in self if world.bot_token == token), None)

    def of_answer(self, key: str) -> World:
        """The workspace that handed out this response_url; the first one when none did."""
        return next((world for world in self if key in world.responses), self.first)

    def add(self, team: Team) -> World:
        """Open a workspace, or rename the one with this id.

        A first workspace that nobody is in yet gives way to it: it was only there because one always is.
        """
        if team.id not in self._worlds and len(self._worlds) == 1 and self.first.is_empty:
            self._teams.forget(self.first.team_id)
            self._worlds.clear()
        self._teams.save(team)
        if team.id not in self._worlds:
            self._worlds[team.id] = World(self.premises, team.id)
        return self._worlds[team.id]

    def reset(self) -> None:
        """Forget everything, the app too, except the open connections."""
        shared = self.premises
        shared.delivery.cancel()
        shared.database.empty()
        shared.faults.clear()
        shared.limits.use(NONE)
        shared.activity.clear()
        shared.registry.load()
        self._load()
        shared.streams.restart()

    async def close(self) -> None:
        """End streams, sockets and repeated events; the state file is closed by whoever opened it."""
        self.premises.streams.restart()
        self.premises.delivery.cancel()
        self.premises.alarm.stop()
        await self.premises.hub.close()

    def _load(self) -> None:
        if not self._teams.ids():
            self._teams.save(Team())
        self._worlds = {team: World(self.premises, team) for team in self._teams.ids()}

    def _connection_changed(self) -> None:
        for world in self:
            for reader in world.readers:
                world.streams.publish(reader, type="connected", connected=world.connected)
