"""`groundswell read` on files as people save them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.errors import BotError
from bot.files import messages

KEYS = ["kind", "account", "value", "currency", "reasons", "competitors", "said", "region", "note"]
TALK = (
    "Zephyr Kites wants a heading for kite buggies, £900",
    "Lost Café Lumière in Wales to Yelp, “too dear for us”, 1.200 €",
    "good morning all",
)
ACCOUNTS = "name,region\nZephyr Kites,North West\nCafé Lumière,Wales\n"
RIVALS = "name,aliases\nYelp,yelp.com;yelp ads\nGoogle Ads,google\n"


class Desk:
    """A folder with files, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out.jsonl"

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def read(
        self, content: str | bytes, *, accounts: str | bytes | None = ACCOUNTS, competitors: str | bytes | None = RIVALS
    ) -> list[dict[str, Any]]:
        """What the command writes of a file with this content, checked to be one object a line."""
        self.done = messages.write(
            self.file("talk.txt", content),
            self.out,
            accounts=self.file("accounts.csv", accounts) if accounts is not None else None,
            competitors=self.file("competitors.csv", competitors) if competitors is not None else None,
            progress=lambda *_: None,
        )
        lines = self.out.read_text(encoding="utf-8").splitlines()
        objects = [json.loads(line) for line in lines]
        assert all(list(one) == KEYS for one in objects)
        return objects


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_each_line_becomes_one_object_with_all_that_it_says(desk: Desk) -> None:
    talk, accounts = desk.file("talk.txt", "\n".join(TALK)), desk.file("accounts.csv", ACCOUNTS)
    lists = ["--accounts", str(accounts), "--competitors", str(desk.file("rivals.csv", RIVALS))]
    ended = CliRunner().invoke(cli, ["read", str(talk), "--out", str(desk.out), *lists])
    assert ended.exit_code == 0
    assert "Read 3: 1 requests, 1 lost deals, 1 unclear." in ended.output
    found = [json.loads(line) for line in desk.out.read_text(encoding="utf-8").splitlines()]
    assert [list(one) for one in found] == [KEYS] * 3
    want, loss, chat = found
    assert (want["kind"], want["account"], want["value"], want["currency"]) == ("request", "Zephyr Kites", 900, "GBP")
    assert (want["reasons"], want["competitors"], want["said"], want["region"]) == ([], [], None, None)
    assert "kite buggies" in want["note"]
    assert {key: loss[key] for key in KEYS[:-1]} == {
        "kind": "lost_deal",
        "account": "Café Lumière",
        "value": 1200,
        "currency": "EUR",
        "reasons": ["price", "competitor"],
        "competitors": ["Yelp"],
        "said": "too dear for us",
        "region": "Wales",
    }
    assert chat == dict.fromkeys(KEYS) | {
        "kind": "unclear",
        "reasons": [],
        "competitors": [],
        "note": "good morning all",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_in_whatever_letters_it_was_saved(desk: Desk, encoding: str, end: str) -> None:
    plain = desk.read("\n".join(TALK))
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    saved = mark + (end.join(TALK) + end).encode(encoding)
    assert desk.read(saved) == plain


def test_one_broken_letter_does_not_spoil_the_others(desk: Desk) -> None:
    plain = desk.read("\n".join(TALK))
    assert desk.read("\n".join([*TALK, "x "]).encode() + b"\xff\n")[:3] == plain


def test_an_empty_line_is_a_message_without_anything_so_that_lines_can_be_counted(desk: Desk) -> None:
    found = desk.read(f"\n{TALK[0]}\n   \n\n{TALK[1]}\n")
    assert [one["account"] for one in found] == [None, "Zephyr Kites", None, None, "Café Lumière"]
    assert [one["kind"] for one in found] == ["unclear", "request", "unclear", "unclear", "lost_deal"]
    assert found[0] == found[2] == found[3]
    assert found[0]["note"] is None


@pytest.mark.parametrize("content", ["", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_gives_an_empty_one(desk: Desk, content: str | bytes) -> None:
    assert desk.read(content) == []
    assert desk.out.read_bytes() == b""
    assert desk.done.sentence == "Read 0: 0 requests, 0 lost deals, 0 unclear."


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x00", "\t", "\r", "\ufeff"])
def test_a_sign_that_others_take_for_the_end_of_a_line_breaks_no_line(desk: Desk, sign: str) -> None:
    want, quote = desk.read(
        f"Zephyr Kites wants a heading{sign} for kite buggies, £900\nLost it, “too{sign} dear for us”\n"
    )
    assert (want["account"], want["value"]) == ("Zephyr Kites", 900)
    assert quote["said"] == f"too{sign} dear for us"


def test_without_lists_the_rest_is_read(desk: Desk) -> None:
    found = desk.read("\n".join(TALK), accounts=None, competitors=None)
    assert [one["value"] for one in found] == [900, 1200, None]
    assert [one["competitors"] for one in found] == [[], [], []]
    assert [one["region"] for one in found] == [None, None, None]


@pytest.mark.parametrize(
    "accounts",
    [
        "Name,Region\nZephyr Kites,North West\nCafé Lumière,Wales\n",
        "NAME;REGION\nZephyr Kites;North West\nCafé Lumière;Wales\n",
        "segment\tname \tregion\nToys\tZephyr Kites\tNorth West\nFood\tCafé Lumière\tWales\n",
        "sep=;\nregion;name\nNorth West;Zephyr Kites\nWales;Café Lumière\n",
        "name,region\n\n  Zephyr Kites  , North West\n,Wales\nCafé Lumière,Wales\nCafé Lumière,Wales\n",
        'name,region\n"Zephyr Kites","North West"\n"Café Lumière",Wales,"one cell too many"\n',
    ],
)
def test_the_list_of_customers_may_be_saved_in_any_way(desk: Desk, accounts: str) -> None:
    plain = desk.read("\n".join(TALK))
    assert desk.read("\n".join(TALK), accounts=accounts) == plain
    assert desk.read("\n".join(TALK), accounts=accounts.replace("\n", "\r\n").encode("cp1252")) == plain
    assert desk.read("\n".join(TALK), accounts=accounts.encode("utf-16")) == plain


def test_a_list_of_names_alone_is_enough(desk: Desk) -> None:
    found = desk.read("\n".join(TALK), accounts="name\nZephyr Kites\nCafé Lumière\n", competitors="name\nYelp\n")
    assert [one["account"] for one in found] == ["Zephyr Kites", "Café Lumière", None]
    assert found[1]["competitors"] == ["Yelp"]


@pytest.mark.parametrize(
    "competitors",
    [
        "NAME,Aliases\nYelp, yelp.com ; yelp ads ;;\n,nobody\n",
        'name;aliases\nYelp;"yelp.com;yelp ads"\n',
        "name,aliases\nYelp,yelp.com\nYelp,yelp ads\n",
    ],
)
def test_the_list_of_rivals_may_be_saved_in_any_way(desk: Desk, competitors: str) -> None:
    found = desk.read("Lost Zephyr Kites to yelp.com\nLost Zephyr Kites to Yelp Ads\n", competitors=competitors)
    assert [one["competitors"] for one in found] == [["Yelp"], ["Yelp"]]


@pytest.mark.parametrize(("accounts", "competitors"), [("company,region\na,b\n", RIVALS), (ACCOUNTS, "rival\nYelp\n")])
def test_a_list_without_names_is_told_and_nothing_is_written(desk: Desk, accounts: str, competitors: str) -> None:
    with pytest.raises(BotError, match=r"has no column “name”\. It has “(?:company|rival)”"):
        desk.read(TALK[0], accounts=accounts, competitors=competitors)
    assert not desk.out.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gone.txt"], r"gone\.txt cannot be read: No such file"),
        (["."], r"cannot be read: Is a directory"),
        (["talk.txt", "--accounts", "gone.csv"], r"gone\.csv cannot be read: No such file"),
        (["talk.txt", "--competitors", "gone.csv"], r"gone\.csv cannot be read: No such file"),
    ],
)
def test_a_file_that_is_not_there_is_named_and_what_was_written_before_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: Sequence[str], told: str
) -> None:
    monkeypatch.chdir(desk.folder)
    desk.file("talk.txt", TALK[0])
    desk.out.write_text("last week's", encoding="utf-8")
    ended = CliRunner().invoke(cli, ["read", *words, "--out", "out.jsonl"])
    assert ended.exit_code == 1
    with pytest.raises(BotError, match=told):
        raise ended.exception or AssertionError
    assert desk.out.read_text(encoding="utf-8") == "last week's"


