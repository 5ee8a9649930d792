"""The door: a telephone's page that ticks off who comes, by list or by QR code."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from machimori_office.people.access import Act, requires, signed_in
from machimori_office.seminars.forms import PeopleForm, WalkInForm
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import door as at_the_door
from machimori_office.seminars.services import signing_up
from machimori_office.web.errors import OfficeError
from machimori_office.web.speaking import said, spoken_words

State = Participation.State


@require_safe
@requires(Act.HANDLE_EVENTS)
def door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List who is expected, each with a large button."""
    seminar = get_object_or_404(Seminar, pk=pk)
    expected = (State.BOOKED, State.OFFERED, State.WAITING, State.ABSENT)
    parties = list(seminar.parties.filter(state__in=expected).order_by("name"))
    context = {
        "seminar": seminar,
        "title": spoken_words(seminar.title),
        "coming": [p for p in parties if p.arrived is None],
        "here": [p for p in parties if p.arrived is not None],
        "people": sum(p.arrived or 0 for p in parties),
        "form": WalkInForm(),
        "has_begun": seminar.begins_at <= timezone.now(),
    }
    return render(request, "seminars/door.html", context)


@require_safe
@requires(Act.HANDLE_EVENTS)
def here(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the party whose ticket was read: one large button."""
    if _is_still_unheard_of(pk):
        messages.error(request, _("This ticket has not arrived here yet."))
        messages.info(request, _("Let them in from the door list, where one is free."))
        return redirect("seminars:seminars")
    party = _party(pk)
    title = spoken_words(party.seminar.title)
    context = {"party": party, "seminar": party.seminar, "title": title}
    return render(request, "seminars/here.html", context)


@require_POST
@requires(Act.HANDLE_EVENTS)
def party(request: HttpRequest, pk: UUID, word: str) -> HttpResponse:
    """Tick a party off, take that back, cancel it, or say that it was called."""
    found, actor, now = _party(pk), str(signed_in(request).pk), timezone.now()
    people = _people(request, found.people)
    acts: dict[str, Callable[[], object]] = {
        "here": lambda: at_the_door.arrive(found, people, actor=actor, at=now),
        "not-here": lambda: at_the_door.take_back(found, actor=actor, at=now),
        "cancel": lambda: signing_up.withdraw(found, actor=actor, at=now),
        "take-seat": lambda: signing_up.accept(found, actor=actor, at=now),
        "called": lambda: signing_up.note_called(found, actor=actor, at=now),
    }
    if word not in acts:
        raise Http404
    if _done(request, acts[word]) and word == "here":
        words = _("%(name)s: %(n)s here.") % {"name": found.name, "n": people}
        messages.success(request, words)
    to = "seminars:door" if word in ("here", "not-here") else "seminars:one"
    return redirect(to, found.seminar_id)


@require_POST
@requires(Act.HANDLE_EVENTS)
def walk_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let in somebody who did not sign up."""
    seminar = get_object_or_404(Seminar, pk=pk)
    form, actor = WalkInForm(request.POST), str(signed_in(request).pk)
    if form.is_valid():
        given = {**form.cleaned_data, "actor": actor, "at": timezone.now()}
        _done(request, lambda: at_the_door.walk_in(seminar, **given))
    return redirect("seminars:door", seminar.pk)


@require_POST
@requires(Act.HANDLE_EVENTS)
def give_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Free the seats of who has not come."""
    seminar = get_object_or_404(Seminar, pk=pk)
    actor, now = str(signed_in(request).pk), timezone.now()
    _done(request, lambda: at_the_door.give_away(seminar, actor=actor, at=now))
    return redirect("seminars:door", seminar.pk)


def _is_still_unheard_of(pk: UUID) -> bool:
    """Whether a ticket of the internet part comes before the file that says of it."""
    is_known = Participation.objects.filter(pk=pk).exists()
    return settings.OFFICE_PART == "console" and not is_known


def _done(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except OfficeError as refusal:
        messages.error(request, said(refusal))
        return False
    return True


def _party(pk: UUID) -> Participation:
    found = Participation.objects.select_related("seminar")
    return get_object_or_404(found, pk=pk)


def _people(request: HttpRequest, booked: int) -> int:
    form = PeopleForm(request.POST)
    return form.cleaned_data["people"] if form.is_valid() else booked
