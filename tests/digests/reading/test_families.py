"""Families of sayings: only phrases whose words a text has are tried, and what is found stays the same."""

import json
import re
from pathlib import Path

import pytest

from digests.reading import lexicon
from digests.reading.families import Family, family, needs
from digests.reading.reasons import REASONS
from digests.reading.text import read
from tests.digests.reading.sayings import sayings

MESSAGES = Path(__file__).parents[2] / "data" / "messages"
LOTS = {"first": 80, "publisher": 120, "mixed": 120, "losses": 100}
"""How many messages of each lot may be looked at: no test sees the others."""
SECTIONS = [
    *((file, name) for file in ("reasons", "causes", "sideways") for name in REASONS),
    *((file, "gone_to") for file in ("reasons", "causes", "sideways")),
    *(("causes", name) for name in ("exists", "ignorant")),
    *(("losses", name) for name in ("certain", "plain", "hint", "feared", "about_myself")),
    *(("kind", name) for name in ("lost_strong", "saved", "open", "wants", "no_customer")),
    ("wants", "family"),
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = [
        line
        for lot, count in LOTS.items()
        for line in (MESSAGES / lot / "messages.jsonl").read_text(encoding="utf-8").splitlines()[:count]
    ]
    made = [text for text, _ in sayings()]
    odd = [
        "",
        " ",
        "\n",
        "no",
        "lost\tto\nyelp",
        "can't   do",
        "ÉTÉ résilié",
        "x" * 300,
        "we've had no no no calls " * 9,
    ]
    return [read(text).low for text in [*(json.loads(line)["text"] for line in lines), *made, *odd]]


@pytest.mark.parametrize(("file", "name"), SECTIONS)
def test_every_phrase_finds_the_same_whether_or_not_its_words_are_asked_for_first(
    file: str, name: str, texts: list[str]
) -> None:
    whole, asked = lexicon.phrases(file, name), family(file, name)
    for text in texts:
        assert [one.span() for one in asked.finditer(text)] == [one.span() for one in whole.finditer(text)], text


@pytest.mark.parametrize(("file", "name"), SECTIONS)
def test_a_phrase_of_plain_words_finds_itself(file: str, name: str) -> None:
    _, phrases = lexicon.lines(file, name)
    some = family(file, name)
    for branch in (branch for phrase in phrases for branch, _ in needs(phrase)):
        plain = branch.replace(r"\s", " ").replace(r"\b", "")
        if re.fullmatch(r"[a-z ']{4,}", plain) and lexicon.phrases(file, name).search(plain):
            assert some.search(plain) is not None, branch


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("clos(?:ed|ing) down", [{"down"}, {"clos"}]),
        ("calls?", [{"call"}]),
        ("expensive|dear", [{"expen"}]),
        ("(?:none|never) came", [{"came"}]),
        (r"no\sgo", [{"no go"}]),
        ("(?:really )?cheap", [{"cheap"}]),
        (r"\d+%", []),
        ("(?:a|the)", []),
        ("(?!never)gone", [{"gone"}]),
        ("[^.]{0,9}gone", [{"gone"}]),
    ],
)
def test_the_letters_that_a_phrase_needs_are_worked_out(phrase: str, told: list[set[str]]) -> None:
    sets = [set(one) for one in needs(phrase)[0][1]]
    assert all(one in sets for one in told)
    assert bool(sets) == bool(told)


def test_each_branch_of_a_phrase_stands_by_itself() -> None:
    assert [source for source, _ in needs(r"a|b(?:c|d)|[|]e")] == ["a", "b(?:c|d)", "[|]e"]


def test_a_section_whose_frame_holds_more_than_its_phrases_is_one_pattern() -> None:
    assert [one[0] for one in Family("kind", "colleague").finditer("hi anyone")] == [
        one[0] for one in lexicon.phrases("kind", "colleague").finditer("hi anyone")
    ]


def test_a_section_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        family("reasons", "no_such_section")
