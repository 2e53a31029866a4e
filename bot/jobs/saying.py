"""One message said to Slack: which call that is, and what each way in which it can end means."""

import logging
from dataclasses import dataclass

from bot.jobs.outgoing import Outgoing, Removal, Shows
from bot.slack import Posted, RateLimited, Refused, Slack, Unclear, reply_body, reply_now

logger = logging.getLogger(__name__)

# Slack's answers that will not change by trying again, as an admin should read them.
DEAD = {
    "channel_not_found": "The channel does not exist, or Groundswell was not invited to it.",
    "not_in_channel": "Groundswell is not in the channel. Invite it with /invite, then press Retry.",
    "is_archived": "The channel is archived. Choose another in setup.",
    "restricted_action": "A workspace setting does not let Groundswell post there.",
    "msg_too_long": "The message was too long for Slack.",
    "msg_blocks_too_long": "The message was too long for Slack.",
    "invalid_blocks": "Slack did not accept the form of the message. Please report this.",
    "cannot_dm_bot": "Slack lets no bot write to a bot.",
    "user_not_found": "The person is no longer in this workspace.",
    "user_disabled": "The person is no longer in this workspace.",
    "missing_scope": "Groundswell lacks a permission. Reinstall it with the current manifest.",
}
TOKEN_GONE = frozenset({"invalid_auth", "token_revoked", "account_inactive", "not_authed", "token_expired"})
_CHANNEL_GONE = frozenset({"channel_not_found", "not_in_channel", "is_archived"})


@dataclass(frozen=True)
class Said:
    """It is in Slack."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class Wait:
    """Certainly not done; Slack wants to be left alone with this kind of call for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class NotYet:
    """Certainly not posted: Slack is still at work on the picture that it shows."""


@dataclass(frozen=True)
class ChartRefused:
    """Certainly not posted: Slack does not take its chart."""


@dataclass(frozen=True)
class TokenGone:
    """Certainly not done: Slack refuses the bot's token."""

    code: str


@dataclass(frozen=True)
class Again:
    """Perhaps done; doing it twice does no harm."""

    why: str


@dataclass(frozen=True)
class Unsure:
    """Perhaps posted; to post it again blindly would double it."""

    why: str


@dataclass(frozen=True)
class Vanished:
    """The message to redraw stands nowhere any more: it has to be posted anew."""


@dataclass(frozen=True)
class Dead:
    """Trying again changes nothing; `why` is a sentence that an admin can act on."""

    why: str


Ending = Said | Wait | NotYet | ChartRefused | TokenGone | Again | Unsure | Vanished | Dead


def method_of(what: Outgoing | Removal) -> str:
    """The call by which this is said; Slack limits each one by itself."""
    if isinstance(what, Removal):
        return "chat.delete"
    return "chat.update" if what.update_ts else "chat.postMessage"


def is_post(what: object) -> bool:
    """Whether saying it twice would show it twice."""
    return isinstance(what, Outgoing) and not what.update_ts


def say(slack: Slack, what: Outgoing | Removal, *, message_id: str, first_try: bool, is_resent: bool) -> Ending:
    """Delete, redraw, answer privately on the first try, or post."""
    try:
        posted = _call(slack, what, message_id=message_id, first_try=first_try, is_resent=is_resent)
    except RateLimited as limit:
        return Wait(limit.seconds)
    except Unclear as unclear:
        logger.warning("unclear answer", extra={"message_id": message_id, "why": str(unclear)})
        return Unsure(str(unclear)) if is_post(what) else Again(str(unclear))
    except Refused as refused:
        return _meaning(what, refused, message_id)
    return Said(posted.channel_id, posted.ts)


def _call(slack: Slack, what: Outgoing | Removal, *, message_id: str, first_try: bool, is_resent: bool) -> Posted:
    if isinstance(what, Removal):
        slack.delete(what.channel_id, what.ts)
        return Posted(what.channel_id, what.ts)
    if what.update_ts:
        return slack.update(what.channel_id, what.update_ts, what.message)
    if what.respond_to and first_try and reply_now(what.respond_to, reply_body(what.message)):
        return Posted("", "")
    return slack.post(
        what.channel_id, what.message, message_id=message_id, thread_ts=what.thread_ts, is_resent=is_resent
    )


def _meaning(what: Outgoing | Removal, refused: Refused, message_id: str) -> Ending:
    if refused.code in TOKEN_GONE:
        return TokenGone(refused.code)
    if isinstance(what, Removal):
        if refused.code == "message_not_found":
            return Said(what.channel_id, what.ts)
    elif what.update_ts and (refused.code == "message_not_found" or (what.has_moved and refused.code in _CHANNEL_GONE)):
        return Vanished()
    elif refused.code == "invalid_blocks" and what.shows is not Shows.WORDS:
        return NotYet() if what.shows is Shows.FILE else ChartRefused()
    logger.error("Slack refused a message: %s", refused, extra={"message_id": message_id})
    return Dead(DEAD.get(refused.code, f"Slack refused it: {refused.code}."))
