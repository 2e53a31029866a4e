"""Drafts that nobody saved: told of once at the end of the day, expired after a week with a notice, kept for good."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.usecases import drafts
from storage.database import Database
from storage.models import Draft, ReportKind, Workspace
from storage.queries import workspaces
from tests.factories import Factory
from tests.flows.chatting import hears, logged, look_what_is_due, press, said_to, tell
from tests.flows.conftest import MAYA, TEAM, TOM, Field
from tests.flows.steps import quiet, restarted, whisper, words_of

BEES = "Ace Roofing would buy an ad if we had a heading for bees"
WASPS = "Bell Plumbing would buy an ad if we had a heading for wasps"
ZONE = ZoneInfo("Europe/London")


def go_to_the_end_of_the_day(field: Field, *, minutes: int = 1) -> None:
    """Put the clock to some minutes after the next end of a working day."""
    with field.session() as session:
        workspace = workspaces.get_workspace(session, workspace_id=TEAM["id"])
        ends = drafts.end_of_day(workspace, field.clock())
    field.clock.offset += ends - field.clock() + timedelta(minutes=minutes)


def test_what_waits_is_shown_once_at_the_end_of_the_day_in_one_message(field: Field) -> None:
    tell(field, MAYA, BEES)
    hears(field, MAYA, "bees")
    tell(field, MAYA, WASPS)
    hears(field, MAYA, "wasps")
    look_what_is_due(field)
    quiet(field)
    assert len(said_to(field, MAYA)) == 2
    go_to_the_end_of_the_day(field)
    look_what_is_due(field)
    evening = hears(field, MAYA, "Before you go: 2 drafts are not saved yet.")
    assert "bees" in words_of(evening)
    assert "wasps" in words_of(evening)
    look_what_is_due(field)
    field.clock.offset += timedelta(days=1)
    look_what_is_due(field)
    quiet(field)
    assert len(said_to(field, MAYA)) == 3


def test_a_draft_is_saved_from_the_evenings_message_too(field: Field) -> None:
    tell(field, MAYA, BEES)
    card = hears(field, MAYA, "bees")
    go_to_the_end_of_the_day(field)
    look_what_is_due(field)
    evening = hears(field, MAYA, "Before you go: 1 draft is not saved yet.")
    press(field, MAYA, evening, "save_draft")
    hears(field, MAYA, "Nothing waits for you any more.")
    quiet(field)
    shown = {one["ts"]: words_of(one) for one in said_to(field, MAYA)}
    assert "Request logged." in shown[card["ts"]]
    assert "✓ Saved" in shown[evening["ts"]]
    assert len(logged(field, MAYA)) == 1


def test_what_is_not_clear_is_asked_in_the_evenings_message_too(field: Field) -> None:
    tell(field, MAYA, "Dentists keep moaning about the page_layout")
    hears(field, MAYA, "Is this a request or a lost deal?")
    go_to_the_end_of_the_day(field)
    look_what_is_due(field)
    evening = hears(field, MAYA, "Request or lost deal?")
    press(field, MAYA, evening, "save_as:lost_deal")
    hears(field, MAYA, "Nothing waits for you any more.")
    assert [one.kind for one in logged(field, MAYA)] == [ReportKind.LOST_DEAL]


def test_everybody_is_told_of_their_own(field: Field) -> None:
    tell(field, MAYA, BEES)
    hears(field, MAYA, "bees")
    tell(field, TOM, WASPS)
    hears(field, TOM, "wasps")
    go_to_the_end_of_the_day(field)
    look_what_is_due(field)
    assert "wasps" not in words_of(hears(field, MAYA, "Before you go"))
    assert "bees" not in words_of(hears(field, TOM, "Before you go"))


def test_a_draft_expires_after_a_week_with_a_notice_and_can_be_brought_back(field: Field) -> None:
    tell(field, MAYA, BEES)
    hears(field, MAYA, "bees")
    go_to_the_end_of_the_day(field)
    look_what_is_due(field)
    hears(field, MAYA, "Before you go")
    field.clock.offset += timedelta(days=7)
    look_what_is_due(field)
    notice = hears(field, MAYA, "1 draft expired after seven days and was not logged.")
    assert logged(field, MAYA) == []
    press(field, MAYA, notice, "bring_back_draft")
    press(field, MAYA, hears(field, MAYA, "save_draft"), "save_draft")
    hears(field, MAYA, "Request logged.")


def test_after_an_outage_of_a_fortnight_a_draft_expires_and_is_not_said_to_wait(field: Field) -> None:
    tell(field, MAYA, BEES)
    hears(field, MAYA, "bees")
    field.clock.offset += timedelta(days=14)
    look_what_is_due(field)
    hears(field, MAYA, "1 draft expired")
    quiet(field)
    assert not [one for one in said_to(field, MAYA) if "Before you go" in words_of(one)]


def test_an_expired_draft_is_not_saved_by_its_old_button(field: Field) -> None:
    tell(field, MAYA, BEES)
    card = hears(field, MAYA, "bees")
    field.control("faults", method="chat.update", kind="error", error="cant_update_message", times=5)
    field.clock.offset += timedelta(days=14)
    look_what_is_due(field)
    hears(field, MAYA, "1 draft expired")
    press(field, MAYA, card, "save_draft")
    assert "Bring it back" in words_of(whisper(field, MAYA, "That draft expired after seven days.", channel=f"@{MAYA}"))
    assert logged(field, MAYA) == []


def test_nothing_is_lost_by_a_restart(field: Field) -> None:
    tell(field, MAYA, BEES)
    card = hears(field, MAYA, "bees")
    field.bot.stop()
    restarted(field)
    press(field, MAYA, card, "save_draft")
    hears(field, MAYA, "Request logged.")
    assert len(logged(field, MAYA)) == 1


def test_a_draft_stands_on_the_home_tab_until_it_is_saved_or_discarded(field: Field) -> None:
    tell(field, MAYA, BEES)
    card = hears(field, MAYA, "bees")
    field.command(MAYA, "/field mine")
    whisper(field, MAYA, "Not sent yet:")
    press(field, MAYA, card, "discard_draft")
    hears(field, MAYA, "Discarded.")
    field.command(MAYA, "/field mine")
    quiet(field)
    [*_, last] = field.messages("C0GENERAL", MAYA)
    assert "Not sent yet" not in words_of(last)


def test_the_day_ends_at_five_on_working_days_whatever_the_clocks_do(database: Database) -> None:
    with database.write() as session:
        workspace: Workspace = Factory(session).workspace
        workspace.timezone = "Europe/London"
    for now, ends in (
        ("2026-03-26 09:00", "2026-03-26 17:00"),
        ("2026-03-26 17:00", "2026-03-27 17:00"),
        ("2026-03-27 18:00", "2026-03-30 17:00"),  # over a weekend on which the clocks change
        ("2026-03-29 12:00", "2026-03-30 17:00"),
    ):
        at = datetime.fromisoformat(now).replace(tzinfo=ZONE)
        assert drafts.end_of_day(workspace, at) == datetime.fromisoformat(ends).replace(tzinfo=ZONE), now


def test_a_draft_waits_or_does_not(database: Database) -> None:
    with database.write() as session:
        draft: Draft = Factory(session).draft("U1")
        assert not draft.waits
