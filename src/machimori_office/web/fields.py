"""Fields that many forms have: a day that is not ahead, and the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day, typed or picked."""

    input_type = "date"


def _not_ahead(day: date) -> None:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day lies ahead."))


class PastDay(forms.DateField):
    """Today or before."""

    widget = DayInput
    default_validators = [_not_ahead]


def reason(**how: Any) -> forms.CharField:
    """Return the field that asks why; the answer stays in the audit."""
    return forms.CharField(
        label=_("Reason"),
        min_length=3,
        max_length=200,
        help_text=_("Stays in the audit for good. Leave out names and addresses."),
        **how,
    )
