"""What the search finds among the cameras of the register."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.camera_grants.models import Camera
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the cameras whose code, place, group or manager has all the words."""
    if not may(staff, Act.SEE_SUPPORT):
        return
    named = sought.within("code", "place", "group", "manager")
    for camera in Camera.objects.filter(named)[:limit]:
        yield Hit(
            title=" ".join(filter(None, (camera.code, camera.place, camera.group))),
            what=_("Register of cameras"),
            url=reverse("camera_grants:camera", args=[camera.pk]),
            on=camera.installed_on,
            among=reverse("camera_grants:cameras"),
        )
