"""Where the eyes are: on roads and paths, in windows, at things in the scene."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.errors import UnknownName
from machimori.geometry import area_grid, points_along
from machimori.language import Text
from machimori.scene.ground import snow_under
from machimori.scene.model import Feature, Scene
from machimori.scene.vocabulary import vocabulary
from machimori.sightlines.night import watches_at_night
from machimori.sightlines.settings import SightSettings
from machimori.sightlines.windows import Buildings, window_eye

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_VIEWER = Text(ja="視点", en="viewer")


@dataclass(frozen=True)
class Viewpoints:
    """Eyes, and whose they are.

    Parameters
    ----------
    eyes : (k, 3) array
        In plane metres, z above the ground of the scene. [m]
    owners : tuple of str
        Ids of the features that the eyes belong to.
    owner : (k,) array
        For each eye, its place in ``owners``.
    """

    eyes: Floats
    owners: tuple[str, ...]
    owner: Ints

    def __len__(self) -> int:
        return len(self.eyes)

    def near(self, geometry: BaseGeometry, range_m: float) -> Viewpoints:
        """Keep the eyes within a distance of something.

        Parameters
        ----------
        geometry : shapely geometry
            In plane metres.
        range_m : float
            [m]

        Returns
        -------
        Viewpoints
            Without the owners that have no eye left.
        """
        plan = shapely.points(self.eyes[:, :2])
        kept = np.flatnonzero(shapely.dwithin(plan, geometry, range_m))
        left, owner = np.unique(self.owner[kept], return_inverse=True)
        return Viewpoints(
            self.eyes[kept],
            tuple(self.owners[n] for n in left),
            owner.astype(np.int64),
        )

    def of(self, owners: Collection[str]) -> Viewpoints:
        """Return the eyes of some owners only."""
        kept = [k for k, owner in enumerate(self.owners) if owner in owners]
        chosen = np.isin(self.owner, kept)
        return Viewpoints(
            eyes=self.eyes[chosen],
            owners=tuple(self.owners[k] for k in kept),
            owner=np.searchsorted(kept, self.owner[chosen]),
        )


def viewpoints(
    scene: Scene,
    sources: Sequence[str],
    *,
    settings: SightSettings,
    near: BaseGeometry | None = None,
) -> Viewpoints:
    """Place eyes along, on and in the things that people look from.

    Parameters
    ----------
    scene : Scene
    sources : sequence of str
        Kinds or groups of kinds (``road``, ``path``, ``window``, ``watcher``: all of
        them), or ids of features.
    settings : SightSettings
    near : geometry, optional
        Only eyes within the range of sight of it.

    Returns
    -------
    Viewpoints
        Lines have an eye every ``viewer_spacing_m``, polygons a grid of them. A window
        has one, just outside the building it is in; a camera one at its height. Of a
        building or a room one also looks out of the windows that are part of it. By
        night, of all that is not named by its id, only who then watches: see
        `machimori.sightlines.night.watches_at_night`.

    Raises
    ------
    UnknownName
        Where a source is neither a kind, a group nor an id.
    """
    owners: list[str] = []
    eyes: list[Floats] = []
    buildings = Buildings(scene)
    for feature in _within(_viewers(scene, sources), near, settings.range_m):
        found = _eyes(scene, feature, buildings, settings)
        if near is not None:
            plan = shapely.points(found[:, :2])
            found = found[shapely.dwithin(plan, near, settings.range_m)]
        if len(found):
            owners.append(feature.id)
            eyes.append(found)
    counts = [len(found) for found in eyes]
    return Viewpoints(
        eyes=np.concatenate([np.empty((0, 3)), *eyes]),
        owners=tuple(owners),
        owner=np.repeat(np.arange(len(owners), dtype=np.int64), counts),
    )


def _viewers(scene: Scene, sources: Sequence[str]) -> Iterator[Feature]:
    """Each feature once, however often it is named, and the windows that it has."""
    windows: dict[str, list[Feature]] = {}
    for window in scene.of_kind("window"):
        windows.setdefault(window.get("part_of") or "", []).append(window)
    found: dict[str, Feature] = {}
    for source in sources:
        for feature in _watching(scene, source):
            own = windows.get(feature.id, ())
            for viewer in (feature, *_watching_from(scene, source, own)):
                found.setdefault(viewer.id, viewer)
    yield from found.values()


def _watching(scene: Scene, source: str) -> Iterable[Feature]:
    return _watching_from(scene, source, _named(scene, source))


def _watching_from(
    scene: Scene, source: str, features: Iterable[Feature]
) -> Iterable[Feature]:
    if scene.time_of_day == "day" or source in scene.by_id:
        return features
    return [feature for feature in features if watches_at_night(scene, feature)]


def _named(scene: Scene, source: str) -> Iterable[Feature]:
    words = [*vocabulary().kinds, *vocabulary().groups]
    if source in words:
        return scene.of_kind(source)
    if source in scene.by_id:
        return (scene.by_id[source],)
    raise UnknownName(_VIEWER, source, [*words, *scene.by_id])


def _within(
    features: Iterable[Feature], near: BaseGeometry | None, range_m: float
) -> Sequence[Feature]:
    listed = tuple(features)
    if near is None or not listed:
        return listed
    geometries = np.array([feature.geometry for feature in listed])
    close = shapely.dwithin(geometries, near, range_m)
    return [listed[i] for i in np.flatnonzero(close)]


def _eyes(
    scene: Scene, feature: Feature, buildings: Buildings, settings: SightSettings
) -> Floats:
    if feature.kind == "window":
        return window_eye(feature, buildings=buildings, settings=settings)
    plan = _plan(feature.geometry, settings.viewer_spacing_m)
    floor = settings.floor_m(feature)
    if feature.kind == "camera" and feature.get("height_m") is not None:
        level = np.full(len(plan), floor + feature.get("height_m"))
    else:
        level = floor + settings.eye_m + snow_under(scene, plan) * (floor <= 0.0)
    return np.column_stack([plan, level])


def _plan(geometry: BaseGeometry, spacing_m: float) -> Floats:
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return area_grid(geometry, spacing_m=spacing_m).points
    if geometry.geom_type in ("Point", "MultiPoint"):
        return np.asarray(shapely.get_coordinates(geometry), dtype=np.float64)
    return points_along(geometry, spacing_m=spacing_m)
