"""The page of a digest: what it says, to whom, and that it needs and runs nothing."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from digests import page as pages
from digests.build import build
from digests.charts.page import style
from digests.page import Before, archive, notice, page, past
from digests.paper import PAPERS
from digests.phrases import PAGE, Words
from digests.report import DigestReport, from_dict, to_dict
from digests.weeks import Week
from storage.models import RequestStatus
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, Fill
from tests.digests.market import DUE, MONDAY, Market
from tests.digests.reports import fullest, typed
from tests.digests.test_words import WEEKS


class Links(HTMLParser):
    """Collects what a page would load, run or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe", "form", "object", "base"):
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name in ("src", "href", "style") or name.startswith("on")]


def links(text: str) -> list[str]:
    found = Links()
    found.feed(text)
    return found.found


def read(text: str) -> str:
    """What a page shows, as one line."""
    body = text.partition("<body")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def paper(text: str) -> str:
    """The paper that a page is printed on."""
    found = re.search(r'<html lang="en" class="paper-(\w+)">', text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", WEEKS)
def test_the_page_needs_nothing_and_runs_nothing(name: str, digest: Digest) -> None:
    text = page(digest(WEEKS[name]))
    assert links(text) == []
    assert "url(" not in text.replace(style(), "")
    assert "@import" not in text
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in text
    assert '<meta name="referrer" content="no-referrer">' in text
    assert "Content-Security-Policy" in text


def test_its_style_is_the_one_that_its_policy_lets_pass() -> None:
    for text in (page(fullest()), archive("Beacon", []), notice("Gone", "It is gone.")):
        css = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        [known] = [b64encode(sha256(one.encode()).digest()).decode() for one in css]
        assert f"'sha256-{known}'" in pages.POLICY
        assert "unsafe" not in text


def test_the_page_names_no_customer(digest: Digest) -> None:
    text = page(digest(publisher.full_week))
    for account in ("Ace Roofing", "Brightside", "Panel Power", "Volt Bros", "Plug &amp; Go", "Plug & Go"):
        assert account not in text
    assert "Half the calls [the customer] paid for never came." in text
    assert "Customers’ names are left out of this page." in text


def test_with_leave_the_page_names_them_and_says_so(digest: Digest) -> None:
    text = page(digest(publisher.full_week), names=True)
    assert "Ace Roofing, South West" in text
    assert "This page names customers: pass it on with care." in text


def test_a_name_in_a_title_is_left_out_of_the_picture_too() -> None:
    report = typed("Heading for Xanthippe", "")
    assert "Xanthippe" not in page(report, customers=["Xanthippe"])
    assert page(report, names=True).count("Xanthippe") > 10


def test_the_page_says_what_the_terminal_says(digest: Digest) -> None:
    report = digest(publisher.full_week)
    shown = read(page(report))
    words = Words(report, PAGE)
    for name in ("headline", "limits_facts", "told_back", "over"):
        assert re.sub(r"<[^>]+>", "", words.say(name)) in shown


def test_each_picture_stands_with_the_words_that_say_the_same(digest: Digest) -> None:
    text = page(digest(publisher.moving_weeks))
    part = text.partition('<div class="part moved">')[2].partition('<div class="part')[0]
    assert part.count("<svg") >= 1
    assert part.index("<svg") < part.index("What moved")


def hostile(market: Market) -> None:
    """Markup wherever people can write."""
    market.person("U1", "<script>alert(1)</script>")
    evil = '</style><img src=x onerror="alert(1)">'
    for rep in ("U1", "U2", "U3"):
        market.report(rep, f"Account of {rep}", about=evil, region=evil[:30], said=evil, segment=evil)
        market.lost(rep, f"Prospect of {rep}", reasons=[evil], lost_to=[evil], said=evil, about=evil)
    market.change(evil, RequestStatus.DECLINED, by="U1", words=evil)


def test_markup_in_anybodys_words_stays_words(digest: Digest) -> None:
    report = replace(digest(hostile), workspace="<script>")
    for text in (page(report), archive("<img src=x>", [past(report, "https://example.com/a")]), notice("<b>", "<i>")):
        assert [one for one in links(text) if one != "href"] == []
        assert "<img" not in text
        assert "<script" not in text


def test_people_outside_see_names_never_slack_ids(digest: Digest) -> None:
    text = page(digest(publisher.full_week), names=True)
    assert "UPRIYA" not in text
    assert "<@" not in text


def test_a_week_leads_to_those_before_it_and_says_when_its_link_ends() -> None:
    before = [Before("Week 47", "https://x.example/digest/T1/t/2026-W47")]
    ends = datetime(2026, 12, 30, 9, 5, tzinfo=UTC)
    text = page(fullest(), archive=before, archive_url="https://x.example/digest/T1/t/archive", ends=ends)
    assert links(text) == ["href", "href"]
    assert 'href="https://x.example/digest/T1/t/2026-W47">Week 47<' in text
    assert "The link to it works until Wed 30 Dec, 09:05." in read(text)


def test_the_archive_lists_weeks_and_marks_the_quiet_ones(digest: Digest) -> None:
    quiet = past(digest(publisher.quiet_week), "https://x.example/1")
    text = archive("Beacon Local", [past(fullest(), "https://x.example/2"), quiet])
    assert "33 accounts in four weeks" in read(text)
    assert text.count('class="quiet"') == 1
    assert "Quiet: 2 accounts heard from" in read(text)
    assert "No week has a digest yet." in archive("Beacon Local", [])


def test_the_archive_names_no_customer_either() -> None:
    report = typed("Heading for Xanthippe", "")
    assert "Xanthippe" not in archive("Beacon", [past(report, "u", customers=["Xanthippe"])])
    assert "Xanthippe" not in archive("Beacon", [past(typed("Heading for Xanthippe", "Xanthippe"), "u")])
    assert "Xanthippe" in archive("Beacon", [past(report, "u", names=True)])


def test_a_running_week_and_a_first_week_say_so(market: Market) -> None:
    publisher.first_week(market)
    report = build(market.session, workspace_id="T1", week=Week(2026, 47), now=MONDAY.replace(day=18))
    shown = read(page(report))
    assert "The week is still running; this is what it says so far." in shown
    assert "This is the first week" in shown
    assert "before" not in shown.partition("new requests")[0].partition("accounts")[2]


def test_a_quiet_week_is_one_line(digest: Digest) -> None:
    text = page(digest(publisher.quiet_week))
    assert '<h1 class="quiet">' in text
    assert '<div class="columns">' not in text
    assert paper(text) == "airy"


def test_the_fuller_the_week_the_smaller_its_print(digest: Digest) -> None:
    names = [one.name for one in PAPERS]
    sizes = [
        names.index(paper(page(report)))
        for report in (digest(publisher.quiet_week), digest(publisher.full_week), fullest())
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    assert "Shortened for one sheet of paper" in page(fullest())
    assert "Shortened" not in page(digest(publisher.quiet_week))


def many_regions(market: Market) -> None:
    for number in range(40):
        market.region(f"Region {number}")
        market.report(f"U{number}", f"Account {number}", about="Bees", region=f"Region {number}")


def many_currencies(market: Market) -> None:
    for number, currency in enumerate(("GBP", "EUR", "USD", "JPY", "KWD", "XOF")):
        market.lost(f"U{number}", f"Prospect {number}", value=123_456, currency=currency, reasons=["Price"])


def long_names(market: Market) -> None:
    for rep in ("U1", "U2", "U3"):
        market.report(rep, f"Account of {rep}", about="Emergencyplumbers" * 18, said="word " * 400)


@pytest.mark.parametrize("fill", [many_regions, many_currencies, long_names, publisher.unnamed_week])
def test_an_odd_week_has_a_page(fill: Fill, digest: Digest) -> None:
    report = digest(fill)
    assert str(report.week.number) in page(report)


def test_money_of_several_currencies_is_told_apart(digest: Digest) -> None:
    shown = read(page(digest(many_currencies)))
    assert "£123,456" in shown
    assert "€123,456" in shown


def test_a_report_that_was_frozen_before_there_were_trends_has_a_page(digest: Digest) -> None:
    frozen = to_dict(digest(publisher.full_week))
    for newer in ("themes", "at_once", "trends"):
        del frozen[newer]
    old: DigestReport = from_dict(frozen)
    assert "Asked for most" in page(old)
    assert old.as_of == DUE
