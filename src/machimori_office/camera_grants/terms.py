"""A scheme of grants: who pays which share, how it is rounded, and up to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from machimori_office.applications.terms import Terms
from machimori_office.web.words import Words


@dataclass(frozen=True, kw_only=True)
class Payer:
    """One that pays a share of the cost.

    Parameters
    ----------
    id : str
        A stable word.
    name : Words
    share : str
        A fraction of the cost: ``1/2``.
    round_down_to_yen : int
        The sum is a multiple of this: 1000 cuts what is below a thousand yen.
    most_yen, most_yen_a_camera : int or None
        Never more than that.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: Words
    share: str
    round_down_to_yen: int = 1
    most_yen: int | None = None
    most_yen_a_camera: int | None = None

    def __post_init__(self) -> None:
        if self.round_down_to_yen < 1:
            raise ValueError("a sum is a multiple of one yen at least")
        if not 0 <= self.fraction <= 1:
            raise ValueError(f"{self.share} is no share of the cost")

    @property
    def fraction(self) -> Fraction:
        """The share as an exact number."""
        return Fraction(self.share)


@dataclass(frozen=True, kw_only=True)
class GrantTerms(Terms):
    """The rule of grants in a fiscal year.

    Parameters
    ----------
    payers : tuple of Payer
        Those that pay a fixed share; the group pays what is left.
    upkeep_years : int
        For so long the group keeps the cameras up.
    """

    payers: tuple[Payer, ...]
    upkeep_years: int = 5

    def __post_init__(self) -> None:
        super().__post_init__()
        if sum(payer.fraction for payer in self.payers) > 1:
            raise ValueError("the payers' shares are more than the whole cost")
