"""Fills the bot's database with the sample publisher's year, through the imports that any file goes through."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.demo.sample import Numbered, Sample
from bot.payloads import tables
from bot.payloads.tables import Cell
from bot.usecases import wishes
from bot.usecases.actor import Actor
from bot.usecases.importing.accounts import import_accounts
from bot.usecases.importing.catalog import import_catalog
from bot.usecases.importing.competitors import import_competitors
from bot.usecases.importing.people import PersonRow, import_people
from bot.usecases.importing.reports import import_reports
from bot.usecases.importing.requests import import_requests
from bot.usecases.importing.rows import Imported, RowError
from bot.usecases.workspace import Defaults, Identity, arrive
from storage.database import Database, Session
from storage.models import EditionKind, RequestStatus, Rhythm, Role
from storage.queries import bulk, told, workspaces
from storage.queries.editions import Only

# The publisher set Groundswell up a little before its first report.
AGO = timedelta(days=371)
# A committee that meets each quarter: ten weeks from the first report to the decision.
_DECISION_DAYS = 50
# Reps pass a good answer on within days; of ten, so many noted that they did.
_PASSED_ON, _WITHIN, _LONG_AGO = 8, 6, timedelta(days=14)

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Filling:
    """One database and the sample that goes into it; `check` may break off between two files."""

    database: Database
    identity: Identity
    sample: Sample
    now: datetime
    check: Callable[[], None]

    def fill(self) -> None:
        """Everything but what was posted, one transaction for each file. ValueError when a row cannot be taken."""
        began, workspace_id, zone = self.now - AGO, self.identity.workspace_id, self.sample.today.zone
        currency: str = self.sample.settings["currency"]
        with self.database.write() as session:
            self._set_up(session, began)
            _all_good("people", import_people(session, workspace_id, self._people(), by_id=self._admin, now=began))
        self._take(
            self.sample.competitors(),
            tables.competitor_row,
            lambda session, rows: import_competitors(session, workspace_id, rows, now=began),
        )
        self._take(
            self.sample.catalog(),
            tables.catalog_row,
            lambda session, rows: import_catalog(session, workspace_id, rows, now=began),
        )
        self._take(
            self.sample.accounts(),
            lambda cell: tables.account_row(cell, currency),
            lambda session, rows: import_accounts(session, workspace_id, rows, now=began),
        )
        self._take(
            self.sample.requests(),
            lambda cell: tables.request_row(cell, zone),
            lambda session, rows: import_requests(session, workspace_id, rows, now=self.now),
        )
        self._take(
            self.sample.reports(),
            lambda cell: tables.report_row(cell, zone, currency),
            lambda session, rows: import_reports(session, workspace_id, rows, now=self.now),
        )
        with self.database.write() as session:
            self._pass_on(session)
            self._subscribe(session)

    @property
    def _admin(self) -> str:
        return str(self.sample.settings["roles"]["admin"][0])

    def _set_up(self, session: Session, began: datetime) -> None:
        """What an admin chose in `/field setup` a year ago."""
        chosen = self.sample.settings
        workspace = arrive(session, self.identity, Defaults(timezone=chosen["timezone"]), now=began)
        workspace.installed_at = workspace.set_up_at = began
        workspace.triage_channel_id, workspace.digest_channel_id = chosen["triage_channel"], chosen["digest_channel"]
        workspace.digest_at, workspace.currency = chosen["digest_at"], chosen["currency"]
        workspace.item_noun = chosen["item_noun"]
        workspace.has_regional_review = workspace.has_committee = True
        workspace.decision_days = _DECISION_DAYS
        workspaces.set_regions(session, workspace_id=workspace.workspace_id, names=chosen["regions"], now=began)

    def _people(self) -> Iterator[PersonRow]:
        chosen = self.sample.settings
        roles: dict[str, list[Role]] = {}
        for role in (Role.ADMIN, Role.MARKETER, Role.COMMITTEE, Role.SECRETARY, Role.SALES_MANAGER):
            for user_id in chosen["roles"][role]:
                roles.setdefault(user_id, []).append(role)
        regions = {rep["user"]: rep["region"] for rep in chosen["reps"]}
        for region, coordinators in chosen["roles"][Role.COORDINATOR].items():
            for user_id in coordinators:
                roles.setdefault(user_id, []).append(Role.COORDINATOR)
                regions[user_id] = region
        for line, user in enumerate(self.sample.company["users"], start=1):
            user_id = user["id"]
            yield PersonRow(
                line=line,
                user_id=user_id,
                name=user["real_name"],
                region=regions.get(user_id, ""),
                roles=tuple(roles.get(user_id, ())),
            )

    def _take(
        self,
        rows: Iterable[Numbered],
        row_of: Callable[[Cell], _Row],
        take: Callable[[Session, Iterator[_Row]], Imported],
    ) -> None:
        self.check()
        unread: list[RowError] = []
        with self.database.write() as session:
            imported = take(session, tables.read(rows, row_of, unread))
        imported.errors[:0] = unread
        _all_good(row_of.__qualname__, imported)

    def _subscribe(self, session: Session) -> None:
        """Three people asked for a digest of their own this week: a rep, a marketer, a sales manager with a team."""
        chosen = self.sample.settings
        [manager, *_] = chosen["roles"][Role.SALES_MANAGER]
        region = next(rep["region"] for rep in chosen["reps"] if rep["user"] == self.sample.first_rep["id"])
        team = tuple(rep["user"] for rep in chosen["reps"] if rep["region"] == region)
        for user_id, kind, only in (
            (self.sample.first_rep["id"], EditionKind.REP, Only()),
            (self.sample.first_marketer["id"], EditionKind.DIGEST, Only()),
            (manager, EditionKind.TEAM, Only(team=team)),
        ):
            actor = Actor(self.identity.workspace_id, user_id)
            wishes.save(session, actor, [wishes.Wish(kind, Rhythm.WEEKLY, only)], self.now)

    def _pass_on(self, session: Session) -> None:
        """Most reps told their customers of a good answer, some days after they heard it."""
        marks = bulk.told_of(
            session,
            workspace_id=self.identity.workspace_id,
            statuses=[RequestStatus.ANSWERED, RequestStatus.LIVE],
            before=self.now - _LONG_AGO,
        )
        chances = [(mark, zlib.crc32(external_id.encode())) for mark, external_id in marks]
        told.pass_on(
            session,
            workspace_id=self.identity.workspace_id,
            marks=[
                (mark, mark.told_at + timedelta(hours=3 + chance // 10 % (24 * _WITHIN)))
                for mark, chance in chances
                if chance % 10 < _PASSED_ON
            ],
        )


def _all_good(what: str, imported: Imported) -> None:
    """The sample is ours: a row of it that cannot be taken is a fault."""
    if imported.errors:
        first = imported.errors[0]
        raise ValueError(f"{len(imported.errors)} rows of {what}; line {first.line}: {first.reason}")
