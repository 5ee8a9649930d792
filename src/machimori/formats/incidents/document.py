"""The incidents file: GeoJSON that the commands read back and QGIS opens.

It is a file for the office: what leaves it goes through the publication gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.incidents.places import tells_of_person
from machimori.formats.opening import atomic_write
from machimori.formats.scene_file import encode_json
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.incidents import (
    Block,
    Incident,
    Incidents,
    Source,
    When,
    Where,
    incident_vocabulary,
    lay_out,
)
from machimori.language import Text

SCHEMA = 1
CONTENT = "incidents"
DIGITS = 8
"""Decimals of a degree: a millimetre."""

_OF_INCIDENT = (
    "kind",
    "first_on",
    "last_on",
    "hour",
    "until_hour",
    "prefecture",
    "municipality",
    "municipality_code",
    "block_name",
    "block",
    "setting",
    "known_by",
    "is_attempt",
    "was_locked",
    "source",
)
_OF_BLOCK = (
    "name",
    "prefecture",
    "municipality",
    "municipality_code",
    "residents",
    "centre",
)
PROPERTIES = {"incident": _OF_INCIDENT, "block": _OF_BLOCK}
"""What the features of the file may say; anything else is refused."""


def write_incidents(incidents: Incidents, path: Path) -> None:
    """Write the incidents file.

    Parameters
    ----------
    incidents : Incidents
    path : Path
        ``.geojson``; written whole or not at all.

    Raises
    ------
    CannotWrite
    """
    document = {
        "type": "FeatureCollection",
        "machimori": _header(incidents),
        "features": list(_features(incidents)),
    }
    with atomic_write(path) as part:
        part.write_text(encode_json(document), encoding="utf-8", newline="\n")


def is_document(document: Any) -> bool:
    """Tell whether a GeoJSON is an incidents file."""
    header = document.get("machimori") if isinstance(document, Mapping) else None
    return isinstance(header, Mapping) and header.get("content") == CONTENT


def read_document(document: Mapping[str, Any], *, file: str) -> Incidents:
    """Read an incidents file.

    Parameters
    ----------
    document : mapping
        For which :func:`is_document` is true.
    file : str
        Named in messages.

    Returns
    -------
    Incidents

    Raises
    ------
    InvalidInput
        With every problem.
    """
    reader = _Reader(file)
    sources = reader.sources(document["machimori"])
    features = document.get("features")
    for number, feature in enumerate(features if isinstance(features, list) else ()):
        reader.read(number, feature)
    if not isinstance(features, list):
        reader.note(Text.same("features"), type(features).__name__, _A_LIST)
    reader.refuse_strangers(sources)
    if reader.problems:
        raise InvalidInput(reader.problems)
    return Incidents(tuple(reader.incidents), lay_out(reader.blocks), sources)


def _header(incidents: Incidents) -> Mapping[str, Any]:
    return {
        "schema": SCHEMA,
        "content": CONTENT,
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "licence": {"ja": source.licence.ja, "en": source.licence.en},
                "sha256": source.sha256,
            }
            for source in incidents.sources.values()
        ],
    }


def _features(incidents: Incidents) -> Iterator[Mapping[str, Any]]:
    for block in incidents.blocks.in_degrees():
        yield {
            "type": "Feature",
            "id": block.id,
            "geometry": _outline(block),
            "properties": {"record": "block", **_block_says(block)},
        }
    for one in incidents:
        yield {
            "type": "Feature",
            "id": one.id,
            "geometry": _point(one.where),
            "properties": {"record": "incident", **_incident_says(one)},
        }


def _outline(block: Block) -> Mapping[str, Any] | None:
    if block.outline is None:
        return None
    rounded = shapely.transform(block.outline, lambda xy: np.round(xy, DIGITS))
    drawn: Mapping[str, Any] = mapping(rounded)
    return drawn


def _point(where: Where) -> Mapping[str, Any] | None:
    if where.lon is None or where.lat is None:
        return None
    return {"type": "Point", "coordinates": [where.lon, where.lat]}


def _block_says(block: Block) -> Mapping[str, Any]:
    # The centre is no geometry of its own: a map would draw it as a place.
    centre = block.centre_m
    said = {
        "name": block.name,
        "prefecture": block.prefecture,
        "municipality": block.municipality,
        "municipality_code": block.municipality_code,
        "residents": block.residents,
        "centre": None if centre is None else [round(v, DIGITS) for v in centre],
    }
    return _without_unknown(said)


def _incident_says(one: Incident) -> Mapping[str, Any]:
    when, where = one.when, one.where
    said = {
        "kind": one.kind,
        "first_on": when.first_on and when.first_on.isoformat(),
        "last_on": when.last_on and when.last_on.isoformat(),
        "hour": when.hour,
        "until_hour": when.until_hour,
        "prefecture": where.prefecture,
        "municipality": where.municipality,
        "municipality_code": where.municipality_code,
        "block_name": where.block_name,
        "block": where.block,
        "setting": one.setting,
        "known_by": one.known_by,
        "is_attempt": one.is_attempt or None,
        "was_locked": one.was_locked,
        "source": one.source,
    }
    return _without_unknown(said)


def _without_unknown(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "")}


@dataclass
class _Reader:
    """Reads features one by one, and notes what is wrong with them."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def note(self, where: Text, found: object, expected: Text) -> None:
        words = str(found)[:40]
        shown = "（***）" if tells_of_person(words) else words
        self.problems.append(
            Problem(
                file=self.file,
                where=where,
                found=shown or "-",
                expected=expected,
                remedy=_MADE_BY_IMPORT,
            )
        )

    def sources(self, header: Mapping[str, Any]) -> dict[str, Source]:
        if header.get("schema") != SCHEMA:
            found = header.get("schema")
            self.note(Text.same("machimori.schema"), found, Text.same(SCHEMA))
        listed = header.get("sources", [])
        try:
            sources = [_source(one) for one in listed]
        except (TypeError, KeyError, ValueError):
            self.note(Text.same("machimori.sources"), listed, _SOURCES)
            return {}
        return {source.id: source for source in sources}

    def read(self, number: int, feature: Any) -> None:
        if not isinstance(feature, Mapping):
            return self.note(_at(number), feature, _A_FEATURE)
        said = feature.get("properties")
        record = said.get("record") if isinstance(said, Mapping) else None
        if not isinstance(said, Mapping) or record not in PROPERTIES:
            return self.note(_at(number), record, _A_FEATURE)
        known = ("record", *PROPERTIES[record])
        strange = [name for name in said if name not in known]
        for name in strange:
            self.note(_at(number), name, did_you_mean(str(name), known))
        if strange:
            return None
        make = self._incident if record == "incident" else self._block
        return self._made(number, feature, said, make)

    def _made(
        self,
        number: int,
        feature: Mapping[str, Any],
        said: Mapping[str, Any],
        make: Callable[[Mapping[str, Any], Mapping[str, Any]], None],
    ) -> None:
        try:
            make(feature, said)
        except _Wrong as wrong:
            self.note(_at(number), wrong.found, wrong.expected)
        except (TypeError, ValueError, KeyError, shapely.errors.ShapelyError) as error:
            self.note(_at(number), error, _A_FEATURE)

    def _incident(self, feature: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        words = incident_vocabulary()
        lon, lat = _coordinates(feature.get("geometry"))
        self.incidents.append(
            Incident(
                id=_text(feature, "id"),
                kind=_one_of(said.get("kind"), words.kinds),
                when=_when(said),
                where=Where(
                    prefecture=_text(said, "prefecture"),
                    municipality=_text(said, "municipality"),
                    municipality_code=_text(said, "municipality_code"),
                    block_name=_text(said, "block_name"),
                    block=_text(said, "block") or None,
                    lon=lon,
                    lat=lat,
                ),
                setting=_setting(said),
                known_by=_one_of(said.get("known_by", "reported"), _KNOWN_BY),
                is_attempt=_flag(said, "is_attempt") or False,
                was_locked=_flag(said, "was_locked"),
                source=_text(said, "source"),
            )
        )

    def _block(self, feature: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        drawn, centre = feature.get("geometry"), said.get("centre")
        self.blocks.append(
            Block(
                id=_text(feature, "id"),
                name=_text(said, "name"),
                prefecture=_text(said, "prefecture"),
                municipality=_text(said, "municipality"),
                municipality_code=_text(said, "municipality_code"),
                centre_m=None if centre is None else _pair(centre),
                outline=None if drawn is None else _polygon(drawn),
                residents=_whole(said.get("residents")),
            )
        )

    def refuse_strangers(self, sources: Mapping[str, Source]) -> None:
        """Note incidents whose block or source is not in the file."""
        blocks = {block.id for block in self.blocks}
        for one in self.incidents:
            if one.where.block is not None and one.where.block not in blocks:
                self.note(Text.same(one.id), one.where.block, _A_BLOCK)
            if one.source and one.source not in sources:
                self.note(Text.same(one.id), one.source, _SOURCES)


class _Wrong(ValueError):
    def __init__(self, found: object, expected: Text) -> None:
        self.found, self.expected = found, expected
        super().__init__(str(found))


_KNOWN_BY: Mapping[str, Any] = {"reported": None, "found_on_patrol": None}


def _source(said: Mapping[str, Any]) -> Source:
    licence = said["licence"]
    texts = (
        said["id"],
        said.get("title", ""),
        said["publisher"],
        said["sha256"],
        licence["ja"],
        licence["en"],
    )
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return Source(
        id=said["id"],
        title=said.get("title", ""),
        publisher=said["publisher"],
        licence=Text(ja=licence["ja"], en=licence["en"]),
        sha256=said["sha256"],
    )


def _when(said: Mapping[str, Any]) -> When:
    first_on, last_on = said.get("first_on"), said.get("last_on")
    return When(
        first_on=None if first_on is None else date.fromisoformat(first_on),
        last_on=None if last_on is None else date.fromisoformat(last_on),
        hour=_whole(said.get("hour")),
        until_hour=_whole(said.get("until_hour")),
    )


def _one_of(found: Any, known: Mapping[str, Any]) -> Any:
    if not isinstance(found, str) or found not in known:
        raise _Wrong(found, did_you_mean(str(found), known))
    return found


def _setting(said: Mapping[str, Any]) -> str | None:
    if "setting" not in said:
        return None
    setting: str = _one_of(said["setting"], incident_vocabulary().settings)
    return setting


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name, "")
    if not isinstance(found, str):
        raise _Wrong(found, Text(ja=f"文字列の {name}", en=f"{name} as text"))
    return found


def _whole(found: Any) -> int | None:
    if found is None or (isinstance(found, int) and not isinstance(found, bool)):
        return found
    raise _Wrong(found, Text(ja="整数", en="a whole number"))


def _flag(said: Mapping[str, Any], name: str) -> bool | None:
    found = said.get(name)
    if found is None or isinstance(found, bool):
        return found
    raise _Wrong(found, Text.same("true / false"))


def _pair(found: Any) -> tuple[float, float]:
    lon, lat = found
    return _within_japan(float(lon), float(lat))


def _within_japan(lon: float, lat: float) -> tuple[float, float]:
    west, south, east, north = JAPAN_BOUNDS
    if not (west <= lon <= east and south <= lat <= north):
        raise _Wrong(f"{lon}, {lat}", _IN_JAPAN)
    return lon, lat


def _coordinates(drawn: Any) -> tuple[float | None, float | None]:
    if drawn is None:
        return None, None
    if not isinstance(drawn, Mapping) or drawn.get("type") != "Point":
        raise _Wrong(drawn, Text(ja="点、または null", en="a Point, or null"))
    return _pair(drawn["coordinates"][:2])


def _polygon(drawn: Any) -> Any:
    outline = shape(drawn)
    if outline.geom_type not in ("Polygon", "MultiPolygon"):
        raise _Wrong(outline.geom_type, Text(ja="面", en="a Polygon or MultiPolygon"))
    if outline.is_empty or not outline.is_valid:
        raise _Wrong(outline.geom_type, Text(ja="正しい面", en="a valid polygon"))
    west, south, east, north = outline.bounds
    _within_japan(west, south), _within_japan(east, north)
    return outline


def _at(number: int) -> Text:
    return Text(ja=f"{number + 1}番目の地物", en=f"feature {number + 1}")


_IN_JAPAN = Text(
    ja="日本国内の経度・緯度（度）", en="longitude and latitude in Japan, in degrees"
)
_A_LIST = Text(ja="地物のリスト", en="a list of features")
_A_FEATURE = Text(
    ja="record が incident か block で、値の正しい地物",
    en="a feature whose record is incident or block, with proper values",
)
_A_BLOCK = Text(ja="このファイルにある町丁目のid", en="the id of a block in this file")
_SOURCES = Text(
    ja="id、publisher、licence、sha256 のある出典",
    en="sources with id, publisher, licence and sha256",
)
_MADE_BY_IMPORT = Text(
    ja="machimori incidents import で作り直してください。",
    en="Make the file again with machimori incidents import.",
)
