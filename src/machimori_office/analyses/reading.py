"""Incidents from uploaded files, with the account of how they were read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machimori.formats.incidents import (
    FileReport,
    read_blocks,
    read_incident_lists,
    write_incidents,
)
from machimori.incidents import Blocks, Incidents, Joined, join, likely_blocks
from machimori.language import Text
from machimori_office.analyses.models import IncidentList
from machimori_office.web.packing import packed, unpacked

Uploaded = tuple[str, bytes]
"""A file's name and content."""

MOST_TOLD = 30
"""More refused lines or unknown blocks than this are only counted."""
NAME = "incidents.geojson"


@dataclass(frozen=True)
class Taken:
    """Incidents that were read, packed for the database, and the account of it."""

    incidents: Incidents
    packed: bytes
    account: Mapping[str, Any]


def read_lists(
    lists: list[Uploaded],
    blocks: list[Uploaded],
    *,
    title: str = "",
    publisher: str,
    licence: str,
) -> Taken:
    """Read lists of incidents and put them into blocks.

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        room = Path(folder)
        paths = list(_written(room / "lists", lists))
        reading = read_incident_lists(
            paths, title=title, publisher=publisher, licence=licence
        )
        tables = (
            [read_blocks(list(_written(room / "blocks", blocks)))] if blocks else []
        )
    joined = join(reading.incidents, *tables)
    account = account_of(reading.reports, joined)
    return Taken(joined.incidents, packed_list(joined.incidents), account)


def read_boundaries(files: list[Uploaded]) -> Blocks:
    """Read the boundaries of town blocks.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        return read_blocks(list(_written(Path(folder) / "blocks", files)))


def packed_list(incidents: Incidents) -> bytes:
    """Return the incidents file, compressed."""
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        path = Path(folder) / NAME
        write_incidents(incidents, path)
        return packed(path.read_bytes())


def incidents_of(kept: IncidentList) -> Incidents:
    """Return the incidents of a list."""
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        path = Path(folder) / NAME
        path.write_bytes(unpacked(kept.packed))
        return read_incident_lists([path]).incidents


def _written(folder: Path, files: list[Uploaded]) -> Iterator[Path]:
    folder.mkdir()
    for name, content in files:
        path = folder / Path(name).name
        path.write_bytes(content)
        yield path


def account_of(reports: tuple[FileReport, ...], joined: Joined) -> Mapping[str, Any]:
    """Tell how lists were read, and what did not join."""
    blocks = joined.incidents.blocks
    unknown = sorted(joined.unknown.items(), key=lambda item: (-item[1], item[0]))
    return {
        "files": [_of_file(report) for report in reports],
        "kinds": sorted({one.kind for one in joined.incidents}),
        "named": joined.named,
        "joined": joined.named - sum(joined.unknown.values()),
        "has_blocks": len(blocks) > 0,
        "unknown": [
            {
                "name": "".join(named),
                "count": count,
                "likely": list(likely_blocks(blocks, named)),
            }
            for named, count in unknown[:MOST_TOLD]
        ],
        "unknown_in_all": len(unknown),
    }


def _of_file(report: FileReport) -> Mapping[str, Any]:
    return {
        "name": Path(report.file).name,
        "rows": report.rows,
        "read": report.read,
        "repairs": [_both(repair.says, repair.count) for repair in report.repairs],
        "notes": [_both(note) for note in report.notes],
        "of_persons": list(report.of_persons),
        "refused": [
            {"ja": problem.sentence("ja"), "en": problem.sentence("en")}
            for problem in report.refused[:MOST_TOLD]
        ],
        "refused_in_all": len(report.refused),
    }


def _both(text: Text, count: int | None = None) -> Mapping[str, Any]:
    return {"ja": text.ja, "en": text.en, "count": count}
