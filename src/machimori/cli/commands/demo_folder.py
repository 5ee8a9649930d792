"""The folder that the demo writes to: its own files, and never anybody else's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from machimori.errors import CannotWrite, InvalidInput, Problem
from machimori.formats.opening import atomic_write, decode, read_bytes
from machimori.language import Text

LEDGER = "SHA256SUMS"
"""Lists the files of a demo as ``sha256sum`` does, so that a changed one is noticed."""

LARGEST_BYTES = 200_000_000


class DemoFolder:
    """A folder that is empty, or holds a former demo that nobody has changed.

    Parameters
    ----------
    path : Path
        Made where it does not exist; a former demo in it is taken away.

    Raises
    ------
    InvalidInput
        It holds something else; nothing was touched.
    CannotWrite
        The folder cannot be made.
    """

    def __init__(self, path: Path) -> None:
        _refuse(path, _in_the_way(path))
        self.path = path
        self._sums: dict[str, str] = {}
        try:
            path.mkdir(parents=True, exist_ok=True)
            # The ledger goes last, for the same reason.
            for entry in sorted(path.iterdir(), key=lambda e: e.name == LEDGER):
                entry.unlink()
        except OSError as error:
            raise CannotWrite(path=path, why=error.strerror) from error

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, whole or not at all, after noting it in the ledger."""
        held = content.encode() if isinstance(content, str) else content
        # Noted first: whatever is cut short, no file of ours looks like another's.
        self._sums[name] = hashlib.sha256(held).hexdigest()
        _write(self.path / LEDGER, _worded(self._sums).encode())
        _write(self.path / name, held)
        return self.path / name


def _write(path: Path, content: bytes) -> None:
    with atomic_write(path) as part:
        part.write_bytes(content)


def _worded(sums: Mapping[str, str]) -> str:
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sums.items())


def _in_the_way(folder: Path) -> Iterator[str]:
    """Name what in a folder is not of a former demo, or no longer as it was."""
    if not folder.exists():
        return
    if not folder.is_dir():
        yield folder.name
        return
    sums = _ledger(folder)
    for entry in sorted(folder.iterdir()):
        if entry.name != LEDGER and not _is_unchanged(entry, sums):
            yield entry.name
    if not sums and (folder / LEDGER).exists():
        yield LEDGER


def _ledger(folder: Path) -> Mapping[str, str]:
    if not (folder / LEDGER).is_file():
        return {}
    text = decode(read_bytes(folder / LEDGER), file=str(folder / LEDGER))
    pairs = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {name: sha256 for sha256, name in pairs}


def _is_unchanged(entry: Path, sums: Mapping[str, str]) -> bool:
    if entry.name not in sums or not entry.is_file() or entry.is_symlink():
        return False
    content = read_bytes(entry, limit_bytes=LARGEST_BYTES)
    return hashlib.sha256(content).hexdigest() == sums[entry.name]


def _refuse(folder: Path, names: Iterator[str]) -> None:
    problems = [
        Problem(
            file=str(folder),
            where=Text(ja="フォルダの中", en="in the folder"),
            found=name,
            expected=Text(
                ja="空のフォルダか、前に作った見本のままのフォルダ",
                en="an empty folder, or a former demo left as it was",
            ),
            remedy=Text(
                ja="別のフォルダ名を指定してください。中のものには触れていません。",
                en="Name another folder. Nothing in this one was touched.",
            ),
        )
        for name in names
    ]
    if problems:
        raise InvalidInput(problems)
