"""`/field themes`: marketing reads what customers ask for in themes, and says what they are; that stays said."""

import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from storage.models import Report, Role, Theme, ThemeReport
from storage.queries import themes, workspaces
from tests.factories import Factory
from tests.flows.conftest import ANA, GENERAL, MAYA, PRIYA, TEAM, TOM, Field
from tests.flows.steps import deliver_again, deliveries, errors, live_tokens, value_of, whisper, words_of
from tests.flows.test_catalog import buttons, labels
from tests.flows.test_field_command import ask

Json = dict[str, Any]
BEES, DRONES = "somebody who teaches us to keep bees", "somebody who flies a drone over our roof"


def theme(field: Field, title: str, *wants: str, **columns: Any) -> Theme:
    """A theme that the machine found, with what customers said for it, each of an account of its own."""
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        made = make.theme(title, example=wants[0], **columns)
        for want in wants:
            account = make.account(f"The {want[:60]} company")
            report = make.report(want, account=account, reporter_id=MAYA, logged_at=field.clock())
            make.theme_report(report, made)
        return made


def two(field: Field) -> tuple[Theme, Theme]:
    """A large theme and a small one."""
    bees = theme(field, BEES, *(f"bee course number {number}" for number in range(3)))
    return bees, theme(field, DRONES, "drones over our roof", "a flying camera")


def choose(field: Field, listed: Json, verb: str, of: Theme, user: str = PRIYA) -> Json | None:
    """Choose from a theme's menu; the form that opens, if one does."""
    [block] = [one for one in listed["blocks"] if one.get("block_id", "").startswith(str(of.theme_id))]
    [value] = [one["value"] for one in block["accessory"]["options"] if one["value"].startswith(verb)]
    field.click(user, listed, "theme_more", channel=GENERAL, block_id=block["block_id"], choose=value)
    views = field.views(user)
    return views[-1] if views else None


def deed(field: Field, chosen: str, **values: Any) -> Json:
    """Choose what is to be done with reports; the form as it is then."""
    field.control("click", user=PRIYA, action_id="theme_deed", choose=chosen, values=values)
    return field.views(PRIYA)[-1]


def listed_again(field: Field, listed: Json, says: str) -> Json:
    """The list where it stood, as soon as it says what was done."""
    again = whisper(field, PRIYA, says)
    assert again["ts"] == listed["ts"]
    return again


def wants_in(field: Field, of: Theme) -> set[str]:
    """What customers said for a theme."""
    with field.session() as session:
        found = themes.reports_in(session, workspace_id=TEAM["id"], theme_id=of.theme_id, limit=99)
        return {one.want for one in found}


def theme_named(field: Field, title: str) -> Theme:
    with field.session() as session:
        [found] = themes.named(session, workspace_id=TEAM["id"], typed=title)
    return found


def ids(field: Field, wants: Sequence[str]) -> list[str]:
    """The reports in which customers said that."""
    with field.session() as session:
        rows = session.query(Report).filter(Report.said.in_(wants)).all()
    return [str(row.report_id) for row in rows]


# --- looking ---


def test_a_workspace_without_reports_is_told_when_themes_will_come(field: Field) -> None:
    empty = ask(field, PRIYA, "/field themes")
    assert "No themes yet." in words_of(empty)
    assert "every Monday" in words_of(empty)
    assert buttons(empty) == []


def test_reports_that_are_like_no_others_are_counted(field: Field) -> None:
    with field.bot.database.write() as session:
        make = Factory(session, TEAM["id"])
        report = make.report("a ship in a bottle", logged_at=field.clock())
        session.add(
            ThemeReport(workspace_id=TEAM["id"], report_id=report.report_id, theme_id=None, placed_at=field.clock())
        )
    assert "no five of the 1 report ask" in words_of(ask(field, PRIYA, "/field themes"))
    two(field)
    assert "1 report is in no theme." in words_of(ask(field, PRIYA, "/field themes"))


def test_themes_say_who_asks_how_often_of_late_and_in_whose_words(field: Field) -> None:
    two(field)
    for user in (PRIYA, ANA):
        listed = ask(field, user, "/field themes")
        words = words_of(listed)
        assert "*2 themes in what customers ask for*" in words
        assert f"*{BEES}*\\n3 accounts, all of them heard in the last four weeks · <!date^" in words
        assert "bee course number 0" in words
        assert words.index(BEES) < words.index(DRONES)
        assert "Look for one" not in words
        assert buttons(listed) == []


def test_a_rep_reads_kindly_where_themes_are_to_be_seen(field: Field) -> None:
    two(field)
    refused = ask(field, MAYA, "/field themes")
    assert "Themes are Marketing's desk." in words_of(refused)
    assert "weekly digest" in words_of(refused)
    assert BEES not in words_of(refused)


