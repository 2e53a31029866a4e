"""A digest of one's own: set on the Home tab, read as a direct message, changed from it, stopped."""

from datetime import timedelta
from typing import Any

from storage.models import EditionKind, MessageState, Rhythm
from storage.queries import editions, outbox
from tests.flows.conftest import ANA, MAYA, PRIYA, TEAM, Field
from tests.flows.steps import (
    everything_shown,
    live_tokens,
    log,
    make_coordinator,
    pick,
    quiet,
    regions_of,
    value_of,
    whisper,
    words_of,
)
from tests.flows.test_home import open_home, press, says

Json = dict[str, Any]
DM_PRIYA = "D0PRIYA"
HOW_OFTEN = f"rhythm:{EditionKind.DIGEST}"


def set_rhythm(field: Field, user: str, rhythm: Rhythm, **filters: Any) -> Json:
    """Open the form by the command, type into its menus, and save it."""
    field.command(user, "/field digest mine")
    for menu in filters:
        field.look_up(user, menu, "")
    return field.submit(user, **{HOW_OFTEN: rhythm, **filters})


def weeks_later(field: Field, weeks: int) -> None:
    """The next look at what is due, so many weeks from now."""
    field.clock.offset = timedelta(weeks=weeks)
    field.bot.rounds.look()
    field.bot.worker.wake()
    quiet(field)


def shown(field: Field, user: str) -> str:
    """What the form that is open says."""
    return words_of(field.views(user)[-1])


def wished(field: Field, user: str) -> Any:
    with field.session() as session:
        return editions.find(session, workspace_id=TEAM["id"], user_id=user, edition_kind=EditionKind.DIGEST)


def test_a_marketer_sets_it_on_the_home_tab_reads_it_changes_it_and_stops_it(field: Field) -> None:
    wales = str(regions_of(field)["Wales"])
    assert "By direct message, if you like" in words_of(open_home(field, PRIYA))
    press(field, PRIYA, "my_edition")
    form = field.views(PRIYA)[-1]
    assert value_of(form, HOW_OFTEN)["value"] == Rhythm.NEVER
    field.look_up(PRIYA, "my_regions", "wal")
    assert field.submit(PRIYA, **{HOW_OFTEN: Rhythm.WEEKLY, "my_regions": [wales]})["ok"]
    assert "*Saved.*" in shown(field, PRIYA)
    assert "every week, in Wales." in shown(field, PRIYA)
    says(field, PRIYA, "every week, in Wales. Next: Mon")

    log(field, MAYA, "a heading for drones", "Ace Roofing", region=wales)
    log(field, MAYA, "a heading for bees", "Bell & Sons", region=str(regions_of(field)["North West"]))
    weeks_later(field, 1)
    message = field.message(DM_PRIYA, "Your digest", user=PRIYA)
    assert "a heading for drones" in words_of(message)
    assert "a heading for bees" not in words_of(message)
    assert "Every week. Next: Mon" in words_of(message)

    field.control("close", user=PRIYA, all=True)
    field.click(PRIYA, message, "my_edition", channel=DM_PRIYA)
    assert value_of(field.views(PRIYA)[-1], HOW_OFTEN)["value"] == Rhythm.WEEKLY
    assert field.submit(PRIYA, **{HOW_OFTEN: Rhythm.MONTHLY})["ok"]
    assert (wished(field, PRIYA).rhythm, wished(field, PRIYA).only) == (Rhythm.MONTHLY, {"regions": [wales]})

    field.control("close", user=PRIYA, all=True)
    field.click(PRIYA, message, "my_edition", channel=DM_PRIYA)
    assert field.submit(PRIYA, **{HOW_OFTEN: Rhythm.NEVER})["ok"]
    assert "*Saved:* nothing comes to you" in shown(field, PRIYA)
    assert "Nothing comes to you by direct message." in words_of(open_home(field, PRIYA))
    before = len(field.messages(DM_PRIYA, PRIYA))
    weeks_later(field, 8)
    assert len(field.messages(DM_PRIYA, PRIYA)) == before


