"""What a rep heard: receive it, settle it, edit it, withdraw it."""

import uuid
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.errors import Gone, NotAllowed
from bot.usecases import outbox, texts
from bot.usecases.actor import Actor
from bot.usecases.counting import link, title_of
from bot.usecases.history import record
from bot.usecases.reading import Money, apart
from storage.database import Session
from storage.inserts import NewRow
from storage.models import (
    CatalogAnswer,
    ChangeKind,
    Draft,
    Evidence,
    Importance,
    Lane,
    MessageKind,
    Report,
    ReportKind,
    ReportVersion,
    RequestStatus,
    Role,
    Source,
    Stage,
    Subject,
    new_id,
)
from storage.queries import market, reports, requests, workspaces
from storage.queries import outbox as outbox_queries

UNDO = timedelta(minutes=10)
# So long a report waits for its rep's answer to a suggestion; then it goes to Marketing without one. Real time.
PATIENCE = timedelta(minutes=5)
FORM_TEXT = 3000  # what one field of a form holds
FORM_LINE = 500  # what its field for a condition holds


@dataclass(frozen=True)
class NewAccount:
    """An account that nobody named before."""

    name: str


@dataclass(frozen=True)
class Entry:
    """A filled form, whatever the kind; what a kind does not ask for stays empty.

    `joins` is the request that the rep picked as the same want. `reporter_id` differs from the actor when a manager
    logs for a rep.
    """

    kind: ReportKind
    said: str = ""
    note: str = ""
    account: uuid.UUID | NewAccount | None = None
    region_id: uuid.UUID | None = None
    value: Money | None = None
    importance: Importance | None = None
    is_unasked: bool | None = None
    stage: Stage | None = None
    evidence: Evidence | None = None
    reason_ids: tuple[uuid.UUID, ...] = ()
    competitors: tuple[uuid.UUID | str, ...] = ()
    would_have_bought: str = ""
    joins: uuid.UUID | None = None
    reporter_id: str | None = None

    @property
    def want(self) -> str:
        """What the customer wants, in words; empty for a deal that no want would have changed."""
        return self.said if self.kind is ReportKind.REQUEST else self.would_have_bought


def keep_draft(
    session: Session,
    actor: Actor,
    *,
    draft_id: uuid.UUID,
    kind: ReportKind,
    source: Source,
    source_text: str,
    response_url: str = "",
    permalink: str = "",
    now: datetime,
) -> Draft:
    """Keep what a form was opened with, so that its words outlive the form."""
    draft = Draft(
        workspace_id=actor.workspace_id,
        draft_id=draft_id,
        user_id=actor.user_id,
        kind=kind,
        source=source,
        source_text=source_text,
        response_url=response_url,
        permalink=permalink,
        opened_at=now,
    )
    session.add(draft)
    return draft


def is_admitted(actor: Actor, entry: Entry, *, known: Container[str]) -> bool:
    """Whether a form can be received at once: from somebody whom we met before, about what they heard themselves."""
    return actor.user_id in known and entry.reporter_id in (None, actor.user_id)


def admit(session: Session, actor: Actor, entry: Entry, *, now: datetime) -> None:
    """What has to be true before a form is received: we know who sent it, and whom a manager logs it for.

    Raises NotAllowed when somebody but a manager logs for another.
    """
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=actor.user_id, name=actor.name, now=now)
    if entry.reporter_id in (None, actor.user_id):
        return
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.SALES_MANAGER, Role.ADMIN):
        raise NotAllowed("Only a sales manager can log for somebody else.")
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=entry.reporter_id, now=now)


@dataclass(frozen=True)
class Receipt:
    """A filled form as the two rows that are put on disk: the report, and the wish to settle it.

    This is all that a rep waits for; what the report counts for is settled a moment later (`settle`).
    """

    report_id: uuid.UUID
    rows: tuple[NewRow, NewRow]


def receipt(
    actor: Actor, entry: Entry, *, draft_id: uuid.UUID, currency: str, now: datetime, is_asked: bool = False
) -> Receipt:
    """The rows of a form that was admitted. Inserted a second time, they are a Duplicate by the form's draft.

    `is_asked`: the rep is asked something before it is settled.
    """
    report_id = new_id()
    report = reports.new_report(
        workspace_id=actor.workspace_id,
        report_id=report_id,
        kind=entry.kind,
        source=Source.COMMAND,
        reporter_id=entry.reporter_id or actor.user_id,
        logged_by_id=actor.user_id,
        account_id=entry.account if isinstance(entry.account, uuid.UUID) else None,
        region_id=entry.region_id,
        said=entry.said,
        note=entry.note,
        would_have_bought=entry.would_have_bought,
        value_minor=entry.value.minor if entry.value else None,
        currency=entry.value.currency if entry.value else currency,
        importance=entry.importance,
        is_unasked=entry.is_unasked,
        stage=entry.stage,
        evidence=entry.evidence,
        draft_id=draft_id,
        logged_at=now,
    )
    wish = outbox_queries.new_message(
        workspace_id=actor.workspace_id,
        kind=MessageKind.SETTLE,
        lane=Lane.intake(report_id if is_asked else actor.user_id),
        dedupe=settle_dedupe(report_id),
        ids={"report_id": str(report_id), **_left_over(entry)},
        next_at=datetime.now(UTC) + PATIENCE if is_asked else None,
    )
    return Receipt(report_id, (report, wish))


