"""What only records, or somebody who looks, can prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.guidelines.checks.base import Check, Method, ParameterId


@dataclass(frozen=True, kw_only=True)
class Recorded(Check):
    """An activity was recorded, and not too long ago.

    Parameters
    ----------
    activity : str
        A word of ``activities.yaml``.
    within : ParameterId or None
        How long a record holds; None means for good.
    """

    check: Literal["recorded"] = "recorded"
    activity: str
    within: ParameterId | None = None
    methods: tuple[Method, ...] = ("recorded", "surveyed", "declared")

    @property
    def quantity(self) -> str:
        """The activity."""
        return f"activity:{self.activity}"


@dataclass(frozen=True, kw_only=True)
class Surveyed(Check):
    """Only somebody who looks can tell."""

    check: Literal["surveyed"] = "surveyed"
    methods: tuple[Method, ...] = ("surveyed", "declared")


@dataclass(frozen=True, kw_only=True)
class OffenderPathSimulation(Check):
    """Cameras were sited after the three-stage simulation of an offender's path."""

    check: Literal["offender_path_simulation"] = "offender_path_simulation"
    methods: tuple[Method, ...] = ("computed", "recorded", "surveyed", "declared")

    @property
    def quantity(self) -> str:
        """A record that the simulation was done counts."""
        return "activity:offender-path-simulation"
