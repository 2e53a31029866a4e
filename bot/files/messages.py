"""`groundswell read`: what each message of a file says, one JSON object a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.files import output, tables
from bot.files.similar import Progress
from digests.reading.found import Kind, Read, Sure
from digests.reading.reader import Reader

_EVERY = 500
# JSON leaves these as they are, but many programs end a line at them.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


@dataclass(frozen=True)
class Done:
    """How many messages there were, and of which kind."""

    sentence: str


def write(messages: Path, to: Path, *, accounts: Path | None, competitors: Path | None, progress: Progress) -> Done:
    """Write what each line of a file says, empty lines too, in their order; nothing where something cannot be read.

    Raises BotError for a file that is not there, for lists without a column `name`, and where nothing can be written.
    """
    reader = reader_of(accounts, competitors)
    lines = list(_lines(messages))
    kinds: dict[Kind, int] = {}
    with output.whole(to) as file:
        for done, line in enumerate(lines, start=1):
            read = reader.read(line)
            kinds[read.kind.value] = kinds.get(read.kind.value, 0) + 1
            file.write(json.dumps(as_json(read), ensure_ascii=False).translate(_LINE_ENDS) + "\n")
            if done % _EVERY == 0 or done == len(lines):
                progress("Reading", done, len(lines))
    requests, lost = kinds.get(Kind.REQUEST, 0), kinds.get(Kind.LOST_DEAL, 0)
    return Done(
        f"Read {len(lines):,}: {requests:,} requests, {lost:,} lost deals, {len(lines) - requests - lost:,} unclear."
    )


def reader_of(accounts: Path | None, competitors: Path | None) -> Reader:
    """A reader that knows the customers (`name`, `region`) and rivals (`name`, `aliases`) of two CSV files."""
    names: list[str] = []
    regions: list[str] = []
    for row in tables.read(accounts, ("name",)) if accounts is not None else ():
        names.append(row["name"].strip())
        regions.append(row.cells.get("region", "").strip())
    rivals: dict[str, list[str]] = {}
    for row in tables.read(competitors, ("name",)) if competitors is not None else ():
        aliases = row.cells.get("aliases", "").split(";")
        rivals.setdefault(row["name"].strip(), []).extend(alias.strip() for alias in aliases if alias.strip())
    rivals.pop("", None)
    return Reader(accounts=filter(None, names), competitors=rivals, regions=sorted({one for one in regions if one}))


def as_json(read: Read) -> dict[str, Any]:
    """What was read as plain values; what is only guessed is left open."""
    value = read.value if read.value is not None and read.value.sure is not Sure.GUESS else None
    amount = value.value.amount if value is not None else None
    return {
        "kind": read.kind.value.value,
        "account": read.account.value if read.account is not None else None,
        "value": int(amount) if amount is not None and amount == int(amount) else amount,
        "currency": value.value.currency if value is not None else None,
        "reasons": [one.value for one in read.reasons],
        "competitors": [one.value for one in read.competitors],
        "said": read.said.value if read.said is not None else None,
        "region": read.region.value if read.region is not None else None,
        "note": read.note or None,
    }


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file as people save text; a letter that is none becomes a sign."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BotError(f"{path} cannot be read: {error.strerror}.") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("utf-8-sig", errors="replace")
            wrong = text.count("\ufffd")
            if sum(char > "\x7f" for char in text) <= 2 * wrong:  # more letters are none than are one
                text = raw.decode("cp1252", errors="replace")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for line in lines:
        yield line.removesuffix("\r")
