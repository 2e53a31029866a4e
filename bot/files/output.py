"""A file that a command writes: whole, or as it was before."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TextIO

from bot.errors import BotError


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """Write here in UTF-8; only once all is written does it take the place of what was there.

    What is no plain file (a pipe, a terminal) is written to as it is. Raises BotError where nothing can be written.
    """
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
            return
        place = path.resolve()
        with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=place.parent, delete=False) as file:
            try:
                yield file  # type: ignore[misc]  # it is a text file in all but its type
                file.flush()
                os.chmod(file.name, place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
                os.replace(file.name, place)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror or error}.") from error


def _umask() -> int:
    """What this process does not let others do with its files; asking sets it, so it is put back."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
