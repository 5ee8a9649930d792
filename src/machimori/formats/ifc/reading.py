"""Make a scene of an IFC building model."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from machimori.errors import InvalidInput, Problem
from machimori.formats.ifc.container import read_model_text
from machimori.formats.ifc.engine import Model, read_model
from machimori.formats.ifc.openings import OpeningMaker
from machimori.formats.ifc.position import Position, position_of
from machimori.formats.ifc.premises import Premises, premises_of
from machimori.formats.ifc.rooms import RoomMaker, unnamed_rooms
from machimori.formats.importing import ImportNote, ImportResult, report_of
from machimori.language import Text
from machimori.scene.model import Feature, Scene


def read_ifc(path: Path, *, place_kind: str | None = None) -> ImportResult:
    """Make a scene of an IFC model of a house or a block of flats.

    Nothing is declared complete, and what the model does not say stays unknown. Doors
    and windows inside a dwelling are left out and counted; those between a dwelling and
    a shared corridor come in.

    Parameters
    ----------
    path : Path
        IFC2x3, IFC4 or IFC4x3 as STEP text, plain or packed by gzip or zip.
    place_kind : str, optional
        What each building is a place of where its use does not say so.

    Returns
    -------
    ImportResult
        Buildings with height and storeys; doors, windows and balconies; shared rooms;
        lamps of unknown light. Ids are ``ifc:`` and the ``GlobalId``.

    Raises
    ------
    InvalidInput
        Where the file is no IFC, damaged, too large, or shows no building.
    MissingExtra
        Where ``ifcopenshell`` is not installed.

    Source
    ------
    ISO 16739-1:2024 (IFC 4.3); ISO 16739:2013 (IFC4); ISO/PAS 16739:2005 (IFC2x).
    """
    text, file = read_model_text(path), str(path)
    model = read_model(text, file=file)
    made = _Made(position_of(model, _middle(model, file)), place_kind)
    made.take_in(model)
    if not made.features:
        raise InvalidInput([_no_building(file, model)])
    scene = Scene(
        tuple({feature.id: feature for feature in made.features}.values()),
        frame=made.position.frame,
        source=file,
        sha256=hashlib.sha256(text).hexdigest(),
    )
    report = report_of(scene.features, skipped=made.skipped, notes=made.notes)
    return ImportResult(scene, report)


@dataclass
class _Made:
    """Features made so far, and what could not be made."""

    position: Position
    place_kind: str | None
    features: list[Feature] = field(default_factory=list)
    skipped: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def take_in(self, model: Model) -> None:
        self.notes += self.position.notes
        self.notes += _unread(model)
        rooms: list[RoomMaker] = []
        inner: Counter[str] = Counter()
        for premises in premises_of(model, self.position.turn, self.place_kind):
            if premises.outline.is_empty:
                self.skipped.append(ImportNote(premises.id, _NO_PLAN))
                continue
            self.features += _shell(premises, model, self.position)
            if premises.place_kind is None:
                self.notes.append(ImportNote(premises.id, _NO_PLACE_KIND))
            room_maker = RoomMaker(premises)
            rooms.append(room_maker)
            balconies = tuple(room_maker.balconies())
            openings = OpeningMaker(premises, self.position.turn, balconies)
            self.features += [*balconies, *openings.features()]
            self.features += [*room_maker.areas(), *room_maker.lamps()]
            self.skipped += openings.skipped
            self.notes += openings.notes
            inner += openings.inner
        self.skipped += [*_inner(inner), *unnamed_rooms(rooms)]


def _shell(premises: Premises, model: Model, position: Position) -> Iterator[Feature]:
    said: dict[str, Any] = {}
    name = premises.building.name
    if name:
        said["name"] = name
    if premises.top_m is not None:
        said["height_m"] = round(premises.top_m, 3)
    above = {floor.number for floor in premises.floors.values() if floor.number > 0}
    if above:
        said["levels"] = max(above)
    if premises.use is not None:
        said["use"] = premises.use
    yield Feature(premises.id, "building", premises.outline, said)
    if premises.place_kind is not None:
        about = {"place_kind": premises.place_kind}
        called = {"name": name} if name else {}
        outline = _site(premises, model, position)
        yield Feature(f"{premises.id}/place", "place", outline, {**about, **called})


def _site(premises: Premises, model: Model, position: Position) -> Any:
    """Take the outline of the site around a building, else the building's own."""
    for product in model.products:
        if product.kind == "IfcSite" and product.plan is not None:
            plan = shapely.transform(product.plan, position.turn)
            # Sites are often drawn with a hole where the building stands.
            whole = shapely.Polygon(_largest(plan).exterior)
            if whole.covers(premises.outline):
                return whole
    return premises.outline


