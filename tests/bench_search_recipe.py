"""A publisher's many reports for `tests.bench_search`, by a seeded recipe: the same for the same number of them.

Ten years of reports, from 400 reps in eight regions; some trades are asked for far more often than others, every sixth
want is one of a kind, and there are a request for 25 reports and an account for ten.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.progress import track
from sqlalchemy import insert

from storage.database import Session
from storage.keys import name_key
from storage.models import (
    Account,
    Base,
    CatalogItem,
    CatalogStatus,
    Person,
    Region,
    Report,
    ReportKind,
    ReportLink,
    Request,
    RequestStatus,
    Role,
    RoleGrant,
    Source,
    Workspace,
)

SEED = 2026
TEAM = "T1"
NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
YEARS = timedelta(days=3650)
PORTION = 10_000
REPS, REGIONS = 400, ("North West", "North East", "Wales", "Scotland", "Midlands", "London", "South", "Kent")
MARKETER, COORDINATOR, REP = "UMARKET", "UCOORD", "U0007"
TRADES = (
    *("drone", "solar", "heat", "padel", "boiler", "dog", "roof", "garden", "kitchen", "window"),
    *("electric", "water", "sauna", "bike", "piano", "tutor", "loft", "fence", "paving", "gutter"),
)
SERVICES = ("surveys", "repairs", "cleaning", "fitting", "inspection", "hire", "grooming", "charging", "care", "design")
TALK = (
    *("if you had a heading for {want} I would buy an ad", "we get calls for {want} every week in {place}"),
    *("nobody finds us under {want}, put us there and I sign", "my neighbour in {place} asked for {want} as well"),
    *("the old heading does not fit, we only do {want}", "what we need is {want}, and {other} perhaps next year"),
)
NOTES = ("", "", "asked twice", "renewal in spring", "calls back on monday", "spends with another book today {other}")
STATUSES = (
    *([RequestStatus.DECLINED] * 5),
    *([RequestStatus.LIVE] * 3),
    RequestStatus.ANSWERED,
    RequestStatus.MEASURED,
)


@dataclass(frozen=True)
class Recipe:
    """The whole database, row by row, the same for the same number of reports."""

    rows: int
    rng: random.Random

    def ids(self) -> uuid.UUID:
        """An id as the seed gives it."""
        return uuid.UUID(int=self.rng.getrandbits(128))

    def word(self) -> str:
        """A word that hardly anybody else uses: the tail of every real collection of texts."""
        return "".join(self.rng.choice("bcdfgklmnprstvz") + self.rng.choice("aeiou") for _ in range(4))

    def want(self) -> str:
        """A want: the first trades are the commonest, and every sixth is one of a kind."""
        place = min(int(self.rng.expovariate(0.25)), len(TRADES) - 1)
        rare = f"{self.word()} " if self.rng.random() < 1 / 6 else ""
        return f"{rare}{TRADES[place]} {self.rng.choice(SERVICES)}"


def fill(session: Session, recipe: Recipe) -> None:
    """Write everything, in portions."""
    rng, key = recipe.rng, {"workspace_id": TEAM}
    session.add(Workspace(**key, name="Bench", installed_at=NOW, set_up_at=NOW, triage_channel_id="C1"))
    session.flush()
    regions = [recipe.ids() for _ in REGIONS]
    _add(session, Region, ({**key, "region_id": one, "name": name} for one, name in zip(regions, REGIONS, strict=True)))
    reps = [f"U{number:04d}" for number in range(REPS)]
    _add(session, Person, ({**key, "user_id": one, "seen_at": NOW} for one in (*reps, MARKETER, COORDINATOR)))
    granted = {**key, "granted_at": NOW, "granted_by_id": MARKETER}
    grants = ((MARKETER, Role.MARKETER, None), (COORDINATOR, Role.COORDINATOR, regions[2]))
    for user, role, region in grants:
        session.add(
            RoleGrant(**granted, user_id=user, role=role, region_id=region, region_key=str(region) if region else "")
        )
    session.flush()
    items = [f"{trade} {service}".title() for trade in TRADES for service in SERVICES]
    _add(
        session,
        CatalogItem,
        (
            {**key, "item_id": recipe.ids(), "name": one, "name_key": name_key(one), "added_at": NOW}
            | {"status": CatalogStatus.LIVE, "talk_track": ""}
            for one in items
        ),
    )
    accounts = [(recipe.ids(), f"{recipe.word()} {rng.choice(TRADES)} {number}") for number in range(recipe.rows // 10)]
    _add(
        session,
        Account,
        (
            {**key, "account_id": one, "name": name.title(), "name_key": name, "added_at": NOW, "segment": ""}
            for one, name in accounts
        ),
    )
    asked = [(recipe.ids(), recipe.want(), NOW - YEARS * rng.random()) for _ in range(max(1, recipe.rows // 25))]
    _add(session, Request, (_request(rng, *one) for one in asked))
    by_want: dict[str, list[uuid.UUID]] = {}
    for request_id, title, _ in asked:
        by_want.setdefault(" ".join(title.split()[-2:]), []).append(request_id)
    for start in track(range(0, recipe.rows, PORTION), "Writing reports"):
        heard = [
            _report(recipe, regions, reps, accounts, by_want, asked[0][0])
            for _ in range(min(PORTION, recipe.rows - start))
        ]
        _add(session, Report, (report for report, _ in heard))
        _add(session, ReportLink, (link for _, link in heard))


def _request(rng: random.Random, request_id: uuid.UUID, title: str, opened_at: datetime) -> dict[str, Any]:
    is_open = opened_at > NOW - timedelta(days=60)
    return {
        "workspace_id": TEAM,
        "request_id": request_id,
        "title": f"a heading for {title}",
        "title_key": f"a heading for {title}",
        "status": RequestStatus.NEW if is_open else rng.choice(STATUSES),
        "version": 1,
        "opened_at": opened_at,
        "opened_by_id": REP,
        "first_answer_by": opened_at,
        "decide_by": opened_at,
        "reason": "",
    }


def _report(
    recipe: Recipe,
    regions: Sequence[uuid.UUID],
    reps: Sequence[str],
    accounts: Sequence[tuple[uuid.UUID, str]],
    by_want: dict[str, list[uuid.UUID]],
    any_request: uuid.UUID,
) -> tuple[dict[str, Any], dict[str, Any]]:
    rng, want = recipe.rng, recipe.want()
    rep, logged_at = rng.choice(reps), NOW - YEARS * rng.random()
    key = {"workspace_id": TEAM, "report_id": recipe.ids()}
    request_id = rng.choice(by_want.get(" ".join(want.split()[-2:]), [any_request]))
    said = rng.choice(TALK).format(want=want, place=rng.choice(REGIONS), other=recipe.word())
    report = {
        **key,
        "kind": ReportKind.REQUEST,
        "source": Source.IMPORT,
        "reporter_id": rep,
        "logged_by_id": rep,
        "account_id": rng.choice(accounts)[0] if accounts else None,
        "region_id": rng.choice(regions),
        "segment": "",
        "said": said,
        "note": rng.choice(NOTES).format(other=recipe.word()),
        "would_have_bought": "",
        "currency": "GBP",
        "permalink": "",
        "logged_at": logged_at,
    }
    counts = {"request_id": request_id, "counts_for_id": request_id, "linked_at": logged_at, "linked_by_id": rep}
    return report, {**key, **counts}


def _add(session: Session, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    every = list(rows)
    if every:
        session.execute(insert(model.metadata.tables[model.__tablename__]), every)
