"""Nodes, ways and relations seen alike: each has tags and can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from shapely.geometry.base import BaseGeometry

from machimori.formats.osm.document import (
    OsmDocument,
    OsmRelation,
    OsmWay,
    Tags,
    element_id,
)
from machimori.formats.osm.outlines import Outlines
from machimori.formats.osm.tags import TagRule
from machimori.language import Text

Shape = Literal["point", "line", "area"]

_LINE_KEYS = frozenset({"highway", "barrier"})
"""A closed way with one of these is a line, unless it says ``area=yes``.
Source: OpenStreetMap wiki, "Area"."""


class Element(Protocol):
    """Something in a map that carries tags."""

    @property
    def id(self) -> str:
        """Its id in a scene."""

    @property
    def tags(self) -> Tags:
        """What it is."""

    @property
    def unfit(self) -> Text:
        """Why it cannot be drawn as a rule asks."""

    def shape(self, rule: TagRule) -> Shape | None:
        """As what a rule would have it drawn; None where it cannot be."""

    def draw(self, outlines: Outlines, rule: TagRule) -> BaseGeometry:
        """Draw it as a rule asks, or raise UndrawableError."""

    def is_cut(self, outlines: Outlines) -> bool:
        """Whether part of its drawing is missing."""


@dataclass(frozen=True)
class _Node:
    """A node with tags."""

    number: int
    tags: Tags

    unfit = Text(
        ja="点しか描かれておらず、輪郭や線が分かりません。",
        en="It is drawn as a point: its outline or line is unknown.",
    )

    @property
    def id(self) -> str:
        return element_id("node", self.number)

    def shape(self, rule: TagRule) -> Shape | None:
        return "point" if "point" in rule.shape else None

    def draw(self, outlines: Outlines, rule: TagRule) -> BaseGeometry:
        return outlines.point(self.number)

    def is_cut(self, outlines: Outlines) -> bool:
        return False


@dataclass(frozen=True)
class _Way:
    """A way with tags."""

    number: int
    way: OsmWay

    unfit = Text(
        ja="線で描かれており、一つ一つの位置が分かりません。",
        en="It is drawn as a line: where each one stands is unknown.",
    )

    @property
    def id(self) -> str:
        return element_id("way", self.number)

    @property
    def tags(self) -> Tags:
        return self.way.tags

    def shape(self, rule: TagRule) -> Shape | None:
        if "area" in rule.shape and ("line" not in rule.shape or self._means_area()):
            return "area"
        return "line" if "line" in rule.shape else None

    def _means_area(self) -> bool:
        stated = self.tags.get("area")
        if not self.way.is_closed or stated == "no":
            return False
        return stated == "yes" or not _LINE_KEYS & self.tags.keys()

    def draw(self, outlines: Outlines, rule: TagRule) -> BaseGeometry:
        if self.shape(rule) == "area":
            return outlines.area(self.way)
        return outlines.line(self.way)

    def is_cut(self, outlines: Outlines) -> bool:
        return outlines.is_cut(self.way)


@dataclass(frozen=True)
class _Relation:
    """A relation with tags."""

    number: int
    relation: OsmRelation

    unfit = Text(
        ja="面を表さないリレーションです。",
        en="It is a relation that does not outline an area.",
    )

    @property
    def id(self) -> str:
        return element_id("relation", self.number)

    @property
    def tags(self) -> Tags:
        return self.relation.tags

    def shape(self, rule: TagRule) -> Shape | None:
        return "area" if "area" in rule.shape and self.relation.is_area else None

    def draw(self, outlines: Outlines, rule: TagRule) -> BaseGeometry:
        return outlines.relation_area(self.relation)

    def is_cut(self, outlines: Outlines) -> bool:
        return outlines.lacks_holes(self.relation)


def drawn_elements(document: OsmDocument) -> Iterator[Element]:
    """Go through everything that carries tags: nodes, ways, relations.

    Parameters
    ----------
    document : OsmDocument

    Yields
    ------
    Element
    """
    for number, tags in document.node_tags.items():
        yield _Node(number, tags)
    for number, way in document.ways.items():
        yield _Way(number, way)
    for number, relation in document.relations.items():
        yield _Relation(number, relation)
