"""A link to a digest's page opens what it should, to whoever has it, as long as it should."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import BotError, Gone, NotAllowed
from bot.usecases import digest, page_desk, pages
from bot.usecases.actor import Actor
from bot.usecases.page_desk import DigestKey
from bot.usecases.pages import CHANNEL, OPEN_FOR, Archive, Closed, Opened
from digests.report import to_dict
from storage.database import Database, Session
from storage.models import AuditEntry, PageLink, Role
from storage.queries import digest_runs
from tests.digests.reports import fullest, typed
from tests.factories import NOW, Factory

URL = "https://feedback.example.com/gs"
OWN = "digest:UMAYA"
PRIYA = Actor("T1", "UPRIYA")
MAYA = Actor("T1", "UMAYA")


@pytest.fixture
def make(database: Database) -> Iterator[Factory]:
    """A workspace with a marketer, and the digests of weeks 44 to 48."""
    with database.write() as session:
        make = Factory(session)
        make.grant(Role.MARKETER, "UPRIYA")
        for week in range(44, 49):
            publish(session, f"2026-W{week}")
        yield make


@pytest.fixture
def session(make: Factory) -> Session:
    return make.session


def publish(session: Session, period: str, edition: str = CHANNEL, words: str = "Bee hotels") -> None:
    """A frozen digest."""
    report = replace(typed(words, ""), period=period)
    claim = {"workspace_id": "T1", "edition": edition, "period": period}
    digest_runs.claim(session, **claim, due_at=NOW, now=NOW, is_late=False)
    digest_runs.freeze(session, **claim, report=to_dict(report))


def link(session: Session, period: str = "2026-W48", edition: str = CHANNEL) -> PageLink:
    return pages.link_for(session, "T1", edition=edition, period=period, now=NOW)


def opened(session: Session, token: str, period: str | None = None, after: timedelta = timedelta(0)) -> str:
    """The week that a link opens, or why it opens none."""
    found = pages.open_page(session, "T1", token, NOW + after, period)
    return found.report.period if isinstance(found, Opened) else str(found)


def test_a_digest_has_one_link_that_nobody_can_guess(session: Session) -> None:
    first = link(session)
    assert link(session).token == first.token
    assert len({first.token, link(session, "2026-W47").token, link(session, edition=OWN).token}) == 3
    assert len(first.token) == 43
    assert first.expires_at - first.made_at == timedelta(days=30)


def test_a_link_opens_its_week_until_it_expires(session: Session) -> None:
    token = link(session).token
    assert opened(session, token) == "2026-W48"
    assert opened(session, token, after=OPEN_FOR - timedelta(seconds=1)) == "2026-W48"
    assert opened(session, token, after=OPEN_FOR) == "expired"
    anew = pages.link_for(session, "T1", edition=CHANNEL, period="2026-W48", now=NOW + OPEN_FOR)
    assert anew.token != token


def test_a_link_to_the_channels_digest_opens_the_weeks_before_and_none_after(session: Session) -> None:
    token = link(session, "2026-W46").token
    assert opened(session, token, "2026-W46") == "2026-W46"
    assert opened(session, token, "2026-W44") == "2026-W44"
    for other in ("2026-W47", "2026-W43", "2026-W99", "", "2026", "zz", "../2026-W45", "2026-W44\x00", "²026-W44"):
        assert opened(session, token, other) == "unknown"
    found = pages.open_page(session, "T1", token, NOW)
    assert isinstance(found, Opened)
    assert found.earlier == ("2026-W45", "2026-W44")
    past = pages.open_archive(session, "T1", token, NOW)
    assert isinstance(past, Archive)
    assert [one.period for one in past.reports] == ["2026-W46", "2026-W45", "2026-W44"]


def test_a_link_to_somebodys_own_edition_opens_nothing_else(session: Session) -> None:
    for period in ("2026-W47", "2026-W48"):
        publish(session, period, OWN)
    token = link(session, edition=OWN).token
    assert opened(session, token) == "2026-W48"
    assert opened(session, token, "2026-W48") == "2026-W48"
    assert opened(session, token, "2026-W47") == "unknown"
    assert pages.open_archive(session, "T1", token, NOW) is Closed.UNKNOWN
    found = pages.open_page(session, "T1", token, NOW)
    assert isinstance(found, Opened)
    assert (found.earlier, found.has_archive) == ((), False)


@pytest.mark.parametrize("workspace_id", ["T1", "T2", "", "t1", "T1'--", "T" * 4_000, "T\x00", "Ｔ１"])
@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 4_000, "\x00" * 43, "é" * 43, "../../etc/passwd"])
def test_what_is_no_link_is_unknown_whatever_it_looks_like(session: Session, workspace_id: str, token: str) -> None:
    assert pages.open_page(session, workspace_id, token, NOW) is Closed.UNKNOWN
    assert pages.open_archive(session, workspace_id, token, NOW) is Closed.UNKNOWN


def test_a_token_of_one_workspace_opens_nothing_in_another(session: Session) -> None:
    token = link(session).token
    Factory(session, "T2")
    assert pages.open_page(session, "T2", token, NOW) is Closed.UNKNOWN


def test_a_claim_without_a_report_and_a_report_that_is_no_digest_are_unknown(session: Session) -> None:
    claim = {"workspace_id": "T1", "edition": CHANNEL, "period": "2026-W49"}
    digest_runs.claim(session, **claim, due_at=NOW, now=NOW, is_late=False)
    token = link(session, "2026-W49").token
    assert opened(session, token) == "unknown"
    past = pages.open_archive(session, "T1", token, NOW)
    assert isinstance(past, Archive)
    assert past.reports[0].period == "2026-W48"
    digest_runs.freeze(session, **claim, report={"kind": "rep", "told": []})
    assert opened(session, token) == "unknown"


def test_the_names_of_customers_that_people_typed_are_handed_over(make: Factory) -> None:
    make.account("Bee Hotels Ltd")
    make.account("Wasp Inn")
    found = pages.open_page(make.session, "T1", link(make.session).token, NOW)
    assert isinstance(found, Opened)
    assert found.customers == {"Bee Hotels Ltd"}
    make.workspace.names_on_pages = True
    found = pages.open_page(make.session, "T1", link(make.session).token, NOW)
    assert isinstance(found, Opened)
    assert (found.is_named, found.customers) == (True, frozenset())


def test_an_ended_link_opens_nothing_and_is_not_made_again_by_itself(session: Session) -> None:
    token = link(session).token
    page_desk.end(session, PRIYA, DigestKey(CHANNEL, "2026-W48"), now=NOW)
    assert opened(session, token) == "ended"
    assert link(session).token == token
    assert pages.url_of(session, "T1", edition=CHANNEL, period="2026-W48", now=NOW, public_url=URL) is None
    with pytest.raises(Gone):
        page_desk.end(session, PRIYA, DigestKey(CHANNEL, "2026-W48"), now=NOW)


def test_after_an_end_a_new_link_can_be_made_by_hand(session: Session) -> None:
    key, old = DigestKey(CHANNEL, "2026-W48"), link(session).token
    with pytest.raises(BotError):
        page_desk.renew(session, PRIYA, key, now=NOW)
    page_desk.end(session, PRIYA, key, now=NOW)
    later = NOW + timedelta(minutes=1)
    page_desk.renew(session, PRIYA, key, now=later)
    [first, *_] = page_desk.known(session, PRIYA, now=later, public_url=URL)
    assert old not in first.url
    assert opened(session, first.url.rpartition("/")[2], after=timedelta(minutes=1)) == "2026-W48"
    assert opened(session, old) == "ended"
    deeds = [entry.deed for entry in session.query(AuditEntry).order_by(AuditEntry.at)]
    assert deeds == ["page_link_ended", "page_link_made"]


def test_no_token_is_kept_in_the_audit(session: Session) -> None:
    token = link(session).token
    page_desk.end(session, PRIYA, DigestKey(CHANNEL, "2026-W48"), now=NOW)
    [entry] = session.query(AuditEntry)
    assert token not in f"{entry.subject} {entry.before} {entry.after}"


def test_a_rep_may_neither_see_nor_end_nor_make_links(session: Session) -> None:
    link(session)
    with pytest.raises(NotAllowed):
        page_desk.known(session, MAYA, now=NOW, public_url=URL)
    with pytest.raises(NotAllowed):
        page_desk.end(session, MAYA, DigestKey(CHANNEL, "2026-W48"), now=NOW)
    with pytest.raises(NotAllowed):
        page_desk.renew(session, MAYA, DigestKey(CHANNEL, "2026-W47"), now=NOW)


def test_somebodys_own_edition_can_be_ended_but_not_read_by_others(session: Session) -> None:
    publish(session, "2026-W48", OWN)
    link(session, edition=OWN)
    known = page_desk.known(session, PRIYA, now=NOW, public_url=URL)
    own = known[-1]
    assert (own.key, own.url) == (DigestKey(OWN, "2026-W48"), "")
    assert DigestKey.parse(str(own.key)) == own.key
    with pytest.raises(Gone):
        page_desk.renew(session, PRIYA, own.key, now=NOW)
    page_desk.end(session, PRIYA, own.key, now=NOW)
    assert own not in page_desk.known(session, PRIYA, now=NOW, public_url=URL)


def test_no_new_link_leads_to_a_week_without_a_digest(session: Session) -> None:
    with pytest.raises(Gone):
        page_desk.renew(session, PRIYA, DigestKey(CHANNEL, "2026-W52"), now=NOW)


def test_an_address_is_told_only_where_there_are_pages(session: Session) -> None:
    token = link(session).token

    def told(public_url: str) -> str | None:
        return pages.url_of(session, "T1", edition=CHANNEL, period="2026-W48", now=NOW, public_url=public_url)

    assert told("") is None
    assert told(f"{URL}/") == f"{URL}/digest/T1/{token}"


def test_every_digest_that_is_claimed_has_a_link(make: Factory) -> None:
    workspace = make.workspace
    workspace.digest_channel_id = "C1"
    now = NOW + timedelta(days=70)
    report = digest.digest_now(make.session, workspace, now, asked_by="UPRIYA")
    url = pages.url_of(make.session, "T1", edition=CHANNEL, period=report.period, now=now, public_url=URL)
    assert url is not None
    assert isinstance(pages.open_page(make.session, "T1", url.rpartition("/")[2], now), Opened)


def test_the_fullest_report_survives_the_database(session: Session) -> None:
    claim = {"workspace_id": "T1", "edition": CHANNEL, "period": "2026-W50"}
    digest_runs.claim(session, **claim, due_at=NOW, now=NOW, is_late=False)
    digest_runs.freeze(session, **claim, report=to_dict(fullest()))
    found = pages.open_page(session, "T1", link(session, "2026-W50").token, NOW)
    assert isinstance(found, Opened)
    assert found.report == fullest()
