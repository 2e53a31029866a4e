"""A workspace from its first day: known by its token's identity, with the default reasons for lost and won deals."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases import delivery
from storage.database import Session
from storage.models import Lane, Reason, ReportKind, Workspace, new_id
from storage.queries import market, workspaces

LOST = (
    ("no_heading", "No suitable {noun}"),
    ("not_known", "The {noun} exists, but was not known"),
    ("price", "Price"),
    ("budget_gone", "Budget gone"),
    ("competitor", "Went to a competitor"),
    ("timing", "Timing, or missed the close"),
    ("results_doubted", "Doubted the results"),
    ("no_decision", "No decision"),
    ("unreachable", "Could not be reached"),
    ("closed_down", "Out of business or sold"),
    ("wrong_fit", "Wrong fit"),
    ("service", "A problem with our service"),
    ("unknown", "Unknown"),
    ("other", "Other"),
)
WON = (
    ("heading_fit", "The {noun} fits"),
    ("price", "Price"),
    ("results", "Results they saw"),
    ("service", "Our service"),
    ("relationship", "They know us"),
    ("competitor_weak", "Unhappy with a competitor"),
    ("timing", "The timing was right"),
    ("other", "Other"),
)


@dataclass(frozen=True)
class Identity:
    """Who a bot token belongs to, as Slack's auth.test tells it."""

    workspace_id: str
    name: str
    domain: str
    bot_user_id: str
    bot_id: str


@dataclass(frozen=True)
class Defaults:
    """What the environment says for a workspace that has not been set up in Slack."""

    triage_channel: str = ""
    digest_channel: str = ""
    timezone: str = "UTC"
    digest_at: str = "mon 09:00"


def arrive(session: Session, identity: Identity, defaults: Defaults, *, now: datetime) -> Workspace:
    """Know this workspace from now on. What was chosen in `/field setup` wins over the environment."""
    workspace = workspaces.find_workspace(session, workspace_id=identity.workspace_id)
    if workspace is None:
        workspace = Workspace(
            workspace_id=identity.workspace_id,
            name=identity.name,
            installed_at=now,
            timezone=defaults.timezone,
            digest_at=defaults.digest_at,
        )
        session.add(workspace)
        session.flush()
        _add_reasons(session, workspace)
    workspace.name, workspace.domain = identity.name, identity.domain
    workspace.bot_user_id = identity.bot_user_id
    if workspace.set_up_at is None:
        workspace.triage_channel_id = defaults.triage_channel or workspace.triage_channel_id
        workspace.digest_channel_id = defaults.digest_channel or workspace.digest_channel_id
        workspace.timezone, workspace.digest_at = defaults.timezone, defaults.digest_at
    # What was logged before anybody chose a channel has waited for this.
    for lane, channel in ((Lane.TRIAGE, workspace.triage_channel_id), (Lane.DIGEST, workspace.digest_channel_id)):
        if channel:
            delivery.release(session, workspace_id=workspace.workspace_id, lane=lane)
    return workspace


def _add_reasons(session: Session, workspace: Workspace) -> None:
    known = market.reasons(session, workspace_id=workspace.workspace_id, with_retired=True)
    if known:
        return
    for kind, defaults in ((ReportKind.LOST_DEAL, LOST), (ReportKind.WON_DEAL, WON)):
        for position, (code, label) in enumerate(defaults):
            session.add(
                Reason(
                    workspace_id=workspace.workspace_id,
                    reason_id=new_id(),
                    kind=kind,
                    code=code,
                    label=label.format(noun=workspace.item_noun),
                    position=position,
                    needs_note=code == "other",
                )
            )
    session.flush()
