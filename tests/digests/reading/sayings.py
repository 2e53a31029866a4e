"""Sayings that the reader is held to: reasons told sideways, several at once, and what is told beside a loss."""

from pathlib import Path

_FILE = Path(__file__).parents[2] / "data" / "sayings.txt"


def sayings() -> list[tuple[str, list[str]]]:
    """Losses, each with the reasons that it states, in the order of the table."""
    found: list[tuple[str, list[str]]] = []
    reasons: list[str] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            reasons = [one for one in line.strip("[]").split("+") if one]
        elif line and not line.startswith("# "):
            found.append((f"Lost Zephyr Kites, £900. {line}", reasons))
    return found
