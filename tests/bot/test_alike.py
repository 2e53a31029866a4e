"""What may answer a want: of many requests that are alike, the likeliest, each with who is behind it."""

from datetime import timedelta

import pytest

from bot.usecases import alike
from bot.usecases.alike import Alike
from bot.usecases.likeness import Likeness
from digests.similarity.letters import Letters
from storage.database import Database
from storage.models import RequestStatus
from tests.factories import NOW, Factory

WANT = "a heading for drone roof surveys"


@pytest.fixture
def likeness(database: Database) -> Likeness:
    return Likeness(database, Letters, most_bytes=10_000_000)


def found(database: Database, likeness: Likeness, want: str = WANT) -> Alike:
    while not likeness.has_read("T1"):
        likeness.catch_up()
    with database.read() as session:
        return alike.find(session, likeness, workspace_id="T1", want=want, region_id=None, items=3)


def test_a_request_comes_with_the_customers_behind_it_and_when_the_last_was_heard(
    database: Database, likeness: Likeness
) -> None:
    with database.write() as session:
        make = Factory(session)
        first = make.report(WANT, account=make.account("Firm 1"), logged_at=NOW - timedelta(days=9))
        last = make.report(WANT, account=make.account("Firm 2"), logged_at=NOW - timedelta(days=2))
        make.request(WANT, first, last)
    (hit,) = found(database, likeness).requests
    assert (hit.accounts, hit.last_heard) == (2, NOW - timedelta(days=2))


def test_a_request_whose_reports_were_all_taken_back_stands_there_without_customers(
    database: Database, likeness: Likeness
) -> None:
    with database.write() as session:
        make = Factory(session)
        make.request(WANT, make.report(WANT, withdrawn_at=NOW))
    (hit,) = found(database, likeness).requests
    assert (hit.accounts, hit.last_heard) == (0, None)


def test_of_many_that_are_alike_the_open_one_of_the_same_words_is_not_left_out(
    database: Database, likeness: Likeness
) -> None:
    with database.write() as session:
        make = Factory(session)
        still_open = make.request(WANT, make.report(WANT))
        for _ in range(12):
            make.request(WANT, make.report(WANT), status=RequestStatus.DECLINED)
    hits = found(database, likeness).requests
    assert still_open.request_id in {hit.request.request_id for hit in hits}


def test_the_likeliest_come_first(database: Database, likeness: Likeness) -> None:
    with database.write() as session:
        make = Factory(session)
        for place in ("", " in Hull", " in Hull and Leeds", " in Hull and Leeds before the winter comes"):
            make.request(f"{WANT}{place}", make.report(f"{WANT}{place}"))
    hits = found(database, likeness).requests
    assert [hit.request.title for hit in hits][:2] == [WANT, f"{WANT} in Hull"]
