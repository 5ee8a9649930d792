"""Light kept up through edits is light computed anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from machimori.geometry import Lattice
from machimori.lighting import LightSettings, LiveLight, illuminance_at
from machimori.scene.edits import Edit, apply
from machimori.scene.model import Feature, Scene

SETTINGS = LightSettings()
LATTICE = Lattice(0.3, 0.4, 0.9, 40, 38)


def thing(rng: np.random.Generator, name: str) -> Feature:
    x, y = rng.uniform(0, 34, 2)
    height = {"height_m": float(rng.uniform(0.6, 6))}
    if rng.random() < 0.5:
        said = {
            "photometry": "security-lamp-roadside",
            "luminous_flux_lm": 1500.0,
            "azimuth_deg": float(rng.uniform(0, 360)),
        }
        return Feature(name, "lamp", Point(x, y), height | said)
    if rng.random() < 0.5:
        return Feature(name, "building", box(x, y, x + 5, y + 4), height)
    ends = rng.uniform((x - 6, y - 6), (x + 6, y + 6), (3, 2))
    return Feature(name, "hedge", LineString(ends), height | {"opacity": 0.7})


def random_edit(rng: np.random.Generator, scene: Scene, number: int) -> Edit:
    if rng.random() < 0.3 or not scene.features:
        return Edit("add", f"n{number}", thing(rng, f"n{number}"))
    chosen = scene.features[int(rng.integers(len(scene.features)))]
    if rng.random() < 0.3:
        return Edit("remove", chosen.id)
    return Edit("replace", chosen.id, thing(rng, chosen.id))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_after_any_edits_it_is_what_rays_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scene = Scene(tuple(thing(rng, f"f{i}") for i in range(10)))
    live = LiveLight(scene, LATTICE, settings=SETTINGS, cut_lx=1e-9)
    points = LATTICE.points(np.arange(LATTICE.rows * LATTICE.columns))
    points = np.column_stack([points, np.zeros(len(points))])
    for number in range(10):
        edit = random_edit(rng, live.scene, number)
        expected = apply(live.scene, [edit])
        live.apply([edit])
        assert live.scene == expected
        rays = illuminance_at(expected, points, settings=SETTINGS)
        again = LiveLight(expected, LATTICE, settings=SETTINGS, cut_lx=1e-9)
        assert live.illuminance_lx.ravel() == pytest.approx(rays, rel=1e-9, abs=1e-4)
        assert live.illuminance_lx == pytest.approx(again.illuminance_lx, abs=1e-8)


def test_where_no_lamp_shines_it_is_dark_to_the_last_digit() -> None:
    rng = np.random.default_rng(4)
    lamps = [f for f in (thing(rng, f"l{i}") for i in range(12)) if f.kind == "lamp"]
    live = LiveLight(Scene(tuple(lamps)), LATTICE, settings=SETTINGS)
    assert live.illuminance_lx.any()
    live.apply([Edit("remove", lamp.id) for lamp in lamps])
    assert not live.illuminance_lx.any()
