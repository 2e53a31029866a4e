"""Messages to the bot as Slack delivers them, and what is none of our business."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads.chat import heard
from bot.usecases.heard import Change

MESSAGE: dict[str, Any] = {
    "type": "message",
    "user": "U1",
    "text": "bees &amp; <@U2>",
    "ts": "1.2",
    "channel": "D1",
    "channel_type": "im",
}
CLIP: dict[str, Any] = {
    "name": "clip.m4a",
    "subtype": "slack_audio",
    "mimetype": "audio/mp4",
    "permalink": "https://f/1",
}


def event(**fields: Any) -> dict[str, Any]:
    return {"team_id": "T1", "event": {**MESSAGE, **fields}}


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return event(
        subtype="message_changed",
        ts="9.9",
        user=None,
        message={**MESSAGE, **after},
        previous_message={**MESSAGE, **before},
    )


def test_a_message_is_read_as_people_read_it() -> None:
    found = heard(event(), {"U2": "Tom"}, "UBOT")
    assert found is not None
    assert (found.words, found.ts, found.channel_id, found.actor.user_id) == ("bees & @Tom", "1.2", "D1", "U1")


@pytest.mark.parametrize(
    "fields",
    [
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"bot_id": "B1"},
        {"user": "UBOT"},
        {"user": None},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "message_replied"},
    ],
)
def test_what_no_person_said_to_the_bot_is_none(fields: dict[str, Any]) -> None:
    assert heard(event(**fields), {}, "UBOT") is None


def test_an_edit_is_the_message_it_changed_and_an_unfurl_is_none() -> None:
    found = heard(changed({"text": "bees"}, {"text": "wasps"}), {}, "UBOT")
    assert found is not None
    assert (found.change, found.words, found.ts) == (Change.EDITED, "wasps", "1.2")
    assert heard(changed({}, {"attachments": [{"title": "A page"}]}), {}, "UBOT") is None
    assert heard(changed({"bot_id": "B1", "text": "a"}, {"bot_id": "B1", "text": "b"}), {}, "UBOT") is None


@pytest.mark.parametrize(
    "body",
    [
        event(subtype="message_deleted", ts="9.9", user=None, deleted_ts="1.2", previous_message=MESSAGE),
        changed({}, {"subtype": "tombstone", "user": "USLACKBOT"}),
    ],
)
def test_a_deletion_names_the_message_that_is_gone(body: dict[str, Any]) -> None:
    found = heard(body, {}, "UBOT")
    assert found is not None
    assert (found.change, found.ts, found.actor.user_id) == (Change.DELETED, "1.2", "U1")


def test_a_clip_speaks_by_its_transcript() -> None:
    told = {**CLIP, "transcription": {"status": "complete", "preview": {"content": "bees please"}}}
    found = heard(event(text="", subtype="file_share", files=[told]), {}, "UBOT")
    assert found is not None
    assert (found.words, found.files, found.is_voice) == ("bees please", (), True)
    for broken in (None, {}, {"preview": None}, {"preview": {"content": None}}, "soon"):
        mute = heard(event(text="", subtype="file_share", files=[{**CLIP, "transcription": broken}]), {}, "UBOT")
        assert mute is not None
        assert (mute.words, mute.is_voice) == ("", True)


def test_a_message_that_was_passed_on_brings_its_words() -> None:
    shared = {"is_msg_unfurl": True, "text": "They want bees", "author_id": "U2"}
    found = heard(event(text="", attachments=[shared]), {}, "UBOT")
    assert found is not None
    assert found.words == "They want bees"


@given(st.dictionaries(st.sampled_from(["text", "files", "attachments", "subtype", "user"]), st.none() | st.just([])))
def test_whatever_is_missing_nothing_breaks(fields: dict[str, Any]) -> None:
    heard(event(**fields), {}, "UBOT")
