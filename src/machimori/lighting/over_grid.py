"""Direct illuminance on the level cells of a grid: by shadows, not ray by ray."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from machimori.geometry import (
    AreaGrid,
    GridParts,
    Lattice,
    ObstacleSet,
    Reached,
    Terrain,
    reached_on_lattice,
)
from machimori.lighting.illuminance import (
    NEGLIGIBLE_LX,
    direct_illuminance_lx,
    light_of_each_lx,
    obstacles_between,
)
from machimori.lighting.lamps import PlacedLamp
from machimori.lighting.law import UP
from machimori.lighting.law_kernels import add_by_law
from machimori.lighting.settings import LightSettings
from machimori.lighting.table_kernels import Hung, Lit, Table, add_lights
from machimori.scene.built_in_photometry import ModelledPhotometry
from machimori.scene.model import Scene
from machimori.scene.photometry import Photometry

Floats = NDArray[np.float64]
Counts = NDArray[np.int32]
Bools = NDArray[np.bool_]

_PLANE_STEP_DEG = 5.0
_BETWEEN_SAMPLES = 1.05
"""How much brighter a law may be between two samples."""
_BLOCKS = 8
_MOST_LAMPS, _MOST_POINTS = 64, 4_000_000
"""At once: how many lamps, and room for how many points."""
_DISTANCES = np.concatenate([[0.0], np.geomspace(0.01, 1000.0, 400)])
"""Distances at which a lamp's reach is looked for, in multiples of its height."""


def illuminance_over_grid(
    scene: Scene,
    lamps: Sequence[PlacedLamp],
    grid: AreaGrid,
    points: Floats,
    settings: LightSettings,
) -> Floats:
    """Sum the light of these lamps, facing up, at the (n, 3) points [m] of a grid: lx.

    Whole cells by shadows, cut ones and all on ground that is not level ray by ray; by
    shadows, what is left out for distance adds up to :data:`NEGLIGIBLE_LX` at most.
    """
    parts = GridParts.of(grid, points[:, 2])
    if not is_level_about(scene.terrain, lamps, points):
        parts = GridParts.none_of(grid)
    illuminance = np.zeros(len(points))
    illuminance[parts.strays] = direct_illuminance_lx(
        scene, lamps, points[parts.strays], settings
    )
    if len(parts.level) and lamps:
        wanted = np.zeros(grid.lattice.rows * grid.lattice.columns, dtype=np.bool_)
        wanted[parts.numbers] = True
        on_lattice = illuminance_on_lattice(
            obstacles_between(scene, lamps, points, settings),
            lamps,
            grid.lattice,
            level_m=parts.level_m,
            negligible_lx=NEGLIGIBLE_LX,
            wanted=wanted,
        )
        illuminance[parts.level] = on_lattice.ravel()[parts.numbers]
    return illuminance


