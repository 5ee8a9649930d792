"""The short report, as a clerk types it in and as a member's page asks it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns.services.receiving import terms_on
from machimori_office.patrols.models import Report
from machimori_office.patrols.services.reports import Told, Worry
from machimori_office.web.fields import DayInput, PastDay
from machimori_office.web.speaking import spoken_words


class ReportForm(forms.Form):
    """What it was like: two choices and a number; words only where they help."""

    weather = forms.ChoiceField(
        label=_("Weather"),
        choices=[(w.value, w.label) for w in Report.Weather if w.value],
        widget=forms.RadioSelect,
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

    worry_kind = forms.ChoiceField(
        label=_("Should somebody look at something?"),
        required=False,
        help_text=_("Then it becomes a concern, and the division sees to it."),
    )
    worry_text = forms.CharField(
        label=_("What is it"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    worry_place = forms.CharField(
        label=_("Where is it"), max_length=120, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["worry_kind"]
        if isinstance(field, forms.ChoiceField):
            kinds = terms_on(timezone.now()).kinds
            named = [(kind.id, spoken_words(kind.name)) for kind in kinds]
            field.choices = [("", _("No")), *named]

    def clean(self) -> dict[str, Any]:
        """Ask what it is where somebody should look at it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("worry_kind") and not cleaned.get("worry_text"):
            self.add_error("worry_text", _("Say in a few words what it is."))
        return cleaned

    @property
    def told(self) -> Told:
        """What was typed in."""
        given = self.cleaned_data
        worry = Worry(
            kind=given["worry_kind"],
            text=given["worry_text"],
            place=given["worry_place"],
        )
        return Told(
            people=given["people"],
            cars=given["cars"],
            minutes=given["minutes"],
            weather=Report.Weather(given["weather"]),
            seen=Report.Seen(given["seen"]),
            note=given["note"],
            worry=worry if worry.kind else None,
        )


class WalkForm(ReportForm):
    """The walk of a residents' group."""

    on = PastDay(label=_("Day"), initial=timezone.localdate)
    field_order = ["on"]


class QuickWalkForm(forms.Form):
    """A walk in one press: when, and how many."""

    on = PastDay(label=_("Day"), initial=timezone.localdate)
    people = forms.IntegerField(label=_("How many walked"), min_value=1, max_value=99)


class CountForm(forms.Form):
    """How many members a group has by now."""

    members = forms.IntegerField(
        label=_("Number of members"), min_value=1, max_value=2000
    )


class AwayForm(forms.Form):
    """Days on which a member cannot walk."""

    first_on = forms.DateField(label=_("First day"), widget=DayInput())
    last_on = forms.DateField(label=_("Last day"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Hold the days in order."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("This day lies before the first."))
        return cleaned
