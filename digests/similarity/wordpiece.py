"""Words into the pieces that MiniLM knows: BERT's uncased WordPiece, by the vocabulary that is shipped beside it.

Source: Devlin et al. 2019, "BERT"; Wu et al. 2016, "Google's Neural Machine Translation System", section 4.1.
"""

import unicodedata
from functools import lru_cache
from importlib.resources import files

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD = 100
# CJK ideographs have no spaces between words: each is a word of its own.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPiece:
    """Numbers of the pieces of a text, with the marks for its start and its end."""

    def __init__(self) -> None:
        lines = (files("digests.similarity") / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(lines) if piece}
        self._unknown, self._start, self._end = (self._numbers[mark] for mark in (UNKNOWN, START, END))
        # Field notes use few words again and again.
        self._pieces = lru_cache(maxsize=50_000)(self._split)

    def numbers(self, text: str, most: int) -> list[int]:
        """At most `most` numbers; what goes beyond is cut from the end of the text."""
        found = [self._start]
        for word in words(text):
            found += self._pieces(word)
            if len(found) >= most - 1:
                break
        return [*found[: most - 1], self._end]

    def _split(self, word: str) -> tuple[int, ...]:
        """The longest known beginning, then the longest known continuation, and so on; unknown when one is missing."""
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        numbers: list[int] = []
        begin = 0
        while begin < len(word):
            mark = "##" if begin else ""
            for end in range(len(word), begin, -1):
                number = self._numbers.get(mark + word[begin:end])
                if number is not None:
                    numbers.append(number)
                    begin = end
                    break
            else:
                return (self._unknown,)
        return tuple(numbers)


def words(text: str) -> list[str]:
    """Lower-case words without accents; each punctuation mark and each ideograph stands alone."""
    spaced: list[str] = []
    for letter in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(letter)
        if kind == "Mn" or letter in "\0\ufffd":
            continue
        if letter.isspace():
            spaced.append(" ")
        elif kind.startswith("C"):
            continue
        elif _stands_alone(letter, kind):
            spaced.append(f" {letter} ")
        else:
            spaced.append(letter)
    return "".join(spaced).split()


def _stands_alone(letter: str, kind: str) -> bool:
    """Punctuation in the wide sense of BERT (every ASCII sign that is no letter or digit), and ideographs."""
    point = ord(letter)
    if point < 128:
        return not letter.isalnum()
    return kind.startswith("P") or any(first <= point <= last for first, last in _IDEOGRAPHS)
