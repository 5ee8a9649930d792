"""Districts in a file: a table of names, or a GeoJSON with their boundaries.

The boundaries of 町丁・字等 that the statistics office publishes (e-Stat) are read as
they are, by their own names of properties.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode
from machimori.formats.tables import Column, Row, read_each
from machimori.language import Text

MOST_DISTRICTS = 2000
COLUMNS = (
    Column("code", "符号"),
    Column("name", "名前", required=True),
    Column("name_easy", "やさしい日本語"),
    Column("name_en", "英語"),
)
TABLES = (".csv", ".xlsx")
MAPS = (".geojson", ".json")

_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "KEY_CODE", "符号"),
    "name": ("name", "S_NAME", "名前", "町名"),
    "name_easy": ("name_easy", "やさしい日本語"),
    "name_en": ("name_en", "英語"),
}
_CHOME = re.compile(r"[一二三四五六七八九十0-9]+丁目$")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
_JAPAN = (122.0, 20.0, 154.0, 46.0)


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A district as a file has it.

    Parameters
    ----------
    code : str
        Empty where the file has none.
    name, name_easy, name_en : str
    geometry : mapping or None
        GeoJSON, Polygon or MultiPolygon in longitude and latitude.
    """

    code: str
    name: str
    name_easy: str = ""
    name_en: str = ""
    geometry: Mapping[str, Any] | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north."""
        return None if self.geometry is None else tuple(shape(self.geometry).bounds)


def read_outlines(
    content: bytes, *, file: str, unites_chome: bool = False
) -> tuple[Outline, ...]:
    """Read the districts of a file.

    Parameters
    ----------
    content : bytes
    file : str
        Its name: the ending says what it is, messages name it.
    unites_chome : bool
        Whether 本町一丁目 and 本町二丁目 become one 本町.

    Returns
    -------
    tuple of Outline
        In the order of the file.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    ending = Path(file).suffix.lower()
    if ending in TABLES:
        read = _table(content, file)
    elif ending in MAPS:
        read = tuple(_features(content, file))
    else:
        raise InvalidInput([_problem(file, _NAME, ending, _ENDINGS, _ANOTHER_FILE)])
    united = tuple(_united(read)) if unites_chome else read
    problems = list(_clashes(united, file))
    if problems:
        raise InvalidInput(problems)
    return united


def _table(content: bytes, file: str) -> tuple[Outline, ...]:
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        path = Path(folder) / f"districts{Path(file).suffix.lower()}"
        path.write_bytes(content)
        try:
            return read_each(path, COLUMNS, _from_row)
        except InvalidInput as error:
            named = [replace(problem, file=file) for problem in error.problems]
            raise InvalidInput(named) from error


def _from_row(row: Row) -> Outline | None:
    code, name = row.text("code"), _tidy(row.needed("name"))
    if code and not _CODE.fullmatch(code):
        row.wrong("code", code, _A_CODE)
    if len(name) > 40:
        row.wrong("name", name, _A_NAME)
    easy, english = row.text("name_easy")[:80], row.text("name_en")[:80]
    return Outline(code=code, name=name, name_easy=easy, name_en=english)


def _features(content: bytes, file: str) -> Iterator[Outline]:
    problems: list[Problem] = []
    for number, feature in enumerate(_listed(content, file), start=1):
        where = Text(ja=f"{number}番目の地物", en=f"feature {number}")
        try:
            read = _from_feature(feature)
        except _Wrong as wrong:
            problems.append(
                _problem(file, where, wrong.found, wrong.expected, _CORRECT)
            )
            continue
        if not problems:
            yield read
    if problems:
        raise InvalidInput(problems)


def _listed(content: bytes, file: str) -> list[Any]:
    try:
        read = json.loads(decode(content, file=file))
    except (ValueError, RecursionError) as error:
        found = str(error)[:80]
        raise InvalidInput([_problem(file, _WHOLE, found, _JSON, _CORRECT)]) from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features:
        raise InvalidInput([_problem(file, _WHOLE, "", _COLLECTION, _CORRECT)])
    if len(features) > MOST_DISTRICTS:
        found = str(len(features))
        raise InvalidInput([_problem(file, _WHOLE, found, _FEWER, _ANOTHER_FILE)])
    return features


class _Wrong(Exception):
    def __init__(self, found: object, expected: Text) -> None:
        self.found, self.expected = str(found)[:80], expected


