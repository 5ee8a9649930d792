"""The folder of a town survives kills, refuses what is not its own, and is locked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from machimori.demo.city import made_up_city
from machimori.errors import CannotWrite, InvalidInput
from machimori.formats.town import Mosaic, TownStore, town_store
from machimori.formats.town.mosaic import lux, watchers
from machimori.formats.town.store import MANIFEST, TILES
from machimori.town import (
    NO_WATCHERS_KNOWN,
    Tile,
    TownPlan,
    TownSettings,
    compute_tile,
    plan_town,
)

SIDE = 40


@pytest.fixture(scope="module")
def plan() -> TownPlan:
    town = made_up_city(0.02, np.random.default_rng(4))
    return plan_town(town, TownSettings(cell_m=4.0))


def filled(store: TownStore, plan: TownPlan) -> TownStore:
    for tile in store.missing():
        store.keep(compute_tile(plan.work(tile)))
    return store


def test_a_tile_is_read_as_it_was_kept(tmp_path: Path, plan: TownPlan) -> None:
    result = compute_tile(plan.work(plan.lattice.tiles(SIDE)[1]))
    with town_store(tmp_path, plan, tile_cells=SIDE) as store:
        store.keep(result)
        kept = store.read(1)
        assert 1 not in [tile.number for tile in store.missing()]
    assert np.array_equal(kept.illuminance_lx, result.illuminance_lx, equal_nan=True)
    assert (kept.watchers == result.watchers).all()
    assert all(
        (a == b).all()
        for a, b in zip(kept.sums.counts(), result.sums.counts(), strict=True)
    )


def test_finished_tiles_are_found_again_and_torn_ones_go(
    tmp_path: Path, plan: TownPlan
) -> None:
    with town_store(tmp_path, plan, tile_cells=SIDE) as store:
        store.keep(compute_tile(plan.work(store.tiles[0])))
    torn = tmp_path / TILES / ".000001.4711.part.npz"
    torn.write_bytes(b"half")
    with town_store(tmp_path, plan, tile_cells=SIDE) as store:
        assert len(store.missing()) == len(store.tiles) - 1
    assert not torn.exists()


@pytest.mark.parametrize("what", ["options", "tiles"])
def test_another_computation_is_noticed_and_begun_afresh_where_asked(
    tmp_path: Path, plan: TownPlan, what: str
) -> None:
    with town_store(tmp_path, plan, tile_cells=SIDE) as store:
        store.keep(compute_tile(plan.work(store.tiles[0])))
    is_tiles = what == "tiles"
    settings = replace(plan.settings, dark_below_lx=9.0)
    other = plan if is_tiles else replace(plan, settings=settings)
    side = SIDE // 2 if is_tiles else SIDE
    with (
        pytest.raises(InvalidInput, match="--afresh"),
        town_store(tmp_path, other, tile_cells=side),
    ):
        pass
    with town_store(tmp_path, other, tile_cells=side, afresh=True) as store:
        assert store.missing() == store.tiles


def test_the_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, plan: TownPlan
) -> None:
    (tmp_path / "budget.xlsx").write_bytes(b"x")
    with (
        pytest.raises(InvalidInput, match="empty folder"),
        town_store(tmp_path, plan, tile_cells=SIDE, afresh=True),
    ):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["budget.xlsx"]


@pytest.mark.parametrize("said", ["", "[]", '{"type": "FeatureCollection"}'])
def test_a_manifest_that_is_not_ours_is_refused(
    tmp_path: Path, plan: TownPlan, said: str
) -> None:
    (tmp_path / MANIFEST).write_text(said)
    with pytest.raises(InvalidInput), town_store(tmp_path, plan, tile_cells=SIDE):
        pass


def test_one_at_a_time_works_in_a_folder(tmp_path: Path, plan: TownPlan) -> None:
    with (
        town_store(tmp_path, plan, tile_cells=SIDE),
        pytest.raises(InvalidInput, match="no other process"),
        town_store(tmp_path, plan, tile_cells=SIDE),
    ):
        pass
    with town_store(tmp_path, plan, tile_cells=SIDE):
        pass


def test_what_cannot_be_written_is_said(tmp_path: Path, plan: TownPlan) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(CannotWrite),
        town_store(tmp_path / "file" / "below", plan, tile_cells=SIDE),
    ):
        pass


def test_a_damaged_tile_is_named(tmp_path: Path, plan: TownPlan) -> None:
    with town_store(tmp_path, plan, tile_cells=SIDE) as store:
        (tmp_path / TILES / "000000.npz").write_bytes(b"PK nothing")
        with pytest.raises(InvalidInput, match=r"000000\.npz"):
            store.read(0)


def test_windows_reach_across_tiles_and_beyond_the_town(
    tmp_path: Path, plan: TownPlan
) -> None:
    whole = compute_tile(plan.work(plan.lattice.whole))
    counts = np.where(whole.watchers == NO_WATCHERS_KNOWN, np.nan, whole.watchers)
    with town_store(tmp_path, plan, tile_cells=17) as store:
        mosaic = Mosaic(filled(store, plan), plan.lattice)
        every = plan.lattice.whole
        seen, lit = mosaic.window(every, watchers), mosaic.window(every, lux)
        corner = Tile(0, every.first_row - 2, every.first_column + 10, 25, 9, 4.0)
        part = mosaic.window(corner, watchers)
    assert np.array_equal(seen, counts, equal_nan=True)
    assert np.array_equal(lit, whole.illuminance_lx.astype("f8"), equal_nan=True)
    assert np.isnan(part[:2]).all()
    assert np.array_equal(part[2:], counts[:23, 10:19], equal_nan=True)
