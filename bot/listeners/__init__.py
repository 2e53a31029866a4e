"""One file per flow: parse, call a use case, ack."""

from slack_bolt import App

from bot.listeners.capture import CaptureListeners
from bot.listeners.desk import Desk
from bot.listeners.lookups import LookupListeners
from bot.listeners.slack_events import SlackEventListeners

FLOWS = (CaptureListeners, LookupListeners, SlackEventListeners)


def register(app: App, desk: Desk) -> None:
    """Bind every flow to Bolt."""
    for flow in FLOWS:
        flow(desk).register(app)
