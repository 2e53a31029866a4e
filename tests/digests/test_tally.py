"""Who counts as a voice, what they are worth, and in which order wants are told."""

import uuid
from datetime import timedelta

from digests import asking, counting, tally
from digests.asking import Want
from digests.report import DigestReport
from storage.models import Evidence, ReportKind, RequestStatus
from storage.queries.digest import Heard
from storage.queries.week_reports import Reports
from tests.digests.conftest import Digest
from tests.digests.market import MONDAY, WEEK, Market

ACE, BLOOM = uuid.uuid4(), uuid.uuid4()


def heard(
    rep: str, account: uuid.UUID | None, *, value: int | None = None, currency: str = "GBP", said_length: int = 0
) -> Heard:
    return Heard(
        report_id=uuid.uuid4(),
        kind=ReportKind.REQUEST,
        reporter_id=rep,
        account_id=account,
        region_id=None,
        value_minor=value,
        currency=currency,
        is_unasked=None,
        evidence=None,
        said_length=said_length,
        logged_at=MONDAY,
    )


def want(title: str, *rows: Heard) -> Want:
    request_id = uuid.uuid4()
    counted = counting.count(Reports(rows, [(row.report_id, request_id) for row in rows]))
    [sums] = counted.detail.wants.first
    return Want(title, RequestStatus.NEW, sums)


def test_an_account_is_worth_its_highest_value_once() -> None:
    rows = [heard("U1", ACE, value=100), heard("U2", ACE, value=300), heard("U1", BLOOM, value=50)]
    assert tally.worth(rows) == {"GBP": 350}


def test_currencies_are_never_added() -> None:
    assert tally.worth([heard("U1", ACE, value=100), heard("U1", BLOOM, value=70, currency="EUR")]) == {
        "EUR": 70,
        "GBP": 100,
    }


def test_a_reps_reports_without_a_name_are_one_voice() -> None:
    loud = want("Solar", *(heard("U1", None) for _ in range(5)), heard("U2", None))
    assert (loud.sums.accounts, loud.sums.unnamed, loud.sums.voices) == (0, 2, 2)


def test_one_rep_with_many_accounts_weighs_little_more_than_a_usual_week() -> None:
    loud = want("Loud", *(heard("U1", uuid.uuid4()) for _ in range(10)), heard("U2", uuid.uuid4()))
    shared = want("Shared", *(heard(f"U{number}", uuid.uuid4()) for number in range(4)))
    assert loud.sums.voices > shared.sums.voices
    assert [one.title for one in asking.ranked([loud, shared], {})] == ["Shared", "Loud"]


def test_a_rep_who_usually_hears_much_may_go_on_to() -> None:
    many = want("Usual", *(heard("U1", uuid.uuid4()) for _ in range(10)), heard("U2", uuid.uuid4()))
    assert many.sums.weight(7.5) == 11


def test_an_account_that_two_reps_heard_is_nobodys_alone() -> None:
    both = want("Solar", heard("U1", ACE), heard("U2", ACE), heard("U1", BLOOM))
    assert both.sums.weight(0) == 2


def test_the_rep_s_opinion_is_never_quoted_as_the_customer_s_words(market: Market, digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.report("U1", "Ace", about="Solar", said="They all want it.", evidence=Evidence.OPINION)
        market.report("U2", "Bloom", about="Solar")
        market.report("U3", "Cup", about="Solar")

    assert digest(fill).asked[0].quote is None


def test_what_was_certainly_said_goes_before_what_is_longer(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.report("U1", "Ace", about="Solar", said="A long sentence that somebody else told the rep about.")
        market.report("U2", "Bloom", about="Solar", said="I need that.", evidence=Evidence.CUSTOMER_WORDS)
        market.report("U3", "Cup", about="Solar")

    quote = digest(fill).asked[0].quote
    assert quote is not None
    assert quote.said == "I need that."


def test_no_customer_is_quoted_twice(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for about in ("Solar", "Chargers"):
            market.report("U1", "Ace", about=about, said=f"I need {about}.")
            market.report("U2", "Bloom", about=about)
            market.report("U3", "Cup", about=about)

    report = digest(fill)
    assert [asked.quote is not None for asked in report.asked] == [True, False]


def titles(report: DigestReport) -> list[str]:
    return [asked.title for asked in report.asked]


def test_one_loud_account_cannot_top_the_list(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for hour in range(9):
            market.report(f"U{hour}", "Ace", about="Loud", at=MONDAY + timedelta(hours=hour), value=90_000)
        market.report("U1", "Bloom", about="Quiet")
        market.report("U2", "Cup", about="Quiet")

    report = digest(fill)
    assert titles(report) == ["Quiet", "Loud"]
    assert [asked.title for asked in report.single_voices] == ["Loud"]


def test_one_loud_rep_cannot_top_the_list(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for number in range(9):
            market.report("U1", f"Kennel {number}", about="Loud")
        market.report("U1", "Bloom", about="Quiet")
        market.report("U2", "Cup", about="Quiet")

    assert titles(digest(fill)) == ["Quiet", "Loud"]


def test_what_was_withdrawn_or_no_request_is_not_asked_for(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.request("Gone", status=RequestStatus.WITHDRAWN)
        market.request("Nonsense", status=RequestStatus.NOT_A_REQUEST)
        for rep in ("U1", "U2", "U3"):
            market.report(rep, f"Account of {rep}", about="Gone")
            market.report(rep, f"Account of {rep}", about="Nonsense")

    assert titles(digest(fill)) == []


def test_a_lost_deal_counts_for_the_request_that_would_have_won_it(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.report("U1", "Ace", about="Solar")
        market.lost("U2", "Bloom", about="Solar", value=3600)
        market.report("U3", "Cup", about="Solar", at=MONDAY - WEEK)

    report = digest(fill)
    (asked,) = report.asked
    assert (asked.accounts, asked.lost_deals, asked.before, asked.accounts_so_far) == (2, 1, 1.0, 3)
    assert report.quarter is not None
    assert [(one.title, one.deals, one.full) for one in report.quarter.wanted.wants] == [("Solar", 1, {"GBP": 360_000})]
