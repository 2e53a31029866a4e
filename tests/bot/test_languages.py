"""Whoever runs the bot hears when its text model does not know what customers speak."""

from datetime import timedelta

import pytest

from bot.doctor import Verdict, _workspaces
from bot.usecases import languages
from digests.similarity.embedder import Model
from digests.similarity.minilm import MiniLM
from storage.database import Database
from storage.models import ReportKind
from tests.factories import NOW, Factory

GERMAN, ENGLISH = "Wir suchen eine Rubrik für Drohnen", "We need a heading for drones"


def fill(database: Database, german: int, english: int) -> None:
    with database.write() as session:
        make = Factory(session)
        for number in range(german + english):
            said = GERMAN if number < german else ENGLISH
            make.report(said, logged_at=NOW - timedelta(hours=number))


def hint(database: Database, model: str) -> str:
    with database.read() as session:
        return languages.hint(session, "T1", model)


@pytest.mark.parametrize(("german", "english", "is_told"), [(8, 24, True), (5, 20, False), (20, 0, False)])
def test_more_than_a_fifth_in_another_language_is_told(
    database: Database, german: int, english: int, is_told: bool
) -> None:
    fill(database, german, english)
    assert bool(hint(database, MiniLM().id)) is is_told
    assert not hint(database, Model.MULTILINGUAL)
    assert not hint(database, Model.LETTERS)


def test_only_wants_that_count_are_looked_at(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        for number in range(30):
            make.report(GERMAN, withdrawn_at=NOW)
            make.report(GERMAN, kind=ReportKind.LOST_DEAL)
            make.report(f"{ENGLISH} {number}")
    assert not hint(database, Model.MINILM)


def test_doctor_says_what_to_do(database: Database) -> None:
    fill(database, 30, 0)
    told = [one.sentence for one in _workspaces(database, Model.MINILM) if one.verdict is Verdict.WARNING]
    assert (
        "Test Publisher: 100 of 100 recent texts are not in English, which is all that the text model knows: similar "
        "requests and themes are missed. Set EMBED_MODEL=multilingual, then run `groundswell reindex`." in told
    )
