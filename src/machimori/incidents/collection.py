"""Incidents together, and as arrays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from machimori.incidents.blocks import Blocks, Floats, Ints
from machimori.incidents.model import Incident, Source, When
from machimori.incidents.vocabulary import incident_vocabulary

Days = NDArray[np.datetime64]
Booleans = NDArray[np.bool_]

UNKNOWN = -1
"""Index of no block, and hour of no hour."""


@dataclass(frozen=True, eq=False)
class Columns:
    """Incidents as arrays, one value each, in the order of the collection.

    Parameters
    ----------
    kind : (n,) array of int
        Place in the vocabulary's order of kinds.
    block : (n,) array of int
        Index into the collection's blocks; ``UNKNOWN`` where it is in none.
    day : (n,) array of datetime64[D]
        Not a time where the day is not known exactly.
    first_day, last_day : (n,) array of datetime64[D]
        Within which it began; not a time where nothing is known.
    hour : (n,) array of int
        Hour of the day in which it began; ``UNKNOWN`` where unknown or a span.
    xy_m : (n, 2) array
        Real points only: NaN where no more than the block is known. [m]
    is_reported : (n,) array of bool
        False where a patrol found it.
    """

    kind: Ints
    block: Ints
    day: Days
    first_day: Days
    last_day: Days
    hour: Ints
    xy_m: Floats
    is_reported: Booleans

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True)
class Incidents:
    """Incidents, the blocks that they happened in, and where they were read from.

    Parameters
    ----------
    items : tuple of Incident
    blocks : Blocks
        May be none, where no table of blocks was given; their frame also places points.
    sources : mapping of str to Source
        By id.
    """

    items: tuple[Incident, ...]
    blocks: Blocks = field(default_factory=Blocks)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Incident]:
        return iter(self.items)

    @cached_property
    def columns(self) -> Columns:
        """The incidents as arrays."""
        whens = [incident.when for incident in self.items]
        kind_index, block_index = incident_vocabulary().kind_index, self.blocks.index
        return Columns(
            kind=_ints([kind_index[i.kind] for i in self.items]),
            block=_ints(
                [block_index.get(i.where.block or "", UNKNOWN) for i in self.items]
            ),
            day=_days([when.day for when in whens]),
            first_day=_days([when.first_on for when in whens]),
            last_day=_days([when.last_on for when in whens]),
            hour=_ints([_hour(when) for when in whens]),
            xy_m=self._points_m(),
            is_reported=np.array(
                [i.known_by == "reported" for i in self.items], dtype=np.bool_
            ),
        )

    def _points_m(self) -> Floats:
        lon_lat = np.array(
            [
                (np.nan, np.nan) if i.where.lon is None else (i.where.lon, i.where.lat)
                for i in self.items
            ],
            dtype=np.float64,
        ).reshape(-1, 2)
        xy_m = np.full_like(lon_lat, np.nan)
        known = ~np.isnan(lon_lat).any(axis=1)
        if known.any():
            xy_m[known] = self.blocks.frame.to_plane(lon_lat[known])
        return xy_m

    def only(self, keep: Callable[[Incident], bool]) -> Incidents:
        """Return the incidents that fit, with the same blocks and sources."""
        return replace(self, items=tuple(filter(keep, self.items)))

    def of_kinds(self, kinds: Collection[str]) -> Incidents:
        """Return the incidents of some kinds."""
        return self.only(lambda incident: incident.kind in kinds)

    def between(self, first_on: date, last_on: date) -> Incidents:
        """Return the incidents that began for certain within some days, both included.

        What may as well have begun outside is left out.
        """
        return self.only(lambda incident: _is_within(incident.when, first_on, last_on))

    def counts_by_block(self) -> Ints:
        """Count the incidents of every block: (blocks,) array of int."""
        block = self.columns.block
        return np.bincount(block[block != UNKNOWN], minlength=len(self.blocks)).astype(
            np.int64
        )


def _is_within(when: When, first_on: date, last_on: date) -> bool:
    if when.first_on is None or when.last_on is None:
        return False
    return first_on <= when.first_on and when.last_on <= last_on


def _hour(when: When) -> int:
    return UNKNOWN if when.hour_of_day is None else when.hour_of_day


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _days(values: list[date | None]) -> Days:
    return np.array(values, dtype="datetime64[D]")
