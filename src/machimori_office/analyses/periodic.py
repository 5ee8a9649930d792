"""What analyses do by the clock: what was public long enough comes to its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.analyses import publishing
from machimori_office.jobs.registry import periodic


@periodic(
    "analyses.ending",
    title=Text(ja="公開の期限が来た分析を下げる", en="End what is public too long"),
    every=timedelta(hours=6),
    late_after=timedelta(days=3),
)
def end(now: datetime) -> None:
    """Delete the copies whose time is over."""
    publishing.end_what_is_over(now)
