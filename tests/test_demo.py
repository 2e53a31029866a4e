"""The demo: a year of a sample publisher on first start, the same again on the next, and nothing left running."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.demo.clock import FileClock
from bot.demo.folder import Folder
from bot.demo.past import Past
from bot.demo.running import fill
from bot.demo.sample import Today
from bot.demo.workspace import Control
from bot.usecases import digest, late
from digests.outline import thread_parts
from digests.report import from_dict
from playground import running
from storage.database import Database, Session
from storage.models import (
    Account,
    Card,
    CatalogItem,
    DigestRun,
    MessageState,
    Report,
    Request,
    RequestStatus,
    Told,
    Workspace,
)
from storage.queries import digest_runs, outbox, workspaces
from tests.factories import Factory

# They take longest and share a filled sample: one process runs them all.
pytestmark = pytest.mark.xdist_group("demo")
LONDON = ZoneInfo("Europe/London")
TEAM, MAYA, PRIYA = "T0BEACON", "U0J9BYLSPKT", "U0VNAE2XB0R"
THURSDAY = datetime(2026, 11, 19, 18, tzinfo=LONDON)
DEADLINE = 120


def nothing() -> None:
    """Nobody asks for an end."""


# --- what the first start leaves behind ---


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Control, Database]]:
    """Both halves as a first start on a Thursday evening leaves them."""
    folder = Folder(tmp_path_factory.mktemp("demo"))
    with running(str(folder.workspace)) as workspace:
        control = Control(workspace.url)
        fill(folder, control, THURSDAY, nothing)
        assert folder.is_filled
        database = Database(f"sqlite:///{folder.bot}")
        yield control, database
        database.close()


@pytest.fixture
def control(filled: tuple[Control, Database]) -> Control:
    return filled[0]


@pytest.fixture
def session(filled: tuple[Control, Database]) -> Iterator[Session]:
    with filled[1].read() as session:
        yield session


@pytest.fixture
def publisher(session: Session) -> Workspace:
    return workspaces.get_workspace(session, workspace_id=TEAM)


def test_the_whole_sample_is_there(session: Session) -> None:
    counts = {model: session.scalar(select(func.count()).select_from(model)) for model in (Report, Request, Account)}
    assert counts == {Report: 2400, Request: 128, Account: 600}
    assert session.scalar(select(func.count()).select_from(CatalogItem)) == 407
    assert set(session.scalars(select(Request.status))) == set(RequestStatus)


def test_most_reps_passed_a_good_answer_on(session: Session) -> None:
    marks = session.scalars(select(Told)).all()
    passed_on = [mark for mark in marks if mark.passed_on_at is not None]
    assert 100 < len(passed_on) < len(marks)
    assert all(mark.told_at < mark.passed_on_at < THURSDAY for mark in passed_on if mark.passed_on_at)


def test_every_open_request_has_a_card_that_is_there(session: Session, control: Control, publisher: Workspace) -> None:
    cards = {card.subject_id: card for card in session.scalars(select(Card))}
    shown = {
        message["ts"]: message
        for message in control.get("messages", channel=publisher.triage_channel_id or "")["messages"]
    }
    waiting = [request for request in session.scalars(select(Request)) if request.is_open]
    assert len(waiting) == 27
    assert all('"decide"' in json.dumps(shown[cards[request.request_id].ts]) for request in waiting)
    assert len(cards) <= 250


def test_all_that_was_said_lies_in_the_past_and_each_message_has_its_own_place(control: Control) -> None:
    channels = [one["id"] for one in control.get("state")["channels"]]
    for channel in channels:
        stamps = [message["ts"] for message in control.get("messages", channel=channel)["messages"]]
        assert len(stamps) == len(set(stamps))
        assert all(float(ts) <= THURSDAY.timestamp() for ts in stamps)


def test_nothing_waits_to_be_said_and_nothing_old_becomes_due(session: Session, publisher: Workspace) -> None:
    assert set(outbox.counts(session)) == {MessageState.SENT}
    assert digest.claim_due(session, publisher, THURSDAY) == []
    assert late.claim_due(session, publisher, THURSDAY) is False


def test_the_next_digest_is_the_one_of_next_monday(session: Session, publisher: Workspace) -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=LONDON)
    assert digest.claim_due(session, publisher, monday - timedelta(minutes=1)) == []
    assert digest.claim_due(session, publisher, monday + timedelta(minutes=1)) == ["2026-W47"]
    session.rollback()


def test_the_last_three_digests_are_in_their_channel_with_their_threads(
    control: Control, session: Session, publisher: Workspace
) -> None:
    runs = digest_runs.runs(session, workspace_id=TEAM, edition=digest.CHANNEL, limit=3)
    parts = [len(thread_parts(from_dict(run.report or {}))) for run in reversed(runs)]
    posted = control.get("messages", channel=publisher.digest_channel_id or "")["messages"]
    assert [message["reply_count"] for message in posted] == parts
    assert min(parts) > 3
    assert "week 46" in json.dumps(posted[-1])


def test_every_past_digest_can_be_read_again_and_the_later_ones_know_themes(session: Session) -> None:
    runs = digest_runs.runs(session, workspace_id=TEAM, edition=digest.CHANNEL, limit=100)
    read = [from_dict(run.report or {}) for run in runs]
    assert len(read) >= 52
    assert all(report.themes.heard for report in read[:20])
    assert any(report.trends.told for report in read)


def test_the_first_rep_has_answers_that_can_be_passed_on(control: Control) -> None:
    told = control.get("messages", channel=f"@{MAYA}")["messages"]
    assert len(told) >= 5
    assert "told_them" in json.dumps(told)


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        (datetime(2026, 11, 23, 8, 30, tzinfo=LONDON), "2026-W46"),
        (datetime(2026, 11, 23, 9, 30, tzinfo=LONDON), "2026-W47"),
        (datetime(2026, 11, 28, 12, tzinfo=LONDON), "2026-W47"),
    ],
)
def test_whatever_the_day_of_the_first_start_nothing_old_is_posted(
    database: Database, now: datetime, newest: str
) -> None:
    with database.write() as session:
        publisher = Factory(session).workspace
        publisher.timezone, publisher.set_up_at = "Europe/London", now - timedelta(days=371)
        publisher.triage_channel_id, publisher.digest_channel_id = "C1", "C2"
        Past(session, publisher, now, {}, first_rep=MAYA, check=nothing).draw()
        assert digest_runs.runs(session, workspace_id="T1", edition=digest.CHANNEL)[0].period == newest
        assert len(session.scalars(select(DigestRun)).all()) >= 50
        assert digest.claim_due(session, publisher, now) == []
        assert late.claim_due(session, publisher, now) is False


# --- its small parts ---


def test_the_clock_follows_the_file_and_bears_one_that_is_half_written(tmp_path: Path) -> None:
    ticks = iter(range(100))
    file = tmp_path / "clock"
    clock = FileClock(file, ticks=lambda: float(next(ticks)))

    def ahead() -> timedelta:
        return timedelta(minutes=round((clock() - datetime.now(UTC)) / timedelta(minutes=1)))

    assert ahead() == timedelta(0)
    file.write_text("86400\n")
    assert ahead() == timedelta(days=1)
    file.write_text("86")
    file.write_text("8-")
    assert ahead() == timedelta(days=1)
    file.unlink()
    assert ahead() == timedelta(days=1)


def test_the_clock_reads_its_file_a_few_times_a_second_at_most(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = FileClock(file, ticks=lambda: 1.0)
    before = clock()
    file.write_text("86400")
    assert clock() - before < timedelta(hours=1)


@pytest.mark.parametrize(("days_ago", "day"), [(0, 20), (1, 20), (2, 19), (6, 13), (7, 13), (8, 13), (-1, 22)])
def test_what_lands_on_a_weekend_moves_to_the_friday_before(days_ago: int, day: int) -> None:
    today = Today(datetime(2026, 11, 21, 12, tzinfo=LONDON), LONDON)
    assert today.day(days_ago) == date(2026, 11, day)


def test_a_start_that_was_broken_off_is_cleared_and_nothing_else_is(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".groundswell")
    folder.clear()
    for name in ("workspace.db", "workspace.db-wal", "groundswell.db", "clock", "notes.txt"):
        (folder.path / name).write_text("x")
    assert not folder.is_filled
    folder.clear()
    assert [file.name for file in folder.path.iterdir()] == ["notes.txt"]
    folder.workspace.touch()
    folder.bot.touch()
    folder.mark_filled()
    assert folder.is_filled
    folder.bot.unlink()
    assert not folder.is_filled


# --- the whole of it, as a person starts it ---


def until(look: Callable[[], Any]) -> None:
    """Look again and again: what another process does has no moment of its own."""
    end = time.monotonic() + DEADLINE
    while not look():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


START = "from bot.cli import main; main()"


class Demo:
    """A running `groundswell demo`, on any free port."""

    def __init__(self, folder: Path) -> None:
        # Settings for a real Slack must not reach it.
        environment = {**os.environ, "SLACK_BOT_TOKEN": "xoxb-real", "DATABASE_URL": "sqlite:///elsewhere.db"}
        self._printed = folder / "printed.txt"
        with self._printed.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START, "demo", "--port", "0", "--no-browser"],
                cwd=folder,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def printed(self) -> str:
        """What it printed so far."""
        return self._printed.read_text()

    def find(self) -> None:
        """Wait until it says where it is, and the bot is connected."""
        until(lambda: "http" in self.printed or self.process.poll() is not None)
        found = re.search(r"http://127.0.0.1:(\d+)", self.printed)
        assert found, self.printed
        self.port, self.control = int(found[1]), Control(found[0])
        until(self._is_healthy)

    def card(self, words: str) -> dict[str, Any] | None:
        """The newest card with these words, as soon as it is there."""
        shown: list[dict[str, Any]] = self.control.get("messages", channel="#field-triage")["messages"]
        return next((one for one in reversed(shown) if words in json.dumps(one)), None)

    def end(self, number: int) -> None:
        """Ask it to end."""
        self.process.send_signal(number)
        assert self.process.wait(DEADLINE) == 0
        assert self.printed.endswith("Stopped. What you logged is kept in .groundswell.\n")

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.control.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return False


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    started = Demo(folder)
    try:
        started.find()
        yield started
    finally:
        started.process.kill()
        started.process.wait()


def is_open(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def assert_digests_lead_to_their_pages(demo: Demo) -> None:
    """The link of each digest that lies in the channel opens its page, without anybody's name."""
    posted = json.dumps(demo.control.get("messages", channel="#field-digest")["messages"])
    links = re.findall(r"<(http://127\.0\.0\.1:\d+/digest/[^|]+)\|Full page>", posted)
    assert len(links) == 3
    for link in links:
        with urllib.request.urlopen(link, timeout=10) as answer:
            shown = answer.read().decode()
        assert "Beacon Local" in shown
        assert "Customers’ names are left out" in shown


