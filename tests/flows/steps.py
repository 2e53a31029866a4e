"""What reps do again and again in the flows, and how a test reads what came of it."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from slack_bolt import BoltRequest, BoltResponse

from bot import app as wiring
from storage.models import Role
from storage.queries import cards, reports, workspaces
from tests.flows.conftest import ANA, FAST, GENERAL, TEAM, TRIAGE, Field

Json = dict[str, Any]


def words_of(message: Json) -> str:
    """Everything a message or form shows, as one text."""
    return json.dumps([message.get("text", ""), message.get("blocks", [])], ensure_ascii=False)


def pick(field: Field, user: str, menu: str, name: str) -> str:
    """Type a name into a menu and take what it offers first: what is known, or the way to add it."""
    return field.look_up(user, menu, name)[0]


def log(field: Field, user: str, said: str, account: str = "", **values: Any) -> Json:
    """Log a request through the empty form; its card, new or joined."""
    field.command(user, "/request")
    if account:
        values["account"] = pick(field, user, "account", account)
    answer = field.submit(user, said=said, **values)
    assert answer["ok"], answer
    quiet(field)
    with field.session() as session:
        [newest] = reports.reports_by(session, workspace_id=TEAM["id"], user_id=user, limit=1)
        assert newest.request is not None
        place = cards.find_card(session, workspace_id=TEAM["id"], subject_id=newest.request.request_id)
        assert place is not None
    return card(field, place.ts, "")


def lose(field: Field, user: str, account: str, *reasons: str, **values: Any) -> Json:
    """Log a lost deal through the empty form; the card."""
    field.command(user, "/lost")
    values["account"] = pick(field, user, "account", account)
    values["reasons"] = list(reasons) or ["Price"]
    answer = field.submit(user, **values)
    assert answer["ok"], answer
    return field.message(TRIAGE, f"Lost: {account}")


def confirmation(field: Field, user: str, words: str = "logged.") -> Json:
    """The newest private confirmation that somebody sees in the channel."""
    return field.message(GENERAL, words, user=user)


def card(field: Field, ts: str, says: str) -> Json:
    """A card, as soon as it says something."""

    def look() -> Json | None:
        return next((one for one in field.messages(TRIAGE) if one["ts"] == ts and says in words_of(one)), None)

    found: Json = field.eventually(look)
    return found


def notes(field: Field, ts: str) -> list[Json]:
    """What the thread of a card was told."""
    return [one for one in field.messages(TRIAGE, thread_ts=ts) if one["ts"] != ts]


def whisper(field: Field, user: str, words: str, channel: str = GENERAL) -> Json:
    """A private answer with these words in it."""
    return field.message(channel, words, user=user)


def errors(answer: Json) -> dict[str, str]:
    """The sentences under the fields of a form that was sent."""
    return dict(answer.get("errors", {}))


def value_of(view: Json, block_id: str) -> Any:
    """What a field of an open form holds."""
    state = next(iter(view["state"]["values"][block_id].values()))
    return next(value for key, value in state.items() if key != "type")


def deliveries(field: Field, kind: str) -> list[Json]:
    """The payloads of one kind that the workspace brought to the bot."""
    log = field.control("deliveries?since=0")["deliveries"]
    return [one["payload"] for one in log if one["payload"].get("type", one["kind"]) == kind]


def deliver_again(field: Field, payload: Json) -> BoltResponse:
    """Bring the bot a payload once more, as after an acknowledgement that got lost."""
    answer: BoltResponse = field.bot.bolt.dispatch(BoltRequest(mode="socket_mode", body=payload))
    return answer


def calls(field: Field, method: str, since: int = 0) -> list[Json]:
    """The Web API calls the bot made."""
    return [one for one in field.control(f"calls?since={since}")["calls"] if one["method"] == method]


def quiet(field: Field) -> None:
    """Wait until the bot has dealt with all that people did, and has said all that it has to say."""

    def is_done() -> bool:
        with field.session() as session:
            states = session.connection().exec_driver_sql(
                "select count(*) from outbox where state in ('pending', 'unsure')"
            )
            waiting: int = states.scalar_one()
        return waiting == 0

    # Slack's side knows what is not acknowledged yet, the listeners what is; only then is the outbox whole.
    field.control("quiet", idle_ms=50, timeout_ms=5000)
    field.eventually(lambda: field.underway.is_idle)
    field.eventually(is_done)
    field.control("quiet", idle_ms=50, timeout_ms=5000)


def restarted(field: Field, **settings: str) -> wiring.Bot:
    """A new bot on the same database, as after a restart."""
    chosen = field.bot.settings.model_copy(update=settings)
    field.runs(wiring.build(chosen, clock=field.clock, pace=FAST, tick=3600, serve_web=False, reads=False))
    return field.bot


def everything_shown(field: Field) -> Iterator[Json]:
    """Every message of the bot that anybody can see, and every open form."""
    state = field.control("state?all=1")
    people = [one["id"] for one in state["users"] if not one["is_bot"]]
    seen: set[str] = set()
    for channel in state["channels"]:
        tops = [one for user in people for one in field.messages(channel["id"], user)]
        replies = [
            reply for one in tops if one.get("reply_count") for reply in field.messages(channel["id"], "", one["ts"])
        ]
        for one in [*tops, *replies]:
            if one.get("bot_id") and (key := f"{channel['id']}{one['ts']}") not in seen:
                seen.add(key)
                yield one
    for user in people:
        yield from field.views(user)


_TOKEN = re.compile(r"<[^>]*>?")


def live_tokens(shown: Json) -> set[str]:
    """Whatever Slack would take for a mention, broadcast or link in a message or form.

    Slack parses `text` of a message and every mrkdwn object; rich text only where it has elements other than text.
    """
    found = set(_TOKEN.findall(str(shown.get("text", "")))) if "ts" in shown else set()
    waiting: list[Any] = list(shown.get("blocks", []))
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            if one.get("type") == "mrkdwn":
                found |= set(_TOKEN.findall(one["text"]))
            if one.get("type") in ("user", "broadcast", "link", "channel", "usergroup"):
                found.add(json.dumps(one))
            waiting.extend(one.values())
    return found


def regions_of(field: Field) -> dict[str, uuid.UUID]:
    """The ids of the workspace's regions by name."""
    with field.session() as session:
        return {one.name: one.region_id for one in workspaces.regions(session, workspace_id=TEAM["id"])}


def make_coordinator(field: Field, user: str, region_id: uuid.UUID) -> None:
    """Let Ana, the admin, make somebody the coordinator of a region."""
    with field.bot.database.write() as session:
        workspaces.set_holders(
            session,
            workspace_id=TEAM["id"],
            role=Role.COORDINATOR,
            user_ids=[user],
            by_id=ANA,
            now=field.clock(),
            region_id=region_id,
        )
