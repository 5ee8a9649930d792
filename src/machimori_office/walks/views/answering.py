"""What all these pages share: who acts, and forms that are shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from machimori_office.people.access import signed_in
from machimori_office.web.answering import changed


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": str(signed_in(request).pk), "at": timezone.now()}


def answered(
    request: HttpRequest,
    form: forms.BaseForm,
    change: Callable[[], HttpResponse],
    words: Mapping[str, object],
) -> HttpResponse:
    """Apply the form, or show it with its words."""
    done = changed(request, [form], change)
    return done or render(request, "walks/change.html", {"form": form, **words})
