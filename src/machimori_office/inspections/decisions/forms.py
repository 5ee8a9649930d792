"""What somebody decides about a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import SiteDecision
from machimori_office.web.fields import DayInput, PastDay, reason
from machimori_office.web.years import months_after

REVIEW_MONTHS = 24


class DecideForm(forms.Form):
    """A decision with its ground."""

    kind = forms.ChoiceField(label=_("Decision"), choices=SiteDecision.Kind.choices)
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", "—"), *SiteDecision.Ground.choices],
        required=False,
        help_text=_("Leaving something aside needs one of these."),
    )
    reason = forms.CharField(label=_("Why"), max_length=300, min_length=5)
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=80, help_text=_("A post, not a person.")
    )
    decided_on = PastDay(label=_("Decided on"), initial=timezone.localdate)
    review_on = forms.DateField(
        label=_("To be looked at again on"),
        widget=DayInput,
        initial=lambda: months_after(timezone.localdate(), REVIEW_MONTHS),
    )

    def clean(self) -> dict[str, Any]:
        """Hold an exclusion to its ground, and the review to a later day."""
        told = super().clean() or {}
        if told.get("kind") == SiteDecision.Kind.EXCLUDE and not told.get("ground"):
            self.add_error("ground", _("Leaving something aside needs a ground."))
        on, review = told.get("decided_on"), told.get("review_on")
        if on and review and review <= on:
            self.add_error("review_on", _("This day must be after the decision."))
        return told


class WithdrawForm(forms.Form):
    """Why it counts no more."""

    reason = reason()
