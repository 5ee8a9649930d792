"""Read the GeoJSON of a watch gap, to ask what reopens where a shift falls out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode, read_bytes
from machimori.geometry import PlaneFrame
from machimori.language import Text

Floats = NDArray[np.float64]

_SLOT = re.compile(r"(gap at most|flow) (\d{1,2}):(00|30)")


@dataclass(frozen=True, eq=False)
class GapNear:
    """A watch gap along lines, by half hour.

    Parameters
    ----------
    lines : (m,) array of shapely lines
        In plane metres.
    gap, flow : (m, 48) arrays
        Children along each line in each half hour: unseen at most, and all.
    names : tuple of str
        Of the streets; empty where they have none.
    frame : PlaneFrame
    """

    lines: NDArray[np.object_]
    gap: Floats
    flow: Floats
    names: tuple[str, ...]
    frame: PlaneFrame

    def unseen_child_m(
        self, posts: Floats, begins_h: float, ends_h: float, *, reach_m: float
    ) -> float:
        """Return the way that children walk unseen within reach of some posts.

        Parameters
        ----------
        posts : (k, 2) array
            Longitude and latitude. [deg]
        begins_h, ends_h : float
            [hour]
        reach_m : float

        Returns
        -------
        float
            [child m]
        """
        if not len(posts):
            return 0.0
        spots = shapely.points(self.frame.to_plane(posts))
        near = shapely.union_all(shapely.buffer(spots, reach_m))
        length_m = shapely.length(shapely.intersection(self.lines, near))
        return float(length_m @ self.unseen_children(begins_h, ends_h))

    def unseen_children(self, begins_h: float, ends_h: float) -> Floats:
        """Return children along each line, unseen at most, as (m,) array.

        Parameters
        ----------
        begins_h, ends_h : float
            [hour]
        """
        slots = np.arange(48) / 2
        share = np.minimum(ends_h, slots + 0.5) - np.maximum(begins_h, slots)
        children: Floats = self.gap @ (np.maximum(share, 0.0) / 0.5)
        return children


def read_gap(path: Path) -> GapNear:
    """Read what ``machimori watch gap --format geojson`` wrote.

    Parameters
    ----------
    path : Path

    Returns
    -------
    GapNear

    Raises
    ------
    InvalidInput
        Where it is no such file.
    """
    rows = list(_rows(path))
    if not rows:
        raise InvalidInput([_no_gap(path)])
    degrees = [shapely.LineString(xy) for xy, _ in rows]
    middle = shapely.get_coordinates(degrees).mean(axis=0)
    frame = PlaneFrame.around(float(middle[0]), float(middle[1]))
    lines = shapely.transform(np.array(degrees, dtype=object), frame.to_plane)
    tables = {
        "gap at most": np.zeros((len(rows), 48)),
        "flow": np.zeros((len(rows), 48)),
    }
    for number, (_, properties) in enumerate(rows):
        for key, value in properties.items():
            found = _SLOT.fullmatch(str(key))
            if found and isinstance(value, int | float) and int(found[2]) < 24:
                slot = int(found[2]) * 2 + (found[3] == "30")
                tables[found[1]][number, slot] = np.clip(np.nan_to_num(value), 0, 1e6)
    names = tuple(str(properties.get("name") or "") for _, properties in rows)
    return GapNear(lines, tables["gap at most"], tables["flow"], names, frame)


def _rows(path: Path) -> list[tuple[Floats, dict[str, Any]]]:
    try:
        content = json.loads(decode(read_bytes(path), file=str(path)))
        features = content["features"]
        rows = [(_line(one), dict(one["properties"])) for one in features]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput([_no_gap(path)]) from error
    return [
        (xy, properties)
        for xy, properties in rows
        if any(_SLOT.fullmatch(str(key)) for key in properties)
    ]


def _line(feature: Any) -> Floats:
    xy = np.array(feature["geometry"]["coordinates"], dtype=np.float64)
    is_line = xy.ndim == 2 and xy.shape[0] > 1 and xy.shape[1] in (2, 3)
    if not is_line or not np.isfinite(xy).all() or np.abs(xy[:, :2]).max() > 180:
        raise ValueError
    return xy[:, :2]


def _no_gap(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text.same("features"),
        found="—",
        expected=Text(
            ja="machimori watch gap --format geojson が書いた線",
            en="lines that machimori watch gap --format geojson wrote",
        ),
        remedy=Text(
            ja="machimori watch gap PLAN --format geojson で作ってください。",
            en="Make it with machimori watch gap PLAN --format geojson.",
        ),
    )
