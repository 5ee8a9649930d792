"""The short report, as a clerk types it in and as a member's page asks it."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models import Report
from machimori_office.patrols.services.reports import Told
from machimori_office.web.fields import PastDay


class ReportForm(forms.Form):
    """What it was like: two choices and a number; words only where they help."""

    weather = forms.ChoiceField(
        label=_("Weather"), choices=Report.Weather.choices, widget=forms.RadioSelect
    )
    seen = forms.ChoiceField(
        label=_("What was seen"), choices=Report.Seen.choices, widget=forms.RadioSelect
    )
    people = forms.IntegerField(label=_("How many walked"), min_value=1, max_value=99)
    cars = forms.IntegerField(
        label=_("How many cars"), min_value=0, max_value=50, initial=0
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=480, initial=60
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Where and what. No names and no number plates of anybody."),
    )

    @property
    def told(self) -> Told:
        """What was typed in."""
        given = self.cleaned_data
        return Told(
            people=given["people"],
            cars=given["cars"],
            minutes=given["minutes"],
            weather=Report.Weather(given["weather"]),
            seen=Report.Seen(given["seen"]),
            note=given["note"],
        )


class WalkForm(ReportForm):
    """The walk of a residents' group."""

    on = PastDay(label=_("Day"), initial=timezone.localdate)
    field_order = ["on"]
