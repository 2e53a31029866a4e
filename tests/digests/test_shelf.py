"""The shelf: whose texts are nearest, within a bounded memory."""

import threading
import uuid

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from digests.similarity.embedder import Bytes, as_bytes, unit
from digests.similarity.shelf import Shelf, bytes_each

DIMENSIONS = 64


def owner(number: int) -> uuid.UUID:
    """Somebody, by number; half of them share the end of their ids."""
    return uuid.UUID(int=(number << 80) + number % 2)


def places(numbers: "list[int] | range", seed: int = 0) -> NDArray[np.float32]:
    """A direction of its own for each number, always the same."""
    rows = [np.random.default_rng((seed, number)).normal(size=DIMENSIONS) for number in numbers]
    return unit(np.array(rows, np.float32).reshape(len(rows), DIMENSIONS))


def small(numbers: "list[int] | range", seed: int = 0) -> Bytes:
    return as_bytes(places(numbers, seed))


def shelf_of(numbers: "list[int] | range", most: int = 100_000) -> Shelf:
    shelf = Shelf(DIMENSIONS, most=most)
    shelf.put([owner(number) for number in numbers], small(numbers))
    return shelf


def found(shelf: Shelf, number: int, most: int = 1) -> list[uuid.UUID]:
    return [like.owner_id for like in shelf.nearest(places([number])[0], most)]


def test_the_owner_of_a_text_is_found_by_it_and_an_owner_of_several_once() -> None:
    shelf = shelf_of(range(200))
    assert found(shelf, 17) == [owner(17)]
    shelf.put([owner(17)] * 3, small([1001, 1002, 1003]))
    assert found(shelf, 1002) == [owner(17)]
    everybody = found(shelf, 17, 200)
    assert len(everybody) == len(set(everybody)) > 40


def test_who_was_taken_off_is_found_no_more_and_those_with_like_ids_stay() -> None:
    shelf = shelf_of(range(4_000))
    shelf.drop([owner(number) for number in range(0, 4_000, 2)])
    assert len(shelf) == 2_000
    assert all(found(shelf, number) == [owner(number)] for number in range(1, 4_000, 170))
    assert all(found(shelf, number) != [owner(number)] for number in range(0, 4_000, 170))


def test_a_full_shelf_keeps_the_newest_and_its_memory() -> None:
    most = 3_000
    shelf = Shelf(DIMENSIONS, most=most)
    for start in range(0, 20_000, 500):
        shelf.put([owner(number) for number in range(start, start + 500)], small(range(start, start + 500)))
        assert len(shelf) <= most
        assert shelf.nbytes <= most * bytes_each(DIMENSIONS)
    assert found(shelf, 19_999) == [owner(19_999)]
    assert found(shelf, 17_600) == [owner(17_600)]
    assert found(shelf, 3) != [owner(3)]


def test_more_than_fit_at_once_leave_the_newest_too() -> None:
    shelf = shelf_of(range(1_000), most=100)
    assert len(shelf) <= 100
    assert found(shelf, 999) == [owner(999)]


def test_an_empty_shelf_answers_nothing() -> None:
    assert Shelf(DIMENSIONS, most=10).nearest(places([1])[0], 5) == []


def test_one_looks_while_another_fills() -> None:
    shelf, missed = shelf_of(range(100), most=5_000), list[int]()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            if not shelf.nearest(places([5])[0], 3):
                missed.append(1)

    looking = threading.Thread(target=look)
    looking.start()
    for start in range(100, 20_000, 100):
        shelf.put([owner(number) for number in range(start, start + 100)], small(range(start, start + 100)))
    done.set()
    looking.join()
    assert missed == []


@given(st.lists(st.tuples(st.sampled_from(["put", "drop"]), st.integers(0, 30)), max_size=60), st.integers(5, 40))
def test_a_shelf_holds_what_was_put_last_and_not_taken_off(deeds: list[tuple[str, int]], most: int) -> None:
    shelf, held = Shelf(DIMENSIONS, most=most), dict[int, int]()
    for deed, number in deeds:
        if deed == "put" and number not in held:
            shelf.put([owner(number)], small([number]))
            held[number] = 1
        elif deed == "drop":
            shelf.drop([owner(number)])
            held.pop(number, None)
    newest = list(held)[-1:]
    assert all(found(shelf, number) == [owner(number)] for number in newest)
    assert len(shelf) <= min(len(held), most)
