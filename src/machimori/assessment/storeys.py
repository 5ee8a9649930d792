"""The scene as one storey of a building has it: its floor is the ground.

Between storeys no light passes, though whoever maps lamps does not draw slabs: a floor
is lit by what hangs above it, up to the next one.
"""

from __future__ import annotations

from dataclasses import replace

from machimori.assessment.context import Context
from machimori.assessment.grounds import buildings_at
from machimori.scene import Feature, Scene


def on_its_floor(element: Feature, context: Context) -> Context:
    """Return the context in which the floor of an element is the ground.

    Parameters
    ----------
    element : Feature
        An area, a camera.
    context : Context

    Returns
    -------
    Context
        The same one for whatever stands on the ground outdoors.
    """
    if _is_on_ground(element) and not _is_indoors(element, context):
        return context
    storey_m = context.known("interpretation/storey-height")
    floor_m = height_of_floor_m(element, storey_m)
    return context.instead(
        ("storey", floor_m), lambda: _seen_from_floor(context.scene, floor_m, storey_m)
    )


def height_of_floor_m(feature: Feature, storey_m: float) -> float:
    """Height of the floor that a thing is on; who says none is on the ground. [m]."""
    base_m = feature.get("base_m")
    if base_m is not None:
        return float(base_m)
    return float(((feature.get("storey") or 1) - 1) * storey_m)


def _is_on_ground(element: Feature) -> bool:
    return not element.get("base_m") and (element.get("storey") or 1) == 1


def _is_indoors(element: Feature, context: Context) -> bool:
    return bool(buildings_at(element.geometry.representative_point(), context))


def _seen_from_floor(scene: Scene, floor_m: float, storey_m: float) -> Scene:
    """Leave out the lamps of other floors, and count all heights from this one."""
    return scene.replacing(
        _lowered(feature, floor_m, storey_m)
        for feature in scene.features
        if feature.kind != "lamp" or _hangs_above(feature, floor_m, storey_m)
    )


def _hangs_above(lamp: Feature, floor_m: float, storey_m: float) -> bool:
    """Whether a lamp is on this floor, or says nothing of floors: a lamp outdoors."""
    if lamp.get("base_m") is None and lamp.get("storey") is None:
        return True
    return abs(height_of_floor_m(lamp, storey_m) - floor_m) < storey_m / 2


def _lowered(feature: Feature, floor_m: float, storey_m: float) -> Feature:
    base_m = height_of_floor_m(feature, storey_m) - floor_m
    if base_m == (feature.get("base_m") or 0.0):
        return feature
    return replace(feature, properties={**feature.properties, "base_m": base_m})