def test_what_was_logged_is_there_at_the_next_start_and_its_card_still_works(tmp_path: Path) -> None:
    with demo(tmp_path) as first:
        opened = first.control.post("command", {"user": MAYA, "channel": "#general", "text": "/request kite repairs"})
        assert opened["ack_status"] == 200
        assert first.control.post("submit", {"user": MAYA, "values": {}})["ok"]
        until(lambda: first.card("kite repairs"))
        assert_digests_lead_to_their_pages(first)
        assert "You begin as Maya Okafor" in first.printed
        first.end(signal.SIGINT)
    assert not is_open(first.port)
    assert not (tmp_path / "elsewhere.db").exists()
    with demo(tmp_path) as second:
        card = second.card("kite repairs")
        assert card is not None
        click = {"user": PRIYA, "channel": "#field-triage", "ts": card["ts"], "action_id": "take"}
        assert second.control.post("click", click)["ok"]
        until(lambda: PRIYA in json.dumps(second.card("kite repairs")))
        second.end(signal.SIGTERM)
    assert not is_open(second.port)


def test_no_local_workspace_outlives_a_demo_that_was_killed(tmp_path: Path) -> None:
    Folder(tmp_path).clear()
    dies = (
        "import os; from pathlib import Path; from bot.demo.folder import Folder; "
        "from bot.demo.workspace import LocalWorkspace; "
        f"print(LocalWorkspace.start(Folder(Path({str(tmp_path)!r})), 0).url, flush=True); os._exit(9)"
    )
    command = [sys.executable, "-c", dies]
    killed = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=DEADLINE, check=False)
    port = int(killed.stdout.rpartition(":")[2])
    until(lambda: not is_open(port))


def test_a_port_that_is_taken_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        command = [sys.executable, "-c", START, "demo", "--port", str(port), "--no-browser"]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        f"Port {port} is taken, perhaps by another demo. Stop that one, or choose another port: "
        f"groundswell demo --port {port + 1}\n"
    )
