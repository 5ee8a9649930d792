"""The clerk's page for what an applicant did while the office had gone on."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from machimori_office.applications import crossing
from machimori_office.applications.models import Crossing
from machimori_office.applications.one_page import answered, page_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed


class AnswerForm(forms.Form):
    """What the applicant reads, where the application stays as it is."""

    said = forms.CharField(
        label=_("What the applicant reads"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def crossed(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Take over what the applicant did, or answer it."""
    about = Crossing.objects.select_related("application__applicant")
    known = {"application_id": pk, "application__procedure__in": list(PROCEDURES)}
    found = get_object_or_404(about, pk=number, **known)
    if request.method == "POST" and "take" in request.POST:
        form: forms.Form = forms.Form(request.POST)
    else:
        form = AnswerForm(request.POST or None)

    def change() -> HttpResponse:
        who, at = str(signed_in(request).pk), timezone.now()
        if isinstance(form, AnswerForm):
            crossing.answer(found, said=form.cleaned_data["said"], actor=who, at=at)
        else:
            crossing.take_over(found, actor=who, at=at)
        return redirect("applications:one", pk)

    written = crossing.written(found)
    page = page_of(found.application, signed_in(request), None)
    context = {
        "form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "taking": None if isinstance(form, AnswerForm) else form,
        "crossing": found,
        "written": written,
        "theirs": answered(page, written.answers) if written else [],
        "may_take_over": crossing.may_take_over(found),
        "page": page,
    }
    return changed(request, [form], change) or render(
        request, "applications/crossed.html", context
    )
