"""Which rules read: a name for the code and the phrases of this folder as they are, so that readings can be dated."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

_KINDS = (".py", ".txt")


@cache
def rules() -> str:
    """Twelve letters and figures; others as soon as a line of the reader or of its phrases is another."""
    made = blake2b(digest_size=6)
    for name, file in sorted(_within(files(__package__))):
        made.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return made.hexdigest()


def _within(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from ((f"{one.name}/{name}", file) for name, file in _within(one))
        elif one.name.endswith(_KINDS):
            yield one.name, one
