"""The way by watched folders; where people carry the files, it has none and rests."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from machimori.language import Text
from machimori_office.exchange import services
from machimori_office.jobs.registry import periodic


@periodic(
    "exchange.carry",
    title=Text(ja="もう一方のサーバーと交換する", en="Exchange with the other server"),
    every=timedelta(seconds=15),
    late_after=timedelta(minutes=10),
)
def carry(now: datetime) -> None:
    """Take what came, then say what changed."""
    if settings.EXCHANGE_IN:
        _, refused = services.import_new(Path(settings.EXCHANGE_IN), at=now)
        if refused:
            raise refused[0]
    if settings.EXCHANGE_OUT:
        services.export(Path(settings.EXCHANGE_OUT), at=now)
