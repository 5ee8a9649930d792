"""The folder of a town: tiles as they are finished, so that a kill loses none.

``town.json`` says what is computed, ``tiles/`` holds a file for each finished tile.
Every file is written whole or not at all; one process works in the folder at a time.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from machimori import __version__
from machimori.errors import CannotWrite, InvalidInput, Problem
from machimori.formats.opening import atomic_write
from machimori.formats.town.locking import LOCK, locked
from machimori.language import Text
from machimori.town import Sums, Tile, TileResult, TownPlan

MANIFEST, TILES = "town.json", "tiles"
SCHEMA = 1
_SUMS = tuple(field.name for field in fields(Sums))


@dataclass(frozen=True)
class TownStore:
    """An opened folder.

    Parameters
    ----------
    folder : Path
    tiles : tuple of Tile
        Of the town that is computed in it.
    """

    folder: Path
    tiles: tuple[Tile, ...]

    def missing(self) -> tuple[Tile, ...]:
        """Tiles that are not finished yet."""
        return tuple(t for t in self.tiles if not self._path(t.number).exists())

    def keep(self, result: TileResult) -> None:
        """Write a finished tile.

        Raises
        ------
        CannotWrite
        """
        sums = dict(zip(_SUMS, astuple(result.sums), strict=True))
        with atomic_write(self._path(result.number)) as part:
            np.savez(
                part,
                illuminance_lx=result.illuminance_lx,
                seen_by=result.watchers,
                unknown_lamps=result.unknown_lamps,
                **sums,
            )

    def read(self, number: int) -> TileResult:
        """Read a finished tile.

        Raises
        ------
        InvalidInput
            The file was damaged since it was written.
        """
        path = self._path(number)
        try:
            with np.load(path) as kept:
                return TileResult(
                    number,
                    kept["illuminance_lx"],
                    kept["seen_by"],
                    kept["unknown_lamps"],
                    Sums(*(kept[name] for name in _SUMS)),
                )
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise InvalidInput([_damaged(path, error)]) from error

    def _path(self, number: int) -> Path:
        return self.folder / TILES / f"{number:06}.npz"


@contextmanager
def town_store(
    folder: Path, plan: TownPlan, *, tile_cells: int, afresh: bool = False
) -> Iterator[TownStore]:
    """Open the folder of a town, new or half done.

    Parameters
    ----------
    folder : Path
        Made where it does not exist.
    plan : TownPlan
    tile_cells : int
        Cells a side of a tile.
    afresh : bool
        Begin again even where tiles of another computation lie in the folder.

    Yields
    ------
    TownStore
        Nobody else works in it meanwhile.

    Raises
    ------
    InvalidInput
        The folder holds other things, the tiles of another computation, or is in use.
    CannotWrite
    """
    about = _about(plan, tile_cells)
    found = _look_into(folder)
    try:
        (folder / TILES).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=folder, why=error.strerror) from error
    with locked(folder):
        if found is not None and found != about and not afresh:
            raise InvalidInput([_changed(folder)])
        _clear(folder / TILES, everything=afresh)
        with atomic_write(folder / MANIFEST) as part:
            part.write_text(_worded(about), encoding="utf-8")
        yield TownStore(folder, plan.lattice.tiles(tile_cells))


def _about(plan: TownPlan, tile_cells: int) -> dict[str, Any]:
    return {
        "machimori_town": SCHEMA,
        "version": __version__,
        "cell_m": plan.lattice.cell_m,
        "tile_cells": tile_cells,
        "fingerprint": plan.fingerprint(),
    }


def _worded(about: Mapping[str, Any]) -> str:
    return json.dumps(about, indent=2) + "\n"


def _look_into(folder: Path) -> Mapping[str, Any] | None:
    """What a folder says it holds; None where it is new or empty."""
    if not folder.exists():
        return None
    entries = sorted(e.name for e in folder.iterdir()) if folder.is_dir() else ["-"]
    if not set(entries) - {LOCK, TILES}:
        return None
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput([_not_ours(folder, entries[0])]) from error
    if not isinstance(about, dict) or "machimori_town" not in about:
        raise InvalidInput([_not_ours(folder, MANIFEST)])
    return about


def _clear(tiles: Path, *, everything: bool) -> None:
    """Take away what a killed process left half written, or all tiles."""
    try:
        for path in tiles.glob("*.npz" if everything else ".*.part.npz"):
            path.unlink()
    except OSError as error:
        raise CannotWrite(path=tiles, why=error.strerror) from error


def _not_ours(folder: Path, found: str) -> Problem:
    return Problem(
        file=str(folder),
        where=Text(ja="フォルダの中", en="in the folder"),
        found=found,
        expected=Text(
            ja="空のフォルダか、この計算の途中のフォルダ",
            en="an empty folder, or one in which this was begun",
        ),
        remedy=Text(
            ja="別のフォルダ名を指定してください。中のものには触れていません。",
            en="Name another folder. Nothing in this one was touched.",
        ),
    )


def _changed(folder: Path) -> Problem:
    return Problem(
        file=str(folder / MANIFEST),
        where=Text(ja="計算の内容", en="what was computed"),
        found="fingerprint",
        expected=Text(
            ja="同じ場面・同じ設定・同じ版での計算",
            en="the same scene, the same options and the same version",
        ),
        remedy=Text(
            ja="場面か設定が変わっています。はじめから計算し直すには --afresh を付け、"
            "前の結果を残すには別のフォルダを指定してください。",
            en="The scene or an option has changed. Give --afresh to compute it all "
            "again, or name another folder to keep what is there.",
        ),
    )


def _damaged(path: Path, error: Exception) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="ファイル全体", en="the whole file"),
        found=str(error)[:60] or "-",
        expected=Text(ja="計算済みの区画", en="a finished tile"),
        remedy=Text(
            ja="このファイルを消して、同じ命令をもう一度実行してください。",
            en="Delete this file and run the same command again.",
        ),
    )