def receive_again(
    session: Session, actor: Actor, entry: Entry, *, draft_id: uuid.UUID, is_asked: bool, now: datetime
) -> uuid.UUID | None:
    """A form that was sent before: delivered twice, or sent anew after the rep went back to it and changed it.

    While it is not settled, it simply says now what it says now. The report's id; None when the draft has no report.
    """
    report = reports.report_of_draft(session, workspace_id=actor.workspace_id, draft_id=draft_id)
    if report is None:
        return None
    job = outbox_queries.find_by_dedupe(
        session, workspace_id=actor.workspace_id, dedupe=settle_dedupe(report.report_id)
    )
    if job is not None and not job.is_done:
        _say(report, entry)
        job.ids = {"report_id": str(report.report_id), **_left_over(entry)}
        job.next_at = datetime.now(UTC) + PATIENCE if is_asked else None
    elif report.is_live and not _says(report, entry):
        edit(session, actor, report.report_id, entry, now=now)
    return report.report_id


def settle(session: Session, *, workspace_id: str, report_id: uuid.UUID, left_over: Mapping[str, Any]) -> None:
    """Finish what Submit began: the report counts for its request, the card and the rep's confirmation are queued.

    A report that was withdrawn in the meantime counts for nothing; for one that was edited, the edit stands.
    """
    report = reports.find_report(session, workspace_id=workspace_id, report_id=report_id)
    if report is None or not report.is_live:
        return
    actor, now = Actor(workspace_id, report.logged_by_id), report.logged_at
    draft = (
        reports.find_draft(session, workspace_id=workspace_id, draft_id=report.draft_id) if report.draft_id else None
    )
    if draft is not None:
        report.source, report.permalink, draft.sent_at = draft.source, draft.permalink, now
    entry = _entry_of(report, left_over)
    if report.edited_at is None:
        _fill(session, actor, report, _whole(entry, draft), now=now)
    if not _answered_by_catalog(session, report, left_over, now=now):
        _count(session, actor, report, entry, now=now)
    texts.report_changed(session, report)
    if report.kind is ReportKind.LOST_DEAL:
        redraw_lost_deal(session, report)
    outbox.queue(
        session,
        workspace_id=workspace_id,
        kind=MessageKind.CONFIRMATION,
        lane=Lane.of(actor.user_id),
        ids={"report_id": str(report_id)},
        dedupe=f"confirmation:{report_id}",
    )


def settle_now(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> None:
    """Settle a report if that still waits: before it is edited or withdrawn, it must count for what it was."""
    job = outbox_queries.find_by_dedupe(session, workspace_id=workspace_id, dedupe=settle_dedupe(report_id))
    if job is not None and not job.is_done:
        settle(session, workspace_id=workspace_id, report_id=report_id, left_over=job.ids)
        job.nothing_to_say("settled", datetime.now(UTC))


def settle_dedupe(report_id: uuid.UUID) -> str:
    """The outbox key of the wish to settle a report."""
    return f"settle:{report_id}"


def edit(session: Session, actor: Actor, report_id: uuid.UUID, entry: Entry, *, now: datetime) -> Report:
    """Change what an own report says; what it said before is kept.

    Raises Gone for a withdrawn report and NotAllowed for somebody else's.
    """
    settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)
    report = _own(session, actor, report_id)
    _remember(session, actor, report, now=now)
    entry = replace(
        entry,
        said=_kept(entry.said, report.said),
        note=_kept(entry.note, report.note),
        would_have_bought=_kept(entry.would_have_bought, report.would_have_bought, shown=FORM_LINE),
    )
    _fill(session, actor, report, entry, now=now)
    report.edited_at = now
    texts.report_changed(session, report)
    _tell_the_cards(session, actor, report, ChangeKind.REPORT_EDITED, now=now)
    if not requests.links_of(session, workspace_id=report.workspace_id, report_id=report_id):
        # A lost deal may learn only now what would have won it.
        _count(session, actor, report, entry, now=now)
    return report


