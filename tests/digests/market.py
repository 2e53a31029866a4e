"""A small made-up market for the digest's tests: a workspace to which reports, requests and decisions are added."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from storage.database import Session
from storage.models import (
    Account,
    CatalogAnswer,
    CatalogItem,
    ChangeKind,
    Competitor,
    Evidence,
    Person,
    Reason,
    Region,
    Report,
    ReportCompetitor,
    ReportKind,
    ReportLink,
    ReportReason,
    Request,
    RequestChange,
    RequestStatus,
    Source,
    Stage,
    Theme,
    ThemeReport,
    Told,
    Workspace,
    new_id,
)
from storage.queries import themes

# Monday of week 47; weeks here are cut in UTC unless a test says otherwise.
MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)
# The Monday after, when the digest on week 47 is due.
DUE = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@dataclass
class Market:
    """Adds rows to one workspace and remembers them by name. Names are made on first use."""

    session: Session
    workspace_id: str = "T1"
    timezone: str = "UTC"
    ids: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.workspace = Workspace(
            workspace_id=self.workspace_id,
            name="Yellow Press",
            installed_at=MONDAY - 20 * WEEK,
            set_up_at=MONDAY - 20 * WEEK,
            timezone=self.timezone,
            triage_channel_id="C1",
            digest_channel_id="C2",
        )
        self.session.add(self.workspace)
        self.session.flush()

    def region(self, name: str, *, retired_at: datetime | None = None) -> uuid.UUID:
        key = ("region", name)
        if key not in self.ids:
            self.ids[key] = new_id()
            self._add(Region(**self._key(region_id=self.ids[key]), name=name, retired_at=retired_at))
        return self.ids[key]

    def person(self, user_id: str, name: str = "") -> str:
        if user_id not in self.people:
            self.people.add(user_id)
            self._add(Person(workspace_id=self.workspace_id, user_id=user_id, name=name, seen_at=MONDAY))
        return user_id

    def account(self, name: str, segment: str = "") -> uuid.UUID:
        key = ("account", name)
        if key not in self.ids:
            self.ids[key] = new_id()
            self._add(
                Account(
                    **self._key(account_id=self.ids[key]),
                    name=name,
                    name_key=name.lower(),
                    segment=segment,
                    added_at=MONDAY,
                )
            )
        return self.ids[key]

    def item(self, name: str) -> uuid.UUID:
        key = ("item", name)
        if key not in self.ids:
            self.ids[key] = new_id()
            self._add(
                CatalogItem(**self._key(item_id=self.ids[key]), name=name, name_key=name.lower(), added_at=MONDAY)
            )
        return self.ids[key]

    def request(
        self,
        title: str,
        *,
        status: RequestStatus = RequestStatus.NEW,
        owner: str | None = None,
        opened_at: datetime = MONDAY,
        decide_by: datetime = DUE + WEEK,
        snoozed_until: datetime | None = None,
        item: str | None = None,
    ) -> uuid.UUID:
        key = ("request", title)
        if key not in self.ids:
            self.ids[key] = new_id()
            self._add(
                Request(
                    **self._key(request_id=self.ids[key]),
                    title=title,
                    title_key=title.lower(),
                    status=status,
                    owner_id=self.person(owner) if owner else None,
                    opened_at=opened_at,
                    opened_by_id=self.person("U0"),
                    first_answer_by=opened_at + timedelta(days=2),
                    decide_by=decide_by,
                    snoozed_until=snoozed_until,
                    item_id=self.item(item) if item else None,
                )
            )
        return self.ids[key]

    def reason(self, label: str, position: int = 0) -> uuid.UUID:
        key = ("reason", label)
        if key not in self.ids:
            self.ids[key] = new_id()
            self._add(
                Reason(
                    **self._key(reason_id=self.ids[key]),
                    kind=ReportKind.LOST_DEAL,
                    code=label[:40].lower(),
                    label=label,
                    position=position,
                )
            )
        return self.ids[key]

    def competitor(self, name: str) -> uuid.UUID:
        key = ("competitor", name)
        if key not in self.ids:
            self.ids[key] = new_id()
            self._add(
                Competitor(**self._key(competitor_id=self.ids[key]), name=name, name_key=name.lower(), added_at=MONDAY)
            )
        return self.ids[key]

    def report(
        self,
        rep: str,
        account: str | None,
        *,
        about: str | None = None,
        kind: ReportKind = ReportKind.REQUEST,
        at: datetime = MONDAY,
        value: int | None = None,
        currency: str = "GBP",
        region: str | None = None,
        segment: str = "",
        said: str = "",
        is_unasked: bool | None = None,
        evidence: Evidence | None = None,
        stage: Stage | None = None,
        reasons: Sequence[str] = (),
        lost_to: Sequence[str] = (),
        withdrawn: bool = False,
    ) -> uuid.UUID:
        """One report; value in major units."""
        report_id = new_id()
        self._add(
            Report(
                **self._key(report_id=report_id),
                kind=kind,
                source=Source.COMMAND,
                reporter_id=self.person(rep),
                logged_by_id=rep,
                account_id=self.account(account) if account else None,
                region_id=self.region(region) if region else None,
                segment=segment,
                said=said,
                value_minor=None if value is None else value * 100,
                currency=currency,
                is_unasked=is_unasked,
                evidence=evidence,
                stage=stage,
                logged_at=at,
                withdrawn_at=at if withdrawn else None,
            )
        )
        if about:
            self.link(report_id, about, at=at)
        for label in reasons:
            self._add(ReportReason(**self._key(report_id=report_id), reason_id=self.reason(label)))
        for name in lost_to:
            self._add(ReportCompetitor(**self._key(report_id=report_id), competitor_id=self.competitor(name)))
        return report_id

    def lost(self, rep: str, account: str | None, **values: object) -> uuid.UUID:
        return self.report(rep, account, kind=ReportKind.LOST_DEAL, **values)  # type: ignore[arg-type] # passed on as given

    def won(self, rep: str, account: str | None, **values: object) -> uuid.UUID:
        return self.report(rep, account, kind=ReportKind.WON_DEAL, **values)  # type: ignore[arg-type] # passed on as given

    def link(self, report_id: uuid.UUID, about: str, *, counts_for: str | None = None, at: datetime = MONDAY) -> None:
        self._add(
            ReportLink(
                **self._key(report_id=report_id),
                request_id=self.request(about),
                counts_for_id=self.request(counts_for or about),
                linked_at=at,
                linked_by_id="U0",
            )
        )

    def change(
        self,
        title: str,
        to_status: RequestStatus,
        *,
        kind: ChangeKind = ChangeKind.DECIDED,
        by: str = "U0",
        at: datetime = MONDAY + timedelta(days=2),
        words: str = "",
        until: date | None = None,
    ) -> uuid.UUID:
        """One line of a request's history, which the request itself does not follow."""
        change_id = new_id()
        self._add(
            RequestChange(
                **self._key(change_id=change_id),
                request_id=self.request(title),
                kind=kind,
                at=at,
                by_id=self.person(by),
                from_status=RequestStatus.NEW,
                to_status=to_status,
                words=words,
                until=until,
            )
        )
        return change_id

    def answer(self, report_id: uuid.UUID, item: str, *, at: datetime = MONDAY) -> None:
        """The catalog answered a report."""
        self._add(
            CatalogAnswer(
                **self._key(report_id=report_id), item_id=self.item(item), words="", answered_at=at, answered_by_id="U0"
            )
        )

    def in_theme(self, report_id: uuid.UUID, label: str, *, name: str = "", at: datetime = MONDAY) -> None:
        """A report belongs to a theme; one that has a name was confirmed by whoever gave it."""
        key = ("theme", label)
        if key not in self.ids:
            self.ids[key] = new_id()
            confirmed = {"confirmed_at": at, "confirmed_by_id": self.person("U0")} if name else {}
            self._add(Theme(**self._key(theme_id=self.ids[key]), label=label, name=name, found_at=at, **confirmed))
        self._add(ThemeReport(**self._key(report_id=report_id), theme_id=self.ids[key], placed_at=at))

    def merge_themes(self, label: str, into: str) -> None:
        """One theme becomes part of another, with its reports."""
        from_id, to_id = self.ids["theme", label], self.ids["theme", into]
        self.session.get_one(Theme, (self.workspace_id, from_id)).merged_into_id = to_id
        themes.move_reports(self.session, workspace_id=self.workspace_id, from_id=from_id, to_id=to_id)

    def told(
        self,
        report_id: uuid.UUID,
        change_id: uuid.UUID,
        *,
        at: datetime = MONDAY + timedelta(days=3),
        passed_on_at: datetime | None = None,
    ) -> None:
        self._add(Told(**self._key(report_id=report_id), change_id=change_id, told_at=at, passed_on_at=passed_on_at))

    def _key(self, **ids: uuid.UUID) -> dict[str, object]:
        return {"workspace_id": self.workspace_id, **ids}

    def _add(self, row: object) -> None:
        self.session.add(row)
        self.session.flush()
