"""The phrases that the reader knows: whoever edits their files hears of a slip here."""

import re
from importlib.resources import files

import pytest

from digests.reading import lexicon

FOLDER = files("digests.reading") / "phrases"
FILES = sorted(path.name.removesuffix(".txt") for path in FOLDER.iterdir() if path.name.endswith(".txt"))


def sections(file: str) -> list[tuple[str, str, list[str]]]:
    """Every section of a file as it is written: its name, its frame and its lines."""
    found: list[tuple[str, str, list[str]]] = []
    for line in (FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        head = re.fullmatch(r"\[([a-z_]+)\](?: (.*))?", line)
        if head is not None:
            found.append((head[1], head[2] or "…", []))
        elif line and not line.startswith("# "):
            assert found, f"{file}.txt: “{line}” stands before the first section"
            found[-1][2].append(line)
    return found


SECTIONS = [(file, name, frame, lines) for file in FILES for name, frame, lines in sections(file)]
PLAIN = {
    ("names", "forms"),
    ("names", "kin"),
    ("names", "before"),
    ("sums", "fine"),
    ("sums", "deals"),
    ("sums", "count_nouns"),
    ("sums", "no_plural"),
    ("rivals", "everyday"),
    ("customer", "no_name"),
} | {("note", one) for one in ("empty", "begins", "ends", "says")}
"""Sections of plain words, as many on a line as fit."""
SMALL = {"sums", "yearly", "kind", "reasons", "speech", "value"}
"""The others also look at the text as it was typed, capitals and all."""
PHRASES = [one for one in SECTIONS if one[:2] not in PLAIN]


def test_there_are_phrases_for_every_field() -> None:
    assert {"sums", "yearly", "customer", "kind", "names", "places", "reasons", "rivals", "speech", "value"} <= set(
        FILES
    )


@pytest.mark.parametrize(("file", "name", "frame", "lines"), PHRASES)
def test_every_phrase_is_one_by_itself_and_matches_no_empty_text(
    file: str, name: str, frame: str, lines: list[str]
) -> None:
    assert frame.count("…") == 1
    assert lines
    for line in lines:
        assert re.compile(line).fullmatch("") is None, f"{file}.txt [{name}]: {line}"
    lexicon.phrases(file, name)


@pytest.mark.parametrize(("file", "name", "frame", "lines"), SECTIONS)
def test_no_phrase_stands_twice_in_a_section(file: str, name: str, frame: str, lines: list[str]) -> None:
    entries = " ".join(lines).split() if (file, name) in PLAIN else lines
    assert sorted({one for one in entries if entries.count(one) > 1}) == []


@pytest.mark.parametrize(("file", "name", "frame", "lines"), [one for one in SECTIONS if one[0] in SMALL])
def test_phrases_are_in_small_letters_as_the_text_is_that_they_look_through(
    file: str, name: str, frame: str, lines: list[str]
) -> None:
    for line in lines:
        letters = re.sub(r"\\[A-Za-z]|\(\?P<\w+>", "", line)
        assert letters == letters.lower(), f"{file}.txt [{name}]: {line}"


@pytest.mark.parametrize("file", FILES)
def test_no_section_stands_twice_in_a_file(file: str) -> None:
    names = [name for name, _, _ in sections(file)]
    assert len(names) == len(set(names))


def test_a_section_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon.phrases("kind", "no_such_section")
