"""Rosters that were asked for are drawn up."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.jobs.registry import periodic
from machimori_office.patrols.services.rosters import draw_up_next


@periodic(
    "patrols.draw_up",
    title=Text(ja="当番表を作る", en="Draw up rosters"),
    every=timedelta(seconds=10),
    late_after=timedelta(minutes=30),
)
def draw_up(now: datetime) -> None:
    """Draw up what waits, one roster at a time."""
    draw_up_next(now)
