"""Writes the reports of `tests.bench_digest_recipe` into SQLite, ids and words and all, as the bot writes them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from tests.bench_digest_recipe import (
    ACCOUNT,
    CHANGE,
    COMPETITOR,
    COMPETITORS,
    CURRENCIES,
    EVIDENCE,
    ITEM,
    ITEMS,
    KINDS,
    OPEN,
    REASON,
    REASONS,
    REGION,
    REGIONS,
    REQUEST,
    SAID,
    SEGMENTS,
    START,
    TEAM,
    THEME,
    THEMES,
    WEEK,
    WEEKS,
    Drawn,
    Numbers,
    Sizes,
    ident,
    opened_at,
)


def around(rows: Any, sizes: Sizes) -> None:
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
    opened = opened_at(sizes, wants).tolist()
    _insert(rows, "request", (_want(one, opened[one]) for one in range(sizes.requests)))
    _insert(
        rows,
        "request_change",
        (_decision(one, opened[one] + OPEN) for one in range(sizes.requests) if opened[one] + OPEN < WEEKS * WEEK),
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
    is_open = opened + OPEN >= WEEKS * WEEK
    return {
        "request_id": ident(REQUEST, number).hex,
        "title": f"want {number}",
        "title_key": f"want {number}",
        "status": "new" if is_open else ("declined" if number % 3 else "approved"),
        "version": 1,
        "opened_at": _moment(opened),
        "opened_by_id": _rep(0),
        "first_answer_by": _moment(opened + WEEK),
        "decide_by": _moment(opened + OPEN),
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


def to_sqlite(rows: Any, drawn: Drawn, sizes: Sizes) -> None:
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
