"""``machimori town`` writes its maps, survives a kill, and says what it cannot do."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pyogrio
import pytest
from shapely.geometry import Point

from machimori.cli import workers
from machimori.demo.city import made_up_city
from machimori.formats.scene_file import write_scene
from machimori.scene import Feature
from tests.machimori.cli.terminal import run, save
from tests.machimori.scene.documents import feature, line, plane, point, square

OPTIONS = ("--cell-m", "2", "--tile-cells", "48")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Blocks of the made-up city, one lamp of unknown light among them."""
    town = made_up_city(0.06, np.random.default_rng(2))
    unknown = Feature("lamp-unknown", "lamp", Point(5.0, 5.0), {"height_m": 4.5})
    path = tmp_path_factory.mktemp("scene") / "town.geojson"
    write_scene(town.replacing([*town.features, unknown]), path)
    return path


@pytest.fixture(scope="module")
def finished(scene: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "town"
    done = run("town", scene, "--output", folder, *OPTIONS, "--processes", "2")
    assert done.exit_code == 0, done.output
    assert "町全体" in done.stdout
    return folder


@pytest.fixture
def summary(finished: Path) -> Any:
    return json.loads((finished / "summary.json").read_text(encoding="utf-8"))


def test_every_street_has_its_numbers(summary: Any) -> None:
    streets = summary["streets"]
    assert len(streets) == 12
    assert all(street["mean_lx"] > 0 for street in streets)
    assert all(0 <= s["dark_share"] <= 1 == s["seen_share"] for s in streets)
    assert streets[0]["length_m"] == pytest.approx(110.0, abs=0.01)


def test_streets_near_an_unknown_lamp_are_not_certain(summary: Any) -> None:
    certain = {s["id"]: s["is_light_certain"] for s in summary["streets"]}
    assert summary["unknown_lamps"] == ["lamp-unknown"]
    assert not certain["street-ew-0-0"]
    assert certain["street-ew-2-1"]


def test_the_layers_are_styled_on_opening(finished: Path) -> None:
    package = finished / "town.gpkg"
    layers = {name for name, _ in pyogrio.list_layers(package)}
    assert {"streets", "dark_pockets", "isolux", "unknown_lamps"} <= layers
    _, _, _, rows = pyogrio.raw.read(package, layer="layer_styles")
    assert layers - {"layer_styles"} <= {name for row in rows for name in row}


def test_the_rasters_hold_what_the_tiles_hold(finished: Path) -> None:
    pytest.importorskip("rasterio", reason="needs the extra raster")
    from machimori.formats.geotiff import read_geotiff

    lit = read_geotiff(finished / "illuminance.tif")
    seen = read_geotiff(finished / "seen.tif")
    with np.load(finished / "tiles" / "000000.npz") as tile:
        lux, counts = tile["illuminance_lx"], tile["seen_by"].astype("f8")
    corner = lit.values[: lux.shape[0], : lux.shape[1]]
    assert np.array_equal(corner, lux.astype("f8"), equal_nan=True)
    counts[counts == 65535] = np.nan
    expected = np.where(np.isnan(counts), np.nan, counts > 0)
    corner = seen.values[: lux.shape[0], : lux.shape[1]]
    assert np.array_equal(corner, expected, equal_nan=True)
    assert (finished / "watchers.qml").exists()


def test_a_killed_run_goes_on_where_it_was(
    scene: Path, finished: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "town"
    words = ["town", str(scene), "--output", str(folder), *OPTIONS, "--processes", "1"]
    command = [sys.executable, "-m", "machimori", *words]
    begun = subprocess.Popen(command, stderr=subprocess.PIPE)
    while not list(folder.glob("tiles/0*.npz")) and begun.poll() is None:
        Event().wait(0.005)
    begun.send_signal(signal.SIGKILL)
    begun.communicate()
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("tiles/0*.npz")}
    assert kept
    assert not (folder / "summary.json").exists()
    done = run(*words, "--language", "en")
    assert done.exit_code == 0
    assert f"{len(kept)} of 9 tiles are finished" in done.stderr
    assert all(path.stat().st_mtime_ns == at for path, at in kept.items())
    ours, theirs = (
        [path.read_bytes() for path in sorted(where.glob("tiles/0*.npz"))]
        for where in (folder, finished)
    )
    assert ours == theirs


def test_another_option_asks_for_a_fresh_start(scene: Path, finished: Path) -> None:
    done = run("town", scene, "--output", finished, *OPTIONS, "--dark-below-lx", "5")
    assert done.exit_code == 2
    assert "--afresh" in done.stderr
    assert (finished / "summary.json").exists()


def test_a_finished_town_is_not_computed_again(scene: Path, finished: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in finished.glob("tiles/*")}
    assert run("town", scene, "--output", finished, *OPTIONS).exit_code == 0
    assert {p: p.stat().st_mtime_ns for p in finished.glob("tiles/*")} == before


def test_an_empty_scene_and_one_without_streets_are_refused(tmp_path: Path) -> None:
    empty = save(tmp_path / "empty.geojson", plane())
    house = feature("house", "building", square(8.0), height_m=6.0)
    lone = save(tmp_path / "lone.geojson", plane(house))
    for path, words in ((empty, "地物"), (lone, "road")):
        refused = run("town", path, "--output", tmp_path / "out")
        assert refused.exit_code == 2
        assert words in refused.stderr
        assert not (tmp_path / "out").exists()


def test_a_feature_far_off_is_not_taken_for_a_town(tmp_path: Path) -> None:
    road = feature("road", "road", line((0, 0), (9, 0)), width_m=4.0)
    far = feature("lamp", "lamp", point(90_000.0, 90_000.0))
    path = save(tmp_path / "far.geojson", plane(road, far))
    refused = run("town", path, "--output", tmp_path / "out", "--language", "en")
    assert refused.exit_code == 2
    assert "far off" in refused.stderr


def test_a_cluster_that_does_not_answer_is_named(
    scene: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE_S", 1)
    pytest.importorskip("distributed", reason="needs the extra dask")
    refused = run(
        *("town", scene, "--output", tmp_path / "out", *OPTIONS),
        *("--dask", "tcp://127.0.0.1:1"),
    )
    assert refused.exit_code == 2
    assert "tcp://127.0.0.1:1" in refused.stderr


def test_a_made_up_city_is_drawn_for_trying(tmp_path: Path) -> None:
    drawn = run("demo", tmp_path / "city", "--km2", "0.03", "--language", "en")
    assert drawn.exit_code == 0
    assert "machimori town" in drawn.stdout
    assert (tmp_path / "city" / "town.geojson").exists()
