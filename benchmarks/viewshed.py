"""What is seen of the ground among the obstacles of a district, beside two peers."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import Claim, Row
from benchmarks.district import SIDE_M, district, outdoors, triangles
from benchmarks.timing import ONE_THREAD, best_s
from machimori.geometry import Lattice, ObstacleSet, watchers_on_lattice

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EYES, EYES_OF_PEER = 400, 20
EYE_M, TARGET_M, RANGE_M = 1.5, 1.0, 60.0
MOST_CELLS_APART = 1e-5


def run() -> Iterator[Row]:
    """Cells of 0.5 m beside both, of 0.25 m beside Embree."""
    obstacles = district()
    points = np.random.default_rng(4).uniform(RANGE_M, SIDE_M - RANGE_M, (3 * EYES, 2))
    eyes = points[outdoors(points, obstacles)][:EYES]
    eyes = np.column_stack([eyes, np.full(len(eyes), EYE_M)])
    for cell_m, goal in ((0.5, 20.0), (0.25, None)):
        yield _beside_embree(obstacles, eyes, cell_m, goal)
    if shutil.which("grass"):
        yield _beside_grass(obstacles, eyes, 0.5)


def _work(cell_m: float) -> str:
    return f"ground seen from one eye, {RANGE_M:.0f} m, cells of {cell_m} m, 1 thread"


def lattice_of(cell_m: float) -> Lattice:
    cells = round(SIDE_M / cell_m)
    return Lattice(cell_m / 2, cell_m / 2, cell_m, cells, cells)


def _seen(obstacles: ObstacleSet, eyes: Floats, lattice: Lattice) -> NDArray[np.int32]:
    return watchers_on_lattice(
        obstacles, eyes, lattice, level_m=TARGET_M, threshold=0.5, range_m=RANGE_M
    )


def _ours_s(obstacles: ObstacleSet, eyes: Floats, lattice: Lattice) -> float:
    def look() -> None:
        _seen(obstacles, eyes, lattice)

    return best_s(look, repeats=15, clock=ONE_THREAD) / len(eyes)


def _beside_embree(
    obstacles: ObstacleSet, eyes: Floats, cell_m: float, goal: float | None
) -> Row:
    lattice = lattice_of(cell_m)
    embree = Embree(obstacles)
    few = eyes[:EYES_OF_PEER]
    lines = [lines_within(lattice, eye) for eye in few]
    apart = cells = 0
    for eye, targets in zip(few, lines, strict=True):
        ours = _seen(obstacles, eye[None], lattice).ravel() > 0
        theirs = np.zeros_like(ours)
        theirs[targets] = embree.sees(eye, _at(lattice, targets))
        apart += int((ours != theirs).sum())
        cells += len(targets)
    prepared = [
        (eye, _at(lattice, targets)) for eye, targets in zip(few, lines, strict=True)
    ]

    def look() -> None:
        for each in prepared:
            embree.sees(*each)

    theirs_s = best_s(look, repeats=3, clock=ONE_THREAD)
    return Row(
        work=_work(cell_m),
        ours_s=_ours_s(obstacles, eyes, lattice),
        peer=f"embreex {version('embreex')}",
        peer_s=theirs_s / len(few),
        at_least_ratio=goal,
        accuracy=f"{apart} of {cells:,} cells differ (promised: 1 in 100,000 at most)",
        is_accurate=apart <= MOST_CELLS_APART * cells,
    )


def lines_within(lattice: Lattice, eye: Floats) -> NDArray[np.int64]:
    """Numbers of the points of a lattice in range of an eye."""
    numbers = np.arange(lattice.rows * lattice.columns)
    away = lattice.points(numbers) - eye[:2]
    return np.flatnonzero((away**2).sum(axis=1) <= RANGE_M**2)


def _at(lattice: Lattice, numbers: NDArray[np.int64]) -> Floats:
    points = lattice.points(numbers)
    return np.column_stack([points, np.full(len(points), TARGET_M)])


class Embree:
    """The obstacles as triangles in Embree."""

    def __init__(self, obstacles: ObstacleSet) -> None:
        from embreex import rtcore, rtcore_scene
        from embreex.mesh_construction import TriangleMesh

        self._scene = rtcore_scene.EmbreeScene(rtcore.EmbreeDevice())
        corners, faces = triangles(obstacles)
        self._mesh = TriangleMesh(self._scene, corners[faces].astype(np.float32))

    def sees(self, eye: Floats, targets: Floats) -> Bools:
        """Whether the lines from an eye to (n, 3) targets are free."""
        eyes = np.tile(eye, (len(targets), 1)).astype(np.float32)
        lengths = np.full(len(targets), 1.0, dtype=np.float32)
        rays = (targets - eye).astype(np.float32)
        hit = self._scene.run(eyes, rays, dists=lengths, query="OCCLUDED")
        return np.asarray(hit == -1)


def _beside_grass(obstacles: ObstacleSet, eyes: Floats, cell_m: float) -> Row:
    """Heights stand on a raster there: how far apart the results are says little."""
    few = eyes[:EYES_OF_PEER]
    with tempfile.TemporaryDirectory() as folder:
        grass = _Grass(Path(folder), obstacles, cell_m)
        theirs_s = best_s(lambda: grass.sees_from(few), repeats=2)
    lattice = lattice_of(cell_m)
    return Row(
        work=_work(cell_m),
        ours_s=_ours_s(obstacles, eyes, lattice),
        peer=grass.name,
        peer_s=theirs_s / len(few),
        at_least_ratio=500.0,
        accuracy="not comparable: walls are cells of a raster there",
    )


class _Grass:
    """The obstacles as a raster of heights in a GRASS mapset."""

    def __init__(self, folder: Path, obstacles: ObstacleSet, cell_m: float) -> None:
        from shapely import STRtree, points

        self._mapset = folder / "town" / "PERMANENT"
        lattice = lattice_of(cell_m)
        xy = lattice.points(np.arange(lattice.rows * lattice.columns))
        heights = np.zeros(len(xy))
        tree = STRtree([o.footprint for o in obstacles.obstacles])
        at, which = tree.query(points(xy), "dwithin", distance=cell_m / 2)
        tops = np.array([o.top_m for o in obstacles.obstacles])
        np.maximum.at(heights, at, tops[which])
        rows = heights.reshape(lattice.rows, lattice.columns)[::-1]
        head = f"north: {SIDE_M}\nsouth: 0\neast: {SIDE_M}\nwest: 0\n"
        head += f"rows: {lattice.rows}\ncols: {lattice.columns}\n"
        ascii_file = folder / "heights.txt"
        body = "\n".join(" ".join(f"{h:.2f}" for h in row) for row in rows)
        ascii_file.write_text(head + body, encoding="ascii")
        subprocess.run(
            ["grass", "-c", "XY", "-e", str(folder / "town")],
            check=True,
            capture_output=True,
        )
        self._run("r.in.ascii", f"input={ascii_file}", "output=heights")
        self._run("g.region", "raster=heights")
        self.name = "GRASS r.viewshed " + _first_line("grass", "--version")

    def sees_from(self, eyes: Floats) -> None:
        look = (
            f"r.viewshed -b --overwrite input=heights output=seen memory=2000 "
            f"observer_elevation={EYE_M} target_elevation={TARGET_M} "
            f"max_distance={RANGE_M} coordinates="
        )
        self._run("sh", "-ec", "\n".join(f"{look}{x},{y}" for x, y, _ in eyes))

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            ["grass", str(self._mapset), "--exec", program, *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, "GRASS_VERBOSE": "0"},
        )


def _first_line(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    text = (done.stdout or done.stderr).strip()
    return text.splitlines()[0].removeprefix("GRASS GIS ")


CLAIM = Claim(
    name="viewshed",
    title="Sight over the ground",
    scene="1,024 turned houses of one to three storeys and 2,048 panels of 1 to 2 m on "
    "400 m × 400 m: 14,336 triangles. Eyes at 1.5 m between them look at points 1 m "
    "over the ground. r.viewshed has its raster of heights made beforehand and looks "
    "from one eye after the other in one session; its clock is that on the wall.",
    peers=("embreex",),
    run=run,
)
