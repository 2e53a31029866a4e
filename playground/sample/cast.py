"""What the writers of reports share: accounts by trade, who logs for whom, clock times, and the report itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from playground.sample import fill, quotes_request, shape
from playground.sample.names import Account
from playground.sample.people import Person
from playground.sample.places import REGION_BY_NAME
from playground.sample.rivals import RIVALS, rival
from playground.sample.voice import Scene, Voice
from playground.sample.wants import Want

_HOURS = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
_HOUR_WEIGHTS = (7, 10, 13, 14, 9, 7, 12, 12, 9, 6, 1)
# Most of today lies in the morning, so that the demo is alive whenever it is opened.
_TODAY_WEIGHTS = (10, 14, 16, 12, 3, 2, 2, 2, 1, 0, 0)


@dataclass
class Report:
    """One row of reports.csv before it has a number; the fields are its columns."""

    kind: str
    days_ago: int
    at: str
    reporter: str
    account: str
    region: str
    value: int | None
    currency: str
    importance: str = ""
    unasked: str = ""
    stage: str = ""
    reasons: str = ""
    competitors: str = ""
    evidence: str = ""
    said: str = ""
    note: str = ""
    request_key: str = ""
    would_have_bought: str = "no"


class Cast:
    """The people and accounts of the sample, and the small decisions that every report needs."""

    def __init__(self, rng: Random, people: Sequence[Person], accounts: Sequence[Account]) -> None:
        self.rng = rng
        self.voice = Voice(rng)
        self.accounts = accounts
        self.reps = [person for person in people if person.role == "rep"]
        # Some reps log a lot and some hardly ever: that is how it is everywhere.
        self._zeal = {rep.id: rng.lognormvariate(0, 0.5) for rep in self.reps}

    def of_trades(self, trades: Iterable[str], region: str = "") -> list[Account]:
        """Accounts of these trades, in one region if it is given."""
        wanted = set(trades)
        return [a for a in self.accounts if a.trade in wanted and region in ("", a.region)]

    def pick(self, accounts: Sequence[Account], weights: Iterable[float], days_ago: int) -> Account:
        """One account, likelier where its rep logs much, or where a region was told to catch up."""
        chances = [
            w * self._zeal[a.owner] * self._catching_up(a, days_ago) for a, w in zip(accounts, weights, strict=True)
        ]
        return self.rng.choices(accounts, weights=chances)[0]

    def reporter(self, account: Account) -> tuple[str, str]:
        """Who logs it, and for which region: mostly the owner, sometimes a colleague, rarely cover from afar."""
        chance = self.rng.random()
        if chance < 0.85:
            return account.owner, account.region
        near = [rep for rep in self.reps if rep.region == account.region]
        return self.rng.choice(near if chance < 0.985 else self.reps).id, account.region

    def clock(self, days_ago: int) -> str:
        """A time in working hours."""
        hour = self.rng.choices(_HOURS, weights=_TODAY_WEIGHTS if days_ago == 0 else _HOUR_WEIGHTS)[0]
        return f"{hour:02}:{self.rng.randrange(60):02}"

    def days(self, count: int, weights: Sequence[float], first: int = 0) -> list[int]:
        """So many days drawn by weight; the weights begin with the day `first` days ago."""
        return self.rng.choices(range(first, first + len(weights)), weights=weights, k=count)

    def scene(self, account: Account, days_ago: int, things: Sequence[str] = ("",), competitor: str = "") -> Scene:
        """What the customer's sentences are filled from; a likely rival unless one is given."""
        region = REGION_BY_NAME[account.region]
        name = competitor or rival(self.rng, account.segment, account.region)
        return Scene(
            towns=tuple(town for town in region.towns if town != account.town),
            sums=_sums(account),
            month=shape.day(days_ago).month - 1,
            thing=self.rng.choice(things),
            competitor=name,
            rival=name if competitor else self._as_typed(name),
        )

    @staticmethod
    def name_rival(report: Report, scene: Scene) -> None:
        """The rival goes into its own column where the words name it."""
        if scene.rival in f"{report.said} {report.note}":
            report.competitors = scene.competitor

    def sum_for(self, account: Account, share: float = 1.0) -> int:
        """A deal's size near what the account is worth in a year, rounded as reps round."""
        value = account.yearly_value * share * self.rng.lognormvariate(0, 0.35)
        step = 10 if value < 600 else 50 if value < 5000 else 100
        return max(60, int(value // step * step))

    def want_says(self, want: Want, region: str) -> Sequence[str]:
        """Patterns for a want: mostly its own sentences, else what anybody might say about it."""
        chance = self.rng.random()
        local = quotes_request.SAYS_BY_REGION.get(region, ())
        if local and chance < 0.09:
            return local
        return want.says if chance < 0.62 else quotes_request.SAYS

    def _as_typed(self, name: str) -> str:
        """A rival in a customer's mouth: mostly by its name, now and then as people type it."""
        return self.rng.choice(RIVALS[name]) if self.rng.random() < 0.1 else name

    def _catching_up(self, account: Account, days_ago: int) -> float:
        start, end = shape.CATCH_UP_DAYS
        return 3.0 if account.region == shape.CATCH_UP_REGION and start <= days_ago <= end else 1.0


def _sums(account: Account) -> tuple[str, ...]:
    """Sums that this customer might speak of, as it would write them."""
    near = [pounds for pounds in fill.SUMS if 0.4 < pounds / account.yearly_value < 2.5]
    return tuple(f"{currency(account)[1]}{pounds:,}" for pounds in near or fill.SUMS[-3:])


def currency(account: Account) -> tuple[str, str]:
    """The money of the account's town: code and sign."""
    is_euro = account.town in REGION_BY_NAME[account.region].euro_towns
    return ("EUR", "€") if is_euro else ("GBP", "£")
