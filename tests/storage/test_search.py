"""What the index of words finds: the same as a plain look through everything, and never what one may not see."""

import importlib
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_mock_engine, delete, func, make_url, select
from sqlalchemy.orm import Session

from storage.database import Database, text
from storage.keys import INDEXED, indexed, name_key, words_of
from storage.models import (
    Account,
    CatalogStatus,
    Competitor,
    Region,
    Report,
    ReportCompetitor,
    ReportKind,
    RequestStatus,
    Role,
    SearchOf,
    SearchText,
)
from storage.models.search import after, first_position, position_of
from storage.queries import search, word_index, workspaces
from storage.queries.search import EVERYTHING, Sight, Wanted
from storage.queries.word_index import Words
from tests.factories import NOW, Factory

HERE = "T1"
# Words as people write them, many of which begin alike or are one word when accents and case do not matter.
PIECES = [
    *(
        "drone",
        "Drones",
        "dróne",
        "DRONE-hire",
        "Straße",
        "strasse",
        "O’Brien",
        "obrien",
        "ﬁtting",
        "fit",
        "東京",
        "café",
    ),
    *("Zürich", "zu", "x_y", "x", "10:30", "²", "½", "🐑", "&", "a", "İstanbul", "ǅ", "वेल्स", "ℌelp", "help"),
]
# What comes to a database is storable: PostgreSQL refuses NUL.
TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
WORDS = st.lists(
    st.sampled_from(PIECES) | TYPED,
    max_size=4,
).map(" ".join)
REPS, REGIONS, ACCOUNTS = ("U1", "U2", "U3"), ("North West", "Zürich"), ("Ace Roofing", "Café Ω")
REPORTS = st.lists(
    st.fixed_dictionaries(
        {
            "said": WORDS,
            "note": WORDS,
            "would_have_bought": WORDS,
            "kind": st.sampled_from(ReportKind),
            "reporter_id": st.sampled_from(REPS),
            "region": st.integers(-1, 1),
            "account": st.integers(-1, 1),
            "days": st.integers(0, 3),
            "is_withdrawn": st.sampled_from([False, False, False, True]),
            "request": st.integers(-1, 1),
        }
    ),
    min_size=1,
    max_size=12,
)
SIGHTS = st.tuples(st.sampled_from(REPS), st.sets(st.integers(0, 1)), st.sampled_from([True, True, False]))
# Mostly words that are there: of some report, from one of its texts, the first letters.
NEAR = st.tuples(st.integers(0, 11), st.sampled_from(["said", "note", "would_have_bought"]), st.integers(1, 6))
ASKED = st.fixed_dictionaries(
    {
        "near": st.lists(NEAR, max_size=2),
        "words": st.sampled_from(["", "", "", *PIECES]),
        "region": st.sampled_from([None, None, None, 0, 1]),
        "accounts": st.sampled_from([(), (), (), (0,), (0, 1)]),
        "days": st.sampled_from([None, None, None, 0, 1, 2]),
    }
)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.read() as session:  # nothing of it is kept
        yield session


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


def found(session: Session, *words: str, sight: Sight = EVERYTHING, **wanted: object) -> list[str]:
    """What the reports that are found say."""
    asked = Wanted(words=words, **wanted)  # type: ignore[arg-type]  # whatever a test gives by name
    rows = search.reports_about(session, workspace_id=HERE, sight=sight, wanted=asked, limit=100)
    return [report.said for report in rows]


def titles(session: Session, *words: str, sight: Sight = EVERYTHING, **wanted: object) -> tuple[list[str], list[str]]:
    """The titles of the requests found by title, and of those found by what customers said."""
    asked = Wanted(words=words, **wanted)  # type: ignore[arg-type]  # whatever a test gives by name
    by_title = search.requests_titled(session, workspace_id=HERE, sight=sight, wanted=asked, limit=100)
    heard = search.requests_heard(session, workspace_id=HERE, sight=sight, wanted=asked, limit=100)
    return [one.title for one in by_title], [one.title for one in heard]


def unordered(session: Session) -> dict[uuid.UUID, tuple[object, ...]]:
    """What is kept, by owner; in which order the names in a text come is nobody's business."""
    return {
        row.owner_id: (row.kind, row.position, row.scope, row.words, frozenset(row.about.split()))
        for row in session.scalars(select(SearchText))
    }


def check_index(session: Session) -> None:
    """SQLite's own check that the index says what the table says."""
    session.execute(text("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"))


# --- the same as a plain look through everything ---


