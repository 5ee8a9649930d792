"""What managers fill in; each change asks for its reason."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from machimori_office.people import access
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.web.fields import reason


class ReasonForm(forms.Form):
    """Why; the answer stays in the audit for ever."""

    reason = reason()


class RoleForm(ReasonForm):
    """Another role."""

    role = forms.ChoiceField(label=_("New role"))
    field_order: Sequence[str] = ("role", "reason")

    def __init__(self, *args: object, by: Staff, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        roles = self.fields["role"]
        roles.choices = access.grantable_roles(by)  # type: ignore[attr-defined]

    def chosen_role(self) -> Role:
        """Return the role as one."""
        return Role(self.cleaned_data["role"])


class InvitationForm(RoleForm):
    """A new account."""

    login_name = forms.CharField(
        label=_("Login name"),
        max_length=40,
        validators=[
            RegexValidator(
                r"\A[a-z0-9][a-z0-9._-]+\Z",
                _("Use small letters, digits, and . _ - between them."),
            )
        ],
        help_text=_("Small letters and digits, as the person will type it."),
    )
    display_name = forms.CharField(label=_("Name"), max_length=40)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    field_order = ("display_name", "login_name", "organisation", "role", "reason")

    def __init__(self, *args: object, by: Staff, **kwargs: object) -> None:
        super().__init__(*args, by=by, **kwargs)
        seen = Organisation.objects.all()
        if by.role != Role.ADMINISTRATOR:
            seen = seen.filter(pk=by.organisation_id)
        self.fields["organisation"].queryset = seen  # type: ignore[attr-defined]
        self.fields["organisation"].initial = by.organisation_id

    def clean_login_name(self) -> str:
        """Refuse a name that somebody has."""
        name: str = self.cleaned_data["login_name"]
        if Staff.objects.filter(login_name=name).exists():
            raise forms.ValidationError(_("Somebody has this login name already."))
        return name


class PasswordForm(forms.Form):
    """The password that the owner of an invitation chooses."""

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("12 characters or more; a sentence is easy to remember."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, owner: Staff, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.owner = owner

    def clean_password(self) -> str:
        """Hold it against the rules for passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.owner)
        return password

    def clean(self) -> None:
        """Refuse two that differ."""
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            self.add_error("again", _("The two passwords differ."))
