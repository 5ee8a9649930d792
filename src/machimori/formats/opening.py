"""Opening and writing users' files without being harmed by them."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from machimori.errors import CannotWrite, InvalidInput, Problem
from machimori.language import Text

MEGABYTE = 1_000_000

TEXT_LIMIT_BYTES = 50 * MEGABYTE
"""Largest table, list of answers or photometric file that is read."""

UNPACKED_LIMIT_BYTES = 500 * MEGABYTE
"""Largest content of a compressed file (.xlsx, .zip)."""

UNPACKED_RATIO = 200
"""A compressed file may hold this many times its own size, and not more."""

UNPACKED_FREE_BYTES = 10 * MEGABYTE
"""Below this the ratio is not looked at: short repetitive tables compress well."""

UNPACKED_MEMBERS = 20_000
"""Most files that a compressed file may hold."""

_CHUNK_BYTES = 1 << 20


def read_bytes(path: Path, *, limit_bytes: int = TEXT_LIMIT_BYTES) -> bytes:
    """Read a whole file, if it is a file and not too large.

    Parameters
    ----------
    path : Path
    limit_bytes : int
        Larger files are refused before a byte of them is read.

    Returns
    -------
    bytes

    Raises
    ------
    InvalidInput
        The file is missing, not a file, too large or not readable.
    """
    file = str(path)
    try:
        if not path.is_file():
            raise InvalidInput([_not_a_file(path)])
        size = path.stat().st_size
        if size > limit_bytes:
            raise InvalidInput([_too_large(file, size, limit_bytes)])
        with path.open("rb") as opened:
            content = opened.read(limit_bytes + 1)
    except (OSError, ValueError) as error:
        raise InvalidInput([_unreadable(file, error)]) from error
    if len(content) > limit_bytes:  # it grew while it was read
        raise InvalidInput([_too_large(file, len(content), limit_bytes)])
    return content


def decode(
    content: bytes, *, file: str, encodings: tuple[str, ...] = ("utf-8-sig",)
) -> str:
    """Turn bytes into text in the first of the encodings that fits.

    Parameters
    ----------
    content : bytes
    file : str
        As the user named it, for messages.
    encodings : tuple of str
        ``utf-8-sig`` takes UTF-8 with and without a byte order mark. Readers of tables
        made by Excel add ``cp932`` (Shift_JIS).

    Returns
    -------
    str

    Raises
    ------
    InvalidInput
        None of the encodings fits; the message names the one that it seems to be.
    """
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise InvalidInput([_wrong_encoding(content, file, encodings)])


def read_zip(path: Path, *, limit_bytes: int = UNPACKED_LIMIT_BYTES) -> bytes:
    """Read a compressed file (.xlsx, .zip) after proving that it is not a bomb.

    Every member is unpacked once and counted, since declared sizes can lie; nothing of
    it is kept. Hand the bytes that come back to the reader that needs them.

    Parameters
    ----------
    path : Path
    limit_bytes : int
        Most bytes that all members together may unpack to.

    Returns
    -------
    bytes
        The file as it is, still compressed.

    Raises
    ------
    InvalidInput
        Not a zip file, damaged, encrypted, or too large once unpacked.
    """
    file = str(path)
    content = read_bytes(path, limit_bytes=limit_bytes)
    allowed = min(limit_bytes, max(UNPACKED_FREE_BYTES, UNPACKED_RATIO * len(content)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive, file, allowed)
    except _ZIP_ERRORS as error:
        raise InvalidInput([_damaged_zip(file, error)]) from error
    return content


_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a method of compression that Python does not know
    RuntimeError,  # encrypted
    EOFError,
    OSError,
    ValueError,
)


def _refuse_bomb(archive: zipfile.ZipFile, file: str, allowed: int) -> None:
    members = archive.infolist()
    declared = sum(member.file_size for member in members)
    if len(members) > UNPACKED_MEMBERS or declared > allowed:
        raise InvalidInput([_bomb(file, declared, allowed)])
    unpacked = 0
    for member in members:
        with archive.open(member) as opened:
            while chunk := opened.read(_CHUNK_BYTES):
                unpacked += len(chunk)
                if unpacked > allowed:
                    raise InvalidInput([_bomb(file, unpacked, allowed)])


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
        Where it shall stand in the end.

    Yields
    ------
    Path
        A file beside it that does not exist yet, with the same suffix: write there. It
        takes the place of `path` when the block ends well, and goes when it does not.

    Raises
    ------
    CannotWrite
        The disk refused. What stood at `path` is untouched.
    """
    target = path.resolve()
    part = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        part.unlink(missing_ok=True)
        yield part
        if target.exists():
            shutil.copymode(target, part)
        _flush(part)
        part.replace(target)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotWrite(path=path, why=why) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as opened:
        os.fsync(opened.fileno())


