"""Turns Slack's types (JSON Schema) into quick checks that complain in Slack's own words.

A general validator says "is not valid under any of the given schemas" for a wrong block; Slack looks at the `type`
first and names the place with a JSON pointer. Compiled once, a check costs a fraction of a
millisecond for a full message.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

from playground.shapes import Json

Problems: TypeAlias = list[str]
Check: TypeAlias = Callable[[object, str, Problems], None]
Schema: TypeAlias = Json

_FOLDER = Path(__file__).parent / "schemas"
_WORDS = {
    "string": "a string",
    "object": "an object",
    "array": "an array",
    "number": "a number",
    "boolean": "a boolean",
    "null": "null",
}
_PYTHON = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def problem(words: str, pointer: str) -> str:
    """One complaint as Slack writes it."""
    return f"{words} [json-pointer:{pointer}]"


@cache
def block_kit() -> "Compiler":
    """Checks for everything an app may write."""
    return Compiler("blockkit.schema.json", strict=True)


@cache
def incoming() -> "Compiler":
    """Checks for what Slack sends to an app; unknown keys are fine there, wrong or missing ones are not."""
    return Compiler("incoming.schema.json", strict=False)


class Compiler:
    """Compiles definitions of one schema file on demand. `strict` refuses unknown keys."""

    def __init__(self, file: str, *, strict: bool) -> None:
        self._definitions: dict[str, Schema] = json.loads((_FOLDER / file).read_text(encoding="utf-8"))["definitions"]
        self._strict = strict
        self._ready: dict[str, Check] = {}

    def definition(self, name: str) -> Check:
        """The check for a named definition."""
        if name not in self._ready:
            # A stand-in first, because definitions may contain themselves.
            self._ready[name] = self._later(name)
            self._ready[name] = self._compile(self._definitions[name])
        return self._ready[name]

    def by_type(self, union: str) -> dict[str, Check]:
        """The members of a union, by the value of their `type`."""
        return {kind: _best_of(checks) for kind, checks in self._members({"$ref": f"#/definitions/{union}"}).items()}

    def _later(self, name: str) -> Check:
        def check(value: object, pointer: str, problems: Problems) -> None:
            self._ready[name](value, pointer, problems)

        return check

    def _compile(self, schema: Schema) -> Check:
        if "$ref" in schema:
            return self.definition(_name(schema))
        checks: list[Check] = []
        if "type" in schema:
            checks.append(_type(schema["type"]))
        if "const" in schema:
            checks.append(_one_of([schema["const"]]))
        if "enum" in schema:
            checks.append(_one_of(schema["enum"]))
        if "maxLength" in schema or "minLength" in schema:
            checks.append(_length(schema.get("minLength", 0), schema.get("maxLength")))
        if "properties" in schema or "required" in schema:
            checks.append(self._object(schema))
        elif isinstance(schema.get("additionalProperties"), dict):
            checks.append(_mapping(self._compile(schema["additionalProperties"])))
        if "items" in schema:
            checks.append(_array(self._compile(schema["items"]), schema.get("maxItems")))
        checks.extend(self._compile(part) for part in schema.get("allOf", ()))
        if "anyOf" in schema:
            checks.append(self._any_of(schema))
        return _all(checks)

    def _object(self, schema: Schema) -> Check:
        properties = {name: self._compile(part) for name, part in schema.get("properties", {}).items()}
        required = schema.get("required", ())
        closed = self._strict and schema.get("additionalProperties") is False

        def check(value: object, pointer: str, problems: Problems) -> None:
            if not isinstance(value, dict):
                return
            problems.extend(
                problem(f"missing required field: {name}", pointer) for name in required if name not in value
            )
            for name, part in value.items():
                if name in properties:
                    properties[name](part, f"{pointer}/{name}", problems)
                elif closed:
                    problems.append(problem(f"invalid additional property: {name}", pointer))

        return check

    def _any_of(self, schema: Schema) -> Check:
        # Without its siblings: a type may add "one of these keys" beside its own properties.
        members = self._members({"anyOf": schema["anyOf"]})
        if members:
            return _discriminated({kind: _best_of(checks) for kind, checks in members.items()})
        return _prefixed(_best_of([self._compile(part) for part in schema["anyOf"]]))

    def _members(self, schema: Schema) -> dict[str, list[Check]]:
        """Every object type of a union by the value of its `type`; empty when it is not that kind of union."""
        found: dict[str, list[Check]] = {}
        for part in self._flat(schema):
            body = self._definitions[_name(part)] if "$ref" in part else part
            kind = body.get("properties", {}).get("type", {}).get("const")
            if not isinstance(kind, str):
                return {}
            found.setdefault(kind, []).append(self._compile(part))
        return found

    def _flat(self, schema: Schema) -> list[Schema]:
        """The members of nested unions in one list; members that have a name keep it, so each is compiled once."""
        body = schema
        while "$ref" in body:
            body = self._definitions[_name(body)]
        if "anyOf" in body and "properties" not in body:
            return [member for part in body["anyOf"] for member in self._flat(part)]
        return [schema]


def _name(schema: Schema) -> str:
    return cast(str, schema["$ref"]).removeprefix("#/definitions/")


def _type(wanted: str | list[str]) -> Check:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    words = " or ".join(_WORDS[kind] for kind in kinds)

    def check(value: object, pointer: str, problems: Problems) -> None:
        if not any(_is(value, kind) for kind in kinds):
            problems.append(problem(f"must provide {words}", pointer))

    return check


def _is(value: object, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, _PYTHON[kind])


def _one_of(allowed: list[object]) -> Check:
    def check(value: object, pointer: str, problems: Problems) -> None:
        if value not in allowed:
            problems.append(problem("must be a valid enum value", pointer))

    return check


def _length(least: int, most: int | None) -> Check:
    def check(value: object, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str):
            return
        if most is not None and len(value) > most:
            problems.append(problem(f"must be less than {most + 1} characters", pointer))
        if len(value) < least:
            problems.append(problem(f"must be more than {least - 1} characters", pointer))

    return check


def _array(item: Check, most: int | None) -> Check:
    def check(value: object, pointer: str, problems: Problems) -> None:
        if not isinstance(value, list):
            return
        if most is not None and len(value) > most:
            problems.append(problem(f"no more than {most} items allowed", pointer))
        for index, part in enumerate(value):
            item(part, f"{pointer}/{index}", problems)

    return check


def _mapping(item: Check) -> Check:
    def check(value: object, pointer: str, problems: Problems) -> None:
        if isinstance(value, dict):
            for name, part in value.items():
                item(part, f"{pointer}/{name}", problems)

    return check


def _all(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]

    def check(value: object, pointer: str, problems: Problems) -> None:
        for part in checks:
            part(value, pointer, problems)

    return check


def _best_of(checks: list[Check]) -> Check:
    """Passes when one alternative does; else complains about the alternative that came nearest."""
    if len(checks) == 1:
        return checks[0]

    def check(value: object, pointer: str, problems: Problems) -> None:
        nearest: Problems | None = None
        for part in checks:
            found: Problems = []
            part(value, pointer, found)
            if not found:
                return
            if nearest is None or len(found) < len(nearest):
                nearest = found
        problems.extend(nearest or [])

    return check


def _prefixed(check: Check) -> Check:
    def prefixed(value: object, pointer: str, problems: Problems) -> None:
        found: Problems = []
        check(value, pointer, found)
        if found:
            problems.append(problem("failed to match all allowed schemas", pointer))
            problems.extend(found)

    return prefixed


def _discriminated(members: dict[str, Check]) -> Check:
    def check(value: object, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(problem("must provide an object", pointer))
        elif not isinstance(value.get("type"), str):
            problems.append(problem("missing required field: type", pointer))
        elif value["type"] not in members:
            problems.append(problem(f"unsupported type: {value['type']}", f"{pointer}/type"))
        else:
            members[value["type"]](value, pointer, problems)

    return _prefixed(check)
