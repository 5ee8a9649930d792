"""Which city the incidents are of, as lists of incidents name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class IncidentTerms:
    """The rule of one city.

    Parameters
    ----------
    prefecture, municipality : str
        As lists of incidents write them.
    municipality_code : str
        Five digits (JIS X 0402, without the check digit).
    source : str
        Who usually passes incidents on: the police station.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    prefecture: str
    municipality: str
    municipality_code: str
    source: str
