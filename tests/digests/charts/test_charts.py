"""What somebody sees on each chart, on good weeks and on bad input."""

import re
from datetime import date

import pytest

from digests.charts import heat, movers, pareto, trend
from digests.charts.figures import Direction, Drawing, Expected
from digests.charts.page import style
from digests.charts.words import Words
from tests.digests.charts.geometry import Box, boxes, outside, root, texts
from tests.digests.charts.publisher import (
    DRAWINGS,
    HEADINGS,
    HEAT,
    LONG,
    MARKUP,
    MONDAY,
    MOVERS,
    PARETO,
    REASONS,
    THEMES,
    TREND,
    WEEK,
    regions,
)


def words_of(drawing: Drawing) -> list[str]:
    """The words on a drawing, in the order in which they are drawn."""
    return [box.words for box in texts(drawing)]


def title_of(drawing: Drawing) -> str:
    """The finding."""
    return root(drawing)[0].text or ""


def place(drawing: Drawing, words: str) -> Box:
    """Where the only text with these words is."""
    (found,) = [box for box in texts(drawing) if box.words == words]
    return found


def test_the_first_theme_outside_its_range_makes_the_title() -> None:
    assert title_of(DRAWINGS["movers"]()) == "Solar & battery installers: 19 requests, against 4–12 expected"
    assert title_of(DRAWINGS["movers_three"]()) == "Video on profile: 4 requests, against 5–15 expected"
    assert title_of(DRAWINGS["movers_nought"]()) == "Everything stayed within its expected range"
    assert title_of(DRAWINGS["movers_none"]()) == "Nothing to compare this week"


def test_a_caller_may_say_the_finding_and_what_is_counted() -> None:
    chart = movers.Movers(THEMES[:1], WEEK, title="Solar doubled")
    assert title_of(movers.draw(chart)) == "Solar doubled"
    assert "19 accounts, against" in title_of(movers.draw(MOVERS["movers"], Words("account", "accounts")))


def test_direction_is_told_by_range_and_not_by_the_caller() -> None:
    assert [row.direction for row in THEMES[4:]] == [
        Direction.INSIDE,
        Direction.BELOW,
        Direction.ABOVE,
        Direction.UNKNOWN,
    ]


def test_all_rows_share_one_scale() -> None:
    drawing = DRAWINGS["movers"]()
    assert place(drawing, "8").left < place(drawing, "11").left < place(drawing, "16").left < place(drawing, "19").left


def test_a_count_below_its_range_stands_left_of_it_and_one_above_it_right() -> None:
    drawing = DRAWINGS["movers"]()
    assert place(drawing, "4").right < place(drawing, "5–15").left
    assert place(drawing, "19").left > place(drawing, "4–12").right


def test_a_theme_without_a_range_says_that_it_is_too_new() -> None:
    assert "too new to compare" in words_of(DRAWINGS["movers_three"]())


def test_one_huge_count_leaves_the_others_their_room_and_says_so() -> None:
    row = movers.Mover("Bots", (*(3,) * 11, 123_456), Expected(2, 9))
    drawing = movers.draw(movers.Movers((*THEMES[:3], row), WEEK))
    assert place(drawing, "123,456").right == pytest.approx(drawing.width - 24, abs=0.05)
    assert place(drawing, "19").left - place(drawing, "11").left > 20
    assert any("scale cut at //" in words for words in words_of(drawing))
    assert not any("scale cut" in words for words in words_of(DRAWINGS["movers"]()))


def test_a_count_that_nobody_can_have_still_stays_on_the_card() -> None:
    rows = (*THEMES[:2], movers.Mover("Bots", (3, 10**15), Expected(2, 10**14)))
    drawing = movers.draw(movers.Movers(rows, WEEK))
    assert "1,000,000bn" in words_of(drawing)
    assert f"{10**15:,}" in drawing.alt
    assert outside(drawing, edge=8)[1:] == []
    assert outside(trend.draw(trend.Trend("Bots", (trend.Point(10**15),), MONDAY)), edge=8)[1:] == []


def test_another_language_says_its_own_plurals() -> None:
    class Polish(Words):
        def counted(self, number: int) -> str:
            few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
            return f"{number} {'prośba' if number == 1 else 'prośby' if few else 'próśb'}"

        def against(self, label: str, number: int, expected: Expected) -> str:
            return f"{label}: {self.counted(number)}, oczekiwano {self.span(expected)}"

    drawing = movers.draw(movers.Movers(THEMES[5:6], WEEK), Polish(theme="Temat"))
    assert title_of(drawing) == "Video on profile: 4 prośby, oczekiwano 5–15"
    assert "Temat" in words_of(drawing)


