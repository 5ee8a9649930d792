"""All claims, in the order of the page. A claim is one file and one line here."""

from __future__ import annotations

from benchmarks import (
    assessing,
    cold_start,
    edits,
    gi_star,
    illuminance,
    isovist,
    kernel_density,
    lists,
    near_repeat,
    network_density,
    patrol_plan,
    public_archive,
    subscribers,
    town,
    viewshed,
    watching,
)
from benchmarks.claims import Claim
from benchmarks.sending import claim as sending

CLAIMS: tuple[Claim, ...] = (
    isovist.CLAIM,
    viewshed.CLAIM,
    illuminance.CLAIM,
    edits.CLAIM,
    town.CLAIM,
    assessing.CLAIM,
    gi_star.CLAIM,
    kernel_density.CLAIM,
    near_repeat.CLAIM,
    network_density.CLAIM,
    watching.CLAIM,
    patrol_plan.CLAIM,
    subscribers.CLAIM,
    *lists.CLAIMS,
    sending.CLAIM,
    sending.MILLION_CLAIM,
    cold_start.CLAIM,
    public_archive.CLAIM,
)
