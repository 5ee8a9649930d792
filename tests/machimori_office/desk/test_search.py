"""One search over all duties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from machimori_office.camera_grants.models import Camera
from machimori_office.desk.search.finding import ENOUGH, found_by
from machimori_office.outbox.models import Address
from machimori_office.people.models import Role, Staff
from machimori_office.places.models import District
from machimori_office.records.services import Done, append_all
from machimori_office.web.searching import Sought
from tests.machimori_office.recorders.lending import NOW, TODAY, applied, lent, stocked

SEARCH = "/search/"


@pytest.fixture
def clerk(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR, "tanaka")


@pytest.fixture
def viewer(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.VIEWER, "ito")


def titles(staff: Staff, typed: str) -> list[str]:
    kinds = found_by(staff, Sought.typed(typed))
    return [str(hit.title) for kind in kinds for hit in kind.hits]


@pytest.mark.parametrize("typed", ["録8-1", "録８－１", "録 8‐1", "8ー1", " 録8−1 "])
def test_a_number_finds_its_application(clerk: Staff, typed: str) -> None:
    applied()
    applied("石川 正")
    assert titles(clerk, typed) == ["録8-1 青木 ハナ"]


@pytest.mark.parametrize("typed", ["青木", "青木ハナ", "青木　はな", "ﾊﾅ 青木"])
def test_a_name_is_found_however_it_is_written(clerk: Staff, typed: str) -> None:
    applied()
    applied("石川 正")
    assert titles(clerk, typed) == ["録8-1 青木 ハナ"]


def test_names_are_found_only_by_who_handles_support(
    clerk: Staff, viewer: Staff
) -> None:
    applied()
    assert titles(clerk, "青木")
    assert not titles(viewer, "青木")


@pytest.mark.parametrize("typed", ["TR-0012", "tr-0012", "ＴＲ－００１２"])
def test_a_serial_number_finds_the_recorder(clerk: Staff, typed: str) -> None:
    stocked("TR-0011", "TR-0012")
    assert titles(clerk, typed) == ["TR-0012 (在庫)"]


def test_what_stands_there_in_full_width_is_found_too(clerk: Staff) -> None:
    stocked("ＴＲ－０１２")
    assert len(titles(clerk, "TR-012")) == 1


@pytest.mark.parametrize("typed", ["tr_1", "tr%2", "tr\\3"])
def test_a_sign_that_databases_read_otherwise_stands_for_itself(
    clerk: Staff, typed: str
) -> None:
    stocked("TR_1", "TR%2", "TR\\3", "TRx1", "TRx2", "TRx3")
    assert len(titles(clerk, typed)) == 1


def test_a_subscriber_is_found_only_by_the_whole_address(clerk: Staff) -> None:
    about = {"domain": "au.example", "created_at": timezone.now()}
    Address.objects.create(address="Haru@au.example", key="haru@au.example", **about)
    assert titles(clerk, "haru@au.example") == ["Haru@au.example"]
    assert not titles(clerk, "haru@au")
    assert not titles(clerk, "haru")


@pytest.mark.parametrize("typed", ["DONE", "公園係", "高さ 公園係", "1.2m", "切った"])
def test_a_record_is_found_by_whatever_it_says(clerk: Staff, typed: str) -> None:
    usual = Done(
        activity="prune", subjects=["s"], on=TODAY, duty="records", by="公園係"
    )
    said = replace(usual, result="高さ1.2m", note="切った")
    append_all([usual, said], actor="x", at=NOW)
    found = [hit for kind in found_by(clerk, Sought.typed(typed)) for hit in kind.hits]
    assert len(found) == (2 if typed == "公園係" else 1)


def test_districts_and_rules_are_found_by_everybody(viewer: Staff) -> None:
    District.objects.create(code="honcho", name_ja="本町")
    assert titles(viewer, "本町") == ["本町"]
    assert "防犯資機材の支給" in titles(viewer, "資機材")


def test_nothing_typed_finds_nothing(clerk: Staff) -> None:
    applied()
    assert titles(clerk, " 　 ") == []


def test_a_character_that_no_database_keeps_is_no_fault(clerk: Staff) -> None:
    assert titles(clerk, "a\0b%_'") == []


def test_so_many_are_shown_and_the_list_is_offered(
    clerk: Staff, signed_in: Callable[..., Client]
) -> None:
    stocked(*(f"TR-{n:03}" for n in range(ENOUGH + 5)))
    (kind,) = found_by(clerk, Sought.typed("TR-"))
    assert (len(kind.hits), kind.has_more) == (ENOUGH, True)
    shown = signed_in(clerk).post(SEARCH, {"sought": "TR-"}).content.decode()
    assert reverse("recorders:devices") in shown


def test_the_number_of_queries_does_not_grow(
    clerk: Staff, django_assert_num_queries: Any
) -> None:
    def fill(n: int) -> None:
        Camera.objects.bulk_create(
            Camera(code=f"c{n}-{i}", owner="public", place="本町", installed_on=TODAY)
            for i in range(8)
        )

    with CaptureQueriesContext(connection) as few:
        titles(clerk, "本町")
    for n in range(3):
        fill(n)
        lent(f"本町-{n}")
    with django_assert_num_queries(len(few)):
        assert len(titles(clerk, "本町")) > ENOUGH


def test_what_is_sought_never_stands_in_an_address(
    clerk: Staff, signed_in: Callable[..., Client]
) -> None:
    applied()
    browser = signed_in(clerk)
    assert "青木" not in browser.get(f"{SEARCH}?sought=青木").content.decode()
    page = browser.get("/").content.decode()
    assert f'<form method="post" action="{SEARCH}"' in page
    assert browser.post(SEARCH, {"sought": "青木"})["Cache-Control"] == "no-store"


def test_what_somebody_typed_is_shown_as_words(
    clerk: Staff, signed_in: Callable[..., Client]
) -> None:
    typed = {"sought": '"><script>alert(1)</script>'}
    assert "<script" not in signed_in(clerk).post(SEARCH, typed).content.decode()
