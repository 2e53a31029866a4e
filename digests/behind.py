"""The reports of themes in columns: a digest looks through thousands of them to say who is behind a trend. Pure.

A theme's reports of one week are stored so (`packed`), those whose words tell most first. They hold what a line of a
digest needs of them, and nothing that was said.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from digests import tally
from storage.models import NONE, ReportKind
from storage.queries.digest import Heard
from storage.queries.digest_trends import HeardOf

# A report that names no account, one without a value, and one that is never quoted.
_NOBODY = NONE.bytes
_NO_VALUE = np.iinfo(np.int64).min
_NEVER = np.iinfo(np.int16).max
_ROW = np.dtype(
    [
        *[("report_id", "S16"), ("account_id", "S16"), ("value", "<i8"), ("rep", "<i4"), ("region", "<i2")],
        *[("segment", "<i2"), ("currency", "<i2"), ("telling", "<i2"), ("is_lost", "?")],
    ]
)
_LENGTH = np.dtype("<i4")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_T = TypeVar("_T", str, uuid.UUID)


@dataclass(frozen=True)
class OfTheme:
    """A theme's reports of one week: `rows` as in `_ROW`, the numbers in it are places in the four lists."""

    theme_id: uuid.UUID
    reps: tuple[str, ...]
    regions: tuple[str, ...]
    segments: tuple[str, ...]
    currencies: tuple[str, ...]
    rows: NDArray[Any]


def of_theme(theme_id: uuid.UUID, heard: Iterable[Heard]) -> OfTheme:
    """A theme's reports of one week, in whichever order they are given."""
    rows = sorted(heard, key=lambda row: (_EPOCH - row.logged_at, row.report_id))
    reps = sorted({row.reporter_id for row in rows})
    regions = sorted({(row.region_id or NONE).hex for row in rows})
    segments = sorted({row.segment for row in rows})
    currencies = sorted({row.currency for row in rows})
    rep, region, segment, currency = (
        {name: at for at, name in enumerate(names)} for names in (reps, regions, segments, currencies)
    )
    columns = [
        (
            row.report_id.bytes,
            row.account_id.bytes if row.account_id else _NOBODY,
            _NO_VALUE if row.value_minor is None else row.value_minor,
            rep[row.reporter_id],
            region[(row.region_id or NONE).hex],
            segment[row.segment],
            currency[row.currency],
            _telling(row),
            row.kind is ReportKind.LOST_DEAL,
        )
        for row in rows
    ]
    return OfTheme(theme_id, tuple(reps), tuple(regions), tuple(segments), tuple(currencies), np.array(columns, _ROW))


def by_theme(heard: Iterable[HeardOf]) -> list[OfTheme]:
    """The same of the reports of several themes."""
    rows: defaultdict[uuid.UUID, list[Heard]] = defaultdict(list)
    for one in heard:
        rows[one.theme_id].append(one.row)
    return [of_theme(theme_id, those) for theme_id, those in rows.items()]


def packed(given: OfTheme) -> bytes:
    """A theme's reports as bytes: the length of the four lists as JSON, these, the rows."""
    lists = json.dumps([given.reps, given.regions, given.segments, given.currencies], ensure_ascii=False).encode()
    return b"".join([np.array(len(lists), _LENGTH).tobytes(), lists, given.rows.tobytes()])


def unpacked(theme_id: uuid.UUID, data: bytes) -> OfTheme:
    """A theme's reports from the bytes that `packed` made."""
    begin = _LENGTH.itemsize + int(np.frombuffer(data, _LENGTH, 1)[0])
    reps, regions, segments, currencies = map(tuple, json.loads(data[_LENGTH.itemsize : begin]))
    return OfTheme(theme_id, reps, regions, segments, currencies, np.frombuffer(data, _ROW, offset=begin))


@dataclass(frozen=True)
class Told:
    """The report whose words tell most: whose voice it is (see `counting.name_of`), and how many weeks back."""

    report_id: uuid.UUID
    voice: str
    back: int


