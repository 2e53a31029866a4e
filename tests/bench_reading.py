"""How well and how fast a rep's sentence is read: `python -m tests.bench_reading`.

The messages in tests/data/messages are by several authors who never saw the reader. Rules may be changed for some lots;
the others only tell what that is worth on messages that nobody looked at, so nothing but figures is printed of any. A
folder of the same form (messages.jsonl or dev.jsonl, accounts.csv, competitors.csv) is measured too if
GROUNDSWELL_UTTERANCES names it.

A field of a message is right where it is exactly as labelled: `account` but for capitals, `value` to the cent, `said`
but for capitals, spaces and the marks at its ends, lists in any order. It is wrongly filled where it holds something
that the label does not: another customer, a reason too many; the share is of all messages.
"""

import gc
import json
import os
import random
import resource
import statistics
import time
import tracemalloc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.files import messages, tables
from digests.reading.reader import Reader

SEED = 2026
NAMES = 50_000
ROUNDS = 3
MUST, AIM = (0.85, 0.05), (0.95, 0.02)
FIELDS = ("kind", "account", "value", "currency", "reasons", "competitors", "said", "region")
DATA = Path(__file__).parent / "data" / "messages"
HALF = 80  # messages of the first lot that rules may be changed for
LOTS = (
    ("first", "first half", slice(None, HALF)),
    ("publisher", "a publisher's", slice(None)),
    ("mixed", "other trades", slice(None)),
    ("losses", "mostly lost deals", slice(None)),
    ("first", "first lot, second half, held out", slice(HALF, None)),
    ("unseen", "last lot, held out", slice(None)),
)
_ENDS = " .,;:!?…\"'“”‘’„«»"
_FIRST = (
    "Abbey Alder Amber Anchor Apex Arrow Aspen Aurora Badger Baxter Beacon Birch Blue Bramble Bridge Bright Brook "
    "Canal Castle Cedar Chapel City Clark Clear Cliff Coast Compass Copper Corner Cross Crown Dale Davies Delta "
    "Dove Eagle East Elm Empire Evans Falcon Fern First Fisher Forest Fox Garden Gate Glen Gold Grange Green Hall "
    "Harbor Harper Hawk Hazel Heritage Hill Holly Hudson Hughes Iron Ivy Jones Junction Kings Lake Lark Lee Liberty "
    "Lime Lion Maple Marsh Martin Meadow Mercer Mill Moor Morgan North Oak Old Orchard Otter Park Parker Pine "
    "Pioneer Premier Prime Quarry Queens Raven Red River Robin Rose Rowan Royal Salt Sharp Silver Smith South "
    "Spring Star Stone Summit Sun Swan Taylor Thorn Tower Union Vale Valley Victoria Walker Water West White Willow "
    "Wilson Wood Wren York Young"
)
_TRADES = (
    "Roofing|Plumbing|Dental|Dental Care|Heating|Bakery|Florist|Landscaping|Motors|Auto Repair|Electric|Joinery|"
    "Solicitors|Accountants|Vets|Opticians|Pharmacy|Flooring|Windows|Scaffolding|Catering|Cleaning|Storage|Removals|"
    "Tyres|Printing|Signs|Fencing|Kennels|Nursery|Bistro|Hotel|Gym|Fitness|Glass|Glazing|Security|Pest Control|"
    "Drilling|Towing|Tiles|Paving|Physio|Chiropractic|Insurance|Lettings|Brewery|Farm Supplies|Marine|Hydraulics"
)
_SYLLABLES = (
    "ba bel ber bor bran cal car cor dal den der dor dun el en fal fen gar gil gor hal har hol ing ken kin lan len "
    "ley lin lo mal man mar mer mon mor nan nor or pel per ra ren ric rin ros sal sen ser sin son sto tan ter ton tor "
    "ul van ver vin wal wen wick win wor yar"
)
_ENDINGS = ("", "", "", "", " Ltd", " Inc", " & Sons", " & Co", " Group", " LLC", " of {}", " ({})")
_PLACES = (
    "Leeds York Derby Bath Ripon Truro Ely Dayton Akron Tulsa Boise Salem Dover Austin Fargo Reno Macon Erie Provo"
)


