"""What comes round by the clock; each bears running twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import seats, signing_up
from machimori_office.seminars.services.changes import terms
from machimori_office.seminars.services.counting import is_counted_here
from machimori_office.seminars.services.letters import write
from machimori_office.web.words import JST


def move_up_everywhere(*, at: datetime) -> int:
    """Let offers lapse in every seminar ahead; return how many did."""
    signing_up.forget_unconfirmed(at=at)
    ahead = Seminar.objects.filter(state=Seminar.State.OPEN, begins_at__gt=at)
    return sum(_round(s, at) for s in ahead if is_counted_here(s, at))


@transaction.atomic
def _round(seminar: Seminar, at: datetime) -> int:
    return seats.lapse(seminar, at=at)


def remind(*, at: datetime) -> int:
    """Remind who has a seat, once, from the rule's hour of the rule's day before."""
    city, there = terms(at), at.astimezone(JST)
    if there.hour < city.reminder_hour:
        return 0
    until = (there + timedelta(days=city.reminder_days + 1)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    due = Participation.objects.filter(
        seminar__state=Seminar.State.OPEN,
        seminar__begins_at__gt=at,
        seminar__begins_at__lt=until,
        state=Participation.State.BOOKED,
        reminded_at__isnull=True,
    ).exclude(mail="")
    return sum(_remind(party, at) for party in due.select_related("seminar"))


@transaction.atomic
def _remind(party: Participation, at: datetime) -> int:
    unreminded = Participation.objects.filter(pk=party.pk, reminded_at__isnull=True)
    if unreminded.update(reminded_at=at) != 1:
        return 0
    write("reminder", party, at=at, until=party.seminar.begins_at)
    return 1
