"""Where walks can begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from machimori_office.patrols.models import School
from machimori_office.walks.models import Spot


class Beginning(forms.ChoiceField):
    """A known place where a walk begins or ends."""

    def __init__(self, **how: Any) -> None:
        super().__init__(choices=_beginnings, **how)

    def clean(self, value: Any) -> Any:
        """Return [lon, lat] [deg], or None."""
        chosen = super().clean(value)
        return known_points().get(chosen) if chosen else None


def _beginnings() -> Iterator[tuple[str, str]]:
    yield "", "—"
    for spot in Spot.objects.filter(is_current=True):
        yield f"spot:{spot.pk}", spot.name
    for school in School.objects.filter(is_current=True):
        if school.posts:
            yield f"school:{school.pk}", school.name


def known_points() -> dict[str, list[float]]:
    """Return where walks can begin, by the value of the choice."""
    spots = Spot.objects.filter(is_current=True)
    found = {f"spot:{spot.pk}": [spot.lon, spot.lat] for spot in spots}
    for school in School.objects.filter(is_current=True):
        if school.posts:
            first = school.posts[0]
            found[f"school:{school.pk}"] = [first["lon"], first["lat"]]
    return found
