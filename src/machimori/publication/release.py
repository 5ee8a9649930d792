"""What is published: rows of counts as they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from machimori.language import Text
from machimori.publication.shown import ColourClass, Shown, colour_class, rate
from machimori.publication.tally import Window

ALL = "all"
"""Stands for all areas, or all kinds, in a row that is a sum."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One count as it is published.

    Parameters
    ----------
    area : str
        Id, or ``ALL``.
    kinds : tuple of str
        Kinds that are counted together, or only ``ALL``.
    window : Window
    shown : Shown
    residents : int or None
        Of the area.
    """

    area: str
    kinds: tuple[str, ...]
    window: Window
    shown: Shown
    residents: int | None = None

    @property
    def rate(self) -> float | None:
        """Incidents per 1,000 residents, where a rate may be published."""
        return rate(self.shown, self.residents)

    @property
    def colour_class(self) -> ColourClass:
        """The class of the map."""
        return colour_class(self.shown)


@dataclass(frozen=True, kw_only=True)
class Release:
    """A publication that withstood the attack.

    Parameters
    ----------
    rows : tuple of Row
    windows : tuple of Window
    reasons : tuple of Text
        What was held back, and why; printed with the publication.
    attacked : int
        How many small counts the attack tried to work out, in vain.
    """

    rows: tuple[Row, ...]
    windows: tuple[Window, ...]
    reasons: tuple[Text, ...] = ()
    attacked: int = 0
