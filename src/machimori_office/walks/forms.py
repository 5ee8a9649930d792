"""What a clerk types in about material, plans and walks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from machimori.patrols import WEEKDAYS as DAYS
from machimori_office.analyses.forms import SmallFile
from machimori_office.analyses.models import Analysis
from machimori_office.patrols.models import Car, Group, School
from machimori_office.patrols.report_forms import ReportForm
from machimori_office.rules.services import rule
from machimori_office.walks.fields import Beginning
from machimori_office.walks.models import Plan, Spot, Streets
from machimori_office.walks.services.plans import Wanted
from machimori_office.walks.terms import WalkRule
from machimori_office.web.fields import DayInput, MapPoint, reason, written_point
from machimori_office.web.years import months_after

MOST_DAYS = 190
_SCHOOL_DAYS = ("mon", "tue", "wed", "thu", "fri")


class StreetsForm(forms.Form):
    """A map of streets."""

    name = forms.CharField(label=_("Name of the map"), max_length=80)
    file = SmallFile(
        label=_("Map of streets"),
        help_text=_(
            "An extract of OpenStreetMap (.osm, .pbf), GeoJSON or GeoPackage of the "
            "city's streets, or a shapefile as ZIP."
        ),
    )
    licence = forms.CharField(label=_("Licence"), max_length=80, required=False)


class SpotForm(forms.ModelForm):  # type: ignore[type-arg]
    """A place that matters, or where walks begin."""

    point = MapPoint(label=_("Where it is"))

    class Meta:
        model = Spot
        fields = ["name", "worth", "reason", "begins", "ends", "is_current"]
        help_texts = {
            "worth": _("0: walks begin or end here only; 9: it matters most."),
            "reason": _("What is to be looked at. Of places, never of people."),
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("begins", "ends")
        }

    field_order = ["name", "point"]

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        if self.instance.pk:
            there = written_point(self.instance.lon, self.instance.lat)
            self.fields["point"].initial = there

    def clean(self) -> dict[str, Any]:
        """Keep the point with the place."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("point"):
            self.instance.lon, self.instance.lat = cleaned["point"]
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("This hour is not after the first."))
        return cleaned


