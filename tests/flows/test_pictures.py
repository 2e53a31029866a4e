"""The digest shows what moved, and says the same in words where it cannot be shown."""

from typing import Any

import pytest

from bot.blocks.manifest import PICTURES, manifest
from bot.usecases import digest
from storage.queries import workspaces
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, Market
from tests.flows.conftest import DIGEST, PRIYA, TEAM, Field


class HereAlready(Market):
    """A market in the workspace that the bot came to."""

    def __post_init__(self) -> None:
        self.workspace = workspaces.get_workspace(self.session, workspace_id=self.workspace_id)


def digest_of_a_moving_week(field: Field) -> dict[str, Any]:
    """Thirty weeks in which something moves at last, and the digest of the last one, as it arrives."""
    with field.bot.database.write() as session:
        market = HereAlready(session, workspace_id=TEAM["id"])
        publisher.moving_weeks(market)
        digest.digest_now(session, market.workspace, DUE, asked_by=PRIYA)
    field.bot.worker.wake()
    return field.message(DIGEST, "Solar panels")


def pictures(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in message["blocks"] if block["type"] == "image"]


def assert_it_is_there_in_words_once(field: Field, message: dict[str, Any]) -> None:
    assert pictures(message) == []
    assert "10 accounts this week" in message["text"]
    assert field.eventually(lambda: field.messages(DIGEST, thread_ts=message["ts"])[1:])
    assert len(field.messages(DIGEST)) == 1


def test_the_digest_shows_what_moved_once_slack_has_processed_the_picture(field: Field) -> None:
    field.control("files", processing_ms=300)
    message = digest_of_a_moving_week(field)
    [picture] = pictures(message)
    assert picture["slack_file"]["id"].startswith("F")
    assert picture["alt_text"].startswith("Solar panels in South West: 10 accounts this week, up to 6 would be normal.")
    assert len(field.messages(DIGEST)) == 1


def test_without_the_permission_the_digest_is_in_words(field: Field) -> None:
    asked = manifest()
    asked["oauth_config"]["scopes"]["bot_optional"].remove(PICTURES)
    field.control("install", manifest=asked)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field))


def test_a_picture_that_slack_is_at_work_on_for_too_long_is_left_out(field: Field) -> None:
    field.control("files", processing_ms=60_000)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field))


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("kind", ["500_before", "500_after", "drop_after", "error", "ratelimited"])
def test_a_picture_that_cannot_be_uploaded_is_left_out(field: Field, step: str, kind: str) -> None:
    field.control("faults", method=step, kind=kind)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field))