@dataclass(frozen=True)
class Message:
    """A message and what a careful person reads in it."""

    id: str
    text: str
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """Of one field: the share of messages in which it is right, and in which it holds what it should not."""

    right: float
    wrongly_filled: float


def given(folder: Path) -> list[Message]:
    """The labelled messages of a folder."""
    path = next(path for path in (folder / "messages.jsonl", folder / "dev.jsonl") if path.exists())
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Message(row["id"], row["text"], row["expect"]) for row in rows]


def plain(field: str, value: object) -> object:
    """A field's value as it is compared: what is only another way to write it is the same."""
    match field, value:
        case ("account" | "region", str()):
            return " ".join(value.casefold().split())
        case "said", str():
            return " ".join(value.casefold().replace("’", "'").split()).strip(_ENDS)
        case "value", int() | float():
            return round(float(value), 2)
        case (("reasons" | "competitors"), list()):
            return frozenset(value)
        case _:
            return value


def is_wrongly_filled(field: str, found: object, truth: object) -> bool:
    """Whether a field holds what it should not; of kinds, a want or a loss that is none."""
    if isinstance(found, frozenset) and isinstance(truth, frozenset):
        return bool(found - truth)
    empty = "unclear" if field == "kind" else None
    return found not in (empty, truth)


def scores(reader: Reader, some: Sequence[Message]) -> dict[str, Score]:
    """Each field's, over some messages."""
    read = [messages.as_json(reader.read(one.text)) for one in some]
    told = {}
    for field in FIELDS:
        pairs = [
            (plain(field, found[field]), plain(field, one.expect[field])) for found, one in zip(read, some, strict=True)
        ]
        told[field] = Score(
            statistics.fmean(found == truth for found, truth in pairs),
            statistics.fmean(is_wrongly_filled(field, found, truth) for found, truth in pairs),
        )
    return told


def quality(title: str, reader: Reader, some: Sequence[Message]) -> Table:
    """The table of one lot of messages, all fields alike in the last line."""
    table = Table(title=f"{title}: {len(some)} messages", title_justify="left")
    for column in ("field", "right", "must", "aim", "wrongly filled", "at most", "aim "):
        table.add_column(column, justify="left" if column == "field" else "right")
    each = scores(reader, some)
    for field, score in each.items():
        table.add_row(field, f"{score.right:.3f}", "", "", f"{score.wrongly_filled:.3f}", "", "")
    right = statistics.fmean(score.right for score in each.values())
    wrong = statistics.fmean(score.wrongly_filled for score in each.values())
    table.add_row(
        "all, macro", f"{right:.3f}", f"{MUST[0]:.2f}", f"{AIM[0]:.2f}",
        f"{wrong:.3f}", f"{MUST[1]:.2f}", f"{AIM[1]:.2f}",
    )  # fmt: skip
    return table


def strangers(reader: Reader) -> Table:
    """How often something is filled in where nothing is ours: what people ask a bank, and other subjects."""
    texts = [row["text"] for row in tables.read(DATA.parent / "themes_dev.csv", ["text"])]
    texts += (DATA.parent / "foreign.txt").read_text(encoding="utf-8").splitlines()
    read = [messages.as_json(reader.read(text)) for text in texts]
    table = Table(title=f"strangers' sentences: {len(texts):,}", title_justify="left")
    table.add_column("filled in")
    table.add_column("share", justify="right")
    for field in ("account", "value", "competitors", "region"):
        table.add_row(field, f"{statistics.fmean(bool(one[field]) for one in read):.3f}")
    for kind in ("request", "lost_deal"):
        table.add_row(kind, f"{statistics.fmean(one['kind'] == kind for one in read):.3f}")
    return table


