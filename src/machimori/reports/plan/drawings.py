"""What is drawn over the places of an assessment, each computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from machimori.assessment import Assessment
from machimori.lighting import RoadVertical
from machimori.reports.plan.light import LightBands, light_bands, upright_light
from machimori.reports.plan.sight import SightMap, sight_map
from machimori.scene import Feature

T = TypeVar("T")


class Drawings:
    """Light and sight over the places of one assessment.

    Parameters
    ----------
    assessment : Assessment
    """

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._light: dict[str, LightBands | None] = {}
        self._sight: dict[str, SightMap | None] = {}
        self._upright: dict[str, RoadVertical | None] = {}

    def light(self, place: Feature) -> LightBands | None:
        """Illuminance over a place, as :func:`light_bands` gives it."""
        return self._once(self._light, light_bands, place)

    def sight(self, place: Feature) -> SightMap | None:
        """What of a place is seen, as :func:`sight_map` gives it."""
        return self._once(self._sight, sight_map, place)

    def upright(self, place: Feature) -> RoadVertical | None:
        """Light across a road's axis, as :func:`upright_light` gives it."""
        return self._once(self._upright, upright_light, place)

    def _once(
        self,
        known: dict[str, T],
        compute: Callable[[Assessment, Feature], T],
        place: Feature,
    ) -> T:
        if place.id not in known:
            known[place.id] = compute(self._assessment, place)
        return known[place.id]


def drawings_of(assessment: Assessment) -> Drawings:
    """Return the drawings of an assessment: HTML and PDF, ja and en share them."""
    return _drawings(_Same(assessment))


class _Same:
    """An assessment as a key: to compare all its findings would take longer."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment

    def __hash__(self) -> int:
        return id(self.assessment)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.assessment is self.assessment


@lru_cache(maxsize=1)
def _drawings(same: _Same) -> Drawings:
    return Drawings(same.assessment)