def withdraw(session: Session, actor: Actor, report_id: uuid.UUID, *, now: datetime) -> Report:
    """Take an own report back: it counts no longer, and a request with nothing else behind it is withdrawn too.

    Withdrawing twice is harmless. Raises Gone for an unknown report and NotAllowed for somebody else's.
    """
    settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)
    found = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if found is not None and not found.is_live and found.belongs_to(actor.user_id):
        return found
    report = _own(session, actor, report_id)
    _remember(session, actor, report, now=now)
    report.withdrawn_at = now
    session.flush()
    texts.report_changed(session, report)
    _tell_the_cards(session, actor, report, ChangeKind.REPORT_WITHDRAWN, now=now)
    return report


def undo(session: Session, actor: Actor, report_id: uuid.UUID, *, now: datetime) -> bool:
    """Withdraw a report that was logged a moment ago; False when the time for that has passed and nothing was done."""
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is not None and report.is_live and now > report.logged_at + UNDO:
        return False
    withdraw(session, actor, report_id, now=now)
    return True


def check_own(report: Report, actor: Actor) -> None:
    """Raise NotAllowed or Gone unless this person can still change the report."""
    if not report.belongs_to(actor.user_id):
        raise NotAllowed("Only the person who logged this can change it.")
    if not report.is_live:
        raise Gone("You withdrew this report. Log it again if it still holds: nothing else was lost.")


def redraw_lost_deal(session: Session, report: Report) -> None:
    """Post a lost deal's card, or bring it up to date."""
    outbox.redraw(session, workspace_id=report.workspace_id, subject=Subject.LOST_DEAL, subject_id=report.report_id)


def _whole(entry: Entry, draft: Draft | None) -> Entry:
    """Give words back what a form could not show: the draft holds all of them.

    A form for another kind that was chosen meanwhile still has them in the field of the first one.
    """
    if draft is None:
        return entry
    said, rest = apart(draft.source_text)
    return replace(
        entry,
        said=_kept(entry.said, said, draft.source_text),
        note=_kept(entry.note, rest, draft.source_text),
    )


def _kept(typed: str, *wholes: str, shown: int = FORM_TEXT) -> str:
    """What a field says: all of a text too long for it, if its start was left as it was shown."""
    return next((whole for whole in wholes if len(whole) > shown and typed == whole[:shown].strip()), typed)


def _left_over(entry: Entry) -> dict[str, Any]:
    """What a report's own row does not hold: names that are not ids yet, and what it is to count for."""
    return {
        "new_account": entry.account.name if isinstance(entry.account, NewAccount) else "",
        "reasons": [str(reason_id) for reason_id in entry.reason_ids],
        "competitors": [str(one) for one in entry.competitors if isinstance(one, uuid.UUID)],
        "new_competitors": [one for one in entry.competitors if isinstance(one, str)],
        "joins": str(entry.joins) if entry.joins else "",
    }


def _entry_of(report: Report, left_over: Mapping[str, Any]) -> Entry:
    """The form as it was sent, from the report's row and what that does not hold."""
    account = NewAccount(left_over["new_account"]) if left_over["new_account"] else report.account_id
    return Entry(
        kind=report.kind,
        said=report.said,
        note=report.note,
        account=account,
        region_id=report.region_id,
        value=Money(report.value_minor, report.currency) if report.value_minor is not None else None,
        importance=report.importance,
        is_unasked=report.is_unasked,
        stage=report.stage,
        evidence=report.evidence,
        reason_ids=tuple(uuid.UUID(one) for one in left_over["reasons"]),
        competitors=(*(uuid.UUID(one) for one in left_over["competitors"]), *left_over["new_competitors"]),
        would_have_bought=report.would_have_bought,
        joins=uuid.UUID(left_over["joins"]) if left_over["joins"] else None,
    )


def _fill(session: Session, actor: Actor, report: Report, entry: Entry, *, now: datetime) -> None:
    """Write a form's answers into a report, and learn the rep's region from it."""
    workspace_id = report.workspace_id
    account = entry.account
    if isinstance(account, NewAccount):
        added = market.account_named(
            session,
            workspace_id=workspace_id,
            name=account.name,
            region_id=entry.region_id,
            by_id=actor.user_id,
            now=now,
        )
        account = added.account_id
    known = market.find_account(session, workspace_id=workspace_id, account_id=account) if account else None
    report.account_id = known.account_id if known else None
    report.segment = known.segment if known else ""
    report.region_id = entry.region_id or (known.region_id if known else None)
    _say(report, replace(entry, account=report.account_id, region_id=report.region_id))
    session.flush()
    reports.set_reasons(session, workspace_id=workspace_id, report_id=report.report_id, reason_ids=entry.reason_ids)
    competitor_ids = [
        market.competitor_named(session, workspace_id=workspace_id, name=one, now=now).competitor_id
        if isinstance(one, str)
        else one
        for one in entry.competitors
    ]
    reports.set_competitors(
        session, workspace_id=workspace_id, report_id=report.report_id, competitor_ids=competitor_ids
    )
    reporter = workspaces.find_person(session, workspace_id=workspace_id, user_id=report.reporter_id)
    if reporter is not None and reporter.region_id is None:
        reporter.region_id = entry.region_id


