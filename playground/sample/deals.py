"""Reports of deals lost and won: the reason, the rival, the sum, and what the customer said."""

from collections import Counter
from collections.abc import Sequence

from playground.sample import quotes_lost, quotes_won, shape
from playground.sample.cast import Cast, Report, currency
from playground.sample.demand import Demand
from playground.sample.fates import Fate
from playground.sample.headings import ON_SALE_SINCE
from playground.sample.names import Account
from playground.sample.voice import Scene
from playground.sample.wants import Want

_LOST = {
    "no_heading": 13, "price": 16, "competitor": 14, "results_doubted": 12, "budget_gone": 9, "timing": 9,
    "no_decision": 6, "not_known": 5, "service": 5, "wrong_fit": 4, "closed_down": 4, "unreachable": 4,
    "unknown": 3, "other": 3,
}  # fmt: skip
_SECOND = {
    "price": ("budget_gone", "competitor", "results_doubted"),
    "competitor": ("price", "results_doubted", "service"),
    "results_doubted": ("price", "competitor"),
    "budget_gone": ("price", "timing"),
    "no_heading": ("wrong_fit", "competitor"),
    "timing": ("no_decision", "budget_gone"),
    "service": ("results_doubted", "competitor"),
    "no_decision": ("timing",),
}
_LOST_STAGES = {"renewal": 38, "negotiating": 28, "considering": 22, "customer": 8, "not_aware": 4}
_WON = {
    "results": 20, "heading_fit": 18, "relationship": 14, "price": 14, "timing": 12, "service": 10,
    "competitor_weak": 8, "other": 4,
}  # fmt: skip
_WON_STAGES = {"renewal": 45, "negotiating": 30, "considering": 18, "customer": 7}
_SILENT = {"unreachable": 0.75, "unknown": 0.8, "closed_down": 0.4, "other": 0.3}
_SPECIAL_NOTES = {
    "other": quotes_lost.OTHER_NOTES,
    "unreachable": quotes_lost.UNREACHABLE_NOTES,
    "unknown": quotes_lost.UNKNOWN_NOTES,
}


