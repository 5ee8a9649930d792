"""What is noted at a fixture, and what rounds come by."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Fixture, Visit
from machimori_office.inspections.rounds.measured import is_dark
from machimori_office.web.fields import reason
from machimori_office.web.pictures import PictureField

LATE_BY = timedelta(days=2)
"""For so long a telephone without a line may keep what was pressed."""


class VisitForm(forms.Form):
    """What somebody found; the key makes a second press count once."""

    template_name = "inspections/visit_form.html"
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    pressed_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    found = forms.ChoiceField(choices=Visit.Found.choices)
    lux = forms.FloatField(
        label=_("Illuminance (lx)"), min_value=0, max_value=100_000, required=False
    )
    height_m = forms.FloatField(
        label=_("Height (m)"), min_value=0, max_value=60, required=False
    )
    note = forms.CharField(label=_("Remarks"), max_length=200, required=False)
    photo = PictureField(label=_("Photo"), required=False)

    def __init__(self, *args: Any, takes: Sequence[str], **how: Any) -> None:
        super().__init__(*args, **how)
        for name in {"lux", "height_m"} - set(takes):
            del self.fields[name]
        for name in takes:
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "step": "any"}
        self.fields["photo"].widget.attrs |= {"capture": "environment"}

    def clean(self) -> dict[str, Any]:
        """Refuse a lux value by daylight: it says nothing of the lamp."""
        told = super().clean() or {}
        if told.get("lux") is not None and not is_dark(self.at()):
            self.add_error("lux", _("The sun is up: measure after dark."))
        return told

    def at(self) -> datetime:
        """When it was pressed; a telephone without a line sends later."""
        now = timezone.now()
        pressed = self.cleaned_data.get("pressed_at")
        return pressed if pressed and now - LATE_BY <= pressed <= now else now


class FixtureForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something that no scene holds."""

    reason = reason()

    class Meta:
        model = Fixture
        fields = ["code", "round", "name", "where", "district"]

    def __init__(
        self,
        *args: Any,
        rounds: Sequence[tuple[str, str]],
        districts: Sequence[tuple[str, str]],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.fields["round"] = forms.ChoiceField(label=_("Round"), choices=rounds)
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), choices=[("", "—"), *districts], required=False
        )


class GoneForm(forms.Form):
    """Why it is not there any more."""

    reason = reason()