def test_a_place_that_cannot_be_written_is_named(desk: Desk) -> None:
    talk = desk.file("talk.txt", TALK[0])
    with pytest.raises(BotError, match=r"nowhere/out\.jsonl cannot be written: No such file"):
        messages.write(
            talk, desk.folder / "nowhere/out.jsonl", accounts=None, competitors=None, progress=lambda *_: None
        )


def test_a_file_may_be_written_over_itself(desk: Desk) -> None:
    talk = desk.file("talk.txt", "\n".join(TALK))
    messages.write(talk, talk, accounts=None, competitors=None, progress=lambda *_: None)
    assert len(talk.read_text(encoding="utf-8").splitlines()) == 3


def test_among_fifty_thousand_customers_the_right_one_is_found_and_progress_is_told(desk: Desk) -> None:
    names = [f"{first}{second} {trade}" for first in "ABCDE" for second in range(100) for trade in range(100)]
    accounts = "name,region\n" + "\n".join(f"Firm {name} Works,North West" for name in names) + "\nZephyr Kites,Wales\n"
    steps: list[tuple[int, int]] = []
    messages.write(
        desk.file("talk.txt", f"{TALK[0]}\n" * 1200),
        desk.out,
        accounts=desk.file("accounts.csv", accounts),
        competitors=None,
        progress=lambda _, done, total: steps.append((done, total)),
    )
    found = [json.loads(line) for line in desk.out.read_text(encoding="utf-8").splitlines()]
    assert len(found) == 1200
    assert all(one == found[0] for one in found)
    assert found[0]["account"] == "Zephyr Kites"
    assert steps == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_run_again_it_writes_the_same(desk: Desk) -> None:
    desk.read("\n".join(TALK))
    first = desk.out.read_bytes()
    desk.read("\n".join(TALK))
    assert desk.out.read_bytes() == first
