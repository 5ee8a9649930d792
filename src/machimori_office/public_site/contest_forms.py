"""What entrants and judges fill in; what is wrong is said in the variety they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from machimori_office.contests.forms import works_in
from machimori_office.contests.models import Entrant
from machimori_office.contests.services.entering import Person, Work
from machimori_office.contests.terms import Category, ContestTerms
from machimori_office.public_site import texts
from machimori_office.public_site.forms import AddressForm
from machimori_office.web.pictures import PictureField
from machimori_office.web.words import Variety

SHOWN = [shown.value for shown in Entrant.Shown]


@dataclass(frozen=True)
class Slot:
    """One field for a work."""

    name: str
    category: Category
    number: int
    field: Any


class ShownForm(forms.Form):
    """Under which name a work is shown."""

    shown_as = forms.ChoiceField(choices=[(s, s) for s in SHOWN])
    pen_name = forms.CharField(max_length=30, required=False)

    def clean(self) -> None:
        """Ask for the pen name that was chosen."""
        given = super().clean() or self.cleaned_data
        is_pen = given.get("shown_as") == Entrant.Shown.PEN
        if is_pen and not given.get("pen_name", "").strip():
            self.add_error("pen_name", "needed")


class EntryForm(AddressForm):
    """Who enters what."""

    family_name = forms.CharField(max_length=30, required=False)
    given_name = forms.CharField(max_length=30, required=False)
    group = forms.CharField(max_length=40, required=False)
    school = forms.CharField(max_length=60, required=False)
    guardian = forms.CharField(max_length=60, required=False)
    shown_as = forms.ChoiceField(choices=[(s, s) for s in SHOWN], required=False)
    pen_name = forms.CharField(max_length=30, required=False)

    def __init__(self, *args: Any, terms: ContestTerms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        for name, category, _number in self._names():
            field: forms.Field = forms.CharField(required=False, max_length=400)
            if category.works == "picture":
                field = PictureField(required=False)
            self.fields[name] = field

    def clean(self) -> None:
        """Say all that is missing at once."""
        super().clean()
        given = self.cleaned_data
        if not (given.get("family_name") and given.get("given_name")):
            self._wrong("family_name", "name_needed")
        group = given.get("group", "")
        if group not in {g.id for g in self.terms.groups}:
            self._wrong("group", "group_needed")
        elif self.terms.is_minor(group) and not given.get("guardian"):
            self._wrong("guardian", "guardian_needed")
        if given.get("shown_as") == Entrant.Shown.PEN and not given.get("pen_name"):
            self._wrong("pen_name", "pen_needed")
        self._clean_works(group)

    def _clean_works(self, group: str) -> None:
        found = False
        for name, category, _number in self._names():
            if name in self.errors:
                del self.errors[name]
                found = True
                self._wrong(name, "picture_wrong")
                continue
            work = self.cleaned_data.get(name)
            if not work:
                continue
            found = True
            if not category.is_open_to(group):
                self._wrong(name, "not_for_you")
            elif category.works == "text" and len(work.strip()) > category.longest:
                self._wrong(name, "too_long", n=category.longest)
        if not found:
            name, _category, _number = next(self._names())
            self._wrong(name, "work_needed")

    def slots(self) -> list[Slot]:
        """Return the fields for works, in their order."""
        return [Slot(n, c, number, self[n]) for n, c, number in self._names()]

    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong: where, and what."""
        return [
            ("" if name == "__all__" else name, str(error))
            for name, errors in self.errors.items()
            for error in errors
        ]

    def works(self) -> list[Work]:
        """Return the works."""
        return list(works_in(self.cleaned_data, self.terms))

    def person(self) -> Person:
        """Return who enters."""
        given = self.cleaned_data
        return Person(
            family_name=given["family_name"],
            given_name=given["given_name"],
            group=given["group"],
            school=given["school"],
            guardian=given["guardian"],
            shown_as=Entrant.Shown(given["shown_as"] or Entrant.Shown.NONE),
            pen_name=given["pen_name"],
            mail=self.address,
            reads=self.variety,
        )

    def _names(self) -> Iterator[tuple[str, Category, int]]:
        for category in self.terms.categories:
            for number in range(1, category.at_most + 1):
                yield f"w_{category.id}_{number}", category, number

    def _wrong(self, name: str, key: str, **values: object) -> None:
        said = texts.plain(f"contests.{key}", self.variety, **values)
        self.add_error(name, said)


class MarksForm(forms.Form):
    """A mark for each criterion."""

    def __init__(
        self, *args: Any, terms: ContestTerms, variety: Variety, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        for criterion in terms.criteria:
            marks = [(n, str(n)) for n in range(1, criterion.most + 1)]
            self.fields[criterion.id] = forms.TypedChoiceField(
                label=criterion.name.in_(variety) or criterion.name.ja,
                choices=marks,
                coerce=int,
                widget=forms.RadioSelect,
            )
