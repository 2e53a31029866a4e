"""How a digest looks in Slack."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import Block as SlackBlock

from bot.blocks import digest as blocks
from bot.blocks.ids import ActionId
from bot.blocks.kit import MESSAGE_CHARACTERS, Message
from bot.usecases.opinions import DigestKey
from digests.locales import LANGUAGES
from digests.outline import Part
from digests.report import DigestReport
from playground.checks.validation import check_message_blocks
from storage.models import RequestStatus
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, digest, market
from tests.digests.golden import assert_golden
from tests.digests.market import DUE, WEEK, Market
from tests.digests.test_channel import LONG, crowded, moved_far

__all__ = ["digest", "market"]  # fixtures of the digests, which serve here too

ACCEPTED = Path(__file__).parent.parent / "digests" / "accepted"


def texts(value: object) -> Iterator[str]:
    """All words in blocks, in reading order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def reading(message: Message) -> str:
    return f"[{message.text}]\n" + "\n".join("\n".join(texts(block)) for block in message.blocks) + "\n"


def buttons(message: Message, action_id: str) -> list[str]:
    found = [block.get("accessory", {}) for block in message.blocks]
    found += [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    return [element["value"] for element in found if element.get("action_id") == action_id]


def assert_slack_takes(message: Message) -> None:
    """Slack's own models and the strict rules of the local workspace find nothing wrong."""
    assert message.text
    assert check_message_blocks(message.blocks, lambda _file: False) == message.blocks
    assert len(json.dumps(message.blocks, ensure_ascii=False)) <= MESSAGE_CHARACTERS
    for block in message.blocks:
        parsed = SlackBlock.parse(block)
        assert parsed is not None
        parsed.validate_json()


def everything_said(report: DigestReport) -> list[Message]:
    return [
        blocks.message(report, next_due=DUE + WEEK, late_since=DUE, page_url="https://example.org/w"),
        blocks.message(report, is_brief=True, late_since=DUE),
        *blocks.thread(report),
    ]


@pytest.mark.parametrize(
    "name", ["full_week", "moving_weeks", "selling_quarter", "quiet_week", "first_week", "single_voices", "deals_only"]
)
def test_the_words_in_slack_are_those_that_were_accepted(name: str, digest: Digest) -> None:
    report = digest(getattr(publisher, name))
    messages = [blocks.message(report, next_due=DUE + WEEK), *blocks.thread(report)]
    assert_golden(ACCEPTED / f"{name}.slack.txt", "\n".join(reading(message) for message in messages))


@pytest.mark.parametrize("name", ["full_week", "moving_weeks", "quiet_week", "first_week", "deals_only"])
def test_a_polish_digest_is_polish_in_slack_with_its_buttons(name: str, digest: Digest) -> None:
    report = replace(digest(getattr(publisher, name)), language="pl")
    messages = [blocks.message(report, next_due=DUE + WEEK, page_url="https://example.org/w"), *blocks.thread(report)]
    assert_golden(ACCEPTED / "pl" / f"{name}.slack.txt", "\n".join(reading(message) for message in messages))
    for message in everything_said(report):
        assert_slack_takes(message)


@pytest.mark.parametrize(
    "fill",
    [
        publisher.full_week,
        publisher.moving_weeks,
        publisher.selling_quarter,
        publisher.quiet_week,
        publisher.deals_only,
        crowded,
    ],
)
def test_slack_takes_every_block(fill: Any, digest: Digest) -> None:
    for message in everything_said(digest(fill)):
        assert_slack_takes(message)


@pytest.mark.parametrize(
    "fill",
    [
        publisher.full_week,
        publisher.moving_weeks,
        publisher.selling_quarter,
        publisher.first_week,
        publisher.single_voices,
        publisher.unnamed_week,
        publisher.deals_only,
        publisher.quiet_week,
        crowded,
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_channel_message_has_fewer_than_150_words(language: str, fill: Any, digest: Digest) -> None:
    """Buttons and all, in ordinary weeks and in the worst of them, in every language."""
    report = replace(digest(fill), language=language)
    told = [report, *([moved_far(report, LONG)] if report.trends.told else [])]
    for one in told:
        message = blocks.message(
            one, next_due=DUE + WEEK, late_since=DUE, page_url="https://example.org/w", key=DigestKey("channel", "W")
        )
        words = [word for word in " ".join(texts(message.blocks)).split() if any(letter.isalnum() for letter in word)]
        assert len(words) < 150


def test_the_channel_message_keeps_its_order(digest: Digest) -> None:
    said = reading(blocks.message(digest(publisher.full_week), next_due=DUE + WEEK))
    order = (
        "accounts asked for",
        "*Why it matters:*",
        "*Also:*",
        "*Waiting for a decision",
        "named accounts",
        "Thread:",
    )
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_thread_keeps_its_order(digest: Digest) -> None:
    assert [message.text for message in blocks.thread(digest(publisher.selling_quarter))] == [
        "Week 47: customers’ words",
        "Week 47: deals",
        "Week 47: competitors",
        "Week 47: decisions",
    ]
    last = reading(blocks.thread(digest(lambda _market: None))[-1])
    assert "*What this week cannot tell*" in last.splitlines()[-2]


def test_a_quiet_week_is_one_line(digest: Digest) -> None:
    report = digest(publisher.quiet_week)
    (only,) = blocks.message(report, next_due=DUE + WEEK).blocks
    assert "\n" not in only["text"]["text"]
    assert blocks.thread(report) == []


def test_a_week_made_up_for_is_one_line_that_says_when_it_was_due(digest: Digest) -> None:
    (only,) = blocks.message(digest(publisher.full_week), is_brief=True, late_since=DUE).blocks
    assert only["text"]["text"].startswith("*Week 47* (16–22 Nov 2026): 20 accounts heard from")
    assert only["text"]["text"].endswith("Late: due Mon 23 Nov, 09:00.")


def test_a_late_digest_and_a_first_one_say_so(digest: Digest) -> None:
    message = blocks.message(digest(publisher.first_week), late_since=DUE)
    assert "Late: due Mon 23 Nov, 09:00. This is the first week, so there is nothing to compare it with yet." in list(
        texts(message.blocks)
    )


def test_a_digest_in_time_does_not_say_late(digest: Digest) -> None:
    assert "Late" not in reading(blocks.message(digest(publisher.full_week)))


def test_each_waiting_request_can_be_decided_where_it_stands(market: Market, digest: Digest) -> None:
    report = digest(publisher.full_week)
    channel = blocks.message(report)
    thread = blocks.thread_message(report, Part.DECIDED)
    in_order = [str(item.request_id) for item in report.waiting.first]
    assert buttons(channel, ActionId.DECIDE) == in_order[:3]
    assert buttons(thread, ActionId.DECIDE) == in_order[3:]
    assert in_order[0] == str(market.request(publisher.SOLAR))
    assert len(buttons(channel, ActionId.LOG_REQUEST)) == 1


def test_a_reader_is_offered_only_what_they_may_decide(digest: Digest) -> None:
    report = digest(publisher.full_week)
    second = report.waiting.first[1].request_id
    assert buttons(blocks.message(report, decidable=set()), ActionId.DECIDE) == []
    assert buttons(blocks.message(report, decidable={second}), ActionId.DECIDE) == [str(second)]


def test_only_one_button_stands_out(digest: Digest) -> None:
    message = blocks.message(digest(publisher.full_week))
    assert json.dumps(message.blocks).count('"primary"') == 1


def test_people_are_mentioned_and_customers_quoted_as_they_spoke(digest: Digest) -> None:
    report = digest(publisher.full_week)
    assert "<@UPRIYA>" in reading(blocks.message(report))
    quotes = [block for block in blocks.thread_message(report, Part.ASKED).blocks if block["type"] == "rich_text"]
    assert "People look for *solar* <right now> & we are under neither." in next(texts(quotes[0]))


def test_nobodys_words_can_ping_or_link(digest: Digest) -> None:
    def fill(market: Market) -> None:
        evil = "<!channel> <https://example.org|here> & co"
        market.person("U1", evil)
        for rep in ("U1", "U2", "U3"):
            market.report(rep, f"Account of {rep}", about=evil, region=evil, said="<!here>")
            market.lost(rep, f"Prospect of {rep}", reasons=[evil], lost_to=[evil], about=evil)
        market.change(evil, RequestStatus.DECLINED, words=evil)

    for message in everything_said(digest(fill)):
        parsed = [block for block in message.blocks if block["type"] not in ("rich_text", "header")]
        for text in [message.text, *texts(parsed)]:
            assert "<!" not in text
            assert "<https://example.org|here>" not in text
            assert "&amp;amp;" not in text


def test_a_page_is_linked_only_where_there_is_one(digest: Digest) -> None:
    report = digest(publisher.full_week)
    assert "<https://example.org/w|Full page>" in reading(blocks.message(report, page_url="https://example.org/w"))
    assert "Full page" not in reading(blocks.message(report))


def test_as_much_as_can_be_said_still_fits(digest: Digest) -> None:
    def fill(market: Market) -> None:
        long = "very long words " * 12
        for number in range(60):
            about = f"{number % 9} {long}"
            said = f"{number} {long * 5}"
            market.report(f"U{number}", f"A{number} {long}"[:200], about=about[:200], region=long[:190], said=said)
            market.lost(
                f"U{number}",
                f"B{number} {long}"[:200],
                about=about[:200],
                reasons=[f"{number % 20} {long}"[:200]],
                lost_to=[f"{number % 9} {long}"[:200]],
                said=said,
            )
            market.change(f"{number} {long}"[:200], RequestStatus.DECLINED, words=long * 3)

    for message in everything_said(digest(fill)):
        assert_slack_takes(message)
