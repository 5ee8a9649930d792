"""The lists of the staff: subscribers, and addresses that mails do not reach."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from machimori_office.outbox import failing
from machimori_office.outbox.judging import standings
from machimori_office.outbox.models import Address, Failure
from machimori_office.outbox.stopping import Standing, State
from machimori_office.subscriptions.models import Subscriber
from machimori_office.web.listing import MOST_ROWS, PER_PAGE, Filter, Listing
from machimori_office.web.tables import Column, Sheet
from machimori_office.web.tasks import Words

Subscribers = QuerySet[Subscriber]
Addresses = QuerySet[Address]

BECAUSE: dict[str, Words] = {
    failing.DELIVERY_ERRORS: gettext_lazy("Stopped: not delivered on too many days"),
    failing.COMPLAINT: gettext_lazy("Stopped: reported as unwanted"),
    failing.BY_STAFF: gettext_lazy("Stopped by the staff"),
}
_READS: dict[str, Words] = {
    "ja": gettext_lazy("Japanese"),
    "easy": gettext_lazy("Plain Japanese"),
    "en": gettext_lazy("English"),
}


def subscribers(request: HttpRequest) -> Listing[Subscriber]:
    """List who is registered, the newest first: one query, whatever their number."""
    rows = Subscriber.objects.select_related("address")
    return Listing(
        request,
        gettext_lazy("Subscribers"),
        rows.order_by("-confirmed_at", "-pk"),
        COLUMNS,
        search=find,
        filters=[
            Filter("state", gettext_lazy("State"), _STATES, _in_state),
            Filter("way", gettext_lazy("How they came"), Subscriber.Way.choices, _came),
        ],
    )


def find(rows: Subscribers, typed: str) -> Subscribers:
    """Find by a whole address, its beginning, or (after an @) its domain."""
    if typed.startswith("@"):
        of_domain = rows.filter(address__domain=typed[1:].lower())
        # The same as "-address_id"; but only so does SQLite see that its index on
        # domains gives this order, and need not sort a third of all rows.
        return of_domain.extra(order_by=["-outbox_address.id"])
    return rows.filter(_begins("address__key", typed)).order_by("address__key")


def read_words(reads: str) -> str:
    """Word the languages that somebody reads."""
    return "・".join(str(_READS.get(each, each)) for each in reads.split("+"))


def state_words(address: Address) -> Words:
    """Word whether mails go to an address."""
    if address.state == Address.State.ACTIVE:
        return gettext_lazy("Active")
    return BECAUSE.get(address.stopped_because, gettext_lazy("Stopped"))


def _page_of(address_pk: int) -> str:
    return reverse("subscriptions:address", args=[address_pk])


COLUMNS = [
    Column[Subscriber](
        gettext_lazy("Mail address"),
        lambda s: s.address.address,
        lambda s: _page_of(s.address_id),
        width=34,
    ),
    Column[Subscriber](gettext_lazy("Registered on"), lambda s: s.confirmed_at),
    Column[Subscriber](
        gettext_lazy("How they came"), lambda s: str(s.get_way_display())
    ),
    Column[Subscriber](gettext_lazy("Reads"), lambda s: read_words(s.reads)),
    Column[Subscriber](
        gettext_lazy("State"), lambda s: str(state_words(s.address)), width=28
    ),
]

_STATES: Sequence[tuple[str, Words]] = [
    ("active", gettext_lazy("Active")),
    ("stopped", gettext_lazy("Stopped")),
]


def _in_state(rows: Subscribers, state: str) -> Subscribers:
    if state == "active":
        return rows.filter(address__state=state)
    # Few are stopped: they are found by their own index, and sorted then.
    stopped = Address.objects.filter(state="stopped").order_by("-stopped_at")
    return rows.filter(address__in=stopped.values("pk")[:MOST_ROWS])


def _came(rows: Subscribers, way: str) -> Subscribers:
    return rows.filter(way=way)


def _begins(name: str, typed: str) -> Q:
    key = unicodedata.normalize("NFKC", typed).lower()
    if connection.vendor == "postgresql":
        return Q(**{f"{name}__startswith": key})
    # SQLite's LIKE knows no index for this; its text has the order of the characters.
    after = key[:-1] + chr(ord(key[-1]) + 1) if key else "\U0010ffff"
    return Q(**{f"{name}__gte": key, f"{name}__lt": after})


@dataclass
class ErrorsListing(Listing[Address]):
    """Addresses with errors, each with where it stands, a page at a time."""

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """Where the addresses of this page stand."""
        start = (self.number - 1) * PER_PAGE
        pks = [row.pk for row in self.found[start : start + PER_PAGE]]
        return standings(pks, at=timezone.now())

    def sheet(self) -> Sheet[Address]:
        """All rows found, for Excel."""
        rows = list(self.found[:MOST_ROWS])
        self.standings = standings([row.pk for row in rows], at=timezone.now())
        return replace(super().sheet(), rows=rows)


def errors(request: HttpRequest) -> ErrorsListing:
    """List the addresses that mails did not reach, or that are stopped."""
    listing = ErrorsListing(
        request,
        gettext_lazy("Addresses with errors"),
        _with_errors().order_by("-stopped_at", "-pk"),
        [],
        search=lambda rows, typed: rows.filter(_begins("key", typed)),
        filters=[
            Filter("state", gettext_lazy("State"), _ERROR_STATES, _error_state),
        ],
    )

    def standing_of(address: Address) -> Standing | None:
        return listing.standings.get(address.pk)

    listing.columns = [
        Column[Address](
            gettext_lazy("Mail address"),
            lambda a: a.address,
            lambda a: _page_of(a.pk),
            width=34,
        ),
        Column[Address](
            gettext_lazy("State"), lambda a: _error_words(a, standing_of(a)), width=34
        ),
        Column[Address](
            gettext_lazy("Days of errors"), lambda a: _days(standing_of(a))
        ),
        Column[Address](gettext_lazy("Last on"), lambda a: _last_day(standing_of(a))),
        Column[Address](gettext_lazy("Stopped on"), lambda a: a.stopped_at),
    ]
    return listing


_ERROR_STATES: Sequence[tuple[str, Words]] = [
    ("stopped", gettext_lazy("Stopped")),
    ("active", gettext_lazy("Still written to")),
]


def _with_errors() -> Addresses:
    failed = Failure.objects.values("address_id")
    stopped = Address.objects.filter(state="stopped").values("pk")
    return Address.objects.filter(Q(pk__in=failed) | Q(pk__in=stopped))


def _error_state(rows: Addresses, state: str) -> Addresses:
    return rows.filter(state=state)


def _error_words(address: Address, stands: Standing | None) -> str:
    if address.state == Address.State.STOPPED:
        return str(state_words(address))
    if stands is None or stands.state is State.ACTIVE:
        return _("Arrives again")
    if stands.state is State.FROZEN:
        return _("Not counted: its whole domain failed")
    return _("Day %(n)s of errors") % {"n": len(stands.failed_on)}


def _days(stands: Standing | None) -> int:
    return len(stands.failed_on) if stands else 0


def _last_day(stands: Standing | None) -> Any:
    return stands.failed_on[-1] if stands and stands.failed_on else None
