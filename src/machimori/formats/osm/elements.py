"""From the elements of a document to the features of a scene."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.formats.importing import ImportNote
from machimori.formats.osm.document import OsmDocument, Tags, element_id
from machimori.formats.osm.drawn import Element, drawn_elements
from machimori.formats.osm.outlines import Outlines, UndrawableError
from machimori.formats.osm.readers import OsmAssumptions, TagValue, Unread, read_tags
from machimori.formats.osm.tags import TagRule, rules_for
from machimori.language import Text
from machimori.scene.model import Assumption, Feature
from machimori.scene.reading.values import refusal
from machimori.scene.vocabulary import vocabulary

_TWICE = Text(
    ja="同じものを表すリレーションがあるため、そちらを使います。",
    en="A relation draws the same thing; that one is used.",
)
_CUT = Text(
    ja="一部がこのファイルに無いか途切れているため、残りの部分だけを使います。",
    en="Part of it is missing or cut off; only the rest is used.",
)


@dataclass
class FeatureBuilder:
    """Makes features of a document, and remembers what happened on the way.

    Parameters
    ----------
    document : OsmDocument
    outlines : Outlines
    assumptions : OsmAssumptions
    """

    document: OsmDocument
    outlines: Outlines
    assumptions: OsmAssumptions
    features: list[Feature] = field(default_factory=list)
    skipped: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._assumed: dict[tuple[str, str, Any, Text], list[str]] = defaultdict(list)
        self._drawn_by_relations = _outer_kinds(self.document)
        self._awaiting: list[tuple[Feature, TagRule]] = []

    def build(self) -> None:
        """Make all features."""
        for element in drawn_elements(self.document):
            self._element(element)
        self._place_what_lies_outside()
        self.skipped = list(dict.fromkeys(self.skipped))
        self.notes = list(dict.fromkeys(self.notes))

    def keep_around(self, target: Feature, margin_m: float) -> None:
        """Forget everything that is farther from a feature.

        Parameters
        ----------
        target : Feature
        margin_m : float
            [m]
        """
        around = target.geometry.buffer(margin_m)
        self.features = [f for f in self.features if f.geometry.intersects(around)]
        self.skipped = [n for n in self.skipped if self._lies_in(n.element, around)]
        kept = {feature.id for feature in self.features}
        self.notes = [note for note in self.notes if note.element in kept]
        for key, ids in self._assumed.items():
            self._assumed[key] = [i for i in ids if i in kept]

    def _lies_in(self, element: str, ground: BaseGeometry) -> bool:
        nodes = self.document.nodes_of(element)
        return any(self.outlines.point(node).intersects(ground) for node in nodes)

    def assumed(self) -> tuple[Assumption, ...]:
        """Everything that was put in where the map is silent."""
        return tuple(
            Assumption(*key, features=tuple(ids))
            for key, ids in self._assumed.items()
            if ids
        )

    def _element(self, element: Element) -> None:
        rules = rules_for(element.tags) if element.tags else ()
        usable = [rule for rule in rules if element.shape(rule)]
        if rules and not usable:
            self.skipped.append(ImportNote(element.id, element.unfit))
        made: set[str] = set()
        for rule in usable:
            if rule.kind not in made and self._make(element, rule, is_first=not made):
                made.add(rule.kind)

    def _make(self, element: Element, rule: TagRule, *, is_first: bool) -> bool:
        if rule.kind in self._drawn_by_relations.get(element.id, ()):
            self.skipped.append(ImportNote(element.id, _TWICE))
            return False
        try:
            geometry = element.draw(self.outlines, rule)
        except UndrawableError as reason:
            self.skipped.append(ImportNote(element.id, reason.text))
            return False
        geometry, is_whole = _as_the_kind_may_be(geometry, rule.kind)
        if element.is_cut(self.outlines) or not is_whole:
            self.notes.append(ImportNote(element.id, _CUT))
        feature_id = element.id if is_first else f"{element.id}/{rule.kind}"
        properties = self._properties(rule, element.tags, feature_id)
        self._add(Feature(feature_id, rule.kind, geometry, properties), rule)
        return True

    def _add(self, feature: Feature, rule: TagRule) -> None:
        if rule.outside:
            self._awaiting.append((feature, rule))
        elif rule.own_place:
            self.features += _with_own_place(feature, rule.own_place)
        else:
            self.features.append(feature)

    def _place_what_lies_outside(self) -> None:
        for feature, rule in self._awaiting:
            spot = feature.geometry.representative_point()
            is_inside = any(
                place.get("place_kind") == rule.outside
                and place.geometry.intersects(spot)
                for place in self.features
                if place.kind == "place"
            )
            own = None if is_inside else rule.own_place
            self.features += _with_own_place(feature, own) if own else [feature]

    def _properties(self, rule: TagRule, tags: Tags, feature: str) -> dict[str, Any]:
        terms = vocabulary().kinds[rule.kind].properties
        properties: dict[str, Any] = {}
        for reading in read_tags(rule, tags, self.assumptions):
            if isinstance(reading, Unread):
                self.notes.append(ImportNote(feature, reading.text))
            elif refusal(terms[reading.property], reading.value):
                self.notes.append(ImportNote(feature, _out_of_range(reading)))
            else:
                properties[reading.property] = reading.value
                self._remember(rule.kind, reading, feature)
        return properties

    def _remember(self, kind: str, reading: TagValue, feature: str) -> None:
        if reading.assumed is not None:
            key = (kind, reading.property, reading.value, reading.assumed)
            self._assumed[key].append(feature)


def _with_own_place(feature: Feature, own: Mapping[str, Any]) -> Iterator[Feature]:
    place_id = f"{feature.id}/place"
    named = {"name": feature.get("name")} if feature.get("name") else {}
    yield Feature(
        feature.id,
        feature.kind,
        feature.geometry,
        {**feature.properties, "part_of": place_id},
    )
    yield Feature(place_id, "place", feature.geometry, {**named, **own})


def _as_the_kind_may_be(geometry: BaseGeometry, kind: str) -> tuple[BaseGeometry, bool]:
    """Keep only the largest part where a kind is never in several; say if whole."""
    if geometry.geom_type in vocabulary().kinds[kind].geometry:
        return geometry, True
    parts = shapely.get_parts(geometry)
    return max(parts, key=lambda part: (part.area, part.length)), False


def _outer_kinds(document: OsmDocument) -> dict[str, frozenset[str]]:
    """Kinds that each outer way would give once more than its relation does."""
    kinds: dict[str, frozenset[str]] = {}
    for relation in document.relations.values():
        if not relation.is_area:
            continue
        drawn = frozenset(rule.kind for rule in rules_for(relation.tags))
        for member in relation.members:
            if member.type == "way" and member.role != "inner" and drawn:
                way = element_id("way", member.ref)
                kinds[way] = kinds.get(way, frozenset()) | drawn
    return kinds


def _out_of_range(reading: TagValue) -> Text:
    return Text(
        ja=f"{reading.property}={reading.value} はあり得ない値のため使いません。",
        en=f"{reading.property}={reading.value} is out of range and is not used.",
    )
