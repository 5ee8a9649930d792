"""``machimori light`` gives the published numbers, in the scene's own coordinates."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from machimori.cli.studies import areas
from machimori.geometry import PlaneFrame
from machimori.scene import parse_scene
from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.scene.documents import (
    LAT,
    LON,
    Json,
    collection,
    feature,
    park,
    plane,
    point,
    square,
)

FLUX_OF_1000_CD = 4 * math.pi * 1000


def lamp(x: float, y: float, **properties: Any) -> Json:
    said = {"photometry": "isotropic", "luminous_flux_lm": FLUX_OF_1000_CD}
    said |= {"height_m": 4.0, "maintenance_factor": 1.0, **properties}
    return feature("lamp", "lamp", point(x, y), **said)


def area(name: str = "yard", side: float = 10.0, **properties: Any) -> Json:
    return feature(name, "area", square(side), use="play", **properties)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return save(tmp_path / "town.geojson", plane(park(), area(), lamp(5, 5)))


def only_area(*arguments: object) -> Any:
    (result,) = result_of("light", *arguments)["areas"]
    return result


class TestNumbers:
    # E mean = I Ω / A: 26.230113 lx; see tests/published/lighting.yaml.
    MEAN_LX = 26.230113

    def test_the_mean_is_the_published_one(self, town: Path) -> None:
        result = only_area(town, "--spacing-m", 0.1)
        assert result["id"] == "yard"
        assert result["mean_lx"] == pytest.approx(self.MEAN_LX, rel=1e-4)
        assert result["uniformity"] == result["min_lx"] / result["mean_lx"]
        assert result["max_lx"] == pytest.approx(1000 / 16, rel=2e-3)
        assert result["points"] == 10_000

    def test_the_mean_converges_with_the_square_of_the_spacing(
        self, town: Path
    ) -> None:
        coarse, fine = (
            abs(only_area(town, "--spacing-m", s)["mean_lx"] - self.MEAN_LX)
            for s in (1.0, 0.5)
        )
        assert coarse / fine == pytest.approx(4.0, rel=0.2)

    def test_the_numbers_used_are_listed_with_whose_they_are(self, town: Path) -> None:
        spacing, *others = result_of("light", town, "--spacing-m", 2)["parameters"]
        assert spacing["id"] == "interpretation/grid-spacing"
        assert (spacing["value"], spacing["by"]) == (2.0, "コマンドの指定")
        assert not others

    def test_a_citys_parameters_count(self, tmp_path: Path) -> None:
        town = save(
            tmp_path / "town.geojson",
            plane(area(), lamp(5, 5, maintenance_factor=None)),
        )
        city = tmp_path / "city.yaml"
        city.write_text(
            "- id: interpretation/maintenance-factor\n"
            '  unit: "1"\n'
            "  label: {ja: 保守率, en: maintenance factor}\n"
            "  values: {2020-01-01: {value: 0.5, chosen_by: {ja: 市, en: city}}}\n",
            encoding="utf-8",
        )
        with_ours, with_theirs = (
            only_area(town, "--spacing-m", 0.2, *more)["mean_lx"]
            for more in ((), ("--parameters", city))
        )
        assert with_theirs == pytest.approx(self.MEAN_LX / 2, rel=1e-3)
        assert with_ours != pytest.approx(with_theirs)


class TestAreas:
    def test_any_surface_may_be_named(self, town: Path) -> None:
        assert only_area(town, "--area", "park")["id"] == "park"

    def test_without_areas_the_places_are_taken(self, tmp_path: Path) -> None:
        town = save(tmp_path / "t.json", plane(park(), lamp(5, 5)))
        assert only_area(town)["id"] == "park"

    def test_a_line_with_a_width_is_a_surface(self, tmp_path: Path) -> None:
        way = {"type": "LineString", "coordinates": [[0, 5], [10, 5]]}
        path = feature("way", "path", way, width_m=2.0)
        town = save(tmp_path / "t.json", plane(path, lamp(5, 5)))
        assert only_area(town, "--area", "way")["points"] == 20

    @pytest.mark.parametrize(
        ("name", "told"), [("yrad", "yard"), ("lamp", "a polygon, or a line")]
    )
    def test_what_is_no_area_is_refused(self, town: Path, name: str, told: str) -> None:
        refused = run("light", town, "--area", name, "--language", "en")
        assert refused.exit_code == 2
        assert told in refused.stderr

    def test_a_scene_without_any_surface_is_refused(self, tmp_path: Path) -> None:
        town = save(tmp_path / "t.json", plane(lamp(5, 5)))
        refused = run("light", town, "--language", "en")
        assert refused.exit_code == 2
        assert "Add a place or an area" in refused.stderr

    def test_more_points_than_fit_are_refused_with_a_spacing_that_fits(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        town = save(tmp_path / "t.json", plane(area(side=1000.0), lamp(5, 5)))
        refused = run("light", town, "--spacing-m", 0.05, "--language", "en")
        assert refused.exit_code == 2
        assert "--spacing-m 0.71" in refused.stderr
        monkeypatch.setattr(areas, "MOST_CELLS", 100)
        refused = run("light", town, "--spacing-m", 99, "--language", "en")
        assert "--spacing-m 109" not in refused.stderr
        assert run("light", town, "--spacing-m", 100).exit_code == 0


class TestUnknownLamps:
    @pytest.mark.parametrize("name", ["luminous_flux_lm", "photometry", "height_m"])
    def test_a_lamp_of_unknown_light_is_refused_by_name(
        self, name: str, tmp_path: Path
    ) -> None:
        town = save(tmp_path / "t.json", plane(area(), lamp(5, 5, **{name: None})))
        refused = run("light", town, "--language", "en")
        assert refused.exit_code == 2
        assert (
            f"lamp lamp: found ; expected photometry and height (not stated: {name})"
            in (refused.stderr)
        )
        assert "lit: false" in refused.stderr

    def test_one_that_does_not_burn_may_stay_unknown(self, tmp_path: Path) -> None:
        dark = lamp(5, 5, photometry=None, lit=False)
        town = save(tmp_path / "t.json", plane(area(), dark))
        assert run("light", town).exit_code == 0


def cells(town: Path, *arguments: object) -> tuple[Any, Json]:
    finished = run("light", town, "--format", "geojson", *arguments)
    document = json.loads(finished.stdout)
    shapes = [shapely.geometry.shape(f["geometry"]) for f in document["features"]]
    return np.array(shapes), document


class TestGeoJson:
    def test_cells_cover_the_area_in_plane_metres(self, town: Path) -> None:
        shapes, document = cells(town)
        assert document["machimori"] == {"coordinates": "plane_m"}
        assert len(shapes) == 100
        assert shapely.union_all(shapes).equals(shapely.box(0, 0, 10, 10))
        values = [f["properties"]["lx"] for f in document["features"]]
        assert np.mean(values) == pytest.approx(26.5, rel=0.02)

    def test_cells_cover_the_area_in_longitude_and_latitude(
        self, tmp_path: Path
    ) -> None:
        document = on_earth(plane(area(), lamp(5, 5)))
        shapes, written = cells(save(tmp_path / "t.json", document))
        assert "machimori" not in written
        (yard, _) = document["features"]
        outline = shapely.geometry.shape(yard["geometry"])
        covered = shapely.union_all(shapes, grid_size=1e-8)
        assert covered.symmetric_difference(outline).area < 1e-3 * outline.area
        assert all(shapely.is_ccw(shapely.get_exterior_ring(shapes)))


def on_earth(document: Json) -> Json:
    """The same scene in longitude and latitude."""
    frame = PlaneFrame.around(LON, LAT)
    features = []
    for one in document["features"]:
        there = shapely.transform(
            shapely.geometry.shape(one["geometry"]), frame.to_lon_lat
        )
        features.append({**one, "geometry": shapely.geometry.mapping(there)})
    return collection(*features)


def test_a_scene_on_the_earth_says_the_same_as_in_plane_metres(tmp_path: Path) -> None:
    document = plane(area(), lamp(5, 5))
    here = only_area(save(tmp_path / "plane.json", document), "--spacing-m", 0.25)
    there = only_area(
        save(tmp_path / "earth.json", on_earth(document)), "--spacing-m", 0.25
    )
    assert parse_scene(on_earth(document), file="").frame.epsg == 6677
    assert there["mean_lx"] == pytest.approx(here["mean_lx"], rel=1e-3)
    assert there["max_lx"] == pytest.approx(here["max_lx"], rel=5e-3)


def test_the_table_shows_every_area_with_its_name(tmp_path: Path) -> None:
    town = save(tmp_path / "t.json", plane(area(name="[red]yard"), lamp(5, 5)))
    shown = run("light", town)
    assert shown.exit_code == 0
    assert "[red]yard" in shown.stdout
    assert "使った数値: " in shown.stdout
    assert "\x1b" not in shown.stdout


def test_reflection_is_added_and_shown_with_its_bound(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[-1, -5], [-1, 15]]}
    house = feature("wall", "wall", line, height_m=3.0)
    town = save(tmp_path / "t.json", plane(area(), lamp(5, 5), house))
    direct, more = only_area(town), only_area(town, "--reflection")
    added = more["mean_lx"] - direct["mean_lx"]
    assert "reflected_mean_lx" not in direct
    assert more["reflected_mean_lx"] == pytest.approx(added)
    assert added > 0
    assert more["left_out_lx"] > 0
    assert "壁の反射率" in run("light", town, "--reflection").stdout
