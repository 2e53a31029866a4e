"""The workspace in which `tests.bench_likeness` asks what the product asks: every text with its vector in the database.

A catalog of a thousand items, half of them sold in some regions only; an account for ten reports, eight regions, 400
reps. Requests are open, decided or on sale already. The items' vectors are made by the model, as the bot makes them.
"""

import random
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.progress import Progress, track

from bot.usecases.counting import title_of
from bot.usecases.likeness import Likeness, text_key
from digests.similarity.embedder import Embedder, Vectors, as_bytes
from storage.database import Database, Session
from storage.keys import name_key
from storage.migrations import runner
from storage.models import (
    Account,
    Base,
    CatalogItem,
    CatalogName,
    CatalogRegion,
    CatalogStatus,
    NameKind,
    Person,
    Region,
    Report,
    ReportKind,
    ReportLink,
    Request,
    RequestStatus,
    Source,
    TextOf,
    TextVector,
    Workspace,
)
from storage.queries import bulk
from tests.bench_likeness_recipe import SEED, Text, names, texts

TEAM = "T1"
REGIONS = ("North West", "North East", "Wales", "Scotland", "Midlands", "London", "South", "Kent")
_NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
_YEARS = timedelta(days=3650)
_REPS, _PORTION = 400, 10_000
_STATUSES = (
    *([RequestStatus.NEW] * 4),
    *([RequestStatus.DECLINED] * 3),
    *([RequestStatus.APPROVED, RequestStatus.DEFERRED]),
    *([RequestStatus.LIVE, RequestStatus.ANSWERED]),
)


def built(path: Path, rows: int, vectors: Vectors, embedder: Embedder) -> Database:
    """The database, made if it is not there yet or has older tables. `vectors` are those of all texts, by the model."""
    if path.exists():
        database = Database(f"sqlite:///{path}")
        if runner.revision(database) == runner.newest():
            return database
        database.close()
    half = path.with_suffix(".part")
    for left in [*path.parent.glob(f"{half.name}*"), *path.parent.glob(f"{path.name}*")]:
        left.unlink()
    database = Database(f"sqlite:///{half}")
    runner.upgrade(database)
    database.make_room()
    filling = _Filling(rows, embedder.id)
    with database.write() as session:
        filling.begin(session)
    some: list[tuple[int, Text]] = []
    for number, text in enumerate(track(texts(rows), "Writing reports and requests", total=rows)):
        some.append((number, text))
        if len(some) == _PORTION or number == rows - 1:
            with database.write() as session:
                filling.take(session, some, vectors[some[0][0] : number + 1])
            some = []
    with Progress() as bars:
        bar = bars.add_task("Reading the catalog")
        read = Likeness(database, lambda: embedder, most_bytes=1)
        read.read_everything(TEAM, lambda done, total: bars.update(bar, completed=done, total=total))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    half.rename(path)
    return Database(f"sqlite:///{path}")


