"""Reports from elsewhere, counted for the requests that they name and told of what became of those."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.usecases.importing.known import Here
from bot.usecases.importing.rows import BadRow, Imported, each, key_of, portions
from bot.usecases.importing.standing import counts_for, logged_for, told
from bot.usecases.reading import Money
from storage.database import Session
from storage.models import (
    Account,
    Base,
    ChangeKind,
    Competitor,
    Evidence,
    Importance,
    Person,
    Report,
    ReportCompetitor,
    ReportKind,
    ReportLink,
    ReportReason,
    RequestChange,
    RequestStatus,
    Source,
    Stage,
    Told,
    new_id,
)
from storage.queries import bulk, word_index
from storage.queries.bulk import KnownAccount


@dataclass(frozen=True)
class ReportRow:
    """One report.

    `account_id` is the account's id in the files, `account` its name; `request` is a request's key, `reasons` are codes
    of the report's kind. `read_at` and `read_by_id` tell who in marketing read a lost deal.
    """

    line: int
    external_id: str
    kind: ReportKind
    logged_at: datetime
    reporter_id: str
    account_id: str = ""
    account: str = ""
    region: str = ""
    value: Money | None = None
    importance: Importance | None = None
    is_unasked: bool | None = None
    stage: Stage | None = None
    evidence: Evidence | None = None
    reasons: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    said: str = ""
    note: str = ""
    would_have_bought: str = ""
    request: str = ""
    withdrawn_at: datetime | None = None
    owner_id: str = ""
    read_at: datetime | None = None
    read_by_id: str = ""


def import_reports(session: Session, workspace_id: str, rows: Iterable[ReportRow], *, now: datetime) -> Imported:
    """Add the reports that are not here yet; accounts, people and competitors that only they name come with them.

    No card is posted and nobody hears of it: what they were told by now is marked, as it happened.
    """
    imported, here = Imported(), Here(session, workspace_id, now)
    for some in portions(rows):
        portion = _Portion(session, workspace_id, some, here)
        each(some, portion.take, imported)
        portion.write()
    return imported


@dataclass
class _New:
    """Rows to be written, in the order in which one needs the other."""

    people: list[dict[str, Any]] = field(default_factory=list)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    competitors: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    report_reasons: list[dict[str, Any]] = field(default_factory=list)
    report_competitors: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)

    def tables(self) -> Sequence[tuple[type[Base], list[dict[str, Any]]]]:
        """Each table with its rows."""
        return (
            (Person, self.people),
            (Account, self.accounts),
            (Competitor, self.competitors),
            (Report, self.reports),
            (ReportReason, self.report_reasons),
            (ReportCompetitor, self.report_competitors),
            (ReportLink, self.links),
            (RequestChange, self.changes),
            (Told, self.told),
        )


class _Portion:
    """Some reports with everything they name."""

    def __init__(self, session: Session, workspace_id: str, rows: Sequence[ReportRow], here: Here) -> None:
        self._session, self._workspace_id, self._here, self._new = session, workspace_id, here, _New()
        self._known = bulk.known_reports(
            session, workspace_id=workspace_id, external_ids=(row.external_id for row in rows)
        )
        self._accounts = bulk.accounts_by_external_id(
            session, workspace_id=workspace_id, external_ids=(row.account_id for row in rows if row.account_id)
        )
        self._named = bulk.accounts_by_key(
            session, workspace_id=workspace_id, keys=(key_of(row.account) for row in rows if row.account)
        )
        self._people = bulk.known_people(session, workspace_id=workspace_id, user_ids=(row.reporter_id for row in rows))

    def take(self, row: ReportRow) -> bool:
        """One row; whether it is new."""
        here = self._here
        here.once.check(row.external_id, row.line)
        if row.logged_at > here.now:
            raise BadRow("It was logged in the future.")
        region_id = here.regions.named(row.region)
        reason_ids = [self._reason(row, code) for code in row.reasons]
        request_id = self._request(row)
        if row.external_id in self._known:
            self._check_account(row)
            return False
        account = self._account(row, region_id)
        report_id = new_id()
        self._meet(row)
        self._new.reports.append(self._report(row, report_id, account, region_id))
        for reason_id in dict.fromkeys(reason_ids):
            self._new.report_reasons.append(self._of(report_id, reason_id=reason_id))
        for competitor_id in dict.fromkeys(self._competitor(row, name) for name in row.competitors if key_of(name)):
            self._new.report_competitors.append(self._of(report_id, competitor_id=competitor_id))
        if request_id is not None:
            self._count(row, report_id, request_id)
        return True

    def write(self) -> None:
        """Write what came."""
        for model, rows in self._new.tables():
            bulk.add(self._session, model, rows)
        word_index.index_reports(
            self._session,
            workspace_id=self._workspace_id,
            report_ids=(row["report_id"] for row in self._new.reports),
        )

    def _reason(self, row: ReportRow, code: str) -> uuid.UUID:
        found = self._here.reasons.get((row.kind, code))
        if found is None:
            raise BadRow(f"“{code}” is no reason for a {row.kind.replace('_', ' ')}.")
        return found

    def _request(self, row: ReportRow) -> uuid.UUID | None:
        found = self._here.requests.get(row.request) if row.request else None
        if row.request and found is None:
            raise BadRow(f"There is no request “{row.request}”.")
        return found

    def _check_account(self, row: ReportRow) -> KnownAccount | None:
        found = self._accounts.get(row.account_id) if row.account_id else None
        if row.account_id and found is None:
            raise BadRow(f"There is no account with the id “{row.account_id}”: import the accounts first.")
        return found

    def _account(self, row: ReportRow, region_id: uuid.UUID | None) -> KnownAccount | None:
        found, key = self._check_account(row), key_of(row.account)
        if found is not None or not key:
            return found
        if key not in self._named:
            self._named[key] = KnownAccount(new_id(), region_id, "")
            self._new.accounts.append(
                {
                    "workspace_id": self._workspace_id,
                    "account_id": self._named[key].account_id,
                    "name": row.account,
                    "name_key": key,
                    "region_id": region_id,
                    "segment": "",
                    "owner_id": None,
                    "yearly_minor": None,
                    "external_id": None,
                    "added_at": row.logged_at,
                    "added_by_id": row.reporter_id,
                }
            )
        return self._named[key]

    def _meet(self, row: ReportRow) -> None:
        if row.reporter_id not in self._people:
            self._people.add(row.reporter_id)
            self._new.people.append(
                {
                    "workspace_id": self._workspace_id,
                    "user_id": row.reporter_id,
                    "name": "",
                    "region_id": None,
                    "seen_at": row.logged_at,
                }
            )

    def _competitor(self, row: ReportRow, name: str) -> uuid.UUID:
        key = key_of(name)
        if key not in self._here.competitors:
            self._here.competitors[key] = competitor_id = new_id()
            self._new.competitors.append(
                {
                    "workspace_id": self._workspace_id,
                    "competitor_id": competitor_id,
                    "name": name,
                    "name_key": key,
                    "added_at": row.logged_at,
                }
            )
        return self._here.competitors[key]

    def _report(
        self, row: ReportRow, report_id: uuid.UUID, account: KnownAccount | None, region_id: uuid.UUID | None
    ) -> dict[str, Any]:
        return {
            "workspace_id": self._workspace_id,
            "report_id": report_id,
            "kind": row.kind,
            "source": Source.IMPORT,
            "reporter_id": row.reporter_id,
            "logged_by_id": row.reporter_id,
            "account_id": account.account_id if account else None,
            "region_id": region_id or (account.region_id if account else None),
            "segment": account.segment if account else "",
            "said": row.said,
            "note": row.note,
            "would_have_bought": row.would_have_bought,
            "value_minor": row.value.minor if row.value else None,
            "currency": row.value.currency if row.value else self._here.currency,
            "importance": row.importance,
            "is_unasked": row.is_unasked,
            "stage": row.stage,
            "evidence": row.evidence,
            "permalink": "",
            "draft_id": None,
            "external_id": row.external_id,
            "logged_at": row.logged_at,
            "edited_at": None,
            "withdrawn_at": row.withdrawn_at,
            "owner_id": row.owner_id or None,
            "read_at": row.read_at,
            "read_by_id": row.read_by_id or None,
        }

    def _count(self, row: ReportRow, report_id: uuid.UUID, request_id: uuid.UUID) -> None:
        """Let it count for a request, and mark what its rep was told."""
        paths = self._here.paths
        logged_id = logged_for(paths, request_id, row.logged_at)
        path = paths[logged_id]
        self._new.links.append(
            self._of(
                report_id,
                request_id=logged_id,
                counts_for_id=counts_for(paths, logged_id),
                linked_at=row.logged_at,
                linked_by_id=row.reporter_id,
            )
        )
        if row.logged_at > path.opened_at:
            self._new.changes.append(self._joined(row, report_id, logged_id, path.status_at(row.logged_at)))
        until = row.withdrawn_at or self._here.now
        self._new.told += [
            self._of(report_id, change_id=turn.change_id, told_at=at, passed_on_at=None)
            for turn, at in told(paths, logged_id, row.logged_at, until)
        ]

    def _joined(
        self, row: ReportRow, report_id: uuid.UUID, request_id: uuid.UUID, status: RequestStatus
    ) -> dict[str, Any]:
        return self._of(
            report_id,
            change_id=new_id(),
            request_id=request_id,
            kind=ChangeKind.JOINED,
            at=row.logged_at,
            by_id=row.reporter_id,
            from_status=None,
            to_status=status,
            other_id=None,
            person_id=None,
            words="",
            until=None,
        )

    def _of(self, report_id: uuid.UUID, **more: Any) -> dict[str, Any]:
        return {"workspace_id": self._workspace_id, "report_id": report_id, **more}
