"""What comes round by the clock: owners are told before their self-checks end."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.inspections.self_checks import services
from machimori_office.jobs.registry import periodic


@periodic(
    "inspections.remind",
    title=Text(ja="自己点検の期限を知らせる", en="Remind owners of their self-checks"),
    every=timedelta(hours=6),
    late_after=timedelta(hours=48),
)
def remind(now: datetime) -> None:
    """Write to the owners, once each."""
    services.remind(now)
