"""Fields that many forms have: a day that is not ahead, points, and the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.geometry.plane import JAPAN_BOUNDS
from machimori_office.web.reasons import LONGEST, SHORTEST, refusal_of
from machimori_office.web.speaking import spoken

_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_FIRST_TWO = re.compile(rf"\s*({_NUMBERS.pattern})[\s,、]+({_NUMBERS.pattern})[\s,、]*")


class DayInput(forms.DateInput):
    """A day, typed or picked."""

    input_type = "date"


def _not_ahead(day: date) -> None:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day lies ahead."))


class PastDay(forms.DateField):
    """Today or before."""

    widget = DayInput
    default_validators = [_not_ahead]


class MapPoint(forms.CharField):
    """Latitude and longitude as maps on the web give them: 35.6993, 139.5037."""

    def __init__(self, **how: Any) -> None:
        how.setdefault(
            "help_text",
            _(
                "Latitude and longitude as a map on the web gives them, such as "
                "35.69930, 139.50370."
            ),
        )
        super().__init__(max_length=60, **how)

    def clean(self, value: Any) -> Any:
        """Return (lon, lat) [deg]; either order is understood in Japan."""
        written = super().clean(value)
        return point_in_japan(_NUMBERS.findall(_plain(written))) if written else None


def written_point(lon: float, lat: float) -> str:
    """Write a point as the field takes it."""
    return f"{lat:.6f}, {lon:.6f}"


class MapPoints(forms.CharField):
    """Points with their names, one a line: 35.6993, 139.5037 in front of the gate."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> Any:
        """Return a list of {"name", "lon", "lat"}."""
        lines = [line for line in _plain(super().clean(value)).splitlines() if line]
        return [_named_point(line) for line in lines if line.strip()]


def written_points(points: list[dict[str, Any]]) -> str:
    """Write named points as the field takes them."""
    return "\n".join(
        f"{written_point(one['lon'], one['lat'])} {one['name']}" for one in points
    )


def point_in_japan(numbers: Sequence[str]) -> tuple[float, float]:
    """Return (lon, lat) [deg] of two numbers in either order.

    Raises
    ------
    ValidationError
    """
    found = [float(one) for one in numbers]
    west, south, east, north = JAPAN_BOUNDS
    for lat, lon in [found, found[::-1]] if len(found) == 2 else []:
        if west <= lon <= east and south <= lat <= north:
            return lon, lat
    raise forms.ValidationError(_("This is no point in Japan."))


def _named_point(line: str) -> dict[str, Any]:
    found = _FIRST_TWO.match(line)
    lon, lat = point_in_japan(found.groups() if found else ())
    return {"name": line[found.end() :].strip()[:80], "lon": lon, "lat": lat}  # type: ignore[union-attr]


def _plain(written: str) -> str:
    return unicodedata.normalize("NFKC", written)


def _may_be_written_down(written: str) -> None:
    refusal = refusal_of(written)
    if refusal:
        raise forms.ValidationError(spoken(refusal))


def reason(**how: Any) -> forms.CharField:
    """Return the field that asks why; the answer stays in the audit."""
    how.setdefault("label", _("Reason"))
    return forms.CharField(
        min_length=SHORTEST,
        max_length=LONGEST,
        help_text=_("Stays in the audit for good. Leave out names and addresses."),
        validators=[_may_be_written_down],
        **how,
    )
