"""What staff fill in: the fact sheet, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from machimori_office.alerts.fact_sheet import Description, FactSheet
from machimori_office.alerts.models import Consent
from machimori_office.people.forms import ReasonForm
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.fields import reason
from machimori_office.web.words import VARIETIES, Variety, Words

Label = str | Promise
Fields = list[tuple[Label, BoundField]]

_INSTANT = "%Y-%m-%dT%H:%M"
_FACTS: tuple[tuple[str, Label, Label, int], ...] = (
    ("what", _("What happened"), _("The subject line. No names."), 1),
    ("where", _("Where"), _("To the chome, never the house."), 1),
    (
        "details",
        _("More closely"),
        _("Leave out victims, and what people look like."),
        4,
    ),
    ("to_do", _("What to do"), _("One step a line."), 3),
    ("source", _("Source"), "", 1),
    ("contact", _("Contact"), _("With its telephone number."), 1),
    ("looks", _("A person's description"), _("In this mail only, until it ends."), 3),
)
_LANGUAGES = {"ja": _("Japanese"), "easy": _("Plain Japanese"), "en": _("English")}


class DraftForm(forms.Form):
    """A fact sheet; it may be kept unfinished."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    category = forms.ChoiceField(label=_("Kind"))
    areas = forms.MultipleChoiceField(
        label=_("Districts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    happened_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_INSTANT),
    )
    is_about = forms.BooleanField(label=_("About this time"), required=False)
    ends_at = forms.DateTimeField(
        label=_("Until when it holds"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_INSTANT),
    )
    looks_until = forms.DateTimeField(
        label=_("The description ends"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_INSTANT),
    )

    def __init__(
        self,
        *args: Any,
        kinds: Kinds,
        language: Variety,
        districts: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(c, kinds.label(c, language)) for c in kinds.categories()]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]
        self.fields["areas"].choices = districts  # type: ignore[attr-defined]
        for name, label, _help, lines in _FACTS:
            for key in VARIETIES:
                rows = lines if key == "ja" else min(lines, 2)
                self.fields[f"{name}_{key}"] = _field(label, key, rows)

    def facts(
        self,
    ) -> Iterator[tuple[str, Label, Label, Fields]]:
        """Yield each fact with its three fields, for the page."""
        for name, label, help_text, _lines in _FACTS:
            fields: Fields = [(_LANGUAGES[v], self[f"{name}_{v}"]) for v in VARIETIES]
            yield name, label, help_text, fields

    def clean(self) -> None:
        """Ask for the end of a description that is there."""
        has_looks = any(self.cleaned_data.get(f"looks_{v}") for v in VARIETIES)
        if has_looks and not self.cleaned_data.get("looks_until"):
            self.add_error("looks_until", _("Say when the description ends."))

    def sheet(self, *, written_at: datetime) -> FactSheet:
        """Return what was filled in."""
        said = self.cleaned_data
        return FactSheet(
            category=said["category"],
            areas=frozenset(said["areas"]),
            what=self._words("what"),
            where=self._words("where"),
            details=self._words("details"),
            to_do=self._steps(),
            source=self._words("source"),
            contact=self._words("contact"),
            happened_at=said["happened_at"],
            is_about=said["is_about"],
            ends_at=said["ends_at"],
            written_at=written_at,
            description=self._description(),
        )

    def _words(self, name: str) -> Words:
        return Words(*(self.cleaned_data[f"{name}_{v}"].strip() for v in VARIETIES))

    def _steps(self) -> tuple[Words, ...]:
        words = self._words("to_do")
        lines = [words.in_(v).splitlines() for v in VARIETIES]
        steps = (Words(*step) for step in zip_longest(*lines, fillvalue=""))
        return tuple(step for step in steps if not step.is_empty)

    def _description(self) -> Description | None:
        looks = self._words("looks")
        if looks.is_empty:
            return None
        return Description(looks=looks, expires_at=self.cleaned_data["looks_until"])


def _field(label: Label, key: str, lines: int) -> forms.CharField:
    attributes = {"lang": "en" if key == "en" else "ja"}
    widget: forms.Widget = forms.TextInput(attrs=attributes)
    if lines > 1:
        widget = forms.Textarea(attrs={**attributes, "rows": lines})
    return forms.CharField(
        label=str(label),
        required=False,
        max_length=100 if lines == 1 else 4000,
        widget=widget,
    )


def initial_of(sheet: FactSheet, *, version: int) -> dict[str, Any]:
    """Lay a sheet out for the form."""
    looks = sheet.description.looks if sheet.description else Words("")
    facts = {
        name: getattr(sheet, name)
        for name in ("what", "where", "details", "source", "contact")
    }
    steps = sheet.to_do
    to_do = Words(*("\n".join(s.in_(v) for s in steps).rstrip() for v in VARIETIES))
    worded = {**facts, "to_do": to_do, "looks": looks}
    return {
        "version": version,
        "category": sheet.category,
        "areas": sorted(sheet.areas),
        "happened_at": sheet.happened_at,
        "is_about": sheet.is_about,
        "ends_at": sheet.ends_at,
        "looks_until": sheet.description.expires_at if sheet.description else None,
        **{f"{n}_{v}": w.in_(v) for n, w in worded.items() for v in VARIETIES},
    }


class NewForm(forms.Form):
    """Of which kind, from what, and whether it is an exercise."""

    category = forms.ChoiceField(label=_("Kind"))
    start = forms.ChoiceField(
        label=_("Begin with"),
        choices=[
            ("last", _("The last one of its kind")),
            ("blank", _("A blank sheet")),
        ],
    )
    is_training = forms.BooleanField(
        label=_("Exercise: reaches nobody outside the office"), required=False
    )

    def __init__(
        self, *args: Any, kinds: Kinds, language: Variety, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(c, kinds.label(c, language)) for c in kinds.categories()]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """The version that was read; and why what the checks found may stand."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    stands_because = reason(label=_("Why it may go as it is"), required=False)


class GlassForm(ReasonForm):
    """Why one person sends alone."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ConsentForm(forms.Form):
    """Who of the family agreed, how and when; no names."""

    giver = forms.ChoiceField(label=_("Who agreed"), choices=Consent.Giver.choices)
    way = forms.ChoiceField(label=_("How"), choices=Consent.Way.choices)
    given_at = forms.DateTimeField(
        label=_("When they agreed"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_INSTANT),
    )
