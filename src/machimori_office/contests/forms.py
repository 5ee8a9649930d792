"""What the office fills in about contests."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.contests.models import Contest, Entrant
from machimori_office.contests.services.entering import Person, Work
from machimori_office.contests.terms import ContestTerms
from machimori_office.outbox.addresses import read_address
from machimori_office.web.fields import DayInput, reason
from machimori_office.web.pictures import PictureField
from machimori_office.web.speaking import language, spoken_words
from machimori_office.web.words import VARIETIES

_DAYS = ("opens_on", "closes_on", "judged_until", "shown_until")


class _MailField(forms.CharField):
    """A mail address, or nothing."""

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        try:
            return read_address(written)
        except InvalidInput as error:
            expected = error.problems[0].expected.in_(language())
            raise forms.ValidationError(expected) from error


def _theme(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=800, required=False, widget=area)


class PlanForm(forms.Form):
    """A contest: what it calls for, and its days."""

    number = forms.IntegerField(label=_("Which contest"), min_value=1, max_value=999)
    title_ja = forms.CharField(label=_("Title (Japanese)"), max_length=80)
    title_easy = forms.CharField(
        label=_("Title (plain Japanese)"), max_length=80, required=False
    )
    title_en = forms.CharField(
        label=_("Title (English)"), max_length=80, required=False
    )
    theme_ja = _theme(_("What it calls for (Japanese)"))
    theme_easy = _theme(_("What it calls for (plain Japanese)"))
    theme_en = _theme(_("What it calls for (English)"))
    opens_on = forms.DateField(
        label=_("Entries from"),
        widget=DayInput,
        help_text=_(
            "The rule of this day holds: categories, limits, criteria, awards."
        ),
    )
    closes_on = forms.DateField(label=_("Entries until"), widget=DayInput)
    judged_until = forms.DateField(label=_("Judged until"), widget=DayInput)
    shown_until = forms.DateField(label=_("Exhibition until"), widget=DayInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, contest: Contest | None = None, **how: Any) -> None:
        super().__init__(*args, **how)
        self.contest = contest

    def clean_number(self) -> int:
        """Refuse a number that another contest has."""
        number: int = self.cleaned_data["number"]
        others = Contest.objects.filter(number=number)
        if self.contest:
            others = others.exclude(pk=self.contest.pk)
        if others.exists():
            raise forms.ValidationError(_("There is a contest of this number already."))
        return number

    def clean(self) -> None:
        """Refuse days that are out of order."""
        given = [(name, self.cleaned_data.get(name)) for name in _DAYS]
        for (_first, before), (name, after) in pairwise(given):
            if before and after and after < before:
                self.add_error(name, _("This day is before the one above."))

    def fields_of(self) -> dict[str, Any]:
        """Return the fields of the row."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


def told(contest: Contest) -> dict[str, Any]:
    """Return what stands in the form of a contest that there is."""
    names = ["number", "version", *_DAYS]
    names += [
        f"{name}_{variety}" for name in ("title", "theme") for variety in VARIETIES
    ]
    return {name: getattr(contest, name) for name in names}


class EntryForm(forms.Form):
    """An entry that came on paper."""

    family_name = forms.CharField(label=_("Family name"), max_length=30)
    given_name = forms.CharField(label=_("Given name"), max_length=30)
    group = forms.ChoiceField(label=_("Age group"))
    school = forms.CharField(label=_("School"), max_length=60, required=False)
    mail = _MailField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        help_text=_("A child's: that of the guardian."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    guardian = forms.CharField(
        label=_("Parent or guardian"), max_length=60, required=False
    )
    has_consent = forms.BooleanField(
        label=_("The guardian's signed consent is here"), required=False
    )
    shown_as = forms.ChoiceField(
        label=_("Name shown with the work"), choices=Entrant.Shown.choices
    )
    pen_name = forms.CharField(label=_("Pen name"), max_length=30, required=False)

    def __init__(self, *args: Any, terms: ContestTerms, **how: Any) -> None:
        super().__init__(*args, **how)
        self.terms = terms
        groups = [(group.id, spoken_words(group.name)) for group in terms.groups]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]
        for category in terms.categories:
            for slot in range(1, category.at_most + 1):
                label = f"{spoken_words(category.name)} {slot}"
                field: forms.Field = forms.CharField(
                    label=label, max_length=category.longest, required=False
                )
                if category.works == "picture":
                    field = PictureField(label=label, required=False)
                self.fields[f"w_{category.id}_{slot}"] = field

    def works(self) -> list[Work]:
        """Return what was entered."""
        return list(works_in(self.cleaned_data, self.terms))

    def person(self) -> Person:
        """Return who enters."""
        names = Person.__dataclass_fields__
        given = {k: v for k, v in self.cleaned_data.items() if k in names}
        return Person(**given)


def works_in(given: dict[str, Any], terms: ContestTerms) -> Iterable[Work]:
    """Yield the works among the fields ``w_<category>_<slot>``."""
    for category in terms.categories:
        for slot in range(1, category.at_most + 1):
            work = given.get(f"w_{category.id}_{slot}")
            if not work:
                continue
            if category.works == "picture":
                yield Work(category=category.id, picture=work)
            else:
                yield Work(category=category.id, text=work.strip())


class WhyForm(forms.Form):
    """Why something is done."""

    reason = reason()


class JudgeForm(forms.Form):
    """Somebody who will judge."""

    name = forms.CharField(label=_("Name"), max_length=60)
    mail = _MailField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        help_text=_("Without one, the link is printed or told by the office."),
    )


class TieForm(forms.Form):
    """In which order equals stand, and why."""

    order = forms.CharField(
        label=_("Numbers in their order, the first place first"),
        max_length=200,
        help_text=_("Separated by commas, such as 12, 7."),
    )
    because = forms.CharField(label=_("Reason"), min_length=3, max_length=200)

    def clean_order(self) -> list[int]:
        """Read the numbers."""
        written = self.cleaned_data["order"].replace("、", ",").split(",")
        numbers = [part.strip() for part in written if part.strip()]
        if not all(n.isdecimal() and len(n) < 7 for n in numbers):
            raise forms.ValidationError(_("Write numbers of entries."))
        found = [int(n) for n in numbers]
        if len(set(found)) != len(found):
            raise forms.ValidationError(_("A number stands there twice."))
        return found
