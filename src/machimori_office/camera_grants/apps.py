"""Grants for cameras, and the register."""

from __future__ import annotations

from django.apps import AppConfig


class CameraGrants(AppConfig):
    """Holds the sums of grants and the cameras."""

    name = "machimori_office.camera_grants"
