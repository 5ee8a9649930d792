"""Writing down what somebody reports, and finding what may be about the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import cos, hypot, radians

from django.db import transaction
from django.db.models import F, Q

from machimori_office.concerns import links
from machimori_office.concerns.models import Concern, Counter, Photo, Reporter
from machimori_office.concerns.services.steps import step
from machimori_office.concerns.states import IS_OPEN, State
from machimori_office.concerns.terms import ConcernTerms
from machimori_office.exchange.services import numbers_begin
from machimori_office.outbox import notices
from machimori_office.outbox.addresses import Address
from machimori_office.rules.services import rule
from machimori_office.web.errors import LinkSpent
from machimori_office.web.pictures import Picture
from machimori_office.web.tokens import signed_id
from machimori_office.web.words import JST, Variety
from machimori_office.web.years import fiscal_year

REPORTER = "reporter"
"""The actor of what a reporter does by their link."""

MOST_ALIKE = 5
_METRES_OF_DEGREE = 111_320.0


@dataclass(frozen=True, kw_only=True)
class Report:
    """What somebody reports.

    Parameters
    ----------
    kind : str
        A kind of the city's rule.
    text : str
    by : Concern.By
    place_text, district, site : str
        An address or landmark; the code of a district; the code of an inspected place.
    lon, lat : float or None
        A point on the map. [deg]
    seen_on : date or None
    variety : Variety
        In which the reporter reads.
    duty, about : str
        Which duty reports it, and the id of what it is about there.
    """

    kind: str
    text: str
    by: Concern.By = Concern.By.RESIDENT
    place_text: str = ""
    district: str = ""
    site: str = ""
    lon: float | None = None
    lat: float | None = None
    seen_on: date | None = None
    variety: Variety = "ja"
    duty: str = ""
    about: str = ""


@transaction.atomic
def receive(
    report: Report,
    *,
    at: datetime,
    actor: str = REPORTER,
    pictures: Sequence[Picture] = (),
    mail: Address | None = None,
) -> Concern:
    """Write a concern down.

    Parameters
    ----------
    report : Report
    at : datetime
    actor : str
        Who writes: the key of staff, a duty's word, or the reporter.
    pictures : sequence of Picture
        Already cleaned.
    mail : Address, optional
        Gets one letter now, and others only after its button was pressed.
    """
    year = fiscal_year(at.astimezone(JST).date())
    concern = Concern.objects.create(
        fiscal_year=year, number=_next_number(year), received_at=at, **vars(report)
    )
    Photo.objects.bulk_create(
        Photo(concern=concern, jpeg=p.content, width=p.width_px, height=p.height_px)
        for p in pictures
    )
    step(concern, "receive", State.RECEIVED, actor=actor, reason="arrived", at=at)
    if mail is not None:
        _ask_to_confirm(concern, mail, at)
    return concern


@transaction.atomic
def confirm(*, token: str, at: datetime) -> Concern:
    """Write to this address from now on: its owner pressed the button.

    Raises
    ------
    LinkSpent
    """
    concern = by_token(token, purpose=links.MAIL)
    theirs = Reporter.objects.filter(concern=concern)
    if concern is None or not theirs.exists():
        raise LinkSpent
    theirs.filter(confirmed_at__isnull=True).update(confirmed_at=at)
    return concern


def by_token(token: str, *, purpose: str = links.SEEING) -> Concern | None:
    """Find the concern whose link this is."""
    pk = signed_id(purpose, token)
    return Concern.objects.filter(pk=pk).first() if pk else None


def terms_on(at: datetime) -> ConcernTerms:
    """Return what can be reported on a day."""
    return rule(ConcernTerms, on=at.astimezone(JST).date())


def alike(report: Report, *, at: datetime) -> list[Concern]:
    """Find open concerns that may be about the same, the nearest or newest first."""
    terms = terms_on(at)
    since = at - timedelta(days=terms.alike_within_days)
    found = Concern.objects.filter(
        kind=report.kind, state__in=IS_OPEN, received_at__gte=since
    )
    within_m = terms.kind(report.kind).alike_within_m
    near = found.filter(_in_the_same_place(report) | _boxed(report, within_m))
    ranked = ((_distance_m(report, other), other) for other in near[:200])
    close = [(d, other) for d, other in ranked if d <= within_m or d == _UNKNOWN_M]
    close.sort(key=lambda pair: (pair[0], -pair[1].received_at.timestamp()))
    return [other for _distance, other in close[:MOST_ALIKE]]


_UNKNOWN_M = 1e9


def _in_the_same_place(report: Report) -> Q:
    if report.site:
        return Q(site=report.site)
    return Q(district=report.district) if report.district else Q(pk__isnull=True)


def _boxed(report: Report, within_m: float) -> Q:
    if report.lon is None or report.lat is None:
        return Q(pk__isnull=True)
    high = within_m / _METRES_OF_DEGREE
    wide = high / cos(radians(report.lat))
    return Q(
        lon__range=(report.lon - wide, report.lon + wide),
        lat__range=(report.lat - high, report.lat + high),
    )


def _distance_m(report: Report, other: Concern) -> float:
    """Return how far apart, far more than any where one of them has no point [m]."""
    if report.lon is None or report.lat is None:
        return _UNKNOWN_M
    if other.lon is None or other.lat is None:
        return _UNKNOWN_M
    east = (other.lon - report.lon) * cos(radians(report.lat))
    return hypot(east, other.lat - report.lat) * _METRES_OF_DEGREE


def _next_number(year: int) -> int:
    begins = {"last": numbers_begin()}
    Counter.objects.get_or_create(fiscal_year=year, defaults=begins)
    counter = Counter.objects.filter(fiscal_year=year)
    counter.update(last=F("last") + 1)
    return counter.get().last


def _ask_to_confirm(concern: Concern, mail: Address, at: datetime) -> None:
    Reporter.objects.create(concern=concern, mail=str(mail))
    variety: Variety = concern.variety  # type: ignore[assignment]
    notices.write(
        terms_on(at).letters["confirm"],
        to=mail,
        variety=variety,
        fields={
            "number": links.number_of(concern),
            "link": links.confirming(concern, variety),
        },
        about=str(concern.pk),
        at=at,
    )
