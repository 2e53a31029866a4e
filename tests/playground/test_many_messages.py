"""A workspace with very many messages does no more work for an answer than one with few."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import playground
from playground import Workspace
from playground.store import Database, Store, Team, Window
from tests.playground.many import BUSY, fill, stamp
from tests.playground.support import Json, manifest

FEW, MANY = 500, 8_000


class CountingDatabase(Database):
    """Counts, in tens, the steps that SQLite takes: the same on each machine, however busy it is."""

    tens = 0

    def count(self) -> None:
        """Begin to count."""
        self._connection.set_progress_handler(self._ten_more, 10)

    def _ten_more(self) -> int:
        self.tens += 1
        return 0


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The state files by how many messages they hold."""
    folder = tmp_path_factory.mktemp("many")
    files = {count: folder / f"{count}.db" for count in (FEW, MANY)}
    for count, path in files.items():
        fill(path, count)
    return files


@pytest.fixture(scope="module")
def crowded(states: dict[int, Path]) -> Iterator[Workspace]:
    with playground.running(str(states[MANY])) as workspace:
        workspace.post("/_control/install", manifest=manifest())
        yield workspace


Work = Callable[[Store, int], object]
WORKS: dict[str, Work] = {
    "the newest page": lambda store, _: store.messages.page(BUSY, Window(50)),
    "an old page": lambda store, count: store.messages.page(BUSY, Window(50, before=stamp(count - 100))),
    "the page after one": lambda store, _: store.messages.page(BUSY, Window(50, after=stamp(9), oldest_first=True)),
    "what a page shows of threads": lambda store, count: store.messages.threads(BUSY, [stamp(count - 10)]),
    "the newest timestamp": lambda store, _: store.messages.latest_ts(BUSY),
    "unread counts": lambda store, _: store.messages.unread("U1", [BUSY]),
    "the pins of a channel": lambda store, _: store.pins.of(BUSY),
}


def steps(path: Path, count: int, work: Work) -> int:
    database = CountingDatabase(str(path))
    store = Store.of(database, Team().id)
    database.count()
    work(store, count)
    database.close()
    return database.tens


@pytest.mark.parametrize("name", WORKS)
def test_many_messages_make_no_more_work(states: dict[int, Path], name: str) -> None:
    few, many = (steps(states[count], count, WORKS[name]) for count in (FEW, MANY))
    assert many <= 2 * few + 10


def history(workspace: Workspace, **query: str | int) -> Json:
    return workspace.get("/page/history", **{"as": "U1", "channel": BUSY, "limit": 50, **query})


def test_pages_join_on_without_a_gap_in_both_directions(crowded: Workspace) -> None:
    newest = history(crowded)
    older = history(crowded, before=newest["messages"][0]["ts"])
    oldest = history(crowded, before=older["messages"][0]["ts"])
    back = history(crowded, after=oldest["messages"][-1]["ts"])
    assert [one["ts"] for one in back["messages"]] == [one["ts"] for one in older["messages"]]
    assert back["has_more"] is True
    end = history(crowded, after=older["messages"][-1]["ts"])
    assert [one["ts"] for one in end["messages"]] == [one["ts"] for one in newest["messages"]]
    assert end["has_more"] is False


def test_unread_messages_are_counted_to_a_hundred(crowded: Workspace) -> None:
    assert {one["unread"] for one in crowded.get("/page/boot", **{"as": "U2"})["channels"] if one["id"] == BUSY} == {
        100
    }
    crowded.post("/page/read", **{"as": "U2", "channel": BUSY})
    crowded.post("/page/send", **{"as": "U3", "channel": BUSY, "text": "One more"})
    boot = crowded.get("/page/boot", **{"as": "U2"})
    assert [one["unread"] for one in boot["channels"] if one["id"] == BUSY] == [1]
