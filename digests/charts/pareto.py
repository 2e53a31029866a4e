"""Why deals were lost: bars by value or by deals, the running share in figures, a line where it passes 60 %."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from digests.charts import card, palette, svg
from digests.charts.figures import Drawing, only_counts
from digests.charts.lettering import clean, fit, shorten, width, wrap
from digests.charts.words import ENGLISH, Words

# More reasons than this are told as the first ones and "other".
MOST_ROWS = 7
_PASSED = 60
_LABELS = (card.MARGIN, 190.0)
_BARS = 203.0
_SHARES = card.WIDTH - card.MARGIN
_ROW = 40.0
_WIDEST_BAR = 202.0
_FIGURES = 13.0


@dataclass(frozen=True)
class Loss:
    """The deals lost for one reason. Each deal stands under one reason only, else the shares would not add up.

    `worth` is in minor units by currency; `unvalued` of the deals have no value. ValueError below nought.
    """

    label: str
    deals: int
    worth: Mapping[str, int] = field(default_factory=dict)
    unvalued: int = 0

    def __post_init__(self) -> None:
        only_counts((self.deals, self.unvalued, *self.worth.values()))


@dataclass(frozen=True)
class Pareto:
    """Reasons in any order. Without a `title` the figures make it."""

    rows: tuple[Loss, ...]
    period: str = ""
    title: str = ""


@dataclass(frozen=True)
class _Bar:
    """A row as it is drawn: `size` in the unit of all bars, `said` on the bar, `read` in the alt text."""

    label: str
    size: int
    said: str
    read: str
    percent: int
    is_other: bool
    is_first: bool


def draw(chart: Pareto, words: Words = ENGLISH) -> Drawing:
    """The reasons as a card of 520 pixels.

    Bars are by value only where all values are in one currency and at least half of the deals have one.
    """
    rows = [row for row in chart.rows if row.deals]
    currency = _currency(rows)
    bars = _bars(rows, currency, words) if rows else []
    deals = sum(row.deals for row in rows)
    head = card.head(
        kicker=words.lost_deals,
        period=chart.period,
        title=chart.title or _title(rows, bars, currency, words),
        note=words.lost(deals, by_value=bool(currency)) if rows else "",
    )
    if not rows:
        return card.nothing(head.title, head, kind="pareto")
    y = head.bottom + 35
    body = [*head.body, *_heads(y, by_value=bool(currency), words=words)]
    top = y + 14
    per_unit = _per_unit(bars)
    for at, bar in enumerate(bars):
        body += _row(bar, top + _ROW * at, per_unit * bar.size)
    first = sum(bar.is_first for bar in bars)
    if 0 < first < len(bars):
        body.append(svg.rule(card.MARGIN, _SHARES, top + _ROW * first, ink=palette.LINE, dotted=True))
    y = top + _ROW * len(bars) + 8
    foot = _foot(rows, currency, words)
    for line in wrap(foot, _SHARES - card.MARGIN, 12, most=3):
        y += 17
        body.append(svg.text(card.MARGIN, y, line, size=12, ink=palette.GREY))
    return card.finished(
        kind="pareto", title=head.title, alt=_alt(bars, head.title, foot, words), body=body, height=y + 20
    )


def _currency(rows: Sequence[Loss]) -> str:
    """The one currency that the bars are in; empty where they have to count deals."""
    totals = _totals(rows)
    unvalued = sum(row.unvalued for row in rows)
    enough = 2 * unvalued <= sum(row.deals for row in rows)
    return next(iter(totals)) if len(totals) == 1 and enough else ""


def _totals(rows: Sequence[Loss]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for row in rows:
        totals.update(row.worth)
    return {currency: minor for currency, minor in totals.most_common() if minor}


def _bars(rows: Sequence[Loss], currency: str, words: Words) -> list[_Bar]:
    """The rows from large to small with their running share; what is beyond the seventh place in one."""

    def size(row: Loss) -> int:
        return row.worth.get(currency, 0) if currency else row.deals

    order = sorted(rows, key=lambda row: (-size(row), -row.deals))
    kept = order if len(order) <= MOST_ROWS else order[: MOST_ROWS - 1]
    rest = order[len(kept) :]
    parts = [(clean(row.label) or words.nameless, size(row), row.deals, False) for row in kept]
    if rest:
        deals = sum(row.deals for row in rest)
        parts.append((words.other_reasons(len(rest)), sum(size(row) for row in rest), deals, True))
    whole = sum(part[1] for part in parts)
    sums = list(accumulate(part[1] for part in parts))
    # The first reasons are those that pass the line together; where "other" is needed for it, none stand out.
    passing = next(at for at, so_far in enumerate(sums) if 100 * so_far >= _PASSED * whole)
    first = -1 if parts[passing][3] else passing
    return [
        _Bar(
            label=label,
            size=amount,
            said=_both(words.worth(amount, currency) if amount else words.no_value, deals, currency, words),
            read=_both(words.worth_read(amount, currency) if amount else words.no_value, deals, currency, words),
            percent=_percent(so_far, whole),
            is_other=is_other,
            is_first=at <= first,
        )
        for at, ((label, amount, deals, is_other), so_far) in enumerate(zip(parts, sums, strict=True))
    ]


def _both(worth: str, deals: int, currency: str, words: Words) -> str:
    return f"{worth} · {words.deals(deals)}" if currency else words.deals(deals)


def _percent(part: int, whole: int) -> int:
    """A share rounded, but not up to what it has not reached: the line's 60, and all."""
    percent = round(100 * part / whole) if whole else 0
    return percent - (percent in (_PASSED, 100) and 100 * part < percent * whole)