class _Filling:
    """Every row of the workspace, the same for the same number of texts; ids rise with time, as the product's do."""

    def __init__(self, rows: int, model_id: str) -> None:
        self._rng, self._rows, self._model_id = random.Random(SEED), rows, model_id
        self._regions = [self._id(_NOW - _YEARS) for _ in REGIONS]
        self._items = [self._id(_NOW - _YEARS) for _ in names()]
        self._accounts = [self._id(_NOW - _YEARS) for _ in range(max(1, rows // 10))]
        self._requests: list[uuid.UUID] = []

    def begin(self, session: Session) -> None:
        """Everything but what customers said."""
        rng, key = self._rng, {"workspace_id": TEAM}
        session.add(Workspace(**key, name="Bench", installed_at=_NOW, set_up_at=_NOW, triage_channel_id="C1"))
        session.flush()
        regions = zip(self._regions, REGIONS, strict=True)
        _add(session, Region, ({**key, "region_id": one, "name": name} for one, name in regions))
        people = (f"U{number:04d}" for number in range(_REPS))
        _add(session, Person, ({**key, "user_id": one, "name": "", "seen_at": _NOW} for one in people))
        named = [(item, name) for item, name in zip(self._items, names(), strict=True)]
        _add(session, CatalogItem, (self._item(item, name.title()) for item, name in named))
        synonyms = [(item, f"{name.split()[-1]} of a {' '.join(name.split()[:-1])}") for item, name in named[::3]]
        _add(
            session,
            CatalogName,
            (
                {**key, "item_id": item, "name": name, "name_key": name_key(name), "kind": NameKind.SYNONYM}
                for item, name in synonyms
            ),
        )
        sold_in = ((item, region) for item in self._items[::2] for region in rng.sample(self._regions, 3))
        _add(session, CatalogRegion, ({**key, "item_id": item, "region_id": region} for item, region in sold_in))
        accounts = ((one, f"Firm {number} of {rng.choice(REGIONS)}") for number, one in enumerate(self._accounts))
        _add(session, Account, (self._account(one, name) for one, name in accounts))

    def take(self, session: Session, some: list[tuple[int, Text]], vectors: Vectors) -> None:
        """Some texts with their vectors (texts, dimensions), whatever they belong to, and the links."""
        requests, reports, links, kept = [], [], [], []
        small = as_bytes(vectors)
        for (number, one), vector in zip(some, small, strict=True):
            at = _NOW - _YEARS * (1 - number / self._rows)
            owner_id = self._id(at)
            rep = f"U{self._rng.randrange(_REPS):04d}"
            text = title_of(one.text) if one.is_title else one.text
            if one.is_title:
                self._requests.append(owner_id)
                requests.append(self._request(owner_id, text, rep, at))
            else:
                reports.append(self._report(owner_id, text, rep, at))
                links.append(_link(owner_id, self._requests[one.request], rep, at))
            kind = TextOf.REQUEST if one.is_title else TextOf.REPORT
            kept.append(self._vector(owner_id, kind, text, vector.tobytes(), at))
        _add(session, Request, requests)
        _add(session, Report, reports)
        _add(session, ReportLink, links)
        _add(session, TextVector, kept)

    def _id(self, at: datetime) -> uuid.UUID:
        """A UUIDv7 of a moment, as the seed gives it."""
        random_bits = self._rng.getrandbits(80) & ~(0xF << 76 | 0b11 << 62)
        return uuid.UUID(int=int(at.timestamp() * 1000) << 80 | 7 << 76 | 0b10 << 62 | random_bits)

    def _item(self, item_id: uuid.UUID, name: str) -> dict[str, Any]:
        status = self._rng.choices([CatalogStatus.LIVE, CatalogStatus.PLANNED, CatalogStatus.RETIRED], [8, 1, 1])[0]
        return {
            "workspace_id": TEAM,
            "item_id": item_id,
            "name": name,
            "name_key": name_key(name),
            "status": status,
            "talk_track": "Sell it today.",
            "added_at": _NOW - _YEARS,
        }

    def _account(self, account_id: uuid.UUID, name: str) -> dict[str, Any]:
        return {
            "workspace_id": TEAM,
            "account_id": account_id,
            "name": name,
            "name_key": name_key(name),
            "segment": "",
            "added_at": _NOW - _YEARS,
        }

    def _request(self, request_id: uuid.UUID, title: str, rep: str, at: datetime) -> dict[str, Any]:
        status = self._rng.choice(_STATUSES)
        is_sold = status in (RequestStatus.LIVE, RequestStatus.ANSWERED)
        return {
            "workspace_id": TEAM,
            "request_id": request_id,
            "title": title,
            "title_key": name_key(title),
            "status": status,
            "version": 1,
            "opened_at": at,
            "opened_by_id": rep,
            "first_answer_by": at,
            "decide_by": at,
            "reason": "",
            "item_id": self._rng.choice(self._items) if is_sold else None,
        }

    def _report(self, report_id: uuid.UUID, said: str, rep: str, at: datetime) -> dict[str, Any]:
        return {
            "workspace_id": TEAM,
            "report_id": report_id,
            "kind": ReportKind.REQUEST,
            "source": Source.IMPORT,
            "reporter_id": rep,
            "logged_by_id": rep,
            "account_id": self._rng.choice(self._accounts),
            "region_id": self._rng.choice(self._regions),
            "segment": "",
            "said": said,
            "note": "",
            "would_have_bought": "",
            "currency": "GBP",
            "permalink": "",
            "logged_at": at,
        }

    def _vector(self, owner_id: uuid.UUID, kind: TextOf, text: str, vector: bytes, at: datetime) -> dict[str, Any]:
        return {
            "workspace_id": TEAM,
            "owner_id": owner_id,
            "text_key": text_key(text),
            "kind": kind,
            "model_id": self._model_id,
            "vector": vector,
            "position": self._id(at),
        }


def _link(report_id: uuid.UUID, request_id: uuid.UUID, rep: str, at: datetime) -> dict[str, Any]:
    return {
        "workspace_id": TEAM,
        "report_id": report_id,
        "request_id": request_id,
        "counts_for_id": request_id,
        "linked_at": at,
        "linked_by_id": rep,
    }


def _add(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    bulk.add(session, model, list(rows))
