"""No query sees or touches another workspace's rows.

Two workspaces hold rows with the very same ids, so that a query or a join that forgets the workspace finds both. Every
public function of `storage.queries` is called, its arguments chosen by their names.
"""

import dataclasses
import importlib
import inspect
import itertools
import pkgutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import queries
from storage.database import Database, Session
from storage.keys import name_key
from storage.models import (
    NONE,
    AuditEntry,
    Base,
    CatalogRegion,
    CatalogStatus,
    ChangeKind,
    DigestOpinion,
    DigestRun,
    EditionKind,
    HintAnswer,
    MailReader,
    MessageKind,
    MessageState,
    NameKind,
    OwnSentence,
    PageLink,
    Report,
    ReportKind,
    RequestStatus,
    Rhythm,
    Role,
    SearchOf,
    Source,
    Subject,
    Subscription,
    TextOf,
)
from storage.queries.digest_triage import Told
from storage.queries.editions import Only
from storage.queries.hints import Found
from storage.queries.likeness import Stored
from storage.queries.rollups import Counted
from storage.queries.search import Sight, Wanted
from storage.queries.week_sheets import Made, Sheet, Whole
from storage.queries.word_index import Words
from tests.factories import NOW, Factory

OURS, THEIRS = "T1", "T2"
LONG_AGO, LATER = NOW - timedelta(days=30), NOW + timedelta(days=30)
Query = Callable[..., Any]

# What serves the machinery and looks at all workspaces, or at no table at all.
FOR_ALL = {
    "workspaces.workspaces": "the clock's round",
    "likeness.workspaces_due": "the round of who reads texts",
    "word_repair.rebuild": "one index for all, of texts that name their workspace",
    "outbox.take": "the worker",
    "outbox.counts": "health and metrics",
    "opinions.in_all": "metrics",
    "bulk.add": "writes the rows it is given, their workspace included",
    "reports.new_report": "the row it is given, its workspace included",
    "outbox.new_message": "the row it is given, its workspace included",
    "requests.was_told_before": "asks about the change it is given, by that one's workspace",
    "cards.voice": "",
    "cards.worth": "",
    "market.named": "a condition that names the workspace",
    "market.nearest_first": "an order that names the workspace",
    "market.words_match": "",
    "search.singular": "",
    "word_index.by": "the mark of one workspace",
    "word_index.within": "the mark of one workspace",
    "word_index.of": "the mark of one workspace",
    "digest.week_between": "",
    "digest.live_between": "a condition that names the workspace",
    "digest_people.changed": "a condition that names the workspace",
    "digest_people.of_people": "a condition that names the workspace",
    "digest_people.is_account": "",
    "digest_people.is_changed": "",
    "digest_people.is_heard_by": "",
    "digest_people.is_other": "",
    "digest_people.is_item": "",
    "pieces.due": "",
}


