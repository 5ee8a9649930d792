"""What a clerk types in: the applicant, the answers, what was found, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.proposals import Proposal
from machimori_office.applications.services import Who
from machimori_office.applications.terms import (
    Asks,
    DemandedPaper,
    Question,
    Terms,
)
from machimori_office.outbox.addresses import read_address
from machimori_office.web.fields import reason
from machimori_office.web.sent_papers import SentPaperField
from machimori_office.web.speaking import spoken, spoken_words
from machimori_office.web.words import Words

MOST_YEN = 1_000_000_000


Say = Callable[[Words], str]
"""How the reader reads a statement: in their language, or plain Japanese."""


class WhoForm(forms.Form):
    """Who applies."""

    name = forms.CharField(label=_("Name of the applicant or group"), max_length=80)
    kana = forms.CharField(label=_("Name in kana"), max_length=80, required=False)
    spokesperson = forms.CharField(
        label=_("Represented by"), max_length=80, required=False
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        max_length=8,
        required=False,
        validators=[RegexValidator(r"\A\d{3}-?\d{4}\Z", _("Write it as 184-8504."))],
    )
    address = forms.CharField(label=_("Postal address"), max_length=200)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        validators=[
            RegexValidator(r"\A[\d+()\- ]{6,20}\Z", _("Digits and hyphens only."))
        ],
    )
    mail = forms.CharField(label=_("Mail address"), max_length=254, required=False)

    def clean_mail(self) -> str:
        """Hold it to the rules of addresses; an empty one is none."""
        typed = str(self.cleaned_data["mail"])
        if not typed:
            return ""
        try:
            return str(read_address(typed))
        except InvalidInput as refusal:
            raise forms.ValidationError(_said(refusal)) from None

    def who(self) -> Who:
        """Return what was typed."""
        return Who(**self.cleaned_data)


class PaperForm(forms.Form):
    """How an application came."""

    way = forms.ChoiceField(
        label=_("It came"),
        choices=[
            (Application.Way.PAPER, Application.Way.PAPER.label),
            (Application.Way.COUNTER, Application.Way.COUNTER.label),
        ],
    )


class PapersForm(forms.Form):
    """Which of the demanded papers are here."""

    papers = forms.MultipleChoiceField(
        label=_("Papers that are here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what lies in the folder or was sent and serves."),
    )
    # What was here when the page was opened: who unticks it says that it is not.
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, demanded: Sequence[DemandedPaper], **how: Any):
        super().__init__(*args, **how)
        offered = [(paper.id, spoken_words(paper.name)) for paper in demanded]
        self.fields["papers"].choices = offered  # type: ignore[attr-defined]
        self.initial["was"] = " ".join(self.initial.get("papers", ()))
        if not offered:
            self.fields.clear()

    def here(self) -> list[str]:
        """Return what was ticked."""
        return list(self.cleaned_data.get("papers", ()))

    def gone(self) -> set[str]:
        """Return what was here and was unticked."""
        return set(self.cleaned_data.get("was", "").split()) - set(self.here())


class FindingForm(forms.Form):
    """Whether a condition is met, and what shows it."""

    outcome = forms.ChoiceField(
        label=_("Is it met?"),
        choices=Finding.Outcome.choices,
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=400,
        help_text=_("What was looked at. Leave out what the paper itself says."),
    )
    because = forms.CharField(
        label=_("Why it is found otherwise"),
        max_length=200,
        required=False,
        help_text=_("Needed where it differs from the proposal above. It is kept."),
    )

    def __init__(self, *args: Any, proposal: Proposal | None, **how: Any):
        super().__init__(*args, **how)
        self._proposal = proposal if proposal and proposal.is_certain else None
        if self._proposal is None:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        """Ask why, where the office's proposal is not followed."""
        told = super().clean() or {}
        found = told.get("outcome")
        deviates = self._proposal and found and found != self._proposal.outcome
        if deviates and not told.get("because"):
            self.add_error("because", _("Say why it is found otherwise."))
        return told


class MoveForm(forms.Form):
    """Why an application is taken on, and what the applicant is told."""

    said = forms.CharField(
        label=_("Words to the applicant"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant reads this on their page."),
    )
    reason = reason()


def answers_form(terms: Terms, say: Say = spoken_words) -> type[forms.Form]:
    """Make the form of a procedure's questions in the reader's language."""
    fields = {
        f"q_{q.id}": _FIELDS[q.asks](q, _labels(q, say), say) for q in terms.questions
    }
    return type("AnswersForm", (forms.Form,), fields)


def answers(form: forms.Form) -> dict[str, Any]:
    """Return the answers by question, as they are kept."""
    return {
        name.removeprefix("q_"): _kept(value)
        for name, value in form.cleaned_data.items()
        if value not in (None, "")
    }


def as_initial(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return kept answers as a form takes them."""
    return {f"q_{id_}": value for id_, value in given.items()}


class AttachForm(forms.Form):
    """A scan or photo of a paper, and as which paper it serves."""

    kind = forms.ChoiceField(label=_("Which paper it is"), required=False)
    paper = SentPaperField(
        label=_("File"),
        help_text=_(
            "A PDF, or a photo as JPEG, PNG or WebP, up to 12 MB. Place and time are "
            "taken out of photos; the applicant sees the name of the file."
        ),
    )

    def __init__(self, *args: Any, demanded: Sequence[DemandedPaper], **how: Any):
        super().__init__(*args, **how)
        named = [(paper.id, spoken_words(paper.name)) for paper in demanded]
        other = ("", _("The application itself, or another paper"))
        self.fields["kind"].choices = [other, *named]  # type: ignore[attr-defined]


def _kept(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _labels(question: Question, say: Say) -> dict[str, Any]:
    return {
        "label": say(question.label),
        "help_text": say(question.hint),
        "required": question.is_needed,
    }


def _choice(question: Question, how: dict[str, Any], say: Say) -> forms.Field:
    offered = [(id_, say(words)) for id_, words in question.choices.items()]
    return forms.ChoiceField(choices=[("", "—"), *offered], **how)


_FIELDS: Mapping[Asks, Callable[[Question, dict[str, Any], Say], forms.Field]] = {
    Asks.LINE: lambda q, how, _say: forms.CharField(max_length=200, **how),
    Asks.LINES: lambda q, how, _say: forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), **how
    ),
    Asks.NUMBER: lambda q, how, _say: forms.IntegerField(
        min_value=0, max_value=1_000_000, **how
    ),
    Asks.YEN: lambda q, how, _say: forms.IntegerField(
        min_value=0, max_value=MOST_YEN, **how
    ),
    Asks.DAY: lambda q, how, _say: forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}), **how
    ),
    Asks.YES: lambda q, how, _say: forms.BooleanField(**how),
    Asks.CHOICE: _choice,
}


def _said(refusal: InvalidInput) -> str:
    problem = refusal.problems[0]
    return f"{spoken(problem.expected)} {spoken(problem.remedy)}"
