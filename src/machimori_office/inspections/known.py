"""All that the office knows about a place besides its scene."""

from __future__ import annotations

from datetime import date

from machimori.assessment import Evidence, evidence_of_records
from machimori.guidelines import shipped_catalogue
from machimori.scene import Scene
from machimori_office.inspections.models import Site
from machimori_office.inspections.rounds.measured import lux_evidence
from machimori_office.inspections.self_checks.declared import declared
from machimori_office.records.handing_out import known_records


def evidence(site: Site, scene: Scene, *, on: date) -> list[Evidence]:
    """Return what was recorded, declared and measured, as the library takes it."""
    parameters = shipped_catalogue().parameters
    return [
        *evidence_of_records(known_records()),
        *declared(site, on=on),
        *lux_evidence(scene, site, on=on, parameters=parameters),
    ]
