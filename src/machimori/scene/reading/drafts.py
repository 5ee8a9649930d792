"""One feature of a scene file: its id, kind, properties and geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from machimori.language import Text
from machimori.scene.reading.problems import (
    ProblemList,
    in_feature,
    one_of,
    shown,
    suggestion,
)
from machimori.scene.reading.shapes import (
    UnusableShape,
    read_shape,
    refuse_far_from_origin,
    refuse_outside_japan,
)
from machimori.scene.reading.values import is_text, normal, refusal
from machimori.scene.vocabulary import KindTerm, PropertyTerm, vocabulary

ORDERED_PAIRS = (
    ("sill_m", "head_m"),
    ("crown_base_m", "height_m"),
    ("picket_width_m", "picket_pitch_m"),
)
"""Properties of which the first may not exceed the second."""

AN_ID = Text(ja="空でない文字列", en="text that is not empty")
ONE_ID = Text(
    ja="GeoJSON の id か properties.id のどちらかに、重ならない名を書いてください。",
    en="Write one unique name, as the GeoJSON id or as properties.id.",
)


@dataclass
class Draft:
    """A feature while it is read.

    Parameters
    ----------
    label : str
        What messages call it: its id, or its position in the file.
    id : str or None
        None where the file gives none; empty where it was refused.
    kind, geometry, properties
        None or missing where they were refused; the geometry is in the file's own
        coordinates.
    """

    label: str
    id: str | None = None
    kind: str | None = None
    geometry: BaseGeometry | None = None
    properties: dict[str, Any] = field(default_factory=dict)


def read_feature(
    index: int, feature: Any, *, is_plane: bool, problems: ProblemList
) -> Draft:
    """Read a feature as far as it can be read.

    Parameters
    ----------
    index : int
        Position in the file, from 0.
    feature : object
        As the JSON reader gives it.
    is_plane : bool
        Whether coordinates are plane metres.
    problems : ProblemList
        Takes what is wrong.
    """
    label = f"[{index}]"
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        found = feature.get("type") if isinstance(feature, Mapping) else feature
        problems.add(in_feature(label), found, Text.same("Feature"), _EXPORT)
        return Draft(label, id="")
    properties = feature.get("properties")
    if not isinstance(properties, Mapping):
        expected = Text(ja="kind を持つオブジェクト", en="an object with kind")
        where = in_feature(label, "properties")
        problems.add(where, properties, expected, _STATE_KIND)
        return Draft(label, id="")
    own_id = _read_id(label, feature.get("id"), properties.get("id"), problems)
    draft = Draft(shown(own_id) if own_id else label, own_id)
    _refuse_misplaced(draft.label, feature, problems)
    term = _read_kind(draft.label, properties, problems)
    if term is not None:
        draft.kind = term.name
        draft.properties = _read_properties(draft.label, properties, term, problems)
    allowed = term.geometry if term else ()
    shape = _Shape(feature.get("geometry"), allowed, is_plane)
    draft.geometry = _read_geometry(draft.label, shape, problems)
    return draft


_EXPORT = Text(
    ja="GeoJSON の FeatureCollection として書き出してください。",
    en="Export it as a GeoJSON FeatureCollection.",
)
_STATE_KIND = Text(ja="kind を書いてください。", en="State its kind.")


def _read_id(label: str, outer: Any, inner: Any, problems: ProblemList) -> str | None:
    """Take the id from either place; where both have one it must be the same."""
    found = [_as_id(label, v, problems) for v in (outer, inner) if v is not None]
    if len(set(found)) == 2 and "" not in found:
        expected = Text(ja="同じ id", en="the same id twice")
        both = f"{found[0]} / {found[1]}"
        problems.add(in_feature(label, "id"), both, expected, ONE_ID)
    return found[0] if found else None


def _as_id(label: str, value: Any, problems: ProblemList) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63:
        return str(value)
    if is_text(value):
        return str(value)
    problems.add(in_feature(label, "id"), value, AN_ID, ONE_ID)
    return ""


def _read_kind(
    label: str, properties: Mapping[str, Any], problems: ProblemList
) -> KindTerm | None:
    kinds = vocabulary().kinds
    kind = properties.get("kind")
    if isinstance(kind, str) and kind in kinds:
        return kinds[kind]
    expected = Text(ja="語彙にある種類", en="a kind of the vocabulary")
    remedy = suggestion(kind, kinds) if isinstance(kind, str) else _STATE_KIND
    problems.add(in_feature(label, "kind"), kind, expected, remedy)
    return None


def _refuse_misplaced(
    label: str, feature: Mapping[str, Any], problems: ProblemList
) -> None:
    known = vocabulary().property_types
    for name in feature:
        if name in known and name != "type":  # every feature has a type of its own
            where, value = in_feature(label, name), feature[name]
            problems.add(where, value, _IN_PROPERTIES, _MOVE_IT)


_IN_PROPERTIES = Text(ja="properties の中の項目", en="a member of properties")
_MOVE_IT = Text(ja="properties の中へ移してください。", en="Move it into properties.")


def _read_properties(
    label: str, properties: Mapping[str, Any], term: KindTerm, problems: ProblemList
) -> dict[str, Any]:
    known, anywhere = term.properties, vocabulary().property_types
    read: dict[str, Any] = {}
    for name, value in properties.items():
        if name in ("id", "kind") or (value is None and name in anywhere):
            continue
        if name not in known:
            expected = _property_of(term)
            remedy = suggestion(name, [*known, "id"])
            problems.add(in_feature(label, name), name, expected, remedy)
        elif _is_allowed(label, known[name], value, problems):
            read[name] = normal(known[name], value)
    _refuse_missing(label, term, properties, problems)
    _refuse_disorder(label, read, problems)
    return read


def _property_of(term: KindTerm) -> Text:
    return Text(ja="{kind}の項目", en="a property of {kind}").format(
        kind=Text(ja=term.label.ja, en=term.name)
    )


def _is_allowed(
    label: str, term: PropertyTerm, value: Any, problems: ProblemList
) -> bool:
    refused = refusal(term, value)
    if refused is None:
        return True
    name = f"{term.name}.{refused.member}" if refused.member else term.name
    if refused.member and isinstance(value, Mapping):
        value = value.get(refused.member, "-")
    where = in_feature(label, name)
    problems.add(where, value, refused.expected, refused.remedy)
    return False


def _refuse_missing(
    label: str, term: KindTerm, properties: Mapping[str, Any], problems: ProblemList
) -> None:
    for name in term.required:
        if properties.get(name) is None:
            expected = one_of(term.properties[name].values or {})
            remedy = Text(ja=f"{name} を書いてください。", en=f"State {name}.")
            problems.add(in_feature(label, name), None, expected, remedy)


def _refuse_disorder(
    label: str, properties: Mapping[str, Any], problems: ProblemList
) -> None:
    for low, high in ORDERED_PAIRS:
        if low not in properties or high not in properties:
            continue
        if properties[low] > properties[high]:
            remedy = Text(
                ja=f"{low} か {high} を直してください。",
                en=f"Correct {low} or {high}.",
            )
            expected = Text(ja=f"{high} 以下", en=f"at most {high}")
            where = in_feature(label, low)
            problems.add(where, properties[low], expected, remedy)


@dataclass(frozen=True)
class _Shape:
    geometry: Any
    allowed: tuple[str, ...]
    is_plane: bool


def _read_geometry(
    label: str, shape: _Shape, problems: ProblemList
) -> BaseGeometry | None:
    try:
        built = read_shape(shape.geometry, shape.allowed)
        if shape.is_plane:
            refuse_far_from_origin(built)
        else:
            refuse_outside_japan(built)
    except UnusableShape as wrong:
        where = in_feature(label, "geometry")
        problems.add(where, wrong.found, wrong.expected, wrong.remedy)
        return None
    return built
