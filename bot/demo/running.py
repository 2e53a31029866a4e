"""Starts the demo and ends it: the local workspace, the sample on first start, the bot, a few words, the browser."""

import os
import signal
import time
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
from bot.demo.past import Past
from bot.demo.sample import Sample
from bot.demo.workspace import Control, Json, LocalWorkspace
from bot.errors import SettingsError
from bot.jobs.worker import Pace
from bot.settings import Settings
from bot.usecases.workspace import Identity
from storage.database import Database
from storage.lock import InUse, WriterLock
from storage.migrations import runner
from storage.queries import workspaces

# Nobody waits for Slack's limits here, and a clock that jumped to Monday shows its digest at once.
_PACE, _TICK = Pace(per_lane=0.2, per_update=0.2), 2
_LOOK = 0.5  # seconds between looks at the local workspace
_ENDING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


def run(port: int, *, open_browser: bool, out: Console) -> None:
    """Run the demo in this folder until it is told to end. SettingsError with a sentence when it cannot."""
    _forget_environment()
    folder = Folder(Path(NAME))
    folder.path.mkdir(exist_ok=True)
    endings = _Endings()
    try:
        with endings.heard(), _alone(folder) as lock:
            is_first = not folder.is_filled
            if is_first:
                folder.clear()
            with LocalWorkspace.start(folder, port) as workspace:
                clock = FileClock(folder.clock)
                if is_first:
                    with out.status("Making a year of sample feedback …"):
                        fill(folder, workspace, clock())
                lock.give_back()
                _serve(folder, workspace, clock, endings, open_browser=open_browser, out=out)
    except _Ended:
        out.print(f"Stopped. What you logged is kept in {NAME}.", highlight=False)


def _serve(
    folder: Folder,
    workspace: LocalWorkspace,
    clock: FileClock,
    endings: "_Endings",
    *,
    open_browser: bool,
    out: Console,
) -> None:
    """Run the bot until somebody ends it."""
    app = _install(workspace)
    # Made without looking at the environment or .env: what they say is for a real Slack.
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(app["bot_token"]),
        slack_app_token=SecretStr(app["app_token"]),
        slack_signing_secret=SecretStr(app["signing_secret"]),
        slack_api_url=f"{workspace.url}/api/",
        database_url=_database_url(folder),
    )
    with ExitStack() as stack:
        with endings.held():
            bot = wiring.build(settings, clock=clock, pace=_PACE, tick=_TICK, serve_web=False)
            bot.start()
            stack.callback(bot.stop)
        address = _welcome(Sample(workspace, clock()), workspace.url, out)
        if open_browser:
            webbrowser.open(address)
        while workspace.is_running:
            time.sleep(_LOOK)
        raise SettingsError(f"The local workspace ended by itself. What it said last is in {folder.log}.")


def _install(workspace: Control) -> Json:
    """Install the app by its newest manifest: its ids and tokens, the same each time."""
    return workspace.post("install", {"manifest": manifest()})


def fill(folder: Folder, workspace: Control, now: datetime) -> None:
    """Load the sample into both halves, and mark the folder as filled."""
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
    Filling(database, identity, sample, now).fill()
    direct_channels = workspace.direct_channels()
    with database.write() as session:
        known = workspaces.get_workspace(session, workspace_id=identity.workspace_id)
        past = Past(session, known, now, direct_channels, first_rep=sample.first_rep["id"])
        past.draw()
    database.close()
    workspace.seed_messages(past.messages)
    folder.mark_filled()


def _welcome(sample: Sample, url: str, out: Console) -> str:
    """Say where it is and how to begin; the address to open."""
    rep, marketer, publisher = sample.first_rep, sample.first_marketer, sample.company["team"]["name"]
    address = f"{url}/?as={rep['id']}"
    out.print(f"[bold]Groundswell is running at {address}[/bold]", highlight=False, soft_wrap=True)
    for line in (
        f"You begin as {rep['real_name']}, a sales rep at {publisher}: type /request in any channel.",
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


class _Ended(BaseException):
    """Somebody pressed Ctrl-C, or asked the process to end."""


class _Endings:
    """Ctrl-C and its kin as one exception, raised once; what is held together is finished first."""

    def __init__(self) -> None:
        self._is_held = self._is_asked = self._is_over = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear the signals in this block."""
        before = {number: signal.signal(number, self._hear) for number in _ENDING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let the block finish before anything ends."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_asked:
            self._end()

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True
        if not self._is_held:
            self._end()

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            raise _Ended
