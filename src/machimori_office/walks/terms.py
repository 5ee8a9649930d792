"""The city's rule of plans of walks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class WalkRule:
    """The rule of plans.

    Parameters
    ----------
    kept_months : int
        So long after its last day a plan is kept; records of what was walked stay.
    told_within_days : int
        So long after a walk nobody is asked whether it was walked.
    random_share : float
        Least share of a car's rounds that go to places drawn by lot.
    most_weeks : int
        Weeks in a row in which one place may be visited by the same walkers.
    posts_apart_m : float
        How far posts stand from one another. [m]
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    kept_months: int
    told_within_days: int
    random_share: float
    most_weeks: int
    posts_apart_m: float

    def __post_init__(self) -> None:
        """Refuse what no plan can be made of."""
        if not 0 <= self.random_share <= 1 or self.most_weeks < 1:
            raise ValueError("random_share from 0 to 1, most_weeks from 1")
        if self.kept_months < 1 or self.told_within_days < 0 or self.posts_apart_m < 0:
            raise ValueError("kept_months from 1, the others from 0")
