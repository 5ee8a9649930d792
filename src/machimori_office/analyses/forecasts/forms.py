"""What a clerk types in to have blocks forecast, and to hold that against the facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.analyses.forms import SourceForm, StudyForm
from machimori_office.analyses.models import SealedForecast
from machimori_office.analyses.register import Wanted
from machimori_office.web.fields import DayInput, reason
from machimori_office.web.words import JST

SHARE_PERCENT = 5
_A_YEAR = timedelta(days=365)


class ForecastForm(StudyForm):
    """Which days are forecast, by what rule, from which records."""

    field_order = (
        "title",
        "incidents",
        "known_from",
        "first_on",
        "last_on",
        "kinds",
        "share_percent",
        "half_life_days",
    )

    known_from = forms.DateField(
        label=_("Use the register from"),
        widget=DayInput,
        required=False,
        help_text=_("Left empty: the year before the first day."),
    )
    share_percent = forms.IntegerField(
        label=_("Share of blocks to name (%)"),
        min_value=1,
        max_value=50,
        initial=SHARE_PERCENT,
        help_text=_("Name only as many as patrols can look after."),
    )
    half_life_days = forms.IntegerField(
        label=_("Days after which an incident counts for half"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Left empty: all count alike."),
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["first_on"].label = _("First day forecast")
        self.fields["last_on"].label = _("Last day forecast")

    def clean_first_on(self) -> date:
        """Refuse days that have begun: nothing could be sealed."""
        day: date = self.cleaned_data["first_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(
                _("A forecast is sealed before its first day. Choose a later one.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse records that would begin when the forecast does."""
        given = super().clean()
        known, first = given.get("known_from"), given.get("first_on")
        if known and first and known >= first:
            self.add_error("known_from", _("This day is not before the forecast."))
        return given

    def asked(self) -> dict[str, Any]:
        """Return what is kept of it."""
        rule = ("share_percent", "half_life_days")
        return {**super().asked(), **{name: self.cleaned_data[name] for name in rule}}

    def wanted(self) -> Wanted:
        """Return which rows of the register are wanted: those before the forecast."""
        given = self.cleaned_data
        first = given["first_on"]
        return Wanted(
            first_on=given["known_from"] or first - _A_YEAR,
            last_on=first - timedelta(days=1),
            kinds=given["kinds"],
            whose=given["whose"],
        )


class ScoreForm(SourceForm):
    """What happened in the days of a forecast, and who says that this is all."""

    is_complete = forms.BooleanField()
    reason = reason(label=_("How you know that it is complete"))

    def __init__(self, *args: Any, sealed: SealedForecast, **how: Any) -> None:
        super().__init__(*args, **how)
        self.sealed = sealed
        words = _("This list holds all that became known of %(first)s to %(last)s")
        days = {"first": sealed.first_on, "last": sealed.last_on}
        self.fields["is_complete"].label = words % days

    def clean(self) -> dict[str, Any]:
        """Refuse a list that was read before the days were over."""
        given = super().clean()
        chosen = given.get("incidents")
        if chosen and chosen.made_at.astimezone(JST).date() <= self.sealed.last_on:
            self.add_error(
                "incidents",
                _("This list was read before the days were over. Read a newer one."),
            )
        return given

    def wanted(self) -> Wanted:
        """Return which rows of the register are wanted: those of the forecast's days.

        The kinds are those of the forecast.
        """
        return Wanted(
            first_on=self.sealed.first_on,
            last_on=self.sealed.last_on,
            kinds=self.sealed.entry["forecast"]["kinds"],
            whose=self.cleaned_data["whose"],
        )
