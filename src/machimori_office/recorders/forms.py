"""What a clerk types in about recorders."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.recorders.models import Device, Loan
from machimori_office.web.fields import PastDay, reason


class LendForm(forms.Form):
    """Which recorder goes out, and when."""

    device = forms.ModelChoiceField(
        label=_("Recorder"),
        queryset=Device.objects.filter(state=Device.State.IN_STOCK),
        help_text=_("Those in stock."),
    )
    on = PastDay(label=_("Handed over on"), initial=timezone.localdate)


class WhyForm(forms.Form):
    """When, and why."""

    on = PastDay(label=_("Day"), initial=timezone.localdate)
    reason = reason()


class EndForm(WhyForm):
    """How a loan ended."""

    end = forms.ChoiceField(
        label=_("How it ended"),
        choices=[
            (Loan.End.RETURNED, Loan.End.RETURNED.label),
            (Loan.End.LOST, Loan.End.LOST.label),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ["end", "on", "reason"]


class ExchangeForm(WhyForm):
    """Which recorder takes the place of a broken one."""

    device = LendForm.base_fields["device"]
    field_order = ["device", "on", "reason"]


class EffectForm(forms.Form):
    """What the household says of it."""

    effect = forms.ChoiceField(
        label=_("What the household says"),
        choices=Loan.Effect.choices,
        widget=forms.RadioSelect,
    )


class DevicesForm(forms.Form):
    """Recorders that were bought."""

    serials = forms.CharField(
        label=_("Serial numbers"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text=_("One a line. A number that is there already stays as it is."),
    )
    model = forms.CharField(label=_("Model"), max_length=60, required=False)
    bought_on = PastDay(label=_("Bought on"), required=False)

    def clean_serials(self) -> list[str]:
        """Take the lines apart; each must fit."""
        lines = [line.strip() for line in self.cleaned_data["serials"].splitlines()]
        serials = [line for line in lines if line]
        too_long = [serial for serial in serials if len(serial) > 40]
        if too_long:
            message = _("Longer than 40 letters: %(serials)s")
            raise forms.ValidationError(message % {"serials": ", ".join(too_long[:3])})
        return serials


class StateForm(forms.Form):
    """Where a recorder is now that nobody has it."""

    state = forms.ChoiceField(
        label=_("Where it is now"),
        choices=[
            (state.value, state.label)
            for state in Device.State
            if state is not Device.State.LENT
        ],
        widget=forms.RadioSelect,
    )
    reason = reason()
