"""“Not useful” under a digest: counted once for each reader, taken back by the next press, told as a number."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Gone
from bot.usecases.actor import Actor
from bot.usecases.digest import CHANNEL, dedupe
from digests.report import from_dict
from storage.database import Session
from storage.models import DigestRun
from storage.queries import digest_runs, opinions, outbox

# So many digests back an admin is told of.
OF_LATE = 4


@dataclass(frozen=True)
class DigestKey:
    """Which digest a button stands under: the edition and the period it reports on."""

    edition: str
    period: str

    def __str__(self) -> str:
        return f"{self.edition}:{self.period}"

    @classmethod
    def parse(cls, value: str) -> "DigestKey":
        """Read a button's value; ValueError when it is none of ours."""
        edition, _, period = value.rpartition(":")
        if not edition or not period:
            raise ValueError(f"{value!r} names no digest")
        return cls(edition, period)


@dataclass(frozen=True)
class Opinion:
    """How many people pressed “Not useful” under the channel's digest of a period."""

    period: str
    people: int


def press(session: Session, actor: Actor, key: DigestKey, *, now: datetime) -> bool:
    """Count somebody in, or out again when they were counted; whether they are counted now. Gone without a digest."""
    run = digest_runs.find_run(session, workspace_id=actor.workspace_id, edition=key.edition, period=key.period)
    if run is None:
        raise Gone("This digest is not there any more.")
    theirs = {
        "workspace_id": actor.workspace_id,
        "edition": key.edition,
        "period": key.period,
        "user_id": actor.user_id,
    }
    if opinions.take_out(session, **theirs):
        return False
    opinions.count_in(session, **theirs, now=now)
    return True


def of_late(session: Session, workspace_id: str) -> list[Opinion]:
    """What readers made of the channel's last digests that had the button, newest first."""
    runs = digest_runs.runs(session, workspace_id=workspace_id, edition=CHANNEL, limit=OF_LATE)
    asked = [run.period for run in runs if _had_the_button(session, run)]
    counted = opinions.people(session, workspace_id=workspace_id, edition=CHANNEL, periods=asked)
    return [Opinion(period, counted.get(period, 0)) for period in asked]


def _had_the_button(session: Session, run: DigestRun) -> bool:
    """A digest of one line has no buttons, and one that is not out yet has no readers."""
    message = outbox.find_by_dedupe(session, workspace_id=run.workspace_id, dedupe=dedupe(run.edition, run.period))
    is_out = message is not None and message.ts is not None and not message.ids["is_brief"]
    return is_out and run.report is not None and not from_dict(run.report).is_quiet
