"""The buildings of a CityGML file as they stand in it, read one after the other.

Source: OGC 12-019, CityGML 2.0; 3D都市モデル標準製品仕様書 (MLIT, Project PLATEAU).
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import MEGABYTE
from machimori.formats.refusals import cut_short, damaged
from machimori.language import Text

Floats = NDArray[np.float64]

LIMIT_BYTES = 4000 * MEGABYTE
"""The largest XML that is read; it is read as a stream, a building at a time."""

_GML = "{http://www.opengis.net/gml}"
_BUILDING = "{http://www.opengis.net/citygml/building/2.0}"
_MEMBER = "{http://www.opengis.net/citygml/2.0}cityObjectMember"
_ROOT = "CityModel"
_PROLOGUE_BYTES = 1 << 16
_UNKNOWN_NUMBERS = ("-9999", "9999", "0")
"""What PLATEAU writes for a height or a number of storeys that nobody knows."""

_SURFACES = {
    "GroundSurface": "ground",
    "WallSurface": "wall",
    "RoofSurface": "roof",
    "Window": "window",
    "Door": "door",
}


@dataclass
class Opening:
    """A window or door: its outlines in the file's coordinates."""

    id: str
    kind: str
    rings: list[Floats] = field(default_factory=list)


@dataclass
class CityBuilding:
    """A building, or a part of one, in the file's coordinates.

    Parameters
    ----------
    id : str
        Its ``gml:id``; empty where it has none.
    whole : str
        Id of the building that it is a part of, or empty.
    rings : dict of str to list of (n, 3) arrays
        Outlines by what they are: ``ground``, ``footprint``, ``roof_edge``, ``solid``.
    """

    id: str
    whole: str
    name: str | None = None
    usage: str | None = None
    measured_height_m: float | None = None
    storeys: int | None = None
    rings: dict[str, list[Floats]] = field(default_factory=dict)
    openings: list[Opening] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, word: str, found: list[Floats]) -> None:
        """Note outlines."""
        self.rings.setdefault(word, []).extend(found)


@dataclass
class CityDocument:
    """What a file holds.

    Parameters
    ----------
    srs_name : str
        The coordinate system that the file names first.
    buildings : list of CityBuilding
    others : dict
        How many other city objects there are, by name.
    """

    srs_name: str = ""
    buildings: list[CityBuilding] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)


def read_document(path: Path) -> CityDocument:
    """Read a CityGML file.

    Parameters
    ----------
    path : Path
        ``.gml`` or ``.xml``, plain or compressed by gzip.

    Returns
    -------
    CityDocument

    Raises
    ------
    InvalidInput
        Where it is not XML, ends too early, is not CityGML, or is too large.
    """
    file, document = str(path), CityDocument()
    try:
        with ExitStack() as opened:
            stream = _opened(path, opened)
            _refuse_doctype(stream, file)
            for element in _members(stream, document, file):
                _take_in(element, document)
    except ElementTree.ParseError as error:
        raise InvalidInput([_broken(file, error)]) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InvalidInput([damaged(file, error)]) from error
    except OSError as error:
        raise InvalidInput([_unreadable(file, error)]) from error
    return document


def _opened(path: Path, opened: ExitStack) -> IO[bytes]:
    """Open a file, and what is packed in it, for as long as `opened` stays open."""
    plain: IO[bytes] = opened.enter_context(path.open("rb"))
    is_packed = plain.read(2) == b"\x1f\x8b"
    size = plain.seek(0, 2)
    plain.seek(0)
    if size > LIMIT_BYTES:
        raise InvalidInput([_too_large(str(path))])
    return (
        opened.enter_context(cast(IO[bytes], gzip.open(plain))) if is_packed else plain
    )


def _refuse_doctype(stream: IO[bytes], file: str) -> None:
    """Refuse entities: a document type stands before the first element or nowhere."""
    prologue = stream.read(_PROLOGUE_BYTES)
    first = re.search(rb"<[A-Za-z]", prologue.replace(b"\x00", b""))
    before = prologue.replace(b"\x00", b"")[: first.start() if first else None]
    if b"<!DOCTYPE" in before:
        raise InvalidInput([_not_citygml(file, "<!DOCTYPE>")])
    stream.seek(0)


