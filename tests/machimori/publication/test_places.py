from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from machimori.incidents import Block, Blocks
from machimori.publication import GuardedPlace, publish_places

BLOCKS = Blocks(
    (
        Block(id="a", name="１丁目", outline=box(0, 0, 100, 100)),
        Block(id="b", name="２丁目", outline=box(100, 0, 200, 100)),
        Block(id="c", name="字北浜"),
    )
)


def home(x: float, y: float = 50.0, *, has_consent: bool = False) -> GuardedPlace:
    return GuardedPlace(
        id="子どもを守る家 12", kind="refuge", at_m=(x, y), has_consent=has_consent
    )


POLICE_BOX = GuardedPlace(
    id="koban", kind="police_box", at_m=(10.0, 10.0), is_home=False
)


def test_open_data_tells_how_many_homes_a_block_has() -> None:
    homes = [home(10), home(20), home(30), home(150)]
    shown = publish_places([*homes, POLICE_BOX], BLOCKS, audience="open_data")
    by_block = {place.block: place.shown.words for place in shown if place.block}
    assert by_block == {"a": "3", "b": "1-2"}
    (public,) = (place for place in shown if place.block is None)
    assert public.at_m == POLICE_BOX.at_m


def test_children_see_the_homes_that_agreed_and_no_others() -> None:
    shown = publish_places(
        [home(10, has_consent=True), home(20), POLICE_BOX],
        BLOCKS,
        audience="own_children",
    )
    assert [place.at_m for place in shown] == [(10.0, 50.0), (10.0, 10.0)]


def test_a_place_of_which_nobody_knows_whether_it_is_a_home_is_one() -> None:
    unknown = GuardedPlace(id="x", kind="refuge", at_m=(10.0, 10.0))
    (shown,) = publish_places([unknown], BLOCKS, audience="open_data")
    assert shown.at_m is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 250), st.floats(-50, 150)), max_size=8))
def test_no_home_of_open_data_has_a_point_or_an_id(
    points: list[tuple[float, float]],
) -> None:
    homes = [home(x, y, has_consent=True) for x, y in points]
    for place in publish_places(homes, BLOCKS, audience="open_data"):
        assert place.at_m is None
        assert place.shown.words not in ("1", "2")
        assert "12" not in repr(place).replace("1-2", "")


def test_a_home_on_the_line_between_blocks_counts_once() -> None:
    shown = publish_places([home(100.0)], BLOCKS, audience="open_data")
    assert len(shown) == 1


def test_without_places_nothing_is_published() -> None:
    assert publish_places([], BLOCKS, audience="open_data") == ()
    assert publish_places([home(1)], Blocks(), audience="open_data") == ()


@pytest.mark.parametrize("audience", ["open_data", "own_children"])
def test_nothing_is_ever_at_the_middle_of_a_block(audience: str) -> None:
    middles = np.array([[50.0, 50.0], [150.0, 50.0]])
    shown = publish_places([home(10), home(160)], BLOCKS, audience=audience)  # type: ignore[arg-type]
    points = [place.at_m for place in shown if place.at_m]
    assert not any((middles == point).all(axis=1).any() for point in points)
