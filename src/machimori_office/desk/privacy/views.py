"""The register, answers to people who ask for their own, and a leak's report."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori.language import Text
from machimori_office.audit.services import record
from machimori_office.desk.privacy import erasing, leaks
from machimori_office.desk.privacy.forms import ErasureForm, LeakForm, PersonForm
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.people.models import Staff
from machimori_office.privacy.registry import FILES, Kept
from machimori_office.web.paper import as_pdf, paper
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import disarmed

Found = Sequence[tuple[Text, Sequence[Kept]]]


@require_safe
@requires(Act.SEE_REGISTER)
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of files of personal information."""
    rows = [
        {
            "title": spoken(file.title),
            "purpose": spoken(file.purpose),
            "items": [spoken(item) for item in file.items],
            "source": spoken(file.source),
            "kept_until": spoken(file.kept_until),
        }
        for file in FILES.values()
    ]
    return render(
        request, "desk/privacy/register.html", {"rows": rows, "now": timezone.now()}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.ANSWER_REQUESTS)
def person(request: HttpRequest) -> HttpResponse:
    """Find what is kept about whoever has an address; the address never is in a URL."""
    form = PersonForm(request.POST or None)
    if not form.is_valid():
        return render(request, "desk/privacy/person.html", {"form": form})
    address = form.cleaned_data["address"]
    found = _find(address)
    _record(signed_in(request), "privacy.searched", "asked for their own data")
    if "letter" in request.POST:
        return _letter(address, found)
    context = {
        "form": form,
        "address": address,
        "found": _worded(found),
        "erasure": ErasureForm(initial={"address": address}),
    }
    return render(request, "desk/privacy/person.html", context)


@require_http_methods(["POST"])
@requires(Act.ANSWER_REQUESTS)
def erase(request: HttpRequest) -> HttpResponse:
    """Erase what is kept about whoever has an address, in every file."""
    form = ErasureForm(request.POST)
    if not form.is_valid():
        address = request.POST.get("address", "")
        context = {
            "form": PersonForm({"address": address}),
            "address": address,
            "found": _worded(_find(address)),
            "erasure": form,
        }
        return render(request, "desk/privacy/person.html", context)
    said = form.cleaned_data
    rows = _erase(signed_in(request), said["address"], said["reason"])
    messages.success(request, _("%(n)d rows were erased.") % {"n": rows})
    return redirect("desk:privacy_person")


@require_http_methods(["GET", "POST"])
@requires(Act.ANSWER_REQUESTS)
def leak(request: HttpRequest) -> HttpResponse:
    """Prepare the report of a leak; POST, so that nothing is prepared by a link."""
    form = LeakForm(request.POST or None)
    if not form.is_valid():
        return render(request, "desk/privacy/leak.html", {"form": form})
    found = leaks.leak(**form.cleaned_data)
    if "addresses" in request.POST:
        _record(
            signed_in(request), "privacy.listed", "leak to be told to those affected"
        )
        return _addresses(found)
    items = [(spoken(title), [spoken(i) for i in its]) for title, its in found.items]
    context = {"form": form, "leak": found, "items": items, "many": leaks.MANY}
    return render(request, "desk/privacy/leak.html", context)


def _find(address: str) -> Found:
    found = [(file.title, file.find(address)) for file in FILES.values()]
    return [(title, kept) for title, kept in found if kept]


@transaction.atomic
def _erase(by: Staff, address: str, reason: str) -> int:
    return erasing.erase(address, actor=str(by.pk), reason=reason, at=timezone.now())


@transaction.atomic
def _record(by: Staff, action: str, reason: str) -> None:
    record(
        actor=str(by.pk),
        action=action,
        object_kind="privacy.request",
        object_id=str(uuid.uuid4()),
        reason=reason,
        at=timezone.now(),
    )


def _worded(found: Found) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (spoken(title), [(spoken(item.label), item.value) for item in kept])
        for title, kept in found
    ]


def _letter(address: str, found: Found) -> HttpResponse:
    today = timezone.localdate()
    content = {
        "day": f"{today.year}年{today.month}月{today.day}日",
        "address": address,
        "files": [
            {
                "title": title.ja,
                "kept": [{"label": k.label.ja, "value": k.value} for k in kept],
            }
            for title, kept in found
        ],
    }
    return as_pdf(
        paper("desk", "disclosure.typ", content, on=today), name="disclosure.pdf"
    )


def _addresses(found: leaks.Leak) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="affected.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Mail address"), _("Since")])
    for address, since in leaks.rows(found.ended_at):
        writer.writerow([disarmed(address), since])
    return response
