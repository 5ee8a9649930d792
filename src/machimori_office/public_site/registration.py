"""Asking for a link, and the page behind it: a button, so that scanners confirm nobody.

The same answer for every address: nobody learns here who is registered. No form has a
cookie or needs one: what may be done is decided by the link alone.
"""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import UnknownName
from machimori_office.public_site.districts import districts
from machimori_office.public_site.forms import (
    AddressForm,
    ChoicesForm,
    choices_form,
    new_address,
)
from machimori_office.public_site.keeping import kept
from machimori_office.public_site.pages import page
from machimori_office.public_site.whence import asked_from
from machimori_office.subscriptions import services
from machimori_office.subscriptions.models import Request, Subscriber
from machimori_office.subscriptions.services import Asked
from machimori_office.web.errors import LinkSpent, TooOften
from machimori_office.web.words import Variety

DONE = (
    "asked",
    "registered",
    "changed",
    "moved",
    "left",
    "thinned",
    "apply",
    "entered",
)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Send a link to an address: for registering, or for changing."""
    if request.method != "POST":
        return _empty_form(request, variety)
    form = AddressForm(request.POST, variety=variety)
    if not form.is_valid():
        return page(request, "register", variety, {"form": form}, status=400)
    try:
        services.ask_to_join(
            address=form.address,
            way=Subscriber.Way.WEB,
            at=timezone.now(),
            asked_from=asked_from(request),
        )
    except TooOften:
        context = {"form": form, "is_too_often": True}
        return page(request, "register", variety, context, status=429)
    return _done(variety, "asked")


@require_safe
@kept
def _empty_form(request: HttpRequest, variety: Variety) -> HttpResponse:
    return page(request, "register", variety, {"form": AddressForm(variety=variety)})


@require_safe
@kept
def ask(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Offer a link for changing or leaving; it is asked for as any other."""
    form = AddressForm(variety=variety)
    return page(request, "register", variety, {"form": form, "is_for_changing": True})


@require_safe
@kept
def done(request: HttpRequest, variety: Variety, what: str) -> HttpResponse:
    """Say what became of it; the page says nothing about anybody."""
    if what not in DONE:
        raise Http404
    names = {"title": f"done.{what}_title", "text": f"done.{what}"}
    return page(request, "done", variety, {"what": what, **names})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show what a link is for; only its button does it."""
    now = timezone.now()
    try:
        asked = services.request_of(token=token, at=now)
        if request.method == "POST":
            return _pressed(request, variety, token, asked, now)
    except LinkSpent:
        return page(request, "spent", variety, status=404)
    return _link_page(request, variety, asked)


def _pressed(
    request: HttpRequest, variety: Variety, token: str, asked: Asked, now: datetime
) -> HttpResponse:
    if asked.wish == Request.Wish.CHANGE_ADDRESS:
        services.press(token=token, at=now)
        return _done(variety, "moved")
    if asked.is_registered and "leave" in request.POST:
        services.leave(token=token, at=now)
        return _done(variety, "left")
    if asked.is_registered and "move" in request.POST:
        return _move(request, variety, token, asked, now)
    return _choose(request, variety, token, asked, now)


def _choose(
    request: HttpRequest, variety: Variety, token: str, asked: Asked, now: datetime
) -> HttpResponse:
    form = choices_form(request.POST, variety, asked, districts(variety), now)
    if form.is_valid():
        try:
            services.press(token=token, at=now, choices=form.choices)
        except UnknownName:
            form.refuse()
        else:
            return _done(variety, "changed" if asked.is_registered else "registered")
    return _link_page(request, variety, asked, form=form, status=400)


def _move(
    request: HttpRequest, variety: Variety, token: str, asked: Asked, now: datetime
) -> HttpResponse:
    form = new_address(request.POST, variety)
    if form.is_valid():
        services.ask_to_change_address(token=token, to=form.address, at=now)
        return _done(variety, "asked")
    return _link_page(request, variety, asked, move=form, status=400)


def _link_page(
    request: HttpRequest,
    variety: Variety,
    asked: Asked,
    *,
    form: ChoicesForm | None = None,
    move: AddressForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if asked.wish == Request.Wish.CHANGE_ADDRESS:
        return page(request, "moving", variety, {"asked": asked})
    now = timezone.now()
    context = {
        "asked": asked,
        "form": form or choices_form(None, variety, asked, districts(variety), now),
        "move": move or new_address(None, variety),
    }
    return page(request, "confirm", variety, context, status=status)


def _done(variety: Variety, what: str) -> HttpResponse:
    path = reverse("public:done", kwargs={"variety": variety, "what": what})
    return HttpResponseRedirect(path)
