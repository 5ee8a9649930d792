"""What ``machimori sight`` computes: who sees what, how many, what is in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.assessment.night_sight import sight_by_day_or_night
from machimori.assessment.settings import Number
from machimori.cli.studies.area_results import Columns
from machimori.cli.studies.areas import refuse_too_many
from machimori.cli.studies.listings import Listing
from machimori.formats.styled_layers import ResultLayer
from machimori.language import Language, Text
from machimori.reports.content.field_figures import causes_of
from machimori.reports.map_layers import blind_spots_layer, watched_layer
from machimori.reports.plan import captions
from machimori.reports.plan.sight import trimmed_to_m
from machimori.scene import Feature, Scene
from machimori.sightlines import (
    Blame,
    Opener,
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


def blind_spots_listing(
    by_area: Mapping[str, Sequence[Blame]], scene: Scene, language: Language
) -> Listing:
    """List the blind spots: how large, what makes each, what would open it."""
    found = [
        (area, number, blamed)
        for area, each in by_area.items()
        for number, blamed in enumerate(each, start=1)
    ]
    rows = [
        {
            "spot": f"{area} {number}",
            "area": area,
            "area_m2": blamed.spot.area_m2,
            "cause": causes_of(blamed, scene, language),
            **_first_opening(blamed, scene),
            "openers": [_opener(opener) for opener in blamed.openers],
            "together": [
                {"obstacle": b.obstacle, "share_of_lines": float(b.share_of_lines)}
                for b in blamed.bystanders
            ],
        }
        for area, number, blamed in found
    ]
    return Listing(
        name="blind_spots",
        title=Text(ja="死角", en="Blind spots"),
        headings={
            "spot": captions.SPOT,
            "area_m2": Text.same("m²"),
            "cause": captions.CAUSE,
            "opened_m2": Text(ja="除くと見える m²", en="opens, m²"),
            "trim_to_m": Text(ja="下げる高さ m", en="cut to, m"),
        },
        formats={"area_m2": ",.1f", "opened_m2": ",.1f"},
        rows=rows,
        geometries=[blamed.spot.polygon for _, _, blamed in found],
        says=captions.TRIM_NOTE if rows else captions.NO_SPOTS,
    )


def _first_opening(blamed: Blame, scene: Scene) -> dict[str, float | None]:
    """What the first obstacle's removal or trimming opens, for the table."""
    if not blamed.openers:
        return {"opened_m2": None, "trim_to_m": None}
    first = blamed.openers[0]
    return {"opened_m2": first.opened_m2, "trim_to_m": trimmed_to_m(first, scene)}


def _opener(opener: Opener) -> dict[str, Any]:
    return {
        "obstacle": opener.obstacle,
        "opened_m2": opener.opened_m2,
        "trim_to_m": opener.trim_to_m,
    }


def sight_layers(
    study: SightStudy,
    seen: Sequence[SeenArea],
    least_m2: float,
    language: Language,
) -> Iterator[ResultLayer]:
    """Lay out the number of viewpoints and the blind spots as layers."""
    cells = np.concatenate([one.field.grid.cells for one in seen])
    counts = np.concatenate([one.watchers for one in seen])
    areas = [one.area.id for one in seen for _ in range(one.field.points)]
    yield watched_layer(cells, counts, areas)
    blamed = study.blame(seen, at_least_m2=least_m2)
    yield blind_spots_layer(blamed, study.scene, language)
