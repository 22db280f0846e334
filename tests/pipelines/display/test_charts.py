"""The geometry of charts and of the map."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.display.charts import bars, columns, months_between
from pipelines.display.region_map import STEPS, bounds, shades, tiles
from pipelines.regions import codes

values = st.lists(
    st.tuples(st.text(max_size=3), st.none() | st.integers(min_value=0, max_value=10**15))
)


@settings(deadline=None)  # the machine may be busy
@given(values, st.integers(min_value=1, max_value=9))
def test_bars_stay_within_their_chart(points: list[tuple[str, int | None]], most: int) -> None:
    chart = bars(points, most=most)
    assert all(0 <= bar.width <= 100 for bar in chart.bars)
    assert len(chart.bars) + chart.left_out == len(points)


@settings(deadline=None)  # the machine may be busy
@given(values)
def test_columns_stand_side_by_side_and_add_up(points: list[tuple[str, int | None]]) -> None:
    chart = columns(points)
    assert sum(bar.width for bar in chart.bars) == pytest.approx(100 if points else 0)
    assert all(bar.y + bar.height == pytest.approx(100) for bar in chart.bars)
    known = [value for _, value in points if value is not None]
    assert sum(bar.value or 0 for bar in chart.bars) == sum(known)


def test_a_value_that_is_not_known_is_not_nought() -> None:
    chart = columns([("1", 5), ("2", None), ("3", 0)])
    assert [bar.value for bar in chart.bars] == [5, None, 0]
    assert len(chart.line.split()) == 2


def test_a_year_has_twelve_months() -> None:
    assert len(months_between("2025-01", "2025-12")) == 12


def test_every_region_has_one_square_of_its_own() -> None:
    assert {tile.code for tile in tiles()} == codes()
    assert len(tiles()) == len(codes())
    assert len({(tile.column, tile.row) for tile in tiles()}) == len(tiles())


@settings(deadline=None)  # the machine may be busy
@given(st.dictionaries(st.sampled_from(sorted(codes())), st.integers(0, 10**14), max_size=89))
def test_more_is_never_lighter(regions: dict[str, int]) -> None:
    shade = shades(regions)
    order = sorted(regions, key=lambda code: regions[code])
    assert [shade[code] for code in order] == sorted(shade.values())
    assert all((shade[code] == 0) == (value == 0) for code, value in regions.items())
    assert set(shade.values()) <= set(range(STEPS + 1))
    assert len(bounds(list(regions.values()))) <= STEPS
