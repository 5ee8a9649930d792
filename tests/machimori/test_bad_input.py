"""Whatever is wrong with an input, the command line says what, where and what to do.

End to end: each case is a command with one thing wrong. It must end with status 2, name
the file and the place in it, give a remedy in both languages, and write nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from machimori.formats.opening import MEGABYTE
from tests.machimori.cli.terminal import run, save
from tests.machimori.scene.documents import (
    LAT,
    LON,
    Json,
    collection,
    feature,
    line,
    park,
    plane,
    point,
    square,
)

LIGHT = "jp-16/roads/park-path-light"
OLD = b"what was there before"
LANGUAGES = ("ja", "en")

Make = Callable[[Path], Path]
"""Puts a bad file into a folder."""


def scene(*features: Json) -> Make:
    return lambda folder: save(folder / "town.geojson", plane(*features))


def text(name: str, content: str | bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def sparse(name: str) -> Make:
    def make(folder: Path) -> Path:
        with (folder / name).open("wb") as opened:
            opened.truncate(2_000 * MEGABYTE)
        return folder / name

    return make


def bomb(name: str) -> Make:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", bytes(60 * MEGABYTE))
        return folder / name

    return make


def a_folder(folder: Path) -> Path:
    (folder / "folder.geojson").mkdir()
    return folder / "folder.geojson"


def nothing(folder: Path) -> Path:
    return folder / "nothing.geojson"


def swapped(folder: Path) -> Path:
    lamp = feature("lamp", "lamp", point(LAT, LON))
    return save(folder / "town.geojson", collection(lamp))


def metres_as_degrees(folder: Path) -> Path:
    lamp = feature("lamp", "lamp", point(-29_000.0, -35_000.0))
    return save(folder / "town.geojson", collection(lamp))


def degrees_as_metres(folder: Path) -> Path:
    """Longitude and latitude in a file that says it is in metres."""
    lamp = feature("lamp", "lamp", point(LON, LAT))
    ring = [[LON, LAT], [LON + 0.001, LAT], [LON + 0.001, LAT + 0.001], [LON, LAT]]
    place = park()
    place["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    return save(folder / "town.geojson", plane(place, lamp))


def broken_photometry(folder: Path) -> Path:
    (folder / "lamp.ies").write_text("IESNA:LM-63-2002\nTILT=NONE\n1 1000 1 3")
    lamp = feature("lamp", "lamp", point(0, 0), photometry="lamp.ies", height_m=4.0)
    return save(folder / "town.geojson", plane(park(), lamp))


BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]}

SCENES: dict[str, tuple[Make, str]] = {
    "an unknown kind": (
        scene(park(), feature("x", "lampp", point(0, 0))),
        "lamp",
    ),
    "an unknown property": (
        scene(feature("x", "lamp", point(0, 0), hight_m=4.0)),
        "height_m",
    ),
    "an outline that crosses itself": (
        scene(feature("x", "area", BOW_TIE, use="play")),
        "x",
    ),
    "a lamp whose photometry is not there": (
        scene(feature("x", "lamp", point(0, 0), photometry="led.ies")),
        "led.ies",
    ),
    "a photometric file that is cut off": (broken_photometry, "lamp.ies"),
    "a height that is not a number": (
        scene(feature("x", "lamp", point(0, 0), height_m=float("nan"))),
        "height_m",
    ),
    "an infinite coordinate": (
        scene(feature("x", "lamp", point(float("inf"), 0))),
        "x",
    ),
    "latitude before longitude": (swapped, "lamp"),
    "metres where degrees should stand": (metres_as_degrees, "lamp"),
    "a line where a surface should be": (
        scene(feature("x", "area", line((0, 0), (1, 1)), use="play")),
        "x",
    ),
    "the same id twice": (scene(park("x"), park("x")), "x"),
    "a file that is cut off": (text("town.geojson", '{"type": "FeatureColl'), "1"),
    "another encoding": (text("town.geojson", '"防犯"'.encode("cp932")), "UTF-8"),
    "bytes without meaning": (text("town.geojson", bytes(range(256))), "UTF-8"),
    "a list instead of a collection": (text("town.geojson", "[]"), "town.geojson"),
    "another ending": (text("town.shp", "x"), ".shp"),
    "a package that is none": (text("town.gpkg", "x"), "town.gpkg"),
    "two gigabytes": (sparse("town.geojson"), "2,000.0 MB"),
    "a package of two gigabytes": (sparse("town.gpkg"), "2,000.0 MB"),
    "a folder": (a_folder, "folder.geojson"),
    "nothing": (nothing, "nothing.geojson"),
}


def refused(language: str, *arguments: object) -> str:
    finished = run(*arguments, "--language", language)
    assert finished.exit_code == 2, finished.stdout
    assert finished.stdout == ""
    told: str = finished.stderr
    is_japanese = bool(re.search(r"対処：|もしかして：|使えるもの：|以前の内容", told))
    assert is_japanese == (language == "ja"), told
    return told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("make", "named"), SCENES.values(), ids=SCENES.keys())
def test_a_scene_is_refused_with(
    tmp_path: Path, make: Make, named: str, language: str
) -> None:
    path = make(tmp_path)
    output = tmp_path / "report.json"
    output.write_bytes(OLD)
    for command in (
        ("validate", path),
        ("light", path),
        ("sight", path, "--from", "road"),
        ("assess", path, "--format", "json", "--output", output),
    ):
        told = refused(language, *command)
        assert str(tmp_path) in told
        assert named in told
    assert output.read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) <= 3


def test_degrees_in_a_plane_scene_are_noticed(tmp_path: Path) -> None:
    told = refused("en", "validate", degrees_as_metres(tmp_path))
    assert "plane_m" in told


ANSWERS = "criterion,place,answer,on\n"

TABLES: dict[str, tuple[str, Make, str]] = {
    "an unknown criterion": (
        "--answers",
        text("t.csv", f"{ANSWERS}jp-16/roads/park-path-lihgt,park,yes,2026-04-01\n"),
        LIGHT,
    ),
    "an unknown place": (
        "--answers",
        text("t.csv", f"{ANSWERS}{LIGHT},prak,yes,2026-04-01\n"),
        "park",
    ),
    "an unknown column": (
        "--answers",
        text("t.csv", "criterion,place,answer,on,remark\n"),
        "remark",
    ),
    "a bad date": (
        "--answers",
        text("t.csv", f"{ANSWERS}{LIGHT},park,yes,soon\n"),
        "soon",
    ),
    "an empty file": ("--answers", text("t.csv", ""), "t.csv"),
    "a zip bomb": ("--answers", bomb("t.xlsx"), "t.xlsx"),
    "a workbook that is none": ("--answers", text("t.xlsx", "x"), "t.xlsx"),
    "two gigabytes": ("--answers", sparse("t.csv"), "2,000.0 MB"),
    "a table that is not there": ("--records", nothing, "nothing.geojson"),
    "a reading by daylight": (
        "--lux",
        text("t.csv", "point,lux,time\npark,3,2026-06-21T12:00+09:00\n"),
        "2026-06-21T12:00",
    ),
    "a reading without offset": (
        "--lux",
        text("t.csv", "point,lux,time\npark,3,2026-06-21 22:00\n"),
        "+09:00",
    ),
    "a reading in other coordinates": (
        "--lux",
        text("t.csv", f"lon,lat,lux,time\n{LON},{LAT},3,2026-06-21T22:00+09:00\n"),
        "lon",
    ),
    "a reading that is no number": (
        "--lux",
        text("t.csv", "point,lux,time\npark,NaN,2026-06-21T22:00+09:00\n"),
        "NaN",
    ),
    "an unknown activity": (
        "--records",
        text("t.csv", "activity,subjects,on\npatroll,park,2026-04-01\n"),
        "patrol",
    ),
    "a decision without a decider": (
        "--decisions",
        text(
            "t.csv",
            "kind,criterion,place,reason,decided_by,decided_on\n"
            f"need,{LIGHT},park,x,,2026-04-01\n",
        ),
        "decided_by",
    ),
    "parameters that are not YAML": (
        "--parameters",
        text("city.yaml", "- {id: [\n"),
        "city.yaml",
    ),
    "an unknown parameter": (
        "--parameters",
        text(
            "city.yaml",
            "- id: interpretation/eye-hight\n  unit: m\n  label: {ja: 目, en: eye}\n"
            "  values: {2026-04-01: {value: 1.0, chosen_by: {ja: 市, en: city}}}\n",
        ),
        "interpretation/eye-height",
    ),
    "a catalogue that is none": ("--catalogue", nothing, "instrument.yaml"),
    "a catalogue with errors": (
        "--catalogue",
        text("jp-99/parks/instrument.yaml", "id: 5\n"),
        "instrument.yaml",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("option", "make", "named"), TABLES.values(), ids=TABLES.keys()
)
def test_a_table_is_refused_with(
    tmp_path: Path, option: str, make: Make, named: str, language: str
) -> None:
    town = save(tmp_path / "town.geojson", plane(park("park")))
    output = tmp_path / "report.html"
    output.write_bytes(OLD)
    path = make(tmp_path)
    given = tmp_path if path.name == "instrument.yaml" else path
    told = refused(
        language, "assess", town, option, given, "--format", "html", "-o", output
    )
    assert path.name in told or option == "--catalogue"
    assert named in told
    assert output.read_bytes() == OLD


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("make", "named"),
    [
        (text("town.osm", "<osm><way"), "town.osm"),
        (text("town.osm", "hello"), "town.osm"),
        (text("town.osm.pbf", "hello"), "town.osm.pbf"),
        (nothing, "nothing.geojson"),
        (sparse("town.osm"), "2,000.0 MB"),
    ],
)
def test_a_map_is_refused(
    tmp_path: Path, make: Make, named: str, language: str
) -> None:
    output = tmp_path / "scene.geojson"
    output.write_bytes(OLD)
    told = refused(language, "import", "osm", make(tmp_path), "--output", output)
    assert named in told
    assert output.read_bytes() == OLD


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mapping_is_refused(tmp_path: Path, language: str) -> None:
    parks = save(tmp_path / "parks.geojson", collection())
    mapping = text("city.yaml", "files: [{match: 1}]\n")(tmp_path)
    output = tmp_path / "scene.geojson"
    told = refused(
        language, "import", "shapes", parks, "--mapping", mapping, "-o", output
    )
    assert "city.yaml" in told
    assert not output.exists()


@pytest.mark.parametrize("output", ["missing/report.json", ".", "town.geojson/x.json"])
def test_an_output_that_cannot_be_written_is_refused_before_any_work(
    tmp_path: Path, output: str
) -> None:
    town = save(tmp_path / "town.geojson", plane(park()))
    before = town.read_bytes()
    finished = run("assess", town, "--format", "json", "-o", tmp_path / output)
    assert finished.exit_code == 2
    assert "--output" in finished.stderr
    assert town.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["town.geojson"]


def test_every_problem_of_a_scene_is_told_at_once(tmp_path: Path) -> None:
    document: Any = plane(
        feature("a", "lampp", point(0, 0)),
        feature("b", "lamp", point(0, 0), height_m="high"),
        feature("c", "area", BOW_TIE, use="play"),
        feature("d", "area", square(), use="plya"),
    )
    told = refused("en", "validate", save(tmp_path / "town.geojson", document))
    assert len(told.splitlines()) == 5
    assert told.startswith("Error: 4 problem(s)")


def test_the_program_itself_ends_with_status_2_and_no_traceback(
    tmp_path: Path,
) -> None:
    town = tmp_path / "town.geojson"
    town.write_text(json.dumps(plane(feature("a", "lampp", point(0, 0)))))
    finished = subprocess.run(
        [sys.executable, "-m", "machimori", "validate", str(town)],
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 2
    assert finished.stdout == b""
    told = finished.stderr.decode()
    assert "Traceback" not in told
    assert "もしかして：lamp" in told
