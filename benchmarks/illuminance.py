"""Light of 1,000 lamps with shadows, beside Radiance."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.claims import Claim, Row
from benchmarks.district import SIDE_M, district, outdoors, triangles
from benchmarks.timing import best_s
from machimori.geometry import Lattice, ObstacleSet
from machimori.lighting import PlacedLamp
from machimori.lighting.over_grid import illuminance_on_lattice
from machimori.scene.photometry import Photometry

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LAMPS, SIDE_POINTS = 1000, 316
APART_M, LAMP_M = 3.0, 4.5
LIT_LX, WITHIN = 0.1, 0.01
BOUNDS_LX = (0.5, 1e-4)
EFFICACY = 179.0
DIRECT = {"ab": 0, "dt": 0, "dj": 0, "ds": 0, "dc": 1, "lw": 0, "n": 2}
RTRACE = ("-I", "-h", *(word for k, v in DIRECT.items() for word in (f"-{k}", str(v))))


def run() -> Iterator[Row]:
    """All lamps at all points, with less and with more left out for distance."""
    obstacles = district()
    lamps = lamps_apart(obstacles, LAMPS)
    lattice = lattice_of(SIDE_POINTS)
    obstacles.lay_out()
    with tempfile.TemporaryDirectory() as folder:
        radiance = Radiance(Path(folder), obstacles, lamps)
        theirs = radiance.illuminance_lx(lattice)
        theirs_s = best_s(
            lambda: radiance.illuminance_lx(lattice), repeats=1, warm=False
        )
    for bound_lx in BOUNDS_LX:
        yield _row(obstacles, lamps, lattice, bound_lx, theirs, theirs_s)


def _row(
    obstacles: ObstacleSet,
    lamps: list[PlacedLamp],
    lattice: Lattice,
    bound_lx: float,
    theirs: Floats,
    theirs_s: float,
) -> Row:
    def light() -> Floats:
        return illuminance_on_lattice(
            obstacles,
            lamps,
            lattice,
            level_m=0.0,
            negligible_lx=bound_lx,
            threads=2,
        ).ravel()

    share, points = agreement(light(), theirs, lattice, obstacles)
    return Row(
        work=f"1,000 lamps, 99,856 points, 2 threads; at most {bound_lx:g} lx left out",
        ours_s=best_s(light, repeats=15),
        peer=f"rtrace -ab 0 -dt 0 -n 2, pyradiance {version('pyradiance')}",
        peer_s=theirs_s,
        at_least_ratio=300.0,
        accuracy=f"{share:.3%} of {points:,} lit points within 1 % (promised: 99.9 %)",
        is_accurate=share >= 0.999,
    )


def agreement(
    ours: Floats, theirs: Floats, lattice: Lattice, obstacles: ObstacleSet
) -> tuple[float, int]:
    """Share of the points outdoors and lit at which both are within 1 %; their number.

    Radiance has no inside: points in houses do not count.
    """
    points = lattice.points(np.arange(lattice.rows * lattice.columns))
    counts = outdoors(points, obstacles) & (theirs >= LIT_LX)
    apart = np.abs(ours[counts] / theirs[counts] - 1.0)
    return float((apart <= WITHIN).mean()), int(counts.sum())


def lattice_of(side_points: int, side_m: float = SIDE_M) -> Lattice:
    step_m = side_m / side_points
    return Lattice(step_m / 2, step_m / 2, step_m, side_points, side_points)


def lamps_apart(obstacles: ObstacleSet, count: int) -> list[PlacedLamp]:
    """Lamps outdoors, none within 3 m of another, turned any way."""
    rng = np.random.default_rng(3)
    kept = np.empty((0, 2))
    while len(kept) < count:
        found = rng.uniform(2.0, SIDE_M - 2.0, (1, 2))
        apart = np.hypot(*(kept - found).T).min(initial=np.inf)
        if apart >= APART_M and outdoors(found, obstacles)[0]:
            kept = np.concatenate([kept, found])
    table = roadside_table()
    return [
        PlacedLamp(
            f"lamp-{i}",
            np.array([x, y, LAMP_M]),
            table,
            1.0,
            azimuth_deg=float(rng.uniform(0.0, 360.0)),
        )
        for i, (x, y) in enumerate(kept)
    ]


def roadside_table() -> Photometry:
    """A street lamp's table, in whole candelas: thrown forward and along the road."""
    planes, angles = np.arange(0.0, 361.0, 15.0), np.arange(0.0, 181.0, 5.0)
    c, gamma = np.meshgrid(np.radians(planes), np.radians(angles), indexing="ij")
    forward, along = np.sin(gamma) * np.cos(c), np.sin(gamma) * np.sin(c)
    law = np.maximum(np.cos(gamma), 0.0) * (0.125 + along**4) * (1.0 + forward)
    table = np.round(2000.0 * law)
    table[-1] = table[0]
    return Photometry("roadside.ies", planes, angles, table)


