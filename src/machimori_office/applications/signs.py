"""What in an application shows that a condition is met, as the city's dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Sign:
    """What one answer shows about a condition; one that says neither shows nothing.

    Parameters
    ----------
    question : str
        The question whose answer is read.
    says_yes, says_no : tuple of str
        Of a choice: the answers that show it is met, or not. Of lines: words in names;
        one name with a word of `says_yes` shows it is met, and names that all have a
        word of `says_no` show it is not.
    at_least : int or None
        Of a number: that many. Of a day: years of age when the application came.
    nearly : int or None
        From here up to `at_least` the answer alone decides nothing: "about 65".
    more_than_half_of : str
        The question whose number this one has to exceed by half.
    in_the_same_year : bool
        Of a day: in the fiscal year in which the application came.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    question: str
    says_yes: tuple[str, ...] = ()
    says_no: tuple[str, ...] = ()
    at_least: int | None = None
    nearly: int | None = None
    more_than_half_of: str = ""
    in_the_same_year: bool = False
