"""Make a scene of a CityGML file."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import numpy as np

from machimori.errors import InvalidInput, Problem
from machimori.formats.citygml.coordinates import ToLonLat, to_lon_lat
from machimori.formats.citygml.document import CityBuilding, CityDocument, read_document
from machimori.formats.citygml.features import FeatureMaker
from machimori.formats.importing import ImportNote, ImportResult, report_of
from machimori.formats.refusals import outside_japan
from machimori.geometry import PlaneFrame
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.scene.model import Feature, Scene

_CHUNK_BYTES = 1 << 20
_CHECK_AXES = Text(
    ja="srsName と、緯度・経度の並び順を確かめてください。",
    en="Check the srsName and the order of lat and lon.",
)


def read_citygml(path: Path, *, place_kind: str | None = None) -> ImportResult:
    """Make a scene of a CityGML file as PLATEAU publishes them.

    Nothing is declared complete, and what the file does not say stays unknown: a
    building without a measured height whose roof nobody surveyed has none.

    Parameters
    ----------
    path : Path
        CityGML 2.0, plain or compressed by gzip.
    place_kind : str, optional
        What each building is a place of where its use does not say so.

    Returns
    -------
    ImportResult
        Buildings with height, storeys and use; windows and doors of LOD3; houses and
        flats are places as well. Ids are ``citygml:`` and the ``gml:id``.

    Raises
    ------
    InvalidInput
        Where the file is no CityGML, damaged, not in Japan, or holds no building.

    Source
    ------
    OGC 12-019, CityGML 2.0; 3D都市モデル標準製品仕様書 (MLIT, Project PLATEAU).
    """
    file, document = str(path), read_document(path)
    if not document.buildings:
        raise InvalidInput([_no_building(file, document)])
    turn = to_lon_lat(document.srs_name, file=file)
    frame = _frame(document, turn, file)
    maker = FeatureMaker(frame, turn, place_kind)
    features = tuple(_each_once(maker, document.buildings))
    if not features:
        raise InvalidInput([_no_building(file, document)])
    scene = Scene(features, frame=frame, source=file, sha256=_sha256(path))
    skipped = [*maker.skipped, *_others(document)]
    report = report_of(scene.features, skipped=skipped, notes=maker.notes)
    return ImportResult(scene, report)


def _each_once(maker: FeatureMaker, buildings: list[CityBuilding]) -> list[Feature]:
    """Make features; of those with the same id the first stays."""
    made = list(maker.features(buildings))
    often = {id_ for id_, count in Counter(f.id for f in made).items() if count > 1}
    maker.notes += [ImportNote(id_, _ID_TWICE) for id_ in sorted(often)]
    return list({feature.id: feature for feature in reversed(made)}.values())[::-1]


def _frame(document: CityDocument, turn: ToLonLat, file: str) -> PlaneFrame:
    rings = [r for b in document.buildings for each in b.rings.values() for r in each]
    if not rings:
        raise InvalidInput([_no_building(file, document)])
    lon_lat = turn(np.concatenate(rings))[:, :2]
    lon, lat = (float(value) for value in np.median(lon_lat, axis=0))
    west, south, east, north = JAPAN_BOUNDS
    if not (west <= lon <= east and south <= lat <= north):
        raise InvalidInput([outside_japan(file, lon, lat, remedy=_CHECK_AXES)])
    return PlaneFrame.around(lon, lat)


def _others(document: CityDocument) -> list[ImportNote]:
    return [
        ImportNote(
            name,
            Text(
                ja=f"建物ではないので取り込みません（{count}件）。",
                en=f"No building, so left out ({count}).",
            ),
        )
        for name, count in sorted(document.others.items())
    ]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


_ID_TWICE = Text(
    ja="同じidが複数あります。はじめのものだけを取り込みました。",
    en="The id stands more than once; the first was taken.",
)


def _no_building(file: str, document: CityDocument) -> Problem:
    found = ", ".join(sorted(document.others)) or "0"
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found=found[:80],
        expected=Text(
            ja="輪郭のある建築物（bldg:Building）",
            en="buildings with an outline (bldg:Building)",
        ),
        remedy=Text(
            ja="PLATEAUの建築物（bldg）の .gml を指定してください。",
            en="Give a .gml of PLATEAU's buildings (bldg).",
        ),
    )