def plainly_has(session: Session, report: Report, words: Sequence[str]) -> bool:
    """Whether every word begins a word of the report, or of what it names; the slow way."""
    names = [
        *session.scalars(select(Account.name).where(Account.account_id == report.account_id)),
        *session.scalars(select(Region.name).where(Region.region_id == report.region_id)),
        *session.scalars(
            select(Competitor.name)
            .join(ReportCompetitor, ReportCompetitor.competitor_id == Competitor.competitor_id)
            .where(ReportCompetitor.report_id == report.report_id)
        ),
    ]
    whole = " ".join([report.said, report.note, report.would_have_bought, *names])
    return all(any(one.startswith(word) for one in words_of(whole)) for word in words)


def near(reports: list[dict[str, Any]], places: list[tuple[int, str, int]]) -> list[str]:
    """The first letters of words that some reports have."""
    words = [(words_of(reports[number % len(reports)][field]), length) for number, field, length in places]
    return [some[0][:length] for some, length in words if some]


@settings(max_examples=250)
@given(given_reports=REPORTS, seen_by=SIGHTS, asked=ASKED)
def test_the_index_finds_what_a_plain_scan_finds(
    migrated_database: Database,
    given_reports: list[dict[str, Any]],
    seen_by: tuple[str, set[int], bool],
    asked: dict[str, Any],
) -> None:
    with migrated_database.read() as session:
        make = Factory(session)
        regions = [make.region(name) for name in REGIONS]
        accounts = [make.account(name) for name in ACCOUNTS]
        competitor = make.competitor("Größe & Co.")
        requests = [make.request("one"), make.request("two")]
        made = []
        for one in given_reports:
            report = make.report(
                one["said"],
                note=one["note"],
                would_have_bought=one["would_have_bought"],
                kind=one["kind"],
                reporter_id=one["reporter_id"],
                region=regions[one["region"]] if one["region"] >= 0 else None,
                account=accounts[one["account"]] if one["account"] >= 0 else None,
                competitors=(competitor,) if one["days"] == 1 else (),
                logged_at=NOW - timedelta(days=one["days"]),
                withdrawn_at=NOW if one["is_withdrawn"] else None,
            )
            made.append(report)
            if one["request"] >= 0:
                make.link(report, requests[one["request"]])
        make.indexed()
        check_index(session)
        user, coordinated, is_whole = seen_by
        sight = Sight(user, frozenset(regions[one].region_id for one in coordinated), is_whole)
        wanted = Wanted(
            words=(*words_of(asked["words"]), *near(given_reports, asked["near"])),
            region_id=regions[asked["region"]].region_id if asked["region"] is not None else None,
            account_ids=tuple(accounts[one].account_id for one in asked["accounts"]),
            since=NOW - timedelta(days=asked["days"]) if asked["days"] is not None else None,
        )

        def may_see(report: Report) -> bool:
            return sight.is_whole or report.reporter_id == user or report.region_id in sight.region_ids

        expected = {
            report.report_id
            for report in made
            if report.withdrawn_at is None
            and may_see(report)
            and (wanted.region_id is None or report.region_id == wanted.region_id)
            and (not wanted.account_ids or report.account_id in wanted.account_ids)
            and (wanted.since is None or report.logged_at >= wanted.since)
            and plainly_has(session, report, wanted.words)
        }
        answer = search.reports_about(session, workspace_id=HERE, sight=sight, wanted=wanted, limit=50)
        assert {report.report_id for report in answer} == expected
        assert len(answer) == len(expected)
        moments = [report.logged_at for report in answer]
        assert moments == sorted(moments, reverse=True)


@given(text_=WORDS | st.text(), start=st.integers(1, 8))
def test_the_start_of_every_word_finds_its_text(text_: str, start: int) -> None:
    words = words_of(text_)
    assert set(indexed(text_).split()) == set(words)
    for word in words:
        assert words_of(word) == [word]
        assert words_of(word[:start].upper())[:1] != [""]
        assert any(one.startswith(word[:start]) for one in words)


def test_words_are_compared_like_names() -> None:
    for name in ("Café  O'Brien & Co.", "STRASSE", "Straße 5", "Zürich–Süd", "x_y"):
        assert words_of(name) == name_key(name).split()
    assert words_of("!!! 🐑 – ´") == []
    assert words_of("one ONE óne two") == ["one", "two"]


def test_a_text_of_any_length_is_cut_between_words_where_the_index_would_burst() -> None:
    words = indexed(" ".join(f"word{number}" for number in range(30_000)))
    assert len(words) <= INDEXED
    assert words.split()[-1].removeprefix("word").isdigit()
    assert words.startswith("word0 word1 ")


# --- who sees what ---


