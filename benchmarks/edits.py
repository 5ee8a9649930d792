"""Moving one thing in a ward of 1 km² and seeing the ward answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from shapely.affinity import translate
from shapely.geometry import LineString, Point

from benchmarks.claims import Claim, Row
from benchmarks.district import SIDE_M, district
from benchmarks.timing import ONE_THREAD, best_s
from machimori.geometry import Lattice
from machimori.lighting import LightSettings, LiveLight
from machimori.scene.edits import Edit
from machimori.scene.model import Feature, Scene
from machimori.sightlines import LiveSight, SightSettings

TILES = 3
WARD_M = TILES * SIDE_M
STREET_M, LAMP_APART_M = 100.0, 25.0
AT_MOST_S = 5e-3
SETTINGS = SightSettings(range_m=60.0, viewer_spacing_m=5.0)


def run() -> Iterator[Row]:
    """A camera, a lamp, and a hedge in sight of a street and in the light of lamps."""
    scene = ward()
    cells = round(WARD_M)
    lattice = Lattice(0.5, 0.5, 1.0, cells, cells)
    sight = LiveSight(scene, lattice, ("road", "camera"), settings=SETTINGS)
    light = LiveLight(scene, lattice, settings=LightSettings())
    hedge = scene.by_id["hedge"]
    yield _row("a camera moved, sight", sight, scene.by_id["camera"])
    yield _row("a lamp moved, light", light, scene.by_id["lamp-500-500"])
    yield _row("a hedge moved, sight", sight, hedge)
    yield _row("a hedge moved, light", light, hedge)
    yield _accuracy(sight, light, lattice)


def _row(work: str, live: LiveSight | LiveLight, feature: Feature) -> Row:
    move = _mover(live, feature)
    return Row(
        work=work,
        ours_s=best_s(move, repeats=15, clock=ONE_THREAD),
        at_most_s=AT_MOST_S,
    )


def _mover(live: LiveSight | LiveLight, feature: Feature) -> Callable[[], None]:
    """Each call moves the thing two metres to and fro."""
    places = [translate(feature.geometry, xoff=x) for x in (2.0, 0.0)]

    def move() -> None:
        places.reverse()
        moved = Feature(feature.id, feature.kind, places[0], feature.properties)
        live.apply([Edit("replace", feature.id, moved)])

    return move


def _accuracy(sight: LiveSight, light: LiveLight, lattice: Lattice) -> Row:
    """After all the moves, beside the whole ward computed anew."""
    anew = LiveSight(sight.scene, lattice, ("road", "camera"), settings=SETTINGS)
    lit = LiveLight(light.scene, lattice, settings=LightSettings())
    counts = int((anew.watchers != sight.watchers).sum())
    apart = float(np.abs(lit.illuminance_lx - light.illuminance_lx).max())
    return Row(
        work="the whole ward anew, sight and light",
        ours_s=best_s(
            lambda: (
                LiveSight(sight.scene, lattice, ("road", "camera"), settings=SETTINGS),
                LiveLight(light.scene, lattice, settings=LightSettings()),
            ),
            repeats=1,
            warm=False,
        ),
        accuracy=f"after all moves {counts} counts differ, light by {apart:.0e} lx",
        is_accurate=counts == 0 and apart < 1e-8,
    )


def ward() -> Scene:
    """The district nine times over, with streets, lamps along them and a hedge."""
    features = [
        Feature(
            f"{o.id}-{i}-{j}",
            "building" if o.footprint.geom_type == "Polygon" else "wall",
            translate(o.footprint, xoff=i * SIDE_M, yoff=j * SIDE_M),
            {"height_m": o.top_m},
        )
        for i in range(TILES)
        for j in range(TILES)
        for o in district().obstacles
    ]
    for at in np.arange(STREET_M / 2, WARD_M, STREET_M):
        for name, ends in (
            (f"east-{at:g}", [(0, at), (WARD_M, at)]),
            (f"north-{at:g}", [(at, 0), (at, WARD_M)]),
        ):
            features.append(Feature(name, "road", LineString(ends)))
    said = {
        "height_m": 4.5,
        "photometry": "security-lamp-roadside",
        "luminous_flux_lm": 1500.0,
    }
    for x in np.arange(0.0, WARD_M, LAMP_APART_M):
        for y in np.arange(0.0, WARD_M, STREET_M):
            features.append(Feature(f"lamp-{x:g}-{y:g}", "lamp", Point(x, y), said))
    hedge = LineString([(602.0, 601.5), (610.0, 601.5)])
    said = {"height_m": 1.8, "opacity": 0.9}
    features.append(Feature("hedge", "hedge", hedge, said))
    camera = Point(600.3, 588.0)
    features.append(Feature("camera", "camera", camera, {"height_m": 4.0}))
    return Scene(tuple(features))


CLAIM = Claim(
    name="edits",
    title="Moving one thing in a ward",
    scene="The district nine times over: 1.2 km × 1.2 km with 27,648 obstacles, 24 "
    "streets with an eye every 5 m, 576 lamps, points every metre; each move takes "
    "the thing away and puts it up again two metres beside. No peer does this.",
    peers=(),
    run=run,
)
