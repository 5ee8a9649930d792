"""How a count is shown: exactly, as "1-2", as a range, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.language import Text

FEW = 2
"""Counts from 1 to this are shown as a range, so that nobody is recognised. Chosen: the
least that the threshold rules of statistical offices ask."""

LEAST_RESIDENTS = 500
"""Fewer residents give no rate: one incident more would double it. Chosen."""

PER_RESIDENTS = 1000
"""Rates are per so many residents."""

Mark = Literal["zero", "few", "exact", "range", "withheld"]


@dataclass(frozen=True)
class Shown:
    """What is published of a count, and so all that anybody may know of it.

    Parameters
    ----------
    mark : str
        ``zero`` (nothing happened), ``few`` (1 or 2), ``exact``, ``range`` (no more
        than the parts of a sum tell already), ``withheld`` (3 or more: kept back
        because a neighbour could be worked out from it).
    low, high : int or None
        Between which it lies; None where it has no upper end.
    """

    mark: Mark
    low: int
    high: int | None

    @property
    def words(self) -> str:
        """What stands in a table."""
        if self.mark == "withheld":
            return "…"
        if self.low == self.high:
            return f"{self.low:,}"
        return f"{self.low:,}-{self.high:,}"

    @property
    def count(self) -> int | None:
        """The count, where it is shown exactly."""
        return self.low if self.mark in ("zero", "exact") else None

    def is_true(self, count: int) -> bool:
        """Tell whether it may be said of a count."""
        return self.low <= count and (self.high is None or count <= self.high)


ZERO = Shown("zero", 0, 0)
A_FEW = Shown("few", 1, FEW)
WITHHELD = Shown("withheld", FEW + 1, None)


def shown_count(count: int) -> Shown:
    """Show a count by itself.

    Parameters
    ----------
    count : int

    Returns
    -------
    Shown
        Zero and few are never the same.

    Raises
    ------
    ValueError
        Where it is negative.
    """
    if count < 0:
        raise ValueError(f"a count is not negative: {count}")
    if count == 0:
        return ZERO
    return A_FEW if count <= FEW else Shown("exact", count, count)


def shown_sum(parts: list[Shown], total: int) -> Shown:
    """Show a sum whose parts are shown as well.

    Whether it is exact depends on how the parts are shown and never on their counts:
    otherwise a range would tell that the exact sum would have given something away.

    Parameters
    ----------
    parts : list of Shown
    total : int

    Returns
    -------
    Shown
    """
    if all(part.mark in ("zero", "exact") for part in parts):
        return shown_count(total)
    low = sum(part.low for part in parts)
    ends = [part.high for part in parts]
    if any(end is None for end in ends):
        return Shown("withheld", max(low, FEW + 1), None)
    high = sum(end for end in ends if end is not None)
    return A_FEW if (low, high) == (1, FEW) else Shown("range", low, high)


def rate(shown: Shown, residents: int | None) -> float | None:
    """Return incidents per 1,000 residents.

    Parameters
    ----------
    shown : Shown
    residents : int or None

    Returns
    -------
    float or None
        None where the count is not shown exactly, or residents are unknown or fewer
        than ``LEAST_RESIDENTS``.
    """
    if shown.count is None or residents is None or residents < LEAST_RESIDENTS:
        return None
    return shown.count * PER_RESIDENTS / residents


@dataclass(frozen=True)
class ColourClass:
    """Counts that have one colour on every map, whatever the other counts are.

    Parameters
    ----------
    id : str
    label : Text
    low, high : int or None
        Counts that belong to it; None where it has no upper end.
    colour : str
        Of the area on a map; ``none`` leaves it to the hatching of its kind.
    """

    id: str
    label: Text
    low: int
    high: int | None
    colour: str


CLASSES = (
    ColourClass("3-5", Text(ja="3〜5件", en="3 to 5"), 3, 5, "#d3e2f2"),
    ColourClass("6-10", Text(ja="6〜10件", en="6 to 10"), 6, 10, "#9fc3e2"),
    ColourClass("11-20", Text(ja="11〜20件", en="11 to 20"), 11, 20, "#5c9bce"),
    ColourClass("21-50", Text(ja="21〜50件", en="21 to 50"), 21, 50, "#2a6cae"),
    ColourClass("51-", Text(ja="51件以上", en="51 or more"), 51, None, "#103f7c"),
)
"""Fixed for good and for all maps: classes made of the counts at hand, quantiles or
ranks, would tell of a count what its number does not."""

UNCOLOURED = (
    ColourClass("0", Text(ja="0件", en="none"), 0, 0, "#ffffff"),
    ColourClass("1-2", Text(ja="1〜2件", en="1 or 2"), 1, FEW, "none"),
    ColourClass("withheld", Text(ja="非公表", en="not published"), 1, None, "none"),
)
"""Without colour: nothing, few, and what is withheld, each told apart."""


def colour_class(shown: Shown) -> ColourClass:
    """Return the class of what is shown.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    ColourClass
        That of withheld counts for a range that no single class holds.
    """
    zero, few, withheld = UNCOLOURED
    of_mark = {"zero": zero, "few": few, "withheld": withheld}
    if shown.mark in of_mark or shown.high is None:
        return of_mark.get(shown.mark, withheld)
    high = shown.high
    fitting = (c for c in CLASSES if c.low <= shown.low and high <= (c.high or high))
    return next(fitting, withheld)
