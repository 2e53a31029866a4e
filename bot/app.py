"""The only place where things are wired together: `build(settings)` gives a bot that can be started and stopped."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import listeners
from bot.blocks import private
from bot.errors import BotError, SettingsError
from bot.jobs.clock import Ticker
from bot.jobs.due import Rounds
from bot.jobs.postman import Postman
from bot.jobs.reading import Reader
from bot.jobs.rereading import Rereading
from bot.jobs.typing import Typing
from bot.jobs.worker import Pace, Worker
from bot.listeners.desk import Desk
from bot.mail import Post
from bot.settings import Settings
from bot.slack import Replies, Slack, reply_body, tls
from bot.usecases.likeness import Likeness
from bot.usecases.readers import Make, Readers, reader_of
from bot.usecases.snapshot import Snapshots
from bot.usecases.workspace import Defaults, Identity, arrive
from bot.web.health import health_route, metrics_route
from bot.web.mail import mail_route
from bot.web.pages import Pages, page_routes
from bot.web.server import WebServer
from bot.web.slack_http import slack_route
from bot.web.socket_mode import hang_up
from digests.similarity.embedder import Embedder, load
from storage.database import Database
from storage.lock import InUse, WriterLock
from storage.migrations import runner
from storage.models import MessageState
from storage.queries import opinions, outbox

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]

# Seconds between two looks at the connection: a lost one is made anew after at most one, a silent one after four.
_PING = 3.0


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass
class Bot:
    """Everything that runs, in the order in which it starts; `stop` is its reverse."""

    settings: Settings
    database: Database
    identity: Identity
    bolt: App
    worker: Worker
    postman: Postman
    ticker: Ticker
    rounds: Rounds
    snapshots: Snapshots
    readers: Readers
    likeness: Likeness
    reader: Reader
    typing: Typing
    replies: Replies
    lock: WriterLock
    web: WebServer | None = None
    _socket: SocketModeHandler | None = field(default=None)

    def start(self) -> None:
        """Begin to listen, to speak and to tick."""
        self.replies.start()
        self.typing.start()
        self.worker.start()
        self.postman.start()
        self.ticker.start()
        if self.web is not None:
            self.web.start()
        token = self.settings.slack_app_token.get_secret_value()
        if token:
            client = WebClient(base_url=self.settings.slack_api_url, ssl=tls())
            self._socket = SocketModeHandler(self.bolt, token, web_client=client, ping_interval=_PING)
            self._socket.connect()  # type: ignore[no-untyped-call]  # Bolt's handler is untyped
        logger.info("started", extra={"workspace": self.identity.workspace_id, "socket_mode": bool(token)})

    def stop(self) -> None:
        """Hear no more, finish what is under way, end. What waits is in the database."""
        if self._socket is not None:
            hang_up(self._socket)
        self.likeness.stop()
        self.ticker.stop()
        self.postman.stop()
        self.worker.stop()
        self.typing.stop()
        self.replies.stop()
        if self.web is not None:
            self.web.stop()
        self.database.close()
        self.lock.give_back()
        logger.info("stopped")

    def health(self) -> dict[str, Any]:
        """What `/healthz` says: whether the database answers and Slack is connected."""
        problems = []
        try:
            if runner.revision(self.database) != runner.newest():
                problems.append("the database is not migrated")
        except Exception as error:  # whatever a database driver raises, the answer is the same
            problems.append(f"the database does not answer ({type(error).__name__})")
        if self._socket is not None and not self._socket.client.is_connected():
            problems.append("Slack is not connected")
        return {"ok": not problems, "problems": problems}

    def figures(self) -> dict[str, float]:
        """What `/metrics` says: whether the bot is well, how messages stand, and how often a digest was not useful."""
        with self.database.read() as session:
            counts, not_useful = outbox.counts(session), opinions.in_all(session)
        messages = {f'groundswell_outbox_messages{{state="{state}"}}': counts.get(state, 0) for state in MessageState}
        up = 1 if self.health()["ok"] else 0
        return {"groundswell_up": up, "groundswell_digests_not_useful": not_useful, **messages}


def build(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    pace: Pace | None = None,
    tick: float = 15,
    serve_web: bool = True,
    reads: bool = True,
    make_reader: Make = reader_of,
) -> Bot:
    """Wire everything; nothing runs before `start`. Every `tick` seconds it is looked what is due by itself.

    With `reads` the texts that come in are read in the background, so that what is alike is found. `make_reader` makes
    what reads reps' sentences.

    Raises SettingsError when a setting is missing, the token is refused or Slack cannot be reached.
    """
    slack, identity = _sign_in(settings)
    database, lock = open_database(settings)
    runner.upgrade(database)
    with database.write() as session:
        arrive(session, identity, _defaults(settings), now=clock())
    snapshots = Snapshots(database)
    snapshots.refresh(identity.workspace_id)
    readers = Readers(snapshots.of, make=make_reader)
    readers.expect(identity.workspace_id)
    replies = Replies()
    worker = Worker(database, lambda _: slack, clock, pace or Pace(), settings.public_url, snapshots.stale)
    post = Post(*settings.mail, settings.public_url) if settings.mail else None
    postman = Postman(database, post, clock, worker.pace)
    likeness = Likeness(database, lambda: embedder(settings), most_bytes=settings.embed_megabytes * 1_000_000)
    typing = Typing(database, lambda _: slack, snapshots, likeness)
    desk = Desk(
        database,
        lambda _: slack,
        snapshots,
        readers,
        replies,
        likeness,
        clock,
        worker.wake,
        typing.typed,
        sends_mail=post is not None,
        public_url=settings.public_url,
    )
    bolt = _bolt(settings, identity, desk)
    ticker = Ticker()
    ticker.every(1, snapshots.refresh_stale, "snapshots")
    ticker.every(1, Rereading(database, readers, snapshots, clock, worker.wake).look, "readers")
    reader = Reader(database, likeness, clock, worker.wake)
    if reads:
        ticker.every(1, reader.look, "reading")
    rounds = Rounds(database, likeness, clock, worker.wake)
    ticker.every(tick, rounds.look, "due")
    bot = Bot(
        settings,
        database,
        identity,
        bolt,
        worker,
        postman,
        ticker,
        rounds,
        snapshots,
        readers,
        likeness,
        reader,
        typing,
        replies,
        lock,
    )
    if serve_web:
        host, port = settings.bind
        routes = [health_route(bot.health), metrics_route(bot.figures), mail_route(database, clock)]
        if not settings.slack_app_token.get_secret_value():
            routes.append(slack_route(bolt))
        if settings.public_url:
            routes += page_routes(Pages(database, clock, settings.public_url))
        bot.web = WebServer(routes, host, port)
    return bot


def open_database(settings: Settings) -> tuple[Database, WriterLock]:
    """The database, for the one process that may write it. Raises SettingsError when another one does."""
    try:
        database = Database(settings.database_url)
        lock = WriterLock(database)
        lock.take()
    except InUse:
        raise SettingsError("Another Groundswell process is using this database. Stop it first.") from None
    except Exception as error:  # whatever SQLAlchemy or the file system makes of a wrong address
        raise SettingsError(f"DATABASE_URL is wrong: {error}") from None
    return database, lock


def _sign_in(settings: Settings) -> tuple[Slack, Identity]:
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        raise SettingsError("SLACK_BOT_TOKEN is missing: copy it from your app's settings, OAuth & Permissions.")
    if not settings.slack_app_token.get_secret_value() and not settings.slack_signing_secret.get_secret_value():
        raise SettingsError("SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing.")
    slack = Slack(token, settings.slack_api_url)
    try:
        who = slack.identity()
    except SlackApiError as error:
        raise SettingsError(f"SLACK_BOT_TOKEN is wrong: Slack answered {error.response.get('error')}.") from None
    except OSError as error:
        raise SettingsError(f"Slack cannot be reached at {settings.slack_api_url} ({error}).") from None
    domain = str(who.get("url", "")).removeprefix("https://").split(".")[0].rstrip("/")
    return slack, Identity(who["team_id"], who.get("team", ""), domain, who["user_id"], who.get("bot_id", ""))


def embedder(settings: Settings) -> Embedder:
    """What compares texts, as the settings say."""
    return load(settings.embed_model, settings.embed_model_path, threads=settings.embed_threads)


def _defaults(settings: Settings) -> Defaults:
    return Defaults(settings.triage_channel, settings.digest_channel, settings.timezone, settings.digest_at)


def _bolt(settings: Settings, identity: Identity, desk: Desk) -> App:
    """Bolt, told to answer from the listener's thread and to leave authorization to us."""
    token = settings.slack_bot_token.get_secret_value()
    authorized = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.workspace_id,
        bot_token=token,
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user_id,
    )

    def authorize(team_id: str | None) -> AuthorizeResult:
        if team_id != identity.workspace_id:
            raise BoltError(f"a delivery for another workspace: {team_id}")
        return authorized

    app = App(
        # Without one, Bolt reads the sources of everybody on the stack to name itself after a file.
        name="groundswell",
        authorize=authorize,
        signing_secret=settings.slack_signing_secret.get_secret_value() or None,
        client=WebClient(base_url=settings.slack_api_url, ssl=tls(), retry_handlers=[]),
        process_before_response=True,
        ignoring_self_events_enabled=False,
        request_verification_enabled=not settings.slack_app_token.get_secret_value(),
        raise_error_for_unhandled_request=False,
    )
    app.use(_name_the_request)
    app.error(_Trouble(desk))
    listeners.register(app, desk)
    return app


def _name_the_request(context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:
    """Give every line that is logged on the way the same number."""
    structlog.contextvars.clear_contextvars()
    request_id = uuid.uuid4().hex[:8]
    structlog.contextvars.bind_contextvars(request_id=request_id, workspace=context.team_id)
    context["request_id"] = request_id
    return next()


@dataclass(frozen=True)
class _Trouble:
    """The last resort for what no listener answered: a sentence, and for a fault of ours a number to look up."""

    desk: Desk

    def __call__(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        number = context.get("request_id", "")
        if isinstance(error, BotError):
            sentence = error.sentence
        else:
            logger.exception("a listener failed", exc_info=error)
            sentence = f"Something went wrong on our side; nothing you typed was lost. Please try again. ({number})"
        message = private.sorry(sentence)
        if body.get("type") == "view_submission":
            first = next((b["block_id"] for b in body["view"]["blocks"] if b["type"] == "input"), "")
            return BoltResponse(
                status=200,
                body={"response_action": "errors", "errors": {first: sentence}},
            )
        if body.get("command"):
            return BoltResponse(status=200, body=reply_body(message))
        if body.get("response_url"):
            self.desk.replies.privately(body["response_url"], message)
        return BoltResponse(status=200, body="")