@dataclass(frozen=True)
class Behind:
    """The reports of several themes and weeks, (reports,) each, those of the latest week first.

    `back` counts weeks, 0 for the latest. All other numbers are places in the lists: `themes`, `regions` and `segments`
    in the order in which they are first met, `currencies` and voices in the order of their names. Accounts come before
    reps among the voices: those without an account have the voice `len(accounts) + rep`.
    """

    themes: tuple[uuid.UUID, ...]
    regions: tuple[uuid.UUID, ...]
    segments: tuple[str, ...]
    currencies: tuple[str, ...]
    reps: tuple[str, ...]
    accounts: NDArray[np.bytes_]
    back: NDArray[np.intp]
    theme: NDArray[np.intp]
    region: NDArray[np.intp]
    segment: NDArray[np.intp]
    rep: NDArray[np.intp]
    voice: NDArray[np.intp]
    rows: NDArray[Any]

    def of(self, which: NDArray[Any]) -> "Behind":
        """Some of the reports, in their order."""
        columns = ("back", "theme", "region", "segment", "rep", "voice", "rows")
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        return Behind(**kept | {name: kept[name][which] for name in columns})

    def name(self, voice: int) -> str:
        """A voice in words, as `counting.name_of` says it."""
        if voice >= len(self.accounts):
            return f"rep:{self.reps[voice - len(self.accounts)]}"
        return f"account:{_id(self.accounts[voice])}"

    @property
    def voices(self) -> int:
        """How many different voices there are."""
        return len(np.unique(self.voice))

    @property
    def heard_by(self) -> int:
        """How many different reps there are."""
        return len(np.unique(self.rep))

    @property
    def lost_deals(self) -> int:
        """How many deals were lost; see `tally.deal`."""
        lost = self.voice[self.rows["is_lost"]]
        is_named = lost < len(self.accounts)
        return len(np.unique(lost[is_named])) + int((~is_named).sum())

    def worth(self) -> dict[str, int]:
        """What the reports are worth in minor units by currency; see `tally.worth`."""
        has_value = self.rows["value"] != _NO_VALUE
        if not has_value.any():
            return {}
        currency = self.rows["currency"][has_value].astype(np.intp)
        keys = currency * (len(self.accounts) + len(self.reps)) + self.voice[has_value]
        every, place = np.unique(keys, return_inverse=True)
        highest = np.zeros(len(every), np.int64)
        np.maximum.at(highest, place, self.rows["value"][has_value])
        found: dict[str, int] = {}
        for key, minor in zip(every.tolist(), highest.tolist(), strict=True):
            name = self.currencies[key // (len(self.accounts) + len(self.reps))]
            found[name] = found.get(name, 0) + minor
        return found

    def most_telling(self) -> Told | None:
        """The report to quote, if there is one; see `tally.most_quotable`."""
        if not len(self.rows):
            return None
        at = int(self.rows["telling"].argmin())
        if self.rows["telling"][at] == _NEVER:
            return None
        return Told(_id(self.rows["report_id"][at]), self.name(int(self.voice[at])), int(self.back[at]))


def behind(by_week: Sequence[Sequence[OfTheme]]) -> Behind:
    """The reports of several themes in several weeks that follow each other, the latest week first."""
    parts = [(back, one) for back, week in enumerate(by_week) for one in week]
    themes, of_theme_ = _numbered([one.theme_id] for _, one in parts)
    regions, of_region = _numbered(one.regions for _, one in parts)
    segments, of_segment = _numbered(one.segments for _, one in parts)
    reps, of_rep = _numbered((one.reps for _, one in parts), is_sorted=True)
    currencies, of_currency = _numbered((one.currencies for _, one in parts), is_sorted=True)
    rows = np.concatenate([one.rows for _, one in parts]) if parts else np.empty(0, _ROW)
    rep = _renumbered([one.rows["rep"] for _, one in parts], of_rep)
    rows["currency"] = _renumbered([one.rows["currency"] for _, one in parts], of_currency)
    accounts, voice = np.unique(rows["account_id"], return_inverse=True)
    if len(accounts) and accounts[0] == b"":
        accounts, voice = accounts[1:], voice - 1
    sizes = [len(one.rows) for _, one in parts]
    return Behind(
        tuple(themes),
        tuple(uuid.UUID(hex=one) for one in regions),
        tuple(segments),
        tuple(currencies),
        tuple(reps),
        accounts=accounts,
        back=np.repeat(np.array([back for back, _ in parts], np.intp), sizes),
        theme=np.repeat(np.array([one[0] for one in of_theme_], np.intp), sizes),
        region=_renumbered([one.rows["region"] for _, one in parts], of_region),
        segment=_renumbered([one.rows["segment"] for _, one in parts], of_segment),
        rep=rep,
        voice=np.where(rows["account_id"] == b"", len(accounts) + rep, voice),
        rows=rows,
    )


def _telling(row: Heard) -> int:
    """How much a report's words tell, the less the more, as `tally.most_quotable` puts them in order."""
    place = tally.telling(row)
    if place is None:
        return _NEVER
    is_hearsay, is_asked, length = place
    return (2 * is_hearsay + is_asked) * (tally.LEGIBLE + 1) + tally.LEGIBLE + length


def _numbered(lists: Iterable[Sequence[_T]], *, is_sorted: bool = False) -> tuple[list[_T], list[list[int]]]:
    """All names of several lists, and of each list the numbers of its names among them."""
    given = list(lists)
    every = list(dict.fromkeys(chain.from_iterable(given)))
    if is_sorted:
        every.sort()
    number = {name: at for at, name in enumerate(every)}
    return every, [[number[name] for name in names] for names in given]


def _renumbered(places: Sequence[NDArray[Any]], numbers: Sequence[Sequence[int]]) -> NDArray[np.intp]:
    """Places in several lists as numbers among all names."""
    found = [np.array(of, np.intp)[at] for at, of in zip(places, numbers, strict=True)]
    return np.concatenate(found) if found else np.empty(0, np.intp)


def _id(stored: bytes) -> uuid.UUID:
    # numpy leaves out the zeros at the end.
    return uuid.UUID(bytes=bytes(stored).ljust(16, b"\0"))
