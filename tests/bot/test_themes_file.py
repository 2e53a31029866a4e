"""`groundswell themes` on files as people save them."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.files import themes
from bot.files.themes import Done
from digests.similarity.letters import Letters

WISHES = ("drone surveys in {}", "paying by invoice for {}", "a larger logo on {} pages")
PLACES = ("Leeds", "York", "Derby", "Bath", "Ripon", "Wells", "Truro", "Ely")
ODD = ("the kettle broke", "quizzes on Mondays", "fjord", "her cello is out of tune", "zebra crossing")


def wanted(places: Sequence[str] = PLACES) -> list[str]:
    return [wish.format(place) for place in places for wish in WISHES]


class Desk:
    """A folder with files, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, rows: Sequence[Sequence[str]]) -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def texts(self, *texts: str, name: str = "texts.csv") -> Path:
        return self.file(name, [["text", "rep"], *([text, "Jo"] for text in texts)])

    def run(self, texts: Path, *, previous: Path | None = None, pinned: Path | None = None, out: str = "out") -> Path:
        self.done = self.told(texts, previous=previous, pinned=pinned, out=out)
        return self.folder / f"{out}.csv"

    def told(self, texts: Path, *, previous: Path | None = None, pinned: Path | None = None, out: str = "out") -> Done:
        to = self.folder / f"{out}.csv"
        return themes.write(texts, to, previous=previous, pinned=pinned, embedder=Letters(), progress=lambda *_: None)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def clusters(path: Path) -> dict[str, str]:
    return {row["text"]: row["cluster"] for row in rows(path)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_every_row_is_written_in_its_order_with_its_theme_and_what_it_is_called(desk: Desk) -> None:
    texts = [*wanted(), *ODD]
    written = rows(desk.run(desk.texts(*texts)))
    assert list(written[0]) == ["text", "cluster", "label"]
    assert [row["text"] for row in written] == texts
    assert [row["cluster"] for row in written] == ["1", "2", "3"] * 8 + [""] * 5
    assert "Drone surveys" in written[0]["label"]
    assert written[-1]["label"] == ""
    assert desk.done == Done("3 themes (3 new) in 29 texts; 5 unsorted.", ())


def test_next_week_the_themes_keep_their_ids_and_labels_and_a_new_one_gets_another(desk: Desk) -> None:
    last_week = rows(desk.run(desk.texts(*wanted(PLACES[:6])), out="w1"))
    typed = {"1": "Drones!", "2": "0017", "3": "ärger"}
    renamed = [[row["text"], typed[row["cluster"]], row["label"]] for row in last_week]
    previous = desk.file("w1.csv", [["Text", "Cluster", "Label"], *renamed])
    texts = [*wanted(), *(f"horse riding lessons near {place}" for place in PLACES)]
    found = rows(desk.run(desk.texts(*texts), previous=previous))
    assert [row["cluster"] for row in found] == ["Drones!", "0017", "ärger"] * 8 + ["18"] * 8
    assert {row["label"] for row in found[:24]} == {row["label"] for row in last_week}
    assert desk.done.sentence == "4 themes (1 new) in 32 texts; 0 unsorted."


def test_run_again_on_what_it_wrote_it_writes_the_same(desk: Desk) -> None:
    texts = desk.texts(*wanted(), *ODD, "", wanted()[0])
    first = desk.run(texts)
    again = desk.run(texts, previous=first, out="again")
    assert again.read_bytes() == first.read_bytes()


def test_a_pinned_row_stays_whatever_last_week_said(desk: Desk) -> None:
    texts = desk.texts(*wanted(), *ODD)
    previous = desk.run(texts, out="w1")
    moved, alone = wanted()[0], ODD[0]
    pinned = desk.file("pins.csv", [["text", "cluster", "label"], [f" {moved} ", "2", ""], [alone, "Kettles", "Tea"]])
    for name in ("one", "two"):
        found = desk.run(texts, previous=previous, pinned=pinned, out=name)
        assert clusters(found)[moved] == "2"
        assert [row["label"] for row in rows(found) if row["cluster"] == "Kettles"] == ["Tea"]
        assert all(
            clusters(found)[text] == theme for text, theme in clusters(previous).items() if text not in (moved, alone)
        )
    assert clusters(desk.run(texts, pinned=pinned, out="fresh"))[alone] == "Kettles"


def test_a_pin_without_a_cluster_keeps_a_row_unsorted(desk: Desk) -> None:
    pinned = desk.file("pins.csv", [["text", "cluster"], [wanted()[4], ""]])
    assert clusters(desk.run(desk.texts(*wanted()), pinned=pinned))[wanted()[4]] == ""


def test_of_texts_that_are_the_same_each_may_be_pinned_elsewhere(desk: Desk) -> None:
    same = wanted()[0]
    texts = desk.texts(*wanted(), same)
    pinned = desk.file("pins.csv", [["text", "cluster"], [same, "a"], [same, "b"]])
    assert [row["cluster"] for row in rows(desk.run(texts, pinned=pinned)) if row["text"] == same] == ["a", "b"]
    with pytest.raises(BotError) as told:
        desk.told(desk.texts(*wanted()), pinned=pinned)
    assert told.value.sentence == (
        "pins.csv pins “drone surveys in Leeds” to “a” in line 2 and to “b” in line 3. Keep one of them."
    )


def test_a_pin_whose_text_is_not_there_is_told(desk: Desk) -> None:
    pinned = desk.file("pins.csv", [["text", "cluster"], ["gone", "a"], ["x" * 200, "b"], [wanted()[0], "c"]])
    desk.run(desk.texts(*wanted()), pinned=pinned)
    assert desk.done.notes == (
        "pins.csv, line 2: “gone” is not among the texts, nor is 1 more of its texts. Such a pin does nothing.",
    )


@pytest.mark.parametrize("texts", [["only one"], ["", "a", ""], ["same"] * 3, ["x" * 200_000, "y"]])
def test_few_or_odd_texts_are_written_unsorted(desk: Desk, texts: list[str]) -> None:
    written = rows(desk.run(desk.texts(*texts)))
    assert [(row["text"], row["cluster"]) for row in written] == [(text, "") for text in texts]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "texts.csv is empty."),
        (b"text,rep\n", "texts.csv has no texts."),
        (b"text,rep\n,Jo\n  ,Al\n", "texts.csv has no texts."),
        (b"words,rep\na,b\n", "texts.csv has no column “text”. It has “words”, “rep”."),
    ],
)
def test_what_is_no_file_of_texts_is_said_and_nothing_is_written(desk: Desk, content: bytes, sentence: str) -> None:
    path = desk.folder / "texts.csv"
    path.write_bytes(content)
    with pytest.raises(BotError) as told:
        desk.told(path)
    assert told.value.sentence == sentence
    assert not (desk.folder / "out.csv").exists()


def test_a_file_of_themes_needs_its_columns(desk: Desk) -> None:
    other = desk.file("last.csv", [["text", "theme"], ["a", "1"]])
    for previous, pinned in ((other, None), (None, other)):
        with pytest.raises(BotError, match=r"has no column “cluster”\. It has “text”, “theme”"):
            desk.told(desk.texts("a"), previous=previous, pinned=pinned)


def test_a_place_that_cannot_be_written_is_named(desk: Desk) -> None:
    with pytest.raises(BotError, match=r"nowhere/out\.csv cannot be written: No such file"):
        desk.told(desk.texts("a"), out="nowhere/out")
