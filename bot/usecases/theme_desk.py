"""What marketing does with themes: name, confirm, merge, split off, move, keep out. What people say stays said."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.errors import FormError, Gone, NotAllowed, TooLate
from bot.usecases import audit
from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import Report, Role, Theme, new_id
from storage.queries import reports, themes, workspaces
from storage.queries.reports import ReportFacts
from storage.queries.themes import Size

NAME, TARGET, WHICH, DEED = "theme_name", "theme", "theme_reports", "theme_deed"
RECENT = timedelta(weeks=4)
_NAME_LENGTH = 150


@dataclass(frozen=True)
class Sorted:
    """Where some reports were put, or which theme they were kept out of; and how many they were."""

    theme: Theme
    reports: int


@dataclass(frozen=True)
class ThemeFacts:
    """One theme with its newest reports."""

    theme: Theme
    size: Size
    reports: Sequence[ReportFacts]


def for_marketing(session: Session, actor: Actor, theme_id: uuid.UUID, *, now: datetime, shown: int) -> ThemeFacts:
    """One theme with so many of its newest reports. Raises NotAllowed, or Gone when nothing is in it any more."""
    check_marketing(session, actor)
    theme = _theme(session, actor, theme_id)
    sizes = themes.sizes(session, workspace_id=actor.workspace_id, since=now - RECENT, theme_ids=[theme.theme_id])
    if theme.theme_id not in sizes:
        raise Gone(f"There are no reports in “{theme.title}” any more.")
    found = themes.reports_in(session, workspace_id=actor.workspace_id, theme_id=theme.theme_id, limit=shown)
    facts = reports.facts_of(session, workspace_id=actor.workspace_id, reports=found)
    return ThemeFacts(theme, sizes[theme.theme_id], facts)


def check_marketing(session: Session, actor: Actor) -> None:
    """Raise NotAllowed unless this person is in Marketing."""
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.MARKETER, Role.ADMIN):
        raise NotAllowed("Themes are Marketing's desk. What customers ask for is in the weekly digest, for everybody.")


def name(session: Session, actor: Actor, theme_id: uuid.UUID, *, name: str, now: datetime) -> Theme:
    """Call a theme by a name that stays; it is confirmed by that. Raises FormError for an empty or a taken one."""
    _begin(session, actor)
    theme = _theme(session, actor, theme_id)
    words = " ".join(name.split())[:_NAME_LENGTH]
    if not words:
        raise FormError({NAME: "Write a short name for what these customers want."})
    _check_free(session, actor, words, but=theme.theme_id)
    before, theme.name = theme.title, words
    _confirm(session, actor, theme, now)
    _note(session, actor, "theme_named", theme.theme_id, now, before={"title": before}, after={"title": words})
    return theme


def confirm(session: Session, actor: Actor, theme_id: uuid.UUID, *, now: datetime) -> Theme:
    """Say that a theme is one: what is in it stays in it. Raises TooLate when that was said before."""
    _begin(session, actor)
    theme = _theme(session, actor, theme_id)
    if theme.is_confirmed:
        raise TooLate(f"“{theme.title}” is confirmed already.")
    _confirm(session, actor, theme, now)
    _note(session, actor, "theme_confirmed", theme.theme_id, now)
    return theme


def merge(session: Session, actor: Actor, theme_id: uuid.UUID, *, into_id: uuid.UUID | None, now: datetime) -> Theme:
    """Make one theme part of another, for good; the other. Raises FormError for a target that cannot be."""
    _begin(session, actor)
    theme = _theme(session, actor, theme_id)
    target = themes.find_theme(session, workspace_id=actor.workspace_id, theme_id=into_id) if into_id else None
    if target is None:
        raise FormError({TARGET: "Pick the theme that this one is the same as."})
    if target.theme_id == theme.theme_id:
        raise FormError({TARGET: "That is the same theme. Pick another."})
    themes.move_reports(session, workspace_id=actor.workspace_id, from_id=theme.theme_id, to_id=target.theme_id)
    # What was kept out of the one must not come back to it under the other's name.
    themes.refuse_as_before(
        session,
        workspace_id=actor.workspace_id,
        from_id=theme.theme_id,
        to_id=target.theme_id,
        by_id=actor.user_id,
        now=now,
    )
    theme.merged_into_id = target.theme_id
    _confirm(session, actor, target, now)
    _note(session, actor, "themes_merged", theme.theme_id, now, after={"into": str(target.theme_id)})
    return target


def split_off(
    session: Session,
    actor: Actor,
    theme_id: uuid.UUID,
    *,
    report_ids: Sequence[uuid.UUID],
    name: str,
    now: datetime,
) -> Sorted:
    """Make a theme of its own of some reports of another. Raises FormError without reports or a name."""
    _begin(session, actor)
    theme = _theme(session, actor, theme_id)
    words = " ".join(name.split())[:_NAME_LENGTH]
    chosen = _chosen(session, actor, theme, report_ids)
    if not words:
        raise FormError({NAME: "Write a short name for the new theme."})
    _check_free(session, actor, words)
    made = Theme(
        workspace_id=actor.workspace_id,
        theme_id=new_id(),
        label=words,
        name=words,
        example=chosen[0].want,
        found_at=now,
        confirmed_at=now,
        confirmed_by_id=actor.user_id,
    )
    session.add(made)
    session.flush()
    _place(session, actor, chosen, made.theme_id, now)
    # Whoever splits them off says that they do not belong where they were.
    _refuse(session, actor, chosen, theme_id, now)
    _note(
        session,
        actor,
        "theme_split",
        made.theme_id,
        now,
        before={"theme": str(theme_id)},
        after={"reports": _ids(chosen)},
    )
    return Sorted(made, len(chosen))


def move(
    session: Session,
    actor: Actor,
    theme_id: uuid.UUID,
    *,
    report_ids: Sequence[uuid.UUID],
    into_id: uuid.UUID | None,
    now: datetime,
) -> Sorted:
    """Move reports into another theme, where they stay; the other. Raises FormError without reports or a target."""
    _begin(session, actor)
    theme = _theme(session, actor, theme_id)
    chosen = _chosen(session, actor, theme, report_ids)
    target = themes.find_theme(session, workspace_id=actor.workspace_id, theme_id=into_id) if into_id else None
    if target is None or target.theme_id == theme.theme_id:
        raise FormError({TARGET: "Pick another theme to move them to."})
    _place(session, actor, chosen, target.theme_id, now)
    _note(
        session,
        actor,
        "reports_moved",
        target.theme_id,
        now,
        before={"theme": str(theme.theme_id)},
        after={"reports": _ids(chosen)},
    )
    return Sorted(target, len(chosen))


def keep_out(
    session: Session, actor: Actor, theme_id: uuid.UUID, *, report_ids: Sequence[uuid.UUID], now: datetime
) -> Sorted:
    """Say of reports that they do not belong in a theme: they never come back to it. Raises FormError without any."""
    _begin(session, actor)
    theme = _theme(session, actor, theme_id)
    chosen = _chosen(session, actor, theme, report_ids)
    _refuse(session, actor, chosen, theme.theme_id, now)
    themes.release(
        session,
        workspace_id=actor.workspace_id,
        report_ids=[report.report_id for report in chosen],
        theme_id=theme.theme_id,
        now=now,
    )
    _note(
        session,
        actor,
        "reports_kept_out",
        theme.theme_id,
        now,
        after={"reports": _ids(chosen)},
    )
    return Sorted(theme, len(chosen))


def _begin(session: Session, actor: Actor) -> None:
    """Before anything is changed: who may, and of two people one after the other. Raises NotAllowed."""
    check_marketing(session, actor)
    workspaces.hold(session, workspace_id=actor.workspace_id)


def _theme(session: Session, actor: Actor, theme_id: uuid.UUID) -> Theme:
    theme = themes.find_theme(session, workspace_id=actor.workspace_id, theme_id=theme_id)
    if theme is None:
        raise Gone("That theme is not here any more.")
    if theme.theme_id != theme_id:
        raise Gone(f"That theme became part of “{theme.title}”.")
    return theme


def _chosen(session: Session, actor: Actor, theme: Theme, report_ids: Sequence[uuid.UUID]) -> list[Report]:
    """The chosen reports that are still in the theme: what somebody moved meanwhile stays where they moved it."""
    found = [
        reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id) for report_id in report_ids
    ]
    live = [report for report in found if report is not None and report.is_live]
    if not live:
        raise FormError({WHICH: "Pick at least one report."})
    placed = themes.placements(session, workspace_id=actor.workspace_id, report_ids=[one.report_id for one in live])
    here = [one for one in live if one.report_id in placed and placed[one.report_id].theme_id == theme.theme_id]
    if not here:
        raise FormError({WHICH: f"Somebody took these out of “{theme.title}” meanwhile. Close this and look again."})
    return here


def _confirm(session: Session, actor: Actor, theme: Theme, now: datetime) -> None:
    if theme.confirmed_at is None:
        theme.confirmed_at, theme.confirmed_by_id = now, actor.user_id
    session.flush()
    themes.pin_all(session, workspace_id=actor.workspace_id, theme_id=theme.theme_id, by_id=actor.user_id, now=now)


def _place(session: Session, actor: Actor, chosen: Sequence[Report], theme_id: uuid.UUID, now: datetime) -> None:
    themes.place(
        session,
        workspace_id=actor.workspace_id,
        theme_of={report.report_id: theme_id for report in chosen},
        now=now,
        by_id=actor.user_id,
    )


def _refuse(session: Session, actor: Actor, chosen: Sequence[Report], theme_id: uuid.UUID, now: datetime) -> None:
    ids = [report.report_id for report in chosen]
    themes.refuse(
        session, workspace_id=actor.workspace_id, report_ids=ids, theme_id=theme_id, by_id=actor.user_id, now=now
    )


def _check_free(session: Session, actor: Actor, words: str, *, but: uuid.UUID | None = None) -> None:
    """Two themes of one name could not be told apart, whoever gave it; one in which nothing is any more is not seen."""
    known = themes.themes(session, workspace_id=actor.workspace_id)
    alike = [
        theme
        for theme in known.values()
        if theme.theme_id != but and theme.merged_into_id is None and theme.title.casefold() == words.casefold()
    ]
    for theme in alike:
        if themes.reports_in(session, workspace_id=actor.workspace_id, theme_id=theme.theme_id, limit=1):
            raise FormError({NAME: f"There is a theme “{theme.title}” already. Merge the two, or choose another name."})


def _note(
    session: Session, actor: Actor, deed: str, theme_id: uuid.UUID, now: datetime, **said: Mapping[str, Any]
) -> None:
    audit.note(session, actor, deed, now=now, subject=str(theme_id), **said)


def _ids(chosen: Sequence[Report]) -> list[str]:
    return [str(report.report_id) for report in chosen]
