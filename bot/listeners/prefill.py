"""What a report form opens with: the choices in memory, the words of a command, or the report that is edited."""

from typing import Any

from bot.blocks import forms
from bot.blocks.forms import FormChoices, Prefill
from bot.usecases.actor import Actor
from bot.usecases.entry import FORM_TEXT
from bot.usecases.reading import Reading, read
from bot.usecases.snapshot import Choice, Snapshot
from digests.wording import money
from storage.keys import name_key
from storage.models import Report, ReportKind, Role
from storage.queries.reports import ReportFacts


def choices(snapshot: Snapshot, kind: ReportKind, actor: Actor, facts: ReportFacts | None = None) -> FormChoices:
    """What the menus of a form offer this person; with `facts`, also what the report that is edited has already."""
    manages = snapshot.roles_of(actor.user_id).has(Role.SALES_MANAGER, Role.ADMIN)
    reasons = list(snapshot.reasons.get(kind, ()))
    # A reason that was retired stays on the deals that have it.
    offered = {reason.id for reason in reasons}
    if facts is not None:
        reasons += [
            Choice(reason.reason_id, reason.label) for reason in facts.reasons if reason.reason_id not in offered
        ]
    return FormChoices(
        regions=snapshot.regions,
        reasons=reasons,
        item_noun=snapshot.item_noun,
        currency=snapshot.currency,
        may_log_for=actor.user_id if manages else "",
    )


def from_words(words: str, kind: ReportKind, snapshot: Snapshot, user_id: str) -> Prefill:
    """What the words after a command say, each in its field; what was not understood stays in the rep's own words."""
    reading = read(words, default_currency=snapshot.currency, accounts=snapshot.accounts)
    is_request = kind is ReportKind.REQUEST
    said = reading.said or (words.strip() if is_request else "")
    # What is too long for its field is restored by its start, so it is shown as it was typed.
    left = reading.left if len(reading.rest) <= FORM_TEXT and not is_request else reading.rest
    note = "" if is_request and not (reading.said and reading.left) else left
    region = (reading.account.region_id if reading.account else None) or snapshot.region_of.get(user_id)
    return Prefill(
        said=said[:FORM_TEXT],
        note=note[:FORM_TEXT],
        account=_account_option(reading, is_request=is_request),
        region=str(region or ""),
        reasons=_reasons_within(reading.rest, kind, snapshot),
        value=money(reading.value.minor, reading.value.currency) if reading.value else "",
        is_cut=max(len(said), len(note)) > FORM_TEXT,
    )


def _account_option(reading: Reading, *, is_request: bool) -> dict[str, Any] | None:
    """The customer as the form shows it: known, or in words about a deal, offered to be added."""
    if reading.account is not None:
        return forms.account_option(reading.account.account_id, reading.account.name)
    return forms.new_account_option(reading.named) if reading.named and not is_request else None


def _reasons_within(words: str, kind: ReportKind, snapshot: Snapshot) -> tuple[str, ...]:
    """The reasons whose very name stands in the words, such as "price"; not "other", which means nothing by itself."""
    within = f" {name_key(words)} "
    return tuple(
        str(reason.id)
        for reason in snapshot.reasons.get(kind, ())
        if reason.id not in snapshot.needs_note and f" {name_key(reason.label)} " in within
    )


def from_report(facts: ReportFacts) -> Prefill:
    """A report as its form shows it."""
    report: Report = facts.report
    return Prefill(
        said=report.said[:FORM_TEXT],
        note=report.note[:FORM_TEXT],
        account=forms.account_option(report.account_id, facts.account) if report.account_id else None,
        region=str(report.region_id or ""),
        value=money(report.value_minor, report.currency) if report.value_minor is not None else "",
        is_cut=max(len(report.said), len(report.note)) > FORM_TEXT,
        importance=report.importance or "",
        unasked={True: "yes", False: "no", None: ""}[report.is_unasked],
        stage=report.stage or "",
        reasons=tuple(str(reason.reason_id) for reason in facts.reasons),
        competitors=tuple(forms.competitor_option(one.competitor_id, one.name) for one in facts.competitors),
        evidence=report.evidence or "",
        would=report.would_have_bought,
    )
