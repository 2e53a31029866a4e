"""Themes: what the machine groups, what people said of it, and what is shown of a theme."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, insert, select, update
from sqlalchemy.orm import Session

from storage.models import Report, TextOf, TextVector, Theme, ThemeRefusal, ThemeReport
from storage.portions import portions
from storage.queries import rollups
from storage.queries.pieces import IS_PLACED, VOICE

# SQLite takes so many values in one statement, and more on some builds.
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Row:
    """A report as it is grouped: what its customer wants, and the vector of that as it is stored."""

    report_id: uuid.UUID
    want: str
    vector: bytes


@dataclass(frozen=True)
class Size:
    """How much stands behind a theme: accounts in all and since a moment, reports, and when it was heard last."""

    accounts: int
    recent: int
    reports: int
    last_heard: datetime


def rows(session: Session, *, workspace_id: str, model_id: str, limit: int) -> list[Row]:
    """The newest reports that say a want and were read by a model, the oldest of them first."""
    return _newest(session, _readable(workspace_id, model_id), workspace_id, model_id, limit)


def pinned_rows(session: Session, *, workspace_id: str, model_id: str, limit: int) -> list[Row]:
    """The newest reports that people placed in themes, the oldest of them first."""
    placed = (
        _readable(workspace_id, model_id)
        .join(
            ThemeReport,
            IS_PLACED,
        )
        .where(ThemeReport.is_pinned, ThemeReport.theme_id.is_not(None))
    )
    return _newest(session, placed, workspace_id, model_id, limit)


def placements(
    session: Session, *, workspace_id: str, report_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, ThemeReport]:
    """Where some reports belong, as far as that was ever said."""
    found: dict[uuid.UUID, ThemeReport] = {}
    for some in portions(report_ids, _AT_ONCE):
        query = select(ThemeReport).where(ThemeReport.workspace_id == workspace_id, ThemeReport.report_id.in_(some))
        found |= {one.report_id: one for one in session.scalars(query)}
    return found


def refusals(session: Session, *, workspace_id: str) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The themes that people kept reports out of, by report."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    query = select(ThemeRefusal.report_id, ThemeRefusal.theme_id).where(ThemeRefusal.workspace_id == workspace_id)
    for report_id, theme_id in session.execute(query):
        found.setdefault(report_id, set()).add(theme_id)
    return found


def refuse(
    session: Session,
    *,
    workspace_id: str,
    report_ids: Collection[uuid.UUID],
    theme_id: uuid.UUID,
    by_id: str,
    now: datetime,
) -> None:
    """Keep reports out of a theme for good; saying so twice is harmless."""
    known = set(_refused(session, workspace_id, theme_id))
    session.add_all(
        ThemeRefusal(
            workspace_id=workspace_id, report_id=report_id, theme_id=theme_id, refused_at=now, refused_by_id=by_id
        )
        for report_id in report_ids
        if report_id not in known
    )
    session.flush()


def refuse_as_before(
    session: Session, *, workspace_id: str, from_id: uuid.UUID, to_id: uuid.UUID, by_id: str, now: datetime
) -> None:
    """Keep out of one theme what was kept out of another that became part of it, but for what is in it."""
    refused = _refused(session, workspace_id, from_id)
    placed = placements(session, workspace_id=workspace_id, report_ids=refused)
    outside = [one for one in refused if one not in placed or placed[one].theme_id != to_id]
    refuse(session, workspace_id=workspace_id, report_ids=outside, theme_id=to_id, by_id=by_id, now=now)


def _refused(session: Session, workspace_id: str, theme_id: uuid.UUID) -> Sequence[uuid.UUID]:
    query = select(ThemeRefusal.report_id).where(
        ThemeRefusal.workspace_id == workspace_id, ThemeRefusal.theme_id == theme_id
    )
    return session.scalars(query).all()


def place(
    session: Session,
    *,
    workspace_id: str,
    theme_of: Mapping[uuid.UUID, uuid.UUID | None],
    now: datetime,
    by_id: str | None = None,
) -> None:
    """Put reports into themes (None: into none). What a person (`by_id`) places is pinned."""
    known = placements(session, workspace_id=workspace_id, report_ids=theme_of)
    moved = [one for one, theme_id in theme_of.items() if (known[one].theme_id if one in known else None) != theme_id]
    rollups.mark_reports(session, workspace_id=workspace_id, report_ids=moved)
    new = [
        {
            "workspace_id": workspace_id,
            "report_id": report_id,
            "theme_id": theme_id,
            "is_pinned": by_id is not None,
            "placed_at": now,
            "placed_by_id": by_id,
        }
        for report_id, theme_id in theme_of.items()
        if report_id not in known
    ]
    for report_id, placed in known.items():
        if by_id is not None:
            placed.theme_id, placed.is_pinned = theme_of[report_id], True
            placed.placed_at, placed.placed_by_id = now, by_id
        elif placed.theme_id != theme_of[report_id]:
            placed.theme_id, placed.placed_at = theme_of[report_id], now
    session.flush()
    if new:
        session.execute(insert(ThemeReport), new)


def pin_all(session: Session, *, workspace_id: str, theme_id: uuid.UUID, by_id: str, now: datetime) -> None:
    """Let everything that is in a theme stay there."""
    session.execute(
        update(ThemeReport)
        .where(
            ThemeReport.workspace_id == workspace_id, ThemeReport.theme_id == theme_id, ThemeReport.is_pinned.is_(False)
        )
        .values(is_pinned=True, placed_at=now, placed_by_id=by_id)
    )


def find_theme(session: Session, *, workspace_id: str, theme_id: uuid.UUID) -> Theme | None:
    """One theme, if it exists; one that was merged leads to what it became part of."""
    theme = session.get(Theme, (workspace_id, theme_id))
    while theme is not None and theme.merged_into_id is not None:
        theme = session.get(Theme, (workspace_id, theme.merged_into_id))
    return theme


def themes(session: Session, *, workspace_id: str) -> dict[uuid.UUID, Theme]:
    """All themes by id, those that were merged too."""
    query = select(Theme).where(Theme.workspace_id == workspace_id).order_by(Theme.found_at, Theme.theme_id)
    return {theme.theme_id: theme for theme in session.scalars(query)}


def sizes(
    session: Session, *, workspace_id: str, since: datetime, theme_ids: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, Size]:
    """How much stands behind each theme that has reports; `since` is from when on an account counts as recent.

    A report without an account counts as one voice of its reporter.
    """
    query = (
        select(
            ThemeReport.theme_id,
            func.count(func.distinct(VOICE)),
            func.count(func.distinct(case((Report.logged_at >= since, VOICE)))),
            func.count(),
            func.max(Report.logged_at),
        )
        .join(Report, IS_PLACED)
        .where(
            ThemeReport.workspace_id == workspace_id,
            ThemeReport.theme_id.is_not(None),
            Report.withdrawn_at.is_(None),
        )
        .group_by(ThemeReport.theme_id)
    )
    if theme_ids is not None:
        query = query.where(ThemeReport.theme_id.in_(theme_ids))
    return {
        theme_id: Size(accounts, recent, reports, last_heard)
        for theme_id, accounts, recent, reports, last_heard in session.execute(query)
        if theme_id is not None
    }


def reports_in(
    session: Session, *, workspace_id: str, theme_id: uuid.UUID, limit: int, offset: int = 0
) -> Sequence[Report]:
    """The reports of a theme, newest first."""
    query = (
        select(Report)
        .join(
            ThemeReport,
            IS_PLACED,
        )
        .where(Report.workspace_id == workspace_id, ThemeReport.theme_id == theme_id, Report.withdrawn_at.is_(None))
        .order_by(Report.logged_at.desc(), Report.report_id.desc())
    )
    return session.scalars(query.limit(limit).offset(offset)).all()


def move_reports(session: Session, *, workspace_id: str, from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Put everything that is in one theme into another; who placed it stays known."""
    rollups.mark_theme(session, workspace_id=workspace_id, theme_id=from_id)
    session.execute(
        update(ThemeReport)
        .where(ThemeReport.workspace_id == workspace_id, ThemeReport.theme_id == from_id)
        .values(theme_id=to_id)
    )


