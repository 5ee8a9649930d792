"""What everybody may read goes to the internet part, and is gone there when it ends."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from machimori_office.analyses.models import Publication, PublicFile
from machimori_office.analyses.publishing import published
from machimori_office.exchange.contract import Standing


def says(now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all that is public."""
    for one in published(now).prefetch_related("files"):
        yield (
            str(one.pk),
            {
                "kind": one.kind,
                "title": one.title,
                "page": one.page,
                "published_at": one.published_at.isoformat(),
                "last_on": one.last_on.isoformat(),
                "files": [
                    {
                        "name": file.name,
                        "type": file.type,
                        "packed": b64encode(bytes(file.packed)).decode(),
                    }
                    for file in one.files.all()
                ],
            },
        )


def takes(key: str, said: dict[str, Any], _at: datetime) -> None:
    """Show what the console shows."""
    made, _ = Publication.objects.update_or_create(
        pk=UUID(key),
        defaults={
            "kind": Publication.Kind(said["kind"]),
            "title": said["title"],
            "page": said["page"],
            "published_at": datetime.fromisoformat(said["published_at"]),
            "last_on": date.fromisoformat(said["last_on"]),
        },
    )
    made.files.all().delete()
    PublicFile.objects.bulk_create(
        PublicFile(
            publication=made,
            name=file["name"],
            type=file["type"],
            packed=b64decode(file["packed"], validate=True),
        )
        for file in said["files"]
    )


def ends(key: str, _at: datetime) -> None:
    """Show it no more: it was withdrawn, or its time is over."""
    Publication.objects.filter(pk=UUID(key)).delete()


CARRIED = (
    Standing(name="publication", sender="console", says=says, takes=takes, ends=ends),
)