def illuminance_on_lattice(
    obstacles: ObstacleSet,
    lamps: Sequence[PlacedLamp],
    lattice: Lattice,
    *,
    level_m: float,
    negligible_lx: float,
    wanted: Bools | None = None,
    threads: int = 1,
) -> Floats:
    """Direct illuminance, facing up, at the points of a level lattice.

    Parameters
    ----------
    obstacles : ObstacleSet
    lamps : sequence of PlacedLamp
    lattice : Lattice
    level_m : float
        Its height. [m]
    negligible_lx : float
        Most that may be left out at any point for distance, all lamps together; each
        lamp reaches as far as its own light asks. [lx]
    wanted : (rows * columns,) array of bool, optional
        Only these points; the others stay dark.
    threads : int
        How many to work with; the result is the same to the last digit.

    Returns
    -------
    (rows, columns) array
        [lx]
    """
    if not is_level_about(obstacles.terrain, lamps, lattice.corners()):
        return _along_lines(obstacles, lamps, lattice, level_m)
    above = [lamp for lamp in lamps if lamp.position_m[2] > level_m]
    total = np.zeros(lattice.rows * lattice.columns)
    if not above or not len(total):
        return total.reshape(lattice.rows, lattice.columns)
    reaches_m = Reaches(level_m, negligible_lx / len(above)).of(above)
    size = -(-len(above) // _BLOCKS)
    blocks = [slice(start, start + size) for start in range(0, len(above), size)]
    obstacles.lay_out()

    def light(block: slice) -> Floats:
        some = above[block], obstacles, lattice, level_m, reaches_m[block], wanted
        return _light_of(*some)

    # The blocks are the same for any number of threads, and so are the sums.
    with ThreadPoolExecutor(threads) as pool:
        for part in pool.map(light, blocks):
            total += part
    return total.reshape(lattice.rows, lattice.columns)


def is_level_about(
    terrain: Terrain | None, lamps: Sequence[PlacedLamp], points: Floats
) -> bool:
    """Whether the ground under lamps and (n, 2) or (n, 3) points [m] is level."""
    if terrain is None or not lamps:
        return True
    feet = np.array([lamp.position_m[:2] for lamp in lamps])
    return terrain.is_plane(points, feet, is_level=True)


def _along_lines(
    obstacles: ObstacleSet,
    lamps: Sequence[PlacedLamp],
    lattice: Lattice,
    level_m: float,
) -> Floats:
    plan = lattice.points(np.arange(lattice.rows * lattice.columns))
    points = np.column_stack([plan, np.full(len(plan), level_m)])
    each = light_of_each_lx(lamps, points, np.broadcast_to(UP, points.shape), obstacles)
    total = np.sum([np.zeros(len(points)), *each], axis=0)
    return np.asarray(total.reshape(lattice.rows, lattice.columns))


def reach_m(lamp: PlacedLamp, level_m: float, cut_lx: float) -> float:
    """How far from its foot a lamp gives more than a little on a level plane.

    Parameters
    ----------
    lamp : PlacedLamp
    level_m : float
        Height of the plane, below the lamp. [m]
    cut_lx : float
        [lx]

    Returns
    -------
    float
        Farther off it gives no more than that, in no direction. [m]
    """
    height_m = float(lamp.position_m[2]) - level_m
    distances = height_m * _DISTANCES
    gamma = np.degrees(np.arctan(_DISTANCES))
    # Between two distances: the brighter of the intensities, at the nearer end.
    brightest = _envelope_cd(lamp, gamma)
    law = height_m / np.hypot(height_m, distances) ** 3
    is_lit = brightest * law > cut_lx
    if not is_lit.any():
        return 0.0
    last = int(np.flatnonzero(is_lit)[-1])
    if last + 1 < len(distances):
        return float(distances[last + 1])
    return float(np.cbrt(lamp.peak_cd * height_m / cut_lx))


class Reaches:
    """How far lamps reach; lamps that are alike are worked out once.

    Parameters
    ----------
    level_m, cut_lx : float
        As for `reach_m`.
    """

    def __init__(self, level_m: float, cut_lx: float) -> None:
        self._level_m, self._cut_lx = level_m, cut_lx
        self._found: dict[tuple[object, float, float, bool], float] = {}

    def of(self, lamps: Sequence[PlacedLamp]) -> Floats:
        """Reach of each lamp: (n,) array [m]."""
        return np.array([self._of_one(lamp) for lamp in lamps])

    def _of_one(self, lamp: PlacedLamp) -> float:
        height_m, is_level = float(lamp.position_m[2]), lamp.tilt_deg == 0.0
        alike = (lamp.distribution, height_m, lamp.share, is_level)
        if alike not in self._found:
            self._found[alike] = reach_m(lamp, self._level_m, self._cut_lx)
        return self._found[alike]


def _envelope_cd(lamp: PlacedLamp, gamma_deg: Floats) -> Floats:
    """Intensities that the lamp exceeds in no plane from one angle to the next."""
    distribution = lamp.distribution
    if lamp.tilt_deg != 0.0:
        return np.full(len(gamma_deg), lamp.peak_cd)
    if not isinstance(distribution, Photometry):
        return _sampled_envelope_cd(lamp, gamma_deg)
    if distribution.photometric_type != "C":
        return np.full(len(gamma_deg), lamp.peak_cd)
    angles = distribution.angles_deg
    knots = distribution.table_cd.max(axis=0) * lamp.share
    ends = np.append(gamma_deg[1:], 90.0)
    first, last = np.searchsorted(angles, gamma_deg), np.searchsorted(angles, ends)
    between = [knots[a:b].max(initial=0.0) for a, b in zip(first, last, strict=True)]
    at_ends = np.interp(gamma_deg, angles, knots), np.interp(ends, angles, knots)
    return np.asarray(np.maximum(np.maximum(*at_ends), between))


def _sampled_envelope_cd(lamp: PlacedLamp, gamma_deg: Floats) -> Floats:
    """The same of a smooth law, from samples as close as its planes and angles need."""
    gamma = np.append(gamma_deg, 90.0)
    planes = np.arange(0.0, 360.0, _PLANE_STEP_DEG)
    sampled = lamp.distribution.intensity_cd(*np.meshgrid(planes, gamma))
    brightest = sampled.max(axis=1) * lamp.share * _BETWEEN_SAMPLES
    return np.asarray(np.maximum(brightest[:-1], brightest[1:]))


def _light_of(
    lamps: Sequence[PlacedLamp],
    obstacles: ObstacleSet,
    lattice: Lattice,
    level_m: float,
    reaches_m: Floats,
    wanted: Bools | None,
) -> Floats:
    total = np.zeros(lattice.rows * lattice.columns)
    sides = np.minimum(2.0 * reaches_m / lattice.spacing_m + 2.0, len(total) ** 0.5)
    at_once = int(np.clip(_MOST_POINTS / (sides**2).max(), 1, _MOST_LAMPS))
    for start in range(0, len(lamps), at_once):
        some = lamps[start : start + at_once]
        reached = reached_on_lattice(
            obstacles,
            np.array([lamp.position_m for lamp in some]),
            lattice,
            level_m=level_m,
            range_m=reaches_m[start : start + at_once],
        )
        if wanted is not None:
            reached = reached.among(wanted)
        add_lamps(some, reached, lattice, level_m, total)
    return total


def add_lamps(
    lamps: Sequence[PlacedLamp],
    reached: Reached,
    lattice: Lattice,
    level_m: float,
    total: Floats,
    sign: float = 1.0,
) -> None:
    """Add the light of lamps at the points of a lattice that they reach [lx].

    Parameters
    ----------
    lamps : sequence of PlacedLamp
        Above the level.
    reached : Reached
        By each of them.
    lattice : Lattice
    level_m : float
        [m]
    total : (rows * columns,) array
        What is added to. [lx]
    sign : float
        -1 to take the light away.
    """
    tables: dict[tuple[Photometry, float], list[int]] = {}
    laws: dict[tuple[ModelledPhotometry, float], list[int]] = {}
    for k, lamp in enumerate(lamps):
        if isinstance(lamp.distribution, Photometry):
            tables.setdefault((lamp.distribution, lamp.share), []).append(k)
        else:
            laws.setdefault((lamp.distribution, lamp.share), []).append(k)
    hung = _hung(lamps, level_m)
    lit = Lit(reached.starts, reached.numbers, reached.shares)
    for (law, share), which in laws.items():
        scale_cd = sign * share * law.scale_cd
        add_by_law(np.array(which), lit, lattice, hung, law.form, scale_cd, total)
    for (photometry, share), which in tables.items():
        table = Table(
            planes=np.radians(photometry.planes_deg),
            angles=np.radians(photometry.angles_deg),
            intensity_cd=np.ascontiguousarray(photometry.table_cd * (sign * share)),
        )
        add_lights(np.array(which), lit, lattice, hung, table, total)


def _hung(lamps: Sequence[PlacedLamp], level_m: float) -> Hung:
    """How the tables of lamps hang.

    Type B lies about the level axis through C 90°, its plane 0 about straight down.
    """
    positions = np.array([lamp.position_m for lamp in lamps]) - (0.0, 0.0, level_m)
    frames = np.empty((len(lamps), 3, 3))
    for k, lamp in enumerate(lamps):
        frames[k] = lamp.frame
        if getattr(lamp.distribution, "photometric_type", "C") == "B":
            frames[k] = frames[k, [2, 0, 1]]
    return Hung(positions, frames)
