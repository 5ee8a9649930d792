"""Telling the city of what was seen: without an account, a cookie or a program."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from machimori_office.concerns import links
from machimori_office.concerns.models import Concern, Photo, Reporter
from machimori_office.concerns.services import handling, showing
from machimori_office.inspections.models import Site
from machimori_office.limits.forms import opened_now
from machimori_office.outbox.models import Letter
from machimori_office.places import demo
from machimori_office.places.models import District
from machimori_office.public_site.concerns import plan
from machimori_office.web.tokens import signed
from machimori_office.web.words import VARIETIES

pytestmark = pytest.mark.django_db


def address(name: str, variety: str = "ja", **where: Any) -> str:
    return reverse(f"public:{name}", kwargs={"variety": variety, **where})


@pytest.fixture
def districts(db: None) -> list[District]:
    demo.fill(timezone.now())
    return list(District.objects.all())


def said(**more: Any) -> dict[str, Any]:
    filled = {
        "text": "生け垣が高い",
        "place_text": "本町の公園の角",
        "opened": opened_now(),
    }
    return {**filled, **more}


def send(resident: Client, *, kind: str = "hedge", **more: Any) -> Any:
    where = address("report", kind=kind)
    return resident.post(where, said(**{"send": "1", **more}))


def a_photo() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(target, "JPEG", exif=exif)
    return SimpleUploadedFile("a.jpg", target.getvalue(), "image/jpeg")


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_kind_can_be_chosen_in_every_variety(
    resident: Client, variety: str
) -> None:
    page = resident.get(address("concerns", variety)).content.decode()
    assert page.count("/concerns/new/") == 8
    assert "110" in page


def test_what_may_be_happening_now_says_110_first(resident: Client) -> None:
    page = resident.get(address("report", kind="person")).content.decode()
    assert "先に110番へ電話" in page


def test_a_report_is_shown_before_it_is_sent(resident: Client) -> None:
    answer = resident.post(address("report", kind="hedge"), said(next="1"))
    assert "生け垣が高い" in answer.content.decode()
    assert not Concern.objects.exists()


def test_a_report_is_kept_and_leads_to_its_page(resident: Client) -> None:
    answer = send(resident)
    found = Concern.objects.get()
    assert (found.kind, found.text, found.by) == ("hedge", "生け垣が高い", "resident")
    token = signed(links.SEEING, found.pk)
    assert answer["Location"] == address("concern", token=token)
    page = resident.get(answer["Location"])
    assert links.number_of(found) in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not resident.cookies


def test_pressing_twice_reports_once(resident: Client) -> None:
    opened = opened_now()
    first, second = (send(resident, opened=opened) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert Concern.objects.count() == 1


@pytest.mark.parametrize("missing", ["text", "place_text"])
def test_words_and_a_place_are_needed(resident: Client, missing: str) -> None:
    answer = resident.post(
        address("report", kind="hedge"), said(next="1", **{missing: ""})
    )
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_a_telephone_call_happens_nowhere(resident: Client) -> None:
    assert send(resident, kind="fraud", place_text="").status_code == 302


def test_a_program_that_fills_everything_in_is_refused(resident: Client) -> None:
    assert send(resident, website="https://x.example").status_code == 400
    assert not Concern.objects.exists()


def test_somebody_who_sends_too_often_is_told_to_wait(resident: Client) -> None:
    answers = [send(resident, text=f"街灯 {n}").status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_place_is_chosen_from_the_list(
    resident: Client, districts: list[District]
) -> None:
    Site.objects.create(code="midori-park", name="緑公園", district="midoricho")
    page = resident.get(address("report", kind="hedge")).content.decode()
    assert "緑公園" in page
    send(resident, site="midori-park", place_text="")
    found = Concern.objects.get()
    assert (found.site, found.district) == ("midori-park", "midoricho")


def test_pressing_the_plan_marks_a_spot_and_keeps_what_was_written(
    resident: Client, districts: list[District]
) -> None:
    where = address("report", kind="hedge")
    pressed = {"plan.x": "100", "plan.y": "80"}
    page = resident.post(where, said(**pressed)).content.decode()
    assert "生け垣が高い" in page
    assert "level=1" in page
    city = plan.view_of(districts, at=None, level=0)
    assert city is not None
    lon, lat = city.point(100, 80)
    assert f"{lon:.6f}" in page
    send(resident, lon=f"{lon:.6f}", lat=f"{lat:.6f}", place_text="")
    assert Concern.objects.get().lat == pytest.approx(lat, abs=1e-6)


def test_the_plan_pressed_by_keyboard_points_at_nothing(
    resident: Client, districts: list[District]
) -> None:
    pressed = said(**{"plan.x": "0", "plan.y": "0"})
    page = resident.post(address("report", kind="hedge"), pressed).content.decode()
    assert 'name="lon" value' not in page


def test_the_plan_is_drawn_from_the_citys_own_districts(
    resident: Client, districts: list[District]
) -> None:
    answer = resident.get(address("plan", "en"), {"lon": "139.5", "lat": "35.7"})
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "Honcho" in answer.content.decode() or "Hon-cho" in answer.content.decode()


@pytest.mark.parametrize("lon", ["nan", "inf", "1e9", "x", ""])
def test_nonsense_points_at_nothing(
    resident: Client, districts: list[District], lon: str
) -> None:
    where = address("plan")
    assert resident.get(where, {"lon": lon, "lat": "35.7"}).status_code == 200
    send(resident, lon=lon, lat="35.7")


def test_a_point_and_a_pixel_are_one_to_the_other() -> None:
    view = plan.View(139.5, 35.7, 0.04)
    assert view.pixel(*view.point(30, 200)) == pytest.approx((30, 200))


def test_a_picture_keeps_nothing_but_pixels(resident: Client) -> None:
    assert send(resident, picture_1=a_photo()).status_code == 302
    kept = Image.open(io.BytesIO(bytes(Photo.objects.get().jpeg)))
    assert not kept.getexif()
    assert b"Camera of somebody" not in bytes(Photo.objects.get().jpeg)


@pytest.mark.parametrize("variety", VARIETIES)
def test_what_is_no_picture_is_refused_with_words(
    resident: Client, variety: str
) -> None:
    sent = said(send="1", picture_1=SimpleUploadedFile("a.jpg", b"<svg/>"))
    answer = resident.post(address("report", variety, kind="hedge"), sent)
    told = {"en": "cannot be taken"}.get(variety, "受け取れません")
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Concern.objects.exists()


def test_an_address_is_confirmed_by_a_button(resident: Client) -> None:
    send(resident, mail="hana@carrier.example")
    found = Concern.objects.get()
    link = links.confirming(found, "ja")
    assert link in Letter.objects.get().text
    path = urlsplit(link).path
    resident.get(path)
    assert Reporter.objects.get().confirmed_at is None
    resident.post(path)
    assert Reporter.objects.get().confirmed_at is not None


def test_the_page_says_what_the_city_answered(resident: Client) -> None:
    send(resident)
    found = Concern.objects.get()
    handling.answer(found, said="剪定します", actor="clerk", at=timezone.now())
    token = signed(links.SEEING, found.pk)
    page = resident.get(address("concern", token=token)).content.decode()
    assert "剪定します" in page
    assert "clerk" not in page


def test_a_similar_one_nearby_is_told_of_without_its_words(
    resident: Client, districts: list[District]
) -> None:
    send(resident, text="前からある秘密の話", district="honcho")
    asked = said(next="1", district="honcho")
    page = resident.post(address("report", kind="hedge"), asked).content.decode()
    assert "もう受け付けています" in page
    assert "秘密の話" not in page


def test_everybody_reads_what_was_written_for_everybody_alone(
    resident: Client,
) -> None:
    send(resident, text="山田さんの家", picture_1=a_photo())
    found, photo = Concern.objects.get(), Photo.objects.get()
    now = timezone.now()
    handling.answer(found, said="切ります", actor="clerk", at=now)
    texts = {"text": "生け垣が高い所", "answer": "切りました"}
    showing.publish(found, **texts, actor="clerk", at=now)
    page = resident.get(address("concerns")).content.decode()
    assert "生け垣が高い所" in page
    assert "山田" not in page
    assert resident.get(address("picture", pk=photo.pk)).status_code == 404
    showing.publish(
        found, **texts, photos={photo.pk: "高い生け垣"}, actor="clerk", at=now
    )
    assert resident.get(address("picture", pk=photo.pk)).status_code == 200
