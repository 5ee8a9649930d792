"""Tables of town blocks that a user brings: boundaries, or names with a point each."""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from machimori.errors import InvalidInput, Problem
from machimori.formats.incidents.lines import read_content, read_listing
from machimori.formats.shapes.attributes import as_text, is_empty
from machimori.formats.shapes.mapping import LayerRule
from machimori.formats.shapes.sources import Source, open_sources
from machimori.formats.shapes.tables import read_table
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.incidents import Block, Blocks, lay_out
from machimori.incidents.names import exact_key
from machimori.incidents.vocabulary import folded
from machimori.language import Text

LIST_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("KEY_CODE", "KEYCODE", "町字ID"),
    "name": (
        "MOJI",
        "S_NAME",
        "町丁目名",
        "町丁目",
        "大字町丁目名",
        "町名",
        "NAME",
        "name",
    ),
    "prefecture": ("KEN_NAME", "PREF_NAME", "都道府県名", "都道府県"),
    "county": ("GST_NAME", "CITY_NAME", "市区町村名", "市区町村"),
    "ward": ("CSS_NAME",),
    "code": ("市区町村コード", "municipality_code"),
    "residents": ("JINKO", "人口", "総人口", "T000849001", "TOTAL", "residents"),
    "lon": ("X_CODE", "経度", "lon", "lng", "longitude"),
    "lat": ("Y_CODE", "緯度", "lat", "latitude"),
    "type": ("HCODE",),
}
"""Headings of census boundaries (国勢調査 小地域), address tables and plain lists; the
first that a file has counts."""

WATER = "8154"
"""HCODE of areas of water, in which nobody lives."""

_IN_A_DESCRIPTION = re.compile(r"(?P<name>[A-Z_0-9]{2,12}):\s*(?P<value>[^<]*)")
_ANY = LayerRule(match="*", kind="area", prefix="")


def read_blocks(paths: Sequence[Path]) -> Blocks:
    """Read tables of town blocks.

    Parameters
    ----------
    paths : sequence of Path
        Boundaries of the census by small area as Shapefile, GeoJSON or GeoPackage;
        lists with name, longitude and latitude; lists with the key of the census and
        residents, which are put to the blocks of the other files.

    Returns
    -------
    Blocks
        Areas of water are left out; several polygons of one key are one block.

    Raises
    ------
    InvalidInput
        With the problems of all files.
    """
    blocks: list[Block] = []
    residents: dict[str, int] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            if path.suffix.lower() in LIST_ENDINGS:
                _read_list(path, blocks, residents)
            else:
                blocks += _read_map(path)
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    settled = [
        replace(block, residents=residents.get(block.id, block.residents))
        for block in blocks
    ]
    return lay_out(_one_a_name(settled))


def _one_a_name(blocks: Sequence[Block]) -> Iterator[Block]:
    """Put together blocks of one name, which no list of names can tell apart."""
    named: dict[tuple[str, str, str], list[Block]] = {}
    for block in blocks:
        key = (block.prefecture, block.municipality, exact_key(block.name))
        named.setdefault(key, []).append(block)
    for same in named.values():
        yield same[0] if len(same) == 1 else _joined(same)


def _joined(same: Sequence[Block]) -> Block:
    outlines = [block.outline for block in same if block.outline is not None]
    counts = [block.residents for block in same if block.residents is not None]
    whole = shapely.union_all(outlines) if outlines else None
    residents = sum(counts) if len(counts) == len(same) else None
    return replace(same[0], outline=whole, residents=residents)


def _read_map(path: Path) -> list[Block]:
    found: list[Block] = []
    with tempfile.TemporaryDirectory() as unpacked:
        for source in open_sources(path, unpacked=Path(unpacked)):
            found += _blocks_of_map(source)
    return found


def _blocks_of_map(source: Source) -> list[Block]:
    table = read_table(source, _ANY)
    names = list(table.columns)
    parts: dict[str, list[Any]] = {}
    said: dict[str, Mapping[str, str]] = {}
    for row, outline in enumerate(table.geometries):
        cells = {n: _cell(table.columns[n][row]) for n in names}
        words = _words({**_described(cells), **cells})
        if outline is None or "name" not in words or words.get("type") == WATER:
            continue
        key = words.get("id") or _key(words)
        parts.setdefault(key, []).append(outline)
        said.setdefault(key, words)
    if not said:
        raise InvalidInput([_no_blocks(source.label, names)])
    return [_block(key, said[key], _whole(parts[key], source)) for key in said]


