"""Rows for tests: each call adds one to the database with sensible defaults, and gives it back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from bot.usecases import intake
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry
from storage.database import Database, Session
from storage.keys import name_key
from storage.models import (
    NONE,
    Account,
    AccountAlias,
    Card,
    CatalogAnswer,
    CatalogItem,
    CatalogName,
    CatalogRegion,
    ChangeKind,
    Competitor,
    CompetitorAlias,
    DayDue,
    Draft,
    Hint,
    Lane,
    MessageKind,
    NameKind,
    OutboxMessage,
    Person,
    QuarterSheet,
    Question,
    Reading,
    Reason,
    Region,
    Report,
    ReportCompetitor,
    ReportKind,
    ReportLink,
    ReportReason,
    Request,
    RequestChange,
    Role,
    RoleGrant,
    SearchOf,
    SearchText,
    Source,
    Subject,
    TextDue,
    TextOf,
    TextVector,
    Theme,
    ThemeRefusal,
    ThemeReport,
    Told,
    WeekCount,
    WeekRequest,
    WeekSheet,
    WeekTheme,
    WeekTold,
    Workspace,
    new_id,
)
from storage.queries import word_index

Row = TypeVar("Row")
# A Monday morning; what a test does not date happened then.
NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Factory:
    """Adds rows to one workspace, which is made with the first of them. Every call flushes, so that keys are checked.

    Further columns are given by name: `make.report(said="a heading", value_minor=120_000)`. `ids` makes the ids, for
    tests that want to know them before.
    """

    session: Session
    workspace_id: str = "T1"
    ids: Callable[[], uuid.UUID] = new_id

    def __post_init__(self) -> None:
        if self.session.get(Workspace, self.workspace_id) is None:
            self._add(Workspace(workspace_id=self.workspace_id, name="Test Publisher", installed_at=NOW, set_up_at=NOW))

    @property
    def workspace(self) -> Workspace:
        """The workspace itself."""
        return self.session.get_one(Workspace, self.workspace_id)

    def region(self, name: str = "North West", **columns: Any) -> Region:
        return self._add(Region(**self._new("region_id"), name=name, **columns))

    def person(self, user_id: str = "U1", **columns: Any) -> Person:
        """The person, added if nobody was known by this id."""
        known = self.session.get(Person, (self.workspace_id, user_id))
        return known or self._add(Person(workspace_id=self.workspace_id, user_id=user_id, seen_at=NOW, **columns))

    def grant(self, role: Role, user_id: str = "U1", region: Region | None = None) -> RoleGrant:
        self.person(user_id)
        where = {"region_key": str(region.region_id), "region_id": region.region_id} if region else {}
        held = {"granted_at": NOW, "granted_by_id": "U0", **where}
        return self._add(RoleGrant(workspace_id=self.workspace_id, user_id=user_id, role=role, **held))

    def account(self, name: str = "Ace Roofing", **columns: Any) -> Account:
        return self._add(
            Account(**self._new("account_id"), name=name, name_key=name_key(name), added_at=NOW, **columns)
        )

    def item(self, name: str = "Drone Services", **columns: Any) -> CatalogItem:
        return self._add(
            CatalogItem(**self._new("item_id"), name=name, name_key=name_key(name), added_at=NOW, **columns)
        )

    def other_name(self, item: CatalogItem, name: str, kind: NameKind = NameKind.SYNONYM) -> CatalogName:
        key = {"workspace_id": self.workspace_id, "item_id": item.item_id, "name_key": name_key(name)}
        return self._add(CatalogName(**key, name=name, kind=kind))

    def sold_in(self, item: CatalogItem, region: Region) -> CatalogRegion:
        key = {"workspace_id": self.workspace_id, "item_id": item.item_id}
        return self._add(CatalogRegion(**key, region_id=region.region_id))

    def competitor(self, name: str = "Yell", *, alias: str = "", learned_from: Report | None = None) -> Competitor:
        """A competitor with another name, which may have been learned from a report."""
        made = self._add(Competitor(**self._new("competitor_id"), name=name, name_key=name_key(name), added_at=NOW))
        if alias:
            key = {"workspace_id": self.workspace_id, "alias_key": name_key(alias)}
            how = (
                {"learned_at": NOW, "learned_by_id": "U1", "learned_from_id": learned_from.report_id}
                if learned_from
                else {}
            )
            self._add(CompetitorAlias(**key, alias=alias, competitor_id=made.competitor_id, **how))
        return made

    def account_alias(self, account: Account, report: Report, alias: str = "Bakers", **columns: Any) -> AccountAlias:
        """Another name of a customer, learned from a report."""
        given = {"learned_at": NOW, "learned_by_id": "U1", "learned_from_id": report.report_id, **columns}
        key = {"workspace_id": self.workspace_id, "alias_key": name_key(alias), "account_id": account.account_id}
        return self._add(AccountAlias(**key, alias=alias, **given))

    def reading(self, report: Report, words: str = "bees", **columns: Any) -> Reading:
        """What was read of a report's words."""
        blank = dict.fromkeys(("kind", "account", "value", "currency", "region"))
        values: dict[str, Any] = {**blank, "said": words, "reasons": [], "competitors": []}
        given = {
            "rules": "r1",
            "form": 1,
            "found": {**values, "spoken": "", "rivals": [], "sellers": []},
            "saved": {**values, "kind": str(report.kind)},
            "by_id": report.reporter_id,
            "saved_at": NOW,
            **columns,
        }
        key = {"workspace_id": self.workspace_id, "report_id": report.report_id}
        return self._add(Reading(**key, words=words, **given))

    def reason(self, label: str = "Price", kind: ReportKind = ReportKind.LOST_DEAL, **columns: Any) -> Reason:
        given = {"code": name_key(label), "position": 0, **columns}
        return self._add(Reason(**self._new("reason_id"), kind=kind, label=label, **given))

    def draft(self, user_id: str = "U1", **columns: Any) -> Draft:
        given = {"kind": ReportKind.REQUEST, "source": Source.COMMAND, "opened_at": NOW, **columns}
        return self._add(Draft(**self._new("draft_id"), user_id=user_id, **given))

    def report(
        self,
        said: str = "a heading for drone inspection",
        *,
        reporter_id: str = "U1",
        account: Account | None = None,
        region: Region | None = None,
        reasons: tuple[Reason, ...] = (),
        competitors: tuple[Competitor, ...] = (),
        **columns: Any,
    ) -> Report:
        """What a rep heard; the rep is made known."""
        self.person(reporter_id)
        given = {
            "kind": ReportKind.REQUEST,
            "source": Source.COMMAND,
            "logged_by_id": reporter_id,
            "currency": "GBP",
            "logged_at": NOW,
            "account_id": account.account_id if account else None,
            "region_id": region.region_id if region else None,
            **columns,
        }
        made = self._add(Report(**self._new("report_id"), said=said, reporter_id=reporter_id, **given))
        key = {"workspace_id": self.workspace_id, "report_id": made.report_id}
        for reason in reasons:
            self._add(ReportReason(**key, reason_id=reason.reason_id))
        for competitor in competitors:
            self._add(ReportCompetitor(**key, competitor_id=competitor.competitor_id))
        return made

    def request(self, title: str = "a heading for drone inspection", *behind: Report, **columns: Any) -> Request:
        """A request, with the reports that stand behind it."""
        given = {
            "opened_at": NOW,
            "opened_by_id": "U1",
            "first_answer_by": NOW + timedelta(days=2),
            "decide_by": NOW + timedelta(days=14),
            **columns,
        }
        made = self._add(Request(**self._new("request_id"), title=title, title_key=name_key(title), **given))
        for report in behind:
            self.link(report, made)
        return made

    def link(self, report: Report, request: Request, *, counts_for: Request | None = None) -> ReportLink:
        return self._add(
            ReportLink(
                workspace_id=self.workspace_id,
                report_id=report.report_id,
                request_id=request.request_id,
                counts_for_id=(counts_for or request).request_id,
                linked_at=NOW,
                linked_by_id=report.reporter_id,
            )
        )

    def change(self, request: Request, kind: ChangeKind = ChangeKind.OPENED, **columns: Any) -> RequestChange:
        given = {"at": NOW, "by_id": "U1", **columns}
        return self._add(RequestChange(**self._new("change_id"), request_id=request.request_id, kind=kind, **given))

    def told(self, report: Report, change: RequestChange, **columns: Any) -> Told:
        key = {"workspace_id": self.workspace_id, "report_id": report.report_id, "change_id": change.change_id}
        return self._add(Told(**key, **{"told_at": NOW, **columns}))

    def question(self, report: Report, words: str = "How many doors?", **columns: Any) -> Question:
        given = {"asked_at": NOW, "asked_by_id": "U2", "asked_of_id": report.reporter_id, **columns}
        return self._add(Question(**self._new("question_id"), report_id=report.report_id, words=words, **given))

    def card(self, subject_id: uuid.UUID, ts: str = "1790000000.000100", **columns: Any) -> Card:
        given = {"subject": Subject.REQUEST, "channel_id": "C1", **columns}
        return self._add(Card(workspace_id=self.workspace_id, subject_id=subject_id, ts=ts, **given))

    def hint(self, request: Request, other: Request | CatalogItem, score: float = 0.86, **columns: Any) -> Hint:
        """A request that looks like another, or like something in the catalog."""
        is_item = isinstance(other, CatalogItem)
        given = {
            "other_id": other.item_id if isinstance(other, CatalogItem) else other.request_id,
            "kind": TextOf.ITEM if is_item else TextOf.REQUEST,
            "found_at": NOW,
            **columns,
        }
        return self._add(Hint(workspace_id=self.workspace_id, request_id=request.request_id, score=score, **given))

    def catalog_answer(self, report: Report, item: CatalogItem, **columns: Any) -> CatalogAnswer:
        given = {"words": report.said, "answered_at": NOW, "answered_by_id": report.reporter_id, **columns}
        key = {"workspace_id": self.workspace_id, "report_id": report.report_id}
        return self._add(CatalogAnswer(**key, item_id=item.item_id, **given))

    def theme(self, label: str = "drone inspection", *, merged: bool = False, **columns: Any) -> Theme:
        """A theme; one that is `merged` became part of another of the same label."""
        into = self.theme(label).theme_id if merged else None
        return self._add(Theme(**self._new("theme_id"), label=label, found_at=NOW, merged_into_id=into, **columns))

    def theme_report(self, report: Report, theme: Theme, **columns: Any) -> ThemeReport:
        key = {"workspace_id": self.workspace_id, "report_id": report.report_id}
        return self._add(ThemeReport(**key, theme_id=theme.theme_id, placed_at=NOW, **columns))

    def theme_refusal(self, report: Report, theme: Theme) -> ThemeRefusal:
        key = {"workspace_id": self.workspace_id, "report_id": report.report_id, "theme_id": theme.theme_id}
        return self._add(ThemeRefusal(**key, refused_at=NOW, refused_by_id="U2"))

    def week_count(self, week: str = "2026-W47", theme_id: uuid.UUID = NONE, voices: int = 1) -> WeekCount:
        given = {"region_id": NONE, "segment": "", "voices": voices, "reports": voices}
        return self._add(WeekCount(workspace_id=self.workspace_id, week=week, theme_id=theme_id, **given))

    def week_sheet(self, week: str = "2026-W47", **columns: Any) -> WeekSheet:
        given = {"version": 1, "totals": "", "detail": "", "cells": b"", "counted_at": NOW, "took_ms": 1, **columns}
        return self._add(WeekSheet(workspace_id=self.workspace_id, week=week, **given))

    def week_request(self, request: Request, week: str = "2026-W47", **columns: Any) -> WeekRequest:
        key = {"workspace_id": self.workspace_id, "week": week, "request_id": request.request_id}
        return self._add(WeekRequest(**key, **columns))

    def week_theme(self, theme: Theme, week: str = "2026-W47", **columns: Any) -> WeekTheme:
        key = {"workspace_id": self.workspace_id, "week": week, "theme_id": theme.theme_id}
        return self._add(WeekTheme(**key, **columns))

    def quarter_sheet(self, week: str = "2026-W47", **columns: Any) -> QuarterSheet:
        return self._add(QuarterSheet(workspace_id=self.workspace_id, week=week, stamp="1", **columns))

    def week_told(self, week: str = "2026-W47", reps: int = 1) -> WeekTold:
        return self._add(WeekTold(workspace_id=self.workspace_id, week=week, reps=reps, customers=reps, passed_on=0))

    def day_due(self, day: date, **columns: Any) -> DayDue:
        return self._add(DayDue(**self._new("mark_id"), day=day, **columns))

    def text_due(self, owner_id: uuid.UUID, kind: TextOf = TextOf.REPORT) -> TextDue:
        return self._add(TextDue(workspace_id=self.workspace_id, owner_id=owner_id, kind=kind))

    def text_vector(self, owner_id: uuid.UUID, kind: TextOf = TextOf.REPORT, **columns: Any) -> TextVector:
        given = {"text_key": "k1", "model_id": "letters", "vector": bytes(64), "position": self.ids(), **columns}
        return self._add(TextVector(workspace_id=self.workspace_id, owner_id=owner_id, kind=kind, **given))

    def message(
        self, kind: MessageKind = MessageKind.CONFIRMATION, lane: str = Lane.TRIAGE, **columns: Any
    ) -> OutboxMessage:
        made_of = self._new("message_id")
        given = {"position": self.ids(), "dedupe": str(made_of["message_id"]), "ids": {}, **columns}
        return self._add(OutboxMessage(**made_of, kind=kind, lane=lane, **given))

    def search_text(self, owner_id: uuid.UUID, kind: SearchOf = SearchOf.REPORT, **columns: Any) -> SearchText:
        given = {"position": self.ids().int >> 66, "scope": "", "words": "bees", "about": "", **columns}
        return self._add(SearchText(workspace_id=self.workspace_id, owner_id=owner_id, kind=kind, **given))

    def indexed(self) -> None:
        """Have every report and request found by its words, as the use cases do for each that they write."""
        session, workspace_id = self.session, self.workspace_id
        reports = select(Report.report_id).where(Report.workspace_id == self.workspace_id)
        word_index.index_reports(session, workspace_id=workspace_id, report_ids=session.scalars(reports).all())
        requests = select(Request.request_id).where(Request.workspace_id == self.workspace_id)
        word_index.index_requests(session, workspace_id=workspace_id, request_ids=session.scalars(requests).all())

    def _new(self, key: str) -> dict[str, Any]:
        return {"workspace_id": self.workspace_id, key: self.ids()}

    def _add(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row


def received(
    database: Database, actor: Actor, entry: Entry, *, now: datetime, draft_id: uuid.UUID | None = None
) -> uuid.UUID:
    """A form that was sent, admitted and put on disk, as the listener does it; the id of the report."""
    with database.write() as session:
        intake.admit(session, actor, entry, now=now)
    receipt = intake.receipt(actor, entry, draft_id=draft_id or new_id(), currency="GBP", now=now)
    database.insert(*receipt.rows)
    return receipt.report_id
