"""A workspace's weeks as they are by now: what is stored of them where that is right, else counted from their reports.

Right is what was counted by this code and of which no day was marked since. Nothing is stored here.
"""

import time
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from digests import behind, cells, counting, sheet
from digests.behind import OfTheme
from digests.cells import Cells
from digests.counting import Counted
from digests.sheet import VERSION, Detail, Totals
from digests.tally import Voice
from digests.weeks import Calendar, Week
from storage.database import Session
from storage.queries import digest, digest_trends, digest_triage, requests, rollups, told, week_reports, week_sheets
from storage.queries.digest_triage import Told
from storage.queries.week_sheets import BehindRequest, Sheet, Whole
from storage.queries.week_sheets import OfTheme as StoredTheme

# With more stretches of time of which nothing is stored, all reports behind a request are looked at.
_MOST_GAPS = 8
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Anew:
    """A week that was counted from its reports, as it is stored; `took_ms` says how long that took."""

    counts: list[rollups.Counted]
    whole: Whole
    took_ms: int


def weeks_touched(days: Iterable[date], weeks: Calendar) -> set[Week]:
    """The local weeks that some days (UTC) touch; `weeks` is right for all of them."""
    found: set[Week] = set()
    for day in set(days):
        start = datetime.combine(day, clock(), UTC)
        for week in weeks_near(day):
            begins, ends = weeks.interval(week)
            if begins < start + _DAY and ends > start:
                found.add(week)
    return found


def weeks_near(day: date) -> set[Week]:
    """The weeks that a day (UTC) may touch in any zone: it is at most fourteen hours off."""
    return {Week.of_date(day + timedelta(days=shift)) for shift in (-1, 0, 1)}


def count_week(session: Session, *, workspace_id: str, weeks: Calendar, week: Week) -> Anew:
    """A week from its reports, as it is to be stored."""
    began = time.perf_counter()
    start, end = weeks.interval(week)
    counts = rollups.count_between(session, workspace_id=workspace_id, start=start, end=end)
    counted = _count(session, workspace_id, weeks, week)
    whole = Whole(
        Sheet(
            VERSION,
            sheet.totals_json(counted.totals),
            sheet.detail_json(counted.detail),
            cells.packed(cells.cells(counts)),
        ),
        tuple(
            BehindRequest(request_id, len(voices), counting.hashed(voices))
            for request_id, voices in sorted(counted.voices.items())
        ),
        tuple(
            StoredTheme(theme_id, behind.packed(behind.of_theme(theme_id, rows)))
            for theme_id, rows in sorted(counted.themes.items())
        ),
    )
    return Anew(counts, whole, round((time.perf_counter() - began) * 1000))


def _count(session: Session, workspace_id: str, weeks: Calendar, week: Week, *, in_full: bool = False) -> Counted:
    start, end = weeks.interval(week)
    reports = week_reports.of_week(session, workspace_id=workspace_id, start=start, end=end)
    return counting.count(reports, in_full=in_full)


def told_in(session: Session, *, workspace_id: str, weeks: Calendar, week: Week) -> Told:
    """Who was told in a week, from the marks of it."""
    start, end = weeks.interval(week)
    return digest_triage.told(session, workspace_id=workspace_id, start=start, end=end)


