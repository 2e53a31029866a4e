"""Readers say that a digest was not useful; admins say how it is told."""

import json
from typing import Any

import pytest

from bot.usecases import digest
from storage.models import DigestRun, Role, ShowPicture, Workspace
from storage.queries import workspaces
from tests.flows.conftest import ANA, DIGEST, MAYA, PRIYA, TEAM, TOM, Field
from tests.flows.moving import digest_of_a_moving_week
from tests.flows.steps import deliver_again, deliveries, errors, quiet, value_of, whisper, words_of

Json = dict[str, Any]


def settings(field: Field) -> Workspace:
    with field.session() as session:
        return workspaces.get_workspace(session, workspace_id=TEAM["id"])


def audited(field: Field) -> list[tuple[str, str, str]]:
    with field.session() as session:
        rows = session.connection().exec_driver_sql(
            "select by_id, before, after from audit where deed = 'digest_settings_changed' order by audit_id"
        )
        return [tuple(row) for row in rows]


def press(field: Field, user: str, message: Json, action_id: str) -> None:
    field.click(user, message, action_id, channel=DIGEST)


def tune(field: Field, message: Json) -> Json:
    """Ana, the admin, presses Tune; the form."""
    press(field, ANA, message, "tune_digest")
    return field.views(ANA)[-1]


def buttons(message: Json) -> list[str]:
    return [
        one["text"]["text"] for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]
    ]


def test_not_useful_is_counted_once_and_taken_back_by_the_next_press(field: Field) -> None:
    message = digest_of_a_moving_week(field)
    assert buttons(message) == ["Log a request", "Not useful", "Tune"]
    press(field, MAYA, message, "not_useful")
    assert "see how many people said so, not who" in words_of(whisper(field, MAYA, "Noted", channel=DIGEST))
    assert field.bot.figures()["groundswell_digests_not_useful"] == 1
    press(field, MAYA, message, "not_useful")
    whisper(field, MAYA, "Taken back", channel=DIGEST)
    assert field.bot.figures()["groundswell_digests_not_useful"] == 0


def test_what_one_reader_answers_no_other_one_sees(field: Field) -> None:
    message = digest_of_a_moving_week(field)
    press(field, MAYA, message, "not_useful")
    whisper(field, MAYA, "Noted", channel=DIGEST)
    assert "Noted" not in str(field.messages(DIGEST, user=PRIYA))


def test_an_admin_reads_how_many_found_the_last_digests_not_useful(field: Field) -> None:
    message = digest_of_a_moving_week(field)
    assert "*Found not useful:* week 47 by nobody." in words_of(tune(field, message))
    for user in (MAYA, TOM):
        press(field, user, message, "not_useful")
        whisper(field, user, "Noted", channel=DIGEST)
    assert "*Found not useful:* week 47 by 2 people." in words_of(tune(field, message))


def test_a_digest_that_is_gone_is_not_counted(field: Field) -> None:
    message = digest_of_a_moving_week(field)
    quiet(field)
    with field.bot.database.write() as session:
        session.delete(session.get_one(DigestRun, (TEAM["id"], digest.CHANNEL, "2026-W47")))
    press(field, MAYA, message, "not_useful")
    whisper(field, MAYA, "This digest is not there any more.", channel=DIGEST)
    assert field.bot.figures()["groundswell_digests_not_useful"] == 0


def test_tune_opens_the_form_with_what_is_set_and_saves_what_was_changed(field: Field) -> None:
    form = tune(field, digest_of_a_moving_week(field))
    assert value_of(form, "digest_sensitivity")["value"] == "balanced"
    assert value_of(form, "digest_language")["value"] == "en"
    assert value_of(form, "digest_picture")["value"] == "message"
    assert value_of(form, "digest_pages") == []
    answer = field.submit(
        ANA, digest_sensitivity="more", digest_language="polski", digest_picture="no", digest_pages=["named"]
    )
    assert answer["ok"]
    assert field.views(ANA) == []
    now = settings(field)
    assert (now.sensitivity, now.show_picture, now.names_on_pages) == ("more", ShowPicture.NO, True)
    assert now.language == "pl"
    [(by_id, before, after)] = audited(field)
    assert by_id == ANA
    assert '"sensitivity": "balanced"' in before
    assert '"show_picture": "no"' in after


def test_who_saves_an_untouched_form_changes_nothing_and_undoes_nobody(field: Field) -> None:
    message = digest_of_a_moving_week(field)
    tune(field, message)
    with field.bot.database.write() as session:
        workspaces.get_workspace(session, workspace_id=TEAM["id"]).sensitivity = "fewer"
    assert field.submit(ANA)["ok"]
    assert settings(field).sensitivity == "fewer"
    assert audited(field) == []


def test_whoever_is_no_admin_tunes_a_digest_of_their_own(field: Field) -> None:
    message = digest_of_a_moving_week(field)
    press(field, MAYA, message, "tune_digest")
    assert field.views(MAYA)[-1]["callback_id"] == "my_edition_form"


def test_who_lost_the_role_while_the_form_was_open_is_told_beside_a_field(field: Field) -> None:
    tune(field, digest_of_a_moving_week(field))
    assert field.submit(ANA, digest_sensitivity="more")["ok"]
    sent = deliveries(field, "view_submission")[-1]
    with field.bot.database.write() as session:
        workspaces.set_holders(
            session, workspace_id=TEAM["id"], role=Role.ADMIN, user_ids=[TOM], by_id=ANA, now=field.clock()
        )
        workspaces.get_workspace(session, workspace_id=TEAM["id"]).sensitivity = "balanced"
    answer = json.loads(deliver_again(field, sent).body)
    assert "Its admins can change this" in errors(answer)["digest_sensitivity"]
    assert settings(field).sensitivity == "balanced"


def test_setup_leads_to_the_same_form_and_is_there_again_afterwards(field: Field) -> None:
    field.command(ANA, "/field setup")
    setup = field.views(ANA)[-1]
    field.control("click", user=ANA, view_id=setup["id"], action_id="digest_settings")
    assert [view["callback_id"] for view in field.views(ANA)] == ["setup_form", "digest_settings_form"]
    assert field.submit(ANA, digest_picture="thread")["ok"]
    assert [view["callback_id"] for view in field.views(ANA)] == ["setup_form"]
    assert settings(field).show_picture is ShowPicture.THREAD


def test_before_the_first_setup_there_is_no_digest_to_set(bare_field: Field) -> None:
    bare_field.command(ANA, "/field setup")
    assert "Digest settings" not in words_of(bare_field.views(ANA)[-1])


@pytest.mark.parametrize("name", ["digest_sensitivity", "digest_picture"])
def test_a_choice_that_the_form_does_not_offer_is_refused_beside_its_field(field: Field, name: str) -> None:
    tune(field, digest_of_a_moving_week(field))
    assert field.submit(ANA)["ok"]
    sent = deliveries(field, "view_submission")[-1]
    sent["view"]["state"]["values"][name][name]["selected_option"]["value"] = "everything"
    answer = json.loads(deliver_again(field, sent).body)
    assert errors(answer) == {name: "Choose one of these."}
    assert audited(field) == []
