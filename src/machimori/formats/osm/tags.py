"""The table ``tags.yaml``: which tags become which features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from machimori.formats.osm.document import Tags

Sources = Mapping[str, tuple[str, ...]]
"""By property: the tags it is read from, in order of preference."""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """How one property is worded by tags."""

    source: tuple[str, ...]
    values: Mapping[str, Any]
    otherwise: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class TagRule:
    """One row of the table; ``tags.yaml`` explains the columns."""

    kind: str
    shape: tuple[str, ...]
    when: Mapping[str, frozenset[str] | None]
    unless: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    set: Mapping[str, Any] = field(default_factory=dict)
    texts: Sources = field(default_factory=dict)
    metres: Sources = field(default_factory=dict)
    counts: Sources = field(default_factory=dict)
    bearings: Sources = field(default_factory=dict)
    words: Mapping[str, Translation] = field(default_factory=dict)
    special: tuple[str, ...] = ()
    own_place: Mapping[str, Any] | None = None
    outside: str | None = None

    def fits(self, tags: Tags) -> bool:
        """Whether an element with these tags is what the row describes."""
        return all(_has(tags, key, allowed) for key, allowed in self.when.items()) and (
            not any(_has(tags, key, barred) for key, barred in self.unless.items())
        )


def _has(tags: Tags, key: str, values: frozenset[str] | None) -> bool:
    value = tags.get(key)
    if values is None:
        return value is not None and value != "no"
    return value in values


def rules_for(tags: Tags) -> tuple[TagRule, ...]:
    """Choose the rows that fit, at most one for a kind and kind of element.

    Parameters
    ----------
    tags : mapping

    Returns
    -------
    tuple of TagRule
        In the order of the table; rows of one kind stay apart only where they are
        drawn differently.
    """
    chosen: dict[tuple[str, str], TagRule] = {}
    for rule in tag_rules():
        if rule.fits(tags):
            for shape in rule.shape:
                chosen.setdefault((rule.kind, shape), rule)
    return tuple(dict.fromkeys(chosen.values()))


@cache
def tag_rules() -> tuple[TagRule, ...]:
    """Return the table that ships with the library."""
    file = resources.files(__package__).joinpath("tags.yaml")
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(_rule(row, table) for row in table["rules"])


def _rule(row: Mapping[str, Any], table: Mapping[str, Any]) -> TagRule:
    fields: dict[str, Any] = dict(row)
    fields["shape"] = tuple(row["shape"])
    fields["special"] = tuple(row.get("special", ()))
    for conditions in ("when", "unless"):
        fields[conditions] = {
            key: _values(value, table["lists"])
            for key, value in row.get(conditions, {}).items()
        }
    for column in ("texts", "metres", "counts", "bearings"):
        fields[column] = {p: _tags(t) for p, t in row.get(column, {}).items()}
    fields["words"] = {
        p: _translation(spec, table["words"])
        for p, spec in row.get("words", {}).items()
    }
    return TagRule(**fields)


def _values(spec: Any, lists: Mapping[str, list[str]]) -> frozenset[str] | None:
    if spec == "any":
        return None
    if isinstance(spec, str):
        return frozenset(lists[spec[1:]] if spec.startswith("$") else [spec])
    return frozenset(spec)


def _translation(spec: Any, named: Mapping[str, Any]) -> Translation:
    if isinstance(spec, str):
        spec = named[spec[1:]]
    return Translation(
        source=tuple(spec["from"]),
        values=spec["values"],
        otherwise=spec.get("otherwise"),
    )


def _tags(spec: str | list[str]) -> tuple[str, ...]:
    return (spec,) if isinstance(spec, str) else tuple(spec)
