"""Scene files as GeoPackage: one layer a kind, for QGIS."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from shapely.geometry import mapping, shape

from machimori.errors import CannotWrite, InvalidInput, Problem, did_you_mean
from machimori.language import Text
from machimori.scene import vocabulary

HEADER_LAYER = "machimori"
"""Layer without geometry whose one row holds the member ``machimori`` as JSON."""

FOREIGN_LAYERS = ("layer_styles", "qgis_projects")
"""Tables that QGIS adds."""

LON_LAT = "EPSG:4326"
_LON_LAT_NAMES = (LON_LAT, "EPSG:6668", "OGC:CRS84")
_SIGNATURE = b"SQLite format 3\x00"
_IN_JSON = ("texts", "choices", "object")
"""Types of properties that a column holds as JSON text."""

Column = tuple[NDArray[Any], NDArray[np.bool_]]
"""Values, and where there is none."""


def read_document(path: Path, *, file: str) -> dict[str, Any]:
    """Read a GeoPackage as the document that its GeoJSON would be.

    Parameters
    ----------
    path : Path
        An existing file of reasonable size.
    file : str
        As the user named it, for messages.

    Returns
    -------
    dict
        For :func:`machimori.scene.parse_scene`, which judges what is in it.

    Raises
    ------
    InvalidInput
        Not a GeoPackage, a layer that is no kind, or a wrong coordinate system.
    """
    with path.open("rb") as opened:
        if opened.read(len(_SIGNATURE)) != _SIGNATURE:
            raise InvalidInput([_not_a_package(file, "-")])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's, about what is refused below
            return _read(path, file)
    except (DataSourceError, DataLayerError, RuntimeError, ValueError) as error:
        raise InvalidInput([_not_a_package(file, str(error))]) from error


def _read(path: Path, file: str) -> dict[str, Any]:
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    header = _read_header(path, file) if HEADER_LAYER in layers else {}
    kinds = [n for n in layers if n not in (HEADER_LAYER, *FOREIGN_LAYERS)]
    strange = [_strange_layer(file, n) for n in kinds if n not in vocabulary().kinds]
    if strange:
        raise InvalidInput(strange)
    is_plane = isinstance(header, dict) and header.get("coordinates") == "plane_m"
    features: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for kind in kinds:
        layer = pyogrio.raw.read(path, layer=kind, force_2d=True)
        if not is_plane and layer[0]["crs"] not in _LON_LAT_NAMES:
            problems.append(_wrong_crs(file, kind, layer[0]["crs"]))
        features.extend(_features(kind, layer))
    if problems:
        raise InvalidInput(problems)
    return {"type": "FeatureCollection", "machimori": header, "features": features}


def _read_header(path: Path, file: str) -> Any:
    _, _, _, columns = pyogrio.raw.read(path, layer=HEADER_LAYER)
    texts = [str(value) for column in columns[:1] for value in column]
    try:
        return json.loads(texts[0])
    except (IndexError, ValueError, RecursionError) as error:
        raise InvalidInput([_broken_header(file, texts)]) from error


def _features(kind: str, layer: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    meta, _, geometries, columns = layer
    names = [str(name) for name in meta["fields"]]
    rows = zip(*columns, strict=True) if names else [()] * len(geometries)
    shapes = shapely.from_wkb(geometries, on_invalid="ignore")
    for built, row in zip(shapes, rows, strict=True):
        cells = zip(names, row, strict=True)
        properties = {name: _from_cell(name, value) for name, value in cells}
        yield {
            "type": "Feature",
            "properties": {"kind": kind, **properties},
            "geometry": None if built is None else mapping(built),
        }


def _from_cell(name: str, value: Any) -> Any:
    """Turn what GDAL returns for a column into what JSON would hold."""
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)[:10]
    value = value.item() if isinstance(value, np.generic) else value
    if value is None or value == "" or (isinstance(value, float) and value != value):
        return None
    kind_of_value = vocabulary().property_types.get(name)
    if kind_of_value == "boolean" and value in (0, 1):
        return bool(value)  # GDAL gives a column with gaps as 0.0 and 1.0
    if kind_of_value in _IN_JSON and isinstance(value, str):
        return _decoded(value)
    return value


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def write_document(document: Mapping[str, Any], path: Path) -> None:
    """Write the document of a scene as a GeoPackage.

    Parameters
    ----------
    document : mapping
        As :func:`machimori.scene.scene_document` makes it.
    path : Path
        A file that does not exist yet.

    Raises
    ------
    CannotWrite
        GDAL refused.
    """
    header = document["machimori"]
    crs = None if header["coordinates"] == "plane_m" else LON_LAT
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for feature in document["features"]:
        by_kind.setdefault(feature["properties"]["kind"], []).append(feature)
    try:
        _write_header(header, path)
        for kind, features in by_kind.items():
            _write_layer(kind, features, crs, path)
    except (DataSourceError, DataLayerError) as error:
        raise CannotWrite(path=path, why=str(error)) from error


def _write_header(header: Mapping[str, Any], path: Path) -> None:
    text = json.dumps(header, ensure_ascii=False)
    _write(path, HEADER_LAYER, None, {"document": _texts([text])}, crs=None)


def _write_layer(
    kind: str, features: Sequence[Mapping[str, Any]], crs: str | None, path: Path
) -> None:
    shapes = [shape(feature["geometry"]) for feature in features]
    names = {n: None for f in features for n in f["properties"] if n != "kind"}
    columns = {"id": _texts([feature["id"] for feature in features])}
    for name in sorted(names):
        values = [feature["properties"].get(name) for feature in features]
        columns[name] = _column(name, values)
    _write(path, kind, shapes, columns, crs=crs)


def _write(
    path: Path,
    layer: str,
    shapes: Sequence[Any] | None,
    columns: Mapping[str, Column],
    *,
    crs: str | None,
) -> None:
    types = {one.geom_type for one in shapes or ()}
    with warnings.catch_warnings():
        # Plane metres of an unknown origin have no coordinate system to state.
        warnings.filterwarnings("ignore", "'crs' was not provided")
        pyogrio.raw.write(
            path,
            geometry=None if shapes is None else shapely.to_wkb(np.array(shapes)),
            field_data=[values for values, _ in columns.values()],
            field_mask=[gaps for _, gaps in columns.values()],
            fields=np.array(list(columns)),
            geometry_type=None if shapes is None else _common(types),
            crs=crs,
            driver="GPKG",
            layer=layer,
            append=path.exists(),
        )


def _common(types: set[str]) -> str:
    return next(iter(types)) if len(types) == 1 else "Unknown"


def _texts(values: Sequence[Any]) -> Column:
    gaps = np.array([value is None for value in values])
    return np.array(["" if v is None else v for v in values], dtype=object), gaps


_DTYPES: Mapping[str, Any] = {
    "number": np.float64,
    "integer": np.int64,
    "boolean": np.bool_,
}


def _column(name: str, values: Sequence[Any]) -> Column:
    kind_of_value = vocabulary().property_types.get(name, "text")
    if kind_of_value in _IN_JSON:
        return _texts([None if v is None else _encoded(v) for v in values])
    if kind_of_value not in _DTYPES:
        return _texts(values)
    gaps = np.array([value is None for value in values])
    filled: list[Any] = [0 if value is None else value for value in values]
    return np.array(filled, dtype=_DTYPES[kind_of_value]), gaps


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _not_a_package(file: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found=found.replace(file, "")[:60],
        expected=Text(ja="壊れていない GeoPackage", en="an intact GeoPackage"),
        remedy=Text(
            ja="QGIS などで GeoPackage として保存し直してください。",
            en="Save it again as GeoPackage, for example with QGIS.",
        ),
    )


def _strange_layer(file: str, name: str) -> Problem:
    hint = did_you_mean(name, vocabulary().kinds)
    return Problem(
        file=file,
        where=Text(ja=f"レイヤー「{name}」", en=f"layer {name}"),
        found=name,
        expected=Text(
            ja="語彙にある種類の名のレイヤー", en="a layer named after a kind"
        ),
        remedy=hint,
    )


def _wrong_crs(file: str, layer: str, crs: object) -> Problem:
    return Problem(
        file=file,
        where=Text(ja=f"レイヤー「{layer}」", en=f"layer {layer}"),
        found=str(crs or "-")[:60],
        expected=Text.same(f"WGS84 ({LON_LAT})"),
        remedy=Text(
            ja="QGIS で座標参照系を EPSG:4326 にして書き出し直してください。",
            en="Export the layer again in EPSG:4326 with QGIS.",
        ),
    )


def _broken_header(file: str, texts: Sequence[str]) -> Problem:
    return Problem(
        file=file,
        where=Text(ja=f"表「{HEADER_LAYER}」", en=f"table {HEADER_LAYER}"),
        found=" ".join(texts)[:60] or "-",
        expected=Text(ja="JSON を1行", en="one row of JSON"),
        remedy=Text(
            ja="machimori で書き出した GeoPackage から作り直してください。",
            en="Start again from a GeoPackage that machimori wrote.",
        ),
    )
