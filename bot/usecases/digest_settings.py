"""How the weekly digest is told: how much, with which picture, and whom pages outside Slack may name."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.usecases import audit
from bot.usecases.actor import Actor
from bot.usecases.setup import check_may_set_up
from digests.trends.finding import Sensitivity
from storage.database import Session
from storage.models import ShowPicture
from storage.queries import workspaces


class DigestField(StrEnum):
    """The fields of the form."""

    SENSITIVITY = "digest_sensitivity"
    LANGUAGE = "digest_language"
    PICTURE = "digest_picture"
    PAGES = "digest_pages"


# The box that lets pages name customers.
NAMED = "named"


@dataclass(frozen=True)
class DigestChanges:
    """What somebody changed in the form; None is what they left alone, so that two admins undo nothing of each other.

    The fields are called as the workspace's settings are.
    """

    sensitivity: Sensitivity | None = None
    language: str | None = None
    show_picture: ShowPicture | None = None
    names_on_pages: bool | None = None


_NAMES = ("sensitivity", "language", "show_picture", "names_on_pages")


def save(session: Session, actor: Actor, changes: DigestChanges, *, now: datetime) -> None:
    """Save what was changed and write it to the audit. NotAllowed for anybody but an admin."""
    check_may_set_up(session, actor)
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    wanted = {name: getattr(changes, name) for name in _NAMES if getattr(changes, name) is not None}
    before = {name: getattr(workspace, name) for name in wanted}
    for name, value in wanted.items():
        setattr(workspace, name, value)
    audit.note_changes(session, actor, "digest_settings_changed", before=before, after=wanted, now=now)
