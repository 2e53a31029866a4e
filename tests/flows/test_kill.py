"""Whoever saw the form close may rely on it: the bot is killed without warning, and nothing acknowledged is lost."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.queries import reports
from tests.flows.conftest import MAYA, TEAM, TRIAGE, Field
from tests.flows.steps import Json, restarted, words_of

ROOT = Path(__file__).parents[2]


@contextmanager
def process(field: Field) -> Iterator[subprocess.Popen[bytes]]:
    """The bot as a process on the same database; killed at the end, whatever it is doing."""
    known = field.bot.settings
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": known.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": known.slack_app_token.get_secret_value(),
        "SLACK_API_URL": known.slack_api_url,
        "DATABASE_URL": known.database_url,
    }
    child = subprocess.Popen([sys.executable, "-m", "tests.flows.child"], cwd=ROOT, env=environment)
    try:
        # A new process imports everything first, which takes its time on a busy machine.
        field.eventually(lambda: field.control("state?all=1")["connected"], within=60)
        yield child
    finally:
        child.kill()
        child.wait()
        field.eventually(lambda: not field.control("state?all=1")["connected"])


def test_what_was_acknowledged_outlives_a_kill_at_any_moment(field: Field) -> None:
    field.bot.stop()
    acknowledged: list[str] = []
    with process(field) as child:
        # It is killed while requests come in, a moment after the first, at a point that nobody chooses.
        timer = threading.Timer(0.2, child.kill)
        for number in range(100):
            said = f"a heading for number {number}."
            field.control("close", user=MAYA, all=True)
            if not field.command(MAYA, f"/request {said}")["ok"]:
                break
            if not field.control("submit", user=MAYA, values={})["ok"]:
                break
            acknowledged.append(said)
            if len(acknowledged) == 1:
                timer.start()
        timer.join()
    assert acknowledged
    restarted(field)
    for said in acknowledged:
        field.message(TRIAGE, said)
    with field.session() as session:
        kept = [
            one.report.said for one in reports.reports_by(session, workspace_id=TEAM["id"], user_id=MAYA, limit=200)
        ]
    assert len(kept) == len(set(kept))
    assert set(acknowledged) <= set(kept)
    for said in acknowledged:
        assert len(ids_of(field, said)) == 1


def ids_of(field: Field, said: str) -> set[str]:
    """The outbox ids under which a request's card was posted; one that came twice is removed by Slack's own word."""
    cards: list[Json] = [one for one in field.messages(TRIAGE) if said in words_of(one)]
    return {one["metadata"]["event_payload"]["message_id"] for one in cards}
