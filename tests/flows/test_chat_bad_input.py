"""Whatever people send to the bot: threads, tables, bursts, files, clips, edits, bots, and a database that is out."""

import copy
from typing import Any

import pytest

from storage.models import Draft, Report
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import MAYA, TEAM, TOM, Field
from tests.flows.steps import Json, deliver_again, deliveries, everything_shown, live_tokens, quiet, words_of

WANT = "Ace Roofing would buy an ad if we had a heading for drone surveys"
THREAD = f"{WANT}, 1,200 a year.\n" + "\n".join(f"> On day {day} somebody wrote something long." for day in range(470))


def event_of(field: Field, words: str) -> Json:
    """The event that a message came in."""
    found = [one for one in deliveries(field, "event_callback") if words in str(one["event"].get("text"))]
    return copy.deepcopy(found[0])


def arrives(field: Field, ts: str, **event: Any) -> None:
    """A message as the local workspace cannot send it: with files, from a bot."""
    tell(field, MAYA, "hi")
    hears(field, MAYA, "in your own words")
    body = event_of(field, "hi")
    body["event"] |= {"ts": ts, "event_ts": ts, "client_msg_id": ts, **event}
    deliver_again(field, body)


def drafts(field: Field) -> list[Draft]:
    with field.session() as session:
        rows = session.query(Draft).where(Draft.workspace_id == TEAM["id"]).order_by(Draft.opened_at)
        return list(rows)


def test_a_pasted_thread_is_kept_whole_and_its_beginning_is_read(field: Field) -> None:
    know(field, "Ace Roofing")
    assert len(THREAD) > 20_000
    arrives(field, "1790000000.000100", text=THREAD.replace(">", "&gt;"))
    card = hears(field, MAYA, "Customer: *Ace Roofing*")
    press(field, MAYA, card, "save_draft")
    hears(field, MAYA, "Request logged.")
    [report] = logged(field, MAYA)
    assert report.said == THREAD


@pytest.mark.parametrize(
    "words",
    [
        "name\tvalue\twant\nAce Roofing\t1200\ta heading for drones\nBell\t900\tbees",
        "```\nif want(heading): buy(ad)  # <b> & co\n```\nAce Roofing wants a heading for code",
        "<!channel> <!here> Ace Roofing wants a heading for bees",
        "@priya *bold* _it_ ~no~ Ace Roofing wants <https://evil.example|a heading> for bees {0} %s",
        "Ace Roofing möchte eine Rubrik für Drohnen. Ils veulent une rubrique. 彼らは見出しが欲しい",
        "הם רוצים כותרת \u202eלדבורים\u202c مع العسل والنحل في المدينة",
        "🐝🐝🐝 🐝 🐝 🐝",
        "x" * 3900,
    ],
)
def test_any_text_gets_an_answer_and_pings_nobody(field: Field, words: str) -> None:
    tell(field, MAYA, words)
    field.eventually(lambda: said_to(field, MAYA))
    for one in said_to(field, MAYA):
        if "save_draft" in words_of(one) or "save_as" in words_of(one):
            press(field, MAYA, one, "save_draft" if "save_draft" in words_of(one) else "save_as:request")
    quiet(field)
    for one in everything_shown(field):
        foreign = {token for token in live_tokens(one) if token != f"<@{MAYA}>" and not token.startswith("<!date^")}
        assert foreign == set(), one


def test_an_edit_in_slack_changes_the_card_until_it_is_saved(field: Field) -> None:
    know(field, "Ace Roofing")
    ts = tell(field, MAYA, f"{WANT}, 1200")
    card = hears(field, MAYA, "£1,200")
    field.control("edit", user=MAYA, channel=f"@{MAYA}", ts=ts, text=f"{WANT}, 1500")
    assert hears(field, MAYA, "£1,500")["ts"] == card["ts"]
    press(field, MAYA, card, "save_draft")
    hears(field, MAYA, "Request logged.")
    field.control("edit", user=MAYA, channel=f"@{MAYA}", ts=ts, text=f"{WANT}, 1900")
    quiet(field)
    assert [one.value_minor for one in logged(field, MAYA)] == [150_000]


def test_a_message_deleted_in_slack_discards_its_draft_and_can_be_brought_back(field: Field) -> None:
    ts = tell(field, MAYA, WANT)
    hears(field, MAYA, "*Request*")
    field.control("delete", user=MAYA, channel=f"@{MAYA}", ts=ts)
    press(field, MAYA, hears(field, MAYA, "Discarded."), "bring_back_draft")
    hears(field, MAYA, "save_draft")


