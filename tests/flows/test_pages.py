"""The page of a digest, as people outside Slack open it by its link."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message

import pytest

from bot.web.pages import HEADERS
from storage.queries import workspaces
from tests.flows.conftest import ANA, DIGEST, GENERAL, MAYA, PRIYA, TEAM, Field
from tests.flows.steps import log, words_of


@dataclass(frozen=True)
class Answer:
    """What a browser is given."""

    status: int
    text: str
    headers: Message

    @property
    def shown(self) -> str:
        """What the page says: its style has letters of its own."""
        return self.text.partition("<body")[2]


def get(url: str) -> Answer:
    try:
        with urllib.request.urlopen(url, timeout=10) as found:
            return Answer(found.status, found.read().decode(), found.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.read().decode(), refused.headers)


def post_digest(field: Field, *accounts: str) -> str:
    """Let these ask for one thing, and the week end: on Monday at noon its digest is there. The link in it."""
    known = digest_links(field)
    for account in accounts:
        log(field, MAYA, f"{account} asks for drone inspection", account)
    now = field.clock()
    monday = now.replace(hour=12, minute=0) + timedelta(days=7 - now.weekday())
    field.clock.offset += monday - now
    field.bot.rounds.look()
    [new] = field.eventually(lambda: digest_links(field) - known)
    return str(new)


def digest_links(field: Field) -> set[str]:
    """The links to pages in the digest's channel."""
    return {url for one in field.messages(DIGEST) for url in re.findall(r"<(http://[^|]+)\|Full page>", words_of(one))}


THREE = ("Ace Roofing", "Bell & Sons", "Cole Plumbing")


def test_the_link_in_the_channel_opens_the_digest_without_customers(pages_field: Field) -> None:
    page = get(post_digest(pages_field, *THREE))
    assert page.status == 200
    assert "[a customer] asks for drone inspection" in page.shown
    assert "Ace Roofing" not in page.shown
    assert "Cole Plumbing" not in page.shown
    for name, value in HEADERS.items():
        assert page.headers[name] == value


def test_where_setup_allows_it_the_page_names_customers(pages_field: Field) -> None:
    url = post_digest(pages_field, *THREE)
    with pages_field.bot.database.write() as session:
        workspaces.get_workspace(session, workspace_id=TEAM["id"]).names_on_pages = True
    assert "Ace Roofing asks for drone inspection" in get(url).shown


def test_a_link_expires(pages_field: Field) -> None:
    url = post_digest(pages_field, *THREE)
    pages_field.clock.offset += timedelta(days=31)
    gone = get(url)
    assert gone.status == 410
    assert "This link has expired" in gone.text
    assert get(f"{url}/archive").status == 410


def test_who_guesses_learns_nothing(pages_field: Field) -> None:
    url = post_digest(pages_field, *THREE)
    base, _, token = url.rpartition("/")
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    unknown = [
        get(f"{base}/{wrong}"),
        get(f"{base}/{wrong}/archive"),
        get(f"{base}/x"),
        get(url.replace(TEAM["id"], "T0NOBODY")),
        get(f"{url}/2020-W01"),
        get(f"{url}/%00"),
        get(f"{url}/" + "9" * 3000),
    ]
    assert {one.status for one in unknown} == {404}
    assert len({one.shown for one in unknown}) == 1
    for word in (TEAM["name"], TEAM["id"], "drone", "week", "Week"):
        assert word not in unknown[0].shown
    for path in (f"{url}/", base, f"{base}/", base.rpartition("/")[0], f"{base.rpartition('/')[0]}/"):
        assert get(path).status == 404


def test_past_weeks_can_be_opened_from_a_newer_one_and_from_the_archive(pages_field: Field) -> None:
    old = post_digest(pages_field, *THREE)
    new = post_digest(pages_field, "Dale Drains", "Elm Trees", "Fox & Co")
    assert new != old
    leads = re.findall(r'href="([^"]+)"', get(new).text)
    assert leads[-1] == f"{new}/archive"
    assert get(leads[0]).status == 200
    listed = re.findall(r'href="([^"]+)"', get(leads[-1]).text)
    assert listed == sorted(listed, reverse=True)
    assert len(listed) == 2
    assert get(listed[0]).status == 200
    assert get(listed[0].replace(new, old)).status == 404, "an old link opens no newer week"


def test_marketing_ends_a_link_and_makes_another(pages_field: Field) -> None:
    field, url = pages_field, post_digest(pages_field, *THREE)
    field.command(PRIYA, "/field pages")
    listed = field.message(GENERAL, "Pages for people outside Slack", user=PRIYA)
    assert url in words_of(listed)
    field.click(PRIYA, listed, "end_page_link", channel=GENERAL)
    field.message(GENERAL, "The link is ended.", user=PRIYA)
    ended = get(url)
    assert ended.status == 410
    assert "This link works no more" in ended.text
    again = field.message(GENERAL, "no link is open", user=PRIYA)
    field.click(PRIYA, again, "make_page_link", channel=GENERAL)
    made = field.message(GENERAL, "There is a new link.", user=PRIYA)
    found = re.search(r"<(http://[^|]+)\|Week", words_of(made))
    assert found is not None
    assert get(found[1]).status == 200
    assert get(url).status == 410


def test_a_rep_is_told_who_sees_to_the_links(pages_field: Field) -> None:
    pages_field.command(MAYA, "/field pages")
    pages_field.message(GENERAL, "Only Marketing and admins", user=MAYA)


def test_the_latest_digest_that_one_asks_for_leads_to_its_page_too(pages_field: Field) -> None:
    url = post_digest(pages_field, *THREE)
    pages_field.command(PRIYA, "/field digest")
    assert url in words_of(pages_field.message(GENERAL, "Full page", user=PRIYA))


def test_without_a_public_address_there_are_no_pages_and_no_links(field: Field) -> None:
    for account in THREE:
        log(field, MAYA, "drone inspection", account)
    field.clock.offset += timedelta(days=7 - field.clock().weekday(), hours=12)
    field.bot.rounds.look()
    assert "Full page" not in words_of(field.message(DIGEST, "drone inspection"))
    field.command(ANA, "/field pages")
    field.message(GENERAL, "There are no pages here", user=ANA)


def test_with_signed_http_but_no_public_address_no_page_is_served(http_field: Field) -> None:
    web = http_field.bot.web
    assert web is not None
    assert get(f"http://127.0.0.1:{web.port}/digest/{TEAM['id']}/{'A' * 43}").text == "Not Found"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_can_only_be_read(pages_field: Field, method: str) -> None:
    url = post_digest(pages_field, *THREE)
    asked = urllib.request.Request(url, method=method)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=5)
    assert refused.value.code == 405
    refused.value.close()
