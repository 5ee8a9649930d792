"""What a clerk types in about tasks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.scene import vocabulary
from machimori_office.records.services import activities
from machimori_office.web.fields import DayInput, PastDay, reason
from machimori_office.web.speaking import spoken


class TaskForm(forms.Form):
    """What is to be done about a finding, by whom and by when."""

    what = forms.CharField(label=_("What is to be done"), max_length=200)
    who = forms.CharField(
        label=_("Who does it"),
        max_length=80,
        help_text=_("A division, a group or a company."),
    )
    due_on = forms.DateField(label=_("By"), widget=DayInput)


class ReassignForm(forms.Form):
    """Somebody else, or another day."""

    who = forms.CharField(label=_("Who does it"), max_length=80)
    due_on = forms.DateField(label=_("By"), widget=DayInput)
    reason = reason()


class DoneForm(forms.Form):
    """What was done, and what somebody measured afterwards."""

    activity = forms.ChoiceField(label=_("Activity"))
    on = PastDay(label=_("Day"), initial=timezone.localdate)
    by = forms.CharField(label=_("Done by"), max_length=80)
    result = forms.CharField(
        label=_("Result"),
        max_length=200,
        required=False,
        help_text=_("Empty: done. Stays in the records for good."),
    )

    def __init__(self, *args: Any, lengths: dict[str, float], **how: Any) -> None:
        super().__init__(*args, **how)
        offered = [(id_, spoken(label)) for id_, label in activities().items()]
        self.fields["activity"].choices = offered  # type: ignore[attr-defined]
        for name, value in lengths.items():
            self.fields[f"m_{name}"] = forms.FloatField(
                label=_("Measured: %(name)s") % {"name": _property(name)},
                required=False,
                min_value=0,
                max_value=1000,
                help_text=_("Now in the map: %(value)s m. Leave empty if unchanged.")
                % {"value": value},
            )

    def measured(self) -> dict[str, float]:
        """Return what was measured."""
        return {
            name.removeprefix("m_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("m_") and value is not None
        }


def _property(name: str) -> str:
    """Word a property of the map, without what its label explains in brackets."""
    kinds = vocabulary().kinds.values()
    terms = (kind.properties[name] for kind in kinds if name in kind.properties)
    label = next((spoken(term.label) for term in terms), name)
    return re.split(r"[（(]", label)[0].strip()


class DropForm(forms.Form):
    """Why a task is not to be done."""

    reason = reason()
