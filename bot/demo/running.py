"""Starts the demo and ends it: the local workspace, the sample on first start, the bot, a few words, the browser."""

import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import FrameType

from pydantic import SecretStr
from rich.console import Console

from bot import app as wiring
from bot.blocks.manifest import manifest
from bot.demo.clock import FileClock
from bot.demo.filling import Filling
from bot.demo.folder import NAME, Folder
from bot.demo.meaning import Meaning
from bot.demo.past import Past
from bot.demo.sample import Sample
from bot.demo.workspace import Control, Json, LocalWorkspace
from bot.errors import SettingsError
from bot.jobs.worker import Pace
from bot.settings import Settings
from bot.slack import Slack
from bot.usecases.workspace import Identity
from storage.database import Database
from storage.lock import InUse, WriterLock
from storage.migrations import runner
from storage.queries import workspaces

# Nobody waits for Slack's limits here, and a clock that jumped to Monday shows its digest at once.
_PACE, _TICK = Pace(per_lane=0.2, per_update=0.2), 2
_LOOK = 0.5  # seconds between looks at the local workspace
_SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


def run(port: int, *, open_browser: bool, out: Console) -> None:
    """Run the demo in this folder until it is told to end. SettingsError with a sentence when it cannot."""
    _forget_environment()
    folder = Folder(Path(NAME))
    folder.path.mkdir(exist_ok=True)
    ending = _Ending()
    try:
        with ending.heard(), _alone(folder) as lock:
            is_first = not folder.is_filled
            if is_first:
                folder.clear()
            with LocalWorkspace.start(folder, port) as workspace:
                clock, bind = FileClock(folder.clock), _bind_beside(workspace.url)
                if is_first:
                    with out.status("Making a year of sample feedback …"):
                        fill(folder, workspace, clock(), ending.check, public_url=f"http://{bind}")
                ending.check()
                lock.give_back()
                with _bot(folder, workspace, clock, bind):
                    address = _welcome(Sample(workspace, clock()), workspace.url, out)
                    if open_browser:
                        webbrowser.open(address)
                    while workspace.is_running:
                        ending.check(_LOOK)
                raise SettingsError(f"The local workspace ended by itself. What it said last is in {folder.log}.")
    except _Ended:
        out.print(f"Stopped. What you logged is kept in {NAME}.", highlight=False)


@contextmanager
def _bot(folder: Folder, workspace: LocalWorkspace, clock: FileClock, bind: str) -> Iterator[None]:
    """The bot, running in this block; its pages are at `bind`."""
    app = _install(workspace)
    # Made without looking at the environment or .env: what they say is for a real Slack.
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(app["bot_token"]),
        slack_app_token=SecretStr(app["app_token"]),
        slack_signing_secret=SecretStr(app["signing_secret"]),
        slack_api_url=f"{workspace.url}/api/",
        database_url=_database_url(folder),
        http_bind=bind,
        public_url=f"http://{bind}",
    )
    bot = wiring.build(settings, clock=clock, pace=_PACE, tick=_TICK)
    bot.start()
    try:
        yield
    finally:
        bot.stop()


def _bind_beside(url: str) -> str:
    """Where the bot serves its pages: the port after the workspace's, the same at each start; else any free one."""
    host, port = url.removeprefix("http://").rsplit(":", 1)
    for wanted in (int(port) + 1, 0):
        with suppress(OSError, OverflowError), socket.create_server((host, wanted)) as free:
            return f"{host}:{free.getsockname()[1]}"
    raise SettingsError("No port is free for the pages of the digest.")


def _install(workspace: Control) -> Json:
    """Install the app by its newest manifest: its ids and tokens, the same each time."""
    return workspace.post("install", {"manifest": manifest()})


def fill(folder: Folder, workspace: Control, now: datetime, check: Callable[[], None], *, public_url: str = "") -> None:
    """Load the sample into both halves, and mark the folder as filled; `check` may break it off between two steps.

    The digests link to their pages at `public_url`.
    """
    sample = Sample(workspace, now)
    company = sample.company
    workspace.post("seed", {"team": company["team"]})
    app = _install(workspace)
    workspace.post("seed", {"users": company["users"], "channels": company["channels"]})
    workspace.seed_messages(sample.chatter())
    team = company["team"]
    identity = Identity(team["id"], team["name"], team["domain"], app["bot_user_id"], app["bot_id"])
    database = Database(_database_url(folder))
    runner.upgrade(database)
    Filling(database, identity, sample, now, check).fill()
    Meaning(database, lambda: wiring.embedder(Settings.model_construct()), identity.workspace_id, now, check).find()
    direct_channels = workspace.direct_channels()
    # What was said before anybody looked has its pictures at once.
    usual = workspace.get("faults")["processing_ms"]
    workspace.post("files", {"processing_ms": 0})
    with database.write() as session:
        known = workspaces.get_workspace(session, workspace_id=identity.workspace_id)
        first_rep = sample.first_rep["id"]
        past = Past(
            session,
            known,
            now,
            direct_channels,
            first_rep=first_rep,
            check=check,
            public_url=public_url,
            upload=Slack(app["bot_token"], f"{workspace.url}/api/").upload,
        )
        past.draw()
    database.close()
    check()
    workspace.seed_messages(past.messages)
    workspace.post("files", {"processing_ms": usual})
    workspace.post("seed", {"tour": sample.tour})
    folder.mark_filled()


def _welcome(sample: Sample, url: str, out: Console) -> str:
    """Say where it is and how to begin; the address to open."""
    rep, marketer, publisher = sample.first_rep, sample.first_marketer, sample.company["team"]["name"]
    address = f"{url}/?as={rep['id']}"
    out.print(f"[bold]Groundswell is running at {address}[/bold]", highlight=False, soft_wrap=True)
    for line in (
        f"You begin as {rep['real_name']}, a sales rep at {publisher}. The page shows you around in three steps.",
        "Or type this in any channel:",
        f'  /request "Have you a heading for pond cleaning?" {sample.customer_of(rep)}',
        f"Then choose {marketer['real_name']} at the top of the page, and work what came in, in #field-triage.",
        f"Ctrl-C stops it. What you log is kept in the folder {NAME}; delete that to start afresh.",
    ):
        out.print(line, highlight=False, markup=False, soft_wrap=True)
    return address


@contextmanager
def _alone(folder: Folder) -> Iterator[WriterLock]:
    """One demo in a folder: what another one holds is neither cleared nor written."""
    lock = WriterLock(Database(_database_url(folder)))
    try:
        lock.take()
    except InUse:
        raise SettingsError("A demo runs in this folder already. Stop it, or start this one elsewhere.") from None
    try:
        yield lock
    finally:
        lock.give_back()


def _database_url(folder: Folder) -> str:
    return f"sqlite:///{folder.bot}"


def _forget_environment() -> None:
    """Let no setting for a real Slack, and no proxy, come between the bot and the workspace beside it."""
    for name in list(os.environ):
        if name.startswith("SLACK_") or name.lower().endswith("_proxy"):
            del os.environ[name]


class _Ended(Exception):
    """Somebody pressed Ctrl-C, or asked the process to end."""


class _Ending:
    """Whether the demo was asked to end. The signals only leave word: what is under way finishes its step first."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear the signals in this block."""
        before = {number: signal.signal(number, self._hear) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def check(self, seconds: float = 0) -> None:
        """Wait so long; raise when it was asked to end."""
        if self._asked.wait(seconds):
            raise _Ended

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._asked.set()
