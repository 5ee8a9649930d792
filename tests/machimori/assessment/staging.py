"""Small catalogues and scenes: one criterion, one park."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from machimori.assessment import Assessment, Finding, Scope, Verdict, assess
from machimori.assessment.context import Context
from machimori.assessment.deciding import from_scene
from machimori.guidelines import (
    Catalogue,
    Criterion,
    Instrument,
    Parameter,
    ParameterTable,
    ParameterValue,
    shipped_catalogue,
)
from machimori.guidelines.checks import Check, Requirement, Surveyed
from machimori.guidelines.model import Applies, Edition, Element, Provision, Split
from machimori.language import Text
from machimori.scene import Assumption, Feature, Scene

ON = date(2026, 6, 1)
SAYS = Text(ja="試験", en="test")
SHIPPED = shipped_catalogue()
EVERYTHING = ("obstacle", "lamp", "window", "area", "barrier", "toilet_entrance")


def feature(id_: str, kind: str, geometry: BaseGeometry, **properties: Any) -> Feature:
    return Feature(id_, kind, geometry, properties)


def park(*complete: str, **properties: Any) -> Feature:
    """Twenty metres square, south-west corner at the origin."""
    said = {"place_kind": "park", "complete": complete, **properties}
    return feature("park", "place", box(0, 0, 20, 20), **said)


def street(y: float = -3.0, **properties: Any) -> Feature:
    """Along the south of the park, four metres wide."""
    said = {"width_m": 4.0, **properties}
    return feature("street", "road", LineString([(-20, y), (40, y)]), **said)


def wall(*xy: tuple[float, float], **properties: Any) -> Feature:
    said = {"height_m": 2.0, "opacity": 1.0, **properties}
    return feature(said.pop("id", "wall"), "wall", LineString(xy), **said)


def building(
    west: float, south: float, east: float, north: float, **properties: Any
) -> Feature:
    said = {"height_m": 3.0, **properties}
    footprint = box(west, south, east, north)
    return feature(said.pop("id", "building"), "building", footprint, **said)


def area(use: str, *bounds: float, **properties: Any) -> Feature:
    id_ = properties.pop("id", use)
    return feature(id_, "area", box(*bounds), use=use, **properties)


def lamp(x: float, y: float, **properties: Any) -> Feature:
    """Shine 1000 cd in all directions from 4 m, unless it is said otherwise."""
    said = {
        "height_m": 4.0,
        "photometry": "isotropic",
        "luminous_flux_lm": 12566.370614359172,
        **properties,
    }
    id_ = said.pop("id", f"lamp-{x:g}-{y:g}")
    known = {name: value for name, value in said.items() if value is not None}
    return feature(id_, "lamp", Point(x, y), **known)


def scene(
    *features: Feature, assumptions: tuple[Assumption, ...] = (), **header: Any
) -> Scene:
    return Scene(features, assumptions=assumptions, source="test", **header)


def guessed(kind: str, name: str, value: Any, *ids: str) -> Assumption:
    return Assumption(kind, name, value, Text.same("guessed"), ids)


def numbers(**values: float | None) -> ParameterTable:
    """Take the shipped numbers, some of our own interpretations changed."""
    own = [
        _number(f"interpretation/{n.replace('_', '-')}", v) for n, v in values.items()
    ]
    return SHIPPED.parameters.overlaid(ParameterTable.of(own))


def _number(id_: str, value: float | None) -> Parameter:
    known = SHIPPED.parameters.by_id.get(id_)
    return Parameter(
        id=id_,
        unit=known.unit if known else "1",
        label=known.label if known else Text.same(id_),
        values={date(2000, 1, 1): ParameterValue(value=value, chosen_by=SAYS)},
    )


def criterion(
    require: Requirement | None = None,
    *,
    element: Element | None = None,
    places: tuple[str, ...] = ("park",),
    **fields: Any,
) -> Criterion:
    said = {
        "id": "jp-00/test/item",
        "cites": ("第1",),
        "applies": Applies(place=places, element=element),
        "strength": "required",
        "require": Surveyed() if require is None else require,
        "says": SAYS,
        "look": SAYS,
        "principle": ("surveillance",),
        **fields,
    }
    return Criterion(**said)


def catalogue(
    *criteria: Criterion,
    splits: tuple[Split, ...] = (),
    parameters: ParameterTable | None = None,
) -> Catalogue:
    instrument = Instrument(
        id="jp-00/test",
        title=SAYS,
        issuer=SAYS,
        ordinance=SAYS,
        edition=Edition(
            adopted_on=date(2020, 1, 1),
            revised_on=date(2020, 1, 1),
            effective_from=date(2020, 1, 1),
        ),
        exclusion="opt_out",
        purpose=SAYS,
        places=("park", "road", "car_park"),
        provisions=(Provision(path="第1", leaf=True),),
        splits=splits,
    )
    return Catalogue(
        instruments={instrument.id: instrument},
        criteria={c.id: c for c in criteria},
        parameters=parameters or SHIPPED.parameters,
        activities=SHIPPED.activities,
    )


def judged(
    asked: Criterion,
    *features: Feature,
    parameters: ParameterTable | None = None,
    splits: tuple[Split, ...] = (),
    assumptions: tuple[Assumption, ...] = (),
    **given: Any,
) -> Assessment:
    return assess(
        scene(*features, assumptions=assumptions),
        catalogue(asked, splits=splits, parameters=parameters),
        on=given.pop("on", ON),
        within=given.pop("within", Scope()),
        **given,
    )


def finding(asked: Criterion, *features: Feature, **given: Any) -> Finding:
    """The only finding of a criterion."""
    (only,) = judged(asked, *features, **given).findings
    return only


def context(town: Scene, parameters: ParameterTable | None = None) -> Context:
    table = parameters or SHIPPED.parameters
    return Context(town, SHIPPED, table, ON, town.places[0])


def verdict(
    check: Check,
    element: str,
    features: Iterable[Feature],
    parameters: ParameterTable | None = None,
) -> Verdict:
    """What the scene says of one check, completeness weighed."""
    town = scene(*features)
    return from_scene(check, town.by_id[element], context(town, parameters))
