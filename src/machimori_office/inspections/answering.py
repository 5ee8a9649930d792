"""What the pages of inspections share: a form that is shown, or changes something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from machimori_office.people.access import signed_in
from machimori_office.web.answering import changed


def who(request: HttpRequest) -> dict[str, Any]:
    """Return actor and instant, as services take them."""
    return {"actor": str(signed_in(request).pk), "at": timezone.now()}


def who_and_why(request: HttpRequest, form: forms.BaseForm) -> dict[str, Any]:
    """Return actor, reason and instant."""
    return {**who(request), "reason": form.cleaned_data["reason"]}


def answered(
    request: HttpRequest,
    form: forms.BaseForm,
    change: Callable[[], HttpResponse],
    title: str,
    **context: object,
) -> HttpResponse:
    """Change something, or show the form with what is to be put right."""
    return changed(request, [form], change) or shown(request, form, title, **context)


def shown(
    request: HttpRequest, form: forms.BaseForm, title: str, **context: object
) -> HttpResponse:
    """Show the form."""
    told = {"form": form, "title": title, **context}
    return render(request, "inspections/change.html", told)
