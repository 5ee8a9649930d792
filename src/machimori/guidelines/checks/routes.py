"""What one meets all along a way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.guidelines.checks.base import Check, Method, Needs, ParameterId


@dataclass(frozen=True, kw_only=True)
class NearThroughout(Check):
    """From wherever one is on the element, something of these kinds is near.

    Parameters
    ----------
    kinds : tuple of str
        What should be near.
    distance_at_most : ParameterId
        From any point to the nearest.
    """

    check: Literal["near_throughout"] = "near_throughout"
    kinds: tuple[str, ...]
    distance_at_most: ParameterId

    @property
    def quantity(self) -> str:
        """Distance from the point that is farthest from any of them."""
        return "farthest_m:" + "|".join(self.kinds)

    @property
    def needs(self) -> Needs:
        """A nearer one could be unmapped."""
        return Needs(to_fail=self.kinds)


@dataclass(frozen=True, kw_only=True)
class WatchGaps(Check):
    """It is known where and when nobody watches over children on their way."""

    check: Literal["watch_gaps"] = "watch_gaps"
    methods: tuple[Method, ...] = ("computed", "recorded", "surveyed", "declared")

    @property
    def quantity(self) -> str:
        """A record that somebody surveyed the gaps counts."""
        return "activity:watch-gap-survey"
