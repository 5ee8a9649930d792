"""Scans and photos of papers that came to the counter: kept with the application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from machimori_office.applications.demanded import demanded_of, send_along
from machimori_office.applications.models import Application, Paper
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.states import IS_OVER
from machimori_office.applications.steps import note
from machimori_office.applications.terms import DemandedPaper
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.errors import NotNow
from machimori_office.web.fields import reason
from machimori_office.web.sent_papers import SentPaperField
from machimori_office.web.speaking import spoken_words

MOST_ATTACHED = 30


class AttachForm(forms.Form):
    """A scan, and as which paper it serves."""

    kind = forms.ChoiceField(label=gettext_lazy("Which paper it is"), required=False)
    paper = SentPaperField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A PDF, or a photo as JPEG, PNG or WebP, up to 12 MB. Place and time are "
            "taken out of photos; the applicant sees the name of the file."
        ),
    )

    def __init__(self, *args: Any, demanded: Sequence[DemandedPaper], **how: Any):
        super().__init__(*args, **how)
        named = [(paper.id, spoken_words(paper.name)) for paper in demanded]
        other = ("", _("The application itself, or another paper"))
        self.fields["kind"].choices = [other, *named]  # type: ignore[attr-defined]


class RemoveForm(forms.Form):
    """Why a file is taken away."""

    reason = reason()


@transaction.atomic
def remove(paper: Paper, *, actor: str, reason: str, at: datetime) -> None:
    """Delete a file that does not belong to the application.

    Raises
    ------
    NotNow
        Somebody else deleted it first, or the application is over.
    """
    application = Application.objects.select_for_update().get(pk=paper.application_id)
    deleted, _rows = Paper.objects.filter(pk=paper.pk).delete()
    if application.state in IS_OVER or deleted != 1:
        raise NotNow
    details = {"paper": paper.kind or "other"}
    note(application, "applications.paper_removed", reason, actor, at, details)


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
        if application.papers.exclude(content_type="").count() >= MOST_ATTACHED:
            raise NotNow
        send_along(
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
    paper = get_object_or_404(
        Paper.objects.exclude(content_type="").defer("content"), pk=pk
    )
    application = _open_application(paper.application_id)
    form = RemoveForm(request.POST or None)

    def change() -> HttpResponse:
        remove(
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
