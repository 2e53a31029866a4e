"""Words kept in files, to be read and compared. Accept a deliberate change with `ACCEPT_WORDS=1 pytest PATH`."""

import os
from pathlib import Path


def assert_golden(path: Path, text: str) -> None:
    """The text must be the one in the file; a new file, or all of them on request, is written."""
    if os.environ.get("ACCEPT_WORDS") == "1":
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path.name} is not there yet; accept it with ACCEPT_WORDS=1"
    assert text == path.read_text(encoding="utf-8")
