"""Results as layers of a GeoPackage that QGIS styles on opening."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError

from machimori.errors import CannotWrite
from machimori.formats.opening import atomic_write
from machimori.formats.qml import LayerStyle, Shapes, layer_qml
from machimori.geometry import PlaneFrame
from machimori.language import Language, Text

STYLES = "layer_styles"
"""Table in which QGIS looks for the styles of a GeoPackage's layers."""

_VERSION = {"VERSION": "1.2"}
"""Of GeoPackage: what QGIS of some years ago opens without a word."""

_GEOMETRY_COLUMN = "geom"
_GEOMETRY_TYPES = {
    "polygon": "MultiPolygon",
    "line": "MultiLineString",
    "point": "Point",
}


@dataclass(frozen=True)
class Attribute:
    """A column of a layer.

    Parameters
    ----------
    label : Text
        What it is called in tables.
    values : (n,) array or sequence
        One for each feature: numbers, booleans or words; None or NaN where unknown.
    """

    label: Text
    values: NDArray[Any] | Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class ResultLayer:
    """Features of one kind, with their attributes and look.

    Parameters
    ----------
    name : str
        Of the table: an ASCII word that is always the same.
    title : Text
        What the layer is called.
    shapes : "polygon", "line" or "point"
    geometries : (n,) array or sequence of geometries
        In the plane metres of the scene.
    attributes : mapping of str to Attribute
    style : LayerStyle
    """

    name: str
    title: Text
    shapes: Shapes
    geometries: NDArray[np.object_] | Sequence[Any]
    attributes: Mapping[str, Attribute]
    style: LayerStyle


Write = Callable[[ResultLayer], None]


def write_layers(
    path: Path,
    layers: Iterable[ResultLayer],
    *,
    frame: PlaneFrame,
    language: Language,
) -> None:
    """Write layers whole or not at all; see :func:`layers_writer`.

    Parameters
    ----------
    path : Path
    layers : iterable of ResultLayer
    frame : PlaneFrame
    language : "ja" or "en"

    Raises
    ------
    CannotWrite
    """
    with layers_writer(path, frame=frame, language=language) as write:
        for layer in layers:
            write(layer)


@contextmanager
def layers_writer(
    path: Path, *, frame: PlaneFrame, language: Language
) -> Iterator[Write]:
    """Open a GeoPackage to be written layer by layer.

    Parameters
    ----------
    path : Path
        Takes its place when the block ends well; until then it is untouched.
    frame : PlaneFrame
        The plane-rectangular zone; without one the layers state no coordinate system.
    language : "ja" or "en"
        Of titles, legends and the names of attributes.

    Yields
    ------
    function of ResultLayer
        A layer with the name of an earlier one adds features to it: it must have the
        same attributes, and its style is that of the first.

    Raises
    ------
    CannotWrite
        The disk refused. What stood at `path` is untouched.
    """
    try:
        with atomic_write(path) as part:
            package = _Package(part, frame, language, {})
            yield package.add
            package.add_styles()
    except (DataSourceError, DataLayerError) as error:
        raise CannotWrite(path=path, why=str(error)) from error


@dataclass(frozen=True)
class _Package:
    part: Path
    frame: PlaneFrame
    language: Language
    styles: dict[str, tuple[str, str]]

    def add(self, layer: ResultLayer) -> None:
        if layer.name not in self.styles:
            self.styles[layer.name] = self._style(layer)
        title = layer.title.in_(self.language)
        columns = {n: _column(a.values) for n, a in layer.attributes.items()}
        self._write(
            layer.name,
            columns,
            geometry=self._placed(layer.geometries),
            geometry_type=_GEOMETRY_TYPES[layer.shapes],
            promote_to_multi=layer.shapes != "point",
            layer_options={
                "IDENTIFIER": title,
                "DESCRIPTION": title,
                "GEOMETRY_NAME": _GEOMETRY_COLUMN,
            },
        )

    def add_styles(self) -> None:
        """Write the table that QGIS itself would make, a row for each layer."""
        names = list(self.styles)
        titles = [title for title, _ in self.styles.values()]
        rows: dict[str, Sequence[Any]] = {
            "f_table_catalog": [""] * len(names),
            "f_table_schema": [""] * len(names),
            "f_table_name": names,
            "f_geometry_column": [_GEOMETRY_COLUMN] * len(names),
            "styleName": titles,
            "styleQML": [qml for _, qml in self.styles.values()],
            "styleSLD": [""] * len(names),
            "useAsDefault": [True] * len(names),
            "description": titles,
            "owner": [""] * len(names),
            "ui": [None] * len(names),
        }
        columns = {name: _column(values) for name, values in rows.items()}
        columns["update_time"] = _never(len(names))
        self._write(STYLES, columns, geometry=None, geometry_type=None)

    def _style(self, layer: ResultLayer) -> tuple[str, str]:
        aliases = {name: one.label for name, one in layer.attributes.items()}
        qml = layer_qml(
            layer.style, shapes=layer.shapes, aliases=aliases, language=self.language
        )
        return layer.title.in_(self.language), qml

    def _placed(self, geometries: NDArray[np.object_] | Sequence[Any]) -> Any:
        """Move geometries into their zone, as bytes."""
        local = np.empty(len(geometries), dtype=object)
        local[:] = list(geometries)
        origin = self.frame.easting_m, self.frame.northing_m
        return shapely.to_wkb(shapely.transform(local, lambda xy: xy + origin))

    def _write(
        self, name: str, columns: Mapping[str, tuple[Any, Any]], **rest: Any
    ) -> None:
        epsg, is_begun = self.frame.epsg, self.part.exists()
        with warnings.catch_warnings():
            # Plane metres of an unknown origin have no coordinate system to state.
            warnings.filterwarnings("ignore", "'crs' was not provided")
            pyogrio.raw.write(
                self.part,
                field_data=[values for values, _ in columns.values()],
                field_mask=[gaps for _, gaps in columns.values()],
                fields=np.array(list(columns), dtype=object),
                crs=None if epsg is None else f"EPSG:{epsg}",
                driver="GPKG",
                layer=name,
                append=is_begun,
                dataset_options=None if is_begun else _VERSION,
                **rest,
            )


def _column(values: NDArray[Any] | Sequence[Any]) -> tuple[Any, Any]:
    """Values as GDAL takes them, and where there is none."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        return values, None
    gaps = np.array([value is None for value in values], dtype=bool)
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool | np.bool_) for value in known):
        return np.array([bool(value) for value in values]), gaps
    if known and all(isinstance(value, int | np.integer) for value in known):
        filled = [0 if value is None else value for value in values]
        return np.array(filled, dtype=np.int64), gaps
    if known and all(isinstance(value, int | float | np.number) for value in known):
        filled = [np.nan if value is None else value for value in values]
        return np.array(filled, dtype=np.float64), gaps
    return np.array(["" if v is None else v for v in values], dtype=object), gaps


def _never(count: int) -> tuple[Any, Any]:
    """A time that is not stated: nothing here reads the clock."""
    return np.zeros(count, dtype="datetime64[ms]"), np.ones(count, dtype=bool)
