"""Incidents that the police passed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from machimori.formats.incidents import read_incident_lists
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import sheet_of
from machimori_office.audit.models import Entry
from machimori_office.concerns.incidents import services
from machimori_office.concerns.incidents.lists import as_csv
from machimori_office.concerns.models import Incident
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import RowChanged
from tests.machimori_office.concerns.reported import CLERK, NOW

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "approach",
    "happened_on": date(2026, 11, 18),
    "hour": 16,
    "block": "本町二丁目",
    "district": "honcho",
    "source": "小金井警察署",
}


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def entered(**how: object) -> Incident:
    return services.enter({**SAID, **how}, actor=CLERK, at=NOW)


def test_the_library_reads_the_list_that_goes_out(tmp_path: Path) -> None:
    entered()
    entered(kind="bicycle_theft", hour=None, is_attempt=True)
    file = tmp_path / "incidents.csv"
    file.write_bytes(as_csv(Incident.objects.order_by("pk"), services.terms_on(NOW)))
    read = read_incident_lists([file]).incidents.items
    assert [one.kind for one in read] == ["approach", "bicycle_theft"]
    assert [one.when.day for one in read] == [date(2026, 11, 18)] * 2
    assert [one.when.hour for one in read] == [16, None]
    assert [one.is_attempt for one in read] == [False, True]
    assert {one.where.block_name for one in read} == {"本町二丁目"}
    assert {one.where.municipality_code for one in read} == {"13210"}


def test_an_incident_is_entered_and_corrected(clerk: Client) -> None:
    said = {**SAID, "district": "", "happened_on": "2026-11-18"}
    assert clerk.post(reverse("concerns:enter_incident"), said).status_code == 302
    found = Incident.objects.get()
    address = reverse("concerns:correct_incident", args=[found.pk])
    fields = {**said, "hour": "17", "reason": "時刻の訂正"}
    assert clerk.post(address, fields).status_code == 302
    assert Incident.objects.get().hour == 17


@pytest.mark.parametrize("block", ["本町2-3-4", "山田さん宅前", "緑小学校前"])
def test_no_block_names_a_house_a_person_or_a_school(clerk: Client, block: str) -> None:
    said = {**SAID, "district": "", "happened_on": "2026-11-18", "block": block}
    assert clerk.post(reverse("concerns:enter_incident"), said).status_code == 200
    assert not Incident.objects.exists()


def test_a_withdrawn_incident_is_in_no_list(clerk: Client) -> None:
    found = entered()
    address = reverse("concerns:withdraw_incident", args=[found.pk])
    assert clerk.post(address, {"reason": "重複のため"}).status_code == 302
    page = clerk.get(reverse("concerns:incidents")).content.decode()
    assert "本町二丁目" not in page
    with pytest.raises(RowChanged):
        services.withdraw(found, actor=CLERK, reason="もう一度", at=NOW)


def test_a_draft_holds_what_is_known_of_the_incident(clerk: Client) -> None:
    found = entered(district="")
    answer = clerk.post(reverse("alerts:from_incident", args=[found.pk]))
    alert = Alert.objects.get()
    assert answer["Location"] == reverse("alerts:edit", args=[alert.pk])
    sheet = sheet_of(alert)
    assert (sheet.what.ja, sheet.where.ja) == ("声かけ", "本町二丁目")
    assert sheet.category == "city/child-safety/approach"
    assert sheet.happened_at is not None


def test_a_draft_says_no_time_that_nobody_knows(clerk: Client) -> None:
    clerk.post(reverse("alerts:from_incident", args=[entered(hour=None).pk]))
    assert sheet_of(Alert.objects.get()).happened_at is None


def test_taking_the_file_out_is_audited(clerk: Client) -> None:
    entered()
    answer = clerk.get(reverse("concerns:incidents"), {"as": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert Entry.objects.filter(action="concerns.incidents_exported").count() == 1
