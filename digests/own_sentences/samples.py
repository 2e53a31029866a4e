"""Made-up reports on which an own sentence is tried before it is kept: an empty week, a quiet, a first, a full one."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

from digests.deals.intervals import Share
from digests.deals.odds import Record
from digests.deals.report import Among, DealsReport, Judged, LostForWant, Money, Noting, Quality, ReasonSlice, WinRates
from digests.deals.report import Lost as LostInQuarter
from digests.report import (
    Asked,
    DigestReport,
    Figure,
    Limits,
    Lost,
    Numbers,
    ToldBack,
    Trend,
    Trends,
    Unasked,
    Urgency,
    Waiting,
    Waitlist,
    Won,
)

_ID = uuid.UUID(int=1)
_TITLE = "Solar & battery installers"
_WIDE = f"<{_TITLE}> " * 12


def samples(language: str) -> tuple[DigestReport, ...]:
    """All of them, in a language; none carries own sentences."""
    reports = (_EMPTY, _QUIET, _FIRST, _FULL, _LONG)
    return tuple(replace(report, language=language) for report in reports)


def typical(language: str) -> tuple[DigestReport, ...]:
    """Those to show: the full week first, and none that is only there to be long."""
    return tuple(replace(report, language=language) for report in (_FULL, _FIRST, _QUIET))


def _asked(title: str, accounts: int) -> Asked:
    return Asked(
        request_id=_ID,
        title=title,
        status="triage",
        accounts=accounts,
        unnamed=0,
        reps=3,
        reports=accounts,
        lost_deals=0,
        worth={"GBP": 1_960_000},
        regions=("North", "South West"),
        before=0.3,
        accounts_so_far=accounts,
    )


def _numbers(accounts: int, before: float | None) -> Numbers:
    figure = Figure(accounts, before)
    return Numbers(figure, figure, Figure(4, before), Figure(2, before), Figure(2, before), 0, 3)


_EMPTY = DigestReport(
    period="2026-W47",
    workspace="Yellow Press",
    timezone="Europe/London",
    noun="heading",
    as_of=datetime(2026, 11, 23, 9, tzinfo=UTC),
    is_closed=True,
    weeks_before=12,
    numbers=Numbers(Figure(0, 0.0), Figure(0, 0.0), Figure(0, 0.0), Figure(0, 0.0), Figure(0, 0.0), 0, 0),
    asked=(),
    asked_in_all=0,
    unasked=Unasked(),
    quotes=(),
    lost=Lost(Figure(0, 0.0), {}, ()),
    won=Won(Figure(0, 0.0), {}),
    waiting=Waitlist(0, 0, 0, ()),
    decided=(),
    told=ToldBack(),
    limits=Limits(0, 0, ()),
    voices=0,
)
_QUIET = replace(_EMPTY, numbers=_numbers(2, 4.3), voices=2)
_FIRST = replace(
    _EMPTY, weeks_before=0, numbers=_numbers(3, None), voices=3, asked=(_asked(_TITLE, 3),), asked_in_all=1
)
_TREND = Trend(
    period="2026-W47",
    theme_id=_ID,
    title=_TITLE,
    region_id=_ID,
    region="South West",
    segment=None,
    among="",
    direction="up",
    news="new",
    weeks=1,
    window=1,
    observed=10,
    expected=3.1,
    variance=4.0,
    usual_least=0,
    usual_most=6,
    p=0.0001,
    threshold=0.001,
    in_a_row=1,
    accounts=10,
    reps=3,
    worth={"GBP": 3_200_000},
    by_week=(3, 2, 3, 10),
)
_WORTH = {"GBP": Money(deals=12, full=6_300_000, capped=6_300_000, largest=900_000, equal=10.4)}
_QUARTER = DealsReport(
    weeks=13,
    lost=LostInQuarter(
        deals=40,
        worth=_WORTH,
        reasons=(ReasonSlice("price", "Price", 12, 12.0, Share(0.3, 0.18, 0.45), _WORTH),),
        listed=(),
    ),
    rates=WinRates(Record(9, 49), 13, Judged.YES, Among.ALL, Noting(40, 20, 9, 4), (), ()),
    stages=(),
    quality=Quality(40, 0, 0, 0, 0, 0, 0),
    wanted=LostForWant(0, {}, (), 0, {}),
    raised=(),
)
_FULL = replace(
    _EMPTY,
    numbers=_numbers(18, 4.3),
    voices=22,
    asked=(_asked(_TITLE, 6), _asked("EV charger fitting", 2)),
    asked_in_all=5,
    lost=Lost(Figure(4, 1.0), {"GBP": 630_000}, ()),
    quarter=_QUARTER,
    won=Won(Figure(1, 0.3), {"GBP": 520_000}),
    waiting=Waitlist(6, 1, 0, (Waiting(_ID, _TITLE, 6, None, 21, -2, date(2026, 11, 21), Urgency.LATE),)),
    trends=Trends(told=(_TREND,), checked=6),
)
# Titles as long as people make them, and more of everything.
_LONG = replace(
    _FULL,
    numbers=_numbers(12_345, 9_876.5),
    voices=12_345,
    asked=tuple(_asked(f"{number} {_WIDE}", 40) for number in range(12)),
    trends=Trends(told=(replace(_TREND, title=_WIDE, direction="down", window=4, expected=0.2),), checked=600),
)
