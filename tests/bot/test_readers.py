"""The reader of a workspace follows what the workspace knows."""

from dataclasses import replace

from bot.usecases.readers import Readers
from bot.usecases.reading import KnownAccount
from bot.usecases.snapshot import Choice, Snapshot
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
    assert not readers.read("T1", WORDS).is_known
    account = KnownAccount(new_id(), "Zebra Glazing", None)
    shelf.now = replace(shelf.now, accounts={"zebra glazing": account})
    assert not readers.read("T1", WORDS).is_known
    readers.refresh()
    assert readers.read("T1", WORDS).is_known


def test_a_region_that_was_named_is_read_from_the_next_round_on() -> None:
    shelf = Shelf()
    readers = Readers(shelf.of)
    readers.expect("T1")
    readers.refresh()
    shelf.now = replace(shelf.now, regions=(Choice(new_id(), "Wales"),))
    readers.refresh()
    found = readers.read("T1", "Zebra Glazing in Wales wants bees").region
    assert found is not None
    assert found.value == "Wales"


def test_a_command_says_of_which_kind_the_words_are() -> None:
    readers = Readers(Shelf().of)
    assert readers.read("T1", "Zebra Glazing 4800 too dear", ReportKind.LOST_DEAL).kind.value == "lost_deal"


def test_what_looks_like_markup_is_read_as_it_was_typed() -> None:
    readers = Readers(Shelf().of)
    assert readers.read("T1", "<b> & <@U1> &amp;").plain == "<b> & <@U1> &amp;"
