"""What of contests travels between console and internet part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from machimori_office.contests.models import Contest, Entrant, Entry, Judge
from machimori_office.contests.personal import erase_told
from machimori_office.contests.services import carrying, handing_over
from machimori_office.exchange.contract import Act, Standing
from machimori_office.web.words import JST

Said = Iterator[tuple[str, dict[str, Any]]]


def _contests(at: datetime) -> Said:
    for contest in _published():
        yield str(contest.pk), carrying.order(contest)


def _entrants(at: datetime) -> Said:
    """Yield who entered on paper and was sent a link."""
    theirs = Entrant.objects.filter(contest__in=_published()).exclude(mail="")
    for entrant in theirs.exclude(consent="").order_by("pk"):
        yield str(entrant.pk), carrying.entrant_order(entrant)


def _entries(at: datetime) -> Said:
    shown = _published().filter(shown_until__gte=at.astimezone(JST).date())
    numbered = Entry.objects.filter(contest__in=shown).exclude(number=None)
    for entry in numbered.select_related("contest", "entrant").order_by("pk"):
        yield str(entry.pk), carrying.entry_order(entry)


def _judges(at: datetime) -> Said:
    judging = Judge.objects.filter(contest__state=Contest.State.JUDGING)
    for judge in judging.filter(is_active=True).order_by("pk"):
        yield str(judge.pk), carrying.judge_order(judge)


def _marks(at: datetime) -> Said:
    for contest in Contest.objects.filter(state=Contest.State.JUDGING):
        yield from carrying.marks(contest)


def _published() -> QuerySet[Contest]:
    published = Contest.objects.exclude(state=Contest.State.PLANNED)
    return published.order_by("number")


def _timed(take: Callable[..., None]) -> Callable[[str, Any, datetime], None]:
    return lambda key, said, at: take(UUID(key), said, at=at)


def _untimed(take: Callable[..., None]) -> Callable[[str, Any, datetime], None]:
    return lambda key, said, at: take(UUID(key), said)


def _erase(key: str, said: Any, at: datetime) -> None:
    entrant = Entrant.objects.filter(pk=key).first()
    if entrant is not None:
        erase_told(entrant, at=at)


CARRIED = (
    Standing(
        name="contest",
        sender="console",
        says=_contests,
        takes=_timed(carrying.take_order),
    ),
    Standing(
        name="contest_entrant",
        sender="console",
        says=_entrants,
        takes=_timed(carrying.take_entrant_order),
        ends=lambda key, at: carrying.forget_entrant(UUID(key)),
        is_sealed=True,
    ),
    Standing(
        name="contest_entry",
        sender="console",
        says=_entries,
        takes=_timed(carrying.take_entry),
        answers=handing_over.LEFT,
        is_sealed=True,
    ),
    Standing(
        name="contest_judge",
        sender="console",
        says=_judges,
        takes=_untimed(carrying.take_judge),
        ends=lambda key, at: carrying.end_judge(UUID(key)),
        is_sealed=True,
    ),
    Act(
        name=handing_over.SHOWN,
        sender="console",
        takes=_untimed(carrying.take_picture),
    ),
    Act(
        name=handing_over.ENTERED,
        sender="public",
        takes=_timed(carrying.take_entrant),
        arrived=lambda key: carrying.empty(UUID(key)),
    ),
    Act(
        name=handing_over.LEFT,
        sender="public",
        takes=lambda key, said, at: carrying.take_leave(UUID(key), at=at),
    ),
    Act(name=handing_over.ERASED, sender="public", takes=_erase),
    Standing(
        name="contest_marks",
        sender="public",
        says=_marks,
        takes=lambda key, said, at: carrying.take_marks(key, said, at=at),
        is_sealed=True,
    ),
)
