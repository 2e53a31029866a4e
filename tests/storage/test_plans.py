"""What is asked again and again reads no workspace from end to end: SQLite says by which index it goes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from storage.database import Database, Session
from storage.models import CatalogItem, HintAnswer, Request, TextOf, new_id
from storage.queries import (
    aliases,
    cards,
    catalog,
    digest_answers,
    digest_people,
    digest_selling,
    digest_team,
    digest_triage,
    drafts,
    editions,
    editions_heard,
    hints,
    merges,
    readings,
    themes,
    told,
)
from storage.queries.editions import Only
from storage.queries.hints import Found
from tests.factories import NOW, Factory

ASK = Callable[[Session, Request, Request, CatalogItem], object]


SOME = frozenset({new_id()})
EACH = Only(regions=SOME, themes=SOME, competitors=SOME, accounts=SOME)


def found(other: Request, item: CatalogItem) -> list[Found]:
    return [Found(TextOf.REQUEST, other.request_id, 0.9), Found(TextOf.ITEM, item.item_id, 0.9)]


PERIOD: dict[str, Any] = {"workspace_id": "T1", "start": NOW - timedelta(weeks=1), "end": NOW}
QUESTIONS: dict[str, ASK] = {
    "drafts that are due": lambda session, *_: drafts.due(session, workspace_id="T1", now=NOW),
    "somebody's drafts": lambda session, *_: drafts.waiting(session, workspace_id="T1", user_id="U1", limit=1),
    "cards that are not said": lambda session, *_: drafts.cards_unsaid(session, workspace_id="T1", user_id="U1"),
    "lists of drafts": lambda session, *_: drafts.lists(session, workspace_id="T1", user_id="U1", limit=2),
    "a card": lambda session, one, _, __: cards.request_facts(session, workspace_id="T1", request_id=one.request_id),
    "a hint": lambda session, one, other, item: hints.record(
        session, workspace_id="T1", request_id=other.request_id, found=found(one, item), now=NOW
    ),
    "an answer": lambda session, one, other, _: hints.settle(
        session,
        workspace_id="T1",
        request_id=one.request_id,
        other_id=other.request_id,
        answer=HintAnswer.SAME,
        by_id="U1",
        now=NOW,
    ),
    "a merge": lambda session, one, other, _: merges.count_for(
        session,
        workspace_id="T1",
        request_ids=[one.request_id],
        counted_for_id=one.request_id,
        counts_for_id=other.request_id,
    ),
    "a separation": lambda session, one, other, _: merges.is_deserted(
        session, workspace_id="T1", request_ids=[one.request_id, other.request_id], counted_for_id=one.request_id
    ),
    "who asks about it": lambda session, one, _, __: hints.asking_about(
        session, workspace_id="T1", other_ids=[one.request_id]
    ),
    "an item's form": lambda session, _, __, item: catalog.last_deed(
        session, workspace_id="T1", subject=f"item:{item.item_id}"
    ),
    "words": lambda session, _, __, item: catalog.open_answers(session, workspace_id="T1", item_id=item.item_id),
    "a rep's answers": lambda session, *_: digest_answers.answers(session, **PERIOD, user_ids=["U1", "U2"]),
    "a rep's scheduled wishes": lambda session, *_: digest_answers.scheduled(session, **PERIOD, user_ids=["U1", "U2"]),
    "earlier answers": lambda session, one, *_: digest_answers.answered_before(
        session, workspace_id="T1", user_id="U1", request_ids=[one.request_id]
    ),
    "when the rep behind a report was told": lambda session, one, *_: told.mark_reports(
        session, workspace_id="T1", report_ids=[one.request_id]
    ),
    "who was told in a week": lambda session, *_: digest_triage.told(session, **PERIOD),
    "whom to tell": lambda session, *_: digest_people.untold(
        session, workspace_id="T1", user_ids=["U1", "U2"], since=NOW
    ),
    "a rep's questions": lambda session, *_: digest_people.open_questions(session, workspace_id="T1", user_id="U1"),
    "went live": lambda session, *_: digest_selling.new_by_request(session, **PERIOD),
    "where it is sold": lambda session, _, __, item: digest_selling.sold_in(
        session, workspace_id="T1", item_ids=[item.item_id]
    ),
    "whose customers wanted it": lambda session, one, _, item: digest_selling.wanting(
        session, workspace_id="T1", user_id="U1", item_ids=[item.item_id], request_ids=[one.request_id]
    ),
    "a team's reports": lambda session, *_: digest_team.heard_by(session, **PERIOD, user_ids=["U1", "U2"]),
    "a team's wants": lambda session, *_: digest_team.behind(session, **PERIOD, user_ids=["U1", "U2"]),
    "everybody's wants": lambda session, one, *_: digest_team.voices_in(
        session, **PERIOD, request_ids=[one.request_id]
    ),
    "late for a team": lambda session, *_: digest_team.overdue(
        session, workspace_id="T1", user_ids=["U1", "U2"], now=NOW
    ),
    "this week's themes": lambda session, *_: themes.rows(session, workspace_id="T1", model_id="letters", limit=9),
    "who has had their edition": lambda session, *_: editions.claims(
        session, workspace_id="T1", editions=["me:U1", "me:U2"], periods=["2026-W47", "2026-11"]
    ),
    "what an edition told": lambda session, *_: editions.periods_of(session, workspace_id="T1", edition="me:U1"),
    "what concerns a filter": lambda session, one, *_: editions_heard.concerned(
        session, workspace_id="T1", request_ids=[one.request_id], only=EACH
    ),
    "what was heard within a filter": lambda session, *_: editions_heard.heard(
        session, workspace_id="T1", start=NOW, end=NOW + timedelta(days=7), only=EACH
    ),
    "what a report taught": lambda session, one, *_: aliases.learned_from(
        session, workspace_id="T1", report_id=one.request_id
    ),
    "what a name means": lambda session, *_: aliases.in_force_of(session, workspace_id="T1", alias_key="bakers"),
    "whether it is a name": lambda session, *_: aliases.is_a_name(session, workspace_id="T1", name_key="bakers"),
    "the next readings": lambda session, *_: readings.page(session, workspace_id="T1", behind=(NOW, new_id()), limit=9),
    "placed in themes": lambda session, *_: themes.pinned_rows(session, workspace_id="T1", model_id="letters", limit=9),
}
# Few, however large the workspace; and the newest of a list that is cut are found by its own order.
SMALL = ("region", "competitor", "ix_report_workspace_id_logged_at")


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """What SQLite says of each statement meanwhile."""
    steps: list[str] = []

    def ask(connection: Any, _: object, statement: str, parameters: Any, *__: object) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            rows = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            # What is joined outwards is searched in the same ways.
            steps.extend(row[3].removesuffix(" LEFT-JOIN") for row in rows)

    event.listen(database.engine, "before_cursor_execute", ask)
    try:
        yield steps
    finally:
        event.remove(database.engine, "before_cursor_execute", ask)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_asked_again_and_again_goes_by_an_index(database: Database, question: str) -> None:
    with database.write() as session:
        make = Factory(session)
        one, other = make.request("bees", make.report("bees")), make.request("wasps", make.report("wasps"))
        item = make.item()
        make.hint(one, other)
        make.hint(one, item)
        session.expunge_all()
        with plans(database) as steps:
            QUESTIONS[question](session, one, other, item)
    whole = [
        step
        for step in steps
        if step.endswith("(workspace_id=?)") and not any(step.split(" ")[1] == name or name in step for name in SMALL)
    ]
    assert steps
    assert whole == []
    assert not [
        step for step in steps if step.startswith("SCAN ") and "CONSTANT" not in step and "subquery" not in step
    ]
