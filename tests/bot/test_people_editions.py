"""How a rep's and a team's editions look in Slack."""

from pathlib import Path

import pytest

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message, mrk
from bot.blocks.people_editions import rep_message, team_message
from storage.database import Database
from storage.models import RequestStatus
from tests.bot.test_digest_blocks import assert_slack_takes, buttons, reading, texts
from tests.digests.golden import assert_golden
from tests.digests.people_of_a_publisher import MAYA, TOM, ZOE, busy_week, decided, quiet_week, rep_of, team_of
from tests.factories import Factory

ACCEPTED = Path(__file__).parent.parent / "digests" / "accepted" / "people"
FOOTER = [kit.context(mrk("Change or stop"))]


def messages(database: Database, fill: object) -> dict[str, Message]:
    """Both messages of a week that was filled."""
    with database.write() as session:
        make = Factory(session)
        fill(make)  # type: ignore[operator] # busy_week or quiet_week
        return {
            "rep": rep_message(rep_of(session), FOOTER),
            "team": team_message(team_of(session, MAYA, TOM, ZOE), FOOTER),
        }


@pytest.mark.parametrize("fill", [busy_week, quiet_week])
@pytest.mark.parametrize("edition", ["rep", "team"])
def test_the_words_are_those_that_were_accepted(database: Database, fill: object, edition: str) -> None:
    said = messages(database, fill)[edition]
    assert_golden(ACCEPTED / f"{edition}.{fill.__name__}.slack.txt", reading(said))  # type: ignore[attr-defined] # a function
    assert_slack_takes(said)
    assert said.blocks[-1] == FOOTER[0]


@pytest.mark.parametrize("edition", ["rep", "team"])
def test_a_busy_week_is_told_in_less_than_150_words(database: Database, edition: str) -> None:
    said = " ".join(texts(messages(database, busy_week)[edition].blocks))
    assert len([word for word in said.split() if any(letter.isalnum() for letter in word)]) < 150


def test_a_quiet_week_is_one_line(database: Database) -> None:
    for message in messages(database, quiet_week).values():
        assert len(message.blocks) == 2
        assert "\n" not in message.text


def test_every_answer_to_pass_on_has_the_button_that_its_own_message_has(database: Database) -> None:
    with database.write() as session:
        busy_week(Factory(session))
        report = rep_of(session)
        message = rep_message(report, FOOTER)
    assert buttons(message, ActionId.TOLD_THEM) == [str(one.change_id) for one in report.to_tell]
    assert buttons(message, ActionId.ANSWER) == [str(one.question_id) for one in report.questions]


def test_what_was_passed_on_since_has_a_tick_in_place_of_its_button(database: Database) -> None:
    with database.write() as session:
        busy_week(Factory(session))
        report = rep_of(session)
    first = report.to_tell[0].change_id
    message = rep_message(report, FOOTER, passed_on={first})
    assert str(first) not in buttons(message, ActionId.TOLD_THEM)
    assert "✓ You told Bell Plumbing: “inserts in the printed book”" in reading(message)
    assert "*Still to tell*\n" in reading(message)


def test_a_team_that_nobody_chose_is_asked_for(database: Database) -> None:
    with database.write() as session:
        Factory(session).person("UBOSS")
        message = team_message(team_of(session), FOOTER)
    assert message.text.startswith("Please choose your team.")
    assert len(message.blocks) == 2


def test_long_and_hostile_words_stay_words_and_within_slacks_limits(database: Database) -> None:
    evil = "<!channel> & <@U1> " * 20
    with database.write() as session:
        make = Factory(session)
        for number in range(12):
            account = make.account(f"{number} {evil}"[:200])
            report = make.report(evil, reporter_id=MAYA, account=account)
            request = make.request(f"{number} {evil}"[:200], report)
            decided(make, request, RequestStatus.DECLINED, report, words=evil)
            make.question(report, evil, request_id=request.request_id)
            lost = make.report(evil, reporter_id=MAYA, account=account, kind="lost_deal", value_minor=1)
            make.link(lost, make.request(f"{number} more {evil}"[:200]))
        make.item(evil[:200], on_sale_on=report.logged_at.date(), talk_track=evil)
        said = [rep_message(rep_of(session), FOOTER), team_message(team_of(session, MAYA), FOOTER)]
    for message in said:
        assert_slack_takes(message)
        assert "<!channel>" not in reading(message)
        assert len(message.blocks) <= 50
