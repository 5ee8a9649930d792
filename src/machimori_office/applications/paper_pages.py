"""Pages that add a scan or photo of a paper to an application, and delete one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from machimori_office.applications import attaching
from machimori_office.applications.demanded import demanded_of
from machimori_office.applications.forms import AttachForm
from machimori_office.applications.models import Application, Paper
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.states import IS_OVER
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.people.forms import ReasonForm
from machimori_office.web.answering import changed


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a scan or photo of a paper that lies in the folder."""
    application = _open_application(pk)
    form = AttachForm(
        request.POST or None,
        request.FILES or None,
        demanded=demanded_of(application),
        initial={"kind": request.GET.get("kind", "")},
    )

    def change() -> HttpResponse:
        attaching.attach(
            application,
            form.cleaned_data["paper"],
            kind=form.cleaned_data["kind"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("The file is kept with the application."))
        return redirect("applications:one", application.pk)

    context = {"form": form, "application": application}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "applications/attach.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a file that was put to the wrong application."""
    sent = Paper.objects.exclude(content_type="").defer("content")
    paper = get_object_or_404(sent, pk=pk)
    application = _open_application(paper.application_id)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        attaching.take_away(
            paper,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("The file was deleted."))
        return redirect("applications:one", application.pk)

    context = {"form": form, "application": application, "paper": paper}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "applications/take_away.html", context
    )


def _open_application(pk: UUID) -> Application:
    found = Application.objects.filter(procedure__in=list(PROCEDURES))
    application = get_object_or_404(found.select_related("applicant"), pk=pk)
    if application.state in IS_OVER or not hasattr(application, "applicant"):
        raise Http404
    return application