class Weeks:
    """The weeks of a workspace, for somebody who reads. `calendar` is right for all that were ever counted."""

    def __init__(self, session: Session, *, workspace_id: str, calendar: Calendar) -> None:
        self._session = session
        self.workspace_id = workspace_id
        self._calendar = calendar
        due = rollups.all_days_due(session, workspace_id=workspace_id)
        self._due = {str(week) for week in weeks_touched(due, calendar)}
        made = week_sheets.versions(session, workspace_id=workspace_id)
        self._right = {week for week, version in made.items() if version == VERSION} - self._due
        self._anew: dict[Week, Counted] = {}

    def totals(self, weeks: Sequence[Week]) -> list[Totals]:
        """What some weeks are compared by."""
        stored = week_sheets.totals(
            self._session, workspace_id=self.workspace_id, weeks=[str(week) for week in weeks if self._is_right(week)]
        )
        return [
            sheet.totals_of(stored[str(week)]) if str(week) in stored else self._count(week).totals for week in weeks
        ]

    def detail(self, week: Week, *, in_full: bool = False) -> Detail:
        """What a week is told by; `in_full` counts it from its reports and leaves nothing out."""
        if in_full:
            return _count(self._session, self.workspace_id, self._calendar, week, in_full=True).detail
        stored = (
            week_sheets.detail(self._session, workspace_id=self.workspace_id, week=str(week))
            if self._is_right(week)
            else None
        )
        return sheet.detail_of(stored) if stored is not None else self._count(week).detail

    def told(self, week: Week) -> Told:
        """Who was told in a week. It may have changed since where the rest of the week did not, and the reverse."""
        due = rollups.all_days_due(self._session, workspace_id=self.workspace_id, is_told=True)
        if week not in weeks_touched(due, self._calendar):
            stored = told.stored(self._session, workspace_id=self.workspace_id, week=str(week))
            if stored is not None:
                return stored
        return told_in(self._session, workspace_id=self.workspace_id, weeks=self._calendar, week=week)

    def wanted(self, week: Week) -> int:
        """For how many requests anything was heard in a week, without those that nobody wants."""
        if not self._is_right(week):
            set_aside = digest.set_aside(self._session, workspace_id=self.workspace_id)
            return len(set(self._count(week).voices) - set_aside)
        return week_sheets.wanted(self._session, workspace_id=self.workspace_id, week=str(week))

    def voices(self, weeks: Sequence[Week], request_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
        """The voices behind some requests, counted anew in each of some weeks and added up."""
        found: defaultdict[uuid.UUID, int] = defaultdict(int)
        right = [str(week) for week in weeks if self._is_right(week)]
        if right and request_ids:
            found |= week_sheets.voices_of(
                self._session, workspace_id=self.workspace_id, weeks=right, request_ids=request_ids
            )
        for week in weeks:
            if not self._is_right(week):
                for request_id in request_ids:
                    found[request_id] += len(self._count(week).voices.get(request_id, ()))
        return found

    def accounts_behind(self, request_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
        """How many accounts stand behind some requests in all; see `requests.accounts_behind`."""
        session, workspace_id, gaps = self._session, self.workspace_id, self._gaps()
        if len(gaps) > _MOST_GAPS:
            return requests.accounts_behind(session, workspace_id=workspace_id, request_ids=request_ids)
        who: dict[uuid.UUID, list[bytes]] = {request_id: [] for request_id in request_ids}
        for one in week_sheets.who(session, workspace_id=workspace_id, weeks=self._right, request_ids=request_ids):
            who[one.request_id].append(one.who)
        for spoke in week_sheets.spoke(session, workspace_id=workspace_id, request_ids=request_ids, gaps=gaps):
            voice: Voice = ("account", spoke.account_id) if spoke.account_id else ("rep", spoke.reporter_id)
            who[spoke.request_id].append(counting.hashed([voice]))
        return {request_id: counting.different(found) for request_id, found in who.items()}

    def cells(self, first: Week, last: Week) -> dict[str, Cells]:
        """The counts of the weeks from one to another, both included; one of which nothing is known is left out."""
        stored = week_sheets.cells(self._session, workspace_id=self.workspace_id, first=str(first), last=str(last))
        found = {week: cells.unpacked(data) for week, data in stored.items() if week not in self._due}
        for name in self._due:
            week = Week.parse(name)
            if first <= week <= last:
                start, end = self._calendar.interval(week)
                found[name] = cells.cells(
                    rollups.count_between(self._session, workspace_id=self.workspace_id, start=start, end=end)
                )
        return found

    def heard_of(self, week: Week, theme_ids: Collection[uuid.UUID]) -> list[OfTheme]:
        """The reports of some themes in a week."""
        if not self._is_right(week):
            start, end = self._calendar.interval(week)
            return behind.by_theme(
                digest_trends.heard_of(
                    self._session, workspace_id=self.workspace_id, theme_ids=theme_ids, start=start, end=end
                )
            )
        stored = week_sheets.of_themes(
            self._session, workspace_id=self.workspace_id, week=str(week), theme_ids=theme_ids
        )
        return [behind.unpacked(theme_id, data) for theme_id, data in stored.items()]

    def _is_right(self, week: Week) -> bool:
        return str(week) in self._right

    def _count(self, week: Week) -> Counted:
        if week not in self._anew:
            self._anew[week] = _count(self._session, self.workspace_id, self._calendar, week)
        return self._anew[week]

    def _gaps(self) -> list[tuple[datetime | None, datetime | None]]:
        """The stretches of time that no stored week covers: before the first, between them, and after the last."""
        begins: datetime | None = None
        gaps: list[tuple[datetime | None, datetime | None]] = []
        for name in sorted(self._right):
            start, end = self._calendar.interval(Week.parse(name))
            if begins is None or begins < start:
                gaps.append((begins, start))
            begins = end
        return [*gaps, (begins, None)]
