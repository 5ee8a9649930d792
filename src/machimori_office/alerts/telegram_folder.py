"""A folder into which telegrams are put: read once, and moved out of the way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from machimori_office.alerts.models import Arrival
from machimori_office.alerts.services.arriving import Came, take_telegrams

LARGEST = 10_000_000
DONE = "done"
AT_ONCE = 500


def take_folder(folder: Path, *, at: datetime, keep: bool = False) -> list[Arrival]:
    """Take the telegrams of a folder.

    Parameters
    ----------
    folder : Path
        One that is not there holds nothing.
    at : datetime
    keep : bool
        Leave the files where they are; otherwise they go into ``done`` below it.
    """
    if not folder.is_dir():
        return []
    # Whoever writes into the folder renames when a file is whole: others are not .xml.
    files = sorted(
        f for f in folder.glob("*.xml") if f.is_file() and not f.is_symlink()
    )
    some = files if keep else files[:AT_ONCE]
    came = [Came(file.name, _content(file)) for file in some]
    arrivals = take_telegrams(came, at=at)
    for file in [] if keep else some:
        (folder / DONE).mkdir(exist_ok=True)
        file.replace(folder / DONE / file.name)
    return arrivals


def _content(file: Path) -> bytes:
    """Read a file, one byte more than is ever taken for a telegram at most."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)
