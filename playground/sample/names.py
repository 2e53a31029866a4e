"""Six hundred local businesses with believable names, some of them told apart only by their town."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from playground.sample.people import Person
from playground.sample.places import REGIONS, Region
from playground.sample.trades import TRADES, Trade

# Two branches of one firm, in two towns of a region.
BRANCHES = 16
# Names in the language of the place, too good to leave to chance: region, trade, town, name.
LOCAL_NAMES = (
    ("Wales & West", "trees", "Bangor", "Gwasanaethau Coed Llŷn"),
    ("Wales & West", "florist", "Aberystwyth", "Siop Flodau Eirlys"),
    ("Wales & West", "kennels", "Carmarthen", "Cŵn y Cwm"),
    ("Wales & West", "baker", "Bangor", "Popty'r Dre"),
    ("Wales & West", "roofer", "Llanelli", "Toeau Prosser a'i Fab"),
    ("Wales & West", "groomer", "Wrexham", "Pawennau"),
    ("Wales & West", "pub", "Carmarthen", "Tafarn y Garreg Las"),
    ("Wales & West", "cafe", "Truro", "Chy Koffi"),
    ("Ireland", "baker", "Galway", "Bácús Uí Bhriain"),
    ("Ireland", "cafe", "Ennis", "An Cupán Tae Beag"),
    ("Ireland", "restaurant", "Tralee", "Bialann na Trá"),
    ("Ireland", "groomer", "Cork", "Madraí Maithe"),
    ("Scotland", "pub", "Oban", "Taigh na Mara"),
    ("Scotland", "leisure", "Inverness", "Loch & Ladder Adventures"),
)


@dataclass(frozen=True)
class Account:
    """A business that buys, or might buy, from Beacon Local. The yearly value is in whole pounds."""

    external_id: str
    name: str
    region: str
    segment: str
    owner: str
    yearly_value: int
    trade: str
    town: str


def quotas(total: int, shares: Sequence[float]) -> list[int]:
    """Split a total by shares, largest remainders first, so that the parts add up."""
    whole = sum(shares)
    exact = [total * share / whole for share in shares]
    parts = [math.floor(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _sole_trader(rng: Random, region: Region, trade: Trade, town: str) -> str:
    surname, noun = rng.choice(region.surnames), rng.choice(trade.nouns)
    form = rng.choices(range(7), weights=(26, 12, 18, 14, 16, 8, 6))[0]
    return (
        f"{surname} {noun}",
        f"{surname} & {rng.choice(('Sons', 'Son', 'Daughters', 'Co'))} {noun}",
        f"{town} {noun}",
        f"{rng.choice(region.first_names)}'s {noun}",
        f"{rng.choice(region.landmarks)} {noun}",
        f"{rng.choice('ABCDEGHJKMPRST')} & {rng.choice('ABCDEGHJKMPRST')} {noun}",
        f"{rng.choice(region.first_names)} {surname} {noun}",
    )[form]


def _partnership(rng: Random, region: Region, trade: Trade, town: str) -> str:
    first, second = rng.sample(region.surnames, 2)
    noun = rng.choice(trade.nouns)
    form = rng.randrange(5)
    return (
        f"{first} & {second} {noun}",
        f"{first} {second} {noun}",
        f"{first} & Co {noun}",
        f"{town} {noun}",
        f"{rng.choice(region.landmarks)} {noun}",
    )[form]


def _name(rng: Random, region: Region, trade: Trade, town: str, taken: set[str]) -> str:
    free = [name for name in trade.own_names if name not in taken]
    while True:
        if free and (not trade.nouns or rng.random() < 0.3):
            return rng.choice(free)
        if not trade.nouns:
            name = f"The {rng.choice(region.surnames)} Arms"
        elif trade.is_partnership:
            name = _partnership(rng, region, trade, town)
        else:
            name = _sole_trader(rng, region, trade, town)
        if name not in taken:
            return name


def _yearly_value(rng: Random, trade: Trade) -> int:
    """Around what the trade spends, with a long tail; small sums in tens, large ones in fifties."""
    value = trade.spend * rng.lognormvariate(0, 0.7)
    if rng.random() < 0.03:
        value *= rng.uniform(4, 14)
    step = 10 if value < 1000 else 50
    return max(60, min(64_000, int(value // step * step)))


def _places(rng: Random, region: Region) -> Iterator[tuple[Trade, str, str]]:
    """Trade, town and (where it is fixed) name of each account of a region."""
    fixed = [(trade, town, name) for place, trade, town, name in LOCAL_NAMES if place == region.name]
    counts = quotas(region.accounts, [trade.share for trade in TRADES])
    for trade, count in zip(TRADES, counts, strict=True):
        own = [(town, name) for key, town, name in fixed if key == trade.key][:count]
        for town, name in own:
            yield trade, town, name
        for _ in range(count - len(own)):
            yield trade, rng.choice(region.towns), ""


def _branches(rows: list[tuple[Region, Trade, str, str]]) -> None:
    """Rename pairs of one trade and region, so that only the town tells them apart."""
    by_place: dict[tuple[str, str], list[int]] = {}
    for place, (region, trade, _, name) in enumerate(rows):
        if trade.nouns and not name.startswith("The "):
            by_place.setdefault((region.name, trade.key), []).append(place)
    seen: Counter[str] = Counter()
    for (_, trade_key), places in by_place.items():
        if sum(seen.values()) == BRANCHES:
            return
        if len(places) < 3 or seen[trade_key]:
            continue
        first, second = places[-2:]
        region, trade, town, name = rows[first]
        other = next(place for place in region.towns if place not in (town, rows[second][2]))
        if any(place in name for place in region.towns):
            continue
        rows[first] = (region, trade, town, f"{name} {town}")
        rows[second] = (region, trade, other, f"{name} {other}")
        seen[trade_key] += 1


def businesses(rng: Random, people: Sequence[Person]) -> list[Account]:
    """All accounts, each owned by a rep of its region, in a mixed order."""
    rows: list[tuple[Region, Trade, str, str]] = []
    taken = {name for *_, name in LOCAL_NAMES}
    for region in REGIONS:
        for trade, town, fixed in _places(rng, region):
            name = fixed or _name(rng, region, trade, town, taken)
            taken.add(name)
            rows.append((region, trade, town, name))
    _branches(rows)
    rng.shuffle(rows)
    reps = {region.name: [p for p in people if p.role == "rep" and p.region == region.name] for region in REGIONS}
    return [
        Account(
            external_id=f"A-{number:04}",
            name=name,
            region=region.name,
            segment=trade.segment,
            owner=rng.choice(reps[region.name]).id,
            yearly_value=_yearly_value(rng, trade),
            trade=trade.key,
            town=town,
        )
        for number, (region, trade, town, name) in enumerate(rows, start=1)
    ]
