"""A rep's own ledger, page by page: what was logged and where it stands."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import Draft, ReportKind
from storage.queries import home, requests
from storage.queries.reports import ReportFacts

KEEP_DRAFTS = timedelta(days=7)
DRAFTS = 3


@dataclass(frozen=True)
class Cursor:
    """Where a page of a ledger begins: after this report, and how many stood before it."""

    after: uuid.UUID | None = None
    seen: int = 0

    def __str__(self) -> str:
        return f"{self.seen}:{self.after}" if self.after else ""

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a button's value; the first page for anything else."""
        seen, _, after = text.partition(":")
        return cls(uuid.UUID(after), int(seen)) if seen.isdigit() and after else cls()


@dataclass(frozen=True)
class LedgerLine:
    """One report, with how many accounts ask for the same and the catalog item that answers it."""

    facts: ReportFacts
    accounts: int
    item: str


@dataclass(frozen=True)
class LedgerPage:
    """Some of somebody's reports, newest first; `begins` counts those before, `total` all."""

    lines: tuple[LedgerLine, ...]
    begins: int
    total: int

    @property
    def ends(self) -> int:
        """How many reports are shown up to here."""
        return self.begins + len(self.lines)

    @property
    def next(self) -> Cursor | None:
        """Where the next page begins; None on the last."""
        if not self.lines or self.ends >= self.total:
            return None
        return Cursor(self.lines[-1].facts.report.report_id, self.ends)


def page(session: Session, actor: Actor, *, limit: int, cursor: Cursor | None = None) -> LedgerPage:
    """One page of somebody's ledger; a constant number of queries."""
    at = cursor or Cursor()
    facts = home.ledger(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=limit, after=at.after)
    return LedgerPage(
        lines=tuple(lines_of(session, actor.workspace_id, facts)),
        begins=at.seen,
        total=home.ledger_size(session, workspace_id=actor.workspace_id, user_id=actor.user_id),
    )


def lines_of(session: Session, workspace_id: str, facts: list[ReportFacts]) -> list[LedgerLine]:
    """Reports with what a ledger says about each."""
    behind = [one.request for one in facts if one.request is not None]
    accounts = requests.accounts_behind(
        session, workspace_id=workspace_id, request_ids=[request.request_id for request in behind]
    )
    items = home.items(
        session, workspace_id=workspace_id, item_ids={request.item_id for request in behind if request.item_id}
    )
    return [
        LedgerLine(
            facts=one,
            accounts=accounts.get(one.request.request_id, 0) if one.request else 0,
            item=items[one.request.item_id].name if one.request and one.request.item_id in items else "",
        )
        for one in facts
    ]


def drafts(session: Session, actor: Actor, *, now: datetime) -> tuple[Draft, ...]:
    """The newest words that were typed after a command and whose form was never sent."""
    found = home.unsent_drafts(
        session,
        workspace_id=actor.workspace_id,
        user_id=actor.user_id,
        since=now - KEEP_DRAFTS,
        limit=DRAFTS,
    )
    return tuple(found)


def heard_words(facts: ReportFacts) -> str:
    """What a report is known by: the customer's words, else the rep's own."""
    report = facts.report
    title = facts.request.title if facts.request is not None and report.kind is ReportKind.REQUEST else ""
    return report.said or title or report.note
