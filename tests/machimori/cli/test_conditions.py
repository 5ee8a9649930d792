"""Ground, season, snow, night and growth, as commands take them and say them back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.cli.test_sight import strip, watcher
from tests.machimori.scene.documents import Json, feature, line, park, plane, point

ACROSS = line((6.0, -50.0), (6.0, 50.0))


def town(folder: Path, *features: Json, **header: Any) -> Path:
    return save(folder / "t.json", plane(strip(), watcher(), *features, **header))


def hedge(**properties: Any) -> Json:
    stated = {"height_m": 1.0, "opacity": 1.0, **properties}
    return feature("hedge", "hedge", ACROSS, **stated)


def sight(scene: Path, *arguments: object) -> Any:
    return result_of("sight", scene, "--from", "guard", "--language", "en", *arguments)


def share(scene: Path, *arguments: object) -> float:
    return float(sight(scene, *arguments)["areas"][0]["seen_share"])


# Season and snow


def test_in_winter_a_deciduous_tree_is_looked_through(tmp_path: Path) -> None:
    crown = {
        "type": "Polygon",
        "coordinates": [[[5, -50], [7, -50], [7, 50], [5, 50], [5, -50]]],
    }
    tree = feature("t", "tree", crown, height_m=9, crown_base_m=0, deciduous=True)
    scene = town(tmp_path, tree)
    assert share(scene, "--season", "summer") < 0.3
    assert share(scene, "--season", "winter") == 1.0
    said = sight(scene, "--season", "winter")["conditions"]
    assert said["Season"].startswith("winter")


def test_snow_lifts_who_looks_and_what_is_seen(tmp_path: Path) -> None:
    scene = town(tmp_path, hedge(height_m=1.4))
    assert share(scene) < share(scene, "--snow-depth-m", 0.5) == 1.0
    said = sight(scene, "--snow-depth-m", 0.5)["conditions"]
    assert said["Lying snow"] == "0.5 m"


def test_what_the_scene_says_holds_where_nothing_is_chosen(tmp_path: Path) -> None:
    scene = town(tmp_path, hedge(height_m=1.4), snow_depth_m=0.5, season="winter")
    assert share(scene) == 1.0
    assert share(scene, "--snow-depth-m", 0.0) < 1.0
    assert set(sight(scene)["conditions"]) == {"Ground", "Season", "Lying snow"}


# By night


def test_at_night_only_what_is_lit_is_seen(tmp_path: Path) -> None:
    lamp = feature(
        "l",
        "lamp",
        point(10, 0),
        height_m=4.0,
        photometry="isotropic",
        luminous_flux_lm=1500,
    )
    scene = town(tmp_path, lamp)
    assert share(scene) == share(scene, "--day") == 1.0
    assert 0.2 < share(scene, "--night") < 0.9
    document = sight(scene, "--night")
    assert document["conditions"]["Time of day"].startswith("night")
    used = {parameter["id"] for parameter in document["parameters"]}
    assert "interpretation/night-sight-illuminance" in used


def test_the_scene_may_be_of_a_night(tmp_path: Path) -> None:
    scene = town(tmp_path, time_of_day="night")
    assert share(scene) == 0.0
    assert share(scene, "--day") == 1.0


# Growth


GROWING = {"growth_m_per_year": 0.25, "pruned_on": "2025-04-01"}


def test_a_hedge_is_taken_as_the_scene_states_it(tmp_path: Path) -> None:
    stated = share(town(tmp_path, hedge(**GROWING)), "--target-m", 0)
    assert stated == share(town(tmp_path, hedge()), "--target-m", 0)


def test_or_as_it_will_have_grown(tmp_path: Path) -> None:
    """1.25 m high it hides from 6 to 36 m what 1.0 m hides to 18 m."""
    scene = town(tmp_path, hedge(**GROWING))
    look = ("--target-m", 0, "--spacing-m", 0.1)
    stated = share(scene, *look)
    assert stated == pytest.approx(1 - 12 / 40, abs=0.01)
    assert share(scene, *look, "--grown-until", "2026-04-01") == pytest.approx(
        1 - 30 / 40, abs=0.01
    )
    assert share(scene, *look, "--grown-until", "pruning") == pytest.approx(
        1 - 30 / 40, abs=0.01
    )
    said = sight(scene, "--grown-until", "pruning")
    assert "pruning" in said["conditions"]["plants grown until"]
    used = {parameter["id"] for parameter in said["parameters"]}
    assert "interpretation/pruning-interval" in used


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    refused = run(
        "sight", town(tmp_path), "--from", "guard", "--grown-until", "some day"
    )
    assert refused.exit_code == 2


# Ground


def dem(folder: Path, height_m: Any) -> Path:
    rasterio = pytest.importorskip("rasterio", reason="needs rasterio (extra: raster)")
    path = folder / "dem.tif"
    shape = {"width": 70, "height": 70, "count": 1, "dtype": "float64"}
    placed = rasterio.Affine(2.0, 0, -20.0, 0, -2.0, 70.0)
    x = -20.0 + 2.0 * (np.arange(70) + 0.5)
    heights = np.broadcast_to(height_m(x), (70, 70))
    with rasterio.open(path, "w", driver="GTiff", transform=placed, **shape) as opened:
        opened.write(heights[None])
    return path


def test_a_ridge_hides_what_flat_ground_shows(tmp_path: Path) -> None:
    ground = dem(tmp_path, lambda x: np.maximum(0.0, 4.0 - np.abs(x - 11.0)))
    scene = town(tmp_path)
    assert share(scene) == 1.0
    assert share(scene, "--terrain", ground) < 0.5
    said = sight(scene, "--terrain", ground)["conditions"]["Ground"]
    assert said == "dem.tif (2 m cells)"
    assert "flat" in sight(scene)["conditions"]["Ground"]


def test_light_stands_on_the_ground_too(tmp_path: Path) -> None:
    ground = dem(tmp_path, lambda x: 0.2 * x)
    lamp = feature(
        "l",
        "lamp",
        point(10, 0),
        height_m=4.0,
        photometry="isotropic",
        luminous_flux_lm=1500,
    )
    scene = town(tmp_path, lamp)
    words = ("light", scene, "--language", "en")
    flat, sloped = result_of(*words), result_of(*words, "--terrain", ground)
    assert sloped["areas"][0]["mean_lx"] != pytest.approx(flat["areas"][0]["mean_lx"])
    assert sloped["conditions"]["Ground"].startswith("dem.tif")


def test_ground_that_does_not_cover_the_scene_is_refused(tmp_path: Path) -> None:
    ground = dem(tmp_path, lambda x: 0 * x)
    scene = town(tmp_path, feature("far", "bench", point(500, 0)))
    refused = run("sight", scene, "--from", "guard", "--terrain", ground)
    assert refused.exit_code != 0
    assert "100%" in refused.stderr


# An assessment


def test_an_assessment_says_its_conditions_and_how_to_repeat_them(
    tmp_path: Path,
) -> None:
    scene = save(tmp_path / "t.json", plane(park()))
    chosen = ("--season", "winter", "--snow-depth-m", 0.3, "--night")
    finished = run("assess", scene, "--on", "2026-06-01", *chosen, "--language", "en")
    assert finished.exit_code == 0, finished.stderr
    for words in ("winter", "0.3 m", "night", "flat"):
        assert words in finished.stdout
    page = run(
        "assess", scene, *chosen, "--on", "2026-06-01", "--format", "html"
    ).stdout
    assert "--season winter --snow-depth-m 0.3 --night" in page
