"""Who sees what while things are moved about: each edit recomputes what it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from machimori.errors import GroundNotPlane
from machimori.geometry import (
    ROUNDING,
    ChangingObstacles,
    Lattice,
    Sight,
    count_in_windows,
    windows_touched,
    windows_within,
)
from machimori.scene.edits import Edit, change
from machimori.scene.model import Feature, Scene
from machimori.scene.obstacles import obstacle_set
from machimori.scene.vocabulary import vocabulary
from machimori.sightlines.settings import SightSettings
from machimori.sightlines.viewpoints import viewpoints

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Counts = NDArray[np.int32]


class LiveSight:
    """How many eyes see each point of a level lattice, kept up through edits.

    Parameters
    ----------
    scene : Scene
    lattice : Lattice
        Points that are looked at, those in buildings too.
    sources : sequence of str
        Who looks: as in `viewpoints`.
    settings : SightSettings
        Points are at its ``target_m``, on top of lying snow.

    Raises
    ------
    GroundNotPlane
        The scene stands on terrain that is no plane within range of the lattice.
    """

    def __init__(
        self,
        scene: Scene,
        lattice: Lattice,
        sources: Sequence[str],
        *,
        settings: SightSettings,
    ) -> None:
        if scene.terrain is not None:
            reach = np.array([[-settings.range_m], [settings.range_m]])
            far = lattice.corners() + reach
            if not scene.terrain.is_plane(far):
                raise GroundNotPlane
        self._scene, self._features = scene, dict(scene.by_id)
        self._lattice, self._settings, self._sources = lattice, settings, sources
        self._level_m = settings.target_m + scene.snow_depth_m
        self._watchers = np.zeros((lattice.rows, lattice.columns), dtype=np.int32)
        groups = vocabulary().groups
        self._kinds = {kind for s in sources for kind in groups.get(s, (s,))}
        self._obstacles = ChangingObstacles(
            obstacle_set(
                scene, settings.obstacles, unknown_height=settings.unknown_height
            )
        )
        self._windows = {window.id for window in scene.of_kind("window")}
        self._eyes: dict[str, Floats] = {}
        self._look_from(_eyes_by_owner(scene, sources, settings))

    @property
    def scene(self) -> Scene:
        """The scene as it is now."""
        return self._scene.replacing(self._features.values())

    @property
    def watchers(self) -> Counts:
        """How many eyes see each point: (rows, columns)."""
        return self._watchers

    @property
    def seen(self) -> Bools:
        """Whether anybody sees each point: (rows, columns)."""
        return np.asarray(self._watchers > 0)

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
        changes = change(self._features, edits).values()
        self._windows |= {
            new.id for _, new in changes if new is not None and new.kind == "window"
        }
        for old, new in changes:
            self._replace_obstacle(old, new)
        if any(self._may_move_others(f) for pair in changes for f in pair):
            self._look_from(_eyes_by_owner(self.scene, self._sources, self._settings))
            return
        for old, new in changes:
            self._replace_viewer(old, new)

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
        eyes = self._all_eyes
        windows = windows_touched(
            self._obstacles,
            [*gone, *come],
            eyes,
            self._lattice,
            level_m=self._level_m,
            range_m=self._settings.range_m,
        )
        with self._obstacles.with_also(gone):
            self._count(eyes, windows, sign=-1)
        self._obstacles.extend(come)
        self._count(eyes, windows, sign=1)

    def _replace_viewer(self, old: Feature | None, new: Feature | None) -> None:
        if old is not None and old.id in self._eyes:
            self._move_eyes(old.id, np.empty((0, 3)))
        if new is not None and (new.kind in self._kinds or new.id in self._sources):
            alone = self._scene.replacing([new])
            eyes = viewpoints(alone, (new.id,), settings=self._settings).eyes
            self._move_eyes(new.id, eyes)

    def _may_move_others(self, feature: Feature | None) -> bool:
        """Whether eyes of other things may move with it: then all are placed anew.

        Eyes stand before windows, and those outdoors on top of the snow.
        """
        if feature is None:
            return False
        if self._scene.snow_depth_m > 0 or feature.kind == "window":
            return True
        windows = [
            self._features[name] for name in self._windows & self._features.keys()
        ]
        has_windows = any(window.get("part_of") == feature.id for window in windows)
        before_it = any(window.id in self._eyes for window in windows)
        return has_windows or (feature.kind == "building" and before_it)

    def _look_from(self, eyes: dict[str, Floats]) -> None:
        for owner in dict.fromkeys([*self._eyes, *eyes]):
            self._move_eyes(owner, eyes.get(owner, np.empty((0, 3))))

    def _move_eyes(self, owner: str, eyes: Floats) -> None:
        old = self._eyes.pop(owner, np.empty((0, 3)))
        if len(eyes):
            self._eyes[owner] = eyes
        if np.array_equal(old, eyes):
            return
        self._count(old, self._windows_of(old), sign=-1)
        self._count(eyes, self._windows_of(eyes), sign=1)

    def _windows_of(self, eyes: Floats) -> Ints:
        return windows_within(self._lattice, eyes, self._settings.range_m)

    @property
    def _all_eyes(self) -> Floats:
        return np.concatenate([np.empty((0, 3)), *self._eyes.values()])

    def _count(self, eyes: Floats, windows: Ints, *, sign: int) -> None:
        settings = self._settings
        enough = settings.seen_from_transmission - ROUNDING
        sight = Sight(self._level_m, settings.range_m, enough, sign)
        layers = self._obstacles.layers
        count_in_windows(layers, eyes, self._lattice, sight, windows, self._watchers)


def _eyes_by_owner(
    scene: Scene, sources: Sequence[str], settings: SightSettings
) -> dict[str, Floats]:
    found = viewpoints(scene, sources, settings=settings)
    return {name: found.eyes[found.owner == k] for k, name in enumerate(found.owners)}
