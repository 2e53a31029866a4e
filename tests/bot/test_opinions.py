"""What readers make of digests: who is counted, and of which digests an admin is told."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.errors import Gone
from bot.usecases import digest, opinions
from bot.usecases.actor import Actor
from bot.usecases.digest import CHANNEL, dedupe
from bot.usecases.opinions import DigestKey, Opinion
from bot.usecases.outbox import queue
from storage.database import Database
from storage.models import Lane, MessageKind, MessageState
from storage.queries import digest_runs, outbox
from storage.queries import opinions as queries
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, WEEK, Market

MAYA, TOM = Actor("T1", "UMAYA", "Maya"), Actor("T1", "UTOM", "Tom")
KEY = DigestKey(CHANNEL, "2026-W47")


@pytest.fixture
def market(database: Database) -> Iterator[Market]:
    """A market whose digest of week 47 is in its channel."""
    with database.write() as session:
        market = Market(session)
        market.workspace.digest_channel_id, market.workspace.set_up_at = "C2", DUE - 20 * WEEK
        publisher.full_week(market)
        digest.digest_now(session, market.workspace, DUE, asked_by="U1")
        arrived(market, KEY.period)
        yield market


def arrived(market: Market, period: str, **columns: Any) -> None:
    row = outbox.find_by_dedupe(market.session, workspace_id="T1", dedupe=dedupe(CHANNEL, period))
    assert row is not None
    row.channel_id, row.ts, row.state = "C2", "1.000100", MessageState.SENT
    for name, value in columns.items():
        setattr(row, name, value)
    market.session.flush()


def of_late(market: Market) -> list[Opinion]:
    return opinions.of_late(market.session, "T1")


def test_each_reader_counts_once_and_the_next_press_takes_it_back(market: Market) -> None:
    assert opinions.press(market.session, MAYA, KEY, now=DUE)
    assert opinions.press(market.session, TOM, KEY, now=DUE)
    assert of_late(market) == [Opinion("2026-W47", 2)]
    assert not opinions.press(market.session, MAYA, KEY, now=DUE)
    assert of_late(market) == [Opinion("2026-W47", 1)]


def test_two_presses_at_the_same_moment_count_once_and_undo_nothing(market: Market) -> None:
    market.workspace.name = "Changed in the same transaction"
    for _ in range(2):
        queries.count_in(
            market.session, workspace_id="T1", edition=CHANNEL, period=KEY.period, user_id="UMAYA", now=DUE
        )
    market.session.refresh(market.workspace)
    assert market.workspace.name == "Changed in the same transaction"
    assert of_late(market) == [Opinion("2026-W47", 1)]


def test_a_digest_that_nobody_sent_cannot_be_judged(market: Market) -> None:
    with pytest.raises(Gone):
        opinions.press(market.session, MAYA, DigestKey(CHANNEL, "2026-W40"), now=DUE)


@pytest.mark.parametrize("value", ["", "channel", ":2026-W47", "channel:"])
def test_a_button_that_names_no_digest_is_none_of_ours(value: str) -> None:
    with pytest.raises(ValueError, match="names no digest"):
        DigestKey.parse(value)


def test_an_edition_may_have_a_colon_in_its_name() -> None:
    key = DigestKey("rep:U1", "2026-W47")
    assert DigestKey.parse(str(key)) == key


def test_an_admin_is_told_of_the_last_four_digests_newest_first(market: Market) -> None:
    report = digest_runs.latest(market.session, workspace_id="T1", edition=CHANNEL)
    assert report is not None
    for week in range(1, 5):
        publish_again(market, f"2026-W{47 + week}", dict(report.report or {}))
    assert [one.period for one in of_late(market)] == ["2026-W51", "2026-W50", "2026-W49", "2026-W48"]


def publish_again(market: Market, period: str, report: dict[str, Any]) -> None:
    """The same digest for another week, in its channel."""
    key: dict[str, Any] = {"workspace_id": "T1", "edition": CHANNEL, "period": period}
    digest_runs.claim(market.session, **key, due_at=DUE, now=DUE, is_late=False)
    digest_runs.freeze(market.session, **key, report={**report, "period": period})
    queue(
        market.session,
        workspace_id="T1",
        kind=MessageKind.DIGEST,
        lane=Lane.DIGEST,
        ids={"edition": CHANNEL, "period": period, "is_brief": False},
        dedupe=dedupe(CHANNEL, period),
    )
    arrived(market, period)


def test_digests_without_the_button_and_those_under_way_are_left_out(market: Market) -> None:
    arrived(market, KEY.period, ts=None)
    assert of_late(market) == []
    arrived(market, KEY.period, ids={"edition": CHANNEL, "period": KEY.period, "is_brief": True})
    assert of_late(market) == []


def test_a_quiet_digest_is_left_out(database: Database) -> None:
    with database.write() as session:
        market = Market(session)
        market.workspace.digest_channel_id = "C2"
        publisher.quiet_week(market)
        assert digest.digest_now(session, market.workspace, DUE, asked_by="U1").is_quiet
        arrived(market, KEY.period)
        assert of_late(market) == []
