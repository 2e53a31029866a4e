"""App Home: a rep's ledger, a marketer's queue, an admin's setup, each as it stands now."""

from datetime import timedelta
from typing import Any

from storage.models import CatalogItem, CatalogStatus, new_id
from tests.flows.conftest import ANA, DIGEST, MAYA, PRIYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import (
    calls,
    deliver_again,
    deliveries,
    live_tokens,
    log,
    lose,
    make_coordinator,
    pick,
    quiet,
    regions_of,
    words_of,
)

Json = dict[str, Any]


def open_home(field: Field, user: str) -> Json:
    """Open the Home tab; what it shows."""
    before = len(calls(field, "views.publish"))
    field.control("home", user=user)
    field.eventually(lambda: len(calls(field, "views.publish")) > before)
    # A call is counted when it comes in; a moment later its view is there.
    view: Json = field.eventually(lambda: shown(field, user))
    return view


def shown(field: Field, user: str) -> Json:
    view: Json = field.control(f"home?user={user}")["view"]
    return view


def says(field: Field, user: str, words: str) -> Json:
    """The Home as soon as it says something, without being opened again."""

    def look() -> Json | None:
        view = shown(field, user)
        return view if words in words_of(view) else None

    view: Json = field.eventually(look)
    return view


def press(field: Field, user: str, action_id: str, block_id: str | None = None) -> None:
    """Press a button on the Home tab."""
    field.control("click", user=user, action_id=action_id, view_id=shown(field, user)["id"], block_id=block_id)


def headers(view: Json) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]


def test_a_rep_who_logged_nothing_finds_three_examples_to_copy(field: Field) -> None:
    home = open_home(field, MAYA)
    assert headers(home) == ["What you logged", "Your digest"]
    examples = [
        line["elements"][0]["text"]
        for block in home["blocks"]
        if block["type"] == "rich_text"
        for line in block["elements"]
    ]
    assert [example.split()[0] for example in examples] == ["/request", "/lost", "/field"]
    for example in examples[:2]:
        field.command(MAYA, example)
        assert field.views(MAYA), example
        field.control("close", user=MAYA, all=True)


def test_the_examples_have_the_prefix_that_commands_go_by_here(field: Field) -> None:
    field.command(MAYA, "/field help")
    body = {**deliveries(field, "slash_commands")[-1], "command": "/gs-field"}
    deliver_again(field, body)
    home = words_of(open_home(field, MAYA))
    assert "/gs-request " in home
    assert "/gs-field find" in home
    assert "`/gs-request` and `/gs-lost` are there for you" in words_of(open_home(field, PRIYA))


def test_a_rep_reads_where_everything_stands_and_what_comes_next(field: Field) -> None:
    log(field, MAYA, "a heading for drone surveys", "Ace Roofing", value="1200")
    field.command(MAYA, "/lost")
    assert field.submit(MAYA, account=pick(field, MAYA, "account", "Bolt & Sons"), reasons=["Price"], value="4800")[
        "ok"
    ]
    home = words_of(open_home(field, MAYA))
    assert "*a heading for drone surveys*\\nAce Roofing · £1,200 · <!date^" in home
    assert "Marketing answers by" in home
    assert "*Lost deal: price*\\nBolt &amp; Sons · £4,800" in home
    assert "nobody has read this one yet" in home
    assert headers(open_home(field, MAYA)) == ["What you logged", "Your digest"]


def test_what_a_rep_does_from_home_is_seen_there_at_once(field: Field) -> None:
    open_home(field, MAYA)
    press(field, MAYA, "log_request")
    assert field.submit(MAYA, said="a heading for sheep shearing")["ok"]
    home = says(field, MAYA, "a heading for sheep shearing")
    entry = next(block["block_id"] for block in home["blocks"] if block["block_id"].startswith("mine:"))
    press(field, MAYA, "edit_report", entry)
    assert field.submit(MAYA, said="a heading for crop surveys")["ok"]
    says(field, MAYA, "a heading for crop surveys")
    press(field, MAYA, "withdraw_report", entry)
    says(field, MAYA, "You have not logged anything yet.")


