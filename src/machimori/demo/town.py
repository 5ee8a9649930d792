"""The town, put together."""

from __future__ import annotations

from machimori.demo.drawing import Sheet
from machimori.demo.hibari_park import draw_hibari_park
from machimori.demo.houses import draw_houses
from machimori.demo.landmarks import (
    draw_bicycle_park,
    draw_car_park,
    draw_fields,
    draw_flats,
    draw_school,
    draw_shop,
    draw_suzume_park,
    draw_underpass,
    draw_vacant_lot,
)
from machimori.demo.streets import draw_streets
from machimori.geometry import PlaneFrame
from machimori.scene import Scene, parse_scene, scene_document

SCENE_FILE = "town.geojson"

WHERE_LON, WHERE_LAT = 139.50, 35.70
"""Somewhere in the west of Tokyo; no such town is there. [deg]"""

_DRAWN = (
    draw_hibari_park,
    draw_suzume_park,
    draw_car_park,
    draw_bicycle_park,
    draw_underpass,
    draw_streets,
    draw_school,
    draw_flats,
    draw_shop,
    draw_houses,
    draw_fields,
    draw_vacant_lot,
)
"""In the order in which the places are reported."""


def demo_town() -> Scene:
    """Draw the demo town: a neighbourhood of some 260 m with a few things amiss.

    Returns
    -------
    Scene
        As it is read back from its own file: in the plane rectangular zone of the
        west of Tokyo, always the same.

    Examples
    --------
    >>> park = demo_town().by_id["park-hibari"]
    >>> park.name
    'ひばり公園'
    """
    sheet = Sheet()
    for draw in _DRAWN:
        draw(sheet)
    frame = PlaneFrame.around(WHERE_LON, WHERE_LAT)
    drawn = Scene(features=sheet.features, frame=frame, season="autumn")
    # Read as a user's file is read: what would be refused there is refused here.
    return parse_scene(scene_document(drawn), file=SCENE_FILE)
