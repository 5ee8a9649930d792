"""What plans are made of: maps of streets, and places that matter."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction

from machimori.formats.streets import read_streets
from machimori_office.walks.models import Spot, Streets
from machimori_office.walks.services.noting import note
from machimori_office.web.packing import packed


def keep_streets(
    name: str,
    file_name: str,
    content: bytes,
    *,
    licence: str,
    actor: str,
    at: datetime,
) -> Streets:
    """Keep a map of streets, once it was read to the end.

    Raises
    ------
    InvalidInput
        With all problems of the file.
    """
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        # Its ending says what it is; nothing else of its name is kept.
        path = Path(folder) / f"streets{''.join(Path(file_name).suffixes[-2:]).lower()}"
        path.write_bytes(content)
        graph = read_streets([path]).graph
        made = Streets(
            name=name,
            licence=licence,
            file_name=path.name,
            packed=packed(content),
            segments=len(graph),
            length_km=float(graph.length_m.sum()) / 1000,
            made_by=actor,
            made_at=at,
        )
    with transaction.atomic():
        made.save(force_insert=True)
        note("streets_kept", "streets", made.pk, actor=actor, at=at, reason="read")
    return made


@transaction.atomic
def keep_spot(spot: Spot, *, actor: str, at: datetime) -> Spot:
    """Write down a place that matters, or put it right."""
    spot.save()
    note("spot_kept", "spot", spot.pk, actor=actor, at=at, reason="kept")
    return spot
