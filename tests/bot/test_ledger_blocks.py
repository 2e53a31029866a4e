"""What a ledger, a queue and a Home say, and that they fit into Slack at their fullest."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.blocks import home as home_blocks
from bot.blocks import kit, ledger
from bot.blocks import setup as setup_blocks
from bot.usecases import home, search
from bot.usecases import ledger as ledger_usecase
from bot.usecases.actor import Actor
from bot.usecases.finding import Query
from bot.usecases.ledger import Cursor
from bot.usecases.setup import Saved
from bot.usecases.snapshot import Choice, Snapshot
from storage.database import Database
from storage.models import (
    CatalogStatus,
    Importance,
    MessageState,
    ReportKind,
    RequestStatus,
    Role,
    Subject,
    new_id,
)
from tests.factories import NOW, Factory

MAYA = Actor("T1", "U1", "Maya")
DAY = timedelta(days=1)
LONG = "🏔 <!channel> & *words* _of_ `all` kinds شيء " * 60


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    with database.write() as session:
        make = Factory(session)
        make.workspace.triage_channel_id, make.workspace.domain = "CTRIAGE", "test"
        yield make


def stands(make: Factory, *, waits: bool = False, accounts: int = 1, item: str = "", **columns: Any) -> str:
    """Where a request with these columns stands, as its rep reads it."""
    report = make.report(account=make.account("Ace Roofing"))
    make.request("a heading for drone inspection", report, **columns)
    facts = ledger_usecase.page(make.session, MAYA, limit=1).lines[0]
    line = ledger_usecase.LedgerLine(facts.facts, accounts, item)
    return plain(kit.joined(ledger.standing(line, now=NOW, waits=waits), "\n"))


def plain(text: str) -> str:
    """A text with its dates as they read without Slack."""
    return re.sub(r"<!date\^\d+\^[^|>]*\|([^>]*)>", r"\1", text)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({}, "🔵 Marketing answers by 18 Nov 2026."),
        (
            {"first_answer_by": NOW - DAY},
            "⏰ Marketing's first answer was due 15 Nov 2026; they see that it is late.",
        ),
        (
            {"first_answered_at": NOW, "owner_id": "U2"},
            "🔵 <@U2> has it. The decision comes by 30 Nov 2026.",
        ),
        (
            {"first_answered_at": NOW, "decide_by": NOW - DAY},
            "⏰ The decision was due 15 Nov 2026; Marketing sees that it is late.",
        ),
        (
            {"status": RequestStatus.REGIONAL_REVIEW, "first_answered_at": NOW},
            "🟡 With the region. The decision comes by 30 Nov 2026.",
        ),
        (
            {"status": RequestStatus.DOCKETED, "first_answered_at": NOW},
            "🟡 On the committee's docket. The decision comes by 30 Nov 2026.",
        ),
        ({"snoozed_until": NOW + DAY}, "🔵 Marketing looks again 17 Nov 2026."),
        (
            {"status": RequestStatus.APPROVED, "decided_at": NOW},
            "✅ Approved 16 Nov 2026. You hear again when it is live.",
        ),
        (
            {"status": RequestStatus.PILOT, "decided_at": NOW},
            "🧪 Approved 16 Nov 2026, as a pilot: it is tried in a few places first.",
        ),
        (
            {"status": RequestStatus.DEFERRED, "deferred_until": date(2027, 1, 4), "reason": "Next year."},
            "⏸️ Deferred until 4 Jan 2027. They say: “Next year.”",
        ),
        (
            {"status": RequestStatus.DECLINED, "decided_at": NOW, "reason": "Too few <b>."},
            "⛔ Declined 16 Nov 2026. They say: “Too few &lt;b&gt;.”",
        ),
        ({"status": RequestStatus.SCHEDULED}, "📅 Approved and scheduled. You hear again when it is live."),
        ({"status": RequestStatus.LIVE}, "🟢 Live: you can sell it today."),
        ({"status": RequestStatus.NOT_A_REQUEST}, "↩️ Nothing to decide, Marketing found. "),
        (
            {"status": RequestStatus.ANSWERED, "item": "Drones"},
            "🏷️ Already for sale as *Drones*: you can sell it today.",
        ),
        (
            {"status": RequestStatus.APPROVED_AS_SYNONYM, "decided_at": NOW, "item": "Drones"},
            "✅ Approved 16 Nov 2026, as another name of *Drones*.",
        ),
        ({"waits": True}, "⏳ Saved. Its card is posted once Groundswell is set up."),
        ({"accounts": 3}, "🔵 3 accounts ask for this. Marketing answers by 18 Nov 2026."),
    ],
)
def test_every_state_reads_as_a_sentence_with_what_comes_next(
    make: Factory, columns: dict[str, Any], says: str
) -> None:
    assert stands(make, **columns) == says


def test_every_status_has_words_of_its_own(make: Factory) -> None:
    said = {stands(make, status=status) for status in RequestStatus}
    assert len(said) == len(RequestStatus) - 1  # live, and live and measured, are one to a rep


def test_a_lost_deal_says_who_read_it_and_what_it_counts_for(make: Factory) -> None:
    report = make.report(
        "half the calls",
        kind=ReportKind.LOST_DEAL,
        reasons=(make.reason("Price"), make.reason("Timing")),
        read_at=NOW,
        read_by_id="U2",
        would_have_bought="a cheaper plan",
    )
    make.request("a cheaper plan", report)
    line = ledger_usecase.page(make.session, MAYA, limit=1).lines[0]
    assert plain(ledger.brief(line, now=NOW, waits=False)).split("\n") == [
        "*Lost deal: price and timing*",
        "“half the calls”",
        "no customer named · logged 16 Nov 2026",
        "👁️ Read 16 Nov 2026 by <@U2>.",
        "🔵 It also counts for the request *a cheaper plan*. Marketing answers by 18 Nov 2026.",
    ]


def test_a_won_deal_and_one_without_words_can_be_told_apart(make: Factory) -> None:
    make.report("", kind=ReportKind.WON_DEAL, account=make.account("Ace"), value_minor=480_000)
    line = ledger_usecase.page(make.session, MAYA, limit=1).lines[0]
    assert plain(ledger.brief(line, now=NOW, waits=False)) == (
        "*Won deal*\nAce · £4,800 · logged 16 Nov 2026\n🏆 It counts in the digest of its week."
    )


def test_pages_follow_each_other_without_a_gap_where_moments_are_the_same(make: Factory) -> None:
    reports = {make.report(f"wish {number}").report_id for number in range(20)}
    seen: list[Any] = []
    cursor: Cursor | None = Cursor()
    while cursor is not None:
        page = ledger_usecase.page(make.session, MAYA, limit=8, cursor=Cursor.parse(str(cursor)))
        seen += [line.facts.report.report_id for line in page.lines]
        cursor = page.next
    assert len(seen) == 20
    assert set(seen) == reports


@pytest.mark.parametrize("value", ["", "newest", "8:", ":x", "-1:x"])
def test_any_other_value_of_the_button_is_the_first_page(value: str) -> None:
    assert Cursor.parse(value) == Cursor()


def test_what_was_withdrawn_and_what_others_heard_is_not_mine(make: Factory) -> None:
    make.report("mine")
    make.report("taken back", withdrawn_at=NOW)
    make.report("theirs", reporter_id="U2")
    page = ledger_usecase.page(make.session, MAYA, limit=8)
    assert [line.facts.report.said for line in page.lines] == ["mine"]
    assert page.total == 1


def test_a_draft_is_shown_for_a_week_and_only_with_words(make: Factory) -> None:
    kept = make.draft(source_text="a heading for sheep", opened_at=NOW - 6 * DAY)
    make.draft(source_text="", opened_at=NOW)
    make.draft(source_text="old", opened_at=NOW - 8 * DAY)
    make.draft(source_text="sent", opened_at=NOW, sent_at=NOW)
    make.draft(source_text="somebody else's", opened_at=NOW, user_id="U2")
    assert ledger_usecase.drafts(make.session, MAYA, now=NOW) == (kept,)


def fullest_home(make: Factory) -> kit.View:
    """The Home of an admin who also sells, in a workspace where everything is too much."""
    make.grant(Role.ADMIN, "U1")
    regions = [make.region(f"Region {number} {LONG[:60]}") for number in range(60)]
    for number in range(40):
        due = NOW + (number - 14) * DAY / 4
        report = make.report(LONG, account=make.account(LONG[:200]), region=regions[number], value_minor=10**11)
        request = make.request(LONG[:200], report, first_answer_by=due, owner_id="U2", reason=LONG)
        make.card(request.request_id)
        lost = make.report(LONG, kind=ReportKind.LOST_DEAL, reasons=(make.reason(LONG[:190], code=f"r{number}"),))
        make.card(lost.report_id, subject=Subject.LOST_DEAL)
        make.item(f"{LONG[:150]} {number}", status=CatalogStatus.PLANNED)
        make.message(lane=f"dm:U{number}", state=MessageState.DEAD, error="The person is no longer here.")
        make.grant(Role.MARKETER, f"UM{number}")
        make.draft(source_text=LONG)
    facts = home.gather(make.session, MAYA, now=NOW)
    return home_blocks.home(facts, cursor=facts.ledger.next)


def test_the_fullest_home_fits_and_nothing_of_it_is_cut_off(make: Factory) -> None:
    view = fullest_home(make)
    assert len(view["blocks"]) <= 100
    assert view["blocks"][-1]["block_id"] == "setup"
    assert len(json.dumps(view)) < 250_000
    assert "<!channel>" not in json.dumps([block for block in view["blocks"] if block["type"] != "rich_text"])
    words = json.dumps(view, ensure_ascii=False)
    assert "and 4 more" in words  # late
    assert "and 35 more; their cards are in the triage channel" in words
    assert "1–10 of 80 reports of yours" in words
    for block in view["blocks"]:
        assert len(block.get("text", {}).get("text", "")) <= 3000
    ids = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids))


def test_a_full_page_of_mine_fits_into_a_message(make: Factory) -> None:
    for _ in range(20):
        report = make.report(LONG, account=make.account(LONG[:200]), importance=Importance.MUST)
        make.request(LONG[:200], report, status=RequestStatus.DECLINED, reason=LONG, decided_at=NOW)
        make.draft(source_text=LONG)
    page = ledger_usecase.page(make.session, MAYA, limit=ledger.PAGE)
    drafts = ledger_usecase.drafts(make.session, MAYA, now=NOW)
    message = ledger.mine(page, drafts, now=NOW, noun="heading", prefix="/", waits=False)
    assert len(message.blocks) <= 50
    texts = [block["text"]["text"] for block in message.blocks if "text" in block]
    assert sum(map(len, texts)) <= kit.MESSAGE_CHARACTERS


def test_a_home_asks_the_database_no_more_questions_the_more_there_is(make: Factory) -> None:
    asked: list[str] = []
    engine = make.session.get_bind()
    make.grant(Role.ADMIN, "U1")
    make.request("one", make.report(account=make.account()))
    make.session.flush()
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    home.gather(make.session, MAYA, now=NOW)
    few = len(asked)
    for number in range(12):
        make.request(f"wish {number}", make.report(account=make.account(f"Account {number}")))
    make.session.flush()
    asked.clear()
    home.gather(make.session, MAYA, now=NOW)
    assert len(asked) <= few


def test_what_could_not_be_worked_on_is_told_by_whose_it_is(make: Factory) -> None:
    make.grant(Role.ADMIN, "U1")
    make.message(lane="in:U7", state=MessageState.DEAD, error="It is kept; the fault is logged.")
    make.message(lane="dm:U8", state=MessageState.DEAD, error="The person is no longer in this workspace.")
    make.message(lane="triage", state=MessageState.DEAD, error="Invite it with /invite, then press Retry.")
    make.workspace.digest_channel_id = None
    make.message(lane="digest", state=MessageState.HELD, error="waits")
    words = json.dumps(home_blocks.home(home.gather(make.session, MAYA, now=NOW)))
    for says in (
        "1 report by <@U7> could not be worked on",
        "1 message did not reach <@U8>",
        "1 message did not arrive in the triage channel, <#CTRIAGE>",
        "Invite it with /invite @Groundswell, then press Retry.",
        "1 message waits for the digest channel",
        "Still missing:* the digest channel",
    ):
        assert says in words


def test_a_report_that_is_not_settled_yet_says_that_it_is_saved(make: Factory) -> None:
    report = make.report("a wish", draft_id=make.draft(source_text="a wish").draft_id)
    line = ledger_usecase.page(make.session, MAYA, limit=1).lines[0]
    assert line.facts.report is report
    assert ledger.standing(line, now=NOW, waits=False) == ["⏳ Saved. Its card follows in a moment."]
    assert ledger_usecase.drafts(make.session, MAYA, now=NOW) == ()


def test_find_is_empty_for_words_without_letters(make: Factory) -> None:
    make.report("a wish")
    make.indexed()
    for typed in ("", "   ", "!!!", "%", "_"):
        assert search.find(make.session, MAYA, Query(words=typed), now=NOW).is_empty


def test_the_setup_form_fits_with_the_most_regions_and_keeps_away_from_more() -> None:
    def form(number: int) -> kit.View:
        choices = tuple(Choice(new_id(), f"Region {one} of the world") for one in range(number))
        return setup_blocks.setup_form(Snapshot("T1", regions=choices, is_set_up=True), "U1")

    assert len(form(70)["blocks"]) <= 100
    many = form(71)
    assert all(block.get("block_id") != "regions" for block in many["blocks"])
    assert "71 regions, more than a form can hold" in json.dumps(many)


def test_what_is_left_after_saving_is_one_thing_or_two() -> None:
    first = Saved(is_first=True, has_changed=True, missing=("the digest channel",), new_regions=())
    one = setup_blocks.saved(first)
    two = setup_blocks.saved(replace(first, new_regions=("A", "B", "C", "D")))
    again = setup_blocks.saved(replace(first, is_first=False, has_changed=False))
    assert "*Saved.* One thing is left" in json.dumps(one)
    assert "*Nothing changed.* One thing is left" in json.dumps(again)
    assert "Two things are left" in json.dumps(two)
    assert "A, B, C and 1 more" in json.dumps(two)
