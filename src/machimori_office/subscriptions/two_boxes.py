"""Readers live on the internet part; the console hears how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from machimori_office.exchange.contract import Standing
from machimori_office.subscriptions import reach
from machimori_office.subscriptions.models import Headcount, Movement
from machimori_office.web.words import JST

COUNTED_ANEW = timedelta(days=40)
"""So long after a day its headcount is said again, should a file have been lost."""

Said = tuple[str, dict[str, Any]]


def _movements(_now: datetime) -> Iterator[Said]:
    for movement in Movement.objects.all():
        key = f"{movement.on}.{movement.what}.{movement.way}"
        yield key, {"count": movement.count}


def _take_movement(key: str, said: dict[str, Any], _at: datetime) -> None:
    on, what, way = key.split(".", 2)
    Movement.objects.update_or_create(
        on=on, what=what, way=way, defaults={"count": int(said["count"])}
    )


def _headcounts(now: datetime) -> Iterator[Said]:
    first = (now - COUNTED_ANEW).astimezone(JST).date()
    days: dict[str, dict[str, int]] = {}
    for row in Headcount.objects.filter(on__gte=first).order_by("on", "category"):
        days.setdefault(row.on.isoformat(), {})[row.category] = row.count
    yield from days.items()


def _take_headcount(on: str, said: dict[str, Any], _at: datetime) -> None:
    Headcount.objects.filter(on=on).delete()
    Headcount.objects.bulk_create(
        Headcount(on=on, category=category, count=int(count))
        for category, count in said.items()
    )


def _reach(_now: datetime) -> Iterator[Said]:
    counts, counted_at = reach.kept()
    if counted_at:
        yield "now", {"counts": counts, "at": counted_at.isoformat()}


def _take_reach(_key: str, said: dict[str, Any], _at: datetime) -> None:
    reach.keep(said["counts"], at=datetime.fromisoformat(said["at"]))


CARRIED = (
    Standing(name="movement", sender="public", says=_movements, takes=_take_movement),
    Standing(
        name="headcount", sender="public", says=_headcounts, takes=_take_headcount
    ),
    Standing(name="reach", sender="public", says=_reach, takes=_take_reach),
)
