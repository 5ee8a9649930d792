"""What the cells of streets, parks and routes add up to: exact across tiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.town.zones import Zone

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNITS_A_LX = 2**20
"""Light is added up in whole millionths of a lux, so that no order of adding matters.

A single precision number has no finer steps from 8 lx on."""


@dataclass(frozen=True)
class Sums:
    """Sums over the open cells of some zones.

    Parameters
    ----------
    zones : (n,) array
        Numbers of the zones.
    cells, dark, seen, uncertain : (n,) arrays
        How many cells; of them the dark ones, those that somebody sees and those near a
        lamp whose light nobody knows.
    watchers : (n,) array
        Eyes that see each cell, added up.
    light : (n,) array
        Illuminance of all cells, in :data:`UNITS_A_LX`.
    least_lx : (n,) array
        Of the darkest cell; ``inf`` where there is none. [lx]
    """

    zones: Ints
    cells: Ints
    dark: Ints
    seen: Ints
    uncertain: Ints
    watchers: Ints
    light: Ints
    least_lx: Floats

    @classmethod
    def together(cls, parts: Iterable[Sums], count: int) -> Sums:
        """Add up the sums of tiles, for so many zones."""
        counts = np.zeros((6, count), dtype=np.int64)
        least_lx = np.full(count, np.inf)
        for part in parts:
            for total, values in zip(counts, part.counts(), strict=True):
                np.add.at(total, part.zones, values)
            np.minimum.at(least_lx, part.zones, part.least_lx)
        cells, dark, seen, uncertain, watchers, light = counts
        every = np.arange(count)
        return cls(every, cells, dark, seen, uncertain, watchers, light, least_lx)

    def counts(self) -> tuple[Ints, ...]:
        """All that is added up."""
        return (
            self.cells,
            self.dark,
            self.seen,
            self.uncertain,
            self.watchers,
            self.light,
        )


@dataclass(frozen=True, kw_only=True)
class ZoneResult:
    """One street, park or route in numbers; None where it has no open cell.

    Parameters
    ----------
    zone : Zone
    cells : int
    mean_lx, min_lx : float or None
        Lower bounds where light is uncertain. [lx]
    dark_share : float or None
        An upper bound where light is uncertain.
    seen_share, mean_watchers : float or None
    uncertain_share : float or None
        Share of the cells near a lamp whose light nobody knows.
    """

    zone: Zone
    cells: int
    mean_lx: float | None
    min_lx: float | None
    dark_share: float | None
    seen_share: float | None
    mean_watchers: float | None
    uncertain_share: float | None

    @property
    def is_light_certain(self) -> bool:
        """Whether the light of every lamp about it is known."""
        return self.uncertain_share == 0.0


def zone_results(zones: tuple[Zone, ...], sums: Sums) -> tuple[ZoneResult, ...]:
    """Put sums into the numbers that a reader wants.

    Parameters
    ----------
    zones : tuple of Zone
    sums : Sums
        Over all of them.

    Returns
    -------
    tuple of ZoneResult
        In the order of the zones.
    """
    return tuple(_result(zone, sums, n) for n, zone in enumerate(zones))


def _result(zone: Zone, sums: Sums, n: int) -> ZoneResult:
    cells = int(sums.cells[n])

    def share(counts: Ints) -> float | None:
        return int(counts[n]) / cells if cells else None

    light = share(sums.light)
    return ZoneResult(
        zone=zone,
        cells=cells,
        mean_lx=None if light is None else light / UNITS_A_LX,
        min_lx=float(sums.least_lx[n]) if cells else None,
        dark_share=share(sums.dark),
        seen_share=share(sums.seen),
        mean_watchers=share(sums.watchers),
        uncertain_share=share(sums.uncertain),
    )
