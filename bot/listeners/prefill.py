"""What a report form opens with: the choices in memory, the words of a command, or the report that is edited."""

from typing import Any

from bot.blocks import forms
from bot.blocks.forms import FormChoices, Prefill
from bot.usecases.actor import Actor
from bot.usecases.entry import FORM_TEXT
from bot.usecases.snapshot import Choice, Snapshot
from bot.usecases.understanding import Named, Understood
from digests.wording import money
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


def from_understood(understood: Understood) -> Prefill:
    """What a rep's words say, each in its field; what was not understood stays in the rep's own words."""
    who, value = understood.account, understood.value
    return Prefill(
        said=understood.said[:FORM_TEXT],
        note=understood.note[:FORM_TEXT],
        account=_account_option(who) if who else None,
        region=str(understood.region_id or ""),
        reasons=tuple(str(one) for one in understood.reason_ids),
        competitors=tuple(forms.competitor_option(one.id, one.name) for one in understood.competitors if one.id),
        value=money(value.minor, value.currency) if value else "",
        is_cut=max(len(understood.said), len(understood.note)) > FORM_TEXT,
    )


def _account_option(who: Named) -> dict[str, Any]:
    """The customer as the form shows it: known, or offered to be added."""
    return forms.account_option(who.id, who.name) if who.id else forms.new_account_option(who.name)


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
