"""`/field`: help, mine, find, catalog, digest, and a kind word for anything else."""

from datetime import timedelta
from typing import Any

from storage.keys import name_key
from storage.models import CatalogItem, CatalogName, CatalogRegion, CatalogStatus, NameKind, new_id
from storage.queries import workspaces
from tests.flows.conftest import ANA, DIGEST, GENERAL, MAYA, PRIYA, TEAM, TOM, Field
from tests.flows.steps import (
    deliver_again,
    deliveries,
    live_tokens,
    log,
    lose,
    make_coordinator,
    quiet,
    regions_of,
    words_of,
)

Json = dict[str, Any]


def ask(field: Field, user: str, text: str) -> Json:
    """Type a `/field` command; the private answer."""
    quiet(field)
    before = {one["ts"] for one in field.messages(GENERAL, user)}
    assert field.command(user, text)["ok"]
    answers = [one for one in field.messages(GENERAL, user) if one["ts"] not in before]
    assert len(answers) == 1
    assert answers[0]["is_ephemeral"]
    return answers[0]


def sell(field: Field, name: str, status: CatalogStatus = CatalogStatus.LIVE, **more: Any) -> CatalogItem:
    """Put an item into the catalog; `also` are its other names, `see` is worth a look, `regions` where it is sold."""
    also, see, regions = more.pop("also", ()), more.pop("see", ()), more.pop("regions", ())
    key = {"workspace_id": TEAM["id"], "item_id": new_id()}
    item = CatalogItem(**key, name=name, name_key=name_key(name), status=status, added_at=field.clock(), **more)
    with field.bot.database.write() as session:
        session.add(item)
        session.flush()
        for kind, names in ((NameKind.SYNONYM, also), (NameKind.SEE, see)):
            for one in names:
                session.add(CatalogName(**key, name=one, name_key=name_key(one), kind=kind))
        ids = {one.name: one.region_id for one in workspaces.regions(session, workspace_id=TEAM["id"])}
        for one in regions:
            session.add(CatalogRegion(**key, region_id=ids[one]))
    return item


def test_help_is_the_default_and_names_what_works_with_three_examples(field: Field) -> None:
    answer = ask(field, MAYA, "/field")
    assert words_of(answer) == words_of(ask(field, MAYA, "/field help")) or answer["text"]
    words = words_of(answer)
    for way in ("Log as field feedback", "Log a request", "Log a lost deal"):
        assert f"*{way}*" in words
    for command in ("request", "lost", "won", "field mine", "field find WORDS", "field catalog WORDS", "field digest"):
        assert f"`/{command}`" in words
    for later in ("docket", "brief", "export", "ask"):
        assert f"field {later}" not in words
    examples = [
        line["elements"][0]["text"]
        for block in answer["blocks"]
        if block["type"] == "rich_text"
        for line in block["elements"]
    ]
    assert len(examples) == 3


def test_help_names_setup_to_those_who_may_run_it_alone(field: Field) -> None:
    assert "/field setup" in words_of(ask(field, ANA, "/field help"))
    assert "/field setup" not in words_of(ask(field, MAYA, "/field HELP"))


def test_help_tells_those_who_may_that_they_can_add_to_the_catalog(field: Field) -> None:
    for user, may in ((MAYA, False), (PRIYA, True), (ANA, True)):
        assert ("also to add a heading" in words_of(ask(field, user, "/field help"))) is may


def test_a_word_that_means_nothing_gets_a_kind_answer(field: Field) -> None:
    answer = ask(field, MAYA, "/field foo bar")
    assert answer["text"] == "I don't know “foo”. Try `/field help`."
    pinged = ask(field, MAYA, "/field <!channel>`*&")
    assert live_tokens(pinged) == set()
    assert "I don't know “digest tomorrow”" in words_of(ask(field, MAYA, "/field digest tomorrow"))


def test_a_prefix_is_kept_in_every_example(field: Field) -> None:
    ask(field, MAYA, "/field help")
    body = {**deliveries(field, "slash_commands")[-1], "command": "/gs-field"}
    answer = deliver_again(field, body)
    assert "`/gs-field mine`" in answer.body
    assert "/gs-lost Ace Roofing" in answer.body