def _members(stream: IO[bytes], document: CityDocument, file: str) -> Iterator[Element]:
    """Yield each city object, and forget it afterwards."""
    root: Element | None = None
    events = ElementTree.iterparse(stream, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if root is None:
                root = element
                if _local(element.tag) != _ROOT:
                    raise InvalidInput([_not_citygml(file, f"<{_local(element.tag)}>")])
            document.srs_name = document.srs_name or element.get("srsName", "")
            continue
        if element.tag == _MEMBER and root is not None:
            yield from list(element)
            root.clear()
            if stream.tell() > LIMIT_BYTES:
                raise InvalidInput([_too_large(file)])


def _take_in(element: Element, document: CityDocument) -> None:
    if element.tag == f"{_BUILDING}Building":
        document.buildings += _buildings(element, "")
    else:
        name = _local(element.tag)
        document.others[name] = document.others.get(name, 0) + 1


def _buildings(element: Element, whole: str) -> list[CityBuilding]:
    """Read a building; one made of parts is its parts."""
    id_ = element.get(f"{_GML}id", "")
    built = CityBuilding(id_, whole)
    found = [built]
    for child in element:
        name = _local(child.tag)
        if name == "consistsOfBuildingPart":
            for part in child:
                found += _buildings(part, id_)
        elif name == "boundedBy" and child.tag.startswith(_BUILDING):
            for surface in child:
                _take_in_surface(surface, built)
        elif name in _OUTLINES:
            built.add(_OUTLINES[name], _rings(child, built))
        else:
            _take_in_property(name, child, built)
    has_shape = any(built.rings.values())
    return found if has_shape or len(found) == 1 else found[1:]


_OUTLINES = {
    "lod0FootPrint": "footprint",
    "lod0RoofEdge": "roof_edge",
    "lod1Solid": "solid",
    "lod2Solid": "solid",
    "lod3Solid": "solid",
}


def _take_in_property(name: str, element: Element, built: CityBuilding) -> None:
    text = (element.text or "").strip()
    if name == "name":
        built.name = text or None
    elif name == "usage":
        built.usage = text or None
    elif name == "measuredHeight":
        built.measured_height_m = _number(text)
    elif name == "storeysAboveGround":
        number = _number(text)
        built.storeys = None if number is None else int(number)


def _take_in_surface(surface: Element, built: CityBuilding) -> None:
    word = _SURFACES.get(_local(surface.tag))
    if word is None:
        return
    for child in surface:
        name = _local(child.tag)
        if name == "opening":
            for opening in child:
                _take_in_opening(opening, built)
        elif name.endswith("MultiSurface"):
            built.add(word, _rings(child, built))


def _take_in_opening(element: Element, built: CityBuilding) -> None:
    kind = _SURFACES.get(_local(element.tag))
    if kind in ("window", "door"):
        id_ = element.get(f"{_GML}id", "")
        built.openings.append(Opening(id_, str(kind), _rings(element, built)))


def _rings(element: Element, built: CityBuilding) -> list[Floats]:
    """Read the outer outlines below an element; what cannot be read is noted."""
    found = []
    for polygon in element.iter(f"{_GML}Polygon"):
        listed = polygon.find(f"{_GML}exterior//{_GML}posList")
        text = "" if listed is None else listed.text or ""
        try:
            numbers = np.array([float(word) for word in text.split()])
            if len(numbers) < 12 or len(numbers) % 3 or not np.isfinite(numbers).all():
                raise ValueError(f"{len(numbers)}")
        except ValueError:
            built.broken.append(polygon.get(f"{_GML}id", _local(element.tag)))
            continue
        found.append(numbers.reshape(-1, 3))
    return found


def _number(text: str) -> float | None:
    """Read a number; None where it says that nobody knows, or says nothing."""
    try:
        number = float(text)
    except ValueError:
        return None
    is_known = text.split(".")[0] not in _UNKNOWN_NUMBERS or 0 < number < 1
    return number if is_known and np.isfinite(number) and number > 0 else None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _broken(file: str, error: ElementTree.ParseError) -> Problem:
    line, column = error.position
    where = Text(ja=f"{line}行目 {column}文字目", en=f"line {line}, column {column}")
    return cut_short(file, where=where, found=str(error).split(":")[0])


def _unreadable(file: str, error: OSError) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="ファイル", en="file"),
        found=error.strerror or type(error).__name__,
        expected=Text(ja="読めるファイル", en="a file that can be read"),
        remedy=Text(ja="パスを確かめてください。", en="Check the path."),
    )


def _not_citygml(file: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="1行目付近", en="near line 1"),
        found=found,
        expected=Text(
            ja="<core:CityModel> で始まるCityGML 2.0",
            en="CityGML 2.0 beginning with <core:CityModel>",
        ),
        remedy=Text(
            ja="PLATEAUの建築物（bldg）の .gml を指定してください。",
            en="Give a .gml of PLATEAU's buildings (bldg).",
        ),
    )


def _too_large(file: str) -> Problem:
    limit = LIMIT_BYTES // MEGABYTE
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found=f"> {limit} MB",
        expected=Text(ja=f"{limit} MB以下", en=f"at most {limit} MB"),
        remedy=Text(
            ja="必要なメッシュのファイルだけを指定してください。",
            en="Give the files of the meshes that you need only.",
        ),
    )
