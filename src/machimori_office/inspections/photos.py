"""Keeping a picture that was taken on site."""

from __future__ import annotations

from datetime import datetime

from machimori_office.inspections.models import Photo
from machimori_office.web.pictures import Picture


def keep(picture: Picture | None, *, at: datetime) -> Photo | None:
    """Write a picture that was cleaned already; None stays None."""
    if picture is None:
        return None
    return Photo.objects.create(
        jpeg=picture.content,
        width_px=picture.width_px,
        height_px=picture.height_px,
        taken_at=at,
    )
