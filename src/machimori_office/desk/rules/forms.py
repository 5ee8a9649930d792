"""What an approver fills in to adopt a rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori_office.people.forms import ReasonForm

LONGEST = 100_000


class RuleForm(ReasonForm):
    """A document, from which day it holds, and why."""

    text = forms.CharField(
        label=_("Document"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )
    valid_from = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    # The version that was looked at: nobody overwrites what they have not seen.
    after = forms.IntegerField(widget=forms.HiddenInput)
    field_order: Sequence[str] = ("text", "valid_from", "reason", "after")

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_text(self) -> str:
        """Take the line ends that browsers send back to plain ones."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")

    def clean_valid_from(self) -> date:
        """Refuse a day that is over: what was sent then was sent by another rule."""
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError(
                _("A rule cannot hold from a day that is over.")
            )
        return day