_WHOLE_FILE = Text(ja="ファイル全体", en="the whole file")


def _problem(file: str, found: str, expected: Text, remedy: Text) -> Problem:
    return Problem(
        file=file, where=_WHOLE_FILE, found=found, expected=expected, remedy=remedy
    )


def _not_a_file(path: Path) -> Problem:
    is_folder = path.is_dir()
    return _problem(
        str(path),
        "folder" if is_folder else "nothing",
        Text(ja="既存のファイル", en="a file that exists"),
        Text(ja="パスの綴りを確かめてください。", en="Check the spelling of the path."),
    )


def _too_large(file: str, size: int, limit: int) -> Problem:
    return _problem(
        file,
        _megabytes(size),
        Text(ja="{limit}以下", en="at most {limit}").format(limit=_megabytes(limit)),
        Text(
            ja="必要な範囲だけを切り出すか、いくつかのファイルに分けてください。",
            en="Cut out the part that is needed, or split it into several files.",
        ),
    )


def _unreadable(file: str, error: Exception) -> Problem:
    return _problem(
        file,
        str(getattr(error, "strerror", None) or error),
        Text(ja="読み取れるファイル", en="a readable file"),
        Text(
            ja="ほかのソフトで開いていないか、読み取りの権限があるか確かめてください。",
            en="Check that no other program holds it and that you may read it.",
        ),
    )


def _wrong_encoding(content: bytes, file: str, encodings: tuple[str, ...]) -> Problem:
    names = "・".join(_ENCODING_NAMES.get(e, e) for e in encodings)
    return _problem(
        file,
        _guess_encoding(content),
        Text(ja="{names}の文字", en="text in {names}").format(names=names),
        Text(
            ja="文字コードを「UTF-8」にして保存し直してください。",
            en="Save it again with the encoding set to UTF-8.",
        ),
    )


_ENCODING_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp932": "Shift_JIS"}


def _guess_encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if b"\x00" in content[:4096]:
        return "binary"
    try:
        content.decode("cp932")
    except UnicodeDecodeError:
        return "?"
    return "Shift_JIS"


def _damaged_zip(file: str, error: Exception) -> Problem:
    return _problem(
        file,
        str(error) or type(error).__name__,
        Text(
            ja="壊れておらず、暗号化されていない圧縮ファイル（xlsx、zip）",
            en="an intact compressed file (xlsx, zip) without a password",
        ),
        Text(
            ja="もとのソフトで開き、パスワードなしで保存し直してください。",
            en="Open it in the program it came from and save it without a password.",
        ),
    )


def _bomb(file: str, unpacked: int, allowed: int) -> Problem:
    return _problem(
        file,
        f"> {_megabytes(unpacked)}",
        Text(ja="展開後に{limit}以下", en="at most {limit} once unpacked").format(
            limit=_megabytes(allowed)
        ),
        Text(
            ja="圧縮爆弾のおそれがあるため開きません。出所を確かめてください。",
            en="It may be a zip bomb and stays unopened. Check where it came from.",
        ),
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
