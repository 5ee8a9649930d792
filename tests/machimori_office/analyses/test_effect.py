"""Whether a measure helped, of the office's incidents, beside a control."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from machimori.hotspots import Trial, weighted_displacement_difference
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.reading import incidents_of
from machimori_office.analyses.services import propose
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow
from tests.machimori_office.analyses.lists import MAKER, NOW, kept_list

pytestmark = pytest.mark.django_db
HALVES = {
    **{"first_on": "2025-04-01", "last_on": "2025-09-30"},
    **{"after_first_on": "2025-10-01", "after_last_on": "2026-03-31"},
}


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def asked(browser: Client, **more: object) -> dict[str, object]:
    sent = {"title": "灯りの効果", "incidents": kept_list().pk, **HALVES}
    blocks = {"treated": "緑町三丁目", "control": "東町3丁目\n"}
    return {**sent, **blocks, **more}


def test_a_measure_is_compared_with_its_control_block_by_block(browser: Client) -> None:
    sent = asked(browser)
    answer = browser.post(reverse("analyses:new_effect"), sent)
    assert answer.status_code == 302
    compute_next(lambda: NOW)
    found = Analysis.objects.get()
    assert found.state == Analysis.State.DONE, found.failure_en
    page = zlib.decompress(bytes(found.products.get(name="report.ja.html").packed))
    counts = [
        tuple(
            sum(
                one.where.block_name == name and first <= str(one.when.day) <= last
                for one in incidents_of(found.incidents)
            )
            for first, last in (
                (HALVES["first_on"], HALVES["last_on"]),
                (HALVES["after_first_on"], HALVES["after_last_on"]),
            )
        )
        for name in ("緑町3丁目", "東町3丁目")
    ]
    assert all(before + after for before, after in counts)
    for before, after in counts:
        assert f">{before}</td>" in page.decode()
        assert f">{after}</td>" in page.decode()
    assert found.products.filter(name="effect.ja.pdf").exists()
    assert browser.get(answer["Location"]).status_code == 200
    with pytest.raises(NotNow):
        propose(found, actor=MAKER, reason="出したい", at=NOW)


def test_periods_of_other_lengths_are_made_alike() -> None:
    # 30 in 10 weeks are as many as 60 in 20: no effect.
    trial = Trial(treated=(60, 30), control=(40, 20), weeks=(1.0, 0.5))
    assert weighted_displacement_difference(trial).incidents == pytest.approx(0.0)


def test_overlapping_periods_stand_in_the_form(browser: Client) -> None:
    sent = asked(browser, after_first_on="2025-09-30")
    answer = browser.post(reverse("analyses:new_effect"), sent)
    assert 'role="alert"' in answer.content.decode()
    assert not Analysis.objects.exists()


@pytest.mark.parametrize(
    ("control", "said"),
    [("東町33丁目", "もしかして"), ("緑町3丁目", "どちらか一方")],
)
def test_unknown_blocks_and_blocks_on_both_sides_are_told(
    browser: Client, control: str, said: str
) -> None:
    browser.post(reverse("analyses:new_effect"), asked(browser, control=control))
    compute_next(lambda: NOW)
    found = Analysis.objects.get()
    assert found.state == Analysis.State.FAILED
    assert said in found.failure_ja
    assert found.failure_en