def functions() -> dict[str, Query]:
    """Every public function of every module of queries, by `module.name`."""
    found: dict[str, Query] = {}
    for module in pkgutil.iter_modules(queries.__path__):
        loaded = importlib.import_module(f"{queries.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__ and not name.startswith("_"):
                found[f"{module.name}.{name}"] = function
    return found


FUNCTIONS = functions()
QUERIES = sorted(
    name
    for name, function in FUNCTIONS.items()
    if {"session", "workspace_id"} <= set(inspect.signature(function).parameters)
)


def fill(session: Session, workspace_id: str, *, shout: bool) -> dict[str, Any]:
    """One workspace with a row in every table that queries ask, always with the same ids; the arguments to ask by.

    The one that shouts has its words in capitals, other numbers, and a second report behind everything.
    """
    numbers = itertools.count(1)
    say: Callable[[str], str] = str.upper if shout else str
    much = 900_000 if shout else 4_000
    make = Factory(session, workspace_id, ids=lambda: uuid.UUID(int=next(numbers)))
    make.workspace.name = say("Publisher")
    region = make.region("North West", retired_at=None)
    make.person("U1", name=say("maya"), region_id=region.region_id)
    make.grant(Role.COORDINATOR, "U1", region)
    make.grant(Role.MARKETER, "U2" if shout else "U1")
    account = make.account(say("Ace Roofing"), region_id=region.region_id, segment=say("trade"), external_id="e1")
    bare = make.account(say("Bell Plumbing"), segment=say("trade"))
    item = make.item(say("Drone Services"), talk_track=say("we have it"))
    planned = make.item(say("Bee Keepers"), status=CatalogStatus.PLANNED)
    make.other_name(item, say("Aerial Surveys"))
    session.add(CatalogRegion(workspace_id=workspace_id, item_id=item.item_id, region_id=region.region_id))
    competitor = make.competitor(say("Yellow Book"), alias="yb")
    reason = make.reason(say("Price"), code="price")
    draft = make.draft("U1", source_text=say("bees"), due_at=NOW)
    about: dict[str, Any] = {"account": account, "region": region, "value_minor": much}
    report = make.report(say("bees"), **about, draft_id=draft.draft_id, external_id="r1")
    lost = make.report(
        say("too dear"),
        kind=ReportKind.LOST_DEAL,
        reasons=(reason,),
        competitors=(competitor,),
        would_have_bought=say("drones"),
        **about,
    )
    request = make.request(say("bees"), report, lost, external_id="q1", item_id=item.item_id)
    absorbed = make.request(say("wasps"), status=RequestStatus.MERGED, merged_into_id=request.request_id)
    twin, older = make.request(say("hornets")), make.request(say("honey"))
    change = make.change(request, ChangeKind.DECIDED, to_status=RequestStatus.DECLINED, words=say("no"))
    make.told(report, change)
    question = make.question(report, say("how many?"), request_id=request.request_id)
    make.card(request.request_id, ts="2.000100" if shout else "1.000100")
    message = make.message(
        MessageKind.TOLD,
        dedupe="d1",
        state=MessageState.DEAD,
        error=say("archived"),
        ids={"change_id": str(change.change_id)},
    )
    make.hint(request, absorbed)
    make.hint(request, item, 0.7 if shout else 0.8)
    make.hint(twin, request)
    make.hint(request, older, 0.7 if shout else 0.8)
    make.catalog_answer(lost, item)
    session.add(
        AuditEntry(
            workspace_id=workspace_id,
            audit_id=make.ids(),
            at=NOW,
            by_id="U1",
            deed="item_edited",
            subject="item:1",
            before={},
            after={"name": say("Drone Services")},
        )
    )
    make.other_name(planned, say("Wasp Keepers"), NameKind.SEE)
    make.text_due(request.request_id, TextOf.REQUEST)
    make.text_vector(report.report_id, vector=say("vector").encode())
    make.reading(report, say("bees"))
    make.account_alias(account, report, "Roofers", learned_by_id=say("u1"))
    make.account_alias(bare, lost, "Plumbers", learned_by_id=say("u1"))
    make.competitor(say("Yelp"), alias=say("yp"), learned_from=report)
    theme, other_theme = make.theme(say("drones")), make.theme(say("bees"), merged=True)
    make.theme_report(report, theme)
    make.week_count(theme_id=theme.theme_id, voices=2 if shout else 1)
    make.day_due(NOW.date())
    make.day_due(NOW.date(), is_told=True)
    make.week_told(reps=2 if shout else 1)
    make.week_sheet(totals=say("totals"), detail=say("detail"), cells=say("cells").encode())
    make.week_request(request, voices=2 if shout else 1, who=say("who").encode())
    make.week_theme(theme, reports=say("reports").encode())
    make.quarter_sheet(report=say("deals"))
    make.theme_refusal(report, other_theme)
    session.add(
        DigestRun(
            workspace_id=workspace_id,
            edition="weekly",
            period="2026-W47",
            due_at=NOW,
            claimed_at=NOW,
            report={"headline": say("quiet")},
        )
    )
    session.add_all(_editions(workspace_id, say=say, token="t2" if shout else "t1"))
    if shout:
        other = make.account("Leak Ltd", external_id="e9")
        more = make.report("LEAK", reporter_id="U9", account=other, region=region, value_minor=1, external_id="r9")
        make.link(more, request)
        make.told(more, change)
        make.change(request, ChangeKind.MOVED, words="LEAK")
        make.message(MessageKind.TOLD, lane="dm:U1", dedupe="d9", state=MessageState.DEAD)
        make.draft("U1", source_text="LEAK", due_at=NOW)
        make.message(MessageKind.DRAFTS, lane="dm:U1", dedupe="d8", ids={"draft_ids": []})
        make.message(MessageKind.DRAFT, lane="dm:U1", dedupe="d7")
        make.catalog_answer(more, make.item("LEAK", on_sale_on=NOW.date()))
        make.reading(more, "LEAK")
        make.account_alias(other, more, "Roofers")
        make.competitor("LEAK", alias="LEAK", learned_from=lost)
    session.flush()
    make.indexed()
    return {
        "account_id": account.account_id,
        "account_ids": [account.account_id],
        "title_keys": [request.title_key, absorbed.title_key],
        "request_id": request.request_id,
        "request_ids": [request.request_id, absorbed.request_id],
        "other_ids": [request.request_id, absorbed.request_id],
        "report_id": lost.report_id,
        "report_ids": [report.report_id, lost.report_id],
        "reports": [report, lost],
        "theme_id": theme.theme_id,
        "theme_ids": [theme.theme_id],
        "theme_of": {lost.report_id: theme.theme_id},
        "offset": 0,
        "model_id": "letters",
        "dimensions": 768,
        "position": None,
        "vectors": [Stored(report.report_id, "k2", TextOf.REPORT, b"ours", uuid.UUID(int=99))],
        "owner_ids": [report.report_id, item.item_id],
        "reason_ids": [reason.reason_id],
        "competitor_ids": [competitor.competitor_id],
        "draft_id": draft.draft_id,
        "draft_ids": [draft.draft_id],
        "question_id": question.question_id,
        "change_id": change.change_id,
        "message_id": message.message_id,
        "item_id": item.item_id,
        "item_ids": [item.item_id, planned.item_id],
        "subject_id": request.request_id,
        "subject_ids": [request.request_id],
        "region_ids": None,
        "region_id": None,
        "counted_for_id": request.request_id,
        "counts_for_id": absorbed.request_id,
        "other_id": item.item_id,
        "answer": HintAnswer.NOT_SAME,
        "found": [Found(TextOf.ITEM, planned.item_id, 0.6), Found(TextOf.REQUEST, twin.request_id, 0.9)],
        "external_ids": ["e1", "r1", "e9", "r9"],
        "keys": [account.name_key, bare.name_key],
        "user_id": "U1",
        "user_ids": ["U1", "U2", "U9"],
        "reporter_id": None,
        "by_id": "U1",
        "role": Role.MARKETER,
        "typed": "b",
        "words": "bees",
        "sight": Sight("U1", frozenset({region.region_id})),
        "wanted": Wanted(words=("b",), region_id=region.region_id, account_ids=(account.account_id,)),
        "asked": Words(SearchOf.REPORT, ("b",)),
        "title_key": name_key("bees"),
        "name": "yellow book",
        "name_key": "bell plumbing",
        "alias_key": "roofers",
        "behind": None,
        "names": ["North West", "South"],
        "kinds": (),
        "kind": None,
        "statuses": [RequestStatus.DECLINED],
        "status": None,
        "state": MessageState.DEAD,
        "lane": None,
        "lanes": ["triage", "dm:U1"],
        "ids": {"a": "b"},
        "dedupe": "d1",
        "again": True,
        "subject": Subject.REQUEST,
        "channel_id": "C9",
        "ts": "9.000100",
        "edition": "weekly",
        "edition_kind": EditionKind.DIGEST,
        "rhythm": Rhythm.MONTHLY,
        "editions": ["weekly", "me:U1"],
        "periods": ["2026-W47", "2026-11"],
        "only": Only(
            regions=frozenset({region.region_id}),
            themes=frozenset({theme.theme_id}),
            competitors=frozenset({competitor.competitor_id}),
            accounts=frozenset({account.account_id}),
        ),
        "period": "2026-W47",
        "token": "t1",
        "since": LONG_AGO,
        "report": {"headline": "new"},
        "due_at": NOW,
        "is_late": False,
        "now": NOW,
        "soon": LATER,
        "before": LATER,
        "until": None,
        "after": None,
        "start": LONG_AGO,
        "end": LATER,
        "bounds": [LONG_AGO, NOW, LATER],
        "limit": 50,
        "only_open": False,
        "with_retired": True,
        "due_from": None,
        "due_before": None,
        "source": Source.COMMAND,
        "reader_id": uuid.UUID(int=0),
        "address": "bob@example.com",
        "language": "en",
    }


def _editions(workspace_id: str, *, say: Callable[[str], str], token: str) -> list[Base]:
    """Who gets the digest, what they thought of it, and where it is read outside the channel."""
    ours: dict[str, Any] = {"workspace_id": workspace_id}
    digest: dict[str, Any] = {"edition": "weekly", "period": "2026-W47"}
    return [
        Subscription(
            **ours,
            user_id="U1",
            kind=EditionKind.DIGEST,
            rhythm=Rhythm.WEEKLY,
            only={"regions": [say("north")]},
            since=NOW - timedelta(days=60),
        ),
        DigestOpinion(**ours, **digest, user_id="U1" if token == "t1" else "U2", at=NOW),
        PageLink(**ours, **digest, token=token, made_at=NOW, expires_at=NOW + timedelta(days=30)),
        MailReader(
            **ours,
            reader_id=uuid.UUID(int=0),
            address=say("ann@example.com"),
            token=token,
            added_at=NOW,
            added_by_id="U1",
        ),
        OwnSentence(**ours, name="headline", language="en", template=say("Hello"), set_at=NOW, set_by_id="U1"),
    ]


WEEK = {"week": "2026-W47"}
WEEKS = {"weeks": ["2026-W47"]}
# Where a name means something else than elsewhere.
SPECIAL: dict[str, dict[str, Any]] = {
    "catalog.last_deed": {"subject": "item:1"},
    "catalog.led_to": {"keys": ["drone services", "aerial surveys", "leak"]},
    "catalog.set_names": {"names": {NameKind.SYNONYM: ["UAV"], NameKind.SEE: ["Kites"]}},
    "catalog.set_regions": {"region_ids": []},
    "digest_runs.claimed": {"since": "2026-W01"},
    "rollups.mark_days": {"moments": [NOW], "is_told": False},
    "rollups.all_days_due": {"is_told": False},
    "rollups.series": {"first": "2026-W01", "last": "2026-W53"},
    "rollups.stored": {"week": "2026-W47"},
    "rollups.store": {"week": "2026-W47", "counted": [Counted(NONE, NONE, "", 2, 3)]},
    "rollups.unmark": {"mark_ids": []},
    "rollups.marks_on": {"days": [NOW.date()], "is_told": False},
    "told.add": {"marks": []},
    "told.pass_on": {"marks": []},
    "told.mark_moments": {"moments": [NOW]},
    "told.stored": {"week": "2026-W47"},
    "told.store": {"week": "2026-W47", "told": Told(1, 2, 3)},
    "week_sheets.cells": {"first": "2026-W01", "last": "2026-W53"},
    "week_sheets.counted_at": WEEKS,
    "week_sheets.detail": WEEK,
    "week_sheets.made": WEEK,
    "week_sheets.of_themes": WEEK,
    "week_sheets.quarter": {**WEEK, "stamp": "1"},
    "week_sheets.wanted": WEEK,
    "week_sheets.spoke": {"gaps": [(None, None)]},
    "week_sheets.store": {**WEEK, "whole": Whole(Sheet(1, "", "", b""), (), ()), "made": Made(NOW, 1)},
    "week_sheets.store_quarter": {**WEEK, "stamp": "2", "report": "{}"},
    "week_sheets.totals": WEEKS,
    "week_sheets.voices_of": WEEKS,
    "week_sheets.who": WEEKS,
    "week_sheets.whole": WEEK,
    "likeness.mark_due": {"kind": TextOf.REPORT},
    "likeness.replace_vectors": {"kind": TextOf.REPORT},
    "likeness.texts_of": {"kind": TextOf.REPORT},
    "likeness.unread": {"kind": TextOf.REPORT, "before": None},
    "mail.add_reader": {"reader_id": uuid.UUID(int=900)},
    "opinions.people": {"periods": ["2026-W47"]},
    "outbox.put": {"kind": MessageKind.CARD, "lane": "triage", "again": False},
    "market.account_named": {"name": "ace roofing"},
    "theme_weeks.elsewhere": {"first": "2026-W01", "last": "2026-W53"},
    "theme_weeks.most_heard": {"first": "2026-W01", "last": "2026-W53", "region_id": None},
    "theme_weeks.of_themes": {"weeks": ["2026-W47"], "theme_ids": [NONE]},
    "themes.refuse_as_before": {"from_id": uuid.UUID(int=0), "to_id": uuid.UUID(int=0)},
    "themes.move_reports": {"from_id": uuid.UUID(int=0), "to_id": uuid.UUID(int=0)},
    "search.items_about": {"words": ["b"], "statuses": ()},
    "workspaces.meet": {"name": "maya two"},
    "digest_selling.new_items": {"first_day": LONG_AGO.date(), "last_day": LATER.date()},
    "digest_team.people_of": {"region_id": uuid.UUID(int=1)},
    "digest_team.overdue": {"now": LATER},
}


def call(name: str, session: Session, arguments: Mapping[str, Any]) -> Any:
    """Ask for our own workspace's rows."""
    given = {**arguments, "workspace_id": OURS, **SPECIAL.get(name, {})}
    wanted = [one for one in inspect.signature(FUNCTIONS[name]).parameters if one != "session"]
    missing = set(wanted) - set(given)
    assert not missing, f"give {name} an argument for {', '.join(missing)} in this file"
    if "reports" in wanted:
        given["reports"] = [session.get_one(Report, (OURS, one.report_id)) for one in arguments["reports"]]
    return FUNCTIONS[name](session, **{one: given[one] for one in wanted})


def plain(value: Any) -> Any:
    """A result as data: rows by their columns, so that another workspace's row differs from ours."""
    match value:
        case Base():
            return {column.key: plain(getattr(value, column.key)) for column in value.__table__.columns}
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case str() | bytes():
            return str(value)
        case set() | frozenset():
            return sorted(str(one) for one in value)
        case Sequence():
            return [plain(one) for one in value]
        case _ if dataclasses.is_dataclass(value):
            return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        case _:
            return str(value)


def rows_of(session: Session, workspace_id: str) -> dict[str, list[str]]:
    """All rows of a workspace, table by table."""
    return {
        table.name: sorted(
            str(tuple(row)) for row in session.execute(select(table).where(table.c.workspace_id == workspace_id))
        )
        for table in Base.metadata.sorted_tables
    }


def result_of(database: Database, name: str, arguments: Mapping[str, Any]) -> Any:
    """What a query answers, without keeping what it may have written."""
    with database.read() as session:
        return plain(call(name, session, arguments))


@pytest.fixture(scope="module")
def alone_and_beside(tmp_path_factory: pytest.TempPathFactory, migrated: Any) -> Any:
    """Our workspace alone in one database, and the same beside another in a second one."""
    folder = tmp_path_factory.mktemp("apart")
    databases, arguments = [], {}
    for name in ("alone", "beside"):
        (folder / f"{name}.db").write_bytes(migrated.read_bytes())
        database = Database(f"sqlite:///{folder / name}.db")
        with database.write() as session:
            arguments = fill(session, OURS, shout=False)
            if name == "beside":
                fill(session, THEIRS, shout=True)
        databases.append(database)
    yield (*databases, arguments)
    for database in databases:
        database.close()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers_as_if_no_other_workspace_were_there(alone_and_beside: Any, name: str) -> None:
    alone, beside, arguments = alone_and_beside
    assert result_of(beside, name, arguments) == result_of(alone, name, arguments)


@pytest.mark.parametrize("name", QUERIES)
def test_what_is_done_in_one_workspace_leaves_the_other_as_it_was(alone_and_beside: Any, name: str) -> None:
    _, beside, arguments = alone_and_beside
    with beside.read() as session:
        before = rows_of(session, THEIRS)
        call(name, session, arguments)
        session.flush()
        assert rows_of(session, THEIRS) == before


def test_every_query_asks_for_a_workspace() -> None:
    assert set(FUNCTIONS) - set(QUERIES) == set(FOR_ALL)


def test_the_two_workspaces_of_this_file_share_their_ids(alone_and_beside: Any) -> None:
    _, beside, arguments = alone_and_beside
    with beside.read() as session:
        for workspace_id in (OURS, THEIRS):
            assert session.get(Report, (workspace_id, arguments["report_id"])) is not None
        tables = {name for name, rows in rows_of(session, THEIRS).items() if rows}
    untouched = {table.name for table in Base.metadata.sorted_tables} - tables
    assert untouched <= {"report_version"}
