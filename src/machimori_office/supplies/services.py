"""Stock that comes in, and equipment that is handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from machimori_office.applications import services as applications
from machimori_office.applications import taking_over
from machimori_office.applications.models import Application
from machimori_office.applications.services import Who
from machimori_office.applications.taking_over import Past
from machimori_office.audit import services as audit
from machimori_office.records.services import CITY
from machimori_office.rules.services import rule
from machimori_office.supplies.models import Stock, Supplied
from machimori_office.supplies.procedures import SUPPLY
from machimori_office.supplies.terms import SupplyTerms
from machimori_office.web.errors import NothingChosen, OutOfStock
from machimori_office.web.words import JST


@transaction.atomic
def count_stock(
    kind: str, count: int, *, actor: str, reason: str, at: datetime
) -> None:
    """Write down how many of a kind there are: bought, counted, thrown away."""
    Stock.objects.update_or_create(kind=kind, defaults={"count": count})
    audit.record(
        actor=actor,
        action="supplies.counted",
        object_kind="stock",
        object_id=kind,
        reason=reason,
        at=at,
        details={"count": str(count)},
    )


@transaction.atomic
def hand_over(
    application: Application,
    counts: Mapping[str, int],
    *,
    on: date,
    actor: str,
    at: datetime,
) -> None:
    """Hand equipment over: stock, application and record in one.

    Raises
    ------
    NothingChosen
        No kind has a count.
    OutOfStock
        There are fewer than that; nothing is changed.
    NotNow, ApplicationChanged
    """
    chosen = {kind: count for kind, count in counts.items() if count}
    if not chosen:
        raise NothingChosen
    applications.carry_out(
        application,
        subjects=[CITY],
        on=on,
        result=_worded(chosen, terms(at)),
        actor=actor,
        at=at,
    )
    for kind, count in chosen.items():
        _take(kind, count, at)
        Supplied.objects.create(
            application=application, kind=kind, count=count, handed_over_on=on
        )


@dataclass(frozen=True, kw_only=True)
class PastSupply:
    """An item that a group was given before the office kept it."""

    kind: str
    count: int
    who: Who
    on: date

    @property
    def key(self) -> tuple[str, date]:
        """Whom it went to, and when: what makes one application."""
        return (self.who.name, self.on)


@transaction.atomic
def take_over(
    given: Sequence[PastSupply], *, actor: str, reason: str, at: datetime
) -> None:
    """Write down what groups were given before; no stock is taken: few queries.

    What one group was given on one day is one application.
    """
    of = _applications_of(given)
    new: dict[tuple[str, date], list[PastSupply]] = {}
    for each in given:
        if each.key not in of:
            new.setdefault(each.key, []).append(each)
    city = terms(at)
    past = [
        Past(
            who=items[0].who,
            on=items[0].on,
            result=_worded({item.kind: item.count for item in items}, city),
        )
        for items in new.values()
    ]
    made = taking_over.take_over(SUPPLY, past, actor=actor, reason=reason, at=at)
    of |= {key: each.pk for key, each in zip(new, made, strict=True)}
    Supplied.objects.bulk_create(
        Supplied(
            application_id=of[each.key],
            kind=each.kind,
            count=each.count,
            handed_over_on=each.on,
        )
        for each in given
    )


def _applications_of(given: Sequence[PastSupply]) -> dict[tuple[str, date], Any]:
    """Return what is known of the same groups and days, by group and day."""
    there = Supplied.objects.filter(
        application__procedure=SUPPLY.name,
        application__applicant__name__in={each.who.name for each in given},
        handed_over_on__in={each.on for each in given},
    )
    told = there.order_by("-pk").values_list(
        "application__applicant__name", "handed_over_on", "application"
    )
    return {(name, on): application for name, on, application in told}


def terms(at: datetime) -> SupplyTerms:
    """Return the city's rule of supplies."""
    return rule(SupplyTerms, on=at.astimezone(JST).date())


def stock() -> dict[str, int]:
    """Return how many of each kind there are."""
    return dict(Stock.objects.values_list("kind", "count"))


def _take(kind: str, count: int, at: datetime) -> None:
    taken = Stock.objects.filter(kind=kind, count__gte=count)
    if taken.update(count=F("count") - count) != 1:
        known = terms(at).kind(kind)
        raise OutOfStock(
            kind=known.name.ja if known else kind, left=stock().get(kind, 0)
        )


def _worded(chosen: Mapping[str, int], city: SupplyTerms) -> str:
    """Word what was handed over: ベスト3着、腕章15本."""
    known = {kind.id: kind for kind in city.kinds}
    named = [
        f"{known[id_].name.ja}{count}{known[id_].unit}"
        for id_, count in chosen.items()
        if id_ in known
    ]
    return "、".join(named)[:200] or "done"
