"""Radiance as an independent oracle of direct illuminance."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

Floats = NDArray[np.float64]

POINT_LIKE_M = "0.005"
EFFICACY = 179.0
"""Lumens a watt of Radiance's white."""


class Aim(NamedTuple):
    """Where a luminaire hangs and how it is turned."""

    x: float
    y: float
    z: float
    azimuth_deg: float = 0.0
    tilt_deg: float = 0.0


DIRECT = ("-ab", "0")
ONE_BOUNCE = ("-ab", "1", "-lr", "8", "-ad", "1024", "-as", "0", "-aa", "0")


def direct_illuminance_lx(
    folder: Path,
    ies: str,
    aims: Sequence[Aim],
    polygons: Sequence[Floats],
    points: Floats,
    normal: tuple[float, float, float] = (0.0, 0.0, 1.0),
) -> Floats:
    """Trace (n, 3) points on planes of one normal; everything is black."""
    return illuminance_lx(folder, ies, aims, polygons, points, normal)


def illuminance_lx(
    folder: Path,
    ies: str,
    aims: Sequence[Aim],
    polygons: Sequence[Floats],
    points: Floats,
    normal: tuple[float, float, float] = (0.0, 0.0, 1.0),
    bounces: int = 0,
) -> Floats:
    """The same, with reflections by walls of 0.5: ies2rad, xform, oconv, rtrace."""
    pyradiance = pytest.importorskip("pyradiance", reason="needs pyradiance (Radiance)")
    home = Path(pyradiance.__file__).parent
    run = _Runner(folder, home)
    (folder / "lamp.ies").write_bytes(ies.encode("latin-1"))
    run("ies2rad", "-dm", "-t", "default", "-i", POINT_LIKE_M, "-o", "lamp", "lamp.ies")
    reflectance = 0.5 if bounces else 0.0
    walls = _walls(polygons, reflectance)
    (folder / "walls.rad").write_text(walls, encoding="ascii")
    lamps = [run("xform", *_turned(aim), "lamp.rad") for aim in aims]
    (folder / "lamps.rad").write_bytes(b"\n".join(lamps))
    (folder / "scene.oct").write_bytes(run("oconv", "walls.rad", "lamps.rad"))
    facing = " ".join(f"{n:.12g}" for n in normal)
    rays = "\n".join(f"{x:.9g} {y:.9g} {z:.9g} {facing}" for x, y, z in points)
    options = [
        "-I",
        "-h",
        *(ONE_BOUNCE if bounces else DIRECT),
        "-dt",
        "0",
        "-dj",
        "0",
        "-ds",
        "0",
        "-dc",
        "1",
        "-lw",
        "0",
    ]
    traced = run("rtrace", *options, "scene.oct", stdin=rays.encode())
    rgb = np.array(traced.split(), dtype=float).reshape(-1, 3)
    return np.asarray(EFFICACY * rgb @ [0.265, 0.670, 0.065])


class _Runner:
    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.bin = home / "bin"
        paths = [".", str(home / "lib")]
        self.env = {**os.environ, "RAYPATH": os.pathsep.join(paths)}

    def __call__(self, program: str, *arguments: str, stdin: bytes = b"") -> bytes:
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=self.folder,
            env=self.env,
            input=stdin,
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout


def _turned(aim: Aim) -> list[str]:
    # Radiance hangs a luminaire with its axis along -z and C = 0 along +x.
    steps = ("-ry", -aim.tilt_deg, "-rz", 90 - aim.azimuth_deg, "-t", *aim[:3])
    return [str(step) for step in steps]


def _walls(polygons: Sequence[Floats], reflectance: float) -> str:
    grey = f"void plastic grey\n0\n0\n5 {3 * f'{reflectance} '}0 0\n"
    return grey + "".join(
        f"grey polygon wall{i}\n0\n0\n{polygon.size}\n"
        + " ".join(f"{v:.9g}" for v in polygon.ravel())
        + "\n"
        for i, polygon in enumerate(polygons)
    )
