from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from machimori_office.applications import personal, services
from machimori_office.applications.demanded import missing
from machimori_office.applications.models import Application, Paper
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move
from machimori_office.audit.models import Entry
from machimori_office.people.models import Role, Staff

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 x %%EOF"
MADE_BY = 0x010F


@pytest.fixture
def hand(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def received() -> Application:
    who, way = Who(name="本町会", address="本町1-1"), Application.Way.PAPER
    about = PROCEDURES["camera-grants"]
    return services.receive(about, who=who, answers={}, way=way, at=NOW)


def sent(hand: Client, made: Application, name: str, content: bytes, kind: str) -> int:
    file = SimpleUploadedFile(name, content)
    at = reverse("applications:attach", args=[made.pk])
    return hand.post(at, {"paper": file, "kind": kind}).status_code


def photo() -> bytes:
    exif = Image.Exif()
    exif[MADE_BY] = "a camera that knows where it is"
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_a_scan_serves_as_the_paper_that_was_demanded(hand: Client) -> None:
    made = received()
    assert sent(hand, made, "mitsumori.pdf", PDF, "estimate") == 302
    assert "estimate" not in [paper.id for paper in missing(made)]
    kept = Paper.objects.get()
    assert (kept.name, bytes(kept.content)) == ("mitsumori.pdf", PDF)
    page = hand.get(reverse("applications:paper", args=[kept.pk]))
    assert b"".join(page) == PDF


def test_a_photo_is_kept_without_its_traces(hand: Client) -> None:
    assert sent(hand, received(), "form.jpg", photo(), "") == 302
    kept = Paper.objects.get()
    assert b"a camera" not in bytes(kept.content)
    assert not Image.open(io.BytesIO(bytes(kept.content))).getexif()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.heic", b"\x00\x00\x00\x18ftypheic" + b"x" * 40),
        ("x.pdf", b"MZ\x90"),
        ("x.jpg", photo()[:200]),
        ("big.pdf", PDF + b"0" * 12_000_001),
    ],
)
def test_what_is_no_paper_is_refused_with_words(
    hand: Client, name: str, content: bytes
) -> None:
    made = received()
    at = reverse("applications:attach", args=[made.pk])
    answer = hand.post(at, {"paper": SimpleUploadedFile(name, content), "kind": ""})
    assert 'id="id_paper_error"' in answer.content.decode()
    assert not Paper.objects.exists()


def test_it_goes_with_the_application(hand: Client) -> None:
    made = received()
    sent(hand, made, "form.pdf", PDF, "")
    how = {"actor": "0f0f", "reason": "withdrawn", "at": NOW}
    made.refresh_from_db()
    services.move(made, Move.WITHDRAW, **how)
    assert sent(hand, made, "late.pdf", PDF, "") == 404
    personal.delete_due(NOW.replace(year=2031, month=5, day=10))
    assert Paper.objects.exists()
    personal.delete_due(NOW.replace(year=2031, month=5, day=12))
    assert not Paper.objects.exists()


def test_what_was_put_to_the_wrong_application_is_deleted_with_a_reason(
    hand: Client,
) -> None:
    made = received()
    sent(hand, made, "other.pdf", PDF, "")
    at = reverse("applications:take_away", args=[Paper.objects.get().pk])
    assert at in hand.get(reverse("applications:one", args=[made.pk])).content.decode()
    assert hand.post(at, {"reason": ""}).status_code == 200
    assert hand.post(at, {"reason": "of another application"}).status_code == 302
    assert not Paper.objects.exists()
    assert Entry.objects.latest("pk").action == "applications.paper_removed"
    assert hand.get(at).status_code == 404
