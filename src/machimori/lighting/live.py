"""Light while things are moved about: each edit recomputes what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from machimori.errors import GroundNotPlane
from machimori.geometry import (
    ChangingObstacles,
    Lattice,
    reached_in_windows,
    windows_touched,
    windows_within,
)
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.lighting.over_grid import Reaches, add_lamps
from machimori.lighting.settings import LightSettings
from machimori.scene.edits import Edit, change
from machimori.scene.model import Feature, Scene
from machimori.scene.obstacles import obstacle_set

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_DARK_LX = 1e-9
"""What taking light away may leave behind by rounding."""
_LAMPS_AT_ONCE = 32


class LiveLight:
    """Illuminance at the points of a level lattice, kept up through edits.

    Parameters
    ----------
    scene : Scene
    lattice : Lattice
    settings : LightSettings
        Points are at its ``plane_height_m``.
    cut_lx : float
        A lamp reaches as far as it gives more than this. [lx]

    Raises
    ------
    GroundNotPlane
        The scene stands on terrain that is not level from the lattice to its lamps.
    """

    def __init__(
        self,
        scene: Scene,
        lattice: Lattice,
        *,
        settings: LightSettings,
        cut_lx: float = 1e-4,
    ) -> None:
        lamps = [lamp.geometry.centroid for lamp in scene.of_kind("lamp")]
        feet = np.array([(foot.x, foot.y) for foot in lamps]).reshape(-1, 2)
        if scene.terrain is not None and not scene.terrain.is_plane(
            lattice.corners(), feet, is_level=True
        ):
            raise GroundNotPlane
        self._scene, self._features = scene, dict(scene.by_id)
        self._lattice, self._settings = lattice, settings
        self._total = np.zeros(lattice.rows * lattice.columns)
        built = obstacle_set(
            scene, settings.obstacles, unknown_height=settings.unknown_height
        )
        self._obstacles = ChangingObstacles(built)
        self._lamps: dict[str, PlacedLamp] = {}
        self._reach_m: dict[str, float] = {}
        self._reaches = Reaches(settings.plane_height_m, cut_lx)
        for lamp in self._placed(scene):
            self._hang(lamp)

    @property
    def scene(self) -> Scene:
        """The scene as it is now."""
        return self._scene.replacing(self._features.values())

    @property
    def illuminance_lx(self) -> Floats:
        """At each point, to within a billionth of a lux: (rows, columns)."""
        lit = np.where(self._total > _DARK_LX, self._total, 0.0)
        return lit.reshape(self._lattice.rows, self._lattice.columns)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make some edits, one after the other, and recompute what they touch.

        Parameters
        ----------
        edits : iterable of Edit

        Raises
        ------
        UnknownName, InvalidInput
            As `machimori.scene.edits.apply`; what is computed stays as it was.
        """
        for old, new in change(self._features, edits).values():
            self._replace_obstacle(old, new)
            self._replace_lamp(old, new)

    def _replace_obstacle(self, old: Feature | None, new: Feature | None) -> None:
        gone = []
        if old is not None and old.id in self._obstacles:
            gone = [self._obstacles.pop(old.id)]
        come = obstacle_set(
            self._scene.replacing([] if new is None else [new]),
            self._settings.obstacles,
            unknown_height=self._settings.unknown_height,
        ).obstacles
        if not gone and not come:
            return
        lamps = list(self._lamps.values())
        windows = windows_touched(
            self._obstacles,
            [*gone, *come],
            _positions(lamps),
            self._lattice,
            level_m=self._settings.plane_height_m,
            range_m=self._reach_of(lamps),
        )
        with self._obstacles.with_also(gone):
            self._add(lamps, windows, sign=-1.0)
        self._obstacles.extend(come)
        self._add(lamps, windows, sign=1.0)

    def _replace_lamp(self, old: Feature | None, new: Feature | None) -> None:
        if old is not None and old.id in self._lamps:
            self._take_down(old.id)
        for lamp in self._placed(self._scene.replacing([] if new is None else [new])):
            self._hang(lamp)

    def _placed(self, scene: Scene) -> Sequence[PlacedLamp]:
        factor = self._settings.maintenance_factor
        placed = lamps_of(scene, maintenance_factor=factor).placed
        level_m = self._settings.plane_height_m
        return [lamp for lamp in placed if lamp.position_m[2] > level_m]

    def _hang(self, lamp: PlacedLamp) -> None:
        self._lamps[lamp.id] = lamp
        self._reach_m[lamp.id] = float(self._reaches.of([lamp])[0])
        self._add([lamp], self._windows_of(lamp), sign=1.0)

    def _take_down(self, name: str) -> None:
        lamp = self._lamps[name]
        self._add([lamp], self._windows_of(lamp), sign=-1.0)
        del self._lamps[name], self._reach_m[name]

    def _windows_of(self, lamp: PlacedLamp) -> Ints:
        reaches = self._reach_of([lamp])
        return windows_within(self._lattice, _positions([lamp]), reaches)

    def _reach_of(self, lamps: Sequence[PlacedLamp]) -> Floats:
        return np.array([self._reach_m[lamp.id] for lamp in lamps])

    def _add(self, lamps: Sequence[PlacedLamp], windows: Ints, *, sign: float) -> None:
        """Add the lamps' light, as obstacles stand now, in one window each."""
        level_m, lattice = self._settings.plane_height_m, self._lattice
        touched = np.flatnonzero(windows[:, 1] > windows[:, 0])
        for start in range(0, len(touched), _LAMPS_AT_ONCE):
            some = touched[start : start + _LAMPS_AT_ONCE]
            lit = [lamps[k] for k in some]
            reached = reached_in_windows(
                self._obstacles.layers,
                _positions(lit),
                lattice,
                level_m,
                self._reach_of(lit),
                windows[some],
            )
            add_lamps(lit, reached, lattice, level_m, self._total, sign)


def _positions(lamps: Sequence[PlacedLamp]) -> Floats:
    return np.array([lamp.position_m for lamp in lamps]).reshape(-1, 3)
