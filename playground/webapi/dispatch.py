"""The way of a Web API call: arguments, ordered faults, limits, token, scopes, method, answer."""

import asyncio
import base64
import json
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from playground.errors import ApiError
from playground.shapes import Json
from playground.webapi import METHODS
from playground.webapi.call import Call, Method, missing_scope
from playground.webapi.warnings import about_charset, with_warnings
from playground.wire.faults import Fault
from playground.world import World
from playground.worlds import Worlds

_SECRET = {"access_token", "client_secret", "code"}


@dataclass(frozen=True)
class _Caller:
    """Who calls: the token, and the workspace whose bot has it."""

    token: str | None
    world: World | None

    @classmethod
    def of(cls, worlds: Worlds, token: str | None) -> "_Caller":
        return cls(token, worlds.of_token(token) if token else None)

    @property
    def team_id(self) -> str:
        return self.world.team_id if self.world else ""


async def answer(worlds: Worlds, request: Request) -> Response:
    """Answer one call and log it."""
    shared = worlds.premises
    name = request.path_params["method"]
    entry = shared.activity.calls.add(at=time.time(), method=name, args={}, answer=None)
    with shared.activity.under_way(entry):
        try:
            args = await _arguments(request)
        except ApiError as error:
            entry["answer"] = _refusal(error)
            return JSONResponse(entry["answer"])
        # A slow network, before the call is looked at: what it asks for may be too late by then.
        await asyncio.sleep(shared.faults.delay)
        caller = _Caller.of(worlds, _token(request, args))
        entry["args"] = _loggable(args)
        channel = args["channel"] if isinstance(args.get("channel"), str) else None
        fault = shared.faults.take(name, channel)
        entry["fault"] = fault.kind if fault else None
        ordered = fault.retry_after if fault and fault.kind == "ratelimited" else None
        wait = shared.limits.wait(caller.team_id, name, channel) if ordered is None else ordered
        if wait is not None:
            entry["answer"] = {"ok": False, "error": "ratelimited"}
            return JSONResponse(entry["answer"], status_code=429, headers={"Retry-After": str(wait)})
        if fault and fault.kind == "500_before":
            return _broken()
        body, headers = _run(worlds, name, caller, args, fault)
        if request.method == "POST":
            body = with_warnings(body, *about_charset(request.headers.get("content-type", "")))
        entry["answer"] = _loggable(body)
        return await _spoilt(request, fault, JSONResponse(body, headers=headers))


def _run(worlds: Worlds, name: str, caller: _Caller, args: Json, fault: Fault | None) -> tuple[Json, dict[str, str]]:
    """Do what the call asks, in one transaction; the answer and its headers."""
    headers: dict[str, str] = {}
    try:
        if fault and fault.kind == "error":
            raise ApiError(fault.error)
        world, method = _allowed(worlds, name, caller)
        scopes = world.installed.scopes if world.installed else ()
        headers = {"x-oauth-scopes": ",".join(scopes), "x-accepted-oauth-scopes": ",".join(method.scopes)}
        with world.store.database.transaction():
            return {"ok": True, **method.handler(Call(worlds, world, args))}, headers
    except ApiError as error:
        return _refusal(error), headers


async def _spoilt(request: Request, fault: Fault | None, good: Response) -> Response:
    """The answer, unless an ordered fault spoils it after the work was done."""
    if fault and fault.kind == "500_after":
        return _broken()
    if fault and fault.kind == "drop_after":
        request.scope["state"]["cut"]()
        # The answer is written into a connection that is no more.
        await asyncio.sleep(0)
    if fault and fault.kind == "late":
        await asyncio.sleep(fault.seconds)
    return good


def _allowed(worlds: Worlds, name: str, caller: _Caller) -> tuple[World, Method]:
    """The workspace of the token and the method, if the one may call the other."""
    method = METHODS.get(name)
    if method is None:
        raise ApiError("unknown_method", extra={"req_method": name})
    if method.token == "none":  # noqa: S105  # a kind of token
        return worlds.first, method
    if not caller.token:
        raise ApiError("not_authed")
    registry, world = worlds.premises.registry, caller.world
    if registry.is_void(caller.token):
        raise ApiError("token_revoked")
    is_app_token = registry.app is not None and caller.token == registry.app.app_token
    if world is None and not is_app_token:
        raise ApiError("invalid_auth")
    if is_app_token != (method.token == "app"):  # noqa: S105  # a kind of token
        raise ApiError("not_allowed_token_type")
    if world and method.scopes and not set(method.scopes) & set(world.app.scopes):
        raise missing_scope(world.app, method.scopes)
    return world or worlds.first, method


def _token(request: Request, args: Json) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    in_body = args.pop("token", None)
    if scheme.lower() == "basic":
        args |= _client_credentials(token)
    return token.strip() if scheme.lower() == "bearer" and token else in_body


def _client_credentials(encoded: str) -> Json:
    """The client_id and client_secret of oauth.v2.access, which slack_sdk sends as basic authorisation."""
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": name, "client_secret": secret}


async def _arguments(request: Request) -> Json:
    args: Json = dict(request.query_params)
    # Apps made since 2021 may not send a token in the address:
    # https://docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps
    args.pop("token", None)
    raw = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(body, dict):
            raise ApiError("json_not_object")
        return args | body
    if kind and kind != "application/x-www-form-urlencoded":
        raise ApiError("invalid_form_data")
    return args | dict(parse_qsl(raw.decode("utf-8"), keep_blank_values=True))


def _refusal(error: ApiError) -> Json:
    body: Json = {"ok": False, "error": error.code, **error.extra}
    if error.messages:
        words = [one if one.startswith("[ERROR]") else f"[ERROR] {one}" for one in error.messages]
        body["response_metadata"] = {"messages": words}
    return body


def _loggable(body: Json) -> Json:
    return {name: value for name, value in body.items() if name not in _SECRET}


def _broken() -> Response:
    return PlainTextResponse("", status_code=500)
