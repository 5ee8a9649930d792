"""What staff write down of an incident."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from machimori.incidents import incident_vocabulary
from machimori_office.concerns import fields
from machimori_office.concerns.incidents.services import terms_on
from machimori_office.web.fields import PastDay, reason
from machimori_office.web.private_words import find_secrets
from machimori_office.web.speaking import spoken


def _kinds() -> list[tuple[str, str]]:
    kinds = incident_vocabulary().kinds
    return [(id_, spoken(kind.label)) for id_, kind in kinds.items()]


def _hours() -> list[tuple[str, str]]:
    said = [(str(h), _now("%(from)s to %(to)s") % _span(h)) for h in range(24)]
    return [("", _now("Not known")), *said]


def _span(hour: int) -> dict[str, str]:
    return {"from": f"{hour}:00", "to": f"{hour}:59"}


def _source() -> str:
    return terms_on(timezone.now()).source


class IncidentForm(forms.Form):
    """An incident: nothing of anybody."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    is_attempt = forms.BooleanField(label=_("It stayed an attempt"), required=False)
    happened_on = PastDay(label=_("It happened on"))
    hour = forms.TypedChoiceField(
        label=_("Hour"), choices=_hours, coerce=int, empty_value=None, required=False
    )
    block = forms.CharField(
        label=_("Town block"),
        max_length=60,
        help_text=_("Such as 本町一丁目: no house number, no name of a building."),
    )
    district = forms.ChoiceField(
        label=_("District"), choices=fields.districts, required=False
    )
    source = forms.CharField(label=_("Source"), max_length=80, initial=_source)

    def clean_block(self) -> str:
        """Refuse what says more than the block."""
        typed = str(self.cleaned_data["block"]).strip()
        if any(True for _found in find_secrets(typed)):
            raise forms.ValidationError(_("Only the block: no house, name or school."))
        return typed


class CorrectForm(IncidentForm):
    """What is right, and why."""

    reason = reason()

    def said(self) -> dict[str, Any]:
        """Return the incident without the reason."""
        return {k: v for k, v in self.cleaned_data.items() if k != "reason"}


class WithdrawForm(forms.Form):
    """Why it did not happen so."""

    reason = reason()
