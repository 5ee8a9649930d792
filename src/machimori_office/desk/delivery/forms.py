"""What is pasted about the city's domain."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DomainForm(forms.Form):
    """A zone, and under which address the server is seen."""

    zone = forms.CharField(
        label=_("The records of the domain"),
        help_text=_("Paste the zone file, the provider's list, or what dig answers."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=200_000,
    )
    server_ip = forms.GenericIPAddressField(
        label=_("IP address of the server that hands mail out"),
        help_text=_("Whoever keeps the mail relay knows it."),
        required=False,
    )
