"""Districts are the console's; the internet part needs their names and boundaries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.forms.models import model_to_dict

from machimori_office.exchange.contract import Standing
from machimori_office.places.models import District


def says(_now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all districts."""
    for district in District.objects.all():
        yield district.code, model_to_dict(district, exclude=["id", "changed_at"])


def takes(code: str, said: dict[str, Any], at: datetime) -> None:
    """Write a district down as the console has it."""
    fields = {k: v for k, v in said.items() if k != "code"}
    District.objects.update_or_create(code=code, defaults=fields | {"changed_at": at})


CARRIED = (Standing(name="district", sender="console", says=says, takes=takes),)
