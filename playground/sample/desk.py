"""The requests as marketing's desk shows them: status, owner, who decided, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from playground.sample import shape
from playground.sample.fates import Fate
from playground.sample.people import Person
from playground.sample.wants import Want

_BY_BALLOT = {"approved", "pilot", "deferred", "declined", "scheduled", "live", "measured"}
_MANAGER = "Priya Nair"


@dataclass(frozen=True)
class Request:
    """One row of requests.csv; the fields are its columns."""

    key: str
    title: str
    region: str
    opened_days_ago: int
    status: str
    owner: str
    decided_days_ago: int | None
    decided_by: str
    reason: str
    catalog_item: str
    merged_into: str
    defer_until_in_days: int | None


def requests(
    rng: Random, fates: Sequence[Fate], wants: dict[str, Want], home: dict[str, str], people: Sequence[Person]
) -> list[Request]:
    """All requests, oldest first; `home` is the region in which each was asked for first."""
    rows = [_request(rng, fate, wants[fate.key], home[fate.key], people) for fate in fates]
    return sorted(rows, key=lambda row: (-row.opened_days_ago, row.key))


def _request(rng: Random, fate: Fate, want: Want, region: str, people: Sequence[Person]) -> Request:
    marketers = [person for person in people if person.role == "marketer"]
    manager = next(person for person in marketers if person.real_name == _MANAGER)
    secretary = next(person for person in people if person.role == "secretary")
    coordinator = next(person for person in people if person.role == "coordinator" and person.region == region)
    marketer = manager if rng.random() < 0.5 else rng.choice(marketers)
    near = rng.random()
    owner = marketer.id
    if fate.status == "new":
        owner = coordinator.id if fate.opened > 2 else ""
    elif fate.status == "regional_review" or (fate.status == "answered" and near < 0.5):
        owner = coordinator.id
    decided_by = ""
    if fate.decided is not None:
        decided_by = (manager.id if near < 0.6 else secretary.id) if fate.status in _BY_BALLOT else owner
    return Request(
        key=fate.key,
        title=want.title,
        region=region,
        opened_days_ago=shape.workday(fate.opened),
        status=fate.status,
        owner=owner,
        decided_days_ago=None if fate.decided is None else shape.workday(fate.decided),
        decided_by=decided_by,
        reason=fate.reason,
        catalog_item=fate.item,
        merged_into=fate.into,
        defer_until_in_days=fate.defer_until,
    )
