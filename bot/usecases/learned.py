"""What was learned from people's edits: admins see it, and undo it; so does who taught it, right after."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.errors import Gone, NotAllowed
from bot.usecases import audit, drafts
from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import AccountAlias, CompetitorAlias, Role, Source
from storage.queries import aliases, reports, workspaces
from storage.queries.aliases import Alias, Lesson

ONLY_ADMINS = "Only admins can change what was learned."


@dataclass(frozen=True)
class LessonKey:
    """Which learned name, as a button carries it; `account_id` is empty for another name of a competitor."""

    alias_key: str
    account_id: uuid.UUID | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote; ValueError for anything else."""
        account, _, key = text.partition(":")
        return cls(key, uuid.UUID(account) if account else None)

    @classmethod
    def of(cls, alias: Alias) -> Self:
        """That of a learned name."""
        return cls(alias.alias_key, alias.account_id if isinstance(alias, AccountAlias) else None)

    def __str__(self) -> str:
        return f"{self.account_id or ''}:{self.alias_key}"


@dataclass(frozen=True)
class LearnedPage:
    """Some of what was learned, newest first; `begins` counts what is newer."""

    lessons: tuple[Lesson, ...]
    begins: int
    total: int
    limit: int

    @property
    def older(self) -> int | None:
        """Where the next page begins; None on the last."""
        end = self.begins + self.limit
        return end if end < self.total else None

    @property
    def newer(self) -> int | None:
        """Where the page before begins; None on the first."""
        return max(0, self.begins - self.limit) if self.begins else None


def page(session: Session, actor: Actor, *, begins: int, limit: int) -> LearnedPage:
    """A page of what was learned; one that is gone meanwhile is the first again. NotAllowed for all but admins."""
    _allow(session, actor)
    total = aliases.count(session, workspace_id=actor.workspace_id)
    begins = begins if 0 <= begins < total else 0
    lessons = aliases.newest(session, workspace_id=actor.workspace_id, limit=begins + limit)
    return LearnedPage(tuple(lessons[begins:]), begins, total, limit)


def undo(session: Session, actor: Actor, key: LessonKey, *, now: datetime) -> Alias:
    """A name that was learned applies no longer, and is not learned again. Twice it is the same.

    Raises Gone where it is not there any more; NotAllowed for all but admins and the person it was learned from.
    """
    alias = _find(session, actor, key)
    if alias.learned_by_id != actor.user_id:
        _allow(session, actor)
    if alias.undone_at is None:
        alias.undone_at, alias.undone_by_id = now, actor.user_id
        _note(session, actor, alias, "learned_undone", now=now)
        _redraw(session, alias)
    return alias


def again(session: Session, actor: Actor, key: LessonKey, *, now: datetime) -> Alias:
    """A name that was undone applies again. Raises Gone and NotAllowed."""
    alias = _find(session, actor, key)
    _allow(session, actor)
    if alias.undone_at is not None:
        alias.undone_at = alias.undone_by_id = None
        _note(session, actor, alias, "learned_again", now=now)
        _redraw(session, alias)
    return alias


def _find(session: Session, actor: Actor, key: LessonKey) -> Alias:
    found: Alias | None
    if key.account_id is not None:
        found = aliases.of_account(
            session, workspace_id=actor.workspace_id, alias_key=key.alias_key, account_id=key.account_id
        )
    else:
        found = aliases.of_competitor(session, workspace_id=actor.workspace_id, alias_key=key.alias_key)
    if found is None or found.learned_at is None:
        raise Gone("That is not among what was learned any more.")
    return found


def _note(session: Session, actor: Actor, alias: Alias, deed: str, *, now: datetime) -> None:
    """Of what was learned the audit names the ids alone: the words are a rep's."""
    owner = alias.competitor_id if isinstance(alias, CompetitorAlias) else alias.account_id
    kind = "competitor" if isinstance(alias, CompetitorAlias) else "account"
    subject = f"{kind}:{owner}"
    audit.note(session, actor, deed, subject=subject, after={"learned_from": str(alias.learned_from_id)}, now=now)


def _redraw(session: Session, alias: Alias) -> None:
    """Bring the confirmation in the chat up to date, which tells what was learned."""
    if alias.learned_from_id is None:
        return
    report = reports.find_report(session, workspace_id=alias.workspace_id, report_id=alias.learned_from_id)
    if report is None or report.draft_id is None:
        return
    draft = reports.find_draft(session, workspace_id=alias.workspace_id, draft_id=report.draft_id)
    if draft is not None and draft.source is Source.CHAT:
        drafts.show(session, draft)


def _allow(session: Session, actor: Actor) -> None:
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.ADMIN):
        raise NotAllowed(ONLY_ADMINS)
