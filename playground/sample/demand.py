"""Reports of kind `request`: who asked for which want, when, and in which words."""

from collections import Counter
from collections.abc import Sequence

from playground.sample import quotes_request, shape
from playground.sample.cast import Cast, Report, currency
from playground.sample.fates import Fate
from playground.sample.headings import ON_SALE_SINCE
from playground.sample.names import Account
from playground.sample.shape import YEAR
from playground.sample.wants import Want

_STAGES = {"customer": 40, "renewal": 22, "considering": 19, "negotiating": 13, "not_aware": 6}
_IMPORTANCE = {"must": 24, "important": 40, "nice": 26, "": 10}


class Demand:
    """Writes the requests' reports want by want; the first of each lies on the day its request was opened."""

    def __init__(self, cast: Cast, fates: dict[str, Fate], wants: dict[str, Want]) -> None:
        self._cast = cast
        self._fates = fates
        self._wants = wants
        self._asked: Counter[tuple[str, str]] = Counter()
        self.home: dict[str, str] = {}
        self.reports: list[Report] = []

    def write(self, total: int) -> None:
        """All request reports: the real changes first, then the rest shared out by how common each want is."""
        self._open_all()
        self._by_week(shape.RISING, shape.RISING_WEEKS)
        self._by_week(shape.JUMP, shape.JUMP_WEEKS, shape.JUMP_REGION)
        self._shout()
        self._found()
        self._fill(total)

    def _fill(self, total: int) -> None:
        """The rest: first the day, so that no week runs over, then one of the wants that were open on it."""
        pulses = {
            key: [self._wants[key].weight * beat for beat in self.pulse(key)]
            for key in self._fates
            if key not in shape.STEADY
        }
        by_day = [{key: beats[d] for key, beats in pulses.items() if d < len(beats) and beats[d]} for d in range(YEAR)]
        # The powers lie between "as much as is wanted" and "as much as reps have time for".
        rhythm = [sum(beats.values()) ** 0.35 * shape.busy(d) ** 0.65 for d, beats in enumerate(by_day)]
        placed = Counter(report.days_ago for report in self.reports)
        full = [total * beat / sum(rhythm) for beat in rhythm]
        room = [max(much - placed[d], much / 5) for d, much in enumerate(full)]
        for days_ago in self._cast.days(total - len(self.reports), room):
            beats = by_day[days_ago]
            self.add(self._cast.rng.choices(list(beats), weights=list(beats.values()))[0], days_ago)

    def pulse(self, key: str) -> list[float]:
        """How likely the want is to be logged on each day from today back to the day its request was opened."""
        fate, want = self._fates[key], self._wants[key]
        calm_from = len(shape.RISING_WEEKS) * 7 if key == shape.RISING else 0
        return [
            shape.busy(d) * shape.season(want.season, d) * shape.fading(key, d) * self._afterwards(fate, d)
            if d >= calm_from
            else 0.0
            for d in range(shape.workday(fate.opened) + 1)
        ]

    @staticmethod
    def _afterwards(fate: Fate, days_ago: int) -> float:
        """How much is still asked on that day: less once it is decided, hardly anything once it is on sale."""
        if fate.decided is None or fate.key == shape.FALLING or days_ago >= shape.workday(fate.decided):
            return shape.PRESSING.get(fate.status, 1.0)
        return shape.ON_SALE if days_ago < ON_SALE_SINCE.get(fate.item, 0) else shape.AFTERWARDS[fate.status]

    def add(self, key: str, days_ago: int, region: str = "", account: Account | None = None) -> Report:
        """One report for a want; the account is drawn unless it is given."""
        cast, want = self._cast, self._wants[key]
        account = account or self._account(want, days_ago, region)
        self._asked[key, account.external_id] += 1
        report = self._report(want, account, days_ago)
        scene = cast.scene(account, days_ago, want.things)
        said = cast.voice.customer(cast.want_says(want, account.region), scene, quotes_request.TAILS)
        if said and cast.rng.random() > 0.06:
            report.said = said
            report.evidence = "customer_words" if cast.rng.random() < 0.88 else "third_party"
        else:
            report.evidence = "opinion"
        if not report.said or cast.rng.random() < 0.45:
            report.note = cast.voice.rep(quotes_request.NOTES, scene)
        cast.name_rival(report, scene)
        self.reports.append(report)
        return report

    def _report(self, want: Want, account: Account, days_ago: int) -> Report:
        cast, rng = self._cast, self._cast.rng
        reporter, region = cast.reporter(account)
        has_value = rng.random() < 0.7
        return Report(
            kind="request",
            days_ago=days_ago,
            at=cast.clock(days_ago),
            reporter=reporter,
            account="" if rng.random() < 0.015 else account.external_id,
            region=region,
            value=cast.sum_for(account, 0.6) if has_value else None,
            currency=currency(account)[0] if has_value else "",
            importance=rng.choices(list(_IMPORTANCE), weights=list(_IMPORTANCE.values()))[0],
            unasked="yes" if rng.random() < 0.58 else "no",
            stage=rng.choices(list(_STAGES), weights=list(_STAGES.values()))[0],
            request_key=want.key,
        )

    def _account(self, want: Want, days_ago: int, region: str) -> Account:
        accounts = self._cast.of_trades(want.trades, region)
        lean = shape.LANDSCAPE.get(want.key, {})
        weights = [lean.get(a.region, 1.0) * (0.05 ** min(self._asked[want.key, a.external_id], 3)) for a in accounts]
        return self._cast.pick(accounts, weights, days_ago)

    def _open_all(self) -> None:
        loud = {key for key, *_ in shape.LOUD}
        for key, fate in self._fates.items():
            region = next((place for name, place, *_ in shape.LOUD if name == key), "") if key in loud else ""
            if key == shape.JUMP:
                region = "North West"
            first = self.add(key, shape.workday(fate.opened), region)
            self.home[key] = first.region

    def _by_week(self, key: str, counts: Sequence[int], region: str = "") -> None:
        """So many reports in each week back from today, in one region or wherever they fall."""
        for week, count in enumerate(counts):
            days = range(week * 7, week * 7 + 7)
            for days_ago in self._cast.days(count, [shape.busy(d) for d in days], days.start):
                self.add(key, days_ago, region)

    def _found(self) -> None:
        """Each request has a few reports, those before the committee more; the steady ones have all of theirs."""
        for key, fate in self._fates.items():
            if key == shape.RISING:
                continue
            count = shape.STEADY.get(key, shape.FEWEST.get(fate.status, 4))
            for days_ago in self._cast.days(count - 1, self.pulse(key)):
                self.add(key, days_ago)

    def _shout(self) -> None:
        """Loud voices: one rep, one account, the same want again and again."""
        for key, region, trade, start, end, times in shape.LOUD:
            account = self._cast.of_trades([trade], region)[0]
            weights = [shape.busy(d) for d in range(start, end + 1)]
            for days_ago in self._cast.days(times, weights, start):
                report = self.add(key, days_ago, account=account)
                report.reporter, report.account = account.owner, account.external_id
