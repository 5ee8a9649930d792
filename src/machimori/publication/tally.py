"""Counts by area, kind and time, as fine as anything that was or will be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from machimori.incidents import UNKNOWN, Incidents

Counts = NDArray[np.int64]
Booleans = NDArray[np.bool_]

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Window:
    """Days over which incidents are counted, both included."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.first_on > self.last_on:
            raise ValueError(f"{self.first_on} is after {self.last_on}")


@dataclass(frozen=True, eq=False)
class Tally:
    """The truth that a publication is made of.

    Parameters
    ----------
    areas : tuple of str
        Ids.
    kinds : tuple of str
        Of the vocabulary.
    atoms : tuple of Window
        Pieces of time, in order, of which every window consists.
    counts : (areas, kinds, atoms) array of int
    """

    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    atoms: tuple[Window, ...]
    counts: Counts

    def within(self, window: Window) -> Booleans:
        """Tell which atoms a window consists of: (atoms,) array."""
        return np.array(
            [
                window.first_on <= atom.first_on and atom.last_on <= window.last_on
                for atom in self.atoms
            ],
            dtype=np.bool_,
        )

    @cached_property
    def size(self) -> int:
        """How many counts there are."""
        return self.counts.size


def atoms_of(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Cut time at the ends of all windows.

    Parameters
    ----------
    windows : iterable of Window

    Returns
    -------
    tuple of Window
        Pieces that no window divides, in order; days in no window are left out.
    """
    windows = tuple(windows)
    cuts = {w.first_on for w in windows} | {w.last_on + _A_DAY for w in windows}
    ordered = sorted(cuts)
    pieces = (Window(first, after - _A_DAY) for first, after in pairwise(ordered))
    return tuple(
        piece
        for piece in pieces
        if any(w.first_on <= piece.first_on <= w.last_on for w in windows)
    )


def tally(
    incidents: Incidents, kinds: Sequence[str], windows: Iterable[Window]
) -> Tally:
    """Count incidents by block, kind and piece of time.

    Parameters
    ----------
    incidents : Incidents
        Joined to blocks. What is in no block, or on no certain day of a piece, or was
        found on patrol, is not counted.
    kinds : sequence of str
    windows : iterable of Window

    Returns
    -------
    Tally
        Of all blocks that the collection has.
    """
    atoms = atoms_of(windows)
    areas = tuple(block.id for block in incidents.blocks)
    counts = np.zeros((len(areas), len(kinds), len(atoms)), dtype=np.int64)
    place = {kind: number for number, kind in enumerate(kinds)}
    for one, block in zip(incidents, incidents.columns.block, strict=True):
        atom = _atom_of(one.when.first_on, one.when.last_on, atoms)
        is_counted = one.kind in place and one.known_by == "reported"
        if is_counted and block != UNKNOWN and atom is not None:
            counts[block, place[one.kind], atom] += 1
    return Tally(areas, tuple(kinds), atoms, counts)


def _atom_of(
    first_on: date | None, last_on: date | None, atoms: Sequence[Window]
) -> int | None:
    if first_on is None or last_on is None:
        return None
    return next(
        (
            number
            for number, atom in enumerate(atoms)
            if atom.first_on <= first_on and last_on <= atom.last_on
        ),
        None,
    )
