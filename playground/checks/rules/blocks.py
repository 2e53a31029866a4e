"""Rules for whole blocks: where each may stand, ids that must differ, pictures, tables, rich text."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from playground.checks.elements import elements
from playground.checks.schema_checks import Problems, problem
from playground.shapes import Blocks, Json

MESSAGE, MODAL, HOME = "message", "modal", "home"

_ONLY_ON = {
    "alert": {MODAL},
    "carousel": {MESSAGE, HOME},
    "container": {MESSAGE},
    "context_actions": {MESSAGE},
    "data_table": {MESSAGE},
    "data_visualization": {MESSAGE},
    "file": {MESSAGE},
    "markdown": {MESSAGE},
    "plan": {MESSAGE},
    "table": {MESSAGE},
    "task_card": {MESSAGE},
}
_AT_MOST = {"table": 1, "data_visualization": 2}
_MARKDOWN_TOTAL = 12_000
_ALERT_TEXT = 200


def check_surface(blocks: Blocks, surface: str, pointer: str, problems: Problems) -> None:
    """Each block stands where Slack allows it, and not too often."""
    seen: dict[str, int] = {}
    for index, block in enumerate(blocks):
        kind = block["type"]
        seen[kind] = seen.get(kind, 0) + 1
        if surface not in _ONLY_ON.get(kind, {surface}):
            problems.append(problem(f"unsupported type: {kind}", f"{pointer}/{index}/type"))
        if seen[kind] > _AT_MOST.get(kind, len(blocks)):
            problems.append(problem(f"no more than {_AT_MOST[kind]} {kind} blocks allowed", f"{pointer}/{index}"))
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > _MARKDOWN_TOTAL:
        problems.append(problem(f"markdown blocks must total less than {_MARKDOWN_TOTAL + 1} characters", pointer))


def check_ids(blocks: Blocks, pointer: str, problems: Problems) -> None:
    """No block_id twice, and no action_id twice within a block."""
    block_ids: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in block_ids:
            problems.append(problem(f"duplicate block_id: {block_id}", f"{pointer}/{index}/block_id"))
        if block_id:
            block_ids.add(block_id)
    seen: set[tuple[int, str]] = set()
    for found in elements(blocks, pointer):
        action_id = found.element.get("action_id")
        if action_id and (id(found.block), action_id) in seen:
            problems.append(problem(f"duplicate action_id: {action_id}", f"{found.pointer}/action_id"))
        if action_id:
            seen.add((id(found.block), action_id))


def check_block(block: Json, pointer: str, file_exists: Callable[[str], bool], problems: Problems) -> None:
    """What one block must keep beyond its type."""
    kind = block["type"]
    for name in ("elements", "fields", "rows", "child_blocks"):
        if block.get(name) == []:
            problems.append(problem("no fewer than 1 items allowed", f"{pointer}/{name}"))
    if kind == "table":
        _check_table(block, pointer, problems)
    if kind == "rich_text":
        _check_rich_text(block, pointer, problems)
    if kind == "alert" and len(block["text"]["text"]) > _ALERT_TEXT:
        problems.append(problem(f"must be less than {_ALERT_TEXT + 1} characters", f"{pointer}/text/text"))
    for picture, place in _pictures(block, pointer):
        _check_picture(picture, place, file_exists, problems)
    for index, child in enumerate(block.get("child_blocks") or []):
        check_block(child, f"{pointer}/child_blocks/{index}", file_exists, problems)


def is_url(text: str) -> bool:
    """Whether Slack would take it for a link."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "mailto", "tel", "slack") and bool(parts.netloc or parts.path.strip("/"))


def _pictures(block: Json, pointer: str) -> Iterator[tuple[Json, str]]:
    if block["type"] == "image":
        yield block, pointer
    accessory = block.get("accessory")
    if accessory and accessory["type"] == "image":
        yield accessory, f"{pointer}/accessory"
    if block["type"] == "context":
        for index, element in enumerate(block["elements"]):
            if element["type"] == "image":
                yield element, f"{pointer}/elements/{index}"


def _check_picture(picture: Json, pointer: str, file_exists: Callable[[str], bool], problems: Problems) -> None:
    for name, most in (("alt_text", 2000), ("image_url", 3000)):
        text = picture.get(name, "-")
        if len(text) > most:
            problems.append(problem(f"must be less than {most + 1} characters", f"{pointer}/{name}"))
        if not text:
            problems.append(problem("must be more than 0 characters", f"{pointer}/{name}"))
    if len(picture.get("title", {}).get("text", "")) > 2000:
        problems.append(problem("must be less than 2001 characters", f"{pointer}/title/text"))
    if "image_url" in picture and not is_url(picture["image_url"]):
        problems.append(problem("invalid url", f"{pointer}/image_url"))
    if "slack_file" in picture and not file_exists(picture["slack_file"].get("id") or picture["slack_file"]["url"]):
        problems.append(problem("invalid slack file", f"{pointer}/slack_file"))


def _check_table(block: Json, pointer: str, problems: Problems) -> None:
    widths = {len(row) for row in block["rows"]}
    if any(width > 20 for width in widths):
        problems.append(problem("no more than 20 items allowed", f"{pointer}/rows"))
    if len(widths) > 1:
        problems.append(problem("rows must all have the same number of cells", f"{pointer}/rows"))


def _check_rich_text(block: Json, pointer: str, problems: Problems) -> None:
    def walk(part: Json, place: str) -> None:
        if part.get("type") == "text" and not part["text"]:
            problems.append(problem("must be more than 0 characters", f"{place}/text"))
        if part.get("type") == "link" and not is_url(part["url"]):
            problems.append(problem("invalid url", f"{place}/url"))
        for index, child in enumerate(part.get("elements") or []):
            walk(child, f"{place}/elements/{index}")

    walk(block, pointer)