def test_mine_lists_what_one_logged_with_edit_and_withdraw(field: Field) -> None:
    assert "One line is enough" in words_of(ask(field, MAYA, "/field mine"))
    log(field, MAYA, "a heading for sheep shearing", "Ace Roofing")
    log(field, TOM, "a heading for canal boats")
    mine = ask(field, MAYA, "/field mine")
    assert "1 report of yours, newest first" in words_of(mine)
    assert "canal boats" not in words_of(mine)
    field.click(MAYA, mine, "edit_report", channel=GENERAL)
    assert field.submit(MAYA, said="a heading for goat shearing")["ok"]
    mine = ask(field, MAYA, "/field mine")
    assert "goat shearing" in words_of(mine)
    assert "edited" in words_of(mine)
    field.click(MAYA, mine, "withdraw_report", channel=GENERAL)
    field.message(GENERAL, "withdrawn. It no longer counts.", user=MAYA)
    assert "One line is enough" in words_of(ask(field, MAYA, "/field mine"))


def test_mine_turns_its_pages_in_place(field: Field) -> None:
    for number in range(9):
        field.command(MAYA, "/request")
        assert field.submit(MAYA, said=f"wish number {number}")["ok"]
    mine = ask(field, MAYA, "/field mine")
    assert "1–8 of 9 reports of yours" in words_of(mine)
    field.click(MAYA, mine, "more_mine", channel=GENERAL)
    older = field.message(GENERAL, "9–9 of 9 reports of yours", user=MAYA)
    assert older["ts"] == mine["ts"]
    assert "wish number 0" in words_of(older)
    field.click(MAYA, older, "more_mine", channel=GENERAL)
    field.message(GENERAL, "1–8 of 9 reports of yours", user=MAYA)


def test_find_says_what_can_be_sold_today_by_name_and_by_other_names(field: Field) -> None:
    planned = field.clock() + timedelta(days=30)
    sell(field, "Aerial Photography", also=["Drone Surveys", "UAV imaging"], talk_track="Roofs from above.")
    sell(field, "Drone Repairs", CatalogStatus.PLANNED, on_sale_on=planned.date())
    sell(field, "Drone Hire", regions=["Wales"])
    old = sell(field, "Kite Photography")
    sell(field, "Drone Kites", CatalogStatus.RETIRED, successor_id=old.item_id)
    words = words_of(ask(field, MAYA, "/field find drones"))
    assert "🟢 *Aerial Photography* · You can sell that today\\nalso called Drone Surveys and UAV imaging" in words
    assert "_Roofs from above._" in words
    assert "*Drone Repairs* · Planned, on sale from" in words
    assert "*Drone Hire* · You can sell that today in Wales" in words
    assert "*Drone Kites* · Retired; sell Kite Photography instead" in words


def test_find_shows_requests_in_every_state_and_links_cards_to_those_who_work_them(field: Field) -> None:
    kept = log(field, MAYA, "a heading for drone surveys", "Ace Roofing")
    gone = log(field, TOM, "a drone heading")
    quiet(field)
    field.click(PRIYA, gone, "merge")
    target = field.look_up(PRIYA, "target", "surveys")[0]
    assert field.submit(PRIYA, target=target)["ok"]
    quiet(field)
    words = words_of(ask(field, PRIYA, "/field find drone"))
    assert f"p{kept['ts'].replace('.', '')}|a heading for drone surveys>*" in words
    assert "🔀 *<https://" in words
    assert "merged into *a heading for drone surveys*" in words
    assert "2 accounts · <!date^" in words
    assert "Marketing answers by" in words
    assert "https://" not in words_of(ask(field, MAYA, "/field find heading"))


def test_find_looks_through_ones_own_words_in_any_spelling(field: Field) -> None:
    lose(field, MAYA, "Café Zürich", "Price", note="They wanted Ünïcode Äpfel")
    found = words_of(ask(field, MAYA, "/field find APFEL unicode"))
    assert "*Logged by you*" in found
    assert "Café Zürich" in found
    assert "Nothing found" in words_of(ask(field, MAYA, "/field find APFELMUS"))


