"""Questions to the bot: answered from the data, with links to what whoever asks may open."""

import re

import pytest

from storage.models import Role
from storage.queries import workspaces
from tests.flows.chatting import hears, know, logged, press, said_to, tell
from tests.flows.conftest import ANA, MAYA, PRIYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import Json, log, quiet, words_of

SOLAR = "Ace Roofing would buy an ad if we had a heading for solar panels"
HOME = "https://test-publisher.slack.com/archives/"


def links(message: Json) -> dict[str, str]:
    """The links of a message, by their label."""
    return {label: url for url, label in re.findall(r"<(https?://[^|>]+)\|([^>]+)>", words_of(message))}


def tells_and_saves(field: Field, user: str, words: str) -> Json:
    """Something told to the bot and saved; its confirmation."""
    tell(field, user, words)
    press(field, user, hears(field, user, "*Request*"), "save_draft")
    return hears(field, user, "Request logged.")


def test_a_rep_can_open_their_own_request_from_the_answer(field: Field) -> None:
    know(field, "Ace Roofing")
    saved = tells_and_saves(field, MAYA, SOLAR)
    tell(field, MAYA, "any news on solar?")
    found = links(hears(field, MAYA, "What you logged about “solar”"))
    assert found["Open it"].startswith(HOME)
    assert found["Open it"].endswith(f"/p{saved['ts'].replace('.', '')}")
    assert TRIAGE not in found["Open it"]


def test_what_marketing_answered_is_a_link_too(field: Field) -> None:
    know(field, "Ace Roofing")
    tells_and_saves(field, MAYA, SOLAR)
    card = field.message(TRIAGE, "solar panels")
    field.click(PRIYA, card, "decide")
    field.control("click", user=PRIYA, action_id="outcome", choose="declined")
    assert field.submit(PRIYA, reason="Not this year")["ok"]
    told = hears(field, MAYA, "Not this year")
    tell(field, MAYA, "what happened to my solar request?")
    answer = hears(field, MAYA, "What you logged about “solar”")
    assert links(answer)["The answer"].endswith(f"/p{told['ts'].replace('.', '')}")


def test_of_others_requests_a_rep_gets_no_link_and_a_marketer_the_card(field: Field) -> None:
    log(field, TOM, "a heading for solar panels", "Ace Roofing")
    tell(field, MAYA, "who else asked for solar panels?")
    assert links(hears(field, MAYA, "1 account asks for")) == {}
    tell(field, PRIYA, "who else asked for solar panels?")
    assert f"{HOME}{TRIAGE}/" in "".join(links(hears(field, PRIYA, "1 account asks for")).values())


def test_how_many_of_mine_are_open_is_counted(field: Field) -> None:
    know(field, "Ace Roofing")
    tell(field, MAYA, "how many of mine are open")
    hears(field, MAYA, "You have not logged a request yet.")
    tells_and_saves(field, MAYA, SOLAR)
    log(field, TOM, "a heading for bees", "Ace Roofing")
    tell(field, MAYA, "how many of mine are open")
    assert "bees" not in words_of(hears(field, MAYA, "1 of your 1 request waits for a decision."))


def test_what_waits_is_shown_with_its_buttons(field: Field) -> None:
    tell(field, MAYA, "show me my drafts")
    hears(field, MAYA, "No draft of yours waits.")
    tell(field, MAYA, SOLAR)
    hears(field, MAYA, "*Request*")
    tell(field, MAYA, "what's waiting for me")
    listed = hears(field, MAYA, "1 draft of yours waits.")
    press(field, MAYA, listed, "save_draft")
    hears(field, MAYA, "Nothing waits for you any more.")
    assert len(logged(field, MAYA)) == 1


def test_what_to_tell_a_customer_is_what_became_of_what_they_asked_for(field: Field) -> None:
    know(field, "Ace Roofing", "Bell Plumbing")
    tells_and_saves(field, MAYA, SOLAR)
    tell(field, MAYA, "what should I tell Ace Roofing")
    said = words_of(hears(field, MAYA, "What there is about *Ace Roofing*"))
    assert "solar panels" in said
    tell(field, MAYA, "what should I tell Bell Plumbing?")
    hears(field, MAYA, "Nothing that you may see is logged of *Bell Plumbing* yet.")


def test_nobody_learns_of_a_customer_what_others_heard(field: Field) -> None:
    log(field, TOM, "a heading for solar panels", "Ace Roofing")
    field.bot.snapshots.refresh(TEAM["id"])
    field.bot.readers.refresh()
    tell(field, MAYA, "what did Ace Roofing ask for")
    assert "solar" not in words_of(hears(field, MAYA, "Nothing that you may see"))


def test_what_is_new_round_here_is_of_ones_own_region(field: Field) -> None:
    with field.bot.database.write() as session:
        regions = {one.name: one.region_id for one in workspaces.regions(session, workspace_id=TEAM["id"])}
        person = workspaces.meet(session, workspace_id=TEAM["id"], user_id=MAYA, name="Maya", now=field.clock())
        person.region_id = regions["Wales"]
    log(field, TOM, "a heading for coracles", "Ace Roofing", region=str(regions["Wales"]))
    log(field, TOM, "a heading for trams", "Bell Plumbing", region=str(regions["North West"]))
    tell(field, MAYA, "what's new round here")
    said = words_of(hears(field, MAYA, "What is new in Wales"))
    assert "coracles" in said
    assert "trams" not in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("what do we lose to Yelp on", "the weekly digest does"),
        ("can I edit my last one?", "has Edit and Undo under it"),
        ("how do I log a lost deal", "I keep nothing that you do not save"),
        ("when will it stop raining", "I have no answer to that."),
    ],
)
def test_what_is_not_in_the_data_is_said_with_what_helps(field: Field, words: str, says: str) -> None:
    tell(field, MAYA, words)
    hears(field, MAYA, says)
    quiet(field)
    assert len(said_to(field, MAYA)) == 1
    assert logged(field, MAYA) == []


def test_a_region_that_nobody_named_is_shown_as_the_reps_own_and_saved_so(field: Field) -> None:
    with field.bot.database.write() as session:
        wales = next(one for one in workspaces.regions(session, workspace_id=TEAM["id"]) if one.name == "Wales")
        person = workspaces.meet(session, workspace_id=TEAM["id"], user_id=MAYA, name="Maya", now=field.clock())
        person.region_id = wales.region_id
    field.bot.snapshots.refresh(TEAM["id"])
    tell(field, MAYA, SOLAR)
    card = hears(field, MAYA, "Your region: *Wales*")
    press(field, MAYA, card, "save_draft")
    hears(field, MAYA, "Request logged.")
    assert [one.region_id for one in logged(field, MAYA)] == [wales.region_id]


def test_the_page_of_the_latest_digest_is_linked_where_there_are_pages(pages_field: Field) -> None:
    field = pages_field
    field.command(ANA, "/field digest now")
    quiet(field)
    tell(field, MAYA, "what is new?")
    found = links(hears(field, MAYA, "What is new"))
    assert found["The whole of the latest digest"].startswith(field.bot.settings.public_url)
    with field.session() as session:
        assert not workspaces.roles_of(session, workspace_id=TEAM["id"], user_id=MAYA).has(Role.MARKETER)
