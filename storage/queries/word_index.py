"""The index of words behind `/field find`: kept by the transaction that writes a report or request, asked by words.

Texts are folded before they reach a database (`storage.keys.words_of`), so that every engine finds the same: on SQLite
by an FTS5 table that triggers keep in step with `search_text`, on PostgreSQL by a generated tsvector.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    cast,
    column,
    delete,
    func,
    select,
    table,
    update,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from storage.keys import indexed
from storage.models import (
    Account,
    Competitor,
    Region,
    Report,
    ReportCompetitor,
    ReportKind,
    Request,
    SearchOf,
    SearchText,
)
from storage.models.search import after, first_position, position_of
from storage.portions import portions
from storage.queries import bulk
from storage.queries.pieces import IS_RIVAL

# Below what either engine takes as parameters of one statement.
_AT_ONCE = 500
_Texts = Select[str, uuid.UUID, int]
SINGLE, DOUBLE = "'", '"'


# --- kept ---


def index_reports(session: Session, *, workspace_id: str, report_ids: Iterable[uuid.UUID]) -> None:
    """Bring the words of some reports up to date; those of a withdrawn one go."""
    session.flush()
    for some in portions(report_ids, _AT_ONCE):
        query = select(
            Report.report_id,
            Report.kind,
            Report.logged_at,
            Report.reporter_id,
            Report.region_id,
            Report.account_id,
            Report.said,
            Report.note,
            Report.would_have_bought,
        ).where(Report.workspace_id == workspace_id, Report.report_id.in_(some), Report.withdrawn_at.is_(None))
        rows = session.execute(query).all()
        names = _names(session, workspace_id, some)
        texts = {row.report_id: _report(row, workspace_id, names.get(row.report_id, ())) for row in rows}
        _keep(session, workspace_id, texts, gone=set(some) - texts.keys())


def index_reports_of(session: Session, *, workspace_id: str, account_ids: Iterable[uuid.UUID]) -> None:
    """Bring the words of the reports of some accounts up to date: an account is called otherwise."""
    session.flush()
    for some in portions(account_ids, _AT_ONCE):
        query = select(Report.report_id).where(Report.workspace_id == workspace_id, Report.account_id.in_(some))
        index_reports(session, workspace_id=workspace_id, report_ids=session.scalars(query).all())


def _report(row: Any, workspace_id: str, names: Sequence[str]) -> dict[str, Any]:
    """What is kept of a report: the want in it, and all else that it says or names."""
    is_request = row.kind is ReportKind.REQUEST
    want, rest = (row.said, row.would_have_bought) if is_request else (row.would_have_bought, row.said)
    scope = (
        _mark(SearchOf.REPORT, "", workspace_id),
        by(workspace_id, row.reporter_id),
        within(workspace_id, row.region_id) if row.region_id else "",
        of(workspace_id, row.account_id) if row.account_id else "",
    )
    return {
        "kind": SearchOf.REPORT,
        "position": position_of(row.logged_at, row.report_id),
        "scope": " ".join(mark for mark in scope if mark),
        "words": indexed(want),
        "about": indexed(rest, row.note, *names),
    }


def index_requests(session: Session, *, workspace_id: str, request_ids: Iterable[uuid.UUID]) -> None:
    """Bring the words of some requests up to date."""
    session.flush()
    for some in portions(request_ids, _AT_ONCE):
        query = select(Request.request_id, Request.title, Request.opened_at).where(
            Request.workspace_id == workspace_id, Request.request_id.in_(some)
        )
        texts = {
            row.request_id: {
                "kind": SearchOf.REQUEST,
                "position": position_of(row.opened_at, row.request_id),
                "scope": _mark(SearchOf.REQUEST, "", workspace_id),
                "words": indexed(row.title),
                "about": "",
            }
            for row in session.execute(query)
        }
        _keep(session, workspace_id, texts, gone=set(some) - texts.keys())


def _names(session: Session, workspace_id: str, report_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """What the accounts, regions and competitors of some reports are called."""
    mine = (Report.workspace_id == workspace_id, Report.report_id.in_(report_ids))
    of_report = select(Report.report_id).where(*mine)
    queries = (
        of_report.add_columns(Account.name).join(
            Account, (Account.workspace_id == Report.workspace_id) & (Account.account_id == Report.account_id)
        ),
        of_report.add_columns(Region.name).join(
            Region, (Region.workspace_id == Report.workspace_id) & (Region.region_id == Report.region_id)
        ),
        select(ReportCompetitor.report_id, Competitor.name)
        .join(
            Competitor,
            IS_RIVAL,
        )
        .where(ReportCompetitor.workspace_id == workspace_id, ReportCompetitor.report_id.in_(report_ids)),
    )
    names: dict[uuid.UUID, list[str]] = {}
    for query in queries:
        for report_id, name in session.execute(query):
            names.setdefault(report_id, []).append(name)
    return names


def _keep(
    session: Session, workspace_id: str, texts: Mapping[uuid.UUID, dict[str, Any]], *, gone: Collection[uuid.UUID]
) -> None:
    """Write the rows whose words changed. In the order of their positions: out of it, FTS5 begins a segment a row."""
    mine = SearchText.workspace_id == workspace_id
    if gone:
        session.execute(delete(SearchText).where(mine, SearchText.owner_id.in_(gone)))
    if not texts:
        return
    kept = (SearchText.owner_id, SearchText.scope, SearchText.words, SearchText.about)
    old = {row[0]: tuple(row[1:]) for row in session.execute(select(*kept).where(mine, SearchText.owner_id.in_(texts)))}
    for owner_id, text in texts.items():
        now = (text["scope"], text["words"], text["about"])
        if owner_id in old and old[owner_id] != now:
            values = {"scope": now[0], "words": now[1], "about": now[2]}
            session.execute(update(SearchText).where(mine, SearchText.owner_id == owner_id).values(values))
    new = {owner_id: text for owner_id, text in texts.items() if owner_id not in old}
    _spread(session, new)
    rows = [{"workspace_id": workspace_id, "owner_id": owner_id, **text} for owner_id, text in new.items()]
    bulk.add(session, SearchText, sorted(rows, key=lambda row: row["position"]))


def _spread(session: Session, texts: Mapping[uuid.UUID, dict[str, Any]]) -> None:
    """Move what would stand in a place that is taken to the next free one."""
    wanted = [text["position"] for text in texts.values()]
    taken = set(session.scalars(select(SearchText.position).where(SearchText.position.in_(wanted))))
    for text in texts.values():
        while text["position"] in taken:
            text["position"] = after(text["position"])
            if text["position"] not in taken and session.scalar(
                select(SearchText.position).where(SearchText.position == text["position"])
            ):
                taken.add(text["position"])
        taken.add(text["position"])


# --- asked ---


def by(workspace_id: str, user_id: str) -> str:
    """The mark of what somebody heard."""
    return _mark("by", user_id, workspace_id)


def within(workspace_id: str, region_id: uuid.UUID) -> str:
    """The mark of what was heard in a region."""
    return _mark("in", region_id.hex, workspace_id)


def of(workspace_id: str, account_id: uuid.UUID) -> str:
    """The mark of what an account said."""
    return _mark("of", account_id.hex, workspace_id)


# A file names the same people, regions and accounts again and again.
@lru_cache(maxsize=100_000)
def _mark(kind: str, value: str, workspace_id: str) -> str:
    """One word for the index, which nobody can type: their words have no sign in them."""
    return f"={kind}{value}_{workspace_id}".lower()


@dataclass(frozen=True)
class Words:
    """What is looked for: every word begins a word of the text; of each group of marks (`by`, …) it has at least one.

    `only_wants` leaves out what a report says besides the customer's want; `since` is a whole second.
    """

    kind: SearchOf
    words: Sequence[str] = ()
    marks: Sequence[Sequence[str]] = ()
    only_wants: bool = False
    since: datetime | None = None


def newest(session: Session, *, workspace_id: str, asked: Words, limit: int | None) -> Subquery:
    """The texts that fit, newest first: workspace, owner and position, to be joined to what they belong to.

    Marks spare the index work: who may see what is for the caller to ask of the facts themselves.
    """
    # The workspace's own mark is the longest list of all: it is read only where no shorter one is given.
    groups = asked.marks or [[_mark(asked.kind, "", workspace_id)]]
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    query, position = _on_sqlite(asked, groups) if is_sqlite else _on_postgresql(asked, groups)
    query = query.where(SearchText.workspace_id == workspace_id, SearchText.kind == asked.kind)
    if asked.since is not None:
        query = query.where(position >= first_position(asked.since))
    # Ordered and cut here, in the index's own order: a database that joins first asks the index anew for every row.
    return query.order_by(position.desc()).limit(limit).subquery()


def _on_sqlite(asked: Words, groups: Sequence[Sequence[str]]) -> tuple[_Texts, ColumnElement[int]]:
    """By FTS5: https://sqlite.org/fts5.html#full_text_query_syntax. Every mark names its workspace."""
    parts = [f"(scope : ({_either(group, ' OR ', DOUBLE)}))" for group in groups]
    if asked.words:
        columns = "words" if asked.only_wants else "words about"
        starts = " AND ".join(f"{_quoted(word, DOUBLE)} *" for word in asked.words)
        parts.append(f"({{{columns}}} : ({starts}))")
    index = table("search_index", column("rowid", BigInteger), column("search_index", String))
    query = (
        select(SearchText.workspace_id, SearchText.owner_id, index.c.rowid.label("position"))
        .join_from(index, SearchText, SearchText.position == index.c.rowid)
        .where(index.c.search_index.op("MATCH", is_comparison=True)(" AND ".join(parts)))
    )
    return query, index.c.rowid


def _on_postgresql(asked: Words, groups: Sequence[Sequence[str]]) -> tuple[_Texts, ColumnElement[int]]:
    """By a tsquery: https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY."""
    starts = " & ".join(f"{_quoted(word, SINGLE)}:*" for word in asked.words)
    marks = " & ".join(f"({_either(group, ' | ', SINGLE)})" for group in groups)
    index = column("search_index", TSVECTOR)
    fits = [index.bool_op("@@")(cast(" & ".join(part for part in (marks, starts) if part), TSQUERY))]
    if asked.words and asked.only_wants:
        wants = func.array_to_tsvector(func.array_remove(func.string_to_array(SearchText.words, " "), ""))
        fits.append(wants.bool_op("@@")(cast(starts, TSQUERY)))
    place = SearchText.position.expression
    return select(SearchText.workspace_id, SearchText.owner_id, SearchText.position).where(*fits), place


def _either(words: Iterable[str], sign: str, quote: str) -> str:
    return sign.join(_quoted(word, quote) for word in words)


def _quoted(word: str, quote: str) -> str:
    return f"{quote}{word.replace(quote, quote * 2)}{quote}"
