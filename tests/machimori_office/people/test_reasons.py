"""Whoever is asked why, in whatever form, cannot write a name into the audit."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

import machimori_office
from machimori_office.web.fields import reason

SOURCES = Path(machimori_office.__file__).parent
NO_REASON_FOR_THE_AUDIT = {
    # A word for those who walk, and grounds that stand with what was decided.
    "machimori_office.walks.forms.SpotForm.reason",
    "machimori_office.inspections.decisions.forms.DecideForm.reason",
    "machimori_office.contests.forms.TieForm.because",
    "machimori_office.applications.forms.FindingForm.because",
    # For residents: the reason for the audit is a field beside it.
    "machimori_office.seminars.forms.CallOffForm.because",
}


def _forms() -> Iterator[type[forms.Form]]:
    for file in sorted(SOURCES.rglob("*.py")):
        if "Form(" in file.read_text("utf-8"):
            where = file.relative_to(SOURCES.parent).with_suffix("")
            module = importlib.import_module(".".join(where.parts))
            of_it = (one for one in vars(module).values() if _is_form(one))
            yield from (one for one in of_it if one.__module__ == module.__name__)


def _is_form(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, forms.BaseForm)


def _fields() -> Iterator[tuple[str, forms.Field]]:
    for form in _forms():
        for name, field in form.base_fields.items():
            if _ASKS_WHY.search(name) and isinstance(field, forms.CharField):
                yield f"{form.__module__}.{form.__qualname__}.{name}", field


_ASKS_WHY = re.compile("reason|because|why")
FIELDS = dict(_fields())


def test_the_forms_that_ask_why_are_known() -> None:
    assert len(FIELDS) > 40
    assert set(FIELDS) >= NO_REASON_FOR_THE_AUDIT


@pytest.mark.parametrize("field", sorted(FIELDS.keys() - NO_REASON_FOR_THE_AUDIT))
def test_every_form_that_asks_why_refuses_a_name(field: str) -> None:
    asked = FIELDS[field]
    for named in (
        "田中さんの申し出のため",
        "042-123-4567 へ電話",
        "taro@example.jp へ",
    ):
        with pytest.raises(forms.ValidationError):
            asked.clean(named)
    assert asked.clean("自治会の方の申し出のため")


def test_a_template_that_asks_why_uses_the_field() -> None:
    """No page writes the field by hand, past what it refuses."""
    by_hand = [
        str(page.relative_to(SOURCES))
        for page in SOURCES.rglob("*.html")
        if 'name="reason"' in page.read_text("utf-8")
    ]
    assert by_hand == []


def test_the_field_says_what_to_leave_out() -> None:
    with pytest.raises(forms.ValidationError, match="名前は書かないで"):
        reason().clean("田中さんの申し出")
