"""Who watches at night, and how much light each of them needs."""

from __future__ import annotations

from collections.abc import Iterator

from machimori.scene.hours import is_open_all_night
from machimori.scene.model import Feature, Scene

_STAFFED_ROOMS = ("staff_room", "caretaker_room", "reception", "area")
_STAFFED_WINDOWS = ("staff_room", "caretaker_room", "shop", "bank")


def watches_at_night(scene: Scene, feature: Feature) -> bool:
    """Whether somebody certainly watches from a thing between 22 and 6 o'clock.

    Parameters
    ----------
    scene : Scene
    feature : Feature
        Of the scene.

    Returns
    -------
    bool
        People pass on roads and paths, and are at home in dwellings and on balconies.
        Rooms, shops and banks with staff watch where their hours, or those of what they
        are part of, hold all night. Of other windows nobody knows, and they do not.
    """
    if feature.kind == "window":
        role = feature.get("role")
        return role == "dwelling" or (
            role in _STAFFED_WINDOWS and _is_open(scene, feature)
        )
    return feature.kind not in _STAFFED_ROOMS or _is_open(scene, feature)


def _is_open(scene: Scene, feature: Feature) -> bool:
    """By the hours of the thing itself, else of the nearest above that states some."""
    hours = (f.get("opening_hours") for f in _up(scene, feature))
    return is_open_all_night(next((h for h in hours if h is not None), None))


def _up(scene: Scene, feature: Feature) -> Iterator[Feature]:
    climbed: set[str] = set()
    above: Feature | None = feature
    while above is not None and above.id not in climbed:
        yield above
        climbed.add(above.id)
        above = scene.by_id.get(above.get("part_of") or "")


def light_needed_lx(
    feature: Feature, *, by_people_lx: float, by_cameras_lx: float
) -> float:
    """Light on the ground without which a viewer sees nothing at night.

    Parameters
    ----------
    feature : Feature
        Whose eyes they are.
    by_people_lx, by_cameras_lx : float
        What people need, and cameras that state nothing. [lx]

    Returns
    -------
    float
        0 for a camera with infrared light of its own. [lx]
    """
    if feature.kind != "camera":
        return by_people_lx
    if feature.get("infrared"):
        return 0.0
    stated = feature.get("minimum_illuminance_lx")
    return by_cameras_lx if stated is None else float(stated)
