"""A folder into which telegrams are put: read once, and moved out of the way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from machimori_office.alerts.models import Arrival
from machimori_office.alerts.services.arriving import Came, take_telegrams

FOLDER = "telegrams"
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
    files = _lying(folder)
    some = files if keep else files[:AT_ONCE]
    came = [Came(file.name, _content(file)) for file in some]
    arrivals = take_telegrams(came, at=at)
    for file in [] if keep else some:
        (folder / DONE).mkdir(exist_ok=True)
        file.replace(folder / DONE / file.name)
    return arrivals


def unread_since(folder: Path) -> datetime | None:
    """Return since when the oldest telegram lies there that nobody has read."""
    times = [changed for file in _lying(folder) if (changed := _changed_at(file))]
    return min(times, default=None)


def _lying(folder: Path) -> list[Path]:
    # Whoever writes into the folder renames when a file is whole: others are not .xml.
    return sorted(f for f in folder.glob("*.xml") if f.is_file() and not f.is_symlink())


def _changed_at(file: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        # It was read in this moment.
        return None


def _content(file: Path) -> bytes:
    """Read a file, one byte more than is ever taken for a telegram at most."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)
