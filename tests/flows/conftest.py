"""A running bot in a local workspace, and people who use it."""

import json
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app as wiring
from bot.blocks.manifest import manifest
from bot.jobs.worker import Pace
from bot.settings import Settings
from digests.similarity.embedder import Model
from playground import Workspace, running
from storage.database import Session
from storage.models import MessageKind, MessageState, Role
from storage.queries import outbox, workspaces
from tests.flows.underway import Underway

TEAM = {"id": "T0TEST", "name": "Test Publisher", "domain": "test-publisher"}
MAYA, PRIYA, TOM, ANA = "U0MAYA", "U0PRIYA", "U0TOM", "U0ANA"
TRIAGE, DIGEST, GENERAL = "C0TRIAGE", "C0DIGEST", "C0GENERAL"
FAST = Pace(
    per_lane=0,
    per_update=0,
    settle=0.3,
    processing=0.1,
    patience=3,
    back_off=0.01,
    token_rest=0.1,
    glance=0.1,
    letter_glance=0.1,
)
DEADLINE = 8


class TestClock:
    """A clock that stands where the test puts it, and otherwise runs."""

    __test__ = False

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset


@dataclass
class Field:
    """The workspace with the bot in it: act as people do, read what they see."""

    workspace: Workspace
    bot: wiring.Bot
    clock: TestClock
    underway: Underway

    def runs(self, bot: wiring.Bot) -> None:
        """This bot is the one in the workspace from now on."""
        self.bot, self.underway = bot, Underway(bot)
        bot.start()

    def control(self, path: str, **body: Any) -> dict[str, Any]:
        """One call to the workspace's control API."""
        request = urllib.request.Request(
            f"{self.workspace.url}/_control/{path}",
            data=json.dumps(body).encode() if body or "?" not in path else None,
            headers={"Content-Type": "application/json"},
            method="POST" if "?" not in path else "GET",
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.load(answer))

    def command(self, user: str, text: str, channel: str = GENERAL) -> dict[str, Any]:
        """Type a slash command."""
        return self.control("command", user=user, channel=channel, text=text)

    def look_up(self, user: str, field: str, typed: str) -> list[str]:
        """Type into a menu that looks its choices up; the values it offers."""
        offered = self.control("options", user=user, action_id=field, value=typed)
        return [option["value"] for option in offered["options"]]

    def submit(self, user: str, **values: Any) -> dict[str, Any]:
        """Fill and send the form that is open; what it said is settled when this returns."""
        answer = self.control("submit", user=user, values=values)
        self.eventually(self.is_settled)
        return answer

    def is_settled(self) -> bool:
        """Whether everything that was logged counts by now."""
        with self.bot.database.read() as session:
            waiting = outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.PENDING)
            return all(one.kind is not MessageKind.SETTLE for one in waiting)

    def click(
        self, user: str, message: dict[str, Any], action_id: str, channel: str = TRIAGE, **more: Any
    ) -> dict[str, Any]:
        """Press a button on a message."""
        return self.control("click", user=user, channel=channel, ts=message["ts"], action_id=action_id, **more)

    def views(self, user: str) -> list[dict[str, Any]]:
        """The forms somebody has open, the top one last."""
        return list(self.control(f"views?user={user}")["stack"])

    def messages(self, channel: str, user: str = "", thread_ts: str = "") -> list[dict[str, Any]]:
        """What is in a channel, as one person sees it."""
        thread = f"&thread_ts={thread_ts}" if thread_ts else ""
        return list(self.control(f"messages?channel={channel}&user={user}{thread}")["messages"])

    def eventually(self, look: Callable[[], Any], within: float = DEADLINE) -> Any:
        """Look again and again until there is something; what is asynchronous has no moment of its own."""
        end, pause = time.monotonic() + within, 0.01
        while time.monotonic() < end:
            if found := look():
                return found
            # Looking costs the bot its time: seldom, when it takes long.
            time.sleep(pause)
            pause = min(pause * 1.5, 0.08)
        raise AssertionError("it never happened")

    def message(self, channel: str, words: str, user: str = "", thread_ts: str = "") -> dict[str, Any]:
        """The newest message with these words in it, as soon as it is there."""

        def look() -> dict[str, Any] | None:
            found = [
                one for one in self.messages(channel, user, thread_ts) if words in json.dumps(one, ensure_ascii=False)
            ]
            return found[-1] if found else None

        found: dict[str, Any] = self.eventually(look)
        return found

    def read_texts(self) -> None:
        """What the bot does in the background, now: read the texts that came in, so that what is alike is found."""
        self.bot.reader.look()

    def session(self) -> Any:
        """A look into the database."""
        return self.bot.database.read()


