"""What a clerk types in about places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Site
from machimori_office.web.fields import reason

_TAKEN = ("new", "figures", "tasks", "decisions", "checks", "rounds", "photos")
MOST_BYTES = 20_000_000


class SceneFile(forms.FileField):
    """A GeoJSON scene."""

    def __init__(self, **how: Any) -> None:
        super().__init__(
            label=_("Scene (GeoJSON)"),
            help_text=_("As “machimori import” or QGIS writes it, up to 20 MB."),
            **how,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large before it is read."""
        file = super().clean(data, initial)
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A place and its scene."""

    scene = SceneFile()
    reason = reason()

    class Meta:
        model = Site
        fields = ["code", "name", "district", "keeper"]

    def clean_code(self) -> str:
        """Refuse a code under which another page stands."""
        code: str = self.cleaned_data["code"]
        if code in _TAKEN:
            raise forms.ValidationError(_("This word is taken."))
        return code


class SceneForm(forms.Form):
    """A newer scene of a place."""

    scene = SceneFile()
    reason = reason()
