"""OpenStreetMap XML, plain or compressed, also as JOSM and Overpass write it."""

from __future__ import annotations

import bz2
import gzip
import io
import math
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import (
    MEGABYTE,
    UNPACKED_FREE_BYTES,
    UNPACKED_RATIO,
)
from machimori.formats.osm.document import (
    OsmDocument,
    OsmMember,
    OsmRelation,
    OsmWay,
)
from machimori.formats.refusals import cut_short, damaged
from machimori.language import Text

XML_LIMIT_BYTES = 400 * MEGABYTE
"""The largest XML that is read: some two million nodes, the middle of a large city."""

_CHUNK_BYTES = 1 << 20
_MOST_PROBLEMS = 20


def read_xml(content: bytes, *, file: str) -> OsmDocument:
    """Read OpenStreetMap XML.

    Parameters
    ----------
    content : bytes
        Of a ``.osm`` file, or of one compressed by gzip or bzip2.
    file : str
        Named in messages.

    Returns
    -------
    OsmDocument
        Without what is marked ``visible='false'`` or ``action='delete'``.

    Raises
    ------
    InvalidInput
        Where it is not XML, ends too early, is no map or unpacks to too much.

    Source
    ------
    OpenStreetMap wiki, "OSM XML" and "JOSM file format".
    """
    parser = expat.ParserCreate()
    listener = _Listener(file, parser)
    try:
        for chunk in _chunks(content, file):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InvalidInput([_broken(file, error)]) from error
    except (EOFError, OSError, zlib.error) as error:
        raise InvalidInput([damaged(file, error)]) from error
    if listener.problems:
        raise InvalidInput(listener.problems)
    return listener.document


def _chunks(content: bytes, file: str) -> Iterator[bytes]:
    allowed = max(UNPACKED_FREE_BYTES, UNPACKED_RATIO * len(content))
    allowed = min(XML_LIMIT_BYTES, allowed)
    total = 0
    with _unpacked(content) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            total += len(chunk)
            if total > allowed:
                raise InvalidInput([too_large(file, allowed)])
            yield chunk


def _unpacked(content: bytes) -> io.BufferedIOBase:
    stream = io.BytesIO(content)
    if content.startswith(b"\x1f\x8b"):
        return gzip.open(stream)
    if content.startswith(b"BZh"):
        return bz2.open(stream)
    return stream


class _Listener:
    """Builds the document from the parser's events."""

    def __init__(self, file: str, parser: expat.XMLParserType) -> None:
        self.file = file
        self.parser = parser
        self.document = OsmDocument()
        self.problems: list[Problem] = []
        self._root: str | None = None
        self._element: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._nodes: list[int] = []
        self._members: list[OsmMember] = []
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = self.refuse_doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root is None:
            self._begin(name)
        try:
            self._start(name, attributes)
        except (KeyError, ValueError) as error:
            self._complain(name, str(error))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("node", "way", "relation"):
            self._element = attributes
            self._tags, self._nodes, self._members = {}, [], []
        elif name == "tag":
            self._tags[attributes["k"]] = attributes["v"]
        elif name == "nd":
            self._nodes.append(int(attributes["ref"]))
            if "lat" in attributes:
                self._place(self._nodes[-1], attributes)
        elif name == "member":
            member = OsmMember(
                attributes["type"], int(attributes["ref"]), attributes.get("role", "")
            )
            self._members.append(member)

    def end(self, name: str) -> None:
        if name not in ("node", "way", "relation") or _is_deleted(self._element):
            return
        try:
            self._keep(name, int(self._element["id"]))
        except (KeyError, ValueError) as error:
            self._complain(name, str(error))

    def _keep(self, name: str, number: int) -> None:
        if name == "way":
            self.document.ways[number] = OsmWay(tuple(self._nodes), self._tags)
        elif name == "relation":
            self.document.relations[number] = OsmRelation(
                tuple(self._members), self._tags
            )
        else:
            self._place(number, self._element)
            if self._tags:
                self.document.node_tags[number] = self._tags

    def _place(self, number: int, attributes: dict[str, str]) -> None:
        lon, lat = float(attributes["lon"]), float(attributes["lat"])
        if not (math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90):
            raise ValueError(f"lon={attributes['lon']} lat={attributes['lat']}")
        self.document.positions[number] = (lon, lat)

    def refuse_doctype(self, name: str, *_: object) -> None:
        raise InvalidInput([_not_a_map(self.file, f"<!DOCTYPE {name}>")])

    def _begin(self, name: str) -> None:
        self._root = name
        if name != "osm":
            raise InvalidInput([_not_a_map(self.file, f"<{name}>")])

    def _complain(self, name: str, found: str) -> None:
        number = self._element.get("id", "?")
        line = self.parser.CurrentLineNumber
        self.problems.append(_malformed(self.file, line, f"{name} {number}", found))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise InvalidInput(self.problems)


def _is_deleted(attributes: dict[str, str]) -> bool:
    return attributes.get("visible") == "false" or attributes.get("action") == "delete"


def too_large(file: str, limit_bytes: int) -> Problem:
    """Say that a map holds more than is read at once."""
    limit = limit_bytes // MEGABYTE
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found=f"> {limit} MB",
        expected=Text(ja=f"{limit} MB以下の地図", en=f"a map of at most {limit} MB"),
        remedy=Text(
            ja="OpenStreetMapの「エクスポート」などで必要な範囲だけを取ってください。",
            en="Fetch only the area you need, with Export on openstreetmap.org.",
        ),
    )


def _not_a_map(file: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="1行目付近", en="near line 1"),
        found=found,
        expected=Text(
            ja="<osm> で始まるOpenStreetMapのXML",
            en="OpenStreetMap XML beginning with <osm>",
        ),
        remedy=Text(
            ja="OpenStreetMapの「エクスポート」やJOSMで保存した .osm か、.osm.pbf を"
            "指定してください。",
            en="Give a .osm or .osm.pbf saved by OpenStreetMap's Export or by JOSM.",
        ),
    )


def _broken(file: str, error: expat.ExpatError) -> Problem:
    where = Text(ja=f"{error.lineno}行目", en=f"line {error.lineno}")
    found = expat.ErrorString(error.code) or str(error)
    return cut_short(file, where=where, found=found)


def _malformed(file: str, line: int, element: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja=f"{line}行目 {element}", en=f"line {line}, {element}"),
        found=found,
        expected=Text(
            ja="id・ref・k・v と、緯度経度の数値",
            en="id, ref, k, v, and numbers for lat and lon",
        ),
        remedy=Text(
            ja="JOSMで開いて保存し直すか、取り直してください。",
            en="Open and save it in JOSM, or fetch the file again.",
        ),
    )
