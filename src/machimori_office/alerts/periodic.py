"""What alerts need by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from machimori.language import Text
from machimori_office.alerts.links import looking
from machimori_office.alerts.services import drafting, persons, sending
from machimori_office.alerts.telegram_folder import FOLDER, take_folder
from machimori_office.jobs.registry import periodic


@periodic(
    "alerts.send-due",
    title=Text(ja="時刻の来たメールを配信に回す", en="Hand over due alerts"),
    every=timedelta(seconds=5),
    late_after=timedelta(minutes=2),
)
def send_due(now: datetime) -> None:
    """Queue what is due, and follow what the ledger did with the rest."""
    # Of two boxes, the one that sends is not the console.
    if settings.OFFICE_PART != "console":
        sending.queue_due(now)
    sending.follow_deliveries(now)


@periodic(
    "alerts.end-descriptions",
    title=Text(ja="期限の来た人の特徴を消す", en="Delete descriptions that expired"),
    every=timedelta(minutes=1),
    late_after=timedelta(minutes=10),
)
def end_descriptions(now: datetime) -> None:
    """Delete what is kept of people whose time is over."""
    persons.delete_expired(now)
    persons.erase_found(now)


@periodic(
    "alerts.drop-forgotten",
    title=Text(ja="放置された起案を捨てる", en="Throw away forgotten drafts"),
    every=timedelta(hours=24),
    late_after=timedelta(hours=24),
)
def drop_forgotten(now: datetime) -> None:
    """Throw away drafts that nobody touched."""
    drafting.drop_forgotten(at=now)


@periodic(
    "alerts.read-telegrams",
    title=Text(ja="届いた気象の電文を読む", en="Read weather telegrams that came"),
    every=timedelta(seconds=10),
    late_after=timedelta(minutes=2),
)
def read_telegrams(now: datetime) -> None:
    """Read what whoever receives telegrams put into the watched folder."""
    take_folder(Path(settings.OFFICE_FOLDER) / FOLDER, at=now)


@periodic(
    "alerts.look-at-links",
    title=Text(ja="起案のリンクを開いてみる", en="Open the links of drafts"),
    every=timedelta(seconds=10),
    late_after=timedelta(minutes=10),
)
def look_at_links(now: datetime) -> None:
    """Open the links of drafts, where the office may ask other hosts."""
    looking.look(now)