class Deals:
    """Writes the deals; a business that has closed is not heard of again."""

    def __init__(self, cast: Cast, demand: Demand, fates: dict[str, Fate], wants: dict[str, Want]) -> None:
        self._cast = cast
        self._demand = demand
        self._fates = fates
        self._wants = wants
        self._met: Counter[str] = Counter()
        self._last_heard: dict[str, int] = {}
        self._closed: dict[str, int] = {}
        self.reports: list[Report] = []

    def write(self, lost: int, won: int) -> None:
        """All deals of the year, the rival's price campaign among them."""
        for report in self._demand.reports:
            self._hear(report)
        rhythm = [shape.busy(d) for d in range(shape.YEAR)]
        for days_ago in self._cast.days(won, rhythm):
            self._won(days_ago)
        start, end = shape.CAMPAIGN_DAYS
        for days_ago in self._cast.days(shape.CAMPAIGN_DEALS, rhythm[start : end + 1], start):
            self._campaign(days_ago)
        for days_ago in self._cast.days(lost - shape.CAMPAIGN_DEALS, rhythm):
            self._lost(days_ago)

    def _hear(self, report: Report) -> None:
        if report.account:
            self._last_heard[report.account] = min(self._last_heard.get(report.account, 999), report.days_ago)

    def _account(
        self, days_ago: int, region: str = "", trades: Sequence[str] = (), *, is_last: bool = False
    ) -> Account:
        accounts = [
            account
            for account in self._cast.accounts
            if region in ("", account.region)
            and (not trades or account.trade in trades)
            and self._closed.get(account.external_id, -1) < days_ago
            and not (is_last and self._last_heard.get(account.external_id, 999) <= days_ago)
        ]
        weights = [0.3 ** min(self._met[account.external_id], 4) for account in accounts]
        return self._cast.pick(accounts, weights, days_ago)

    def _deal(self, kind: str, account: Account, days_ago: int, stages: dict[str, int]) -> Report:
        cast = self._cast
        reporter, region = cast.reporter(account)
        stage = cast.rng.choices(list(stages), weights=list(stages.values()))[0]
        has_value = cast.rng.random() < 0.92
        self._met[account.external_id] += 1
        report = Report(
            kind=kind,
            days_ago=days_ago,
            at=cast.clock(days_ago),
            reporter=reporter,
            account=account.external_id,
            region=region,
            value=cast.sum_for(account, 1.0 if stage == "renewal" else 0.8) if has_value else None,
            currency=currency(account)[0] if has_value else "",
            stage=stage,
        )
        self._hear(report)
        self.reports.append(report)
        return report

    def _lost(self, days_ago: int) -> None:
        cast, rng = self._cast, self._cast.rng
        reason = rng.choices(list(_LOST), weights=list(_LOST.values()))[0]
        want = self._missing(days_ago) if reason == "no_heading" else None
        if reason == "no_heading" and not want:
            reason = "price"
        account = self._account(days_ago, trades=want.trades if want else (), is_last=reason == "closed_down")
        if reason == "closed_down":
            self._closed[account.external_id] = days_ago
        reasons = [reason]
        if reason in _SECOND and rng.random() < 0.3:
            reasons.append(rng.choice(_SECOND[reason]))
        report = self._deal("lost_deal", account, days_ago, _LOST_STAGES)
        report.reasons = ";".join(reasons)
        scene = cast.scene(account, days_ago, want.things if want else ("",))
        self._speak(report, reason, scene, account.region)
        cast.name_rival(report, scene)
        if "competitor" in reasons or (reason not in ("closed_down", "unreachable") and rng.random() < 0.1):
            report.competitors = scene.competitor
        if want:
            report.request_key, report.would_have_bought = want.key, "yes"
            report.unasked = "yes" if rng.random() < 0.7 else "no"

    def _missing(self, days_ago: int) -> Want | None:
        """A want that was open, or agreed and not on sale, on that day; none on the first day of the year."""
        fitting = [want for key, want in self._wants.items() if self._is_missed(self._fates[key], days_ago)]
        return self._cast.rng.choices(fitting, weights=[want.weight for want in fitting])[0] if fitting else None

    @staticmethod
    def _is_missed(fate: Fate, days_ago: int) -> bool:
        told_apart = fate.key in (shape.RISING, shape.JUMP, shape.FALLING) and days_ago < shape.FALLING_FROM
        if told_apart or fate.status in ("not_a_request", "withdrawn", "answered", "merged"):
            return False
        sold_from = ON_SALE_SINCE.get(fate.item, fate.decided if fate.status == "approved_as_synonym" else 0)
        return (sold_from or 0) < days_ago < shape.workday(fate.opened)

    def _speak(self, report: Report, reason: str, scene: Scene, region: str) -> None:
        cast, rng = self._cast, self._cast.rng
        if rng.random() > _SILENT.get(reason, 0.1):
            local = quotes_lost.SAYS_BY_REGION.get(region, {}).get(reason, ())
            patterns = local if local and rng.random() < 0.12 else quotes_lost.SAYS[reason]
            report.said = cast.voice.customer(patterns, scene)
        report.evidence = self._evidence(report.said)
        notes = _SPECIAL_NOTES.get(reason, quotes_lost.NOTES)
        if not report.said or reason in _SPECIAL_NOTES or rng.random() < 0.42:
            report.note = cast.voice.rep(notes, scene)

    def _evidence(self, said: str) -> str:
        chance = self._cast.rng.random()
        if not said:
            return "opinion" if chance < 0.8 else "third_party"
        return "customer_words" if chance < 0.9 else "third_party"

    def _campaign(self, days_ago: int) -> None:
        """A deal lost to the rival's special offer."""
        account = self._account(days_ago, shape.CAMPAIGN_REGION)
        report = self._deal("lost_deal", account, days_ago, {"renewal": 65, "negotiating": 35})
        report.reasons, report.competitors = "price;competitor", shape.CAMPAIGN_BY
        scene = self._cast.scene(account, days_ago, competitor=shape.CAMPAIGN_BY)
        report.said = self._cast.voice.customer(quotes_lost.CAMPAIGN, scene)
        report.evidence = self._evidence(report.said)
        if self._cast.rng.random() < 0.4:
            report.note = self._cast.voice.rep(quotes_lost.NOTES, scene)

    def _won(self, days_ago: int) -> None:
        cast, rng = self._cast, self._cast.rng
        account = self._account(days_ago)
        report = self._deal("won_deal", account, days_ago, _WON_STAGES)
        reason = rng.choices(list(_WON), weights=list(_WON.values()))[0]
        others = [one for one in _WON if one not in (reason, "other")]
        report.reasons = ";".join([reason, rng.choice(others)] if rng.random() < 0.2 else [reason])
        scene = cast.scene(account, days_ago)
        if rng.random() < 0.85:
            local = quotes_won.SAYS_BY_REGION.get(account.region, {}).get(reason, ())
            patterns = local if local and rng.random() < 0.2 else quotes_won.SAYS[reason]
            report.said = cast.voice.customer(patterns, scene)
        report.evidence = self._evidence(report.said)
        if not report.said or rng.random() < 0.4:
            report.note = cast.voice.rep(quotes_won.NOTES, scene)
        cast.name_rival(report, scene)
        if "competitor_weak" in report.reasons:
            report.competitors = scene.competitor
