"""Every number that a digest says comes from its report, and the parts of a report add up to their wholes."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests import pictures
from digests.build import build
from digests.channel import in_channel
from digests.deals.intervals import Share
from digests.locales import ENGLISH
from digests.phrases import PLAIN, Words, mean
from digests.report import DigestReport
from digests.weeks import Week
from digests.wording import money, rounded
from digests.words import plain
from storage.database import Database
from storage.models import Evidence, RequestStatus, Stage
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, Fill
from tests.digests.market import DUE, MONDAY, WEEK, Market

ABOUT = ("Solar", "Chargers", "Saunas")
REGIONS = ("North", "South West", "Wales")
CURRENCIES = ("GBP", "EUR", "SEK")
# Numbers that sentences have of their own: the least deals, a quarter, the share of an interval, the span of a week.
OWN = frozenset({"8", "13", "95", "100"})
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_names = count()


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, object]]:
    """Reports of a quarter in any number, by few reps of few accounts, much left empty, most of them in one week."""
    return [
        {
            "kind": draw(st.sampled_from(("report", "report", "lost", "lost", "won"))),
            "rep": f"U{draw(st.integers(1, 4))}",
            "account": draw(st.none() | st.sampled_from([f"Account {chr(65 + number)}" for number in range(12)])),
            "at": MONDAY
            - draw(st.sampled_from((0, 0, 0, 1, 2, 5, 12))) * WEEK
            + timedelta(hours=draw(st.integers(0, 99))),
            "about": draw(st.none() | st.sampled_from(ABOUT)),
            "value": draw(st.none() | st.integers(0, 50_000)),
            "currency": draw(st.sampled_from(CURRENCIES)),
            "region": draw(st.none() | st.sampled_from(REGIONS)),
            "is_unasked": draw(st.none() | st.booleans()),
            "evidence": draw(st.none() | st.sampled_from(Evidence)),
            "stage": draw(st.none() | st.sampled_from(Stage)),
            "reasons": draw(st.lists(st.sampled_from(("Price", "Timing", "No suitable heading")), unique=True)),
            "lost_to": draw(st.lists(st.sampled_from(("Yelp", "Google")), unique=True)),
        }
        for _ in range(draw(st.integers(0, 40)))
    ]


def digest_of(database: Database, happened: list[dict[str, object]]) -> DigestReport:
    """The digest of a workspace of its own in which this happened."""
    with database.write() as session:
        market = Market(session, workspace_id=f"T{next(_names)}")
        for number, one in enumerate(happened):
            values = {key: value for key, value in one.items() if key not in ("kind", "rep", "account")}
            # A row's time with its place: imports bring many of one moment, but never more than one report at once.
            values["at"] = one["at"] + timedelta(seconds=number)  # type: ignore[operator] # a moment
            getattr(market, str(one["kind"]))(one["rep"], one["account"], **values)
        if happened:
            market.change("Saunas", RequestStatus.DECLINED, words="Too few ask for it.")
        publisher.count_weeks(market)
        return build(session, workspace_id=market.workspace_id, week=Week(2026, 47), now=DUE)


# --- what the report holds, as it may be said ---


def said_of(value: object, zone: ZoneInfo) -> Iterator[str]:
    """Every way in which a value of a report may be said, and those of all that it holds."""
    match value:
        case Share():
            yield from (ENGLISH.percent(part).removesuffix("%") for part in (value.value, value.low, value.high))
        case Enum() | bool():
            return
        case int():
            yield from (f"{abs(value):,}", f"{value:,}")
        case float():
            yield from (mean(value), f"{value:.0f}", f"{max(1, round(value)):,}")
        case datetime():
            local = value.astimezone(zone)
            yield from (f"{local:%H}", f"{local:%M}", str(local.day), str(local.year))
        case date():
            yield str(value.day)
        case str():
            yield from _NUMBER.findall(value)
        case dict():
            for currency, one in value.items():
                if isinstance(one, int):
                    yield from _NUMBER.findall(f"{money(one, currency)} {rounded(one, currency)}")
                else:
                    yield from said_of_money(currency, one, zone)
        case tuple():
            yield f"{len(value):,}"
            for one in value:
                yield from said_of(one, zone)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from said_of(getattr(value, field.name), zone)


def said_of_money(currency: str, worth: object, zone: ZoneInfo) -> Iterator[str]:
    """Of the money of some deals: sums in its currency, how many deals, how many equal ones, shares."""
    yield from said_of(worth, zone)
    for name in ("full", "capped", "largest"):
        minor = getattr(worth, name)
        yield from _NUMBER.findall(f"{money(minor, currency)} {rounded(minor, currency)}")


def figures(report: DigestReport) -> set[str]:
    """The numbers that may be said of a report: what it holds, what it derives, and how many a list leaves out."""
    week = report.week
    found = {*OWN, *said_of(report, ZoneInfo(report.timezone)), str(week.number)}
    found |= set(_NUMBER.findall(week.label))
    derived = [report.told.still_to_tell, len(report.ranked), report.waiting.total - len(report.waiting.first)]
    derived += [one.voices for one in report.asked]
    derived += range(1, len(report.ranked) + 1)
    if report.quarter is not None:
        quarter = report.quarter
        known = [one.deals for one in quarter.lost.parts if one.code != "unknown"]
        valued = [one.deals - one.unvalued for one in quarter.lost.parts if one.code != "unknown"]
        derived += [quarter.rates.overall.lost, sum(known), sum(valued), quarter.lost.deals - sum(known)]
        derived += [sum(one.unvalued for one in quarter.lost.parts if one.code != "unknown")]
    derived += [sum(count.now for count in one.counts) + one.elsewhere.now for one in report.regions.themes]
    lengths = {len(part) for part in lists(report)}
    derived += [length - least for length in lengths for least in (*range(2, 9), 0) if length > least]
    return found | {f"{number:,}" for number in derived}


def lists(report: DigestReport) -> Iterator[tuple[object, ...]]:
    """The lists of which only the first are told."""
    yield from (report.limits.silent_regions, report.asked, report.decided)
    yield from (one.regions for one in report.asked)
    if report.quarter is not None:
        quarter = report.quarter
        yield from (quarter.lost.reasons, quarter.lost.listed, quarter.raised, quarter.wanted.wants)
        yield from (quarter.rates.competitors, quarter.rates.reasons)


def numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def everything_said(report: DigestReport) -> str:
    short = in_channel(report, added=24)
    words = [Words(report, PLAIN).say(name) for name in ("headline", "quiet", "brief", "numbers", "limits_facts")]
    drawn = [pictures.pareto(report).alt] if pictures.pareto_shown(report) else []
    drawn += [pictures.heat(report).alt] if pictures.heat_shown(report) else []
    # Running shares and amounts in short are the chart's own, and tested there.
    drawn = [re.sub(r"\d+%|[£€][\d.,]+(?:k|m)?\b|[\d.,]+k? SEK", "", alt) for alt in drawn]
    return "\n".join([plain(report), plain(short), *words, *drawn])


def assert_adds_up(report: DigestReport) -> None:
    """Every part of the report that has a whole."""
    for asked in report.asked:
        assert asked.voices == asked.accounts + asked.unnamed
        assert max(asked.reps, asked.voices) <= asked.reports or asked.reports == 0
        assert asked.lost_deals <= asked.reports
    assert report.unasked.unasked <= report.unasked.noted <= report.voices
    assert report.told.passed_on + report.told.still_to_tell == report.told.customers
    assert report.waiting.late <= report.waiting.total
    assert len(report.waiting.first) <= report.waiting.total
    assert report.numbers.unnamed == report.limits.unnamed <= report.numbers.reports.now
    for theme in report.regions.themes:
        assert len(theme.counts) == len(report.regions.names)
    quarter = report.quarter
    assert quarter is not None
    assert report.lost.deals.now <= quarter.lost.deals
    assert report.won.deals.now <= quarter.rates.overall.won
    lost = quarter.lost
    assert sum(one.weight for one in lost.reasons) == pytest.approx(lost.deals)
    unexplained = sum(one.deals for one in lost.parts if one.code == "unknown")
    assert unexplained == quarter.quality.unexplained
    assert sum(one.deals for one in lost.parts) == lost.deals == quarter.quality.deals
    assert sum(one.unvalued for one in lost.parts) == quarter.quality.unvalued
    for currency, whole in lost.full.items():
        assert sum(one.worth.get(currency, 0) for one in lost.parts) == whole
        assert sum(one.full for part in lost.reasons for key, one in part.worth.items() if key == currency) == whole
        assert sum(one.full for part in quarter.stages for key, one in part.worth.items() if key == currency) == whole
    assert sum(one.deals for one in quarter.stages) == lost.deals
    assert lost.deals == quarter.rates.overall.lost


some = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@some
@given(events())
def test_every_number_said_is_the_reports_and_parts_make_their_wholes(
    database: Database, happened: list[dict[str, object]]
) -> None:
    report = digest_of(database, happened)
    assert numbers(everything_said(report)) - figures(report) == set()
    assert_adds_up(report)


@pytest.mark.parametrize(
    "fill",
    [
        publisher.full_week,
        publisher.moving_weeks,
        publisher.selling_quarter,
        publisher.unnamed_week,
        publisher.deals_only,
        publisher.quiet_week,
    ],
)
def test_the_same_holds_for_the_weeks_that_digests_are_read_by(fill: Fill, digest: Digest) -> None:
    report = digest(fill)
    assert numbers(everything_said(report)) - figures(report) == set()
    assert_adds_up(report)


def test_a_number_that_the_report_does_not_hold_is_found(digest: Digest) -> None:
    report = digest(publisher.selling_quarter)
    assert numbers("4,711 deals") - figures(report) == {"4,711"}
