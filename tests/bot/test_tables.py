"""Tables as people save them, and what is said of files that are none."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.files import similar, tables
from digests.similarity.letters import Letters


def texts(path: Path) -> list[tuple[int, str]]:
    return [(row.line, row["text"]) for row in tables.read(path, ["text"])]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"text,label\na,1\nb,2\n", [(2, "a"), (3, "b")]),
        ("\ufefftext,label\r\ncafé,1\r\n".encode(), [(2, "café")]),
        ("text;label\r\ncafé, bar;1\r\n".encode("cp1252"), [(2, "café, bar")]),
        ("label\ttext\n1\t“quoted”\n".encode("utf-16"), [(2, "“quoted”")]),
        (b"Label; Text \n1;a\n\n2;b\n", [(2, "a"), (4, "b")]),
        (b'text,label\n"two\nlines",1\nafter,2\n', [(2, "two\nlines"), (4, "after")]),
        (b"label,text\n1\n", [(2, "")]),
        (b"text\nhello, world; again\n", [(2, "hello, world; again")]),
        (b"text,label\nno line end,1", [(2, "no line end")]),
        (b"sep=;\r\nlabel;text\r\n1;a, b\r\n", [(3, "a, b")]),
        (b"text,label\ra,1\rb,2\r", [(2, "a"), (3, "b")]),
        (b'text,label\r\n"a\rb\r\nc",1\r\nd,2', [(2, "a\rb\r\nc"), (5, "d")]),
        (b'text,label\n12" pipe,1\n"last",2', [(2, '12" pipe'), (3, "last")]),
    ],
    ids=[
        *("plain", "bom", "windows", "utf-16", "head", "lines", "short", "one-column", "end", "sep"),
        *("cr", "line-ends", "inches"),
    ],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, content: bytes, found: list[tuple[int, str]]) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert texts(path) == found


def test_a_very_long_cell_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,label\n" + "x" * 200_000 + ",1\n")
    assert texts(path) == [(2, "x" * 200_000)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "table.csv is empty."),
        (b"words,label\na,1\n", "table.csv has no column “text”. It has “words”, “label”."),
        (b"text,text\na,b\n", "table.csv has the column “text” 2 times. Keep one of them."),
        (b"PK\x03\x04rest", "table.csv: That is an Excel file or another archive. Save the sheet as CSV first."),
        (b"%PDF-1.7", "table.csv: That is a PDF. A CSV file is needed."),
        (b"text\n\0\0\0", "table.csv is no text file. A CSV file is needed."),
        (b"{\\rtf1 text}", "table.csv: That is a word processor's file. A CSV file is needed."),
        (b"\xef\xbb\xbf\r\n", "table.csv is empty."),
        (b"\r\ntext,label\na,1\n", "The first line of table.csv is empty. The names of its columns belong there."),
        (
            b'text,label\na,1\n"b,2\nc,3\n',
            "table.csv, line 3: a quotation mark is opened there and never closed, so all below would be one cell.",
        ),
        (
            "text,label\ncafé naïve,1\ngr".encode() + b"\xfc" + "ün,2\n".encode(),
            "table.csv, line 3: a letter there is no UTF-8, while others in the file are. Save it as UTF-8 once more.",
        ),
    ],
    ids=[
        *("empty", "missing", "doubled", "excel", "pdf", "binary"),
        *("rtf", "only-a-mark", "no-head", "open-quote", "two-encodings"),
    ],
)
def test_what_is_no_such_table_is_said_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(BotError) as told:
        texts(path)
    assert told.value.sentence == sentence


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"nowhere\.csv cannot be read: No such file"):
        texts(tmp_path / "nowhere.csv")


def test_what_can_be_read_only_once_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BotError) as told:
        texts(tmp_path / "pipe.csv")
    assert told.value.sentence == "pipe.csv can be read only once. Save it as a file first."


def test_a_file_that_changes_while_it_is_read_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text\na\nb\n")
    rows = tables.read(path, ["text"])
    assert next(rows)["text"] == "a"
    path.write_text("text\na\nb\nc\n")
    with pytest.raises(BotError) as told:
        list(rows)
    assert told.value.sentence == "table.csv was changed while it was read."


@given(content=st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"text,label\n" + content)
    with suppress(BotError):
        assert all(line >= 2 for line, _ in texts(path))


def test_each_query_is_answered_by_the_texts_most_like_it_and_never_by_itself(tmp_path: Path) -> None:
    corpus, queries, out = (tmp_path / name for name in ("corpus.csv", "queries.csv", "out.jsonl"))
    corpus.write_text("text\ndrone surveys\ndrone survey\nwedding bands\nwedding band\ndrone surveys\n")
    queries.write_text("text\ndrone surveys\nwedding bands, live\n\n")
    told: list[tuple[str, int, int]] = []
    done = similar.write(corpus, queries, out, embedder=Letters(), most=2, progress=lambda *all: told.append(all))
    answers = [json.loads(line) for line in out.read_text().splitlines()]
    assert done == len(answers) == 2
    assert [answer["query"] for answer in answers] == ["drone surveys", "wedding bands, live"]
    assert answers[0]["ranked"][0][0] == "drone survey"
    assert [text for text, _ in answers[1]["ranked"]] == ["wedding bands", "wedding band"]
    assert all(-1 <= score <= 1 for answer in answers for _, score in answer["ranked"])
    assert told[-1] == ("Answering", 2, 2)


def test_a_file_that_cannot_be_written_is_named_and_one_that_is_there_stays_until_the_new_one_is_whole(
    tmp_path: Path,
) -> None:
    corpus, out = tmp_path / "corpus.csv", tmp_path / "out.jsonl"
    corpus.write_text("text\nbees\nhives\n")
    out.write_text("before")

    def given_up(*_: object) -> None:
        raise KeyboardInterrupt

    def write(to: Path, progress: Callable[..., None] = lambda *_: None, of: Path = corpus) -> int:
        return similar.write(of, corpus, to, embedder=Letters(), most=2, progress=progress)

    for nowhere in (tmp_path / "nowhere" / "out.jsonl", tmp_path, Path("/dev/full")):
        with pytest.raises(BotError, match=f"{nowhere} cannot be written: "):
            write(nowhere)
    with pytest.raises(KeyboardInterrupt):
        write(out, given_up)
    assert (out.read_text(), sorted(tmp_path.iterdir())) == ("before", [corpus, out])
    assert write(out) == len(out.read_text().splitlines()) == 2
    assert out.stat().st_mode == corpus.stat().st_mode
    empty = tmp_path / "empty.csv"
    empty.write_text("text\n")
    with pytest.raises(BotError, match=r"^empty\.csv has no texts\.$"):
        write(out, of=empty)
