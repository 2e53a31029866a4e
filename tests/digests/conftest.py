"""A market in a fresh database, and the digest of its week 47."""

from collections.abc import Callable, Iterator

import pytest

from digests.build import build
from digests.report import DigestReport
from digests.weeks import Week
from storage.database import Database
from tests.digests.market import DUE, Market

Fill = Callable[[Market], None]
Digest = Callable[[Fill], DigestReport]


@pytest.fixture
def market(database: Database) -> Iterator[Market]:
    """An empty market in a write session."""
    with database.write() as session:
        yield Market(session)


@pytest.fixture
def digest(market: Market) -> Digest:
    """The digest on week 47 of a market that was filled, made at the moment it is due."""

    def made(fill: Fill) -> DigestReport:
        fill(market)
        return build(market.session, workspace_id="T1", week=Week(2026, 47), now=DUE)

    return made