def _say(report: Report, entry: Entry) -> None:
    """Write what a form says into a report's own row."""
    report.account_id = entry.account if isinstance(entry.account, uuid.UUID) else None
    report.region_id = entry.region_id
    report.said, report.note = entry.said, entry.note
    report.would_have_bought = entry.would_have_bought
    report.value_minor = entry.value.minor if entry.value else None
    report.currency = entry.value.currency if entry.value else report.currency
    report.importance, report.is_unasked = entry.importance, entry.is_unasked
    report.stage, report.evidence = entry.stage, entry.evidence


def _says(report: Report, entry: Entry) -> bool:
    """Whether a report says what a form says. A form shows only the start of long words, and adds no region."""
    return (
        (report.said[:FORM_TEXT].strip(), report.note[:FORM_TEXT].strip())
        == (entry.said[:FORM_TEXT].strip(), entry.note[:FORM_TEXT].strip())
        and (report.value_minor, report.importance, report.is_unasked, report.stage, report.evidence)
        == (entry.value.minor if entry.value else None, entry.importance, entry.is_unasked, entry.stage, entry.evidence)
        and report.would_have_bought[:FORM_LINE] == entry.would_have_bought[:FORM_LINE]
        and (not isinstance(entry.account, uuid.UUID) or entry.account == report.account_id)
        and entry.region_id in (None, report.region_id)
    )


def _count(session: Session, actor: Actor, report: Report, entry: Entry, *, now: datetime) -> None:
    """Let the report count for a request, where it speaks of a want."""
    if report.want or entry.joins:
        link(session, actor, report, request_id=entry.joins, title=title_of(report.want), now=now)


def _answered_by_catalog(session: Session, report: Report, left_over: Mapping[str, Any], *, now: datetime) -> bool:
    """Note that the rep found in the catalog what the customer wants; whether that is so."""
    item_id = left_over.get("answer")
    if not item_id:
        return False
    session.add(
        CatalogAnswer(
            workspace_id=report.workspace_id,
            report_id=report.report_id,
            item_id=uuid.UUID(item_id),
            words=report.want,
            answered_at=now,
            answered_by_id=report.logged_by_id,
        )
    )
    return True


def _own(session: Session, actor: Actor, report_id: uuid.UUID) -> Report:
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is None:
        raise Gone("That report is not here any more.")
    check_own(report, actor)
    return report


def _remember(session: Session, actor: Actor, report: Report, *, now: datetime) -> None:
    """Keep what the report says now, before it changes."""
    facts = reports.facts_of(session, workspace_id=report.workspace_id, reports=[report])[0]
    before: dict[str, Any] = {
        "said": report.said,
        "note": report.note,
        "would_have_bought": report.would_have_bought,
        "account_id": str(report.account_id) if report.account_id else None,
        "region_id": str(report.region_id) if report.region_id else None,
        "value_minor": report.value_minor,
        "currency": report.currency,
        "importance": report.importance,
        "is_unasked": report.is_unasked,
        "stage": report.stage,
        "evidence": report.evidence,
        "reasons": [reason.code for reason in facts.reasons],
        "competitors": [competitor.name for competitor in facts.competitors],
    }
    session.add(
        ReportVersion(
            workspace_id=report.workspace_id,
            report_id=report.report_id,
            changed_at=now,
            changed_by_id=actor.user_id,
            before=before,
        )
    )


def _tell_the_cards(session: Session, actor: Actor, report: Report, kind: ChangeKind, *, now: datetime) -> None:
    """Bring up to date whatever shows this report: its own card, and the request it counts for."""
    if report.kind is ReportKind.LOST_DEAL:
        redraw_lost_deal(session, report)
    for one in requests.links_of(session, workspace_id=report.workspace_id, report_id=report.report_id):
        request = requests.find_request(session, workspace_id=report.workspace_id, request_id=one.counts_for_id)
        if request is None:
            continue
        before = request.status
        behind = requests.reports_behind(session, workspace_id=report.workspace_id, request_id=request.request_id)
        if not behind and request.is_open:
            request.status = RequestStatus.WITHDRAWN
            texts.request_changed(session, request)
        changed_from = before if request.status is not before else None
        change = record(
            session, request, kind, actor.user_id, now=now, from_status=changed_from, report_id=report.report_id
        )
        outbox.redraw_request(session, request)
        outbox.note_in_thread(session, change)