def test_find_shows_reps_their_own_reports_coordinators_their_regions_and_marketing_all(field: Field) -> None:
    regions = regions_of(field)
    log(field, TOM, "a heading for drone surveys", "Ace Roofing", region=str(regions["Wales"]))
    log(field, ANA, "a heading for canal boats", "Bolt & Sons", region=str(regions["North West"]))
    quiet(field)
    stranger = words_of(ask(field, MAYA, "/field find heading"))
    assert "*Asked for*" in stranger
    assert "1 account · <!date^" in stranger
    assert "^last asked {date_short_pretty}" in stranger
    for kept in ("Logged by you", "What reps heard", "Ace Roofing", "Bolt", TOM):
        assert kept not in stranger
    make_coordinator(field, MAYA, regions["Wales"])
    coordinator = words_of(ask(field, MAYA, "/field find heading"))
    assert "*Logged by you, or in Wales*" in coordinator
    assert f"Ace Roofing · Wales · <@{TOM}> · <!date^" in coordinator
    assert "Bolt" not in coordinator
    everything = words_of(ask(field, PRIYA, "/field find heading"))
    assert "*What reps heard*" in everything
    assert "Bolt &amp; Sons · North West" in everything


def test_find_is_narrowed_by_filters_and_says_which_it_understood(field: Field) -> None:
    regions = regions_of(field)
    kept = log(field, MAYA, "a heading for drone surveys", "Ace Roofing", region=str(regions["Wales"]))
    log(field, MAYA, "a heading for drone hire", "Bolt & Sons", region=str(regions["North West"]))
    quiet(field)
    answer = words_of(ask(field, MAYA, "/field find drone region:WALES status:open since:7d"))
    assert "Found for “drone” · region Wales · status open · since " in answer
    assert "drone surveys" in answer
    assert "drone hire" not in answer
    assert "drone hire" in words_of(ask(field, PRIYA, "/field find account:“bolt sons”"))
    field.click(PRIYA, kept, "decide")
    assert field.submit(PRIYA, outcome="declined", reason="Too few")["ok"]
    quiet(field)
    declined = words_of(ask(field, MAYA, "/field find status:declined"))
    assert "They say: “Too few”" in declined
    assert "drone hire" not in declined


def test_a_filter_that_means_nothing_is_answered_and_nothing_is_looked_for(field: Field) -> None:
    log(field, MAYA, "a heading for drone surveys", "Ace Roofing")
    for typed, says in (
        ("drone colour:red", "There is no filter “colour:”. There are `region:`, `status:`, `account:` and `since:`."),
        ("drone region:mars", "There is no region “mars”. The regions are North West and Wales."),
        ("drone status:maybe", "There is no status “maybe”."),
        ("drone account:nobody", "There is no account “nobody”."),
        ("drone since:whenever", "“whenever” is no date that can be read here."),
        ("drone region:<!channel>", "There is no region “&lt;!channel&gt;”."),
    ):
        answer = ask(field, MAYA, f"/field find {typed}")
        assert says in words_of(answer)
        assert "surveys" not in words_of(answer)
        assert live_tokens(answer) == set()


def test_where_nothing_was_found_it_says_what_to_try(field: Field) -> None:
    ask(field, MAYA, "/field help")
    nothing = words_of(ask(field, MAYA, "/field find hovercraft repairs region:wales"))
    assert "Nothing found for “hovercraft repairs” · region Wales." in nothing
    for command in ("hovercraft repairs", "hovercraft", "repairs"):
        assert f'"/field find {command}"' in nothing
    filters = words_of(ask(field, MAYA, '/field find region:"north west" status:not-a-request'))
    assert r"/field find region:\"north west\"" in filters
    assert "/field find status:not-a-request" in filters


