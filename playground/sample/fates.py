"""What became of each request: its status, when, and why, read from texts/fates.txt."""

from collections.abc import Iterator
from dataclasses import dataclass

from playground.sample.texts import rows


@dataclass(frozen=True)
class Fate:
    """Where a request stands. Days count back from today; `item` is a heading's name, `into` another request's key."""

    key: str
    status: str
    opened: int
    decided: int | None = None
    reason: str = ""
    item: str = ""
    into: str = ""
    defer_until: int | None = None


def _fates() -> Iterator[Fate]:
    for status, (key, opened, *rest) in rows("fates"):
        decided, reason, link = [*rest, "", "", ""][:3]
        yield Fate(
            key=key,
            status=status,
            opened=int(opened),
            decided=int(decided) if decided else None,
            reason=reason,
            item=link if status not in ("deferred", "merged") else "",
            into=link if status == "merged" else "",
            defer_until=int(link) if status == "deferred" else None,
        )


FATES: tuple[Fate, ...] = tuple(_fates())
