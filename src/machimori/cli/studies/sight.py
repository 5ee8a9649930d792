"""What ``machimori sight`` computes: who sees what, how many, what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.assessment.night_sight import sight_by_day_or_night
from machimori.assessment.settings import Number
from machimori.cli.studies.area_results import Columns
from machimori.cli.studies.areas import refuse_too_many
from machimori.language import Text
from machimori.scene import Feature, Scene
from machimori.sightlines import (
    Blame,
    SightField,
    SightSettings,
    Viewpoints,
    blame,
    sight_field,
    viewpoints,
)


@dataclass(frozen=True)
class SeenArea:
    """How an area is seen, and from where.

    Parameters
    ----------
    area : Feature
    eyes : Viewpoints
    field : SightField
    """

    area: Feature
    eyes: Viewpoints
    field: SightField

    @property
    def watchers(self) -> NDArray[np.int64]:
        """How many eyes see each cell; none where nobody counted."""
        counted = self.field.watchers
        return np.zeros(self.field.points, np.int64) if counted is None else counted


@dataclass(frozen=True)
class SightStudy:
    """How areas of a scene are seen.

    Parameters
    ----------
    scene : Scene
    sources : sequence of str
        Who looks: as in :func:`machimori.sightlines.viewpoints`.
    settings : SightSettings
    counts : bool
        Whether the eyes that see each point are counted.
    number : callable
        Parameters: see `machimori.assessment.night_sight.sight_by_day_or_night`.
    """

    scene: Scene
    sources: Sequence[str]
    settings: SightSettings
    counts: bool
    number: Number

    def over(self, area: Feature) -> SeenArea:
        """Compute one area."""
        return self._of(area, area.surface)

    def over_all(self, areas: Sequence[Feature]) -> SeenArea:
        """Compute all areas on one grid."""
        whole = shapely.union_all([area.surface for area in areas])
        refuse_too_many(self.scene, [whole], self.settings.spacing_m)
        return self._of(areas[0], whole)

    def _of(self, area: Feature, ground: BaseGeometry) -> SeenArea:
        eyes = viewpoints(self.scene, self.sources, settings=self.settings, near=ground)
        field = sight_by_day_or_night(
            self.scene,
            ground,
            eyes,
            settings=self.settings,
            number=self.number,
            counts_watchers=self.counts,
        )
        return SeenArea(area, eyes, field)

    def _in_light(self, seen: SeenArea) -> SightField:
        if self.scene.time_of_day == "day":
            return seen.field
        ground, settings = seen.area.surface, self.settings
        return sight_field(self.scene, ground, seen.eyes, settings=settings)

    def blame(
        self, seen: Sequence[SeenArea], *, at_least_m2: float
    ) -> dict[str, tuple[Blame, ...]]:
        """Say for the blind spots of each area which obstacle makes them.

        What darkness hides at night is left out: no obstacle makes it.
        """
        return {
            one.area.id: blame(
                self.scene,
                self._in_light(one),
                one.eyes,
                settings=self.settings,
                at_least_m2=at_least_m2,
            )
            for one in seen
        }


def counts_of(seen: SeenArea) -> dict[str, float]:
    """Count the viewpoints that see the area: in the mean, and at least."""
    watchers = seen.watchers
    if not len(watchers):
        return {"watchers_mean": 0.0, "watchers_least": 0}
    mean = seen.field.grid.mean(watchers.astype(np.float64))
    return {"watchers_mean": mean, "watchers_least": int(watchers.min())}


def with_counts(columns: Columns) -> Columns:
    """Add to the table by how many viewpoints a point is seen in the mean."""
    heading = Text(ja="視点（平均）", en="mean watchers")
    return replace(
        columns,
        headings={**columns.headings, "watchers_mean": heading},
        formats={**columns.formats, "watchers_mean": ",.1f"},
    )