class PlanForm(forms.Form):
    """What plans of every kind ask for."""

    kind: Plan.Kind
    title = forms.CharField(label=_("Title"), max_length=120)
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput)
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"),
        choices=[(day, WEEKDAYS[number]) for number, day in enumerate(DAYS)],
        widget=forms.CheckboxSelectMultiple,
    )
    begins = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    lasts_min = forms.IntegerField(
        label=_("Minutes"), min_value=10, max_value=480, initial=60
    )
    streets = forms.ModelChoiceField(
        label=_("Map of streets"), queryset=Streets.objects.defer("packed")
    )
    with_spots = forms.BooleanField(
        label=_("The office's own places that matter"), required=False, initial=True
    )
    gap = forms.ModelChoiceField(
        label=_("Where nobody watches"),
        queryset=Analysis.objects.none(),
        required=False,
        help_text=_("A study of the watch gap, computed under Analyses."),
    )
    hot = forms.ModelChoiceField(
        label=_("Hot spots by block"),
        queryset=Analysis.objects.none(),
        required=False,
        help_text=_("The middle of a block stands for it: no map shows it finer."),
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        done = Analysis.objects.defer("material").filter(state=Analysis.State.DONE)
        for name, kind in (
            ("gap", Analysis.Kind.WATCH_GAP),
            ("hot", Analysis.Kind.HOT_BLOCKS),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = done.filter(kind=kind)
        newest = Streets.objects.values_list("pk", flat=True).first()
        self.fields["streets"].initial = newest

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and a plan of nothing."""
        given = super().clean() or {}
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and not 0 <= (last - first).days <= MOST_DAYS:
            self.add_error("last_on", _("Choose a day from the first, half a year on."))
        has_spots = Spot.objects.filter(is_current=True, worth__gt=0).exists()
        if not (given.get("gap") or given.get("hot")) and not (
            given.get("with_spots") and has_spots
        ):
            self.add_error(
                "with_spots",
                _("Nothing says which places matter: choose a study, or enter places."),
            )
        return given

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        given = self.cleaned_data
        names = ("title", "first_on", "last_on", "streets", "gap", "hot", "with_spots")
        return Wanted(
            kind=self.kind,
            walkers=list(self._walkers()),
            rules=self._rules(rule(WalkRule, on=given["first_on"])),
            seed=secrets.randbelow(1 << 31),
            group=given.get("group"),
            school=given.get("school"),
            in_area=bool(given.get("in_area")),
            **{name: given[name] for name in names},
        )

    def _walkers(self) -> Iterator[dict[str, Any]]:
        yield self._walker(self.kind, self.cleaned_data["title"])

    def _walker(self, id_: str, name: str) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "id": id_,
            "name": name,
            "kind": str(self.kind),
            "begins": f"{given['begins']:%H:%M}",
            "lasts_min": given["lasts_min"],
            "weekdays": given["weekdays"],
            "people": given["people"],
        }

    def _rules(self, city: WalkRule) -> dict[str, Any]:
        return {"random_share": city.random_share, "most_weeks": city.most_weeks}


class _Walking(PlanForm):
    """Those who walk or drive begin and end somewhere."""

    start = Beginning(label=_("Begins where"))
    end = Beginning(
        label=_("Ends where"),
        required=False,
        help_text=_("Left out: where it begins."),
    )

    def _walker(self, id_: str, name: str) -> dict[str, Any]:
        given = self.cleaned_data
        ends = {"end": given["end"]} if given["end"] else {}
        return {**super()._walker(id_, name), "start": given["start"], **ends}


def _weeks_of_month() -> list[tuple[str, str]]:
    """Worded anew for each reader."""
    return [(str(n), str(_("Week %(n)s") % {"n": n})) for n in range(1, 6)]


class GroupPlanForm(_Walking):
    """A plan for a residents' group."""

    kind = Plan.Kind.GROUP
    group = forms.ModelChoiceField(
        label=_("Residents' group"), queryset=Group.objects.filter(is_current=True)
    )
    weeks_of_month = forms.MultipleChoiceField(
        label=_("Weeks of the month"),
        choices=_weeks_of_month,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("On which of these weekdays of a month; none chosen: every week."),
    )
    people = forms.IntegerField(
        label=_("How many walk together"), min_value=2, max_value=60, initial=4
    )
    in_area = forms.BooleanField(
        label=_("Within the group's districts only"), required=False, initial=True
    )
    field_order = [
        *("group", "title", "first_on", "last_on", "weekdays", "weeks_of_month"),
        *("begins", "lasts_min", "people", "start", "end", "streets", "in_area"),
    ]

    def _walkers(self) -> Iterator[dict[str, Any]]:
        given = self.cleaned_data
        walker = self._walker("group", given["group"].name)
        weeks = [int(one) for one in given["weeks_of_month"]]
        yield {**walker, "weeks_of_month": weeks}


class PostPlanForm(PlanForm):
    """A plan of posts for a watch."""

    kind = Plan.Kind.POST
    school = forms.ModelChoiceField(
        label=_("Place of watches"),
        queryset=School.objects.filter(is_current=True),
        required=False,
        help_text=_("Given out, the posts become those of its watches."),
    )
    people = forms.IntegerField(
        label=_("How many posts"), min_value=1, max_value=40, initial=3
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"),
        choices=PlanForm.base_fields["weekdays"].choices,  # type: ignore[attr-defined]
        widget=forms.CheckboxSelectMultiple,
        initial=_SCHOOL_DAYS,
    )
    field_order = ["school", "title", "first_on", "last_on", "weekdays", "begins"]

    def _walker(self, id_: str, name: str) -> dict[str, Any]:
        apart_m = rule(WalkRule, on=self.cleaned_data["first_on"]).posts_apart_m
        return {**super()._walker(id_, name), "apart_m": apart_m}


class CarPlanForm(_Walking):
    """A plan for patrol cars."""

    kind = Plan.Kind.CAR
    cars = forms.ModelMultipleChoiceField(
        label=_("Cars"),
        queryset=Car.objects.filter(retired_on=None),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Cars of one day are planned together: no two at one place."),
    )
    people = forms.IntegerField(
        label=_("People in a car"), min_value=1, max_value=6, initial=2
    )
    revisit_after_min = forms.IntegerField(
        label=_("May come back to a place after (minutes)"),
        min_value=10,
        max_value=480,
        required=False,
        help_text=_("Left out: a place is visited once a day."),
    )
    has_control = forms.BooleanField(
        label=_("Leave half of the places out by lot, to measure the effect"),
        required=False,
    )
    field_order = [
        *("title", "first_on", "last_on", "weekdays", "begins", "lasts_min", "cars"),
        *("people", "start", "end", "revisit_after_min", "has_control", "streets"),
    ]

    def _walkers(self) -> Iterator[dict[str, Any]]:
        given = self.cleaned_data
        after = given["revisit_after_min"]
        for car in given["cars"]:
            walker = self._walker(f"car-{car.pk}", car.name)
            yield {**walker, **({"revisit_after_min": after} if after else {})}

    def _rules(self, city: WalkRule) -> dict[str, Any]:
        given = self.cleaned_data
        is_shared = {
            "has_control": given["has_control"],
            "together": len(given["cars"]) > 1,
        }
        return {**super()._rules(city), **is_shared}


class WalkedForm(ReportForm):
    """What a planned walk was like, and which of its stops were made."""

    visited = forms.TypedMultipleChoiceField(
        label=_("Places visited"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["visited"]

    def __init__(self, *args: Any, stops: list[dict[str, Any]], **how: Any) -> None:
        super().__init__(*args, **how)
        field = self.fields["visited"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            named = enumerate((stop["name"] for stop in stops), 1)
            field.choices = [(str(n), f"{n} {name}") for n, name in named]
            field.initial = [str(n) for n in range(1, len(stops) + 1)]


class ReasonForm(forms.Form):
    """Why."""

    reason = reason()


def next_two_months(today: date) -> dict[str, date]:
    """Propose the two months from next month on."""
    first_on = months_after(today.replace(day=1), 1)
    return {"first_on": first_on, "last_on": months_after(first_on, 2) - timedelta(1)}
