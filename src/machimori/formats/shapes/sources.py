"""The files that a caller names, opened with care; archives unpacked for a while."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.opening import MEGABYTE, read_bytes, read_zip
from machimori.language import Text

FILE_LIMIT_BYTES = 300 * MEGABYTE
"""The largest file that is read, each part of a Shapefile for itself."""

FORMATS = (".shp", ".geojson", ".json", ".gpkg", ".fgb", ".tab", ".mif")
"""Files that name no other files or hosts to read from."""

_PARTS = (".dbf", ".shx", ".prj", ".cpg")


@dataclass(frozen=True)
class Source:
    """One file of geometries.

    Parameters
    ----------
    name : str
        Of the file, without folders: what a mapping's ``match`` is held against.
    label : str
        As the user named it, for messages.
    path : Path
        Where it can be read.
    content : bytes
        All its parts, one after the other.
    """

    name: str
    label: str
    path: Path
    content: bytes


def open_sources(path: Path, *, unpacked: Path) -> Iterator[Source]:
    """Open a file, or each of those in an archive.

    Parameters
    ----------
    path : Path
        A vector file, or a ``.zip`` of some.
    unpacked : Path
        An empty folder for what an archive holds.

    Yields
    ------
    Source

    Raises
    ------
    InvalidInput
        Where the file is missing, too large, damaged or of another format.
    """
    if path.suffix.lower() != ".zip":
        yield _source(path, str(path))
        return
    found = [p for p in _unpack(path, unpacked) if p.suffix.lower() in FORMATS]
    if not found:
        raise InvalidInput([_no_vector_file(str(path), "zip")])
    for member in found:
        yield _source(member, f"{path}/{member.name}")


def _source(path: Path, label: str) -> Source:
    content = read_bytes(path, limit_bytes=FILE_LIMIT_BYTES)
    if path.suffix.lower() not in FORMATS:
        raise InvalidInput([_no_vector_file(label, path.suffix or path.name)])
    # GDAL looks at the content, not the name: a virtual file could open any other.
    if b"<OGRVRT" in content[:4096]:
        raise InvalidInput([_no_vector_file(label, "VRT")])
    if path.suffix.lower() == ".shp":
        for part in sorted(path.parent.glob(f"{_escaped(path.stem)}.*")):
            if part.suffix.lower() in _PARTS:
                content += read_bytes(part, limit_bytes=FILE_LIMIT_BYTES)
    return Source(path.name, label, path, content)


def _escaped(stem: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in stem)


def _unpack(path: Path, folder: Path) -> list[Path]:
    """Write the members side by side; no name of the archive becomes a path."""
    content = read_zip(path)
    unpacked: list[Path] = []
    parents: dict[PurePosixPath, Path] = {}
    with _archive(content) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename.replace("\\", "/"))
            if member.is_dir() or name.name in ("", ".", ".."):
                continue
            place = parents.setdefault(name.parent, folder / str(len(parents)))
            place.mkdir(exist_ok=True)
            unpacked.append(place / name.name)
            unpacked[-1].write_bytes(archive.read(member))
    return unpacked


def _archive(content: bytes) -> zipfile.ZipFile:
    """Open an archive; names that are not UTF-8 were written by Japanese Windows."""
    try:
        return zipfile.ZipFile(io.BytesIO(content), metadata_encoding="cp932")
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(content))


def _no_vector_file(file: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="ファイルの形式", en="format of the file"),
        found=found,
        expected=Text.same(" / ".join([*FORMATS, ".zip"])),
        remedy=Text(
            ja="QGISなどでGeoPackageやShapefileに書き出してから指定してください。{hint}",
            en="Export it as GeoPackage or Shapefile, for example with QGIS. {hint}",
        ).format(hint=did_you_mean(found, FORMATS)),
    )
