"""Reads the hand-written texts in texts/: lines of cells divided by `|`, under [sections], with # notes."""

from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parent / "texts"


def lines(name: str) -> Iterator[str]:
    """The lines of one text, without notes and empty ones."""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip()


def cells(line: str) -> list[str]:
    """The cells of a line."""
    return [cell.strip() for cell in line.split("|")]


def words(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, divided by `;`."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def rows(name: str) -> Iterator[tuple[str, list[str]]]:
    """Section and cells of each line; the section is empty above the first heading."""
    section = ""
    for line in lines(name):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            yield section, cells(line)
