"""Counts a week: from its reports to its sheet, and to who was behind each request and what is in each theme. Pure."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from digests import tally
from digests.sheet import Detail, ItemSums, Quotable, Quotables, ThemeSums, Totals, Wants, WantSums
from digests.tally import Voice
from storage.models import Evidence, ReportKind
from storage.queries.digest import Heard, WeekNumbers
from storage.queries.week_reports import Reports

# So many requests are kept in detail, and so many voices to quote for each; enough for all that is told but in a week
# of many ties, and such a week is counted in full.
MOST_WANTS = 60
MOST_QUOTABLE = 24
_HASH = 8


@dataclass(frozen=True)
class Counted:
    """A week that was counted: `voices` by request, and the reports of each theme."""

    totals: Totals
    detail: Detail
    voices: Mapping[uuid.UUID, frozenset[Voice]]
    themes: Mapping[uuid.UUID, Sequence[Heard]]


def count(reports: Reports, *, in_full: bool = False) -> Counted:
    """Count a week. `in_full` leaves nothing out of its detail."""
    rows = reports.rows
    by_id = {row.report_id: row for row in rows}
    wants, themes, items = (_gathered(by_id, placed) for placed in (reports.requests, reports.themes, reports.items))
    voices = {request_id: frozenset(map(tally.voice, behind)) for request_id, behind in wants.items()}
    of_themes = [
        ThemeSums(theme_id, len(set(map(tally.voice, behind))), len({row.reporter_id for row in behind}))
        for theme_id, behind in sorted(themes.items())
    ]
    answered = [by_id[report_id] for report_id, _ in reports.items]
    noted = [row for row in rows if row.kind is ReportKind.REQUEST and row.is_unasked is not None]
    most = None if in_full else MOST_QUOTABLE
    lost, won, asked = (
        [row for row in rows if row.kind is kind]
        for kind in (ReportKind.LOST_DEAL, ReportKind.WON_DEAL, ReportKind.REQUEST)
    )
    return Counted(
        totals=Totals(
            WeekNumbers(
                accounts=len({row.account_id for row in rows if row.account_id}),
                reports=len(rows),
                unnamed=sum(row.account_id is None for row in rows),
                reps=len({row.reporter_id for row in rows}),
                regions=len({row.region_id for row in rows if row.region_id}),
                lost=len(set(map(tally.deal, lost))),
                won=len(set(map(tally.deal, won))),
            ),
            {one.theme_id: one.voices for one in of_themes},
        ),
        detail=Detail(
            voices=len(set(map(tally.voice, rows))),
            noted=len(set(map(tally.voice, noted))),
            unasked=len({tally.voice(row) for row in noted if row.is_unasked}),
            opinion_only=sum(row.evidence is Evidence.OPINION for row in rows),
            regions=tuple(sorted({row.region_id for row in rows if row.region_id})),
            lost_worth=tally.worth(lost, tally.deal),
            won_worth=tally.worth(won, tally.deal),
            wants=_wants(wants, voices, in_full=in_full),
            themes=tuple(of_themes),
            answered=len(answered),
            answered_voices=len(set(map(tally.voice, answered))),
            items=tuple(ItemSums(item_id, len(set(map(tally.voice, of)))) for item_id, of in sorted(items.items())),
            lost_quotable=_quotable(lost, most),
            quotable=_quotable(asked, most),
        ),
        voices=voices,
        themes=themes,
    )


def hashed(voices: Iterable[Voice]) -> bytes:
    """Voices as eight bytes each, in order: enough to tell apart whoever was ever behind one request."""
    each = np.frombuffer(b"".join(map(_hashed, voices)), np.uint64)
    return np.sort(each).tobytes()


def different(given: Iterable[bytes]) -> int:
    """How many voices there are in several times what `hashed` made."""
    return len(np.unique(np.frombuffer(b"".join(given), np.uint64)))


def _hashed(voice: Voice) -> bytes:
    kind, who = voice
    return blake2b(who.bytes if isinstance(who, uuid.UUID) else f"{kind}:{who}".encode(), digest_size=_HASH).digest()


def _gathered(
    by_id: Mapping[uuid.UUID, Heard], placed: Iterable[tuple[uuid.UUID, uuid.UUID]]
) -> dict[uuid.UUID, list[Heard]]:
    """Reports by what they belong to, in the order of their ids."""
    found: defaultdict[uuid.UUID, list[Heard]] = defaultdict(list)
    for report_id, of in placed:
        found[of].append(by_id[report_id])
    return found


def _wants(
    wants: Mapping[uuid.UUID, Sequence[Heard]], voices: Mapping[uuid.UUID, frozenset[Voice]], *, in_full: bool
) -> Wants:
    """The requests that may be told, and how far the others come."""
    is_single = {
        request_id: len(voices[request_id]) < 2 or len({row.reporter_id for row in behind}) < 2
        for request_id, behind in wants.items()
    }
    order = sorted(wants, key=lambda one: (is_single[one], -len(voices[one]), one))
    kept, rest = (order, []) if in_full else (order[:MOST_WANTS], order[MOST_WANTS:])
    return Wants(
        first=tuple(_want(one, wants[one], None if in_full else MOST_QUOTABLE) for one in kept),
        several=max((len(voices[one]) for one in rest if not is_single[one]), default=0),
        single=max((len(voices[one]) for one in rest if is_single[one]), default=0),
    )


def _want(request_id: uuid.UUID, rows: Sequence[Heard], most: int | None) -> WantSums:
    shared, alone = tally.heard_alone(rows)
    return WantSums(
        request_id=request_id,
        accounts=len({row.account_id for row in rows if row.account_id}),
        unnamed=len({row.reporter_id for row in rows if row.account_id is None}),
        reps=len({row.reporter_id for row in rows}),
        reports=len(rows),
        lost_deals=len({tally.deal(row) for row in rows if row.kind is ReportKind.LOST_DEAL}),
        worth=tally.worth(rows),
        regions=tuple(sorted(tally.by_region(rows).items())),
        shared=shared,
        alone=dict(sorted(Counter(alone.values()).items())),
        quotable=_quotable(rows, most),
    )


def _quotable(rows: Iterable[Heard], most: int | None) -> Quotables:
    """The most telling report of each voice."""
    found: dict[str, Quotable] = {}
    for row in tally.most_quotable(rows):
        name = name_of(tally.voice(row))
        if name in found:
            continue
        if most is not None and len(found) == most:
            return Quotables(tuple(found.values()), is_cut=True)
        found[name] = Quotable(row.report_id, name)
    return Quotables(tuple(found.values()))


def name_of(voice: Voice) -> str:
    """A voice in words."""
    kind, who = voice
    return f"{kind}:{who}"
