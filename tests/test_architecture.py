"""What every file has to keep to, whoever writes it: the arrows, the ids, the transactions, the settings."""

import ast
import inspect
import itertools
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.kwargs_injection import build_required_kwargs
from slack_bolt.listener.custom_listener import CustomListener

from bot import app as wiring
from bot import listeners, settings
from bot.blocks.ids import EVENT_TYPE, ActionId, FormId, LookupId, ShortcutId
from bot.blocks.manifest import manifest
from bot.errors import SettingsError
from bot.listeners.desk import Desk
from bot.settings import Settings
from bot.slack import Replies, Slack
from bot.usecases.likeness import Likeness
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshots
from digests.similarity.letters import Letters
from storage.database import Database

ROOT = Path(__file__).parents[1]
PRODUCT = ("bot", "storage", "digests")
AUTHORIZED = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-none", bot_id="B1", bot_user_id="U1")
SLACK = Slack("xoxb-none", "http://127.0.0.1:9/api/")


def sources(*packages: str) -> Iterator[Path]:
    """Every Python file of some packages."""
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """A file's code as Python reads it, the module first."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


@pytest.fixture
def bolt(database: Database) -> App:
    """The Bolt app with every listener of ours, which calls nobody."""
    app = App(authorize=lambda: AUTHORIZED, signing_secret="none", process_before_response=True)
    snapshots = Snapshots(database)
    desk = Desk(
        database,
        lambda _: SLACK,
        snapshots,
        Readers(snapshots.of),
        Replies(),
        Likeness(database, Letters, most_bytes=0),
        lambda: datetime.now(UTC),
        lambda: None,
        lambda _: None,
    )
    listeners.register(app, desk)
    return app


def listening(app: App, body: dict[str, Any]) -> list[str]:
    """The listeners that would take a delivery."""
    request = BoltRequest(mode="socket_mode", body=body)
    response = BoltResponse(status=200)
    return [
        listener.ack_function.__qualname__
        for listener in ours(app)
        if all(matcher.matches(request, response) for matcher in listener.matchers)
    ]


def ours(app: App) -> list[CustomListener]:
    """The listeners as Bolt keeps them."""
    return [one for one in app._listeners if isinstance(one, CustomListener)]


def test_nobody_commits_but_the_database() -> None:
    """Transactions have one owner: `Database.write`, and a migration its own."""
    allowed = {ROOT / "storage" / "database.py", *sources("storage/migrations")}
    guilty = [path for path in sources(*PRODUCT) if path not in allowed and ".commit(" in path.read_text("utf-8")]
    assert guilty == []


def test_nobody_imports_the_local_workspace() -> None:
    assert [path for path in sources(*PRODUCT) if "playground" in imported(path)] == []


def test_the_local_workspace_imports_nobody() -> None:
    assert [path for path in sources("playground") if imported(path) & set(PRODUCT)] == []


# What a bot would look for that wants to know whether it runs against the local workspace.
TELLING = ("_control", "playground", "local workspace", "8765", "127.0.0.1", "localhost", "::1", "loopback")
HEADERS = ("host", "user-agent", "server")
# Where such words may stand, because they are no way to tell.
HARMLESS = {
    # The port that the demo command offers for its page.
    "bot/cli/running.py": ["8765"],
    # Links need https outside this machine; PUBLIC_URL may be on it.
    "bot/blocks/kit.py": ["http://127.0.0.1", "http://localhost"],
    # Tokens need https outside this machine, whoever listens there; and the bot's own pages stay on it by default.
    "bot/settings.py": [
        '" is not an address; write host:port such as 127.0.0.1:3000',
        "127.0.0.1:3000",
        "http://127.0.0.1",
        "http://localhost",
    ],
    # A mail server on this machine needs no encryption: nobody listens in between.
    "bot/smtp.py": ["::1", "localhost"],
}


def values(path: Path) -> Iterator[str]:
    """Every text and number in a file's code; its docstrings tell people something, not the program."""
    told = {
        id(node.body[0].value)
        for node in nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int) and id(node) not in told:
            yield str(node.value)


def names(path: Path) -> Iterator[str]:
    """Every name that a file's code uses."""
    for node in nodes(path):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                yield name
            case _:
                pass


def telling(path: Path) -> list[str]:
    """What a file says of the local workspace, of this machine, or of the headers by which one knows a server."""
    found = [word for word in (*values(path), *names(path)) if any(one in word.lower() for one in TELLING)]
    return sorted([*found, *(value for value in values(path) if value.lower() in HEADERS)])


