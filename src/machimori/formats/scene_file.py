"""Reading and writing scene files: GeoJSON here, GeoPackage next door."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import shapely

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.opening import MEGABYTE, atomic_write, decode, read_bytes
from machimori.formats.photometry_file import read_photometry
from machimori.formats.terrain import read_terrain
from machimori.language import Text
from machimori.scene import Photometry, Scene, parse_scene, scene_document
from machimori.scene.reading.references import FILE_SUFFIXES

SCENE_LIMIT_BYTES = 256 * MEGABYTE
"""Largest scene file that is read: some 400,000 features."""

JSON_SUFFIXES = (".geojson", ".json")
PACKAGE_SUFFIX = ".gpkg"


def read_scene(path: Path, *, terrain: Path | None = None) -> Scene:
    """Open a scene file, GeoJSON or GeoPackage by its ending.

    Parameters
    ----------
    path : Path
        Photometric files that its lamps name, and the GeoTIFF of its ground if it names
        one, must lie in the same folder or below.
    terrain : Path, optional
        A GeoTIFF of the ground to take instead of the one that it names.

    Returns
    -------
    Scene
        With the name and the SHA-256 of the file.

    Raises
    ------
    InvalidInput
        With every problem: the file cannot be opened, or what it says is wrong.
    """
    _check_suffix(path)
    content = read_bytes(path, limit_bytes=SCENE_LIMIT_BYTES)
    file = str(path)
    if path.suffix.lower() == PACKAGE_SUFFIX:
        from machimori.formats import geopackage  # loads GDAL

        document = geopackage.read_document(path, file=file)
    else:
        document = decode_json(content, file=file)
    scene = parse_scene(
        document, file=file, read_photometry=_photometry_reader(path.parent, file)
    )
    scene = replace(scene, sha256=hashlib.sha256(content).hexdigest())
    if terrain is None and scene.terrain_file:
        terrain = _beside(path.parent, scene.terrain_file, file)
    return scene if terrain is None else on_terrain(scene, terrain)


def on_terrain(scene: Scene, path: Path) -> Scene:
    """Put a scene on the ground that a GeoTIFF gives the heights of.

    Raises
    ------
    MissingExtra, InvalidInput
        As :func:`machimori.formats.terrain.read_terrain`.
    """
    if not scene.features:
        return scene  # nothing stands anywhere
    shapes = [feature.geometry for feature in scene.features]
    bounds = tuple(shapely.total_bounds(shapes).tolist())
    return replace(scene, terrain=read_terrain(path, scene.frame, bounds))


def write_scene(scene: Scene, path: Path) -> None:
    """Write a scene file, whole or not at all.

    Parameters
    ----------
    scene : Scene
        Written in longitude and latitude (8 decimals, a millimetre), or in plane
        metres (3 decimals) where nobody knows where on the earth it lies.
    path : Path
        ``.geojson``, ``.json`` or ``.gpkg``. Photometric files are not copied.

    Raises
    ------
    CannotWrite
        The disk refused; what stood there is untouched.
    InvalidInput
        The ending is none of the three.
    """
    _check_suffix(path)
    document = scene_document(scene)
    with atomic_write(path) as part:
        if path.suffix.lower() == PACKAGE_SUFFIX:
            from machimori.formats import geopackage

            geopackage.write_document(document, part)
        else:
            part.write_text(encode_json(document), encoding="utf-8", newline="\n")


def encode_json(document: Mapping[str, Any]) -> str:
    """Word a document as GeoJSON with one feature a line, so that versions compare."""
    head = {k: v for k, v in document.items() if k != "features"}
    opening = _line(head)[:-1]
    features = ",\n".join(_line(feature) for feature in document["features"])
    body = f"\n{features}\n" if features else ""
    return f'{opening}, "features": [{body}]}}\n'


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def decode_json(content: bytes, *, file: str) -> Any:
    """Decode a JSON file strictly.

    Parameters
    ----------
    content : bytes
        UTF-8, with or without a byte order mark.
    file : str
        For messages.

    Returns
    -------
    object
        NaN and Infinity come through as floats: the reader of the content knows
        where they stand, and refuses them there.

    Raises
    ------
    InvalidInput
        Another encoding; not JSON, with line and column; a member that stands twice
        in one object.
    """
    text = decode(content, file=file)
    twice: list[str] = []
    try:
        document = json.loads(text, object_pairs_hook=_note_repeated(twice))
    except json.JSONDecodeError as error:
        raise InvalidInput([_broken_json(file, text, error)]) from error
    except (RecursionError, ValueError) as error:
        raise InvalidInput([_unreasonable_json(file, error)]) from error
    if twice:
        raise InvalidInput(_repeated(file, name) for name in dict.fromkeys(twice))
    return document


def _note_repeated(twice: list[str]) -> Callable[[list[tuple[str, Any]]], Any]:
    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        collected = dict(pairs)
        if len(collected) < len(pairs):
            names = [name for name, _ in pairs]
            twice.extend(n for n in collected if names.count(n) > 1)
        return collected

    return collect


def _photometry_reader(folder: Path, file: str) -> Callable[[str], Photometry]:
    """Read photometric files beside the scene, and nowhere else."""
    return lambda name: read_photometry(_beside(folder, name, file))


def _beside(folder: Path, name: str, file: str) -> Path:
    """Find a file that a scene names in its own folder, or below."""
    inside = PurePosixPath(name)
    is_plain = "\\" not in name and ":" not in name and "\x00" not in name
    if inside.is_absolute() or ".." in inside.parts or not is_plain:
        raise InvalidInput([_outside(file, name)])
    path = folder / inside
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InvalidInput([_outside(file, name)])
    if not path.is_file():
        raise InvalidInput([_not_found(file, name, folder)])
    return path


def _check_suffix(path: Path) -> None:
    known = (*JSON_SUFFIXES, PACKAGE_SUFFIX)
    if path.suffix.lower() in known:
        return
    raise InvalidInput(
        [
            Problem(
                file=str(path),
                where=Text(ja="ファイル名の末尾", en="the file's ending"),
                found=path.suffix or "-",
                expected=Text.same(" / ".join(known)),
                remedy=Text(
                    ja="OpenStreetMap は machimori import osm、シェープファイルは "
                    "machimori import shapes で場面ファイルにしてください。",
                    en="Make a scene file of it with machimori import osm or "
                    "machimori import shapes.",
                ),
            )
        ]
    )


def _broken_json(file: str, text: str, error: json.JSONDecodeError) -> Problem:
    line, column = error.lineno, error.colno
    remedy = Text(
        ja="この位置のコンマ・かっこ・引用符を直してください。",
        en="Correct the punctuation there: a comma, a bracket or a quotation mark.",
    )
    if _is_cut_off(text.rstrip(), error):
        remedy = Text(
            ja="ファイルが途中で切れています。もう一度書き出すか受け取り直してください。",
            en="The file is cut off. Export or fetch it again.",
        )
    around = text[error.pos : error.pos + 20].split("\n")[0]
    return Problem(
        file=file,
        where=Text(ja=f"{line}行{column}列", en=f"line {line}, column {column}"),
        found=around.encode("utf-8", "backslashreplace").decode() or "-",
        expected=Text(ja="正しい JSON", en="valid JSON"),
        remedy=remedy,
    )


def _is_cut_off(text: str, error: json.JSONDecodeError) -> bool:
    ends_early = error.pos >= len(text) or error.msg.startswith("Unterminated")
    return ends_early or not text.endswith(("}", "]"))


def _unreasonable_json(file: str, error: Exception) -> Problem:
    is_deep = isinstance(error, RecursionError)
    return Problem(
        file=file,
        where=Text(ja="ファイル全体", en="the whole file"),
        found="nesting" if is_deep else "number",
        expected=Text(
            ja="深すぎない入れ子と、長すぎない数",
            en="reasonable nesting and numbers of reasonable length",
        ),
        remedy=Text(
            ja="GeoJSON として書き出し直してください。",
            en="Export it again as GeoJSON.",
        ),
    )


def _repeated(file: str, name: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja=f"項目「{name}」", en=f"member {name}"),
        found=f"{name} × 2",
        expected=Text(
            ja="1つのオブジェクトに1度だけ", en="each member once in an object"
        ),
        remedy=Text(ja="片方を取り除いてください。", en="Remove one of them."),
    )


def _outside(file: str, name: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja=f"配光「{name}」", en=f"photometry {name}"),
        found=name,
        expected=Text(
            ja="場面ファイルと同じフォルダーの中のファイル名",
            en="the name of a file in the scene file's folder",
        ),
        remedy=_PUT_BESIDE,
    )


_PUT_BESIDE = Text(
    ja="配光ファイルを場面ファイルと同じフォルダーに置き、名前だけを書いてください。",
    en="Put it beside the scene file and write only its name.",
)


def _not_found(file: str, name: str, folder: Path) -> Problem:
    there = [p.name for p in folder.iterdir() if p.suffix.lower() in FILE_SUFFIXES]
    return Problem(
        file=file,
        where=Text(ja=f"配光「{name}」", en=f"photometry {name}"),
        found=name,
        expected=Text(
            ja="場面ファイルと同じフォルダーにあるファイル",
            en="a file that stands beside the scene file",
        ),
        remedy=did_you_mean(name, there) if there else _PUT_BESIDE,
    )
