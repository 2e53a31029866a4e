"""What all workspaces of this server share: the state file, the clock, the sockets, the logs, the open pages."""

from dataclasses import dataclass, field

from playground.alarm import Alarm
from playground.app.consents import Consents
from playground.app.registry import Registry
from playground.clock import Clock
from playground.store import Database
from playground.wire.activity import Activity
from playground.wire.delivery import Delivery
from playground.wire.faults import Faults
from playground.wire.limits import Limits
from playground.wire.socketmode import SocketHub
from playground.wire.stream import Streams


@dataclass
class Premises:
    """The shared parts. `base_url` is known once the port is bound."""

    database: Database
    clock: Clock
    registry: Registry
    hub: SocketHub
    activity: Activity
    delivery: Delivery
    faults: Faults
    streams: Streams = field(default_factory=Streams)
    limits: Limits = field(default_factory=Limits)
    consents: Consents = field(default_factory=Consents)
    base_url: str = ""

    def __post_init__(self) -> None:
        self.alarm = Alarm(self.clock)
        # An open inspector asks for the news itself; the page's stream only says that there is some.
        self.activity.on_news = lambda: self.streams.publish_all(type="traffic")
