"""Questions about links to the pages of digests, and about what their readers must not read."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from storage.database import Session
from storage.models import Account, DigestRun, PageLink
from storage.portions import portions

_AT_ONCE = 500


def find_link(session: Session, *, workspace_id: str, token: str) -> PageLink | None:
    """The link with this token, whatever became of it: one look by the key of the table."""
    return session.get(PageLink, (workspace_id, token))


def newest_link(session: Session, *, workspace_id: str, edition: str, period: str) -> PageLink | None:
    """The link to a digest that was made last, whatever became of it."""
    query = (
        select(PageLink)
        .where(PageLink.workspace_id == workspace_id, PageLink.edition == edition, PageLink.period == period)
        .order_by(PageLink.made_at.desc(), PageLink.token)
    )
    return session.scalars(query.limit(1)).first()


def open_links(session: Session, *, workspace_id: str, now: datetime) -> list[PageLink]:
    """The links that open something now, those of the newest weeks first."""
    query = (
        select(PageLink)
        .where(PageLink.workspace_id == workspace_id, PageLink.ended_at.is_(None), PageLink.expires_at > now)
        .order_by(PageLink.period.desc(), PageLink.made_at.desc(), PageLink.token)
    )
    return list(session.scalars(query))


def runs_up_to(session: Session, *, workspace_id: str, edition: str, period: str, limit: int) -> list[DigestRun]:
    """The digests of an edition up to a period that have a report, the newest first."""
    query = (
        select(DigestRun)
        .where(
            DigestRun.workspace_id == workspace_id,
            DigestRun.edition == edition,
            DigestRun.period <= period,
            DigestRun.report.is_not(None),
        )
        .order_by(DigestRun.period.desc())
    )
    return list(session.scalars(query.limit(limit)))


def customers_called(session: Session, *, workspace_id: str, keys: Collection[str]) -> set[str]:
    """The names, as they are written, of the accounts with these name keys."""
    found: set[str] = set()
    for some in portions(keys, _AT_ONCE):
        query = select(Account.name).where(Account.workspace_id == workspace_id, Account.name_key.in_(some))
        found.update(session.scalars(query))
    return found
