"""``machimori sight`` beside the share: how many see, what is in the way, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest

from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.cli.test_light import on_earth
from tests.machimori.cli.test_sight import hedge, strip, watcher
from tests.machimori.scene.documents import feature, plane, point

ASKED = ("--from", "bench", "--target-m", 0.0)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Two benches before a hedge of 1 m, which hides 6 to 18 m from eyes at 1.5 m."""
    second = feature("second", "bench", point(0, 0))
    return save(tmp_path / "t.json", plane(strip(), hedge(), watcher(), second))


def only_area(*arguments: object) -> Any:
    (result,) = result_of("sight", *arguments)["areas"]
    return result


def test_each_point_counts_the_eyes_that_see_it(town: Path) -> None:
    counted = only_area(town, *ASKED, "--count", "--spacing-m", 0.1)
    assert counted["watchers_least"] == 0
    assert counted["watchers_mean"] == pytest.approx(2 * counted["seen_share"])
    assert "watchers_mean" not in only_area(town, *ASKED)


def test_the_table_shows_the_mean_count(town: Path) -> None:
    assert "視点（平均）" in run("sight", town, *ASKED, "--count").stdout


def test_cells_say_by_how_many_they_are_seen(town: Path) -> None:
    asked = ("--count", "--format", "geojson")
    cells = json.loads(run("sight", town, *ASKED, *asked).stdout)["features"]
    assert {cell["properties"]["watchers"] for cell in cells} == {0, 2}


def blind_spot(town: Path, *arguments: object) -> Any:
    asked = ("--blind-spots", "--spacing-m", 0.1)
    (spot,) = result_of("sight", town, *ASKED, *asked, *arguments)["blind_spots"]
    return spot


def test_a_blind_spot_names_the_hedge_and_the_height_that_opens_it(
    town: Path,
) -> None:
    spot = blind_spot(town)
    (opener,) = spot["openers"]
    assert spot["area_m2"] == pytest.approx(12.0, abs=0.2)
    assert opener["obstacle"] == "hedge"
    assert opener["opened_m2"] == pytest.approx(spot["area_m2"])
    # 95 % of the spot opens when the ground 6.6 m away is seen over the hedge at 6 m.
    assert opener["trim_to_m"] == pytest.approx(1.5 * 0.6 / 6.6, abs=0.01)
    assert spot["trim_to_m"] == pytest.approx(0.10)


def test_the_table_of_blind_spots_names_what_makes_them(town: Path) -> None:
    shown = run("sight", town, *ASKED, "--blind-spots", "--language", "en").stdout
    assert "Blind spots" in shown
    assert "hedge" in shown


def test_without_a_blind_spot_the_table_says_so(tmp_path: Path) -> None:
    bare = save(tmp_path / "t.json", plane(strip(), watcher()))
    shown = run("sight", bare, *ASKED, "--blind-spots").stdout
    assert "死角はありません" in shown


def test_a_geopackage_holds_counts_and_blind_spots(tmp_path: Path) -> None:
    town = save(tmp_path / "t.json", on_earth(plane(strip(), hedge(), watcher())))
    output = tmp_path / "sight.gpkg"
    asked = ("--format", "gpkg", "--output", output)
    assert run("sight", town, *ASKED, *asked).exit_code == 0
    names = [str(name) for name, _ in pyogrio.list_layers(output)]
    assert names == ["watchers", "blind_spots", "layer_styles"]
    meta, _, _, columns = pyogrio.raw.read(output, layer="blind_spots")
    found = dict(zip(meta["fields"], columns, strict=True))
    assert found["obstacle"].tolist() == ["hedge"]
    assert found["area"].tolist() == ["strip"]


def test_a_geotiff_holds_the_count_of_each_cell(town: Path, tmp_path: Path) -> None:
    pytest.importorskip("rasterio", reason="the extra raster is not installed")
    from machimori.formats.geotiff import read_geotiff

    output = tmp_path / "sight.tif"
    asked = ("--format", "geotiff", "--output", output)
    assert run("sight", town, *ASKED, *asked).exit_code == 0
    values = read_geotiff(output).values
    assert set(np.unique(values[~np.isnan(values)])) == {0.0, 2.0}


def test_at_night_only_what_obstacles_hide_is_blamed_on_them(tmp_path: Path) -> None:
    camera = feature("eye", "camera", point(0, 0), height_m=1.5)
    town = save(tmp_path / "t.json", plane(strip(), hedge(), camera))
    asked = ("--from", "camera", "--target-m", 0.0, "--night", "--blind-spots")
    dark = result_of("sight", town, *asked, "--spacing-m", 0.1)
    assert dark["areas"][0]["seen_share"] == 0.0
    (spot,) = dark["blind_spots"]
    assert spot["area_m2"] == pytest.approx(12.0, abs=0.2)
    assert [one["obstacle"] for one in spot["openers"]] == ["hedge"]
