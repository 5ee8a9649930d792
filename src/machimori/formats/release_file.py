"""What the gate has let through, as open data: CSV to keep, GeoJSON to map."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

import numpy as np
import shapely
from shapely.geometry import mapping

from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, read_each
from machimori.incidents import Block, Blocks, Source, incident_vocabulary
from machimori.language import Text
from machimori.publication import ALL, Release, Shown, Window
from machimori.publication import Row as Published
from machimori.publication.shown import Mark

COLUMNS = (
    Column("area", "区域", required=True),
    Column("prefecture", "都道府県"),
    Column("municipality", "市区町村"),
    Column("block", "町丁目"),
    Column("kinds", "種別", required=True),
    Column("first_on", "始まり", required=True),
    Column("last_on", "終わり", required=True),
    Column("shown", "件数"),
    Column("mark", "示し方", required=True),
    Column("low", "以上", required=True),
    Column("high", "以下"),
    Column("per_1000_residents", "人口千人あたり"),
    Column("class", "階級"),
)

TOGETHER = "+"
"""Between kinds that are counted together."""

_MARKS: Mapping[str, str] = {mark: mark for mark in get_args(Mark)}
_DIGITS = 6


def release_csv(release: Release, blocks: Blocks) -> str:
    """Write a release as CSV.

    Parameters
    ----------
    release : Release
    blocks : Blocks
        Whose names are written beside their ids.

    Returns
    -------
    str
        With a byte order mark, so that Excel reads it. The count of one or two is
        written with a dash of its own, which Excel does not take for a day.
    """
    named = {block.id: block for block in blocks}
    paper = io.StringIO()
    paper.write("\ufeff")
    writer = csv.writer(paper, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerows(_cells(row, named.get(row.area)) for row in release.rows)
    return paper.getvalue()


def read_release(path: Path) -> tuple[Published, ...]:
    """Read what was published before, from the CSV that was written then.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple of Row

    Raises
    ------
    InvalidInput
        With all problems.
    """
    return read_each(path, COLUMNS, _published)


def release_geojson(
    release: Release, blocks: Blocks, sources: Iterable[Source]
) -> dict[str, Any]:
    """Write a release as GeoJSON.

    Parameters
    ----------
    release : Release
    blocks : Blocks
    sources : iterable of Source
        Whose licences are told.

    Returns
    -------
    dict
        A FeatureCollection: one feature for each block and window, with its outline.
        Blocks without an outline have no geometry: a point would be a place where
        nothing happened.
    """
    named = {block.id: block for block in blocks.in_degrees()}
    by_place: dict[tuple[str, Window], list[Published]] = {}
    for row in release.rows:
        if row.area != ALL:
            by_place.setdefault((row.area, row.window), []).append(row)
    return {
        "type": "FeatureCollection",
        "machimori": _header(release, sources),
        "features": [
            _feature(named[area], window, rows)
            for (area, window), rows in by_place.items()
        ],
    }


def _cells(row: Published, block: Block | None) -> list[object]:
    shown = row.shown
    return [
        row.area,
        *((block.prefecture, block.municipality, block.name) if block else ("",) * 3),
        TOGETHER.join(row.kinds),
        row.window.first_on.isoformat(),
        row.window.last_on.isoformat(),
        shown.words.replace("-", "–").replace(",", ""),
        shown.mark,
        shown.low,
        "" if shown.high is None else shown.high,
        "" if row.rate is None else f"{row.rate:.2f}",
        row.colour_class.id.replace("-", "–"),
    ]


def _published(row: Row) -> Published | None:
    area, kinds = row.needed("area"), row.needed("kinds").split(TOGETHER)
    first_on, last_on = row.needed_day("first_on"), row.needed_day("last_on")
    mark, low, high = row.choice("mark", _MARKS), row.number("low"), row.number("high")
    for kind in kinds:
        if kind not in incident_vocabulary().kinds:
            row.wrong("kinds", kind, did_you_mean(kind, incident_vocabulary().kinds))
    if first_on is None or last_on is None or mark is None or low is None:
        return None
    if not _is_ordered(row, first_on, last_on, low, high):
        return None
    shown = Shown(mark, int(low), None if high is None else int(high))
    window = Window(first_on, last_on)
    return Published(area=area, kinds=tuple(kinds), window=window, shown=shown)


def _is_ordered(
    row: Row, first_on: date, last_on: date, low: float, high: float | None
) -> bool:
    if first_on > last_on:
        row.wrong("last_on", last_on, _LATER)
    is_count = low >= 0 and low.is_integer() and (high is None or high >= low)
    if not is_count or (high is not None and not high.is_integer()):
        row.wrong("low", f"{low:g}, {high}", _BOUNDS)
        return False
    return first_on <= last_on


def _header(release: Release, sources: Iterable[Source]) -> dict[str, Any]:
    return {
        "schema": 1,
        "content": "release",
        "reasons": [{"ja": one.ja, "en": one.en} for one in release.reasons],
        "sources": [
            {
                "title": source.title,
                "publisher": source.publisher,
                "licence": {"ja": source.licence.ja, "en": source.licence.en},
            }
            for source in sources
        ],
    }


def _feature(block: Block, window: Window, rows: Sequence[Published]) -> dict[str, Any]:
    counts: dict[str, Any] = {}
    for row in rows:
        name = TOGETHER.join(row.kinds)
        counts[name] = row.shown.words
        counts[f"{name}:class"] = row.colour_class.id
        if row.rate is not None:
            counts[f"{name}:per_1000_residents"] = round(row.rate, 2)
    return {
        "type": "Feature",
        "id": f"{block.id}/{window.first_on}",
        "geometry": _outline(block),
        "properties": {
            "area": block.id,
            "prefecture": block.prefecture,
            "municipality": block.municipality,
            "block": block.name,
            "first_on": window.first_on.isoformat(),
            "last_on": window.last_on.isoformat(),
            **counts,
        },
    }


def _outline(block: Block) -> Any:
    if block.outline is None:
        return None
    return mapping(
        shapely.transform(block.outline, lambda lon_lat: np.round(lon_lat, _DIGITS))
    )


_LATER = Text(ja="始まりより後の日", en="a day after the first")
_BOUNDS = Text(ja="0以上の整数で、以下≧以上", en="whole numbers, high not below low")
