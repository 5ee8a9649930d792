"""What every view that changes something does: forms, the change, the refusal said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse

from machimori_office.web.errors import OfficeError
from machimori_office.web.speaking import said


def changed(
    request: HttpRequest,
    parts: Sequence[forms.BaseForm],
    change: Callable[[], HttpResponse],
) -> HttpResponse | None:
    """Apply a change if all forms are sent and right; a refusal stands in the first."""
    if request.method != "POST":
        return None
    # Each is asked, so that all their faults are shown at once.
    are_right = [form.is_valid() for form in parts]
    if not all(are_right):
        return None
    try:
        return change()
    except OfficeError as refusal:
        parts[0].add_error(None, said(refusal))
        return None
