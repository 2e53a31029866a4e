"""The picture of a digest: whatever becomes of it, the digest is said once."""

from dataclasses import replace

import pytest

from bot.blocks.manifest import PICTURES, SCOPES
from bot.doctor import Verdict, _scopes
from bot.slack import RateLimited, Refused, Unclear
from bot.usecases import digest
from storage.database import Database
from storage.models import MessageKind, MessageState, OutboxMessage
from storage.queries import outbox as queue
from storage.queries import workspaces
from tests.bot.test_worker import AT_ONCE, T1, Desk
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, Market

PATIENT = replace(AT_ONCE, processing=0, patience=3600)


class HereAlready(Market):
    """A market in a workspace that is there."""

    def __post_init__(self) -> None:
        self.workspace = workspaces.get_workspace(self.session, workspace_id=self.workspace_id)


@pytest.fixture
def desk(database: Database) -> Desk:
    """A desk at which the digest of a moving week waits to be said."""
    desk = Desk(database, pace=PATIENT)
    with database.write() as session:
        market = HereAlready(session)
        market.workspace.digest_channel_id = "C2"
        publisher.moving_weeks(market)
        digest.digest_now(session, market.workspace, DUE, asked_by="U1")
    return desk


def digest_row(desk: Desk) -> OutboxMessage:
    with desk.database.read() as session:
        rows = [row for state in MessageState for row in queue.in_state(session, workspace_id=T1, state=state)]
        [row] = [row for row in rows if row.kind is MessageKind.DIGEST]
        return row


def said(desk: Desk) -> list[str]:
    return [one.text for one in desk.slack.sent if one.thread_ts is None]


def test_the_digest_goes_with_its_picture_and_its_thread_without(desk: Desk) -> None:
    desk.run()
    assert len(said(desk)) == 1
    assert desk.slack.pictures[0] == "F1"
    assert set(desk.slack.pictures[1:]) == {None}
    assert desk.slack.files[0].startswith(b"\x89PNG")


def test_a_picture_that_is_being_processed_is_uploaded_once_and_tried_again(desk: Desk) -> None:
    for _ in range(3):
        desk.slack.refuses("post", "invalid_blocks")
    desk.run()
    assert desk.slack.pictures[:4] == ["F1"] * 4
    assert len(said(desk)) == len(desk.slack.files) == 1
    assert digest_row(desk).attempts == 0


def test_while_its_picture_is_being_processed_no_thread_waits(desk: Desk) -> None:
    desk.slack.refuses("post", "invalid_blocks")
    slow = desk.another_worker(replace(PATIENT, processing=3600))
    other = desk.confirmation("U9")
    desk.run(slow)
    assert [one.message_id for one in desk.slack.sent] == [str(other)]
    assert digest_row(desk).state is MessageState.PENDING


def test_a_picture_that_takes_too_long_is_left_out(desk: Desk) -> None:
    desk.slack.refuses("post", "invalid_blocks")
    desk.run(desk.another_worker(replace(PATIENT, patience=0)))
    assert desk.slack.pictures[:2] == ["F1", None]
    assert len(said(desk)) == 1


def test_a_digest_that_slack_refuses_in_words_too_is_dead(desk: Desk) -> None:
    for _ in range(2):
        desk.slack.refuses("post", "invalid_blocks")
    desk.run(desk.another_worker(replace(PATIENT, patience=0)))
    assert digest_row(desk).state is MessageState.DEAD


@pytest.mark.parametrize("trouble", [Refused("missing_scope"), RateLimited(30), Unclear("HTTP 500"), KeyError("url")])
def test_without_its_file_the_digest_goes_in_words(desk: Desk, trouble: Exception) -> None:
    desk.slack.fails("upload", trouble)
    desk.run()
    assert desk.slack.pictures[0] is None
    assert len(said(desk)) == 1


def test_after_a_restart_the_picture_is_uploaded_again_and_the_digest_said_once(desk: Desk) -> None:
    desk.slack.refuses("post", "invalid_blocks")
    desk.worker.step()
    desk.run(desk.another_worker())
    assert desk.slack.pictures[:2] == ["F1", "F2"]
    assert len(said(desk)) == 1


def test_a_post_with_a_picture_whose_answer_was_lost_is_not_said_again_once_slack_tells_of_it(desk: Desk) -> None:
    desk.slack.is_unclear("post", is_done=True).meanwhile = desk.event
    desk.run()
    assert len(said(desk)) == 1
    assert digest_row(desk).state is MessageState.SENT


def test_doctor_says_what_is_missing_without_the_permission_and_finds_nothing_wrong() -> None:
    found = list(_scopes(",".join(SCOPES)))
    assert {one.verdict for one in found} == {Verdict.GOOD}
    assert found[-1].sentence.startswith("files:write was not granted: digests come without a picture")
    assert len(list(_scopes(",".join([*SCOPES, PICTURES])))) == 1
