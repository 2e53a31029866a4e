"""What a picture shows stands in its words, and nothing leaves the card: for every chart, whatever is in it."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.charts import heat, movers, pareto, trend
from digests.charts.card import ALT_MOST
from digests.charts.cells import folded
from digests.charts.figures import Drawing, Expected
from digests.charts.words import ENGLISH
from tests.digests.charts.geometry import SVG, boxes, colliding, outside, root, texts
from tests.digests.charts.publisher import DRAWINGS, MONDAY, WEEK
from tests.digests.golden import assert_golden

ACCEPTED = Path(__file__).parent / "accepted"
# One for each kind of card, and one with everything odd that a person may write.
COMPARED = (
    "movers",
    "movers_three",
    "movers_odd",
    "pareto",
    "pareto_currencies",
    "heat",
    "heat_twelve",
    "trend",
    "weekly",
)

labels = st.text(max_size=60)
counts = st.integers(0, 99_999)
ranges = st.tuples(counts, counts).map(lambda ends: Expected(min(ends), max(ends)))
moving = st.builds(
    movers.Mover,
    label=labels,
    weeks=st.lists(counts, min_size=1, max_size=12).map(tuple),
    expected=st.none() | ranges,
    sub=st.text(max_size=20),
)
losses = st.builds(
    pareto.Loss,
    label=labels,
    deals=counts,
    worth=st.dictionaries(st.sampled_from(["GBP", "EUR", "JPY"]), st.integers(0, 10**11), max_size=2),
    unvalued=st.integers(0, 3),
)
cells = st.builds(heat.Cell, count=counts, usual=st.none() | st.floats(0, 5000))
points = st.builds(trend.Point, count=counts, expected=st.none() | ranges)


@st.composite
def heats(draw: st.DrawFn) -> heat.Heat:
    """A heat map of any size that people have."""
    regions = draw(st.lists(labels, max_size=15))
    row = st.builds(heat.Row, labels, st.tuples(*[cells] * len(regions)))
    return heat.Heat(tuple(regions), tuple(draw(st.lists(row, max_size=12))), WEEK)


drawings = st.one_of(
    st.lists(moving, max_size=8).map(lambda rows: movers.draw(movers.Movers(tuple(rows), WEEK))),
    st.lists(losses, max_size=9).map(lambda rows: pareto.draw(pareto.Pareto(tuple(rows), WEEK))),
    heats().map(heat.draw),
    st.builds(trend.Trend, labels, st.lists(points, max_size=60).map(tuple), st.just(MONDAY)).map(trend.draw),
)


def said(number: int, alt: str) -> bool:
    """Whether a number stands in the words by itself, and not as a part of another."""
    return re.search(rf"(?<![\d,.]){re.escape(f'{number:,}')}(?![\d]|,\d|\.\d)", alt) is not None


@pytest.mark.parametrize("name", COMPARED)
def test_a_picture_and_its_words_stay_as_they_were_accepted(name: str) -> None:
    drawing = DRAWINGS[name]()
    assert_golden(ACCEPTED / f"{name}.svg", drawing.svg)
    assert_golden(ACCEPTED / f"{name}.txt", drawing.alt + "\n")


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_nothing_is_drawn_near_the_edge_of_the_card(draw: Callable[[], Drawing]) -> None:
    drawing = draw()
    card, *_ = boxes(drawing)
    assert [box for box in outside(drawing, edge=8) if box != card] == []


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_no_word_lies_on_another(draw: Callable[[], Drawing]) -> None:
    assert colliding(draw()) == []


@given(drawings)
def test_whatever_is_drawn_stays_on_the_card_and_off_other_words(drawing: Drawing) -> None:
    assert outside(drawing) == []
    assert colliding(drawing) == []


@given(drawings)
def test_who_cannot_see_a_picture_is_told_what_it_is(drawing: Drawing) -> None:
    picture = root(drawing)
    title, desc = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert isinstance(title, Element)
    assert isinstance(desc, Element)
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text
    assert 0 < len(drawing.alt) <= ALT_MOST


def test_charts_on_one_page_share_no_id() -> None:
    drawn = {draw().svg for draw in DRAWINGS.values()}
    ids = Counter(element.get("id") for svg in drawn for element in root(Drawing(svg, "", 0, 0)).iter())
    del ids[None]
    assert set(ids.values()) == {1}


@given(st.lists(moving, min_size=1, max_size=8))
def test_every_number_of_the_movers_stands_in_their_words(rows: list[movers.Mover]) -> None:
    alt = movers.draw(movers.Movers(tuple(rows), WEEK)).alt
    for row in rows:
        numbers = [*row.weeks, *((row.expected.low, row.expected.high) if row.expected else ())]
        assert [number for number in numbers if not said(number, alt)] == []


@given(heats())
def test_the_cells_of_a_heat_map_add_up_to_its_totals_in_the_words_too(chart: heat.Heat) -> None:
    alt = heat.draw(chart).alt
    totals = [int(total.replace(",", "")) for total in re.findall(r"; total ([\d,]+)\.", alt)]
    if chart.regions and chart.rows:
        assert sum(totals) == sum(row.total for row in chart.rows)
        shown = folded(chart, ENGLISH)
        assert [cell for row in shown.rows for cell in row.cells if not said(cell.count, alt)] == []


@given(st.lists(losses, max_size=9))
def test_the_bars_of_a_pareto_add_up_to_all_deals(rows: list[pareto.Loss]) -> None:
    drawing = pareto.draw(pareto.Pareto(tuple(rows), WEEK))
    on_bars = [re.search(r"([\d,]+) deals?$", box.words) for box in texts(drawing)]
    deals = [int(found[1].replace(",", "")) for found in on_bars if found and "took" not in found.string]
    assert sum(deals) == sum(row.deals for row in rows)
    if deals:
        assert "100%" in [box.words for box in texts(drawing)]


@given(st.lists(points, min_size=1, max_size=52))
def test_every_count_of_a_trend_stands_in_its_words(weeks: list[trend.Point]) -> None:
    alt = trend.draw(trend.Trend("Solar", tuple(weeks), MONDAY)).alt
    assert [week.count for week in weeks if not said(week.count, alt)] == []
