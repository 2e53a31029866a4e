"""How a word sounds in English, roughly: two spellings of one sound are one ("zefyr", "zephyr"). Pure."""

import re
from functools import lru_cache

# In this order: what stands first is not looked at again.
_SOUNDS = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"ph", "f"),
    (r"ght", "t"),
    (r"t?ch", "j"),
    (r"sch|sh", "j"),
    (r"ck|q(?!u)|c(?![eiy])", "k"),
    (r"qu", "kw"),
    (r"x", "ks"),
    (r"[zc]", "s"),
    (r"ee|ea", "e"),
    (r"[yi]e?", "i"),
    (r"(.)\1+", r"\1"),
    (r"(?<=[^aeiou])e$", ""),
)
_PATTERNS = tuple((re.compile(pattern), sound) for pattern, sound in _SOUNDS)


@lru_cache(maxsize=100_000)
def sound(key: str) -> str:
    """A folded word, each sound written in one way. Vowels stay, so that few words sound alike that are not one."""
    for pattern, written in _PATTERNS:
        key = pattern.sub(written, key)
    return key
