"""What a camera has in its picture."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from machimori.demo import demo_town
from machimori.guidelines import shipped_catalogue
from machimori.language import Language
from machimori.reports.plan.cameras import CameraPicture, camera_picture
from machimori.scene import Scene

ON = date(2026, 11, 22)


def pictured(scene: Scene, id_: str, language: Language = "ja") -> CameraPicture | None:
    camera = scene.by_id[id_]
    return camera_picture(scene, camera, shipped_catalogue(), on=ON, language=language)


def test_the_field_is_the_sector_of_angle_and_range() -> None:
    town = demo_town()
    found = pictured(town, "camera-hibari")
    assert found is not None
    camera = town.by_id["camera-hibari"]
    width, reach_m = camera.get("horizontal_fov_deg"), camera.get("range_m")
    # The rim is drawn with 32 chords, each a little inside the circle.
    sector_m2 = math.pi * reach_m**2 * width / 360
    assert found.field_m2 == pytest.approx(sector_m2, rel=2e-3)


def test_what_stands_before_it_hides_some() -> None:
    found = pictured(demo_town(), "camera-hibari")
    assert found is not None
    assert 0 < found.share <= 1


@pytest.mark.parametrize(
    ("language", "says"), [("ja", "カメラに写る所"), ("en", "in the camera's picture")]
)
def test_the_plan_says_what_is_in_the_picture(language: Language, says: str) -> None:
    found = pictured(demo_town(), "camera-hibari", language)
    assert found is not None
    assert says in "".join(ET.fromstring(found.svg).itertext())


def test_one_whose_range_nobody_stated_is_not_drawn() -> None:
    town = demo_town()
    camera = town.by_id["camera-hibari"]
    known = {k: v for k, v in camera.properties.items() if k != "range_m"}
    features = tuple(
        replace(f, properties=known) if f.id == camera.id else f for f in town.features
    )
    assert pictured(replace(town, features=features), "camera-hibari") is None
