"""Places that are published: public ones exactly, private homes only as their block.

Houses that take children in when they are in danger (こども110番の家) are private
homes. In open data they would tell where somebody lives; on the map that a school gives
its own children they have to be found, and the household has agreed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely

from machimori.incidents import Blocks
from machimori.publication.shown import Shown, shown_count

Audience = Literal["open_data", "own_children"]
"""Everybody; or the children of a school and those who guard them."""


@dataclass(frozen=True, kw_only=True)
class GuardedPlace:
    """A place that helps or matters, before it is published.

    Parameters
    ----------
    id : str
    kind : str
        Such as ``refuge``, ``police_box``, ``park``.
    at_m : (float, float)
        In the plane metres of the blocks. [m]
    is_home : bool
        Whether somebody lives there. Where nobody knows: true.
    has_consent : bool
        Whether the household agreed to be on the children's map.
    """

    id: str
    kind: str
    at_m: tuple[float, float]
    is_home: bool = True
    has_consent: bool = False


@dataclass(frozen=True, kw_only=True)
class PublishedPlace:
    """A place as it may be published.

    Parameters
    ----------
    kind : str
    at_m : (float, float) or None
        None where only the block may be told.
    block : str or None
        Id; None where it lies in none, or is told exactly.
    shown : Shown
        How many there are.
    """

    kind: str
    at_m: tuple[float, float] | None
    block: str | None
    shown: Shown


def publish_places(
    places: Iterable[GuardedPlace], blocks: Blocks, *, audience: Audience
) -> tuple[PublishedPlace, ...]:
    """Make of places what an audience may see.

    Parameters
    ----------
    places : iterable of GuardedPlace
    blocks : Blocks
        With outlines, in which homes are hidden.
    audience : "open_data" or "own_children"

    Returns
    -------
    tuple of PublishedPlace
        For everybody: public places exactly, homes as how many of a kind there are in
        each block, one or two as 1-2. For a school's own children: homes that agreed
        exactly as well, all others not at all. No home keeps its id.
    """
    places = tuple(places)
    shown = [_exactly(place) for place in places if _is_open(place, audience)]
    if audience == "open_data":
        homes = [place for place in places if place.is_home]
        return (*shown, *_by_block(homes, blocks))
    return tuple(shown)


def _is_open(place: GuardedPlace, audience: Audience) -> bool:
    return not place.is_home or (audience == "own_children" and place.has_consent)


def _exactly(place: GuardedPlace) -> PublishedPlace:
    one = Shown("exact", 1, 1)
    return PublishedPlace(kind=place.kind, at_m=place.at_m, block=None, shown=one)


def _by_block(
    homes: Iterable[GuardedPlace], blocks: Blocks
) -> Iterator[PublishedPlace]:
    """Count homes by kind and block; those in no block are nowhere."""
    homes = list(homes)
    outlines = np.array([block.outline for block in blocks], dtype=object)
    points = shapely.points(
        np.array([home.at_m for home in homes], dtype=np.float64).reshape(-1, 2)
    )
    tree = shapely.STRtree([o for o in outlines if o is not None])
    known = [number for number, outline in enumerate(outlines) if outline is not None]
    found: dict[int, int] = {}
    for home, area in tree.query(points, predicate="intersects").T.tolist():
        found.setdefault(home, known[area])
    counts = Counter((homes[home].kind, area) for home, area in found.items())
    for (kind, area), count in sorted(counts.items()):
        shown = shown_count(count)
        block = blocks.items[area].id
        yield PublishedPlace(kind=kind, at_m=None, block=block, shown=shown)
