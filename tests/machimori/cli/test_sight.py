"""``machimori sight`` hides what the closed forms say is hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from machimori.scene import vocabulary
from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.cli.test_light import on_earth
from tests.machimori.scene.documents import Json, feature, line, plane, point

# A watcher looks along a strip of ground, over a hedge 6 m away. What lies behind it is
# hidden as far as the line from the eyes over its top stays above the target.
WIDTH_M, LENGTH_M = 1.0, 40.0


def strip() -> Json:
    ring = [[0.0, -0.5], [LENGTH_M, -0.5], [LENGTH_M, 0.5], [0.0, 0.5], [0.0, -0.5]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return feature("strip", "area", geometry, use="play")


def hedge(height_m: float = 1.0) -> Json:
    across = line((6.0, -50.0), (6.0, 50.0))
    return feature("hedge", "hedge", across, height_m=height_m, opacity=1.0)


def watcher(kind: str = "bench", **properties: Any) -> Json:
    return feature("guard", kind, point(0, 0), **properties)


def seen(town: Path, *arguments: object) -> Any:
    (result,) = result_of("sight", town, "--from", "guard", *arguments)["areas"]
    return result


@pytest.mark.parametrize(
    ("height_m", "eye_m", "target_m", "hidden_to_m"),
    [
        (1.0, 1.5, 0.0, 18.0),
        (1.0, 1.5, 0.5, 12.0),
        (1.2, 1.5, 0.0, 30.0),
        (1.5, 1.5, 1.0, LENGTH_M),
        (0.9, 1.5, 1.0, 6.0),
    ],
)
def test_a_hedge_hides_what_lies_in_its_shadow(
    tmp_path: Path, height_m: float, eye_m: float, target_m: float, hidden_to_m: float
) -> None:
    town = save(tmp_path / "t.json", plane(strip(), hedge(height_m), watcher()))
    result = seen(town, "--eye-m", eye_m, "--target-m", target_m, "--spacing-m", 0.1)
    hidden_m2 = (hidden_to_m - 6.0) * WIDTH_M
    assert result["area_m2"] == pytest.approx(LENGTH_M * WIDTH_M)
    assert result["unseen_area_m2"] == pytest.approx(hidden_m2, abs=0.25)
    assert result["seen_share"] == pytest.approx(
        1 - result["unseen_area_m2"] / result["area_m2"]
    )


def test_nothing_is_seen_beyond_the_range(tmp_path: Path) -> None:
    town = save(tmp_path / "t.json", plane(strip(), watcher()))
    result = seen(town, "--range-m", 10, "--spacing-m", 0.25)
    assert result["seen_share"] == pytest.approx(0.25, abs=0.01)


def test_a_scene_on_the_earth_says_the_same_as_in_plane_metres(tmp_path: Path) -> None:
    document = plane(strip(), hedge(), watcher())
    here = seen(save(tmp_path / "plane.json", document), "--target-m", 0)
    there = seen(save(tmp_path / "earth.json", on_earth(document)), "--target-m", 0)
    assert there["area_m2"] == pytest.approx(here["area_m2"], rel=1e-3)
    assert there["seen_share"] == pytest.approx(here["seen_share"], abs=0.03)


GEOMETRIES: dict[str, Json] = {
    "Point": point(0, 0),
    "LineString": line((0, -1), (0, 1)),
    "Polygon": {
        "type": "Polygon",
        "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]],
    },
}


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        (kind.name, shape)
        for kind in vocabulary().kinds.values()
        for shape in kind.geometry
        if shape in GEOMETRIES
    ],
)
def test_one_may_look_from_anything(tmp_path: Path, kind: str, shape: str) -> None:
    required: dict[str, Any] = {
        "area": {"use": "adult"},
        "place": {"place_kind": "park"},
    }
    looking = feature("guard", kind, GEOMETRIES[shape], **required.get(kind, {}))
    town = save(tmp_path / "t.json", plane(strip(), looking))
    finished = run("sight", town, "--from", "guard", "--area", "strip")
    assert finished.exit_code == 0, finished.stderr


@pytest.mark.parametrize("source", ["road", "path", "window"])
def test_where_nobody_looks_the_table_says_so(tmp_path: Path, source: str) -> None:
    town = save(tmp_path / "t.json", plane(strip()))
    shown = run("sight", town, "--from", source, "--language", "en")
    assert shown.exit_code == 0
    assert "0.0%" in shown.stdout
    assert "nothing to look from" in shown.stderr


def test_several_sources_see_more_than_one(tmp_path: Path) -> None:
    other = feature("other", "bench", point(LENGTH_M, 0))
    town = save(tmp_path / "t.json", plane(strip(), hedge(), watcher(), other))
    alone, together = (
        result_of("sight", town, "--target-m", 0, "--spacing-m", 0.25, *sources)
        for sources in (
            ("--from", "guard"),
            ("--from", "guard", "--from", "other"),
        )
    )
    assert alone["areas"][0]["seen_share"] < together["areas"][0]["seen_share"]


def test_a_source_that_nobody_knows_gets_the_closest(tmp_path: Path) -> None:
    town = save(tmp_path / "t.json", plane(strip(), watcher()))
    refused = run("sight", town, "--from", "gaurd", "--language", "en")
    assert refused.exit_code == 2
    assert "guard" in refused.stderr


def test_the_cells_say_whether_they_are_seen(tmp_path: Path) -> None:
    town = save(tmp_path / "t.json", plane(strip(), hedge(), watcher()))
    told = run("sight", town, "--from", "guard", "--target-m", 0, "--format", "geojson")
    cells = json.loads(told.stdout)["features"]
    assert {cell["properties"]["seen"] for cell in cells} == {True, False}
    assert {cell["properties"]["area"] for cell in cells} == {"strip"}


def test_the_numbers_used_are_listed(tmp_path: Path) -> None:
    town = save(tmp_path / "t.json", plane(strip(), watcher()))
    used = result_of("sight", town, "--from", "guard", "--eye-m", 1.2)["parameters"]
    by_id = {p["id"].rsplit("/")[-1]: p for p in used}
    assert by_id["eye-height"]["value"] == 1.2
    assert by_id["sight-range"]["value"] == 100.0
    assert by_id["visible-transmission"]["by"]
