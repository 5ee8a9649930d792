"""What a clerk types in about members, cars, papers, groups and places."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from machimori.errors import InvalidInput
from machimori_office.outbox.addresses import Address, read_address
from machimori_office.patrols.models import (
    Car,
    Group,
    Member,
    PolicePaper,
    School,
    Shift,
)
from machimori_office.places.models import District
from machimori_office.web.fields import (
    DayInput,
    MapPoints,
    PastDay,
    reason,
    written_points,
)
from machimori_office.web.speaking import language

SCHOOL_WEEK = ("mon", "tue", "wed", "thu", "fri")
FREE = [
    (f"{day}.{kind.value}", (WEEKDAYS_ABBR[number], kind.label))
    for number, day in enumerate(SCHOOL_WEEK)
    for kind in Shift.Kind
]


class Ticks(forms.MultipleChoiceField):
    """Several of a few."""

    widget = forms.CheckboxSelectMultiple


def schools() -> list[tuple[str, str]]:
    """Offer the places of watches."""
    current = School.objects.filter(is_current=True)
    return [(school.code, school.name) for school in current]


def districts() -> list[tuple[str, str]]:
    """Offer the city's districts."""
    current = District.objects.filter(is_current=True)
    english = language() == "en"
    return [(d.code, (english and d.name_en) or d.name_ja) for d in current]


def free_choices() -> list[tuple[str, str]]:
    """Offer weekdays and watches."""
    return [(value, f"{day} {kind}") for value, (day, kind) in FREE]


class MemberForm(forms.ModelForm):  # type: ignore[type-arg]
    """A member."""

    free = Ticks(
        label=_("Can walk on"),
        choices=free_choices,
        required=False,
        help_text=_("None ticked: on any day of the calendar."),
    )
    prefers = Ticks(label=_("Would rather walk at"), choices=schools, required=False)
    reason = reason()

    class Meta:
        model = Member
        fields = [
            "name",
            "section",
            "mail",
            "phone",
            "course_on",
            "joined_on",
            "most_a_month",
            "staff",
            "free",
            "prefers",
        ]
        widgets = {"course_on": DayInput(), "joined_on": DayInput()}
        labels = {"staff": _("Account of the office, where there is one")}


class LeaveForm(forms.Form):
    """When a member left."""

    on = PastDay(label=_("Left on"), initial=timezone.localdate)
    reason = reason()


class PaperForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the police gave."""

    holds_until = forms.DateField(
        label=_("Holds until"),
        widget=DayInput(),
        required=False,
        help_text=_("As the paper says; left empty, the months of the city's rule."),
    )
    reason = reason()

    class Meta:
        model = PolicePaper
        fields = ["kind", "number", "area", "issued_on", "holds_until"]
        widgets = {"issued_on": DayInput()}
        labels = {"kind": _("Which paper")}

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(k.value, k.label) for k in PolicePaper.Kind if k in kinds]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Which paper"), choices=offered, initial=offered[0][0]
        )


class EndForm(forms.Form):
    """What became of a paper."""

    end = forms.ChoiceField(
        label=_("What became of it"),
        choices=PolicePaper.End.choices,
        widget=forms.RadioSelect,
    )
    on = PastDay(label=_("Day"), initial=timezone.localdate)
    reason = reason()


class CarForm(forms.ModelForm):  # type: ignore[type-arg]
    """A car with blue lights."""

    reason = reason()

    class Meta:
        model = Car
        fields = ["name", "number_plate", "section", "in_use_since"]
        widgets = {"in_use_since": DayInput()}


class DayForm(forms.Form):
    """A day that is not ahead, and why."""

    on = PastDay(label=_("Day"), initial=timezone.localdate)
    reason = reason()


class ToldForm(forms.Form):
    """When the police were told."""

    on = PastDay(label=_("The police were told on"), initial=timezone.localdate)


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """A residents' group: how many they are, not who."""

    districts = Ticks(label=_("Districts"), choices=districts)
    reason = reason()

    class Meta:
        model = Group
        fields = [
            "name",
            "districts",
            "member_count",
            "counted_on",
            "walks_a_month",
            "note",
            "is_current",
        ]
        widgets = {"counted_on": DayInput()}


class LinkForm(forms.Form):
    """Where a group's link goes."""

    mail = forms.CharField(
        label=_("Mail address of who speaks for the group"),
        max_length=254,
        required=False,
        help_text=_("The link goes there. Empty: it is shown once, to hand it over."),
    )

    def clean_mail(self) -> Address | None:
        """Hold it to the rules of addresses; an empty one is none."""
        typed = str(self.cleaned_data["mail"]).strip()
        if not typed:
            return None
        try:
            return read_address(typed)
        except InvalidInput as refusal:
            told = [problem.sentence(language()) for problem in refusal.problems]
            raise forms.ValidationError(told) from refusal


class SchoolForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where watches stand, and when school ends on each weekday."""

    district = forms.ChoiceField(label=_("District"), choices=districts)
    standing = MapPoints(
        label=_("Where members stand"),
        required=False,
        help_text=_(
            "One a line: latitude and longitude as a map on the web gives them, then a "
            "name, such as 35.69930, 139.50370 in front of the gate."
        ),
    )
    reason = reason()

    class Meta:
        model = School
        fields = ["code", "name", "district", "is_current"]
        help_texts = {"code": _("The place's id in the scenes, so that records meet.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].initial = written_points(self.instance.posts)
        for number, day in enumerate(SCHOOL_WEEK):
            written = self.instance.ends.get(day, "")
            self.fields[f"ends_{day}"] = forms.TimeField(
                label=_("School ends on %(day)s") % {"day": WEEKDAYS_ABBR[number]},
                required=False,
                initial=time.fromisoformat(written) if written else None,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
        self.order_fields([*self.Meta.fields, *self._ends()])

    def _ends(self) -> list[str]:
        return [f"ends_{day}" for day in SCHOOL_WEEK]

    def clean(self) -> dict[str, Any]:
        """Gather the ends by weekday, and where members stand."""
        cleaned = super().clean() or self.cleaned_data
        self.instance.posts = cleaned.get("standing", self.instance.posts)
        self.instance.ends = {
            name.removeprefix("ends_"): f"{cleaned[name]:%H:%M}"
            for name in self._ends()
            if cleaned.get(name)
        }
        return cleaned


class MonthForm(forms.Form):
    """Which month a roster is for."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(f"{m:%Y-%m-%d}", f"{m:%Y-%m}") for m in months]


class CancelForm(forms.Form):
    """Which watches are cancelled, and why."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=timezone.localdate)
    kind = forms.ChoiceField(
        label=_("Which watches"),
        choices=[("", _("All of the day")), *Shift.Kind.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    why = forms.ChoiceField(
        label=_("Why"),
        choices=Shift.Why.choices,
        initial=Shift.Why.RAIN,
        widget=forms.RadioSelect,
    )


class TurnForm(forms.Form):
    """Who walks, and in which car."""

    member = forms.ModelChoiceField(label=_("Member"), queryset=Member.objects.none())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Member.objects.certified(on)


class ReasonForm(forms.Form):
    """Why."""

    reason = reason()
