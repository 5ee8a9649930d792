"""Make a scene of an office's own vector files."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.errors import InvalidInput, Problem
from machimori.formats.importing import ImportNote, ImportResult, report_of
from machimori.formats.mending import mended_area
from machimori.formats.opening import decode, read_bytes
from machimori.formats.shapes.attributes import (
    RowReader,
    as_text,
    is_empty,
    refused_value,
)
from machimori.formats.shapes.mapping import LayerRule, parse_mapping
from machimori.formats.shapes.sources import Source, open_sources
from machimori.formats.shapes.tables import Table, kept_rows, read_table
from machimori.geometry import PlaneFrame
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.scene.model import Feature, Scene
from machimori.scene.vocabulary import vocabulary


def read_shapes(paths: Sequence[Path], *, mapping: Path) -> ImportResult:
    """Make a scene of vector files and a mapping that says what they mean.

    Parameters
    ----------
    paths : sequence of Path
        Shapefiles, GeoJSON, GeoPackages and the like, or zips of them, in any
        coordinate system. Each must match a rule of the mapping.
    mapping : Path
        YAML; the guide on importing maps explains it.

    Returns
    -------
    ImportResult
        Nothing is declared complete unless the mapping says so.

    Raises
    ------
    InvalidInput
        With every problem of the mapping, or of all files together.
    """
    written = read_bytes(mapping)
    text = decode(written, file=str(mapping))
    collector = _Collector(parse_mapping(text, file=str(mapping)), str(mapping))
    digest = hashlib.sha256(written)
    for path in paths:
        with tempfile.TemporaryDirectory() as unpacked:
            for content in collector.read(path, Path(unpacked)):
                digest.update(content)
    collector.refuse_repeated_ids()
    if not collector.features and not collector.problems:
        collector.problems.append(_nothing_found(str(mapping)))
    if collector.problems:
        raise InvalidInput(collector.problems)
    frame, features = _on_a_plane(collector.features)
    scene = Scene(
        features,
        frame=frame,
        source=", ".join(map(str, paths)),
        sha256=digest.hexdigest(),
    )
    return ImportResult(
        scene, report_of(features, skipped=collector.skipped, notes=collector.notes)
    )


@dataclass
class _Collector:
    """Gathers features, in longitude and latitude, and problems from many files."""

    rules: tuple[LayerRule, ...]
    mapping: str
    features: list[Feature] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[ImportNote] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    def read(self, path: Path, unpacked: Path) -> Iterator[bytes]:
        try:
            for source in open_sources(path, unpacked=unpacked):
                self.add(source)
                yield source.content
        except InvalidInput as error:
            self.problems += error.problems

    def add(self, source: Source) -> None:
        rules = [rule for rule in self.rules if rule.fits(source.name)]
        if not rules:
            patterns = [rule.match for rule in self.rules]
            self.problems.append(_no_rule(source, self.mapping, patterns))
        for rule in rules:
            try:
                table = kept_rows(read_table(source, rule), rule)
                _refuse_outside_japan(source, table)
                self.features += self.rows(source, rule, table)
            except InvalidInput as error:
                self.problems += error.problems

    def rows(self, source: Source, rule: LayerRule, table: Table) -> Iterator[Feature]:
        ids = _ids(source, rule, table)
        cells = RowReader(source, rule, table)
        for row, feature_id in enumerate(ids):
            properties = cells.properties(row)
            shapes = self.shapes(table.geometries[row], rule.kind, feature_id)
            for number, shape in enumerate(shapes, start=1):
                part = feature_id if len(shapes) == 1 else f"{feature_id}/{number}"
                self.sources.setdefault(part, source.label)
                yield Feature(part, rule.kind, shape, properties)
        self.problems += cells.problems()

    def shapes(self, geometry: Any, kind: str, element: str) -> list[BaseGeometry]:
        """Mend a geometry and cut it into what the kind may have; say what is lost."""
        if geometry is None or geometry.is_empty:
            self.skipped.append(ImportNote(element, _NO_GEOMETRY))
            return []
        whole = geometry if geometry.is_valid else _mended(geometry)
        if whole is None:
            self.skipped.append(ImportNote(element, _NO_EXTENT))
            return []
        if whole is not geometry:
            self.notes.append(ImportNote(element, _MENDED))
        allowed = vocabulary().kinds[kind].geometry
        if whole.geom_type in allowed:
            return [whole]
        parts = [p for p in shapely.get_parts(whole) if p.geom_type in allowed]
        if not parts:
            reason = _WRONG_TYPE.format(
                found=whole.geom_type, allowed=" / ".join(allowed)
            )
            self.skipped.append(ImportNote(element, reason))
        return parts

    def refuse_repeated_ids(self) -> None:
        counts = Counter(feature.id for feature in self.features)
        repeated: dict[str, list[str]] = {}
        for feature_id, count in counts.items():
            if count > 1:
                file = self.sources[feature_id]
                repeated.setdefault(file, []).append(feature_id)
        self.problems += [_repeated_ids(file, ids) for file, ids in repeated.items()]


def _ids(source: Source, rule: LayerRule, table: Table) -> list[str]:
    rows = range(len(table.geometries))
    prefix = rule.prefix.replace("{file}", Path(source.name).stem)
    if rule.id_column is None:
        return [f"{prefix}{row + 1}" for row in rows]
    cells = table.columns[rule.id_column]
    empty = [row + 1 for row in rows if is_empty(cells[row])]
    if empty:
        expected = Text(ja="空でない番号", en="an id in every row")
        raise InvalidInput(
            [refused_value(source, rule.id_column, "-", empty, expected)]
        )
    return [f"{prefix}{as_text(cells[row])}" for row in rows]


def _mended(geometry: BaseGeometry) -> BaseGeometry | None:
    """Mend an area in longitude and latitude; a line without length has no cure."""
    if "Polygon" not in geometry.geom_type:
        return None
    west, south, east, north = geometry.bounds
    frame = PlaneFrame.around((west + east) / 2, (south + north) / 2)
    mended = mended_area(shapely.transform(geometry, frame.to_plane), frame)
    return None if mended is None else shapely.transform(mended, frame.to_lon_lat)


def _on_a_plane(features: Sequence[Feature]) -> tuple[PlaneFrame, tuple[Feature, ...]]:
    shapes = np.array([feature.geometry for feature in features], dtype=object)
    west, south, east, north = shapely.total_bounds(shapes)
    frame = PlaneFrame.around((west + east) / 2, (south + north) / 2)
    placed = shapely.transform(shapes, frame.to_plane)
    return frame, tuple(
        Feature(f.id, f.kind, shape, f.properties)
        for f, shape in zip(features, placed, strict=True)
    )


def _refuse_outside_japan(source: Source, table: Table) -> None:
    bounds = shapely.bounds(table.geometries).reshape(-1, 4)
    drawn = bounds[~shapely.is_missing(table.geometries)]
    drawn = drawn[~np.isnan(drawn).all(axis=1)]
    west, south, east, north = JAPAN_BOUNDS
    is_inside = (drawn[:, :2] >= (west, south)) & (drawn[:, 2:] <= (east, north))
    for corner in drawn[~is_inside.all(axis=1)][:1]:
        raise InvalidInput([_not_in_japan(source, corner)])


_NO_GEOMETRY = Text(ja="図形がありません。", en="It has no geometry.")
_NO_EXTENT = Text(ja="長さも広さもありません。", en="It has no length or area.")
_MENDED = Text(
    ja="輪郭が自分と交わるため、直して使います。",
    en="Its outline crosses itself and was mended.",
)
_WRONG_TYPE = Text(
    ja="図形が {found} です。この種類には {allowed} が要ります。",
    en="Its geometry is {found}; this kind takes {allowed}.",
)


def _nothing_found(file: str) -> Problem:
    return Problem(
        file=file,
        where=Text.same("files"),
        found="0",
        expected=Text(ja="取り込める行", en="rows that can be imported"),
        remedy=Text(
            ja="kind・where と、ファイルの図形の種類を確かめてください。",
            en="Check kind and where, and what the files draw: points, lines or areas.",
        ),
    )


def _no_rule(source: Source, mapping: str, patterns: list[str]) -> Problem:
    listed = ", ".join(patterns)
    return Problem(
        file=source.label,
        where=Text(ja="ファイル名", en="name of the file"),
        found=source.name,
        expected=Text(ja=f"match：{listed}", en=f"match: {listed}"),
        remedy=Text(
            ja=f"{mapping} に、このファイルの対応を書き足してください。",
            en=f"Add a rule for this file to {mapping}.",
        ),
    )


def _repeated_ids(file: str, ids: list[str]) -> Problem:
    count = len(ids)
    return Problem(
        file=file,
        where=Text(ja=f"番号（全{count}件）", en=f"ids ({count} in all)"),
        found=ids[0],
        expected=Text(ja="一つしかない番号", en="ids that occur once"),
        remedy=Text(
            ja="対応表の id で、column を変えるか prefix に {file} を入れてください。",
            en="Under id in the mapping, change column or put {file} into prefix.",
        ),
    )


def _not_in_japan(source: Source, corner: Any) -> Problem:
    return Problem(
        file=source.label,
        where=Text(ja="座標", en="coordinates"),
        found=f"{corner[0]:.4f}, {corner[1]:.4f}",
        expected=Text(ja="日本国内の位置", en="somewhere in Japan"),
        remedy=Text(
            ja="座標系（.prj、または対応表の crs:）が正しいか確かめてください。",
            en="Check the coordinate system: the .prj file, or crs: in the mapping.",
        ),
    )
