"""A whole city from its file to its maps: time, memory, and what the engines say."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import box

from benchmarks.claims import Claim, Row
from machimori.demo import made_up_city
from machimori.formats.scene_file import read_scene, write_scene
from machimori.formats.town import Mosaic, town_store
from machimori.formats.town.mosaic import lux, watchers
from machimori.geometry import watchers as watchers_by_lines
from machimori.lighting import LightSettings, illuminance_at
from machimori.scene import Scene
from machimori.sightlines import SightSettings, obstacles_about, viewpoints
from machimori.town import Tile, TownPlan, TownSettings, plan_town

Floats = NDArray[np.float64]

SIZES_KM2 = (1.0, 11.0, 40.0)
CITY_KM2, AT_MOST_S = 11.0, 60.0
AT_MOST_GIB = 2.0
WINDOWS, WINDOW_CELLS, POINTS = 6, 24, 60
LEFT_OUT_LX = 0.02
"""What all lamps that are too faint, each below 1e-4 lx, may add up to."""
TILE_CELLS = 512


def run() -> Iterator[Row]:
    for size_km2 in SIZES_KM2:
        yield measure(size_km2)


def measure(size_km2: float) -> Row:
    """One city: the whole command, and some windows of what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        scene, out = Path(folder, "city.geojson"), Path(folder, "out")
        write_scene(made_up_city(size_km2, np.random.default_rng(1)), scene)
        took_s, peak_gib = _run(scene, out)
        apart_lx, counts = _compare(read_scene(scene), out)
    return Row(
        work=f"{size_km2:g} km²: light, sight and maps",
        ours_s=took_s,
        at_most_s=AT_MOST_S if size_km2 == CITY_KM2 else None,
        accuracy=f"{took_s / size_km2:.1f} s/km², {peak_gib:.2f} GiB; in {WINDOWS} "
        f"windows light by {apart_lx:.1e} lx, {counts} counts of watchers differ",
        is_accurate=apart_lx < LEFT_OUT_LX and not counts and peak_gib < AT_MOST_GIB,
    )


def _run(scene: Path, out: Path) -> tuple[float, float]:
    """How long the command took, and the most that all its processes held [GiB]."""
    words = ["town", str(scene), "--output", str(out)]
    words += ["--tile-cells", str(TILE_CELLS)]
    began = time.perf_counter()
    command = subprocess.Popen(
        [sys.executable, "-m", "machimori", *words], stdout=subprocess.DEVNULL
    )
    ended, held = Event(), [0.0]
    watch = Thread(target=_watch, args=(command.pid, ended, held))
    watch.start()
    status = command.wait()
    took_s = time.perf_counter() - began
    ended.set()
    watch.join()
    if status:
        raise RuntimeError(f"machimori town ended with {status}")
    return took_s, max(held)


def _watch(pid: int, ended: Event, held: list[float]) -> None:
    while not ended.wait(0.1):
        held.append(sum(_resident_gib(one) for one in _family(pid)))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        return
    for child in listed.split():
        yield from _family(int(child))


def _resident_gib(pid: int) -> float:
    """Each process by its share of what several hold together."""
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    (pages,) = (line for line in said.splitlines() if line.startswith("Pss:"))
    return float(pages.split()[1]) / 2**20


def _compare(scene: Scene, out: Path) -> tuple[float, int]:
    """Greatest difference in light [lx], and how many counts of watchers differ."""
    plan = plan_town(scene, TownSettings())
    rng = np.random.default_rng(7)
    apart, differing = 0.0, 0
    with town_store(out, plan, tile_cells=TILE_CELLS) as store:
        mosaic = Mosaic(store, plan.lattice)
        for _ in range(WINDOWS):
            window = _window(plan, rng)
            lit, seen = mosaic.window(window, lux), mosaic.window(window, watchers)
            cells = np.flatnonzero(np.isfinite(lit.ravel()))
            cells = rng.permutation(cells)[:POINTS]
            points = window.lattice.points(cells)
            direct = _light(scene, points)
            apart = max(apart, float(np.abs(lit.ravel()[cells] - direct).max()))
            differing += int((seen.ravel()[cells] != _watchers(scene, points)).sum())
    return apart, differing


def _window(plan: TownPlan, rng: np.random.Generator) -> Tile:
    """Somewhere about an eye, where the city is."""
    eye = plan.eyes[rng.integers(len(plan.eyes))]
    column, row = (int(at) - WINDOW_CELLS // 2 for at in eye[:2])
    return Tile(0, row, column, WINDOW_CELLS, WINDOW_CELLS, plan.lattice.cell_m)


def _light(scene: Scene, points: Floats) -> Floats:
    level = np.column_stack([points, np.zeros(len(points))])
    return illuminance_at(scene, level, settings=LightSettings())


def _watchers(scene: Scene, points: Floats) -> NDArray[np.int64]:
    settings = SightSettings()
    area = box(*points.min(axis=0), *points.max(axis=0))
    eyes = viewpoints(scene, ("road", "path"), settings=settings, near=area).eyes
    return watchers_by_lines(
        obstacles_about(scene, area, settings),
        eyes,
        np.column_stack([points, np.full(len(points), settings.target_m)]),
        threshold=settings.seen_from_transmission,
        range_m=settings.range_m,
    )


CLAIM = Claim(
    name="town",
    title="A whole city",
    scene="A made-up city of the density of Koganei (11 km²: 28,600 buildings, 18,600 "
    "lamps, 30,800 walls, hedges and fences, 210 km of streets with an eye every "
    "2 m): `machimori town` from the file to the maps, cells of 1 m, a process a core; "
    "memory is that of all its processes. No peer does this. The windows are computed "
    "anew by the engines of single areas, line by line.",
    peers=(),
    run=run,
)
