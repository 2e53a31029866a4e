"""`make bench`: what a Submit costs, against the least it could cost, in one run.

The path: a signed request in, the report and its outbox rows committed (SQLite, synchronous=FULL), the ack out.
The floor: the same signed request through a Bolt app that does nothing, plus a bare commit of two rows in the same kind
of file. Both are measured in turn, so that whatever else the machine does weighs on both alike. The ratio is what
counts; the milliseconds are this machine's.
"""

import json
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot import app as wiring
from bot.blocks.ids import FormId
from bot.blocks.manifest import manifest
from bot.payloads.edge import FormKey
from bot.settings import Settings
from playground import running
from storage.database import sqlite_driver
from storage.models import ReportKind, new_id

SEED = 2026
SECRET = "bench"
ROUNDS = 400
REPS = 40
CONCURRENT = 32
PER_THREAD = 12
WANTS = ("drone inspection", "solar batteries", "dog grooming", "heat pumps", "padel courts", "boiler care plans")


def signed(payload: dict[str, Any]) -> BoltRequest:
    """A delivery as Slack signs it."""
    body = urlencode({"payload": json.dumps(payload)})
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    headers: dict[str, str | Sequence[str]] = {
        "content-type": ["application/x-www-form-urlencoded"],
        "x-slack-signature": [signature or ""],
        "x-slack-request-timestamp": [stamp],
    }
    return BoltRequest(body=body, headers=headers)


def submission(team: str, rng: random.Random, rep: int) -> dict[str, Any]:
    """A request form as one of the reps sends it: a want, a value, how it came up."""
    said = f"If you had a heading for {rng.choice(WANTS)} in area {rng.randrange(10_000)}, I'd buy an ad"
    values: dict[str, dict[str, Any]] = {
        "said": {"type": "plain_text_input", "value": said},
        "joins": {"type": "external_select", "selected_option": None},
        "account": {"type": "external_select", "selected_option": None},
        "value": {"type": "plain_text_input", "value": str(rng.randrange(100, 9_000))},
        "unasked": {"type": "radio_buttons", "selected_option": {"value": "yes"}},
        "note": {"type": "plain_text_input", "value": None},
    }
    user = f"U{rep:03d}"
    return {
        "type": "view_submission",
        "team": {"id": team, "domain": "bench"},
        "user": {"id": user, "name": user.lower(), "team_id": team},
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": str(FormId.REPORT),
            "private_metadata": str(FormKey(ReportKind.REQUEST, False, new_id())),
            "blocks": [],
            "state": {"values": {name: {name: state} for name, state in values.items()}},
        },
    }


class Floor:
    """A Bolt app that only acks, and a file into which two small rows are committed."""

    def __init__(self, team: str, path: Path) -> None:
        result = AuthorizeResult(enterprise_id=None, team_id=team, bot_token="t", bot_id="B", bot_user_id="U")
        self.app = App(authorize=lambda: result, signing_secret=SECRET, process_before_response=True)
        self.app.view(str(FormId.REPORT))(lambda ack: ack())
        self.connection = sqlite_driver.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self.connection.execute(f"PRAGMA {pragma}")
        for table in ("report", "outbox"):
            self.connection.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, body TEXT)")

    def __call__(self, request: BoltRequest) -> None:
        """One Submit, at the least it could cost."""
        assert self.app.dispatch(request).status == 200
        key = str(uuid.uuid4())
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("INSERT INTO report VALUES (?, ?)", (key, request.raw_body))
        self.connection.execute("INSERT INTO outbox VALUES (?, ?)", (key, "card"))
        self.connection.execute("COMMIT")


def timed(work: Callable[[BoltRequest], None], request: BoltRequest) -> float:
    """Milliseconds for one request."""
    start = time.perf_counter()
    work(request)
    return (time.perf_counter() - start) * 1000


def percentile(times: list[float], per_cent: int) -> float:
    """The time below which so many per cent lie."""
    return statistics.quantiles(times, n=100)[per_cent - 1]


def measure(bot: wiring.Bot, floor: Floor, team: str) -> tuple[list[float], list[float], list[float]]:
    """The path and its floor in turn, then the path under concurrent load; milliseconds."""
    rng = random.Random(SEED)

    def path(request: BoltRequest) -> None:
        assert bot.bolt.dispatch(request).status == 200

    paths, floors = [], []
    for rep in range(REPS):  # to warm up, each rep sends one, and is known from then on
        for work in (path, floor):
            work(signed(submission(team, rng, rep)))
    bot.snapshots.refresh_stale()  # as the clock does once a second
    for _ in range(ROUNDS):
        one, other = (timed(work, signed(submission(team, rng, rng.randrange(REPS)))) for work in (path, floor))
        paths.append(one)
        floors.append(other)
    requests = [signed(submission(team, rng, rng.randrange(REPS))) for _ in range(CONCURRENT * PER_THREAD)]
    with ThreadPoolExecutor(CONCURRENT) as pool:
        crowded = list(pool.map(lambda request: timed(path, request), requests))
    return paths, floors, crowded


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, running() as workspace:
        installed = workspace.post("/_control/install", manifest=manifest())
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic-settings reads it
            slack_bot_token=installed["bot_token"],
            slack_signing_secret=SECRET,  # type: ignore[arg-type]  # pydantic wraps it
            slack_api_url=workspace.api_url,
            database_url=f"sqlite:///{Path(folder) / 'bench.db'}",
        )
        bot = wiring.build(settings, serve_web=False)
        floor = Floor(installed["team_id"], Path(folder) / "floor.db")
        paths, floors, crowded = measure(bot, floor, installed["team_id"])
        bot.database.close()
        floor.connection.close()
    table = Table(title=f"Submit path, SQLite FULL, {ROUNDS} in turn, seed {SEED}")
    for column in ("", "p50 ms", "p99 ms"):
        table.add_column(column, justify="right" if column else "left")
    rows = (("floor: no-op dispatch + two-row commit", floors), ("submit: request in, rows committed, ack", paths))
    for name, times in (*rows, (f"submit, {CONCURRENT} at once", crowded)):
        table.add_row(name, f"{statistics.median(times):.2f}", f"{percentile(times, 99):.2f}")
    console = Console(file=sys.stdout)
    console.print(table)
    ratio = statistics.median(paths) / statistics.median(floors)
    console.print(f"submit / floor = {ratio:.2f} x   (must: 2.0 x or less, aim: 1.3 x)", highlight=False)


if __name__ == "__main__":
    main()
