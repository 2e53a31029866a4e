"""What a digest says in a terminal."""

from pathlib import Path

import pytest

from digests.build import build
from digests.phrases import PLAIN, Words, line, mean
from digests.report import Quote, Who
from digests.weeks import Week
from digests.words import plain
from storage.models import RequestStatus
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, Fill
from tests.digests.golden import assert_golden
from tests.digests.market import DUE, MONDAY, Market

ACCEPTED = Path(__file__).parent / "accepted"
WEEKS: dict[str, Fill] = {
    "full": publisher.full_week,
    "quiet": publisher.quiet_week,
    "first": publisher.first_week,
    "unnamed": publisher.unnamed_week,
    "single_voices": publisher.single_voices,
    "deals_only": publisher.deals_only,
    "moving": publisher.moving_weeks,
    "selling": publisher.selling_quarter,
    "empty": lambda _market: None,
}


@pytest.mark.parametrize("name", WEEKS)
def test_the_words_are_those_that_were_accepted(name: str, digest: Digest) -> None:
    assert_golden(ACCEPTED / f"{name}.txt", plain(digest(WEEKS[name])))


def test_a_running_week_says_so(market: Market) -> None:
    publisher.first_week(market)
    report = build(market.session, workspace_id="T1", week=Week(2026, 47), now=MONDAY.replace(day=18))
    assert "The week is still running; this is what it says so far." in plain(report)


def test_every_decision_has_words_of_its_own(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.request("Chargers", item="Electric vehicle charging")
        market.change("Chargers", RequestStatus.APPROVED_AS_SYNONYM)
        market.change("Solar", RequestStatus.DEFERRED, until=DUE.date())
        market.change("Out", RequestStatus.LIVE)
        market.change("Hello", RequestStatus.NOT_A_REQUEST)
        market.change("Sure", RequestStatus.APPROVED, words="everybody wants it")

    text = plain(digest(fill))
    assert "Yes, as another name for “Electric vehicle charging”: “Chargers”." in text
    assert "Not now until Mon 23 Nov: “Solar”." in text
    assert "On sale now: “Out”." in text
    assert "Not a request: “Hello”." in text
    assert "Yes: “Sure”. Everybody wants it. (a colleague, Wed 18 Nov)" in text


def test_a_want_that_was_decided_says_where_it_stands(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.request("Solar", status=RequestStatus.SCHEDULED)
        publisher.first_week(market)
        for rep in ("U1", "U2", "U3", "U4"):
            market.report(rep, f"Account of {rep}", about="Solar")

    text = plain(digest(fill))
    assert "4 accounts asked for “Solar”.\n4 reps heard it. It is scheduled." in text
    assert "1. Solar · scheduled" in text


def test_what_is_sold_under_the_very_name_is_named_once(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.request("chimney sweeps", item="Chimney Sweeps")
        market.change("chimney sweeps", RequestStatus.ANSWERED)

    assert "  • “chimney sweeps”\n" in plain(digest(fill))


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (0.01, "under 0.1"), (0.3333, "0.3"), (2.0, "2"), (9.96, "10"), (12.4, "12")]
)
def test_a_mean_is_written_as_people_say_it(value: float, words: str) -> None:
    assert mean(value) == words


def test_many_regions_are_not_all_named(digest: Digest) -> None:
    regions = Words(digest(publisher.quiet_week), PLAIN).regions
    assert regions(["North", "South", "East"]) == "North, South and East"
    assert regions(["North", "South", "East", "West"]) == "North, South and 2 more"


def test_a_reason_is_put_on_one_line_and_cut_at_a_word() -> None:
    assert line("too\n  dear") == "too dear."
    assert line("Why not?") == "Why not?"
    long = line("word " * 100)
    assert len(long) <= 201
    assert long.endswith("word…")


def test_a_week_in_which_the_catalog_answered_everybody_says_so(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for number in range(3):
            market.answer(market.report(f"U{number}", f"Account {number}"), "Drone Services")

    said = plain(digest(fill))
    assert "The catalog answered 3 requests at once." in said
    assert "“Drone Services”: 3 accounts" in said


def test_an_unknown_sentence_is_an_error(digest: Digest) -> None:
    words = Words(digest(publisher.quiet_week), PLAIN)
    with pytest.raises(KeyError):
        words.say("nonsense")


def quoted(said: str, account: str, segment: str = "", region: str = "", heard_by: str = "") -> Quote:
    return Quote(said, account, segment, region, Who("U1", heard_by))


def test_a_quote_says_who_spoke_and_who_heard_it(digest: Digest) -> None:
    byline = Words(digest(publisher.quiet_week), PLAIN).byline
    assert byline(quoted("", "Ace", "roofer", "North", "Jo Marsh")) == "Ace, North · heard by Jo Marsh"
    assert byline(quoted("", "", "roofer", "North")) == "roofer, North"
    assert byline(quoted("", "")) == "a customer"


def test_people_are_named_and_never_by_slack_ids(digest: Digest) -> None:
    assert "<@" not in plain(digest(publisher.full_week))