def test_a_range_that_is_wider_than_the_scale_ends_with_it() -> None:
    wide = movers.Mover("Wide", (4, 4), Expected(0, 5000))
    drawing = movers.draw(movers.Movers((*THEMES[:3], wide), WEEK))
    assert "0–5,000" in words_of(drawing)
    assert max(box.right for box in boxes(drawing)[1:]) <= drawing.width - 24 + 0.05


def test_weeks_of_nought_are_drawn_without_dividing_by_it() -> None:
    for name in ("movers_nought", "trend_nought", "heat_nought", "pareto_nought"):
        assert DRAWINGS[name]().height > 60


def test_no_rows_and_no_regions_are_a_card_with_one_sentence() -> None:
    expected = {
        "movers_none": "Nothing to compare this week",
        "pareto_none": "No lost deals this week",
        "pareto_nought": "No lost deals this week",
        "heat_none": "No region has anything to show this week",
        "heat_no_region": "No region has anything to show this week",
        "trend_none": "No week to show yet",
    }
    assert {name: title_of(DRAWINGS[name]()) for name in expected} == expected
    assert {DRAWINGS[name]().alt for name in expected} == set(expected.values())


def test_a_long_label_takes_two_lines_and_is_then_cut() -> None:
    drawing = movers.draw(movers.Movers((movers.Mover(LONG, (1, 2), Expected(0, 3)),), WEEK))
    label = [words for words in words_of(drawing) if words.startswith("Emergency") or words.endswith("…")]
    assert len(label) == 2
    assert label[1].endswith("…")


def test_markup_in_a_label_is_shown_and_not_obeyed() -> None:
    drawing = DRAWINGS["movers_odd"]()
    assert "<b>" not in drawing.svg
    assert any("<b>“Smith" in words for words in words_of(drawing))
    assert MARKUP in drawing.alt


def test_a_label_of_pictures_only_has_no_name() -> None:
    assert "(no name)" in words_of(DRAWINGS["movers_odd"]())


def test_more_than_ten_themes_are_not_squeezed_in() -> None:
    drawing = DRAWINGS["movers_fourteen"]()
    assert "4 more not shown" in " ".join(words_of(drawing))
    assert "4 more not shown" in drawing.alt


def test_a_count_below_nought_and_a_range_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        movers.Mover("Solar", (1, -1), None)
    with pytest.raises(ValueError, match="no week"):
        movers.Mover("Solar", (), None)
    with pytest.raises(ValueError, match="between 5 and 2"):
        Expected(5, 2)
    with pytest.raises(ValueError, match="below nought"):
        pareto.Loss("Price", 1, {"GBP": -1})
    with pytest.raises(ValueError, match="below nought"):
        trend.Point(-1)


def test_the_reasons_that_pass_sixty_percent_together_make_the_title_and_the_line() -> None:
    drawing = DRAWINGS["pareto"]()
    assert title_of(drawing) == "Two reasons took 63% of the £538k we lost"
    (line,) = [element for element in root(drawing) if element.get("stroke-dasharray")]
    y = float(line.get("y1", "0"))
    assert place(drawing, "63%").bottom < y < place(drawing, "77%").top


def test_reasons_beyond_the_sixth_are_one_bar_and_nothing_is_lost() -> None:
    drawing = DRAWINGS["pareto"]()
    assert "Other (4 reasons)" in words_of(drawing)
    assert "£17k · 5 deals" in words_of(drawing)
    assert words_of(drawing)[-2] == "100%"


def test_where_no_reason_stands_out_none_is_coloured_and_no_line_is_drawn() -> None:
    drawing = DRAWINGS["pareto_spread"]()
    assert title_of(drawing) == "No reason stands out: the top 6 took 41% of the £390k we lost"
    assert "stroke-dasharray" not in drawing.svg
    assert "#B84A00" not in drawing.svg


def test_several_currencies_are_never_added_so_deals_are_counted() -> None:
    drawing = DRAWINGS["pareto_currencies"]()
    assert title_of(drawing) == "Two reasons took 80% of the 10 deals we lost"
    assert "5 deals" in words_of(drawing)
    assert "several currencies: £48k and €9k." in drawing.alt
    assert "Deals lost" in words_of(drawing)


def test_deals_are_counted_where_few_have_a_value_or_none() -> None:
    assert "only 2 of them have a value" in DRAWINGS["pareto_few_values"]().alt
    none = pareto.draw(pareto.Pareto((pareto.Loss("Price", 3), pareto.Loss("Terms", 1)), WEEK))
    assert title_of(none) == "One reason took 75% of the 4 deals we lost"


def test_deals_without_a_value_are_told_beside_those_with_one() -> None:
    drawing = DRAWINGS["pareto_some_values"]()
    assert "no value · 1 deal" in words_of(drawing)
    assert "2 deals have no value and add none." in drawing.alt


