"""What can be stood on to get in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.guidelines.checks.base import Check, Needs


@dataclass(frozen=True, kw_only=True)
class NoFoothold(Check):
    """The element is no step up to a window, balcony or roof nearby."""

    check: Literal["no_foothold"] = "no_foothold"

    @property
    def needs(self) -> Needs:
        """A building or opening that is not mapped could be the one."""
        return Needs(to_hold=("building", "window", "balcony"))


@dataclass(frozen=True, kw_only=True)
class HardToClimbTo(Check):
    """Nothing beside the element (a balcony, a window) helps somebody up to it.

    One step away from it is decided by the map; ways up by several steps are not
    computed yet, so that only somebody who looks can say that there is none.
    """

    check: Literal["hard_to_climb_to"] = "hard_to_climb_to"
