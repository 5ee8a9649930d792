"""A form that programs find hard to fill in, without any service from outside.

A field that people do not see must stay empty, and between opening and sending lies the
time in which a person types. Neither needs JavaScript, pictures or a second look; what
gets through is held by the limits (`services`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SHORTEST = timedelta(seconds=1.5)
LONGEST = timedelta(hours=12)
_SALT = "machimori.form-opened"


def opened_now() -> str:
    """Sign the time at which a form was opened."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


class GuardedForm(forms.Form):
    """A form for everybody; inherit from it, and show `form.guards` inside it."""

    # Named so that programs like to fill it in; people never see it.
    website = forms.CharField(required=False, label=_("Leave this empty"))
    opened = forms.CharField(
        required=False, widget=forms.HiddenInput, initial=opened_now
    )
    template_name_guards = "limits/guards.html"

    def clean(self) -> None:
        """Refuse what no person sends; whoever was only quick sends it once more."""
        if self.cleaned_data.get("website") or not self._took_its_time():
            raise forms.ValidationError(
                _("Please press the button once more."), code="guard"
            )

    @property
    def guards(self) -> str:
        """The two fields, as they must stand in the page."""
        return self.render(self.template_name_guards)

    def _took_its_time(self) -> bool:
        signer = signing.TimestampSigner(salt=_SALT)
        opened = self.cleaned_data.get("opened", "")
        try:
            signer.unsign(opened, max_age=LONGEST)
        except signing.BadSignature:
            self._open_again()
            return False
        try:
            signer.unsign(opened, max_age=SHORTEST)
        except signing.SignatureExpired:
            return True
        return False

    def _open_again(self) -> None:
        """Show a new time, so that who waited too long can send after all."""
        given = cast(QueryDict, self.data).copy()
        given[self.add_prefix("opened")] = opened_now()
        self.data = given
