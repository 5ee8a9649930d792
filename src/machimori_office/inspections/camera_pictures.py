"""Pictures of what a camera covers, where its place is in the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from machimori.guidelines import shipped_catalogue
from machimori.language import Language
from machimori.reports.plan.cameras import CameraPicture, camera_picture
from machimori_office.inspections import scenes
from machimori_office.inspections.models import Fixture, Site


def pictures_of(element: str) -> Sequence[str]:
    """Return the address of the picture of a camera that stands in a scene."""
    held = Fixture.objects.filter(element=element, is_current=True, site__isnull=False)
    codes = held.values_list("site__code", flat=True)
    return [
        reverse("inspections:camera_picture", args=[code, element]) for code in codes
    ]


def picture(
    site: Site, element: str, *, on: date, language: Language
) -> CameraPicture | None:
    """Draw it on the newest scene; None where the map does not say enough."""
    newest = site.scenes.first()
    if newest is None:
        return None
    scene = scenes.read(scenes.content_of(newest))
    camera = scene.by_id.get(element)
    if camera is None or camera.kind != "camera":
        return None
    return camera_picture(scene, camera, shipped_catalogue(), on=on, language=language)