def test_find_without_words_asks_for_some_and_what_is_not_there_can_be_logged(field: Field) -> None:
    assert "Find what?" in words_of(ask(field, MAYA, "/field find"))
    assert "`find drone region:wales since:90d`" in words_of(ask(field, MAYA, "/field help"))
    nothing = ask(field, MAYA, "/field find <!channel> & <@U0TOM>")
    assert live_tokens(nothing) == set()
    assert "Nothing found for “&lt;!channel&gt; &amp; @tom”" in words_of(nothing)
    field.click(MAYA, nothing, "log_request", channel=GENERAL)
    assert field.views(MAYA)[-1]["title"]["text"] == "Log a request"
    assert "There is no word in “!!! 🐑”. Write a word or two" in words_of(ask(field, MAYA, "/field find !!! 🐑"))
    assert "Nothing found" in words_of(ask(field, MAYA, f"/field find {'long ' * 500}"))


def test_the_digest_can_be_previewed_by_everybody_and_posted_by_marketing_once(field: Field) -> None:
    log(field, MAYA, "a heading for drone surveys", "Ace Roofing")
    field.clock.offset = timedelta(days=7)
    preview = words_of(ask(field, MAYA, "/field digest preview"))
    assert "only you see it" in preview
    assert "1 new request" in preview
    assert "Post it now" not in preview
    assert "Only Marketing can post the digest" in words_of(ask(field, MAYA, "/field digest now"))
    ours = ask(field, PRIYA, "/field digest preview")
    field.click(PRIYA, ours, "post_digest", channel=GENERAL)
    field.message(GENERAL, "is on its way to", user=PRIYA)
    quiet(field)
    assert len(field.messages(DIGEST)) == 1
    assert "was posted in" in words_of(ask(field, PRIYA, "/field digest now"))
    assert "only you see it" not in words_of(ask(field, TOM, "/field digest"))


def test_a_digest_offers_everybody_to_decide_only_what_they_may(field: Field) -> None:
    regions = regions_of(field)
    for trade, account, region in (
        ("drone surveys", "Ace Roofing", "North West"),
        ("canal boats", "Bolt & Sons", "Wales"),
        ("bees", "Cole Plumbing", "North West"),
    ):
        log(field, MAYA, f"a heading for {trade}", account, region=str(regions[region]))
    field.clock.offset = timedelta(days=7)

    def offered(user: str, text: str) -> int:
        answer = words_of(ask(field, user, text))
        assert "Waiting for a decision: 3" in answer
        return answer.count('"action_id": "decide"')

    assert [offered(user, "/field digest preview") for user in (MAYA, PRIYA)] == [0, 3]
    make_coordinator(field, MAYA, regions["Wales"])
    assert offered(MAYA, "/field digest preview") == 1
    said = words_of(ask(field, PRIYA, "/field digest now"))
    # The bot's own look at what is due may have been quicker than she.
    assert "is on its way to" in said or "was posted in" in said
    assert [offered(user, "/field digest") for user in (MAYA, PRIYA)] == [1, 3]


def test_the_digest_can_be_asked_for_at_once_and_by_nobody_without_a_channel(field: Field) -> None:
    field.clock.offset = timedelta(days=7)
    said = words_of(ask(field, PRIYA, "/field digest now"))
    # The bot's own look at what is due may have been quicker than she.
    assert "is on its way to" in said or "was posted in" in said
    assert field.eventually(lambda: field.messages(DIGEST))
    field.command(ANA, "/field setup")
    assert field.submit(ANA, digest_channel=None)["ok"]
    assert "There is no digest channel yet" in words_of(ask(field, PRIYA, "/field digest now"))


def test_everything_works_before_setup(bare_field: Field) -> None:
    for text in (
        "/field",
        "/field mine",
        "/field find roof",
        "/field catalog",
        "/field catalog roof",
        "/field digest",
        "/field digest preview",
    ):
        assert ask(bare_field, MAYA, text)["text"]
    assert "/field setup" in words_of(ask(bare_field, MAYA, "/field help"))
    bare_field.command(MAYA, '/request "a heading for sheep shearing"')
    assert bare_field.submit(MAYA)["ok"]
    assert "posted once Groundswell is set up" in words_of(ask(bare_field, MAYA, "/field mine"))
