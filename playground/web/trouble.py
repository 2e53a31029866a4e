"""The control API's part for trouble: faults, a slow network, rate limits, sockets that are cut."""

from dataclasses import asdict

from starlette.routing import Route

from playground.errors import Refused
from playground.interactions.envelope import channel_for
from playground.shapes import Json
from playground.web.requests import endpoint, needed, number, optional, within
from playground.webapi import METHODS
from playground.wire.faults import EVERY_METHOD, KINDS, Fault
from playground.wire.limits import PRESETS
from playground.world import World

SLOWEST_MS = 2_500
"""A payload that took three seconds would not be heard in time whatever the app does."""


def order_fault(world: World, body: Json) -> Json:
    """Trouble the next calls of a method."""
    if body.get("kind") not in KINDS:
        raise Refused(f"kind must be one of {', '.join(KINDS)}.")
    method, channel = needed(body, "method"), optional(body, "channel")
    if method not in METHODS and method != EVERY_METHOD:
        raise Refused(f"There is no method {method} here; {EVERY_METHOD} stands for all.")
    world.premises.faults.order(
        Fault(
            method=method,
            kind=body["kind"],
            times=int(within(body, "times", 1, 1, 10_000)),
            retry_after=int(within(body, "retry_after", 1, 1, 3_600)),
            error=str(body.get("error") or "internal_error"),
            seconds=within(body, "seconds", 0, 0, 60),
            channel=channel_for(world, "", channel).id if channel and channel.startswith("@") else channel,
        )
    )
    return {}


def waiting_faults(world: World, _: Json) -> Json:
    """The faults that are still to come, the delay, the work on files and the limits."""
    faults = world.premises.faults
    return {
        "faults": [asdict(fault) for fault in faults.waiting],
        "delay_ms": round(faults.delay * 1000),
        "processing_ms": round(faults.processing * 1000),
        "limits": world.premises.limits.preset,
    }


def cancel_faults(world: World, body: Json) -> Json:
    """Cancel the fault with this `number`, or all; a slow network stays slow."""
    world.premises.faults.cancel(int(number(body, "number", 0)) or None)
    return {}


def network(world: World, body: Json) -> Json:
    """Let everything that goes to the app or comes from it take `delay_ms` longer."""
    world.premises.faults.delay = within(body, "delay_ms", 0, 0, SLOWEST_MS) / 1000
    return {}


def files(world: World, body: Json) -> Json:
    """Let files that are uploaded from now on be processed for so many `processing_ms` before they can be shown."""
    world.premises.faults.processing = within(body, "processing_ms", 1_000, 0, 60_000) / 1000
    return {}


def limits(world: World, body: Json) -> Json:
    """Set rate limits: a `preset`, or calls a minute by method and `channel_per_second` for messages."""
    in_force = world.premises.limits
    if "preset" in body:
        if body["preset"] not in PRESETS:
            raise Refused(f"preset must be one of {', '.join(PRESETS)}.")
        in_force.use(body["preset"])
        return {}
    given = {name for name, most in body.items() if most is not None}
    per_channel = within(body, "channel_per_second", 0, 0.001, 1_000) if "channel_per_second" in given else None
    methods = given - {"channel_per_second", "team"}
    if unknown := methods - set(METHODS):
        raise Refused(f"There is no method {min(unknown)} here.")
    in_force.set({name: within(body, name, 0, 1, 1_000_000) for name in methods}, per_channel)
    return {}


async def drop_sockets(world: World, _: Json) -> Json:
    """Cut the Socket Mode connections."""
    return {"dropped": await world.hub.drop()}


async def refresh_sockets(world: World, _: Json) -> Json:
    """Ask the Socket Mode connections to reconnect."""
    return {"asked": await world.hub.refresh()}


ROUTES = [
    Route("/_control/faults", endpoint(order_fault), methods=["POST"]),
    Route("/_control/faults", endpoint(waiting_faults), methods=["GET"]),
    Route("/_control/faults", endpoint(cancel_faults), methods=["DELETE"]),
    Route("/_control/network", endpoint(network), methods=["POST"]),
    Route("/_control/files", endpoint(files), methods=["POST"]),
    Route("/_control/limits", endpoint(limits), methods=["POST"]),
    Route("/_control/socket/drop", endpoint(drop_sockets), methods=["POST"]),
    Route("/_control/socket/refresh", endpoint(refresh_sockets), methods=["POST"]),
]
