"""How an app goes: its token first, then the app itself, and it hears of both."""

from playground.telling import events
from playground.world import World


def revoke_token(world: World) -> None:
    """Make the bot's token void; Refused when no app is installed. The next install gives another."""
    events.tokens_revoked(world)
    world.revoke_token()


def uninstall(world: World) -> None:
    """Take the app out of a workspace; Refused when no app is installed."""
    events.tokens_revoked(world)
    events.app_uninstalled(world)
    world.take_out()