def release(
    session: Session, *, workspace_id: str, report_ids: Collection[uuid.UUID], theme_id: uuid.UUID, now: datetime
) -> None:
    """Take reports out of a theme; where they belong instead, nobody said."""
    rollups.mark_reports(session, workspace_id=workspace_id, report_ids=report_ids)
    session.execute(
        update(ThemeReport)
        .where(
            ThemeReport.workspace_id == workspace_id,
            ThemeReport.report_id.in_(report_ids),
            ThemeReport.theme_id == theme_id,
        )
        .values(theme_id=None, is_pinned=False, placed_at=now, placed_by_id=None)
    )


def unsorted_count(session: Session, *, workspace_id: str) -> int:
    """How many live reports were grouped and belong to no theme."""
    query = (
        select(func.count())
        .select_from(ThemeReport)
        .join(Report, IS_PLACED)
        .where(ThemeReport.workspace_id == workspace_id, ThemeReport.theme_id.is_(None), Report.withdrawn_at.is_(None))
    )
    return session.execute(query).scalar_one()


def named(session: Session, *, workspace_id: str, typed: str, limit: int = 20) -> Sequence[Theme]:
    """Themes whose name or label has the typed words, the confirmed first; what was merged is left out."""
    query = select(Theme).where(Theme.workspace_id == workspace_id, Theme.merged_into_id.is_(None))
    for word in typed.split():
        query = query.where(Theme.name.icontains(word, autoescape=True) | Theme.label.icontains(word, autoescape=True))
    has_reports = (
        select(ThemeReport.report_id)
        .where(ThemeReport.workspace_id == Theme.workspace_id, ThemeReport.theme_id == Theme.theme_id)
        .exists()
    )
    query = query.where(has_reports).order_by(Theme.confirmed_at.is_(None), Theme.name, Theme.label)
    return session.scalars(query.limit(limit)).all()


def _readable(workspace_id: str, model_id: str) -> Select[Report]:
    """The reports of which there is a vector; joined with the vectors, every one of them would be read and sorted."""
    was_read = (
        select(TextVector.owner_id)
        .where(
            TextVector.workspace_id == Report.workspace_id,
            TextVector.owner_id == Report.report_id,
            TextVector.kind == TextOf.REPORT,
            TextVector.model_id == model_id,
        )
        .exists()
    )
    return select(Report).where(Report.workspace_id == workspace_id, Report.withdrawn_at.is_(None), was_read)


def _newest(session: Session, readable: Select[Report], workspace_id: str, model_id: str, limit: int) -> list[Row]:
    newest = readable.order_by(Report.logged_at.desc(), Report.report_id.desc()).limit(limit)
    wants = {report.report_id: report.want for report in session.scalars(newest)}
    vectors: dict[uuid.UUID, bytes] = {}
    for some in portions(wants, _AT_ONCE):
        query = select(TextVector.owner_id, TextVector.vector).where(
            TextVector.workspace_id == workspace_id,
            TextVector.owner_id.in_(some),
            TextVector.kind == TextOf.REPORT,
            TextVector.model_id == model_id,
        )
        vectors |= dict(session.execute(query).all())
    return [Row(report_id, want, vectors[report_id]) for report_id, want in reversed(wants.items())]
