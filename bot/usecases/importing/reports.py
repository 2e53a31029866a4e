"""Reports from elsewhere, counted for the requests that they name and told of what became of those."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from bot.usecases.importing.known import Here
from bot.usecases.importing.rows import BadRow, Imported, Took, each, key_of, portions
from bot.usecases.importing.wants import Wants
from bot.usecases.reading import Money
from storage.database import Session
from storage.models import (
    Account,
    Competitor,
    Evidence,
    Importance,
    Person,
    Report,
    ReportCompetitor,
    ReportKind,
    ReportReason,
    Source,
    Stage,
    new_id,
)
from storage.queries import bulk, rollups, word_index
from storage.queries.bulk import KnownAccount
from storage.seen import Seen


@dataclass(frozen=True)
class ReportRow:
    """One report.

    `account_id` is the account's id in the files, `account` its name or that id; `reasons` are codes or labels of the
    report's kind. It counts for the request with the key `request`, or for the open one that is called `what`.
    `read_at` and `read_by_id` tell who in marketing read a lost deal.
    """

    line: int
    external_id: str
    kind: ReportKind
    logged_at: datetime
    reporter_id: str
    account_id: str = ""
    account: str = ""
    region: str = ""
    segment: str = ""
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
    what: str = ""
    withdrawn_at: datetime | None = None
    owner_id: str = ""
    read_at: datetime | None = None
    read_by_id: str = ""


def import_reports(session: Session, workspace_id: str, rows: Iterable[ReportRow], *, now: datetime) -> Imported:
    """Add the reports that are not here yet; accounts, people and competitors that only they name come with them.

    No card is posted and nobody hears of it: what they were told by now is marked, as it happened.
    """
    imported = Imported()
    with Reports(session, workspace_id, now=now) as reports:
        for some in portions(rows):
            reports.take(session, some, imported)
    return imported


class Reports:
    """A file of reports, taken portion by portion; each may be a transaction of its own."""

    def __init__(self, session: Session, workspace_id: str, *, now: datetime) -> None:
        self._workspace_id, self._here, self._seen = workspace_id, Here(session, workspace_id, now), Seen()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._seen.__exit__(kind, error, trace)

    def take(self, session: Session, rows: Sequence[ReportRow], imported: Imported) -> None:
        """Take a portion, and count what became of its rows; the oldest first, so that it opens what others join."""
        again = self._seen.again((row.external_id, row.line) for row in rows)
        portion = _Portion(session, self._workspace_id, rows, self._here, again)
        each(sorted(rows, key=_logged_at), portion.take, imported)
        portion.write()
        imported.errors.sort(key=lambda error: error.line)


def _logged_at(row: ReportRow) -> datetime:
    return row.logged_at


class _Portion:
    """Some reports with everything they name; `again` are the lines whose id came before, with where."""

    def __init__(
        self, session: Session, workspace_id: str, rows: Sequence[ReportRow], here: Here, again: dict[int, int]
    ) -> None:
        self._session, self._workspace_id, self._here, self._again = session, workspace_id, here, again
        self._known = bulk.known_reports(
            session, workspace_id=workspace_id, external_ids=(row.external_id for row in rows)
        )
        self._wants = Wants(session, workspace_id, rows, here)
        self._accounts = bulk.accounts_by_external_id(
            session,
            workspace_id=workspace_id,
            external_ids=(name for row in rows if (name := row.account_id or row.account)),
        )
        self._named = bulk.accounts_by_key(
            session, workspace_id=workspace_id, keys=(key_of(row.account) for row in rows if row.account)
        )
        self._people = bulk.known_people(session, workspace_id=workspace_id, user_ids=(row.reporter_id for row in rows))
        self._new_people: list[dict[str, Any]] = []
        self._new_accounts: list[dict[str, Any]] = []
        self._new_competitors: list[dict[str, Any]] = []
        self._reports: list[dict[str, Any]] = []
        self._reasons: list[dict[str, Any]] = []
        self._competitors: list[dict[str, Any]] = []

    def take(self, row: ReportRow) -> Took:
        """One row."""
        here = self._here
        if row.line in self._again:
            raise BadRow(f"“{row.external_id}” stands in line {self._again[row.line]} already.")
        if row.logged_at > here.now:
            raise BadRow("It was logged in the future.")
        region_id = here.regions.named(row.region)
        reason_ids = [here.reason(row.kind, name) for name in row.reasons]
        request_id = self._wants.check(row)
        if row.external_id in self._known:
            self._check_account(row)
            return Took.KNOWN
        account = self._account(row, region_id)
        report_id = new_id()
        self._meet(row)
        self._reports.append(self._report(row, report_id, account, region_id))
        for reason_id in dict.fromkeys(reason_ids):
            self._reasons.append(self._of(report_id, reason_id=reason_id))
        for competitor_id in dict.fromkeys(self._competitor(row, name) for name in row.competitors if key_of(name)):
            self._competitors.append(self._of(report_id, competitor_id=competitor_id))
        self._wants.count(row, report_id, request_id)
        return Took.ADDED

    def write(self) -> None:
        """Write what came, in the order in which one needs the other."""
        bulk.add(self._session, Person, self._new_people)
        bulk.add(self._session, Account, self._new_accounts)
        bulk.add(self._session, Competitor, self._new_competitors)
        bulk.add(self._session, Report, self._reports)
        bulk.add(self._session, ReportReason, self._reasons)
        bulk.add(self._session, ReportCompetitor, self._competitors)
        self._wants.write(self._session)
        word_index.index_reports(
            self._session,
            workspace_id=self._workspace_id,
            report_ids=(row["report_id"] for row in self._reports),
        )
        rollups.mark_days(
            self._session, workspace_id=self._workspace_id, moments=(row["logged_at"] for row in self._reports)
        )

    def _check_account(self, row: ReportRow) -> KnownAccount | None:
        """The account of this id. BadRow when there is none, and no name to call a new one by."""
        found = self._accounts.get(row.account_id) if row.account_id else None
        if row.account_id and found is None and not key_of(row.account):
            raise BadRow(f"There is no account with the id “{row.account_id}”: import the accounts first.")
        return found

    def _account(self, row: ReportRow, region_id: uuid.UUID | None) -> KnownAccount | None:
        """The account that is meant, new if nobody named it before."""
        found, key = self._check_account(row), key_of(row.account)
        if found is not None or not key:
            return found
        named = self._named.get(key)
        if not row.account_id:
            found = self._accounts.get(row.account) or named
        elif named is not None and named.external_id is None:
            found = named  # as a rep called it, before anybody knew its id
        return found or self._new_account(row, key, region_id)

    def _new_account(self, row: ReportRow, key: str, region_id: uuid.UUID | None) -> KnownAccount:
        account = KnownAccount(new_id(), region_id, row.segment, row.account_id or None)
        self._named.setdefault(key, account)
        if row.account_id:
            self._accounts[row.account_id] = account
        self._new_accounts.append(
            {
                "workspace_id": self._workspace_id,
                "account_id": account.account_id,
                "name": row.account,
                "name_key": key,
                "region_id": region_id,
                "segment": row.segment,
                "external_id": account.external_id,
                "added_at": row.logged_at,
                "added_by_id": row.reporter_id,
            }
        )
        return account

    def _meet(self, row: ReportRow) -> None:
        if row.reporter_id not in self._people:
            self._people.add(row.reporter_id)
            self._new_people.append(
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
            self._new_competitors.append(
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
            "segment": row.segment or (account.segment if account else ""),
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
            "external_id": row.external_id,
            "logged_at": row.logged_at,
            "withdrawn_at": row.withdrawn_at,
            "owner_id": row.owner_id or None,
            "read_at": row.read_at,
            "read_by_id": row.read_by_id or None,
        }

    def _of(self, report_id: uuid.UUID, **more: uuid.UUID) -> dict[str, Any]:
        return {"workspace_id": self._workspace_id, "report_id": report_id, **more}
