"""The index of words for `/field find`, filled with what is there already."""

import math
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.columns
from storage.keys import indexed

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PORTION = 5000
APART = 30
LAST = (1 << APART) - 1


def things(name: str, *columns: str, **typed: Any) -> sa.TableClause:
    """A table as it stands at this revision, as far as it is read or written here."""
    ids = [sa.column(column, sa.Uuid()) for column in columns if column.endswith("_id") and column not in SLACK_IDS]
    texts = [sa.column(column, sa.Text()) for column in columns if column in SLACK_IDS or not column.endswith("_id")]
    return sa.table(name, *ids, *texts, *(sa.column(column, kind) for column, kind in typed.items()))


SLACK_IDS = ("workspace_id", "reporter_id")
MOMENT = storage.columns.UtcDateTime()
REPORT = things(
    "report",
    *("workspace_id", "report_id", "reporter_id", "region_id", "account_id"),
    *("kind", "said", "note", "would_have_bought"),
    logged_at=MOMENT,
    withdrawn_at=MOMENT,
)
REQUEST = things("request", "workspace_id", "request_id", "title", opened_at=MOMENT)
ACCOUNT = things("account", "workspace_id", "account_id", "name")
REGION = things("region", "workspace_id", "region_id", "name")
COMPETITOR = things("competitor", "workspace_id", "competitor_id", "name")
NAMED = things("report_competitor", "workspace_id", "report_id", "competitor_id")
SEARCH_TEXT = things(
    "search_text", "workspace_id", "owner_id", "kind", "scope", "words", "about", position=sa.BigInteger()
)
# The words are folded already (`storage.keys.words_of`), so the plainest tokenizer does: one rule on every engine.
# Where words stand in a text, and how long it is, is never asked. A start of up to four letters is looked up as it is;
# a longer one is gathered from all words that begin so, which takes long for a common one.
SQLITE_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
  scope, words, about, content='search_text', content_rowid='position',
  tokenize="ascii tokenchars '_'", prefix='1 2 3 4', detail=column, columnsize=0
)
"""
ADDED = "INSERT INTO search_index (rowid, scope, words, about) VALUES (new.position, new.scope, new.words, new.about)"
TAKEN = (
    "INSERT INTO search_index (search_index, rowid, scope, words, about) "
    "VALUES ('delete', old.position, old.scope, old.words, old.about)"
)
POSTGRESQL_INDEX = (
    "ALTER TABLE search_text ADD COLUMN search_index tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove("
    "string_to_array(scope || ' ' || words || ' ' || about, ' '), ''))) STORED",
    "CREATE INDEX search_index_gin ON search_text USING gin (search_index)",
)


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "owner_id", name=op.f("pk_search_text")),
    )
    op.create_index("uq_search_text_position", "search_text", ["position"], unique=True)
    fill(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_INDEX)
        op.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        op.execute(f"CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN {ADDED}; END")
        op.execute(f"CREATE TRIGGER search_text_taken AFTER DELETE ON search_text BEGIN {TAKEN}; END")
        op.execute(f"CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN {TAKEN}; {ADDED}; END")
    elif op.get_bind().dialect.name == "postgresql":
        for statement in POSTGRESQL_INDEX:
            op.execute(statement)


def downgrade() -> None:
    # The triggers and PostgreSQL's index go with their table.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_index("uq_search_text_position", table_name="search_text")
    op.drop_table("search_text")


def fill(connection: sa.Connection) -> None:
    """The words of every report that still counts, and of every request, in portions."""
    free = Free()
    for rows in portions(connection, REPORT, REPORT.c.report_id):
        about = about_of(connection, rows)
        add(connection, [report_row(row, about.get(row.report_id, ""), free) for row in rows if not row.withdrawn_at])
    for rows in portions(connection, REQUEST, REQUEST.c.request_id):
        add(connection, [request_row(row, free) for row in rows])


def portions(connection: sa.Connection, source: sa.TableClause, key: sa.ColumnClause[Any]) -> Iterator[list[Any]]:
    """All rows of a table by their key, some at a time and of one workspace."""
    for workspace_id in connection.scalars(sa.select(source.c.workspace_id).distinct()).all():
        query = sa.select(source).where(source.c.workspace_id == workspace_id).order_by(key).limit(PORTION)
        rows = list(connection.execute(query))
        while rows:
            yield rows
            rows = list(connection.execute(query.where(key > getattr(rows[-1], key.name))))


def about_of(connection: sa.Connection, rows: list[Any]) -> dict[uuid.UUID, str]:
    """The names of account, region and competitors in some reports of one workspace, by report."""
    here = REPORT.c.workspace_id == rows[0].workspace_id
    here &= REPORT.c.report_id.between(rows[0].report_id, rows[-1].report_id)
    report = sa.select(REPORT).where(here).subquery()
    named = sa.join(
        NAMED,
        COMPETITOR,
        (NAMED.c.workspace_id == COMPETITOR.c.workspace_id) & (NAMED.c.competitor_id == COMPETITOR.c.competitor_id),
    )
    found: dict[uuid.UUID, str] = {}
    for other, on in (
        (ACCOUNT, ACCOUNT.c.account_id == report.c.account_id),
        (REGION, REGION.c.region_id == report.c.region_id),
        (named, NAMED.c.report_id == report.c.report_id),
    ):
        names = COMPETITOR.c.name if other is named else other.c.name
        owner = NAMED.c.workspace_id if other is named else other.c.workspace_id
        query = sa.select(report.c.report_id, names).select_from(
            sa.join(report, other, (owner == report.c.workspace_id) & on)
        )
        for report_id, name in connection.execute(query):
            found[report_id] = f"{found.get(report_id, '')} {name}"
    return found


def report_row(row: Any, about: str, free: "Free") -> dict[str, Any]:
    is_request = row.kind == "request"
    want, rest = (row.said, row.would_have_bought) if is_request else (row.would_have_bought, row.said)
    here = row.workspace_id
    scope = [
        f"=report_{here}",
        f"=by{row.reporter_id}_{here}",
        *([f"=in{row.region_id.hex}_{here}"] if row.region_id else []),
        *([f"=of{row.account_id.hex}_{here}"] if row.account_id else []),
    ]
    return {
        "workspace_id": row.workspace_id,
        "owner_id": row.report_id,
        "kind": "report",
        "position": free.position(row.logged_at, row.report_id),
        "scope": " ".join(scope).lower(),
        "words": indexed(want),
        "about": indexed(rest, row.note, about),
    }


def request_row(row: Any, free: "Free") -> dict[str, Any]:
    return {
        "workspace_id": row.workspace_id,
        "owner_id": row.request_id,
        "kind": "request",
        "position": free.position(row.opened_at, row.request_id),
        "scope": f"=request_{row.workspace_id}".lower(),
        "words": indexed(row.title),
        "about": "",
    }


def add(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(SEARCH_TEXT), rows)


class Free:
    """Positions, each given once: a moment, and behind it what keeps things of one second apart."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def position(self, moment: datetime, owner_id: uuid.UUID) -> int:
        place = math.floor(moment.timestamp()) << APART | owner_id.int & LAST
        while place in self._taken:
            place = place & ~LAST | (place + 1) & LAST
        self._taken.add(place)
        return place
