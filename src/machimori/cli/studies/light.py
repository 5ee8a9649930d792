"""What ``machimori light`` computes beside the means: lines, faces, lamps, readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from machimori.assessment.lux_survey import LuxReading
from machimori.cli.printing import note
from machimori.cli.speaking import say
from machimori.cli.studies.areas import refuse_too_many
from machimori.cli.studies.light_listings import (
    effects_listing,
    isolux_listing,
    survey_listing,
    vertical_listing,
)
from machimori.cli.studies.listings import Listing
from machimori.lighting import (
    IlluminanceField,
    IlluminanceMap,
    LightSettings,
    RoadVertical,
    compare_with_survey,
    illuminance_field,
    illuminance_map,
    lamp_effects,
    road_vertical_illuminance,
)
from machimori.lighting.lamps import lamps_of
from machimori.scene import Feature, Scene

LEAST_SHARE = 0.001
"""Lamps that give an area less than this of its mean are not listed."""


@dataclass(frozen=True)
class LightStudy:
    """The light of some areas of a scene.

    Parameters
    ----------
    scene : Scene
    areas : sequence of Feature
    settings : LightSettings
    """

    scene: Scene
    areas: Sequence[Feature]
    settings: LightSettings

    def unknown_near(
        self, axes: Sequence[Feature], readings: Sequence[LuxReading]
    ) -> list[str]:
        """Name the lamps whose light nobody stated near anything that is computed."""
        found = lamps_of(
            self.scene, maintenance_factor=self.settings.maintenance_factor
        )
        places = [area.surface for area in self.areas]
        places += [axis.geometry for axis in axes]
        places += [shapely.Point(r.x_m, r.y_m) for r in readings]
        return sorted({id_ for place in places for id_ in found.unknown_near(place)})

    def maps(self) -> dict[str, IlluminanceMap]:
        """Compute a map of each area, for lines and bands."""
        return {
            area.id: illuminance_map(self.scene, area.surface, settings=self.settings)
            for area in self.areas
        }

    def field_of_all(self) -> IlluminanceField:
        """Compute all areas on one grid."""
        whole = shapely.union_all([area.surface for area in self.areas])
        refuse_too_many(self.scene, [whole], self.settings.spacing_m)
        return illuminance_field(self.scene, whole, settings=self.settings)

    def upright(self, axes: Iterable[Feature]) -> dict[str, RoadVertical]:
        """Compute the light on upright planes across each axis."""
        return {
            axis.id: road_vertical_illuminance(
                self.scene, axis.geometry, settings=self.settings
            )
            for axis in axes
        }

    def effects(self) -> Listing:
        """Tell what each lamp means to each area, where it gives any of note."""
        each = {
            area.id: [
                effect
                for effect in lamp_effects(
                    self.scene, area.surface, settings=self.settings
                )
                if effect.share_of_mean >= LEAST_SHARE
            ]
            for area in self.areas
        }
        return effects_listing(each, self.scene)

    def survey(self, readings: Sequence[LuxReading]) -> Listing:
        """Put level readings beside what is computed there."""
        level = [r for r in readings if r.plane == "horizontal"]
        if len(level) < len(readings):
            _say_left_out(len(readings) - len(level))
        points = np.array([(r.x_m, r.y_m, r.height_m) for r in level]).reshape(-1, 3)
        measured = [r.lux for r in level]
        compared = compare_with_survey(
            self.scene, points, measured, settings=self.settings
        )
        return survey_listing(level, compared)


def axes_of(scene: Scene, areas: Iterable[Feature], *, all_: bool) -> list[Feature]:
    """Return the lines along which light on upright planes is taken.

    Parameters
    ----------
    scene : Scene
    areas : iterable of Feature
        Those that were chosen.
    all_ : bool
        Whether nothing was named: then every road and path is meant.

    Returns
    -------
    list of Feature
        Of the chosen areas those that are lines, and the roads and paths that cross
        the others.
    """
    lines = [f for f in scene.of_kind("road", "path") if _is_axis(f)]
    if all_:
        return lines
    chosen = list(areas)
    grounds = shapely.union_all([a.surface for a in chosen if not _is_axis(a)])
    crossing = [line for line in lines if line.geometry.intersects(grounds)]
    named = [area for area in chosen if _is_axis(area)]
    return list({f.id: f for f in (*named, *crossing)}.values())


def _is_axis(feature: Feature) -> bool:
    is_line = feature.geometry.geom_type in ("LineString", "MultiLineString")
    return is_line and bool(feature.geometry.length > 0)


def light_listings(
    study: LightStudy,
    axes: Sequence[Feature],
    readings: Sequence[LuxReading],
    *,
    isolux: bool,
    vertical: bool,
    effects: bool,
) -> list[Listing]:
    """List what was asked for."""
    return [
        *([isolux_listing(study.maps())] if isolux else []),
        *([vertical_listing(study.upright(axes), study.scene)] if vertical else []),
        *([study.effects()] if effects else []),
        *([study.survey(readings)] if readings else []),
    ]


def _say_left_out(count: int) -> None:
    note(
        say(
            f"鉛直面の測定{count}件は、面の向きが分からないため比べません。",
            f"{count} readings of upright planes are left out: nobody says which way "
            "they faced.",
        )
    )
