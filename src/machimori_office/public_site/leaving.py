"""The link at the foot of each mail: programs press it (RFC 8058), people see a page.

A GET changes nothing, whoever opens it. A POST needs neither cookie nor form token: who
has the link got the mail. What it answers is the same whether anybody was registered.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from machimori.errors import UnknownName
from machimori_office.outbox import tokens
from machimori_office.outbox.tokens import Leaving
from machimori_office.public_site.pages import page, variety_asked
from machimori_office.rules.services import rule
from machimori_office.subscriptions import services
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import JST, Variety


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Offer to stop one kind or all; stop what is pressed."""
    variety = variety_asked(request)
    leaving = tokens.read(token)
    if leaving is None:
        return page(request, "not_found", variety, status=404)
    category = _known(leaving.category)
    if request.method != "POST":
        return _offer(request, variety, category)
    pressed = _pressed(request, category)
    if pressed is None:
        return _offer(request, variety, category, status=400)
    _stop(leaving, category if pressed == "kind" else "")
    what = "thinned" if pressed == "kind" else "left"
    return _answer(request, variety, what)


def _pressed(request: HttpRequest, category: str) -> str | None:
    """Tell what a POST asks for: a mail program means what the mail is about."""
    if request.POST.get("List-Unsubscribe") == "One-Click" or "kind" in request.POST:
        return "kind" if category else "all"
    return "all" if "all" in request.POST else None


def _stop(leaving: Leaving, category: str) -> None:
    services.unsubscribe(
        address_pk=leaving.address, category=category, at=timezone.now()
    )


def _answer(request: HttpRequest, variety: Variety, what: str) -> HttpResponse:
    """Answer a mail program at once; lead a person to a page that bears reloading."""
    if "List-Unsubscribe" in request.POST:
        return HttpResponse(status=200, content_type="text/plain; charset=utf-8")
    path = reverse("public:done", kwargs={"variety": variety, "what": what})
    return HttpResponseRedirect(path)


def _known(category: str) -> str:
    """Return the category, or none where the city no longer has it."""
    kinds = rule(Kinds, on=timezone.now().astimezone(JST).date())
    try:
        kinds.path(category)
    except UnknownName:
        return ""
    return category


def _offer(
    request: HttpRequest, variety: Variety, category: str, *, status: int = 200
) -> HttpResponse:
    kinds = rule(Kinds, on=timezone.now().astimezone(JST).date())
    label = kinds.label(category, variety) if category else ""
    return page(request, "leave", variety, {"label": label}, status=status)
