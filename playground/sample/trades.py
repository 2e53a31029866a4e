"""The trades that advertise with Beacon Local, and the words their business names are made of."""

from dataclasses import dataclass

from playground.sample.texts import rows, words


@dataclass(frozen=True)
class Trade:
    """One trade: its segment, its share of the accounts, its name words, and what it typically spends in a year."""

    key: str
    segment: str
    share: float
    nouns: tuple[str, ...]
    own_names: tuple[str, ...]
    spend: int
    is_partnership: bool


def _trade(segment: str, cells: list[str]) -> Trade:
    key, share, spend, nouns, own_names, *firm = cells
    return Trade(key, segment, float(share), words(nouns), words(own_names), int(spend), bool(firm))


TRADES: tuple[Trade, ...] = tuple(_trade(segment, cells) for segment, cells in rows("trades"))