def _from_feature(feature: Any) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _Wrong(feature, _WITH_PROPERTIES)
    said = {name: _said(properties, keys) for name, keys in _PROPERTIES.items()}
    if not 0 < len(said["name"]) <= 40:
        raise _Wrong(said["name"], _A_NAME)
    if said["code"] and not _CODE.fullmatch(said["code"]):
        raise _Wrong(said["code"], _A_CODE)
    return Outline(
        code=said["code"],
        name=said["name"],
        name_easy=said["name_easy"][:80],
        name_en=said["name_en"][:80],
        geometry=_geometry(feature.get("geometry")),
    )


def _said(properties: Mapping[str, Any], keys: Iterable[str]) -> str:
    found = next((properties[key] for key in keys if properties.get(key)), "")
    return _tidy(str(found))


def _tidy(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _geometry(written: Any) -> Mapping[str, Any]:
    if not isinstance(written, dict) or written.get("type") not in _AREAS:
        found = written.get("type") if isinstance(written, dict) else written
        raise _Wrong(found, _AN_AREA)
    try:
        area = shape(written)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise _Wrong(error, _AN_AREA) from error
    if area.is_empty or not _in_japan(area.bounds):
        raise _Wrong(area.bounds, _LON_LAT)
    if not area.is_valid:
        raise _Wrong(shapely.is_valid_reason(area), _VALID)
    return _plain(shapely.set_precision(area, 1e-6))


def _plain(area: shapely.Geometry) -> Mapping[str, Any]:
    """Return GeoJSON with lists, as it comes back from the database too."""
    plain: Mapping[str, Any] = json.loads(json.dumps(mapping(area)))
    return plain


def _in_japan(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return (
        _JAPAN[0] <= west <= east <= _JAPAN[2]
        and _JAPAN[1] <= south <= north <= _JAPAN[3]
    )


def _united(outlines: Iterable[Outline]) -> Iterator[Outline]:
    towns: dict[str, list[Outline]] = {}
    for outline in outlines:
        towns.setdefault(_CHOME.sub("", outline.name) or outline.name, []).append(
            outline
        )
    for name, parts in towns.items():
        shapes = [shape(part.geometry) for part in parts if part.geometry]
        whole = _plain(shapely.union_all(shapes)) if shapes else None
        code = _common_start([part.code for part in parts])
        yield replace(parts[0], name=name, code=code, geometry=whole)


def _common_start(codes: Sequence[str]) -> str:
    columns = zip(*codes, strict=False)
    same = takewhile(lambda letters: len(set(letters)) == 1, columns)
    return "".join(letters[0] for letters in same)


def _clashes(outlines: Iterable[Outline], file: str) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, outline in enumerate(outlines, start=1):
        where = Text(ja=f"{number}番目の地区", en=f"district {number}")
        for kind, value in (("code", outline.code), ("name", outline.name)):
            if value and (kind, value) in seen:
                yield _problem(file, where, value, _ONCE, _CORRECT)
            seen.add((kind, value))


def _problem(
    file: str, where: Text, found: str, expected: Text, remedy: Text
) -> Problem:
    return Problem(
        file=file, where=where, found=found, expected=expected, remedy=remedy
    )


_AREAS = ("Polygon", "MultiPolygon")
_NAME = Text(ja="ファイル名", en="file name")
_WHOLE = Text(ja="全体", en="whole file")
_ENDINGS = Text(
    ja=".csv、.xlsx、.geojson のどれか", en="one of .csv, .xlsx and .geojson"
)
_ANOTHER_FILE = Text(ja="別のファイルを選んでください。", en="Choose another file.")
_CORRECT = Text(
    ja="ファイルを直して、もう一度読み込んでください。",
    en="Correct the file and read it again.",
)
_JSON = Text(ja="UTF-8のGeoJSON", en="GeoJSON in UTF-8")
_COLLECTION = Text(
    ja="地物が1つ以上あるFeatureCollection", en="a FeatureCollection with features"
)
_FEWER = Text(ja=f"{MOST_DISTRICTS}地区まで", en=f"at most {MOST_DISTRICTS} districts")
_WITH_PROPERTIES = Text(ja="属性のある地物", en="a feature with properties")
_A_NAME = Text(
    ja="40字までの名前（name、S_NAME、町名 のどれか）",
    en="a name of at most 40 characters (name or S_NAME)",
)
_A_CODE = Text(
    ja="半角の英数字と - _ で40字まで", en="letters, digits, - and _, at most 40"
)
_AN_AREA = Text(ja="Polygon か MultiPolygon", en="a Polygon or MultiPolygon")
_LON_LAT = Text(
    ja="日本の中の経度・緯度（この順）", en="longitude and latitude within Japan"
)
_VALID = Text(ja="自分自身と交わらない境界", en="a boundary that does not cross itself")
_ONCE = Text(ja="1つずつ違う符号と名前", en="a code and a name that no other has")