def ies_of(table: Photometry) -> str:
    """The same table as a file."""
    counts = f"1 -1 1 {len(table.angles_deg)} {len(table.planes_deg)} 1 2 0 0 0"
    rows = [table.angles_deg, table.planes_deg, *table.table_cd]
    body = "\n".join(" ".join(f"{v:g}" for v in row) for row in rows)
    return f"IESNA:LM-63-2002\nTILT=NONE\n{counts}\n1 1 0\n{body}\n"


class Radiance:
    """The district and its lamps as an octree of Radiance."""

    def __init__(
        self, folder: Path, obstacles: ObstacleSet, lamps: list[PlacedLamp]
    ) -> None:
        import pyradiance

        home = Path(pyradiance.__file__).parent
        self._folder, self._bin = folder, home / "bin"
        self._env = {**os.environ, "RAYPATH": f".{os.pathsep}{home / 'lib'}"}
        (folder / "lamp.ies").write_text(ies_of(roadside_table()), encoding="ascii")
        small = ("-dm", "-t", "default", "-i", "0.005")
        self._run("ies2rad", *small, "-o", "lamp", "lamp.ies")
        turned = (self._turned(lamp) for lamp in lamps)
        (folder / "lamps.rad").write_bytes(b"\n".join(turned))
        (folder / "walls.rad").write_text(_polygons(obstacles), encoding="ascii")
        (folder / "scene.oct").write_bytes(self._run("oconv", "walls.rad", "lamps.rad"))

    def illuminance_lx(self, lattice: Lattice) -> Floats:
        """Direct illuminance on the ground, facing up: (points,) array [lx]."""
        xy = lattice.points(np.arange(lattice.rows * lattice.columns))
        rays = "\n".join(f"{x:.6f} {y:.6f} 0 0 0 1" for x, y in xy)
        traced = self._run("rtrace", *RTRACE, "scene.oct", stdin=rays.encode())
        rgb = np.array(traced.split(), dtype=float).reshape(-1, 3)
        return np.asarray(EFFICACY * rgb @ [0.265, 0.670, 0.065])

    def _turned(self, lamp: PlacedLamp) -> bytes:
        place = [f"{v:.6f}" for v in lamp.position_m]
        turn = f"{90.0 - lamp.azimuth_deg:.6f}"
        return self._run("xform", "-rz", turn, "-t", *place, "lamp.rad")

    def _run(self, program: str, *arguments: str, stdin: bytes = b"") -> bytes:
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            cwd=self._folder,
            env=self._env,
            input=stdin,
            capture_output=True,
            check=True,
        )
        return done.stdout


def _polygons(obstacles: ObstacleSet) -> str:
    corners, faces = triangles(obstacles)
    parts = ["void plastic black\n0\n0\n5 0 0 0 0 0\n"]
    for i, face in enumerate(faces):
        numbers = " ".join(f"{v:.6f}" for v in corners[face].ravel())
        parts.append(f"black polygon face{i}\n0\n0\n9 {numbers}\n")
    return "".join(parts)


CLAIM = Claim(
    name="illuminance",
    title="Light of 1,000 lamps",
    scene="The same district; 1,000 street lamps at 4.5 m, each 3 m or more from the "
    "next, with a table of intensities turned any way; 99,856 points on the ground. "
    "Lit are points outdoors that Radiance gives 0.1 lx or more.",
    peers=("pyradiance",),
    run=run,
)
