"""Sight kept up through edits is sight computed anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from machimori.errors import MachimoriError
from machimori.geometry import Lattice, watchers
from machimori.scene.edits import Edit, apply
from machimori.scene.model import Feature, Scene
from machimori.scene.obstacles import obstacle_set
from machimori.sightlines import LiveSight, SightSettings, viewpoints

SETTINGS = SightSettings(range_m=18.0)
LATTICE = Lattice(0.3, 0.4, 0.9, 40, 38)
SOURCES = ("camera", "window", "road", "guard")
KINDS = ("building", "hedge", "tree", "camera", "window", "guard", "road")


def thing(rng: np.random.Generator, name: str) -> Feature:
    x, y = rng.uniform(0, 34, 2)
    kind = str(rng.choice(KINDS))
    height = {"height_m": float(rng.uniform(0.6, 4))}
    if kind == "building":
        return Feature(name, kind, box(x, y, x + 5, y + 4), height)
    if kind == "hedge":
        ends = rng.uniform((x - 6, y - 6), (x + 6, y + 6), (3, 2))
        height["opacity"] = float(rng.choice([1.0, rng.uniform(0.2, 0.9)]))
        return Feature(name, kind, LineString(ends), height)
    if kind == "tree":
        return Feature(name, kind, Point(x, y), height | {"crown_base_m": 0.5})
    if kind == "window":
        return Feature(name, kind, LineString([(x, y), (x + 1, y)]))
    if kind == "road":
        return Feature(name, kind, LineString([(x, y), (x + 9, y + 3)]))
    if kind == "guard":
        return Feature("guard" if rng.random() < 0.3 else name, "sign", Point(x, y))
    return Feature(name, kind, Point(x, y), height)


def random_edit(rng: np.random.Generator, scene: Scene, number: int) -> Edit:
    if rng.random() < 0.35 or not scene.features:
        feature = thing(rng, f"n{number}")
        is_new = feature.id not in scene.by_id
        return Edit("add" if is_new else "replace", feature.id, feature)
    chosen = scene.features[int(rng.integers(len(scene.features)))]
    if rng.random() < 0.3:
        return Edit("remove", chosen.id)
    other = thing(rng, chosen.id)
    other = Feature(chosen.id, other.kind, other.geometry, other.properties)
    return Edit("replace", chosen.id, other)


def anew(scene: Scene) -> np.ndarray:
    """Along lines, by the kernels that follow each of them."""
    points = LATTICE.points(np.arange(LATTICE.rows * LATTICE.columns))
    level = np.full(len(points), SETTINGS.target_m + scene.snow_depth_m)
    sources = [s for s in SOURCES if s != "guard" or s in scene.by_id]
    counts = watchers(
        obstacle_set(scene, SETTINGS.obstacles),
        viewpoints(scene, sources, settings=SETTINGS).eyes,
        np.column_stack([points, level]),
        threshold=SETTINGS.seen_from_transmission,
        range_m=SETTINGS.range_m,
    )
    return counts.reshape(LATTICE.rows, LATTICE.columns)


def begin(rng: np.random.Generator, snow_depth_m: float = 0.0) -> Scene:
    named = {f.id: f for f in (thing(rng, f"f{i}") for i in range(9))}
    guard = Feature("guard", "sign", Point(5, 5))
    return Scene((*(f for f in named.values() if f.id != "guard"), guard))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), snow_depth_m=st.sampled_from([0.0, 0.0, 0.4]))
def test_after_any_edits_it_is_what_lines_say(seed: int, snow_depth_m: float) -> None:
    rng = np.random.default_rng(seed)
    scene = replace(begin(rng), snow_depth_m=snow_depth_m)
    live = LiveSight(scene, LATTICE, SOURCES, settings=SETTINGS)
    for number in range(8):
        edits = []
        after = live.scene
        for part in range(int(rng.integers(1, 3))):
            edit = random_edit(rng, after, 10 * number + part)
            if edit.id == "guard" and edit.op == "remove":
                continue
            edits.append(edit)
            after = apply(after, [edit])
        live.apply(edits)
        assert live.scene == after
        assert np.array_equal(live.watchers, anew(after))
        assert np.array_equal(live.seen, live.watchers > 0)


def test_many_edits_are_laid_out_anew_now_and_then() -> None:
    rng = np.random.default_rng(2)
    live = LiveSight(begin(rng), LATTICE, ("camera", "road"), settings=SETTINGS)
    for number in range(80):
        x, y = rng.uniform(0, 30, 2)
        shape = box(x, y, x + 1, y + 1)
        house = Feature(f"h{number}", "building", shape, {"height_m": 3.0})
        live.apply([Edit("add", house.id, house)])
    again = LiveSight(live.scene, LATTICE, ("camera", "road"), settings=SETTINGS)
    assert np.array_equal(live.watchers, again.watchers)


def test_an_edit_that_cannot_be_made_changes_nothing() -> None:
    live = LiveSight(
        begin(np.random.default_rng(1)), LATTICE, SOURCES, settings=SETTINGS
    )
    before, scene = live.watchers.copy(), live.scene
    with pytest.raises(MachimoriError):
        live.apply([Edit("remove", "guard"), Edit("remove", "nobody")])
    assert live.scene == scene
    assert np.array_equal(live.watchers, before)
