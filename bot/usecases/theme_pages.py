"""The list of themes as marketing leafs through it, or looks for one by its words."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.actor import Actor
from bot.usecases.catalog import Place
from bot.usecases.theme_desk import RECENT, check_marketing
from storage.database import Session
from storage.keys import name_key
from storage.models import Theme
from storage.queries import themes
from storage.queries.themes import Size


@dataclass(frozen=True)
class ThemeLine:
    """A theme with how much stands behind it."""

    theme: Theme
    size: Size


@dataclass(frozen=True)
class ThemePage:
    """Some of the themes, those that were heard most of late first; `begins` counts those before.

    With `words` only those that have each of them in their title or example.
    """

    lines: tuple[ThemeLine, ...]
    begins: int
    total: int
    unsorted: int
    words: str = ""

    @property
    def place(self) -> Place:
        """Where this page is, for what leads back to it."""
        return Place(self.words, self.begins)

    @property
    def next(self) -> int | None:
        """Where the next page begins; None on the last."""
        end = self.begins + len(self.lines)
        return end if end < self.total else None


def page(session: Session, actor: Actor, *, begins: int, limit: int, now: datetime, words: str = "") -> ThemePage:
    """A page of themes, for marketing; one that is gone meanwhile is the first again. Raises NotAllowed."""
    check_marketing(session, actor)
    known = themes.themes(session, workspace_id=actor.workspace_id)
    sizes = themes.sizes(session, workspace_id=actor.workspace_id, since=now - RECENT)
    lines = [
        ThemeLine(known[theme_id], size)
        for theme_id, size in sizes.items()
        if theme_id in known and _has(known[theme_id], words)
    ]
    lines.sort(key=lambda line: (-line.size.recent, -line.size.accounts, line.theme.title.casefold()))
    begins = begins if begins < len(lines) else 0
    return ThemePage(
        lines=tuple(lines[begins : begins + limit]),
        begins=begins,
        total=len(lines),
        unsorted=themes.unsorted_count(session, workspace_id=actor.workspace_id),
        words=words,
    )


def _has(theme: Theme, words: str) -> bool:
    """Whether each of some words is in a theme's title or example."""
    key = name_key(f"{theme.title} {theme.label} {theme.example}")
    return all(word in key for word in name_key(words).split())
