"""When it happens and whether it comes again, of the office's incidents."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.reading import incidents_of
from machimori_office.people.models import Role, Staff
from tests.machimori_office.analyses.lists import NOW, YEAR, kept_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def studied(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Analysis:
    browser = signed_in(colleague(Role.OPERATOR))
    half = {"first_on": YEAR["first_on"], "last_on": "2025-09-30"}
    sent = {"title": "いつ", "incidents": kept_list().pk, **half}
    assert browser.post(reverse("analyses:new_times"), sent).status_code == 302
    compute_next(lambda: NOW)
    found = Analysis.objects.get()
    assert found.state == Analysis.State.DONE, found.failure_en
    return found


def test_hours_days_and_repeats_of_the_days_asked_for_are_told(
    studied: Analysis,
) -> None:
    packed = studied.products.get(name="report.ja.html").packed
    page = zlib.decompress(bytes(packed)).decode()
    within = [
        one
        for one in incidents_of(studied.incidents)
        if str(one.when.day) <= "2025-09-30"
    ]
    assert 0 < len(within) < studied.incidents.count
    assert f">{len(within):,}<" in page
    for said in ("時台", "月", "同じ町丁目", "隣の町丁目", "999通り"):
        assert said in page


def test_it_is_for_the_office_and_on_paper_and_in_excel(studied: Analysis) -> None:
    assert studied.outside == Analysis.Outside.NEVER
    names = set(studied.products.values_list("name", flat=True))
    assert {"times.ja.pdf", "times.en.pdf", "times.xlsx"} <= names
    assert studied.done == studied.total > 1