def test_an_edit_keeps_what_the_report_said_before(field: Field) -> None:
    log(field, MAYA, "a heading for drone surveys")
    home = open_home(field, MAYA)
    entry = next(block["block_id"] for block in home["blocks"] if block["block_id"].startswith("mine:"))
    press(field, MAYA, "edit_report", entry)
    assert field.submit(MAYA, said="a heading for crop surveys")["ok"]
    says(field, MAYA, "edited")
    with field.session() as session:
        before = session.connection().exec_driver_sql("select before from report_version").scalar_one()
    assert "a heading for drone surveys" in before


def test_a_long_ledger_is_turned_page_by_page_and_back(field: Field) -> None:
    for number in range(12):
        field.command(MAYA, "/request")
        assert field.submit(MAYA, said=f"wish number {number:02}")["ok"]
    home = open_home(field, MAYA)
    assert "1–10 of 12 reports of yours" in words_of(home)
    assert "wish number 11" in words_of(home)
    assert "wish number 01" not in words_of(home)
    press(field, MAYA, "more_mine", "more_mine")
    home = says(field, MAYA, "11–12 of 12")
    assert "wish number 01" in words_of(home)
    assert "wish number 02" not in words_of(home)
    press(field, MAYA, "more_mine")
    says(field, MAYA, "1–10 of 12")


def test_words_of_a_form_that_was_closed_wait_on_home(field: Field) -> None:
    field.command(MAYA, "/request a heading for drone surveys")
    field.control("close", user=MAYA)
    assert "*Not sent yet:* a heading for drone surveys" in words_of(open_home(field, MAYA))
    press(field, MAYA, "open_draft")
    assert field.submit(MAYA)["ok"]
    assert "Not sent yet" not in words_of(says(field, MAYA, "Marketing answers by"))


def test_a_marketer_sees_the_queue_by_its_clocks_with_owners_accounts_and_links(field: Field) -> None:
    late = log(field, MAYA, "a heading for drone surveys", "Ace Roofing")
    log(field, TOM, "a heading for drone surveys", "Bolt")
    field.clock.offset = timedelta(days=8)
    soon = log(field, MAYA, "a heading for heat pumps", "Ace Roofing")
    field.click(PRIYA, soon, "take")
    quiet(field)
    home = words_of(open_home(field, PRIYA))
    assert "2 open requests · 1 late" in home
    assert home.index("*Late*") < home.index("drone surveys") < home.index("heat pumps")
    link = f"https://test-publisher.slack.com/archives/{TRIAGE}/p{late['ts'].replace('.', '')}"
    assert f"*<{link}|a heading for drone surveys>*" in home
    assert "first answer was due" in home
    assert "2 accounts · nobody has it yet" in home
    assert f"1 account · owner <@{PRIYA}>" in home


def test_an_empty_queue_says_so(field: Field) -> None:
    home = open_home(field, PRIYA)
    assert "Nothing waits. Every request has its answer." in words_of(home)
    assert headers(home) == ["Waiting for an answer", "What you logged", "Your digest"]


def test_lost_deals_that_nobody_read_are_listed_until_somebody_does(field: Field) -> None:
    card = lose(field, MAYA, "Ace Roofing", "Price", value="4800")
    quiet(field)
    home = open_home(field, PRIYA)
    assert headers(home)[1] == "Lost deals to read"
    assert "|Ace Roofing>*\\n£4,800 · Price · heard by" in words_of(home)
    field.click(PRIYA, card, "mark_read")
    field.message(TRIAGE, "Read by")
    assert "Lost deals to read" not in headers(open_home(field, PRIYA))


def test_a_coordinator_sees_the_queue_of_their_own_regions_alone(field: Field) -> None:
    regions = regions_of(field)
    make_coordinator(field, MAYA, regions["Wales"])
    log(field, TOM, "a heading for sheep shearing", region=str(regions["Wales"]))
    log(field, TOM, "a heading for canal boats", region=str(regions["North West"]))
    home = words_of(open_home(field, MAYA))
    assert "1 open request · none late · in Wales" in home
    assert "sheep shearing" in home
    assert "canal boats" not in home


