"""Where pupils set out: homes spread along the streets of their block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.language import Text
from machimori.streets import (
    Positions,
    StreetGraph,
    cut_evenly,
    walking_distances_m,
)
from machimori.watch.assumptions import Assumptions
from machimori.watch.gates import gates_of
from machimori.watch.model import Block, Destination, Neighbourhood

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PER_SCHOOL = 100.0
"""Children that a school of unknown size is given, so that flows are shares of them."""

_PIECE_M = 40.0
"""Homes are spread more coarsely than watching is looked at."""


@dataclass(frozen=True, eq=False)
class Homes:
    """Where pupils live, as positions on the streets.

    Parameters
    ----------
    positions : Positions
        k of them.
    school : (k,) array
        To which school they go.
    children : (k,) array
        How many, in fractions.
    is_relative : (s,) bool array
        Schools of which nobody said how many pupils they have: theirs count of 100.
    notes : tuple of Text
        What could not be placed.
    """

    positions: Positions
    school: Ints
    children: Floats
    is_relative: Bools
    notes: tuple[Text, ...]


def spread_homes(place: Neighbourhood, assumptions: Assumptions) -> Homes:
    """Spread pupils along the streets in which they live.

    Parameters
    ----------
    place : Neighbourhood
    assumptions : Assumptions
        ``home-reach``.

    Returns
    -------
    Homes
        Evenly by length within each block. Children of a block without any street go
        to the nearest one. Where no block says how many live there, each school has
        its own number, or 100.
    """
    at, length_m, middles = _pieces(place.graph)
    school = _schools_of(place, at, middles)
    block = _areas_holding([one.area for one in place.blocks], middles)
    if any(one.children is not None for one in place.blocks):
        return _by_block(place, assumptions, (at, length_m, school, block))
    return _by_school(place, (at, length_m, school, block))


_Pieces = tuple[Positions, Floats, Ints, Ints]


def _pieces(graph: StreetGraph) -> tuple[Positions, Floats, Floats]:
    cut = cut_evenly(graph, _PIECE_M)
    lived_along = (graph.known("is_walkable") == 1.0)[cut.segment]
    middles = cut.middles(graph)[lived_along]
    at = Positions(cut.segment, cut.middle_m, np.zeros(len(cut.segment)))[lived_along]
    return at, (cut.to_m - cut.from_m)[lived_along], middles


def _schools_of(place: Neighbourhood, at: Positions, middles: Floats) -> Ints:
    """School of each piece: by district where they are drawn, else the nearest."""
    districts = [school.district for school in place.schools]
    if all(district is not None for district in districts) and districts:
        return _areas_holding([d for d in districts if d is not None], middles)
    if not place.schools:
        return np.full(len(at), -1, dtype=np.int64)
    away = np.array([_way_to(place.graph, school, at) for school in place.schools])
    spots = shapely.points(middles)
    beeline = np.array([shapely.distance(spots, s.point) for s in place.schools])
    # Who can walk to no school belongs to the nearest all the same, and is told.
    nearest: Ints = np.where(
        np.isfinite(away.min(axis=0)), away.argmin(axis=0), beeline.argmin(axis=0)
    )
    return nearest


def _way_to(graph: StreetGraph, school: Destination, at: Positions) -> Floats:
    ways = [np.full((1, len(at)), np.inf)]
    ways += [walking_distances_m(graph, g, at) for g in gates_of(graph, school.point)]
    shortest: Floats = np.min(ways, axis=0)[0]
    return shortest


def _areas_holding(areas: list[shapely.Geometry], points: Floats) -> Ints:
    """Number of the first area that holds each point; -1 where none does."""
    found = np.full(len(points), -1, dtype=np.int64)
    tree = shapely.STRtree(shapely.points(points))
    for number in reversed(range(len(areas))):
        found[tree.query(areas[number], "intersects")] = number
    return found


def _by_school(place: Neighbourhood, pieces: _Pieces) -> Homes:
    at, length_m, school, block = pieces
    lived_in = school >= 0
    if place.blocks:
        lived_in &= block >= 0
    count = len(place.schools)
    total_m = np.bincount(school[lived_in], length_m[lived_in], minlength=count)
    stated = [one.children for one in place.schools]
    size = np.array([PER_SCHOOL if n is None else n for n in stated])
    own = school[lived_in]
    children = length_m[lived_in] / total_m[own] * size[own]
    is_relative = np.array([n is None for n in stated], dtype=bool)
    empty = [s.name for s, m in zip(place.schools, total_m, strict=True) if m == 0]
    notes = [_NO_STREET_OF_SCHOOL.format(name=name) for name in empty]
    return Homes(at[lived_in], own, children, is_relative, tuple(notes))


def _by_block(place: Neighbourhood, assumptions: Assumptions, pieces: _Pieces) -> Homes:
    at, length_m, school, block = pieces
    shares = np.zeros(len(at))
    notes: list[Text] = []
    lost: list[tuple[Block, float]] = []
    for number, one in enumerate(place.blocks):
        inside = (block == number) & (school >= 0)
        if one.children is None:
            notes.append(_UNKNOWN_BLOCK.format(name=one.id))
        elif inside.any():
            total = length_m[inside].sum()
            shares[inside] += length_m[inside] / total * one.children
        elif one.children > 0:
            lost.append((one, one.children))
    strays, left = _beside_streets(place, assumptions, lost, (at, school))
    notes += [_NO_STREET_OF_BLOCK.format(name=b.id, children=n) for b, n in left]
    for nearest, children in strays:
        shares[nearest] += children
    homes = shares > 0
    is_relative = np.zeros(len(place.schools), dtype=bool)
    return Homes(at[homes], school[homes], shares[homes], is_relative, tuple(notes))


def _beside_streets(
    place: Neighbourhood,
    assumptions: Assumptions,
    lost: list[tuple[Block, float]],
    pieces: tuple[Positions, Ints],
) -> tuple[list[tuple[int, float]], list[tuple[Block, float]]]:
    """Take the children of blocks without streets to the nearest one, if it is near."""
    at, school = pieces
    usable = np.flatnonzero(school >= 0)
    spots = at[usable].points(place.graph)
    placed, left = [], []
    for block, children in lost:
        away = shapely.distance(shapely.points(spots), block.area)
        if len(away) and away.min() <= assumptions["home-reach"]:
            placed.append((int(usable[away.argmin()]), children))
        else:
            left.append((block, children))
    return placed, left


_UNKNOWN_BLOCK = Text(
    ja="区域「{name}」の児童数が分からないため、数えていません。",
    en="How many children live in {name} is unknown: they are not counted.",
)
_NO_STREET_OF_BLOCK = Text(
    ja="区域「{name}」の児童{children:g}人の近くに道路がないため、数えていません。",
    en="No street is near the {children:g} children of {name}: they are not counted.",
)
_NO_STREET_OF_SCHOOL = Text(
    ja="「{name}」の学区に道路がないため、児童の流れを数えていません。",
    en="No street lies in the district of {name}: its pupils are not counted.",
)
