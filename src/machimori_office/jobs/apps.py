"""Work that comes round by the clock."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Jobs(AppConfig):
    """Knows the jobs of all apps once they are loaded."""

    name = "machimori_office.jobs"

    def ready(self) -> None:
        """Let each app name its jobs."""
        autodiscover_modules("periodic")
