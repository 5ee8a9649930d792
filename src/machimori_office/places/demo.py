"""The districts of the example city, for trying the office out."""

from __future__ import annotations

from datetime import datetime
from importlib import resources

from machimori_office.audit.services import SYSTEM
from machimori_office.places import services
from machimori_office.places.boundaries import read_outlines
from machimori_office.places.models import District


def fill(at: datetime) -> None:
    """Read the example's districts; nothing where some are there."""
    if District.objects.exists():
        return
    file = resources.files("machimori_office").joinpath("koganei", "districts.csv")
    outlines = read_outlines(file.read_bytes(), file=file.name)
    proposal, _ = services.propose(outlines=outlines, actor=SYSTEM, at=at)
    services.apply(
        proposal_id=proposal.pk,
        retires_missing=False,
        actor=SYSTEM,
        reason="デモの地区",
        at=at,
    )
