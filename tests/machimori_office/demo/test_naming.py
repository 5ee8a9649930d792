"""The made-up city bears its own name, and calls nobody's telephone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from machimori_office.alerts.reading import rules_at
from machimori_office.demo.naming import name_rules
from machimori_office.rules.models import Version
from machimori_office.rules.registry import subjects
from machimori_office.rules.services import current_text, rule
from machimori_office.seminars.terms import SeminarTerms
from machimori_office.web.words import JST

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=JST)
REAL = ("小金井", "こがねい", "042-387", "042-381")

pytestmark = pytest.mark.django_db


def test_no_rule_of_the_made_up_city_names_the_real_one() -> None:
    name_rules(NOW)
    for subject in subjects():
        held = str(vars(rule(subject.type, on=NOW.date())))
        assert not [word for word in (*REAL, "Koganei") if word in held], subject.name
    assert rules_at(NOW).service.name.en == "Hibari Safety Mail"


def test_the_example_stays_the_real_citys_and_its_figures_hold() -> None:
    example = rule(SeminarTerms, on=NOW.date())
    assert "042-387-9806" in example.contact.ja
    name_rules(NOW)
    assert "042-387-9806" not in rule(SeminarTerms, on=NOW.date()).contact.ja
    # What says nothing of a city but in a remark is not written anew.
    assert current_text("kinds", on=NOW.date()) is None
    assert current_text("seminars", on=date(2001, 4, 1))


def test_rules_are_named_once() -> None:
    name_rules(NOW)
    count = Version.objects.count()
    name_rules(NOW)
    assert Version.objects.count() == count
