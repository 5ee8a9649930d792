"""All claims, in the order of the page. A claim is one file and one line here."""

from __future__ import annotations

from benchmarks import (
    assessing,
    cold_start,
    edits,
    illuminance,
    isovist,
    town,
    viewshed,
)
from benchmarks.claims import Claim

CLAIMS: tuple[Claim, ...] = (
    isovist.CLAIM,
    viewshed.CLAIM,
    illuminance.CLAIM,
    edits.CLAIM,
    town.CLAIM,
    assessing.CLAIM,
    cold_start.CLAIM,
)
