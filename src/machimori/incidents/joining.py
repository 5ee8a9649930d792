"""Incidents put into the town blocks that they name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

from machimori.incidents.blocks import Block, Blocks, lay_out
from machimori.incidents.collection import Incidents
from machimori.incidents.model import Incident, Where
from machimori.incidents.names import block_key, exact_key, municipality_key, wider_keys

Named = tuple[str, str, str]
"""Prefecture, municipality and block, as published."""

Town = Mapping[str, tuple[Block, ...]]
"""The blocks of a municipality by the keys of their names, exact and folded."""


@dataclass(frozen=True)
class Joined:
    """Incidents that know their block, and what did not join.

    Parameters
    ----------
    incidents : Incidents
        All of them, with the blocks.
    wider : mapping of (prefecture, municipality, block) to int
        Blocks that the table does not divide so finely, and how many incidents were
        put into the whole that holds them.
    unknown : mapping of (prefecture, municipality, block) to int
        Blocks that are in no table, and their incidents.
    """

    incidents: Incidents
    wider: Mapping[Named, int] = field(default_factory=dict)
    unknown: Mapping[Named, int] = field(default_factory=dict)

    @property
    def named(self) -> int:
        """How many incidents name a block."""
        return sum(bool(i.where.block_name) for i in self.incidents)

    @property
    def share(self) -> float:
        """Share of those that name a block that were joined; 1 where none does."""
        return 1 - sum(self.unknown.values()) / self.named if self.named else 1.0


def join(incidents: Incidents, *tables: Blocks) -> Joined:
    """Find the block of every incident that names one.

    Names are compared as :mod:`machimori.incidents.names` folds them, within their
    municipality; by name alone where a table is that of one city and names none. A name
    that two blocks of a municipality share joins neither.

    Parameters
    ----------
    incidents : Incidents
        Those that know their block keep it.
    *tables : Blocks
        The best first: a later one is asked only for what the ones before it lack. Of
        a municipality that an earlier table covers, only such blocks of a later one are
        kept as an incident needs.

    Returns
    -------
    Joined
        Incidents in the order they had.
    """
    kept = list(incidents.blocks.in_degrees())
    items, wider = list(incidents.items), Counter[Named]()
    covered = {_town_of(block) for block in kept}
    for table in tables:
        found = _Gazetteer(table)
        used: set[str] = set()
        for number, incident in enumerate(items):
            if incident.where.block is not None:
                continue
            block, is_exact = found.find(incident.where)
            if block is not None:
                items[number] = _placed(incident, block)
                used.add(block.id)
                wider[_named(incident.where)] += not is_exact
        kept += [
            block
            for block in table.in_degrees()
            if block.id in used or _town_of(block) not in covered
        ]
        covered |= {_town_of(block) for block in table}
    joined = replace(incidents, items=tuple(items), blocks=lay_out(kept))
    return Joined(joined, {n: c for n, c in wider.items() if c}, _unknown(items))


def likely_blocks(blocks: Blocks, named: Named, *, most: int = 2) -> tuple[str, ...]:
    """Suggest which blocks of its municipality a misspelt name may mean.

    Parameters
    ----------
    blocks : Blocks
    named : (prefecture, municipality, block)
        As published.
    most : int
        No more are suggested.

    Returns
    -------
    tuple of str
        Names that are written much alike, the likest first; mostly none: a name that
        no table has is no reason to guess.
    """
    town = municipality_key(*named[:2])
    names = {
        block_key(block.name): block.name
        for block in blocks
        if town in (_town_of(block), municipality_key("", block.municipality))
        or not block.municipality
    }
    close = get_close_matches(block_key(named[2]), names, n=most, cutoff=_ALIKE)
    return tuple(names[key] for key in close)


_ALIKE = 0.7


def _unknown(items: Iterable[Incident]) -> Mapping[Named, int]:
    places = (incident.where for incident in items)
    return Counter(_named(w) for w in places if w.block is None and w.block_name)


def _named(where: Where) -> Named:
    return where.prefecture, where.municipality, where.block_name


def _town_of(block: Block) -> str:
    return municipality_key(block.prefecture, block.municipality)


def _placed(incident: Incident, block: Block) -> Incident:
    return replace(incident, where=replace(incident.where, block=block.id))


@dataclass(frozen=True)
class _Gazetteer:
    """Blocks by their folded names."""

    blocks: Blocks

    def find(self, where: Where) -> tuple[Block | None, bool]:
        """Find the block that a place names, and whether it is that very block."""
        if not where.block_name:
            return None, False
        return self._among(self._town(where), where.block_name)

    def _town(self, where: Where) -> Town:
        """Choose the municipality that is meant, whose prefecture may go unsaid."""
        if not where.municipality:
            return next(iter(self._towns.values())) if len(self._towns) == 1 else {}
        whole = municipality_key(where.prefecture, where.municipality)
        if whole in self._towns:
            return self._towns[whole]
        if not where.prefecture:
            return self._unprefixed.get(whole, {})
        return self._towns.get(municipality_key("", where.municipality), self._nameless)

    @cached_property
    def _nameless(self) -> Town:
        """Blocks of a table that names no municipality at all: one city's own."""
        return self._towns.get("/", {}) if set(self._towns) == {"/"} else {}

    @cached_property
    def _towns(self) -> Mapping[str, Town]:
        towns: dict[str, dict[str, tuple[Block, ...]]] = defaultdict(dict)
        for block in self.blocks:
            town = towns[municipality_key(block.prefecture, block.municipality)]
            for key in (_exactly(block.name), block_key(block.name)):
                town[key] = (*town.get(key, ()), block)
        return towns

    @cached_property
    def _unprefixed(self) -> Mapping[str, Town]:
        """Municipalities whose name is that of no other prefecture's."""
        count = Counter(key.partition("/")[2] for key in self._towns)
        return {
            f"/{key.partition('/')[2]}": town
            for key, town in self._towns.items()
            if count[key.partition("/")[2]] == 1
        }

    def _among(self, town: Town, name: str) -> tuple[Block | None, bool]:
        for key in (_exactly(name), block_key(name)):
            same = town.get(key, ())
            if len(same) == 1:
                return same[0], True
        for wider in wider_keys(name):
            held = town.get(wider, ())
            if len(held) == 1 and not _is_divided(town, wider):
                return held[0], False
        return None, False


def _exactly(name: str) -> str:
    return f"={exact_key(name)}"


def _is_divided(town: Town, wider: str) -> bool:
    """Whether a table also has parts of a block: then the whole is what is left."""
    blocks = (block for sharing in town.values() for block in sharing)
    return any(wider in wider_keys(block.name) for block in blocks)