def test_the_bot_cannot_tell_the_local_workspace_from_slack() -> None:
    """Nothing but the `demo` command names its paths or its port, looks for this machine, or reads who answers."""
    product = [path for path in sources(*PRODUCT) if ROOT / "bot" / "demo" not in path.parents]
    found = {path.relative_to(ROOT).as_posix(): telling(path) for path in product}
    assert {name: words for name, words in found.items() if words} == HARMLESS


def test_the_clock_is_given_to_the_bot_and_only_the_demo_gives_another_than_the_systems() -> None:
    assert inspect.signature(wiring.build).parameters["clock"].default is wiring.system_clock
    givers, knowers = set(), set()
    for path in sources(*PRODUCT):
        name = path.relative_to(ROOT).as_posix()
        for node in nodes(path):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "wiring.build":
                givers |= {name} if any(one.arg == "clock" for one in node.keywords) else set()
        knowers |= {name} if "FileClock" in (*names(path), *values(path)) else set()
    assert givers == {"bot/demo/running.py"}
    assert {Path(name).parent.as_posix() for name in knowers} == {"bot/demo"}


# A command that is named in a text without the prefix that a workspace may have put before it.
BARE_COMMAND = re.compile(r"(?<![\w}>])/(request|lost|won|field)\b")


def test_no_text_names_a_command_without_its_prefix() -> None:
    """An app made with `manifest --prefix` has no `/field`: whoever reads of it would type it in vain."""
    product = [path for path in sources(*PRODUCT) if ROOT / "bot" / "demo" not in path.parents]
    guilty = [(path.name, word) for path in product for word in values(path) if BARE_COMMAND.search(word)]
    templates = sorted((ROOT / "digests" / "templates").iterdir())
    guilty += [(path.name, "") for path in templates if BARE_COMMAND.search(path.read_text("utf-8"))]
    assert guilty == []


def test_nobody_imports_the_tests() -> None:
    assert [path for path in sources(*PRODUCT, "playground") if "tests" in imported(path)] == []


@pytest.mark.parametrize("action_id", ActionId)
def test_every_action_has_one_listener(bolt: App, action_id: ActionId) -> None:
    says_more = action_id in (ActionId.SWITCH_KIND, ActionId.SAVE_AS, ActionId.CHOOSE_ACCOUNT)
    sent = f"{action_id}:lost_deal" if says_more else str(action_id)
    body = {"type": "block_actions", "actions": [{"type": "button", "block_id": "b", "action_id": sent}]}
    assert len(listening(bolt, body)) == 1


@pytest.mark.parametrize("form_id", FormId)
def test_every_form_has_one_listener(bolt: App, form_id: FormId) -> None:
    view = {"type": "modal", "callback_id": str(form_id), "blocks": [], "state": {"values": {}}}
    body = {"type": "view_submission", "view": view}
    assert len(listening(bolt, body)) == 1


@pytest.mark.parametrize("lookup_id", LookupId)
def test_every_look_up_has_one_listener(bolt: App, lookup_id: LookupId) -> None:
    body = {"type": "block_suggestion", "action_id": str(lookup_id), "block_id": "b", "value": "x"}
    assert len(listening(bolt, body)) == 1


@pytest.mark.parametrize("shortcut_id", ShortcutId)
def test_every_shortcut_has_one_listener_and_is_in_the_manifest(bolt: App, shortcut_id: ShortcutId) -> None:
    [offered] = [one for one in manifest()["features"]["shortcuts"] if one["callback_id"] == shortcut_id]
    heard = {
        kind: len(listening(bolt, {"type": payload, "callback_id": str(shortcut_id)}))
        for kind, payload in (("message", "message_action"), ("global", "shortcut"))
    }
    assert heard == {"message": 0, "global": 0, offered["type"]: 1}
    assert len(offered["name"]) <= 24


@pytest.mark.parametrize("prefix", ["", "gs-", "acme-field-"])
def test_every_command_of_the_manifest_has_one_listener(bolt: App, prefix: str) -> None:
    commands = [one["command"] for one in manifest(prefix=prefix)["features"]["slash_commands"]]
    assert commands
    for command in commands:
        assert len(listening(bolt, {"command": command, "text": ""})) == 1, command


def test_every_event_of_the_manifest_has_one_listener(bolt: App) -> None:
    asked = manifest()["settings"]["event_subscriptions"]
    for event in asked["bot_events"]:
        # Of all messages only direct ones are asked for; the event is called alike in every place.
        body = {"type": "event_callback", "event": {"type": event.removesuffix(".im")}}
        assert len(listening(bolt, body)) == 1, event
    # Metadata is told only to those who ask for the event and for its type.
    assert "message_metadata_posted" in asked["bot_events"]
    assert [one["event_type"] for one in asked["metadata_subscriptions"]] == [EVENT_TYPE]


