"""`groundswell similar`: for each text of one file the most alike of another."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from bot.files import output, tables
from digests.similarity.embedder import Embedder
from digests.similarity.index import VectorIndex

_PORTION = 512
Progress = Callable[[str, int, int], None]
"""Is told what is done, how far it is and how far it goes."""


@dataclass(frozen=True)
class Answer:
    """A text, and those that are most like it: each with its cosine, the nearest first."""

    query: str
    ranked: list[tuple[str, float]]


def write(corpus: Path, queries: Path, to: Path, *, embedder: Embedder, most: int, progress: Progress) -> int:
    """Write one JSON object a line, in the order of the queries; how many there are.

    Raises BotError for a file that is no table with a column `text`, for one to look in without texts, and where
    nothing can be written; then nothing is.
    """
    texts = list(dict.fromkeys(_texts(corpus)))
    if not any(texts):
        raise BotError(f"{corpus.name} has no texts.")
    asked = list(_texts(queries))
    index = VectorIndex(embedder.dimensions)
    for some in _portions(texts):
        index.add(embedder.embed(some))
        progress("Reading", len(index), len(texts))
    with output.whole(to) as file:
        for done, answer in enumerate(_answers(index, texts, asked, embedder, most), start=1):
            ranked = [[text, round(score, 4)] for text, score in answer.ranked]
            file.write(json.dumps({"query": answer.query, "ranked": ranked}, ensure_ascii=False) + "\n")
            progress("Answering", done, len(asked))
    return len(asked)


def _answers(index: VectorIndex, texts: list[str], asked: list[str], embedder: Embedder, most: int) -> Iterator[Answer]:
    """The query's own text is no answer to it."""
    for some in _portions(asked):
        for query, vector in zip(some, embedder.embed(some), strict=True):
            found = ((texts[number], score) for number, score in index.nearest(vector, most + 1))
            yield Answer(query, [(text, score) for text, score in found if text != query][:most])


def _portions(texts: list[str]) -> Iterator[list[str]]:
    return (texts[start : start + _PORTION] for start in range(0, len(texts), _PORTION))


def _texts(path: Path) -> Iterator[str]:
    return (row["text"].strip() for row in tables.read(path, ["text"]))