def test_a_long_list_is_leafed_through_and_what_is_done_brings_one_back_to_the_same_page(field: Field) -> None:
    found = [theme(field, f"sentence number {number:02} as a name", f"want {number:02}") for number in range(18)]
    first = ask(field, PRIYA, "/field themes")
    assert "Look for one: `/field themes sentence`" in words_of(first)
    field.click(PRIYA, first, "more_themes", channel=GENERAL)
    second = listed_again(field, first, "9–16 of 18 themes")
    assert "number 15" in words_of(second)
    assert buttons(second) == ["Back to the first", "Show more"]
    choose(field, second, "confirm", found[15])
    again = listed_again(field, first, "is confirmed: what is in it stays in it.")
    assert "9–16 of 18 themes" in words_of(again)
    assert "✓ *sentence number 15 as a name*" in words_of(again)


def test_a_theme_is_found_by_its_words_and_named_from_there(field: Field) -> None:
    bees, _ = two(field)
    found = ask(field, PRIYA, "/field themes keep BEES")
    assert "1 theme with “keep BEES”" in words_of(found)
    assert DRONES not in words_of(found)
    assert choose(field, found, "name", bees)
    assert field.submit(PRIYA, theme_name="Beekeeping courses")["ok"]
    again = listed_again(field, found, "It is called *Beekeeping courses* now, and stays.")
    assert "1 theme with “keep BEES”" in words_of(again)
    field.click(PRIYA, again, "more_themes", channel=GENERAL)
    assert DRONES in words_of(listed_again(field, found, "2 themes in what customers ask for"))


def test_words_that_are_in_no_theme_lead_back_to_all_of_them_and_can_ping_nobody(field: Field) -> None:
    two(field)
    nothing = ask(field, PRIYA, "/field themes <!channel> *zeppelin*")
    assert "No theme has “&lt;!channel&gt; *zeppelin*” in its name or example." in words_of(nothing)
    assert live_tokens(nothing) == set()
    assert buttons(nothing) == ["See all"]
    assert "No theme has" in words_of(ask(field, PRIYA, f"/field themes {'long ' * 500}"))


# --- saying what they are ---


def test_a_theme_is_renamed_by_a_form_that_shows_what_is_in_it(field: Field) -> None:
    bees, _ = two(field)
    listed = ask(field, PRIYA, "/field themes")
    form = choose(field, listed, "name", bees)
    assert form is not None
    assert "3 accounts, 3 reports" in words_of(form)
    assert "bee course number 2" in words_of(form)
    assert value_of(form, "theme_name") == BEES
    assert errors(field.submit(PRIYA, theme_name="   ")) == {
        "theme_name": "Write a short name for what these customers want."
    }
    assert "already" in errors(field.submit(PRIYA, theme_name=DRONES))["theme_name"]
    assert field.submit(PRIYA, theme_name="  Bee   courses & <!here>")["ok"]
    again = listed_again(field, listed, "It is called *Bee courses &amp; &lt;!here&gt;* now, and stays.")
    assert "✓ *Bee courses" in words_of(again)
    assert {one for one in live_tokens(again) if not one.startswith("<!date")} == set()


def test_a_name_of_300_characters_is_no_name_and_nothing_is_changed(field: Field) -> None:
    bees, _ = two(field)
    choose(field, ask(field, PRIYA, "/field themes"), "name", bees)
    # Slack lets nobody type so much, and the workspace says so as it would.
    assert not field.control("submit", user=PRIYA, values={"theme_name": "n" * 300}).get("ok")
    assert field.submit(PRIYA, theme_name="n" * 150)["ok"]
    long = whisper(field, PRIYA, "It is called")
    assert f"✓ *{'n' * 150}*" in words_of(long)


def test_confirming_needs_no_form_and_happens_once(field: Field) -> None:
    bees, _ = two(field)
    listed = ask(field, PRIYA, "/field themes")
    other = ask(field, TOM, "/field themes")
    assert choose(field, listed, "confirm", bees) is None
    again = listed_again(field, listed, f"*{BEES}* is confirmed: what is in it stays in it.")
    [block] = [one for one in again["blocks"] if one.get("block_id", "").startswith(str(bees.theme_id))]
    assert [one["text"]["text"] for one in block["accessory"]["options"]] == [
        "Name it …",
        "Merge into …",
        "Its reports …",
    ]
    choose(field, other, "confirm", bees, TOM)
    whisper(field, TOM, f"“{BEES}” is confirmed already.")


def test_two_themes_are_merged_and_the_menus_of_an_old_list_say_what_became_of_the_first(field: Field) -> None:
    bees, drones = two(field)
    listed = ask(field, PRIYA, "/field themes")
    other = ask(field, TOM, "/field themes")
    assert "cannot be taken back" in words_of(choose(field, listed, "merge", drones) or {})
    offered = field.look_up(PRIYA, "theme", "somebody")
    assert offered == [str(bees.theme_id)]
    assert field.submit(PRIYA, theme=offered[0])["ok"]
    again = listed_again(field, listed, f"Merged into *{BEES}*.")
    assert "*1 theme in what customers ask for*" in words_of(again)
    assert f"*{BEES}*\\n5 accounts" in words_of(again)
    assert choose(field, other, "reports", drones, TOM) is None
    whisper(field, TOM, f"That theme became part of “{BEES}”.")


# --- its reports ---


