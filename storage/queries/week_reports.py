"""The reports of a week with all they belong to, to be counted: one statement, since there may be a hundred thousand.

Ids are read as the database keeps them and made once each: to make them for every column of every row would take longer
than all the rest.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, select, type_coerce
from sqlalchemy.orm import Session

from storage.models import CatalogAnswer, Report, ReportLink, ThemeReport
from storage.queries.digest import HEARD, Heard, live_between
from storage.queries.pieces import IS_PLACED, LINKS_IT

Pair = tuple[uuid.UUID, uuid.UUID]
"""A report, and what it belongs to."""

_IDS = (
    Report.report_id,
    Report.account_id,
    Report.region_id,
    ThemeReport.theme_id,
    ReportLink.counts_for_id,
    CatalogAnswer.item_id,
)
_IS_ANSWERED = and_(CatalogAnswer.workspace_id == Report.workspace_id, CatalogAnswer.report_id == Report.report_id)
# What is no id of a report, in the order of `Heard`.
_REST = tuple(column for column in HEARD if column not in (Report.report_id, Report.account_id, Report.region_id))


@dataclass(frozen=True)
class Reports:
    """The reports of a week in the order they were logged, and what they belong to, in the order of their ids.

    `items` are the catalog's answers to those that never became a request.
    """

    rows: Sequence[Heard] = ()
    requests: Sequence[Pair] = field(default=())
    themes: Sequence[Pair] = field(default=())
    items: Sequence[Pair] = field(default=())


def of_week(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> Reports:
    """The reports of one week; withdrawn ones never count."""
    ids = (type_coerce(column, String) for column in _IDS)
    query = (
        select(*ids, *_REST)
        .select_from(Report)
        .outerjoin(ThemeReport, IS_PLACED)
        .outerjoin(ReportLink, LINKS_IT)
        .outerjoin(CatalogAnswer, _IS_ANSWERED)
        .where(*live_between(workspace_id, start, end))
        .order_by(Report.logged_at, Report.report_id)
    )
    id_of = _ids()
    rows: dict[uuid.UUID, Heard] = {}
    requests, themes, items = set[Pair](), set[Pair](), set[Pair]()
    for row in session.execute(query):
        values: tuple[Any, ...] = tuple(row)
        report, account, region, theme, request, item, kind, reporter, *said = values
        report_id = id_of(report)
        if report_id not in rows:
            rows[report_id] = Heard(
                report_id, kind, reporter, id_of(account) if account else None, id_of(region) if region else None, *said
            )
        if theme:
            themes.add((report_id, id_of(theme)))
        if request:
            requests.add((report_id, id_of(request)))
        elif item:
            items.add((report_id, id_of(item)))
    return Reports(list(rows.values()), sorted(requests), sorted(themes), sorted(items))


def _ids() -> Callable[[str | uuid.UUID], uuid.UUID]:
    """Makes ids, each one once; PostgreSQL gives them as they are."""
    known: dict[str | uuid.UUID, uuid.UUID] = {}

    def id_of(value: str | uuid.UUID) -> uuid.UUID:
        found = known.get(value)
        if found is None:
            found = known[value] = value if isinstance(value, uuid.UUID) else uuid.UUID(hex=value)
        return found

    return id_of