def set_up(session: Session, now: datetime) -> None:
    """The settings that most flows start from."""
    workspace = workspaces.get_workspace(session, workspace_id=TEAM["id"])
    workspace.triage_channel_id, workspace.digest_channel_id = TRIAGE, DIGEST
    workspace.timezone, workspace.set_up_at = "Europe/London", now
    workspaces.set_regions(session, workspace_id=TEAM["id"], names=["North West", "Wales"], now=now)
    for role, user in ((Role.MARKETER, PRIYA), (Role.MARKETER, TOM), (Role.ADMIN, ANA)):
        held = [grant.user_id for grant in workspaces.holders(session, workspace_id=TEAM["id"], role=role)]
        workspaces.set_holders(session, workspace_id=TEAM["id"], role=role, user_ids=[*held, user], by_id=ANA, now=now)


@pytest.fixture(scope="session")
def workspace() -> Iterator[Workspace]:
    """One local workspace for all flows of a process; each test resets it."""
    with running() as workspace:
        yield workspace


@pytest.fixture
def bare_field(workspace: Workspace, database_file: Path) -> Iterator[Field]:
    """The bot freshly installed, before anybody ran setup."""
    yield from _running(workspace, database_file, prepare=None)


@pytest.fixture
def field(workspace: Workspace, database_file: Path) -> Iterator[Field]:
    """The bot installed and set up, with two marketers and an admin."""
    yield from _running(workspace, database_file, prepare=set_up)


@pytest.fixture
def http_field(workspace: Workspace, database_file: Path) -> Iterator[Field]:
    """The same bot, to which Slack delivers by signed HTTP instead of Socket Mode."""
    yield from _running(workspace, database_file, prepare=set_up, http=free_address())


def free_address() -> str:
    """Host and port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def pages_field(workspace: Workspace, database_file: Path) -> Iterator[Field]:
    """The bot by Socket Mode, with pages of its digests at an address that everybody reaches."""
    yield from _running(workspace, database_file, prepare=set_up, pages=free_address())


def _running(
    workspace: Workspace,
    database_file: Path,
    prepare: Callable[[Session, datetime], None] | None,
    http: str = "",
    pages: str = "",
    **more: str,
) -> Iterator[Field]:
    """The bot in the workspace; with `http` Slack delivers there. `more` settings are given by name."""
    clock = TestClock()
    field = Field(workspace, None, clock, None)  # type: ignore[arg-type]  # the bot comes a few lines below
    field.control("reset")
    people = [(MAYA, "Maya Okafor"), (PRIYA, "Priya Nair"), (TOM, "Tom Ashe"), (ANA, "Ana Reyes")]
    channels = [(TRIAGE, "field-triage"), (DIGEST, "field-digest"), (GENERAL, "general")]
    field.control(
        "seed",
        team=TEAM,
        users=[
            {"id": id, "name": name.split()[0].lower(), "real_name": name, "title": "", "tz": "Europe/London"}
            for id, name in people
        ],
        channels=[{"id": id, "name": name, "members": [one for one, _ in people]} for id, name in channels],
    )
    tokens = field.control("install", manifest=manifest(url=f"http://{http}" if http else ""))
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings reads it
        slack_bot_token=tokens["bot_token"],
        **({"slack_signing_secret": tokens["signing_secret"]} if http else {}),
        **({} if http else {"slack_app_token": tokens["app_token"]}),
        **{
            "http_bind": http or pages or "127.0.0.1:0",
            "public_url": f"http://{pages}" if pages else "",
            **more,
        },  # type: ignore[arg-type]  # pydantic reads the fields from text
        slack_api_url=workspace.api_url,
        embed_model=Model.LETTERS,
        database_url=f"sqlite:///{database_file}",
    )
    bot = wiring.build(settings, clock=clock, pace=FAST, serve_web=bool(http or pages), reads=False)
    if prepare is not None:
        with bot.database.write() as session:
            prepare(session, clock())
        bot.snapshots.refresh(TEAM["id"])
    field.runs(bot)
    try:
        yield field
    finally:
        field.bot.stop()
