"""Drafts that came by chat: a burst of them, their cards, and the ids that messages give them."""

from bot.usecases import drafts
from bot.usecases.actor import Actor
from bot.usecases.understanding import Understood
from storage.database import Database, Session
from storage.models import Draft, MessageKind, MessageState, OutboxMessage, ReportKind, Source
from storage.queries import outbox
from tests.factories import NOW, Factory


def keep(session: Session, make: Factory, number: int, user_id: str = "U1") -> Draft:
    draft = drafts.keep(
        session,
        Actor("T1", user_id),
        draft_id=drafts.draft_id_of("T1", "D1", f"{number}.{user_id}"),
        kind=ReportKind.REQUEST,
        source=Source.CHAT,
        words=f"bees {number}",
        now=NOW,
    )
    drafts.await_answer(session, make.workspace, draft, Understood(ReportKind.REQUEST, said=f"bees {number}"))
    return draft


def queued(session: Session, kind: MessageKind) -> list[OutboxMessage]:
    waiting = outbox.in_state(session, workspace_id="T1", state=MessageState.PENDING)
    return [one for one in waiting if one.kind is kind]


def test_of_a_burst_five_get_a_card_of_their_own_and_the_others_one_message(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        kept = [keep(session, make, number) for number in range(30)]
        keep(session, make, 1, user_id="U2")
        assert [one.lane for one in queued(session, MessageKind.DRAFT)] == [*["dm:U1"] * 5, "dm:U2"]
        [listed] = queued(session, MessageKind.DRAFTS)
        assert listed.ids["draft_ids"] == [str(one.draft_id) for one in kept[5:]]
        assert all(one.waits for one in kept)


def test_a_message_is_the_same_draft_however_often_it_comes() -> None:
    once = drafts.draft_id_of("T1", "D1", "1.2")
    assert once == drafts.draft_id_of("T1", "D1", "1.2")
    others = {
        drafts.draft_id_of("T2", "D1", "1.2"),
        drafts.draft_id_of("T1", "D2", "1.2"),
        drafts.draft_id_of("T1", "D1", "1.3"),
        drafts.draft_id_of("T1", "D1", "1.2", 1),
    }
    assert len(others | {once}) == 5


def test_what_was_saved_is_not_discarded_any_more(database: Database) -> None:
    with database.write() as session:
        draft = keep(session, Factory(session), 1)
        drafts.saved(session, draft)
        drafts.discard(session, draft, now=NOW)
        assert draft.dropped_at is None
