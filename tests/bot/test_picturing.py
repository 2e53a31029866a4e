"""The picture of a digest: whatever becomes of it, the digest is said once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.manifest import PICTURES, SCOPES
from bot.doctor import Verdict, _scopes
from bot.jobs import digest_rendering
from bot.slack import RateLimited, Refused, Unclear
from bot.usecases import digest
from digests.charts.figures import Drawing
from digests.report import DigestReport
from storage.database import Database
from storage.models import MessageKind, MessageState, OutboxMessage, ShowPicture
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


def moving_week(database: Database, show: ShowPicture) -> Desk:
    """A desk at which the digest of a moving week waits to be said."""
    desk = Desk(database, pace=PATIENT)
    with database.write() as session:
        market = HereAlready(session)
        market.workspace.digest_channel_id, market.workspace.show_picture = "C2", show
        publisher.moving_weeks(market)
        digest.digest_now(session, market.workspace, DUE, asked_by="U1")
    return desk


@pytest.fixture
def desk(database: Database) -> Desk:
    """The digest shows its picture in the message."""
    return moving_week(database, ShowPicture.MESSAGE)


@pytest.fixture
def sharing(database: Database) -> Desk:
    """The picture goes into the thread; the digest itself is said already, and the picture comes next."""
    desk = moving_week(database, ShowPicture.THREAD)
    desk.worker.step()
    return desk


@pytest.fixture
def charting(database: Database) -> Desk:
    """Slack is to draw a chart."""
    return moving_week(database, ShowPicture.CHART)


def digest_row(desk: Desk, kind: MessageKind = MessageKind.DIGEST) -> OutboxMessage:
    with desk.database.read() as session:
        rows = [row for state in MessageState for row in queue.in_state(session, workspace_id=T1, state=state)]
        [row] = [row for row in rows if row.kind is kind]
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


def test_a_shared_picture_has_a_title_and_says_in_words_what_it_shows(sharing: Desk) -> None:
    sharing.run()
    [(title, alt, channel_id, thread_ts)] = sharing.slack.shared
    assert title == "What moved, week 47"
    assert alt.startswith("Solar panels in South West: 10 accounts this week")
    assert (channel_id, thread_ts) == ("C2", sharing.slack.sent[0].ts)
    assert sharing.slack.files[0].startswith(b"\x89PNG")
    assert set(sharing.slack.pictures) == {None}


@pytest.mark.parametrize("trouble", [Refused("not_in_channel"), Unclear("HTTP 500")])
def test_a_shared_picture_that_fails_is_not_tried_again_and_the_thread_goes_on(
    sharing: Desk, trouble: Exception
) -> None:
    sharing.slack.fails("share", trouble)
    sharing.run()
    assert sharing.slack.shared == []
    assert digest_row(sharing, MessageKind.DIGEST_PICTURE).state is MessageState.SENT
    assert len(sharing.slack.sent) > 2


def test_while_slack_refuses_the_token_a_shared_picture_waits(sharing: Desk) -> None:
    sharing.slack.refuses("share", "invalid_auth")
    sharing.run()
    assert len(sharing.slack.shared) == 1


def test_a_picture_that_may_have_been_shared_before_a_crash_is_not_shared_again(sharing: Desk) -> None:
    with sharing.database.write() as session:
        lease = queue.take(session, now=datetime.now(UTC), lease=timedelta(0))
        assert lease is not None
        assert lease.message.kind is MessageKind.DIGEST_PICTURE
    sharing.run(sharing.another_worker())
    assert sharing.slack.shared == []
    assert len(sharing.slack.sent) > 2


def test_a_picture_that_cannot_be_drawn_is_left_out_of_the_thread(
    sharing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_report: DigestReport) -> Drawing:
        raise KeyError("figures")

    drawn = replace(digest_rendering.PICTURES[None], draw=fault)
    monkeypatch.setitem(digest_rendering.PICTURES, None, drawn)
    sharing.run()
    assert sharing.slack.shared == []
    assert len(sharing.slack.sent) > 2


def test_whoever_wants_no_files_in_the_thread_any_more_gets_none(sharing: Desk) -> None:
    with sharing.database.write() as session:
        workspaces.get_workspace(session, workspace_id=T1).show_picture = ShowPicture.NO
    sharing.run()
    assert sharing.slack.shared == []


def test_slack_draws_the_chart_and_nothing_is_uploaded(charting: Desk) -> None:
    charting.run()
    assert charting.slack.charts[0]
    assert charting.slack.files == []
    assert len(said(charting)) == 1


def test_a_chart_that_slack_refused_is_not_tried_again_while_its_picture_is_processed(charting: Desk) -> None:
    for _ in range(3):
        charting.slack.refuses("post", "invalid_blocks")
    charting.run()
    assert charting.slack.charts[:4] == [True, False, False, False]
    assert charting.slack.pictures[:4] == [None, "F1", "F1", "F1"]
    assert len(said(charting)) == len(charting.slack.files) == 1


def test_a_chart_whose_post_had_no_clear_answer_is_not_said_again_once_slack_tells_of_it(charting: Desk) -> None:
    charting.slack.is_unclear("post", is_done=True).meanwhile = charting.event
    charting.run()
    assert len(said(charting)) == 1
    assert digest_row(charting).state is MessageState.SENT


def test_doctor_says_what_is_missing_without_the_permission_and_finds_nothing_wrong() -> None:
    found = list(_scopes(",".join(SCOPES)))
    assert {one.verdict for one in found} == {Verdict.GOOD}
    assert found[-1].sentence.startswith("files:write was not granted: digests come without a picture")
    assert len(list(_scopes(",".join([*SCOPES, PICTURES])))) == 1
