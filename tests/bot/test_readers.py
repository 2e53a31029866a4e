"""The reader of a workspace follows what the workspace knows."""

import threading
from dataclasses import replace

from bot.usecases.readers import Readers, reader_of
from bot.usecases.reading import KnownAccount
from bot.usecases.snapshot import Choice, Snapshot
from digests.reading.reader import Reader
from storage.models import ReportKind, new_id

WORDS = "Zebra Glazing wants a heading for conservatories"


class Shelf:
    """One snapshot, which can be changed."""

    def __init__(self) -> None:
        self.now = Snapshot("T1")

    def of(self, workspace_id: str) -> Snapshot:
        return self.now


def test_a_customer_who_is_new_is_known_after_the_next_round() -> None:
    shelf = Shelf()
    readers = Readers(shelf.of)
    assert readers.wait("T1")
    assert not readers.read("T1", WORDS).is_known
    account = KnownAccount(new_id(), "Zebra Glazing", None)
    shelf.now = replace(shelf.now, accounts={"zebra glazing": account})
    assert not readers.read("T1", WORDS).is_known
    readers.refresh()
    assert readers.read("T1", WORDS).is_known


def test_a_region_that_was_named_is_read_from_the_next_round_on() -> None:
    shelf = Shelf()
    readers = Readers(shelf.of)
    readers.wait("T1")
    shelf.now = replace(shelf.now, regions=(Choice(new_id(), "Wales"),))
    readers.refresh()
    found = readers.read("T1", "Zebra Glazing in Wales wants bees").region
    assert found is not None
    assert found.value == "Wales"


def test_a_command_says_of_which_kind_the_words_are() -> None:
    readers = Readers(Shelf().of)
    readers.wait("T1")
    assert readers.read("T1", "Zebra Glazing 4800 too dear", ReportKind.LOST_DEAL).kind.value == "lost_deal"


def test_what_looks_like_markup_is_read_as_it_was_typed() -> None:
    readers = Readers(Shelf().of)
    assert readers.read("T1", "<b> & <@U1> &amp;").plain == "<b> & <@U1> &amp;"


class Gate:
    """Makes readers once it is opened; counts them."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.made = 0

    def make(self, snapshot: Snapshot) -> Reader:
        assert self.opened.wait(8)
        self.made += 1
        return reader_of(snapshot)


def test_nobody_waits_long_for_the_first_reader_and_what_needs_no_list_is_read_without_it() -> None:
    gate = Gate()
    readers = Readers(Shelf().of, make=gate.make, patience=0)
    assert not readers.wait("T1")
    found = readers.read("T1", f"{WORDS}, 900 a year")
    assert (found.account, found.is_known) == (None, False)
    assert found.value is not None
    assert found.value.value.amount == 900
    gate.opened.set()


def test_however_many_wait_for_it_the_first_reader_is_made_once() -> None:
    gate = Gate()
    readers = Readers(Shelf().of, make=gate.make, patience=8)
    readers.expect("T1")
    waiting = [threading.Thread(target=readers.wait, args=("T1",)) for _ in range(5)]
    for one in waiting:
        one.start()
    gate.opened.set()
    for one in waiting:
        one.join()
    assert readers.is_ready("T1")
    assert gate.made == 1


def test_the_older_reader_serves_while_a_newer_one_is_made() -> None:
    gate, shelf = Gate(), Shelf()
    gate.opened.set()
    readers = Readers(shelf.of, make=gate.make)
    readers.wait("T1")
    gate.opened.clear()
    shelf.now = replace(shelf.now, regions=(Choice(new_id(), "Wales"),))
    making = threading.Thread(target=readers.refresh)
    making.start()
    assert readers.read("T1", "Zebra Glazing in Wales wants bees").region is None
    gate.opened.set()
    making.join()
    assert readers.read("T1", "Zebra Glazing in Wales wants bees").region is not None


def test_a_reader_that_could_not_be_made_is_made_when_it_is_wanted_again() -> None:
    class Trouble:
        def __init__(self) -> None:
            self.times = 0

        def make(self, snapshot: Snapshot) -> Reader:
            self.times += 1
            if self.times == 1:
                raise MemoryError
            return reader_of(snapshot)

    readers = Readers(Shelf().of, make=Trouble().make, patience=8)
    assert not readers.wait("T1")
    assert readers.wait("T1")


def test_words_that_were_read_without_the_lists_are_named_once_there_is_a_reader() -> None:
    gate = Gate()
    readers = Readers(Shelf().of, make=gate.make, patience=0)
    readers.wait("T1")
    readers.read_roughly("T1")
    assert readers.to_read_again() == []
    gate.opened.set()
    while not readers.is_ready("T1"):
        readers.wait("T1")
    assert readers.to_read_again() == ["T1"]
    assert readers.to_read_again() == []
