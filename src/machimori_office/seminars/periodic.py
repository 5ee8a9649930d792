"""What seminars do by the clock: offers that lapse, reminders, links that ran out."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.jobs.registry import periodic
from machimori_office.seminars.services import rounds


@periodic(
    "seminars.waiting_list",
    title=Text(ja="講習会のキャンセル待ちを進める", en="Move waiting lists up"),
    every=timedelta(minutes=5),
    late_after=timedelta(hours=2),
)
def move_waiting_lists_up(now: datetime) -> None:
    """Take back what nobody answered, offer it to the next, forget old requests."""
    rounds.move_up_everywhere(at=now)


@periodic(
    "seminars.reminders",
    title=Text(ja="講習会の前日のお知らせ", en="Remind who takes part"),
    every=timedelta(minutes=15),
    late_after=timedelta(hours=4),
)
def remind(now: datetime) -> None:
    """Write the reminders that are due."""
    rounds.remind(at=now)
