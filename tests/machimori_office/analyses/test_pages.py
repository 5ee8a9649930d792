"""The forms: a list is read, an analysis asked for; what is wrong stands in them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from machimori_office.analyses import demo
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.models import Analysis, IncidentList
from machimori_office.people.models import Role, Staff
from tests.machimori_office.analyses.lists import NOW, YEAR, kept_list, map_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def test_a_list_is_read_on_the_page(browser: Client) -> None:
    sent = {
        "name": "自転車盗",
        "incidents": SimpleUploadedFile("a.csv", demo._thefts()),
        "blocks": SimpleUploadedFile("b.geojson", demo._blocks()),
    }
    answer = browser.post(reverse("analyses:new_list"), sent)
    kept = IncidentList.objects.get()
    assert answer["Location"] == reverse("analyses:incident_list", args=[kept.pk])
    page = browser.get(answer["Location"]).content.decode()
    assert "a.csv" in page


def test_a_file_that_is_no_list_is_refused_in_the_form(browser: Client) -> None:
    sent = {"name": "x", "incidents": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}
    answer = browser.post(reverse("analyses:new_list"), sent)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not IncidentList.objects.exists()


def test_an_analysis_is_asked_for_and_its_days_are_checked(browser: Client) -> None:
    sent = {"title": "調べ", "incidents": kept_list().pk, "periods": 1, **YEAR}
    backwards = {**sent, "first_on": "2026-04-01"}
    address = reverse("analyses:new_hot_blocks")
    form = browser.get(address).content.decode()
    # Of the list, and of what the register may hold.
    assert form.count('name="kinds"') == 1 + 3
    assert browser.post(address, backwards).status_code == 200
    assert not Analysis.objects.exists()
    answer = browser.post(address, sent)
    asked = Analysis.objects.get()
    assert answer["Location"] == reverse("analyses:one", args=[asked.pk])
    assert "調べ" in browser.get(answer["Location"]).content.decode()


def test_hot_spots_tell_what_changed_and_what_stays(browser: Client) -> None:
    half = {"first_on": "2025-10-01", "last_on": "2026-03-31"}
    sent = {"title": "x", "incidents": kept_list().pk, "periods": 3, **half}
    earlier = {"before_first_on": "2025-04-01", "before_last_on": "2025-09-30"}
    address = reverse("analyses:new_hot_blocks")
    for wrong in (
        {"before_first_on": "2025-04-01"},
        {**earlier, "before_last_on": "2025-10-01"},
        {**earlier, "before_last_on": "2025-03-01"},
    ):
        answer = browser.post(address, {**sent, **wrong})
        assert 'role="alert"' in answer.content.decode()
    assert not Analysis.objects.exists()
    browser.post(address, {**sent, **earlier})
    compute_next(lambda: NOW)
    made = Analysis.objects.get()
    assert made.state == Analysis.State.DONE, made.failure_en
    packed = made.products.get(name="report.en.html").packed
    page = zlib.decompress(bytes(packed)).decode()
    assert "change" in page
    assert re.search("persistent|fading|new", page)


def test_a_safety_map_is_asked_for_with_its_files(browser: Client) -> None:
    files = map_files()
    sent = {"title": "マップ", "material": SimpleUploadedFile("m.zip", files)}
    browser.post(reverse("analyses:new_safety_map"), sent)
    assert bytes(Analysis.objects.get().material) == files


def test_the_lists_ask_few_queries_and_never_for_what_is_packed(
    browser: Client, django_assert_max_num_queries: Callable
) -> None:
    kept_list()
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("analyses:incident_lists")).status_code == 200
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("analyses:list")).status_code == 200
