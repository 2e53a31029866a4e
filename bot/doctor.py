"""`groundswell doctor`: every missing or wrong setting, scope, channel and clock, each with what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import smtp
from bot.blocks.manifest import PICTURES, SCOPES
from bot.settings import Settings
from bot.slack import Slack
from bot.usecases import languages
from storage.database import Database, has_wal_reset_fault, sqlite_version
from storage.migrations import runner
from storage.models import MessageState, Role, Workspace
from storage.queries import outbox, workspaces

_MOST_SKEW = 60  # seconds; Slack refuses signatures at 300, and a digest must never come early


class Verdict(StrEnum):
    """How a check ended."""

    GOOD = "good"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what to do about it where it is not good."""

    verdict: Verdict
    sentence: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, one finding after the other; nothing is changed and nothing is posted."""
    yield from _slack(settings)
    yield from _delivery(settings)
    yield from _mail(settings)
    yield from _database(settings)


def _good(sentence: str) -> Finding:
    return Finding(Verdict.GOOD, sentence)


def _warning(sentence: str) -> Finding:
    return Finding(Verdict.WARNING, sentence)


def _wrong(sentence: str) -> Finding:
    return Finding(Verdict.WRONG, sentence)


def _slack(settings: Settings) -> Iterator[Finding]:
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        yield _wrong("SLACK_BOT_TOKEN is missing: copy it from your app's settings, OAuth & Permissions.")
        return
    try:
        who = Slack(token, settings.slack_api_url).identity()
    except SlackApiError as error:
        yield _wrong(f"SLACK_BOT_TOKEN is wrong: Slack answered {error.response.get('error')}.")
        return
    except (SlackClientError, OSError) as error:
        yield _wrong(f"Slack cannot be reached at {settings.slack_api_url}: {error}.")
        return
    yield _good(f"Signed in to {who.get('team')} as {who.get('user')}.")
    yield from _scopes(str(who["scopes"]))
    yield from _clock(str(who["date"]))


def _scopes(granted: str) -> Iterator[Finding]:
    has = {scope.strip() for scope in granted.split(",") if scope.strip()}
    if not has:
        yield _warning("Slack did not say which permissions the token has.")
        return
    missing = [scope for scope in SCOPES if scope not in has]
    if missing:
        yield _wrong(
            f"Permissions are missing: {', '.join(missing)}. Paste `groundswell manifest` and reinstall the app."
        )
    else:
        yield _good("All permissions are there.")
    if PICTURES not in has:
        yield _good(f"{PICTURES} was not granted: digests come without a picture, with the same figures in words.")


def _clock(date: str) -> Iterator[Finding]:
    if not date:
        return
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds())
    if skew > _MOST_SKEW:
        yield _wrong(f"This machine's clock differs from Slack's by {skew:.0f} seconds. Set it right (NTP).")
    else:
        yield _good("The clock agrees with Slack's.")


def _delivery(settings: Settings) -> Iterator[Finding]:
    app_token = settings.slack_app_token.get_secret_value()
    if app_token:
        try:
            WebClient(token=app_token, base_url=settings.slack_api_url, timeout=5).apps_connections_open(
                app_token=app_token
            )
        except SlackApiError as error:
            yield _wrong(
                f"SLACK_APP_TOKEN is wrong: Slack answered {error.response.get('error')}. It needs connections:write."
            )
        except (SlackClientError, OSError) as error:
            yield _wrong(f"Socket Mode cannot be reached: {error}.")
        else:
            yield _good("Slack delivers by Socket Mode.")
    elif settings.slack_signing_secret.get_secret_value():
        yield _good(f"Slack delivers by HTTP to {settings.http_bind}; your address must lead to /slack/events there.")
    else:
        yield _wrong("SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing.")
    if not settings.public_url:
        yield _good("PUBLIC_URL is not set: no links to web pages are shown.")
    else:
        yield _good(
            f"Digests link to their pages at {settings.public_url.rstrip('/')}/digest/; "
            f"that address must lead to {settings.http_bind}."
        )


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.mail is None:
        yield _good("SMTP_URL is not set: the digest is not sent by e-mail.")
        return
    server, sender = settings.mail
    trouble = smtp.knock(server, sender=sender)
    yield (
        _wrong(trouble) if trouble else _good(f"Letters go out by {server.host}:{server.port}, from {sender.address}.")
    )


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        database = Database(settings.database_url)
    except Exception as error:  # whatever SQLAlchemy makes of a wrong address
        yield _wrong(f"DATABASE_URL is wrong: {error}")
        return
    path = database.url.database
    if database.is_sqlite and path and not Path(path).exists():
        yield _warning(f"There is no database at {path} yet. `groundswell serve` or `groundswell migrate` makes it.")
        return
    try:
        yield from _schema(database)
        if runner.revision(database) == runner.newest():
            yield from _workspaces(database, settings.embed_model)
    except Exception as error:  # whatever a driver raises, the finding is the same
        yield _wrong(f"The database does not answer: {error}")
    finally:
        database.close()


def _schema(database: Database) -> Iterator[Finding]:
    revision = runner.revision(database)
    if revision is None:
        yield _warning("The database is empty. `groundswell serve` or `groundswell migrate` prepares it.")
    elif revision != runner.newest():
        yield _wrong("The database is of another version. Run `groundswell migrate`.")
    else:
        yield _good("The database is ready.")
    if database.is_sqlite and has_wal_reset_fault():
        version = ".".join(str(part) for part in sqlite_version())
        yield _warning(f"SQLite {version} can lose a commit in a rare race. Use 3.51.3 or newer, or PostgreSQL.")


def _workspaces(database: Database, model: str) -> Iterator[Finding]:
    with database.read() as session:
        for workspace in workspaces.workspaces(session):
            yield from _setup(workspace)
            if not workspaces.holders(session, workspace_id=workspace.workspace_id, role=Role.MARKETER):
                yield _warning(f"{workspace.name}: nobody is a marketer yet. Pick them in setup.")
            if hint := languages.hint(session, workspace.workspace_id, model):
                yield _warning(f"{workspace.name}: {hint}")
            for state, what in ((MessageState.DEAD, "could not be delivered"), (MessageState.HELD, "waits for setup")):
                found = outbox.in_state(session, workspace_id=workspace.workspace_id, state=state)
                if found:
                    reasons: dict[str, Any] = dict.fromkeys(row.error for row in found)
                    yield _warning(f"{workspace.name}: {len(found)} messages, which {what}: {' '.join(reasons)}")


def _setup(workspace: Workspace) -> Iterator[Finding]:
    missing = workspace.missing_settings()
    if missing:
        yield _warning(f"{workspace.name}: {' and '.join(missing)} must be chosen in setup.")
    else:
        yield _good(f"{workspace.name}: digest {workspace.digest_at}, {workspace.timezone}.")
