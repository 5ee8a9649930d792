"""Town blocks (町丁目): the smallest areas by which the police publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.geometry import PlaneFrame

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_UNPLACED = PlaneFrame(None)

TOUCHING_M = 1.0
"""Blocks that were drawn this far apart still touch: their common line was drawn twice.
[m]"""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One town block.

    Parameters
    ----------
    id : str
        Unique: the census key (KEY_CODE), or prefecture, municipality and name.
    name : str
        As its own table writes it, without the municipality.
    prefecture, municipality : str
        Their names; of ordinance-designated cities with the ward.
    municipality_code : str
        Five digits; empty where the table has none.
    centre_m : (float, float) or None
        A point that distances may be measured from, in plane metres. Nothing happened
        there: it must never be drawn as the place of an incident.
    outline : polygon or None
        In plane metres.
    residents : int or None
        How many live there; None where nobody said or the census withholds it.
    """

    id: str
    name: str
    prefecture: str = ""
    municipality: str = ""
    municipality_code: str = ""
    centre_m: tuple[float, float] | None = None
    outline: BaseGeometry | None = None
    residents: int | None = None


@dataclass(frozen=True)
class Blocks:
    """Town blocks in an order, by which arrays refer to them.

    Parameters
    ----------
    items : tuple of Block
    frame : PlaneFrame
        From plane metres back to longitude and latitude.
    """

    items: tuple[Block, ...] = ()
    frame: PlaneFrame = _UNPLACED

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.items)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Place of every block in the order, by id."""
        return {block.id: number for number, block in enumerate(self.items)}

    @cached_property
    def centres_m(self) -> Floats:
        """Points to measure distances from: (n, 2) [m], NaN where unknown."""
        nowhere = (np.nan, np.nan)
        centres = [block.centre_m or nowhere for block in self.items]
        return np.array(centres, dtype=np.float64).reshape(-1, 2)

    @cached_property
    def areas_m2(self) -> Floats:
        """Areas: (n,) [m²], NaN where the outline is unknown."""
        areas = np.array(shapely.area(self._outlines), dtype=np.float64).reshape(-1)
        areas[shapely.is_missing(self._outlines)] = np.nan
        return areas

    @cached_property
    def residents(self) -> Floats:
        """Residents: (n,), NaN where unknown."""
        counts = [np.nan if b.residents is None else b.residents for b in self.items]
        return np.array(counts, dtype=np.float64)

    def neighbours(self, *, within_m: float = TOUCHING_M) -> Ints:
        """Find the pairs of blocks that touch.

        Parameters
        ----------
        within_m : float
            Outlines this far apart still touch. [m]

        Returns
        -------
        (m, 2) array of int
            Indices of both, the smaller one first, each pair once; blocks without
            an outline have no neighbours.
        """
        known = np.flatnonzero(~shapely.is_missing(self._outlines))
        if not len(known):
            return np.empty((0, 2), dtype=np.int64)
        outlines = self._outlines[known]
        tree = shapely.STRtree(outlines)
        left, right = tree.query(outlines, predicate="dwithin", distance=within_m)
        pairs = np.column_stack([known[left], known[right]])[left < right]
        return np.asarray(pairs, dtype=np.int64)

    def in_degrees(self) -> tuple[Block, ...]:
        """Return the blocks with their coordinates as longitude and latitude [deg]."""
        return _moved(self.items, self.frame.to_lon_lat)

    @cached_property
    def _outlines(self) -> NDArray[np.object_]:
        outlines = np.empty(len(self.items), dtype=object)
        outlines[:] = [block.outline for block in self.items]
        return outlines


def lay_out(in_degrees: Iterable[Block]) -> Blocks:
    """Put blocks onto one plane.

    Parameters
    ----------
    in_degrees : iterable of Block
        With outlines and centres as longitude and latitude [deg], as files have them.
        Of blocks with the same id the first counts.

    Returns
    -------
    Blocks
        In plane metres about the middle of them all.
    """
    items = tuple({block.id: block for block in reversed(list(in_degrees))}.values())
    items = items[::-1]
    bounds = [b.outline.bounds for b in items if b.outline is not None]
    bounds += [(*b.centre_m, *b.centre_m) for b in items if b.centre_m is not None]
    if not bounds:
        return Blocks(items)
    corners = np.array(bounds)
    west, south = corners[:, :2].min(axis=0)
    east, north = corners[:, 2:].max(axis=0)
    frame = PlaneFrame.around(float(west + east) / 2, float(south + north) / 2)
    return Blocks(_moved(items, frame.to_plane), frame)


def _moved(
    blocks: Sequence[Block], move: Callable[[Floats], Floats]
) -> tuple[Block, ...]:
    """Move all centres at once, then all outlines."""
    centres = [block.centre_m or (np.nan, np.nan) for block in blocks]
    outlines = np.empty(len(blocks), dtype=object)
    outlines[:] = [block.outline for block in blocks]
    moved = move(np.array(centres, dtype=np.float64).reshape(-1, 2))
    outlines = shapely.transform(outlines, move)
    return tuple(
        replace(
            block,
            centre_m=None if block.centre_m is None else (float(x), float(y)),
            outline=outline,
        )
        for block, (x, y), outline in zip(blocks, moved, outlines, strict=True)
    )
