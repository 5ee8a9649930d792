"""What is due on a day: whatever was not looked at for as long as its round says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from machimori_office.inspections.models import Fixture
from machimori_office.inspections.rounds.fixtures import terms
from machimori_office.inspections.terms import Round
from machimori_office.web.years import months_after


@dataclass(frozen=True)
class Standing:
    """How one round stands."""

    round: Round
    all: int
    due: int
    broken: int


def due(one: Round, today: date) -> Q:
    """Tell what of a round is due."""
    since = months_after(today, -one.interval_months)
    unseen = Q(seen_on__isnull=True) | Q(seen_on__lte=since)
    return unseen & Q(round=one.id, is_current=True)


def due_fixtures(today: date, round_id: str = "") -> QuerySet[Fixture]:
    """Return all that is due, or what of one round is."""
    chosen = [r for r in terms(today).rounds if round_id in ("", r.id)]
    found = Q(pk__in=[])
    for one in chosen:
        found |= due(one, today)
    return Fixture.objects.filter(found)


def due_on(fixture: Fixture, one: Round | None, today: date) -> date | None:
    """Return the day on which a fixture is due; None where no round comes by."""
    if one is None or not fixture.is_current:
        return None
    if fixture.seen_on is None:
        return today
    return months_after(fixture.seen_on, one.interval_months)


def standings(today: date) -> Sequence[Standing]:
    """Count each round: one query for all."""
    rounds = terms(today).rounds
    counts = {}
    for number, one in enumerate(rounds):
        current = Q(round=one.id, is_current=True)
        broken = current & Q(condition=Fixture.Condition.BROKEN)
        counts[f"all_{number}"] = Count("pk", filter=current)
        counts[f"due_{number}"] = Count("pk", filter=due(one, today))
        counts[f"broken_{number}"] = Count("pk", filter=broken)
    found = Fixture.objects.aggregate(**counts)
    return [
        Standing(one, *(found[f"{what}_{n}"] for what in ("all", "due", "broken")))
        for n, one in enumerate(rounds)
    ]