def test_every_listener_is_named_in_the_ids(bolt: App) -> None:
    """As many listeners as ids, commands, shortcuts and events: none listens for what nobody can press."""
    known = [*ActionId, *FormId, *LookupId, *ShortcutId, *manifest()["settings"]["event_subscriptions"]["bot_events"]]
    commands = 2  # one for the three that log, one for /field
    closings = 1  # of the suggestions after Submit
    assert len(ours(bolt)) == len(known) + commands + closings


def test_every_argument_of_a_listener_is_one_that_bolt_knows(bolt: App) -> None:
    """A misspelt one would silently be None."""
    request = BoltRequest(mode="socket_mode", body={})
    known = set(
        build_required_kwargs(logger=bolt.logger, required_arg_names=["args"], request=request, response=None)[
            "args"
        ].__dict__
    )
    for listener in ours(bolt):
        asked = set(inspect.signature(listener.ack_function).parameters)
        assert asked <= known, listener.ack_function.__qualname__


def test_the_oauth_clients_id_and_secret_are_kept_from_bolt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Bolt switches to a file-based OAuth of its own when it finds them, whatever else it is told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "hush")
    loaded = settings.load()
    assert (loaded.slack_client_id, loaded.slack_client_secret.get_secret_value()) == ("1.2", "hush")
    assert not {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"} & set(os.environ)
    app = App(authorize=lambda: AUTHORIZED, signing_secret="none")
    assert app.oauth_flow is None
    assert app.installation_store is None


def example() -> dict[str, str]:
    """The settings that `.env.example` names, with their values."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_setting_is_explained_in_the_example() -> None:
    assert list(example()) == [name.upper() for name in Settings.model_fields]
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    for before, line in itertools.pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert before.startswith("# "), line


def test_the_example_shows_the_defaults_and_no_secret() -> None:
    plain = Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings reads it
    for name, value in example().items():
        default = getattr(plain, name.lower())
        secret = getattr(default, "get_secret_value", lambda default=default: default)
        assert value == str(secret()), name


def test_settings_are_read_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TIMEZONE=Europe/London\nDIGEST_AT=\n", encoding="utf-8")
    monkeypatch.setenv("LOG_FORMAT", "json")
    loaded = settings.load()
    assert (loaded.timezone, loaded.log_format, loaded.digest_at) == ("Europe/London", "json", "mon 09:00")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-wrong"),
        ("SLACK_APP_TOKEN", "xoxb-wrong"),
        ("SLACK_API_URL", "http://evil.example/api/"),
        ("HTTP_BIND", "3000"),
        ("HTTP_BIND", "localhost:99999"),
        ("PUBLIC_URL", "http://example.com"),
        ("TRIAGE_CHANNEL", "#field-triage"),
        ("DIGEST_CHANNEL", "general"),
        ("SMTP_URL", "mail.example"),
        ("SMTP_URL", "smtp://u:secret@mail.example"),
        ("SMTP_FROM", "nobody"),
        ("SMTP_FROM", "Ann <ann@example.com>, Eve <eve@example.com>"),
        ("SMTP_FROM", "Eve\r\nBcc: eve@example.com <eve@example.com>"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../../etc/passwd"),
        ("DIGEST_AT", "someday"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        settings.load()
    sentence = str(raised.value)
    assert sentence.startswith(f"{name} is wrong: ")
    assert "\n" not in sentence
    if "TOKEN" in name or name == "SMTP_URL":
        assert value not in sentence


def test_e_mail_is_off_or_has_a_server_a_sender_and_a_link_to_stop_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings.load().mail is None
    monkeypatch.setenv("SMTP_URL", "smtp://u:hush@mail.example")
    with pytest.raises(SettingsError, match=r"^SMTP_URL is wrong: e-mail needs PUBLIC_URL too"):
        settings.load()
    monkeypatch.setenv("PUBLIC_URL", "https://bücher.example")
    with pytest.raises(SettingsError, match=r"^SMTP_URL is wrong: e-mail needs a PUBLIC_URL in plain letters"):
        settings.load()
    monkeypatch.setenv("PUBLIC_URL", "https://acme.example")
    with pytest.raises(SettingsError, match=r"^SMTP_FROM is wrong: with SMTP_URL it has to be set"):
        settings.load()
    monkeypatch.setenv("SMTP_FROM", "Field digest <digest@acme.example>")
    loaded = settings.load()
    assert loaded.mail is not None
    assert "hush" not in repr(loaded)
