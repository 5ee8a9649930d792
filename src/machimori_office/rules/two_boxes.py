"""The city's rules are written in the console and hold on both boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from machimori_office.exchange.contract import Standing
from machimori_office.rules.models import Version

_PLAIN = ("name", "text", "reason", "written_by")


def says(_now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all versions, in the order in which they were written."""
    for version in Version.objects.order_by("pk"):
        yield _key(version), _laid_out(version)


def takes(_key: str, said: Mapping[str, Any], _at: datetime) -> None:
    """Add a version; none is ever changed."""
    Version.objects.get_or_create(
        **{name: said[name] for name in _PLAIN},
        valid_from=said["valid_from"],
        written_at=datetime.fromisoformat(said["written_at"]),
    )


def _laid_out(version: Version) -> dict[str, Any]:
    return {
        **{name: getattr(version, name) for name in _PLAIN},
        "valid_from": version.valid_from.isoformat(),
        "written_at": version.written_at.isoformat(),
    }


def _key(version: Version) -> str:
    return f"{version.name}.{version.valid_from}.{version.pk}"


CARRIED = (Standing(name="rule", sender="console", says=says, takes=takes),)
