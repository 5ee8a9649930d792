"""A city's own rules."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Rules(AppConfig):
    """Knows the rules of all apps once they are loaded."""

    name = "machimori_office.rules"

    def ready(self) -> None:
        """Let each app name its rules."""
        autodiscover_modules("city_rules")