def test_an_admin_sees_the_setup_and_everybody_what_is_coming(field: Field) -> None:
    with field.bot.database.write() as session:
        for name, day in (("Heat Pumps", timedelta(days=40)), ("Drone Surveys", None)):
            session.add(
                CatalogItem(
                    workspace_id=TEAM["id"],
                    item_id=new_id(),
                    name=name,
                    name_key=name.lower(),
                    status=CatalogStatus.PLANNED,
                    on_sale_on=(field.clock() + day).date() if day else None,
                    added_at=field.clock(),
                )
            )
    home = open_home(field, ANA)
    assert headers(home) == ["Waiting for an answer", "What you logged", "What is coming", "Your digest", "Setup"]
    words = words_of(home)
    assert words.index("*Heat Pumps*, on sale from") < words.index("*Drone Surveys*, no day set yet")
    assert f"<#{TRIAGE}>" in str(home["blocks"])
    assert f"*Marketers:* <@{PRIYA}>, <@{TOM}>" in words
    assert headers(open_home(field, MAYA)) == ["What you logged", "What is coming", "Your digest"]


def test_before_setup_anybody_is_asked_to_do_it_and_it_opens_from_home(bare_field: Field) -> None:
    assert "not set up here yet" in words_of(open_home(bare_field, MAYA))
    press(bare_field, MAYA, "open_setup")
    assert bare_field.submit(MAYA, triage_channel=TRIAGE, digest_channel=DIGEST)["ok"]
    home = says(bare_field, MAYA, "first answer in 2 working days, decision in 10")
    assert "not set up here yet" not in words_of(home)


def test_an_admin_reads_why_messages_did_not_arrive_and_sends_them_again(field: Field) -> None:
    field.control("members", channel=TRIAGE, leave=["bot"])
    field.command(MAYA, '/request "a heading for drone surveys"')
    assert field.submit(MAYA)["ok"]
    quiet(field)
    home = words_of(open_home(field, ANA))
    assert f"1 message did not arrive in the triage channel, <#{TRIAGE}>" in home
    assert "Invite it with /invite @Groundswell, then press Retry." in home
    assert "did not arrive" not in words_of(open_home(field, PRIYA))
    field.control("members", channel=TRIAGE, join=["bot"])
    press(field, ANA, "retry_message")
    field.message(TRIAGE, "drone surveys")
    quiet(field)
    assert "did not arrive" not in words_of(open_home(field, ANA))


def test_the_setup_button_of_an_old_home_does_nothing_for_a_rep(bare_field: Field) -> None:
    open_home(bare_field, MAYA)
    bare_field.command(ANA, "/field setup")
    assert bare_field.submit(ANA, triage_channel=TRIAGE, digest_channel=DIGEST)["ok"]
    bare_field.eventually(lambda: bare_field.bot.snapshots.of(TEAM["id"]).is_set_up)
    press(bare_field, MAYA, "open_setup")
    assert bare_field.views(MAYA) == []
    bare_field.eventually(lambda: "Open setup" not in words_of(shown(bare_field, MAYA)))


def test_nobodys_words_can_ping_or_link_on_a_home(field: Field) -> None:
    field.command(MAYA, "/request")
    account = pick(field, MAYA, "account", "<@U0TOM> Ltd")
    said = "<!channel> <https://evil.example|free ads> & *bold*"
    assert field.submit(MAYA, said=said, account=account, note="x" * 3000)["ok"]
    quiet(field)
    for user in (MAYA, ANA):
        tokens = {token for token in live_tokens(open_home(field, user)) if not token.startswith("<!date^")}
        allowed = {f"<@{MAYA}>", f"<@{PRIYA}>", f"<@{TOM}>", f"<@{ANA}>", f"<#{TRIAGE}>", f"<#{DIGEST}>"}
        assert {
            token for token in tokens - allowed if not token.startswith("<https://test-publisher.slack.com/")
        } == set()


def test_a_fault_of_slack_while_drawing_loses_nothing_and_the_next_opening_draws_it(field: Field) -> None:
    field.control("faults", method="views.publish", kind="error", error="internal_error")
    before = len(calls(field, "views.publish"))
    field.control("home", user=MAYA)
    field.eventually(lambda: len(calls(field, "views.publish")) > before)
    assert "What you logged" in headers(open_home(field, MAYA))


def test_the_messages_tab_draws_no_home(field: Field) -> None:
    field.control("home", user=MAYA, tab="messages")
    quiet(field)
    assert calls(field, "views.publish") == []


def test_picking_an_account_and_a_home_button_go_together(field: Field) -> None:
    open_home(field, MAYA)
    press(field, MAYA, "log_lost_deal")
    account = pick(field, MAYA, "account", "Ace Roofing")
    assert field.submit(MAYA, account=account, reasons=["Price"])["ok"]
    says(field, MAYA, "Lost deal: price")
