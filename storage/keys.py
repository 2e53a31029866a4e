"""How names are compared: case, accents, punctuation and spacing do not matter."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^\w\s]", re.UNICODE)
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
