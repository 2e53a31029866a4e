"""How names and texts are compared: case, accents, punctuation and spacing do not matter."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w\s]", re.UNICODE)
_WORDS = re.compile(r"\w+")
KEY_LENGTH = 200


def name_key(name: str) -> str:
    """The form of a name by which it is found again: "Café  O'Brien & Co." and "cafe obrien co" are one.

    Apostrophes vanish, other punctuation separates. A name of symbols alone is its own key: it can still be found.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    bare = bare.replace("'", "").replace("’", "").replace("ʼ", "")
    key = " ".join(_NOT_WORDS.sub(" ", bare).split())
    return (key or " ".join(folded.split()))[:KEY_LENGTH]


WORD_LENGTH = 64
# What one field of a thing adds to the index of words: PostgreSQL takes a megabyte for all of them.
INDEXED = 100_000


def words_of(text: str) -> list[str]:
    """The words of a text as they are searched for: folded like a name, each once, in the order they came.

    A very long word counts by its start. Symbols are no words.
    """
    folded = text.casefold()
    if not folded.isascii():
        bare = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in bare if not unicodedata.combining(char)).casefold()
    folded = folded.replace("'", "").replace("’", "").replace("ʼ", "")
    return list(dict.fromkeys(word[:WORD_LENGTH] for word in _WORDS.findall(folded)))


def indexed(*texts: str) -> str:
    """The words of some texts as the index of words keeps them: between single spaces, cut where it would burst."""
    words = " ".join(words_of(" ".join(texts)))
    return words if len(words) <= INDEXED else words[: words.rfind(" ", 0, INDEXED)]
