"""Turns: what somebody wrote first is dealt with first, and nobody holds up anybody else."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.listeners.turns import Turns


def test_what_comes_while_somebody_is_at_work_is_done_after_it_in_order() -> None:
    turns, done, begun, go = Turns(), list[str](), threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        assert go.wait(5)
        done.append("1")

    with ThreadPoolExecutor(2) as pool:
        pool.submit(turns.take, "maya", "1", first)
        assert begun.wait(5)
        turns.take("maya", "3", lambda: done.append("3"))
        turns.take("maya", "2", lambda: done.append("2"))
        turns.take("tom", "9", lambda: done.append("tom"))
        assert done == ["tom"]
        go.set()
    assert done == ["tom", "1", "2", "3"]


def test_what_fails_holds_up_nobody() -> None:
    turns, done = Turns(), list[str]()

    def fails() -> None:
        raise RuntimeError("the database is out")

    turns.take("maya", "1", fails)
    turns.take("maya", "2", lambda: done.append("2"))
    assert done == ["2"]


def test_of_many_threads_each_ones_work_is_done_once_and_never_two_at_a_time() -> None:
    turns, done, inside = Turns(), list[int](), threading.Lock()

    def work(number: int) -> None:
        assert inside.acquire(blocking=False)
        done.append(number)
        inside.release()

    with ThreadPoolExecutor(8) as pool:
        for number in range(400):
            pool.submit(turns.take, "maya", f"{number:04}", partial(work, number))
    assert sorted(done) == list(range(400))
