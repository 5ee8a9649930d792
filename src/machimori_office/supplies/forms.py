"""What a clerk types in about equipment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.supplies.terms import Kind
from machimori_office.web.fields import PastDay, reason
from machimori_office.web.speaking import spoken_words

MOST = 10_000


def _count(label: str, left: int, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=False,
        initial=initial or None,
        help_text=_("In stock: %(n)s") % {"n": left},
    )


class HandOverForm(forms.Form):
    """How many of each kind, and when."""

    on = PastDay(label=_("Handed over on"), initial=timezone.localdate)

    def __init__(
        self, *args: Any, kinds: tuple[Kind, ...], stock: dict[str, int], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        for kind in kinds:
            unit = f" ({kind.counter})" if kind.counter else ""
            label = f"{spoken_words(kind.name)}{unit}"
            self.fields[f"k_{kind.id}"] = _count(label, stock.get(kind.id, 0), 0)

    def counts(self) -> dict[str, int]:
        """Return how many of each kind were chosen."""
        return {
            name.removeprefix("k_"): value or 0
            for name, value in self.cleaned_data.items()
            if name.startswith("k_")
        }


class CountForm(forms.Form):
    """How many of a kind there are now."""

    count = forms.IntegerField(label=_("There are now"), min_value=0, max_value=MOST)
    reason = reason()