def test_what_was_queued_when_somebody_stops_is_not_sent(field: Field) -> None:
    assert set_rhythm(field, PRIYA, Rhythm.WEEKLY)["ok"]
    field.control("close", user=PRIYA, all=True)
    field.bot.worker.stop()
    field.clock.offset = timedelta(weeks=1)
    field.bot.rounds.look()
    with field.session() as session:
        waiting = outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.PENDING, lane=f"dm:{PRIYA}")
    assert [one.kind for one in waiting] == ["edition"]
    field.command(PRIYA, "/field digest mine")
    field.control("submit", user=PRIYA, values={HOW_OFTEN: Rhythm.NEVER})
    while field.bot.worker.step():
        pass
    assert not any("Your digest" in words_of(one) for one in field.messages(DM_PRIYA, PRIYA))


def test_two_quiet_weeks_are_a_line_each_and_then_there_is_silence(field: Field) -> None:
    wales = str(regions_of(field)["Wales"])
    assert set_rhythm(field, PRIYA, Rhythm.WEEKLY, my_regions=[wales])["ok"]
    for week in range(1, 5):
        weeks_later(field, week)
    lines = [one for one in field.messages(DM_PRIYA, PRIYA) if "Quiet for your filter" in words_of(one)]
    assert ["only when there is something" in words_of(one) for one in lines] == [False, True]
    assert all("Change or stop" in words_of(one) for one in lines)


def test_each_filter_is_typed_into_and_offers_what_is_known(field: Field) -> None:
    field.command(MAYA, "/lost")
    names = {
        menu: pick(field, MAYA, menu, name) for menu, name in (("account", "Ace Roofing"), ("competitors", "Yell"))
    }
    lost = {**names, "competitors": [names["competitors"]], "reasons": ["Price"]}
    assert field.submit(MAYA, **lost)["ok"]
    quiet(field)
    field.command(PRIYA, "/field digest mine")
    assert field.look_up(PRIYA, "my_regions", "wal") == [str(regions_of(field)["Wales"])]
    assert len(field.look_up(PRIYA, "my_accounts", "ace")) == 1
    assert field.look_up(PRIYA, "my_accounts", "nobody") == []
    [yell] = field.look_up(PRIYA, "my_competitors", "ye")
    assert field.submit(PRIYA, **{HOW_OFTEN: Rhythm.TWO_WEEKLY, "my_competitors": [yell]})["ok"]
    assert "every two weeks, about Yell." in shown(field, PRIYA)


def test_a_coordinator_is_offered_their_own_regions(field: Field) -> None:
    regions = regions_of(field)
    make_coordinator(field, MAYA, regions["Wales"])
    field.bot.snapshots.refresh(TEAM["id"])
    field.command(MAYA, "/field digest mine")
    assert field.look_up(MAYA, "my_regions", "") == [str(regions["Wales"])]


def test_the_help_names_it(field: Field) -> None:
    field.command(PRIYA, "/field help")
    assert "`mine` sets your own" in words_of(whisper(field, PRIYA, "latest weekly digest"))


def test_no_words_of_a_customer_come_to_life_in_it(field: Field) -> None:
    said = "<!channel> *bold* <https://evil.example|click> & `code`"
    for user, account in ((MAYA, "A <b> & Co"), (ANA, "<@U0ANA> Ltd")):
        log(field, user, said, account)
    assert set_rhythm(field, PRIYA, Rhythm.WEEKLY)["ok"]
    weeks_later(field, 1)
    message = field.message(DM_PRIYA, "Your digest", user=PRIYA)
    assert live_tokens(message) <= {"<@U0MAYA>", "<@U0ANA>"}
    assert any(one.get("ts") == message["ts"] for one in everything_shown(field))
