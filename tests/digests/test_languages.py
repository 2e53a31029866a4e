"""Texts in other languages than English are told by their small words and letters; doubt counts as English."""

import csv
from pathlib import Path

import pytest

from digests.languages import foreign_share, is_foreign

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    "text",
    [
        "Haben Sie auch eine Rubrik für Drohnen?",
        "Nous cherchons une rubrique pour les drones",
        "¿Tienen una sección para los drones?",
        "Avete una sezione che parla di droni?",
        "Você não tem uma seção para drones",
        "Wij zoeken een rubriek voor drones",
        "Czy jest dział dla dronów?",
        "Drone için bir bölüm var mı",
        "Есть ли у вас раздел про дроны?",
        "ドローンの見出しはありますか",
        "有无人机的栏目吗",
        "هل لديكم قسم للطائرات",
        "มีหมวดโดรนไหม",
    ],
)
def test_another_language_is_told(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    ["", "🐑", "Drone inspection", "Café La Perla would buy if you had a heading for it", "4,800 £", "Müller & Söhne"],
)
def test_what_is_english_or_could_be_is_not(text: str) -> None:
    assert not is_foreign(text)


def test_thousands_of_english_questions_are_english() -> None:
    with (DATA / "themes_dev.csv").open(encoding="utf-8", newline="") as file:
        questions = [row["text"] for row in csv.DictReader(file)]
    sentences = (DATA / "foreign.txt").read_text(encoding="utf-8").splitlines()
    assert foreign_share([*questions, *sentences]) < 0.002
    assert foreign_share([]) == 0
