"""What a clerk types in about what was done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.records.services import activities
from machimori_office.web.fields import PastDay, reason
from machimori_office.web.speaking import spoken


class RecordForm(forms.Form):
    """One record."""

    activity = forms.ChoiceField(label=_("Activity"))
    subjects = forms.CharField(
        label=_("Places and objects"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Their ids in the map, one a line; “city” where there is none."),
    )
    on = PastDay(label=_("Day"), initial=timezone.localdate)
    by = forms.CharField(
        label=_("Done by"),
        max_length=80,
        required=False,
        help_text=_("A division, a group or a company; no names of residents."),
    )
    result = forms.CharField(
        label=_("Result"),
        max_length=200,
        required=False,
        help_text=_("Empty: done. “not_done” proves nothing."),
    )
    note = forms.CharField(label=_("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        offered = [(id_, spoken(label)) for id_, label in activities().items()]
        offered.sort(key=lambda choice: choice[1])
        self.fields["activity"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]

    def clean_subjects(self) -> list[str]:
        """Take the ids apart."""
        return apart(self.cleaned_data["subjects"])

    def told(self) -> Mapping[str, Any]:
        """Return what was typed, as `Done` names it."""
        names = ("activity", "subjects", "on", "by", "result", "note")
        return {name: self.cleaned_data[name] for name in names}


class PutRightForm(RecordForm):
    """What is right instead, and why."""

    reason = reason()


class WithdrawForm(forms.Form):
    """Why it did not happen."""

    reason = reason()


def apart(written: str) -> list[str]:
    """Take ids apart as people separate them."""
    return [word for word in re.split(r"[\s;；、,，]+", written) if word]
