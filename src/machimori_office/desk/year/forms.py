"""What is asked for about a year."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori_office.web.fields import reason


class NoteForm(forms.Form):
    """What the year was like."""

    text = forms.CharField(
        label=_("What is to be said of it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Stands below the figures on the page, in Excel and on paper."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WhyForm(forms.Form):
    """Why a year is closed, or opened again."""

    reason = reason()
