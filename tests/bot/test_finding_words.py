"""How words and filters of `/field find` are told apart, and what is said to those that mean nothing."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.payloads import finding
from bot.usecases.finding import Query, Since, Unit
from storage.models import CatalogStatus, RequestStatus

TODAY = date(2026, 3, 31)


def read(typed: str) -> tuple[str, str, str, str]:
    """Words, region, status and account of a query."""
    query = finding.query(typed)
    return query.words, query.region, query.status.word if query.status else "", query.account


def refused(typed: str) -> str:
    """The sentence that somebody reads."""
    with pytest.raises(BotError) as error:
        finding.query(typed)
    return error.value.sentence


@pytest.mark.parametrize(
    ("typed", "is_read"),
    [
        ("drone surveys", ("drone surveys", "", "", "")),
        ("drone region:wales surveys", ("drone surveys", "wales", "", "")),
        ('region:"north west" drone', ("drone", "north west", "", "")),
        ("region:“North West” drone", ("drone", "North West", "", "")),
        ("Region: wales Status: open", ("", "wales", "open", "")),
        ("account:„Ace Roofing“ drone", ("drone", "", "", "Ace Roofing")),
        ("account:O’Brien drone", ("drone", "", "", "O’Brien")),
        ("account:'Ace Roofing' x", ("x", "", "", "Ace Roofing")),
        ("account:‘Ace Roofing’ x", ("x", "", "", "Ace Roofing")),
        ("account:'t Hof drone", ("Hof drone", "", "", "'t")),
        ('account:"Ace Roofing', ("", "", "", "Ace Roofing")),
        ("status:Not-a-request", ("", "", "not a request", "")),
        ('status:"not a request"', ("", "", "not a request", "")),
        ("status:rejected", ("", "", "declined", "")),
        ("call at 10:30", ("call at 10:30", "", "", "")),
        ("re: ads", ("re: ads", "", "", "")),
        ("re:ads", ("re:ads", "", "", "")),
        ("see https://example.org/a", ("see https://example.org/a", "", "", "")),
        (":sheep: shearing", (":sheep: shearing", "", "", "")),
        ('"region:wales" bees', ("region:wales bees", "", "", "")),
        ("they said: no", ("they said: no", "", "", "")),
        ("drone\nregion:wales", ("drone", "wales", "", "")),
        ("drone\u00a0region:wales\tsurveys", ("drone surveys", "wales", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_words_and_filters_are_told_apart(typed: str, is_read: tuple[str, str, str, str]) -> None:
    assert read(typed) == is_read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("drone regin:wales", "There is no filter “regin:”. There are `region:`, `status:`, `account:` and `since:`."),
        ("status:maybe", "There is no status “maybe”. These are known: open, new, in-review,"),
        ("status:withdrawn", "What was withdrawn is not shown to anybody."),
        ("region:", "`region:` needs something behind it, such as `region:wales`"),
        ('drone account:""', "`account:` needs something behind it"),
        ("region:wales region:kent", "`region:` is there twice."),
        ("since:soon", "“soon” is no date that can be read here. Write a day, month or year (`since:2026-03-01`"),
        ("since:2026-02-30", "“2026-02-30” is no date"),
        ("since:2026-13", "“2026-13” is no date"),
        ("since:99999d", "“99999d” is no date"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_what_can(typed: str, says: str) -> None:
    assert says in refused(typed)


@pytest.mark.parametrize(
    ("typed", "first_day"),
    [
        ("2026", date(2026, 1, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("2026-3-5", date(2026, 3, 5)),
        ("90d", date(2025, 12, 31)),
        ("2w", date(2026, 3, 17)),
        ("1m", date(2026, 2, 28)),
        ('"6 months"', date(2025, 9, 30)),
        ("1y", date(2025, 3, 31)),
        ("today", TODAY),
        ("Yesterday", date(2026, 3, 30)),
        ("this-week", date(2026, 3, 30)),
        ("last_week", date(2026, 3, 23)),
        ('"last month"', date(2026, 2, 1)),
        ("this-month", date(2026, 3, 1)),
        ("last-year", date(2025, 1, 1)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, first_day: date) -> None:
    since = finding.query(f"since:{typed}").since
    assert since is not None
    assert since.first_day(TODAY) == first_day


def test_a_day_begins_where_the_workspace_is() -> None:
    midnight_in_london = datetime(2026, 7, 1, 23, tzinfo=UTC)
    day, moment = Since().start(midnight_in_london, ZoneInfo("Europe/London"))
    assert (day, moment) == (date(2026, 7, 2), midnight_in_london)


def sentence_of(typed: str) -> str:
    """What somebody reads to a query that means nothing; empty when it can be read."""
    try:
        finding.query(typed)
    except BotError as error:
        return error.sentence
    return ""


NAMES = st.sampled_from(["region", "status", "account", "since", "re", "colour", ""])


@given(st.lists(st.tuples(NAMES, st.sampled_from([":", ": ", " ", ""]), st.text(max_size=6)), max_size=4))
def test_any_text_is_read_or_answered_in_a_sentence(parts: list[tuple[str, str, str]]) -> None:
    typed = " ".join("".join(part) for part in parts)
    assert sentence_of(typed)[-1:] in ("", ".")


@given(st.lists(st.sampled_from(["drone", "10:30", "re:", "ads", "https://a.b/c", ":-)"])))
def test_words_alone_stay_as_they_are(words: list[str]) -> None:
    assert finding.query(" ".join(words)) == Query(words=" ".join(words))


@given(st.integers(0, 9999), st.sampled_from(Unit))
def test_every_number_of_units_leads_to_a_day_or_to_none(back: int, unit: Unit) -> None:
    try:
        assert Since(unit=unit, back=back).first_day(TODAY) <= TODAY
    except (ValueError, OverflowError):
        assert back > 2000


def test_every_status_of_a_request_can_be_asked_for_but_the_withdrawn() -> None:
    known = ("open", "in-review", "docketed", "decided", "approved", "live", "merged")
    asked = [finding.query(f"status:{word}").status for word in known]
    every = {status for one in asked if one for status in one.requests}
    assert every == set(RequestStatus) - {RequestStatus.WITHDRAWN}
    live = finding.query("status:live").status
    assert live is not None
    assert live.items == {CatalogStatus.LIVE}