def _described(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Read the attributes that a KML keeps in its description."""
    written = html.unescape(cells.get("Description", cells.get("description", "")))
    return {m["name"]: m["value"].strip() for m in _IN_A_DESCRIPTION.finditer(written)}


def _cell(value: Any) -> str:
    return "" if is_empty(value) else as_text(value)


def _words(cells: Mapping[str, str]) -> Mapping[str, str]:
    by_heading = {folded(name): value for name, value in cells.items()}
    found = {}
    for name, headings in COLUMNS.items():
        values = (by_heading.get(folded(heading), "") for heading in headings)
        value = next(filter(None, values), "")
        if value:
            found[name] = value
    return found


def _key(words: Mapping[str, str]) -> str:
    named = (words.get(name, "") for name in ("prefecture", "county", "ward", "name"))
    return "".join(named)


def _whole(parts: Sequence[Any], source: Source) -> Any:
    areas = [p for p in parts if p.geom_type in ("Polygon", "MultiPolygon")]
    if not areas:
        raise InvalidInput([_no_areas(source.label, parts[0].geom_type)])
    whole = shapely.union_all(shapely.make_valid(np.array(areas, dtype=object)))
    polygons = [
        p
        for p in shapely.get_parts(shapely.get_parts(whole))
        if p.geom_type == "Polygon"
    ]
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _block(key: str, words: Mapping[str, str], outline: Any) -> Block:
    centre = _centre(words)
    if centre is None and outline is not None:
        middle = outline.representative_point()
        centre = (middle.x, middle.y)
    return Block(
        id=key,
        name=words["name"],
        prefecture=words.get("prefecture", ""),
        municipality=words.get("county", "") + words.get("ward", ""),
        municipality_code=words.get("code", "") or _code_in(words.get("id", "")),
        centre_m=centre,
        outline=outline,
        residents=_count(words.get("residents", "")),
    )


def _code_in(key: str) -> str:
    """A key of the census begins with the municipality's code."""
    return key[:5] if len(key) >= 9 and key.isdigit() else ""


def _centre(words: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        lon, lat = float(words["lon"]), float(words["lat"])
    except (KeyError, ValueError):
        return None
    west, south, east, north = JAPAN_BOUNDS
    return (lon, lat) if west <= lon <= east and south <= lat <= north else None


def _count(written: str) -> int | None:
    plain = folded(written).replace(",", "")
    return int(plain) if plain.isdecimal() and len(plain) < 10 else None


def _read_list(path: Path, blocks: list[Block], residents: dict[str, int]) -> None:
    """Read names with points, or residents by key: whichever the columns allow."""
    lines = read_listing(path, read_content(path)).lines
    if not lines:
        raise InvalidInput([_no_blocks(str(path), [])])
    headings = lines[0][1]
    rows = [_words(dict(zip(headings, cells, strict=False))) for _, cells in lines[1:]]
    placed = [words for words in rows if "name" in words and _centre(words)]
    counted = [words for words in rows if "id" in words and "residents" in words]
    if not placed and not counted:
        raise InvalidInput([_no_blocks(str(path), headings)])
    for words in placed:
        blocks.append(_block(words.get("id") or _key(words), words, None))
    residents |= dict(_counted(counted))


def _counted(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, int]]:
    for words in rows:
        count = _count(words["residents"])
        if count is not None:
            yield words["id"], count


def _no_blocks(file: str, found: Sequence[str]) -> Problem:
    listed = " / ".join(COLUMNS["name"])
    return Problem(
        file=file,
        where=Text(ja="見出し", en="headings"),
        found=", ".join(found)[:80] or "-",
        expected=Text(
            ja=f"町丁目の名の列（{listed}）と、図形または経度・緯度、"
            "あるいは KEY_CODE と人口",
            en=f"a column of names ({listed}) with shapes or longitude and latitude, "
            "or KEY_CODE with residents",
        ),
        remedy=Text(
            ja="e-Statの小地域の境界データか、市の町丁目の一覧を指定してください。",
            en="Give the census boundaries by small area, or a city's list of blocks.",
        ),
    )


def _no_areas(file: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="図形", en="shapes"),
        found=found,
        expected=Text(ja="面（ポリゴン）", en="polygons"),
        remedy=Text(
            ja="町丁目の境界のファイルを指定してください。",
            en="Give a file of boundaries.",
        ),
    )
