"""A week's counts by theme, region and segment in a few bytes each: a digest reads those of years at once. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storage.queries.rollups import Counted, InWeek

_ID = 16
_NUMBER = np.dtype("<i4")


@dataclass(frozen=True)
class Cells:
    """One week: `numbers` is (cells, 4), the places of theme, region and segment in the three lists, and the voices."""

    themes: tuple[bytes, ...]
    regions: tuple[bytes, ...]
    segments: tuple[str, ...]
    numbers: NDArray[np.int32]


def cells(counted: Iterable[Counted | InWeek]) -> Cells:
    """The cells of a week from its counts."""
    rows = list(counted)
    themes = sorted({one.theme_id.bytes for one in rows})
    regions = sorted({one.region_id.bytes for one in rows})
    segments = sorted({one.segment for one in rows})
    theme_at = {one: place for place, one in enumerate(themes)}
    region_at = {one: place for place, one in enumerate(regions)}
    segment_at = {one: place for place, one in enumerate(segments)}
    numbers = [
        (theme_at[one.theme_id.bytes], region_at[one.region_id.bytes], segment_at[one.segment], one.voices)
        for one in rows
    ]
    return Cells(tuple(themes), tuple(regions), tuple(segments), np.array(numbers, _NUMBER).reshape(-1, 4))


def packed(week: Cells) -> bytes:
    """A week as bytes: four lengths, the ids, the segments as JSON, the numbers."""
    segments = json.dumps(week.segments, ensure_ascii=False).encode()
    lengths = np.array([len(week.themes), len(week.regions), len(segments), len(week.numbers)], _NUMBER)
    numbers = np.asarray(week.numbers, _NUMBER)
    return b"".join([lengths.tobytes(), *week.themes, *week.regions, segments, numbers.tobytes()])


def unpacked(data: bytes) -> Cells:
    """A week from the bytes that `packed` made."""
    themes, regions, segments, count = (int(one) for one in np.frombuffer(data, _NUMBER, 4))
    at = 4 * _NUMBER.itemsize
    ids = split(data[at : at + _ID * (themes + regions)])
    at += _ID * (themes + regions)
    names = json.loads(data[at : at + segments])
    numbers = np.frombuffer(data, _NUMBER, 4 * count, at + segments).reshape(-1, 4)
    return Cells(tuple(ids[:themes]), tuple(ids[themes:]), tuple(names), numbers)


def split(data: bytes) -> list[bytes]:
    """Ids that stand one after the other."""
    return [data[at : at + _ID] for at in range(0, len(data), _ID)]
