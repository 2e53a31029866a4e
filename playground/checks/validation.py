"""Refuses what Slack refuses: blocks, modals and home tabs are checked before anything is stored."""

import json
from collections.abc import Callable
from functools import cache

from playground.checks.rules.blocks import HOME, MESSAGE, MODAL, check_block, check_ids, check_surface
from playground.checks.rules.inputs import check_elements
from playground.checks.rules.newer import NEWER_BLOCKS
from playground.checks.schema_checks import Check, Problems, block_kit, problem
from playground.errors import ApiError
from playground.shapes import Blocks, Json

MOST_BLOCK_CHARACTERS = 13_200
MOST_VIEW_CHARACTERS = 250_000

_SURFACES = {MESSAGE: ("/blocks", 50), MODAL: ("/view/blocks", 100), HOME: ("/view/blocks", 100)}
"""Where the blocks of a surface are in a call, and how many there may be."""

FileExists = Callable[[str], bool]


def check_message_blocks(blocks: object, file_exists: FileExists) -> Blocks:
    """The blocks of a message, or ApiError `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`."""
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    problems: Problems = []
    good = _check_blocks(blocks, MESSAGE, file_exists, problems)
    if problems:
        once = list(dict.fromkeys(problems))
        raise ApiError("invalid_blocks", messages=once, extra={"errors": once})
    # Slack counts text and block containers together (bolt-js issues 2509 and 2867): about 13,200 in all.
    if len(_compact(good)) > MOST_BLOCK_CHARACTERS:
        raise ApiError("msg_blocks_too_long")
    return good


def check_view(view: object, file_exists: FileExists, *, kind: str) -> Json:
    """A modal or home tab (`kind`), or ApiError `invalid_arguments` or `view_too_large`."""
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments", messages=[problem("must provide an object", "/view")])
    problems: Problems = []
    if view.get("type") != kind:
        problems.append(problem(f"unsupported type: {view.get('type')}", "/view/type"))
    else:
        _check_frame(view, problems)
    if isinstance(view.get("blocks"), list):
        blocks = _check_blocks(view["blocks"], kind, file_exists, problems)
        if kind == MODAL and "submit" not in view and any(block["type"] == "input" for block in blocks):
            problems.append(problem("missing required field: submit", "/view"))
    if problems:
        every = [problem("failed to match all allowed schemas", "/view"), *problems]
        raise ApiError("invalid_arguments", messages=list(dict.fromkeys(every)))
    if len(_compact(view)) > MOST_VIEW_CHARACTERS:
        raise ApiError("view_too_large")
    return view


def check_metadata(metadata: object) -> Json:
    """Message metadata: an event_type of letters, digits and underscores, and a payload of plain values."""
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    event_type, payload = metadata["event_type"], metadata["event_payload"]
    if not isinstance(event_type, str) or not event_type.replace("_", "a").isalnum() or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")
    if len(_compact(payload)) > 8_000:
        raise ApiError("metadata_too_large")
    return metadata


@cache
def _block_checks() -> dict[str, Check]:
    return {**block_kit().by_type("KnownBlock"), **NEWER_BLOCKS}


def _check_frame(view: Json, problems: Problems) -> None:
    """The view around its blocks, checked as if it had none, so that each block is checked once and by its type."""
    blocks = view.get("blocks")
    frame = {**view, "blocks": []} if isinstance(blocks, list) else view
    definition = "StrictModal" if view["type"] == MODAL else "StrictHome"
    block_kit().definition(definition)(frame, "/view", problems)
    external_id = view.get("external_id")
    if isinstance(external_id, str) and len(external_id) > 255:
        problems.append(problem("must be less than 256 characters", "/view/external_id"))


def _check_blocks(blocks: list[object], surface: str, file_exists: FileExists, problems: Problems) -> Blocks:
    pointer, most = _SURFACES[surface]
    if len(blocks) > most:
        problems.append(problem(f"no more than {most} items allowed", pointer))
    good: Blocks = []
    for index, block in enumerate(blocks):
        place, before = f"{pointer}/{index}", len(problems)
        _check_type(block, place, problems)
        if isinstance(block, dict) and len(problems) == before:
            check_block(block, place, file_exists, problems)
            good.append(block)
    # The rules below read blocks freely, so they wait until every type is right.
    if len(good) == len(blocks):
        check_surface(good, surface, pointer, problems)
        check_ids(good, pointer, problems)
        check_elements(good, pointer, problems)
    return good


def _check_type(block: object, pointer: str, problems: Problems) -> None:
    if not isinstance(block, dict):
        problems.append(problem("must provide an object", pointer))
    elif "type" not in block:
        problems.append(problem("missing required field: type", pointer))
    elif not isinstance(block["type"], str) or block["type"] not in _block_checks():
        problems.append(problem(f"unsupported type: {block['type']}", f"{pointer}/type"))
    else:
        _block_checks()[block["type"]](block, pointer, problems)


def _compact(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


__all__ = ["HOME", "MESSAGE", "MODAL", "check_message_blocks", "check_metadata", "check_view"]
