"""Whoever changes a text has it read anew: what is alike is alike by what is said now."""

from datetime import timedelta

from bot.usecases import triage
from bot.usecases.actor import Actor
from storage.database import Database
from storage.models import Role, TextOf
from storage.queries import likeness
from tests.factories import NOW, Factory


def test_a_request_with_a_better_title_is_read_anew(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        make.grant(Role.MARKETER, "U2")
        request_id = make.request("drones", make.report("drones")).request_id
        assert likeness.due(session, workspace_id="T1", limit=9) == {}
        triage.edit_title(session, Actor("T1", "U2"), request_id, title="Roof surveys", now=NOW + timedelta(days=1))
    with database.read() as session:
        assert likeness.due(session, workspace_id="T1", limit=9) == {TextOf.REQUEST: [request_id]}