def test_a_burst_of_thirty_messages_loses_none_and_floods_nobody(field: Field) -> None:
    for number in range(30):
        tell(field, MAYA, f"Customer {number} Ltd would buy an ad if we had a heading for trade {number}")
    field.eventually(lambda: len(drafts(field)) == 30)
    quiet(field)
    waiting = {str(one.draft_id) for one in drafts(field) if one.waits}
    shown = "".join(words_of(one) for one in said_to(field, MAYA))
    assert len(waiting) == 30
    assert "more draft" in shown or all(one in shown for one in waiting)


@pytest.mark.parametrize("sender", [{"bot_id": "B0OTHER"}, {"subtype": "bot_message"}, {"user": None}])
def test_a_bot_that_talks_to_the_bot_gets_no_answer(field: Field, sender: dict[str, Any]) -> None:
    arrives(field, "1790000001.000100", text=WANT, **sender)
    quiet(field)
    assert len(said_to(field, MAYA)) == 1
    assert drafts(field) == []


def test_a_file_is_kept_as_a_link_and_not_fetched(field: Field) -> None:
    file = {"id": "F1", "name": "roof.jpg", "mimetype": "image/jpeg", "permalink": "https://files.example/F1"}
    arrives(field, "1790000002.000100", text=WANT, subtype="file_share", files=[file])
    press(field, MAYA, hears(field, MAYA, "Attached: roof.jpg"), "save_draft")
    hears(field, MAYA, "Request logged.")
    [report] = logged(field, MAYA)
    assert report.note == "Attached: roof.jpg https://files.example/F1"


def test_a_file_alone_asks_for_a_line_or_goes_to_the_draft_that_waits(field: Field) -> None:
    file = {"id": "F1", "name": "roof.jpg", "mimetype": "image/jpeg", "permalink": "https://files.example/F1"}
    arrives(field, "1790000003.000100", text="", subtype="file_share", files=[file])
    hears(field, MAYA, "I cannot look into files.")
    tell(field, MAYA, WANT)
    hears(field, MAYA, "*Request*")
    body = event_of(field, "hi")
    body["event"] |= {"ts": "1790000003.000200", "text": "", "subtype": "file_share", "files": [file]}
    deliver_again(field, body)
    hears(field, MAYA, "Attached: roof.jpg")


def test_a_clip_is_read_by_its_transcript_and_else_text_is_asked_for(field: Field) -> None:
    clip: dict[str, Any] = {"id": "F2", "name": "clip.m4a", "subtype": "slack_audio", "mimetype": "audio/mp4"}
    arrives(field, "1790000004.000100", text="", subtype="file_share", files=[clip])
    hears(field, MAYA, "this one came without its words")
    clip["transcription"] = {"status": "complete", "preview": {"content": WANT, "has_more": False}}
    body = event_of(field, "hi")
    body["event"] |= {"ts": "1790000004.000200", "text": "", "subtype": "file_share", "files": [clip]}
    deliver_again(field, body)
    hears(field, MAYA, "*Request*")


def test_when_the_database_is_out_the_rep_is_told_and_nothing_pretends_to_be_saved(field: Field) -> None:
    tell(field, MAYA, "hi")
    hears(field, MAYA, "in your own words")
    quiet(field)
    with field.bot.database.engine.connect() as connection:
        connection.exec_driver_sql("alter table draft rename to draft_elsewhere")
        connection.commit()
    tell(field, MAYA, WANT)
    hears(field, MAYA, "Nothing of it was saved.")
    tell(field, MAYA, WANT + " too")
    quiet(field)
    with field.bot.database.engine.connect() as connection:
        connection.exec_driver_sql("alter table draft_elsewhere rename to draft")
        connection.commit()
    quiet(field)
    assert drafts(field) == []
    tell(field, MAYA, WANT)
    hears(field, MAYA, "*Request*")
    assert sum("Nothing of it was saved" in words_of(one) for one in said_to(field, MAYA)) == 1


def test_what_a_person_writes_to_another_is_not_ours(field: Field) -> None:
    field.control("message", user=TOM, channel="C0GENERAL", text=WANT)
    quiet(field)
    with field.session() as session:
        assert session.query(Report).count() == session.query(Draft).count() == 0
