"""Who gets which edition, and what their filters name.

A filter narrows by region, and by what a report is about: a theme, a competitor or an account, any one of them. Where
nothing is chosen, everything counts that counts for the channel's digest.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Account, Competitor, DigestRun, EditionKind, Region, Rhythm, Subscription, Theme
from storage.portions import portions

# Below what either engine takes as parameters of one statement.
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Only:
    """What an edition is narrowed to: in any of the regions, and about any of the rest; empty is all."""

    regions: frozenset[uuid.UUID] = frozenset()
    themes: frozenset[uuid.UUID] = frozenset()
    competitors: frozenset[uuid.UUID] = frozenset()
    accounts: frozenset[uuid.UUID] = frozenset()
    team: tuple[str, ...] = ()

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `stored` wrote."""
        ids = {name: frozenset(uuid.UUID(one) for one in stored.get(name, ())) for name in _OF}
        return cls(**ids, team=tuple(stored.get("team", ())))

    def stored(self) -> dict[str, list[str]]:
        """As a subscription keeps it, in a steady order."""
        lists = {name: sorted(str(one) for one in getattr(self, name)) for name in _OF} | {"team": list(self.team)}
        return {name: ids for name, ids in lists.items() if ids}

    @property
    def has_subject(self) -> bool:
        """Whether it is narrowed to what reports are about."""
        return bool(self.themes or self.competitors or self.accounts)

    @property
    def is_everything(self) -> bool:
        """Whether it leaves nothing out."""
        return not self.regions and not self.has_subject


_OF = ("regions", "themes", "competitors", "accounts")


@dataclass(frozen=True)
class Names:
    """What a filter chose, by the names people know; what is gone is left out."""

    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.regions, *self.themes, *self.competitors, *self.accounts)


@dataclass(frozen=True)
class Chosen:
    """Something a filter can name, for menus."""

    id: uuid.UUID
    name: str


# --- who gets what ---


def find(session: Session, *, workspace_id: str, user_id: str, edition_kind: EditionKind) -> Subscription | None:
    """What somebody wished for a kind of edition, if they ever said."""
    return session.get(Subscription, (workspace_id, user_id, edition_kind))


def of_person(session: Session, *, workspace_id: str, user_id: str) -> dict[EditionKind, Subscription]:
    """Everything that somebody wished, also never."""
    query = select(Subscription).where(Subscription.workspace_id == workspace_id, Subscription.user_id == user_id)
    return {one.kind: one for one in session.scalars(query)}


def running(session: Session, *, workspace_id: str) -> Sequence[Subscription]:
    """Every wish that is not for never, in a steady order."""
    query = select(Subscription).where(Subscription.workspace_id == workspace_id, Subscription.rhythm != Rhythm.NEVER)
    return session.scalars(query.order_by(Subscription.user_id, Subscription.kind)).all()


def wish(
    session: Session,
    *,
    workspace_id: str,
    user_id: str,
    edition_kind: EditionKind,
    rhythm: Rhythm,
    only: Only,
    since: datetime,
) -> None:
    """Set what somebody gets of a kind of edition."""
    known = find(session, workspace_id=workspace_id, user_id=user_id, edition_kind=edition_kind)
    if known is None:
        key = {"workspace_id": workspace_id, "user_id": user_id, "kind": edition_kind}
        session.add(Subscription(**key, rhythm=rhythm, only=only.stored(), since=since))
    else:
        known.rhythm, known.only, known.since = rhythm, only.stored(), since
    session.flush()


def claims(
    session: Session, *, workspace_id: str, editions: Collection[str], periods: Collection[str]
) -> set[tuple[str, str]]:
    """Which of some editions have a claim on which of some periods: pairs of edition and period."""
    found: set[tuple[str, str]] = set()
    for some in portions(editions, _AT_ONCE):
        query = select(DigestRun.edition, DigestRun.period).where(
            DigestRun.workspace_id == workspace_id, DigestRun.edition.in_(some), DigestRun.period.in_(periods)
        )
        found |= {(edition, period) for edition, period in session.execute(query)}
    return found


def periods_of(session: Session, *, workspace_id: str, edition: str) -> list[str]:
    """Every period that an edition has a claim on."""
    query = select(DigestRun.period).where(DigestRun.workspace_id == workspace_id, DigestRun.edition == edition)
    return list(session.scalars(query.order_by(DigestRun.period)))


# --- what a filter names ---


def standing_themes(session: Session, *, workspace_id: str, theme_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Some themes, each with whatever it became part of since."""
    found, asked = set(theme_ids), set(theme_ids)
    while asked:
        query = select(Theme.merged_into_id).where(Theme.workspace_id == workspace_id, Theme.theme_id.in_(asked))
        asked = {one for one in session.scalars(query) if one is not None} - found
        found |= asked
    return frozenset(found)


def chosen(session: Session, *, workspace_id: str, only: Only) -> dict[str, list[Chosen]]:
    """What a filter names, by kind (regions, themes, competitors, accounts), each by name."""
    queries = {
        "regions": select(Region.region_id, Region.name).where(
            Region.workspace_id == workspace_id, Region.region_id.in_(only.regions)
        ),
        "competitors": select(Competitor.competitor_id, Competitor.name).where(
            Competitor.workspace_id == workspace_id, Competitor.competitor_id.in_(only.competitors)
        ),
        "accounts": select(Account.account_id, Account.name).where(
            Account.workspace_id == workspace_id, Account.account_id.in_(only.accounts)
        ),
    }
    found = {kind: [Chosen(*row) for row in session.execute(query)] for kind, query in queries.items()}
    themes = select(Theme).where(Theme.workspace_id == workspace_id, Theme.theme_id.in_(only.themes))
    found["themes"] = [Chosen(one.theme_id, one.title) for one in session.scalars(themes)]
    return {kind: sorted(some, key=lambda one: one.name.casefold()) for kind, some in found.items()}


def names(session: Session, *, workspace_id: str, only: Only) -> Names:
    """The names of what a filter chose."""
    found = chosen(session, workspace_id=workspace_id, only=only)
    return Names(**{kind: tuple(one.name for one in some) for kind, some in found.items()})
