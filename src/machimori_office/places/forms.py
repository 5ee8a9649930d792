"""What staff fill in about districts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori_office.people.forms import ReasonForm
from machimori_office.places.boundaries import MAPS, TABLES
from machimori_office.places.models import District

MOST_BYTES = 20_000_000


class DistrictForm(ReasonForm):
    """Names of a district, and where it stands in the list."""

    name_ja = forms.CharField(label=_("What it is called"), max_length=40)
    name_easy = forms.CharField(
        label=_("Name in plain Japanese"),
        max_length=80,
        required=False,
        help_text=_("With its reading in brackets, for children and learners."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    position = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=9999, initial=0
    )
    is_current = forms.BooleanField(
        label=_("Residents can choose it"), required=False, initial=True
    )
    field_order = (
        "code",
        "name_ja",
        "name_easy",
        "name_en",
        "position",
        "is_current",
        "reason",
    )

    def fields_of_district(self) -> dict[str, object]:
        """Return what the model holds of what was filled in."""
        names = ("name_ja", "name_easy", "name_en", "position", "is_current")
        return {name: self.cleaned_data[name] for name in names}


class NewDistrictForm(DistrictForm):
    """A district that the office does not have yet."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_(
            "Small letters and digits. It stays for good: choices refer to it."
        ),
    )

    def clean_code(self) -> str:
        """Refuse a code that a district has."""
        code: str = self.cleaned_data["code"].lower()
        if code in ("add", "import") or District.objects.filter(code=code).exists():
            raise forms.ValidationError(_("This code is taken."))
        return code


class FileForm(forms.Form):
    """A file of districts."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A table (.csv, .xlsx) or a GeoJSON, up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(TABLES + MAPS)}),
    )
    unites_chome = forms.BooleanField(
        label=_("Make one district of all chome of a town"), required=False
    )

    def clean_file(self) -> object:
        """Refuse what is too large to look at."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


class ApplyForm(ReasonForm):
    """Doing what was looked at."""

    retires_missing = forms.BooleanField(
        label=_("Take districts that the file lacks off the residents' list"),
        required=False,
    )
