"""A camera of the register that stands in a scene shows what it covers."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.camera_grants.models import Camera
from machimori_office.camera_grants.services import change, register
from machimori_office.inspections import services
from machimori_office.inspections.models import Site
from machimori_office.people.models import Role, Staff
from tests.machimori_office.inspections.park import NOW, STAFF, TODAY, feature, scene

pytestmark = pytest.mark.django_db

HOW = {"actor": STAFF, "reason": "put up", "at": NOW}


def with_camera(**other: object) -> None:
    document = json.loads(scene())
    told = {"azimuth_deg": 180, "horizontal_fov_deg": 80, "range_m": 15, **other}
    at = {"type": "Point", "coordinates": [20, 16]}
    document["features"].append(feature("cam", "camera", at, height_m=4, **told))
    site = Site(code="momiji", name="もみじ公園", places=["park"])
    services.register(site, json.dumps(document).encode(), **HOW)


def in_register(element: str = "cam") -> Camera:
    camera = Camera(
        code="P-1", owner="public", place="公園", element=element, installed_on=TODAY
    )
    return register(camera, **HOW)


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def page(clerk: Client, camera: Camera) -> dict:
    path = reverse("camera_grants:camera", args=[camera.pk])
    return clerk.get(path).context


def test_the_page_shows_the_plan_where_the_camera_is_in_a_scene(clerk: Client) -> None:
    with_camera()
    (address,) = page(clerk, in_register())["pictures"]
    picture = clerk.get(address)
    assert picture["Content-Type"] == "image/svg+xml"
    assert "カメラに写る所" in picture.content.decode()


def test_one_in_no_scene_has_no_picture(clerk: Client) -> None:
    with_camera()
    assert page(clerk, in_register("elsewhere"))["pictures"] == []


def test_a_map_that_does_not_say_how_far_it_looks_gives_no_plan(clerk: Client) -> None:
    with_camera(range_m=None)
    path = reverse("inspections:camera_picture", args=["momiji", "cam"])
    assert clerk.get(path).status_code == 404


def test_the_history_names_what_was_changed(clerk: Client) -> None:
    camera = in_register()
    seen = Camera.objects.get(pk=camera.pk)
    told = {"manager": "公園係", "place": camera.place}
    change(seen, told, actor=STAFF, reason="係が替わった", at=NOW)
    newest, first = page(clerk, camera)["history"]
    assert (newest.reason, newest.fields) == ("係が替わった", "管理する人")
    assert first.fields == ""
