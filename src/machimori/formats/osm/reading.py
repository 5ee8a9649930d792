"""Make a scene of an OpenStreetMap extract."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.formats.importing import ImportResult, report_of
from machimori.formats.opening import read_bytes
from machimori.formats.osm.document import OsmDocument
from machimori.formats.osm.elements import FeatureBuilder
from machimori.formats.osm.outlines import Outlines
from machimori.formats.osm.pbf import is_pbf, read_pbf
from machimori.formats.osm.readers import OsmAssumptions
from machimori.formats.osm.xml import XML_LIMIT_BYTES, read_xml
from machimori.formats.refusals import outside_japan
from machimori.geometry import PlaneFrame
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.scene.model import Feature, Scene

_CHECK_AREA = Text(
    ja="切り出した範囲と、緯度・経度の取り違えを確かめてください。",
    en="Check the area, and that lat and lon are not swapped.",
)


def read_osm(
    path: Path,
    *,
    only: str | None = None,
    margin_m: float = 60.0,
    assumptions: OsmAssumptions | None = None,
) -> ImportResult:
    """Make a scene of an OpenStreetMap extract.

    Nothing is declared complete, and what the map does not say stays unknown; the few
    values that are assumed are listed in the scene.

    Parameters
    ----------
    path : Path
        XML (plain, gzip, bzip2) or PBF.
    only : str, optional
        Id of one element, ``osm:way/123``: keep it and what lies around it.
    margin_m : float
        How far around. [m]
    assumptions : OsmAssumptions, optional
        Heights and widths where the map is silent.

    Returns
    -------
    ImportResult
        Ids are ``osm:node/5``, ``osm:way/12``, ``osm:relation/7``; the place along a
        road is ``osm:way/12/place``.

    Raises
    ------
    InvalidInput
        Where the file is no map, damaged, too large, not in Japan, or holds nothing
        that a scene can.
    UnknownName
        Where `only` names nothing in the file.
    MissingExtra
        Where a PBF is given and ``osmium`` is not installed.

    Source
    ------
    OpenStreetMap wiki, "Map features"; the table is ``tags.yaml``.
    """
    content = read_bytes(path, limit_bytes=XML_LIMIT_BYTES)
    file = str(path)
    document = (read_pbf if is_pbf(content) else read_xml)(content, file=file)
    _leave_out_strays(document, file)
    frame = _frame(document, only)
    outlines = Outlines(document, frame)
    builder = FeatureBuilder(document, outlines, assumptions or OsmAssumptions())
    builder.build()
    if not builder.features:
        raise InvalidInput([_nothing_found(file)])
    if only is not None:
        builder.keep_around(_wanted(builder, only, file), margin_m)
    scene = Scene(
        tuple(builder.features),
        frame=frame,
        assumptions=builder.assumed(),
        source=file,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    report = report_of(scene.features, skipped=builder.skipped, notes=builder.notes)
    return ImportResult(scene, report)


def _leave_out_strays(document: OsmDocument, file: str) -> None:
    """Forget nodes that lie outside Japan, unless most do: then refuse the file."""
    if not document.positions:
        raise InvalidInput([_nothing_found(file)])
    lon_lat = np.array(list(document.positions.values()))
    lon, lat = np.median(lon_lat, axis=0)
    west, south, east, north = JAPAN_BOUNDS
    if not (west <= lon <= east and south <= lat <= north):
        found = float(lon), float(lat)
        raise InvalidInput([outside_japan(file, *found, remedy=_CHECK_AREA)])
    is_stray = ~(((west, south) <= lon_lat) & (lon_lat <= (east, north))).all(axis=1)
    nodes = list(document.positions)
    for row in np.flatnonzero(is_stray):
        del document.positions[nodes[row]]
        document.node_tags.pop(nodes[row], None)


def _frame(document: OsmDocument, only: str | None) -> PlaneFrame:
    """Lay the plane about the wanted element, or about the middle of the map."""
    nodes = document.nodes_of(only) if only else []
    chosen = [document.positions[n] for n in nodes] or [*document.positions.values()]
    lon_lat = np.array(chosen)
    lon, lat = (lon_lat.min(axis=0) + lon_lat.max(axis=0)) / 2
    return PlaneFrame.around(float(lon), float(lat))


def _wanted(builder: FeatureBuilder, only: str, file: str) -> Feature:
    for feature in builder.features:
        if feature.id == only:
            return feature
    reasons = [note.text for note in builder.skipped if note.element == only]
    if reasons or builder.document.nodes_of(only):
        raise InvalidInput([_not_a_feature(file, only, reasons)])
    places = [feature.id for feature in builder.features if feature.kind == "place"]
    raise UnknownName(Text(ja="要素", en="element"), only, places)


def _nothing_found(file: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found="0",
        expected=Text(
            ja="建物・道路・公園・駐車場などのタグが付いた要素",
            en="elements tagged as buildings, roads, parks, car parks and so on",
        ),
        remedy=Text(
            ja="範囲を広げて取り直すか、タグを確かめてください。",
            en="Fetch a larger area, or check the tags.",
        ),
    )


def _not_a_feature(file: str, only: str, reasons: Sequence[Text]) -> Problem:
    unused = Text(
        ja="この要素のタグは場所や物を表しません。",
        en="Its tags mean nothing that a scene holds.",
    )
    reason = reasons[0] if reasons else unused
    remedy = Text(
        ja="{reason}別の要素を指定するか、地図を直してください。",
        en="{reason} Name another element, or mend the map.",
    )
    return Problem(
        file=file,
        where=Text.same(only),
        found=only,
        expected=Text(ja="取り込める要素", en="an element that can be imported"),
        remedy=remedy.format(reason=reason),
    )
