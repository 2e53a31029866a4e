"""The digest shows what moved as the workspace wants it shown, and says the same in words where it cannot be shown."""

from typing import Any

import pytest

from bot.blocks.manifest import PICTURES, manifest
from storage.models import ShowPicture
from tests.flows.conftest import DIGEST, Field
from tests.flows.moving import digest_of_a_moving_week
from tests.flows.steps import calls, quiet, words_of

UPLOADS = ["files.getUploadURLExternal", "files.completeUploadExternal"]
TROUBLES = ["500_before", "500_after", "drop_after", "error"]
Json = dict[str, Any]


def kinds(message: Json) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def pictures(message: Json) -> list[Json]:
    return [block for block in message["blocks"] if block["type"] == "image"]


def charts(message: Json) -> list[Json]:
    return [block for block in message["blocks"] if block["type"] == "data_visualization"]


def replies(field: Field, message: Json) -> list[Json]:
    """The digest's thread, once everything was said."""
    quiet(field)
    return field.messages(DIGEST, thread_ts=message["ts"])[1:]


def in_words(message: Json) -> bool:
    return not pictures(message) and not charts(message) and "10 accounts this week" in message["text"]


def assert_it_is_there_in_words_once(field: Field, message: Json) -> None:
    assert in_words(message)
    thread = replies(field, message)
    assert thread
    assert not any(one.get("files") for one in thread)
    assert len(field.messages(DIGEST)) == 1


def without_the_permission(field: Field) -> None:
    asked = manifest()
    asked["oauth_config"]["scopes"]["bot_optional"].remove(PICTURES)
    field.control("install", manifest=asked)


def test_the_digest_shows_what_moved_once_slack_has_processed_the_picture(field: Field) -> None:
    field.control("files", processing_ms=300)
    message = digest_of_a_moving_week(field)
    [picture] = pictures(message)
    assert picture["slack_file"]["id"].startswith("F")
    assert picture["alt_text"].startswith("Solar panels in South West: 10 accounts this week, up to 6 would be normal.")
    assert len(field.messages(DIGEST)) == 1


def test_a_message_of_the_thread_shows_its_picture_below_what_it_says(field: Field) -> None:
    message = digest_of_a_moving_week(field, lost_deals=9)
    [deals] = [one for one in replies(field, message) if pictures(one)]
    place = kinds(deals).index("image")
    assert "Why deals are lost" in words_of({"blocks": deals["blocks"][:place]})
    assert "Lost for want" not in words_of({"blocks": deals["blocks"][:place]})
    assert deals["blocks"][place]["alt_text"].startswith("One reason took 67% of the 9 deals we lost.")


def test_without_the_permission_the_digest_is_in_words(field: Field) -> None:
    without_the_permission(field)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field))


def test_a_picture_that_slack_is_at_work_on_for_too_long_is_left_out(field: Field) -> None:
    field.control("files", processing_ms=60_000)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field))


@pytest.mark.parametrize("step", UPLOADS)
@pytest.mark.parametrize("kind", [*TROUBLES, "ratelimited"])
def test_a_picture_that_cannot_be_uploaded_is_left_out(field: Field, step: str, kind: str) -> None:
    field.control("faults", method=step, kind=kind)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field))


def test_whoever_wants_no_picture_gets_words_and_nothing_is_uploaded(field: Field) -> None:
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field, ShowPicture.NO))
    assert calls(field, UPLOADS[0]) == []


def test_in_the_thread_the_picture_follows_the_words_and_comes_before_the_rest(field: Field) -> None:
    message = digest_of_a_moving_week(field, ShowPicture.THREAD, lost_deals=9)
    assert in_words(message)
    thread = replies(field, message)
    titles = [one["files"][0]["title"] if one.get("files") else one["text"] for one in thread]
    assert titles == [
        "What moved, week 47",
        "Week 47: what moved",
        "Week 47: customers’ words",
        "Week 47: deals",
        "Why deals were lost, week 47",
        "Week 47: decisions",
    ]
    assert thread[0]["files"][0]["alt_txt"].startswith("Solar panels in South West: 10 accounts this week")


def test_a_shared_picture_waits_for_as_long_as_slack_asks_and_comes_once(field: Field) -> None:
    field.control("faults", method=UPLOADS[0], kind="ratelimited", retry_after=1)
    message = digest_of_a_moving_week(field, ShowPicture.THREAD)
    thread = replies(field, message)
    assert [bool(one.get("files")) for one in thread].count(True) == 1
    assert thread[0].get("files")


@pytest.mark.parametrize("step", UPLOADS)
@pytest.mark.parametrize("kind", TROUBLES)
def test_a_shared_picture_that_fails_holds_nothing_up_and_never_comes_twice(field: Field, step: str, kind: str) -> None:
    field.control("faults", method=step, kind=kind)
    message = digest_of_a_moving_week(field, ShowPicture.THREAD)
    thread = replies(field, message)
    assert "Week 47: decisions" in [one["text"] for one in thread]
    came = step == UPLOADS[1] and kind in ("500_after", "drop_after")
    assert [bool(one.get("files")) for one in thread].count(True) == int(came)


def test_without_the_permission_nothing_is_shared(field: Field) -> None:
    without_the_permission(field)
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field, ShowPicture.THREAD))


def test_slacks_own_chart_has_what_moved_beside_what_would_be_normal(field: Field) -> None:
    message = digest_of_a_moving_week(field, ShowPicture.CHART)
    [chart] = charts(message)
    assert chart["title"] == "Week 47: what moved, and what is normal"
    now, normal = chart["chart"]["series"]
    assert (now["name"], normal["name"]) == ("This week", "Normal, at most")
    assert now["data"][0] == {"label": "Solar panels", "value": 10}
    assert normal["data"][0] == {"label": "Solar panels", "value": 6}
    assert calls(field, UPLOADS[0]) == []
    assert len(field.messages(DIGEST)) == 1


def test_slacks_own_chart_has_the_reasons_of_the_lost_deals_in_the_thread(field: Field) -> None:
    message = digest_of_a_moving_week(field, ShowPicture.CHART, lost_deals=9)
    [deals] = [one for one in replies(field, message) if charts(one)]
    assert "Why deals are lost" in words_of({"blocks": deals["blocks"][: kinds(deals).index("data_visualization")]})
    [chart] = charts(deals)
    assert chart["title"] == "Why 9 deals were lost in 13 weeks"
    assert chart["chart"]["series"][0]["data"] == [
        {"label": "Too dear for what…", "value": 6},
        {"label": "Away on leave", "value": 3},
    ]


def test_a_chart_that_slack_refuses_is_replaced_by_the_picture(field: Field) -> None:
    field.control("faults", method="chat.postMessage", kind="error", error="invalid_blocks")
    field.control("files", processing_ms=300)
    message = digest_of_a_moving_week(field, ShowPicture.CHART)
    assert charts(message) == []
    assert len(pictures(message)) == 1
    assert len(calls(field, UPLOADS[0])) == 1
    assert len(field.messages(DIGEST)) == 1


def test_where_neither_chart_nor_picture_is_taken_the_words_are(field: Field) -> None:
    field.control("faults", method="chat.postMessage", kind="error", error="invalid_blocks")
    field.control("faults", method=UPLOADS[1], kind="error")
    assert_it_is_there_in_words_once(field, digest_of_a_moving_week(field, ShowPicture.CHART))
