"""What a clerk fills in about self-checks, and what an owner does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.inspections.models import Answer
from machimori_office.outbox.addresses import read_address
from machimori_office.web.fields import reason
from machimori_office.web.pictures import PictureField
from machimori_office.web.speaking import language


class AskForm(forms.Form):
    """Which form, and whom to ask."""

    form = forms.ChoiceField(label=_("Place and guideline"))
    owner = forms.CharField(
        label=_("Owner or manager"),
        max_length=80,
        help_text=_("A body or a post; it stands in the report."),
    )
    mail = forms.CharField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        help_text=_("The link goes there. Leave it empty to print the form."),
    )

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        self.fields["form"].choices = offered  # type: ignore[attr-defined]

    def clean_mail(self) -> str:
        """Read the address as mails will."""
        typed: str = self.cleaned_data["mail"].strip()
        if not typed:
            return ""
        try:
            return str(read_address(typed))
        except InvalidInput as error:
            raise forms.ValidationError(
                [p.sentence(language()) for p in error.problems]
            ) from error


class GiveBackForm(forms.Form):
    """At what the owner is to look again."""

    said = forms.CharField(
        label=_("What the owner is to look at again"),
        max_length=400,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes to the owner as it is written here."),
    )


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = reason()


class CodeForm(forms.Form):
    """The word on a form that came back on paper."""

    code = forms.CharField(label=_("Code on the paper"), max_length=12)

    def clean_code(self) -> str:
        """Take it as people write it."""
        written: str = self.cleaned_data["code"]
        word = "".join(filter(str.isalnum, written.upper()))
        return f"{word[:4]}-{word[4:]}"


class AnswerForm(forms.Form):
    """One answer; the page words what is wrong in the reader's variety."""

    holds = forms.ChoiceField(choices=Answer.Holds.choices)
    note = forms.CharField(max_length=400, required=False)
    is_same = forms.BooleanField(required=False)
    photo = PictureField(required=False)


class SignForm(forms.Form):
    """The name under the answers."""

    name = forms.CharField(max_length=80)
    agrees = forms.BooleanField()


class PaperForm(forms.Form):
    """A form that came back on paper, typed in line by line."""

    name = forms.CharField(label=_("Signed by"), max_length=80)

    def __init__(self, *args: Any, questions: Sequence[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        for one in questions:
            self.fields[f"n{one.number}"] = forms.ChoiceField(
                label=f"{one.number}. {one.of_what(language())}",
                choices=[("", "—"), *Answer.Holds.choices],
            )

    def answers(self) -> dict[int, str]:
        """Return what was ticked, by the number of the question."""
        told = self.cleaned_data.items()
        return {int(name[1:]): value for name, value in told if name != "name"}
