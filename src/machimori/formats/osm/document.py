"""An OpenStreetMap file in memory: nodes, ways and relations as they were drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Tags = Mapping[str, str]

_ELEMENT_ID = re.compile(r"osm:(?P<kind>node|way|relation)/(?P<number>-?\d+)")


@dataclass(frozen=True)
class OsmWay:
    """A line of nodes."""

    nodes: tuple[int, ...]
    tags: Tags

    @property
    def is_closed(self) -> bool:
        """Whether it ends where it began, and so may be an outline."""
        return len(self.nodes) > 3 and self.nodes[0] == self.nodes[-1]


@dataclass(frozen=True)
class OsmMember:
    """One part of a relation."""

    type: str
    ref: int
    role: str


@dataclass(frozen=True)
class OsmRelation:
    """Parts that together are one thing."""

    members: tuple[OsmMember, ...]
    tags: Tags

    @property
    def is_area(self) -> bool:
        """Whether its parts are meant as outlines."""
        return self.tags.get("type") in ("multipolygon", "boundary")


@dataclass
class OsmDocument:
    """All elements of a file; what it marks as deleted is left out.

    Parameters
    ----------
    positions : dict
        Longitude and latitude by node. [deg]
    node_tags : dict
        Tags of those nodes that have any.
    ways, relations : dict
        By id.
    """

    positions: dict[int, tuple[float, float]] = field(default_factory=dict)
    node_tags: dict[int, Tags] = field(default_factory=dict)
    ways: dict[int, OsmWay] = field(default_factory=dict)
    relations: dict[int, OsmRelation] = field(default_factory=dict)

    def nodes_of(self, element: str) -> list[int]:
        """Nodes with a known position that make up an element, if any."""
        named = _ELEMENT_ID.match(element)
        if not named:
            return []
        nodes = self._nodes_of(named["kind"], int(named["number"]))
        return [node for node in nodes if node in self.positions]

    def _nodes_of(self, kind: str, number: int) -> Iterator[int]:
        if kind == "node":
            yield number
        if kind == "way" and number in self.ways:
            yield from self.ways[number].nodes
        if kind == "relation" and number in self.relations:
            for member in self.relations[number].members:
                if member.type != "relation":
                    yield from self._nodes_of(member.type, member.ref)


def element_id(kind: str, number: int) -> str:
    """Write the id that an element has in a scene."""
    return f"osm:{kind}/{number}"