def names(number: int, *, surnames: float) -> list[str]:
    """So many made-up customers by a seeded recipe; the share `surnames` has a rare word among common ones."""
    rng, made = random.Random(SEED), dict[str, None]()
    first, trades, syllables, places = _FIRST.split(), _TRADES.split("|"), _SYLLABLES.split(), _PLACES.split()
    while len(made) < number:
        words = [rng.choice(first) for _ in range(rng.choice((1, 2, 2, 2, 3)))]
        if rng.random() < surnames:
            words = ["".join(rng.choices(syllables, k=rng.choice((2, 2, 3)))).capitalize()]
        ending = rng.choice(_ENDINGS).format(rng.choice(places))
        made[f"{' '.join(words)} {rng.choice(trades)}{ending}"] = None
    return list(made)


def messages_about(known: Sequence[str], some: Iterable[Message]) -> list[str]:
    """The messages as they are, and each again about a customer of the long list, in small letters every other time."""
    rng, texts = random.Random(SEED), list[str]()
    for number, one in enumerate(some):
        texts.append(one.text)
        account, other = one.expect["account"], rng.choice(known)
        typed = other.lower() if number % 2 else other
        texts.append(one.text.replace(account, typed) if account and account in one.text else f"{typed}: {one.text}")
    return texts


def speed(some: Sequence[Message], folder: Path) -> Table:
    """How long a message takes with the folder's customers, with 50,000 of two sorts, and in a text of ten messages."""
    competitors = folder / "competitors.csv"
    table = Table(title=f"milliseconds a message; {NAMES:,} made-up customers, seed {SEED}", title_justify="left")
    for column in ("customers", "p50", "p95", "longest", "must", "aim", "built in", "memory"):
        table.add_column(column, justify="left" if column == "customers" else "right")
    plain_texts = [one.text for one in some]
    reader = messages.reader_of(folder / "accounts.csv", competitors)
    table.add_row("those of the messages", *_cuts(reader, plain_texts), "", "", "", "")
    for title, surnames in (("50,000, half with a rare word", 0.5), ("50,000, of common words only", 0.0)):
        known = names(NAMES, surnames=surnames)
        with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
            file.write("name\n" + "\n".join(known) + "\n")
            file.flush()
            start = time.perf_counter()
            reader = messages.reader_of(Path(file.name), competitors)
            took = time.perf_counter() - start
        built = f"{took:.1f} s", f"{_memory(known) / 1e6:,.0f} MB"
        texts = messages_about(known, some)
        table.add_row(title, *_cuts(reader, texts), "5", "1", *built)
        long = [" ".join(texts[at : at + 10]) for at in range(0, len(texts), 10)]
        table.add_row("  ten messages in one text", *_cuts(reader, long), "", "", "", "")
    table.caption = f"the process took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB at most"
    return table


def _cuts(reader: Reader, texts: Sequence[str]) -> tuple[str, str, str]:
    """The p50, the p95 and the longest time of some texts, each read several times."""
    times = []
    for text in [*texts] * ROUNDS:
        start = time.perf_counter()
        reader.read(text)
        times.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return f"{cuts[49]:.2f}", f"{cuts[94]:.2f}", f"{max(times):.1f}"


def _memory(known: Sequence[str]) -> int:
    """The bytes that a list takes in a reader."""
    gc.collect()
    tracemalloc.start()
    reader = Reader(accounts=known)
    bytes_ = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del reader
    return bytes_


def main() -> None:
    """Print the tables."""
    console = Console()
    lots = [(DATA / name, title, part) for name, title, part in LOTS]
    if more := os.environ.get("GROUNDSWELL_UTTERANCES"):
        lots.append((Path(more), Path(more).name, slice(None)))
    for folder, title, part in lots:
        reader = messages.reader_of(folder / "accounts.csv", folder / "competitors.csv")
        console.print(quality(title, reader, given(folder)[part]))
    first = DATA / "first"
    reader = messages.reader_of(first / "accounts.csv", first / "competitors.csv")
    console.print(strangers(reader))
    console.print(speed(given(first), first))


if __name__ == "__main__":
    main()