def test_a_share_is_not_rounded_up_to_the_line_or_to_all() -> None:
    rows = (pareto.Loss("Price", 597), pareto.Loss("Terms", 400), pareto.Loss("Other", 3))
    shares = [words for words in words_of(pareto.draw(pareto.Pareto(rows, WEEK))) if re.fullmatch(r"\d+%", words)]
    assert shares == ["59%", "99%", "100%"]


def test_the_order_in_which_reasons_come_does_not_matter() -> None:
    assert pareto.draw(pareto.Pareto(REASONS[::-1], WEEK)).svg == DRAWINGS["pareto"]().svg


def test_the_cell_farthest_from_its_usual_week_makes_the_title_and_has_the_only_frame() -> None:
    drawing = DRAWINGS["heat"]()
    assert title_of(drawing) == "Solar & battery in South West: 9 requests, against 1.6 usual"
    assert drawing.svg.count('stroke="#1B1F24"') == 1


def test_a_caller_may_choose_the_outlined_cell_however_many_there_are() -> None:
    chart = HEAT["heat_forty"]
    chosen = heat.Heat(chart.regions, chart.rows, outlined=(15, 39))
    assert title_of(heat.draw(chosen)).startswith("Small theme 7 in Territory 40 of the north:")
    with pytest.raises(ValueError, match="no cell"):
        heat.Heat(chart.regions, chart.rows, outlined=(16, 0))


@pytest.mark.parametrize(
    ("count", "usual", "step"),
    [(9, 1.6, 3), (6, 2.2, 2), (3, 1.1, 1), (1, 0.4, 0), (0, 0.9, -1), (0, 2.4, -2), (0, 9.0, -3), (5, None, 0)],
)
def test_colour_steps_at_distances_that_are_news(count: int, usual: float | None, step: int) -> None:
    assert heat.Cell(count, usual).step == step


def test_forty_regions_are_the_eleven_that_differ_most_and_the_others_in_one() -> None:
    drawing = DRAWINGS["heat_forty"]()
    assert "29 others" in words_of(drawing)
    assert "7 others" in words_of(drawing)
    total = sum(row.total for row in HEAT["heat_forty"].rows)
    totals = [int(box.words) for box in texts(drawing) if box.right == drawing.width - 24 and box.words.isdigit()]
    assert sum(totals) == total


def test_names_that_fit_their_column_stand_level_and_others_on_a_slant() -> None:
    assert [box.words for box in texts(DRAWINGS["heat"]()) if box.is_turned] == []
    slanting = [box.words for box in texts(DRAWINGS["heat_twelve"]()) if box.is_turned]
    assert slanting == list(regions(12).regions)


def test_every_row_needs_a_cell_for_each_region() -> None:
    with pytest.raises(ValueError, match="one cell for each region"):
        heat.Heat(("North", "Wales"), (heat.Row("Solar", (heat.Cell(1),)),))
    with pytest.raises(ValueError, match="on average"):
        heat.Cell(1, float("nan"))


def test_a_trend_shows_this_week_in_figures_and_what_was_expected_of_it() -> None:
    drawing = DRAWINGS["trend"]()
    assert title_of(drawing).startswith(f"{HEADINGS[0]}: 19 requests this week, against ")
    assert "19" in words_of(drawing)
    assert "TREND · 52 weeks to 22 Nov 2026" in words_of(drawing)


def test_january_brings_its_year() -> None:
    months = [words for words in words_of(DRAWINGS["trend"]()) if len(words) <= 4 and not words.isdigit()]
    assert months == ["Dec", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert "2026" in words_of(DRAWINGS["trend"]())


def test_a_range_that_is_known_for_this_week_only_claims_nothing_of_the_past() -> None:
    drawing = DRAWINGS["trend_twelve"]()
    assert "this week’s expected range" in " ".join(words_of(drawing))
    assert [element for element in root(drawing) if element.get("fill") == "#E6E9EE"] == []


def test_a_trend_keeps_to_the_newest_year() -> None:
    points = tuple(trend.Point(at) for at in range(80))
    drawing = trend.draw(trend.Trend("Solar", points, date(2026, 11, 16)))
    assert "52 weeks, oldest first: 28, 29," in drawing.alt


def test_the_same_figures_are_the_same_picture() -> None:
    assert movers.draw(MOVERS["movers"]).svg == movers.draw(MOVERS["movers"]).svg
    assert pareto.draw(PARETO["pareto"]).svg == pareto.draw(PARETO["pareto"]).svg
    assert trend.draw(TREND["trend"]).svg == trend.draw(TREND["trend"]).svg
    assert MONDAY.isoweekday() == 1


def test_a_page_with_charts_asks_for_no_other_file() -> None:
    sheet = style()
    assert "http" not in sheet
    assert sheet.count("data:font/woff2;base64,") == 3
    assert len(sheet) < 120_000
