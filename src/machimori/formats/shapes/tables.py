"""Rows of a vector file: geometries in longitude and latitude, attributes as text."""

from __future__ import annotations

import codecs
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from machimori.errors import InvalidInput, Problem
from machimori.formats.shapes.mapping import LayerRule
from machimori.formats.shapes.sources import Source
from machimori.language import Text

_JGD2011 = CRS.from_epsg(6668)
_DBF_NAMES = {"shift_jis", "shift-jis", "sjis", "932", "ms932", "windows-31j"}
"""Names under which ``.cpg`` files write what Python calls cp932."""


@dataclass(frozen=True)
class Table:
    """What a vector file holds.

    Parameters
    ----------
    geometries : (n,) array of geometries
        In JGD2011 longitude and latitude [deg]; None where a row has none.
    columns : mapping
        Attributes by name, each an (n,) array.
    """

    geometries: NDArray[np.object_]
    columns: Mapping[str, NDArray[Any]]


def read_table(source: Source, rule: LayerRule) -> Table:
    """Read the rows of a file.

    Parameters
    ----------
    source : Source
    rule : LayerRule
        Says layer, encoding and coordinate system where the file does not.

    Returns
    -------
    Table

    Raises
    ------
    InvalidInput
        Where the file is damaged, its coordinate system unknown, or a column missing.
    """
    try:
        # GDAL warns of harmless oddities; what is lost shows in the count of rows.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layer = _layer(source, rule)
            options = {"layer": layer, "encoding": _encoding(source, rule)}
            expected = pyogrio.read_info(source.path, **options)["features"]
            meta, _, wkb, values = pyogrio.raw.read(source.path, **options)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InvalidInput([_unreadable(source, str(error))]) from error
    except (pyogrio.errors.FeatureError, UnicodeDecodeError) as error:
        raise InvalidInput([_unreadable(source, str(error))]) from error
    _refuse_cut_short(source)
    with np.errstate(invalid="ignore"):
        wkb = wkb if wkb is not None else []
        geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    if len(geometries) < expected:
        raise InvalidInput([_unreadable(source, f"{len(geometries)}/{expected}")])
    _refuse_nowhere(source, geometries)
    columns = dict(zip(meta["fields"], values, strict=True))
    _refuse_missing_columns(source, rule, columns)
    crs = _crs(source, rule, meta["crs"])
    return Table(_to_lon_lat(geometries, crs), columns)


def _refuse_cut_short(source: Source) -> None:
    """A Shapefile says how long it is; GDAL leaves the shapes beyond its end out."""
    if source.path.suffix.lower() != ".shp":
        return
    stated = 2 * int.from_bytes(source.content[24:28], "big")
    length = source.path.stat().st_size
    if length < stated:
        raise InvalidInput([_cut_short(source, f"{length:,}/{stated:,} byte")])


def _refuse_nowhere(source: Source, geometries: NDArray[np.object_]) -> None:
    xy, rows = shapely.get_coordinates(geometries, return_index=True)
    lost = rows[~np.isfinite(xy).all(axis=1)]
    if len(lost):
        raise InvalidInput([_nowhere(source, int(lost[0]) + 1)])


def kept_rows(table: Table, rule: LayerRule) -> Table:
    """Leave out the rows that a rule's ``where`` does not name."""
    keep = np.ones(len(table.geometries), dtype=bool)
    for column, words in rule.where.items():
        keep &= np.array([str(value) in words for value in table.columns[column]], bool)
    return replace(
        table,
        geometries=table.geometries[keep],
        columns={name: values[keep] for name, values in table.columns.items()},
    )


def _layer(source: Source, rule: LayerRule) -> str:
    names = [str(name) for name, _ in pyogrio.list_layers(source.path)]
    if rule.layer in names:
        return str(rule.layer)
    if rule.layer is None and len(names) == 1:
        return names[0]
    raise InvalidInput([_which_layer(source, rule.layer, names)])


def _encoding(source: Source, rule: LayerRule) -> str | None:
    """Choose the encoding of a Shapefile's attributes; other formats know theirs."""
    if source.path.suffix.lower() != ".shp":
        return None
    if rule.encoding:
        return rule.encoding
    with suppress(OSError, LookupError):
        stated = source.path.with_suffix(".cpg").read_text("ascii", "replace").strip()
        is_japanese = stated.lower() in _DBF_NAMES
        return "cp932" if is_japanese else codecs.lookup(stated).name
    with suppress(OSError, UnicodeDecodeError):
        source.path.with_suffix(".dbf").read_bytes()[32:].decode("utf-8")
        return "utf-8"
    return "cp932"


