"""The closed vocabulary of the scene file, read from ``vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from typing import Any, Literal

import yaml

from machimori.language import Text

PropertyType = Literal[
    "number",
    "integer",
    "boolean",
    "text",
    "texts",
    "choice",
    "choices",
    "date",
    "object",
]

EVERY_KIND = ("kind", "name", "storey", "base_m", "part_of", "evidence")
"""Properties that every kind may have."""


@dataclass(frozen=True)
class PropertyTerm:
    """What a property means and which values it takes."""

    name: str
    label: Text
    type: PropertyType
    unit: str | None = None
    minimum: float | None = None
    exclusive_minimum: float | None = None
    maximum: float | None = None
    values: Mapping[str, Text] | None = None


@dataclass(frozen=True)
class KindTerm:
    """A kind of feature: its geometry types and properties."""

    name: str
    label: Text
    geometry: tuple[str, ...]
    properties: Mapping[str, PropertyTerm]
    required: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a scene file may say."""

    schema: int
    kinds: Mapping[str, KindTerm]
    groups: Mapping[str, tuple[str, ...]]
    group_labels: Mapping[str, Text]

    @cached_property
    def property_types(self) -> Mapping[str, PropertyType]:
        """Type of every property: the same for all kinds that have it."""
        kinds = self.kinds.values()
        return {n: t.type for kind in kinds for n, t in kind.properties.items()}

    def surveyable(self) -> frozenset[str]:
        """Words that a place's ``complete`` may hold: kinds, groups and area uses."""
        return frozenset([*self.kinds, *self.groups, *self.area_uses()])

    def area_uses(self) -> frozenset[str]:
        """Words that the `use` of an area may be."""
        return frozenset(self.kinds["area"].properties["use"].values or {})

    def label(self, word: str) -> Text:
        """Name a kind, a group or an area use."""
        if word in self.kinds:
            return self.kinds[word].label
        if word in self.group_labels:
            return self.group_labels[word]
        uses = self.kinds["area"].properties["use"].values or {}
        return uses.get(word, Text.same(word))

    def choice(self, name: str, value: str) -> Text:
        """Name one of the values that a property may have."""
        for kind in self.kinds.values():
            term = kind.properties.get(name)
            if term is not None and term.values and value in term.values:
                return term.values[value]
        return Text.same(value)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the library."""
    data = resources.files(__package__).joinpath("vocabulary.yaml")
    return _read(yaml.load(data.read_text(encoding="utf-8"), Loader=_LOADER))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with it."""


def _read(data: Mapping[str, Any]) -> Vocabulary:
    terms = {name: _property(name, spec) for name, spec in data["properties"].items()}
    groups = data["groups"]
    return Vocabulary(
        schema=data["schema"],
        kinds={name: _kind(name, spec, terms) for name, spec in data["kinds"].items()},
        groups={name: tuple(spec["kinds"]) for name, spec in groups.items()},
        group_labels={name: _label(spec) for name, spec in groups.items()},
    )


def _property(name: str, spec: Mapping[str, Any]) -> PropertyTerm:
    values = spec.get("values")
    return PropertyTerm(
        name=name,
        label=_label(spec),
        type=spec["type"],
        unit=spec.get("unit"),
        minimum=spec.get("minimum"),
        exclusive_minimum=spec.get("exclusive_minimum"),
        maximum=spec.get("maximum"),
        values=_values(values) if values else None,
    )


def _kind(
    name: str, spec: Mapping[str, Any], terms: Mapping[str, PropertyTerm]
) -> KindTerm:
    own = spec.get("properties", [])
    properties = {p: terms[p] for p in (*EVERY_KIND, *own)}
    for p, values in spec.get("values", {}).items():
        properties[p] = replace(properties[p], values=_values(values))
    return KindTerm(
        name=name,
        label=_label(spec),
        geometry=tuple(spec["geometry"]),
        properties=properties,
        required=("kind", *spec.get("required", [])),
    )


def _values(pairs: Mapping[str, tuple[str, str]]) -> Mapping[str, Text]:
    return {value: Text(ja=ja, en=en) for value, (ja, en) in pairs.items()}


def _label(spec: Mapping[str, Any]) -> Text:
    return Text(ja=spec["ja"], en=spec["en"])
