"""What applicants fill in: who they are, and the procedure's own questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from machimori_office.applications.forms import WhoForm, answers, answers_form
from machimori_office.applications.registry import Procedure
from machimori_office.applications.services import Who
from machimori_office.applications.terms import DemandedPaper, Terms
from machimori_office.limits.forms import GuardedForm
from machimori_office.public_site import texts
from machimori_office.public_site.forms import WordedForm
from machimori_office.web.errors import OfficeError
from machimori_office.web.pictures import MOST_BYTES
from machimori_office.web.sent_papers import ACCEPTED, taken
from machimori_office.web.speaking import said
from machimori_office.web.words import Variety, Words

_AS_PRINTED = {
    "autocapitalize": "characters",
    "autocomplete": "off",
    "spellcheck": "false",
}


class ApplicantForm(WhoForm, GuardedForm):
    """Who applies, labelled in the reader's variety."""

    def __init__(
        self,
        *args: Any,
        variety: Variety,
        is_group: bool,
        is_guarded: bool = True,
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.variety, self._is_guarded = variety, is_guarded
        if not is_group:
            del self.fields["spokesperson"]
        for name in WhoForm.base_fields:
            if name in self.fields:
                key = "group" if name == "name" and is_group else name
                self.fields[name].label = texts.html(f"apply.{key}", variety)
        self.fields["mail"].help_text = texts.html("apply.mail_help", variety)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [self[name] for name in WhoForm.base_fields if name in self.fields]

    def clean(self) -> None:
        """Put a guard's refusal in the reader's words."""
        try:
            super().clean()
        except forms.ValidationError as error:
            told = texts.plain("register.once_more", self.variety)
            raise forms.ValidationError(told, code="guard") from error

    def who(self) -> Who:
        """Return who applies."""
        known = WhoForm.base_fields
        return Who(**{k: v for k, v in self.cleaned_data.items() if k in known})

    def _took_its_time(self) -> bool:
        return not self._is_guarded or super()._took_its_time()


class FilledIn:
    """The two parts of an application as one."""

    def __init__(
        self,
        posted: QueryDict | None,
        about: Procedure,
        terms: Terms,
        variety: Variety,
        *,
        given: dict[str, Any] | None = None,
        is_guarded: bool = True,
    ) -> None:
        self.who = ApplicantForm(
            posted,
            initial=given,
            variety=variety,
            is_group=about.is_for_groups,
            is_guarded=is_guarded,
        )

        def say(words: Words) -> str:
            return words.in_(variety) or words.ja

        self.asked = answers_form(terms, say)(posted, initial=given)

    @property
    def fields(self) -> list[forms.BoundField]:
        """Every field that people see."""
        return [*self.who.shown, *self.asked]

    def is_valid(self) -> bool:
        """Ask both parts, so that all that is wrong is shown at once."""
        return all([self.who.is_valid(), self.asked.is_valid()])

    def answers(self) -> dict[str, Any]:
        """Return the answers as they are kept."""
        return answers(self.asked)


class PaperForm(forms.Form):
    """A paper to send along."""

    kind = forms.ChoiceField(required=False)
    paper = forms.FileField(widget=forms.FileInput(attrs={"accept": ACCEPTED}))

    def __init__(
        self,
        *args: Any,
        variety: Variety,
        wanted: Sequence[DemandedPaper] = (),
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.variety: Variety = variety
        named = [(p.id, p.name.in_(variety) or p.name.ja) for p in wanted]
        other = ("", texts.plain("apply.paper_other", variety))
        self.fields["kind"].choices = [*named, other]  # type: ignore[attr-defined]

    def clean_paper(self) -> tuple[str, bytes, str]:
        """Take a PDF as it is, a picture without its traces, and nothing else."""
        sent: UploadedFile[bytes] = self.cleaned_data["paper"]
        if sent.size is None or sent.size > MOST_BYTES:
            raise forms.ValidationError(texts.plain("apply.paper_wrong", self.variety))
        try:
            return taken(str(sent.name or ""), sent.read())
        except OfficeError as refusal:
            raise forms.ValidationError(said(refusal)) from refusal


class ReceiptForm(WordedForm):
    """The number and code of a receipt."""

    number = forms.CharField(max_length=20)
    code = forms.CharField(max_length=20, widget=forms.TextInput(attrs=_AS_PRINTED))

    def refuse(self) -> None:
        """Say that there is no such receipt, never which of the two is wrong."""
        for name in self.fields:
            self.errors.pop(name, None)
            self.add_error(name, texts.plain("apply.find_wrong", self.variety))
