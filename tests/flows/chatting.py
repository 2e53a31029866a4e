"""What people do in the Messages tab of the app, and how a test reads what it says."""

import json
from typing import Any

from bot.jobs.due import Rounds
from storage.models import Report
from storage.queries import reports
from tests.factories import Factory
from tests.flows.conftest import TEAM, Field
from tests.flows.steps import Json


def know(field: Field, *names: str, competitors: tuple[str, ...] = ()) -> None:
    """Customers and competitors that the workspace has already, known to the reader."""
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        for name in names:
            make.account(name)
        for name in competitors:
            make.competitor(name)
    assert field.bot.readers.wait(TEAM["id"])
    field.bot.snapshots.refresh(TEAM["id"])
    field.bot.readers.refresh()


def tell(field: Field, user: str, text: str) -> str:
    """Write to the bot; the message's ts."""
    return str(field.control("message", user=user, channel=f"@{user}", text=text)["ts"])


def hears(field: Field, user: str, words: str) -> Json:
    """The newest message of the bot to somebody that has these words in it."""

    def look() -> Json | None:
        found = [one for one in said_to(field, user) if words in json.dumps(one, ensure_ascii=False)]
        return found[-1] if found else None

    found: Json = field.eventually(look)
    return found


def said_to(field: Field, user: str) -> list[Json]:
    """Everything that the bot told somebody directly."""
    return [one for one in field.messages(f"@{user}", user) if one.get("bot_id")]


def press(field: Field, user: str, message: Json, action_id: str, draft: str = "") -> Json:
    """Press a button on a message of the bot; `draft` is whose, where several stand in it."""
    more: dict[str, Any] = {"block_id": draft} if draft else {}
    return field.click(user, message, action_id, channel=f"@{user}", **more)


def logged(field: Field, user: str) -> list[Report]:
    """What somebody logged, newest first."""
    with field.session() as session:
        return [one.report for one in reports.reports_by(session, workspace_id=TEAM["id"], user_id=user, limit=50)]


def look_what_is_due(field: Field) -> None:
    """The clock's round, now."""
    Rounds(field.bot.database, field.bot.likeness, field.clock, field.bot.worker.wake).look()