def _title(rows: Sequence[Loss], bars: Sequence[_Bar], currency: str, words: Words) -> str:
    if not rows:
        return words.none_lost
    deals = sum(row.deals for row in rows)
    whole = words.worth(_totals(rows)[currency], currency) if currency else words.deals(deals)
    first = [bar for bar in bars if bar.is_first]
    if first:
        return words.took(len(first), first[-1].percent, whole)
    named = [bar for bar in bars if not bar.is_other]
    return words.none_stands_out(len(named), named[-1].percent, whole)


def _heads(y: float, *, by_value: bool, words: Words) -> list[str]:
    label, share = words.reason, words.running_share
    bar = words.value_lost if by_value else words.deals_lost
    grey = palette.GREY
    return [
        svg.text(_LABELS[0], y, fit(label, _LABELS[1] - _LABELS[0], 12, 600), size=12, weight=600, ink=grey),
        svg.text(_BARS, y, fit(bar, 160, 12, 600), size=12, weight=600, ink=grey),
        svg.text(_SHARES, y, fit(share, 110, 12, 600), size=12, weight=600, ink=grey, anchor="end"),
    ]


def _per_unit(bars: Sequence[_Bar]) -> float:
    """How wide a bar is for its size, so that each bar's words fit on it or beside it."""
    largest = max(1, *(bar.size for bar in bars))
    room = _SHARES - 48 - _BARS
    widest = _WIDEST_BAR
    while widest > 40 and not all(_fits(bar, widest * bar.size / largest, room) for bar in bars):
        widest -= 6
    return widest / largest


def _fits(bar: _Bar, wide: float, room: float) -> bool:
    return _is_on_bar(bar, wide) or wide + 8 + width(bar.said, _FIGURES, 600) <= room


def _is_on_bar(bar: _Bar, wide: float) -> bool:
    """Only a bar that is dark enough carries words."""
    return bar.is_first and width(bar.said, _FIGURES, 600) + 18 <= wide


def _row(bar: _Bar, top: float, wide: float) -> list[str]:
    middle = top + _ROW / 2
    wide = max(wide, 2) if bar.size else 0
    weight = 600 if bar.is_first else 400
    ink = palette.GREY if bar.is_other else palette.INK
    lines = wrap(bar.label, _LABELS[1] - _LABELS[0], 13, weight)
    y = middle + 4.6 - 8 * (len(lines) - 1)
    body = [svg.text(_LABELS[0], y + 16 * at, line, size=13, weight=weight, ink=ink) for at, line in enumerate(lines)]
    fill = palette.ABOVE if bar.is_first else palette.BAR
    if wide:
        body.append(svg.rect(_BARS, middle - 12, wide, 24, fill=fill, round_=min(3, wide / 2)))
    if _is_on_bar(bar, wide):
        said = svg.text(
            _BARS + wide - 8, middle + 4.6, bar.said, size=_FIGURES, weight=600, ink=palette.PAPER, anchor="end"
        )
    else:
        x = _BARS + wide + (8 if wide else 0)
        cut = fit(bar.said, _SHARES - 48 - x, _FIGURES, 600)
        said = svg.text(x, middle + 4.6, cut, size=_FIGURES, weight=600, ink=ink)
    body.append(said)
    passing = bar.is_first and bar.percent >= _PASSED
    share = svg.text(
        _SHARES,
        middle + 4.6,
        f"{bar.percent}%",
        size=13,
        weight=700 if passing else 400,
        ink=palette.INK if bar.is_first else palette.GREY,
        anchor="end",
    )
    return [*body, share]


def _foot(rows: Sequence[Loss], currency: str, words: Words) -> str:
    """What the bars mean, and what they leave out."""
    unvalued = sum(row.unvalued for row in rows)
    if currency:
        return words.in_currency(currency, unvalued)
    totals = [words.worth(minor, one) for one, minor in _totals(rows).items()]
    return words.by_deals(totals, sum(row.deals for row in rows) - unvalued)


def _alt(bars: Sequence[_Bar], title: str, foot: str, words: Words) -> str:
    def versions() -> Iterator[str]:
        for most in (200, 120, 60, 30):
            rows = [f"{shorten(bar.label, most)}: {bar.read}, {bar.percent}%" for bar in bars]
            yield f"{shorten(title, 4 * most)}. {words.with_share}: {'; '.join(rows)}. {foot}"

    return card.shortest_that_fits(versions())
