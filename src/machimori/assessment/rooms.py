"""Rooms that people look out of: their windows, and the walls around them."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.scene import Feature

_ROOMS = ("staff_room", "caretaker_room", "reception")


def windows_of(room: Feature, context: Context) -> tuple[str, ...]:
    """List the windows that are mapped as part of a room, by id."""
    windows = context.scene.of_kind("window")
    return tuple(w.id for w in windows if w.get("part_of") == room.id)


def walls_around(room: Feature, context: Context) -> frozenset[str]:
    """Ids of the buildings that a room lies in, where none of its windows is mapped.

    It will have one; but nobody knows to which side one looks out of it.
    """
    if windows_of(room, context):
        return frozenset()
    middle = room.geometry.representative_point()
    around = context.scene.of_kind("building", "shed")
    return frozenset(b.id for b in around if b.geometry.intersects(middle))


def has_walled_in_watchers(
    watchers: tuple[str, ...], near: BaseGeometry, range_m: float, context: Context
) -> bool:
    """Whether somebody who should see some ground sits behind walls without windows."""
    kinds = [kind for kind in watchers if kind in _ROOMS]
    rooms = context.scene.of_kind(*kinds)
    return any(
        room.geometry.dwithin(near, range_m) and walls_around(room, context)
        for room in rooms
    )