def _largest(plan: Any) -> Any:
    parts = [p for p in shapely.get_parts(plan) if p.geom_type == "Polygon"]
    return max(parts, key=shapely.area, default=shapely.Polygon())


def _middle(model: Model, file: str) -> Any:
    plans = [
        p.plan for p in model.products if p.plan is not None and p.kind != "IfcSite"
    ]
    drawn = shapely.get_coordinates(plans)
    if not len(drawn) or not np.isfinite(drawn).all():
        raise InvalidInput([_no_building(file, model)])
    return np.median(drawn, axis=0)


def _inner(count: Counter[str]) -> list[ImportNote]:
    return [
        ImportNote(
            {"door": "IfcDoor", "window": "IfcWindow"}[kind],
            Text(
                ja=f"住戸や建物の中のものは取り込みません（{number}件）。",
                en=f"Those inside a dwelling or building were left out ({number}).",
            ),
        )
        for kind, number in sorted(count.items())
    ]


def _unread(model: Model) -> Iterator[ImportNote]:
    """Tell what of the model itself is amiss."""
    if not model.has_units:
        yield ImportNote("IfcProject", _NO_UNITS)
    if model.unread:
        first = model.unread[0].rpartition("] ")[2][:120]
        yield ImportNote("STEP", _BROKEN.format(count=len(model.unread), first=first))
    if model.undrawn:
        ids = ", ".join(model.undrawn[:3])
        yield ImportNote("Ifc", _UNDRAWN.format(count=len(model.undrawn), ids=ids))


_BROKEN = Text(
    ja="読めない記述が{count}か所あり、そこは取り込みませんでした（例 {first}）。",
    en="{count} statements cannot be read and were left out (such as: {first}).",
)
_UNDRAWN = Text(
    ja="形の作れない部材が{count}あります（{ids} など）。",
    en="Of {count} elements no shape could be made ({ids} …).",
)
_NO_UNITS = Text(
    ja="長さの単位が書かれていません。メートルとして読みました。",
    en="It states no unit of length; metres were taken.",
)
_NO_PLAN = Text(
    ja="壁も部屋も床も描かれていません。",
    en="It shows no walls, rooms or floors.",
)
_NO_PLACE_KIND = Text(
    ja="何の建物か書かれていないので、場所にはしていません。"
    "--place-kind（例 apartments）で指定できます。",
    en="It does not say what it is, so no place was made of it: give --place-kind "
    "(such as apartments).",
)


def _no_building(file: str, model: Model) -> Problem:
    found = Counter(product.kind for product in model.products)
    return Problem(
        file=file,
        where=Text(ja="モデル全体", en="the whole model"),
        found=", ".join(f"{kind} {n}" for kind, n in sorted(found.items())) or "0",
        expected=Text(
            ja="壁・部屋・床のある建物（IfcBuilding）",
            en="a building (IfcBuilding) with walls, rooms or floors",
        ),
        remedy=Text(
            ja="意匠の建築モデルを、形状を含めて書き出してください。",
            en="Export the architectural model, with its shapes.",
        ),
    )
