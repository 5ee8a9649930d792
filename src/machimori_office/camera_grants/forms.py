"""What a clerk types in about grants and cameras."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.camera_grants.models import Camera, Disclosure
from machimori_office.web.fields import DayInput, PastDay, reason

MOST_YEN = 1_000_000_000
MOST_PARTIES = 20


class SumsForm(forms.Form):
    """The cost that counts, and who applies together."""

    cost_yen = forms.IntegerField(
        label=_("Cost that counts (yen)"), min_value=0, max_value=MOST_YEN
    )
    bodies = forms.CharField(
        label=_("Bodies that apply together, and their cameras"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "One a line, with the number of cameras behind a comma: 本町一丁目町会, 4"
        ),
    )

    def clean_bodies(self) -> dict[str, int]:
        """Take the lines apart; every fault is named with its line."""
        bodies: dict[str, int] = {}
        faults = []
        lines = self.cleaned_data["bodies"].splitlines()
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            name, count = _apart(line)
            if not name or count is None or name in bodies:
                told = {"n": number, "line": line.strip()[:40]}
                faults.append(str(_FAULT % told))
            else:
                bodies[name] = count
        if not faults and not sum(bodies.values()):
            faults.append(str(_("At least one camera is needed.")))
        if len(bodies) > MOST_PARTIES:
            faults.append(str(_("So many bodies cannot apply together.")))
        if faults:
            raise forms.ValidationError(faults)
        return bodies


_FAULT = _(
    "Line %(n)s, “%(line)s”: write a name, a comma and a number, each name once."
)


def _apart(line: str) -> tuple[str, int | None]:
    name, _comma, count = line.replace("、", ",").replace("，", ",").rpartition(",")
    written = count.strip().removesuffix("台")
    fits = written.isdecimal() and len(written) < 4
    return name.strip()[:80], int(written) if fits else None


class CompletionForm(forms.Form):
    """What the work cost in the end, and when it was done."""

    final_cost_yen = forms.IntegerField(
        label=_("Final cost (yen)"), min_value=0, max_value=MOST_YEN
    )
    on = PastDay(label=_("Completed on"), initial=timezone.localdate)


class DayForm(forms.Form):
    """When it was."""

    on = PastDay(label=_("Day"), initial=timezone.localdate)


class CameraForm(forms.ModelForm):  # type: ignore[type-arg]
    """A camera of the register."""

    reason = reason()

    class Meta:
        model = Camera
        fields = [
            "code",
            "owner",
            "group",
            "place",
            "longitude",
            "latitude",
            "element",
            "covers",
            "manager",
            "has_sign",
            "has_rules",
            "retention_days",
            "installed_on",
            "removed_on",
        ]
        widgets = {"installed_on": DayInput, "removed_on": DayInput}
        help_texts = {"manager": _("The office or post, not the person.")}

    def told(self) -> dict[str, Any]:
        """Return what was typed about the camera itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DisclosureForm(forms.ModelForm):  # type: ignore[type-arg]
    """A request for pictures."""

    class Meta:
        model = Disclosure
        fields = [
            "asked_on",
            "asked_by",
            "ground",
            "pictures_from",
            "pictures_to",
            "outcome",
            "decided_on",
        ]
        widgets = {
            "asked_on": DayInput,
            "decided_on": DayInput,
            "pictures_from": forms.DateTimeInput(attrs={"type": "datetime-local"}),
            "pictures_to": forms.DateTimeInput(attrs={"type": "datetime-local"}),
        }
        help_texts = {"asked_by": _("The office, not the person.")}

    def clean(self) -> dict[str, Any]:
        """Hold the span of pictures to its order."""
        told = super().clean() or {}
        begins, ends = told.get("pictures_from"), told.get("pictures_to")
        if begins and ends and ends < begins:
            self.add_error("pictures_to", _("This is before the beginning."))
        return told
