"""The office's own register as input: who reported, where, when, and nobody."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.analyses import demo
from machimori_office.analyses.computing import compute_next
from machimori_office.analyses.models import Analysis, IncidentList
from machimori_office.analyses.reading import incidents_of, read_boundaries
from machimori_office.analyses.register import (
    PATROLS,
    POLICE,
    REPORTS,
    Wanted,
    read_register,
)
from machimori_office.concerns.incidents import services as incidents
from machimori_office.concerns.models import Concern
from machimori_office.concerns.models import Incident as PassedOn
from machimori_office.concerns.services import handling
from machimori_office.concerns.services.receiving import Report, receive
from machimori_office.people.models import Role, Staff
from tests.machimori_office.analyses.lists import MAKER, NOW, kept_list

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 20)
APRIL = Wanted(first_on=date(2026, 4, 1), last_on=date(2026, 4, 30))
INSIDE = (demo._WEST + 0.002, demo._SOUTH + 0.002)
"""A point in 本町1丁目."""


def told(block: str = "東町三丁目", **said: object) -> PassedOn:
    row = {"kind": "bicycle_theft", "happened_on": DAY, "block": block, **said}
    return incidents.enter({"source": "署", **row}, actor=MAKER, at=NOW)


def reported(
    by: Concern.By = Concern.By.RESIDENT, kind: str = "person", **said: object
) -> Concern:
    at = {"lon": INSIDE[0], "lat": INSIDE[1], "seen_on": DAY, **said}
    text = "山田花子さんが見た"
    return receive(Report(kind=kind, text=text, by=by, **at), at=NOW)  # type: ignore[arg-type]


def read(wanted: Wanted = APRIL):  # type: ignore[no-untyped-def]
    blocks = read_boundaries([("b.geojson", demo._blocks())])
    return read_register(wanted, blocks, at=NOW)


def test_what_was_named_and_what_lies_at_a_point_come_into_their_blocks() -> None:
    told()
    reported()
    taken = read()
    by_id = {one.id: one for one in taken.incidents}
    assert by_id["police-1"].where.block_name == "東町三丁目"
    assert by_id["reports-1"].where.block_name == "本町1丁目"
    assert by_id["reports-1"].kind == "suspicious_behaviour"
    assert None not in {one.where.block for one in taken.incidents}
    assert len(taken.incidents.blocks) == 30


def test_no_person_no_word_and_no_point_is_kept() -> None:
    told()
    concern = reported()
    kept = zlib.decompress(read().packed).decode()
    assert "山田" not in kept
    assert str(concern.pk) not in kept
    assert f"{INSIDE[0]:.3f}" not in kept.split("incident")[-1]
    assert '"Point"' not in kept


def test_what_patrols_found_is_kept_apart() -> None:
    reported(Concern.By.PATROL)
    reported()
    taken = read()
    known = {one.id: one.known_by for one in taken.incidents}
    assert known == {"patrols-1": "found_on_patrol", "reports-1": "reported"}
    assert taken.account["register"]["of"] == {POLICE: 0, REPORTS: 1, PATROLS: 1}
    only = Wanted(first_on=DAY, last_on=DAY, whose=(PATROLS,))
    assert [one.id for one in read(only).incidents] == ["patrols-1"]


def test_what_has_no_place_or_no_day_is_counted_and_said() -> None:
    told("どこにもない町")
    reported(lon=None, lat=None)
    reported(seen_on=None)
    recent = Wanted(first_on=DAY, last_on=date(2026, 5, 31))
    account = read(recent).account
    assert account["register"]["placeless"] == 2
    assert account["register"]["undated"] == 1
    assert account["unknown"][0]["count"] == 1


def test_withdrawn_merged_and_set_aside_ones_are_none_and_other_kinds_neither() -> None:
    incidents.withdraw(told(), actor=MAKER, reason="取り違え", at=NOW)
    aside, first, second = reported(), reported(), reported()
    handling.set_aside(aside, actor=MAKER, reason="いたずら", at=NOW)
    handling.merge(second, into=first, actor=MAKER, reason="同じこと", at=NOW)
    reported(kind="lamp")
    told(happened_on=DAY - timedelta(days=60))
    assert [one.id for one in read().incidents] == ["reports-1"]
    thefts = Wanted(first_on=DAY, last_on=DAY, kinds=("bicycle_theft",))
    assert not len(read(thefts).incidents)


def test_a_study_of_the_register_is_asked_for_in_the_form_and_can_be_repeated(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(colleague(Role.OPERATOR))
    for _ in range(4):
        told()
    reported(Concern.By.PATROL)
    address = reverse("analyses:new_hot_blocks")
    sent = {
        **{"title": "調べ", "incidents": "", "whose": [POLICE, PATROLS]},
        **{"first_on": "2026-04-01", "last_on": "2026-04-30", "periods": 1},
    }
    refused = browser.post(address, sent)
    assert 'role="alert"' in refused.content.decode()
    assert not IncidentList.objects.exists()
    kept_list()
    page = browser.post(address, sent)["Location"]
    assert compute_next(lambda: NOW) is not None
    first = Analysis.objects.get()
    assert first.state == Analysis.State.DONE, first.failure_en
    assert first.incidents.origin == "register"
    assert "巡回中に見つけた1件" in first.notes[-1]["ja"]
    taken = reverse("analyses:incident_list", args=[first.incidents.pk])
    assert browser.get(taken).status_code == 200
    # The register changes; what was kept does not.
    told()
    assert browser.post(f"{page}again/").status_code == 302
    compute_next(lambda: NOW)
    found, same = (
        zlib.decompress(bytes(one.products.get(name="hot-spots.geojson").packed))
        for one in Analysis.objects.order_by("asked_at")
    )
    assert found == same
    assert len(incidents_of(first.incidents)) == 5
