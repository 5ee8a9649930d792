"""The districts of the example city, for trying the office out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from importlib import resources

from shapely.geometry import Polygon, box, mapping

from machimori_office.audit.services import SYSTEM
from machimori_office.places import services
from machimori_office.places.boundaries import Outline, read_outlines
from machimori_office.places.models import District


def fill(at: datetime) -> None:
    """Read the example's districts; nothing where some are there."""
    if District.objects.exists():
        return
    file = resources.files("machimori_office").joinpath("koganei", "districts.csv")
    outlines = _drawn(read_outlines(file.read_bytes(), file=file.name))
    proposal, _ = services.propose(outlines=outlines, actor=SYSTEM, at=at)
    services.apply(
        proposal_id=proposal.pk,
        retires_missing=False,
        actor=SYSTEM,
        reason="デモの地区",
        at=at,
    )


_ACROSS = 4
_WEST, _NORTH, _WIDE, _HIGH = 139.490, 35.715, 0.012, 0.009


def _drawn(outlines: Iterable[Outline]) -> list[Outline]:
    """Lay the districts side by side: the made-up city has no true boundaries."""
    return [
        replace(outline, geometry=mapping(_cell(*divmod(number, _ACROSS))))
        for number, outline in enumerate(outlines)
    ]


def _cell(row: int, column: int) -> Polygon:
    west, north = _WEST + column * _WIDE, _NORTH - row * _HIGH
    return box(west, north - _HIGH, west + _WIDE, north)
