"""What Slack refuses is refused here, in its words and with its pointers; what it takes is taken."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import playground
from playground.checks.schema_checks import block_kit
from playground.checks.validation import HOME, MODAL, check_message_blocks, check_view
from playground.errors import ApiError
from tests.playground.payload_tables import BAD_BLOCKS, BAD_VIEWS, GOOD_BLOCKS
from tests.playground.support import CHANNELS, PEOPLE, TEXT, Json, manifest, modal, plain, question, section


@pytest.fixture(scope="module")
def client() -> Iterator[WebClient]:
    """A client of a workspace for all tests of this file: nothing that is refused leaves a trace."""
    with playground.running() as workspace:
        workspace.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
        installed = workspace.post("/_control/install", manifest=manifest())
        yield WebClient(installed["bot_token"], base_url=workspace.api_url)


def test_every_good_block_is_taken_and_comes_back_with_ids(client: WebClient) -> None:
    answer = client.chat_postMessage(channel="C1", text="all", blocks=GOOD_BLOCKS)
    blocks = answer["message"]["blocks"]
    assert [block["type"] for block in blocks] == [block["type"] for block in GOOD_BLOCKS]
    assert all(block["block_id"] for block in blocks)


@pytest.mark.parametrize(("blocks", "words"), [case[1:] for case in BAD_BLOCKS], ids=[case[0] for case in BAD_BLOCKS])
def test_a_bad_message_is_refused_with_the_place_named(client: WebClient, blocks: list[Any], words: str) -> None:
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel="C1", text="x", blocks=blocks)
    answer = refusal.value.response.data
    assert isinstance(answer, dict)
    assert answer["error"] == "invalid_blocks"
    messages = answer["response_metadata"]["messages"]
    assert any(message.startswith(f"[ERROR] {words}") for message in messages), messages


@pytest.mark.parametrize(("view", "words"), [case[1:] for case in BAD_VIEWS], ids=[case[0] for case in BAD_VIEWS])
def test_a_bad_modal_is_refused_before_its_trigger_is_used(client: WebClient, view: Any, words: str) -> None:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call("views.open", json={"trigger_id": "1.2.3", "view": view})
    answer = refusal.value.response.data
    assert isinstance(answer, dict)
    assert answer["error"] == "invalid_arguments"
    messages = answer["response_metadata"]["messages"]
    assert any(message.startswith(f"[ERROR] {words}") for message in messages), messages


def test_a_message_of_more_than_13200_characters_is_too_long(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        client.chat_postMessage(channel="C1", text="x", blocks=[section("x" * 2900) for _ in range(5)])


def test_a_view_of_more_than_250_kilobytes_is_too_large(client: WebClient) -> None:
    big = modal(*[section("x" * 3000) for _ in range(90)])
    with pytest.raises(SlackApiError, match="view_too_large"):
        client.views_open(trigger_id="1.2.3", view=big)


def test_blocks_that_are_no_list_have_an_error_of_their_own(client: WebClient) -> None:
    for blocks in ({"type": "divider"}, "not json"):
        with pytest.raises(SlackApiError, match="invalid_blocks_format"):
            client.api_call("chat.postMessage", params={"channel": "C1", "text": "x", "blocks": json.dumps(blocks)})


def _by_jsonschema(kind: str) -> dict[str, Draft7Validator]:
    schema = json.loads((Path(playground.__file__).parent / "checks" / "schemas" / f"{kind}.schema.json").read_text())
    definitions = schema["definitions"]
    by_type: dict[str, Draft7Validator] = {}
    for member in definitions["KnownBlock"]["anyOf"]:
        name = member["$ref"].rpartition("/")[2]
        body = definitions[name]
        first = body["anyOf"][0] if "properties" not in body else body
        rules = {"$ref": member["$ref"], "definitions": definitions}
        by_type[first["properties"]["type"]["const"]] = Draft7Validator(rules)
    return by_type


def test_the_quick_checks_agree_with_a_general_validator_of_the_same_schema() -> None:
    general, quick = _by_jsonschema("blockkit"), block_kit().by_type("KnownBlock")
    assert general.keys() == quick.keys()
    views = [block for _, view, _ in BAD_VIEWS if isinstance(view, dict) for block in view["blocks"]]
    compared = 0
    for block in [*(block for _, blocks, _ in BAD_BLOCKS for block in blocks), *views, *GOOD_BLOCKS]:
        if isinstance(block, dict) and block.get("type") in general:
            problems: list[str] = []
            quick[block["type"]](block, "", problems)
            assert (not problems) == general[block["type"]].is_valid(block), (block, problems)
            compared += 1
    assert compared > 60


def test_a_home_tab_takes_inputs_without_a_submit_button_and_no_modal_blocks() -> None:
    home: Json = {"type": "home", "blocks": [question("q", TEXT), section("x")]}
    assert check_view(home, lambda _: False, kind=HOME) == home
    with pytest.raises(ApiError, match="unsupported type: alert"):
        check_view({**home, "blocks": [{"type": "alert", "text": plain("x")}]}, lambda _: False, kind=HOME)
    with pytest.raises(ApiError, match="unsupported type: home"):
        check_view(home, lambda _: False, kind=MODAL)


def test_a_picture_is_taken_once_its_file_is_there() -> None:
    blocks = [{"type": "image", "slack_file": {"id": "F7"}, "alt_text": "chart"}]
    assert check_message_blocks(blocks, lambda file: file == "F7") == blocks
