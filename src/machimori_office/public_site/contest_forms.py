"""What entrants and judges fill in; what is wrong is said in the variety they read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from machimori_office.contests.forms import works_in
from machimori_office.contests.models import Entrant
from machimori_office.contests.services.entering import Person, Work
from machimori_office.contests.terms import Category, ContestTerms
from machimori_office.public_site import texts
from machimori_office.public_site.forms import NEEDED, AddressForm, WordedForm
from machimori_office.web.pictures import PictureField
from machimori_office.web.words import Variety, Words


class ShownForm(WordedForm):
    """Under which name a work is shown."""

    shown_as = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, initial=Entrant.Shown.NONE
    )
    pen_name = forms.CharField(max_length=30, required=False)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["shown_as"].choices = [  # type: ignore[attr-defined]
            (shown.value, texts.html(f"contests.shown_{shown.value}", self.variety))
            for shown in Entrant.Shown
        ]

    def clean(self) -> None:
        """Ask for the pen name that was chosen."""
        super().clean()
        is_pen = self.cleaned_data.get("shown_as") == Entrant.Shown.PEN
        if is_pen and not self.cleaned_data.get("pen_name", "").strip():
            self.add_error("pen_name", texts.plain("contests.pen_needed", self.variety))


class EntryForm(ShownForm, AddressForm):
    """Who enters what."""

    family_name = forms.CharField(
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name", **NEEDED}),
    )
    given_name = forms.CharField(
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", **NEEDED}),
    )
    group = forms.CharField(
        max_length=40, required=False, widget=forms.Select(attrs=NEEDED)
    )
    school = forms.CharField(max_length=60, required=False)
    guardian = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, terms: ContestTerms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        choose = texts.plain("contests.choose", self.variety)
        self.fields["group"].widget.choices = [
            ("", choose),
            *((g.id, self._word(g.name)) for g in terms.groups),
        ]
        works = {n: self._work(category, k) for n, category, k in self._names()}
        self.fields.update(works)
        self.order_fields([*EntryForm.declared_fields, "email", *works])

    def _work(self, category: Category, number: int) -> forms.Field:
        """Return the field for a work: a line, or a picture."""
        who = self._word(category.name)
        label = texts.html("contests.work", self.variety, who=who, n=number)
        if category.works == "picture":
            told = texts.html("contests.picture_help", self.variety)
            return PictureField(required=False, label=label, help_text=told)
        told = texts.html("contests.longest", self.variety, n=category.longest)
        line = forms.TextInput(attrs={"maxlength": category.longest})
        return forms.CharField(
            required=False, label=label, help_text=told, max_length=400, widget=line
        )

    def _word(self, written: Words) -> str:
        return written.in_(self.variety) or written.ja

    def clean(self) -> None:
        """Say all that is missing at once."""
        super().clean()
        given = self.cleaned_data
        for name in ("family_name", "given_name"):
            if not given.get(name):
                self._wrong(name, "name_needed")
        group = given.get("group", "")
        if group not in {g.id for g in self.terms.groups}:
            self._wrong("group", "group_needed")
        elif self.terms.is_minor(group) and not given.get("guardian"):
            self._wrong("guardian", "guardian_needed")
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

    @property
    def asked_works(self) -> list[forms.BoundField]:
        """The fields for works, in their order."""
        return [self[name] for name, _category, _number in self._names()]

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
        needed = texts.plain("contests.points_needed", variety)
        for criterion in terms.criteria:
            marks = [(n, str(n)) for n in range(1, criterion.most + 1)]
            self.fields[criterion.id] = forms.TypedChoiceField(
                label=criterion.name.in_(variety) or criterion.name.ja,
                choices=marks,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": needed, "invalid_choice": needed},
            )
