"""That intervals hold what they promise, in small seeded worlds; `python -m tests.deals_coverage` has the tables."""

import pytest

from tests import deals_coverage as worlds


@pytest.mark.parametrize("number", [8, 20, 50])
@pytest.mark.parametrize("method", ["count, Wilson", "money, the same capped at 2 x median"])
def test_an_interval_holds_the_true_share_in_most_quarters(method: str, number: int) -> None:
    held, _ = worlds.coverage(worlds.METHODS[method], number, worlds=600)
    assert held >= 0.92
    split, _ = worlds.coverage(worlds.METHODS[method], number, worlds=600, second=0.3)
    assert split >= 0.92


def test_with_large_deals_capped_a_single_one_seldom_decides() -> None:
    capped = worlds.one_deal_decides(40, worlds=600, is_capped=True)
    assert capped < 0.02
    assert worlds.one_deal_decides(40, worlds=600, is_capped=False) > 0.3


@pytest.mark.parametrize("named", [(1.0, 1.0), (0.8, 0.3)])
def test_where_no_competitor_matters_few_quarters_name_one(named: tuple[float, float]) -> None:
    found, other, _ = worlds.clear_lines(worlds=150, costly=0.5, named=named)
    assert found + other <= 0.1
