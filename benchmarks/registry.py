"""All claims, in the order of the page. A claim is one file and one line here."""

from __future__ import annotations

from benchmarks import isovist
from benchmarks.claims import Claim

CLAIMS: tuple[Claim, ...] = (
    isovist.CLAIM,
    # viewshed: sight over 2.5-dimensional obstacles, beside Embree and r.viewshed
    # illuminance: lamps and shadows, beside Radiance
    # edits: one lamp, camera or hedge moved in a ward
    # town: a whole city in tiles
)
