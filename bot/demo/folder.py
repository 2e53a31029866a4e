"""The folder that the demo lives in: two databases, the clock, and a mark that it was filled to the end."""

from dataclasses import dataclass
from pathlib import Path

NAME = ".groundswell"
# What the demo writes and may delete; anything else in the folder is left alone.
_OURS = ("workspace.db*", "groundswell.db", "groundswell.db-*", "clock", "clock.new", "workspace.log")


@dataclass(frozen=True)
class Folder:
    """Where everything of one demo is kept."""

    path: Path

    @property
    def workspace(self) -> Path:
        """The state of the local workspace."""
        return self.path / "workspace.db"

    @property
    def bot(self) -> Path:
        """The bot's database."""
        return self.path / "groundswell.db"

    @property
    def clock(self) -> Path:
        """The offset of the workspace's clock."""
        return self.path / "clock"

    @property
    def log(self) -> Path:
        """What the local workspace complained about."""
        return self.path / "workspace.log"

    @property
    def is_filled(self) -> bool:
        """Whether an earlier start filled it to the end, and nothing was taken out since."""
        return self._mark.exists() and self.workspace.exists() and self.bot.exists()

    def mark_filled(self) -> None:
        """Note that it is filled; the very last thing a first start does."""
        self._mark.touch()

    def clear(self) -> None:
        """Make room for a first start: what a start that was broken off left behind is deleted."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._mark.unlink(missing_ok=True)
        for pattern in _OURS:
            for file in self.path.glob(pattern):
                file.unlink()

    @property
    def _mark(self) -> Path:
        return self.path / "filled"
