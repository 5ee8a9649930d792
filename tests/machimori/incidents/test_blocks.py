from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from machimori.incidents import Block, Blocks


def a_row_of(count: int, *, gap_m: float = 0.0) -> Blocks:
    side = 100.0
    return Blocks(
        tuple(
            Block(
                id=f"b{n}",
                name=f"{n}丁目",
                centre_m=((n + 0.5) * side, side / 2),
                outline=box(n * (side + gap_m), 0, n * (side + gap_m) + side, side),
                residents=None if n == 0 else 500 * n,
            )
            for n in range(count)
        )
    )


def test_columns_of_blocks_keep_their_order() -> None:
    blocks = a_row_of(3)
    assert blocks.index["b2"] == 2
    np.testing.assert_allclose(blocks.centres_m[:, 0], [50, 150, 250])
    np.testing.assert_allclose(blocks.areas_m2, [10_000] * 3)
    np.testing.assert_array_equal(blocks.residents, [np.nan, 500, 1000])


def test_no_blocks_make_empty_columns() -> None:
    none = Blocks()
    assert none.centres_m.shape == (0, 2)
    assert none.areas_m2.shape == none.residents.shape == (0,)
    assert none.neighbours().shape == (0, 2)


def test_a_block_without_outline_has_no_area_and_no_neighbours() -> None:
    blocks = Blocks((*a_row_of(2), Block(id="x", name="字北浜")))
    assert np.isnan(blocks.areas_m2[2])
    assert np.isnan(blocks.centres_m[2]).all()
    assert blocks.neighbours().tolist() == [[0, 1]]


@given(st.integers(1, 12), st.floats(0, 0.9))
def test_blocks_in_a_row_touch_the_next_one_only(count: int, gap_m: float) -> None:
    pairs = a_row_of(count, gap_m=gap_m).neighbours()
    assert sorted(map(tuple, pairs)) == [(n, n + 1) for n in range(count - 1)]
