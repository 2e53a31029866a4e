"""Which texts are alike: pieces of words, the text model, letters in its place, and the search among vectors."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.similarity.embedder import Embedder, Model, NoModel, as_bytes, load, unit
from digests.similarity.index import VectorIndex
from digests.similarity.letters import Letters
from digests.similarity.minilm import MiniLM
from digests.similarity.wordpiece import WordPiece, words

ALIKE = [
    ("a heading for drone surveys", "do you have drone inspection as a heading?"),
    ("they want to pay by invoice", "paying against an invoice would help them"),
    ("our logo is too small in print", "the printed logo should be larger"),
]


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    return load_one()


def load_one() -> MiniLM:
    model = load()
    assert isinstance(model, MiniLM)
    return model


def cosine(embedder: Embedder, one: str, other: str) -> float:
    first, second = embedder.embed([one, other])
    return float(first @ second)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        # The numbers are those of the published vocabulary.
        ("hello world", [101, 7592, 2088, 102]),
        ("Café, naïve!", [101, 7668, 1010, 15743, 999, 102]),
        ("unaffable", [101, 14477, 20961, 3468, 102]),
        ("", [101, 102]),
        ("\0\ufffd \u200b", [101, 102]),
        ("x" * 101, [101, 100, 102]),
    ],
)
def test_words_become_the_pieces_that_the_model_was_taught(text: str, pieces: list[int]) -> None:
    assert WordPiece().numbers(text, 128) == pieces


def test_a_long_text_is_cut_at_its_end() -> None:
    numbers = WordPiece().numbers("hello " * 1000, 16)
    assert numbers == [101, *[7592] * 14, 102]


def test_signs_and_ideographs_stand_alone() -> None:
    assert words("£1,200/月 (Wales)") == ["£1", ",", "200", "/", "月", "(", "wales", ")"]


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_cut_into_pieces(text: str) -> None:
    numbers = WORDS.numbers(text, 128)
    assert numbers[0] == 101
    assert numbers[-1] == 102
    assert 2 <= len(numbers) <= 128


WORDS = WordPiece()


def test_the_model_finds_the_same_wish_in_other_words(minilm: MiniLM) -> None:
    asked, listed = minilm.embed([one for one, _ in ALIKE]), minilm.embed([other for _, other in ALIKE])
    assert list((asked @ listed.T).argmax(axis=1)) == [0, 1, 2]


def test_a_text_has_the_same_place_alone_and_in_company(minilm: MiniLM) -> None:
    texts = ["drone surveys", "a much longer text about paying by invoice at the end of each quarter", "logo"]
    together = minilm.embed(texts)
    alone = np.concatenate([minilm.embed([text]) for text in texts])
    assert np.allclose((together * alone).sum(axis=1), 1, atol=0.02)


def test_an_empty_text_is_near_nothing(minilm: MiniLM) -> None:
    for embedder in (minilm, Letters()):
        empty, some = embedder.embed(["  ", "drone surveys"])
        assert not empty.any()
        assert np.isclose(np.linalg.norm(some), 1)
        assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_letters_know_spelling_and_no_meaning() -> None:
    letters = Letters()
    assert cosine(letters, "drone survey", "drone surveys") > letters.same_from
    assert cosine(letters, "refund", "money back") < letters.listed_from
    assert cosine(letters, "a b", "a b") == pytest.approx(1)


def test_lone_halves_of_signs_and_very_long_texts_have_a_place_too() -> None:
    places = Letters().embed(["\ud800", "word " * 100_000])
    assert np.allclose(np.linalg.norm(places, axis=1), 1)


@pytest.mark.parametrize("content", [None, b"", b"no model at all"])
def test_without_a_model_letters_take_its_place_and_the_log_says_why(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        embedder = load(Model.MINILM, str(path))
    assert embedder.id == Letters.id
    assert "no text model, texts are compared by their letters" in caplog.text
    with pytest.raises(NoModel):
        MiniLM(str(path))


def near(rows: int, dimensions: int = 128, seed: int = 7) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """Vectors in a hundred clouds, as texts are."""
    random = np.random.default_rng(seed)
    clouds = random.normal(size=(100, dimensions))
    return unit(
        (clouds[random.integers(0, 100, rows)] + random.normal(scale=0.4, size=(rows, dimensions))).astype("f4")
    )


def index_of(vectors: "np.ndarray[tuple[int, int], np.dtype[np.float32]]", sizes: Sequence[int] = ()) -> VectorIndex:
    index = VectorIndex(vectors.shape[1])
    start = 0
    for size in [*sizes, len(vectors)]:
        index.add(vectors[start : start + size])
        start += size
    return index


def test_the_nearest_of_many_are_those_of_a_full_comparison() -> None:
    vectors = near(30_000)
    index = index_of(vectors, [1, 2, 10_000])
    shared = 0
    for number in range(0, 30_000, 1_000):
        exact = set(np.argsort(-(vectors @ vectors[number]), kind="stable")[:10])
        found = index.nearest(vectors[number], 10)
        assert found[0][0] == number
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        shared += len(exact & {one for one, _ in found})
    assert shared >= 0.95 * 300


def test_among_few_none_is_missed_and_a_forgotten_one_is_found_no_more() -> None:
    vectors = near(500)
    index = index_of(vectors)
    assert {number for number, _ in index.nearest(vectors[3], 600)} == set(range(500))
    index.forget(3)
    assert {number for number, _ in index.nearest(vectors[3], 600)} == set(range(500)) - {3}
    many = index_of(near(5_000))
    many.forget(17)
    assert 17 not in {number for number, _ in many.nearest(near(5_000)[17], 1_000)}


def test_a_thousand_equal_ones_are_answered_in_the_order_in_which_they_came() -> None:
    same = np.repeat(near(1), 5_000, axis=0)
    assert [number for number, _ in index_of(same).nearest(same[0], 5)] == [0, 1, 2, 3, 4]


def test_nothing_is_near_an_empty_text_nor_in_an_empty_index() -> None:
    index = VectorIndex(128)
    assert index.nearest(near(1)[0], 5) == []
    index.add(near(3))
    assert index.nearest(np.zeros(128, np.float32), 5) == []


def test_vectors_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="128 dimensions"):
        VectorIndex(128).add(near(2, dimensions=64))
    with pytest.raises(ValueError, match="steps of 64"):
        VectorIndex(100)


def test_a_byte_for_each_dimension_keeps_the_direction() -> None:
    vectors = near(200)
    back = unit(as_bytes(vectors).astype(np.float32))
    assert ((vectors * back).sum(axis=1) > 0.999).all()
    assert not as_bytes(np.zeros((1, 128), np.float32)).any()


def test_an_index_says_how_much_memory_it_holds() -> None:
    index = index_of(near(10_000, dimensions=384))
    assert 10_000 * (48 + 384) <= index.nbytes <= 10_000 * 450
    assert len(index) == 10_000
