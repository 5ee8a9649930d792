"""The bytes of an IFC file, unpacked and looked at before anything parses them."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from pathlib import Path

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import (
    MEGABYTE,
    UNPACKED_FREE_BYTES,
    UNPACKED_RATIO,
    read_bytes,
    read_zip,
)
from machimori.language import Text

LIMIT_BYTES = 500 * MEGABYTE
"""The largest model that is read, unpacked; it takes some ten times that in memory."""

SCHEMAS = ("IFC2X3", "IFC4", "IFC4X3")
"""Schemas that are read, with their additions (IFC4X3_ADD2 …)."""

_HEAD_BYTES = 1 << 16
_FIRST = b"ISO-10303-21"
_LAST = b"END-ISO-10303-21"
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", re.IGNORECASE)


def read_model_text(path: Path) -> bytes:
    """Read the text of an IFC model.

    Parameters
    ----------
    path : Path
        ``.ifc``, or one packed by gzip or zip (``.ifczip``).

    Returns
    -------
    bytes
        STEP text of a known schema that is whole to its end.

    Raises
    ------
    InvalidInput
        Where it is no IFC, cut short, damaged, too large or of an unknown schema.

    Source
    ------
    ISO 10303-21:2016, 5.3 and 8 (how an exchange file begins, ends, names its schema).
    """
    file, content = str(path), read_bytes(path, limit_bytes=LIMIT_BYTES)
    try:
        text = _unpacked(path, content)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InvalidInput([_damaged(file, error)]) from error
    _refuse_others(text, file)
    return text


def _unpacked(path: Path, content: bytes) -> bytes:
    if content.startswith(b"\x1f\x8b"):
        packed = io.BytesIO(content)
        allowed = max(UNPACKED_FREE_BYTES, UNPACKED_RATIO * len(content))
        limit = min(LIMIT_BYTES, allowed)
        with gzip.open(packed) as opened:
            text = opened.read(limit + 1)
        if len(text) > limit:
            raise InvalidInput([_too_large(str(path), limit)])
        return text
    if content.startswith(b"PK"):
        return _only_member(path)
    return content


def _only_member(path: Path) -> bytes:
    content = read_zip(path, limit_bytes=LIMIT_BYTES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith(".ifc")]
        if len(names) != 1:
            raise InvalidInput([_not_one_model(str(path), archive.namelist())])
        return archive.read(names[0])


def _refuse_others(text: bytes, file: str) -> None:
    head = text[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(_FIRST):
        raise InvalidInput([_not_ifc(file, head)])
    schema = _SCHEMA.search(head)
    found = schema[1].decode("ascii", "replace").upper() if schema else "?"
    if not found.startswith(SCHEMAS):
        raise InvalidInput([_unknown_schema(file, found)])
    if _LAST not in text[-_HEAD_BYTES:]:
        raise InvalidInput([_cut_short(file, text)])


_WHOLE_FILE = Text(ja="ファイル全体", en="the whole file")
_FETCH_AGAIN = Text(
    ja="途中で切れていないか確かめ、書き出し直すか取り直してください。",
    en="It may have been cut short: export or fetch it again.",
)


def _damaged(file: str, error: Exception) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="圧縮された内容", en="the compressed content"),
        found=str(error),
        expected=Text(ja="壊れていない圧縮ファイル", en="an undamaged compressed file"),
        remedy=_FETCH_AGAIN,
    )


def _too_large(file: str, limit: int) -> Problem:
    return Problem(
        file=file,
        where=_WHOLE_FILE,
        found=f"> {limit // MEGABYTE} MB",
        expected=Text.same(f"≤ {limit // MEGABYTE} MB"),
        remedy=Text(
            ja="必要な棟と階だけを書き出してください。",
            en="Export the building and the storeys that you need only.",
        ),
    )


def _not_one_model(file: str, names: list[str]) -> Problem:
    return Problem(
        file=file,
        where=_WHOLE_FILE,
        found=", ".join(names)[:80],
        expected=Text(ja=".ifc がちょうど一つ", en="exactly one .ifc"),
        remedy=Text(
            ja="展開して、.ifc を一つずつ指定してください。",
            en="Unpack it, and give one .ifc at a time.",
        ),
    )


def _not_ifc(file: str, head: bytes) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="1行目", en="line 1"),
        found=ascii(head[:40].decode("ascii", "replace")),
        expected=Text(
            ja="ISO-10303-21 で始まるIFC", en="IFC beginning with ISO-10303-21"
        ),
        remedy=Text(
            ja="CADから「IFC（.ifc）」で書き出してください。",
            en="Export it from the CAD program as IFC (.ifc).",
        ),
    )


def _unknown_schema(file: str, found: str) -> Problem:
    return Problem(
        file=file,
        where=Text.same("FILE_SCHEMA"),
        found=found[:40],
        expected=Text.same(", ".join(SCHEMAS)),
        remedy=Text(
            ja="IFC4かIFC2x3で書き出し直してください。",
            en="Export it again as IFC4 or IFC2x3.",
        ),
    )


def _cut_short(file: str, text: bytes) -> Problem:
    line = text.count(b"\n") + 1
    return Problem(
        file=file,
        where=Text(ja=f"{line}行目（末尾）", en=f"line {line}, the end"),
        found=ascii(text[-30:].decode("ascii", "replace")),
        expected=Text(ja="末尾の END-ISO-10303-21;", en="END-ISO-10303-21; at the end"),
        remedy=_FETCH_AGAIN,
    )
