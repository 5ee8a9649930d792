"""How bright it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.guidelines.checks.base import Check, Needs, ParameterId


@dataclass(frozen=True, kw_only=True)
class MeanIlluminance(Check):
    """Mean horizontal illuminance on the element's surface reaches a value."""

    check: Literal["mean_illuminance"] = "mean_illuminance"
    at_least: ParameterId

    @property
    def quantity(self) -> str:
        """The mean, in lux."""
        return "mean_illuminance_lx"

    @property
    def needs(self) -> Needs:
        """Unmapped lamps can only raise it, unmapped obstacles only lower it."""
        return Needs(to_hold=("obstacle",), to_fail=("lamp",))


@dataclass(frozen=True, kw_only=True)
class NoDarkPockets(Check):
    """No part of the surface is much darker than the rest."""

    check: Literal["no_dark_pockets"] = "no_dark_pockets"

    @property
    def quantity(self) -> str:
        """Area of the largest dark pocket."""
        return "dark_pocket_m2"

    @property
    def needs(self) -> Needs:
        """Both change it in both directions."""
        return Needs(to_hold=("obstacle", "lamp"), to_fail=("obstacle", "lamp"))


@dataclass(frozen=True, kw_only=True)
class CameraIlluminance(Check):
    """The ground that a camera looks at is bright enough for it."""

    check: Literal["camera_illuminance"] = "camera_illuminance"
    at_least: ParameterId

    @property
    def needs(self) -> Needs:
        """More lamps only help; what hides ground from it changes it both ways."""
        return Needs(to_hold=("obstacle",), to_fail=("obstacle", "lamp"))
