"""What a clerk types in to have something analysed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.incidents import incident_vocabulary
from machimori_office.analyses.models import IncidentList
from machimori_office.analyses.register import WHOSE, Wanted, kinds_of_register
from machimori_office.web.fields import DayInput, reason
from machimori_office.web.speaking import spoken

MOST_BYTES = 20_000_000


class SmallFile(forms.FileField):
    """A file of at most 20 MB."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large before it is read."""
        file = super().clean(data, initial)
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


class ListForm(forms.Form):
    """A list of incidents and the boundaries of the blocks."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=80,
        help_text=_(
            "As its publisher calls it: it is named as the source of what is published."
        ),
    )
    incidents = SmallFile(
        label=_("List of incidents"),
        help_text=_(
            "The police's open data, a city's own list (CSV, Excel), or what "
            "“machimori incidents import” wrote. Columns about persons are not read."
        ),
    )
    blocks = SmallFile(
        label=_("Boundaries of town blocks"),
        required=False,
        help_text=_(
            "GeoJSON, GeoPackage, or a shapefile as ZIP; with residents if any."
        ),
    )
    publisher = forms.CharField(label=_("Published by"), max_length=80, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=80, required=False)


class SourceForm(forms.Form):
    """Where incidents are taken from: a list that was read, or the own register."""

    incidents = forms.ModelChoiceField(
        label=_("List of incidents"),
        queryset=IncidentList.objects.defer("packed", "account"),
        empty_label=_("The office's own register, as it is now"),
        required=False,
    )
    whose = forms.MultipleChoiceField(
        label=_("Of the office's own register"),
        choices=WHOSE,
        initial=[id_ for id_, _name in WHOSE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    blocks = SmallFile(
        label=_("Boundaries of town blocks"),
        required=False,
        help_text=_(
            "For the register; without a file, those of the list that was read last."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse lists that know no blocks, and a register without boundaries."""
        given = super().clean() or {}
        chosen = given.get("incidents")
        if chosen and not chosen.account["has_blocks"]:
            self.add_error(
                "incidents",
                _("This list was read without boundaries. Read it again with them."),
            )
        if not chosen and "incidents" in given:
            self._clean_register(given)
        return given

    def _clean_register(self, given: Mapping[str, Any]) -> None:
        if "whose" in given and not given["whose"]:
            self.add_error("whose", _("Choose at least one."))
        has_some = IncidentList.objects.filter(account__has_blocks=True).exists()
        if "blocks" in given and not given["blocks"] and not has_some:
            self.add_error(
                "blocks",
                _("No list was read with boundaries yet. Give the file of boundaries."),
            )


class StudyForm(SourceForm):
    """Which incidents of which days a study is about."""

    field_order: Sequence[str] = ("title", "incidents", "first_on", "last_on", "kinds")

    title = forms.CharField(label=_("Title"), max_length=120)
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of incident"),
        required=False,
        help_text=_("None chosen: all."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        accounts = IncidentList.objects.values_list("account__kinds", flat=True)
        present = {kind for kinds in accounts for kind in kinds or ()}
        present |= kinds_of_register(timezone.now())
        offered = [
            (id_, spoken(kind.label))
            for id_, kind in incident_vocabulary().kinds.items()
            if id_ in present
        ]
        self.fields["kinds"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        given = super().clean()
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and first > last:
            self.add_error("last_on", _("This day is before the first."))
        return given

    def asked(self) -> dict[str, Any]:
        """Return what is kept of it."""
        days = {name: self.cleaned_data[name] for name in ("first_on", "last_on")}
        written = {name: day.isoformat() for name, day in days.items()}
        return {**written, "kinds": self.cleaned_data["kinds"]}

    def wanted(self) -> Wanted:
        """Return which rows of the register are wanted."""
        names = ("first_on", "last_on", "kinds", "whose")
        return Wanted(**{name: self.cleaned_data[name] for name in names})


class HotBlocksForm(StudyForm):
    """Hot spots, and if wanted what changed since an earlier time and what stays."""

    before_first_on = forms.DateField(
        label=_("First day of an earlier time to compare with"),
        widget=DayInput,
        required=False,
    )
    before_last_on = forms.DateField(
        label=_("Last day of that time"), widget=DayInput, required=False
    )
    periods = forms.IntegerField(
        label=_("Into how many parts the days are cut"),
        min_value=1,
        max_value=60,
        initial=1,
        help_text=_("To tell what stays, is new or fades; 1 to leave that out."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse half an earlier time, or one that runs into the days."""
        given = super().clean()
        before = [given.get(name) for name in ("before_first_on", "before_last_on")]
        if any(before) and not all(before):
            self.add_error("before_last_on", _("Give both days, or neither."))
        first, last = before
        if first and last and last < first:
            self.add_error("before_last_on", _("This day is before the first."))
        begins = given.get("first_on")
        if last and begins and last >= begins:
            self.add_error("before_last_on", _("This day is not before the days."))
        return given

    def asked(self) -> dict[str, Any]:
        """Return what is kept of it."""
        given = self.cleaned_data
        before = given["before_first_on"], given["before_last_on"]
        written = [day.isoformat() for day in before] if all(before) else None
        return {**super().asked(), "before": written, "periods": given["periods"]}

    def wanted(self) -> Wanted:
        """Return which rows of the register are wanted: those of both times."""
        wanted = super().wanted()
        before = self.cleaned_data["before_first_on"]
        return replace(wanted, first_on=min(wanted.first_on, before or wanted.first_on))


class EffectForm(StudyForm):
    """Where a measure was taken and where not, before and after."""

    after_first_on = forms.DateField(
        label=_("First day after the measure"), widget=DayInput
    )
    after_last_on = forms.DateField(
        label=_("Last day after the measure"), widget=DayInput
    )
    treated = forms.CharField(
        label=_("Blocks with the measure"),
        help_text=_("One name a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    control = forms.CharField(
        label=_("Control: blocks without it"),
        help_text=_("Alike before the measure. One name a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["first_on"].label = _("First day before the measure")
        self.fields["last_on"].label = _("Last day before the measure")

    def clean(self) -> dict[str, Any]:
        """Refuse periods that overlap or run backwards."""
        given = super().clean()
        days = [
            given.get(name) for name in ("last_on", "after_first_on", "after_last_on")
        ]
        before, first, last = days
        if before and first and first <= before:
            self.add_error("after_first_on", _("This day is not after the measure."))
        if first and last and last < first:
            self.add_error("after_last_on", _("This day is before the first."))
        return given

    def asked(self) -> dict[str, Any]:
        """Return what is kept of it."""
        given = self.cleaned_data
        return {
            **super().asked(),
            **{
                name: given[name].isoformat()
                for name in ("after_first_on", "after_last_on")
            },
            **{
                name: [
                    line.strip() for line in given[name].splitlines() if line.strip()
                ]
                for name in ("treated", "control")
            },
        }

    def wanted(self) -> Wanted:
        """Return which rows of the register are wanted: both periods'."""
        return replace(super().wanted(), last_on=self.cleaned_data["after_last_on"])


class MaterialForm(forms.Form):
    """A YAML file and all that it names, in one ZIP."""

    title = forms.CharField(label=_("Title"), max_length=120)
    material = SmallFile(label=_("All files (ZIP)"))

    def __init__(self, *args: Any, explains: str, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["material"].help_text = explains


class ReasonForm(forms.Form):
    """Why it is proposed, let out, given back or withdrawn."""

    reason = reason()
