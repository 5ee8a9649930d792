"""Run the extraction in a process of its own, and read what it found."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.errors import InvalidInput, MissingExtra, Problem
from machimori.language import Text

EXTRACTION = ["-m", "machimori.formats.ifc.extraction"]
"""What Python is told to run."""

LIMIT_S = 900.0
"""How long a model may take; one of a hundred flats takes seconds."""


@dataclass(frozen=True, kw_only=True)
class Product:
    """An element of the model, in its world metres.

    Parameters
    ----------
    id : str
        Its ``GlobalId``.
    kind : str
        The class of ``extraction.KINDS`` that it is.
    words : tuple of str
        Names that it and its type go by.
    sets : mapping
        Property sets, by name.
    inside : tuple of str
        Ids of what it stands in, the nearest first.
    """

    id: str
    kind: str
    name: str | None
    words: tuple[str, ...]
    said: dict[str, str]
    sets: dict[str, dict[str, Any]]
    inside: tuple[str, ...]
    type_class: str | None = None
    plan: BaseGeometry | None = None
    z: tuple[float, float] | None = None
    opening: dict[str, Any] | None = None
    wall_sets: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Storey:
    """A storey: its floor in the model's world metres."""

    id: str
    name: str | None
    level_m: float | None
    inside: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Model:
    """What a model holds, in its world metres.

    Parameters
    ----------
    unread : tuple of str
        What the engine said of entities that it could not read.
    undrawn : tuple of str
        Ids of elements whose shape it could not make.
    """

    schema: str
    unread: tuple[str, ...]
    undrawn: tuple[str, ...]
    has_units: bool
    north: tuple[float, float]
    map: dict[str, Any] | None
    sites: tuple[dict[str, Any], ...]
    buildings: tuple[Product, ...]
    storeys: tuple[Storey, ...]
    products: tuple[Product, ...]


def read_model(text: bytes, *, file: str) -> Model:
    """Read the text of an IFC model.

    Parameters
    ----------
    text : bytes
        As :func:`read_model_text` returns it.
    file : str
        Named in messages.

    Returns
    -------
    Model

    Raises
    ------
    MissingExtra
        Where ``ifcopenshell`` is not installed.
    InvalidInput
        Where the engine refuses the model, falls over it, or does not come to an end.
    """
    if importlib.util.find_spec("ifcopenshell") is None:
        raise MissingExtra(extra="ifc")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "model.ifc"
        copy.write_bytes(text)
        found = _extracted(copy, file)
    if "refused" in found:
        raise InvalidInput([_refused(file, found["refused"])])
    return Model(
        schema=found["schema"],
        unread=tuple(found["unread"]),
        undrawn=tuple(found["undrawn"]),
        has_units=found["has_units"],
        north=tuple(found["north"]),
        map=found["map"],
        sites=tuple(found["sites"]),
        buildings=tuple(_product({"kind": "", **b}) for b in found["buildings"]),
        storeys=tuple(_storey(each) for each in found["storeys"]),
        products=tuple(_product(each) for each in found["products"]),
    )


def _extracted(copy: Path, file: str) -> dict[str, Any]:
    command = [sys.executable, *EXTRACTION, str(copy)]
    places = os.pathsep.join(place for place in sys.path if place)
    env = {**os.environ, "PYTHONPATH": places, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=LIMIT_S, env=env, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise InvalidInput([_endless(file)]) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise InvalidInput([_fell_over(file)]) from error
    return found


def _product(found: dict[str, Any]) -> Product:
    plan = found.get("plan")
    return Product(
        id=found["id"],
        kind=found["kind"],
        name=found["name"],
        words=tuple(found["words"]),
        said=found["said"],
        sets=found["sets"],
        inside=tuple(found.get("inside", ())),
        type_class=found.get("type_class"),
        plan=shapely.from_wkt(plan) if plan else None,
        z=tuple(found["z"]) if "z" in found else None,
        opening=found.get("opening"),
        wall_sets=found.get("wall_sets", {}).get("sets", {}),
    )


def _storey(found: dict[str, Any]) -> Storey:
    return Storey(
        id=found["id"],
        name=found["name"],
        level_m=found["level_m"],
        inside=tuple(found["inside"]),
    )


_EXPORT_AGAIN = Text(
    ja="CADで開けるか確かめ、IFC4かIFC2x3で書き出し直してください。",
    en="See whether a CAD program opens it, and export it again as IFC4 or IFC2x3.",
)


def _problem(file: str, found: str, expected: Text, remedy: Text) -> Problem:
    whole = Text(ja="モデル全体", en="the whole model")
    return Problem(
        file=file, where=whole, found=found, expected=expected, remedy=remedy
    )


def _refused(file: str, why: str) -> Problem:
    sound = Text(ja="壊れていないIFC", en="an undamaged IFC model")
    return _problem(file, why[:200], sound, _EXPORT_AGAIN)


def _fell_over(file: str) -> Problem:
    sound = Text(
        ja="読み取り器が最後まで読めるIFC", en="IFC that can be read to its end"
    )
    return _problem(file, "crash", sound, _EXPORT_AGAIN)


def _endless(file: str) -> Problem:
    return _problem(
        file,
        f"> {LIMIT_S:.0f} s",
        Text(
            ja=f"{LIMIT_S / 60:.0f}分以内に読めるモデル",
            en=f"a model that is read within {LIMIT_S / 60:.0f} minutes",
        ),
        Text(
            ja="必要な棟と階だけを書き出してください。",
            en="Export the building and the storeys that you need only.",
        ),
    )
