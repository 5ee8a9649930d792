"""Seminars for residents: which there are, signing up, the ticket behind the link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.contests.models import Contest
from machimori_office.public_site import texts
from machimori_office.public_site.forms import NEEDED, AddressForm
from machimori_office.public_site.pages import page
from machimori_office.public_site.whence import asked_from
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import counting, letters, signing_up
from machimori_office.seminars.services.changes import terms
from machimori_office.seminars.services.signing_up import Party
from machimori_office.web.errors import OfficeError, TooOften
from machimori_office.web.qr import code
from machimori_office.web.words import Variety

PAST = 10
_SHOWN = (Seminar.State.OPEN, Seminar.State.HELD, Seminar.State.CALLED_OFF)


class SignUpForm(AddressForm):
    """A name, a number of people, an address."""

    name = forms.CharField(
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", **NEEDED}),
    )
    people = forms.IntegerField(
        required=False,
        initial=1,
        widget=forms.NumberInput(
            attrs={"class": "headcount", "inputmode": "numeric", "min": 1, **NEEDED}
        ),
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.fields["people"].widget.attrs["max"] = most

    def clean(self) -> None:
        """Say what is missing in the reader's variety."""
        super().clean()
        if not self.cleaned_data.get("name", "").strip():
            said = texts.plain("seminars.name_needed", self.variety)
            self.add_error("name", said)
        if not 1 <= (self.cleaned_data.get("people") or 0) <= self.most:
            said = texts.plain("seminars.people_wrong", self.variety, most=self.most)
            self.errors.pop("people", None)
            self.add_error("people", said)

    def party(self) -> Party:
        """Return who signs up."""
        return Party(
            name=self.cleaned_data["name"].strip(),
            people=self.cleaned_data["people"],
            mail=self.address,
            reads=self.variety,
        )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def seminar(request: HttpRequest, variety: Variety, pk: UUID) -> HttpResponse:
    """Show a seminar, and take a sign-up."""
    shown, now = get_object_or_404(Seminar, pk=pk, state__in=_SHOWN), timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = SignUpForm(posted, variety=variety, most=terms(now).people_at_most)
    if posted is None:
        return _seminar(request, variety, shown, form)
    if not form.is_valid():
        return _seminar(request, variety, shown, form, status=400)
    try:
        place = asked_from(request)
        signing_up.ask(shown, form.party(), asked_from=place, at=now)
    except TooOften:
        return _seminar(request, variety, shown, form, status=429)
    except OfficeError:
        return _seminar(request, variety, shown, form, status=409)
    path = reverse("public:done", kwargs={"variety": variety, "what": "asked"})
    return HttpResponseRedirect(path)


def _seminar(
    request: HttpRequest,
    variety: Variety,
    shown: Seminar,
    form: SignUpForm,
    *,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "seminar": shown,
        "form": form,
        "is_open": signing_up.is_open(shown, now),
        "is_too_often": status == 429,
        "kept_days": terms(now).kept_days,
        "contact": letters.contact_of(shown, at=now),
    }
    return page(request, "seminar", variety, context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show where a sign-up stands; only its buttons change anything."""
    party, now = letters.by_token(token), timezone.now()
    if party is None:
        return page(request, "spent", variety, status=404)
    if request.method == "POST":
        return _pressed(request, variety, party, now)
    context = {
        "party": party,
        "seminar": party.seminar,
        "state": _state(party, now),
        "is_counted_here": counting.is_counted_here(party.seminar, now),
        "contact": letters.contact_of(party.seminar, at=now),
        # Drawn by ourselves, of an address of ours: nothing of a reader's is in it.
        "code": mark_safe(code(letters.door_address(party))),
    }
    return page(request, "ticket", variety, context)


def _pressed(
    request: HttpRequest, variety: Variety, party: Participation, now: datetime
) -> HttpResponse:
    acts: dict[str, Callable[[], None]] = {
        "confirm": lambda: signing_up.confirm(party, at=now),
        "accept": lambda: signing_up.accept(party, at=now),
        "cancel": lambda: signing_up.withdraw(party, at=now),
    }
    pressed = next((name for name in acts if name in request.POST), None)
    if pressed is None:
        return HttpResponseRedirect(request.path)
    try:
        acts[pressed]()
    except OfficeError:
        return page(request, "spent", variety, status=409)
    return HttpResponseRedirect(request.path)


def _state(party: Participation, now: datetime) -> str:
    """Name what a ticket shows: its state, or what has overtaken it."""
    if party.seminar.state == Seminar.State.CALLED_OFF:
        return "called_off"
    if party.arrived:
        return "arrived"
    if party.seminar.ends_at <= now:
        return "over"
    known = ("asked", "booked", "waiting", "offered")
    return party.state if party.state in known else "over"


@require_safe
def events(request: HttpRequest, variety: Variety) -> HttpResponse:
    """List what is ahead, and what was."""
    now = timezone.now()
    shown = Seminar.objects.prefetch_related("topics")
    ahead = shown.filter(
        state__in=(Seminar.State.OPEN, Seminar.State.CALLED_OFF), ends_at__gt=now
    )
    past = shown.filter(state__in=_SHOWN, ends_at__lte=now)
    contests = Contest.objects.exclude(state=Contest.State.PLANNED)
    context = {
        "ahead": ahead.order_by("begins_at"),
        "past": past[:PAST],
        "contests": contests[:PAST],
    }
    return page(request, "events", variety, context)
