"""Which sheet, for which kind of place."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from machimori_office.desk.posters import sheets


class SheetForm(forms.Form):
    """What to print."""

    sheet = forms.ChoiceField(
        label=_("Sheet"),
        choices=[
            ("a4", _("Poster, A4")),
            ("a3", _("Poster, A3")),
            ("cards", _("Eight cards to cut out, A4")),
        ],
    )
    place = forms.ChoiceField(label=_("Where it will be"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        language = "en" if get_language() == "en" else "ja"
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (key, names[language]) for key, names in sheets.places().items()
        ]
