"""What only records, or somebody who looks, can prove: the scene itself is silent."""

from __future__ import annotations

from machimori.assessment.context import Context
from machimori.assessment.model import Reason, Verdict
from machimori.guidelines.checks import OffenderPathSimulation, Recorded, Surveyed
from machimori.scene import Feature


def recorded(check: Recorded, element: Feature, context: Context) -> Verdict:
    """Leave it to the records."""
    return Verdict(None, Reason("nobody_looked"))


def surveyed(check: Surveyed, element: Feature, context: Context) -> Verdict:
    """Leave it to somebody who looks."""
    return Verdict(None, Reason("nobody_looked"))


def offender_path_simulation(
    check: OffenderPathSimulation, element: Feature, context: Context
) -> Verdict:
    """Leave it to a record or a survey until the simulation is computed."""
    return Verdict(None, Reason("later_work"))
