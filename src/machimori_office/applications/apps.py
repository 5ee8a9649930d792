"""What grants, supplies and loans share."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Applications(AppConfig):
    """Knows the procedures of all apps once they are loaded."""

    name = "machimori_office.applications"

    def ready(self) -> None:
        """Let each app name its procedures."""
        autodiscover_modules("procedures")
