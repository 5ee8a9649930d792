"""Choosing a poster or cards, and getting them as PDF."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from machimori_office.alerts.wording import Sender
from machimori_office.desk.posters import sheets
from machimori_office.desk.posters.forms import SheetForm
from machimori_office.people.access import Act, requires
from machimori_office.rules.services import rule
from machimori_office.web.paper import as_pdf, paper

MAILBOX = "join"
"""The mailbox that answers an empty mail with a link (`subscriptions.mailboxes`)."""


@require_safe
@requires(Act.PRINT_POSTERS)
def posters(request: HttpRequest) -> HttpResponse:
    """Offer the sheets; give the one that is chosen."""
    form = SheetForm(request.GET if "sheet" in request.GET else None)
    if form.is_valid():
        return _sheet(form.cleaned_data["sheet"], form.cleaned_data["place"])
    context = {"form": form, "mailbox": _mailbox(), "web": _web()}
    return render(request, "desk/posters.html", context)


def _sheet(kind: str, place: str) -> HttpResponse:
    today = timezone.localdate()
    service = rule(Sender, on=today)
    content = sheets.sheet(
        kind,
        place=place,
        service=service.name,
        foot=_who(service.foot.ja),
        mailbox=_mailbox(),
        web=_web(),
    )
    made = paper("desk", sheets.SHEETS[kind], content, on=today)
    return as_pdf(made, name=f"{service.name.ja}_{kind}.pdf")


def _who(foot: str) -> str:
    """Return the line of a mail's foot that says who sends it; paper has no link."""
    lines = [line for line in foot.splitlines() if "{{" not in line]
    return lines[-1] if lines else ""


def _mailbox() -> str:
    return f"{MAILBOX}@{settings.MAIL_DOMAIN}"


def _web() -> str:
    path = reverse("public:register", kwargs={"variety": "ja"})
    return f"{settings.OFFICE_PUBLIC_ADDRESS}{path}"