def test_each_role_sees_its_own_reports(make: Factory, session: Session) -> None:
    north, wales = make.region("North West"), make.region("Wales")
    make.report("drone mine", reporter_id="U1")
    make.report("drone north", reporter_id="U2", region=north)
    make.report("drone wales", reporter_id="U3", region=wales)
    make.report("drone gone", reporter_id="U1", withdrawn_at=NOW)
    make.indexed()
    make.grant(Role.COORDINATOR, "U4", wales)
    for user, role in (("U5", Role.MARKETER), ("U6", Role.COMMITTEE), ("U7", Role.SECRETARY)):
        make.grant(role, user)
    for user, role in (("U8", Role.SALES_MANAGER), ("U9", Role.ADMIN)):
        make.grant(role, user)

    def seen(user: str) -> set[str]:
        roles = workspaces.roles_of(session, workspace_id=HERE, user_id=user)
        return set(found(session, "drone", sight=Sight.of(user, roles)))

    assert seen("U1") == {"drone mine"}
    assert seen("U2") == {"drone north"}
    assert seen("U4") == {"drone wales"}
    assert seen("UNOBODY") == set()
    assert all(len(seen(user)) == 3 for user in ("U5", "U6", "U7", "U8", "U9"))


def test_nobody_finds_a_request_by_an_account_that_they_may_not_see_behind_it(make: Factory, session: Session) -> None:
    ace = make.account("Ace Roofing")
    make.request("a heading for bees", make.report("bees", reporter_id="U1", account=ace))
    make.indexed()
    mine, stranger = Sight("U1"), Sight("U2")
    assert titles(session, "bee", sight=mine, account_ids=(ace.account_id,)) == (["a heading for bees"],) * 2
    assert titles(session, "bee", sight=stranger, account_ids=(ace.account_id,)) == ([], [])
    assert titles(session, "bee", sight=stranger) == (["a heading for bees"],) * 2


def test_a_request_is_found_by_what_customers_said_for_it_and_not_by_what_reps_noted(
    make: Factory, session: Session
) -> None:
    ace = make.account("Ace Roofing")
    lost = make.report("too dear", kind=ReportKind.LOST_DEAL, would_have_bought="wasps, perhaps")
    make.request("insects", make.report("bees", note="his wife decides", account=ace), lost)
    make.indexed()
    assert titles(session, "bees") == titles(session, "wasps") == ([], ["insects"])
    for word in ("wife", "ace", "dear"):
        assert titles(session, word) == ([], [])
        assert len(found(session, word)) == 1


# --- filters on requests ---


def test_requests_are_narrowed_by_where_since_when_and_how_they_stand(make: Factory, session: Session) -> None:
    wales = make.region("Wales")
    there = make.report("old bees", region=wales, logged_at=NOW - timedelta(days=9))
    make.request("bees in wales", there, opened_at=NOW - timedelta(days=9))
    make.request("bees elsewhere", make.report("new bees"), status=RequestStatus.DECLINED)
    make.request("bees of old", status=RequestStatus.WITHDRAWN)
    make.indexed()
    declined = frozenset({RequestStatus.DECLINED})
    assert titles(session, "bees")[0] == ["bees in wales", "bees elsewhere"]
    for words in (("bees",), ()):
        assert titles(session, *words, region_id=wales.region_id)[0] == ["bees in wales"]
        assert titles(session, *words, since=NOW - timedelta(days=1))[0] == ["bees elsewhere"]
        assert titles(session, *words, statuses=declined)[0] == ["bees elsewhere"]
        assert titles(session, *words, statuses=declined, region_id=wales.region_id) == ([], [])
    assert found(session, "bees", statuses=declined) == ["new bees"]


def test_a_merge_leads_from_what_was_said_to_what_it_counts_for(make: Factory, session: Session) -> None:
    report = make.report("apiary")
    whole = make.request("bees")
    part = make.request("hives", status=RequestStatus.MERGED, merged_into_id=whole.request_id)
    make.link(report, part, counts_for=whole)
    make.indexed()
    assert titles(session, "apiary") == ([], ["bees"])
    assert titles(session, "hives") == (["hives"], [])


def test_the_catalog_shows_first_what_is_for_sale_and_by_region_what_is_sold_there(
    make: Factory, session: Session
) -> None:
    wales = make.region("Wales")
    make.item("Bee Art", status=CatalogStatus.RETIRED)
    make.item("Bee Boxes", status=CatalogStatus.PLANNED)
    everywhere, sold = make.item("Bee Care"), make.item("Bee Doctors")
    for item, region in ((sold, make.region("London")),):
        make.sold_in(item, region)

    def items(**wanted: object) -> list[str]:
        about = search.items_about(session, workspace_id=HERE, words=["bee"], limit=9, **wanted)  # type: ignore[arg-type]
        return [item.name for item in about]

    assert items() == ["Bee Care", "Bee Doctors", "Bee Boxes", "Bee Art"]
    assert items(region_id=wales.region_id, statuses=[CatalogStatus.LIVE]) == [everywhere.name]