def test_the_form_of_reports_asks_only_for_what_its_deed_needs(field: Field) -> None:
    bees, _ = two(field)
    form = choose(field, ask(field, PRIYA, "/field themes"), "reports", bees)
    assert form is not None
    assert labels(form) == ["Which reports?", "What about them?", "Move them to"]
    options = form["blocks"][-3]["element"]["options"]
    assert [one["text"]["text"] for one in options] == [f"bee course number {number}" for number in (2, 1, 0)]
    assert options[0]["description"]["text"] == "The bee course number 2 company"
    chosen = ids(field, ["bee course number 0"])
    form = deed(field, "split", theme_reports=chosen)
    assert labels(form) == ["Which reports?", "What about them?", "Name of the new theme"]
    assert [one["value"] for one in value_of(form, "theme_reports")] == chosen
    assert labels(deed(field, "keep_out")) == ["Which reports?", "What about them?"]


def test_a_report_is_moved_and_stays_there(field: Field) -> None:
    bees, drones = two(field)
    listed = ask(field, PRIYA, "/field themes")
    choose(field, listed, "reports", bees)
    [target] = field.look_up(PRIYA, "theme", "drone")
    moving = ids(field, ["bee course number 0"])
    assert field.submit(PRIYA, theme_reports=moving, theme=target)["ok"]
    listed_again(field, listed, f"1 report moved to *{DRONES}*, and stays there.")
    assert "bee course number 0" in wants_in(field, drones)
    again = deliver_again(field, deliveries(field, "view_submission")[-1])
    assert again.status == 200
    assert len(wants_in(field, drones)) == 3


def test_reports_are_split_off_under_a_name_of_their_own(field: Field) -> None:
    bees, _ = two(field)
    listed = ask(field, PRIYA, "/field themes")
    choose(field, listed, "reports", bees)
    deed(field, "split", theme_reports=ids(field, ["bee course number 0", "bee course number 1"]))
    assert "already" in errors(field.submit(PRIYA, theme_name=DRONES))["theme_name"]
    assert field.submit(PRIYA, theme_name="Bees for beginners")["ok"]
    listed_again(field, listed, "*Bees for beginners* is a theme of its own now, with 2 reports.")
    assert len(wants_in(field, theme_named(field, "beginners"))) == 2
    assert wants_in(field, bees) == {"bee course number 2"}


def test_what_is_not_this_theme_leaves_it(field: Field) -> None:
    bees, _ = two(field)
    listed = ask(field, PRIYA, "/field themes")
    choose(field, listed, "reports", bees)
    deed(field, "keep_out", theme_reports=ids(field, ["bee course number 1"]))
    assert field.submit(PRIYA)["ok"]
    again = listed_again(field, listed, f"1 report will not come back to *{BEES}*.")
    assert "1 report is in no theme." in words_of(again)
    assert len(wants_in(field, bees)) == 2


@pytest.mark.parametrize("verb", ["name", "merge", "reports"])
def test_a_theme_that_is_gone_while_its_form_is_open_says_what_became_of_it(field: Field, verb: str) -> None:
    bees, drones = two(field)
    choose(field, ask(field, PRIYA, "/field themes"), verb, drones)
    values: Json = {"theme_name": "Mine"} if verb == "name" else {"theme": str(bees.theme_id)}
    if verb == "reports":
        values["theme_reports"] = ids(field, ["a flying camera"])
    if "theme" in values:
        field.look_up(PRIYA, "theme", "bees")
    choose(field, ask(field, TOM, "/field themes"), "merge", drones, TOM)
    field.look_up(TOM, "theme", "bees")
    assert field.submit(TOM, theme=str(bees.theme_id))["ok"]
    said = errors(field.submit(PRIYA, **values))
    assert list(said.values()) == [f"That theme became part of “{BEES}”."]
    if verb == "reports":
        assert f"That theme became part of “{BEES}”." in words_of(deed(field, "split"))


def test_a_theme_that_was_emptied_opens_no_form(field: Field) -> None:
    _, drones = two(field)
    listed = ask(field, PRIYA, "/field themes")
    with field.bot.database.write() as session:
        for report_id in ids(field, ["drones over our roof", "a flying camera"]):
            placed = session.get_one(ThemeReport, (TEAM["id"], uuid.UUID(report_id)))
            placed.theme_id = None
    assert choose(field, listed, "name", drones) is None
    whisper(field, PRIYA, f"There are no reports in “{DRONES}” any more.")


def test_who_lost_the_role_meanwhile_is_told_kindly_and_changes_nothing(field: Field) -> None:
    bees, _ = two(field)
    choose(field, ask(field, PRIYA, "/field themes"), "name", bees)
    with field.bot.database.write() as session:
        workspaces.set_holders(
            session, workspace_id=TEAM["id"], role=Role.MARKETER, user_ids=[TOM], by_id=ANA, now=field.clock()
        )
    assert "Themes are Marketing's desk." in errors(field.submit(PRIYA, theme_name="Mine"))["theme_name"]
    assert theme_named(field, BEES).title == BEES
