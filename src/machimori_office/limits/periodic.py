"""Buckets that are full again, and presses long ago, are forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.jobs.registry import periodic
from machimori_office.limits import once, services


@periodic(
    "limits.forget",
    title=Text(ja="使い終わった回数制限を消す", en="Forget limits that are over"),
    every=timedelta(hours=1),
    late_after=timedelta(hours=24),
)
def forget(now: datetime) -> None:
    """Delete what says nothing any more."""
    services.forget_full(now)
    once.forget(now)
