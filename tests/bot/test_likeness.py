"""What is held in memory of a workspace's texts follows the database: changes, damage, another model."""

import logging
import uuid
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from bot.usecases import texts
from bot.usecases.likeness import Likeness
from digests.similarity.embedder import Vectors
from digests.similarity.letters import Letters
from storage.database import Database
from storage.models import Report, TextDue, TextOf, TextVector
from tests.factories import Factory

BEES, DRONES = "bee keeping courses for beginners", "aerial drone photography of roofs"
ROOM = 10_000_000


class Slow(Letters):
    """Compares by letters, and does something once while it reads."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self._meanwhile: Callable[[], None] | None = meanwhile

    def embed(self, texts: Sequence[str]) -> Vectors:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return super().embed(texts)


class Other(Letters):
    """Another model, of the same length, to which everything is the other way round."""

    id = "other"

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.ascontiguousarray(super().embed(texts)[:, ::-1])


def heard(database: Database, *wants: str) -> list[uuid.UUID]:
    """Reports of these wants, marked to be read."""
    with database.write() as session:
        make = Factory(session)
        made = [make.report(want) for want in wants]
        for one in made:
            texts.report_changed(session, one)
        return [one.report_id for one in made]


def nearest(likeness: Likeness, words: str) -> list[tuple[uuid.UUID, float]]:
    return [(one.owner_id, round(one.score, 2)) for one in likeness.wants_like("T1", [words], 5)]


def up_to_date(database: Database, load: Callable[[], Letters] = Letters) -> Likeness:
    likeness = Likeness(database, load, most_bytes=ROOM)
    likeness.catch_up()
    return likeness


def test_what_is_marked_is_read_and_found(database: Database) -> None:
    bees, drones = heard(database, BEES, DRONES)
    likeness = up_to_date(database)
    assert nearest(likeness, BEES)[0] == (bees, 1.0)
    assert nearest(likeness, DRONES)[0] == (drones, 1.0)
    with database.read() as session:
        assert session.query(TextDue).all() == []


def test_what_changed_while_it_was_read_is_read_once_more(database: Database) -> None:
    (report_id,) = heard(database, BEES)

    def edit() -> None:
        with database.write() as session:
            report = session.get_one(Report, ("T1", report_id))
            report.said = DRONES
            texts.report_changed(session, report)

    likeness = up_to_date(database, lambda: Slow(edit))
    assert nearest(likeness, DRONES) == [(report_id, 1.0)]
    with database.read() as session:
        assert session.query(TextDue).all() == []
        assert len(session.query(TextVector).all()) == 1


def test_what_was_withdrawn_while_it_was_read_is_like_nothing(database: Database) -> None:
    (report_id,) = heard(database, BEES)

    def withdraw() -> None:
        with database.write() as session:
            report = session.get_one(Report, ("T1", report_id))
            report.withdrawn_at = report.logged_at
            texts.report_changed(session, report)

    assert nearest(up_to_date(database, lambda: Slow(withdraw)), BEES) == []


def test_vectors_of_another_model_are_never_compared_and_are_made_anew(database: Database) -> None:
    (report_id,) = heard(database, BEES)
    up_to_date(database)
    likeness = Likeness(database, Other, most_bytes=ROOM)
    likeness.catch_up()
    assert nearest(likeness, BEES) == [(report_id, 1.0)]
    with database.read() as session:
        assert [one.model_id for one in session.query(TextVector)] == ["other"]


def test_a_damaged_vector_is_left_out_with_a_line_in_the_log_and_made_anew(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    bees, drones = heard(database, BEES, DRONES)
    up_to_date(database)
    with database.write() as session:
        session.query(TextVector).filter_by(owner_id=bees).one().vector = b"\x01\x02"
    with caplog.at_level(logging.ERROR):
        likeness = up_to_date(database)
    assert "damaged vectors are left out, and made anew" in caplog.text
    assert nearest(likeness, BEES)[0] == (bees, 1.0)
    assert nearest(likeness, DRONES)[0] == (drones, 1.0)


def test_marking_twice_is_once(database: Database) -> None:
    (report_id,) = heard(database, BEES)
    with database.write() as session:
        texts.report_changed(session, session.get_one(Report, ("T1", report_id)))
    with database.read() as session:
        assert [(one.owner_id, one.kind) for one in session.query(TextDue)] == [(report_id, TextOf.REPORT)]
