from __future__ import annotations

import pytest
from shapely.geometry import LineString, box

from machimori.lighting import LightSettings, illuminance_field, lamp_effects
from machimori.scene import Feature
from tests.machimori.lighting.staging import lamp, scene

AREA = box(-10, -10, 10, 10)
SETTINGS = LightSettings()
STRONG, WEAK = lamp(0.0, intensity_cd=900), lamp(8.0, intensity_cd=300)


def mean_lx(*features: Feature) -> float:
    return illuminance_field(scene(*features), AREA, settings=SETTINGS).mean_lx


def hedge(opacity: float) -> Feature:
    line = LineString([(7, -5), (7, 5)])
    return Feature("hedge", "hedge", line, {"height_m": 3.5, "opacity": opacity})


def test_shares_add_up_and_the_greatest_comes_first() -> None:
    effects = lamp_effects(scene(WEAK, STRONG), AREA, settings=SETTINGS)
    assert [effect.lamp for effect in effects] == [STRONG.id, WEAK.id]
    assert sum(effect.share_of_mean for effect in effects) == pytest.approx(1.0)


def test_the_mean_without_a_lamp_is_that_of_the_others() -> None:
    strong, weak = lamp_effects(scene(WEAK, STRONG), AREA, settings=SETTINGS)
    assert strong.mean_without_lx == pytest.approx(mean_lx(WEAK))
    assert weak.mean_without_lx == pytest.approx(mean_lx(STRONG))


def test_cleaning_a_lamp_brings_back_what_dirt_takes() -> None:
    dirty = lamp(0.0, intensity_cd=900, maintenance_factor=0.6)
    (effect, other) = lamp_effects(scene(dirty, WEAK), AREA, settings=SETTINGS)
    assert effect.mean_clean_lx == pytest.approx(mean_lx(STRONG, WEAK))
    assert other.mean_clean_lx == pytest.approx(mean_lx(dirty, WEAK))


def test_trimming_brings_back_what_plants_take() -> None:
    place = (STRONG, WEAK, hedge(0.9))
    strong, weak = lamp_effects(scene(*place), AREA, settings=SETTINGS)
    gained = mean_lx(STRONG, WEAK) - mean_lx(*place)
    now = mean_lx(*place)
    assert weak.mean_trimmed_lx > 1.01 * now
    both = strong.mean_trimmed_lx + weak.mean_trimmed_lx - 2 * now
    assert both == pytest.approx(gained)


def test_without_plants_there_is_nothing_to_trim() -> None:
    (effect,) = lamp_effects(scene(STRONG), AREA, settings=SETTINGS)
    assert effect.mean_trimmed_lx == pytest.approx(mean_lx(STRONG))
    assert effect.mean_without_lx == pytest.approx(0.0)


def test_no_lamps_no_effects() -> None:
    assert lamp_effects(scene(hedge(1.0)), AREA, settings=SETTINGS) == ()


def test_a_lamp_whose_light_is_all_stopped_has_no_share() -> None:
    boxed = Feature("wall", "wall", box(-1, -1, 1, 1).exterior, {"height_m": 9.0})
    area = box(2, 2, 9, 9)
    (effect,) = lamp_effects(scene(STRONG, boxed), area, settings=SETTINGS)
    assert effect.share_of_mean == 0.0
