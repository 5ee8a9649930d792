"""``machimori light`` beside the means: lines, faces, lamps, readings, files."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.cli.test_light import area, lamp, on_earth
from tests.machimori.scene.documents import feature, line, plane

SIDE_M, HEIGHT_M, INTENSITY_CD = 40.0, 4.0, 1000.0


def road() -> Any:
    return feature("lane", "road", line((10.0, 20.0), (30.0, 20.0)), width_m=4.0)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    document = plane(area(side=SIDE_M), lamp(20, 20), road())
    return save(tmp_path / "town.geojson", document)


def rows(name: str, *arguments: object) -> list[Any]:
    found: list[Any] = result_of("light", *arguments)[name]
    return found


def test_isolux_lines_enclose_the_circle_of_the_closed_form(town: Path) -> None:
    levels = rows("isolux", town, "--isolux", "--spacing-m", 0.25)
    assert [row["level_lx"] for row in levels] == [3.0, 10.0, 20.0, 50.0]
    for row in levels:
        reach_m2 = (INTENSITY_CD * HEIGHT_M / row["level_lx"]) ** (2 / 3)
        circle_m2 = math.pi * (reach_m2 - HEIGHT_M**2)
        assert row["brighter_m2"] == pytest.approx(circle_m2, rel=1e-2)
        assert row["brighter_share"] == pytest.approx(row["brighter_m2"] / SIDE_M**2)


def test_light_on_faces_along_a_road_is_that_of_the_closed_form(town: Path) -> None:
    (row,) = rows("vertical", town, "--vertical")
    away_m = np.abs(np.arange(10.0, 31.0) - 20.0)
    lit = INTENSITY_CD * away_m / (away_m**2 + (HEIGHT_M - 1.5) ** 2) ** 1.5
    assert row["points"] == 21
    assert row["height_m"] == 1.5
    assert row["mean_lx"] == pytest.approx(lit.mean() / 2, rel=1e-9)
    assert row["min_lx"] == 0.0


def test_faces_are_taken_along_roads_that_cross_a_named_area(town: Path) -> None:
    (named,) = rows("vertical", town, "--vertical", "--area", "yard")
    (itself,) = rows("vertical", town, "--vertical", "--area", "lane")
    assert named == itself


def test_a_worn_lamp_tells_what_cleaning_it_would_give(tmp_path: Path) -> None:
    worn = plane(area(), lamp(5, 5, maintenance_factor=0.8))
    result = result_of("light", save(tmp_path / "t.json", worn), "--effects")
    (row,) = result["effects"]
    mean_lx = result["areas"][0]["mean_lx"]
    assert row["share_of_mean"] == pytest.approx(1.0)
    assert row["mean_without_lx"] == pytest.approx(0.0, abs=1e-9)
    assert row["mean_clean_lx"] == pytest.approx(mean_lx / 0.8, rel=1e-3)


def survey(path: Path, *lines: str) -> Path:
    head = "point,x,y,lux,height,plane,time"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


AT = "2026-11-17T19:10+09:00"


def test_readings_stand_beside_what_is_computed(tmp_path: Path, town: Path) -> None:
    below_lx = INTENSITY_CD / HEIGHT_M**2
    table = survey(
        tmp_path / "lux.csv",
        f",20,20,{below_lx / 2},0,horizontal,{AT}",
        f",20,20,{below_lx},0,horizontal,{AT}",
        f",20,20,5,1.5,vertical,{AT}",
    )
    result = result_of("light", town, "--survey", table)
    assert [row["ratio"] for row in result["survey"]] == pytest.approx([0.5, 1.0])
    assert result["survey_summary"] == pytest.approx(
        {"median_ratio": 0.75, "within_share": 0.5, "within": 0.2}
    )
    finished = run("light", town, "--survey", table)
    assert "鉛直面の測定1件" in finished.stderr
    assert "中央値 0.75" in finished.stdout.replace("\n", "")


def test_the_tables_say_what_they_show(town: Path) -> None:
    asked = ("--isolux", "--vertical", "--effects", "--language", "en")
    shown = run("light", town, *asked).stdout
    for title in ("Isolux lines", "upright planes", "What each lamp means"):
        assert title in shown


def test_geojson_holds_lines_roads_and_lamps_beside_the_cells(town: Path) -> None:
    asked = ("--isolux", "--vertical", "--effects", "--format", "geojson")
    document = json.loads(run("light", town, *asked, "--spacing-m", 2).stdout)
    kinds: dict[str, set[str]] = {}
    for one in document["features"]:
        of = one["properties"].get("of", "cells")
        kinds.setdefault(of, set()).add(one["geometry"]["type"])
    assert kinds == {
        "cells": {"Polygon"},
        "isolux": {"LineString"},
        "vertical": {"LineString"},
        "effects": {"Point"},
    }


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_result_may_go_into_a_file(town: Path, tmp_path: Path, format_: str) -> None:
    output = tmp_path / "out.txt"
    finished = run("light", town, "--format", format_, "--output", output)
    assert finished.stdout == ""
    assert "yard" in output.read_text("utf-8")


def test_a_geopackage_holds_styled_layers(tmp_path: Path) -> None:
    placed = on_earth(plane(area(side=SIDE_M), lamp(20, 20), road()))
    town, output = save(tmp_path / "t.geojson", placed), tmp_path / "light.gpkg"
    asked = ("--vertical", "--effects", "--format", "gpkg", "--output", output)
    assert run("light", town, *asked).exit_code == 0
    names = [str(name) for name, _ in pyogrio.list_layers(output)]
    layers = ["light_bands", "isolux", "vertical", "effects"]
    assert names == [*layers, "layer_styles"]
    meta, _, shapes, _ = pyogrio.raw.read(output, layer="light_bands")
    assert meta["crs"].startswith("EPSG:66")
    covered = shapely.area(shapely.from_wkb(shapes)).sum()
    assert covered == pytest.approx(SIDE_M**2, rel=1e-3)


def test_a_geotiff_holds_the_cells_and_lies_beside_its_style(
    tmp_path: Path, town: Path
) -> None:
    pytest.importorskip("rasterio", reason="the extra raster is not installed")
    from machimori.formats.geotiff import read_geotiff

    output = tmp_path / "light.tif"
    assert run("light", town, "--format", "geotiff", "--output", output).exit_code == 0
    (mean,) = (row["mean_lx"] for row in rows("areas", town))
    read = read_geotiff(output)
    assert read.values.shape == (SIDE_M, SIDE_M)
    assert np.nanmean(read.values) == pytest.approx(mean, rel=1e-6)
    assert output.with_suffix(".qml").exists()


@pytest.mark.parametrize("format_", ["gpkg", "geotiff"])
def test_a_file_needs_a_name(town: Path, format_: str) -> None:
    finished = run("light", town, "--format", format_)
    assert finished.exit_code == 2
    assert "--output" in finished.stderr


def test_a_raster_holds_one_quantity(town: Path, tmp_path: Path) -> None:
    output = tmp_path / "light.tif"
    asked = ("--vertical", "--format", "geotiff", "--output", output)
    finished = run("light", town, *asked)
    assert finished.exit_code == 2
    assert "gpkg" in finished.stderr
    assert not output.exists()


def test_a_lamp_of_unknown_light_near_a_road_is_refused(tmp_path: Path) -> None:
    far = feature("far", "road", line((300.0, 0.0), (320.0, 0.0)), width_m=4.0)
    dim = {**lamp(310, 5, photometry="isotropic"), "id": "dim"}
    dim["properties"].pop("luminous_flux_lm")
    town = save(tmp_path / "t.json", plane(area(), lamp(5, 5), far, dim))
    assert run("light", town).exit_code == 0
    finished = run("light", town, "--vertical")
    assert finished.exit_code != 0
    assert "dim" in finished.stderr
