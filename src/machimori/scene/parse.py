"""From a decoded scene file to a scene, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from machimori.errors import InvalidInput
from machimori.geometry import PlaneFrame
from machimori.language import Text
from machimori.scene.model import Feature, Scene
from machimori.scene.photometry import Photometry
from machimori.scene.reading import (
    Draft,
    Header,
    ProblemList,
    apply_place_defaults,
    check_ids,
    check_references,
    photometries_of,
    read_feature,
    read_header,
)
from machimori.scene.reading.problems import in_member
from machimori.scene.reading.shapes import looks_like_degrees

EXTENT_LIMIT_DEG = 2.0
"""Widest that one file in longitude and latitude may be. [deg]"""


def parse_scene(
    document: Mapping[str, Any],
    *,
    file: str,
    read_photometry: Callable[[str], Photometry] | None = None,
) -> Scene:
    """Read a scene from a decoded GeoJSON document.

    Parameters
    ----------
    document : mapping
        The FeatureCollection as the JSON reader gives it. A property that is ``null``
        counts as absent, since QGIS writes it so; a third coordinate is left out.
    file : str
        The file as the user named it, for messages and for ``Scene.source``.
    read_photometry : callable, optional
        Reads a photometric file by the name that a lamp gives, raising
        :class:`InvalidInput`. Without it only built-in names are known.

    Returns
    -------
    Scene
        In plane metres. Longitudes and latitudes are projected into the plane
        rectangular zone around the middle of the file.

    Raises
    ------
    InvalidInput
        With every problem of the document.
    """
    problems = ProblemList(file)
    listed = _listed_features(document, problems)
    header = read_header(document, problems)
    drafts = [
        read_feature(index, feature, is_plane=header.is_plane, problems=problems)
        for index, feature in enumerate(listed)
    ]
    apply_place_defaults(drafts, header.place)
    check_ids(drafts, problems)
    _check_extent(drafts, header, problems)
    check_references(drafts, problems)
    photometries = photometries_of(drafts, read_photometry, problems)
    if problems:
        raise InvalidInput(problems.found)
    frame = _frame(drafts, header)
    return Scene(
        features=_features(drafts, frame),
        frame=frame,
        season=header.season,
        snow_depth_m=header.snow_depth_m,
        time_of_day=header.time_of_day,
        terrain_file=header.terrain_file,
        photometries=photometries,
        assumptions=header.assumptions,
        source=file,
    )


def _listed_features(document: Any, problems: ProblemList) -> list[Any]:
    is_collection = (
        isinstance(document, Mapping) and document.get("type") == "FeatureCollection"
    )
    if not is_collection:
        found = document.get("type") if isinstance(document, Mapping) else document
        problems.add(in_member("type"), found, _A_COLLECTION, _EXPORT)
        raise InvalidInput(problems.found)
    listed = document.get("features")
    if not isinstance(listed, list):
        expected = Text(ja="地物の一覧", en="a list of features")
        problems.add(in_member("features"), listed, expected, _EXPORT)
        raise InvalidInput(problems.found)
    return listed


_A_COLLECTION = Text.same("FeatureCollection")
_EXPORT = Text(
    ja="GeoJSON の FeatureCollection として書き出してください。",
    en="Export it as a GeoJSON FeatureCollection.",
)


def _check_extent(
    drafts: Sequence[Draft], header: Header, problems: ProblemList
) -> None:
    bounds = _bounds(drafts)
    if bounds is None:
        return
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    where = Text(ja="座標", en="coordinates")
    if header.is_plane and looks_like_degrees(bounds):
        found = f"[{bounds[0]:.5f}, {bounds[1]:.5f}]"
        problems.add(where, found, _METRES, _NOT_PLANE)
    if not header.is_plane and max(width, height) > EXTENT_LIMIT_DEG:
        found = f"{width:.2f}° × {height:.2f}°"
        problems.add(where, found, _ONE_TOWN, _SPLIT)


_METRES = Text(ja="平面座標（m）", en="plane metres")
_NOT_PLANE = Text(
    ja='経度・緯度のようです。"coordinates": "plane_m" を取り除いてください。',
    en='These look like longitude and latitude: remove "coordinates": "plane_m".',
)
_ONE_TOWN = Text(
    ja=f"{EXTENT_LIMIT_DEG:g}度四方以内", en=f"at most {EXTENT_LIMIT_DEG:g}° across"
)
_SPLIT = Text(
    ja="遠くに外れた地物がないか確かめ、広い範囲はファイルを分けてください。",
    en="Look for a feature that lies far off; split a wide area into several files.",
)


def _bounds(drafts: Sequence[Draft]) -> tuple[float, float, float, float] | None:
    shapes = [draft.geometry for draft in drafts if draft.geometry is not None]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def _frame(drafts: Sequence[Draft], header: Header) -> PlaneFrame:
    bounds = _bounds(drafts)
    if header.is_plane or bounds is None:
        return PlaneFrame(None)
    return PlaneFrame.around(
        lon=(bounds[0] + bounds[2]) / 2, lat=(bounds[1] + bounds[3]) / 2
    )


def _features(drafts: Sequence[Draft], frame: PlaneFrame) -> tuple[Feature, ...]:
    shapes = np.array([draft.geometry for draft in drafts], dtype=object)
    if frame.epsg is not None and len(shapes):
        shapes = shapely.transform(shapes, frame.to_plane)
    return tuple(
        Feature(str(draft.id), str(draft.kind), shape, draft.properties)
        for draft, shape in zip(drafts, shapes, strict=True)
    )
