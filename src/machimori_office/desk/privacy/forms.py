"""What is typed in to answer a request or to report a leak."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori_office.people.forms import ReasonForm


class PersonForm(forms.Form):
    """Whose data is asked about."""

    address = forms.EmailField(
        label=_("Mail address"),
        help_text=_(
            "Ask for a proof that it is theirs: an answer to a mail sent there."
        ),
    )


class ErasureForm(ReasonForm):
    """What is erased, and why."""

    address = forms.EmailField(widget=forms.HiddenInput)
    is_sure = forms.BooleanField(label=_("This cannot be undone, and I am sure"))
    field_order = ("reason", "is_sure")


class Moment(forms.DateTimeField):
    """An instant, typed or picked."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
    )


class LeakForm(forms.Form):
    """Between which instants something may have come into wrong hands."""

    began_at = Moment(label=_("From when"))
    ended_at = Moment(label=_("Until"))
    noticed_at = Moment(label=_("Noticed at"))
    is_malicious = forms.BooleanField(
        label=_("It may have been done on purpose"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        said = super().clean() or {}
        began, ended = said.get("began_at"), said.get("ended_at")
        if began and ended and ended - began < timedelta():
            self.add_error("ended_at", _("The end is before the beginning."))
        return said
