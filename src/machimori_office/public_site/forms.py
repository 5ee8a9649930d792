"""What residents fill in; what is wrong is said in the variety that they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from machimori.errors import InvalidInput
from machimori_office.limits.forms import GuardedForm
from machimori_office.outbox import addresses
from machimori_office.public_site import texts
from machimori_office.public_site.pages import LANGUAGE, NAMES
from machimori_office.rules.services import rule
from machimori_office.subscriptions.choices import Choices
from machimori_office.subscriptions.kinds import Kind, Kinds, is_below
from machimori_office.subscriptions.services import Asked
from machimori_office.web.words import JST, VARIETIES, Variety

NEEDED = {"required": True}
"""For fields that a page asks for in its own words, where Django would in its."""


class MailInput(forms.TextInput):
    """A mail address, typed on a telephone; what is wrong with it is said by us."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        how = {"inputmode": "email", "autocomplete": "email", "autocapitalize": "none"}
        super().__init__({**how, "spellcheck": "false", **(attrs or {})})


class WordedForm(forms.Form):
    """A form whose words are in the variety of its page."""

    def __init__(self, *args: Any, variety: Variety, **how: Any) -> None:
        super().__init__(*args, **how)
        self.variety: Variety = variety


def put(form: forms.BaseForm, variety: Variety, **wrong: str) -> None:
    """Put what is wrong with fields in the reader's words: a text's name for each."""
    for name, said in wrong.items():
        if form.errors.pop(name, None):
            form.add_error(name, texts.plain(said, variety))


class AddressForm(WordedForm, GuardedForm):
    """A mail address, and nothing else."""

    email = forms.CharField(
        max_length=400, required=False, widget=MailInput(attrs=NEEDED)
    )

    def clean(self) -> None:
        """Read the address; a guard's refusal is put in the reader's words."""
        try:
            self.address = addresses.read_address(self.cleaned_data.get("email", ""))
        except InvalidInput as error:
            self.add_error("email", said_of(error, self.variety))
        try:
            super().clean()
        except forms.ValidationError as error:
            said = texts.plain("register.once_more", self.variety)
            raise forms.ValidationError(said, code="guard") from error


def new_address(posted: QueryDict | None, variety: Variety) -> AddressForm:
    """Make the form for another address; its link has proven who fills it in."""
    return UnguardedAddressForm(posted, variety=variety)


class UnguardedAddressForm(AddressForm):
    """The same where only who holds a link gets."""

    def _took_its_time(self) -> bool:
        return True


def said_of(error: InvalidInput, variety: Variety) -> str:
    """Word what is wrong with an address."""
    language = LANGUAGE[variety]
    problem = error.problems[0]
    expected, remedy = problem.expected.in_(language), problem.remedy.in_(language)
    if expected in remedy:
        return remedy
    return f"{remedy} ({expected})" if language == "en" else f"{remedy}（{expected}）"


@dataclass(frozen=True)
class Tick:
    """A box to tick."""

    value: str
    name: str
    is_ticked: bool


@dataclass(frozen=True)
class Group:
    """A kind of the upper two levels, and what is below it."""

    name: str
    ticks: Sequence[Tick]
    groups: Sequence[Group]


class Ticked(forms.MultipleChoiceField):
    """What is ticked of a list."""

    widget = forms.CheckboxSelectMultiple


class ChoicesForm(forms.Form):
    """Kinds, districts and languages; the boxes stand at the lowest level only.

    A box for all below would contradict the boxes below it, without a program in the
    page to keep them in step.
    """

    kinds = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )
    reads = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        posted: QueryDict | None,
        *,
        variety: Variety,
        before: Choices,
        city: Kinds,
        districts: Sequence[Mapping[str, str]],
    ) -> None:
        super().__init__(posted)
        self.variety: Variety = variety
        self.city, self.districts = city, districts
        self.before = before
        for name, offered in self._offered().items():
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (value, value) for value in offered
            ]

    def _offered(self) -> dict[str, Sequence[str]]:
        return {
            "kinds": self.city.categories(),
            "areas": [district["code"] for district in self.districts],
            "reads": VARIETIES,
        }

    def clean(self) -> None:
        """Ask for a kind and a language: none would mean all."""
        put(self, self.variety, areas="register.unknown_choice")
        for name in ("kinds", "reads"):
            if name not in self.errors and not self.cleaned_data[name]:
                self.add_error(
                    name, texts.plain(f"register.{name}_needed", self.variety)
                )

    def refuse(self) -> None:
        """Say that something cannot be chosen any more."""
        self.add_error(None, texts.plain("register.unknown_choice", self.variety))

    @property
    def choices(self) -> Choices:
        """What was chosen, as it is kept."""
        chosen = set(self.cleaned_data["reads"])
        return Choices(
            kinds=tuple(self.cleaned_data["kinds"]),
            areas=tuple(self.cleaned_data["areas"]),
            reads="+".join(v for v in VARIETIES if v in chosen),
        )

    @property
    def kind_groups(self) -> list[Group]:
        """The kinds in their levels, each lowest one with its box."""
        return list(self._groups(self.city.kinds, ""))

    def _groups(self, kinds: Iterable[Kind], above: str) -> Iterator[Group]:
        for kind in kinds:
            path = f"{above}{kind.id}"
            leaves = [below for below in kind.below if not below.below]
            inner = [below for below in kind.below if below.below]
            ticks = [self._kind_tick(leaf, f"{path}/{leaf.id}") for leaf in leaves]
            if not kind.below:
                ticks = [self._kind_tick(kind, path)]
            yield Group(self._name(kind), ticks, list(self._groups(inner, f"{path}/")))

    def _kind_tick(self, kind: Kind, path: str) -> Tick:
        before = not self.before.kinds or is_below(path, self.before.kinds)
        return Tick(path, self._name(kind), self._is_ticked("kinds", path, before))

    def _name(self, kind: Kind) -> str:
        return kind.name.in_(self.variety) or kind.name.ja

    @property
    def area_ticks(self) -> list[Tick]:
        """The districts."""
        return [
            Tick(d["code"], d["name"], self._is_ticked("areas", d["code"], before))
            for d in self.districts
            for before in [d["code"] in self.before.areas]
        ]

    @property
    def read_ticks(self) -> list[Tick]:
        """The languages."""
        read = self.before.reads.split("+")
        return [
            Tick(v, NAMES[v], self._is_ticked("reads", v, v in read)) for v in VARIETIES
        ]

    def _is_ticked(self, name: str, value: str, before: bool) -> bool:
        if not self.is_bound:
            return before
        posted = self.data
        return isinstance(posted, QueryDict) and value in posted.getlist(name)


def choices_form(
    posted: QueryDict | None,
    variety: Variety,
    asked: Asked,
    districts: Sequence[Mapping[str, str]],
    at: datetime,
) -> ChoicesForm:
    """Make the form of a link's page; who is new reads what the page is in."""
    before = asked.choices
    if not asked.is_registered:
        before = Choices(reads=variety)
    city = rule(Kinds, on=at.astimezone(JST).date())
    return ChoicesForm(
        posted, variety=variety, before=before, city=city, districts=districts
    )
