"""A place seen from above: where it is open, where nobody looks, where it is dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.lighting import LightSettings, illuminance_field
from machimori.reports.plan.canvas import Canvas, element
from machimori.reports.plan.layers import draw, hatches, sort_into_layers
from machimori.reports.plan.legend import draw_north, draw_scale
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style
from machimori.reports.safety_map.pictograms import (
    ENTER,
    HIDE,
    NIGHT,
    Surroundings,
)
from machimori.scene import Feature, Scene
from machimori.scene.obstacles import obstacle_set
from machimori.sightlines import SightSettings, sight_field, viewpoints
from machimori.watch import Sign, Signed

SIZE_PX = (420.0, 340.0)
BESIDE_M = 3.0
"""A barrier so far from the outline still closes it. [m]"""
LEAST_GAP_M = 1.0
"""Shorter openings are not drawn. [m]"""
SPOTS = 600
LEAST_PATCH_M2 = 4.0

_LAYERS = (
    *("green", "hard_ground", "parking", "road", "path", "planting", "building"),
    *("hedge", "wall", "fence", "tree", "play_equipment"),
)
_HIDING = ("hedge", "wall", "fence", "planting")


@dataclass(frozen=True, eq=False)
class PlaceView:
    """What can be drawn of one place.

    Parameters
    ----------
    scene : Scene
    place : Feature
    signed : Signed
        What was computed of it.
    """

    scene: Scene
    place: Feature
    signed: Signed

    @cached_property
    def gaps(self) -> BaseGeometry:
        """Parts of the outline that nothing closes; none where nobody surveyed."""
        sign = self._sign("open_outline")
        if sign is None or not self._knows("obstacle"):
            return shapely.MultiLineString()
        barriers = [self.scene.by_id[id_].geometry for id_ in sign.evidence]
        beside = shapely.buffer(barriers, BESIDE_M, cap_style="flat")
        left = self._ground.boundary.difference(shapely.union_all(beside))
        joined = shapely.line_merge(left) if left.geom_type != "LineString" else left
        parts = [p for p in shapely.get_parts(joined) if p.length >= LEAST_GAP_M]
        return shapely.MultiLineString(parts)

    @cached_property
    def blind(self) -> BaseGeometry:
        """Ground that nobody sees, however low the things of unknown height are."""
        if not self._knows("road", "path", "window"):
            return shapely.MultiPolygon()
        settings = SightSettings(spacing_m=self._spacing_m)
        kinds = ("road", "path", "window")
        eyes = viewpoints(self.scene, kinds, settings=settings, near=self._ground)
        if not len(eyes):
            return shapely.MultiPolygon()
        around = self._ground.buffer(settings.range_m)
        field = sight_field(
            self.scene,
            self._ground,
            eyes,
            settings=settings,
            obstacles=obstacle_set(
                self.scene, settings.obstacles, unknown_height="absent", near=around
            ),
        )
        return _patches(field.grid.cells[~field.seen])

    @cached_property
    def dark(self) -> BaseGeometry:
        """Ground below the limit of darkness; none where nobody mapped all lamps."""
        sign = self._sign("dark")
        if sign is None or sign.limit is None or not self._knows("lamp"):
            return shapely.MultiPolygon()
        settings = LightSettings(spacing_m=self._spacing_m)
        field = illuminance_field(self.scene, self._ground, settings=settings)
        if not field.points or field.unknown_lamps:
            return shapely.MultiPolygon()
        return _patches(field.grid.cells[field.illuminance_lx < sign.limit])

    @cached_property
    def surroundings(self) -> Surroundings:
        """The tallest thing along the place that one cannot see through."""
        near = [
            thing
            for thing in self.scene.of_kind(*_HIDING)
            if thing.get("height_m") is not None
            and (thing.get("opacity") is None or thing.get("opacity") >= 0.5)
            and shapely.dwithin(thing.geometry, self._ground, BESIDE_M)
        ]
        if not near:
            return Surroundings()
        tallest = max(near, key=lambda thing: float(thing.get("height_m")))
        is_green = tallest.kind in ("hedge", "planting")
        return Surroundings(float(tallest.get("height_m")), is_green)

    def draw(self, title: str) -> str:
        """Draw the place.

        Parameters
        ----------
        title : str
            Read aloud in place of the picture.

        Returns
        -------
        str
            An ``svg`` element.
        """
        canvas = Canvas.around(self._ground, SIZE_PX)
        room = Room(canvas.width_px, canvas.height_px)
        ground = style().grounds.get(str(self.place.get("place_kind")), style().paper)
        layers = "".join(
            draw(drawn, canvas)
            for drawn in sort_into_layers(self.scene, canvas)
            if drawn.layer.name in _LAYERS
        )
        return element(
            "svg",
            element("title", title)
            + hatches(("leaves", "diagonal", "crossed"))
            + element(
                "rect",
                width=canvas.width_px,
                height=canvas.height_px,
                fill=style().outside,
            )
            + _path(self._ground, canvas, fill=ground)
            + layers
            + _path(self.dark, canvas, fill=NIGHT, fill_opacity="0.25")
            + _path(self.dark, canvas, fill="url(#crossed)", stroke=NIGHT)
            + _path(
                self.blind,
                canvas,
                fill="url(#diagonal)",
                stroke=HIDE,
                stroke_width=1.6,
            )
            + _path(
                self._ground, canvas, fill="none", stroke=style().ink, stroke_width=1.4
            )
            + draw_gaps(self.gaps, canvas)
            + draw_north(canvas, room)
            + draw_scale(canvas, room),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {canvas.width_px:g} {canvas.height_px:g}",
            font_family=style().font,
            role="img",
        )

    @property
    def _ground(self) -> BaseGeometry:
        return self.scene.footprint(self.place)

    @property
    def _spacing_m(self) -> float:
        return max(0.8, float((self._ground.area / SPOTS) ** 0.5))

    def _knows(self, *words: str) -> bool:
        return all(self.scene.is_complete(self.place, word) for word in words)

    def _sign(self, code: str) -> Sign | None:
        return next((s for s in self.signed.signs if s.code == code), None)


def draw_gaps(gaps: BaseGeometry, canvas: Canvas) -> str:
    """Draw openings: a broken line, light below and strong above, seen in grey too."""
    below = _path(gaps, canvas, fill="none", stroke=style().paper, stroke_width=9)
    above = _path(
        gaps,
        canvas,
        fill="none",
        stroke=ENTER,
        stroke_width=6,
        stroke_dasharray="9 6",
    )
    return below + above


def _patches(cells: object) -> BaseGeometry:
    whole = shapely.union_all(cells)
    parts = [p for p in shapely.get_parts(whole) if p.area >= LEAST_PATCH_M2]
    return shapely.simplify(shapely.MultiPolygon(parts), 0.5)


def _path(geometry: BaseGeometry, canvas: Canvas, **attributes: object) -> str:
    d = canvas.d(canvas.shown(geometry))
    return element("path", d=d, **attributes) if d else ""
