"""The JSON that Slack and the page exchange, under one short name."""

from typing import Any, TypeAlias

# Slack's payloads are open dictionaries; the JSON Schemas in `schemas/` are their types, checked at run time.
Json: TypeAlias = dict[str, Any]
Blocks: TypeAlias = list[Json]
StateValues: TypeAlias = dict[str, dict[str, Json]]
