"""Small scenes for tests of light."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, box

from machimori.geometry import PlaneFrame
from machimori.scene import Feature, Photometry, Scene

Floats = NDArray[np.float64]

FLUX_OF_ONE_CD = {"isotropic": 4 * np.pi, "lambertian": np.pi}


def lamp(x: float = 0.0, y: float = 0.0, **properties: Any) -> Feature:
    """An isotropic lamp of 1000 cd, 4 m high, unless the properties say otherwise."""
    said = {"photometry": "isotropic", "height_m": 4.0, **properties}
    intensity = said.pop("intensity_cd", 1000.0)
    unit = FLUX_OF_ONE_CD.get(said["photometry"])
    if unit is not None:
        said.setdefault("luminous_flux_lm", intensity * unit)
    name = said.pop("id", f"lamp-{x:g}-{y:g}")
    return Feature(
        name, "lamp", Point(x, y), {k: v for k, v in said.items() if v != ""}
    )


def wall(*xy: tuple[float, float], **properties: Any) -> Feature:
    said = {"height_m": 2.0, **properties}
    return Feature(f"wall-{xy}", "wall", LineString(xy), said)


def building(west: float, south: float, east: float, north: float) -> Feature:
    footprint = box(west, south, east, north)
    return Feature(f"building-{west}", "building", footprint, {"height_m": 6.0})


def scene(*features: Feature, photometry: Photometry | None = None) -> Scene:
    tables = {photometry.name: photometry} if photometry else {}
    return Scene(features, frame=PlaneFrame(None), photometries=tables)


def on_ground(*xy: tuple[float, float]) -> Floats:
    return np.array([(x, y, 0.0) for x, y in xy])
