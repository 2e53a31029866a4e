"""Who is behind the trends of a week: the reports of some themes, and what those are called."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Report, Theme, ThemeReport
from storage.queries.digest import HEARD, Heard, live_between
from storage.queries.pieces import IS_PLACED


@dataclass(frozen=True)
class HeardOf:
    """A report of a theme, without its words."""

    theme_id: uuid.UUID
    row: Heard


@dataclass(frozen=True)
class Called:
    """A theme as it stands now."""

    theme_id: uuid.UUID
    title: str


def heard_of(
    session: Session, *, workspace_id: str, theme_ids: Collection[uuid.UUID], start: datetime, end: datetime
) -> list[HeardOf]:
    """The reports of some themes between two moments, in the order they were logged."""
    query = (
        select(ThemeReport.theme_id, *HEARD)
        .select_from(Report)
        .outerjoin(
            ThemeReport,
            IS_PLACED,
        )
        .where(*live_between(workspace_id, start, end), ThemeReport.theme_id.in_(theme_ids))
        .order_by(Report.logged_at, Report.report_id)
    )
    return [HeardOf(row[0], Heard(*row[1:])) for row in session.execute(query)]


def called(session: Session, *, workspace_id: str) -> dict[uuid.UUID, Called]:
    """What every theme is called, one that was merged by what it is part of now."""
    known = {one.theme_id: one for one in session.scalars(select(Theme).where(Theme.workspace_id == workspace_id))}
    standing = {theme_id: _standing(theme, known) for theme_id, theme in known.items()}
    return {theme_id: Called(theme.theme_id, theme.title) for theme_id, theme in standing.items()}


def _standing(theme: Theme, known: Mapping[uuid.UUID, Theme]) -> Theme:
    while theme.merged_into_id is not None:
        theme = known[theme.merged_into_id]
    return theme