def _crs(source: Source, rule: LayerRule, stated: str | None) -> CRS:
    if stated is None:
        if rule.crs is None:
            raise InvalidInput([_no_crs(source)])
        return rule.crs
    crs = CRS.from_user_input(stated)
    if rule.crs is not None and not rule.crs.equals(crs, ignore_axis_order=True):
        raise InvalidInput([_two_crs(source, crs.name, rule.crs.name)])
    return crs


def _to_lon_lat(geometries: NDArray[np.object_], crs: CRS) -> NDArray[np.object_]:
    transformer = Transformer.from_crs(crs, _JGD2011, always_xy=True)

    def to_degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    flat = shapely.force_2d(np.asarray(geometries, dtype=object))
    moved: NDArray[np.object_] = shapely.transform(flat, to_degrees)
    return moved


def _refuse_missing_columns(
    source: Source, rule: LayerRule, columns: Mapping[str, Any]
) -> None:
    missing = [name for name in rule.needed_columns() if name not in columns]
    if missing:
        raise InvalidInput(
            [_no_column(source, name, list(columns)) for name in missing]
        )


def _problem(
    source: Source, found: str, where: Text, expected: Text, remedy: Text
) -> Problem:
    return Problem(
        file=source.label, where=where, found=found, expected=expected, remedy=remedy
    )


def _unreadable(source: Source, found: str) -> Problem:
    return _problem(
        source,
        found,
        Text(ja="ファイルの内容", en="content of the file"),
        Text(ja="壊れていない図形ファイル", en="an undamaged vector file"),
        Text(
            ja=".shp .shx .dbf .prj をそろえ、QGISで開けるか確かめてください。",
            en="Keep .shp, .shx, .dbf and .prj together; see whether QGIS opens it.",
        ),
    )


def _cut_short(source: Source, found: str) -> Problem:
    return _problem(
        source,
        found,
        Text(ja="ファイルの長さ", en="length of the file"),
        Text(ja="最後まで写された .shp", en="a .shp that was copied to its end"),
        Text(
            ja="途中までしか写されていません。もとからもう一度写してください。",
            en="It was copied in part only: copy it again from where it came.",
        ),
    )


def _nowhere(source: Source, row: int) -> Problem:
    return _problem(
        source,
        "NaN",
        Text(ja=f"{row}番目の図形", en=f"geometry {row}"),
        Text(ja="数で書かれた座標", en="coordinates that are numbers"),
        Text(
            ja="作ったソフトで、その図形を直すか消して書き出し直してください。",
            en="Mend or delete that geometry where it was drawn, and export it again.",
        ),
    )


def _which_layer(source: Source, wanted: str | None, names: list[str]) -> Problem:
    listed = ", ".join(names)
    return _problem(
        source,
        wanted or "-",
        Text(ja="レイヤ", en="layer"),
        Text(ja=f"次のいずれか：{listed}", en=f"one of {listed}"),
        Text(
            ja="対応表に layer: を書いてください。", en="State layer: in the mapping."
        ),
    )


def _no_crs(source: Source) -> Problem:
    return _problem(
        source,
        "-",
        Text(ja="座標系", en="coordinate system"),
        Text(
            ja=".prj ファイル、または対応表の crs:",
            en="a .prj file, or crs: in the mapping",
        ),
        Text(
            ja="作った人に座標系を尋ね、.prj を添えるか、"
            "対応表に crs: EPSG:6676 のように書いてください。",
            en="Ask who made it; put the .prj beside it, or state it in the mapping "
            "like crs: EPSG:6676.",
        ),
    )


def _two_crs(source: Source, own: str, stated: str) -> Problem:
    return _problem(
        source,
        stated,
        Text(ja="座標系", en="coordinate system"),
        Text(ja=f"ファイル自身の座標系 {own}", en=f"the file's own, {own}"),
        Text(
            ja="対応表の crs: を消すか、正しい .prj に差し替えてください。",
            en="Remove crs: from the mapping, or correct the .prj file.",
        ),
    )


def _no_column(source: Source, name: str, columns: list[str]) -> Problem:
    listed = ", ".join(columns) or "-"
    return _problem(
        source,
        name,
        Text(ja="属性の列", en="attribute column"),
        Text(ja=f"次のいずれか：{listed}", en=f"one of {listed}"),
        Text(
            ja="対応表の列名を直すか、文字化けしていれば encoding: を書いてください。",
            en="Correct the name in the mapping; where it is garbled, state encoding:.",
        ),
    )
