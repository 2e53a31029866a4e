"""A workspace's reports of two years for `tests.bench_digest`, by a seeded recipe, in SQLite and in DuckDB alike.

Twelve regions, 300 themes of which the first are the commonest, in each of them wants that come and go (2,100 in all
at 100,000 reports, 7,800 at 10,000,000), an account for ten reports, a rep for 2,500. Every fifth report is a deal,
most of them lost. In the last two weeks one theme is raised more often than before.

Rows are drawn by numpy, portion by portion, and go in without the indexes, which are built at the end. SQLite holds
what the bot writes, ids and words and all; DuckDB holds the same rows with plain numbers for ids.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from storage.database import Database, sqlite_driver
from storage.migrations import runner

SEED = 2026
TEAM = "T1"
# Monday morning after the last of the weeks.
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
END = datetime(2026, 11, 30, tzinfo=UTC)
WEEKS = 104
START = END - timedelta(weeks=WEEKS)
PORTION = 200_000
REGIONS = tuple(f"Region {number + 1}" for number in range(12))
SEGMENTS = ("", "sole trader", "small", "large")
REASONS = ("No suitable heading", "Price", "Budget gone", "Competitor", "Timing", "Results doubted", "Other")
COMPETITORS = ("Yelp", "Thryv", "Angi", "Local Pages", "Nextdoor", "Bark")
ITEMS = 40
THEMES = 300
# A want is open for so long, and then decided.
OPEN_FOR = timedelta(weeks=14)
GENERATIONS = {100_000: 7, 1_000_000: 13, 10_000_000: 26}
LOUDER = 40
SAID = "if you had a heading for this I would buy an ad under it, and so would others here"
KINDS = ("request", "lost_deal", "won_deal")
EVIDENCE = (None, "customer_words", "opinion")
CURRENCIES = ("GBP", "EUR")
NONE = -1

Numbers = NDArray[np.int64]
_WEEK = 7 * 24 * 3600 * 1_000_000
_OPEN = 14 * _WEEK


def ident(kind: int, number: int) -> uuid.UUID:
    """The id of the account, theme, request or whatever with a number."""
    return uuid.UUID(int=kind << 64 | number)


ACCOUNT, REGION, THEME, REQUEST, REASON, COMPETITOR, ITEM, CHANGE = range(1, 9)


@dataclass(frozen=True)
class Sizes:
    """How much of everything there is."""

    reports: int

    @property
    def generations(self) -> int:
        """How many wants of each theme came and went."""
        return GENERATIONS.get(self.reports, 13)

    @property
    def requests(self) -> int:
        """Wants in all."""
        return self.generations * THEMES

    @property
    def accounts(self) -> int:
        """Customers."""
        return max(self.reports // 10, 10)

    @property
    def reps(self) -> int:
        """Who reports."""
        return max(self.reports // 2500, 12)

    @property
    def lasts(self) -> int:
        """Microseconds from one want of a theme to the next."""
        return (WEEKS * _WEEK + _OPEN) // self.generations


def files(folder: Path, reports: int) -> tuple[Path, Path]:
    """Where the two databases are kept."""
    return folder / f"digest-{reports}.db", folder / f"digest-{reports}.duckdb"


def built(folder: Path, reports: int) -> tuple[Database, Path]:
    """Both databases, made if they are not there yet; tables that are older than the code are brought up to date."""
    ours, theirs = files(folder, reports)
    if not ours.exists() or not theirs.exists():
        _build(ours, theirs, Sizes(reports))
    database = Database(f"sqlite:///{ours}")
    runner.upgrade(database)
    return database, theirs


def _build(ours: Path, theirs: Path, sizes: Sizes) -> None:
    ours.parent.mkdir(parents=True, exist_ok=True)
    halves = ours.with_suffix(".db-part"), theirs.with_suffix(".duckdb-part")
    for path in (ours, theirs, *halves):
        for left in path.parent.glob(f"{path.name}*"):
            if left.name in {path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}.wal"}:
                left.unlink()
    empty = Database(f"sqlite:///{halves[0]}")
    runner.upgrade(empty)
    empty.close()
    rows = sqlite_driver.connect(halves[0], isolation_level=None)
    rows.execute("PRAGMA journal_mode=OFF")
    rows.execute("PRAGMA synchronous=OFF")
    rows.execute("PRAGMA cache_size=-500000")
    columns = duckdb.connect(str(halves[1]))
    indexes = rows.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    indexes = [one for one in indexes if any(f" ON {table}" in one[1] for table in ("report", "theme_report", "told"))]
    for name, _ in indexes:
        rows.execute(f"DROP INDEX {name}")
    rows.execute("BEGIN")
    _around(rows, sizes)
    for start in track(range(0, sizes.reports, PORTION), f"Writing {sizes.reports:,} reports"):
        drawn = _draw(sizes, start, min(PORTION, sizes.reports - start))
        _to_sqlite(rows, drawn, sizes)
        _to_duckdb(columns, drawn, is_first=start == 0)
    for _, sql in track(indexes, "Indexing"):
        rows.execute(sql)
    rows.execute("COMMIT")
    rows.execute("PRAGMA journal_mode=WAL")
    rows.close()
    columns.close()
    halves[0].rename(ours)
    halves[1].rename(theirs)


# --- what is drawn ---


@dataclass(frozen=True)
class Drawn:
    """Reports as columns, in the order they were logged; `NONE` where there is nothing. Moments in microseconds."""

    number: Numbers
    logged: Numbers
    kind: Numbers
    rep: Numbers
    account: Numbers
    region: Numbers
    segment: Numbers
    value: Numbers
    currency: Numbers
    unasked: Numbers
    evidence: Numbers
    said: Numbers
    withdrawn: Numbers
    theme: Numbers
    request: Numbers
    reason: Numbers
    other_reason: Numbers
    competitor: Numbers
    item: Numbers
    told: Numbers


def _draw(sizes: Sizes, start: int, count: int) -> Drawn:
    """A portion: the reports of the stretch of time that belongs to their numbers."""
    random = np.random.default_rng([SEED, sizes.reports, start])
    number = np.arange(start, start + count)
    each = WEEKS * _WEEK / sizes.reports
    logged = (number * each + random.random(count) * each).astype(np.int64)
    kind = random.choice(3, count, p=(0.8, 0.14, 0.06))
    rep = random.integers(0, sizes.reps, count)
    account = np.where(random.random(count) < 0.9, random.integers(0, sizes.accounts, count), NONE)
    weights = (np.arange(THEMES) + 10.0) ** -0.8
    theme = random.choice(THEMES, count, p=weights / weights.sum())
    is_late = logged >= (WEEKS - 2) * _WEEK
    theme = np.where(is_late & (random.random(count) < 0.01), LOUDER, theme)
    request = _request(sizes, random, theme, logged)
    is_deal = kind > 0
    is_linked = np.where(is_deal, (kind == 1) & (random.random(count) < 0.3), random.random(count) < 0.93)
    is_answered = ~is_linked & ~is_deal & (random.random(count) < 0.7)
    decided = _opened(sizes, request) + _OPEN
    is_told = is_linked & (decided < WEEKS * _WEEK) & (random.random(count) < 0.25)

    def some(share: float, values: Numbers) -> Numbers:
        return np.where(random.random(count) < share, values, NONE)

    is_lost = kind == 1
    reason = np.where(is_lost, some(0.9, random.integers(0, len(REASONS), count)), NONE)
    other = some(0.2, random.integers(0, len(REASONS), count))
    return Drawn(
        number=number,
        logged=logged,
        kind=kind,
        rep=rep,
        account=account,
        region=some(0.98, rep % len(REGIONS)),
        segment=random.integers(0, len(SEGMENTS), count),
        value=some(0.5, (np.exp(random.normal(7, 1, count)) * 100).astype(np.int64)),
        currency=(random.random(count) < 0.05).astype(np.int64),
        unasked=some(0.6, random.integers(0, 2, count)),
        evidence=random.choice(3, count, p=(0.3, 0.5, 0.2)),
        said=np.where(random.random(count) < 0.7, random.integers(8, len(SAID), count), 0),
        withdrawn=(random.random(count) < 0.01).astype(np.int64),
        theme=np.where(random.random(count) < 0.9, theme, NONE),
        request=np.where(is_linked, request, NONE),
        reason=reason,
        other_reason=np.where((reason != NONE) & (other != reason), other, NONE),
        competitor=np.where(is_lost, some(0.4, random.integers(0, len(COMPETITORS), count)), NONE),
        item=np.where(is_answered, random.integers(0, ITEMS, count), NONE),
        told=np.where(is_told, np.maximum(decided, logged) + 3_600_000_000, NONE),
    )


def _request(sizes: Sizes, random: np.random.Generator, theme: Numbers, logged: Numbers) -> Numbers:
    """A want of the theme that was open: the newer, the likelier."""
    newest = (logged + _OPEN) // sizes.lasts - (theme * sizes.lasts // THEMES > (logged + _OPEN) % sizes.lasts)
    open_at_once = -(-_OPEN // sizes.lasts)
    back = (open_at_once * random.random(len(theme)) ** 2).astype(np.int64)
    return np.asarray(np.clip(newest - back, 0, sizes.generations - 1) * THEMES + theme)


def _opened(sizes: Sizes, request: Numbers) -> Numbers:
    """When requests were opened, in microseconds from the first week on; before it, below zero."""
    generation, theme = request // THEMES, request % THEMES
    return np.asarray(generation * sizes.lasts + theme * sizes.lasts // THEMES - _OPEN)


# --- into SQLite ---


def _around(rows: Any, sizes: Sizes) -> None:
    """Everything that reports refer to."""
    at = _moment(0)
    _insert(rows, "workspace", [_workspace()])
    regions = [{"region_id": ident(REGION, place).hex, "name": name} for place, name in enumerate(REGIONS)]
    _insert(rows, "region", regions)
    _insert(rows, "person", ({"user_id": _rep(one), "name": f"Rep {one}", "seen_at": at} for one in range(sizes.reps)))
    _insert(rows, "account", (_account(one, at) for one in range(sizes.accounts)))
    names = {"theme_id": THEME, "competitor_id": COMPETITOR, "item_id": ITEM, "reason_id": REASON}
    _insert(
        rows,
        "theme",
        (
            {"theme_id": ident(names["theme_id"], one).hex, "label": f"theme {one}", "name": "", "example": ""}
            | {"found_at": at}
            for one in range(THEMES)
        ),
    )
    _insert(
        rows,
        "competitor",
        (
            {"competitor_id": ident(COMPETITOR, place).hex, "name": name, "name_key": name.lower(), "added_at": at}
            for place, name in enumerate(COMPETITORS)
        ),
    )
    _insert(
        rows,
        "reason",
        (
            {"reason_id": ident(REASON, place).hex, "kind": "lost_deal", "code": f"r{place}", "label": label}
            | {"position": place, "needs_note": 0}
            for place, label in enumerate(REASONS)
        ),
    )
    _insert(
        rows,
        "catalog_item",
        (
            {"item_id": ident(ITEM, one).hex, "name": f"Item {one}", "name_key": f"item {one}", "status": "live"}
            | {"talk_track": "", "added_at": at}
            for one in range(ITEMS)
        ),
    )
    wants = np.arange(sizes.requests)
    opened = _opened(sizes, wants).tolist()
    _insert(rows, "request", (_want(one, opened[one]) for one in range(sizes.requests)))
    _insert(
        rows,
        "request_change",
        (_decision(one, opened[one] + _OPEN) for one in range(sizes.requests) if opened[one] + _OPEN < WEEKS * _WEEK),
    )


def _workspace() -> dict[str, Any]:
    given = {"name": "Bench", "domain": "", "bot_user_id": "", "installed_at": _moment(0), "set_up_at": _moment(0)}
    spoken = {"triage_channel_id": "C1", "digest_channel_id": "C2", "timezone": "UTC", "digest_at": "mon 09:00"}
    how = {"currency": "GBP", "item_noun": "heading", "language": "en", "sensitivity": "balanced"}
    rest = {"show_picture": "message", "names_on_pages": 0, "has_regional_review": 0, "has_committee": 0}
    return {**given, **spoken, **how, **rest, "first_answer_days": 2, "decision_days": 10}


def _account(number: int, at: str) -> dict[str, Any]:
    name = f"Customer {number}"
    return {
        "account_id": ident(ACCOUNT, number).hex,
        "name": name,
        "name_key": name.lower(),
        "segment": "",
        "added_at": at,
    }


def _want(number: int, opened: int) -> dict[str, Any]:
    is_open = opened + _OPEN >= WEEKS * _WEEK
    return {
        "request_id": ident(REQUEST, number).hex,
        "title": f"want {number}",
        "title_key": f"want {number}",
        "status": "new" if is_open else ("declined" if number % 3 else "approved"),
        "version": 1,
        "opened_at": _moment(opened),
        "opened_by_id": _rep(0),
        "first_answer_by": _moment(opened + _WEEK),
        "decide_by": _moment(opened + _OPEN),
        "reason": "",
    }


def _decision(number: int, at: int) -> dict[str, Any]:
    return {
        "change_id": ident(CHANGE, number).hex,
        "request_id": ident(REQUEST, number).hex,
        "kind": "decided",
        "at": _moment(at),
        "by_id": _rep(0),
        "from_status": "new",
        "to_status": "declined" if number % 3 else "approved",
        "words": "too few ask for it",
    }


def _to_sqlite(rows: Any, drawn: Drawn, sizes: Sizes) -> None:
    ids = _report_ids(drawn)
    moments = [one.replace("T", " ") for one in _moments(drawn.logged)]
    accounts, regions = _hexes(ACCOUNT, sizes.accounts), _hexes(REGION, len(REGIONS))
    reps = [_rep(one) for one in range(sizes.reps)]
    columns = (
        *("workspace_id", "report_id", "logged_at", "kind", "source", "reporter_id", "logged_by_id", "account_id"),
        *("region_id", "segment", "said", "note", "would_have_bought", "value_minor", "currency", "is_unasked"),
        *("evidence", "permalink", "withdrawn_at"),
    )
    count = len(ids)
    cells: Iterator[tuple[Any, ...]] = zip(
        *([TEAM] * count, ids, moments, _named(KINDS, drawn.kind), ["command"] * count),
        *(_named(reps, drawn.rep), _named(reps, drawn.rep)),
        *(_named(accounts, drawn.account), _named(regions, drawn.region), _named(SEGMENTS, drawn.segment)),
        *([SAID[:length].strip() for length in drawn.said.tolist()], [""] * count, [""] * count),
        *([value if value >= 0 else None for value in drawn.value.tolist()], _named(CURRENCIES, drawn.currency)),
        *(_named((0, 1), drawn.unasked), _named(EVIDENCE, drawn.evidence), [""] * count),
        [at if gone else None for at, gone in zip(moments, drawn.withdrawn.tolist(), strict=True)],
        strict=True,
    )
    _many(rows, "report", columns, cells)

    def those(given: Numbers) -> Iterator[tuple[int, int]]:
        return ((place, number) for place, number in enumerate(given.tolist()) if number >= 0)

    def hexes(kind: int, count: int, given: Numbers) -> Iterator[tuple[str, str, str]]:
        known = _hexes(kind, count)
        return ((TEAM, ids[place], known[number]) for place, number in those(given))

    wants = _hexes(REQUEST, sizes.requests)
    _many(
        rows,
        "report_link",
        ("workspace_id", "report_id", "request_id", "counts_for_id", "linked_at", "linked_by_id"),
        ((TEAM, ids[place], wants[one], wants[one], moments[place], reps[0]) for place, one in those(drawn.request)),
    )
    themes = _hexes(THEME, THEMES)
    _many(
        rows,
        "theme_report",
        ("workspace_id", "report_id", "theme_id", "is_pinned", "placed_at"),
        ((TEAM, ids[place], themes[one], 0, moments[place]) for place, one in those(drawn.theme)),
    )
    for given in (drawn.reason, drawn.other_reason):
        _many(rows, "report_reason", ("workspace_id", "report_id", "reason_id"), hexes(REASON, len(REASONS), given))
    competitors = hexes(COMPETITOR, len(COMPETITORS), drawn.competitor)
    _many(rows, "report_competitor", ("workspace_id", "report_id", "competitor_id"), competitors)
    items = _hexes(ITEM, ITEMS)
    _many(
        rows,
        "catalog_answer",
        ("workspace_id", "report_id", "item_id", "words", "answered_at", "answered_by_id"),
        ((TEAM, ids[place], items[one], "", moments[place], reps[0]) for place, one in those(drawn.item)),
    )
    changes = _hexes(CHANGE, sizes.requests)
    told = [one.replace("T", " ") for one in _moments(drawn.told)]
    _many(
        rows,
        "told",
        ("workspace_id", "report_id", "change_id", "told_at"),
        ((TEAM, ids[place], changes[drawn.request[place]], told[place]) for place, _ in those(drawn.told)),
    )


def _named(names: Sequence[Any], numbers: Numbers) -> list[Any]:
    """What numbers stand for, and None for `NONE`."""
    return [names[number] if number >= 0 else None for number in numbers.tolist()]


def _report_ids(drawn: Drawn) -> list[str]:
    """Ids that rise with the time, as ours do."""
    begin = int(START.timestamp() * 1000)
    pairs = zip((drawn.logged // 1000 + begin).tolist(), drawn.number.tolist(), strict=True)
    return [f"{moment:012x}7000a000{number:012x}" for moment, number in pairs]


def _hexes(kind: int, count: int) -> Sequence[str]:
    head = f"{kind:016x}"
    return [f"{head}{number:016x}" for number in range(count)]


def _rep(number: int) -> str:
    return f"U{number:05d}"


def _moment(since: int) -> str:
    return (START.replace(tzinfo=None) + timedelta(microseconds=since)).strftime("%Y-%m-%d %H:%M:%S.%f")


def _moments(since: Numbers) -> list[str]:
    begin = np.datetime64(START.replace(tzinfo=None), "us")
    return [str(one) for one in np.datetime_as_string(begin + since.astype("timedelta64[us]"), unit="us")]


def _insert(rows: Any, table: str, given: Iterable[dict[str, Any]]) -> None:
    for one in given:
        columns = ("workspace_id", *one)
        _many(rows, table, columns, [(TEAM, *one.values())])


def _many(rows: Any, table: str, columns: Sequence[str], given: Iterable[Sequence[Any]]) -> None:
    places = ", ".join("?" * len(columns))
    rows.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", given)


# --- into DuckDB ---


def _to_duckdb(columns: "duckdb.DuckDBPyConnection", drawn: Drawn, *, is_first: bool) -> None:
    """The same rows: a table of reports, one of their reasons. A want and a theme stand in columns of the report."""
    report = {name: values for name, values in vars(drawn).items() if name not in ("reason", "other_reason")}
    reason = {
        "number": np.concatenate([drawn.number, drawn.number]),
        "reason": np.concatenate([drawn.reason, drawn.other_reason]),
    }
    for table, given in (("report", report), ("reason", reason)):
        columns.register("portion", given)
        if is_first:
            columns.execute(f"CREATE TABLE {table} AS SELECT * FROM portion WHERE false")
        chosen = " WHERE reason >= 0" if table == "reason" else ""
        columns.execute(f"INSERT INTO {table} SELECT * FROM portion{chosen}")
        columns.unregister("portion")
