"""A lux survey is taken after dark, in the scene's coordinates, with its offset."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from machimori.assessment.lux_survey import LuxReading
from machimori.errors import InvalidInput, Problem
from machimori.formats.lux_survey import read_lux_survey
from machimori.scene import Scene
from tests.machimori.scene.documents import (
    LAT,
    LON,
    collection,
    feature,
    park,
    parsed,
    plane,
    point,
)

NIGHT = "2026-11-20T19:30+09:00"
PLANE = parsed(plane(park("park")))
EARTH = parsed(collection(feature("lamp", "lamp", point(LON, LAT))))


def read(folder: Path, scene: Scene, head: str, *rows: str) -> tuple[LuxReading, ...]:
    path = folder / "lux.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return read_lux_survey(path, scene)


def refused(folder: Path, scene: Scene, head: str, *rows: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        read(folder, scene, head, *rows)
    return list(wrong.value.problems)


class TestPositions:
    def test_a_point_may_be_named(self, tmp_path: Path) -> None:
        (one,) = read(tmp_path, PLANE, "point,lux,time", f"park,3.5,{NIGHT}")
        assert (one.x_m, one.y_m, one.subject, one.lux) == (5.0, 5.0, "park", 3.5)
        assert one.at == datetime.fromisoformat(NIGHT)

    def test_a_point_may_have_plane_metres_and_a_label(self, tmp_path: Path) -> None:
        (one,) = read(tmp_path, PLANE, "point,x,y,lux,time", f"P1,2,3,3.5,{NIGHT}")
        assert (one.x_m, one.y_m, one.subject) == (2.0, 3.0, None)

    def test_a_point_may_have_longitude_and_latitude(self, tmp_path: Path) -> None:
        (one,) = read(tmp_path, EARTH, "経度,緯度,照度,日時", f"{LON},{LAT},1,{NIGHT}")
        lamp = EARTH.by_id["lamp"].geometry
        assert (one.x_m, one.y_m) == pytest.approx((lamp.x, lamp.y), abs=1e-6)

    def test_an_id_that_nobody_knows_gets_the_closest(self, tmp_path: Path) -> None:
        (problem,) = refused(tmp_path, PLANE, "point,lux,time", f"prak,3,{NIGHT}")
        assert "park" in problem.expected.en

    @pytest.mark.parametrize(
        ("scene", "head", "row", "column"),
        [
            (PLANE, "lon,lat", f"{LON},{LAT}", "lon"),
            (EARTH, "x,y", "2,3", "x"),
            (PLANE, "x,y", "-29000,-35000", "x"),
            (EARTH, "lon,lat", f"{LAT},{LON}", "lon"),
            (EARTH, "lon,lat", "0,0", "lon"),
            (EARTH, "lon,lat", f"{LON},", "lat"),
            (PLANE, "x,y", "2,nan", "y"),
            (PLANE, "point", "", "point"),
        ],
    )
    def test_another_system_of_coordinates_is_refused(
        self, tmp_path: Path, scene: Scene, head: str, row: str, column: str
    ) -> None:
        head, row = f"{head},lux,time", f"{row},3,{NIGHT}"
        (problem,) = refused(tmp_path, scene, head, row)
        assert problem.where.en == f"row 2, column {column}"

    def test_an_empty_scene_is_far_from_everything(self, tmp_path: Path) -> None:
        (problem,) = refused(
            tmp_path, parsed(plane()), "x,y,lux,time", f"0,0,3,{NIGHT}"
        )
        assert "within 500 m" in problem.expected.en


class TestTimes:
    def test_a_time_needs_its_offset(self, tmp_path: Path) -> None:
        (problem,) = refused(
            tmp_path, PLANE, "point,lux,time", "park,3,2026-11-20 19:30"
        )
        assert "+09:00" in problem.remedy.ja

    @pytest.mark.parametrize(
        ("time", "is_dark"),
        [
            ("2026-06-21T12:00+09:00", False),
            ("2026-06-21T19:25+09:00", False),  # twilight near Tokyo
            ("2026-06-21T19:40+09:00", True),
            ("2026-12-21T16:55+09:00", False),
            ("2026-12-21T17:10+09:00", True),
            ("2026-12-21T08:10Z", True),
        ],
    )
    def test_daylight_and_twilight_are_refused(
        self, tmp_path: Path, time: str, is_dark: bool
    ) -> None:
        head, row = "lon,lat,lux,time", f"{LON},{LAT},3,{time}"
        if is_dark:
            assert read(tmp_path, EARTH, head, row)
            return
        (problem,) = refused(tmp_path, EARTH, head, row)
        assert "sun stands at" in problem.remedy.en


class TestReadings:
    def test_what_is_known_of_the_meter_is_kept(self, tmp_path: Path) -> None:
        (one,) = read(
            tmp_path,
            PLANE,
            "point,lux,time,height,plane,meter,class,calibrated_on",
            f"park,３．５,{NIGHT},1.5,鉛直面,T-10,AA級,令和8年1月1日",
        )
        assert (one.lux, one.height_m, one.plane) == (3.5, 1.5, "vertical")
        assert one.meter == "T-10 AA級"
        assert one.calibrated_on is not None
        assert one.calibrated_on.year == 2026

    def test_slips_are_told_all_at_once(self, tmp_path: Path) -> None:
        problems = refused(
            tmp_path,
            PLANE,
            "point,lux,time,height,plane",
            f"park,-1,{NIGHT},-2,斜め",
            f"park,nan,{NIGHT},,",
            f"park,,{NIGHT},,",
        )
        assert [p.where.en for p in problems] == [
            "row 2, column lux",
            "row 2, column height",
            "row 2, column plane",
            "row 3, column lux",
            "row 4, column lux",
        ]