# --- kept right ---


def test_an_indexed_text_follows_every_change(make: Factory, session: Session) -> None:
    region = make.region("Wales")
    report, request = make.report("bees"), make.request("hives")
    make.indexed()
    report.said, report.region_id, request.title = "wasps", region.region_id, "nests"
    make.indexed()
    check_index(session)
    assert (found(session, "bee"), found(session, "wasps", "wales")) == ([], ["wasps"])
    assert (titles(session, "hives")[0], titles(session, "nests")[0]) == ([], ["nests"])
    assert found(session, region_id=region.region_id) == ["wasps"]
    report.withdrawn_at = NOW
    make.indexed()
    check_index(session)
    assert found(session, "wasps") == []
    assert session.scalar(select(func.count()).select_from(SearchText)) == 1


def test_reports_of_one_moment_and_with_ids_that_end_alike_have_places_of_their_own(session: Session) -> None:
    ids = iter(uuid.UUID(int=(number << 64) | ((1 << 30) - 1)) for number in range(1, 99))
    make = Factory(session, ids=lambda: next(ids))
    make.region()
    for number in range(20):
        make.report(f"bees {number}")
    make.indexed()
    check_index(session)
    places = session.scalars(select(SearchText.position)).all()
    assert len(set(places)) == 20
    assert all(first_position(NOW) <= place < first_position(NOW + timedelta(seconds=1)) for place in places)
    assert len(found(session, "bees")) == 20


def test_places_are_in_the_order_of_the_moments_before_and_after_1970() -> None:
    moments = [NOW - timedelta(days=365 * 80), NOW - timedelta(seconds=1), NOW]
    places = [position_of(moment, uuid.UUID(int=2**128 - 1 - number)) for number, moment in enumerate(moments)]
    assert places == sorted(places)
    assert after(first_position(NOW) - 1) == first_position(NOW - timedelta(seconds=1))


def test_a_migration_keeps_of_old_rows_what_would_be_kept_of_them_now(make: Factory, session: Session) -> None:
    region, account, rival = make.region("Wales"), make.account("Café Ω"), make.competitor("Größe & Co.")
    make.report("bees", region=region, account=account, competitors=(rival,), note="asked twice")
    make.report("dear", kind=ReportKind.LOST_DEAL, would_have_bought="wasps")
    make.report("gone", withdrawn_at=NOW)
    make.request("hives")
    there = Factory(session, "T2")
    there.report("elsewhere", competitors=(there.competitor("Yell"), there.competitor("Bell")))
    for one in (make, there):
        one.indexed()
    kept = unordered(session)
    session.execute(delete(SearchText))
    importlib.import_module("storage.migrations.versions.2026_11_28_search").fill(session.connection())
    assert unordered(session) == kept
    assert len(kept) == 4
    check_index(session)


# --- PostgreSQL ---


def on_postgresql(asked: Words) -> tuple[str, dict[str, Any]]:
    """What PostgreSQL would be asked: the statement, and its values by name."""
    engine = create_mock_engine(make_url("postgresql+psycopg://"), lambda *_: None)
    session = Session(engine)  # type: ignore[arg-type]  # it is only asked for its dialect
    query = select(word_index.newest(session, workspace_id=HERE, asked=asked, limit=5))
    compiled = query.compile(dialect=engine.dialect)
    return " ".join(str(compiled).split()), dict(compiled.params)


def test_postgresql_is_asked_by_its_own_index_for_the_same() -> None:
    either = [word_index.by(HERE, "U1"), "=inx_t1"]
    sql, values = on_postgresql(Words(SearchOf.REPORT, ("drone", "hire"), [either]))
    assert "search_index @@ CAST(%(param_1)s AS TSQUERY)" in sql
    assert values["param_1"] == "('=byu1_t1' | '=inx_t1') & 'drone':* & 'hire':*"
    assert "ORDER BY search_text.position DESC LIMIT" in sql
    assert {HERE, SearchOf.REPORT, 5} <= set(values.values())
    sql, values = on_postgresql(Words(SearchOf.REPORT, ("drone",), only_wants=True, since=NOW))
    assert "array_to_tsvector(array_remove(string_to_array(search_text.words," in sql
    assert {"('=report_t1') & 'drone':*", "'drone':*", first_position(NOW)} <= set(values.values())
